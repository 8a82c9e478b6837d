/* SPDX-License-Identifier: Apache-2.0 */
/* course: a course in versions, written by an import and read by pages.
 *
 * An import makes a new version; who began an older one goes on with it. The
 * n-th block of a lesson is one segment in all languages.
 */
#ifndef QUIPU_LEARNING_COURSE_H
#define QUIPU_LEARNING_COURSE_H

#include "base/err.h"
#include "formats/mdcourse.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

/* A picture as it was kept: re-encoded, by hash. */
struct course_picture {
    const char *hash; /* NULL = left out */
    const char *type;
    int64_t width, height, bytes;
};

struct course_put {
    const struct mdcourse *read;
    const struct course_picture *pictures; /* as many as read->pictures */
    int64_t org;                           /* whose course it is */
    int64_t pass_pct;                      /* of its quiz */
    bool publish;
    /* out */
    int64_t course, version;
};

/* Write a course that was read as a new version, in one transaction.
 * Needs: CAP_SERIES_EDIT at `org`, unless nobody is signed in (command). */
enum err course_put(struct ctx *c, struct course_put *put);

/* The row of a course. ERR_MISSING: none. */
enum err course_by_slug(struct ctx *c, const char *slug, int64_t *id);

/* How a picture is served. ERR_MISSING: no course shows it. */
enum err course_picture_type(struct ctx *c, const char *hash,
                             const char **type);

#endif
