/* SPDX-License-Identifier: Apache-2.0 */
/* ctx: what every function of an area gets first: memory, database, person,
 * language, now, and where a problem is told. */
#ifndef QUIPU_CORE_CTX_H
#define QUIPU_CORE_CTX_H

#include "base/err.h"
#include "base/tr.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;
struct node;

/* What went wrong, in the reader's language: what, and what to do. */
struct problem {
    const char *field; /* name of the form field, NULL = the whole form */
    const char *text;  /* translated; NULL = none */
};

enum { PROBLEM_MAX = 20 };

struct ctx {
    struct arena *arena;
    struct db *db; /* the transaction in force; NULL where there is none */
    const struct node *node; /* what is the same for all requests */
    int64_t now_ms;
    const struct lang *lang;
    int64_t person;  /* 0 = nobody is signed in */
    int64_t session; /* row of the session, 0 = none */
    struct { /* roles of the person at a node: the last answer (access.c) */
        uint64_t epoch; /* of the database; 0 = none */
        int64_t person, org, now_ms;
        uint64_t roles;
    } rights;
    struct problem problems[PROBLEM_MAX];
    int problem_count;
};

/* What this process serves: made at start, never changed. */
struct node {
    const char *folder;     /* data folder */
    const char *public_url; /* "https://badges.example", no slash at the end */
    const char *name;       /* of the network's node, in its own language */
    const char *lang_tag;   /* default language */
    bool demo;              /* a demonstration */
    struct store *store;
    struct keeper *keeper;
    const struct vc_context_set *contexts; /* for credentials; shared */
};

/* Tell a problem at a field (NULL = the whole form) and give ERR_INVALID, so
 * that `return problem_at(c, "ends_date", N_("…"))` reads well. `msgid` is
 * translated into the reader's language. */
enum err problem_at(struct ctx *c, const char *field, const char *msgid);

/* The same with another error, e.g. ERR_CONFLICT. */
enum err problem_as(struct ctx *c, enum err e, const char *field,
                    const char *msgid);

/* A problem at a field with one part of what was typed, which it begins with
 * (of a long one with its beginning):
 * “Atlantis”: there is no such country. */
enum err problem_about(struct ctx *c, const char *field, const char *typed,
                       const char *msgid);

/* What was typed at a field is no day. */
enum err problem_day(struct ctx *c, const char *field);

/* Today as "YYYY-MM-DD" in UTC: what rights and grants are compared with. Days
 * that are told to people come from their organisation's zone. */
const char *ctx_today(const struct ctx *c);

#endif
