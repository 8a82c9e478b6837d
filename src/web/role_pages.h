/* SPDX-License-Identifier: Apache-2.0 */
/* role_pages: who holds a role at a node, giving and ending one. */
#ifndef QUIPU_WEB_ROLE_PAGES_H
#define QUIPU_WEB_ROLE_PAGES_H

#include "web/layout.h"

struct holder_row {
    const char *name;
    const char *role;
    const char *from_date;
    const char *mandate; /* NULL = hangs on none */
    const char *end_url; /* NULL = not the reader's to end */
};

struct roles_view {
    struct problems_view problems;
    const char *org_name;
    const struct holder_row *rows;
    size_t row_count;
    struct field_view role, person, name;
    const struct choice *roles;
    const struct choice
        *deeds; /* of each: label = role, note = what it allows */
    size_t role_count;
    const struct choice *people;
    size_t person_count;
    const char *action;
    const char *token;
};

#endif
