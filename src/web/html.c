/* SPDX-License-Identifier: Apache-2.0 */
/* html: what compiled pages write with. */

#include "web/html.h"

#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Signs that are not written as they are: a page looks at each of its bytes
 * once, so by a table. */
enum { SIGN_ESCAPED = 1, SIGN_NOT_IN_URL = 2 };
static const unsigned char signs[256] = {
    ['&'] = SIGN_ESCAPED,     ['<'] = SIGN_ESCAPED,  ['>'] = SIGN_ESCAPED,
    ['"'] = SIGN_ESCAPED,     ['\''] = SIGN_ESCAPED, ['\\'] = SIGN_NOT_IN_URL,
    [0x7f] = SIGN_NOT_IN_URL,
};

static const char *
escape(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

static void
put_text(struct buf *b, const char *s, size_t len)
{
    size_t from = 0;

    for (size_t i = 0; i < len; i++) {
        if (signs[(unsigned char)s[i]] & SIGN_ESCAPED) {
            buf_put(b, s + from, i - from);
            buf_puts(b, escape(s[i]));
            from = i + 1;
        }
    }
    buf_put(b, s + from, len - from);
}

void
html_text(struct buf *b, const char *s)
{
    if (s) {
        put_text(b, s, strlen(s));
    }
}

void
html_int(struct buf *b, int64_t n)
{
    buf_int(b, n);
}

void
html_ready(struct buf *b, struct clean_html h)
{
    buf_put(b, h.html, h.len);
}

/* Browsers drop tabs and line feeds inside addresses and controls before them;
 * an address with any of these is none of ours. */
static bool
is_safe_url(const char *s)
{
    for (const char *p = s; *p; p++) {
        unsigned char c = (unsigned char)*p;

        if (c <= 0x20 || signs[c] & SIGN_NOT_IN_URL) {
            return false;
        }
    }
    if (s[0] == '/') {
        return s[1] != '/'; /* "//host" leads away */
    }
    return s[0] == '\0' || s[0] == '?' || s[0] == '#' ||
           text_starts(s, "https://") || text_starts(s, "http://") ||
           text_starts(s, "mailto:");
}

void
html_url(struct buf *b, const char *s)
{
    html_text(b, s && is_safe_url(s) ? s : "#");
}

void
html_num(struct buf *b, const struct lang *lang, int64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)n);
    int start = n < 0;

    (void)lang; /* U+202F reads well in all our languages */
    if (len - start <= 4) {
        buf_puts(b, digits);
        return;
    }
    for (int i = 0; i < len; i++) {
        if (i > start && (len - i) % 3 == 0) {
            buf_puts(b, "\xe2\x80\xaf");
        }
        buf_putc(b, digits[i]);
    }
}

static const char *const months[] = {
    N_("January"),   N_("February"), N_("March"),    N_("April"),
    N_("May"),       N_("June"),     N_("July"),     N_("August"),
    N_("September"), N_("October"),  N_("November"), N_("December"),
};

void
html_date(struct buf *b, const struct lang *lang, const char *date)
{
    int64_t days;
    int year, month, day;

    if (!date || !date_parse(date, &days)) {
        html_text(b, date);
        return;
    }
    date_civil(days, &year, &month, &day);
    html_tr(b, lang, N_("%{day} %{month} %{year}"),
            (const struct html_filler[]){
                html_filler_int("day", day),
                html_filler_text("month", tr(lang, months[month - 1])),
                html_filler_int("year", year),
                {NULL, NULL, 0},
            });
}

bool
html_is_text(const char *s)
{
    return s && *s;
}

bool
html_is_int(int64_t n)
{
    return n != 0;
}

bool
html_is_pointer(const void *p)
{
    return p != NULL;
}

/* --- translated texts --- */

struct html_filler
html_filler_text(const char *name, const char *s)
{
    return (struct html_filler){.name = name, .s = s ? s : ""};
}

struct html_filler
html_filler_int(const char *name, int64_t n)
{
    return (struct html_filler){.name = name, .n = n};
}

static void
fill(struct buf *b, const struct lang *lang, const char *text,
     const struct html_filler *fillers)
{
    while (*text) {
        const char *at = strstr(text, "%{");
        size_t n = at ? (size_t)(at - text) : strlen(text);
        const char *end = at ? strchr(at, '}') : NULL;

        put_text(b, text, n);
        if (!end) {
            html_text(b, at);
            return;
        }
        for (const struct html_filler *f = fillers; f->name; f++) {
            if (strncmp(f->name, at + 2, (size_t)(end - at - 2)) == 0 &&
                f->name[end - at - 2] == '\0') {
                if (f->s) {
                    html_text(b, f->s);
                } else {
                    html_num(b, lang, f->n);
                }
                break;
            }
        }
        text = end + 1;
    }
}

void
html_tr(struct buf *b, const struct lang *lang, const char *msgid,
        const struct html_filler *fillers)
{
    fill(b, lang, tr(lang, msgid), fillers);
}

void
html_tr_n(struct buf *b, const struct lang *lang, int64_t n, const char *one,
          const char *many, const struct html_filler *fillers)
{
    struct html_filler all[16] = {html_filler_int("n", n)};

    for (size_t i = 1; i + 1 < sizeof all / sizeof all[0] && fillers->name;
         i++) {
        all[i] = *fillers++;
    }
    fill(b, lang, tr_n(lang, n, one, many), all);
}
