/* SPDX-License-Identifier: Apache-2.0 */
/* visit_pages: visits of delegations, what they agreed on, and "my
 * follow-ups". */
#ifndef QUIPU_WEB_VISIT_PAGES_H
#define QUIPU_WEB_VISIT_PAGES_H

#include "web/layout.h"

/* Items entered on one page: all that a text may propose. */
enum { VISIT_ROWS = 12 };

struct visit_line {
    const char *url, *title, *guest, *from_date;
    bool is_public;
};

struct visits_view {
    const char *org_name;
    const struct visit_line *lines;
    size_t line_count;
    const char *new_url;  /* NULL = not allowed */
    const char *next_url; /* NULL = the end */
};

/* What has happened since, as it may be shown; `few` = fewer than five. */
struct since {
    int64_t enrolled, certificates;
    bool few_enrolled, few_certificates;
};

/* An item in a list. */
struct item_line {
    const char *url, *title;
    const char *owner;
    const char *due_date;
    const char *state;
    bool good, now, bad, late;
    const char *visit, *visit_url;
    /* its figure; goal 0 = none */
    int64_t reached, goal;
    bool few; /* fewer than five people: not shown */
    const char *goal_what, *goal_where;
};

struct visit_form_view {
    struct problems_view problems;
    const char *org_name;
    const char *action;
    const char *back_url; /* NULL = a new one */
    struct field_view title, guest, from_date, to_date, place, delegates,
        agenda, public_note, minutes, remarks, news, is_public;
    struct choice public_choice[1];
    const struct item_line *unfinished;
    size_t unfinished_count;
    int64_t rev;
    const char *token;
};

struct text_line {
    const char *time; /* NULL = none */
    const char *text;
};

struct picture_line {
    const char *url, *caption;
    int64_t width, height, kilobytes;
};

struct visit_show_view {
    struct problems_view problems;
    const char *title, *guest, *guest_url, *place;
    const char *from_date, *to_date; /* to_date NULL = the same day */
    const char *node, *node_url;
    const struct item_line *items;
    size_t item_count;
    int64_t done, open;
    const struct item_line *unfinished; /* of earlier visits */
    size_t unfinished_count;
    const struct text_line *delegates, *agenda, *note, *minutes, *remarks;
    size_t delegate_count, agenda_count, note_count, minute_count, remark_count;
    const struct picture_line *pictures;
    size_t picture_count;
    /* what came of it so far */
    int64_t agreements;
    struct since since;
    bool is_public, inner;
    const char *edit_url, *items_url, *picture_url; /* NULL = not allowed */
    struct field_view picture, caption;
    const char *list_url;
    const char *token;
};

struct item_row {
    int64_t number;
    bool chosen;
    const char *proposed_name; /* NULL = nothing proposed, nothing to tick */
    struct field_view pick, title, owner, due_date, countries;
    const struct choice *owners;
    size_t owner_count;
};

struct items_form_view {
    struct problems_view problems;
    const char *title, *visit_url;
    const char *action;
    struct item_row rows[VISIT_ROWS];
    size_t row_count;
    bool proposed;
    const char *token;
};

struct item_edit_view {
    struct problems_view problems;
    const char *action, *item_url;
    struct field_view title, owner, countries;
    const struct choice *owners;
    size_t owner_count;
    int64_t rev;
    const char *token;
};

struct step_line {
    const char *date, *what, *words, *due_before, *due_after;
};

struct item_show_view {
    struct problems_view problems;
    struct item_line line;
    const char *owner_url;
    const char *evidence, *closed_date;
    const struct choice *places; /* value = address */
    size_t place_count;
    const struct step_line *steps;
    size_t step_count;
    const struct choice *agreements; /* note = state */
    size_t agreement_count;
    const struct choice *openings; /* of programmes; note = first day */
    size_t opening_count;
    const char *visit_date;
    /* the live figures of the goal's place since then, for the thread */
    struct since since;
    /* forms; NULL = not allowed */
    const char *tell_url, *goal_url, *tie_url, *edit_url;
    struct field_view what, words, due_date, indicator, goal_count, goal_node,
        number;
    struct choice whats[4], indicators[6];
    const struct choice *goal_nodes;
    size_t what_count, goal_node_count;
    int64_t rev;
    const char *token;
};

struct plan_line;

struct follow_ups_view {
    const struct plan_line *reports; /* due from the reader's centres */
    size_t report_count;
    const struct plan_line *answers; /* that wait for the reader's answer */
    size_t answer_count;
    const struct plan_line *plans; /* that wait for the yes of a side */
    size_t plan_count;
    const struct item_line *late, *coming;
    size_t late_count, coming_count;
    bool nothing;
    bool below; /* of the places below the reader's, else of these */
    const char *other_url;
};

#endif
