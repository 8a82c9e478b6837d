/* SPDX-License-Identifier: Apache-2.0 */
/* token: the anti-forgery token of a session, masked anew in every answer. */

#include "http/token.h"

#include "base/encode.h"
#include "base/hash.h"
#include "base/random.h"
#include "people/session.h"

#include <stddef.h>

enum { SIZE = SESSION_CSRF_SIZE };

const char *
token_mask(struct arena *a, const struct session *s)
{
    unsigned char both[SIZE * 2];

    random_bytes(both, SIZE);
    for (int i = 0; i < SIZE; i++) {
        both[SIZE + i] = (unsigned char)(both[i] ^ s->csrf[i]);
    }
    return encode_base64url(a, both, sizeof both);
}

bool
token_fits(struct arena *a, const struct session *s, const char *token)
{
    unsigned char secret[SIZE];
    void *bytes;
    size_t len;
    const unsigned char *both;

    if (!token || !encode_unbase64url(a, token, &bytes, &len) ||
        len != (size_t)SIZE * 2) {
        return false;
    }
    both = bytes;
    for (int i = 0; i < SIZE; i++) {
        secret[i] = (unsigned char)(both[i] ^ both[SIZE + i]);
    }
    return hash_same(secret, s->csrf, SIZE);
}
