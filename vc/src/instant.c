/* SPDX-License-Identifier: Apache-2.0 */
/* instant: dateTimeStamp to milliseconds and back, without the C library's
 * calendar, which knows locales and zones that a credential does not. */

#include "vc/instant.h"

#include <string.h>

enum { MS_DAY = 86400000 };

/* Days since 1970-01-01 of a proleptic Gregorian date (years from March, so
 * that the leap day comes last). */
static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

static int
days_in(int64_t year, int64_t month)
{
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool
read_digits(const char *text, size_t count, int64_t *out)
{
    int64_t value = 0;

    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

/* Reads ".digits" at `*at`, if there is any. */
static bool
read_fraction(const char *text, size_t len, size_t *at, int64_t *ms)
{
    int64_t scale = 100;
    size_t i = *at;

    *ms = 0;
    if (i >= len || text[i] != '.') {
        return true;
    }
    for (i++; i < len && text[i] >= '0' && text[i] <= '9'; i++) {
        *ms += scale * (text[i] - '0');
        scale /= 10;
    }
    if (i == *at + 1) {
        return false;
    }
    *at = i;
    return true;
}

static bool
read_offset(const char *text, size_t len, int64_t *ms)
{
    int64_t hours = 0;
    int64_t minutes = 0;

    *ms = 0;
    if (len == 1 && text[0] == 'Z') {
        return true;
    }
    if (len != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' ||
        !read_digits(text + 1, 2, &hours) ||
        !read_digits(text + 4, 2, &minutes) || minutes > 59 ||
        hours * 60 + minutes > 14 * 60) {
        return false;
    }
    *ms = (hours * 60 + minutes) * 60000 * (text[0] == '-' ? -1 : 1);
    return true;
}

bool
vc_instant_parse(const char *text, size_t len, int64_t *out_ms)
{
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    int64_t fraction = 0;
    int64_t offset = 0;
    size_t at = 19;

    if (len < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
        text[13] != ':' || text[16] != ':' || !read_digits(text, 4, &year) ||
        !read_digits(text + 5, 2, &month) || !read_digits(text + 8, 2, &day) ||
        !read_digits(text + 11, 2, &hour) ||
        !read_digits(text + 14, 2, &minute) ||
        !read_digits(text + 17, 2, &second) ||
        !read_fraction(text, len, &at, &fraction) ||
        !read_offset(text + at, len - at, &offset)) {
        return false;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > days_in(year, month) || minute > 59 || second > 60) {
        return false;
    }
    if (hour > 23 &&
        !(hour == 24 && minute == 0 && second == 0 && fraction == 0)) {
        return false;
    }
    if (second == 60) {
        second = 59;
    }
    *out_ms = days_of(year, month, day) * MS_DAY +
              ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offset;
    return true;
}

static void
put_digits(char *out, size_t count, int64_t value)
{
    for (size_t i = count; i-- > 0; value /= 10) {
        out[i] = (char)('0' + value % 10);
    }
}

size_t
vc_instant_write(int64_t ms, char out[VC_INSTANT_TEXT])
{
    const int64_t first = days_of(1, 1, 1) * MS_DAY;
    const int64_t last = days_of(10000, 1, 1) * MS_DAY;
    int64_t shifted = 0;
    int64_t rest = 0;
    int64_t year = 1;
    int64_t month = 1;
    int64_t day = 0;

    if (ms < first || ms >= last) {
        return 0;
    }
    shifted = (ms - first) / MS_DAY;
    rest = (ms - first) % MS_DAY;
    year += shifted / 366; /* never too late; at most a few steps too early */
    while (days_of(year + 1, 1, 1) - days_of(1, 1, 1) <= shifted) {
        year++;
    }
    day = shifted - (days_of(year, 1, 1) - days_of(1, 1, 1));
    while (day >= days_in(year, month)) {
        day -= days_in(year, month);
        month++;
    }
    memcpy(out, "0000-00-00T00:00:00", 19);
    put_digits(out, 4, year);
    put_digits(out + 5, 2, month);
    put_digits(out + 8, 2, day + 1);
    put_digits(out + 11, 2, rest / 3600000);
    put_digits(out + 14, 2, rest / 60000 % 60);
    put_digits(out + 17, 2, rest / 1000 % 60);
    if (rest % 1000 == 0) {
        out[19] = 'Z';
        return 20;
    }
    out[19] = '.';
    put_digits(out + 20, 3, rest % 1000);
    out[23] = 'Z';
    return VC_INSTANT_TEXT;
}
