/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue_work_pages: holding policy dialogues, sending a delegation to them,
 * answering what they recommend. */
#ifndef QUIPU_WEB_DIALOGUE_WORK_PAGES_H
#define QUIPU_WEB_DIALOGUE_WORK_PAGES_H

#include "web/dialogue_pages.h"

struct dialogues_work_view {
    struct problems_view problems;
    const char *org_name, *action;
    const struct dialogue_line *series;
    size_t series_count;
    struct field_view title, aim;
    const char *token;
};

struct event_form_view {
    struct problems_view problems;
    const char *series, *series_url;
    const char *action;
    struct field_view title, place, zone, langs, register_until, sessions;
    int64_t rev;
    const char *back_url; /* NULL = a new one */
    const char *off_url;  /* NULL = it cannot be called off */
    struct field_view why;
    const char *token;
};

struct attendee_line {
    const char *name, *org, *org_url, *date; /* org NULL = nowhere */
};

struct event_people_view {
    const char *event, *event_url;
    int64_t all;
    const struct attendee_line *lines;
    size_t line_count;
    const char *start_url, *next_url;
};

struct delegation_form_view {
    struct problems_view problems;
    const char *org_name, *event, *event_url, *action;
    const char *date, *register_until;
    bool open;
    struct field_view offices;
    int64_t rev;
    const char *token;
};

struct invitations_view {
    const char *org_name;
    const struct event_line *events; /* url = of the delegation's form */
    size_t event_count;
    const struct recommendation_line *items; /* url = of the answer's form */
    size_t item_count;
};

struct past_answer_line {
    const char *state, *date, *why;
};

struct answer_form_view {
    struct problems_view problems;
    const char *org_name, *words, *url, *action;
    struct field_view status, on_date, why;
    struct choice choices[4];
    const struct past_answer_line *past;
    size_t past_count;
    int64_t rev;
    const char *token;
};

#endif
