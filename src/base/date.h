/* SPDX-License-Identifier: Apache-2.0 */
/* date: civil dates and instants as text.
 *
 * An instant is `int64_t` milliseconds UTC (`_ms`); a civil day is text
 * "YYYY-MM-DD" (`_date`), decided once in the zone of its organisation and
 * stored. Years 1..9999.
 */
#ifndef QUIPU_BASE_DATE_H
#define QUIPU_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { DATE_SIZE = 11, DATE_STAMP_SIZE = 25 };

#define DATE_DAY_MS INT64_C(86400000)

/* Days since 1970-01-01 of a civil date (proleptic Gregorian), and back. */
int64_t date_days(int year, int month, int day);
void date_civil(int64_t days, int *year, int *month, int *day);

/* Is `s` exactly a real "YYYY-MM-DD"? */
bool date_valid(const char *s);

/* Read "YYYY-MM-DD"; false when it is none. */
bool date_parse(const char *s, int64_t *days);

/* Write "YYYY-MM-DD" into `out`. */
void date_write(int64_t days, char out[DATE_SIZE]);

/* The UTC day of an instant, in the arena; "" for 0, which is none. */
const char *date_of_ms(struct arena *a, int64_t ms);

/* The last day of the term that follows the one from `from` to `to` and is as
 * long: in whole years where it was whole years, else in days. Both are real
 * days. */
void date_next_end(const char *from, const char *to, char out[DATE_SIZE]);

/* Write "2026-11-25T22:53:50.123Z", for logs. */
void date_stamp(int64_t ms, char out[DATE_STAMP_SIZE]);

/* Write "2026-11-25T22:53:50Z", as credentials carry it. */
void date_stamp_seconds(int64_t ms, char out[DATE_STAMP_SIZE]);

#endif
