/* SPDX-License-Identifier: Apache-2.0 */
/* form: what comes in as names and values: queries, bodies of forms, cookies.
 *
 * Every name and value is checked once, here: well-formed UTF-8 without NUL,
 * bounded in number and length.
 */
#ifndef QUIPU_HTTP_FORM_H
#define QUIPU_HTTP_FORM_H

#include "base/err.h"
#include "http/req.h"

#include <stddef.h>

struct arena;

/* "a=1&b=2" of a query or a body. ERR_INVALID: not UTF-8, a NUL, a broken
 * escape; ERR_LIMIT: more than LIMIT_FORM_FIELDS or a value too long. */
enum err form_parse(struct arena *a, const char *p, size_t len,
                    struct pairs *out);

/* The value of a Cookie header. What is no cookie is left out. */
void form_parse_cookies(struct arena *a, const char *value, struct pairs *out);

/* A multipart/form-data body (RFC 7578); `type` is the Content-Type header.
 * Files go to `uploads` as views into the body. Errors as form_parse. */
enum err form_parse_multipart(struct arena *a, const char *type, const char *p,
                              size_t len, struct pairs *out,
                              struct uploads *uploads);

/* The first value of a name; NULL = none. */
const char *form_find(const struct pairs *pairs, const char *name);

#endif
