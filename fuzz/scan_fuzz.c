/* SPDX-License-Identifier: Apache-2.0 */
/* Heads of requests: what scan_head takes, llhttp must take and frame in the
 * same way; where a head ends must not depend on how it was cut. */
#include "fuzz.h"

#include "http/scan.h"

#include <llhttp.h>
#include <stdlib.h>

/* We offer no other protocol (conn_head.c does the same). */
static int
on_head(llhttp_t *p)
{
    p->upgrade = 0;
    return HPE_PAUSED;
}

static void
check_parser(const char *p, size_t len, const struct scan *s)
{
    static const llhttp_settings_t settings = {.on_headers_complete = on_head};
    llhttp_t parser;
    llhttp_errno_t e;

    llhttp_init(&parser, HTTP_REQUEST, &settings);
    e = llhttp_execute(&parser, p, len);
    if (e != HPE_PAUSED) {
        return; /* refused by the second reader: refused */
    }
    if (!(parser.flags & F_CHUNKED) != !s->chunked ||
        (s->has_length && (uint64_t)s->length != parser.content_length) ||
        (parser.method != HTTP_POST) != s->get ||
        (parser.http_minor == 0) != s->http_1_0) {
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *p = (const char *)data;
    size_t end = scan_head_end(p, size);
    struct scan s;

    if (end > size || (end && scan_head_end(p, end) != end) ||
        (end && scan_head_end(p, end - 1) != 0)) {
        abort();
    }
    if (end && scan_head(p, end, &s) == 0) {
        check_parser(p, end, &s);
    }
    (void)scan_head(p, size, &s);
    return 0;
}
