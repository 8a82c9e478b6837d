/* SPDX-License-Identifier: Apache-2.0 */
/* Growth of a buffer: doubling, in place where the arena allows it. */
#include "vc/buf.h"

void
vc_buf_init(struct vc_buf *buf, struct vc_arena *arena, size_t first_bytes,
            size_t max_bytes)
{
    memset(buf, 0, sizeof *buf);
    buf->arena = arena;
    buf->max_bytes = max_bytes ? max_bytes : SIZE_MAX;
    if (first_bytes)
        (void)vc_buf_reserve(buf, first_bytes);
}

bool
vc_buf_reserve(struct vc_buf *buf, size_t more)
{
    if (buf->status != VC_OK)
        return false;
    if (buf->capacity - buf->size >= more)
        return true;
    if (more > buf->max_bytes - buf->size) {
        buf->status = VC_LIMIT;
        return false;
    }
    size_t want = buf->capacity ? buf->capacity : 64;
    while (want < buf->size + more && want <= SIZE_MAX / 2)
        want *= 2;
    if (want < buf->size + more || want > buf->max_bytes)
        want = buf->max_bytes < SIZE_MAX ? buf->max_bytes : buf->size + more;
    char *data = vc_arena_resize(buf->arena, buf->data, buf->capacity, want);
    if (!data) {
        buf->status = VC_NO_MEMORY;
        return false;
    }
    buf->data = data;
    buf->capacity = want;
    return true;
}

enum vc_status
vc_buf_finish(struct vc_buf *buf, struct vc_view *out)
{
    if (buf->status != VC_OK)
        return buf->status;
    out->data = buf->size ? buf->data : "";
    out->size = buf->size;
    return VC_OK;
}
