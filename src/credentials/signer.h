/* SPDX-License-Identifier: Apache-2.0 */
/* signer: who issues the certificates of a place: the one rule.
 *
 * In this order: the institution itself while it is accredited; the national
 * centre that opened the series, while its mandate is in force; the national
 * centre that serves the place; failing all of them headquarters, by the
 * secretariat's mandate (terms of joining, clause 5). A mandate signs for the
 * programmes in its scope alone (learning/scope.h).
 */
#ifndef QUIPU_CREDENTIALS_SIGNER_H
#define QUIPU_CREDENTIALS_SIGNER_H

#include "base/err.h"
#include "credentials/issuer.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;

struct signer {
    int64_t mandate;       /* 0 = an institution itself */
    int64_t accreditation; /* 0 = a mandate */
    int64_t node;          /* in whose name it is done; there who signs must
                              hold the role */
    bool is_hq;            /* by the secretariat's mandate */
    const char *name;      /* the mandate's title or the institution's name */
};

/* Who signs for somebody of `org` in a series opened by mandate `opened_by`
 * (0 = the network). `series` 0 = no programme in particular: scopes do not
 * count. ERR_MISSING: nobody. */
enum err signer_for(struct ctx *c, int64_t org, int64_t opened_by,
                    int64_t series, struct signer *out);

/* Their names alone, for openings of programmes: who signs for somebody of the
 * place an opening is for; NULL = nobody. */
enum err signer_names(struct ctx *c, const int64_t *openings, size_t n,
                      const char **names);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void signer_foresee(struct ctx *c, int64_t org, int64_t opened_by,
                    int64_t series);

/* Its issuer and the key in force. ERR_MISSING: it has no key yet. */
enum err signer_key(struct ctx *c, const struct signer *s,
                    struct issuer *issuer, struct issuer_key *key);

/* Does the reader sign for it? OK or ERR_DENIED: CAP_CREDENTIAL_ISSUE by a role
 * at the signer's node itself. */
enum err signer_need(struct ctx *c, const struct signer *s);
/* What both read first, asked with what is asked next (db_foresee). */
void signer_foresee_key(struct ctx *c, const struct signer *s);

#endif
