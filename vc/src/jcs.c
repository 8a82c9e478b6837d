/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 8785: members in the order of UTF-16 code units, numbers as ECMAScript
 * writes them, the shortest escapes. */
#include "vc/jcs.h"

#include "vc/number.h"
#include "vc/utf.h"

#include <stdlib.h>

static int
by_name(const void *a, const void *b)
{
    const struct vc_json *const *x = a;
    const struct vc_json *const *y = b;
    return vc_utf_compare16((*x)->name, (*y)->name);
}

static void
write_object(struct vc_buf *buf, const struct vc_json *object)
{
    const struct vc_json **sorted =
        vc_arena_array(buf->arena, object->count, sizeof(struct vc_json *));
    if (!sorted) {
        buf->status = VC_NO_MEMORY;
        return;
    }
    size_t count = 0;
    for (VC_JSON_EACH(member, object))
        sorted[count++] = member;
    if (count > 1)
        qsort(sorted, count, sizeof(struct vc_json *), by_name);
    vc_buf_byte(buf, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            vc_buf_byte(buf, ',');
        vc_json_write_string(buf, sorted[i]->name);
        vc_buf_byte(buf, ':');
        vc_jcs_write(buf, sorted[i]);
    }
    vc_buf_byte(buf, '}');
}

static void
write_array(struct vc_buf *buf, const struct vc_json *array)
{
    vc_buf_byte(buf, '[');
    for (VC_JSON_EACH(item, array)) {
        if (item != array->u.list.first)
            vc_buf_byte(buf, ',');
        vc_jcs_write(buf, item);
    }
    vc_buf_byte(buf, ']');
}

void
vc_jcs_write(struct vc_buf *buf, const struct vc_json *node)
{
    char number[VC_NUMBER_BYTES];
    switch (node->kind) {
    case VC_JSON_NULL:
        vc_buf_add(buf, VC_VIEW("null"));
        break;
    case VC_JSON_BOOL:
        vc_buf_add(buf, node->u.boolean ? VC_VIEW("true") : VC_VIEW("false"));
        break;
    case VC_JSON_NUMBER:
        vc_buf_add(buf,
                   (struct vc_view){
                       number, vc_number_write(node->u.number.value, number)});
        break;
    case VC_JSON_STRING:
        vc_json_write_string(buf, node->u.text);
        break;
    case VC_JSON_ARRAY:
        write_array(buf, node);
        break;
    case VC_JSON_OBJECT:
        write_object(buf, node);
        break;
    }
}

enum vc_status
vc_jcs(struct vc_arena *arena, const struct vc_json *node, struct vc_view *out)
{
    struct vc_buf buf;
    vc_buf_init(&buf, arena, 1024, 0);
    vc_jcs_write(&buf, node);
    return vc_buf_finish(&buf, out);
}
