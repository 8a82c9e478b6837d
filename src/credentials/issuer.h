/* SPDX-License-Identifier: Apache-2.0 */
/* issuer: who signs certificates: a mandate (a national centre, headquarters)
 * or an institution that is accredited to; its keys and its DID document.
 * Which of them signs for whom is decided in credentials/signer.h.
 *
 * The DID is did:web under the public address, made of the issuer's permanent
 * number: did:web:HOST:issuers:NUMBER, served at /issuers/NUMBER/did.json. Old
 * keys stay in the document with the time of their end. An institution's key
 * is made for one accreditation: it expires with its last day, and is revoked
 * when it is taken back; the DID stays the same for the next one.
 */
#ifndef QUIPU_CREDENTIALS_ISSUER_H
#define QUIPU_CREDENTIALS_ISSUER_H

#include "base/err.h"
#include "keeper/keeper.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;
struct node;

struct issuer {
    int64_t id;
    const char *number;
    const char *did;
    int64_t mandate; /* 0 = an institution */
    int64_t org;     /* of the institution, else the mandate's node */
    const char *name;
    const char *url;
    const char *country; /* ISO 3166-1 alpha-2 */
};

struct issuer_key {
    int64_t id;
    const char *multibase;
    const char *method; /* did#multibase */
    const void *sealed;
    size_t sealed_len;
    int64_t created_ms;
    int64_t revoked_ms;    /* 0 = not revoked */
    int64_t expires_ms;    /* 0 = never */
    int64_t accreditation; /* 0 = a mandate's key */
};

struct issuers {
    struct issuer *items;
    size_t count;
};

/* ERR_MISSING: none. */
enum err issuer_by_number(struct ctx *c, const char *number,
                          struct issuer *out);
enum err issuer_by_id(struct ctx *c, int64_t id, struct issuer *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void issuer_foresee(struct ctx *c, int64_t id);

/* The issuer of a mandate. ERR_MISSING: none yet. */
enum err issuer_of_mandate(struct ctx *c, int64_t mandate, struct issuer *out);

/* The issuer of an institution. ERR_MISSING: it never was one. */
enum err issuer_of_org(struct ctx *c, int64_t org, struct issuer *out);
/* One of the two will be read, of the mandate if there is one (db_foresee). */
void issuer_foresee_of(struct ctx *c, int64_t mandate, int64_t org);

/* All of them, by number. */
enum err issuer_list(struct ctx *c, struct issuers *out);

/* Make the issuer of an active mandate with its first key, made by the keeper
 * before the transaction. Certificates call it `name`; in a demonstration the
 * name says that it is one. ERR_CONFLICT: it has one.
 * Needs: CAP_CREDENTIAL_ISSUE at the mandate's node, unless nobody is signed
 * in. */
enum err issuer_add(struct ctx *c, int64_t mandate, const char *name,
                    const struct keeper_key *key, int64_t *id);

/* The key of an accreditation, and, the first time, the issuer of its
 * institution, under the institution's own name. `key` as in issuer_add.
 * ERR_CONFLICT: it has a key, or has ended.
 * Needs: CAP_ACCREDIT at the institution, unless nobody is signed in. */
enum err issuer_accredit(struct ctx *c, int64_t accreditation,
                         const struct keeper_key *key);

/* A new key from now on; the one before is revoked, and stays listed.
 * ERR_CONFLICT: an institution whose accreditation is not in force.
 * Needs: CAP_CREDENTIAL_ISSUE at the issuer's node, unless nobody is signed
 * in. */
enum err issuer_add_key(struct ctx *c, int64_t issuer,
                        const struct keeper_key *key);

/* The key in force of an accreditation (0 = of a mandate). ERR_MISSING: none. */
enum err issuer_key(struct ctx *c, const struct issuer *i,
                    int64_t accreditation, struct issuer_key *out);

/* All keys, oldest first. */
struct issuer_keys {
    struct issuer_key *items;
    size_t count;
};
enum err issuer_keys(struct ctx *c, const struct issuer *i,
                     struct issuer_keys *out);

/* By whose leave an institution signed this credential. ERR_MISSING: a mandate
 * did. */
struct accreditation;
enum err issuer_accreditation(struct ctx *c, int64_t credential,
                              struct accreditation *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void issuer_foresee_accreditation(struct ctx *c, int64_t credential);

/* The DID document as JSON text. */
enum err issuer_document(struct ctx *c, const struct issuer *i,
                         const char **json);

/* The number in a DID of this node ("did:web:HOST:issuers:NUMBER"); NULL when
 * it is another's. */
const char *issuer_number_of_did(struct ctx *c, const char *did, size_t len);

#endif
