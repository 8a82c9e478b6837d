/* SPDX-License-Identifier: Apache-2.0 */
/* org: the nodes of the tree of responsibility: network > region > country or
 * territory > institution > unit.
 *
 * Nodes and their names are public. Parents have dates; the closure of today
 * (org_path) is derived and is what rights ask. A national centre is not a
 * node but a mandate (network/mandate.h).
 */
#ifndef QUIPU_NETWORK_ORG_H
#define QUIPU_NETWORK_ORG_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct row;

struct org {
    int64_t id;
    const char *kind; /* network region country territory institution unit */
    const char *slug;
    const char *name;    /* in the reader's language where there is one */
    const char *country; /* ISO 3166-1 alpha-2, NULL above countries */
    const char *city;    /* may be NULL, as website, ror, zone, lang */
    const char *website;
    const char *ror;
    const char *zone; /* IANA; NULL = the parent's */
    const char *lang;
    const char *status; /* known member suspended left */
    int64_t rev;
};

struct org_list {
    struct org *items;
    size_t count;
};

/* ERR_MISSING: none. */
enum err org_by_id(struct ctx *c, int64_t id, struct org *out);
enum err org_by_slug(struct ctx *c, const char *slug, struct org *out);

/* Is it an institution of the country with this code? */
bool org_is_institution_of(const struct org *o, const char *country);

/* Where an old address part leads now. ERR_MISSING: nowhere. */
enum err org_by_old_slug(struct ctx *c, const char *slug, struct org *out);

/* The network's own node. */
enum err org_root(struct ctx *c, struct org *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void org_foresee_root(struct ctx *c);

/* The node of a country code. ERR_MISSING: not in this network. */
enum err org_by_country(struct ctx *c, const char *code, struct org *out);

/* From the root down to `id` itself. */
enum err org_way(struct ctx *c, int64_t id, struct org_list *out);

/* Which of `n` nodes are `id` itself or below it? `below` has `n` places. */
enum err org_are_below(struct ctx *c, int64_t id, const int64_t *nodes,
                       size_t n, bool *below);

/* Direct children of a kind (NULL = all), by name; in one go, or asked first
 * and taken later, so that others share the flight (db.h). */
enum err org_children(struct ctx *c, int64_t id, const char *kind,
                      struct org_list *out);
struct answer;
void org_ask_children(struct ctx *c, int64_t id, const char *kind,
                      struct answer *a);
enum err org_take_children(struct ctx *c, struct answer *a,
                           struct org_list *out);

/* What org_way, org_by_slug, org_by_id and org_children read, asked with what
 * is asked next, in one flight (db_foresee). */
void org_foresee_way(struct ctx *c, int64_t id);
void org_foresee_slug(struct ctx *c, const char *slug);
void org_foresee_id(struct ctx *c, int64_t id);
void org_foresee_children(struct ctx *c, int64_t id, const char *kind);

/* Countries and territories at or below a node, by name. */
enum err org_countries_below(struct ctx *c, int64_t id, struct org_list *out);
void org_foresee_countries_below(struct ctx *c, int64_t id);

/* Member institutions and countries with one, for public pages. */
struct org_figures {
    int64_t members;
    int64_t countries;
    int64_t centres;
    int64_t root; /* the network itself */
};
enum err org_figures(struct ctx *c, struct org_figures *out);

/* Member institutions of each country below `id`: code and count. */
struct org_country_count {
    const char *code;
    const char *slug;
    int64_t members;
};
struct org_country_counts {
    struct org_country_count *items;
    size_t count;
};
enum err org_country_counts(struct ctx *c, int64_t id,
                            struct org_country_counts *out);

/* The same asked first and taken later, so that others share the flight
 * (db.h). */
void org_ask_country_counts(struct ctx *c, int64_t id, struct answer *a);
enum err org_take_country_counts(struct ctx *c, struct answer *a,
                                 struct org_country_counts *out);

/* Add a node below `parent` from today on. Of `spec` id, slug (made from the
 * name when NULL or taken) and rev are filled in; status defaults to "known".
 * Needs: nothing; callers decide who may (import, joining, demonstration). */
enum err org_add(struct ctx *c, int64_t parent, struct org *spec);

/* Change the status, with its history and a line in the record. `reason` may
 * be NULL. ERR_CONFLICT: somebody wrote first (rev).
 * Needs: CAP_ORG_EDIT or CAP_MEMBER_REVIEW at the node. */
enum err org_set_status(struct ctx *c, int64_t id, int64_t rev,
                        const char *status, const char *reason);

/* The same of one that was read (`o`), for network/membership.h, which decides
 * who may. */
enum err org_put_status(struct ctx *c, const struct org *o, int64_t rev,
                        const char *status, const char *reason);

/* Keep a name in a further language, to be found by. */
enum err org_add_name(struct ctx *c, int64_t id, const char *lang,
                      const char *name);

/* The IANA zone in force at a node: its own or the nearest above it;
 * "Etc/UTC" when none says. */
enum err org_zone(struct ctx *c, int64_t id, const char **zone);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void org_foresee_zone(struct ctx *c, int64_t id);

/* --- for directory.c --- */

/* Read the twelve columns every statement about nodes answers with. */
void org_read(struct ctx *c, const struct row *row, struct org *out);

#endif
