/* SPDX-License-Identifier: Apache-2.0 */
/* terms: what a university agrees to when it joins, clause by clause. */
#ifndef QUIPU_NETWORK_TERMS_H
#define QUIPU_NETWORK_TERMS_H

/* Changing a word of a clause is a new version. */
#define TERMS_VERSION "2026-01"

enum { TERMS_CLAUSES = 6 };

/* English; the translations are as binding as the text on screen says. */
struct terms_clause {
    const char *title;
    const char *text;
};
extern const struct terms_clause terms_clauses[TERMS_CLAUSES];

#endif
