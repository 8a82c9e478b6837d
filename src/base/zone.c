/* SPDX-License-Identifier: Apache-2.0 */
/* zone: civil days in a time zone of the IANA database. */

#include "base/zone.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZONE_FILE_MAX = 64 * 1024, ZONE_TIMES = 2000, ZONE_TYPES = 256 };
enum { ZONE_HEADER = 44, ZONE_CACHE = 64, ZONE_NAME = 64 };

/* The rule after the last transition, from the file's footer: a standard
 * offset and, where there is daylight saving, when it begins and ends. */
struct change {
    int month, week, day; /* Mm.w.d */
    int seconds;          /* after local midnight */
};

struct rule {
    bool known;
    bool dst;
    int std_offset; /* seconds east */
    int dst_offset;
    struct change begin, end;
};

struct zone {
    size_t count;
    int64_t times[ZONE_TIMES]; /* seconds since 1970 */
    int offsets[ZONE_TIMES];   /* from that time on */
    int first;                 /* before the first */
    struct rule rule;
};

/* --- reading bytes --- */

static int64_t
big_endian(const unsigned char *p, int bytes)
{
    uint64_t n = p[0] & 0x80 ? UINT64_MAX : 0;

    for (int i = 0; i < bytes; i++) {
        n = n << 8 | p[i];
    }
    return (int64_t)n;
}

struct counts {
    size_t isut, isstd, leap, time, type, chars;
};

static bool
read_header(const unsigned char *p, size_t len, struct counts *n)
{
    if (len < ZONE_HEADER || memcmp(p, "TZif", 4) != 0 || p[4] < '2') {
        return false;
    }
    n->isut = (size_t)big_endian(p + 20, 4);
    n->isstd = (size_t)big_endian(p + 24, 4);
    n->leap = (size_t)big_endian(p + 28, 4);
    n->time = (size_t)big_endian(p + 32, 4);
    n->type = (size_t)big_endian(p + 36, 4);
    n->chars = (size_t)big_endian(p + 40, 4);
    return n->isut <= ZONE_TYPES && n->isstd <= ZONE_TYPES && n->leap <= 100 &&
           n->time <= ZONE_TIMES && n->type >= 1 && n->type <= ZONE_TYPES &&
           n->chars <= 1000;
}

static size_t
body_size(const struct counts *n, size_t time_bytes)
{
    return n->time * time_bytes + n->time + n->type * 6 + n->chars +
           n->leap * (time_bytes + 4) + n->isstd + n->isut;
}

/* --- the footer: a TZ string of POSIX --- */

static const char *
skip_name(const char *s)
{
    if (*s == '<') {
        while (*s && *s != '>') {
            s++;
        }
        return *s ? s + 1 : s;
    }
    while ((*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z')) {
        s++;
    }
    return s;
}

static const char *
read_number(const char *s, int *out)
{
    int n = 0, digits = 0;

    while (*s >= '0' && *s <= '9' && digits < 4) {
        n = n * 10 + (*s++ - '0');
        digits++;
    }
    *out = n;
    return digits ? s : NULL;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static const char *
read_time(const char *s, int *out)
{
    int sign = *s == '-' ? -1 : 1, part = 0, unit = 3600, sum = 0;

    s += *s == '-' || *s == '+';
    for (int i = 0; i < 3; i++) {
        s = read_number(s, &part);
        if (!s) {
            return NULL;
        }
        sum += part * unit;
        unit /= 60;
        if (*s != ':') {
            break;
        }
        s++;
    }
    *out = sign * sum;
    return s;
}

/* ,Mm.w.d[/time] */
static const char *
read_change(const char *s, struct change *out)
{
    if (*s++ != ',' || *s++ != 'M' || !(s = read_number(s, &out->month)) ||
        *s++ != '.' || !(s = read_number(s, &out->week)) || *s++ != '.' ||
        !(s = read_number(s, &out->day))) {
        return NULL;
    }
    out->seconds = 2 * 3600;
    if (*s == '/') {
        s = read_time(s + 1, &out->seconds);
    }
    return out->month >= 1 && out->month <= 12 && out->week >= 1 &&
                   out->week <= 5 && out->day <= 6
               ? s
               : NULL;
}

static bool
read_rule(const char *s, struct rule *out)
{
    int west = 0;

    s = read_time(skip_name(s), &west);
    if (!s) {
        return false;
    }
    out->std_offset = -west;
    out->known = true;
    if (!*s) {
        return true;
    }
    s = skip_name(s);
    out->dst_offset = out->std_offset + 3600;
    if (*s && *s != ',') {
        s = read_time(s, &west);
        if (!s) {
            return false;
        }
        out->dst_offset = -west;
    }
    s = read_change(s, &out->begin);
    s = s ? read_change(s, &out->end) : NULL;
    out->dst = s && !*s;
    return out->dst;
}

/* --- the file --- */

static bool
read_body(struct zone *z, const unsigned char *p, const struct counts *n)
{
    const unsigned char *index = p + n->time * 8;
    const unsigned char *types = index + n->time;

    z->count = n->time;
    z->first = (int)big_endian(types, 4);
    for (size_t i = 0; i < n->time; i++) {
        if (index[i] >= n->type) {
            return false;
        }
        z->times[i] = big_endian(p + i * 8, 8);
        z->offsets[i] = (int)big_endian(types + index[i] * 6, 4);
        if (i && z->times[i] <= z->times[i - 1]) {
            return false;
        }
    }
    return true;
}

static bool
read_footer(struct zone *z, const unsigned char *p, size_t len)
{
    char text[128];
    const unsigned char *end;
    size_t n;

    if (len < 2 || p[0] != '\n') {
        return false;
    }
    end = memchr(p + 1, '\n', len - 1);
    if (!end) {
        return false;
    }
    n = (size_t)(end - p - 1);
    if (n >= sizeof text) {
        return false;
    }
    memcpy(text, p + 1, n);
    text[n] = '\0';
    return n == 0 || read_rule(text, &z->rule);
}

bool
zone_parse(const void *content, size_t len, struct zone **out)
{
    const unsigned char *p = content;
    struct counts n;
    struct zone *z;
    size_t skip;

    *out = NULL;
    if (len > ZONE_FILE_MAX || !read_header(p, len, &n)) {
        return false;
    }
    /* The first block has times of 32 bits and is only for old readers. */
    skip = ZONE_HEADER + body_size(&n, 4);
    if (skip > len || !read_header(p + skip, len - skip, &n) ||
        len - skip < ZONE_HEADER + body_size(&n, 8)) {
        return false;
    }
    z = calloc(1, sizeof *z);
    if (!z) {
        return false;
    }
    p += skip + ZONE_HEADER;
    len -= skip + ZONE_HEADER;
    if (!read_body(z, p, &n) ||
        !read_footer(z, p + body_size(&n, 8), len - body_size(&n, 8))) {
        zone_free(z);
        return false;
    }
    *out = z;
    return true;
}

void
zone_free(struct zone *z)
{
    free(z);
}

/* Seconds since 1970, in local time, of a yearly change. */
static int64_t
change_at(int year, const struct change *ch)
{
    int64_t first = date_days(year, ch->month, 1);
    int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 1970-01-01: Thursday */
    int64_t day = first + (ch->day - weekday + 7) % 7 + (ch->week - 1) * 7;
    int64_t next = ch->month == 12 ? date_days(year + 1, 1, 1)
                                   : date_days(year, ch->month + 1, 1);

    while (day >= next) { /* week 5 means the last one */
        day -= 7;
    }
    return day * 86400 + ch->seconds;
}

static int
rule_offset(const struct rule *r, int64_t seconds)
{
    int year, month, day;
    int64_t begin, end;
    bool summer;

    if (!r->dst) {
        return r->std_offset;
    }
    date_civil((seconds + r->std_offset) / 86400, &year, &month, &day);
    begin = change_at(year, &r->begin) - r->std_offset;
    end = change_at(year, &r->end) - r->dst_offset;
    summer = begin < end ? seconds >= begin && seconds < end
                         : seconds >= begin || seconds < end;
    return summer ? r->dst_offset : r->std_offset;
}

int
zone_offset(const struct zone *z, int64_t ms)
{
    int64_t seconds = ms / 1000 - (ms % 1000 < 0);
    size_t low = 0, high = z->count;

    if (z->rule.known && (z->count == 0 || seconds >= z->times[z->count - 1])) {
        return rule_offset(&z->rule, seconds);
    }
    while (low < high) {
        size_t middle = (low + high) / 2;

        if (z->times[middle] <= seconds) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? z->offsets[low - 1] : z->first;
}

/* --- by name --- */

static struct {
    pthread_mutex_t lock;
    size_t count;
    struct {
        char name[ZONE_NAME];
        struct zone *zone; /* NULL = there is none */
    } items[ZONE_CACHE];
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Names come from the database; still, nothing may lead out of the folder. */
static bool
is_zone_name(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && len < ZONE_NAME && name[0] != '/' &&
           !strstr(name, "..") &&
           strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789_+-/") == len;
}

static struct zone *
read_zone(const char *name)
{
    struct arena *a = arena_new(ZONE_FILE_MAX + 4096);
    struct zone *z = NULL;
    char *data = NULL;
    size_t len = 0;
    const char *path = file_join(a, "/usr/share/zoneinfo", name);

    if (file_read(a, path, ZONE_FILE_MAX, &data, &len) == OK) {
        (void)zone_parse(data, len, &z);
    }
    arena_free(a);
    return z;
}

/* The zone of a name, read on first use and kept for good; NULL = none. */
static const struct zone *
find_zone(const char *name)
{
    const struct zone *found = NULL;
    size_t i;

    if (!name || !is_zone_name(name)) {
        return NULL;
    }
    pthread_mutex_lock(&cache.lock);
    for (i = 0; i < cache.count; i++) {
        if (strcmp(cache.items[i].name, name) == 0) {
            break;
        }
    }
    if (i == cache.count && i < ZONE_CACHE) {
        memcpy(cache.items[i].name, name, strlen(name) + 1);
        cache.items[i].zone = read_zone(name);
        cache.count++;
    }
    found = i < ZONE_CACHE ? cache.items[i].zone : NULL;
    pthread_mutex_unlock(&cache.lock);
    return found;
}

void
zone_date(const char *name, int64_t ms, char out[DATE_SIZE])
{
    const struct zone *z = find_zone(name);
    int64_t local = ms + (z ? (int64_t)zone_offset(z, ms) * 1000 : 0);

    date_write(local / DATE_DAY_MS - (local % DATE_DAY_MS < 0), out);
}

void
zone_stamp(const char *name, int64_t ms, char out[ZONE_STAMP_SIZE])
{
    const struct zone *z = find_zone(name);
    /* Whole minutes: the form has no place for the seconds of local mean
     * time, and clock and offset must agree. */
    int offset = z ? zone_offset(z, ms) / 60 : 0;
    unsigned away = (unsigned)(offset < 0 ? -offset : offset) % (24 * 60);
    char local[DATE_STAMP_SIZE];

    date_stamp_seconds(ms + (int64_t)offset * 60000, local);
    (void)snprintf(out, ZONE_STAMP_SIZE, "%.19s%c%02u:%02u", local,
                   offset < 0 ? '-' : '+', away / 60, away % 60);
}

bool
zone_instant(const char *name, int64_t days, int minute, int64_t *ms)
{
    const struct zone *z = find_zone(name);
    int64_t local = (days * 1440 + minute) * 60000;
    int before, after;

    if (!z) {
        return false;
    }
    /* Clocks differ from UTC by less than a day: what holds a day before and a
     * day after are the two offsets that can be meant. The greater one gives
     * the earlier instant. */
    before = zone_offset(z, local - DATE_DAY_MS);
    after = zone_offset(z, local + DATE_DAY_MS);
    for (int i = 0; i < 2; i++) {
        bool greater = i == 0;
        int offset = (before > after) == greater ? before : after;

        *ms = local - (int64_t)offset * 1000;
        if (zone_offset(z, *ms) == offset) {
            return true;
        }
    }
    return false;
}

bool
zone_exists(const char *name)
{
    return find_zone(name) != NULL;
}
