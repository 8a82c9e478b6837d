/* SPDX-License-Identifier: Apache-2.0 */
/* scan: the look at a request's head before the parser sees it.
 *
 * Two programs that read one head differently are how requests are smuggled;
 * so everything that could be read in two ways is refused here, and llhttp
 * (strict) reads only what is left. Rules: RFC 9112, and reliability.md 2.6.
 */
#ifndef QUIPU_HTTP_SCAN_H
#define QUIPU_HTTP_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the head says about the rest. */
struct scan {
    bool get; /* GET or HEAD */
    bool chunked;
    bool has_length;
    int64_t length; /* of the body; 0 when none is told */
    bool expects_100;
    bool http_1_0;
};

/* Where the head ends (behind the empty line), 0 = not yet. */
size_t scan_head_end(const char *p, size_t len);

/* Look at a whole head. 0, or the status to refuse it with: 400, 405, 414,
 * 417, 431, 501, 505. */
int scan_head(const char *p, size_t len, struct scan *out);

#endif
