/* SPDX-License-Identifier: Apache-2.0 */
/* login: how somebody proves to be the person they were.
 *
 * Three kinds: a password under a name of the person's choice (an address or
 * any word), a one-time link, and a code printed on paper. Secrets are kept as
 * hashes. Hashing a password takes about 66 ms and 64 MiB: it is done on the
 * pool between a read and a write, never inside either (architecture 3.7).
 */
#ifndef QUIPU_PEOPLE_LOGIN_H
#define QUIPU_PEOPLE_LOGIN_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;

/* --- password: read, check without a transaction, note the outcome --- */

struct login_password {
    int64_t id; /* 0 = no such name; check all the same, to take as long */
    int64_t person;
    const char *secret;
    int64_t failed;
    int64_t wait_until_ms;
};

/* Find what belongs to a typed name. Unknown names give id 0 and OK, so that
 * a stranger cannot tell them apart. ERR_LIMIT with a problem when the account
 * must wait. */
enum err login_find(struct ctx *c, const char *name,
                    struct login_password *out);

/* Does the password fit? Slow; needs no transaction. One at a time over the
 * whole process. */
bool login_check(const struct login_password *l, const char *password);

/* Note a success (failures forgotten) or a failure (after
 * LIMIT_SIGNINS_PER_ACCOUNT the wait doubles from one minute to one hour). */
enum err login_note(struct ctx *c, const struct login_password *l, bool good);

/* Is this password fit to be chosen? ERR_INVALID at field "password". */
enum err login_password_fits(struct ctx *c, const char *password);

/* Hash for login_set_password. Slow; needs no transaction. ERR_BUSY when
 * memory is short. */
enum err login_hash(struct ctx *c, const char *password, const char **secret);

/* Set name and password of a person; replaces what was there, ends nothing.
 * ERR_CONFLICT at field "name": somebody else signs in under it. */
enum err login_set_password(struct ctx *c, int64_t person, const char *name,
                            const char *secret);

/* --- one-time link --- */

/* A link's secret, good once until `minutes` from now. Its address is
 * /sign-in/link/{secret}. */
enum err login_add_link(struct ctx *c, int64_t person, int minutes,
                        const char **secret);

/* Whose link is it? Uses nothing up: mail scanners open links.
 * ERR_MISSING: unknown, used or over. */
enum err login_link_person(struct ctx *c, const char *secret, int64_t *person);

/* Use it up. ERR_MISSING as above. */
enum err login_use_link(struct ctx *c, const char *secret, int64_t *person);

/* Is any link over for a day? And delete at most `max` of those; `done` gets
 * how many. */
enum err login_old(struct ctx *c, bool *any);
enum err login_sweep(struct ctx *c, int max, int *done);

#endif
