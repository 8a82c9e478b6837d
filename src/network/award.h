/* SPDX-License-Identifier: Apache-2.0 */
/* award: the award of cases of practice, an edition at a time: when it is open,
 * in which categories, by which criteria. All of it is public.
 *
 *     announced -> open -> review -> decide -> published
 *
 * Name, categories, criteria, jury and prize are data, in as many languages as
 * they are written in; where the reader's has none, the edition's own stand.
 * Days are those on the clocks of its zone.
 */
#ifndef QUIPU_NETWORK_AWARD_H
#define QUIPU_NETWORK_AWARD_H

#include "base/err.h"
#include "core/caps.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum {
    AWARD_PAGE = 50,
    AWARD_CATEGORIES_MAX = 12,
    AWARD_CRITERIA_MAX = 8,
    AWARD_POINTS_MAX = 100,
    AWARD_REVIEWS_MAX = 5 /* of a case */
};

enum award_phase {
    AWARD_ANNOUNCED,
    AWARD_OPEN,   /* cases come in */
    AWARD_REVIEW, /* none comes in; scores can be changed */
    AWARD_DECIDE, /* scores stand */
    AWARD_PUBLISHED
};

struct award_category {
    const char *title;
    const char *words; /* a sentence; "" = none */
};

struct award_criterion {
    const char *title;
    int64_t points; /* at most */
};

struct award_edition {
    int64_t id;
    const char *number; /* permanent, its public address */
    int64_t node;
    const char *node_slug;
    const char *node_name;
    int64_t year;
    const char *lang; /* its own */
    const char *zone;
    const char *opens_date;
    const char *closes_date;
    const char *review_until;
    int64_t reviews_each;
    const char *published_date; /* "" = not yet */
    int64_t rev;
    enum award_phase phase; /* today */
    /* in the reader's language where it is written */
    const char *words_lang;
    const char *name;
    const char *about;
    const char *who; /* may take part */
    const char *jury;
    const char *prize;
    struct award_category categories[AWARD_CATEGORIES_MAX];
    size_t category_count;
    struct award_criterion criteria[AWARD_CRITERIA_MAX];
    size_t criterion_count;
    int64_t points; /* of all criteria */
};

struct award_editions {
    struct award_edition *items;
    size_t count;
};

/* ERR_MISSING: none has this number. */
enum err award_by_number(struct ctx *c, const char *number,
                         struct award_edition *out);

/* All editions, and those held at a node and below; the latest first, at most
 * AWARD_PAGE. */
enum err award_list(struct ctx *c, struct award_editions *out);
enum err award_below(struct ctx *c, int64_t org, struct award_editions *out);

/* Can scores still be changed? */
bool award_takes_scores(const struct award_edition *e);

/* The title of a category from 1; "" = it is none. */
const char *award_category_title(const struct award_edition *e, int64_t n);

/* --- writing --- */

/* As a form has it. */
struct award_form {
    const char *lang; /* of the words */
    const char *year, *zone, *opens_date, *closes_date, *review_until,
        *reviews_each;
    const char *name, *about, *who, *jury, *prize;
    const char *categories, *criteria; /* lines, as stored */
};

/* What stands now, for the form in one language; the words are empty where it
 * has none, `has` tells which. */
enum err award_form_of(struct ctx *c, const struct award_edition *e,
                       const char *lang, struct award_form *out);

/* A new edition at `node`, in the language of f->lang, which becomes its own;
 * `number` gets its address. ERR_INVALID at each field.
 * Needs: CAP_AWARD_EDIT at `node`. */
enum err award_enter(struct ctx *c, int64_t node, const struct award_form *f,
                     const char **number);

/* Change it, and its words in one language. Once a case came in, categories
 * and criteria keep their number and points. ERR_INVALID as above; ERR_CONFLICT:
 * somebody wrote first, or the result is published.
 * Needs: CAP_AWARD_EDIT at its node, and no part in its reviews. */
enum err award_edit(struct ctx *c, const char *number, int64_t rev,
                    const struct award_form *f);

/* Make the result public, for good: nothing is changed afterwards. ERR_INVALID:
 * cases still come in, one is not judged yet, or none is awarded; ERR_CONFLICT:
 * somebody wrote first. Needs: CAP_AWARD_DECIDE at its node, and no part in its
 * reviews. */
enum err award_publish(struct ctx *c, const char *number, int64_t rev);

/* --- for award_case.c and award_review.c --- */

/* The edition, for those of its office: `cap` at its node, and no part in its
 * reviews, since the office knows whose a case is. ERR_DENIED, ERR_MISSING. */
enum err award_office(struct ctx *c, const char *number, enum cap cap,
                      struct award_edition *out);

/* The same in two steps, so that other questions share the flight (db.h). */
struct award_question; /* in the arena */
struct award_question *award_office_ask(struct ctx *c, const char *number);
enum err award_office_take(struct ctx *c, struct award_question *q,
                           enum cap cap, struct award_edition *out);

/* Nothing is changed once the result is public: ERR_CONFLICT. */
enum err award_need_unpublished(struct ctx *c, const struct award_edition *e);

#endif
