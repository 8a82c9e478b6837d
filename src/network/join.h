/* SPDX-License-Identifier: Apache-2.0 */
/* join: a university asks to join the network; the centre of its country
 * reviews, the office above it decides.
 *
 * draft -> sent -> (endorsed) -> accepted or refused; a refused one may be taken
 * up again. Whoever reviews for the country alone endorses or refuses; whoever
 * does so above it decides, and need not wait where there is no centre.
 * Nobody needs an account for asking: the application is opened again by a
 * link whose secret is kept as a hash, from the first step on.
 */
#ifndef QUIPU_NETWORK_JOIN_H
#define QUIPU_NETWORK_JOIN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

struct application {
    int64_t id;
    const char *state; /* draft sent accepted refused */
    const char *country;
    int64_t node; /* of the country: its centre decides */
    const char *node_slug;
    int64_t org; /* found in the directory; 0 = a new one */
    const char *lang;
    const char *org_name;
    const char *city;
    const char *website;
    const char *contact_name;
    const char *contact_post;
    const char *contact_email;
    const char *signer_post; /* "" in a draft */
    int64_t staff_count;
    const char *motive;
    int64_t created_ms;
    int64_t sent_ms;
    int64_t decided_ms;
    const char *reason;
    int64_t rev;
    int64_t clauses;         /* agreed to, of TERMS_CLAUSES */
    const char *remark;      /* on a clause; NULL = none, as all that follows */
    const char *signed_kind; /* click page */
    const char *signer_name;
    const char *paper_hash; /* the signed sheet (core/blob.h) */
    const char *paper_type;
    int64_t paper_bytes;
    int64_t endorsed_ms;     /* the centre's yes; 0 = not yet */
    const char *endorsement; /* what it said for the application */
};

struct application_list {
    struct application *items;
    size_t count;
};

/* First step: which university, and whom to turn to. Every field that is wrong
 * gets its own problem. `secret` gets what opens the draft: /join/{secret}.
 * ERR_INVALID (fields country, org_name, contact_name, contact_post,
 * contact_email, website, staff_count, motive), ERR_CONFLICT at org_name: this
 * institution is a member, or has asked already. */
enum err join_begin(struct ctx *c, struct application *a, const char **secret);

/* Second step: the clauses agreed to so far (TERMS_CLAUSES of them), and a
 * remark; may be repeated. ERR_INVALID at remark, ERR_CONFLICT: sent already.
 */
enum err join_agree(struct ctx *c, const char *secret, const bool *agreed,
                    const char *remark);

/* Which clauses are agreed to; `agreed` has TERMS_CLAUSES places. */
enum err join_clauses(struct ctx *c, int64_t application, bool *agreed);

/* Third step: it is signed and sent. By click `paper_hash` is NULL.
 * ERR_INVALID at signer_name, signer_post, clauses (not all agreed to);
 * ERR_CONFLICT as join_begin, or sent already. */
struct join_signature {
    const char *signer_name;
    const char *signer_post;
    const char *paper_hash; /* of the signed sheet, kept in a blob already */
    const char *paper_type;
    int64_t paper_bytes;
};
enum err join_sign(struct ctx *c, const char *secret,
                   const struct join_signature *sign);

/* Tell what is wrong with name and office, without a database: each problem at
 * its field. */
void join_check_signer(struct ctx *c, struct join_signature *sign);

/* What a file is by its first bytes, if a signed sheet may be that: PDF, JPEG,
 * PNG or WebP; NULL = none of them. It is never opened here. */
const char *join_paper_type(const char *data, size_t len);

/* A refused one becomes a draft again, with what was written.
 * ERR_CONFLICT: it is not refused. */
enum err join_reopen(struct ctx *c, const char *secret);

/* Open by link. ERR_MISSING: none. */
enum err join_by_link(struct ctx *c, const char *secret,
                      struct application *out);

/* Applications at a node and below: those that wait, then drafts, then those
 * decided.
 * Needs: CAP_MEMBER_REVIEW at `org`. */
enum err join_list_below(struct ctx *c, int64_t org,
                         struct application_list *out);

/* Is any draft abandoned: never sent, and no step for LIMIT_DRAFT_DAYS? And
 * delete at most `max` of those; `done` gets how many. One that was refused and
 * is taken up again stays: somebody decided about it. */
enum err join_old(struct ctx *c, bool *any);
enum err join_sweep(struct ctx *c, int max, int *done);

/* How many wait for a word at each of `n` nodes and below: for a country those
 * not endorsed, above it those that are or whose country has no centre, in one
 * statement; `counts` has `n` places, of which the first JOIN_COUNT_MAX are
 * filled. Needs: nothing; callers ask for nodes where the reader holds
 * CAP_MEMBER_REVIEW. */
enum { JOIN_COUNT_MAX = 64 };
enum err join_count_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                            int64_t *counts);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void join_foresee_waiting(struct ctx *c, const int64_t *orgs, size_t n);

/* One of them. Needs: CAP_MEMBER_REVIEW at its node; ERR_MISSING else. */
enum err join_by_id(struct ctx *c, int64_t id, struct application *out);

/* Does the reader decide, or only endorse? */
bool join_is_decider(struct ctx *c, const struct application *a);

/* The centre's yes, with words for the office above (may be ""; at most 2000
 * characters, field "words"). ERR_CONFLICT: decided or endorsed already.
 * Needs: CAP_MEMBER_REVIEW at its node. */
enum err join_endorse(struct ctx *c, int64_t id, int64_t rev,
                      const char *words);

/* Accept: the institution becomes a member (made when it is new); `out` gets
 * the application with its organisation. The contact person becomes the
 * coordinator by people/admit.h, which calls this. ERR_CONFLICT: decided
 * already. Needs: join_is_decider. */
enum err join_accept(struct ctx *c, int64_t id, int64_t rev,
                     struct application *out);

/* Refuse with a reason (10..2000 characters, field "reason").
 * By the centre, too, and finally. Needs: CAP_MEMBER_REVIEW at its node. */
enum err join_refuse(struct ctx *c, int64_t id, int64_t rev,
                     const char *reason);

#endif
