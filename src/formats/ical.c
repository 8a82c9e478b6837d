/* SPDX-License-Identifier: Apache-2.0 */
/* ical: a calendar that others subscribe to (RFC 5545), written. */

#include "formats/ical.h"

#include "base/date.h"

#include <string.h>

enum { LINE_OCTETS = 75 };

/* A content line being written: how many octets its last piece has. */
struct line {
    struct buf *b;
    size_t octets;
};

/* A byte that goes on a character begun before it. */
static bool
is_inner(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Whole characters, so that a fold never stands inside one. */
static void
put(struct line *l, const char *s, size_t len)
{
    size_t i = 0;

    while (i < len) {
        size_t n = 1;

        while (i + n < len && is_inner(s[i + n])) {
            n++;
        }
        if (l->octets + n > LINE_OCTETS) {
            buf_puts(l->b, "\r\n ");
            l->octets = 1;
        }
        buf_put(l->b, s + i, n);
        l->octets += n;
        i += n;
    }
}

static void
puts_to(struct line *l, const char *s)
{
    put(l, s, strlen(s));
}

static bool
is_control(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7f;
}

/* TEXT of 3.3.11: what would end or part the value is escaped; other control
 * characters have no form there and are left out. */
static void
put_escaped(struct line *l, const char *s)
{
    while (*s) {
        size_t plain = 0;

        while (s[plain] && !strchr("\\;,", s[plain]) && !is_control(s[plain])) {
            plain++;
        }
        put(l, s, plain);
        s += plain;
        if (!*s) {
            return;
        }
        if (*s == '\n') {
            puts_to(l, "\\n");
        } else if (!is_control(*s)) {
            put(l, (const char[]){'\\', *s}, 2);
        }
        s++;
    }
}

static void
put_text_in(struct buf *b, const char *property, const char *lang,
            const char *value)
{
    struct line l = {b, 0};

    if (!value || !*value) {
        return;
    }
    puts_to(&l, property);
    if (lang) {
        puts_to(&l, ";LANGUAGE=");
        puts_to(&l, lang);
    }
    puts_to(&l, ":");
    put_escaped(&l, value);
    buf_puts(b, "\r\n");
}

static void
put_text(struct buf *b, const char *property, const char *value)
{
    put_text_in(b, property, NULL, value);
}

/* A URI is not escaped; a control character would begin another line. */
static void
put_uri(struct buf *b, const char *property, const char *value)
{
    struct line l = {b, 0};

    if (!value || !*value) {
        return;
    }
    puts_to(&l, property);
    puts_to(&l, ":");
    for (; *value; value++) {
        if (!is_control(*value)) {
            put(&l, value, 1);
        }
    }
    buf_puts(b, "\r\n");
}

static void
put_instant(struct buf *b, const char *property, int64_t ms)
{
    char s[DATE_STAMP_SIZE];

    date_stamp_seconds(ms, s); /* 2026-11-25T22:53:50Z */
    buf_printf(b, "%s:%.4s%.2s%.5s%.2s%.3s\r\n", property, s, s + 5, s + 8,
               s + 14, s + 17);
}

void
ical_begin(struct buf *b, const char *name, const char *lang)
{
    buf_puts(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                "PRODID:-//Quipu//Quipu//EN\r\n");
    put_text_in(b, "NAME", lang, name);
    put_text(b, "X-WR-CALNAME", name); /* what came before NAME (RFC 7986) */
    buf_puts(b, "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n");
}

void
ical_event(struct buf *b, const struct ical_event *e)
{
    buf_puts(b, "BEGIN:VEVENT\r\n");
    put_text(b, "UID", e->uid);
    /* Without METHOD both say when the event was last changed (3.8.7.2). */
    put_instant(b, "DTSTAMP", e->modified_ms);
    put_instant(b, "LAST-MODIFIED", e->modified_ms);
    buf_printf(b, "SEQUENCE:%lld\r\n", (long long)e->sequence);
    put_instant(b, "DTSTART", e->from_ms);
    put_instant(b, "DTEND", e->to_ms);
    put_text(b, "SUMMARY", e->summary);
    put_text(b, "DESCRIPTION", e->description);
    put_text(b, "LOCATION", e->location);
    put_uri(b, "URL", e->url);
    put_text(b, "STATUS", e->cancelled ? "CANCELLED" : "CONFIRMED");
    buf_puts(b, "END:VEVENT\r\n");
}

void
ical_end(struct buf *b)
{
    buf_puts(b, "END:VCALENDAR\r\n");
}
