/* SPDX-License-Identifier: Apache-2.0 */
/* progress: what has been done, and when a series is complete. */

#include "learning/progress.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/ctx.h"
#include "core/presence.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/enrol.h"
#include "learning/lesson.h"
#include "learning/progress.sql.h"

#include <string.h>

enum { NOTE_CHARS = 5000, MONTH_CHARS = 7 };

/* Core passed and enough electives: the series is complete, once. */
static enum err
complete_if_so(struct ctx *c, int64_t enrolment)
{
    struct presence was;
    struct row row;
    int64_t org, person;

    TRY(db_one(c->db, &row, &SQL_progress_standing, I64(enrolment)));
    org = row_i64(&row, 1);
    person = row_i64(&row, 3);
    if (!row_null(&row, 2) || row_i64(&row, 4) == 0 ||
        row_i64(&row, 5) < row_i64(&row, 0)) {
        return OK;
    }
    TRY(presence_read(c, person, COUNT_COMPLETED, &was));
    TRY(db_run(c->db, &SQL_progress_complete, I64(c->now_ms),
               TEXT(ctx_today(c)), I64(enrolment)));
    TRY(presence_count(c, person, &was));
    return record_add(c, "enrolment.completed", org, enrolment, NULL);
}

/* Whoever finishes a lesson or sends a quiz was active this month. */
static enum err
note_active(struct ctx *c, const struct take *t)
{
    const char *today = ctx_today(c);
    struct row row;

    if (strncmp(t->active_month, today, MONTH_CHARS) == 0) {
        return OK;
    }
    TRY(db_one(c->db, &row, &SQL_progress_who, I64(t->enrolment)));
    TRY(presence_active(
        c, row_i64(&row, 0), row_i64(&row, 1),
        (struct count_who){row_text(&row, 2), row_text(&row, 3)}, today));
    return db_run(c->db, &SQL_progress_set_active,
                  TEXT(arena_textn(c->arena, today, MONTH_CHARS)),
                  I64(t->enrolment));
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
    TRY(note_active(c, t));
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
    TRY(note_active(c, t));
    return t->quiz_passed ? pass_if_so(c, t) : OK;
}

void
progress_foresee_marks(struct ctx *c, const struct take *t, int64_t lesson)
{
    db_foresee(c->db, &SQL_progress_marks, I64(t->id), I64(lesson));
}
