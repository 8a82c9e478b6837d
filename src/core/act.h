/* SPDX-License-Identifier: Apache-2.0 */
/* act: what people read for the names of acts in the record. */
#ifndef QUIPU_CORE_ACT_H
#define QUIPU_CORE_ACT_H

#include <stddef.h>

struct act {
    const char *name;
    const char *sentence; /* English msgid */
};

/* All of them, in the order of their names. */
extern const struct act act_table[];
extern const size_t act_count;

/* The sentence of an act; NULL when a newer program wrote it. */
const char *act_sentence(const char *name);

#endif
