/* SPDX-License-Identifier: Apache-2.0 */
/* identity: is the recipient of a badge the person with this e-mail address?
 * (Open Badges 3.0, IdentityObject and IdentityHash.)
 *
 * A badge names its recipient openly, or by a salted hash that only those can
 * check who know the name already. */
#ifndef VC_IDENTITY_H
#define VC_IDENTITY_H

#include "vc/crypto.h"
#include "vc/json.h"

enum vc_identity {
    VC_IDENTITY_NONE,    /* the badge has no identifier of that type */
    VC_IDENTITY_SAME,    /* it is the recipient */
    VC_IDENTITY_OTHER,   /* the recipient is somebody else */
    VC_IDENTITY_NOT_READ /* hashed in a way that is not read */
};

/* Compare `text` with the identifiers of type `type` ("emailAddress") of the
 * credential's subject; with all of them when `type` is absent. The text counts
 * as it is and, for addresses, in small letters. At most 64 identifiers are
 * looked at. Errors: VC_NO_MEMORY. */
enum vc_status vc_identity_check(struct vc_arena *arena,
                                 struct vc_crypto *crypto,
                                 const struct vc_json *credential,
                                 struct vc_view type, struct vc_view text,
                                 enum vc_identity *out);

/* An IdentityObject: hashed with a new salt of 128 random bits, or (`hashed`
 * false) open. Errors: VC_NO_MEMORY. */
enum vc_status vc_identity_make(struct vc_arena *arena,
                                struct vc_crypto *crypto, struct vc_view type,
                                struct vc_view text, bool hashed,
                                struct vc_json **out);

#endif
