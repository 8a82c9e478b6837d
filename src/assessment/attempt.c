/* SPDX-License-Identifier: Apache-2.0 */
/* attempt: one go at a quiz by the signed-in person. */

#include "assessment/attempt.h"

#include "assessment/attempt.sql.h"
#include "assessment/quiz.h"
#include "base/arena.h"
#include "base/id.h"
#include "base/text.h"
#include "core/ctx.h"
#include "core/fare.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/enrol.h"
#include "learning/progress.h"

enum { ANSWER_CHARS = 5000 };

static void
read_attempt(const struct row *row, struct attempt *out)
{
    *out = (struct attempt){
        .id = row_i64(row, 0),
        .take = row_i64(row, 1),
        .quiz = row_i64(row, 2),
        .number = row_i64(row, 3),
        .lang = row_text(row, 4),
        .sent_ms = row_i64(row, 5),
        .score = row_i64(row, 6),
        .score_max = row_i64(row, 7),
        .passed = row_i64(row, 8) == 1,
    };
    out->pct = out->score_max ? out->score * 100 / out->score_max : 0;
}

int64_t
attempt_seed(const struct take *t, int64_t number)
{
    return t->id ^ number << 48;
}

enum err
attempt_next(struct ctx *c, const struct take *t, const struct quiz *z,
             int64_t *number)
{
    *number = t->attempts + 1;
    if (z->attempts_max && *number > z->attempts_max) {
        return problem_as(c, ERR_LIMIT, NULL,
                          N_("No attempt is left. Your coordinator can see "
                             "this and help."));
    }
    return OK;
}

/* What one attempt is worth in all. */
static void
total(struct ctx *c, const struct quiz *z, const char *const *answers,
      int64_t *scores, int64_t *sum, int64_t *max)
{
    *sum = 0;
    *max = 0;
    for (size_t i = 0; i < z->question_count; i++) {
        const struct quiz_question *q = &z->questions[i];

        scores[i] = quiz_score(c, q, answers[i]);
        *sum += scores[i];
        *max += quiz_counts(q) ? QUIZ_POINT : 0;
    }
}

enum err
attempt_send(struct ctx *c, struct take *t, const struct quiz *z,
             int64_t number, const char *const *answers)
{
    int64_t *scores = ARENA_ARRAY(c->arena, z->question_count, int64_t);
    int64_t id, sum, max, next;
    bool passed;

    if (number <= t->attempts) {
        return ERR_CONFLICT;
    }
    TRY(attempt_next(c, t, z, &next));
    total(c, z, answers, scores, &sum, &max);
    passed = max > 0 && sum * 100 >= z->pass_pct * max;
    /* First: of two that are sent at once, one waits here for the other. */
    TRY(progress_quiz(c, t, max ? sum * 100 / max : 0, passed));
    id = id_new();
    TRY(db_run(c->db, &SQL_attempt_insert, I64(id), I64(t->id), I64(z->id),
               I64(next), TEXT(z->lang), I64(c->now_ms), I64(sum), I64(max),
               I64(passed)));
    for (size_t i = 0; i < z->question_count; i++) {
        TRY(db_run(c->db, &SQL_attempt_insert_answer, I64(id),
                   I64(z->questions[i].id),
                   TEXT(text_cut(c->arena, answers[i], ANSWER_CHARS)),
                   I64(scores[i])));
    }
    if (next == 1) {
        TRY(fare_count(c, id));
    }
    return record_add(c, "attempt.sent", 0, id, NULL);
}

enum err
attempt_by_number(struct ctx *c, const struct take *t, int64_t number,
                  struct attempt *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_attempt_by_number, I64(t->id), I64(number)));
    read_attempt(&row, out);
    return OK;
}

enum err
attempt_answers(struct ctx *c, int64_t attempt, struct attempt_answer **out,
                size_t *count)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_attempt_answers, I64(attempt)));
    *count = rows.count;
    *out = ARENA_ARRAY(c->arena, rows.count, struct attempt_answer);
    for (size_t i = 0; i < rows.count; i++) {
        (*out)[i] = (struct attempt_answer){
            .question = row_i64(&rows.items[i], 0),
            .answer = row_text(&rows.items[i], 1),
            .score = row_i64(&rows.items[i], 2),
        };
    }
    return OK;
}

enum err
attempt_list(struct ctx *c, const struct take *t, struct attempts *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_attempt_list, I64(t->id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct attempt);
    for (size_t i = 0; i < rows.count; i++) {
        read_attempt(&rows.items[i], &out->items[i]);
    }
    return OK;
}

void
attempt_foresee(struct ctx *c, const struct take *t, int64_t number)
{
    db_foresee(c->db, &SQL_attempt_by_number, I64(t->id), I64(number));
}

void
attempt_foresee_list(struct ctx *c, const struct take *t)
{
    db_foresee(c->db, &SQL_attempt_list, I64(t->id));
}
