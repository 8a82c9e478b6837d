/* SPDX-License-Identifier: Apache-2.0 */
/* req: one request as handlers see it, and the answer they write. */

#include "http/req.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/store.h"
#include "http/exchange.h"
#include "http/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OUT_MAX = 24, URL_MAX = 2048, FLASH_SECONDS = 60 };

const char *
req_param(const struct req *r, const char *name)
{
    const char *v = form_find(&r->params, name);

    if (!v) {
        log_fatal("a handler asks for a part its address has not", name, 0);
    }
    return v;
}

const char *
req_query(const struct req *r, const char *name)
{
    return form_find(&r->query, name);
}

const char *
req_form(const struct req *r, const char *name)
{
    return form_find(&r->form, name);
}

const char *
req_cookie(const struct req *r, const char *name)
{
    return form_find(&r->cookies, name);
}

const char *
req_header(const struct req *r, const char *lower_name)
{
    return form_find(&r->headers, lower_name);
}

size_t
req_form_all(const struct req *r, const char *name, const char *out[],
             size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < r->form.count && n < max; i++) {
        if (strcmp(r->form.items[i].name, name) == 0) {
            out[n++] = r->form.items[i].value;
        }
    }
    return n;
}

enum err
req_param_i64(const struct req *r, const char *name, int64_t *out)
{
    return text_i64(req_param(r, name), out) && *out > 0 ? OK : ERR_MISSING;
}

int64_t
req_form_i64(const struct req *r, const char *name)
{
    const char *typed = req_form(r, name);
    int64_t n;

    return typed && text_i64(typed, &n) ? n : 0;
}

int64_t
req_query_i64(const struct req *r, const char *name)
{
    const char *typed = req_query(r, name);
    int64_t n;

    return typed && text_i64(typed, &n) && n > 0 ? n : 0;
}

const char *
req_kept(const struct req *r, const char *name, const char *stored)
{
    const char *typed = r->again ? req_form(r, name) : NULL;

    return typed ? typed : stored ? stored : "";
}

const char *
req_typed(const struct req *r, const char *name)
{
    const char *typed = req_form(r, name);

    return text_clean(r->ctx->arena, typed ? typed : "");
}

const struct upload *
req_upload(const struct req *r, const char *field)
{
    for (size_t i = 0; i < r->uploads.count; i++) {
        if (strcmp(r->uploads.items[i].field, field) == 0) {
            return &r->uploads.items[i];
        }
    }
    return NULL;
}

const char *
req_url(const struct req *r, const char *format, ...)
{
    char path[URL_MAX];
    va_list ap;

    if (!strchr(format, '%')) {
        return arena_join(r->ctx->arena, r->prefix, format, NULL);
    }
    va_start(ap, format);
    vsnprintf(path, sizeof path, format, ap);
    va_end(ap);
    return arena_join(r->ctx->arena, r->prefix, path, NULL);
}

/* --- transactions of a slow handler --- */

void
req_note_cost(struct req *r, const struct db *db)
{
    r->statements += db_statements(db);
    r->flights += db_flights(db);
}

struct call {
    struct req *r;
    enum err (*fn)(struct req *r, void *arg);
    void *arg;
};

static enum err
run_call(struct db *db, void *arg)
{
    struct call *call = arg;
    enum err e;

    call->r->ctx->db = db;
    call->r->ctx->problem_count = 0;
    if (call->r->org) { /* the gate's answer was of another transaction */
        access_foresee(call->r->ctx, call->r->org);
    }
    e = call->fn(call->r, call->arg);
    req_note_cost(call->r, db);
    call->r->ctx->db = NULL;
    return e;
}

enum err
req_read(struct req *r, enum err (*fn)(struct req *r, void *arg), void *arg)
{
    struct call call = {.r = r, .fn = fn, .arg = arg};

    return store_read(r->node->store, r->ctx->arena, LIMIT_READ_POOL_MS,
                      run_call, &call);
}

enum err
req_write(struct req *r, enum err (*fn)(struct req *r, void *arg), void *arg)
{
    struct call call = {.r = r, .fn = fn, .arg = arg};

    return store_write_place(r->node->store, r->ctx->arena, run_call, &call,
                             &r->written);
}

/* --- the answer --- */

void
res_header(struct req *r, const char *name, const char *value)
{
    if (!r->out.items) {
        r->out.items = ARENA_ARRAY(r->ctx->arena, OUT_MAX, struct pair);
    }
    if (r->out.count == OUT_MAX) {
        log_fatal("an answer with too many headers", name, OUT_MAX);
    }
    r->out.items[r->out.count++] =
        (struct pair){.name = name, .value = arena_text(r->ctx->arena, value)};
}

enum err
res_redirect(struct req *r, const char *url)
{
    r->status = 303;
    buf_clear(&r->body);
    res_header(r, "Location", url);
    return OK;
}

void
res_flash(struct req *r, const char *text)
{
    res_header(r, "Set-Cookie",
               arena_printf(r->ctx->arena,
                            "flash=%s; Path=/; Max-Age=%d; HttpOnly; "
                            "SameSite=Lax",
                            encode_base64url(r->ctx->arena, text, strlen(text)),
                            FLASH_SECONDS));
}

void
res_session(struct req *r, const char *token)
{
    bool https = text_starts(r->node->public_url, "https://");

    res_header(r, "Set-Cookie",
               arena_printf(r->ctx->arena,
                            "%s=%s; Path=/; Max-Age=%d; HttpOnly; "
                            "SameSite=Lax%s",
                            https ? "__Host-quipu" : "quipu",
                            token ? token : "",
                            token ? LIMIT_SESSION_DAYS * 86400 : 0,
                            https ? "; Secure" : ""));
}

static void
name_download(struct req *r, const char *download)
{
    res_header(
        r, "Content-Disposition",
        arena_printf(r->ctx->arena, "attachment; filename=\"%s\"", download));
}

enum err
res_bytes(struct req *r, const char *type, const void *p, size_t len,
          const char *download)
{
    r->type = type;
    buf_clear(&r->body);
    buf_put(&r->body, p, len);
    if (download) {
        name_download(r, download);
    }
    return buf_ok(&r->body) ? OK : ERR_INTERNAL;
}

enum err
res_file(struct req *r, const char *type, int fd, int64_t bytes,
         const char *download)
{
    res_drop_file(r);
    r->file.is = true;
    r->file.fd = fd;
    r->file.bytes = bytes;
    r->type = type;
    buf_clear(&r->body);
    name_download(r, download);
    return lseek(fd, 0, SEEK_SET) == 0 ? OK : ERR_INTERNAL;
}

void
res_drop_file(struct req *r)
{
    if (r->file.is) {
        close(r->file.fd);
        r->file.is = false;
    }
}
