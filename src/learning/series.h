/* SPDX-License-Identifier: Apache-2.0 */
/* series: a 1+X series: one core course and any n of X electives.
 *
 * A series is open to a node and everything below it from a day on, opened by
 * the network or by a national centre, whose mandate then issues the
 * certificates. Titles are read in the reader's language, else in the course's
 * own.
 */
#ifndef QUIPU_LEARNING_SERIES_H
#define QUIPU_LEARNING_SERIES_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

struct series {
    int64_t id;
    const char *slug;
    int64_t org;
    int64_t core;
    int64_t any_count;
    const char *state; /* draft published retired */
    const char *lang;  /* of title and summary */
    const char *title;
    const char *summary;
    int64_t rev;
};

struct series_list {
    struct series *items;
    size_t count;
};

/* A course as a series shows it. */
struct series_course {
    int64_t course;
    int64_t version; /* published */
    const char *slug;
    bool is_core;
    const char *lang;
    const char *title;
    const char *summary;
    const char *workgroup;
    int64_t workload_minutes;
    int64_t lessons;
    int64_t bytes;     /* of all lessons in that language */
    int64_t questions; /* of its quiz */
};

struct series_courses {
    struct series_course *items;
    size_t count;
};

/* ERR_MISSING: none, or not published. */
enum err series_by_slug(struct ctx *c, const char *slug, struct series *out);

/* All published ones, by title. */
enum err series_list(struct ctx *c, struct series_list *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void series_foresee_list(struct ctx *c);

/* Core first, then the electives in their order. */
enum err series_courses(struct ctx *c, const struct series *s,
                        struct series_courses *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void series_foresee_courses(struct ctx *c, int64_t series);

/* --- opening --- */

struct series_opening {
    int64_t id;
    int64_t org;
    const char *org_name;
    const char *org_slug;
    int64_t mandate; /* 0 = the network itself */
    const char *from_date;
    const char *to_date;
    /* series_openings_near alone: */
    int64_t series;
    bool is_below; /* at the node or below it */
};
struct series_openings {
    struct series_opening *items;
    size_t count;
};

/* The opening in force nearest above (or at) a node. ERR_MISSING: none. */
enum err series_opening_for(struct ctx *c, int64_t series, int64_t org,
                            struct series_opening *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void series_foresee_opening(struct ctx *c, int64_t series, int64_t org);

/* All openings, newest first. */
enum err series_openings(struct ctx *c, int64_t series,
                         struct series_openings *out);

/* Those of all published series that concern a node: at it, below it, or above
 * it; newest first. */
enum err series_openings_near(struct ctx *c, int64_t node,
                              struct series_openings *out);
void series_foresee_openings_near(struct ctx *c, int64_t node);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void series_foresee_openings(struct ctx *c, int64_t series);

/* Open to `org` and below from `from_date` to `to_date` (NULL = open-ended) on
 * behalf of `mandate` (0 = the network); `id` (may be NULL) gets the opening.
 * ERR_INVALID at from_date, to_date;
 * ERR_CONFLICT at org: open there on one of these days already.
 * Needs: CAP_SERIES_OPEN at `org`, unless nobody is signed in. */
enum err series_open(struct ctx *c, int64_t series, int64_t org,
                     int64_t mandate, const char *from_date,
                     const char *to_date, int64_t *id);

/* Close an opening after today; who is enrolled goes on.
 * Needs: CAP_SERIES_OPEN at its node. */
enum err series_close(struct ctx *c, int64_t opening);

/* --- making --- */

struct series_spec {
    const char *slug;
    int64_t org;
    int64_t core;
    int64_t any_count;
    const int64_t *electives;
    size_t elective_count;
};
struct series_words {
    const char *lang;
    const char *title;
    const char *summary;
};

/* Make or renew a published series with its texts. Needs: CAP_SERIES_EDIT at
 * its organisation, unless nobody is signed in (import). */
enum err series_put(struct ctx *c, const struct series_spec *spec,
                    const struct series_words *words, size_t word_count,
                    int64_t *id);

#endif
