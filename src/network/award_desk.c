/* SPDX-License-Identifier: Apache-2.0 */
/* award_desk: what the office of an edition has before it. */

#include "network/award_desk.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/award_case.sql.h"
#include "network/award_case_row.h"
#include "network/award_review.sql.h"

enum { ROLES_MAX = 16, RANKING_MAX = 200 };

/* --- who reviews --- */

static void
read_people(struct ctx *c, const struct rows *rows, struct award_reviewers *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct award_reviewer);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];

        out->items[i] = (struct award_reviewer){row_text(r, 0), row_text(r, 1),
                                                row_i64(r, 2), row_i64(r, 3)};
    }
}

static enum err
take_people(struct ctx *c, struct answer *a, struct award_reviewers *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_people(c, &rows, out);
    return OK;
}

/* The roles that have a capability. */
static size_t
roles_with(enum cap cap, const char *out[ROLES_MAX])
{
    size_t n = 0;

    for (int i = 0; i < access_role_count() && n < ROLES_MAX; i++) {
        if (access_role_has(access_role_name(i), cap)) {
            out[n++] = access_role_name(i);
        }
    }
    return n;
}

static void
ask_candidates(struct ctx *c, const struct award_edition *e, struct answer *a)
{
    const char *reviewing[ROLES_MAX], *office[ROLES_MAX];
    size_t n = roles_with(CAP_AWARD_REVIEW, reviewing);
    size_t m = roles_with(CAP_AWARD_EDIT, office);

    db_ask(c->db, a, &SQL_award_review_candidates, I64(e->id), I64(e->node),
           TEXT(ctx_today(c)), TEXTS(reviewing, n), TEXTS(office, m),
           I64(AWARD_REVIEWERS_MAX));
}

enum err
award_desk_candidates(struct ctx *c, const struct award_edition *e,
                      struct award_reviewers *out)
{
    struct answer a;

    ask_candidates(c, e, &a);
    return take_people(c, &a, out);
}

/* --- cases --- */

static enum err
take_cases(struct ctx *c, struct answer *a, struct award_cases *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    award_case_rows(c, &rows, AWARD_CASE_PAGE, out);
    return OK;
}

static enum err
take_ranking(struct ctx *c, struct answer *a, struct award_ranking *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct award_rank);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct award_rank){
            .n = row_i64(r, 0),
            .title = row_text(r, 1),
            .org_name = row_text(r, 2),
            .category = row_i64(r, 3),
            .place = row_text(r, 4),
            .given = row_i64(r, 5),
            .wanted = row_i64(r, 6),
            .permille = row_i64(r, 7),
        };
    }
    return OK;
}

/* What is asked in one flight; in the arena, since a question must stay until
 * it is read. */
struct asked {
    struct answer counts, cases, people, candidates, ranking;
};

enum err
award_desk(struct ctx *c, const char *edition, int64_t after,
           struct award_desk *out)
{
    struct asked *a = ARENA_NEW(c->arena, struct asked);
    const struct award_edition *e = &out->e;

    TRY(award_office(c, edition, CAP_AWARD_EDIT, &out->e));
    award_case_ask_counts(c, e, &a->counts);
    db_ask(c->db, &a->cases, &SQL_award_case_list, I64(e->id), I64(after),
           I64(AWARD_CASE_PAGE + 1));
    db_ask(c->db, &a->people, &SQL_award_review_people, I64(e->id));
    ask_candidates(c, e, &a->candidates);
    db_ask(c->db, &a->ranking, &SQL_award_review_ranking, I64(e->id),
           I64(e->points), I64(RANKING_MAX));
    TRY(award_case_take_counts(&a->counts, &out->counts));
    TRY(take_cases(c, &a->cases, &out->cases));
    TRY(take_people(c, &a->people, &out->people));
    TRY(take_people(c, &a->candidates, &out->candidates));
    return take_ranking(c, &a->ranking, &out->ranking);
}

/* --- one case --- */

static enum err
take_reviews(struct ctx *c, struct answer *a, struct award_reviews *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct award_review);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct award_review){
            .id = row_i64(r, 0),
            .state = row_text(r, 1),
            .words = row_text(r, 2),
            .points = row_i64(r, 3),
            .reviewer = row_text(r, 4),
        };
    }
    return OK;
}

struct asked_case {
    struct answer names, reviews, people;
};

enum err
award_desk_case(struct ctx *c, const char *edition, int64_t n,
                struct award_desk_case *out)
{
    struct asked_case *a = ARENA_NEW(c->arena, struct asked_case);

    TRY(award_case_by_n(c, edition, n, &out->e, &out->k));
    award_case_ask_names(c, &out->k, &a->names);
    db_ask(c->db, &a->reviews, &SQL_award_review_of_case, I64(out->k.id));
    db_ask(c->db, &a->people, &SQL_award_review_people, I64(out->e.id));
    TRY(award_case_take_names(c, &out->k, &a->names, &out->names));
    TRY(take_reviews(c, &a->reviews, &out->reviews));
    return take_people(c, &a->people, &out->people);
}
