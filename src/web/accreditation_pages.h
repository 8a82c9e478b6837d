/* SPDX-License-Identifier: Apache-2.0 */
/* accreditation_pages: which institutions issue certificates themselves, since
 * when, until when and why; giving that right and ending it. */
#ifndef QUIPU_WEB_ACCREDITATION_PAGES_H
#define QUIPU_WEB_ACCREDITATION_PAGES_H

#include "web/layout.h"

struct accreditation_row {
    const char *id;
    const char *org_name; /* NULL = the page is the institution's own */
    const char *org_url;
    const char *state; /* for people */
    bool in_force, to_come;
    const char *by_name;
    const char *from_date, *to_date;
    const char *reason;
    const char *ended_date, *ended_reason; /* NULL = not taken back */
    const char *end_url;    /* its form is shown; NULL = not here */
    const char *choose_url; /* shows its form instead; NULL = it cannot */
};

struct accreditations_view {
    struct problems_view problems;
    const char *org_name;
    bool is_institution;
    const struct accreditation_row *rows;
    size_t row_count;
    const char *did; /* of the institution; NULL = it has none */
    const char *document_url;
    const char *roles_url; /* where its officer is named; NULL = not theirs */
    struct field_view why; /* to end one */
    const char *action;    /* to give one; NULL = not here */
    struct field_view from_date, to_date, reason;
    const char *token;
};

#endif
