/* SPDX-License-Identifier: Apache-2.0 */
/* accreditation: an institution's right to issue certificates itself, given by
 * its national centre or by headquarters for a time, and taken back by them.
 *
 * It counts from its first to its last day, unless it ended before, while the
 * institution is a member. It goes on when the centre that gave it ends. The
 * key it signs with hangs on it (credentials/issuer.h).
 */
#ifndef QUIPU_NETWORK_ACCREDITATION_H
#define QUIPU_NETWORK_ACCREDITATION_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

enum accreditation_state {
    ACCREDITATION_TO_COME,
    ACCREDITATION_IN_FORCE,
    ACCREDITATION_OVER, /* its last day has passed */
    ACCREDITATION_ENDED /* taken back before */
};

struct accreditation {
    int64_t id;
    int64_t org;
    const char *org_name;
    const char *org_slug;
    int64_t mandate;     /* of who gave it; 0 = headquarters without one */
    const char *by_name; /* title of that mandate; NULL = headquarters */
    const char *from_date;
    const char *to_date;
    const char *reason;
    int64_t ended_ms; /* 0 = not taken back */
    const char *ended_date;
    const char *ended_reason;
    enum accreditation_state state; /* today */
};

struct accreditations {
    struct accreditation *items;
    size_t count;
};

/* ERR_MISSING: none. */
enum err accreditation_by_id(struct ctx *c, int64_t id,
                             struct accreditation *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void accreditation_foresee(struct ctx *c, int64_t id);

/* The one in force today nearest above (or at) a node. ERR_MISSING: none. */
enum err accreditation_for(struct ctx *c, int64_t node,
                           struct accreditation *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void accreditation_foresee_for(struct ctx *c, int64_t node);

/* The first one of an institution itself that is in force or to come.
 * ERR_MISSING: none. */
enum err accreditation_next(struct ctx *c, int64_t org,
                            struct accreditation *out);

/* The last one of an institution at or above a node that has begun, whatever
 * became of it. ERR_MISSING: none. */
enum err accreditation_last(struct ctx *c, int64_t node,
                            struct accreditation *out);

/* All of the institutions at and below a node, the newest first, at most 100.
 * Needs: CAP_CREDENTIAL_READ at `org`. */
enum err accreditation_below(struct ctx *c, int64_t org,
                             struct accreditations *out);

/* Give one: of `spec` org, from_date, to_date and reason are read; id and
 * mandate filled in: the national centre's, when the giver acts for it, else
 * that of headquarters. ERR_INVALID at from_date (no day, or a past one),
 * to_date (no day, before the first, past, or more than five years on), reason;
 * ERR_CONFLICT: no institution that is a member, or it has one in this time.
 * Needs: CAP_ACCREDIT at the institution, unless nobody is signed in
 * (demonstration), who may also give past ones. */
enum err accreditation_give(struct ctx *c, struct accreditation *spec);

/* Take it back from now on. ERR_INVALID at why; ERR_CONFLICT: it is over.
 * Needs: as accreditation_give. */
enum err accreditation_end(struct ctx *c, int64_t id, const char *reason);

#endif
