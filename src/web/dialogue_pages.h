/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue_pages: policy dialogues as everybody sees them: series, events,
 * recommendations and what came of them, calendars. */
#ifndef QUIPU_WEB_DIALOGUE_PAGES_H
#define QUIPU_WEB_DIALOGUE_PAGES_H

#include "network/dialogue.h"
#include "network/recommendation.h"
#include "web/layout.h"

struct event_line {
    const char *url, *title, *place;
    const char *from_date, *to_date; /* to_date NULL = the same day */
    const char *series;              /* NULL = the page is the series' */
    bool is_off;
};

struct dialogue_line {
    const char *url, *title, *holder;
};

struct dialogues_view {
    const struct event_line *events;
    size_t event_count;
    const struct dialogue_line *series;
    size_t series_count;
};

struct dialogue_view {
    struct problems_view problems;
    const char *title, *aim, *holder, *holder_url;
    const struct event_line *events;
    size_t event_count;
    const char *calendar_url;
    /* for whom may hold it; NULL = not the reader */
    const char *edit_url, *new_event_url;
    struct field_view title_field, aim_field;
    int64_t rev;
    const char *token;
};

struct session_line {
    const char *date; /* NULL = that of the line before */
    const char *from_time, *to_time, *title;
};

struct delegation_line {
    const char *name, *url, *offices;
};

struct recommendation_line {
    const char *url, *words;
    int64_t position, addressees, silent, done;
    bool none_silent; /* everybody answered */
};

struct event_view {
    struct problems_view problems;
    const char *title, *series, *series_url, *place, *zone, *langs;
    const char *from_date, *to_date; /* to_date NULL = the same day */
    const char *off_reason;          /* NULL = it takes place */
    const struct session_line *sessions;
    size_t session_count;
    const struct delegation_line *delegations;
    size_t delegation_count;
    const struct recommendation_line *recommendations;
    size_t recommendation_count;
    const char *calendar_url;
    /* registering; all NULL = over */
    const char *register_until, *come_url, *stay_away_url, *sign_in_url;
    int64_t people; /* registered; shown to whom may hold it */
    bool shows_people;
    /* for whom may hold it; NULL = not the reader */
    const char *edit_url, *recommend_url, *people_url;
    struct field_view words, addressees;
    const char *token;
};

struct addressee_line {
    const char *name, *url, *state, *date, *why;
    bool good, now, bad;
};

struct recommendation_view {
    const char *words, *event, *event_url;
    const char *date; /* of the event */
    int64_t position, addressees, done, silent;
    const struct addressee_line *lines;
    size_t line_count;
};

/* Events and recommendations as lists show them. */
const struct event_line *event_lines(struct req *r,
                                     const struct dialogue_events *list,
                                     bool with_series);
const struct recommendation_line *
recommendation_lines(struct req *r, const struct recommendations *list);

/* What a state of an answer is called; and how it looks, into `line`. */
const char *recommendation_word(const struct lang *l, const char *status);

#endif
