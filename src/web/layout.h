/* SPDX-License-Identifier: Apache-2.0 */
/* layout: the frame of every page, and the parts forms are made of. */
#ifndef QUIPU_WEB_LAYOUT_H
#define QUIPU_WEB_LAYOUT_H

#include "core/ctx.h"
#include "http/req.h"

#include <stdbool.h>
#include <stddef.h>

enum menu_item {
    MENU_NONE,
    MENU_RECORD,
    MENU_WORK,
    MENU_SERIES,
    MENU_NETWORK,
    MENU_VERIFY,
    MENU_JOIN,
    MENU_SIGN_IN
};

/* One place on the way through the tree; the last has no address. */
struct crumb {
    const char *name;
    const char *url; /* NULL = here */
};

struct lang_link {
    const char *tag;
    const char *name;
    const char *url;
    bool here;
};

/* What layout.html shows; filled by page_begin. */
struct layout {
    const char *title;
    const char *css_url;
    const char *icon_url;
    const char *home_url;
    const struct crumb *crumbs;
    size_t crumb_count;
    bool noindex;
    bool signed_in;
    bool may_work; /* holds a role somewhere */
    const char *person_name;
    const char *flash; /* what was just done; NULL = nothing */
    bool demo;
    const char *csrf;
    const char *record_url, *work_url, *series_url, *network_url, *verify_url,
        *join_url, *sign_in_url, *sign_out_url, *about_url;
    bool at_record, at_work, at_series, at_network, at_verify, at_join,
        at_sign_in;
    const struct lang_link *langs;
    size_t lang_count;
};

/* What a handler says about its page. */
struct page {
    const char *title; /* translated */
    enum menu_item menu;
    const struct crumb *crumbs;
    size_t crumb_count;
    bool noindex;
};

/* Begin the page and give the buffer to write into. */
struct buf *page_begin(struct req *r, const struct page *p);

/* End it; gives OK, so that a handler can end with it. */
enum err page_end(struct req *r);

/* --- parts of forms --- */

/* A field as fields.html draws it. Make one with field_of. */
struct field_view {
    const char *name;
    const char *id;    /* "f-" and the name */
    const char *label; /* translated */
    const char *hint;  /* NULL = none */
    const char *value;
    const char *problem; /* NULL = none */
    const char *type;    /* "text", "email", "password", "date", "number" … */
    const char *autocomplete; /* NULL = off */
    bool optional;
    bool is_short;
    const char *described; /* ids for aria-describedby, NULL = none */
};

/* A choice of a pick list or select. */
struct choice {
    const char *value;
    const char *label;
    const char *note; /* second line, NULL = none */
    bool chosen;
};

/* Order choices by their labels as people look for them: capitals and accents
 * do not count. */
void choices_sort(struct req *r, struct choice *choices, size_t count);

/* A copy of the choices in which the one of this value is chosen: the same list
 * for several fields. */
const struct choice *choices_with(struct arena *a, const struct choice *list,
                                  size_t count, const char *value);

/* COUNTRY_COUNT + 1 choices of a select: `first`, whose value is "", then all
 * countries and territories by name. */
struct choice *choices_of_countries(struct req *r, const char *first,
                                    const char *chosen);

/* A text field with what was typed, or `stored`, and its problem. `label` and
 * `hint` are translated already. */
struct field_view field_of(struct req *r, const char *name, const char *label,
                           const char *hint, const char *stored);

/* The same on a form that two may write on: where somebody else wrote first
 * (ERR_CONFLICT), the hint says what stands there now. */
struct field_view field_meanwhile(struct req *r, const char *name,
                                  const char *label, const char *hint,
                                  const char *stored);

/* The revision that such a form carries: the one it was written against; after
 * ERR_CONFLICT the `stored` one, so that whoever was second may save again,
 * knowing what stands there now. */
int64_t rev_kept(const struct req *r, int64_t stored);

/* The first problem of a field in the context; NULL = none. */
const char *field_problem(const struct req *r, const char *name);

/* What stands above a form that failed: every problem, with a link to its
 * field. */
struct problem_line {
    const char *url; /* "#f-name"; NULL = the whole form */
    const char *text;
};
struct problems_view {
    struct problem_line *items;
    size_t count;
};
struct problems_view problems_of(struct req *r);

/* The hidden token of a form by somebody signed in; "" else. */
const char *form_token(struct req *r);

#endif
