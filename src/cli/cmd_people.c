/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_people: one-time links for people, and issuing keys: commands that write,
 * with a server running and without. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "core/access.h"
#include "credentials/issuer.h"
#include "keeper/keeper.h"
#include "network/org.h"
#include "people/login.h"
#include "people/merge.h"
#include "people/person.h"
#include "people/role.h"

#include <stdio.h>
#include <string.h>

/* " hq_officer regional_officer …" */
static const char role_names[] =
#define ROLE(name, word, caps) " " #name
#include "core/roles.def"
#undef ROLE
    ;

/* --- user --- */

struct link_for {
    const char *number;
    const char *secret;
};

static enum err
make_link(struct ctx *c, void *arg)
{
    struct link_for *l = arg;
    int64_t person;

    TRY(person_by_number(c, l->number, &person));
    return login_add_link(c, person, LIMIT_LINK_HOURS * 60, &l->secret);
}

static int
user_link(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    struct link_for l = {.number = c->words[1]};
    struct ctx ctx = cli_ctx(n);
    enum err e = cli_write(n, &ctx, make_link, &l);

    if (e == ERR_MISSING) {
        control_complain(call,
                         "Nobody has the number %s. `quipu user list` shows "
                         "numbers.",
                         l.number);
        return CLI_FAILED;
    }
    if (e != OK) {
        control_complain(call, "%s", cli_why(&ctx, e));
        return CLI_FAILED;
    }
    control_say(call, "Good once, within an hour:\n%s/sign-in/link/%s",
                n->node.public_url, l.secret);
    return CLI_DONE;
}

struct new_person {
    const char *name;
    const char *org_slug;
    const char *role;
    struct person person;
    const char *secret;
};

static enum err
add_person(struct ctx *c, void *arg)
{
    struct new_person *p = arg;
    struct org org;

    TRY(p->org_slug ? org_by_slug(c, p->org_slug, &org) : org_root(c, &org));
    p->person = (struct person){.name = p->name};
    TRY(person_add(c, &p->person));
    if (p->role) {
        TRY(role_grant(c, p->person.id, p->role, org.id, 0));
    }
    return login_add_link(c, p->person.id, LIMIT_LINK_HOURS * 60, &p->secret);
}

static int
user_add(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    struct new_person p = {
        .name = c->words[1], .org_slug = c->org, .role = c->role};
    struct ctx ctx = cli_ctx(n);
    enum err e;

    if (c->role && !access_is_role(c->role)) {
        control_complain(call, "'%s' is no role. Roles are:%s", c->role,
                         role_names);
        return CLI_MISUSED;
    }
    e = cli_write(n, &ctx, add_person, &p);
    if (e == ERR_MISSING) {
        control_complain(call, "There is no organisation '%s' here.",
                         c->org ? c->org : "");
        return CLI_FAILED;
    }
    if (e != OK) {
        control_complain(call, "%s", cli_why(&ctx, e));
        return CLI_FAILED;
    }
    control_say(call,
                "%s  %s\nGood once, within an hour:\n"
                "%s/sign-in/link/%s",
                p.person.number, p.person.name, n->node.public_url, p.secret);
    return CLI_DONE;
}

struct two {
    const char *from, *into; /* numbers */
};

static enum err
merge_two(struct ctx *c, void *arg)
{
    struct two *two = arg;
    int64_t from, into;

    TRY(person_by_number(c, two->from, &from));
    TRY(person_by_number(c, two->into, &into));
    return merge_persons(c, from, into);
}

static int
user_merge(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    struct two two = {c->words[1], c->words[2]};
    struct ctx ctx = cli_ctx(n);
    enum err e = cli_write(n, &ctx, merge_two, &two);

    if (e != OK) {
        control_complain(call, "%s", cli_why(&ctx, e));
        return CLI_FAILED;
    }
    control_say(call, "%s is %s from now on.", two.from, two.into);
    return CLI_DONE;
}

static enum err
list_people(struct ctx *c, void *arg)
{
    struct control_call *call = arg;
    struct person_roles list;

    TRY(person_with_roles(c, &list));
    for (size_t i = 0; i < list.count; i++) {
        control_say(call, "%s  %s  %s at %s", list.items[i].number,
                    list.items[i].name, list.items[i].role,
                    list.items[i].org_slug);
    }
    return OK;
}

static int
user_list(struct control_call *call, struct cli_node *n)
{
    struct ctx ctx = cli_ctx(n);
    enum err e = cli_read(n, &ctx, list_people, call);

    if (e != OK) {
        control_complain(call, "%s", cli_why(&ctx, e));
    }
    return e == OK ? CLI_DONE : CLI_FAILED;
}

/* --- key --- */

static enum err
list_keys(struct ctx *c, void *arg)
{
    struct control_call *call = arg;
    struct issuers all;

    TRY(issuer_list(c, &all));
    for (size_t i = 0; i < all.count; i++) {
        struct issuer_keys keys;

        TRY(issuer_keys(c, &all.items[i], &keys));
        control_say(call, "%s  %s", all.items[i].number, all.items[i].name);
        for (size_t k = 0; k < keys.count; k++) {
            char day[DATE_STAMP_SIZE];

            date_stamp_seconds(keys.items[k].created_ms, day);
            control_say(call, "    %s  since %s%s", keys.items[k].multibase,
                        day, keys.items[k].revoked_ms ? "  (ended)" : "");
        }
    }
    return OK;
}

struct new_key {
    const char *number;
    struct keeper_key key;
};

static enum err
store_key(struct ctx *c, void *arg)
{
    struct new_key *k = arg;
    struct issuer issuer;

    TRY(issuer_by_number(c, k->number, &issuer));
    return issuer_add_key(c, issuer.id, &k->key);
}

static int
key_new(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    struct new_key k = {.number = c->words[1]};
    struct ctx ctx = cli_ctx(n);
    enum err e;

    if (!n->node.keeper && cli_open_keeper(n, c) != CLI_DONE) {
        return CLI_FAILED;
    }
    e = keeper_key_new(n->node.keeper, &k.key);
    if (e == OK) {
        e = cli_write(n, &ctx, store_key, &k);
    }
    if (e != OK) {
        control_complain(call, "No key was made: %s",
                         e == ERR_MISSING
                             ? arena_printf(n->arena,
                                            "'%s' is no issuer. `quipu key "
                                            "list` gives their numbers.",
                                            k.number)
                             : cli_why(&ctx, e));
        return CLI_FAILED;
    }
    control_say(call,
                "%s signs from now on. The key before is ended, and "
                "stays in the issuer's document for what it signed.",
                k.key.multibase);
    return CLI_DONE;
}

/* --- both sides --- */

int
cmd_user_work(struct control_call *call, struct cli_node *n,
              const struct cli *c)
{
    if (cli_words_are(c, "link", 2)) {
        return user_link(call, n, c);
    }
    if (cli_words_are(c, "merge", 3)) {
        return user_merge(call, n, c);
    }
    if (cli_words_are(c, "list", 1)) {
        return user_list(call, n);
    }
    if (cli_words_are(c, "add", 2)) {
        return user_add(call, n, c);
    }
    control_complain(call, "quipu user add NAME [--org SLUG] | link NUMBER | "
                           "merge NUMBER NUMBER | list --data DIR");
    return CLI_MISUSED;
}

int
cmd_key_work(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    struct ctx ctx = cli_ctx(n);

    if (cli_words_are(c, "list", 1)) {
        return cli_read(n, &ctx, list_keys, call) == OK ? CLI_DONE : CLI_FAILED;
    }
    if (cli_words_are(c, "new", 2)) {
        return key_new(call, n, c);
    }
    control_complain(call, "quipu key list | new ISSUER --data DIR");
    return CLI_MISUSED;
}
