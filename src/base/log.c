/* SPDX-License-Identifier: Apache-2.0 */
/* log: each line leaves in a single write, so that threads never mix. */

#include "base/log.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_SIZE = 1024, JSON_SIZE = 2048, REQUEST_SIZE = 24, DIGITS_MAX = 15 };

static _Atomic(enum log_level) lowest = LOG_INFO;

static atomic_bool json;
static atomic_llong counts[LOG_LEVELS];
static _Thread_local char request[REQUEST_SIZE];

static const char *const names[] = {"debug", "info", "warn", "error"};

void
log_set_level(enum log_level level)
{
    atomic_store(&lowest, level);
}

void
log_set_json(bool on)
{
    atomic_store(&json, on);
}

void
log_set_request(const char *id)
{
    snprintf(request, sizeof request, "%s", id);
}

int64_t
log_count(enum log_level level)
{
    return atomic_load(&counts[level]);
}

static void
write_line(char *line, size_t size, int used)
{
    size_t len = used < 0 ? 0 : (size_t)used;

    if (len > size - 2) {
        len = size - 2;
    }
    /* A line is a line, whatever stands in the values. */
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)line[i] < 0x20) {
            line[i] = ' ';
        }
    }
    line[len] = '\n';
    if (write(STDERR_FILENO, line, len + 1) < 0) {
        return; /* nowhere left to complain */
    }
}

/* --- JSON --- */

/* A line that grows member by member; one that does not fit is left out. */
struct object {
    char text[JSON_SIZE];
    size_t len;
    bool full;
};

static void
put(struct object *o, const char *s, size_t len)
{
    /* Room for the end: brace and line feed. */
    if (o->full || len > sizeof o->text - 3 - o->len) {
        o->full = true;
        return;
    }
    memcpy(o->text + o->len, s, len);
    o->len += len;
}

static void
put_string(struct object *o, const char *s, size_t len)
{
    bool utf8 = text_utf8_valid(s, len);

    put(o, "\"", 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c == '"' || c == '\\') {
            put(o, "\\", 1);
        }
        if (c < 0x20 || c == 0x7f) {
            put(o, " ", 1);
        } else {
            put(o, c >= 0x80 && !utf8 ? "?" : &s[i], 1);
        }
    }
    put(o, "\"", 1);
}

/* Digits enough for any count; a longer row of them is a name. */
static bool
is_number(const char *s, size_t len)
{
    size_t at = len && s[0] == '-';

    if (at == len || len - at > DIGITS_MAX || (s[at] == '0' && len - at > 1)) {
        return false;
    }
    while (at < len && s[at] >= '0' && s[at] <= '9') {
        at++;
    }
    return at == len;
}

static void
put_member(struct object *o, const char *key, size_t key_len, const char *value,
           size_t len)
{
    size_t before = o->len;

    if (o->len > 1) {
        put(o, ",", 1);
    }
    put_string(o, key, key_len);
    put(o, ":", 1);
    if (is_number(value, len)) {
        put(o, value, len);
    } else {
        put_string(o, value, len);
    }
    if (o->full) {
        o->len = before;
        o->full = false;
    }
}

/* The length of the key of a pair, 0 when `s` begins with no pair. */
static size_t
key_length(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz_0123456789");

    return s[n] == '=' ? n : 0;
}

/* The end of the value in quotes that begins at `s`: the quote behind which the
 * line ends or a pair follows. */
static const char *
closing_quote(const char *s)
{
    while (*s &&
           !(s[0] == '"' && (!s[1] || (s[1] == ' ' && key_length(s + 2))))) {
        s++;
    }
    return *s ? s : NULL;
}

static void
put_pairs(struct object *o, const char *s)
{
    size_t key;

    while ((key = key_length(s))) {
        const char *value = s + key + 1, *quote = NULL;
        size_t len = strcspn(value, " ");

        if (*value == '"') {
            quote = closing_quote(value + 1);
        }
        if (quote) {
            put_member(o, s, key, value + 1, (size_t)(quote - value - 1));
            s = quote + 1;
        } else {
            put_member(o, s, key, value, len);
            s = value + len;
        }
        s += strspn(s, " ");
    }
    if (*s) {
        put_member(o, "text", 4, s, strlen(s));
    }
}

static void
write_json(const char *stamp, enum log_level level, const char *what,
           const char *pairs)
{
    struct object o = {.text = "{", .len = 1};

    put_member(&o, "time", 4, stamp, strlen(stamp));
    put_member(&o, "level", 5, names[level], strlen(names[level]));
    put_member(&o, "event", 5, what, strlen(what));
    if (request[0]) {
        put_member(&o, "id", 2, request, strlen(request));
    }
    put_pairs(&o, pairs);
    o.text[o.len++] = '}';
    write_line(o.text, sizeof o.text, (int)o.len);
}

/* --- lines --- */

static void
write_text(const char *stamp, enum log_level level, const char *what,
           const char *pairs)
{
    char line[LINE_SIZE + 128];
    int n = snprintf(line, sizeof line, "%s %s %s%s%s%s%s", stamp, names[level],
                     what, request[0] ? " id=" : "", request,
                     pairs[0] ? " " : "", pairs);

    write_line(line, sizeof line, n);
}

void
log_line(enum log_level level, const char *what, const char *format, ...)
{
    char pairs[LINE_SIZE];
    char stamp[DATE_STAMP_SIZE];
    va_list ap;

    if (level < atomic_load(&lowest)) {
        return;
    }
    atomic_fetch_add(&counts[level], 1);
    date_stamp(clock_now_ms(), stamp);
    va_start(ap, format);
    if (vsnprintf(pairs, sizeof pairs, format, ap) < 0) {
        pairs[0] = '\0';
    }
    va_end(ap);
    (atomic_load(&json) ? write_json : write_text)(stamp, level, what, pairs);
}

_Noreturn void
log_fatal(const char *what, const char *key, int64_t value)
{
    log_line(LOG_ERROR, what, "%s=%lld fatal=1", key, (long long)value);
    abort();
}
