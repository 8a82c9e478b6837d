/* SPDX-License-Identifier: Apache-2.0 */
/* silence: what was to come from a place and has not: members where nobody
 * enrolled this year, reports on plans that are late. */
#ifndef QUIPU_REPORTS_SILENCE_H
#define QUIPU_REPORTS_SILENCE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { SILENCE_SHOWN = 50 };

struct silence {
    struct silent_org {
        const char *slug, *name;
        const char *country; /* ISO 3166-1 */
    } * items;
    size_t count;
    bool more;
};

/* Member institutions at a node and below without an enrolment this year, by
 * name. Needs: CAP_REPORT_READ at the node. */
enum err silence_of(struct ctx *c, int64_t org, struct silence *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void silence_foresee(struct ctx *c, int64_t org);

/* Reports on the plans of mandates and on joint research, and milestones of the
 * latter, at a node and below, whose day has passed, the oldest first, at most
 * SILENCE_SHOWN. Needs: as silence_of. */
struct silent_reports {
    struct silent_report {
        const char *title; /* of the mandate, the project */
        const char *due_date;
    } * items;
    size_t count;
};
enum err silence_reports(struct ctx *c, int64_t org,
                         struct silent_reports *out);

#endif
