/* SPDX-License-Identifier: Apache-2.0 */
/* propose: which points did a meeting agree on? Read out of a news text by
 * plain rules, in English and Spanish; a person confirms each.
 *
 * A sentence that speaks of agreeing ("reached consensus on … such as a, b, and
 * c", "acordaron a, b y c") is cut into its members; lines of a list that
 * follows such a sentence are taken as they are.
 */
#ifndef QUIPU_NETWORK_PROPOSE_H
#define QUIPU_NETWORK_PROPOSE_H

#include <stddef.h>

struct arena;

enum { PROPOSE_MAX = 12, PROPOSE_CHARS = 200 };

struct proposals {
    const char *items[PROPOSE_MAX]; /* with a capital letter, no full stop */
    size_t count;
};

void propose(struct arena *a, const char *text, struct proposals *out);

#endif
