/* SPDX-License-Identifier: Apache-2.0 */
/* membership: what becomes of a university's membership. */

#include "network/membership.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/agreement.h"
#include "network/membership.sql.h"
#include "network/org.h"

#include <string.h>

enum { REASON_MIN_CHARS = 10, REASON_MAX_CHARS = 2000, NOTICE_DAYS_MAX = 731 };

/* --- reading --- */

enum err
membership_steps(struct ctx *c, int64_t org, struct membership_steps *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_ORG_READ, org));
    TRY(db_all(c->db, &rows, &SQL_membership_steps, I64(org)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct membership_step);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct membership_step){row_text(&rows.items[i], 0),
                                                 row_text(&rows.items[i], 1),
                                                 row_text(&rows.items[i], 2)};
    }
    return OK;
}

enum err
membership_leaving(struct ctx *c, int64_t org, const char **day)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_membership_notice, I64(org));

    *day = e == OK ? row_text(&row, 0) : NULL;
    return e == ERR_MISSING ? OK : e;
}

static int64_t
day_number(const char *date)
{
    int64_t day = 0;

    (void)date_parse(date, &day);
    return day;
}

enum err
membership_term(struct ctx *c, const struct org *o, struct membership_term *out)
{
    struct agreement a;

    TRY(agreement_of_member(c, o->id, &a));
    *out = (struct membership_term){
        .number = a.number, .until_date = a.until_date, .rev = a.rev};
    if (strcmp(a.until_date, AGREEMENT_OPEN) == 0) {
        return OK;
    }
    TRY(agreement_next_end(c, &a, &out->next_date));
    out->may_renew = !a.end_reason && strcmp(o->status, "member") == 0 &&
                     day_number(a.until_date) - day_number(ctx_today(c)) <=
                         MEMBERSHIP_RENEW_DAYS;
    return OK;
}

/* Who ends by this day may renew today. */
static const char *
last_renewable(struct ctx *c)
{
    char *until = arena_alloc(c->arena, DATE_SIZE);

    date_write(day_number(ctx_today(c)) + MEMBERSHIP_RENEW_DAYS, until);
    return until;
}

enum err
membership_ending(struct ctx *c, const int64_t *orgs, size_t n,
                  struct membership_endings *out)
{
    struct rows rows;

    out->count = 0;
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_membership_ending, I64S(orgs, n),
               TEXT(last_renewable(c))));
    for (size_t i = 0; i < rows.count; i++) {
        out->items[out->count++] = (struct membership_ending){
            row_i64(&rows.items[i], 0), row_text(&rows.items[i], 1),
            row_text(&rows.items[i], 2)};
    }
    return OK;
}

static enum err
closed_by(struct ctx *c, int64_t org, const char **status)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_membership_closed, I64(org));

    *status = e == OK ? row_text(&row, 0) : NULL;
    return e == ERR_MISSING ? OK : e;
}

enum err
membership_is_open(struct ctx *c, int64_t org, bool *open)
{
    const char *status;

    TRY(closed_by(c, org, &status));
    *open = status == NULL;
    return OK;
}

enum err
membership_need_open(struct ctx *c, int64_t org)
{
    const char *status;

    TRY(closed_by(c, org, &status));
    if (!status) {
        return OK;
    }
    return problem_as(
        c, ERR_CONFLICT, NULL,
        strcmp(status, "left") == 0
            ? N_("This university has left the network: nothing new begins "
                 "here. It may apply again.")
            : N_("The membership of this university is suspended: nothing new "
                 "begins here until it is restored. Whoever is enrolled goes "
                 "on."));
}

/* --- what happens to it --- */

static enum err
check_reason(struct ctx *c, const char *field, const char **reason)
{
    *reason = text_clean(c->arena, *reason ? *reason : "");
    return text_chars(*reason) < REASON_MIN_CHARS ||
                   text_chars(*reason) > REASON_MAX_CHARS
               ? problem_at(c, field,
                            N_("Write the reason in a sentence or two; the "
                               "university reads it."))
               : OK;
}

static enum err
not_so(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("The membership is in another state by now. Look at "
                         "it again, then decide."));
}

/* From one state to another, by who reviews. */
static enum err
change(struct ctx *c, int64_t org, int64_t rev, const char *from,
       const char *to, const char *reason)
{
    struct org o;

    TRY(access_need(c, CAP_MEMBER_REVIEW, org));
    TRY(org_by_id(c, org, &o));
    if (strcmp(o.status, from) != 0 || strcmp(o.kind, "institution") != 0) {
        return not_so(c);
    }
    TRY(check_reason(c, "reason", &reason));
    return org_put_status(c, &o, rev, to, reason);
}

enum err
membership_suspend(struct ctx *c, int64_t org, int64_t rev, const char *reason)
{
    return change(c, org, rev, "member", "suspended", reason);
}

enum err
membership_restore(struct ctx *c, int64_t org, int64_t rev, const char *reason)
{
    return change(c, org, rev, "suspended", "member", reason);
}

/* The university itself, or who reviews. */
static enum err
need_either(struct ctx *c, int64_t org)
{
    return access_has(c, CAP_MEMBER_REVIEW, org)
               ? OK
               : access_need(c, CAP_ORG_EDIT, org);
}

static bool
is_within(const struct org *o)
{
    return strcmp(o->kind, "institution") == 0 &&
           (strcmp(o->status, "member") == 0 ||
            strcmp(o->status, "suspended") == 0);
}

static enum err
check_last_day(struct ctx *c, const char *on_date)
{
    int64_t today = day_number(ctx_today(c));

    return !on_date || !date_valid(on_date) || day_number(on_date) < today ||
                   day_number(on_date) > today + NOTICE_DAYS_MAX
               ? problem_at(c, "on_date",
                            N_("Write the last day as year-month-day: today, "
                               "or within the next two years."))
               : OK;
}

enum err
membership_leave(struct ctx *c, int64_t org, int64_t rev, const char *on_date,
                 const char *reason)
{
    struct org o;

    TRY(need_either(c, org));
    TRY(org_by_id(c, org, &o));
    if (!is_within(&o) || o.rev != rev) {
        return not_so(c);
    }
    (void)check_last_day(c, on_date);
    (void)check_reason(c, "why", &reason);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_membership_announce, I64(org), TEXT(on_date),
               TEXT(reason), c->person ? I64(c->person) : NIL));
    if (db_changed(c->db) == 0) {
        return not_so(c);
    }
    TRY(agreement_of_member_end(c, org, on_date, reason));
    return record_add(c, "org.leaving", org, org, reason);
}

enum err
membership_stay(struct ctx *c, int64_t org, int64_t rev)
{
    struct org o;

    TRY(need_either(c, org));
    TRY(org_by_id(c, org, &o));
    if (!is_within(&o) || o.rev != rev) {
        return not_so(c);
    }
    TRY(db_run(c->db, &SQL_membership_take_back, I64(org)));
    if (db_changed(c->db) == 0) {
        return not_so(c);
    }
    TRY(agreement_of_member_keep(c, org));
    return record_add(c, "org.stays", org, org, NULL);
}

enum err
membership_renew(struct ctx *c, int64_t org, int64_t rev)
{
    struct membership_term term;
    struct org o;
    enum err e;

    TRY(need_either(c, org));
    TRY(org_by_id(c, org, &o));
    e = membership_term(c, &o, &term);
    if (e == ERR_MISSING || (e == OK && !term.may_renew)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("It cannot be renewed now: its end is far, "
                             "notice was given, or it is not in force."));
    }
    TRY(e);
    return agreement_of_member_renew(c, org, rev);
}

/* --- the day has come --- */

enum err
membership_due(struct ctx *c, bool *any)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_membership_due, TEXT(ctx_today(c)), I64(1)));
    *any = rows.count > 0;
    return OK;
}

enum err
membership_sweep(struct ctx *c, int max, int *done)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_membership_due, TEXT(ctx_today(c)),
               I64(max)));
    for (size_t i = 0; i < rows.count; i++) {
        struct org o;

        TRY(org_by_id(c, row_i64(&rows.items[i], 0), &o));
        TRY(org_put_status(c, &o, o.rev, "left", row_text(&rows.items[i], 1)));
        TRY(db_run(c->db, &SQL_membership_take_back, I64(o.id)));
    }
    *done = (int)rows.count;
    return OK;
}

void
membership_foresee_ending(struct ctx *c, const int64_t *orgs, size_t n)
{
    if (n) {
        db_foresee(c->db, &SQL_membership_ending, I64S(orgs, n),
                   TEXT(last_renewable(c)));
    }
}

void
membership_foresee(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_membership_notice, I64(org));
    db_foresee(c->db, &SQL_membership_steps, I64(org));
    agreement_foresee_of_member(c, org);
}
