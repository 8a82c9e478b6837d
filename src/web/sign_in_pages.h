/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in_pages: coming in: by password, by one-time link, by a printed code,
 * and, in a demonstration, by one click. */
#ifndef QUIPU_WEB_SIGN_IN_PAGES_H
#define QUIPU_WEB_SIGN_IN_PAGES_H

#include "web/layout.h"

struct sign_in_view {
    struct problems_view problems;
    struct field_view name, password;
    const char *next; /* where to go afterwards; "" = the usual place */
    const char *action, *come_in_url, *home_url;
    bool demo;
    const char *token;
};

struct link_view {
    const char *action;
    const char *sign_in_url;
    bool good;
    const char *token;
};

struct come_in_view {
    bool signed_in; /* only the code is asked then */
    struct problems_view problems;
    struct field_view code, name, phone, email, workgroup;
    struct choice groups[3];
    const char *action, *sign_in_url;
    const char *org_name; /* of the code, NULL = not looked up yet */
    bool ask_group;
    const char *token;
};

struct account_view {
    struct problems_view problems;
    struct field_view name, password;
    const char *action;
    const char *person_name;
    const char *token;
};

#endif
