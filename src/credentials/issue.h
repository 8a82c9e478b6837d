/* SPDX-License-Identifier: Apache-2.0 */
/* issue: a completed series becomes a signed Open Badges 3.0 credential.
 *
 * Three steps, since signing and checking are no work for a transaction
 * (architecture 3.7): issue_prepare reads and writes the unsigned document,
 * issue_sign has the keeper sign it and our own verifier accept it with the
 * key as published, issue_store keeps it, provided that what was read still
 * holds.
 */
#ifndef QUIPU_CREDENTIALS_ISSUE_H
#define QUIPU_CREDENTIALS_ISSUE_H

#include "base/err.h"
#include "credentials/achievement.h"
#include "credentials/issuer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

/* Somebody who completed a series and has no certificate yet. */
struct issue_line {
    int64_t enrolment;
    const char *holder_name;
    const char *org_name;
    const char *series_title;
    const char *completed_date;
};
struct issue_lines {
    struct issue_line *items;
    size_t count;
};

/* Who waits at `org` and below, longest first, at most 100; but for those whose
 * certificates are signed below it: by an institution itself or by a centre.
 * Needs: CAP_CREDENTIAL_ISSUE at `org`. */
struct answer;
enum err issue_ask_waiting(struct ctx *c, int64_t org, struct answer *a);
enum err issue_take_waiting(struct ctx *c, struct answer *a,
                            struct issue_lines *out);

/* How many wait at each of `n` nodes as issue_waiting, in one statement; `counts` has
 * `n` places, of which the first ISSUE_COUNT_MAX are filled. Needs: nothing;
 * callers ask for nodes where the reader holds CAP_CREDENTIAL_ISSUE. */
enum { ISSUE_COUNT_MAX = 64 };
enum err issue_count_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                             int64_t *counts);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void issue_foresee_waiting(struct ctx *c, const int64_t *orgs, size_t n);

struct issue_draft {
    const struct issue_draft *before; /* as given to issue_prepare_next */
    int64_t enrolment;
    int64_t person;
    int64_t org;
    int64_t series;
    int64_t opened_by;              /* the mandate */
    const char *workgroup, *gender; /* as given when they enrolled, or "" */
    const char *holder_name;
    const char *lang;
    const char *number;
    const char *issued_date;
    int64_t issued_ms;
    const char *issued_stamp; /* the same instant, on the centre's clock */
    struct achievement achievement;
    const char *narrative; /* its criteria */
    struct issuer issuer;
    struct issuer_key key;
    const char *document; /* the issuer's DID document */
    const char *text;     /* unsigned */
    const char *json;     /* signed */
    bool first;           /* the person's first certificate; issue_keep */
};

/* Step 1, in a reading transaction. ERR_CONFLICT with a problem: not
 * completed, certified already, another signs here (credentials/signer.h), who
 * signs has no key, nobody signs, or nothing is defined to be earned. Needs:
 * CAP_CREDENTIAL_ISSUE at the person's organisation, and by a role at the
 * signer's own node, unless nobody is signed in (demonstration). */
enum err issue_prepare(struct ctx *c, int64_t enrolment,
                       struct issue_draft *out);

/* The same after others in one transaction: `before` is the last that was OK,
 * prepared in the same way (NULL: none). What was found for one of them of the
 * same place or series is not asked again. */
enum err issue_prepare_next(struct ctx *c, int64_t enrolment,
                            const struct issue_draft *before,
                            struct issue_draft *out);

/* Step 2, without a transaction. ERR_INTERNAL: the keeper refused, or our own
 * verifier does not accept what was signed; the log says why. */
enum err issue_sign(struct ctx *c, struct issue_draft *d);

/* The same for `n` (at most ISSUE_SIGN_MAX) prepared in one transaction that
 * have one key: `json` tells which are signed and accepted. */
enum { ISSUE_SIGN_MAX = 50 };
void issue_sign_all(struct ctx *c, struct issue_draft *const *drafts, size_t n);

/* Step 3, in a writing transaction. ERR_CONFLICT: somebody else was first, or
 * the key was replaced or the right to sign ended meanwhile. */
enum err issue_store(struct ctx *c, struct issue_draft *d);

/* Its three parts, for several in one transaction. The key of a draft is still
 * in force; the certificate is kept; `n` of the same place, day, work, gender
 * and `first` are counted. */
enum err issue_need_key(struct ctx *c, const struct issue_draft *d);
enum err issue_keep(struct ctx *c, struct issue_draft *d);
enum err issue_count(struct ctx *c, const struct issue_draft *d, int64_t n);

#endif
