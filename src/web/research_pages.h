/* SPDX-License-Identifier: Apache-2.0 */
/* research_pages: joint research: what everybody sees of calls and projects,
 * and what those inside see beside it. */
#ifndef QUIPU_WEB_RESEARCH_PAGES_H
#define QUIPU_WEB_RESEARCH_PAGES_H

#include "network/research.h"
#include "network/research_call.h"
#include "network/research_plan.h"
#include "web/item_words.h"
#include "web/layout.h"

struct research_line {
    const char *url, *title, *lead, *state;
    const char *from_date, *to_date;
    bool good, now, bad;
};

struct research_call_line {
    const char *url, *title, *holder, *state;
    const char *date, *time, *zone; /* until when; from when where it is soon */
    bool soon, open;
};

struct research_home_view {
    const struct research_call_line *calls; /* open and soon */
    size_t call_count;
    const struct research_call_line *past;
    size_t past_count;
    const struct research_line *projects;
    size_t project_count;
    struct field_view country;
    const struct choice *countries;
    size_t country_count;
    bool narrowed; /* to a country */
    const char *action;
    const char *next_url; /* NULL = the end */
};

struct research_call_view {
    const char *title, *holder, *holder_url, *state;
    const struct text_line *words;
    size_t word_count;
    const char *opens_date, *opens_time, *closes_date, *closes_time, *zone;
    bool open;
    const struct research_line *projects;
    size_t project_count;
    bool decides;            /* the list has what waits, too */
    const char *propose_url; /* NULL = not the reader, or not open */
    const char *edit_url;
};

struct research_partner_line {
    const char *name, *url, *role, *task;
    const char *state, *why; /* NULL: has accepted */
    bool bad;
};

struct research_milestone_line {
    const char *title, *url, *owner, *due_date, *state;
    const char *evidence, *closed_date; /* NULL = not done */
    bool good, late;
};

struct research_output_line {
    const char *title, *kind, *on_date;
    const char *doi, *doi_url, *url; /* NULL = none */
};

struct research_report_line {
    const char *due_date, *handed_date; /* NULL = not yet */
    const char *url;                    /* its page */
    bool late, waits;
};

struct research_step_line {
    const char *date, *what, *words;
};

struct research_view {
    struct problems_view problems;
    const char *title, *lead, *lead_url, *call, *call_url;
    const char *from_date, *to_date, *state;
    bool good, now, bad;
    const struct text_line *abstract, *remarks;
    size_t abstract_count, remark_count;
    const struct research_partner_line *partners;
    size_t partner_count;
    const struct research_milestone_line *milestones;
    size_t milestone_count;
    const struct research_output_line *outputs;
    size_t output_count;
    const char *ethics_date, *ethics; /* NULL = not decided */
    const char *data_date;            /* NULL = not stated */
    bool reviewed;
    /* for those inside */
    bool inside;
    const struct research_report_line *reports;
    size_t report_count;
    const struct research_step_line *steps;
    size_t step_count;
    const char *ethics_url, *data_url; /* NULL = not inside */
    /* for the lead */
    const char *edit_url, *invite_url, *milestone_url, *output_url, *move_url;
    const char *missing; /* what keeps it from beginning; NULL = nothing */
    bool can_start;      /* in preparation */
    struct field_view what, words;
    struct choice ends[2];
    size_t end_count;
    /* for who called */
    const char *decide_url;
    struct field_view decision, reason;
    struct choice decisions[2];
    int64_t rev;
    const char *token;
};

/* Projects and calls as lists show them. */
const struct research_line *research_lines(struct req *r,
                                           const struct research_list *list);
const struct research_call_line *
research_call_lines(struct req *r, const struct research_calls *list);

/* What the reader calls a state, a role, an outcome, a step. */
const char *research_state_word(const struct lang *l, const char *status);
const char *research_role_word(const struct lang *l, const char *role);
const char *research_outcome_word(const struct lang *l, const char *outcome);
const char *research_milestone_word(const struct lang *l, const char *what);

/* Milestones among the follow-ups. */
const struct item_line *
research_follow_lines(struct req *r, const struct research_milestones *list);

#endif
