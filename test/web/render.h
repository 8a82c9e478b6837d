/* SPDX-License-Identifier: Apache-2.0 */
/* render: a page into a buffer, and what must or must not stand in it. */
#ifndef QUIPU_TEST_WEB_RENDER_H
#define QUIPU_TEST_WEB_RENDER_H

#include "base/buf.h"
#include "base/tr.h"
#include "test/unit.h"

#include <stdio.h>

enum { RENDER_MAX = 1 << 20 };

static inline struct buf
render_buf(void)
{
    struct buf b;

    buf_init(&b, RENDER_MAX);
    return b;
}

static inline void
assert_shows_(struct buf *b, const char *text, bool shown, const char *file,
              int line)
{
    if ((strstr(buf_text(b), text) != NULL) != shown) {
        fprintf(stderr, "%s \"%s\" in:\n%s\n",
                shown ? "expected" : "did not expect", text, buf_text(b));
        _fail(file, line);
    }
}

#define assert_shows(b, text) assert_shows_(b, text, true, __FILE__, __LINE__)
#define assert_hides(b, text) assert_shows_(b, text, false, __FILE__, __LINE__)

#endif
