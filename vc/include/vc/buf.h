/* SPDX-License-Identifier: Apache-2.0 */
/* Growing bytes in an arena. A failure sticks: append as often as you like,
 * then ask once. */
#ifndef VC_BUF_H
#define VC_BUF_H

#include "vc/alloc.h"
#include "vc/status.h"
#include "vc/view.h"

struct vc_buf {
    struct vc_arena *arena;
    char *data;
    size_t size;      /* bytes written */
    size_t capacity;  /* bytes there are */
    size_t max_bytes; /* more is VC_LIMIT */
    enum vc_status status;
};

/* Starts empty; takes `first_bytes` of the arena at the first append.
 * `max_bytes` 0 means no maximum but the arena's. */
void vc_buf_init(struct vc_buf *buf, struct vc_arena *arena, size_t first_bytes,
                 size_t max_bytes);

/* Room for `more` bytes; false when there is none (status then says why). */
bool vc_buf_reserve(struct vc_buf *buf, size_t more);

static inline void
vc_buf_add(struct vc_buf *buf, struct vc_view text)
{
    if (buf->capacity - buf->size < text.size &&
        !vc_buf_reserve(buf, text.size))
        return;
    if (text.size)
        memcpy(buf->data + buf->size, text.data, text.size);
    buf->size += text.size;
}

static inline void
vc_buf_byte(struct vc_buf *buf, char byte)
{
    if (buf->capacity == buf->size && !vc_buf_reserve(buf, 1))
        return;
    buf->data[buf->size++] = byte;
}

/* What was written, as a view that lives as long as the arena; VC_NO_MEMORY
 * or VC_LIMIT when any append failed. */
enum vc_status vc_buf_finish(struct vc_buf *buf, struct vc_view *out);

#endif
