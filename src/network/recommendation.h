/* SPDX-License-Identifier: Apache-2.0 */
/* recommendation: what an event of policy dialogues recommends, to whom, and
 * what each addressee did about it. All of it is public; who says nothing is
 * listed as silent.
 *
 * silent -> planned, running -> done (with evidence) or declined (with a
 * reason); an answer may change again, and every answer stays in the history.
 */
#ifndef QUIPU_NETWORK_RECOMMENDATION_H
#define QUIPU_NETWORK_RECOMMENDATION_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum {
    RECOMMENDATION_PER_EVENT = 50,
    RECOMMENDATION_CHARS = 1000,
    RECOMMENDATION_ADDRESSEES = 40,
    RECOMMENDATION_LIST = 200,
    RECOMMENDATION_WHY_CHARS = 2000
};

struct recommendation {
    int64_t id;
    const char *number; /* permanent, its public address */
    int64_t position;   /* within its event, from 1 */
    const char *words;
    int64_t event;
    const char *event_number;
    const char *event_title;
    const char *event_date; /* its last day */
    int64_t node;           /* of its series */
    const char *node_slug;
    int64_t addressees, silent, done; /* how many */
};

struct recommendations {
    struct recommendation *items;
    size_t count;
};

/* An addressee and its last answer. */
struct addressee {
    int64_t org;
    const char *slug;
    const char *name;
    const char *status;  /* silent planned running done declined */
    const char *on_date; /* "" while silent */
    const char *why;     /* evidence, reason; "" = none */
    int64_t rev;
};

struct addressees {
    struct addressee *items;
    size_t count;
};

/* Every answer of an addressee, the newest first. */
struct answer_line {
    const char *status, *on_date, *why;
};
struct answer_lines {
    struct answer_line *items;
    size_t count;
};

/* ERR_MISSING: none has this number. */
enum err recommendation_by_number(struct ctx *c, const char *number,
                                  struct recommendation *out);
enum err recommendation_list(struct ctx *c, int64_t event,
                             struct recommendations *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void recommendation_foresee_list(struct ctx *c, int64_t event);

/* Those addressed to an organisation, unanswered first. */
enum err recommendation_for(struct ctx *c, int64_t org,
                            struct recommendations *out);

/* In the order of names; one of them, ERR_MISSING where it is none. */
enum err recommendation_addressees(struct ctx *c, int64_t id,
                                   struct addressees *out);
enum err recommendation_addressee(struct ctx *c, int64_t id, int64_t org,
                                  struct addressee *out);
enum err recommendation_answers(struct ctx *c, int64_t id, int64_t org,
                                struct answer_lines *out);

/* A further one of an event, to organisations of the directory: one
 * a line, by name (network/directory.h). ERR_INVALID at words,
 * addressees. Needs: CAP_DIALOGUE_EDIT at the series' node. */
enum err recommendation_add(struct ctx *c, const char *event, const char *words,
                            const char *addressees, const char **number);

/* An addressee says how far it is: status, since which day (not ahead, not
 * before the event's last day), and evidence or reason, which done and
 * declined need. ERR_INVALID at status, on_date, why; ERR_CONFLICT: somebody
 * else was first. Needs: CAP_DIALOGUE_ANSWER at the addressee. */
enum err recommendation_answer(struct ctx *c, const char *number, int64_t org,
                               int64_t rev, const struct answer_line *a);

#endif
