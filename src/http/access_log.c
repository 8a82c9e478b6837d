/* SPDX-License-Identifier: Apache-2.0 */
/* access_log: one line for each answer. */

#include "http/access_log.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "http/exchange.h"
#include "routes.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { PATH_MAX_BYTES = 512, WORD_MAX = 15 };

static uint64_t first;
static atomic_uint_fast64_t count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
begin(void)
{
    random_bytes(&first, sizeof first);
}

/* Steps of an odd width meet each number once. */
void
access_log_id(char out[ACCESS_LOG_ID_SIZE])
{
    uint64_t n = atomic_fetch_add(&count, 1);

    pthread_once(&once, begin);
    snprintf(out, ACCESS_LOG_ID_SIZE, "%016llx",
             (unsigned long long)(first + n * UINT64_C(0x9e3779b97f4a7c15)));
}

static bool
is_secret(const char *name, size_t len)
{
    static const char *const secrets[] = {"secret", "number", "hash"};

    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        if (strlen(secrets[i]) == len && memcmp(secrets[i], name, len) == 0) {
            return true;
        }
    }
    return false;
}

/* The pattern with its harmless places filled. */
static void
put_route(struct buf *out, const struct req *r)
{
    const char *s = r->route->pattern;

    while (*s) {
        size_t len = strcspn(s, "{");
        const char *value = NULL;

        buf_put(out, s, len);
        s += len;
        len = strcspn(s, "}");
        if (!*s) {
            return;
        }
        if (!is_secret(s + 1, len - 1)) {
            for (size_t i = 0; i < r->params.count && !value; i++) {
                const struct pair *p = &r->params.items[i];

                value =
                    strncmp(p->name, s + 1, len - 1) == 0 && !p->name[len - 1]
                        ? p->value
                        : NULL;
            }
        }
        if (value) {
            buf_puts(out, value);
        } else {
            buf_put(out, s, len + 1);
        }
        s += len + 1;
    }
}

/* A mistyped address may hold a secret: long words are left out. */
static void
put_words(struct buf *out, const char *path)
{
    while (*path) {
        size_t len;

        buf_putc(out, '/');
        path += *path == '/';
        len = strcspn(path, "/");
        if (len > WORD_MAX) {
            buf_putc(out, '*');
        } else {
            buf_put(out, path, len);
        }
        path += len;
    }
}

void
access_log_answer(const struct exchange *x, int status, size_t bytes)
{
    const struct req *r = &x->req;
    struct buf path;

    if (!x->server->options->access_log) {
        return;
    }
    buf_init(&path, PATH_MAX_BYTES);
    buf_puts(&path, r->prefix ? r->prefix : "");
    if (r->route) {
        put_route(&path, r);
    } else {
        put_words(&path, r->path ? r->path : "/");
    }
    log_set_request(x->id);
    log_line(LOG_INFO, "access",
             "method=%s path=%s status=%d bytes=%zu ms=%lld",
             x->head                    ? "HEAD"
             : r->method == METHOD_POST ? "POST"
                                        : "GET",
             buf_ok(&path) ? buf_text(&path) : "*", status, bytes,
             (long long)((clock_steady_us() - x->began_us) / 1000));
    log_set_request("");
    buf_free(&path);
}

void
access_log_refusal(const char *id, int status, size_t bytes)
{
    log_set_request(id);
    log_line(LOG_INFO, "access", "method=- path=- status=%d bytes=%zu ms=0",
             status, bytes);
    log_set_request("");
}
