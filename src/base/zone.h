/* SPDX-License-Identifier: Apache-2.0 */
/* zone: civil days in a time zone of the IANA database.
 *
 * A civil day is decided once, when the thing happens, in the zone of its
 * organisation, and stored. Zones come from the system's tzdata (TZif files,
 * RFC 8536, version 2 and later), read once and kept.
 */
#ifndef QUIPU_BASE_ZONE_H
#define QUIPU_BASE_ZONE_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zone;

/* Read the TZif content of a file. False when it is none. Free with
 * zone_free. Bounded: at most 64 kB and 2,000 transitions. */
bool zone_parse(const void *p, size_t len, struct zone **out);
void zone_free(struct zone *z);

/* Seconds east of UTC at an instant. */
int zone_offset(const struct zone *z, int64_t ms);

/* The civil day of an instant in a zone ("America/Lima"); UTC when the name is
 * unknown or no zone's name. Safe from every thread; the file of a name is
 * read once. */
void zone_date(const char *name, int64_t ms, char out[DATE_SIZE]);

/* Write "2026-11-25T20:27:10-05:00": the instant as that zone's clock shows it,
 * so that the day in it is the civil day of the same zone. An unknown zone is
 * UTC, written "+00:00". */
enum { ZONE_STAMP_SIZE = 26 };
void zone_stamp(const char *name, int64_t ms, char out[ZONE_STAMP_SIZE]);

/* The instant when the clocks of a zone show `minute` (0..1439) of a civil day,
 * counted as date_days does; the first of two where clocks go back. False: no
 * such zone, or clocks jump over that minute. */
bool zone_instant(const char *name, int64_t days, int minute, int64_t *ms);

/* Is there such a zone on this machine? */
bool zone_exists(const char *name);

#endif
