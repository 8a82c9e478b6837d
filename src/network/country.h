/* SPDX-License-Identifier: Apache-2.0 */
/* country: the states and territories of the region, with their names in the
 * reader's language.
 *
 * The table is compiled in: codes and zones from countries.csv, names from
 * Debian's iso-codes, corrected by country_names.csv where those are wrong,
 * inverted or written for a list. Nothing here allocates or fails.
 */
#ifndef QUIPU_NETWORK_COUNTRY_H
#define QUIPU_NETWORK_COUNTRY_H

#include <stdbool.h>
#include <stddef.h>

enum { COUNTRY_COUNT = 40, COUNTRY_LANGS = 7 };

struct country {
    const char *code; /* ISO 3166-1 alpha-2, upper case */
    const char *slug; /* its node's address: "trinidad-and-tobago" */
    bool territory;   /* else a state */
    const char *lang; /* main working language: es en pt nl pap ht */
    const char *zone; /* IANA time zone of the seat of government */
    const char *names[COUNTRY_LANGS]; /* in the order of country_langs */
};

/* The languages names are compiled in for: en es pt fr ar zh ru. */
extern const char *const country_langs[COUNTRY_LANGS];

/* All of them, ordered by code. */
extern const struct country country_table[COUNTRY_COUNT];

/* The entry for an alpha-2 code in either case; NULL when it is none of the
 * table, or `code` is NULL. */
const struct country *country_find(const char *code);

/* The entry whose node has this address; NULL when it is none. */
const struct country *country_by_slug(const char *slug);

/* The name in a language given by its tag ("es", "pt-BR", "zh_Hans"; only the
 * part before the first - or _ counts). A language we have no names in gives
 * the English name; an unknown code gives NULL. */
const char *country_name(const char *code, const char *lang_tag);

/* Is this code one of the territories? An unknown code is not. */
bool country_is_territory(const char *code);

#endif
