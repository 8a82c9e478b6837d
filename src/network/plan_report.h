/* SPDX-License-Identifier: Apache-2.0 */
/* plan_report: what a centre reports on its plan, when it is expected, and what
 * the office above answers.
 *
 *     expected -> handed_in -> accepted
 *                           -> sent_back -> handed_in again
 *
 * Expected half-yearly or yearly by the plan, a month after the time it is
 * about. With each handing in the targets are frozen as they stand; every
 * handing in stays, with its answer.
 */
#ifndef QUIPU_NETWORK_PLAN_REPORT_H
#define QUIPU_NETWORK_PLAN_REPORT_H

#include "base/err.h"
#include "network/plan.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { PLAN_REPORT_LIST_MAX = 100, PLAN_REPORT_DAYS = 31 };

struct plan_report {
    int64_t id;
    int64_t plan; /* its first version */
    int64_t node;
    const char *node_slug, *mandate_number, *mandate_title, *mandate_status;
    const char *from_date, *to_date, *due_date;
    const char *status;
    int64_t rev;
    int64_t agreed; /* the version of the plan in force; 0 = none */
};

struct plan_reports {
    struct plan_report *items;
    size_t count;
};

/* Needs: CAP_REPORT_READ at its node. */
enum err plan_report_by_id(struct ctx *c, int64_t id, struct plan_report *out);

/* Those of a mandate, by the days they are about. Needs: as plan_report_by_id,
 * at `node`, which is the mandate's; without it there are none. */
enum err plan_report_list(struct ctx *c, int64_t mandate, int64_t node,
                          struct plan_reports *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void plan_report_foresee_list(struct ctx *c, int64_t mandate);

/* One handing in. */
struct plan_paper {
    int64_t id;
    const char *done, *hard, *next;
    const char *on_date;
    const char *answer; /* accepted, sent_back; NULL = none yet */
    const char *answer_date, *reason;
};
struct plan_papers {
    struct plan_paper *items;
    size_t count;
};

/* All handings in, the newest first. */
enum err plan_report_papers(struct ctx *c, int64_t report,
                            struct plan_papers *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void plan_report_foresee_papers(struct ctx *c, int64_t report);

/* The targets as they stood then. */
enum err plan_report_figures(struct ctx *c, int64_t paper,
                             struct plan_targets *out);

/* The targets as they stand now: those of the version agreed on. */
enum err plan_report_now(struct ctx *c, const struct plan_report *r,
                         struct plan_targets *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void plan_report_foresee_now(struct ctx *c, const struct plan_report *r);

/* Those late or due within `days` at each of `orgs` itself (at most 64), the
 * first due first, of mandates that have not ended. Needs: nothing; callers ask
 * for nodes where the reader holds CAP_PLAN_EDIT. */
enum err plan_report_due(struct ctx *c, const int64_t *orgs, size_t n,
                         int64_t days, struct plan_reports *out);

/* Those handed in below each of `orgs` (at most 64) that wait for an answer.
 * Needs: as plan_report_due. */
enum err plan_report_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                             struct plan_reports *out);
/* Both will be read: with what is asked next, in one flight (db_foresee). */
void plan_report_foresee_duties(struct ctx *c, const int64_t *orgs, size_t n,
                                int64_t days);

/* The reports of a plan that was just agreed; by plan_agree. */
enum err plan_report_expect(struct ctx *c, const struct plan *p);

/* Hand it in, with what was done, what was hard, what comes next (each at most
 * 4,000 characters). ERR_INVALID at done (at least 10), hard, next;
 * ERR_CONFLICT: it was handed in, or accepted, or somebody else wrote.
 * Needs: CAP_PLAN_EDIT by a role at its node. */
enum err plan_report_hand_in(struct ctx *c, int64_t id, int64_t rev,
                             const struct plan_paper *p);

/* Accept it, or with a reason (10..2000 characters, field "reason") send it
 * back. ERR_CONFLICT: nothing was handed in, or somebody else answered. Needs:
 * CAP_PLAN_EDIT by a role above its node. */
enum err plan_report_accept(struct ctx *c, int64_t id, int64_t rev);
enum err plan_report_send_back(struct ctx *c, int64_t id, int64_t rev,
                               const char *reason);

#endif
