/* SPDX-License-Identifier: Apache-2.0 */
/* random: bytes from the kernel. */
#ifndef QUIPU_BASE_RANDOM_H
#define QUIPU_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Fill with unpredictable bytes; never fails (ends the process instead). */
void random_bytes(void *out, size_t len);

/* A number below `bound` without bias. */
uint32_t random_below(uint32_t bound);

#endif
