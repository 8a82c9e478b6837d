/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_demo: a demonstration network on this machine: made once, then served. */

#include "cli/cli.h"
#include "cli/demo_many.h"
#include "cli/demo_seed.h"
#include "cli/make_node.h"
#include "cli/serve.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static const char *const roles[] = {"hq",         "region",      "centre",
                                    "university", "facilitator", "learner",
                                    "assessor",   "ministry",    "certifier"};

/* One click to headquarters is nothing for the open net. */
static bool
is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 ||
           strncmp(address, "[::1]:", 6) == 0 ||
           strncmp(address, "localhost:", 10) == 0;
}

static void
say_ready(void *arg, int port)
{
    (void)arg;
    printf("\nA demonstration network, without affiliation to anybody.\n\n"
           "  http://localhost:%d\n\n"
           "Sign in by one click on the front page, or:\n\n",
           port);
    for (size_t i = 0; i < COUNT(roles); i++) {
        printf("  curl -c cookies -d as=%-11s "
               "http://localhost:%d/demo/sign-in\n",
               roles[i], port);
    }
    puts("\nStop with Ctrl-C; the data stay.");
    fflush(stdout);
}

static int
make(struct cli *c, struct arena *a, int64_t people)
{
    struct make_node m = {.arena = a,
                          .url = c->url ? c->url : "http://localhost:8080",
                          .name = "Quipu (demostración)",
                          .lang = "es",
                          .demo = true};
    struct cli_node n;
    int status;

    printf("Making the demonstration network in %s:\n", cli_place(c));
    fflush(stdout);
    status = make_node(&n, c, &m);
    if (status != CLI_DONE) {
        return status;
    }
    status = demo_seed(&n, m.root, people, c->org);
    n.arena = NULL; /* the caller's */
    cli_close(&n);
    if (status != CLI_DONE) {
        cli_fail("empty %s, remove %s.seal, then try again", cli_place(c),
                 c->data);
    }
    return status;
}

int
cmd_demo(struct cli *c)
{
    struct cli_node n;
    int status = CLI_DONE;
    int64_t people = 0;
    struct arena *a;

    if (c->people && (!text_i64(c->people, &people) || people < 1 ||
                      people > DEMO_MANY_MAX)) {
        cli_fail("--people is a number up to %d.", DEMO_MANY_MAX);
        return CLI_MISUSED;
    }
    if (c->org && !people) {
        cli_fail("--org says of which country the people of --people are.");
        return CLI_MISUSED;
    }
    if (!c->data) {
        c->data = people ? "demo-people" : "demo-data";
    }
    if (!c->listen_count) {
        c->listen[c->listen_count++] = "127.0.0.1:8080";
        c->listen[c->listen_count++] = "[::1]:8080";
    }
    for (int i = 0; i < c->listen_count; i++) {
        if (!is_loopback(c->listen[i])) {
            return cli_fail("A demonstration listens on this machine only: "
                            "127.0.0.1, [::1] or localhost, not %s.",
                            c->listen[i]);
        }
    }
    a = arena_new((size_t)LIMIT_ARENA_BYTES * 8);
    if (!cli_is_made(c)) {
        status = make(c, a, people);
    } else if (people) {
        status = cli_fail("%s is made already. Serve it without --people, or "
                          "name another folder.",
                          cli_place(c));
    }
    arena_free(a);
    if (status != CLI_DONE) {
        return status;
    }
    status = cli_open(&n, c, STORE_SERVE);
    if (status != CLI_DONE) {
        return status;
    }
    if (!n.node.demo) {
        status = cli_fail("%s is a real node, no demonstration. Serve it with "
                          "`quipu serve`.",
                          c->data);
    } else {
        status = cli_open_keeper(&n, c);
    }
    if (status == CLI_DONE) {
        status = serve_node(&n, c, say_ready, &n);
    }
    cli_close(&n);
    return status;
}
