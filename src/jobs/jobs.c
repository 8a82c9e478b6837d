/* SPDX-License-Identifier: Apache-2.0 */
/* jobs: what a server does by itself. */

#include "jobs/jobs.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/tr.h"
#include "core/blob_sweep.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "db/store.h"
#include "network/award_case.h"
#include "network/carry.h"
#include "network/join.h"
#include "network/membership.h"
#include "people/login.h"
#include "people/session.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum { ROUND_MS = 1000, SLICE = 100 };
enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, KINDS = 8 };

struct jobs {
    const struct node *node;
    struct arena *arena; /* emptied after each transaction */
    int64_t due_ms[KINDS];
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool started, ending;
};

/* One kind: `waits` in a reading transaction, then `slice` in writing ones
 * while `done` is SLICE. Or `alone`, outside any transaction. */
struct kind {
    const char *name;
    int64_t every_ms;
    enum err (*waits)(struct ctx *c, bool *any);
    enum err (*slice)(struct ctx *c, int max, int *done);
    enum err (*alone)(struct arena *a, const struct node *node, int *done);
};

static const struct kind kinds[] = {
    {.name = "seal",
     .every_ms = SECOND,
     .waits = record_waits,
     .slice = record_seal},
    {.name = "sessions",
     .every_ms = 10 * MINUTE,
     .waits = session_old,
     .slice = session_sweep},
    {.name = "links",
     .every_ms = 10 * MINUTE,
     .waits = login_old,
     .slice = login_sweep},
    {.name = "drafts",
     .every_ms = 24 * HOUR,
     .waits = join_old,
     .slice = join_sweep},
    {.name = "award drafts",
     .every_ms = 24 * HOUR,
     .waits = award_case_old,
     .slice = award_case_sweep},
    {.name = "leavings",
     .every_ms = 10 * MINUTE,
     .waits = membership_due,
     .slice = membership_sweep},
    {.name = "places on their way",
     .every_ms = 10 * SECOND,
     .waits = carry_waits,
     .slice = carry_on},
    {.name = "files", .every_ms = 24 * HOUR, .alone = blob_sweep},
};

_Static_assert(COUNT(kinds) == KINDS, "a time for each kind");

/* --- one transaction --- */

struct step {
    struct ctx c;
    const struct kind *kind;
    bool any;
    int done;
};

static struct step
step_of(struct jobs *j, const struct kind *kind)
{
    return (struct step){
        .c = {.arena = j->arena,
              .node = j->node,
              .now_ms = clock_now_ms(),
              .lang = &tr_langs[0]},
        .kind = kind,
    };
}

static enum err
look(struct db *db, void *arg)
{
    struct step *s = arg;

    s->c.db = db;
    return s->kind->waits(&s->c, &s->any);
}

static enum err
work(struct db *db, void *arg)
{
    struct step *s = arg;

    s->c.db = db;
    return s->kind->slice(&s->c, SLICE, &s->done);
}

/* --- a kind --- */

static bool
is_ending(struct jobs *j)
{
    bool ending;

    pthread_mutex_lock(&j->lock);
    ending = j->ending;
    pthread_mutex_unlock(&j->lock);
    return ending;
}

static enum err
run_slices(struct jobs *j, const struct kind *kind)
{
    struct store *store = j->node->store;
    struct step s = step_of(j, kind);
    enum err e = store_read(store, j->arena, LIMIT_READ_POOL_MS, look, &s);
    bool more = e == OK && s.any;

    while (more && !is_ending(j)) {
        arena_reset(j->arena);
        s = step_of(j, kind);
        e = store_write(store, j->arena, work, &s);
        more = e == OK && s.done == SLICE;
    }
    return e;
}

static void
run_kind(struct jobs *j, const struct kind *kind)
{
    int done = 0;
    enum err e = kind->alone ? kind->alone(j->arena, j->node, &done)
                             : run_slices(j, kind);

    if (e != OK) {
        log_line(LOG_WARN, "job not done", "kind=%s error=%d", kind->name, e);
    }
    if (done) {
        log_line(LOG_INFO, "job done", "kind=%s count=%d", kind->name, done);
    }
    arena_reset(j->arena);
}

void
jobs_round(struct jobs *j)
{
    int64_t now = clock_now_ms();

    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (now >= j->due_ms[i]) {
            j->due_ms[i] = now + kinds[i].every_ms;
            run_kind(j, &kinds[i]);
        }
    }
}

/* --- the thread --- */

static void *
rounds(void *arg)
{
    struct jobs *j = arg;

    pthread_mutex_lock(&j->lock);
    while (!j->ending) {
        struct timespec until;

        pthread_mutex_unlock(&j->lock);
        jobs_round(j);
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += ROUND_MS / SECOND;
        pthread_mutex_lock(&j->lock);
        while (!j->ending &&
               pthread_cond_timedwait(&j->wake, &j->lock, &until) == 0) {
        }
    }
    pthread_mutex_unlock(&j->lock);
    return NULL;
}

struct jobs *
jobs_new(const struct node *node)
{
    struct jobs *j = calloc(1, sizeof *j);
    pthread_condattr_t attr;

    if (!j) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *j);
    }
    j->node = node;
    j->arena = arena_new(LIMIT_ARENA_BYTES);
    pthread_mutex_init(&j->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&j->wake, &attr);
    pthread_condattr_destroy(&attr);
    return j;
}

void
jobs_start(struct jobs *j)
{
    if (pthread_create(&j->thread, NULL, rounds, j) != 0) {
        log_fatal("no thread for the jobs", "jobs", 1);
    }
    j->started = true;
}

void
jobs_free(struct jobs *j)
{
    if (!j) {
        return;
    }
    pthread_mutex_lock(&j->lock);
    j->ending = true;
    pthread_cond_signal(&j->wake);
    pthread_mutex_unlock(&j->lock);
    if (j->started) {
        pthread_join(j->thread, NULL);
    }
    pthread_cond_destroy(&j->wake);
    pthread_mutex_destroy(&j->lock);
    arena_free(j->arena);
    free(j);
}
