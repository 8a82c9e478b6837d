/* SPDX-License-Identifier: Apache-2.0 */
/* enrol: who takes which series. */

#include "learning/enrol.h"

#include "base/arena.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "core/presence.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/enrol.sql.h"
#include "learning/series.h"
#include "network/membership.h"

enum { ENROLMENT_COLUMNS = 10, TAKE_COLUMNS = 15 };

static void
read_enrolment(const struct row *row, struct enrolment *out)
{
    *out = (struct enrolment){
        .id = row_i64(row, 0),
        .series = row_i64(row, 1),
        .series_slug = row_text(row, 2),
        .series_title = row_text(row, 3),
        .any_count = row_i64(row, 4),
        .org = row_i64(row, 5),
        .opening = row_i64(row, 6),
        .lang = row_text(row, 7),
        .started_date = row_text(row, 8),
        .completed_date = row_text(row, 9),
    };
}

/* The columns of a take begin at `at`. */
static void
read_take(const struct row *row, int at, struct take *out)
{
    *out = (struct take){
        .id = row_i64(row, at),
        .enrolment = row_i64(row, at + 1),
        .course = row_i64(row, at + 2),
        .version = row_i64(row, at + 3),
        .slug = row_text(row, at + 4),
        .base_lang = row_text(row, at + 5),
        .title = row_text(row, at + 6),
        .is_core = row_i64(row, at + 7) == 1,
        .best_pct = row_i64(row, at + 8),
        .passed_ms = row_i64(row, at + 9),
        .started_ms = row_i64(row, at + 10),
        .quiz = row_i64(row, at + 11),
        .attempts = row_i64(row, at + 12),
        .quiz_passed = row_i64(row, at + 13) == 1,
        .active_month = row_text(row, at + 14),
    };
}

struct place {
    int64_t org, opening;
    const char *workgroup, *gender;
};

/* The first organisation of the person that the series is open to, of those
 * where something new may begin. */
static enum err
find_opening(struct ctx *c, int64_t series, struct place *out)
{
    struct rows rows;
    struct series_opening o;
    int64_t closed = 0;
    bool open = true;

    TRY(db_all(c->db, &rows, &SQL_enrol_orgs, I64(c->person)));
    for (size_t i = 0; i < rows.count; i++) {
        enum err e;

        *out = (struct place){
            .org = row_i64(&rows.items[i], 0),
            .workgroup = row_text(&rows.items[i], 1),
            .gender =
                row_null(&rows.items[i], 2) ? "" : row_text(&rows.items[i], 2),
        };
        e = series_opening_for(c, series, out->org, &o);
        if (e == OK) {
            TRY(membership_is_open(c, out->org, &open));
            closed = open ? closed : out->org;
            out->opening = o.id;
        }
        if (e != ERR_MISSING && (e != OK || open)) {
            return e;
        }
    }
    if (closed) {
        return membership_need_open(c, closed);
    }
    if (rows.count == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("You belong to no university here yet. Enter the "
                             "join code from your coordinator first."));
    }
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("This series is not open to your university yet. "
                         "Your coordinator can ask the national centre for "
                         "it."));
}

enum err
enrol_start(struct ctx *c, const struct series *s, int64_t *id)
{
    struct series_courses courses;
    struct enrolment now;
    struct presence was;
    struct place at = {0};
    enum err e = enrol_in(c, s->slug, &now);

    if (e != ERR_MISSING) {
        *id = now.id;
        return e;
    }
    TRY(find_opening(c, s->id, &at));
    TRY(presence_read(c, c->person, COUNT_ENROLLED, &was));
    *id = id_new();
    TRY(db_run(c->db, &SQL_enrol_insert, I64(*id), I64(c->person), I64(s->id),
               I64(at.org), I64(at.opening), TEXT(c->lang->tag), I64(c->now_ms),
               TEXT(ctx_today(c)), TEXT(at.workgroup), TEXT(at.gender)));
    TRY(series_courses(c, s, &courses));
    for (size_t i = 0; i < courses.count; i++) {
        TRY(db_run(c->db, &SQL_enrol_insert_take, I64(id_new()), I64(*id),
                   I64(courses.items[i].course),
                   I64(courses.items[i].version)));
    }
    TRY(presence_count(c, c->person, &was));
    return record_add(c, "enrolment.started", at.org, *id, NULL);
}

enum err
enrol_in(struct ctx *c, const char *series_slug, struct enrolment *out)
{
    struct row row;

    *out = (struct enrolment){0};
    TRY(db_one(c->db, &row, &SQL_enrol_in, I64(c->person), TEXT(series_slug),
               TEXT(c->lang->tag)));
    read_enrolment(&row, out);
    return OK;
}

enum err
enrol_list(struct ctx *c, struct enrolments *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_enrol_list, I64(c->person),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct enrolment);
    for (size_t i = 0; i < rows.count; i++) {
        read_enrolment(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
enrol_takes(struct ctx *c, int64_t enrolment, struct takes *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_enrol_takes, I64(enrolment),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct take);
    for (size_t i = 0; i < rows.count; i++) {
        read_take(&rows.items[i], 0, &out->items[i]);
        out->items[i].lessons = row_i64(&rows.items[i], TAKE_COLUMNS);
        out->items[i].lessons_done = row_i64(&rows.items[i], TAKE_COLUMNS + 1);
    }
    return OK;
}

int64_t
enrol_electives_passed(const struct takes *t)
{
    int64_t n = 0;

    for (size_t i = 0; i < t->count; i++) {
        n += !t->items[i].is_core && t->items[i].passed_ms;
    }
    return n;
}

const struct take *
enrol_next(const struct takes *t, int64_t any_count)
{
    bool enough = enrol_electives_passed(t) >= any_count;
    const struct take *begun = NULL, *fresh = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct take *k = &t->items[i];

        if (k->passed_ms || (enough && !k->is_core)) {
            continue;
        }
        if (k->started_ms && (!begun || k->started_ms > begun->started_ms)) {
            begun = k;
        }
        if (!fresh) { /* the core comes first in the list */
            fresh = k;
        }
    }
    return begun ? begun : fresh;
}

enum err
enrol_place(struct ctx *c, const char *series_slug, const char *course_slug,
            struct enrolment *in, struct take *take)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_enrol_place, I64(c->person), TEXT(series_slug),
               TEXT(course_slug), TEXT(c->lang->tag)));
    read_enrolment(&row, in);
    read_take(&row, ENROLMENT_COLUMNS, take);
    return OK;
}

void
enrol_foresee_takes(struct ctx *c, int64_t enrolment)
{
    db_foresee(c->db, &SQL_enrol_takes, I64(enrolment), TEXT(c->lang->tag));
}

void
enrol_foresee_in(struct ctx *c, const char *series_slug)
{
    db_foresee(c->db, &SQL_enrol_in, I64(c->person), TEXT(series_slug),
               TEXT(c->lang->tag));
}
