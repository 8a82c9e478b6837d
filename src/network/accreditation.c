/* SPDX-License-Identifier: Apache-2.0 */
/* accreditation: an institution's right to issue certificates itself. */

#include "network/accreditation.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/accreditation.sql.h"
#include "network/mandate.h"
#include "network/org.h"

#include <string.h>

enum { LIST_MAX = 100, YEAR_DAYS = 366 };

static enum accreditation_state
state_of(struct ctx *c, const struct accreditation *a)
{
    const char *today = ctx_today(c);

    return a->ended_ms                       ? ACCREDITATION_ENDED
           : strcmp(a->from_date, today) > 0 ? ACCREDITATION_TO_COME
           : strcmp(a->to_date, today) < 0   ? ACCREDITATION_OVER
                                             : ACCREDITATION_IN_FORCE;
}

static void
read_one(struct ctx *c, const struct row *row, struct accreditation *out)
{
    *out = (struct accreditation){
        .id = row_i64(row, 0),
        .org = row_i64(row, 1),
        .org_name = row_text(row, 2),
        .org_slug = row_text(row, 3),
        .mandate = row_i64(row, 4),
        .by_name = row_text(row, 5),
        .from_date = row_text(row, 6),
        .to_date = row_text(row, 7),
        .reason = row_text(row, 8),
        .ended_ms = row_i64(row, 9),
        .ended_reason = row_text(row, 10),
    };
    out->state = state_of(c, out);
    if (out->ended_ms) {
        out->ended_date = date_of_ms(c->arena, out->ended_ms);
    }
}

enum err
accreditation_by_id(struct ctx *c, int64_t id, struct accreditation *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_accreditation_by_id, I64(id),
               TEXT(c->lang->tag)));
    read_one(c, &row, out);
    return OK;
}

enum err
accreditation_for(struct ctx *c, int64_t node, struct accreditation *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_accreditation_for, I64(node),
               TEXT(ctx_today(c)), TEXT(c->lang->tag)));
    read_one(c, &row, out);
    return OK;
}

enum err
accreditation_next(struct ctx *c, int64_t org, struct accreditation *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_accreditation_next, I64(org),
               TEXT(ctx_today(c)), TEXT(c->lang->tag)));
    read_one(c, &row, out);
    return OK;
}

enum err
accreditation_last(struct ctx *c, int64_t node, struct accreditation *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_accreditation_last, I64(node),
               TEXT(ctx_today(c)), TEXT(c->lang->tag)));
    read_one(c, &row, out);
    return OK;
}

enum err
accreditation_below(struct ctx *c, int64_t org, struct accreditations *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_CREDENTIAL_READ, org));
    TRY(db_all(c->db, &rows, &SQL_accreditation_below, I64(org),
               TEXT(c->lang->tag), I64(LIST_MAX)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct accreditation);
    for (size_t i = 0; i < rows.count; i++) {
        read_one(c, &rows.items[i], &out->items[i]);
    }
    return OK;
}

/* --- giving --- */

/* The demonstration acts without a person; people need the right. */
static enum err
need(struct ctx *c, int64_t org)
{
    return c->person ? access_need(c, CAP_ACCREDIT, org) : OK;
}

static enum err
check_reason(struct ctx *c, const char *field, const char **reason)
{
    *reason = text_clean(c->arena, *reason ? *reason : "");
    if (!**reason) {
        return problem_at(c, field,
                          N_("Write why, so that it is understood in years "
                             "to come."));
    }
    if (text_chars(*reason) > LIMIT_NAME_CHARS) {
        return problem_at(c, field,
                          N_("The reason may have at most 200 characters."));
    }
    return OK;
}

static enum err
check_days(struct ctx *c, const struct accreditation *a)
{
    const char *today = ctx_today(c);
    int64_t first, last;

    if (!a->from_date || !date_parse(a->from_date, &first)) {
        return problem_day(c, "from_date");
    }
    if (!a->to_date || !date_parse(a->to_date, &last)) {
        return problem_day(c, "to_date");
    }
    if (c->person && strcmp(a->from_date, today) < 0) {
        return problem_at(c, "from_date",
                          N_("This day has passed. It can begin today at the "
                             "earliest."));
    }
    if (last < first) {
        return problem_at(c, "to_date",
                          N_("The last day lies before the first."));
    }
    if (last - first > LIMIT_ACCREDITATION_YEARS * YEAR_DAYS) {
        return problem_at(c, "to_date",
                          N_("At most five years; it can be given again "
                             "after that."));
    }
    return OK;
}

static enum err
check_institution(struct ctx *c, const struct accreditation *a)
{
    struct org o;
    struct row row;
    enum err e;

    TRY(org_by_id(c, a->org, &o));
    if (strcmp(o.kind, "institution") != 0 || strcmp(o.status, "member") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Only an institution that is a member of the "
                             "network can issue certificates itself."));
    }
    e = db_one(c->db, &row, &SQL_accreditation_meeting, I64(a->org),
               TEXT(a->from_date), TEXT(a->to_date));
    if (e == ERR_MISSING) {
        return OK;
    }
    TRY(e);
    return problem_as(c, ERR_CONFLICT, "from_date",
                      N_("It issues certificates itself in this time already. "
                         "End that first, or begin on a later day."));
}

/* In whose name the giver acts. */
static enum err
find_giver(struct ctx *c, int64_t org, int64_t *mandate)
{
    struct mandate m;
    enum err e = mandate_for(c, org, "national_centre", &m);

    if (e == OK && c->person) {
        e = access_need_here(c, CAP_ACCREDIT, m.node);
    }
    if (e == ERR_MISSING || e == ERR_DENIED) {
        e = mandate_for(c, org, "secretariat", &m);
    }
    *mandate = e == OK ? m.id : 0;
    return e == ERR_MISSING ? OK : e;
}

enum err
accreditation_give(struct ctx *c, struct accreditation *spec)
{
    TRY(need(c, spec->org));
    /* all that is wrong with the form, told at once */
    (void)check_days(c, spec);
    (void)check_reason(c, "reason", &spec->reason);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(check_institution(c, spec));
    TRY(find_giver(c, spec->org, &spec->mandate));
    spec->id = id_new();
    TRY(db_run(c->db, &SQL_accreditation_insert, I64(spec->id), I64(spec->org),
               spec->mandate ? I64(spec->mandate) : NIL, TEXT(spec->from_date),
               TEXT(spec->to_date), TEXT(spec->reason),
               c->person ? I64(c->person) : NIL, I64(c->now_ms)));
    return record_add(c, "accreditation.given", spec->org, spec->id, NULL);
}

/* --- ending --- */

enum err
accreditation_end(struct ctx *c, int64_t id, const char *reason)
{
    struct accreditation a;

    TRY(accreditation_by_id(c, id, &a));
    TRY(need(c, a.org));
    TRY(check_reason(c, "why", &reason));
    if (a.state == ACCREDITATION_OVER || a.state == ACCREDITATION_ENDED) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("It is over already; nothing is left to end."));
    }
    TRY(db_run(c->db, &SQL_accreditation_end, I64(c->now_ms), TEXT(reason),
               c->person ? I64(c->person) : NIL, I64(id)));
    return record_add(c, "accreditation.ended", a.org, id, NULL);
}

void
accreditation_foresee(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_accreditation_by_id, I64(id), TEXT(c->lang->tag));
}

void
accreditation_foresee_for(struct ctx *c, int64_t node)
{
    db_foresee(c->db, &SQL_accreditation_for, I64(node), TEXT(ctx_today(c)),
               TEXT(c->lang->tag));
}
