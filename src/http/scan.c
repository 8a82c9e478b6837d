/* SPDX-License-Identifier: Apache-2.0 */
/* scan: the look at a request's head before the parser sees it. */

#include "http/scan.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

enum { LENGTH_DIGITS = 15 };

/* A line of the head without its CRLF. */
struct line {
    const char *p;
    size_t len;
};

size_t
scan_head_end(const char *p, size_t len)
{
    const char *at = p;

    /* A head has no lone line feed, so CRLF CRLF is its only end; a lone one
     * is found by scan_head when enough has come. */
    while ((at = memchr(at, '\n', len - (size_t)(at - p)))) {
        size_t n = (size_t)(at - p);

        if (n >= 3 && at[-1] == '\r' && at[-2] == '\n' && at[-3] == '\r') {
            return n + 1;
        }
        at++;
        if ((size_t)(at - p) >= len) {
            break;
        }
    }
    return 0;
}

static bool
is_token(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool
is(struct line l, const char *word)
{
    return l.len == strlen(word) && memcmp(l.p, word, l.len) == 0;
}

/* Does a whole address stand there ("http://host/path"), with a host and
 * without a user (RFC 9112, 3.2.2; RFC 9110, 4.2.4)? Whose host it is, the gate
 * looks at. */
static bool
is_absolute(struct line t)
{
    size_t scheme = 0, n = 0;

    if (t.len > 7 && strncasecmp(t.p, "http://", 7) == 0) {
        scheme = 7;
    } else if (t.len > 8 && strncasecmp(t.p, "https://", 8) == 0) {
        scheme = 8;
    } else {
        return false;
    }
    while (scheme + n < t.len && t.p[scheme + n] != '/' &&
           t.p[scheme + n] != '?') {
        n++;
    }
    return n > 0 && !memchr(t.p + scheme, '@', n);
}

static int
scan_target(struct line t)
{
    if (t.len > LIMIT_URL_BYTES) {
        return 414;
    }
    if (t.len == 0 || (t.p[0] != '/' && !is_absolute(t))) {
        return 400; /* authority and asterisk forms are no use here */
    }
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.p[i];

        if (c <= 0x20 || c >= 0x7f || strchr("#\\\"<>^`{|}", c)) {
            return 400;
        }
    }
    return 0;
}

static int
scan_request_line(struct line l, struct scan *out)
{
    static const char *const known[] = {"PUT",     "DELETE", "PATCH",
                                        "OPTIONS", "TRACE",  "CONNECT"};
    const char *first = memchr(l.p, ' ', l.len);
    const char *last = l.p + l.len;
    struct line method, target, version;
    int status;

    if (!first) {
        return 400;
    }
    while (last > first && last[-1] != ' ') {
        last--;
    }
    if (last == first + 1) {
        return 400; /* two parts: the form of HTTP/0.9 */
    }
    method = (struct line){l.p, (size_t)(first - l.p)};
    target = (struct line){first + 1, (size_t)(last - 1 - first - 1)};
    version = (struct line){last, (size_t)(l.p + l.len - last)};
    for (size_t i = 0; i < method.len; i++) {
        if (!is_token((unsigned char)method.p[i])) {
            return 400;
        }
    }
    if (is(version, "HTTP/1.0")) {
        out->http_1_0 = true;
    } else if (!is(version, "HTTP/1.1")) {
        return version.len == 8 && memcmp(version.p, "HTTP/", 5) == 0 &&
                       version.p[5] >= '0' && version.p[5] <= '9' &&
                       version.p[6] == '.' && version.p[7] >= '0' &&
                       version.p[7] <= '9'
                   ? 505
                   : 400;
    }
    status = scan_target(target);
    if (status) {
        return status;
    }
    out->get = is(method, "GET") || is(method, "HEAD");
    if (out->get || is(method, "POST")) {
        return 0;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (is(method, known[i])) {
            return 405;
        }
    }
    return 501;
}

/* What has been seen of the headers that frame a request. */
struct seen {
    int host, length, encoding;
};

static int
scan_length(struct line v, struct scan *out)
{
    if (v.len == 0 || v.len > LENGTH_DIGITS) {
        return 400;
    }
    for (size_t i = 0; i < v.len; i++) {
        if (v.p[i] < '0' || v.p[i] > '9') {
            return 400; /* also "+5", "5,5", "0x5" */
        }
        out->length = out->length * 10 + (v.p[i] - '0');
    }
    out->has_length = true;
    return 0;
}

static int
scan_host(struct line v)
{
    if (v.len == 0 || v.len > 255) {
        return 400;
    }
    for (size_t i = 0; i < v.len; i++) {
        unsigned char c = (unsigned char)v.p[i];

        if (!is_token(c) && c != ':' && c != '[' && c != ']') {
            return 400;
        }
    }
    return 0;
}

static bool
named(struct line name, const char *word)
{
    return name.len == strlen(word) && strncasecmp(name.p, word, name.len) == 0;
}

static int
scan_header(struct line name, struct line v, struct seen *seen,
            struct scan *out)
{
    if (named(name, "host")) {
        return ++seen->host > 1 ? 400 : scan_host(v);
    }
    if (named(name, "content-length")) {
        return ++seen->length > 1 ? 400 : scan_length(v, out);
    }
    if (named(name, "transfer-encoding")) {
        out->chunked = v.len == 7 && strncasecmp(v.p, "chunked", 7) == 0;
        return ++seen->encoding > 1 ? 400 : out->chunked ? 0 : 501;
    }
    if (named(name, "expect")) {
        out->expects_100 = named(v, "100-continue");
        return out->expects_100 ? 0 : 417;
    }
    return 0;
}

/* name: value, no space before the colon, no folding, no controls. */
static int
scan_header_line(struct line l, struct seen *seen, struct scan *out)
{
    size_t n = 0, end = l.len;
    struct line v;

    while (n < l.len && is_token((unsigned char)l.p[n])) {
        n++;
    }
    if (n == 0 || n == l.len || l.p[n] != ':') {
        return 400;
    }
    for (size_t i = n; i < l.len; i++) {
        unsigned char c = (unsigned char)l.p[i];

        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return 400;
        }
    }
    if (!text_utf8_valid(l.p, l.len)) {
        return 400;
    }
    v.p = l.p + n + 1;
    while (end > n + 1 && (l.p[end - 1] == ' ' || l.p[end - 1] == '\t')) {
        end--;
    }
    if (end < l.len && named((struct line){l.p, n}, "transfer-encoding")) {
        return 400; /* "chunked<TAB>" is chunked to one reader, not to another */
    }
    v.len = end - n - 1;
    while (v.len && (*v.p == ' ' || *v.p == '\t')) {
        v.p++;
        v.len--;
    }
    return scan_header((struct line){l.p, n}, v, seen, out);
}

/* The next line of the head; false when it is not ended by CRLF alone. */
static bool
next_line(const char **p, const char *end, struct line *out)
{
    const char *lf = memchr(*p, '\n', (size_t)(end - *p));

    if (!lf || lf == *p || lf[-1] != '\r') {
        return false;
    }
    out->p = *p;
    out->len = (size_t)(lf - *p) - 1;
    *p = lf + 1;
    return !memchr(out->p, '\r', out->len);
}

/* What the headers say together. */
static int
scan_framing(const struct seen *seen, const struct scan *out)
{
    if (!out->http_1_0 && seen->host == 0) {
        return 400;
    }
    if (seen->length && seen->encoding) {
        return 400; /* the classic of smuggling */
    }
    if (out->http_1_0 && seen->encoding) {
        return 400;
    }
    if (out->get && (out->chunked || out->length > 0)) {
        return 400; /* a GET with a body means different things to others */
    }
    return 0;
}

int
scan_head(const char *p, size_t len, struct scan *out)
{
    const char *end = p + len;
    struct seen seen = {0};
    struct line l;
    int status, count = 0;

    *out = (struct scan){0};
    if (len > LIMIT_HEADER_BYTES) {
        return 431;
    }
    if (!next_line(&p, end, &l)) {
        return 400;
    }
    status = scan_request_line(l, out);
    while (status == 0) {
        if (!next_line(&p, end, &l)) {
            return 400;
        }
        if (l.len == 0) {
            return p == end ? scan_framing(&seen, out) : 400;
        }
        if (++count > LIMIT_HEADER_COUNT) {
            return 431;
        }
        status = scan_header_line(l, &seen, out);
    }
    return status;
}
