/* SPDX-License-Identifier: Apache-2.0 */
/* research_plan: what a project of joint research promises and delivers:
 * milestones, reports, outputs.
 *
 * A milestone is moved with a reason and done with evidence; its history keeps
 * both. Reports are expected at even distances from the day the project began,
 * and at its end; each is handed in, or late. An output has a DOI, an address,
 * or both.
 */
#ifndef QUIPU_NETWORK_RESEARCH_PLAN_H
#define QUIPU_NETWORK_RESEARCH_PLAN_H

#include "base/err.h"
#include "db/db.h"
#include "network/research.h"

enum {
    RESEARCH_MILESTONES_MAX = 60,
    RESEARCH_OUTPUTS_MAX = 200,
    RESEARCH_REPORTS_MAX = 60,
    RESEARCH_REPORT_CHARS = 10000
};

/* --- milestones --- */

struct research_milestone {
    int64_t id;
    const char *number, *project; /* of its project */
    int64_t node;                 /* that leads it */
    const char *node_slug;
    const char *title;
    int64_t owner;
    const char *owner_slug, *owner_name;
    const char *due_date;
    const char *status;      /* open done dropped */
    const char *evidence;    /* NULL = none */
    const char *closed_date; /* NULL = not closed */
    int64_t rev;
};
struct research_milestones {
    struct research_milestone *items;
    size_t count;
};

/* Those of a project, the first due first. */
void research_milestones_ask(struct ctx *c, const char *number,
                             struct answer *a);
enum err research_milestones_take(struct ctx *c, struct answer *a,
                                  struct research_milestones *out);
enum err research_milestones(struct ctx *c, const char *number,
                             struct research_milestones *out);

/* Open ones of running projects whose owner is one of `orgs` (at most 64), or,
 * with `below`, lies below one: "my follow-ups". Asked first and taken later, so
 * that others share the flight (db.h). Needs: nothing; callers ask for nodes
 * where the reader holds CAP_RESEARCH_EDIT. */
void research_milestones_ask_owned(struct ctx *c, const int64_t *orgs, size_t n,
                                   bool below, struct answer *a);
enum err research_milestones_take_owned(struct ctx *c, struct answer *a,
                                        struct research_milestones *out);

/* With its project. ERR_MISSING: none, or the reader is not inside that. */
enum err research_milestone_by_id(struct ctx *c, int64_t id,
                                  struct research_milestone *out,
                                  struct research *project);

struct research_milestone_steps {
    struct research_milestone_step {
        const char *what, *on_date;
        const char *due_before, *due_after; /* NULL unless moved */
        const char *words;
    } * items;
    size_t count;
};
void research_milestone_steps_ask(struct ctx *c, int64_t id, struct answer *a);
enum err research_milestone_steps_take(struct ctx *c, struct answer *a,
                                       struct research_milestone_steps *out);

/* May the reader say how it stands? At its project's lead or its owner's. */
bool research_milestone_is_mine(struct ctx *c,
                                const struct research_milestone *m,
                                const struct research *project);

/* Add one; the owner is a slug of the lead or of who accepted. ERR_INVALID at
 * title, owner, due_date; ERR_CONFLICT: it is over; ERR_LIMIT: as many as can
 * be. Needs: CAP_RESEARCH_EDIT at the project's node. */
enum err research_milestone_add(struct ctx *c, const char *number,
                                const char *title, const char *owner,
                                const char *due_date);

/* "done" with evidence, "dropped", "reopened" or "moved" with a reason (field
 * words), "moved" to a day (field due_date, not before today). ERR_INVALID at
 * what, words, due_date; ERR_CONFLICT: somebody else wrote, it is closed or
 * open already, or the project is over. Needs: research_milestone_is_mine. */
enum err research_milestone_tell(struct ctx *c, int64_t id, int64_t rev,
                                 const char *what, const char *words,
                                 const char *due_date);

/* --- reports --- */

struct research_report {
    const char *due_date;
    const char *handed_date; /* NULL = not yet */
    const char *words;
    bool late; /* handed in after its day, or not yet and the day is over */
};
struct research_reports {
    struct research_report *items; /* the first due first */
    size_t count;
};
void research_reports_ask(struct ctx *c, const char *number, struct answer *a);
enum err research_reports_take(struct ctx *c, struct answer *a,
                               struct research_reports *out);
enum err research_reports(struct ctx *c, const char *number,
                          struct research_reports *out);

/* Expect one every `months` from a day to another and on the last; those to
 * come are made anew, those handed in or due stay. For research_acts.c. */
enum err research_expect_reports(struct ctx *c, int64_t project,
                                 const char *from_date, const char *to_date,
                                 int64_t months);

/* Hand one in, today. ERR_INVALID at words; ERR_CONFLICT: it is handed in.
 * ERR_MISSING: none is expected that day. Needs: CAP_RESEARCH_EDIT at the
 * project's node. */
enum err research_report_hand_in(struct ctx *c, const char *number,
                                 const char *due_date, const char *words);

/* --- outputs --- */

struct research_output {
    int64_t id;
    const char *kind; /* article dataset report course software */
    const char *title;
    const char *doi; /* "" = none */
    const char *url; /* "" = none */
    const char *on_date;
};
struct research_outputs {
    struct research_output *items; /* the newest first */
    size_t count;
};
void research_outputs_ask(struct ctx *c, const char *number, struct answer *a);
enum err research_outputs_take(struct ctx *c, struct answer *a,
                               struct research_outputs *out);
enum err research_outputs(struct ctx *c, const char *number,
                          struct research_outputs *out);

/* ERR_INVALID at kind, title, doi (its form), url, on_date (not ahead);
 * ERR_CONFLICT: an output of the project has this DOI, or it has not begun.
 * Needs: CAP_RESEARCH_EDIT at the project's node. */
enum err research_output_add(struct ctx *c, const char *number,
                             const struct research_output *o);

/* All of a project that a page shows. */
struct research_whole {
    struct research_partners partners;
    struct research_milestones milestones;
    struct research_outputs outputs;
    struct research_reports reports;
    struct research_steps steps;
};
struct research_whole_asked {
    struct answer partners, milestones, outputs, reports, steps;
};
void research_whole_ask(struct ctx *c, const char *number,
                        struct research_whole_asked *a);
enum err research_whole_take(struct ctx *c, struct research_whole_asked *a,
                             struct research_whole *out);

#endif
