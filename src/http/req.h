/* SPDX-License-Identifier: Apache-2.0 */
/* req: one request as handlers see it, and the answer they write.
 *
 * A handler is a plain function `enum err f(struct req *r)`. It runs inside
 * the transaction its route names; it may be run again, so it changes nothing
 * outside `r->ctx->arena` and the answer, which the dispatcher resets.
 *
 * A POST handler does the work and redirects. When it returns ERR_INVALID,
 * ERR_CONFLICT or ERR_LIMIT, the dispatcher rolls back and runs the route's
 * `again` page in a reading transaction with the status of the error; that
 * page finds the typed values by req_kept() and the problems in the context.
 */
#ifndef QUIPU_HTTP_REQ_H
#define QUIPU_HTTP_REQ_H

#include "base/buf.h"
#include "base/err.h"
#include "core/ctx.h"
#include "people/session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct route;

/* A file of a multipart form; lives as long as the request. */
struct upload {
    const char *field;
    const char *name; /* last part of what the browser said, cleaned */
    const char *data;
    size_t bytes;
};

struct uploads {
    struct upload *items;
    size_t count;
};

enum method { METHOD_GET = 1, METHOD_POST };

struct pair {
    const char *name;
    const char *value; /* UTF-8 without NUL; checked at the door */
};

struct pairs {
    struct pair *items;
    size_t count;
};

struct layout;

struct req {
    struct ctx *ctx;
    enum method method; /* HEAD comes as GET; the body is then left out */
    const char *path;   /* decoded, without the language prefix: "/join" */
    const char *prefix; /* "" or "/es": goes before every link written */
    const struct route *route;
    struct pairs params; /* {name} parts of the address */
    struct pairs query;
    struct pairs form; /* urlencoded or multipart text fields */
    struct pairs cookies;
    struct pairs headers; /* names in lower case */
    const char *address;  /* of the peer, or what its proxy says */
    const char *origin;   /* scheme and host this request came to */
    const struct node *node;
    struct session session; /* id 0 = nobody is signed in */
    const char *flash;      /* a sentence to show on top, NULL = none */
    int64_t since; /* what this reader wrote last, for store_read_since */
    struct uploads uploads;
    int64_t org;     /* of {org} in the address, 0 = none there */
    bool again;      /* the page after a form that failed */
    enum err failed; /* why, when `again` */

    /* the answer */
    int status;       /* 0 = 200, or what the error means */
    const char *type; /* "text/html; charset=utf-8" unless set */
    struct buf body;
    struct pairs out; /* further headers; res_header adds */
    struct {
        bool is;
        int fd;
        int64_t bytes; /* that are left to send */
    } file;            /* sent instead of `body` (res_file) */
    const char *token; /* of forms, masked for this answer; NULL = not yet */
    const struct layout *layout; /* of the page begun (web/layout.h) */
    bool no_store;               /* pages about a person: set when signed in */

    int64_t written; /* for the next request's `since`; 0 = nothing to say */
    int statements, flights; /* of all its transactions so far (db/db.h) */
};

/* Values of the request. req_param of an unknown name is a fault of ours;
 * the others give NULL when absent. */
const char *req_param(const struct req *r, const char *name);
const char *req_query(const struct req *r, const char *name);
const char *req_form(const struct req *r, const char *name);
const char *req_cookie(const struct req *r, const char *name);
const char *req_header(const struct req *r, const char *lower_name);

/* All values of a repeated form field (checkboxes), in order. */
size_t req_form_all(const struct req *r, const char *name, const char *out[],
                    size_t max);

/* A transaction of this request is at its end: add what it cost. */
struct db;
void req_note_cost(struct req *r, const struct db *db);

/* Run `fn` in a reading or writing transaction, from a TX_SLOW handler; the
 * context's db is set meanwhile. */
enum err req_read(struct req *r, enum err (*fn)(struct req *r, void *arg),
                  void *arg);
enum err req_write(struct req *r, enum err (*fn)(struct req *r, void *arg),
                   void *arg);

/* Set the session cookie (NULL takes it away). */
void res_session(struct req *r, const char *token);

/* A number from an address part; ERR_MISSING when it is none. */
enum err req_param_i64(const struct req *r, const char *name, int64_t *out);

/* A number from a field; 0 when none stands there. */
int64_t req_form_i64(const struct req *r, const char *name);

/* A positive number from the query; 0 when none stands there. */
int64_t req_query_i64(const struct req *r, const char *name);

/* What stands in a field now: the typed text after a failed form, else
 * `stored`. Never NULL. */
const char *req_kept(const struct req *r, const char *name, const char *stored);

/* What was typed into a field, cleaned of white space around it. Never NULL. */
const char *req_typed(const struct req *r, const char *name);

/* The file chosen in a field; NULL when none was. */
const struct upload *req_upload(const struct req *r, const char *field);

/* An address of this site with the language prefix in use, from a printf
 * format whose values must be path-safe already (slugs, ids, numbers). */
const char *req_url(const struct req *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* --- the answer --- */

void res_header(struct req *r, const char *name, const char *value);

/* 303 to an address made by req_url. */
enum err res_redirect(struct req *r, const char *url);

/* A sentence shown on top of the next page (translated already). */
void res_flash(struct req *r, const char *text);

/* Bytes that are no page; `type` with charset. `download` = file name for
 * Content-Disposition: attachment, NULL = inline. */
enum err res_bytes(struct req *r, const char *type, const void *p, size_t len,
                   const char *download);

/* The same with what stands in a file from its beginning, sent piece by piece,
 * so that it may be large. The answer closes `fd`, even if it fails. */
enum err res_file(struct req *r, const char *type, int fd, int64_t bytes,
                  const char *download);

/* Close the file of an answer that is not sent, or sent. */
void res_drop_file(struct req *r);

#endif
