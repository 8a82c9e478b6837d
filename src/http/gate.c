/* SPDX-License-Identifier: Apache-2.0 */
/* gate: who gets past a route's row. */

#include "http/gate.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/encode.h"
#include "base/tr.h"
#include "core/access.h"
#include "http/exchange.h"
#include "http/form.h"
#include "http/lang.h"
#include "http/token.h"
#include "routes.h"

#include <string.h>
#include <strings.h>

/* --- without a database --- */

static bool
is_our_host(const struct server *s, const char *host)
{
    for (int i = 0; i < s->host_count; i++) {
        if (strcasecmp(s->hosts[i], host) == 0) {
            return true;
        }
    }
    return false;
}

/* Where a form says it comes from, by the two headers browsers send. */
static bool
is_same_origin(const struct req *r)
{
    const char *origin = req_header(r, "origin");
    const char *site = req_header(r, "sec-fetch-site");

    if (origin && strcasecmp(origin, r->origin) != 0) {
        return false;
    }
    return !site || strcmp(site, "same-origin") == 0 ||
           strcmp(site, "none") == 0;
}

/* A whole address as target says its scheme, too. */
static bool
is_other_scheme(const struct exchange *x)
{
    size_t len = x->scheme ? strlen(x->scheme) : 0;

    return len && (strncasecmp(x->req.origin, x->scheme, len) != 0 ||
                   x->req.origin[len] != ':');
}

int
gate_door(struct exchange *x)
{
    struct req *r = &x->req;
    const char *host = req_header(r, "host");

    if (!host || !is_our_host(x->server, host) || is_other_scheme(x)) {
        return 421;
    }
    return r->method == METHOD_POST && !is_same_origin(r) ? 403 : 0;
}

/* --- inside the transaction --- */

/* What the gate has to know; asked in one flight. */
struct questions {
    struct session_question session;
    struct access_question org;
};

static void
ask_session(struct exchange *x, struct questions *q)
{
    const char *token = form_find(&x->req.cookies, x->server->cookie);

    *q = (struct questions){0};
    if (token && *token && x->ctx.db) {
        session_ask(&x->ctx, token, &q->session);
    }
}

static void
ask_all(struct exchange *x, struct questions *q)
{
    const char *slug = form_find(&x->req.params, "org");

    ask_session(x, q);
    if (slug && x->ctx.db) {
        access_ask(&x->ctx, slug, q->session.asked ? q->session.hash : NULL,
                   sizeof q->session.hash, &q->org);
    }
}

/* The address first, then the person's setting, the cookie, the browser, the
 * node. */
static void
choose_language(struct exchange *x)
{
    struct req *r = &x->req;
    const struct lang *lang = NULL;

    if (*r->prefix) {
        return; /* set when the address was read */
    }
    lang = lang_find(r->session.lang);
    lang = lang ? lang : lang_find(form_find(&r->cookies, "lang"));
    lang = lang ? lang : lang_accepted(req_header(r, "accept-language"));
    lang = lang ? lang : lang_find(r->node->lang_tag);
    x->ctx.lang = lang ? lang : &tr_langs[0];
}

static enum err
meet(struct exchange *x, struct questions *q)
{
    enum err e = q->session.asked
                     ? session_answer(&x->ctx, &q->session, &x->req.session)
                     : OK;

    e = e == ERR_MISSING ? OK : e;
    choose_language(x);
    x->met = e == OK;
    return e;
}

enum err
gate_person(struct exchange *x)
{
    struct questions q;

    ask_session(x, &q);
    return meet(x, &q);
}

/* To the sign-in page, and back from there to a page that can be shown. */
static enum err
send_to_sign_in(struct exchange *x)
{
    struct req *r = &x->req;
    struct buf b;
    const char *url;

    buf_init(&b, 8192);
    buf_puts(&b, r->prefix);
    buf_puts(&b, "/sign-in");
    if (r->method == METHOD_GET) {
        buf_puts(&b, "?next=");
        encode_percent(&b, x->target);
    }
    url = arena_text(x->arena, buf_text(&b));
    buf_free(&b);
    x->answered = true;
    return res_redirect(r, url);
}

/* An old address part of an organisation leads on. */
static enum err
find_org(struct exchange *x, struct questions *q)
{
    struct req *r = &x->req;
    const char *slug = form_find(&r->params, "org");
    const char *now, *at;
    enum err e;

    if (!slug) {
        return OK;
    }
    e = x->ctx.db ? access_answer(&x->ctx, &q->org, &r->org, &now)
                  : ERR_INTERNAL;
    if (e != OK || strcmp(now, slug) == 0) {
        return e;
    }
    if (r->method != METHOD_GET) {
        return ERR_MISSING;
    }
    /* In the address as it came, so that its query stays and nothing has to be
     * encoded again. */
    at = strstr(x->target, slug);
    if (!at) {
        return ERR_MISSING;
    }
    x->answered = true;
    r->status = 308;
    res_header(r, "Location",
               arena_printf(x->arena, "%.*s%s%s", (int)(at - x->target),
                            x->target, now, at + strlen(slug)));
    return OK;
}

enum err
gate_pass(struct exchange *x)
{
    struct req *r = &x->req;
    enum gate gate = r->route->gate;
    struct questions q;

    ask_all(x, &q);
    TRY(meet(x, &q));
    if (gate == GATE_DEMO) {
        return r->node->demo ? OK : ERR_MISSING;
    }
    if (r->method == METHOD_POST && r->session.id &&
        !token_fits(x->arena, &r->session, req_form(r, "csrf"))) {
        return problem_as(&x->ctx, ERR_DENIED, NULL,
                          N_("This form is too old or not from this site. Go "
                             "back, load the page again and send it once "
                             "more."));
    }
    if (gate == GATE_PUBLIC) {
        return find_org(x, &q);
    }
    if (!r->session.id) {
        return send_to_sign_in(x);
    }
    TRY(find_org(x, &q));
    if (x->answered || gate == GATE_SELF) {
        return OK;
    }
    return access_need(&x->ctx, (enum cap)gate, r->org);
}
