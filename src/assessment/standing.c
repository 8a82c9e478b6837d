/* SPDX-License-Identifier: Apache-2.0 */
/* standing: how far each learner of a place is, and who is stuck. */

#include "assessment/standing.h"

#include "assessment/standing.sql.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"

#include <string.h>

enum { TRIES = 2 };

/* The course begun last and not passed is the one at work; rows come by the
 * day they were begun. */
static int64_t
take_in(struct standing *s, const struct row *row, int64_t last_ms)
{
    int64_t lesson_ms = row_i64(row, 9), attempt_ms = row_i64(row, 10);

    if (row_i64(row, 7)) {
        s->passed++;
    } else {
        s->course = row_text(row, 1);
        s->course_lang = row_text(row, 2);
        s->lessons = row_i64(row, 3);
        s->lessons_done = row_i64(row, 4);
        s->attempts = row_i64(row, 5);
        s->best_pct = row_i64(row, 6);
    }
    last_ms = lesson_ms > last_ms ? lesson_ms : last_ms;
    return attempt_ms > last_ms ? attempt_ms : last_ms;
}

static enum standing_state
state_of(const struct standing *s, bool begun)
{
    if (s->course && s->attempts >= TRIES) {
        return STANDING_AT_QUIZ;
    }
    if (!begun) {
        return STANDING_UNBEGUN;
    }
    return s->days >= STANDING_SILENT_DAYS ? STANDING_SILENT : STANDING_ON;
}

static enum err
add_takes(struct ctx *c, struct standings *out, const int64_t *started_ms)
{
    int64_t ids[STANDING_PAGE];
    struct rows rows;

    for (size_t i = 0; i < out->count; i++) {
        ids[i] = out->items[i].enrolment;
    }
    TRY(db_all(c->db, &rows, &SQL_standing_takes, I64S(ids, out->count),
               TEXT(c->lang->tag)));
    for (size_t i = 0; i < out->count; i++) {
        struct standing *s = &out->items[i];
        int64_t last_ms = started_ms[i];
        bool begun = false;

        for (size_t k = 0; k < rows.count; k++) {
            if (row_i64(&rows.items[k], 0) == s->enrolment) {
                begun = true;
                last_ms = take_in(s, &rows.items[k], last_ms);
            }
        }
        s->days = c->now_ms > last_ms ? (c->now_ms - last_ms) / DATE_DAY_MS : 0;
        s->state = state_of(s, begun);
    }
    return OK;
}

enum err
standing_list(struct ctx *c, int64_t org, int64_t after_org, int64_t after,
              struct standings *out)
{
    int64_t started_ms[STANDING_PAGE];
    struct answer of_all, of_page;
    struct rows rows;
    struct row totals;

    *out = (struct standings){0};
    TRY(access_need(c, CAP_COHORT_RUN, org));
    db_ask(c->db, &of_all, &SQL_standing_totals, I64(org));
    db_ask(c->db, &of_page, &SQL_standing_list, I64(org), I64(after_org),
           I64(after), TEXT(c->lang->tag), I64(STANDING_PAGE + 1));
    TRY(answer_one(&of_all, &totals));
    out->enrolled = row_i64(&totals, 0);
    out->completed = row_i64(&totals, 1);
    TRY(answer_all(&of_page, &rows));
    out->more = rows.count > STANDING_PAGE;
    out->count = out->more ? STANDING_PAGE : rows.count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct standing);
    for (size_t i = 0; i < out->count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct standing){
            .enrolment = row_i64(row, 0),
            .name = row_text(row, 1),
            .org_name = row_text(row, 2),
            .series_title = row_text(row, 3),
        };
        started_ms[i] = row_i64(row, 4);
        out->last_org = row_i64(row, 5);
    }
    return out->count ? add_takes(c, out, started_ms) : OK;
}

enum err
standing_questions(struct ctx *c, int64_t org, struct question_fares *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_QUESTION_READ, org));
    TRY(db_all(c->db, &rows, &SQL_standing_questions, I64(org),
               TEXT(c->lang->tag), I64(LIMIT_QUESTIONS)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct question_fare);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        const char *html = row_text(row, 4);

        out->items[i] = (struct question_fare){
            .course = row_i64(row, 0),
            .course_title = row_text(row, 1),
            .lang = row_text(row, 2),
            .number = row_i64(row, 3),
            .html = html_clean_stored(html, strlen(html)),
            .answers = row_i64(row, 5),
            .right = row_i64(row, 6),
        };
    }
    return OK;
}
