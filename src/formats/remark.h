/* SPDX-License-Identifier: Apache-2.0 */
/* remark: what a reader has to say about a place in a file. */
#ifndef QUIPU_FORMATS_REMARK_H
#define QUIPU_FORMATS_REMARK_H

#include "formats/question.h"

#include <stdbool.h>

struct arena;

/* Add one; the text is printf's. At most 200 are kept: nobody reads more. */
void remark_add(struct arena *a, struct remarks *r, bool refused,
                const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Is something refused? */
bool remark_is_refused(const struct remarks *r);

#endif
