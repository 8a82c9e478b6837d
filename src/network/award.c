/* SPDX-License-Identifier: Apache-2.0 */
/* award: editions of the award of cases of practice, read. */

#include "network/award.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/tr.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/award.sql.h"
#include "network/award_lines.h"

#include <string.h>

static enum award_phase
phase_of(const struct ctx *c, const struct award_edition *e)
{
    char today[DATE_SIZE];

    if (*e->published_date) {
        return AWARD_PUBLISHED;
    }
    zone_date(e->zone, c->now_ms, today);
    if (strcmp(today, e->opens_date) < 0) {
        return AWARD_ANNOUNCED;
    }
    if (strcmp(today, e->closes_date) <= 0) {
        return AWARD_OPEN;
    }
    return strcmp(today, e->review_until) <= 0 ? AWARD_REVIEW : AWARD_DECIDE;
}

/* Titles in the reader's language, as long as they fit the edition's own. */
static void
translate_lines(struct ctx *c, const char *categories, const char *criteria,
                struct award_edition *e)
{
    struct award_category *cats =
        ARENA_ARRAY(c->arena, AWARD_CATEGORIES_MAX, struct award_category);
    struct award_criterion *crits =
        ARENA_ARRAY(c->arena, AWARD_CRITERIA_MAX, struct award_criterion);

    if (categories && award_lines_categories(c->arena, categories, cats) ==
                          e->category_count) {
        memcpy(e->categories, cats, sizeof e->categories);
    }
    if (criteria &&
        award_lines_criteria(c->arena, criteria, crits) == e->criterion_count) {
        for (size_t i = 0; i < e->criterion_count; i++) {
            e->criteria[i].title = crits[i].title;
        }
    }
}

static void
read_edition(struct ctx *c, const struct row *r, struct award_edition *out)
{
    *out = (struct award_edition){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .node = row_i64(r, 2),
        .node_slug = row_text(r, 3),
        .node_name = row_text(r, 4),
        .year = row_i64(r, 5),
        .lang = row_text(r, 6),
        .zone = row_text(r, 7),
        .opens_date = row_text(r, 8),
        .closes_date = row_text(r, 9),
        .review_until = row_text(r, 10),
        .reviews_each = row_i64(r, 11),
        .published_date = row_text(r, 12),
        .rev = row_i64(r, 13),
        .words_lang = row_text(r, 14),
        .name = row_text(r, 15),
        .about = row_text(r, 16),
        .who = row_text(r, 17),
        .jury = row_text(r, 18),
        .prize = row_text(r, 19),
    };
    out->category_count =
        award_lines_categories(c->arena, row_text(r, 20), out->categories);
    out->criterion_count =
        award_lines_criteria(c->arena, row_text(r, 21), out->criteria);
    translate_lines(c, row_text(r, 22), row_text(r, 23), out);
    for (size_t i = 0; i < out->criterion_count; i++) {
        out->points += out->criteria[i].points;
    }
    out->phase = phase_of(c, out);
}

enum err
award_by_number(struct ctx *c, const char *number, struct award_edition *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_award_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_edition(c, &row, out);
    return OK;
}

static void
read_list(struct ctx *c, const struct rows *rows, struct award_editions *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct award_edition);
    for (size_t i = 0; i < rows->count; i++) {
        read_edition(c, &rows->items[i], &out->items[i]);
    }
}

enum err
award_list(struct ctx *c, struct award_editions *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_list, TEXT(c->lang->tag),
               I64(AWARD_PAGE)));
    read_list(c, &rows, out);
    return OK;
}

enum err
award_below(struct ctx *c, int64_t org, struct award_editions *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_below, I64(org), TEXT(c->lang->tag),
               I64(AWARD_PAGE)));
    read_list(c, &rows, out);
    return OK;
}

bool
award_takes_scores(const struct award_edition *e)
{
    return e->phase == AWARD_OPEN || e->phase == AWARD_REVIEW;
}

const char *
award_category_title(const struct award_edition *e, int64_t n)
{
    return n >= 1 && (size_t)n <= e->category_count ? e->categories[n - 1].title
                                                    : "";
}

struct award_question {
    struct answer edition, reviewer;
};

struct award_question *
award_office_ask(struct ctx *c, const char *number)
{
    struct award_question *q = ARENA_NEW(c->arena, struct award_question);

    db_ask(c->db, &q->edition, &SQL_award_by_number, TEXT(number),
           TEXT(c->lang->tag));
    db_ask(c->db, &q->reviewer, &SQL_award_is_reviewer, TEXT(number),
           I64(c->person));
    return q;
}

enum err
award_office_take(struct ctx *c, struct award_question *q, enum cap cap,
                  struct award_edition *out)
{
    struct row row;
    enum err e;

    TRY(answer_one(&q->edition, &row));
    read_edition(c, &row, out);
    TRY(access_need(c, cap, out->node));
    e = answer_one(&q->reviewer, &row);
    return e == OK ? ERR_DENIED : e == ERR_MISSING ? OK : e;
}

enum err
award_office(struct ctx *c, const char *number, enum cap cap,
             struct award_edition *out)
{
    return award_office_take(c, award_office_ask(c, number), cap, out);
}

enum err
award_need_unpublished(struct ctx *c, const struct award_edition *e)
{
    return e->phase != AWARD_PUBLISHED
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("The result is public; nothing of it can be "
                               "changed now."));
}
