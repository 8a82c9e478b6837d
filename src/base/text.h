/* SPDX-License-Identifier: Apache-2.0 */
/* text: UTF-8 as it comes in at the door, and small helpers on it. */
#ifndef QUIPU_BASE_TEXT_H
#define QUIPU_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) without
 * NUL? */
bool text_utf8_valid(const char *s, size_t len);

/* Code points in valid UTF-8. */
size_t text_chars(const char *s);

/* One code point from valid UTF-8; moves `*s` on. 0 at the end. */
uint32_t text_next(const char **s);

/* Write a code point as UTF-8, without a NUL behind it; gives its bytes, 1 to
 * 4. */
size_t text_put(char *out, uint32_t c);

/* Without white space (incl. U+00A0, U+200B..) at both ends, inner control
 * characters but line feed and tab taken out, CRLF made LF. Never NULL. */
const char *text_clean(struct arena *a, const char *s);

/* The first `max_chars` code points. */
const char *text_cut(struct arena *a, const char *s, size_t max_chars);

/* For searching and comparing: lower case, accents of Latin letters off,
 * runs of other signs become one space. "Universidad de São Paulo" gives
 * "universidad de sao paulo"; other scripts keep their letters. */
const char *text_fold(struct arena *a, const char *s);

/* An address part from a name: fold, hyphens, 2..40 of a-z 0-9 -. Empty when
 * nothing is left. */
const char *text_slug(struct arena *a, const char *s);

/* Is it a slug already? */
bool text_is_slug(const char *s);

bool text_equal(const char *a, const char *b); /* NULL equals NULL only */
bool text_starts(const char *s, const char *prefix);
bool text_ends(const char *s, const char *suffix);

/* The address of a web site as people write it, with or without a scheme? */
bool text_is_website(const char *s);

/* `s`, or "" for NULL. */
static inline const char *
text_or_empty(const char *s)
{
    return s ? s : "";
}

/* Has it the form of an e-mail address? */
bool text_is_email(const char *s);

/* A decimal number without sign tricks; false when out of range or not one. */
bool text_i64(const char *s, int64_t *out);

#endif
