/* SPDX-License-Identifier: Apache-2.0 */
/* award_review: who reviews the cases of an edition, blind, and what they say.
 *
 *     open -> given (and given anew, until reviews end)
 *          -> conflict: somebody else gets it
 *          -> withdrawn: the reviewer was taken off the edition
 *
 * A reviewer reads what award_blind holds and nothing else: not whose case it
 * is, where that is, or who wrote it. While scores can be changed each reviewer
 * sees their own alone; who has given none never sees any. Nobody who works in
 * the office of an edition reviews it, and nobody reviews their own
 * organisation's case. Scores are for the office and the reviewers of the case.
 */
#ifndef QUIPU_NETWORK_AWARD_REVIEW_H
#define QUIPU_NETWORK_AWARD_REVIEW_H

#include "network/award_case.h"

enum {
    AWARD_REVIEWERS_MAX = 100, /* of an edition */
    AWARD_REVIEW_LIST = 200,   /* of a person */
    AWARD_REMARK_CHARS = 2000
};

/* --- who reviews --- */

/* Name somebody by their number, or take them off: reviews they have not given
 * go to others. ERR_INVALID at person: not one of the candidates, or not named;
 * ERR_CONFLICT: the result is public. Need: the same. */
enum err award_review_name(struct ctx *c, const char *edition,
                           const char *person);
enum err award_review_dismiss(struct ctx *c, const char *edition,
                              const char *person);

/* --- assigning --- */

/* Give a valid case to a reviewer by number, or ("") to as many as the edition
 * wants and it has not yet: those with the least to do. ERR_INVALID at
 * reviewer: the case is not valid or still names its organisation; the reviewer
 * is not named, works there, or has it (had it) already; nobody is left.
 * Needs: the same. */
enum err award_review_assign(struct ctx *c, const char *edition, int64_t n,
                             const char *reviewer);

/* --- what they say --- */

struct award_score {
    int64_t points; /* -1 = none given */
    const char *remark;
};

struct award_review {
    int64_t id;
    int64_t n; /* of the case */
    const char *edition_number;
    const char *title; /* as reviewers read it */
    const char *reviewer;
    const char *state;
    const char *words; /* of a conflict */
    int64_t points;    /* of all criteria; 0 unless given */
    int64_t rev;
};

struct award_reviews {
    struct award_review *items;
    size_t count;
};

/* A case as its reviewer reads it. */
struct award_blind {
    struct award_review review;
    int64_t category;
    const char *lang;
    const char *title, *abstract, *words;
    const char *link;      /* "" = none, or not to be seen */
    const char *file_hash; /* NULL = the same */
    const char *file_type;
    int64_t file_bytes;
};

/* What the signed-in person reviews: open ones first, then those given. Needs:
 * CAP_AWARD_REVIEW anywhere; ERR_DENIED. */
enum err award_review_mine(struct ctx *c, struct award_reviews *out);

/* How many they have not given yet; 0 for who reviews nothing. */
enum err award_review_waiting(struct ctx *c, int64_t *count);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void award_review_foresee_waiting(struct ctx *c);

/* One of them, open or given. ERR_MISSING: it is none of theirs. Needs: the
 * same. */
enum err award_review_by_id(struct ctx *c, int64_t id, struct award_edition *e,
                            struct award_blind *out);

/* Its scores, a place for each criterion of the edition. */
enum err award_review_scores(struct ctx *c, int64_t id,
                             const struct award_edition *e,
                             struct award_score *out);

/* Those of the other reviewers, without names: only when the reader's are given
 * and reviews have ended; else none. `scores` has e->criterion_count places for
 * each. */
struct award_others {
    struct award_score *scores;
    size_t count; /* reviewers */
};
enum err award_review_others(struct ctx *c, const struct award_blind *b,
                             const struct award_edition *e,
                             struct award_others *out);

/* Give points and a remark for each criterion, or give them anew. ERR_INVALID
 * at points_1 …, remark_1 …; ERR_CONFLICT: reviews have ended, or it was written
 * elsewhere meanwhile. Needs: the same. */
enum err award_review_give(struct ctx *c, int64_t id, int64_t rev,
                           const struct award_score *scores);

/* There is a conflict of interest: say which (10..2000 characters, field
 * "words"). Somebody else gets the case, if there is anybody. ERR_CONFLICT as
 * above. Needs: the same. */
enum err award_review_decline(struct ctx *c, int64_t id, int64_t rev,
                              const char *words);

#endif
