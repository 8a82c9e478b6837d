/* SPDX-License-Identifier: Apache-2.0 */
/* ror: the dump of the Research Organization Registry (schema 2: one JSON array
 * of organisations, 300 MB in all), read one organisation after another.
 *
 *     TRY(ror_open(path, &r));
 *     while ((e = ror_next(r, a, &org)) == OK) { …; arena_reset(a); }
 *     ror_close(r);
 *
 * Schema: https://ror.readme.io/docs/ror-data-structure; only what a directory
 * of institutions needs is taken out, further members are no fault.
 */
#ifndef QUIPU_FORMATS_ROR_H
#define QUIPU_FORMATS_ROR_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct arena;
struct ror_reader;

enum {
    ROR_ID_CHARS = 9,
    ROR_NAMES_MAX = 100,        /* of one organisation; more are left out */
    ROR_RECORD_BYTES = 1 << 20, /* the longest of release 2 has 60 kB */
    ROR_PROBLEM_BYTES = 200
};

struct ror_name {
    const char *value;
    const char *lang; /* ISO 639-1, NULL = not said */
    bool shown;       /* the one the registry shows; exactly one */
    bool is_short;    /* an acronym: in no language's list of names */
};

struct ror_org {
    const char *id; /* "00abc1d23", as it stands behind https://ror.org/ */
    const struct ror_name *names;
    size_t name_count;
    const char *country; /* ISO 3166-1 alpha-2 */
    const char *city;    /* NULL = not said, as website */
    const char *website;
    bool is_education;
    bool is_company;
    bool is_gone; /* inactive or withdrawn */
};

/* Where and why the file was refused. */
struct ror_problem {
    size_t line;
    char text[ROR_PROBLEM_BYTES]; /* English, what to do included */
};

/* ERR_MISSING: cannot be read. */
enum err ror_open(const char *path, struct ror_reader **out);

/* The same from a stream that can be rewound; it is closed with the reader, or
 * on an error. NULL is ERR_MISSING. */
enum err ror_open_stream(FILE *file, struct ror_reader **out);

/* The next organisation, in the arena. ERR_MISSING: that was the last.
 * ERR_INVALID: ror_problem() tells; nothing more can be read. */
enum err ror_next(struct ror_reader *r, struct arena *a, struct ror_org *out);

const struct ror_problem *ror_problem(const struct ror_reader *r);

/* How far it is, for a progress bar: 0..100. */
int ror_percent(const struct ror_reader *r);

void ror_close(struct ror_reader *r);

/* Nine characters 0 + six of Crockford's alphabet + two check digits
 * (ISO 7064 MOD 97-10), without the address before them? */
bool ror_id_is_valid(const char *id);

/* The nine characters of what people paste: with or without
 * "https://ror.org/", in any case. NULL: it is no such number. */
const char *ror_id_of(struct arena *a, const char *text);

#endif
