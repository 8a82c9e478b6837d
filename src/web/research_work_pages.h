/* SPDX-License-Identifier: Apache-2.0 */
/* research_work_pages: calling for joint research, proposing, inviting,
 * answering, and the pages inside a project. */
#ifndef QUIPU_WEB_RESEARCH_WORK_PAGES_H
#define QUIPU_WEB_RESEARCH_WORK_PAGES_H

#include "web/research_pages.h"

struct research_part_line {
    const char *url, *answer_url, *title, *lead, *role, *task;
    bool invited;
};

struct research_work_view {
    const char *org_name;
    const struct research_part_line *parts;
    size_t part_count;
    bool asked;                          /* an invitation waits */
    const struct research_line *waiting; /* to decide */
    size_t waiting_count;
    const struct research_line *led;
    size_t led_count;
    const struct research_call_line *calls;
    size_t call_count;
    const char *new_url;
    const char *call_url; /* NULL = this place does not call */
};

struct research_call_form_view {
    struct problems_view problems;
    const char *org_name, *action;
    const char *back_url; /* NULL = a new one */
    struct field_view title, words, zone, opens_date, opens_time, closes_date,
        closes_time;
    int64_t rev;
    const char *token;
};

struct research_form_view {
    struct problems_view problems;
    const char *org_name, *action;
    const char *back_url;        /* NULL = a new one */
    const char *call, *call_url; /* NULL = without one */
    const char *call_number;
    struct field_view title, abstract, remarks, from_date, to_date, every;
    struct choice months[3];
    int64_t rev;
    const char *token;
};

/* Forms that stand alone on a page of the project. */
struct research_invite_view {
    struct problems_view problems;
    const char *project, *project_url, *action;
    struct field_view org, role, task;
    struct choice roles[RESEARCH_ROLES - 1];
    const char *token;
};

struct research_answer_view {
    struct problems_view problems;
    const char *project, *project_url, *action;
    const char *org_name, *role, *sentence, *task;
    bool invited;    /* else it takes part and may leave */
    bool may_answer; /* acts for that very organisation */
    struct field_view what, words;
    struct choice choices[2];
    size_t choice_count;
    int64_t rev;
    const char *token;
};

struct research_review_line {
    const char *outcome, *date, *body, *org, *words;
    const char *paper_url; /* NULL = none */
    int64_t kilobytes;
    bool good;
};

struct research_ethics_view {
    struct problems_view problems;
    const char *project, *project_url;
    const struct research_review_line *lines;
    size_t line_count;
    const char *action; /* NULL = not the reader's to enter */
    struct field_view body, outcome, on_date, words, paper;
    struct choice outcomes[4];
    int64_t rev;
    const char *token;
};

struct research_data_view {
    struct problems_view problems;
    const char *project, *project_url;
    bool stated;
    const char *kind_word, *opened_word;
    struct research_data rules;
    const char *action; /* NULL = not the reader's to state */
    struct field_view kind, kept_at, seen_by, kept_until, opened;
    struct choice kinds[3], ends[3];
    int64_t rev;
    const char *token;
};

struct research_milestone_form_view {
    struct problems_view problems;
    const char *project, *project_url, *action;
    struct field_view title, owner, due_date;
    const struct choice *owners;
    size_t owner_count;
    const char *token;
};

struct research_milestone_view {
    struct problems_view problems;
    const char *project, *project_url;
    struct research_milestone_line line;
    const struct step_line *steps;
    size_t step_count;
    const char *action; /* NULL = not the reader's */
    struct field_view what, words, due_date;
    struct choice whats[3];
    size_t what_count;
    int64_t rev;
    const char *token;
};

struct research_report_view {
    struct problems_view problems;
    const char *project, *project_url;
    struct research_report_line line;
    const struct text_line *text;
    size_t text_count;
    const char *action; /* NULL = handed in, or not the reader's */
    struct field_view words;
    const char *token;
};

struct research_output_view {
    struct problems_view problems;
    const char *project, *project_url, *action;
    struct field_view kind, title, doi, url, on_date;
    struct choice kinds[5];
    const char *token;
};

#endif
