/* SPDX-License-Identifier: Apache-2.0 */
/* Splitting and resolving of IRIs. */
#include "vc/iri.h"

#include "vc/buf.h"

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of the scheme, 0 where there is none. */
static size_t
scheme_size(struct vc_view text)
{
    if (text.size == 0 || !is_letter(text.data[0]))
        return 0;
    for (size_t i = 1; i < text.size; i++) {
        char c = text.data[i];
        if (c == ':')
            return i;
        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' &&
            c != '.')
            return 0;
    }
    return 0;
}

/* Takes from `rest` all up to a byte of `stops`. */
static struct vc_view
take_until(struct vc_view *rest, const char *stops)
{
    size_t i = 0;
    while (i < rest->size && (!rest->data[i] || !strchr(stops, rest->data[i])))
        i++;
    struct vc_view part = {rest->data, i};
    rest->data += i;
    rest->size -= i;
    return part;
}

void
vc_iri_split(struct vc_view text, struct vc_iri *out)
{
    memset(out, 0, sizeof *out);
    struct vc_view rest = text.data ? text : VC_VIEW("");
    size_t size = scheme_size(rest);
    if (size) {
        out->scheme = (struct vc_view){rest.data, size};
        rest.data += size + 1;
        rest.size -= size + 1;
    }
    if (vc_view_starts(rest, VC_VIEW("//"))) {
        rest.data += 2;
        rest.size -= 2;
        out->authority = take_until(&rest, "/?#");
    }
    out->path = take_until(&rest, "?#");
    if (rest.size && rest.data[0] == '?') {
        rest.data++;
        rest.size--;
        out->query = take_until(&rest, "#");
    }
    if (rest.size) {
        rest.data++;
        rest.size--;
        out->fragment = rest;
    }
}

bool
vc_iri_is_absolute(struct vc_view text)
{
    size_t size = scheme_size(text);
    if (size == 0)
        return false;
    for (size_t i = size + 1; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            return false;
    }
    return true;
}

/* A control, a space, or one of <>"{}|^`\\ (N-Quads, IRIREF). */
static const bool refused[256] = {
    true,         true,          true,         true,         true,
    true,         true,          true,         true,         true,
    true,         true,          true,         true,         true,
    true,         true,          true,         true,         true,
    true,         true,          true,         true,         true,
    true,         true,          true,         true,         true,
    true,         true,          true,         ['<'] = true, ['>'] = true,
    ['"'] = true, ['{'] = true,  ['}'] = true, ['|'] = true, ['^'] = true,
    ['`'] = true, ['\\'] = true,
};

bool
vc_iri_is_well_formed(struct vc_view text)
{
    size_t size = scheme_size(text);
    if (size == 0)
        return false;
    size_t fragments = 0;
    bool bad = false;
    for (size_t i = size + 1; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bad |= refused[c];
        fragments += c == '#';
    }
    return !bad && fragments < 2;
}

/* Drops the last segment written, with its slash. */
static void
drop_segment(struct vc_buf *out, size_t start)
{
    while (out->size > start && out->data[out->size - 1] != '/')
        out->size--;
    if (out->size > start)
        out->size--;
}

/* RFC 3986 section 5.2.4, on the path alone. */
static void
remove_dots(struct vc_buf *out, struct vc_view path)
{
    size_t start = out->size;
    const char *p = path.data;
    const char *end = p + path.size;
    while (p < end) {
        struct vc_view rest = {p, (size_t)(end - p)};
        if (vc_view_starts(rest, VC_VIEW("../"))) {
            p += 3;
        } else if (vc_view_starts(rest, VC_VIEW("./")) ||
                   vc_view_equal(rest, VC_VIEW(".."))) {
            p += 2;
        } else if (vc_view_starts(rest, VC_VIEW("/./"))) {
            p += 2;
        } else if (vc_view_equal(rest, VC_VIEW("/."))) {
            vc_buf_byte(out, '/');
            p = end;
        } else if (vc_view_starts(rest, VC_VIEW("/../"))) {
            drop_segment(out, start);
            p += 3;
        } else if (vc_view_equal(rest, VC_VIEW("/.."))) {
            drop_segment(out, start);
            vc_buf_byte(out, '/');
            p = end;
        } else if (vc_view_equal(rest, VC_VIEW("."))) {
            p = end;
        } else {
            const char *from = p++;
            while (p < end && *p != '/')
                p++;
            vc_buf_add(out, (struct vc_view){from, (size_t)(p - from)});
        }
    }
}

static void
add_part(struct vc_buf *out, const char *before, struct vc_view part,
         const char *behind)
{
    if (!part.data)
        return;
    vc_buf_add(out, vc_view_of(before));
    vc_buf_add(out, part);
    vc_buf_add(out, vc_view_of(behind));
}

/* RFC 3986 section 5.2.3: the path of the base up to its last slash. */
static enum vc_status
merge(struct vc_arena *arena, const struct vc_iri *base, struct vc_view path,
      struct vc_view *out)
{
    struct vc_view head = base->path;
    while (head.size && head.data[head.size - 1] != '/')
        head.size--;
    if (base->authority.data && base->path.size == 0)
        head = VC_VIEW("/");
    *out = vc_arena_join(arena, head, path);
    return out->data ? VC_OK : VC_NO_MEMORY;
}

enum vc_status
vc_iri_resolve(struct vc_arena *arena, struct vc_view base,
               struct vc_view reference, struct vc_view *out)
{
    struct vc_iri r;
    struct vc_iri b;
    vc_iri_split(reference, &r);
    vc_iri_split(base, &b);
    bool dots = true;
    if (!r.scheme.data) {
        r.scheme = b.scheme;
        if (!r.authority.data) {
            r.authority = b.authority;
            if (r.path.size == 0) {
                r.path = b.path;
                dots = false;
                if (!r.query.data)
                    r.query = b.query;
            } else if (r.path.data[0] != '/') {
                VC_TRY(merge(arena, &b, r.path, &r.path));
            }
        }
    }
    struct vc_buf text;
    vc_buf_init(&text, arena, base.size + reference.size + 8, 0);
    add_part(&text, "", r.scheme, ":");
    add_part(&text, "//", r.authority, "");
    if (dots)
        remove_dots(&text, r.path);
    else
        vc_buf_add(&text, r.path);
    add_part(&text, "?", r.query, "");
    add_part(&text, "#", r.fragment, "");
    return vc_buf_finish(&text, out);
}

/* The segments of `path` behind those it shares with `base`, and a "../" for
 * each folder of `base` that it does not. */
static void
add_path(struct vc_buf *text, struct vc_view base, struct vc_view path)
{
    size_t same = 0;
    for (size_t i = 0; i < base.size && i < path.size; i++) {
        if (base.data[i] != path.data[i])
            break;
        if (base.data[i] == '/')
            same = i + 1;
    }
    size_t start = text->size;
    for (size_t i = same; i < base.size; i++) {
        if (base.data[i] == '/')
            vc_buf_add(text, VC_VIEW("../"));
    }
    struct vc_view rest = {path.data + same, path.size - same};
    struct vc_view tail = rest;
    struct vc_view first = take_until(&tail, "/");
    /* What would be read as something else: nothing, a scheme, a keyword, a
     * host. */
    bool plain = first.size && first.data[0] != '@' &&
                 !memchr(first.data, ':', first.size);
    if (!plain && text->size == start)
        vc_buf_add(text, VC_VIEW("./"));
    vc_buf_add(text, rest);
}

static bool
same_part(struct vc_view a, struct vc_view b)
{
    return !a.data == !b.data && vc_view_equal(a, b);
}

enum vc_status
vc_iri_relative(struct vc_arena *arena, struct vc_view base, struct vc_view iri,
                struct vc_view *out)
{
    struct vc_iri b;
    struct vc_iri i;
    struct vc_buf text;
    struct vc_view reference;
    struct vc_view again;
    vc_iri_split(base, &b);
    vc_iri_split(iri, &i);
    *out = iri;
    if (!b.scheme.data || !b.authority.data || !same_part(b.scheme, i.scheme) ||
        !same_part(b.authority, i.authority))
        return VC_OK;
    if (b.path.size == 0)
        b.path = VC_VIEW("/");
    vc_buf_init(&text, arena, iri.size, 0);
    bool here =
        vc_view_equal(b.path, i.path) && (i.query.data || !b.query.data);
    if (!here || (!i.query.data && !i.fragment.data))
        add_path(&text, b.path, i.path);
    if (!here || !same_part(b.query, i.query) || !i.fragment.data)
        add_part(&text, "?", i.query, "");
    add_part(&text, "#", i.fragment, "");
    VC_TRY(vc_buf_finish(&text, &reference));
    VC_TRY(vc_iri_resolve(arena, base, reference, &again));
    if (vc_view_equal(again, iri))
        *out = reference;
    return VC_OK;
}
