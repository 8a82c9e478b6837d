/* SPDX-License-Identifier: Apache-2.0 */
/* presence: persons counted once at each node, however many of its places they
 * belong to or learn in.
 *
 * Where somebody counts is read from the records before a change and after it,
 * and the difference is written into the counters: so a person is added to a
 * node only when nothing else of theirs lies below it, and taken off with the
 * last of it.
 *
 *     struct presence was;
 *     TRY(presence_read(c, person, COUNT_ENROLLED, &was));
 *     … write the records …
 *     return presence_count(c, person, &was);
 */
#ifndef QUIPU_CORE_PRESENCE_H
#define QUIPU_CORE_PRESENCE_H

#include "core/count.h"

/* Where one or more persons count, a cell of 1 for each. A stock stands in no
 * month (""). */
struct presence {
    enum indicator indicator;
    struct count_cell *items;
    size_t count;
};

/* Where a person counts now by one indicator, or by all (COUNT_ALL). */
enum err presence_read(struct ctx *c, int64_t person, enum indicator indicator,
                       struct presence *out);

/* The same for two persons, of whom one is to become the other. */
enum err presence_read_two(struct ctx *c, int64_t a, int64_t b,
                           struct presence *out);

/* Read again and count what is different. */
enum err presence_count(struct ctx *c, int64_t person,
                        const struct presence *was);

/* Somebody learnt something in the month of `date`, belonging to `org`:
 * counted once a month. */
enum err presence_active(struct ctx *c, int64_t person, int64_t org,
                         struct count_who who, const char *date);

#endif
