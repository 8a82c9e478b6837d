/* SPDX-License-Identifier: Apache-2.0 */
/* terms: the texts of agreements: what a university agrees to when it joins,
 * and what the other kinds begin as. */
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

/* The text an agreement of a kind begins as; NULL = no such kind. In it
 * %{parties} and %{place} stand for names. */
struct terms_text {
    const char *kind;
    const struct terms_clause *clauses;
    int count;
};
const struct terms_text *terms_of(const char *kind);

#endif
