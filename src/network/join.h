/* SPDX-License-Identifier: Apache-2.0 */
/* join: a university asks to join the network, and the centre decides.
 *
 * Nobody needs an account for asking: the application is opened again by a
 * link whose secret is kept as a hash.
 */
#ifndef QUIPU_NETWORK_JOIN_H
#define QUIPU_NETWORK_JOIN_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

/* The wording of the terms that is agreed to. */
#define JOIN_TERMS "2026-01"

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
    const char *signer_post;
    int64_t staff_count;
    const char *motive;
    int64_t created_ms;
    int64_t sent_ms;
    int64_t decided_ms;
    const char *reason;
    int64_t rev;
};

struct application_list {
    struct application *items;
    size_t count;
};

/* Check what was typed and keep it as sent. Every field that is wrong gets its
 * own problem. `secret` gets what opens it again: /join/{secret}.
 * ERR_INVALID (fields country, org_name, contact_name, contact_post,
 * contact_email, signer_post, website, staff_count, terms), ERR_CONFLICT at
 * org_name: this institution is a member, or has asked already. */
enum err join_send(struct ctx *c, struct application *a, const char *terms,
                   const char **secret);

/* Open by link. ERR_MISSING: none. */
enum err join_by_link(struct ctx *c, const char *secret,
                      struct application *out);

/* Applications at a node and below, those that wait first.
 * Needs: CAP_MEMBER_REVIEW at `org`. */
enum err join_list_below(struct ctx *c, int64_t org,
                         struct application_list *out);

/* How many wait for a decision at each of `n` nodes and below, in one
 * statement; `counts` has `n` places, of which the first JOIN_COUNT_MAX are
 * filled. Needs: nothing; callers ask for nodes where the reader holds
 * CAP_MEMBER_REVIEW. */
enum { JOIN_COUNT_MAX = 64 };
enum err join_count_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                            int64_t *counts);

/* One of them. Needs: CAP_MEMBER_REVIEW at its node; ERR_MISSING else. */
enum err join_by_id(struct ctx *c, int64_t id, struct application *out);

/* Accept: the institution becomes a member (made when it is new); `out` gets
 * the application with its organisation. The contact person becomes the
 * coordinator by people/admit.h, which calls this. ERR_CONFLICT: decided
 * already. Needs: CAP_MEMBER_REVIEW at its node. */
enum err join_accept(struct ctx *c, int64_t id, int64_t rev,
                     struct application *out);

/* Refuse with a reason (10..2000 characters, field "reason").
 * Needs: CAP_MEMBER_REVIEW at its node. */
enum err join_refuse(struct ctx *c, int64_t id, int64_t rev,
                     const char *reason);

#endif
