/* SPDX-License-Identifier: Apache-2.0 */
/* origin: what an opening of a programme follows from. */

#include "learning/origin.h"

#include "base/arena.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/origin.sql.h"
#include "network/agreement.h"

static void
read_origin(const struct row *row, struct origin *out)
{
    *out = (struct origin){
        .opening = row_i64(row, 0),
        .series_slug = row_text(row, 1),
        .series_title = row_text(row, 2),
        .org = row_i64(row, 3),
        .org_slug = row_text(row, 4),
        .org_name = row_text(row, 5),
        .from_date = row_text(row, 6),
        .to_date = row_text(row, 7),
        .agreement = row_text(row, 8),
        .clause = row_i64(row, 9),
        .agreement_id = row_i64(row, 10),
    };
}

enum err
origin_of_opening(struct ctx *c, int64_t opening, struct origin *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_origin_of_opening, I64(opening),
               TEXT(c->lang->tag)));
    read_origin(&row, out);
    return OK;
}

enum err
origin_of_certificate(struct ctx *c, const char *number, struct origin *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_origin_of_certificate, TEXT(number),
               TEXT(c->lang->tag)));
    read_origin(&row, out);
    return OK;
}

void
origin_foresee_of_certificate(struct ctx *c, const char *number)
{
    db_foresee(c->db, &SQL_origin_of_certificate, TEXT(number),
               TEXT(c->lang->tag));
}

static void
read_origins(struct ctx *c, const struct rows *rows, struct origins *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct origin);
    for (size_t i = 0; i < rows->count; i++) {
        read_origin(&rows->items[i], &out->items[i]);
    }
}

enum err
origin_list_of_agreement(struct ctx *c, int64_t agreement, struct origins *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_origin_list_of_agreement, I64(agreement),
               TEXT(c->lang->tag), I64(ORIGIN_OPENINGS)));
    read_origins(c, &rows, out);
    return OK;
}

enum err
origin_list_of_item(struct ctx *c, int64_t item, struct origins *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_origin_list_of_item, I64(item),
               TEXT(c->lang->tag), I64(ORIGIN_OPENINGS)));
    read_origins(c, &rows, out);
    return OK;
}

enum err
origin_choices(struct ctx *c, int64_t org, struct origin_choices *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_origin_choices, I64(org),
               I64(ORIGIN_CHOICES)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct origin_choice);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct origin_choice){row_text(&rows.items[i], 0),
                                               row_text(&rows.items[i], 1)};
    }
    return OK;
}

void
origin_foresee_of_item(struct ctx *c, int64_t item)
{
    db_foresee(c->db, &SQL_origin_list_of_item, I64(item), TEXT(c->lang->tag),
               I64(ORIGIN_OPENINGS));
}

void
origin_foresee_choices(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_origin_choices, I64(org), I64(ORIGIN_CHOICES));
}

void
origin_foresee_of_agreement(struct ctx *c, int64_t agreement)
{
    db_foresee(c->db, &SQL_origin_list_of_agreement, I64(agreement),
               TEXT(c->lang->tag), I64(ORIGIN_OPENINGS));
}

static enum err
check_clause(struct ctx *c, const struct agreement *a, int64_t clause)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_origin_clause_count, I64(a->id)));
    return clause >= 0 && clause <= row_i64(&row, 0)
               ? OK
               : problem_at(c, "clause",
                            N_("The agreement has no clause of this number. "
                               "Leave it empty for the whole."));
}

enum err
origin_put(struct ctx *c, int64_t opening, const char *number, int64_t clause)
{
    struct agreement a;
    struct origin o;
    enum err e;

    TRY(origin_of_opening(c, opening, &o));
    if (c->person) {
        TRY(access_need(c, CAP_SERIES_OPEN, o.org));
    }
    if (!*number) {
        TRY(db_run(c->db, &SQL_origin_delete, I64(opening)));
        return record_add(c, "series.followed", o.org, opening, NULL);
    }
    e = agreement_by_number(c, number, &a);
    if (e == ERR_MISSING) {
        return problem_at(c, "agreement", N_("Choose one of the agreements."));
    }
    TRY(e);
    TRY(check_clause(c, &a, clause));
    TRY(db_run(c->db, &SQL_origin_upsert, I64(opening), I64(a.id),
               I64(clause)));
    return record_add(c, "series.followed", o.org, opening, a.number);
}
