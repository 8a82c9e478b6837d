/* SPDX-License-Identifier: Apache-2.0 */
/* badge: is a document a credential, and one of Open Badges 3.0 or CLR 2.0, in
 * form?
 *
 * Rules of the VC Data Model 2.0 (and 1.1, for reading) and, where the type
 * says so, of the other two. Nothing of signatures or of the time of day.
 */
#ifndef VC_BADGE_H
#define VC_BADGE_H

#include "vc/json.h"
#include "vc/status.h"

enum vc_badge_kind {
    VC_BADGE_OTHER = 1, /* a credential that is no badge */
    VC_BADGE_ACHIEVEMENT,
    VC_BADGE_ENDORSEMENT,
    VC_BADGE_RECORD /* CLR 2.0: credentials of one learner */
};

/* `strict` is for issuing: also arrays where the strict schema wants them, an
 * issuer object with a name, VC 2.0 only. */
struct vc_badge_rules {
    bool strict;
    /* Context addresses allowed besides those of VC, Open Badges, status lists
     * and Data Integrity. An inline context is never allowed: one that changes
     * nothing would keep the signature good. */
    const struct vc_view *contexts;
    size_t context_count;
    /* Any context will do, inline ones too: the form alone, for documents that
     * no proof over RDF stands for. A member may then have any name, and what
     * was read of it proves nothing. */
    bool any_context;
};

/* What the check has read on its way. Views into the document; absent ones
 * have NULL data. */
struct vc_badge {
    enum vc_badge_kind kind;
    struct vc_view id;
    struct vc_view issuer;
    struct vc_view issuer_name;
    struct vc_view name;
    struct vc_view achievement_name;
    struct vc_view valid_from;
    struct vc_view valid_until;
    bool has_from;
    bool has_until;
    int64_t from_ms;
    int64_t until_ms;
    const struct vc_json *status; /* credentialStatus, or NULL */
};

/* Check `document`. `out` is filled as far as the check came. Errors, with path
 * and sentence: VC_FORM_MEMBER, VC_FORM_CONTEXT, VC_FORM_DATE, VC_FORM_BLANK.
 * `rules` may be NULL. */
enum vc_status vc_badge_check(const struct vc_json *document,
                              const struct vc_badge_rules *rules,
                              struct vc_badge *out, struct vc_error *error);

#endif
