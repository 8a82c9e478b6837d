/* SPDX-License-Identifier: Apache-2.0 */
/* award_review_office: reviewers are named, cases given to them, scores read:
 * what the award's office does. */

#include "base/arena.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/award_review.h"
#include "network/award_review.sql.h"
#include "network/award_review_next.h"

#include <string.h>

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

enum err
award_review_people(struct ctx *c, const char *edition,
                    struct award_reviewers *out)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct rows rows;

    TRY(award_office(c, edition, CAP_AWARD_EDIT, e));
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

static enum err
candidates(struct ctx *c, const struct award_edition *e,
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

enum err
award_review_candidates(struct ctx *c, const char *edition,
                        struct award_reviewers *out)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);

    TRY(award_office(c, edition, CAP_AWARD_EDIT, e));
    return candidates(c, e, out);
}

static enum err
find_person(struct ctx *c, const char *number, const char *field, int64_t *out)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_award_review_person,
                        TEXT(number ? number : ""));

    if (e == ERR_MISSING) {
        return problem_at(c, field, N_("Choose somebody of the list."));
    }
    TRY(e);
    *out = row_i64(&row, 0);
    return OK;
}

enum err
award_review_name(struct ctx *c, const char *edition, const char *person)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_reviewers list;
    int64_t id = 0;

    TRY(award_office(c, edition, CAP_AWARD_EDIT, e));
    TRY(award_need_unpublished(c, e));
    TRY(find_person(c, person, "person", &id));
    TRY(candidates(c, e, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].number, person) == 0) {
            TRY(db_run(c->db, &SQL_award_review_name, I64(e->id), I64(id),
                       c->person ? I64(c->person) : NIL));
            return record_add(c, "award.reviewer_named", e->node, id, NULL);
        }
    }
    return problem_at(c, "person", N_("Choose somebody of the list."));
}

enum err
award_review_dismiss(struct ctx *c, const char *edition, const char *person)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct rows left;
    int64_t id = 0;
    bool found;

    TRY(award_office(c, edition, CAP_AWARD_EDIT, e));
    TRY(award_need_unpublished(c, e));
    TRY(find_person(c, person, "person", &id));
    TRY(db_run(c->db, &SQL_award_review_dismiss, I64(e->id), I64(id)));
    if (db_changed(c->db) == 0) {
        return problem_at(c, "person", N_("Choose somebody of the list."));
    }
    TRY(db_all(c->db, &left, &SQL_award_review_left, I64(e->id), I64(id)));
    TRY(db_run(c->db, &SQL_award_review_withdraw, I64(c->now_ms), I64(e->id),
               I64(id)));
    for (size_t i = 0; i < left.count; i++) {
        TRY(award_review_next(c, e, row_i64(&left.items[i], 0),
                              row_i64(&left.items[i], 1), &found));
    }
    return record_add(c, "award.reviewer_dismissed", e->node, id, NULL);
}

/* --- assigning --- */

static enum err
give_to(struct ctx *c, const struct award_edition *e, int64_t award_case,
        int64_t person)
{
    int64_t id = id_new();

    TRY(db_run(c->db, &SQL_award_review_insert, I64(id), I64(award_case),
               I64(person), I64(c->now_ms)));
    return record_add(c, "award.review_assigned", e->node, id, NULL);
}

enum err
award_review_next(struct ctx *c, const struct award_edition *e,
                  int64_t award_case, int64_t org, bool *found)
{
    struct row row;
    enum err err = db_one(c->db, &row, &SQL_award_review_next, I64(e->id),
                          I64(award_case), I64(org));

    *found = err == OK;
    if (err != OK) {
        return err == ERR_MISSING ? OK : err;
    }
    return give_to(c, e, award_case, row_i64(&row, 0));
}

/* As many as are wanted and missing. */
static enum err
fill_up(struct ctx *c, const struct award_edition *e,
        const struct award_case *k)
{
    struct row row;
    int64_t have;
    bool found = true;

    TRY(db_one(c->db, &row, &SQL_award_review_count, I64(k->id)));
    have = row_i64(&row, 0);
    if (have >= e->reviews_each) {
        return problem_at(c, "reviewer",
                          N_("The case has as many reviewers as the edition "
                             "wants. Choose one to add another."));
    }
    for (int64_t n = have; n < e->reviews_each && found; n++) {
        TRY(award_review_next(c, e, k->id, k->org, &found));
        if (!found && n == have) {
            return problem_at(c, "reviewer",
                              N_("No reviewer is left for this case. Name "
                                 "another one for the edition."));
        }
    }
    return OK;
}

static enum err
give_to_chosen(struct ctx *c, const struct award_edition *e,
               const struct award_case *k, const char *reviewer)
{
    const char *wrong = NULL;
    int64_t person = 0;
    struct row row;

    TRY(find_person(c, reviewer, "reviewer", &person));
    TRY(db_one(c->db, &row, &SQL_award_review_may, I64(e->id), I64(person),
               I64(k->id), I64(k->org)));
    if (!row_i64(&row, 0)) {
        wrong = N_("Choose somebody of the list.");
    } else if (row_i64(&row, 1)) {
        wrong = N_("This reviewer belongs to the organisation that sent the "
                   "case. Choose another.");
    } else if (row_i64(&row, 2)) {
        wrong = N_("This reviewer has, or had, this case. Choose another.");
    }
    return wrong ? problem_at(c, "reviewer", wrong)
                 : give_to(c, e, k->id, person);
}

enum err
award_review_assign(struct ctx *c, const char *edition, int64_t n,
                    const char *reviewer)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_case k;
    bool names;

    TRY(award_case_by_n(c, edition, n, e, &k));
    TRY(award_need_unpublished(c, e));
    if (strcmp(k.state, "valid") != 0) {
        return problem_at(c, "reviewer",
                          N_("Only valid cases are reviewed. Check it "
                             "first."));
    }
    if (!award_takes_scores(e)) {
        return problem_at(c, "reviewer",
                          N_("Reviews have ended. Put their last day further "
                             "on, then assign."));
    }
    TRY(award_case_names(c, &k, &names));
    if (names) {
        return problem_at(c, "reviewer",
                          N_("The text for reviewers still names the "
                             "organisation. Take the name out first."));
    }
    return reviewer && *reviewer ? give_to_chosen(c, e, &k, reviewer)
                                 : fill_up(c, e, &k);
}

/* --- what they say --- */

enum err
award_review_of_case(struct ctx *c, const struct award_edition *e,
                     const struct award_case *k, struct award_reviews *out)
{
    struct award_edition *again = ARENA_NEW(c->arena, struct award_edition);
    struct rows rows;

    TRY(award_office(c, e->number, CAP_AWARD_EDIT, again));
    TRY(db_all(c->db, &rows, &SQL_award_review_of_case, I64(k->id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct award_review);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct award_review){
            .id = row_i64(r, 0),
            .n = row_i64(r, 1),
            .edition_number = row_text(r, 2),
            .title = row_text(r, 3),
            .state = row_text(r, 4),
            .words = row_text(r, 5),
            .rev = row_i64(r, 6),
            .points = row_i64(r, 7),
            .reviewer = row_text(r, 8),
        };
    }
    return OK;
}

enum err
award_review_ranking(struct ctx *c, const char *edition,
                     struct award_ranking *out)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct rows rows;

    TRY(award_office(c, edition, CAP_AWARD_EDIT, e));
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
