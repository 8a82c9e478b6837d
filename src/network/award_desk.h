/* SPDX-License-Identifier: Apache-2.0 */
/* award_desk: what the office of an edition has before it: cases, reviewers,
 * the ranking; and one case with its reviews.
 *
 * Both functions need CAP_AWARD_EDIT at the edition's node and no part in its
 * reviews (award_office), and are few statements whatever they show.
 */
#ifndef QUIPU_NETWORK_AWARD_DESK_H
#define QUIPU_NETWORK_AWARD_DESK_H

#include "network/award_review.h"

struct award_reviewer {
    const char *number; /* of the person */
    const char *name;
    int64_t open, given;
};

struct award_reviewers {
    struct award_reviewer *items;
    size_t count;
};

/* A valid case: the mean of what was given of all points. */
struct award_rank {
    int64_t n;
    const char *title;
    const char *org_name;
    int64_t category;
    const char *place;
    int64_t given, wanted; /* reviews */
    int64_t permille;      /* of the points there are */
};

struct award_ranking {
    struct award_rank *items; /* the best first, those without a review last */
    size_t count;
};

struct award_desk {
    struct award_edition e;
    struct award_counts counts;
    struct award_cases cases;          /* by number, behind `after` */
    struct award_reviewers people;     /* named, by name */
    struct award_reviewers candidates; /* who may be named: they hold a role
                                          with CAP_AWARD_REVIEW somewhere and
                                          none in this office */
    struct award_ranking ranking;
};
enum err award_desk(struct ctx *c, const char *edition, int64_t after,
                    struct award_desk *out);

struct award_desk_case {
    struct award_edition e;
    struct award_case k;
    bool names; /* reviewers would read the organisation's name in it */
    struct award_reviews reviews; /* all, also taken back ones */
    struct award_reviewers people;
};
enum err award_desk_case(struct ctx *c, const char *edition, int64_t n,
                         struct award_desk_case *out);

/* For award_review_office.c: who may be named. Needs: nothing. */
enum err award_desk_candidates(struct ctx *c, const struct award_edition *e,
                               struct award_reviewers *out);

#endif
