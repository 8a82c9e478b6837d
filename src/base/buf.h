/* SPDX-License-Identifier: Apache-2.0 */
/* buf: growable bytes, born with their maximum.
 *
 * Writing past the maximum, or an allocation that fails, marks the buffer
 * broken: later writes do nothing and buf_ok() is false. So a writer writes in
 * a straight line and the reader asks once. The content is always followed by
 * a NUL that does not count.
 */
#ifndef QUIPU_BASE_BUF_H
#define QUIPU_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data; /* NULL until the first byte; malloc'ed */
    size_t len;
    size_t cap;
    size_t max;
    bool broken;
};

/* A buffer on the stack or in a struct; holds nothing yet. */
void buf_init(struct buf *b, size_t max);
void buf_free(struct buf *b);

/* Forget the content, keep the memory. */
void buf_clear(struct buf *b);

bool buf_ok(const struct buf *b);

/* The content as text; "" when empty. */
const char *buf_text(const struct buf *b);

void buf_put(struct buf *b, const void *p, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_printf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for `len` more bytes to be written in place, then counted by
 * buf_add(); NULL when broken. */
char *buf_room(struct buf *b, size_t len);
void buf_add(struct buf *b, size_t len);

#endif
