/* SPDX-License-Identifier: Apache-2.0 */
/* date: civil dates and instants as text. The conversion is the well-known
 * one over eras of 400 years (proleptic Gregorian, March-based year). */

#include "base/date.h"

#include "base/arena.h"

#include <stdio.h>
#include <string.h>

int64_t
date_days(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

void
date_civil(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

static bool
digits(const char *s, int count, int *out)
{
    int n = 0;

    for (int i = 0; i < count; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return false;
        }
        n = n * 10 + (s[i] - '0');
    }
    *out = n;
    return true;
}

bool
date_parse(const char *s, int64_t *days)
{
    int y, m, d, ry, rm, rd;
    int64_t n;

    if (!s || strlen(s) != 10 || s[4] != '-' || s[7] != '-' ||
        !digits(s, 4, &y) || !digits(s + 5, 2, &m) || !digits(s + 8, 2, &d)) {
        return false;
    }
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > 31) {
        return false;
    }
    n = date_days(y, m, d);
    date_civil(n, &ry, &rm, &rd);
    if (ry != y || rm != m || rd != d) {
        return false; /* 31 April and the like */
    }
    *days = n;
    return true;
}

bool
date_valid(const char *s)
{
    int64_t days;

    return date_parse(s, &days);
}

void
date_write(int64_t days, char out[DATE_SIZE])
{
    int y, m, d;

    date_civil(days, &y, &m, &d);
    snprintf(out, DATE_SIZE, "%04u-%02u-%02u", (unsigned)y % 10000,
             (unsigned)m % 100, (unsigned)d % 100);
}

const char *
date_of_ms(struct arena *a, int64_t ms)
{
    char *out = arena_alloc(a, DATE_SIZE);

    out[0] = '\0';
    if (ms) {
        date_write(ms / DATE_DAY_MS, out);
    }
    return out;
}

static void
stamp(int64_t ms, char out[DATE_STAMP_SIZE], bool with_ms)
{
    int64_t days = ms / DATE_DAY_MS - (ms % DATE_DAY_MS < 0);
    unsigned rest = (unsigned)(ms - days * DATE_DAY_MS);
    char day[DATE_SIZE];

    date_write(days, day);
    if (with_ms) {
        snprintf(out, DATE_STAMP_SIZE, "%sT%02u:%02u:%02u.%03uZ", day,
                 rest / 3600000 % 24, rest / 60000 % 60, rest / 1000 % 60,
                 rest % 1000);
    } else {
        snprintf(out, DATE_STAMP_SIZE, "%sT%02u:%02u:%02uZ", day,
                 rest / 3600000 % 24, rest / 60000 % 60, rest / 1000 % 60);
    }
}

void
date_next_end(const char *from, const char *to, char out[DATE_SIZE])
{
    int64_t began = 0, ended = 0;
    int y1, m1, d1, y2, m2, d2;

    (void)date_parse(from, &began);
    (void)date_parse(to, &ended);
    date_civil(began, &y1, &m1, &d1);
    date_civil(ended + 1, &y2, &m2, &d2);
    date_write(m1 == m2 && d1 == d2 ? date_days(y2 + y2 - y1, m2, 1) + d2 - 2
                                    : ended + 1 + ended - began,
               out);
}

void
date_stamp(int64_t ms, char out[DATE_STAMP_SIZE])
{
    stamp(ms, out, true);
}

void
date_stamp_seconds(int64_t ms, char out[DATE_STAMP_SIZE])
{
    stamp(ms, out, false);
}
