/* SPDX-License-Identifier: Apache-2.0 */
/* html_clean: foreign HTML as a safe subset. */

#include "formats/html_clean.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "formats/html_refs.h"
#include "formats/html_tag.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 64, OUT_MAX = 16 * 1024 * 1024 };

/* Elements that may stand in a lesson. `empty` ones are never closed. */
static const struct allowed {
    const char *name;
    bool empty;
} elements[] = {
    {"p", false},          {"br", true},       {"hr", true},
    {"h1", false},         {"h2", false},      {"h3", false},
    {"h4", false},         {"h5", false},      {"h6", false},
    {"ul", false},         {"ol", false},      {"li", false},
    {"dl", false},         {"dt", false},      {"dd", false},
    {"blockquote", false}, {"pre", false},     {"code", false},
    {"em", false},         {"strong", false},  {"b", false},
    {"i", false},          {"u", false},       {"s", false},
    {"del", false},        {"ins", false},     {"sub", false},
    {"sup", false},        {"small", false},   {"mark", false},
    {"kbd", false},        {"samp", false},    {"var", false},
    {"abbr", false},       {"cite", false},    {"q", false},
    {"a", false},          {"img", true},      {"figure", false},
    {"figcaption", false}, {"table", false},   {"caption", false},
    {"thead", false},      {"tbody", false},   {"tfoot", false},
    {"tr", false},         {"th", false},      {"td", false},
    {"details", false},    {"summary", false}, {"span", false},
    {"div", false},        {"bdi", false},     {"ruby", false},
    {"rt", false},         {"rp", false},      {"section", false},
};

/* What is no text for people is dropped with everything inside. */
static const char *const dropped[] = {
    "script",   "style",  "svg",      "math",    "iframe",
    "object",   "applet", "noscript", "noembed", "noframes",
    "template", "title",  "textarea", "select",  "audio",
    "video",    "canvas", "frameset", "xmp",     "plaintext",
};

struct cleaner {
    struct arena *a;
    const struct html_clean_options *o;
    struct buf out;
    const struct allowed *open[DEPTH_MAX];
    int shift_of[DEPTH_MAX]; /* the heading level that was written, else 0 */
    int depth;
};

struct clean_html
html_clean_stored(const char *html, size_t len)
{
    return (struct clean_html){.html = html, .len = len};
}

static const struct allowed *
find_element(const char *name)
{
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (strcmp(elements[i].name, name) == 0) {
            return &elements[i];
        }
    }
    return NULL;
}

static bool
is_dropped(const char *name)
{
    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++) {
        if (strcmp(dropped[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* --- writing --- */

static void
put_char(struct buf *b, char c)
{
    switch (c) {
    case '&':
        buf_puts(b, "&amp;");
        break;
    case '<':
        buf_puts(b, "&lt;");
        break;
    case '>':
        buf_puts(b, "&gt;");
        break;
    case '"':
        buf_puts(b, "&quot;");
        break;
    case '\'':
        buf_puts(b, "&#39;");
        break;
    default:
        if ((unsigned char)c >= 0x20 || c == '\n' || c == '\t') {
            buf_putc(b, c);
        }
    }
}

static void
put_escaped(struct buf *b, const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        put_char(b, p[i]);
    }
}

/* --- addresses --- */

/* Browsers drop blanks and controls inside a scheme: so do we before looking,
 * and write what is left. NULL = not allowed. */
static const char *
safe_url(struct arena *a, const char *url)
{
    char *out = arena_alloc(a, strlen(url) + 1);
    size_t n = 0, colon;

    for (; *url; url++) {
        if ((unsigned char)*url > 0x20 && *url != 0x7f && *url != '\\') {
            out[n++] = *url;
        }
    }
    out[n] = '\0';
    colon = strcspn(out, ":/?#");
    if (out[colon] != ':') {
        return strncmp(out, "//", 2) == 0 ? NULL : out;
    }
    return strncasecmp(out, "http:", 5) == 0 ||
                   strncasecmp(out, "https:", 6) == 0 ||
                   strncasecmp(out, "mailto:", 7) == 0
               ? out
               : NULL;
}

/* --- elements --- */

static void
put_attr(struct cleaner *c, const char *name, const char *value)
{
    buf_putc(&c->out, ' ');
    buf_puts(&c->out, name);
    buf_puts(&c->out, "=\"");
    put_escaped(&c->out, value, strlen(value));
    buf_putc(&c->out, '"');
}

/* A value of only these signs, and not long. */
static bool
is_made_of(const char *s, const char *signs, size_t max)
{
    size_t n = s ? strlen(s) : 0;

    return n > 0 && n <= max && strspn(s, signs) == n;
}

/* A name in the page, in a space of its own: "note" becomes "t-note", so that
 * it never is one of the page's. NULL = none we take. */
static const char *
local_name(struct cleaner *c, const char *s)
{
    size_t n = s ? strlen(s) : 0;

    if (n == 0 || n > 80) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] <= ' ' || strchr("\"'<>&`#", s[i])) {
            return NULL;
        }
    }
    return arena_printf(c->a, "t-%s", s);
}

static void
put_link(struct cleaner *c, const char *href)
{
    const char *to = href ? safe_url(c->a, href) : NULL, *name;

    if (to && c->o->link && *to && strchr("/?#", to[strcspn(to, ":/?#")]) &&
        *to != '#') {
        to = c->o->link(c->o->user, to);
        to = to ? safe_url(c->a, to) : NULL;
    }
    if (!to) {
        return;
    }
    if (*to != '#') {
        put_attr(c, "href", to);
        put_attr(c, "rel", "nofollow noopener");
    } else if ((name = local_name(c, to + 1))) {
        put_attr(c, "href", arena_printf(c->a, "#%s", name));
    }
}

static void
put_number(struct cleaner *c, const struct html_tag *t, const char *name)
{
    const char *v = html_tag_attr(c->a, t, name);

    if (is_made_of(v, "0123456789", 3)) {
        put_attr(c, name, v);
    }
}

/* Of Markdown's tables: a column of figures ends where the line ends, in
 * either direction of writing. As attribute, and as we write it. */
static void
put_alignment(struct cleaner *c, const struct html_tag *t)
{
    const char *align = html_tag_attr(c->a, t, "align"),
               *class = html_tag_attr(c->a, t, "class");

    if (text_equal(align, "right") || text_equal(class, "r")) {
        put_attr(c, "class", "r");
    } else if (text_equal(align, "center") || text_equal(class, "m")) {
        put_attr(c, "class", "m");
    }
}

static void
put_attrs(struct cleaner *c, const struct html_tag *t)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    const char *v = html_tag_attr(c->a, t, "lang");

    if (is_made_of(v, letters, 20)) {
        put_attr(c, "lang", v);
    }
    v = html_tag_attr(c->a, t, "dir");
    if (v && (strcmp(v, "rtl") == 0 || strcmp(v, "ltr") == 0 ||
              strcmp(v, "auto") == 0)) {
        put_attr(c, "dir", v);
    }
    if ((v = local_name(c, html_tag_attr(c->a, t, "id")))) {
        put_attr(c, "id", v);
    }
    if (strcmp(t->name, "a") == 0) {
        put_link(c, html_tag_attr(c->a, t, "href"));
    }
    if (strcmp(t->name, "ol") == 0) {
        put_number(c, t, "start");
    }
    if (strcmp(t->name, "td") == 0 || strcmp(t->name, "th") == 0) {
        put_number(c, t, "colspan");
        put_number(c, t, "rowspan");
        put_alignment(c, t);
    }
    if (strcmp(t->name, "abbr") == 0 && (v = html_tag_attr(c->a, t, "title"))) {
        put_attr(c, "title", v);
    }
}

static void
put_picture(struct cleaner *c, const struct html_tag *t)
{
    const char *src = html_tag_attr(c->a, t, "src"),
               *alt = html_tag_attr(c->a, t, "alt");
    const char *at =
        src && c->o->picture ? c->o->picture(c->o->user, src) : NULL;

    if (!at || !(at = safe_url(c->a, at))) {
        if (alt && *alt) { /* what it shows is better than nothing */
            buf_puts(&c->out, "<em>");
            put_escaped(&c->out, alt, strlen(alt));
            buf_puts(&c->out, "</em>");
        }
        return;
    }
    buf_puts(&c->out, "<img");
    put_attr(c, "src", at);
    put_attr(c, "alt", alt ? alt : "");
    put_attr(c, "loading", "lazy");
    buf_putc(&c->out, '>');
}

/* Tasks: a box that cannot be ticked is a sign. */
static void
put_tick(struct cleaner *c, const struct html_tag *t)
{
    const char *type = html_tag_attr(c->a, t, "type");

    if (type && strcasecmp(type, "checkbox") == 0) {
        buf_puts(&c->out, html_tag_attr(c->a, t, "checked") ? "\xe2\x98\x91"
                                                            : "\xe2\x98\x90");
    }
}

static int
heading_level(struct cleaner *c, const char *name)
{
    int level;

    if (name[0] != 'h' || name[1] < '1' || name[1] > '6' || name[2]) {
        return 0;
    }
    level = name[1] - '0' + c->o->heading_shift;
    return level > 6 ? 6 : level;
}

static void
put_name(struct cleaner *c, const char *name, int level)
{
    if (level) {
        buf_putc(&c->out, 'h');
        buf_putc(&c->out, (char)('0' + level));
    } else {
        buf_puts(&c->out, name);
    }
}

static void
close_top(struct cleaner *c)
{
    c->depth--;
    buf_puts(&c->out, "</");
    put_name(c, c->open[c->depth]->name, c->shift_of[c->depth]);
    buf_putc(&c->out, '>');
}

/* Close down to the innermost open element of that name, if there is one. */
static void
close_element(struct cleaner *c, const struct allowed *e)
{
    int at = c->depth;

    while (at > 0 && c->open[at - 1] != e) {
        at--;
    }
    while (at > 0 && c->depth >= at) {
        close_top(c);
    }
}

/* A paragraph, item or cell ends the one before it, as browsers have it. */
static void
close_implied(struct cleaner *c, const struct allowed *e)
{
    static const char *const alone[] = {"p",  "li", "td", "th",
                                        "tr", "dt", "dd"};

    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++) {
        if (strcmp(e->name, alone[i]) == 0 && c->depth &&
            c->open[c->depth - 1] == e) {
            close_top(c);
        }
    }
}

static void
open_element(struct cleaner *c, const struct allowed *e,
             const struct html_tag *t)
{
    int level = heading_level(c, e->name);

    if (strcmp(e->name, "img") == 0) {
        put_picture(c, t);
        return;
    }
    close_implied(c, e);
    if (!e->empty && c->depth == DEPTH_MAX) {
        return; /* deeper than anything a person wrote */
    }
    buf_putc(&c->out, '<');
    put_name(c, e->name, level);
    put_attrs(c, t);
    buf_putc(&c->out, '>');
    if (!e->empty) {
        c->shift_of[c->depth] = level;
        c->open[c->depth++] = e;
    }
}

/* Behind the closing tag of a dropped element; the end without one. */
static const char *
skip_element(const char *p, const char *end, const char *name)
{
    size_t n = strlen(name);

    for (; p < end; p++) {
        if (*p == '<' && (size_t)(end - p) > n + 1 && p[1] == '/' &&
            strncasecmp(p + 2, name, n) == 0 &&
            ((size_t)(end - p) == n + 2 || !html_tag_is_letter(p[2 + n]))) {
            const char *close = memchr(p, '>', (size_t)(end - p));

            return close ? close + 1 : end;
        }
    }
    return end;
}

/* <!-- … -->, <!doctype …>, <? … >, </3 */
static const char *
skip_markup(const char *p, const char *end)
{
    const char *close;

    if ((size_t)(end - p) >= 4 && memcmp(p, "<!--", 4) == 0) {
        for (p += 4; p < end; p++) {
            if ((size_t)(end - p) >= 3 && memcmp(p, "-->", 3) == 0) {
                return p + 3;
            }
        }
        return end;
    }
    close = memchr(p, '>', (size_t)(end - p));
    return close ? close + 1 : end;
}

static const char *
clean_tag(struct cleaner *c, const char *p, const char *end)
{
    const struct allowed *e;
    struct html_tag t;
    const char *next = html_tag_read(p, end, &t);

    if (!next) {
        if (p + 1 < end && (p[1] == '!' || p[1] == '?' || p[1] == '/')) {
            return skip_markup(p, end);
        }
        buf_puts(&c->out, "&lt;");
        return p + 1;
    }
    if (!t.closing && is_dropped(t.name)) {
        /* Only drawings and formulas may be empty: <script/> is not. */
        bool empty = t.empty && (strcmp(t.name, "svg") == 0 ||
                                 strcmp(t.name, "math") == 0);

        return empty ? next : skip_element(next, end, t.name);
    }
    if (!t.closing && strcmp(t.name, "input") == 0) {
        put_tick(c, &t);
        return next;
    }
    e = find_element(t.name);
    if (e && t.closing && !e->empty) {
        close_element(c, e);
    } else if (e && !t.closing) {
        open_element(c, e, &t);
    }
    return next;
}

struct clean_html
html_clean(struct arena *a, const char *html, size_t len,
           const struct html_clean_options *options)
{
    static const struct html_clean_options none = {0};
    struct cleaner c = {.a = a, .o = options ? options : &none};
    const char *p = html, *end = html + len;
    struct clean_html out;

    buf_init(&c.out, OUT_MAX);
    while (p < end) {
        char bytes[8];
        size_t n;

        if (*p == '<') {
            p = clean_tag(&c, p, end);
        } else if (*p == '&' && html_refs_read(&p, end, bytes, &n)) {
            put_escaped(&c.out, bytes, n);
        } else {
            put_char(&c.out, *p++);
        }
    }
    while (c.depth) {
        close_top(&c);
    }
    if (!buf_ok(&c.out)) {
        buf_clear(&c.out); /* half of it would not be well-formed */
    }
    out = html_clean_stored(arena_textn(a, buf_text(&c.out), c.out.len),
                            c.out.len);
    buf_free(&c.out);
    return out;
}

/* A tag of ours at `p`, behind its `<`? "a<b or b>c" has none: what stands in a
 * tag behind its name has a =. */
static bool
is_tag(const char *p)
{
    char name[HTML_TAG_NAME + 1];
    size_t n = 0, len;

    p += *p == '/';
    for (; n < HTML_TAG_NAME &&
           (html_tag_is_letter(p[n]) || (n && p[n] >= '1' && p[n] <= '6'));
         n++) {
        name[n] = (char)(html_tag_is_letter(p[n]) ? p[n] | 32 : p[n]);
    }
    name[n] = '\0';
    p += n;
    len = strcspn(p, "<>");
    return p[len] == '>' &&
           (strspn(p, " \t\n/") >= len ||
            (*p && strchr(" \t\n", *p) && memchr(p, '=', len))) &&
           (find_element(name) || is_dropped(name));
}

bool
html_clean_has_tags(const char *s)
{
    const char *end = s + strlen(s);

    for (; s < end; s++) {
        const char *p = s;
        char bytes[8];
        size_t n;

        if ((*s == '&' && html_refs_read(&p, end, bytes, &n)) ||
            (*s == '<' && is_tag(s + 1))) {
            return true;
        }
    }
    return false;
}

struct clean_html
html_clean_text(struct arena *a, const char *text)
{
    struct buf b;
    struct clean_html out;

    buf_init(&b, OUT_MAX);
    while (*text) {
        const char *gap = strstr(text, "\n\n");
        size_t len = gap ? (size_t)(gap - text) : strlen(text);

        buf_puts(&b, "<p>");
        put_escaped(&b, text, len);
        buf_puts(&b, "</p>");
        text += len;
        text += strspn(text, "\n");
    }
    out = html_clean_stored(arena_textn(a, buf_text(&b), b.len), b.len);
    buf_free(&b);
    return out;
}

/* Does a tag stand inside a line of text? */
static bool
is_inline(const char *p, const char *end)
{
    static const char *const names[] = {
        "a",    "abbr",  "b",    "bdi",  "cite", "code",   "del", "em", "i",
        "img",  "ins",   "kbd",  "mark", "q",    "rp",     "rt",  "s",  "ruby",
        "samp", "small", "span", "sub",  "sup",  "strong", "var", "u"};
    size_t n = 0;

    p += p < end && *p == '/';
    while (p + n < end && html_tag_is_letter(p[n])) {
        n++;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == n && memcmp(names[i], p, n) == 0) {
            return true;
        }
    }
    return false;
}

const char *
html_clean_plain(struct arena *a, struct clean_html h)
{
    char *out = arena_alloc(a, h.len + 1);
    const char *p = h.html, *end = h.html + h.len;
    size_t n = 0;

    while (p < end) {
        const char *close = *p == '<' ? memchr(p, '>', (size_t)(end - p)) : p;

        if (*p != '<') {
            out[n++] = *p;
        } else if (n && out[n - 1] != ' ' && out[n - 1] != '\n' &&
                   !is_inline(p + 1, end)) {
            out[n++] = ' '; /* two paragraphs are two words */
        }
        p = close ? close + 1 : end;
    }
    while (n && out[n - 1] == ' ') {
        n--;
    }
    return html_refs_decode(a, out, n);
}
