/* SPDX-License-Identifier: Apache-2.0 */
/* merge: two records of the same person become one. */

#include "people/merge.h"

#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/presence.h"
#include "core/record.h"
#include "db/db.h"
#include "people/merge.sql.h"

enum { ROLE = 2 };

static enum err
check_rights(struct ctx *c, int64_t from, int64_t into)
{
    struct rows rows;

    if (!c->person) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_merge_rights, I64(from), I64(into)));
    for (size_t i = 0; i < rows.count; i++) {
        bool role = row_i64(&rows.items[i], 0) == ROLE;

        TRY(access_need(c, role ? CAP_ROLE_GRANT : CAP_PEOPLE_EDIT,
                        row_i64(&rows.items[i], 1)));
    }
    /* Who belongs nowhere is nobody's to merge. */
    return rows.count ? OK : ERR_DENIED;
}

static enum err
check_two(struct ctx *c, int64_t from, int64_t into, const char **number)
{
    struct row a, b;

    TRY(db_one(c->db, &a, &SQL_merge_is, I64(from)));
    TRY(db_one(c->db, &b, &SQL_merge_is, I64(into)));
    *number = row_text(&a, 1);
    if (from == into || row_i64(&a, 0) || row_i64(&b, 0)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("They are one person already."));
    }
    TRY(db_one(c->db, &a, &SQL_merge_further, I64(from), I64(into)));
    if (row_i64(&a, 0)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The record that is to go has completed a series "
                             "that the other only began. Merge the other way "
                             "round."));
    }
    return OK;
}

static enum err
hand_over_learning(struct ctx *c, int64_t from, int64_t into)
{
    TRY(db_run(c->db, &SQL_merge_set_aside, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_enrolments, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_credentials, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_activity, I64(from), I64(into)));
    return db_run(c->db, &SQL_merge_drop_activity, I64(from));
}

static enum err
hand_over_work(struct ctx *c, int64_t from, int64_t into)
{
    TRY(db_run(c->db, &SQL_merge_end_affiliations, TEXT(ctx_today(c)),
               I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_affiliations, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_spread, I64(into)));
    TRY(db_run(c->db, &SQL_merge_posts, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_agreed, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_attendance, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_drop_attendance, I64(from)));
    return db_run(c->db, &SQL_merge_roles, I64(from), I64(into));
}

/* Affiliations and roles went over before. */
static enum err
hand_over_reviews(struct ctx *c, int64_t from, int64_t into)
{
    static const struct sql *const of_two[] = {
        &SQL_merge_reviewer, &SQL_merge_forget_scores, &SQL_merge_scores,
        &SQL_merge_review,   &SQL_merge_count_once,    &SQL_merge_reviews,
    };

    for (size_t i = 0; i < COUNT(of_two); i++) {
        TRY(db_run(c->db, of_two[i], I64(from), I64(into)));
    }
    TRY(db_run(c->db, &SQL_merge_drop_reviewer, I64(from)));
    return db_run(c->db, &SQL_merge_own_case, I64(into));
}

static enum err
hand_over_identity(struct ctx *c, int64_t from, int64_t into)
{
    TRY(db_run(c->db, &SQL_merge_names, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_addresses, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_logins, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_codes, I64(from), I64(into)));
    TRY(db_run(c->db, &SQL_merge_end_sessions, I64(from)));
    TRY(db_run(c->db, &SQL_merge_follow, I64(into), I64(from)));
    return db_run(c->db, &SQL_merge_set, I64(into), I64(from));
}

enum err
merge_persons(struct ctx *c, int64_t from, int64_t into)
{
    struct presence was;
    const char *number;

    TRY(check_rights(c, from, into));
    TRY(check_two(c, from, into, &number));
    TRY(presence_read_two(c, from, into, &was));
    TRY(hand_over_learning(c, from, into));
    TRY(hand_over_work(c, from, into));
    TRY(hand_over_reviews(c, from, into));
    TRY(hand_over_identity(c, from, into));
    TRY(presence_count(c, into, &was));
    return record_add(c, "person.merged", 0, into, number);
}
