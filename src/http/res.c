/* SPDX-License-Identifier: Apache-2.0 */
/* res: an answer as bytes on the wire. */

#include "http/res.h"

#include "base/tr.h"
#include "http/exchange.h"

#include <brotli/encode.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

/* Below one packet compression saves nothing; levels keep it under the cost
 * of the page (traps A12). */
enum { COMPRESS_FROM = 1400, GZIP_LEVEL = 3, BROTLI_LEVEL = 4 };

static const char *
reason(int status)
{
    static const struct {
        int status;
        const char *text;
    } table[] = {
        {200, "OK"},
        {303, "See Other"},
        {304, "Not Modified"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].status == status) {
            return table[i].text;
        }
    }
    return "Other";
}

static void
put_header(struct buf *out, const char *name, const char *value)
{
    buf_puts(out, name);
    buf_put(out, ": ", 2);
    /* A line feed in a value would begin a header of somebody else's. */
    while (*value) {
        size_t n = 0;

        while ((unsigned char)value[n] >= 0x20 && value[n] != 0x7f) {
            n++;
        }
        buf_put(out, value, n);
        value += n + (value[n] != '\0');
    }
    buf_put(out, "\r\n", 2);
}

static void
put_status(struct buf *out, int status, const char *date)
{
    buf_puts(out, "HTTP/1.1 ");
    buf_int(out, status);
    buf_putc(out, ' ');
    buf_puts(out, reason(status));
    buf_puts(out, "\r\nDate: ");
    buf_puts(out, date);
    buf_put(out, "\r\n", 2);
}

/* --- compression of pages on the fly --- */

/* Is the coding in the list, and not with a weight of 0? */
static bool
accepts(const struct req *r, const char *coding)
{
    const char *s = req_header(r, "accept-encoding");
    size_t n = strlen(coding);

    while (s && *s) {
        size_t len;
        const char *q;

        s += strspn(s, ", ");
        len = strcspn(s, ",");
        if (strcspn(s, ",; ") == n && strncasecmp(s, coding, n) == 0) {
            q = memchr(s, '=', len);
            return !q || strspn(q + 1, "0.") < strcspn(q + 1, ", ");
        }
        s += len;
    }
    return false;
}

static bool
is_text(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL;
}

static bool
to_brotli(const struct buf *in, struct buf *out)
{
    size_t len = BrotliEncoderMaxCompressedSize(in->len);
    char *room = buf_room(out, len);

    if (!room || !BrotliEncoderCompress(BROTLI_LEVEL, 18, BROTLI_MODE_TEXT,
                                        in->len, (const uint8_t *)in->data,
                                        &len, (uint8_t *)room)) {
        return false;
    }
    buf_add(out, len);
    return true;
}

static bool
to_gzip(const struct buf *in, struct buf *out)
{
    z_stream z = {0};
    size_t cap;
    char *room;
    int end;

    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return false;
    }
    cap = deflateBound(&z, in->len);
    room = buf_room(out, cap);
    z.next_in = (unsigned char *)in->data;
    z.avail_in = (unsigned)in->len;
    z.next_out = (unsigned char *)room;
    z.avail_out = (unsigned)cap;
    end = room ? deflate(&z, Z_FINISH) : Z_BUF_ERROR;
    if (end == Z_STREAM_END) {
        buf_add(out, z.total_out);
    }
    deflateEnd(&z);
    return end == Z_STREAM_END;
}

/* The name of the coding, NULL = as it is. `out` gets the bytes. */
static const char *
compress_page(const struct req *r, const char *type, struct buf *out)
{
    if (r->body.len < COMPRESS_FROM || !is_text(type)) {
        return NULL;
    }
    for (size_t i = 0; i < r->out.count; i++) {
        if (strcmp(r->out.items[i].name, "Content-Encoding") == 0) {
            return NULL; /* compressed at build time */
        }
    }
    if (accepts(r, "br") && to_brotli(&r->body, out)) {
        return "br";
    }
    buf_clear(out);
    return accepts(r, "gzip") && to_gzip(&r->body, out) ? "gzip" : NULL;
}

/* --- headers --- */

static void
put_safety(struct buf *out, const struct exchange *x)
{
    static const char fixed[] =
        "Content-Security-Policy: default-src 'none'; style-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Referrer-Policy: same-origin\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n";

    buf_put(out, fixed, sizeof fixed - 1);
    put_header(out, "X-Request-Id", x->id);
    if (x->server->secure) {
        buf_puts(out, "Strict-Transport-Security: max-age=31536000\r\n");
    }
}

static bool
has_header(const struct req *r, const char *name)
{
    for (size_t i = 0; i < r->out.count; i++) {
        if (strcmp(r->out.items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Tells one page from another; eight bytes at a time, since a page has many.
 * Nobody gains by finding two alike: both are his own. */
static uint64_t
hash(const struct buf *b)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ b->len, word;
    size_t i = 0;

    for (; i + 8 <= b->len; i += 8) {
        memcpy(&word, b->data + i, 8);
        h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    for (; i < b->len; i++) {
        h = (h ^ (unsigned char)b->data[i]) * UINT64_C(0x100000001b3);
    }
    return h ^ h >> 29;
}

/* Public pages get a weak tag: "the same page", however it is coded. */
static void
tag_page(struct exchange *x, char etag[32])
{
    struct req *r = &x->req;
    const char *known = req_header(r, "if-none-match");

    etag[0] = '\0';
    if (r->status != 200 || r->method != METHOD_GET || r->no_store ||
        has_header(r, "Set-Cookie")) {
        return;
    }
    snprintf(etag, 32, "W/\"%016llx\"", (unsigned long long)hash(&r->body));
    if (known && strstr(known, etag + 2)) {
        r->status = 304;
        buf_clear(&r->body);
    }
}

static void
put_caching(struct buf *out, const struct req *r, const char *etag)
{
    if (*etag) {
        put_header(out, "ETag", etag);
    }
    if (has_header(r, "Cache-Control")) {
        return;
    }
    buf_puts(out, r->no_store ? "Cache-Control: no-store\r\n"
                              : "Cache-Control: no-cache\r\n");
    buf_puts(out, "Vary: Accept-Language, Cookie, Accept-Encoding\r\n");
}

static void
put_body_headers(struct buf *out, const struct exchange *x, size_t len,
                 const char *type, const char *coding)
{
    const struct req *r = &x->req;

    if (r->status == 304) {
        return;
    }
    if (len || r->status != 303) {
        put_header(out, "Content-Type", type);
    }
    if (strncmp(type, "text/html", 9) == 0 && x->ctx.lang) {
        put_header(out, "Content-Language", x->ctx.lang->tag);
    }
    if (coding) {
        put_header(out, "Content-Encoding", coding);
    }
    buf_puts(out, "Content-Length: ");
    buf_int(out, (int64_t)len);
    buf_put(out, "\r\n", 2);
}

void
res_write(struct exchange *x, bool keep_alive, const char *date,
          struct buf *out)
{
    struct req *r = &x->req;
    const char *type = r->type ? r->type : "text/html; charset=utf-8";
    char etag[32];
    struct buf packed;
    const struct buf *body = &r->body;
    const char *coding;

    buf_init(&packed, r->body.max * 2);
    tag_page(x, etag);
    coding = compress_page(r, type, &packed);
    if (coding) {
        body = &packed;
    }
    put_status(out, r->status, date);
    put_body_headers(out, x, r->file.is ? (size_t)r->file.bytes : body->len,
                     type, coding);
    put_caching(out, r, etag);
    put_safety(out, x);
    for (size_t i = 0; i < r->out.count; i++) {
        put_header(out, r->out.items[i].name, r->out.items[i].value);
    }
    buf_puts(out, keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
    if (!x->head) {
        buf_put(out, buf_text(body), body->len);
    }
    buf_free(&packed);
}

void
res_write_refusal(int status, const char *id, const char *date, struct buf *out)
{
    char body[256];
    int n = snprintf(body, sizeof body,
                     "<!doctype html><html lang=\"en\"><title>%d</title>"
                     "<h1>%d %s</h1><p>The request could not be read.",
                     status, status, reason(status));

    put_status(out, status, date);
    put_header(out, "X-Request-Id", id);
    if (status == 405) {
        put_header(out, "Allow", "GET, HEAD, POST");
    }
    buf_printf(out,
               "Content-Type: text/html; charset=utf-8\r\n"
               "Content-Length: %d\r\n"
               "Content-Security-Policy: default-src 'none'\r\n"
               "X-Content-Type-Options: nosniff\r\n"
               "Connection: close\r\n\r\n",
               n);
    buf_put(out, body, (size_t)n);
}
