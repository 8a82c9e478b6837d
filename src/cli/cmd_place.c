/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_place: places of the tree that are moved, or put right. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "network/carry.h"
#include "network/org.h"
#include "network/reparent.h"

#include <string.h>

struct change {
    const char *place, *parent;
    const char *from; /* NULL = it always was wrong */
    const char *missing;
};

static enum err
find(struct ctx *c, const char *slug, struct change *change, struct org *out)
{
    enum err e = org_by_slug(c, slug, out);

    if (e == ERR_MISSING) {
        change->missing = slug;
    }
    return e;
}

static enum err
change_parent(struct ctx *c, void *arg)
{
    struct change *change = arg;
    struct org place, parent;

    TRY(find(c, change->place, change, &place));
    TRY(find(c, change->parent, change, &parent));
    return change->from
               ? reparent_move(c, place.id, parent.id, change->from, NULL)
               : reparent_correct(c, place.id, parent.id, NULL);
}

static int
tell(struct control_call *call, const struct ctx *c,
     const struct change *change, enum err e)
{
    if (change->missing) {
        control_complain(call, "There is no organisation '%s' here.",
                         change->missing);
    } else {
        control_complain(call, "%s", cli_why(c, e));
    }
    return CLI_FAILED;
}

/* --- what it counts follows, while others write between the slices --- */

enum {
    FIRST_CHILDREN = 8,
    QUICK_MS = 40, /* then twice as many at a time */
    LONG_MS = 100  /* then half of them */
};

struct following {
    int children; /* in the next slice */
    bool left;
    int slices;
    int64_t longest_ms;
};

static enum err
carry_next(struct ctx *c, void *arg)
{
    struct following *f = arg;

    return carry_slice(c, f->children, &f->left);
}

static enum err
carry_one(struct cli_node *n, struct ctx *c, struct following *f)
{
    int64_t began = clock_steady_ms(), took;

    arena_reset(n->arena);
    c->now_ms = clock_now_ms();
    TRY(cli_write(n, c, carry_next, f));
    took = clock_steady_ms() - began;
    f->slices++;
    f->longest_ms = took > f->longest_ms ? took : f->longest_ms;
    if (took > LONG_MS && f->children > 1) {
        f->children /= 2;
    } else if (took < QUICK_MS && f->children < CARRY_MAX) {
        f->children *= 2;
    }
    return OK;
}

/* All that is on its way, also what a command before has left. ERR_BUSY: the
 * server is stopping, or who asked has gone; its jobs go on with it. */
static enum err
carry_all(struct control_call *call, const struct cli_node *n,
          struct following *f)
{
    struct cli_node here = *n;
    struct ctx c;
    enum err e = OK;

    *f = (struct following){.children = FIRST_CHILDREN, .left = true};
    here.arena = arena_new(LIMIT_ARENA_BYTES);
    c = cli_ctx(&here);
    while (e == OK && f->left) {
        e = control_is_stopped(call) ? ERR_BUSY : carry_one(&here, &c, f);
    }
    arena_free(here.arena);
    return e;
}

static int
tell_stopped(struct control_call *call, enum err e)
{
    struct ctx none = {.problem_count = 0};

    control_complain(call,
                     "Not all figures have followed yet: %s. The rest follows "
                     "by itself while the server runs, or with the next "
                     "`quipu place`.",
                     cli_why(&none, e));
    return CLI_FAILED;
}

static int
move(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    bool correct = strcmp(c->words[0], "correct") == 0;
    char today[DATE_SIZE];
    struct change change = {.place = c->words[1], .parent = c->words[2]};
    struct ctx ctx = cli_ctx(n);
    int64_t began = clock_steady_ms(), moved_ms;
    struct following f;
    enum err e = carry_all(call, n, &f);

    if (e != OK) {
        return tell_stopped(call, e);
    }

    date_write(ctx.now_ms / DATE_DAY_MS, today);
    if (!correct) {
        change.from = c->from ? c->from : today;
    }
    e = cli_write(n, &ctx, change_parent, &change);
    if (e != OK) {
        return tell(call, &ctx, &change, e);
    }
    moved_ms = clock_steady_ms() - began;
    e = carry_all(call, n, &f);
    if (e != OK) {
        return tell_stopped(call, e);
    }
    control_say(
        call,
        correct ? "%s is below %s, and counts as if it had always been, "
                  "since the day it came (%lld ms; rights after %lld; %d "
                  "slices, the longest %lld)."
                : "%s is below %s; earlier months stay where they were "
                  "counted (%lld ms; rights after %lld; %d slices, the longest "
                  "%lld).",
        change.place, change.parent, (long long)(clock_steady_ms() - began),
        (long long)moved_ms, f.slices, (long long)f.longest_ms);
    return CLI_DONE;
}

struct history {
    struct control_call *call;
    struct change change;
};

static enum err
show_history(struct ctx *c, void *arg)
{
    struct history *h = arg;
    struct reparent_lines lines;
    struct org place;

    TRY(find(c, h->change.place, &h->change, &place));
    TRY(reparent_history(c, place.id, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        const struct reparent_line *l = &lines.items[i];

        control_say(h->call, "%s  %s  %s%s", l->from_date,
                    l->corrected ? "never"
                    : l->to_date ? l->to_date
                                 : "today",
                    l->slug, l->corrected ? "  (corrected)" : "");
    }
    return OK;
}

int
cmd_place_work(struct control_call *call, struct cli_node *n,
               const struct cli *c)
{
    struct history h = {.call = call, .change = {.place = c->words[1]}};
    struct ctx ctx = cli_ctx(n);
    enum err e;

    if (cli_words_are(c, "move", 3) ||
        (cli_words_are(c, "correct", 3) && !c->from)) {
        return move(call, n, c);
    }
    if (!cli_words_are(c, "history", 2) || c->from) {
        control_complain(call, "quipu place move SLUG PARENT [--from DAY] | "
                               "correct SLUG PARENT | history SLUG --data DIR");
        return CLI_MISUSED;
    }
    e = cli_read(n, &ctx, show_history, &h);
    return e == OK ? CLI_DONE : tell(call, &ctx, &h.change, e);
}
