/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_people: one-time links for people, and issuing keys: commands that write,
 * with a server running and without. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/date.h"
#include "credentials/issuer.h"
#include "keeper/keeper.h"
#include "people/login.h"
#include "people/person.h"

#include <stdio.h>
#include <string.h>

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
    enum err e = n->node.keeper ? keeper_key_new(n->node.keeper, &k.key)
                                : ERR_MISSING;

    if (e == OK) {
        e = cli_write(n, &ctx, store_key, &k);
    }
    if (e != OK) {
        control_complain(call, "No key was made: %s", cli_why(&ctx, e));
        return CLI_FAILED;
    }
    control_say(call, "%s signs from now on. The key before is ended, and "
                      "stays in the issuer's document for what it signed.",
                k.key.multibase);
    return CLI_DONE;
}

/* --- both sides --- */

static int
work(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    const char *verb = c->word_count ? c->words[0] : "";
    struct ctx ctx = cli_ctx(n);

    if (strcmp(c->command, "user") == 0 && strcmp(verb, "link") == 0 &&
        c->word_count == 2) {
        return user_link(call, n, c);
    }
    if (strcmp(c->command, "user") == 0 && strcmp(verb, "list") == 0) {
        return user_list(call, n);
    }
    if (strcmp(c->command, "key") == 0 && strcmp(verb, "list") == 0) {
        return cli_read(n, &ctx, list_keys, call) == OK ? CLI_DONE
                                                        : CLI_FAILED;
    }
    if (strcmp(c->command, "key") == 0 && strcmp(verb, "new") == 0 &&
        c->word_count == 2) {
        return key_new(call, n, c);
    }
    control_complain(call, "`quipu help` shows how '%s' is used.",
                     c->command);
    return CLI_MISUSED;
}

/* In the server: the node is open; alone: open it around the work. */
int
cmd_people_run(struct control_call *call)
{
    struct cli_node alone = {0}, *n = call->arg;
    struct cli c;
    const char *why;
    int status;

    if (!cli_parse(call->argc, call->argv, &c, &why)) {
        control_complain(call, "%s", why);
        return CLI_MISUSED;
    }
    if (n) {
        struct cli_node here = *n;

        here.arena = call->arena;
        return work(call, &here, &c);
    }
    status = cli_fill(&alone, call->store, call->arena, c.data);
    if (status == CLI_DONE) {
        status = cli_open_keeper(&alone, &c);
    }
    if (status == CLI_DONE) {
        status = work(call, &alone, &c);
    }
    alone.store = NULL; /* both belong to control_write */
    alone.arena = NULL;
    cli_close(&alone);
    return status;
}

static int
run(struct cli *c)
{
    if (!c->data) {
        cli_fail("say which data folder: --data DIR");
        return CLI_MISUSED;
    }
    return control_write(c->data, c->argc, c->argv, cmd_people_run, NULL);
}

int
cmd_user(struct cli *c)
{
    return run(c);
}

int
cmd_key(struct cli *c)
{
    return run(c);
}
