/* SPDX-License-Identifier: Apache-2.0 */
/* award_review_office: reviewers are named and cases given to them by the award's
 * office. */

#include "base/arena.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/award_desk.h"
#include "network/award_review.sql.h"
#include "network/award_review_next.h"

#include <string.h>

/* --- who reviews --- */

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
    TRY(award_desk_candidates(c, e, &list));
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
