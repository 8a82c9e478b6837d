/* SPDX-License-Identifier: Apache-2.0 */
/* credential: the signed statements about people, as they were issued. */

#include "credentials/credential.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "credentials/credential.sql.h"
#include "db/db.h"

enum { LIST_MAX = 100, SCAN = 2000, NUMBERS_MAX = 1000 };

static void
read_credential(const struct row *row, struct credential *out)
{
    *out = (struct credential){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .issuer = row_i64(row, 2),
        .achievement = row_i64(row, 3),
        .person = row_i64(row, 4),
        .org = row_i64(row, 5),
        .org_name = row_text(row, 6),
        .holder_name = row_text(row, 7),
        .lang = row_text(row, 8),
        .title = row_text(row, 9),
        .json = row_text(row, 10),
        .issued_date = row_text(row, 11),
        .issued_ms = row_i64(row, 12),
        .withdrawn = row_i64(row, 13) == 1,
        .enrolment = row_i64(row, 14),
    };
}

static void
read_list(struct ctx *c, const struct rows *rows, struct credential_list *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct credential);
    for (size_t i = 0; i < rows->count; i++) {
        read_credential(&rows->items[i], &out->items[i]);
    }
}

enum err
credential_by_number(struct ctx *c, const char *typed, struct credential *out)
{
    const char *number =
        encode_base32_clean(c->arena, typed, CREDENTIAL_NUMBER_CHARS);
    struct row row;

    if (!number) {
        return ERR_MISSING;
    }
    TRY(db_one(c->db, &row, &SQL_credential_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_credential(&row, out);
    return out->withdrawn && out->person != c->person ? ERR_MISSING : OK;
}

enum err
credential_mine(struct ctx *c, struct credential_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_credential_of_person, I64(c->person),
               TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    return OK;
}

/* High up in the tree the last ones of all fill the list; further down, where
 * they do not, all of the place are few enough to be put in order. */
enum err
credential_ask_below(struct ctx *c, int64_t org, struct answer *a)
{
    TRY(access_need(c, CAP_CREDENTIAL_READ, org));
    db_ask(c->db, a, &SQL_credential_list_below, I64(org), TEXT("9999-12-31"),
           I64(SCAN), I64(LIST_MAX), TEXT(c->lang->tag));
    return OK;
}

enum err
credential_take_below(struct ctx *c, struct answer *a,
                      struct credential_list *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_list(c, &rows, out);
    return OK;
}

enum err
credential_withdraw(struct ctx *c, const char *number, bool hide)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_credential_withdraw,
               hide ? I64(c->now_ms) : NIL, TEXT(number), I64(c->person)));
    return record_add(c, hide ? "credential.hidden" : "credential.shown",
                      row_i64(&row, 1), row_i64(&row, 0), NULL);
}

enum err
credential_numbers(struct ctx *c, const char *after,
                   struct credential_numbers *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_credential_numbers, TEXT(after),
               I64(NUMBERS_MAX)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, const char *);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = row_text(&rows.items[i], 0);
    }
    return OK;
}

enum err
credential_json(struct ctx *c, const char *number, const char **json)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_credential_json, TEXT(number)));
    *json = row_text(&row, 0);
    return OK;
}

const char *
credential_grouped(struct ctx *c, const char *number)
{
    char *out = arena_alloc(c->arena, CREDENTIAL_NUMBER_CHARS * 2);
    size_t n = 0;

    for (size_t i = 0; number[i]; i++) {
        if (i && i % 4 == 0) {
            out[n++] = '-';
        }
        out[n++] = number[i];
    }
    return out;
}

void
credential_foresee_mine(struct ctx *c)
{
    db_foresee(c->db, &SQL_credential_of_person, I64(c->person),
               TEXT(c->lang->tag));
}
