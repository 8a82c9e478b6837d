/* SPDX-License-Identifier: Apache-2.0 */
/* id: row numbers of 63 bits, made by us: 41 bits of milliseconds since
 * 2024-01-01, 12 bits node, 10 bits sequence. They grow with time, so they are
 * never an address for strangers. */
#ifndef QUIPU_BASE_ID_H
#define QUIPU_BASE_ID_H

#include <stdint.h>

/* The node number, 0..4095, leased from the database at start. */
void id_set_node(int node);

/* A number greater than every one before it in this process. A clock that
 * steps back is ignored: numbers go on from the last value. */
int64_t id_new(void);

/* The same for a chosen moment, for demonstration histories. */
int64_t id_at(int64_t ms);

/* No number made at this moment or later is below it, none made before is not:
 * for walking through rows by time. */
int64_t id_first_of(int64_t ms);

#endif
