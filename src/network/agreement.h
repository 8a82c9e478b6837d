/* SPDX-License-Identifier: Apache-2.0 */
/* agreement: what organisations have agreed: parties, clauses in parallel
 * texts, who must approve, and terms of time.
 *
 * waiting -> approved -> in_force -> ended; or refused, with a reason. Renewing
 * adds a term and never rewrites one. An agreement belongs to a node of the
 * tree: who acts there works on it. Membership agreements come from joining
 * (network/join.h); the others are drafted from a text of ours (network/terms.h)
 * with the parties filled in.
 */
#ifndef QUIPU_NETWORK_AGREEMENT_H
#define QUIPU_NETWORK_AGREEMENT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct application;
struct ctx;

enum {
    AGREEMENT_PAGE = 50,
    AGREEMENT_PARTIES_MAX = 12,
    AGREEMENT_APPROVALS_MAX = 3
};

/* The last day of a term without an end. */
#define AGREEMENT_OPEN "9999-12-31"

/* Days before the end at which somebody should look: half a year, to talk;
 * two months, to decide; two weeks, the last moment. */
enum agreement_due {
    AGREEMENT_FAR,
    AGREEMENT_IN_180_DAYS,
    AGREEMENT_IN_60_DAYS,
    AGREEMENT_IN_14_DAYS,
    AGREEMENT_EXPIRED
};

struct agreement {
    int64_t id;
    const char *number; /* permanent, its public address */
    const char *kind;   /* membership national_centre regional_office
                           cooperation */
    const char *title;
    int64_t node;
    const char *node_slug;
    const char *node_name;
    const char *status; /* waiting approved in_force refused ended */
    bool is_public;
    const char *signed_date; /* NULL = not yet, as the paper */
    const char *paper_hash;
    const char *paper_type;
    int64_t paper_bytes;
    const char *from_date;  /* first day of the first term */
    const char *until_date; /* last day of the last; AGREEMENT_OPEN */
    const char *end_reason; /* NULL = none */
    int64_t rev;
};

struct agreement_list {
    struct agreement *items;
    size_t count;
    bool more;
};

/* --- reading --- */

/* How near the end is, as of today. Only of those in force. */
enum agreement_due agreement_due(const struct ctx *c,
                                 const struct agreement *a);

/* Of a number, for whoever may know: a public one in force or ended, or at a
 * node where the reader holds CAP_AGREEMENT_READ. ERR_MISSING else. */
enum err agreement_by_number(struct ctx *c, const char *number,
                             struct agreement *out);

struct agreement_parts;

/* The same together with its parts. */
enum err agreement_with_parts(struct ctx *c, const char *number,
                              struct agreement *out,
                              struct agreement_parts *parts);

struct agreement_parts {
    struct agreement_party {
        const char *slug, *name;
    } parties[AGREEMENT_PARTIES_MAX];
    size_t party_count;
    struct agreement_term {
        const char *from_date, *to_date;
    } * terms; /* oldest first */
    size_t term_count;
    struct agreement_approval {
        int64_t node;
        const char *slug, *name;
        const char *state; /* waiting approved refused */
        int64_t at_ms;
        const char *reason;
    } approvals[AGREEMENT_APPROVALS_MAX];
    size_t approval_count;
};

enum err agreement_parts(struct ctx *c, int64_t id,
                         struct agreement_parts *out);

/* The clauses in one language, in order. */
struct agreement_clause {
    const char *title, *text;
};
struct agreement_clauses {
    struct agreement_clause *items;
    size_t count;
};
enum err agreement_clauses(struct ctx *c, int64_t id, const char *lang,
                           struct agreement_clauses *out);

/* What agreement_by_number, agreement_parts and agreement_clauses read, asked
 * with what is asked next, in one flight (db_foresee). */
void agreement_foresee(struct ctx *c, const char *number);
void agreement_foresee_parts(struct ctx *c, int64_t id);
void agreement_foresee_clauses(struct ctx *c, int64_t id, const char *lang);

/* Those at a node and below, the next to end first, after (until, id) of the
 * last one seen ("" and 0 = from the start). Ended and refused ones come only
 * with `past`. Needs: CAP_AGREEMENT_READ at the node. */
enum err agreement_list_below(struct ctx *c, int64_t org, bool past,
                              const char *after_until, int64_t after_id,
                              struct agreement_list *out);
/* Its first page will be read, without past ones (db_foresee). */
void agreement_foresee_below(struct ctx *c, int64_t org);

/* Those of an organisation, as a party: in force, the newest first. Public. */
enum err agreement_list_of(struct ctx *c, int64_t org,
                           struct agreement_list *out);

/* The public register: of a kind, in force today, by title, after (title, id)
 * of the last one seen. */
enum err agreement_register(struct ctx *c, const char *kind,
                            const char *after_title, int64_t after_id,
                            struct agreement_list *out);

/* --- writing --- */

struct agreement_draft {
    const char *kind;
    const char *title;
    int64_t node;
    const int64_t *parties; /* at least two; the first is the network's side */
    size_t party_count;
    const char *from_date;
    const char *to_date; /* "" = open */
    bool is_public;
    int64_t id; /* out, as number */
    const char *number;
};

/* Draft one: clauses from the text of its kind, and who must approve: of an
 * institution's the country and the region, of a country's the region and the
 * network, above it the network. ERR_INVALID at kind, title, parties,
 * from_date, to_date; ERR_CONFLICT at from_date: the same parties have one of
 * this kind at the same place for a time that meets this one.
 * Needs: CAP_AGREEMENT_EDIT at the node. */
enum err agreement_draft(struct ctx *c, struct agreement_draft *d);

/* The next approval in order: yes, or no with a reason (10..2000 characters,
 * field "reason"). ERR_CONFLICT: nothing waits, or somebody else was first.
 * Needs: CAP_AGREEMENT_APPROVE at the node whose turn it is. */
enum err agreement_approve(struct ctx *c, const char *number, int64_t rev);
enum err agreement_refuse(struct ctx *c, const char *number, int64_t rev,
                          const char *reason);

/* It was signed on a day; the sheet may be kept (a blob already). ERR_INVALID
 * at signed_date (no day, or not yet). ERR_CONFLICT: not approved yet, or
 * signed already. Needs: CAP_AGREEMENT_EDIT at its node. */
struct agreement_signature {
    const char *signed_date;
    const char *paper_hash; /* NULL = none */
    const char *paper_type;
    int64_t paper_bytes;
};
enum err agreement_sign(struct ctx *c, const char *number, int64_t rev,
                        const struct agreement_signature *sign);

/* The last day if it were renewed by the length of its last term. */
enum err agreement_next_end(struct ctx *c, const struct agreement *a,
                            const char **out);

/* One term more, from the day after the last one: until `to_date`, or with ""
 * as long as the last one. ERR_INVALID at to_date; ERR_CONFLICT: not in force,
 * without an end, notice was given, or somebody else was first. Needs: CAP_AGREEMENT_EDIT. */
enum err agreement_renew(struct ctx *c, const char *number, int64_t rev,
                         const char *to_date);

/* It ends with a day, past or to come (notice is given), for a reason; what it
 * gave before stays, and it cannot be renewed. ERR_INVALID at on_date (before
 * it began), reason; ERR_CONFLICT. Needs: CAP_AGREEMENT_EDIT. */
enum err agreement_end(struct ctx *c, const char *number, int64_t rev,
                       const char *on_date, const char *reason);

/* The agreement of a university that was just accepted: its clauses are those
 * it agreed to one by one, its term three years, as they say. Called by joining
 * and by the demonstration, which decide who may. */
enum err agreement_of_membership(struct ctx *c, int64_t org,
                                 const struct application *a);

/* Of a member, the one in force: read, ended with a day and a reason, kept after
 * all, renewed by one term as long as the last. For network/membership.h, which
 * decides who may. ERR_MISSING: none is in force; _end and _keep then do
 * nothing. ERR_CONFLICT: somebody else was first (rev). */
enum err agreement_of_member(struct ctx *c, int64_t org, struct agreement *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void agreement_foresee_of_member(struct ctx *c, int64_t org);
enum err agreement_of_member_end(struct ctx *c, int64_t org,
                                 const char *on_date, const char *reason);
enum err agreement_of_member_keep(struct ctx *c, int64_t org);
enum err agreement_of_member_renew(struct ctx *c, int64_t org, int64_t rev);

#endif
