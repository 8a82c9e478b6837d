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
read_named(struct ctx *c, const struct award_edition *e,
           struct award_reviewers *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_review_people, I64(e->id)));
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

enum err
award_desk_candidates(struct ctx *c, const struct award_edition *e,
                      struct award_reviewers *out)
{
    const char *reviewing[ROLES_MAX], *office[ROLES_MAX];
    size_t n = roles_with(CAP_AWARD_REVIEW, reviewing);
    size_t m = roles_with(CAP_AWARD_EDIT, office);
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_review_candidates, I64(e->id),
               I64(e->node), TEXT(ctx_today(c)), TEXTS(reviewing, n),
               TEXTS(office, m), I64(AWARD_REVIEWERS_MAX)));
    read_people(c, &rows, out);
    return OK;
}

/* --- cases --- */

static enum err
read_cases(struct ctx *c, const struct award_edition *e, int64_t after,
           struct award_cases *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_case_list, I64(e->id), I64(after),
               I64(AWARD_CASE_PAGE + 1)));
    award_case_rows(c, &rows, AWARD_CASE_PAGE, out);
    return OK;
}

static enum err
read_ranking(struct ctx *c, const struct award_edition *e,
             struct award_ranking *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_review_ranking, I64(e->id),
               I64(e->points), I64(RANKING_MAX)));
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

enum err
award_desk(struct ctx *c, const char *edition, int64_t after,
           struct award_desk *out)
{
    TRY(award_office(c, edition, CAP_AWARD_EDIT, &out->e));
    TRY(award_case_counts(c, &out->e, &out->counts));
    TRY(read_cases(c, &out->e, after, &out->cases));
    TRY(read_named(c, &out->e, &out->people));
    TRY(award_desk_candidates(c, &out->e, &out->candidates));
    return read_ranking(c, &out->e, &out->ranking);
}

/* --- one case --- */

static enum err
read_reviews(struct ctx *c, const struct award_case *k,
             struct award_reviews *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_review_of_case, I64(k->id)));
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

enum err
award_desk_case(struct ctx *c, const char *edition, int64_t n,
                struct award_desk_case *out)
{
    TRY(award_case_by_n(c, edition, n, &out->e, &out->k));
    TRY(award_case_names(c, &out->k, &out->names));
    TRY(read_reviews(c, &out->k, &out->reviews));
    return read_named(c, &out->e, &out->people);
}
