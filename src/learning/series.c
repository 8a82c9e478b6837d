/* SPDX-License-Identifier: Apache-2.0 */
/* series: a 1+X series: one core course and any n of X electives. */

#include "learning/series.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/series.sql.h"
#include "network/membership.h"

#include <string.h>

/* After every day that anybody types. */
#define DATE_LAST "9999-12-31"

enum { OPENING_COLUMNS = 7 }; /* that read_opening reads */

static void
read_series(const struct row *row, struct series *out)
{
    *out = (struct series){
        .id = row_i64(row, 0),
        .slug = row_text(row, 1),
        .org = row_i64(row, 2),
        .core = row_i64(row, 3),
        .any_count = row_i64(row, 4),
        .state = row_text(row, 5),
        .lang = row_text(row, 6),
        .title = row_text(row, 7),
        .summary = row_text(row, 8),
        .rev = row_i64(row, 9),
    };
}

enum err
series_by_slug(struct ctx *c, const char *slug, struct series *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_series_by_slug, TEXT(slug),
               TEXT(c->lang->tag)));
    read_series(&row, out);
    return OK;
}

enum err
series_list(struct ctx *c, struct series_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_series_list, TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct series);
    for (size_t i = 0; i < rows.count; i++) {
        read_series(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
series_courses(struct ctx *c, const struct series *s,
               struct series_courses *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_series_courses, I64(s->id),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct series_course);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct series_course){
            .course = row_i64(row, 0),
            .version = row_i64(row, 1),
            .slug = row_text(row, 2),
            .is_core = row_i64(row, 3) < 0,
            .lang = row_text(row, 4),
            .title = row_text(row, 5),
            .summary = row_text(row, 6),
            .workgroup = row_text(row, 7),
            .workload_minutes = row_i64(row, 8),
            .lessons = row_i64(row, 9),
            .bytes = row_i64(row, 10),
            .questions = row_i64(row, 11),
        };
    }
    return OK;
}

/* --- opening --- */

static void
read_opening(const struct row *row, struct series_opening *out)
{
    *out = (struct series_opening){
        .id = row_i64(row, 0),
        .org = row_i64(row, 1),
        .org_name = row_text(row, 2),
        .org_slug = row_text(row, 3),
        .mandate = row_i64(row, 4),
        .from_date = row_text(row, 5),
        .to_date = row_text(row, 6),
    };
}

enum err
series_opening_for(struct ctx *c, int64_t series, int64_t org,
                   struct series_opening *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_series_opening_for, I64(series), I64(org),
               TEXT(ctx_today(c)), TEXT(c->lang->tag)));
    read_opening(&row, out);
    return OK;
}

enum err
series_openings(struct ctx *c, int64_t series, struct series_openings *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_series_openings, I64(series),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct series_opening);
    for (size_t i = 0; i < rows.count; i++) {
        read_opening(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
series_openings_near(struct ctx *c, int64_t node, struct series_openings *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_series_openings_near, I64(node),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct series_opening);
    for (size_t i = 0; i < rows.count; i++) {
        read_opening(&rows.items[i], &out->items[i]);
        out->items[i].series = row_i64(&rows.items[i], OPENING_COLUMNS);
        out->items[i].is_below =
            row_i64(&rows.items[i], OPENING_COLUMNS + 1) != 0;
    }
    return OK;
}

void
series_foresee_openings_near(struct ctx *c, int64_t node)
{
    db_foresee(c->db, &SQL_series_openings_near, I64(node), TEXT(c->lang->tag));
}

static enum err
check_dates(struct ctx *c, const char *from_date, const char *to_date)
{
    if (!date_valid(from_date)) {
        (void)problem_day(c, "from_date");
    }
    if (to_date && !date_valid(to_date)) {
        (void)problem_day(c, "to_date");
    } else if (to_date && strcmp(to_date, from_date) < 0) {
        (void)problem_at(c, "to_date",
                         N_("The last day lies before the first."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

enum err
series_open(struct ctx *c, int64_t series, int64_t org, int64_t mandate,
            const char *from_date, const char *to_date, int64_t *id)
{
    int64_t opening = id_new();
    struct row row;
    enum err e;

    if (c->person) {
        TRY(access_need(c, CAP_SERIES_OPEN, org));
    }
    TRY(check_dates(c, from_date, to_date));
    TRY(membership_need_open(c, org));
    e = db_one(c->db, &row, &SQL_series_opening_meeting, I64(series), I64(org),
               TEXT(to_date ? to_date : DATE_LAST), TEXT(from_date));
    if (e == OK) {
        return problem_as(c, ERR_CONFLICT, "org",
                          N_("The series is open there already."));
    }
    if (e != ERR_MISSING) {
        return e;
    }
    TRY(db_run(c->db, &SQL_series_insert_open, I64(opening), I64(series),
               I64(org), mandate ? I64(mandate) : NIL, TEXT(from_date),
               TEXT(to_date), c->person ? I64(c->person) : NIL));
    if (id) {
        *id = opening;
    }
    return record_add(c, "series.opened", org, series, NULL);
}

enum err
series_close(struct ctx *c, int64_t opening)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_series_opening_by_id, I64(opening)));
    TRY(access_need(c, CAP_SERIES_OPEN, row_i64(&row, 0)));
    TRY(db_run(c->db, &SQL_series_close, TEXT(ctx_today(c)), I64(opening)));
    return record_add(c, "series.closed", row_i64(&row, 0), row_i64(&row, 1),
                      NULL);
}

/* --- making --- */

enum err
series_put(struct ctx *c, const struct series_spec *spec,
           const struct series_words *words, size_t word_count, int64_t *id)
{
    struct row row;

    if (c->person) {
        TRY(access_need(c, CAP_SERIES_EDIT, spec->org));
    }
    TRY(db_one(c->db, &row, &SQL_series_upsert, I64(id_new()), TEXT(spec->slug),
               I64(spec->org), I64(spec->core), I64(spec->any_count),
               I64(c->now_ms)));
    *id = row_i64(&row, 0);
    for (size_t i = 0; i < word_count; i++) {
        TRY(db_run(c->db, &SQL_series_upsert_text, I64(*id),
                   TEXT(words[i].lang), TEXT(words[i].title),
                   TEXT(words[i].summary)));
    }
    TRY(db_run(c->db, &SQL_series_clear_electives, I64(*id)));
    for (size_t i = 0; i < spec->elective_count; i++) {
        TRY(db_run(c->db, &SQL_series_insert_elective, I64(*id),
                   I64((int64_t)i), I64(spec->electives[i])));
    }
    return record_add(c, "series.published", spec->org, *id, NULL);
}

void
series_foresee_courses(struct ctx *c, int64_t series)
{
    db_foresee(c->db, &SQL_series_courses, I64(series), TEXT(c->lang->tag));
}

void
series_foresee_list(struct ctx *c)
{
    db_foresee(c->db, &SQL_series_list, TEXT(c->lang->tag));
}

void
series_foresee_opening(struct ctx *c, int64_t series, int64_t org)
{
    db_foresee(c->db, &SQL_series_opening_for, I64(series), I64(org),
               TEXT(ctx_today(c)), TEXT(c->lang->tag));
}

void
series_foresee_openings(struct ctx *c, int64_t series)
{
    db_foresee(c->db, &SQL_series_openings, I64(series), TEXT(c->lang->tag));
}
