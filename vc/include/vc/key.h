/* SPDX-License-Identifier: Apache-2.0 */
/* key: public keys as Multikey texts, and the finding of a key in a controller
 * document. */
#ifndef VC_KEY_H
#define VC_KEY_H

#include "vc/json.h"
#include "vc/status.h"
#include "vc/view.h"

#include <stdint.h>

enum vc_key_type { VC_KEY_ED25519 = 1, VC_KEY_P256, VC_KEY_P384 };

enum {
    VC_KEY_MAX_BYTES = 49, /* P-384, compressed */
    VC_KEY_MAX_TEXT = 80   /* z and the base58 of it */
};

struct vc_key {
    enum vc_key_type type;
    uint32_t size; /* 32, 33 or 49 */
    uint8_t bytes[VC_KEY_MAX_BYTES];
};

/* Read a Multikey (`z6Mk…`): base58btc, a known multicodec, the exact length.
 * False for anything else. That a P-256 or P-384 point lies on its curve is
 * seen when it is used. */
bool vc_key_read(struct vc_view text, struct vc_key *out);

/* Write a Multikey; returns the number of characters. */
size_t vc_key_write(const struct vc_key *key, char out[VC_KEY_MAX_TEXT]);

/* A verification method as a controller document lists it. */
struct vc_key_method {
    struct vc_key key;
    bool has_revoked;
    bool has_expires;
    int64_t revoked_ms;
    int64_t expires_ms;
};

/* Find the method `id` in a controller document, as a key for `purpose`
 * ("assertionMethod"). The document must be that of `controller`, and so must
 * the method. Errors, with a sentence in `error`: VC_KEY_DOCUMENT (not the
 * document of `controller`, or not of the needed form), VC_KEY_UNLISTED,
 * VC_KEY_PURPOSE (listed, but not for this), VC_KEY_CONTROLLER (belongs to
 * somebody else), VC_KEY_FORM (no key that is understood). */
enum vc_status vc_key_find(const struct vc_json *document,
                           struct vc_view controller, struct vc_view id,
                           struct vc_view purpose, struct vc_key_method *out,
                           struct vc_error *error);

#endif
