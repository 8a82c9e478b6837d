/* SPDX-License-Identifier: Apache-2.0 */
/* award_review: reviewing cases of practice, blind. */

#include "network/award_review.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/award_review.sql.h"
#include "network/award_review_next.h"

#include <string.h>

enum { WORDS_MIN_CHARS = 10, WORDS_CHARS = 2000 };

static void
read_review(const struct row *r, struct award_review *out)
{
    *out = (struct award_review){
        .id = row_i64(r, 0),
        .n = row_i64(r, 1),
        .edition_number = row_text(r, 2),
        .title = row_text(r, 3),
        .state = row_text(r, 4),
        .words = row_text(r, 5),
        .rev = row_i64(r, 6),
        .points = row_i64(r, 7),
    };
}

static enum err
need_reviewer(struct ctx *c)
{
    return access_anywhere(c, CAP_AWARD_REVIEW, NULL) ? OK : ERR_DENIED;
}

enum err
award_review_mine(struct ctx *c, struct award_reviews *out)
{
    struct rows rows;

    TRY(need_reviewer(c));
    TRY(db_all(c->db, &rows, &SQL_award_review_mine, I64(c->person),
               I64(AWARD_REVIEW_LIST)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct award_review);
    for (size_t i = 0; i < rows.count; i++) {
        read_review(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
award_review_waiting(struct ctx *c, int64_t *count)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_award_review_waiting, I64(c->person)));
    *count = row_i64(&row, 0);
    return OK;
}

enum err
award_review_by_id(struct ctx *c, int64_t id, struct award_edition *e,
                   struct award_blind *out)
{
    struct row row;

    db_foresee(c->db, &SQL_award_review_by_id, I64(id), I64(c->person));
    db_foresee(c->db, &SQL_award_review_scores, I64(id));
    TRY(need_reviewer(c));
    TRY(db_one(c->db, &row, &SQL_award_review_by_id, I64(id), I64(c->person)));
    read_review(&row, &out->review);
    out->title = out->review.title;
    out->category = row_i64(&row, 8);
    out->lang = row_text(&row, 9);
    out->abstract = row_text(&row, 10);
    out->words = row_text(&row, 11);
    out->link = row_text(&row, 12);
    out->file_hash = row_text(&row, 13);
    out->file_type = row_text(&row, 14);
    out->file_bytes = row_i64(&row, 15);
    return award_by_number(c, out->review.edition_number, e);
}

static void
no_scores(const struct award_edition *e, struct award_score *out)
{
    for (size_t i = 0; i < e->criterion_count; i++) {
        out[i] = (struct award_score){-1, ""};
    }
}

static void
keep_score(const struct award_edition *e, int64_t criterion, int64_t points,
           const char *remark, struct award_score *out)
{
    if (criterion >= 1 && (size_t)criterion <= e->criterion_count) {
        out[criterion - 1] = (struct award_score){points, remark};
    }
}

enum err
award_review_scores(struct ctx *c, int64_t id, const struct award_edition *e,
                    struct award_score *out)
{
    struct rows rows;

    no_scores(e, out);
    TRY(db_all(c->db, &rows, &SQL_award_review_scores, I64(id)));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        keep_score(e, row_i64(r, 0), row_i64(r, 1), row_text(r, 2), out);
    }
    return OK;
}

enum err
award_review_others(struct ctx *c, const struct award_blind *b,
                    const struct award_edition *e, struct award_others *out)
{
    struct rows rows;
    int64_t last = 0;

    *out = (struct award_others){NULL, 0};
    if (strcmp(b->review.state, "given") != 0 || award_takes_scores(e)) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_award_review_others, I64(b->review.id)));
    out->scores = ARENA_ARRAY(c->arena, rows.count * e->criterion_count,
                              struct award_score);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        if (row_i64(r, 0) != last) {
            last = row_i64(r, 0);
            no_scores(e, &out->scores[out->count++ * e->criterion_count]);
        }
        keep_score(e, row_i64(r, 1), row_i64(r, 2), row_text(r, 3),
                   &out->scores[(out->count - 1) * e->criterion_count]);
    }
    return OK;
}

/* --- saying it --- */

static enum err
need_time(struct ctx *c, const struct award_edition *e)
{
    return award_takes_scores(e)
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("Reviews have ended; nothing of them can be "
                               "changed now."));
}

static enum err
need_first(struct ctx *c)
{
    return db_changed(c->db)
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("You, or the office, changed this review "
                               "elsewhere meanwhile. What you wrote is still "
                               "here; save again to keep it."));
}

static void
check_scores(struct ctx *c, const struct award_edition *e,
             const struct award_score *given, struct award_score *out)
{
    for (size_t i = 0; i < e->criterion_count; i++) {
        out[i].points = given[i].points;
        out[i].remark =
            text_clean(c->arena, given[i].remark ? given[i].remark : "");
        if (out[i].points < 0 || out[i].points > e->criteria[i].points) {
            (void)problem_at(
                c, arena_printf(c->arena, "points_%d", (int)i + 1),
                N_("Give points from 0 to what the criterion allows."));
        }
        if (text_chars(out[i].remark) > AWARD_REMARK_CHARS) {
            (void)problem_at(c, arena_printf(c->arena, "remark_%d", (int)i + 1),
                             N_("At most 2,000 characters. Shorten the text."));
        }
    }
}

enum err
award_review_give(struct ctx *c, int64_t id, int64_t rev,
                  const struct award_score *given)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_score scores[AWARD_CRITERIA_MAX];
    struct award_blind b;

    TRY(award_review_by_id(c, id, e, &b));
    TRY(need_time(c, e));
    check_scores(c, e, given, scores);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_award_review_give, I64(c->now_ms), I64(id),
               I64(rev)));
    TRY(need_first(c));
    for (size_t i = 0; i < e->criterion_count; i++) {
        TRY(db_run(c->db, &SQL_award_review_put_score, I64(id),
                   I64((int64_t)i + 1), I64(scores[i].points),
                   TEXT(scores[i].remark)));
    }
    return record_add(c, "award.review_given", e->node, id, NULL);
}

enum err
award_review_decline(struct ctx *c, int64_t id, int64_t rev, const char *words)
{
    const char *clean = text_clean(c->arena, words ? words : "");
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_blind b;
    struct row row;
    bool found;

    TRY(award_review_by_id(c, id, e, &b));
    TRY(need_time(c, e));
    if (text_chars(clean) < WORDS_MIN_CHARS ||
        text_chars(clean) > WORDS_CHARS) {
        return problem_at(c, "words",
                          N_("Write in a sentence what connects you with the "
                             "case; only the office reads it."));
    }
    TRY(db_run(c->db, &SQL_award_review_decline, TEXT(clean), I64(c->now_ms),
               I64(id), I64(rev)));
    TRY(need_first(c));
    TRY(db_run(c->db, &SQL_award_review_forget_scores, I64(id)));
    TRY(record_add(c, "award.review_conflict", e->node, id, NULL));
    TRY(db_one(c->db, &row, &SQL_award_review_case, I64(id)));
    return award_review_next(c, e, row_i64(&row, 0), row_i64(&row, 1), &found);
}

void
award_review_foresee_waiting(struct ctx *c)
{
    db_foresee(c->db, &SQL_award_review_waiting, I64(c->person));
}
