/* SPDX-License-Identifier: Apache-2.0 */
/* form: what comes in as names and values. */

#include "http/form.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

enum { COOKIES_MAX = 50, PARTS_MAX = 100, BOUNDARY_MAX = 70 };

const char *
form_find(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (strcmp(pairs->items[i].name, name) == 0) {
            return pairs->items[i].value;
        }
    }
    return NULL;
}

static enum err
decode(struct arena *a, const char *p, size_t len, const char **out)
{
    char *text;
    size_t n;

    if (!encode_unpercent(a, p, len, true, &text, &n) ||
        !text_utf8_valid(text, n)) {
        return ERR_INVALID;
    }
    *out = text;
    return n > LIMIT_FIELD_BYTES ? ERR_LIMIT : OK;
}

static size_t
count_of(const char *p, size_t len, char sign)
{
    size_t n = 1;

    for (size_t i = 0; i < len; i++) {
        n += p[i] == sign;
    }
    return n;
}

enum err
form_parse(struct arena *a, const char *p, size_t len, struct pairs *out)
{
    size_t count = len ? count_of(p, len, '&') : 0;
    const char *end = p + len;

    *out = (struct pairs){0};
    if (count > LIMIT_FORM_FIELDS) {
        return ERR_LIMIT;
    }
    out->items = ARENA_ARRAY(a, count, struct pair);
    while (p < end) {
        const char *amp = memchr(p, '&', (size_t)(end - p));
        const char *stop = amp ? amp : end;
        const char *eq = memchr(p, '=', (size_t)(stop - p));
        const char *name_end = eq ? eq : stop;
        const char *value = eq ? eq + 1 : stop;
        struct pair *pair = &out->items[out->count];

        if (stop > p) {
            TRY(decode(a, p, (size_t)(name_end - p), &pair->name));
            TRY(decode(a, value, (size_t)(stop - value), &pair->value));
            out->count++;
        }
        p = stop + 1;
    }
    return OK;
}

void
form_parse_cookies(struct arena *a, const char *value, struct pairs *out)
{
    *out = (struct pairs){0};
    out->items = ARENA_ARRAY(a, COOKIES_MAX, struct pair);
    while (*value && out->count < COOKIES_MAX) {
        size_t len = strcspn(value, ";");
        const char *eq = memchr(value, '=', len);
        const char *name = value;

        while (*name == ' ') {
            name++;
        }
        if (eq && eq > name) {
            out->items[out->count++] = (struct pair){
                .name = arena_textn(a, name, (size_t)(eq - name)),
                .value = arena_textn(a, eq + 1, (size_t)(value + len - eq - 1)),
            };
        }
        value += len;
        value += *value == ';';
    }
}

/* --- multipart --- */

/* The value of a parameter in a header: name="value" or name=value. */
static const char *
parameter(struct arena *a, const char *s, size_t len, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n + 1 < len; i++) {
        const char *v = s + i + n + 1;
        const char *end = s + len;
        bool begins = i == 0 || s[i - 1] == ';' || s[i - 1] == ' ';

        if (!begins || strncasecmp(s + i, name, n) != 0 || s[i + n] != '=') {
            continue;
        }
        if (*v == '"') {
            const char *close = memchr(v + 1, '"', (size_t)(end - v - 1));

            return close ? arena_textn(a, v + 1, (size_t)(close - v - 1))
                         : NULL;
        }
        for (n = 0; v + n < end && !strchr("; \t\r\n", v[n]); n++) {
        }
        return arena_textn(a, v, n);
    }
    return NULL;
}

/* memmem is no POSIX; bodies here are at most megabytes. */
static const char *
find_bytes(const char *p, size_t len, const char *what, size_t n)
{
    const char *end = p + len;

    while ((size_t)(end - p) >= n) {
        p = memchr(p, what[0], (size_t)(end - p) - n + 1);
        if (!p) {
            return NULL;
        }
        if (memcmp(p, what, n) == 0) {
            return p;
        }
        p++;
    }
    return NULL;
}

/* The last part of a file name, without what leads elsewhere. */
static const char *
base_name(struct arena *a, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *back = strrchr(name, '\\');

    name = slash ? slash + 1 : name;
    name = back && back + 1 > name ? back + 1 : name;
    return text_cut(a, text_clean(a, name), LIMIT_NAME_CHARS);
}

/* One part: its head, then its content. */
static enum err
read_part(struct arena *a, const char *p, size_t len, struct pairs *out,
          struct uploads *uploads)
{
    const char *body = find_bytes(p, len, "\r\n\r\n", 4);
    size_t head = body ? (size_t)(body - p) : 0;
    const char *name, *file;
    size_t n;

    if (!body) {
        return ERR_INVALID;
    }
    name = parameter(a, p, head, "name");
    file = parameter(a, p, head, "filename");
    body += 4;
    n = len - head - 4;
    if (!name || !text_utf8_valid(name, strlen(name))) {
        return ERR_INVALID;
    }
    if (file) {
        if (*file && text_utf8_valid(file, strlen(file))) {
            uploads->items[uploads->count++] =
                (struct upload){.field = name,
                                .name = base_name(a, file),
                                .data = body,
                                .bytes = n};
        }
        return OK;
    }
    if (n > LIMIT_FIELD_BYTES * 16) {
        return ERR_LIMIT;
    }
    if (!text_utf8_valid(body, n)) {
        return ERR_INVALID;
    }
    out->items[out->count++] =
        (struct pair){.name = name, .value = arena_textn(a, body, n)};
    return OK;
}

enum err
form_parse_multipart(struct arena *a, const char *type, const char *p,
                     size_t len, struct pairs *out, struct uploads *uploads)
{
    const char *boundary = parameter(a, type, strlen(type), "boundary");
    const char *mark, *end = p + len;
    size_t n;

    *out = (struct pairs){0};
    *uploads = (struct uploads){0};
    if (!boundary || !*boundary || strlen(boundary) > BOUNDARY_MAX) {
        return ERR_INVALID;
    }
    out->items = ARENA_ARRAY(a, PARTS_MAX, struct pair);
    uploads->items = ARENA_ARRAY(a, PARTS_MAX, struct upload);
    mark = arena_printf(a, "\r\n--%s", boundary);
    n = strlen(mark);
    /* The first mark has no line before it. */
    if (len < n - 2 || memcmp(p, mark + 2, n - 2) != 0) {
        return ERR_INVALID;
    }
    p += n - 2;
    for (int parts = 0; parts < PARTS_MAX; parts++) {
        const char *next;

        if (end - p >= 2 && memcmp(p, "--", 2) == 0) {
            return OK;
        }
        if (end - p < 2 || memcmp(p, "\r\n", 2) != 0) {
            return ERR_INVALID;
        }
        p += 2;
        next = find_bytes(p, (size_t)(end - p), mark, n);
        if (!next) {
            return ERR_INVALID;
        }
        TRY(read_part(a, p, (size_t)(next - p), out, uploads));
        p = next + n;
    }
    return ERR_LIMIT;
}
