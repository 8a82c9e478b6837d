/* SPDX-License-Identifier: Apache-2.0 */
/* session: who is signed in on this browser.
 *
 * A session is a row with the hash of a random token; the token itself is only
 * in the cookie.
 */
#ifndef QUIPU_PEOPLE_SESSION_H
#define QUIPU_PEOPLE_SESSION_H

#include "base/err.h"
#include "base/hash.h"
#include "db/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { SESSION_CSRF_SIZE = 32 };

struct ctx;

struct session {
    int64_t id;
    int64_t person;
    const char *person_name;
    bool has_role;    /* holds a role somewhere */
    const char *lang; /* the person's setting, NULL = none */
    unsigned char csrf[SESSION_CSRF_SIZE];
};

/* Find the session of a cookie's token and put person and session into the
 * context. ERR_MISSING: no such session, ended, or the token is no token. */
enum err session_load(struct ctx *c, const char *token, struct session *out);

/* The same in two steps, so that other questions share its flight. `hash` is
 * what the row has of the token; `asked` is false when it is no token. */
struct session_question {
    struct answer row;
    unsigned char hash[HASH_SIZE];
    bool asked;
};
void session_ask(struct ctx *c, const char *token, struct session_question *q);
enum err session_answer(struct ctx *c, struct session_question *q,
                        struct session *out);

/* Start one; `token` gets the text for the cookie. */
enum err session_start(struct ctx *c, int64_t person, const char **token);

/* End the session in the context. */
enum err session_end(struct ctx *c);

/* End all sessions of a person (password changed, access ended). */
enum err session_end_all(struct ctx *c, int64_t person);

/* Is any session over? And delete at most `max` of those; `done` gets how
 * many. */
enum err session_old(struct ctx *c, bool *any);
enum err session_sweep(struct ctx *c, int max, int *done);

#endif
