/* SPDX-License-Identifier: Apache-2.0 */
/* ical: a calendar that others subscribe to (RFC 5545), written.
 *
 * Instants are written in UTC, so no time zone travels with the calendar and
 * no reader can know an older rule than we do. Lines are folded at 75 octets,
 * never inside a character. The same events give the same bytes.
 */
#ifndef QUIPU_FORMATS_ICAL_H
#define QUIPU_FORMATS_ICAL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct ical_event {
    const char *uid;     /* the same for good */
    int64_t sequence;    /* how often it was changed */
    int64_t modified_ms; /* when last */
    int64_t from_ms;
    int64_t to_ms; /* after from_ms */
    const char *summary;
    const char *description; /* NULL = none, as the next two */
    const char *location;
    const char *url;
    bool cancelled; /* stays in the calendar, so that others learn of it */
};

/* `name` is what a reader shows for the whole; `lang` its language. */
void ical_begin(struct buf *b, const char *name, const char *lang);
void ical_event(struct buf *b, const struct ical_event *e);
void ical_end(struct buf *b);

#endif
