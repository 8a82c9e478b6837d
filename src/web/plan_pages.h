/* SPDX-License-Identifier: Apache-2.0 */
/* plan_pages: the joint action plan of a mandate and the reports on it. */
#ifndef QUIPU_WEB_PLAN_PAGES_H
#define QUIPU_WEB_PLAN_PAGES_H

#include "network/plan.h"
#include "network/plan_report.h"
#include "web/layout.h"

/* A target in a list. */
struct target_line {
    const char *title, *due_date;
    const char *state;
    bool good, now, late;
    /* its figure; amount 0 = a deliverable */
    int64_t reached, amount;
    bool few; /* fewer than five people: not shown */
    const char *what, *where;
    const char *done_date, *evidence; /* of a deliverable; NULL = not yet */
};

/* A plan or a report in a list. */
struct plan_line {
    const char *url, *title, *note;
    const char *from_date, *to_date, *due_date; /* NULL = not told */
    const char *state;
    bool good, now, bad, late;
};

struct aim_line {
    const char *tag, *dir, *text;
};

struct target_row {
    int64_t number, key;
    const char *key_name;
    struct field_view title, due_date, indicator, amount, node;
    const struct choice *indicators;
    size_t indicator_count;
    const struct choice *nodes;
    size_t node_count;
};

struct plan_form_view {
    struct problems_view problems;
    const char *title, *mandate_title, *action, *back_url;
    bool fixed; /* a further version: time and reports stay */
    const char *from, *to;
    struct field_view from_date, to_date, every_months, aims[2];
    struct choice everys[2];
    struct target_row rows[PLAN_TARGETS_MAX];
    size_t row_count;
    int64_t rev;
    const char *token;
};

struct plan_show_view {
    struct problems_view problems;
    const char *mandate_title, *mandate_url;
    const char *from_date, *to_date, *every;
    int64_t version;
    const char *reason;
    const char *state;
    bool good, now, is_draft;
    const char *centre_date, *office_date;
    const struct aim_line *aims;
    size_t aim_count;
    const struct target_line *targets;
    size_t target_count, met;
    const struct plan_line *versions, *reports;
    size_t version_count, report_count;
    /* what the reader may do; NULL = not */
    const char *agree_url, *edit_url, *drop_url, *revise_url, *deliver_url;
    struct field_view reason_field, key, evidence;
    const struct choice *keys;
    size_t key_count;
    int64_t rev;
    const char *token;
};

struct paper_line {
    const char *on_date, *done, *hard, *next;
    const char *answer, *answer_date, *reason; /* NULL = none yet */
    bool good;
};

struct plan_report_view {
    struct problems_view problems;
    const char *mandate_title, *mandate_url, *plan_url;
    const char *from_date, *to_date, *due_date;
    const char *state;
    bool good, now, bad, late, is_open;
    const struct target_line *targets;
    size_t target_count;
    const char *frozen_date; /* NULL = as they stand now */
    const struct paper_line *papers;
    size_t paper_count;
    const char *hand_in_url, *accept_url, *back_url; /* NULL = not theirs */
    struct field_view done, hard, next, reason;
    int64_t rev;
    const char *token;
};

#endif
