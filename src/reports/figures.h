/* SPDX-License-Identifier: Apache-2.0 */
/* figures: the numbers of a place and of those directly below it in a year: the
 * one way by which figures about people leave the counters.
 *
 * Who may see the people themselves there (CAP_PEOPLE_READ and
 * CAP_CREDENTIAL_READ) gets them as they are now. Everybody else gets them as of
 * last midnight, through the small-number rule (reports/small.h): it is decided
 * from the top of the tree down, so the answer is the same on every page.
 */
#ifndef QUIPU_REPORTS_FIGURES_H
#define QUIPU_REPORTS_FIGURES_H

#include "base/err.h"
#include "core/count.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum {
    FIGURES_KINDS = 3, /* enrolled, completed, certified */
    FIGURES_MONTHS = 12,
    FIGURES_GROUPS = 3, /* teaching, support, leaders; then all */
    FIGURES_GENDERS = 3 /* women, men, other or not said; then all */
};

enum figures_kind { FIGURES_ENROLLED, FIGURES_COMPLETED, FIGURES_CERTIFIED };
extern const enum indicator figures_indicators[FIGURES_KINDS];

/* One indicator of one place. SMALL_HIDDEN = fewer than five, or hidden with
 * one. Persons count once here, in the month that was their first of the year. */
struct figures_cells {
    int64_t total;
    int64_t months[FIGURES_MONTHS];
};

struct figures_place {
    int64_t org;
    const char *slug, *name, *kind;
    const char *country; /* ISO 3166-1, NULL above countries */
    const char *sort_key;
    int64_t members; /* universities; 1 or 0 for one */
    struct figures_cells of[FIGURES_KINDS];
};

struct figures {
    const char *year, *last_month; /* "2026", and how far it is: "2026-11" */
    const char *day;   /* of whose tree they are: today, or the year's last */
    bool exact;        /* as they are, now */
    bool months_known; /* of the place: published of countries and above */
    bool months_below; /* and of those below it */
    int64_t members;   /* at the end of the year */
    struct figures_cells of[FIGURES_KINDS];
    int64_t rest[FIGURES_KINDS]; /* exact: of the sum, not of those below: more
                                    than 0, here itself or at places left;
                                    less, persons of several of them */
    /* people certified: rows are groups, columns genders, sums at the end */
    int64_t groups[FIGURES_GROUPS + 1][FIGURES_GENDERS + 1];
    struct figures_place *places; /* directly below at the end of the year: with
                                     figures, members, or no universities; by
                                     name */
    size_t place_count;
};

/* How they are wanted; flags. */
enum {
    FIGURES_FOR_READER = 0,
    FIGURES_FOR_ALL = 1,        /* as everybody may see them, whoever asks */
    FIGURES_BELOW_BY_MONTH = 2, /* where they may be, of those below too */
    FIGURES_NO_MONTHS = 4,
    FIGURES_NO_GROUPS = 8
};

/* Of a node and all below. `year` "YYYY"; NULL = this one.
 * Needs: CAP_REPORT_READ at `org`. ERR_MISSING: no year, or one that lies
 * ahead. */
enum err figures_of(struct ctx *c, int64_t org, const char *year, int how,
                    struct figures *out);
/* What it reads first, asked with what is asked next (db_foresee). */
void figures_foresee(struct ctx *c, int64_t org, const char *year);

/* May the reader see the people behind the figures of a place? */
bool figures_are_exact(struct ctx *c, int64_t org);

#endif
