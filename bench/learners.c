/* SPDX-License-Identifier: Apache-2.0 */
/* learners: people of a bench in a data folder that nobody serves.
 *
 *     bench_learners DIR SERIES COUNT          enrolled; prints the token of a
 *                                              session of each
 *     bench_learners DIR SERIES COUNT waiting  every lesson of the core read;
 *                                              prints ids of enrolments
 */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/text.h"
#include "db/db.h"
#include "learning/enrol.h"
#include "learning/lesson.h"
#include "learning/progress.h"
#include "learning/series.h"
#include "network/mandate.h"
#include "people/person.h"
#include "people/session.h"

#include <stdio.h>
#include <string.h>

enum { SLICE = 20, ARGUMENTS = 4 };

struct bench {
    const char *series;
    bool waiting;
    int64_t first, count; /* of this slice */
    int64_t org;          /* where they belong */
    const char *tokens[SLICE];
    int64_t enrolments[SLICE];
};

/* The first national centre opens the series to its node. */
static enum err
open_there(struct ctx *c, void *arg)
{
    struct bench *b = arg;
    struct mandate_list centres;
    struct series_opening there;
    struct series s;

    TRY(series_by_slug(c, b->series, &s));
    TRY(mandate_list(c, "national_centre", &centres));
    if (centres.count == 0) {
        return ERR_MISSING;
    }
    b->org = centres.items[0].holder;
    if (series_opening_for(c, s.id, b->org, &there) == OK) {
        return OK;
    }
    return series_open(c, s.id, centres.items[0].node, centres.items[0].id,
                       centres.items[0].from_date, NULL, NULL);
}

static enum err
read_core(struct ctx *c, int64_t enrolment)
{
    struct takes takes;
    struct lesson_lines lines;
    const struct take *core;

    TRY(enrol_takes(c, enrolment, &takes));
    core = &takes.items[0];
    TRY(lesson_lines(c, core->version, c->lang->tag, core->base_lang, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        TRY(progress_lesson(c, core, lines.items[i].id, NULL));
    }
    return OK;
}

static enum err
add_learner(struct ctx *c, struct bench *b, int64_t i)
{
    struct series s;
    struct person p = {.name = arena_printf(c->arena, "Learner %lld (bench)",
                                            (long long)b->first + i),
                       .lang = "es"};

    c->person = 0;
    TRY(person_add(c, &p));
    TRY(person_affiliate(c, p.id, b->org, "teaching"));
    TRY(series_by_slug(c, b->series, &s));
    c->person = p.id;
    TRY(enrol_start(c, &s, &b->enrolments[i]));
    return b->waiting ? read_core(c, b->enrolments[i])
                      : session_start(c, p.id, &b->tokens[i]);
}

static enum err
add_slice(struct ctx *c, void *arg)
{
    struct bench *b = arg;
    enum err e = OK;

    for (int64_t i = 0; i < b->count && e == OK; i++) {
        e = add_learner(c, b, i);
    }
    c->person = 0;
    return e;
}

static int
add_all(struct cli_node *n, struct bench *b, int64_t count)
{
    struct ctx c = cli_ctx(n);
    enum err e;

    c.lang = lang_find("es");
    e = cli_write(n, &c, open_there, b);
    for (b->first = 0; b->first < count && e == OK; b->first += SLICE) {
        b->count = count - b->first < SLICE ? count - b->first : SLICE;
        e = cli_write(n, &c, add_slice, b);
        for (int64_t i = 0; i < b->count && e == OK; i++) {
            if (b->waiting) {
                printf("%lld\n", (long long)b->enrolments[i]);
            } else {
                puts(b->tokens[i]);
            }
        }
        arena_reset(n->arena);
    }
    return e == OK ? CLI_DONE : cli_fail("%s", cli_why(&c, e));
}

int
main(int argc, char **argv)
{
    struct bench b = {.waiting = argc > ARGUMENTS};
    struct cli c = {0};
    struct cli_node n;
    int64_t count;
    int status;

    if (argc < ARGUMENTS || !text_i64(argv[3], &count)) {
        return cli_fail("bench_learners DIR SERIES COUNT [waiting]");
    }
    c.data = argv[1];
    b.series = argv[2];
    status = cli_open(&n, &c, STORE_SERVE);
    if (status == CLI_DONE) {
        status = add_all(&n, &b, count);
        cli_close(&n);
    }
    return status;
}
