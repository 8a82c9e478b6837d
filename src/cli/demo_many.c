/* SPDX-License-Identifier: Apache-2.0 */
/* demo_many: a demonstration as large as asked. */

#include "cli/demo_many.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "cli/demo_cohort.h"
#include "cli/demo_plan.h"
#include "credentials/batch.h"
#include "network/org.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PEOPLE_EACH = 100, /* of an institution, in the middle */
    SLICE = 20,        /* institutions in a transaction */
    THREADS = 16,      /* while one writes, others sign or wait: what waits is
                          written together */
    OPENED_DAYS = 380,
    BAR = 30,
    SHOW_MS = 200
};

_Static_assert((int)DEMO_COHORT <= (int)BATCH_MAX,
               "a cohort is certified in one batch");

struct many {
    struct cli_node *n;
    const struct demo_many *what;
    struct demo_plan plan;
    struct org_list countries;
    int64_t elsewhere; /* another than the only country; 0 = there are many */
    int64_t *institutions;
    int64_t *places; /* of each cohort, an institution */
    int64_t institution_count, cohort_count;
    int64_t from; /* of a slice of institutions */
    int64_t began_ms, shown_ms;

    _Atomic int64_t next;              /* cohort */
    _Atomic int64_t people, certified; /* done */
    _Atomic int failed;                /* an enum err */
};

/* --- how far --- */

static void
show(struct many *m, bool last)
{
    int64_t now = clock_steady_ms();
    int64_t done = atomic_load(&m->people);
    int full = (int)(done * BAR / m->what->people);

    if (isatty(STDERR_FILENO) && (last || now - m->shown_ms >= SHOW_MS)) {
        m->shown_ms = now;
        fprintf(stderr, "\r  people [%.*s%.*s] %" PRId64 "/%" PRId64 "%s", full,
                "##############################", BAR - full,
                "..............................", done, m->what->people,
                last ? "\n" : "");
    }
}

/* --- institutions --- */

/* The one that was asked for, and one beside it. */
static enum err
keep_one(struct many *m)
{
    struct org *one = NULL;

    for (size_t i = 0; i < m->countries.count; i++) {
        struct org *o = &m->countries.items[i];

        if (strcmp(o->slug, m->what->country) == 0) {
            one = o;
        } else {
            m->elsewhere = o->id;
        }
    }
    m->countries = (struct org_list){one, 1};
    return one ? OK : ERR_MISSING;
}

static enum err
read_countries(struct ctx *c, void *arg)
{
    struct many *m = arg;

    TRY(org_children(c, m->what->region, NULL, &m->countries));
    if (m->what->country) {
        TRY(keep_one(m));
    }
    return m->countries.count ? demo_plan_read(c, &m->plan) : ERR_MISSING;
}

/* Some countries have many, others few. */
static const struct org *
country_of(const struct many *m, int64_t i)
{
    uint64_t r = demo_cohort_random((uint64_t)i, 10);
    size_t a = r % m->countries.count, b = (r >> 32) % m->countries.count;

    /* Each has one at least. */
    if (i < (int64_t)m->countries.count) {
        return &m->countries.items[i];
    }
    return &m->countries.items[a < b ? a : b];
}

static enum err
add_institution(struct ctx *c, struct many *m, int64_t i)
{
    static const char *const kinds[] = {"Universidad", "Instituto",
                                        "Escuela Superior", "Colegio Técnico"};
    static const char *const of[] = {
        "del Ceibo",    "del Lapacho",   "de la Cantuta", "del Quebracho",
        "del Copihue",  "del Guayacán",  "de la Puya",    "del Manglar",
        "del Arrayán",  "del Jacarandá", "de la Totora",  "del Algarrobo",
        "del Tamarugo", "del Molle",     "de la Caoba",   "del Flamboyán"};
    uint64_t r = demo_cohort_random((uint64_t)i, 11);
    const struct org *country = country_of(m, i);
    struct org o = {
        .kind = "institution",
        .slug = arena_printf(c->arena, "demo-%" PRId64, i + 1),
        .name = arena_printf(c->arena, "%s %s %" PRId64 " (demo)",
                             kinds[r % COUNT(kinds)], of[(r >> 8) % COUNT(of)],
                             i + 1),
        .country = country->country,
        .status = "member",
    };

    TRY(org_add(c, country->id, &o));
    m->institutions[i] = o.id;
    return OK;
}

static enum err
add_slice(struct ctx *c, void *arg)
{
    struct many *m = arg;

    for (int64_t i = m->from; i < m->from + SLICE && i < m->institution_count;
         i++) {
        TRY(add_institution(c, m, i));
    }
    return OK;
}

static enum err
add_institutions(struct many *m)
{
    struct arena *kept = m->n->arena;
    enum err e = OK;

    m->n->arena = arena_new(LIMIT_ARENA_BYTES);
    for (m->from = 0; m->from < m->institution_count && e == OK;
         m->from += SLICE) {
        struct ctx c = cli_ctx(m->n);

        c.now_ms = m->what->now_ms - OPENED_DAYS * DATE_DAY_MS;
        e = cli_write(m->n, &c, add_slice, m);
        arena_reset(m->n->arena);
    }
    arena_free(m->n->arena);
    m->n->arena = kept;
    return e;
}

/* --- people --- */

/* Each institution has a cohort; the others go to some more than to others. */
static int64_t
draw_institution(const struct many *m, int64_t cohort)
{
    uint64_t count = (uint64_t)m->institution_count;
    uint64_t r = demo_cohort_random((uint64_t)cohort, 12);
    uint64_t a = r % count, b = (r >> 32) % count;

    return m->institutions[cohort < (int64_t)count ? (uint64_t)cohort
                           : a < b                 ? a
                                                   : b];
}

static int
by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* One institution after the other, so that indexes by place grow at their end
 * and not all over: what is written stays as much at the end as at first. */
static void
draw_places(struct many *m)
{
    m->places = ARENA_ARRAY(m->n->arena, (size_t)m->cohort_count, int64_t);
    for (int64_t i = 0; i < m->cohort_count; i++) {
        m->places[i] = draw_institution(m, i);
    }
    qsort(m->places, (size_t)m->cohort_count, sizeof *m->places, by_id);
}

struct cohort_write {
    struct ctx *c;
    struct demo_cohort *k;
};

static enum err
write_cohort(struct db *db, void *arg)
{
    struct cohort_write *w = arg;
    enum err e;

    w->c->db = db;
    e = demo_cohort_write(w->c, w->k);
    w->c->db = NULL;
    return e;
}

static enum err
certify(struct many *m, struct ctx *c, const struct demo_cohort *k)
{
    struct batch_item items[DEMO_COHORT] = {{0}};

    for (size_t i = 0; i < k->completed_count; i++) {
        items[i].enrolment = k->completed[i];
    }
    c->now_ms = k->done_ms;
    TRY(batch_issue(c, items, k->completed_count));
    for (size_t i = 0; i < k->completed_count; i++) {
        TRY(items[i].result);
    }
    atomic_fetch_add(&m->certified, (int64_t)k->completed_count);
    return OK;
}

static enum err
make_cohort(struct many *m, struct arena *a, int64_t number)
{
    int64_t left = m->what->people - number * DEMO_COHORT;
    struct demo_cohort k = {
        .plan = &m->plan,
        .number = number,
        .org = m->places[number],
        .elsewhere = m->elsewhere,
        .count = left < DEMO_COHORT ? left : DEMO_COHORT,
        .now_ms = m->what->now_ms,
    };
    struct ctx c = cli_ctx(m->n);
    struct cohort_write w = {&c, &k};

    c.arena = a;
    TRY(store_write(m->n->store, a, write_cohort, &w));
    if (k.completed_count) {
        TRY(certify(m, &c, &k));
    }
    atomic_fetch_add(&m->people, k.count);
    return OK;
}

static void *
work(void *arg)
{
    struct many *m = arg;
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    int64_t i;

    while (atomic_load(&m->failed) == OK &&
           (i = atomic_fetch_add(&m->next, 1)) < m->cohort_count) {
        enum err e = make_cohort(m, a, i);

        if (e != OK) {
            atomic_store(&m->failed, (int)e);
        }
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static enum err
make_people(struct many *m)
{
    pthread_t threads[THREADS];
    int started = 0;

    while (started < THREADS &&
           pthread_create(&threads[started], NULL, work, m) == 0) {
        started++;
    }
    while (atomic_load(&m->people) < m->what->people &&
           atomic_load(&m->failed) == OK && started) {
        show(m, false);
        usleep(SHOW_MS * 1000 / 4);
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    show(m, true);
    return started ? (enum err)atomic_load(&m->failed) : ERR_LIMIT;
}

/* --- all of it --- */

static enum err
open_series(struct ctx *c, void *arg)
{
    struct many *m = arg;
    char day[DATE_SIZE];

    date_write(m->what->now_ms / DATE_DAY_MS - OPENED_DAYS, day);
    return demo_plan_open(c, m->what->region, m->what->secretariat, day);
}

static enum err
make(struct many *m, struct ctx *c)
{
    TRY(cli_write(m->n, c, open_series, m));
    TRY(cli_read(m->n, c, read_countries, m));
    m->institutions =
        ARENA_ARRAY(m->n->arena, (size_t)m->institution_count, int64_t);
    TRY(add_institutions(m));
    draw_places(m);
    printf("  %" PRId64 " institutions more\n", m->institution_count);
    fflush(stdout);
    return make_people(m);
}

int
demo_many(struct cli_node *n, const struct demo_many *what)
{
    struct many m = {
        .n = n,
        .what = what,
        .institution_count = (what->people + PEOPLE_EACH - 1) / PEOPLE_EACH,
        .cohort_count = (what->people + DEMO_COHORT - 1) / DEMO_COHORT,
        .began_ms = clock_steady_ms(),
    };
    struct ctx c = cli_ctx(n);
    enum err e;

    if (demo_plan_import(n, what->folder) != CLI_DONE) {
        return CLI_FAILED;
    }
    e = make(&m, &c);
    if (e != OK) {
        return cli_fail("the demonstration stopped: %s", cli_why(&c, e));
    }
    printf("  %" PRId64 " people, %" PRId64 " enrolments, %" PRId64
           " certificates more, in %" PRId64 " s\n",
           what->people, what->people * DEMO_SERIES, atomic_load(&m.certified),
           (clock_steady_ms() - m.began_ms + 999) / 1000);
    fflush(stdout);
    return CLI_DONE;
}
