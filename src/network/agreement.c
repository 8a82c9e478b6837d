/* SPDX-License-Identifier: Apache-2.0 */
/* agreement: what organisations have agreed, read and kept; how it comes about
 * is agreement_acts.c. */

#include "network/agreement.h"

#include "base/arena.h"
#include "base/date.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/agreement.sql.h"

#include <string.h>

enum { SOON = 180, NEAR = 60, LAST = 14 };

static void
read_agreement(const struct row *row, struct agreement *out)
{
    *out = (struct agreement){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .kind = row_text(row, 2),
        .title = row_text(row, 3),
        .node = row_i64(row, 4),
        .node_slug = row_text(row, 5),
        .node_name = row_text(row, 6),
        .status = row_text(row, 7),
        .is_public = row_i64(row, 8) != 0,
        .signed_date = row_text(row, 9),
        .paper_hash = row_text(row, 10),
        .paper_type = row_text(row, 11),
        .paper_bytes = row_i64(row, 12),
        .from_date = row_text(row, 13),
        .until_date = row_text(row, 14),
        .end_reason = row_text(row, 15),
        .rev = row_i64(row, 16),
    };
}

static void
read_list(struct ctx *c, const struct rows *rows, size_t most,
          struct agreement_list *out)
{
    out->more = rows->count > most;
    out->count = out->more ? most : rows->count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct agreement);
    for (size_t i = 0; i < out->count; i++) {
        read_agreement(&rows->items[i], &out->items[i]);
    }
}

enum agreement_due
agreement_due(const struct ctx *c, const struct agreement *a)
{
    int64_t today = 0, until = 0;

    if (strcmp(a->status, "in_force") != 0 ||
        strcmp(a->until_date, AGREEMENT_OPEN) == 0 ||
        !date_parse(ctx_today(c), &today) ||
        !date_parse(a->until_date, &until)) {
        return AGREEMENT_FAR;
    }
    return until < today           ? AGREEMENT_EXPIRED
           : until - today <= LAST ? AGREEMENT_IN_14_DAYS
           : until - today <= NEAR ? AGREEMENT_IN_60_DAYS
           : until - today <= SOON ? AGREEMENT_IN_180_DAYS
                                   : AGREEMENT_FAR;
}

/* What the public register tells: drafts and refusals are nobody's business. */
static bool
is_told(const struct agreement *a)
{
    return a->is_public && (strcmp(a->status, "in_force") == 0 ||
                            strcmp(a->status, "ended") == 0);
}

static enum err
find_by_number(struct ctx *c, const char *number, struct agreement *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_agreement_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_agreement(&row, out);
    return OK;
}

static enum err
need_told(struct ctx *c, const struct agreement *a)
{
    return is_told(a) || access_has(c, CAP_AGREEMENT_READ, a->node)
               ? OK
               : ERR_MISSING;
}

enum err
agreement_by_number(struct ctx *c, const char *number, struct agreement *out)
{
    TRY(find_by_number(c, number, out));
    return need_told(c, out);
}

enum err
agreement_of_member(struct ctx *c, int64_t org, struct agreement *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_agreement_of_member, I64(org),
               TEXT(c->lang->tag)));
    read_agreement(&row, out);
    return OK;
}

/* --- its parts --- */

static void
read_parties(const struct rows *rows, struct agreement_parts *out)
{
    for (size_t i = 0; i < rows->count && i < AGREEMENT_PARTIES_MAX; i++) {
        out->parties[out->party_count++] = (struct agreement_party){
            row_text(&rows->items[i], 0), row_text(&rows->items[i], 1)};
    }
}

static void
read_terms(struct ctx *c, const struct rows *rows, struct agreement_parts *out)
{
    out->terms = ARENA_ARRAY(c->arena, rows->count, struct agreement_term);
    out->term_count = rows->count;
    for (size_t i = 0; i < rows->count; i++) {
        out->terms[i] = (struct agreement_term){row_text(&rows->items[i], 0),
                                                row_text(&rows->items[i], 1)};
    }
}

static void
read_approvals(const struct rows *rows, struct agreement_parts *out)
{
    for (size_t i = 0; i < rows->count && i < AGREEMENT_APPROVALS_MAX; i++) {
        const struct row *r = &rows->items[i];

        out->approvals[out->approval_count++] = (struct agreement_approval){
            .node = row_i64(r, 0),
            .slug = row_text(r, 1),
            .name = row_text(r, 2),
            .state = row_text(r, 3),
            .at_ms = row_i64(r, 4),
            .reason = row_text(r, 5),
        };
    }
}

enum err
agreement_parts(struct ctx *c, int64_t id, struct agreement_parts *out)
{
    struct answer parties, terms, approvals;
    struct rows rows;

    *out = (struct agreement_parts){0};
    db_ask(c->db, &parties, &SQL_agreement_party_list, I64(id),
           TEXT(c->lang->tag));
    db_ask(c->db, &terms, &SQL_agreement_term_list, I64(id));
    db_ask(c->db, &approvals, &SQL_agreement_approval_list, I64(id),
           TEXT(c->lang->tag));
    TRY(answer_all(&parties, &rows));
    read_parties(&rows, out);
    TRY(answer_all(&terms, &rows));
    read_terms(c, &rows, out);
    TRY(answer_all(&approvals, &rows));
    read_approvals(&rows, out);
    return OK;
}

enum err
agreement_with_parts(struct ctx *c, const char *number, struct agreement *out,
                     struct agreement_parts *parts)
{
    TRY(find_by_number(c, number, out));
    agreement_foresee_parts(c, out->id);
    access_foresee(c, out->node);
    TRY(need_told(c, out));
    return agreement_parts(c, out->id, parts);
}

enum err
agreement_clauses(struct ctx *c, int64_t id, const char *lang,
                  struct agreement_clauses *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_agreement_clause_list, I64(id), TEXT(lang)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct agreement_clause);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct agreement_clause){row_text(&rows.items[i], 0),
                                                  row_text(&rows.items[i], 1)};
    }
    return OK;
}

void
agreement_foresee(struct ctx *c, const char *number)
{
    db_foresee(c->db, &SQL_agreement_by_number, TEXT(number),
               TEXT(c->lang->tag));
}

void
agreement_foresee_parts(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_agreement_party_list, I64(id), TEXT(c->lang->tag));
    db_foresee(c->db, &SQL_agreement_term_list, I64(id));
    db_foresee(c->db, &SQL_agreement_approval_list, I64(id),
               TEXT(c->lang->tag));
}

void
agreement_foresee_clauses(struct ctx *c, int64_t id, const char *lang)
{
    db_foresee(c->db, &SQL_agreement_clause_list, I64(id), TEXT(lang));
}

/* --- lists --- */

enum err
agreement_list_below(struct ctx *c, int64_t org, bool past,
                     const char *after_until, int64_t after_id,
                     struct agreement_list *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_AGREEMENT_READ, org));
    TRY(db_all(c->db, &rows, &SQL_agreement_list_below, I64(org), I64(past),
               TEXT(after_until), I64(after_id), TEXT(c->lang->tag),
               I64(AGREEMENT_PAGE + 1)));
    read_list(c, &rows, AGREEMENT_PAGE, out);
    return OK;
}

enum err
agreement_list_of(struct ctx *c, int64_t org, struct agreement_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_agreement_list_of, I64(org),
               TEXT(c->lang->tag), I64(AGREEMENT_PAGE + 1)));
    read_list(c, &rows, AGREEMENT_PAGE, out);
    return OK;
}

enum err
agreement_register(struct ctx *c, const char *kind, const char *after_title,
                   int64_t after_id, struct agreement_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_agreement_register, TEXT(kind),
               TEXT(ctx_today(c)), TEXT(after_title), I64(after_id),
               TEXT(c->lang->tag), I64(AGREEMENT_PAGE + 1)));
    read_list(c, &rows, AGREEMENT_PAGE, out);
    return OK;
}

void
agreement_foresee_of_member(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_agreement_of_member, I64(org), TEXT(c->lang->tag));
}

void
agreement_foresee_below(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_agreement_list_below, I64(org), I64(false), TEXT(""),
               I64(0), TEXT(c->lang->tag), I64(AGREEMENT_PAGE + 1));
}
