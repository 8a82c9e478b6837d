/* SPDX-License-Identifier: Apache-2.0 */
/* credential: the signed statements about people, as they were issued.
 *
 * The public number (128 random bits, 26 signs) is the only address strangers
 * know; nothing lists or searches numbers for them. A withdrawn one is missing
 * for strangers, as an unknown one is; it stays true.
 */
#ifndef QUIPU_CREDENTIALS_CREDENTIAL_H
#define QUIPU_CREDENTIALS_CREDENTIAL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { CREDENTIAL_NUMBER_CHARS = 26 };

struct credential {
    int64_t id;
    const char *number;
    int64_t issuer;
    int64_t achievement;
    int64_t person;
    int64_t enrolment; /* that was completed */
    int64_t org;
    const char *org_name;
    const char *holder_name;
    const char *lang;
    const char *title; /* of the achievement, in the credential's language */
    const char *json;
    const char *issued_date;
    int64_t issued_ms;
    bool withdrawn;
};

struct credential_list {
    struct credential *items; /* json is NULL in lists */
    size_t count;
};

/* For strangers: by number as people type it (groups, capitals).
 * ERR_MISSING: unknown, or the holder withdrew it and is not asking. */
enum err credential_by_number(struct ctx *c, const char *typed,
                              struct credential *out);

/* Of the signed-in person, newest first. */
enum err credential_mine(struct ctx *c, struct credential_list *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void credential_foresee_mine(struct ctx *c);

/* Issued to people of `org` and below, newest first, at most 100; asked first
 * and taken later, so that others share the flight (db.h).
 * Needs: CAP_CREDENTIAL_READ at `org`. */
struct answer;
enum err credential_ask_below(struct ctx *c, int64_t org, struct answer *a);
enum err credential_take_below(struct ctx *c, struct answer *a,
                               struct credential_list *out);

/* The holder hides the page from strangers, or shows it again.
 * ERR_MISSING: not theirs. */
enum err credential_withdraw(struct ctx *c, const char *number, bool hide);

/* For commands: numbers after `after` ("" = from the start), at most 1000. */
struct credential_numbers {
    const char **items;
    size_t count;
};
enum err credential_numbers(struct ctx *c, const char *after,
                            struct credential_numbers *out);

/* For commands: the signed document, also of withdrawn ones. */
enum err credential_json(struct ctx *c, const char *number, const char **json);

/* "abcd-efgh-…": a number in groups of four, for people. */
const char *credential_grouped(struct ctx *c, const char *number);

#endif
