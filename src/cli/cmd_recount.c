/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_recount: figures compared with the records; repaired on request. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/limits.h"
#include "core/recount.h"

#include <stdio.h>

struct recounting {
    struct cli_node *n;
    struct control_call *call; /* NULL = reading only, to standard output */
    struct arena *kept;        /* for a page of nodes */
    struct recount_node nodes[RECOUNT_PAGE];
    size_t node_count;
    int64_t node, after;
    struct recount found;
    size_t places, compared, wrong;
};

static enum err
read_nodes(struct ctx *c, void *arg)
{
    struct recounting *r = arg;

    TRY(recount_nodes(c, r->after, r->nodes, &r->node_count));
    for (size_t i = 0; i < r->node_count; i++) {
        r->nodes[i].slug = arena_text(r->kept, r->nodes[i].slug);
    }
    return OK;
}

static enum err
compare(struct ctx *c, void *arg)
{
    struct recounting *r = arg;

    return recount_node(c, r->node, &r->found);
}

static enum err
repair(struct ctx *c, void *arg)
{
    struct recounting *r = arg;

    return recount_repair(c, r->node, &r->found);
}

static void
say(struct recounting *r, const char *text)
{
    if (r->call) {
        control_say(r->call, "%s", text);
    } else {
        puts(text);
    }
}

static const char *
or_none(const char *s)
{
    return *s ? s : "-";
}

static const char *
what_of(struct arena *a, const struct recount_drift *d)
{
    if (d->question) {
        return arena_printf(a, "question %lld, %s", (long long)d->question,
                            d->fully ? "answers fully right" : "answers");
    }
    return arena_printf(a, "%s %s %s %s",
                        d->indicator < COUNT_ALL
                            ? count_indicators[d->indicator].name
                            : "no indicator",
                        *d->month ? d->month : "today", or_none(d->workgroup),
                        or_none(d->gender));
}

static void
show(struct recounting *r, const struct recount_node *node)
{
    for (size_t i = 0; i < r->found.count; i++) {
        const struct recount_drift *d = &r->found.items[i];

        say(r, arena_printf(r->n->arena,
                            "%s  %s: counted %lld, the records say %lld",
                            node->slug, what_of(r->n->arena, d),
                            (long long)d->counted, (long long)d->recorded));
    }
}

static enum err
do_node(struct recounting *r, struct ctx *c, const struct recount_node *node)
{
    r->node = node->id;
    TRY(cli_read(r->n, c, compare, r));
    if (r->found.count && r->call) {
        TRY(cli_write(r->n, c, repair, r));
    }
    show(r, node);
    r->places++;
    r->compared += r->found.compared;
    r->wrong += r->found.count;
    return OK;
}

static enum err
do_page(struct recounting *r, struct ctx *c)
{
    arena_reset(r->kept);
    TRY(cli_read(r->n, c, read_nodes, r));
    for (size_t i = 0; i < r->node_count; i++) {
        TRY(do_node(r, c, &r->nodes[i]));
        arena_reset(r->n->arena);
        r->after = r->nodes[i].id;
    }
    return OK;
}

/* All nodes, each in a transaction of its own and in memory of its own. */
static enum err
recount_all(struct recounting *r)
{
    struct cli_node here = *r->n;
    struct ctx c;
    enum err e;

    here.arena = arena_new(LIMIT_ARENA_BYTES);
    r->n = &here;
    r->kept = arena_new(LIMIT_ARENA_BYTES);
    c = cli_ctx(&here);
    do {
        e = do_page(r, &c);
    } while (e == OK && r->node_count == RECOUNT_PAGE);
    arena_free(r->kept);
    arena_free(here.arena);
    return e;
}

static int
run(struct recounting *r)
{
    enum err e = recount_all(r);
    char text[200];

    if (e != OK) {
        struct ctx none = {.problem_count = 0};

        snprintf(text, sizeof text, "The recount stopped: %s",
                 cli_why(&none, e));
    } else if (r->wrong == 0) {
        snprintf(text, sizeof text,
                 "%zu figures of %zu places agree with the records.",
                 r->compared, r->places);
    } else {
        snprintf(text, sizeof text, "%zu of %zu figures %s.%s", r->wrong,
                 r->compared,
                 r->call ? "were wrong and are right now" : "differ",
                 r->call ? "" : " `quipu recount --repair` writes them anew.");
    }
    say(r, text);
    return e == OK && (r->wrong == 0 || r->call) ? CLI_DONE : CLI_FAILED;
}

int
cmd_recount_work(struct control_call *call, struct cli_node *n,
                 const struct cli *c)
{
    struct recounting r = {.n = n, .call = call};

    if (c->word_count || !c->repair) {
        control_complain(call, "quipu recount [--repair] --data DIR");
        return CLI_MISUSED;
    }
    return run(&r);
}

int
cmd_recount(struct cli *c)
{
    struct recounting r = {0};
    struct cli_node n;
    int status;

    if (c->repair) {
        return cli_write_command(c);
    }
    status = cli_open(&n, c, STORE_READ_ONLY);
    if (status != CLI_DONE) {
        return status;
    }
    r.n = &n;
    status = run(&r);
    cli_close(&n);
    return status;
}
