/* SPDX-License-Identifier: Apache-2.0 */
/* issue_pages: who waits for a certificate, signing, who signs and the first
 * key, and what was issued. */
#ifndef QUIPU_WEB_ISSUE_PAGES_H
#define QUIPU_WEB_ISSUE_PAGES_H

#include "web/layout.h"

struct waiting_row {
    int64_t enrolment;
    const char *name;
    const char *org_name;
    const char *series_title;
    const char *date;
    bool chosen;
};

struct issued_row {
    const char *url; /* NULL = hidden by its holder */
    const char *name;
    const char *org_name;
    const char *title;
    const char *date;
    bool withdrawn;
};

struct issue_view {
    struct problems_view problems;
    const char *org_name;
    /* for those who sign */
    bool sees_waiting;
    bool may_sign; /* with the key that signs here */
    const struct waiting_row *waiting;
    size_t waiting_count;
    int most; /* signed at a time */
    const char *sign_url;
    /* who signs here */
    const char *signer; /* mandate's title, institution's name; NULL = none */
    bool is_hq;         /* headquarters, in place of a centre */
    const char *mandates_url; /* where one is set up; NULL = not theirs */
    const char *until_date;   /* an institution's last day; NULL = a mandate */
    bool is_institution;
    const char *accreditation_url; /* all about it; NULL = not here */
    /* the place it signs at, where that is not this one */
    const char *signed_at, *signed_at_url;
    const char *key_url; /* make the first key; NULL = not to be made here */
    bool has_key;
    const char *issuer_name, *did, *key;
    const char *document_url;
    /* what was issued */
    const struct issued_row *issued;
    size_t issued_count;
    const char *token;
};

#endif
