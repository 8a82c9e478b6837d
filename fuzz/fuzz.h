/* SPDX-License-Identifier: Apache-2.0 */
/* What each fuzz target of the application's readers has: an arena of its own
 * for each input, and how it complains. The driver is that of vc. */
#ifndef QUIPU_FUZZ_H
#define QUIPU_FUZZ_H

#include "base/arena.h"
#include "vc/fuzz/fuzz.h"

/* Memory of one input; the process ends when it needs more, so a reader that
 * takes too much for little is found. */
#define FUZZ_ARENA_BYTES ((size_t)64 << 20)

/* Is HTML well-formed: each element opened is closed, in order? Traps if not,
 * or when something stands there that never should. */
void fuzz_check_html(const char *html, size_t len);

#endif
