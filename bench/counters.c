/* SPDX-License-Identifier: Apache-2.0 */
/* counters: what a row that everybody's events are counted in costs. Writers
 * on a database of PostgreSQL write an event each into the record and count it,
 * at places of their own below headquarters, and at places above which there
 * is nothing; prints how many a second of each, in rounds by turns.
 *
 *     bench_counters postgresql://… WRITERS SECONDS ROUNDS
 */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/count.h"
#include "core/record.h"
#include "db/db.h"
#include "db/store.h"
#include "network/org.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum { ARGUMENTS = 5, WRITERS_MAX = 64 };

struct writer {
    pthread_t thread;
    int64_t below, alone; /* places */
    bool headquarters;    /* at which of the two it writes */
};

static struct {
    struct store *store;
    struct writer writers[WRITERS_MAX];
    int64_t writer_count;
    _Atomic int64_t done;
    atomic_bool ending, failed;
} bench;

static struct ctx
context(struct arena *a)
{
    return (struct ctx){
        .arena = a, .now_ms = clock_now_ms(), .lang = &tr_langs[0]};
}

/* --- places --- */

static enum err
add_place(struct ctx *c, int64_t parent, const char *kind, int64_t *id)
{
    struct org o = {.kind = kind, .name = "Bench", .status = "known"};
    enum err e = org_add(c, parent, &o);

    *id = o.id;
    return e;
}

struct place {
    int64_t parent, id;
    const char *kind;
};

static enum err
write_place(struct db *db, void *arg)
{
    struct place *p = arg;
    struct ctx c = context(db_arena(db));

    c.db = db;
    return add_place(&c, p->parent, p->kind, &p->id);
}

static bool
make_place(struct arena *a, int64_t parent, const char *kind, int64_t *id)
{
    struct place p = {.parent = parent, .kind = kind};
    enum err e = store_write(bench.store, a, write_place, &p);

    arena_reset(a);
    *id = p.id;
    return e == OK;
}

static bool
make_places(struct arena *a)
{
    int64_t headquarters;
    bool good = make_place(a, 0, "network", &headquarters);

    for (int64_t i = 0; i < bench.writer_count && good; i++) {
        struct writer *w = &bench.writers[i];

        good = make_place(a, headquarters, "institution", &w->below) &&
               make_place(a, 0, "institution", &w->alone);
    }
    return good;
}

/* --- events --- */

static enum err
write_event(struct db *db, void *arg)
{
    const struct writer *w = arg;
    int64_t org = w->headquarters ? w->below : w->alone;
    struct ctx c = context(db_arena(db));

    c.db = db;
    TRY(count_add(&c, org, COUNT_CERTIFICATES,
                  (struct count_who){"teaching", "woman"}, ctx_today(&c), 1));
    return record_add(&c, "credential.issued", org, org, NULL);
}

static void *
work(void *arg)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);

    while (!atomic_load(&bench.ending)) {
        if (store_write(bench.store, a, write_event, arg) != OK) {
            atomic_store(&bench.failed, true);
            break;
        }
        atomic_fetch_add(&bench.done, 1);
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static double
rate(bool headquarters, int64_t seconds)
{
    int64_t began = clock_steady_us();

    atomic_store(&bench.done, 0);
    atomic_store(&bench.ending, false);
    for (int64_t i = 0; i < bench.writer_count; i++) {
        struct writer *w = &bench.writers[i];

        w->headquarters = headquarters;
        if (pthread_create(&w->thread, NULL, work, w) != 0) {
            atomic_store(&bench.failed, true);
            w->thread = 0;
        }
    }
    nanosleep(&(struct timespec){.tv_sec = seconds}, NULL);
    atomic_store(&bench.ending, true);
    for (int64_t i = 0; i < bench.writer_count; i++) {
        if (bench.writers[i].thread) {
            pthread_join(bench.writers[i].thread, NULL);
        }
    }
    return (double)atomic_load(&bench.done) * 1e6 /
           (double)(clock_steady_us() - began);
}

static int
run(int64_t seconds, int64_t rounds)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    bool good = make_places(a);

    for (int64_t i = 0; i < rounds && good; i++) {
        double with = rate(true, seconds);
        double without = rate(false, seconds);

        printf("%.0f %.0f\n", with, without);
        good = !atomic_load(&bench.failed);
    }
    arena_free(a);
    return good ? CLI_DONE : cli_fail("a write failed");
}

int
main(int argc, char **argv)
{
    struct store_options options = {.mode = STORE_SERVE, .create = true};
    int64_t seconds, rounds;
    char why[300] = "";
    int status;

    if (argc != ARGUMENTS || !text_i64(argv[2], &bench.writer_count) ||
        bench.writer_count < 1 || bench.writer_count > WRITERS_MAX ||
        !text_i64(argv[3], &seconds) || !text_i64(argv[4], &rounds)) {
        return cli_fail("bench_counters postgresql://… WRITERS SECONDS ROUNDS");
    }
    options.database = argv[1];
    if (store_open(&bench.store, &options, why, sizeof why) != OK) {
        return cli_fail("%s", why);
    }
    status = run(seconds, rounds);
    store_close(bench.store);
    return status;
}
