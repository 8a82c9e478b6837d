/* SPDX-License-Identifier: Apache-2.0 */
/* progress: what has been done, and when a series is complete. */

#include "learning/progress.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/count.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/enrol.h"
#include "learning/lesson.h"
#include "learning/progress.sql.h"

enum { NOTE_CHARS = 5000 };

/* Core passed and enough electives: the series is complete, once. */
static enum err
complete_if_so(struct ctx *c, int64_t enrolment)
{
    struct row row;
    int64_t org;

    TRY(db_one(c->db, &row, &SQL_progress_standing, I64(enrolment)));
    org = row_i64(&row, 1);
    if (!row_null(&row, 2) || row_i64(&row, 3) == 0 ||
        row_i64(&row, 4) < row_i64(&row, 0)) {
        return OK;
    }
    TRY(db_run(c->db, &SQL_progress_complete, I64(c->now_ms),
               TEXT(ctx_today(c)), I64(enrolment)));
    TRY(count_add(c, org, COUNT_COMPLETED, ctx_today(c), 1));
    return record_add(c, "enrolment.completed", org, enrolment, NULL);
}

/* All lessons done and the quiz passed: the course is, once. */
static enum err
pass_if_so(struct ctx *c, const struct take *t)
{
    struct row row;

    if (t->passed_ms) {
        return OK;
    }
    TRY(db_one(c->db, &row, &SQL_progress_open_parts, I64(t->id)));
    if (row_i64(&row, 0) > 0 ||
        (row_i64(&row, 1) > 0 && row_i64(&row, 2) == 0)) {
        return OK;
    }
    TRY(db_run(c->db, &SQL_progress_pass, I64(c->now_ms), I64(t->id)));
    return complete_if_so(c, t->enrolment);
}

enum err
progress_lesson(struct ctx *c, const struct take *t, int64_t lesson,
                const char *note)
{
    const char *clean = note ? text_clean(c->arena, note) : NULL;

    if (clean && text_chars(clean) > NOTE_CHARS) {
        return problem_at(c, "note",
                          N_("At most 5,000 characters. Shorten the text."));
    }
    TRY(db_run(c->db, &SQL_progress_done, I64(t->id), I64(lesson),
               I64(c->now_ms), TEXT(clean)));
    TRY(db_run(c->db, &SQL_progress_start, I64(c->now_ms), I64(t->id)));
    return pass_if_so(c, t);
}

enum err
progress_marks(struct ctx *c, const struct take *t, int64_t lesson,
               struct lesson_lines *lines, const char **note)
{
    struct rows rows;

    *note = NULL;
    TRY(db_all(c->db, &rows, &SQL_progress_marks, I64(t->id), I64(lesson)));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        int64_t id = row_i64(row, 0);

        for (size_t k = 0; k < lines->count; k++) {
            if (lines->items[k].id == id) {
                lines->items[k].done = true;
            }
        }
        if (id == lesson) {
            *note = row_text(row, 1);
        }
    }
    return OK;
}

enum err
progress_quiz(struct ctx *c, struct take *t, int64_t pct, bool passed)
{
    t->attempts++;
    t->started_ms = t->started_ms ? t->started_ms : c->now_ms;
    t->best_pct = pct > t->best_pct ? pct : t->best_pct;
    t->quiz_passed = t->quiz_passed || passed;
    TRY(db_run(c->db, &SQL_progress_attempt, I64(t->attempts),
               I64(t->started_ms), I64(t->best_pct), I64(t->quiz_passed),
               I64(t->id)));
    return t->quiz_passed ? pass_if_so(c, t) : OK;
}
