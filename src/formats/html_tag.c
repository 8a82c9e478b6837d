/* SPDX-License-Identifier: Apache-2.0 */
/* html_tag: one tag of HTML as anybody writes it, read as browsers read it. */

#include "formats/html_tag.h"

#include "formats/html_refs.h"

#include <string.h>
#include <strings.h>

bool
html_tag_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *
read_value(const char *p, const char *end, struct html_span *out)
{
    char quote = *p;

    if (quote == '"' || quote == '\'') {
        const char *close = memchr(p + 1, quote, (size_t)(end - p - 1));

        out->p = p + 1;
        out->len = (size_t)((close ? close : end) - p - 1);
        return close ? close + 1 : end;
    }
    out->p = p;
    while (p < end && !is_blank(*p) && *p != '>') {
        p++;
    }
    out->len = (size_t)(p - out->p);
    return p;
}

static const char *
read_attr(const char *p, const char *end, struct html_tag *t)
{
    struct html_attr a = {.name = {p, 0}, .value = {p, 0}};

    while (p < end && !is_blank(*p) && *p != '=' && *p != '>' &&
           (*p != '/' || p == a.name.p)) {
        p++;
    }
    a.name.len = (size_t)(p - a.name.p);
    while (p < end && is_blank(*p)) {
        p++;
    }
    if (p < end && *p == '=') {
        p++;
        while (p < end && is_blank(*p)) {
            p++;
        }
        if (p < end) {
            p = read_value(p, end, &a.value);
        }
    }
    if (t->attr_count < HTML_TAG_ATTRS) {
        t->attrs[t->attr_count++] = a;
    }
    return p;
}

const char *
html_tag_read(const char *p, const char *end, struct html_tag *t)
{
    size_t n = 0;

    *t = (struct html_tag){0};
    p++;
    if (p < end && *p == '/') {
        t->closing = true;
        p++;
    }
    if (p >= end || !html_tag_is_letter(*p)) {
        return NULL;
    }
    while (p < end && !is_blank(*p) && *p != '>' && *p != '/') {
        if (n < HTML_TAG_NAME) {
            t->name[n++] = (char)(html_tag_is_letter(*p) ? *p | 32 : *p);
        } else {
            t->name[0] = '?'; /* no element of ours is that long */
        }
        p++;
    }
    while (p < end && *p != '>') {
        t->empty = *p == '/';
        if (is_blank(*p) || *p == '/') {
            p++;
        } else {
            p = read_attr(p, end, t);
        }
    }
    return p < end ? p + 1 : end;
}

const char *
html_tag_attr(struct arena *arena, const struct html_tag *t, const char *name)
{
    for (int i = 0; i < t->attr_count; i++) {
        const struct html_attr *a = &t->attrs[i];

        if (a->name.len == strlen(name) &&
            strncasecmp(a->name.p, name, a->name.len) == 0) {
            return html_refs_decode(arena, a->value.p, a->value.len);
        }
    }
    return NULL;
}
