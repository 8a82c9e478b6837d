/* SPDX-License-Identifier: Apache-2.0 */
/* plan_words: plans, targets and reports in lists and words. */
#ifndef QUIPU_WEB_PLAN_WORDS_H
#define QUIPU_WEB_PLAN_WORDS_H

#include "web/plan_pages.h"

struct target_line target_line_of(struct req *r, const struct plan_target *t);
const struct target_line *target_lines(struct req *r,
                                       const struct plan_targets *list);

struct plan_line plan_line_of(struct req *r, const struct plan *p);
const struct plan_line *plan_lines(struct req *r, const struct plans *list);

/* `with_mandate`: lists of several mandates say whose. */
struct plan_line plan_report_line_of(struct req *r, const struct plan_report *p,
                                     bool with_mandate);
const struct plan_line *plan_report_lines(struct req *r,
                                          const struct plan_reports *list,
                                          bool with_mandate);

/* A list of what may be counted, the first being none. */
const struct choice *goal_choices(struct req *r, const char *none,
                                  const char *chosen, size_t *count);

/* Where it may be counted, at most GOAL_NODES_MAX: a place, and what lies right
 * below it. */
enum { GOAL_NODES_MAX = 80 };
enum err goal_nodes(struct req *r, int64_t node, struct choice *out,
                    size_t *count);

const char *plan_status_word(const struct lang *l, const char *status);
const char *plan_report_status_word(const struct lang *l, const char *status);

#endif
