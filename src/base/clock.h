/* SPDX-License-Identifier: Apache-2.0 */
/* clock: the only source of now. Tests may set it. */
#ifndef QUIPU_BASE_CLOCK_H
#define QUIPU_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_now_ms(void);

/* Milliseconds and microseconds of a clock that never steps back; for
 * deadlines and measuring only. */
int64_t clock_steady_ms(void);
int64_t clock_steady_us(void);

/* From now on clock_now_ms() says `ms`; 0 goes back to the real clock. */
void clock_set_for_tests(int64_t ms);

#endif
