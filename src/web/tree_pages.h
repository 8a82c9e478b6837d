/* SPDX-License-Identifier: Apache-2.0 */
/* tree_pages: the tree as it was on a day, around one place. */
#ifndef QUIPU_WEB_TREE_PAGES_H
#define QUIPU_WEB_TREE_PAGES_H

#include "web/layout.h"

struct tree_line {
    const char *name, *url; /* url: its tree that day */
    const char *kind;       /* translated */
    const char *status;     /* translated; NULL = no institution */
    const char *until;      /* it left after that; NULL = it is still there */
};

struct tree_change_line {
    const char *name, *url, *from, *from_url, *to, *to_url, *date, *reason;
    bool corrected;
};

struct tree_view {
    struct problems_view problems;
    const char *org_name, *date, *action;
    bool today;
    struct field_view on;
    bool was_there;
    const struct tree_line *way, *below;
    size_t way_count, below_count;
    const char *start_url, *next_url;
    const struct tree_change_line *changes;
    size_t change_count;
    const char *org_url;
};

#endif
