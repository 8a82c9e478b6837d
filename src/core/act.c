/* SPDX-License-Identifier: Apache-2.0 */
/* act: what people read for the names of acts in the record. */

#include "core/act.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

const struct act act_table[] = {
#define ACT(name, sentence) {name, sentence},
#include "core/acts.def"
#undef ACT
};
const size_t act_count = COUNT(act_table);

static int
by_name(const void *key, const void *act)
{
    return strcmp(key, ((const struct act *)act)->name);
}

const char *
act_sentence(const char *name)
{
    const struct act *a =
        bsearch(name, act_table, act_count, sizeof *act_table, by_name);

    return a ? a->sentence : NULL;
}
