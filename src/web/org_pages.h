/* SPDX-License-Identifier: Apache-2.0 */
/* org_pages: a node of the network for everybody; its people for those
 * who may see them. */
#ifndef QUIPU_WEB_ORG_PAGES_H
#define QUIPU_WEB_ORG_PAGES_H

#include "network/mandate.h"
#include "network/org.h"
#include "people/person.h"
#include "web/dialogue_pages.h"
#include "web/layout.h"
#include "web/site_pages.h"
#include "web/visit_pages.h"

/* A node below this one. */
struct org_line {
    const char *name;
    const char *url;
    const char *city; /* NULL = unknown */
    bool member;
};

struct centre_event {
    const char *word; /* translated */
    const char *date;
    const char *note; /* NULL = none */
};

struct org_view {
    struct org org;
    const char *kind_word, *status_word; /* translated */
    bool shows_status;                   /* institutions and units */
    bool member;
    const char *website;      /* as an address, NULL = none */
    const char *issues_until; /* it issues certificates itself; NULL = not */
    /* who acts here */
    bool has_centre;
    struct mandate centre;
    const char *centre_url;
    const char *centre_status; /* translated */
    bool centre_active;
    const char *holder_url;
    const struct centre_event *events;
    size_t event_count;
    bool expects_centre; /* a country, or below one */
    /* figures */
    const char *year;
    bool certified_few, certified_year_few; /* 1 to 4: not shown */
    int64_t certified, certified_year;
    /* nodes below: members first, then what the directory knows */
    const char *below_word; /* translated heading */
    bool below_are_members; /* institutions: split by membership */
    const struct org_line *members, *others;
    size_t member_count, other_count;
    int64_t others_left; /* known, not shown */
    bool shows_members;  /* a country, or what countries stand below */
    int64_t members_in_all;
    const struct country_line *countries; /* of a region, by name */
    size_t country_count;
    const char *join_url;
    /* what the reader may do; NULL = not allowed */
    bool may_work;
    const char *places_url, *nominations_url, *posts_url, *held_url,
        *mandates_url, *roles_url;
    const char *membership_url, *applications_url, *people_url, *codes_url,
        *series_url, *certificates_url, *progress_url, *questions_url,
        *figures_url, *record_url, *agreements_url, *dialogues_url, *asked_url,
        *research_url;
    /* what visits agreed on, still open, of places above institutions */
    const char *visits_url; /* NULL = an institution */
    const char *tree_url;   /* as it was on a day */
    const struct event_line
        *events_near; /* policy dialogues, coming and past */
    size_t event_near_count;
    const struct item_line *items;
    size_t item_count;
};

struct person_row {
    const char *name;
    const char *org_name;
    const char *workgroup; /* translated */
    int64_t started, completed, certified;
};

struct people_view {
    const char *org_name;
    const struct person_row *rows;
    size_t row_count;
    bool many_orgs;        /* they may belong to different ones */
    bool first;            /* the first sheet */
    const char *next_url;  /* NULL = the end */
    const char *start_url; /* back to the first sheet */
    const char *codes_url; /* NULL = not allowed */
};

#endif
