/* SPDX-License-Identifier: Apache-2.0 */
/* conn_head: the head of a request, checked by scan, read by llhttp: what is
 * asked for, by whom, of which host, and how long its body may take. */

#include "http/conn_parts.h"

#include "base/arena.h"
#include "base/clock.h"
#include "http/dispatch.h"
#include "http/req.h"

#include <string.h>
#include <strings.h>

/* --- reading: llhttp's callbacks --- */

static int
on_url(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->url.p = at;
    c->url.len = len;
    return 0;
}

static int
on_field(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->name.p = at;
    c->name.len = len;
    c->value.len = 0;
    /* Trailers were not looked at by scan_head, and nobody sends any. */
    return c->phase == HEAD ? 0 : -1;
}

static int
on_value(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->value.p = at;
    c->value.len = len;
    return 0;
}

static int
on_value_complete(llhttp_t *p)
{
    struct conn *c = p->data;
    struct pairs *h = &c->x->req.headers;
    char *name;

    if (h->count == CONN_HEADERS_MAX) {
        return -1;
    }
    while (c->value.len && (c->value.p[c->value.len - 1] == ' ' ||
                            c->value.p[c->value.len - 1] == '\t')) {
        c->value.len--;
    }
    name = arena_textn(c->x->arena, c->name.p, c->name.len);
    for (char *s = name; *s; s++) {
        if (*s >= 'A' && *s <= 'Z') {
            *s = (char)(*s + 32);
        }
    }
    h->items[h->count++] = (struct pair){
        .name = name,
        .value = arena_textn(c->x->arena, c->value.p, c->value.len),
    };
    return 0;
}

/* We speak nothing but HTTP/1: an offer to change is passed over (RFC 9110,
 * 7.8). */
static int
on_head(llhttp_t *p)
{
    p->upgrade = 0;
    return 0;
}

static int
on_body(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->window_bytes += (int64_t)len;
    c->refusal = body_put(&c->body, at, len);
    return c->refusal ? -1 : 0;
}

static int
on_complete(llhttp_t *p)
{
    struct conn *c = p->data;

    c->complete = true;
    return HPE_PAUSED; /* the next request waits its turn */
}

static const llhttp_settings_t settings = {
    .on_url = on_url,
    .on_header_field = on_field,
    .on_header_value = on_value,
    .on_header_value_complete = on_value_complete,
    .on_headers_complete = on_head,
    .on_body = on_body,
    .on_message_complete = on_complete,
};

/* --- reading: the head --- */

/* The proxy adds its line behind what a stranger may have sent. */
static const char *
last_header(const struct req *r, const char *name)
{
    for (size_t i = r->headers.count; i > 0; i--) {
        if (strcmp(r->headers.items[i - 1].name, name) == 0) {
            return r->headers.items[i - 1].value;
        }
    }
    return NULL;
}

/* The last hop of X-Forwarded-For; NULL when it is no address. */
static const char *
last_hop(const struct req *r)
{
    const char *all = last_header(r, "x-forwarded-for");
    const char *comma = all ? strrchr(all, ',') : NULL;
    const char *hop = comma ? comma + 1 : all;
    size_t len;

    if (!hop) {
        return NULL;
    }
    hop += strspn(hop, " ");
    len = strlen(hop);
    return len && len < ADDRESS_SIZE &&
                   strspn(hop, "0123456789abcdefABCDEF.:") == len
               ? hop
               : NULL;
}

/* The host the request names, in the place of the header. */
static void
set_host(struct req *r, const char *host)
{
    struct pairs *h = &r->headers;

    for (size_t i = 0; i < h->count; i++) {
        if (strcmp(h->items[i].name, "host") == 0) {
            h->items[i].value = host;
            return;
        }
    }
    if (h->count < CONN_HEADERS_MAX) {
        h->items[h->count++] = (struct pair){"host", host};
    }
}

/* Path and query. Of a whole address its host counts, not the Host header
 * (RFC 9112, 3.2.2). */
static void
take_target(struct conn *c)
{
    struct exchange *x = c->x;
    const char *url = arena_textn(x->arena, c->url.p, c->url.len);
    const char *host = url[0] == '/' ? NULL : strstr(url, "://");
    size_t len;

    x->target = url;
    if (!host) {
        return;
    }
    x->scheme = arena_textn(x->arena, url, (size_t)(host - url));
    host += 3;
    len = strcspn(host, "/?");
    set_host(&x->req, arena_textn(x->arena, host, len));
    x->target = host[len] == '/' ? host + len
                                 : arena_printf(x->arena, "/%s", host + len);
}

/* Whose request it is, and to which scheme and host it came. Only our proxy is
 * believed; without one, the public address itself says its scheme. */
static void
set_address(struct conn *c)
{
    const struct server *s = c->loop->server;
    struct req *r = &c->x->req;
    const char *proxy = s->options->proxy;
    const char *host = req_header(r, "host");
    const char *scheme = "http";

    if (proxy && strcmp(proxy, c->peer) == 0) {
        const char *hop = last_hop(r);
        const char *proto = last_header(r, "x-forwarded-proto");

        r->address = hop ? hop : r->address;
        scheme = proto && strcmp(proto, "https") == 0 ? "https" : "http";
    } else if (host) {
        for (int i = 0; i < s->public_hosts; i++) {
            if (strcasecmp(s->hosts[i], host) == 0) {
                scheme = s->scheme;
            }
        }
    }
    r->origin = arena_printf(c->x->arena, "%s://%s", scheme, host ? host : "");
}

static void
say_continue(struct conn *c)
{
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    uv_buf_t b = uv_buf_init((char *)(uintptr_t)go_on, sizeof go_on - 1);

    /* Best effort: a client that waits in vain sends the body anyway. */
    (void)uv_try_write((uv_stream_t *)&c->tcp, &b, 1);
}

/* Begin the request whose head is in[0..len). */
static void
read_head(struct conn *c, size_t len)
{
    struct loop *l = c->loop;
    const struct http_options *o = l->server->options;
    int64_t now = clock_steady_ms(), max;
    llhttp_errno_t e;

    conn_exchange_begin(c);
    llhttp_init(&c->parser, HTTP_REQUEST, &settings);
    c->parser.data = c;
    c->complete = false;
    c->refusal = 0;
    e = llhttp_execute(&c->parser, c->in.data, len);
    if (e != HPE_OK && e != HPE_PAUSED) {
        conn_refuse(c, 400);
        return;
    }
    take_target(c);
    c->x->head = c->parser.method == HTTP_HEAD;
    c->x->req.method = c->parser.method == HTTP_POST ? METHOD_POST : METHOD_GET;
    c->keep_alive =
        llhttp_should_keep_alive(&c->parser) != 0 && !c->scan.http_1_0;
    set_address(c);
    memmove(c->in.data, c->in.data + len, c->in.len - len);
    c->in.len -= len;
    c->phase = BODY;
    max = (int64_t)dispatch_body_max(c->x);
    if (c->scan.length > max) {
        conn_refuse_body(c, 413);
        return;
    }
    body_begin(&c->body, l->server->node->folder, (size_t)max);
    c->began_ms = c->window_ms = now;
    c->window_bytes = 0;
    c->deadline_ms =
        now + conn_option(o->body_base_ms, LIMIT_BODY_BASE_MS) +
        (c->scan.has_length ? c->scan.length * 1000 / LIMIT_BODY_BYTES_PER_S
                            : LIMIT_BODY_MAX_MS);
    if (c->deadline_ms > now + LIMIT_BODY_MAX_MS) {
        c->deadline_ms = now + LIMIT_BODY_MAX_MS;
    }
    if (c->scan.expects_100 && !c->complete && !c->in.len) {
        say_continue(c);
    }
}

/* A lone line feed can be told before the head is whole. */
static bool
has_lone_line_feed(const struct buf *in)
{
    const char *p = in->data, *end = in->data + in->len;

    while ((p = memchr(p, '\n', (size_t)(end - p)))) {
        if (p == in->data || p[-1] != '\r') {
            return true;
        }
        p++;
    }
    return false;
}

bool
conn_head(struct conn *c)
{
    size_t len = scan_head_end(c->in.data, c->in.len);
    int status;

    if (!len) {
        if (has_lone_line_feed(&c->in)) {
            conn_refuse(c, 400);
        } else if (c->in.len > LIMIT_HEADER_BYTES) {
            conn_refuse(c, 431);
        }
        return false;
    }
    status = scan_head(c->in.data, len, &c->scan);
    if (status) {
        conn_refuse(c, status);
        return false;
    }
    read_head(c, len);
    return c->phase == BODY;
}
