/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_serve: serve a node. */

#include "cli/cli.h"
#include "cli/serve.h"

#include "http/http.h"
#include "jobs/jobs.h"
#include "web/site_pages.h"

#include <stdio.h>
#include <string.h>

int
serve_node(struct cli_node *n, const struct cli *c,
           void (*ready)(void *arg, int port), void *arg)
{
    struct http_options options = {
        .access_log = !n->node.demo || c->verbose,
        .proxy = c->proxy,
        .metrics = c->metrics,
        .problem_page = site_problem_page,
        .ready = ready,
        .arg = arg,
    };
    struct control *control = NULL;
    struct jobs *jobs = NULL;
    char why[512] = "";
    enum err e;

    for (int i = 0; i < c->listen_count && i < HTTP_LISTEN_MAX; i++) {
        options.listen[options.listen_count++] = c->listen[i];
    }
    /* On a database elsewhere commands write for themselves. */
    if (!c->database &&
        control_serve(&control, c->data, n->store, cmd_control, n) != OK) {
        return cli_fail("The socket %s/quipu.sock cannot be made.", c->data);
    }
    jobs = jobs_new(&n->node);
    jobs_start(jobs);
    e = http_serve(&n->node, &options, why, sizeof why);
    jobs_free(jobs);
    control_stop(control);
    return e == OK ? CLI_DONE : cli_fail("%s", why);
}

static void
say_ready(void *arg, int port)
{
    const struct cli_node *n = arg;

    printf("%s is served on port %d; its public address is %s\n", n->node.name,
           port, n->node.public_url);
    fflush(stdout);
}

int
cmd_serve(struct cli *c)
{
    struct cli_node n;
    int status;

    if (!c->listen_count) {
        c->listen[c->listen_count++] = "127.0.0.1:8080";
    }
    status = cli_open(&n, c, STORE_SERVE);
    if (status != CLI_DONE) {
        return status;
    }
    if (n.node.demo) {
        status = cli_fail("%s is a demonstration. Serve it with `quipu demo`.",
                          c->data);
    } else if (c->url && strcmp(c->url, n.node.public_url) != 0) {
        status = cli_fail(
            "This node's public address is %s; it stands in every certificate "
            "it has signed. To move it, let the old address go on serving "
            "/issuers, or start a new node with `quipu init`.",
            n.node.public_url);
    } else {
        status = cli_open_keeper(&n, c);
    }
    if (status == CLI_DONE) {
        status = serve_node(&n, c, say_ready, &n);
    }
    cli_close(&n);
    return status;
}
