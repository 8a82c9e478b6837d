/* SPDX-License-Identifier: Apache-2.0 */
/* encode: bytes as text and back: hex, base64url, base32, percent. */
#ifndef QUIPU_BASE_ENCODE_H
#define QUIPU_BASE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* Lower-case hex. Decoding refuses anything else and odd lengths. */
const char *encode_hex(struct arena *a, const void *p, size_t len);
bool encode_unhex(struct arena *a, const char *s, void **out, size_t *len);

/* base64url without padding (RFC 4648, section 5). Decoding is strict: no
 * padding, no foreign signs, unused bits zero. */
const char *encode_base64url(struct arena *a, const void *p, size_t len);
bool encode_unbase64url(struct arena *a, const char *s, void **out,
                        size_t *len);

/* Crockford's base32 in lower case, without check sign: 128 bits are 26
 * signs. Reading takes capitals, o for 0, i and l for 1, and drops spaces and
 * hyphens, since people copy these from paper. */
const char *encode_base32(struct arena *a, const void *p, size_t len);

/* `s` in the form encode_base32 writes, or NULL when it is not `chars` signs
 * long after cleaning. */
const char *encode_base32_clean(struct arena *a, const char *s, size_t chars);

/* Percent-encode all but unreserved signs (RFC 3986, 2.3). */
void encode_percent(struct buf *b, const char *s);

/* Decode %XX, and '+' as space when `form`; false on a bad escape. */
bool encode_unpercent(struct arena *a, const char *s, size_t len, bool form,
                      char **out, size_t *out_len);

#endif
