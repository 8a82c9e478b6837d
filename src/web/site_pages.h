/* SPDX-License-Identifier: Apache-2.0 */
/* site_pages: the front page, about, the network by country, failures, files
 * inside the program. */
#ifndef QUIPU_WEB_SITE_PAGES_H
#define QUIPU_WEB_SITE_PAGES_H

#include "formats/html_clean.h"
#include "network/mandate.h"
#include "network/org.h"
#include "web/layout.h"

#include <stdint.h>

/* A knotted number: one cord with its figure and words. */
struct cord_view {
    int64_t value;
    const char *color; /* "c1" … "c5" */
    const char *words; /* translated */
};

struct series_link {
    const char *url;
    const char *title;
    const char *summary;
};

/* One-click sign-in of a demonstration. */
struct demo_role {
    const char *as;
    const char *name;
    const char *sees;
};

struct home_view {
    struct clean_html quipu; /* the hanging cords, drawn */
    const struct cord_view *cords;
    size_t cord_count;
    const struct series_link *series;
    size_t series_count;
    const struct demo_role *roles;
    size_t role_count;
    bool demo;
    bool signed_in;
    const char *verify_url, *join_url, *series_url, *come_in_url, *network_url,
        *my_url, *demo_url, *token;
};

struct country_line {
    const char *name;
    const char *sort_key; /* name, folded: without accents */
    const char *url;
    int64_t members;
    const char *centre; /* name of the holder, NULL = none */
};

struct network_view {
    struct clean_html map;
    const struct country_line *lines;
    size_t line_count;
    int64_t members, countries;
    const char *join_url, *register_url, *dialogues_url, *award_url,
        *research_url;
};

struct problem_view {
    const char *title;
    const char *what;
    const char *next;
    const struct problem_line *details;
    size_t detail_count;
    const char *home_url, *sign_in_url;
    bool offer_sign_in;
};

struct about_view {
    const char *name;
    bool demo;
    const char *verify_url;
};

/* A country as the network's and a region's page show it. */
struct country_line site_country_line(struct req *r,
                                      const struct org_country_count *n,
                                      const struct mandate_list *centres);

/* By name, as people look for it. */
void site_sort_countries(struct country_line *lines, size_t count);

/* http_options.problem_page. */
void site_problem_page(struct req *r, int status);

#endif
