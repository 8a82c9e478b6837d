/* SPDX-License-Identifier: Apache-2.0 */
/* A view is a pointer and a length: bytes that somebody else owns.
 * Views are never terminated by NUL and may contain NUL. A view whose data is
 * NULL means "absent"; an empty text has data that is not NULL. */
#ifndef VC_VIEW_H
#define VC_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct vc_view {
    const char *data;
    size_t size; /* bytes */
};

/* View of a string literal, usable in static initialisers. */
#define VC_VIEW_INIT(literal)                                                  \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }
#define VC_VIEW(literal) ((struct vc_view)VC_VIEW_INIT(literal))

static inline struct vc_view
vc_view_of(const char *text)
{
    return (struct vc_view){text, strlen(text)};
}

static inline bool
vc_view_equal(struct vc_view a, struct vc_view b)
{
    return a.size == b.size && (a.size == 0 || !memcmp(a.data, b.data, a.size));
}

static inline bool
vc_view_starts(struct vc_view text, struct vc_view prefix)
{
    return text.size >= prefix.size &&
           (prefix.size == 0 || !memcmp(text.data, prefix.data, prefix.size));
}

/* Order of bytes, which for UTF-8 is the order of code points. */
static inline int
vc_view_compare(struct vc_view a, struct vc_view b)
{
    size_t n = a.size < b.size ? a.size : b.size;
    int c = n == 0 ? 0 : memcmp(a.data, b.data, n);
    if (c != 0)
        return c;
    return (a.size > b.size) - (a.size < b.size);
}

#endif
