/* SPDX-License-Identifier: Apache-2.0 */
/* person: somebody the network knows, with names in their scripts, ways to be
 * reached, and the organisations they belong to.
 *
 * A person is no e-mail address: everything hangs on the row's id, and signed
 * documents on its number. All functions run in the caller's transaction.
 */
#ifndef QUIPU_PEOPLE_PERSON_H
#define QUIPU_PEOPLE_PERSON_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { PERSON_PAGE = 50 };

struct person {
    int64_t id;
    const char *number; /* 26 signs of base32: what signed documents name */
    const char *name;   /* the first of the names */
    const char *lang;   /* setting; NULL = none */
    const char *gender; /* NULL = not given */
    int64_t rev;
};

/* ERR_MISSING: none. */
enum err person_by_id(struct ctx *c, int64_t id, struct person *out);

/* The row of a permanent number. ERR_MISSING: none. */
enum err person_by_number(struct ctx *c, const char *number, int64_t *id);

/* Who holds a role, for the command line: at most 1,000, by role. */
struct person_role {
    const char *number;
    const char *name;
    const char *role;
    const char *org_slug;
};
struct person_roles {
    struct person_role *items;
    size_t count;
};
enum err person_with_roles(struct ctx *c, struct person_roles *out);

/* A new person with one name (1..200 characters, cleaned). Fills id and
 * number. ERR_INVALID at field "name". */
enum err person_add(struct ctx *c, struct person *spec);

/* A further name in another script (ISO 15924 tag), shown after the first. */
enum err person_add_name(struct ctx *c, int64_t person, const char *script,
                         const char *name);

/* A way to reach the person; `kind` email or phone, `value` checked by form:
 * ERR_INVALID at field `kind`. Not proved yet. */
enum err person_add_address(struct ctx *c, int64_t person, const char *kind,
                            const char *value);

/* The person's own language setting; NULL takes it away. */
enum err person_set_lang(struct ctx *c, int64_t person, const char *lang);

/* --- affiliation --- */

struct affiliation {
    int64_t id;
    int64_t org;
    const char *org_name;
    const char *org_slug;
    const char *workgroup; /* teaching support leaders */
    const char *from_date;
    const char *to_date; /* NULL = today */
};
struct affiliations {
    struct affiliation *items;
    size_t count;
};

/* Is it one of the three work groups? */
bool person_is_workgroup(const char *s);

/* Put a person into an organisation from today on; nothing happens when they
 * are there already. ERR_INVALID at field "workgroup". */
enum err person_affiliate(struct ctx *c, int64_t person, int64_t org,
                          const char *workgroup);

/* They no longer work there, from today on. ERR_MISSING: they did not.
 * Needs: CAP_PEOPLE_EDIT at `org`. */
enum err person_leave(struct ctx *c, int64_t person, int64_t org);

/* Present affiliations, oldest first. */
enum err person_affiliations(struct ctx *c, int64_t person,
                             struct affiliations *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void person_foresee_affiliations(struct ctx *c, int64_t person);

/* One line of a list of people: who, group, how far in the series. */
struct person_line {
    int64_t id;
    const char *name;
    const char *workgroup;
    int64_t started;   /* series begun */
    int64_t completed; /* and completed */
    int64_t certified; /* certificates issued */
    int64_t org;       /* where they belong */
    const char *org_name;
};
struct person_lines {
    struct person_line *items;
    size_t count;
    bool more;
};

/* People who belong to `org` or a node below it, node by node and there as they
 * came; at most PERSON_PAGE, from the node `after_org` and there after the
 * person `after` on (0, 0 = from the start). Who belongs to two is in it twice:
 * so a page costs the same of a million as of a hundred.
 * Needs: CAP_PEOPLE_READ at `org`. */
enum err person_list_below(struct ctx *c, int64_t org, int64_t after_org,
                           int64_t after, struct person_lines *out);

#endif
