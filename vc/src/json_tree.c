/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON tree: building, looking up, comparing, copying, writing. */
#include "vc/json.h"

#include "vc/number.h"

/* Recursion here is as deep as the tree. Trees that come from outside are held
 * to the depth of the parser; a hand-made one is the caller's. */

static struct vc_json *
new_node(struct vc_arena *arena, enum vc_json_kind kind)
{
    struct vc_json *node = vc_arena_zalloc(arena, sizeof *node);
    if (node)
        node->kind = kind;
    return node;
}

struct vc_json *
vc_json_null(struct vc_arena *arena)
{
    return new_node(arena, VC_JSON_NULL);
}

struct vc_json *
vc_json_bool(struct vc_arena *arena, bool value)
{
    struct vc_json *node = new_node(arena, VC_JSON_BOOL);
    if (node)
        node->u.boolean = value;
    return node;
}

struct vc_json *
vc_json_number(struct vc_arena *arena, double value)
{
    struct vc_json *node = new_node(arena, VC_JSON_NUMBER);
    if (node)
        node->u.number.value = value;
    return node;
}

struct vc_json *
vc_json_string(struct vc_arena *arena, struct vc_view text)
{
    struct vc_json *node = new_node(arena, VC_JSON_STRING);
    if (node)
        node->u.text = text;
    return node;
}

struct vc_json *
vc_json_array(struct vc_arena *arena)
{
    return new_node(arena, VC_JSON_ARRAY);
}

struct vc_json *
vc_json_object(struct vc_arena *arena)
{
    return new_node(arena, VC_JSON_OBJECT);
}

struct vc_json *
vc_json_get(const struct vc_json *object, struct vc_view name)
{
    if (!vc_json_is(object, VC_JSON_OBJECT))
        return NULL;
    for (struct vc_json *m = object->u.list.first; m; m = m->next) {
        if (vc_view_equal(m->name, name))
            return m;
    }
    return NULL;
}

struct vc_view
vc_json_get_text(const struct vc_json *object, struct vc_view name)
{
    const struct vc_json *member = vc_json_get(object, name);
    if (!vc_json_is(member, VC_JSON_STRING))
        return (struct vc_view){NULL, 0};
    return member->u.text;
}

static void
link_last(struct vc_json *parent, struct vc_json *node)
{
    node->next = NULL;
    if (parent->u.list.last)
        parent->u.list.last->next = node;
    else
        parent->u.list.first = node;
    parent->u.list.last = node;
    parent->count++;
}

enum vc_status
vc_json_append(struct vc_json *array, struct vc_json *item)
{
    if (!array || !item)
        return VC_NO_MEMORY;
    item->name = (struct vc_view){NULL, 0};
    link_last(array, item);
    return VC_OK;
}

enum vc_status
vc_json_set(struct vc_json *object, struct vc_view name, struct vc_json *value)
{
    if (!object || !value)
        return VC_NO_MEMORY;
    value->name = name;
    link_last(object, value);
    return VC_OK;
}

enum vc_status
vc_json_set_text(struct vc_arena *arena, struct vc_json *object,
                 struct vc_view name, struct vc_view text)
{
    struct vc_view copy = vc_arena_copy(arena, text);

    if (!copy.data)
        return VC_NO_MEMORY;
    return vc_json_set(object, name, vc_json_string(arena, copy));
}

enum vc_status
vc_json_replace(struct vc_json *object, struct vc_view name,
                struct vc_json *value)
{
    if (!object || !value)
        return VC_NO_MEMORY;
    struct vc_json *before = NULL;
    for (struct vc_json *m = object->u.list.first; m; before = m, m = m->next) {
        if (!vc_view_equal(m->name, name))
            continue;
        value->name = name;
        value->next = m->next;
        if (before)
            before->next = value;
        else
            object->u.list.first = value;
        if (object->u.list.last == m)
            object->u.list.last = value;
        return VC_OK;
    }
    return vc_json_set(object, name, value);
}

bool
vc_json_remove(struct vc_json *object, struct vc_view name)
{
    if (!vc_json_is(object, VC_JSON_OBJECT))
        return false;
    struct vc_json *before = NULL;
    for (struct vc_json *m = object->u.list.first; m; before = m, m = m->next) {
        if (!vc_view_equal(m->name, name))
            continue;
        if (before)
            before->next = m->next;
        else
            object->u.list.first = m->next;
        if (object->u.list.last == m)
            object->u.list.last = before;
        object->count--;
        return true;
    }
    return false;
}

static bool
list_equal(const struct vc_json *a, const struct vc_json *b)
{
    if (a->count != b->count)
        return false;
    const struct vc_json *y = vc_json_first(b);
    for (VC_JSON_EACH(x, a)) {
        const struct vc_json *other = y;
        if (a->kind == VC_JSON_OBJECT && !vc_view_equal(x->name, y->name))
            other = vc_json_get(b, x->name);
        if (!other || !vc_json_equal(x, other))
            return false;
        y = y->next;
    }
    return true;
}

bool
vc_json_equal(const struct vc_json *a, const struct vc_json *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VC_JSON_NULL:
        return true;
    case VC_JSON_BOOL:
        return a->u.boolean == b->u.boolean;
    case VC_JSON_NUMBER:
        return a->u.number.value == b->u.number.value;
    case VC_JSON_STRING:
        return vc_view_equal(a->u.text, b->u.text);
    case VC_JSON_ARRAY:
    case VC_JSON_OBJECT:
        return list_equal(a, b);
    }
    return false;
}

struct vc_json *
vc_json_share(struct vc_arena *arena, const struct vc_json *node)
{
    struct vc_json *copy = vc_arena_alloc(arena, sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *node;
    copy->is_iri = node->is_iri && node->kind == VC_JSON_STRING;
    copy->next = NULL;
    copy->name = (struct vc_view){NULL, 0};
    return copy;
}

struct vc_json *
vc_json_copy(struct vc_arena *arena, const struct vc_json *node)
{
    struct vc_json *copy = vc_json_share(arena, node);
    if (!copy || node->kind < VC_JSON_ARRAY)
        return copy;
    copy->count = 0;
    copy->u.list.first = NULL;
    copy->u.list.last = NULL;
    for (VC_JSON_EACH(item, node)) {
        struct vc_json *child = vc_json_copy(arena, item);
        if (vc_json_set(copy, item->name, child) != VC_OK)
            return NULL;
    }
    return copy;
}

/* ---- writing ---- */

static bool
needs_escape(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void
write_escape(struct vc_buf *buf, char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char from[] = "\b\f\n\r\t\"\\";
    static const char to[] = "bfnrt\"\\";
    const char *found = c ? strchr(from, c) : NULL;
    if (found) {
        char text[2] = {'\\', to[found - from]};
        vc_buf_add(buf, (struct vc_view){text, 2});
        return;
    }
    char text[6] = {'\\', 'u', '0', '0', hex[c >> 4 & 15], hex[c & 15]};
    vc_buf_add(buf, (struct vc_view){text, 6});
}

/* True when none of the eight bytes is a quote, a backslash or a control. */
static bool
eight_stand_for_themselves(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t w;
    memcpy(&w, at, 8);
    uint64_t quote = w ^ (ones * '"');
    uint64_t slash = w ^ (ones * '\\');
    uint64_t bad = ((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
                   ((w - ones * 0x20) & ~w);
    return !(bad & (ones << 7));
}

void
vc_json_write_string(struct vc_buf *buf, struct vc_view text)
{
    vc_buf_byte(buf, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++) {
        while (text.size - i >= 8 && eight_stand_for_themselves(text.data + i))
            i += 8;
        /* The rest together with bytes that were looked at already. */
        if (i >= 8 && text.size - i < 8 &&
            eight_stand_for_themselves(text.data + text.size - 8))
            break;
        if (i == text.size)
            break;
        if (!needs_escape(text.data[i]))
            continue;
        vc_buf_add(buf, (struct vc_view){text.data + start, i - start});
        write_escape(buf, text.data[i]);
        start = i + 1;
    }
    if (text.size > start)
        vc_buf_add(buf, (struct vc_view){text.data + start, text.size - start});
    vc_buf_byte(buf, '"');
}

static void
write_break(struct vc_buf *buf, unsigned indent, unsigned level)
{
    if (indent == 0)
        return;
    vc_buf_byte(buf, '\n');
    for (unsigned i = 0; i < indent * level; i++)
        vc_buf_byte(buf, ' ');
}

static void
write_number(struct vc_buf *buf, const struct vc_json *node)
{
    if (node->u.number.text.data) {
        vc_buf_add(buf, node->u.number.text);
        return;
    }
    char text[VC_NUMBER_BYTES];
    size_t size = vc_number_write(node->u.number.value, text);
    vc_buf_add(buf, (struct vc_view){text, size});
}

static void write_node(struct vc_buf *buf, const struct vc_json *node,
                       unsigned indent, unsigned level);

static void
write_list(struct vc_buf *buf, const struct vc_json *node, unsigned indent,
           unsigned level)
{
    bool object = node->kind == VC_JSON_OBJECT;
    vc_buf_byte(buf, object ? '{' : '[');
    for (VC_JSON_EACH(item, node)) {
        if (item != node->u.list.first)
            vc_buf_byte(buf, ',');
        write_break(buf, indent, level + 1);
        if (object) {
            vc_json_write_string(buf, item->name);
            vc_buf_add(buf, indent ? VC_VIEW(": ") : VC_VIEW(":"));
        }
        write_node(buf, item, indent, level + 1);
    }
    if (node->count > 0)
        write_break(buf, indent, level);
    vc_buf_byte(buf, object ? '}' : ']');
}

static void
write_node(struct vc_buf *buf, const struct vc_json *node, unsigned indent,
           unsigned level)
{
    switch (node->kind) {
    case VC_JSON_NULL:
        vc_buf_add(buf, VC_VIEW("null"));
        break;
    case VC_JSON_BOOL:
        vc_buf_add(buf, node->u.boolean ? VC_VIEW("true") : VC_VIEW("false"));
        break;
    case VC_JSON_NUMBER:
        write_number(buf, node);
        break;
    case VC_JSON_STRING:
        vc_json_write_string(buf, node->u.text);
        break;
    case VC_JSON_ARRAY:
    case VC_JSON_OBJECT:
        write_list(buf, node, indent, level);
        break;
    }
}

enum vc_status
vc_json_write(struct vc_arena *arena, const struct vc_json *node,
              unsigned indent, struct vc_view *out)
{
    struct vc_buf buf;
    vc_buf_init(&buf, arena, 1024, 0);
    write_node(&buf, node, indent, 0);
    return vc_buf_finish(&buf, out);
}
