/* SPDX-License-Identifier: Apache-2.0 */
/* buf: growable bytes, born with their maximum. */

#include "base/buf.h"

#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUF_FIRST = 4096 };

void
buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.max = max};
}

void
buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){.max = b->max};
}

void
buf_clear(struct buf *b)
{
    b->len = 0;
    b->broken = false;
    if (b->data) {
        b->data[0] = '\0';
    }
}

bool
buf_ok(const struct buf *b)
{
    return !b->broken;
}

const char *
buf_text(const struct buf *b)
{
    return b->data ? b->data : "";
}

static bool
grow(struct buf *b, size_t len)
{
    size_t want, cap;
    char *data;

    if (b->broken || len > b->max || b->len > b->max - len) {
        b->broken = true;
        return false;
    }
    want = b->len + len + 1;
    if (want <= b->cap) {
        return true;
    }
    cap = b->cap ? b->cap : BUF_FIRST;
    while (cap < want) {
        cap *= 2;
    }
    data = realloc(b->data, cap);
    if (!data) {
        log_fatal("out of memory", "wanted", (int64_t)cap);
    }
    b->data = data;
    b->cap = cap;
    return true;
}

char *
buf_room(struct buf *b, size_t len)
{
    return grow(b, len) ? b->data + b->len : NULL;
}

void
buf_add(struct buf *b, size_t len)
{
    b->len += len;
    b->data[b->len] = '\0';
}

void
buf_put(struct buf *b, const void *p, size_t len)
{
    if (len && grow(b, len)) {
        memcpy(b->data + b->len, p, len);
        buf_add(b, len);
    }
}

void
buf_puts(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

void
buf_putc(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void
buf_int(struct buf *b, int64_t n)
{
    char digits[24];
    size_t i = sizeof digits;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

    do {
        digits[--i] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (n < 0) {
        digits[--i] = '-';
    }
    buf_put(b, digits + i, sizeof digits - i);
}

void
buf_printf(struct buf *b, const char *format, ...)
{
    va_list ap;
    int n;
    char *room;

    va_start(ap, format);
    n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n < 0) {
        b->broken = true;
        return;
    }
    room = buf_room(b, (size_t)n);
    if (room) {
        va_start(ap, format);
        vsnprintf(room, (size_t)n + 1, format, ap);
        va_end(ap);
        buf_add(b, (size_t)n);
    }
}
