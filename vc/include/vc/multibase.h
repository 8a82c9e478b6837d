/* SPDX-License-Identifier: Apache-2.0 */
/* multibase: bytes as base58btc and base64url text, and the multicodec keys.
 *
 * Decoders are strict: one text for one value. No white space, no padding, no
 * unused bits, no characters outside the alphabet; a signature that can be
 * written in two ways could be told apart from itself.
 */
#ifndef VC_MULTIBASE_H
#define VC_MULTIBASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    VC_MULTIBASE_MAX_BYTES = 256, /* base58 is quadratic: keys, not documents */
    VC_MULTIBASE_MAX_BASE58 = 352 /* 256 * log(256) / log(58), rounded up */
};

/* Write `len` bytes (at most VC_MULTIBASE_MAX_BYTES) as base58btc, without
 * prefix and without NUL. Returns the number of characters, 0 when `len` is 0,
 * too long or `cap` is too small. */
size_t vc_multibase_base58_encode(const uint8_t *bytes, size_t len, char *out,
                                  size_t cap);

/* Read base58btc without prefix. False: a character outside the alphabet, or
 * more than `cap` bytes. The empty text is zero bytes. */
bool vc_multibase_base58_decode(const char *text, size_t len, uint8_t *out,
                                size_t cap, size_t *out_len);

/* Number of characters of `len` bytes as base64url without padding. */
size_t vc_multibase_base64url_size(size_t len);

/* Write base64url without padding and without NUL; `out` holds
 * vc_multibase_base64url_size(len). Returns that number. */
size_t vc_multibase_base64url_encode(const uint8_t *bytes, size_t len,
                                     char *out);

/* Read base64url without padding. False: other characters, padding, a length
 * that cannot be, bits left over that are not zero, more than `cap` bytes. */
bool vc_multibase_base64url_decode(const char *text, size_t len, uint8_t *out,
                                   size_t cap, size_t *out_len);

/* Write `bytes` as multibase base58btc: `z` and the digits. Returns the number
 * of characters, 0 when it does not fit. */
size_t vc_multibase_encode(const uint8_t *bytes, size_t len, char *out,
                           size_t cap);

/* Read multibase: `z` (base58btc) or `u` (base64url). False: another prefix or
 * a bad value. */
bool vc_multibase_decode(const char *text, size_t len, uint8_t *out, size_t cap,
                         size_t *out_len);

#endif
