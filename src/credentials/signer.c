/* SPDX-License-Identifier: Apache-2.0 */
/* signer: who issues the certificates of a place: the one rule. */

#include "credentials/signer.h"

#include "core/access.h"
#include "core/ctx.h"
#include "credentials/signer.sql.h"
#include "db/db.h"

enum { TURN_HQ = 4, NAMES_SLICE = 64 };

enum err
signer_for(struct ctx *c, int64_t org, int64_t opened_by, int64_t series,
           struct signer *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_signer_for, I64(org), I64(opened_by),
               TEXT(ctx_today(c)), I64(series)));
    *out = (struct signer){
        .mandate = row_i64(&row, 0),
        .accreditation = row_i64(&row, 1),
        .node = row_i64(&row, 2),
        .is_hq = row_i64(&row, 3) == TURN_HQ,
        .name = row_text(&row, 4),
    };
    return OK;
}

/* The first of those who could sign for an opening. */
static const char *
name_of(const struct rows *rows, int64_t opening)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (row_i64(&rows->items[i], 0) == opening) {
            return row_text(&rows->items[i], 1);
        }
    }
    return NULL;
}

enum err
signer_names(struct ctx *c, const int64_t *openings, size_t n,
             const char **names)
{
    for (size_t from = 0; from < n; from += NAMES_SLICE) {
        size_t count = n - from < NAMES_SLICE ? n - from : NAMES_SLICE;
        struct rows rows;

        TRY(db_all(c->db, &rows, &SQL_signer_of_openings,
                   I64S(openings + from, count), TEXT(ctx_today(c))));
        for (size_t i = from; i < from + count; i++) {
            names[i] = name_of(&rows, openings[i]);
        }
    }
    return OK;
}

enum err
signer_key(struct ctx *c, const struct signer *s, struct issuer *issuer,
           struct issuer_key *key)
{
    TRY(s->mandate ? issuer_of_mandate(c, s->mandate, issuer)
                   : issuer_of_org(c, s->node, issuer));
    return issuer_key(c, issuer, s->accreditation, key);
}

enum err
signer_need(struct ctx *c, const struct signer *s)
{
    return access_need_here(c, CAP_CREDENTIAL_ISSUE, s->node);
}

void
signer_foresee(struct ctx *c, int64_t org, int64_t opened_by, int64_t series)
{
    db_foresee(c->db, &SQL_signer_for, I64(org), I64(opened_by),
               TEXT(ctx_today(c)), I64(series));
}

void
signer_foresee_key(struct ctx *c, const struct signer *s)
{
    access_foresee_here(c, s->node);
    issuer_foresee_of(c, s->mandate, s->node);
}
