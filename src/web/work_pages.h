/* SPDX-License-Identifier: Apache-2.0 */
/* work_pages: "My work": the nodes where somebody holds a role, what waits
 * there, and the figures of the highest. */
#ifndef QUIPU_WEB_WORK_PAGES_H
#define QUIPU_WEB_WORK_PAGES_H

#include "web/layout.h"

/* A node with the pages the reader may open there; NULL = not allowed. */
struct work_node {
    const char *name;
    const char *url;
    const char *roles; /* translated, parted by " · " */
    const char *applications_url;
    const char *people_url;
    const char *codes_url;
    const char *series_url;
    const char *certificates_url;
    const char *progress_url;
    const char *questions_url;
    const char *figures_url;
    const char *record_url, *agreements_url, *visits_url, *dialogues_url,
        *asked_url, *nominations_url, *award_url, *research_url, *export_url;
    /* what the role is for, where it is for one thing */
    const char *about;
    const char *main_url, *main_word;
    const char *renew_url, *member_until; /* NULL = not now */
    int64_t applications;                 /* wait for a decision */
    int64_t certificates;                 /* wait for a signature */
    /* the one filled button of the page; at most one is set */
    bool renew_first, applications_first, certificates_first;
};

struct work_view {
    const char *person_name;
    const struct work_node *nodes;
    size_t node_count;
    bool waiting; /* anything at any node */
    /* figures of the highest node, this year */
    const char *top_name;
    const char *year;
    bool shows_figures; /* to who may know of single people */
    int64_t enrolled, completed, certified;
    const char *my_url;
    const char *reviews_url; /* for the award; NULL = reviews nothing */
    int64_t reviews;         /* to give */
    const char
        *follow_url; /* what was promised at visits; NULL = none may be */
};

#endif
