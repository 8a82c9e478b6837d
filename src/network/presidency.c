/* SPDX-License-Identifier: Apache-2.0 */
/* presidency: held by an institution for a calendar year. */

#include "network/presidency.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/mandate.h"
#include "network/org.h"
#include "network/presidency.sql.h"

#include <string.h>

enum { WORDS_MIN_CHARS = 10, WORDS_MAX_CHARS = 2000 };

static int64_t
this_year(const struct ctx *c)
{
    int year, month, day;

    date_civil(c->now_ms / DATE_DAY_MS, &year, &month, &day);
    return year;
}

int64_t
presidency_year(const struct ctx *c)
{
    return this_year(c) + 1;
}

enum err
presidency_candidates(struct ctx *c, int64_t year, struct candidates *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_presidency_candidates, I64(year),
               TEXT(c->lang->tag), I64(PRESIDENCY_LIST_MAX)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct candidate);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct candidate){
            .org = row_i64(r, 0),
            .slug = row_text(r, 1),
            .name = row_text(r, 2),
            .country = row_text(r, 3),
            .nominations = row_i64(r, 4),
            .answer = row_text(r, 5),
            .answer_date = row_text(r, 6),
        };
    }
    return OK;
}

static bool
is_member(const struct org *o)
{
    return strcmp(o->kind, "institution") == 0 &&
           strcmp(o->status, "member") == 0;
}

static const char *
first_day(struct ctx *c, int64_t year)
{
    return arena_printf(c->arena, "%04lld-01-01", (long long)year);
}

static enum err
check_free(struct ctx *c, int64_t year)
{
    struct org root;
    struct row row;
    enum err e;

    TRY(org_root(c, &root));
    e = db_one(c->db, &row, &SQL_presidency_in, I64(root.id),
               TEXT(first_day(c, year)));
    return e == OK ? problem_as(c, ERR_CONFLICT, NULL,
                                N_("The presidency of this year is given "
                                   "already."))
                   : (e == ERR_MISSING ? OK : e);
}

/* --- proposing --- */

static enum err
check_nominator(struct ctx *c, int64_t nominator)
{
    struct org o;

    if (c->person) {
        TRY(access_need_here(c, CAP_NOMINATE, nominator));
    }
    TRY(org_by_id(c, nominator, &o));
    return is_member(&o)
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("Only a member institution proposes another."));
}

static enum err
check_nomination(struct ctx *c, int64_t nominator, int64_t nominee,
                 int64_t year, const char *reason)
{
    struct org o = {0};
    enum err e = org_by_id(c, nominee, &o);

    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    if (e == ERR_MISSING || !is_member(&o)) {
        (void)problem_at(c, "nominee",
                         N_("Choose an institution that is a member of the "
                            "network."));
    } else if (nominee == nominator) {
        (void)problem_at(c, "nominee",
                         N_("An institution proposes another one, not "
                            "itself."));
    }
    if (c->person && year != this_year(c) && year != presidency_year(c)) {
        (void)problem_at(c, "year", N_("Choose this year or the next."));
    }
    if (text_chars(reason) < WORDS_MIN_CHARS ||
        text_chars(reason) > WORDS_MAX_CHARS) {
        (void)problem_at(c, "reason",
                         N_("Write in a sentence what speaks for them; they "
                            "read it."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

enum err
presidency_nominate(struct ctx *c, int64_t nominator, int64_t nominee,
                    int64_t year, const char *reason)
{
    TRY(check_nominator(c, nominator));
    reason = text_clean(c->arena, reason ? reason : "");
    TRY(check_nomination(c, nominator, nominee, year, reason));
    TRY(check_free(c, year));
    TRY(db_run(c->db, &SQL_presidency_put_nomination, I64(id_new()), I64(year),
               I64(nominator), I64(nominee), TEXT(reason), TEXT(ctx_today(c)),
               c->person ? I64(c->person) : NIL));
    TRY(db_run(c->db, &SQL_presidency_put_candidacy, I64(id_new()), I64(year),
               I64(nominee)));
    return record_add(c, "presidency.nominated", nominator, nominee, NULL);
}

enum err
presidency_nominated(struct ctx *c, int64_t nominator, int64_t year,
                     const char **slug, const char **name)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_presidency_nominated, I64(nominator),
               I64(year), TEXT(c->lang->tag)));
    *slug = row_text(&row, 0);
    *name = row_text(&row, 1);
    return OK;
}

/* --- answering, giving --- */

enum err
presidency_answer(struct ctx *c, int64_t org, int64_t year, bool accept)
{
    struct row row;

    if (c->person) {
        TRY(access_need_here(c, CAP_NOMINATE, org));
    }
    TRY(db_one(c->db, &row, &SQL_presidency_candidacy, I64(org), I64(year)));
    TRY(db_run(c->db, &SQL_presidency_answer,
               TEXT(accept ? "accepted" : "declined"), TEXT(ctx_today(c)),
               c->person ? I64(c->person) : NIL, I64(org), I64(year)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Your institution has answered already."));
    }
    return record_add(c, accept ? "presidency.accepted" : "presidency.declined",
                      org, 0, NULL);
}

enum err
presidency_give(struct ctx *c, int64_t org, int64_t year, const char *title)
{
    struct mandate m = {.kind = "presidency",
                        .holder = org,
                        .title = text_clean(c->arena, title ? title : ""),
                        .status = "active",
                        .from_date = first_day(c, year)};
    struct org root;
    struct row row;
    enum err e;

    TRY(org_root(c, &root));
    if (c->person) {
        TRY(access_need(c, CAP_MANDATE_EDIT, root.id));
    }
    e = db_one(c->db, &row, &SQL_presidency_candidacy, I64(org), I64(year));
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    if (e == ERR_MISSING || row_null(&row, 1) ||
        strcmp(row_text(&row, 1), "accepted") != 0) {
        return problem_at(c, "org", N_("Choose one of those who accepted."));
    }
    if (!*m.title) {
        return problem_at(c, "president_title", N_("Write what it is called."));
    }
    TRY(check_free(c, year));
    m.node = root.id;
    TRY(mandate_add(c, &m));
    TRY(mandate_renew(c, m.id, 1,
                      arena_printf(c->arena, "%04lld-12-31", (long long)year)));
    return record_add(c, "presidency.given", root.id, m.id, NULL);
}

void
presidency_foresee_candidates(struct ctx *c, int64_t year)
{
    db_foresee(c->db, &SQL_presidency_candidates, I64(year), TEXT(c->lang->tag),
               I64(PRESIDENCY_LIST_MAX));
}
