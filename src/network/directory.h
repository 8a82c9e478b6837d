/* SPDX-License-Identifier: Apache-2.0 */
/* directory: finding organisations by a few letters, and recognising those that
 * come in a second time.
 *
 * A directory holds far more than members: people work where no agreement has
 * been signed. What comes from a registry or a table fills what is empty here
 * and never overwrites: whoever works with this network knows its universities
 * better than a dump does.
 */
#ifndef QUIPU_NETWORK_DIRECTORY_H
#define QUIPU_NETWORK_DIRECTORY_H

#include "network/org.h"

enum {
    DIRECTORY_FOUND_MAX = 20,
    DIRECTORY_MIN_CHARS = 3,
    DIRECTORY_NAME_CHARS = 400 /* the longest in the registry has 250 */
};

/* --- finding --- */

struct directory_query {
    const char *typed;
    const char *country; /* NULL = everywhere */
    const char *kind;    /* NULL = any kind that a directory holds */
};

struct directory_found {
    struct org_list list; /* members first, then by name */
    bool too_few;         /* fewer than DIRECTORY_MIN_CHARS letters */
    bool more;            /* there are others: type more */
};

/* Organisations with names in any language in which each typed word begins
 * some word; of more than three typed words the three longest are looked at.
 * The work is bounded however common a word is: among thousands of
 * "universidad" in a country the list may lack one, and says that there are
 * more. */
enum err directory_search(struct ctx *c, const struct directory_query *q,
                          struct directory_found *out);

/* The one place or organisation somebody means by a name: a country by its name
 * in the reader's language or its code, else a whole name in any language, or
 * the end of its page's address. ERR_MISSING: none; ERR_CONFLICT: several. */
enum err directory_named(struct ctx *c, const char *typed, struct org *out);

/* --- coming in --- */

struct directory_name {
    const char
        *lang; /* NULL = of no language, e.g. an acronym: only found by */
    const char *name;
};

struct directory_entry {
    const char *kind;    /* institution, enterprise, international */
    const char *ror;     /* nine characters; NULL = none */
    const char *country; /* ISO 3166-1; NULL for `international` only */
    const char *name;
    const char *lang; /* of `name`; NULL = not said */
    const char *city; /* may be NULL, as website */
    const char *website;
    const struct directory_name *names; /* further ones */
    size_t name_count;
    bool is_gone; /* exists no longer */
};

enum directory_outcome {
    DIRECTORY_ADDED,
    DIRECTORY_RECOGNISED, /* by its name: the number was not known here */
    DIRECTORY_FILLED,     /* known; something empty was filled in */
    DIRECTORY_SAME,
    DIRECTORY_AWAY,      /* its country is not in this network */
    DIRECTORY_GONE,      /* not added */
    DIRECTORY_GONE_HERE, /* known here, yet exists no longer: left as it is */
    DIRECTORY_NAMESAKE,  /* added beside one of the same name and another
                             number: somebody should look */
    DIRECTORY_OUTCOMES
};

struct directory_kept {
    enum directory_outcome outcome;
    struct org org; /* id 0 where nothing is known here */
};

/* Does an entry say something impossible, whoever wrote it? ERR_INVALID; the
 * problem tells what. Asks no database. */
enum err directory_check(struct ctx *c, const struct directory_entry *e);

/* Keep one: add it, or recognise it by number, else by any whole name in its
 * country. Needs: nothing; callers decide who may (import, demonstration).
 * ERR_INVALID as directory_check(). */
enum err directory_keep(struct ctx *c, const struct directory_entry *e,
                        struct directory_kept *out);

/* --- for org.c --- */

/* Let an organisation be found by a name. `country` may be NULL. */
enum err directory_index(struct ctx *c, int64_t org, const char *country,
                         const char *name);

#endif
