/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_init: make a new node and its first administrator. */

#include "cli/cli.h"
#include "cli/make_node.h"

#include "base/arena.h"
#include "base/limits.h"
#include "people/login.h"
#include "people/person.h"
#include "people/role.h"

#include <stdio.h>

struct admin {
    int64_t root;
    const char *secret;
};

static enum err
add_admin(struct ctx *c, void *arg)
{
    struct admin *a = arg;
    struct person p = {.name = "Administrator"};

    TRY(person_add(c, &p));
    TRY(role_grant(c, p.id, "hq_officer", a->root, 0));
    return login_add_link(c, p.id, LIMIT_LINK_HOURS * 60, &a->secret);
}

int
cmd_init(struct cli *c)
{
    struct make_node m = {.arena = arena_new(LIMIT_ARENA_BYTES),
                          .url = c->url,
                          .name = c->name ? c->name : "Quipu",
                          .lang = c->lang ? c->lang : "es"};
    struct admin admin = {0};
    struct cli_node n;
    struct ctx ctx;
    enum err e;
    int status;

    if (!c->data || !lang_find(m.lang)) {
        cli_fail("quipu init --data DIR --url URL --name NAME [--lang es|en]");
        return CLI_MISUSED;
    }
    status = make_node(&n, c, &m);
    if (status != CLI_DONE) {
        return status;
    }
    admin.root = m.root;
    ctx = cli_ctx(&n);
    e = cli_write(&n, &ctx, add_admin, &admin);
    if (e != OK) {
        status = cli_fail("%s", cli_why(&ctx, e));
    } else {
        printf("The node is made in %s.\n\n"
               "Write these words down and keep them apart from the machine; "
               "they are the sealing key of all issuing keys:\n\n  %s\n\n"
               "First sign-in, good once within an hour after `quipu "
               "serve`:\n\n  %s/sign-in/link/%s\n",
               cli_place(c), m.words, m.url, admin.secret);
    }
    cli_close(&n);
    return status;
}
