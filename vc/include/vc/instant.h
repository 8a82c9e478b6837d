/* SPDX-License-Identifier: Apache-2.0 */
/* instant: XML Schema dateTimeStamp texts as milliseconds since 1970 in UTC.
 *
 * Times in credentials are compared as instants, never as texts. The years
 * 0001 to 9999 are read; a leap second counts as the second before it.
 */
#ifndef VC_INSTANT_H
#define VC_INSTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VC_INSTANT_TEXT = 24 }; /* "2026-03-01T00:00:00.000Z" without NUL */

/* Read YYYY-MM-DDThh:mm:ss[.fraction](Z|+hh:mm|-hh:mm). The offset is
 * required. Digits of the fraction after the third are checked and dropped.
 * False: any other form, or a day or time that does not exist. */
bool vc_instant_parse(const char *text, size_t len, int64_t *out_ms);

/* Write an instant of the years 0001 to 9999 as YYYY-MM-DDThh:mm:ssZ, with
 * three digits of fraction when it has milliseconds. Returns the number of
 * characters, 0 when out of range. */
size_t vc_instant_write(int64_t ms, char out[VC_INSTANT_TEXT]);

#endif
