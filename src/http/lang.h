/* SPDX-License-Identifier: Apache-2.0 */
/* lang: in which language a request is answered. */
#ifndef QUIPU_HTTP_LANG_H
#define QUIPU_HTTP_LANG_H

#include <stddef.h>

struct lang;

/* A language prefix of a path: "/es/join" gives es and moves `*path` to
 * "/join". NULL: no prefix. */
const struct lang *lang_prefix(const char **path);

/* The best language of an Accept-Language header (RFC 9110, 12.5.4) that
 * ships; NULL when none does. Looks at 20 entries at most. */
const struct lang *lang_accepted(const char *header);

#endif
