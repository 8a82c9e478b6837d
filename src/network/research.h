/* SPDX-License-Identifier: Apache-2.0 */
/* research: projects of joint research: proposed in answer to a call or made
 * without one, who takes part and as what, and the two steps that come before
 * any data is collected: an ethics review decided, data rules stated.
 *
 *     proposed -> declined or withdrawn
 *     proposed -> preparing -> active -> finished
 *                 preparing, active -> stopped
 *
 * A review that refuses sends an active project back to preparing. What is in
 * preparation or further is public: title, abstract, who takes part, milestones
 * done, outputs. The rest is for those inside: the lead, who is invited or takes
 * part, who called. Remarks are the lead's, and of the offices above it.
 */
#ifndef QUIPU_NETWORK_RESEARCH_H
#define QUIPU_NETWORK_RESEARCH_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct answer;
struct ctx;

enum {
    RESEARCH_PAGE = 50,
    RESEARCH_PARTNERS_MAX = 40,
    RESEARCH_ABSTRACT_CHARS = 4000,
    RESEARCH_WORDS_MIN = 10, /* of a reason, of evidence */
    RESEARCH_WORDS_CHARS = 2000,
    RESEARCH_STEPS_MAX = 500,
    RESEARCH_YEARS_MAX = 10
};

struct research {
    int64_t id;
    const char *number; /* permanent, its public address */
    int64_t node;       /* leads */
    const char *node_slug, *node_name;
    int64_t call; /* 0 = made without one */
    const char *call_number, *call_title;
    int64_t decider; /* who called; 0 as above */
    const char *decider_slug, *decider_name;
    const char *title, *abstract;
    const char *remarks; /* "" for those who do not lead it */
    const char *status;
    const char *from_date, *to_date;
    int64_t report_months;
    const char *started_date; /* NULL = it has not */
    int64_t rev;
    /* the newest decision of an ethics review; NULL = none yet */
    const char *ethics, *ethics_date, *ethics_body;
    const char *data_date; /* data rules stated; NULL = not yet */
    int64_t ethics_org;    /* the ethics body that takes part; 0 = none */
    /* what the reader is to it */
    bool leads, decides, inside;
    const int64_t *acts_at; /* nodes where the reader's own grants are that have
                               CAP_RESEARCH_EDIT */
    size_t acts_count;
};

struct research_list {
    struct research *items; /* without remarks; leads, decides, inside false */
    size_t count;
    bool more;
};

/* ERR_MISSING: none, or not public and the reader is not inside. */
enum err research_by_number(struct ctx *c, const char *number,
                            struct research *out);

/* Public ones that somebody of a country takes part in ("" = all), the newest
 * first, those entered before row `before` (0 = from the top). */
enum err research_public(struct ctx *c, const char *country, int64_t before,
                         struct research_list *out);

/* Public ones in answer to a call; all of them for who decides. */
enum err research_of_call(struct ctx *c, int64_t call, bool all,
                          struct research_list *out);

/* Is it public, is it over? */
bool research_is_public(const struct research *r);
bool research_is_over(const struct research *r);

/* Has a review let it go on? */
bool research_is_reviewed(const struct research *r);

/* What keeps it from beginning, in words for people; NULL = nothing. */
const char *research_missing(const struct research *r);

/* A new one of r->node, in answer to the call r->call_number or without
 * (NULL); anew what stands there when r->number is set (r->rev as the form has
 * it). ERR_INVALID at title, abstract, remarks, from_date, to_date,
 * report_months, or where the call is not open; ERR_CONFLICT: somebody wrote
 * first, or it is over. Needs: CAP_RESEARCH_EDIT at the node. */
enum err research_put(struct ctx *c, struct research *r);

/* The caller takes a proposal up ("taken_up") or not ("declined"), with a
 * reason. ERR_INVALID at what, words; ERR_CONFLICT: decided already, or
 * somebody wrote first. Needs: CAP_RESEARCH_CALL at its decider. */
enum err research_decide(struct ctx *c, const char *number, int64_t rev,
                         const char *what, const char *words);

/* "started" needs what research_missing names, and is refused with it at
 * "what"; "finished" (words: what came of it), "stopped", "withdrawn" (words:
 * why). ERR_INVALID at what, words; ERR_CONFLICT: somebody wrote first.
 * Needs: CAP_RESEARCH_EDIT at its node. */
enum err research_move(struct ctx *c, const char *number, int64_t rev,
                       const char *what, const char *words);

/* What follows is read by the number of a project, in one go, or asked first and
 * taken later, so that others share the flight (db.h). It asks for no rights:
 * callers have opened the project by research_by_number. */

/* What happened to it, the oldest first. */
struct research_steps {
    struct research_step {
        const char *what, *on_date, *words;
    } * items;
    size_t count;
};
void research_steps_ask(struct ctx *c, const char *number, struct answer *a);
enum err research_steps_take(struct ctx *c, struct answer *a,
                             struct research_steps *out);
enum err research_steps(struct ctx *c, const char *number,
                        struct research_steps *out);

/* --- who takes part --- */

struct research_partner {
    int64_t org;
    const char *slug, *name;
    const char *role;    /* lead partner data_host ethics observer */
    const char *status;  /* invited accepted declined left */
    const char *task;    /* "" = not said */
    const char *on_date; /* of the status */
    const char *why;     /* declined, left; "" = not */
    int64_t rev;
};
struct research_partners {
    struct research_partner *items;
    size_t count;
};

/* The lead first, then by name. */
void research_partners_ask(struct ctx *c, const char *number, struct answer *a);
enum err research_partners_take(struct ctx *c, struct answer *a,
                                struct research_partners *out);
enum err research_partners(struct ctx *c, const char *number,
                           struct research_partners *out);

/* The roles one is invited to, and what each does, in words for people. */
struct research_role {
    const char *key, *word, *sentence; /* marked N_ */
};
enum { RESEARCH_ROLES = 5 }; /* the lead's first */
extern const struct research_role research_roles[RESEARCH_ROLES];

/* Ask an organisation of the directory to take part. ERR_INVALID at org, role,
 * task; ERR_CONFLICT: it is over. Needs: CAP_RESEARCH_EDIT at its node. */
enum err research_invite(struct ctx *c, const char *number, const char *org,
                         const char *role, const char *task);

/* The organisation itself answers: "accepted", "declined" or, later, "left",
 * the last two with a reason. ERR_INVALID at what, words; ERR_CONFLICT:
 * somebody answered first. Needs: CAP_RESEARCH_EDIT by a role held at that very
 * organisation. */
enum err research_answer(struct ctx *c, const char *number, int64_t org,
                         int64_t rev, const char *what, const char *words);

/* Does the reader hold a role at that very organisation that answers? */
bool research_answers_for(const struct research *r, int64_t org);

/* Invitations to a node and what it takes part in, unanswered first; without
 * what it leads. */
struct research_parts {
    struct research_part {
        const char *number, *title, *lead;
        struct research_partner partner;
    } * items;
    size_t count;
};

/* All that a node's own page of joint research shows, in one flight: its parts,
 * what is led at it and below, what waits for its decision. The last is empty
 * where the reader does not hold CAP_RESEARCH_CALL. Needs: CAP_RESEARCH_EDIT at
 * the node. */
struct research_desk {
    struct research_parts parts;
    struct research_list led, waiting;
    bool decides;
};
enum err research_desk(struct ctx *c, int64_t org, struct research_desk *out);

/* --- what comes before collecting --- */

struct research_ethics {
    int64_t id;
    const char *org_name; /* in whose name it was entered */
    const char *body;     /* the committee */
    const char *outcome;  /* approved conditions not_needed refused */
    const char *on_date;
    const char *words;
    const char *paper_hash, *paper_type; /* NULL = none */
    int64_t paper_bytes;
};
struct research_reviews {
    struct research_ethics *items; /* the newest first */
    size_t count;
};
void research_reviews_ask(struct ctx *c, const char *number, struct answer *a);
enum err research_reviews_take(struct ctx *c, struct answer *a,
                               struct research_reviews *out);
enum err research_reviews(struct ctx *c, const char *number,
                          struct research_reviews *out);

/* One with its paper. ERR_MISSING: none of this project, or the reader is not
 * inside. */
enum err research_review_by_id(struct ctx *c, const char *number, int64_t id,
                               struct research_ethics *out);

/* Who may enter the decision of a review: the ethics body where one takes part,
 * by a role held there; else the lead, for the committee it names. Gives in whose
 * name; 0 = not the reader. */
int64_t research_reviewer(const struct research *r);

/* Enter it. ERR_INVALID at body, outcome, on_date, words (needed unless
 * approved as it is); ERR_CONFLICT. Needs: research_reviewer. */
enum err research_review(struct ctx *c, const char *number, int64_t rev,
                         const struct research_ethics *e);

struct research_data {
    const char *kind;    /* none anonymous personal */
    const char *kept_at; /* where */
    const char *seen_by; /* by whom, while the project runs */
    const char *kept_until;
    const char *opened; /* open request closed */
    const char *on_date;
};

/* The rules in force. ERR_MISSING: none are stated. */
void research_data_ask(struct ctx *c, const char *number, struct answer *a);
enum err research_data_take(struct ctx *c, struct answer *a,
                            struct research_data *out);
enum err research_data(struct ctx *c, const char *number,
                       struct research_data *out);

/* State them, or anew. ERR_INVALID at each field; ERR_CONFLICT.
 * Needs: CAP_RESEARCH_EDIT at its node. */
enum err research_state_data(struct ctx *c, const char *number, int64_t rev,
                             const struct research_data *d);

/* --- for its own files --- */

/* A reason or evidence of 10..2000 characters; else a problem at `field`. */
const char *research_words(struct ctx *c, const char *typed, const char *field,
                           const char *msgid);

/* rev + 1 where it still is `rev`; ERR_CONFLICT else. */
enum err research_touch(struct ctx *c, const struct research *r, int64_t rev);

enum err research_note(struct ctx *c, const struct research *r,
                       const char *what, const char *words);

#endif
