/* SPDX-License-Identifier: Apache-2.0 */
/* progress: what has been done, and when a series is complete.
 *
 * A course is passed when all its lessons are done and its quiz, where it has
 * one, is passed, in any order. A series is complete when the core is passed
 * and any n of the electives.
 */
#ifndef QUIPU_LEARNING_PROGRESS_H
#define QUIPU_LEARNING_PROGRESS_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;
struct lesson_lines;
struct take;

/* A lesson of the person's own take is done; `note` is their own text or NULL
 * (kept when NULL, replaced otherwise; field "note": at most 5,000
 * characters). */
enum err progress_lesson(struct ctx *c, const struct take *t, int64_t lesson,
                         const char *note);

/* Mark which of `lines` are done; `note` gets what the person wrote at
 * `lesson` (0 = none asked for), NULL = nothing. */
enum err progress_marks(struct ctx *c, const struct take *t, int64_t lesson,
                        struct lesson_lines *lines, const char **note);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void progress_foresee_marks(struct ctx *c, const struct take *t,
                            int64_t lesson);

/* The next attempt (number t->attempts + 1) came out at `pct`. Marks the course
 * and the series when they are now complete. `t` was read in this transaction;
 * its attempts
 * are brought up to date. */
enum err progress_quiz(struct ctx *c, struct take *t, int64_t pct, bool passed);

#endif
