/* SPDX-License-Identifier: Apache-2.0 */
/* origin: what an opening of a programme follows from: an agreement, or one
 * clause of it. The link between what was agreed and who learnt: a visit leads
 * to items (network/item.h), those to agreements, those to openings, and people
 * who enrol under an opening are certified.
 */
#ifndef QUIPU_LEARNING_ORIGIN_H
#define QUIPU_LEARNING_ORIGIN_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { ORIGIN_CHOICES = 40, ORIGIN_OPENINGS = 50 };

/* An opening, with what it follows from. */
struct origin {
    int64_t opening;
    const char *series_slug, *series_title;
    int64_t org;
    const char *org_slug, *org_name;
    const char *from_date;
    const char *to_date;   /* NULL = open-ended */
    const char *agreement; /* its number; NULL = nothing is said */
    int64_t agreement_id;
    int64_t clause; /* 0 = the whole */
};
struct origins {
    struct origin *items;
    size_t count;
};

/* Public, as openings are. ERR_MISSING: no such opening. */
enum err origin_of_opening(struct ctx *c, int64_t opening, struct origin *out);

/* The opening the holder of a certificate enrolled under; the number as it is
 * kept. Who may know of the certificate is the caller's to ask
 * (credential_by_number). ERR_MISSING: no such certificate. */
enum err origin_of_certificate(struct ctx *c, const char *number,
                               struct origin *out);
void origin_foresee_of_certificate(struct ctx *c, const char *number);

/* The openings that follow from an agreement, or from those an item of a visit
 * led to; the newest first, at most ORIGIN_OPENINGS. */
enum err origin_list_of_agreement(struct ctx *c, int64_t agreement,
                                  struct origins *out);
enum err origin_list_of_item(struct ctx *c, int64_t item, struct origins *out);

/* What is read for an item, an opening, and an agreement, asked with what is
 * asked next, in one flight (db_foresee). */
void origin_foresee_of_item(struct ctx *c, int64_t item);
void origin_foresee_choices(struct ctx *c, int64_t org);
void origin_foresee_of_agreement(struct ctx *c, int64_t agreement);

/* Agreements in force an opening at `org` may follow from: public ones of its
 * node and those above it, the nearest first. */
struct origin_choices {
    struct origin_choice {
        const char *number, *title;
    } * items;
    size_t count;
};
enum err origin_choices(struct ctx *c, int64_t org, struct origin_choices *out);

/* Say what an opening follows from; number "" = nothing. ERR_INVALID at
 * agreement (no such one, or not the reader's to know), clause (it has none of
 * this number). Needs: CAP_SERIES_OPEN where it is open, unless nobody is
 * signed in. */
enum err origin_put(struct ctx *c, int64_t opening, const char *number,
                    int64_t clause);

#endif
