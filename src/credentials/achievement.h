/* SPDX-License-Identifier: Apache-2.0 */
/* achievement: what a series earns, described as a micro-credential must be
 * (Council Recommendation 2022/C 243/02, Annex I; domain.md 5.2). */
#ifndef QUIPU_CREDENTIALS_ACHIEVEMENT_H
#define QUIPU_CREDENTIALS_ACHIEVEMENT_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

struct achievement {
    int64_t id;
    const char *number; /* permanent; its address in signed documents */
    int64_t series;
    int64_t workload_hours;
    int64_t credits_milli;     /* thousandths; 0 = none */
    const char *credit_system; /* NULL = none */
    const char *level;
    const char *level_system;
    const char *participation; /* online onsite blended work */
    const char *supervision;   /* none supervised verified */
    const char *lang;          /* of the texts below */
    const char *name;
    const char *description;
    const char *criteria;
    const char *outcomes; /* one a line */
    const char *assessment;
    const char *quality;
    const char *prerequisites;
    const char *stackability;
};

/* Of a series, in `lang` or else in any language there is.
 * ERR_MISSING: the series earns nothing. */
enum err achievement_of_series(struct ctx *c, int64_t series, const char *lang,
                               struct achievement *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void achievement_foresee_of_series(struct ctx *c, int64_t series,
                                   const char *lang);

enum err achievement_by_id(struct ctx *c, int64_t id, const char *lang,
                           struct achievement *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void achievement_foresee(struct ctx *c, int64_t id, const char *lang);

/* English words for people, to be translated, of two of its members. */
const char *achievement_participation(const struct achievement *a);
const char *achievement_supervision(const struct achievement *a);

/* By the number in its address. */
enum err achievement_by_number(struct ctx *c, const char *number,
                               struct achievement *out);

/* Make or renew the definition of a series: everything but the texts. `id`
 * gets its row; the number is made once. Needs: CAP_SERIES_EDIT at the series'
 * organisation, checked by series_put, which comes first. */
enum err achievement_put(struct ctx *c, const struct achievement *a,
                         int64_t *id);

/* Its texts in one language (`lang` … `stackability` are read).
 * ERR_INVALID: a mandatory text is empty (field by its name). */
enum err achievement_put_text(struct ctx *c, int64_t id,
                              const struct achievement *a);

#endif
