/* SPDX-License-Identifier: Apache-2.0 */
/* record: what was done, by whom, to which row; the record of acts.
 *
 * Rows name rows only. Values a person may ask to erase lie beside the record
 * under a salt; the row keeps their hash, so erasing breaks no chain. Rows are
 * written unchained in the transaction of the act; one sealer gives them their
 * number and hash afterwards (architecture 3.4).
 */
#ifndef QUIPU_CORE_RECORD_H
#define QUIPU_CORE_RECORD_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;
struct db;

/* Write down an act ("org.joined", "credential.issued": room, dot, verb in
 * the past) at `org` about row `subject`; `value` is a text with values worth
 * keeping, or NULL. */
enum err record_add(struct ctx *c, const char *act, int64_t org,
                    int64_t subject, const char *value);

/* Give chain numbers and hashes to at most `max` unchained rows, in the order
 * they are found committed. `done` gets how many. Call from one sealer only. */
enum err record_seal(struct ctx *c, int max, int *done);

/* Are there any unchained rows? */
enum err record_waits(struct ctx *c, bool *any);

/* Computing the chain anew, some rows at a time: how far that is. Begins as
 * zeros. */
struct record_walk {
    int64_t count;  /* rows that were compared */
    int64_t broken; /* the first number that does not fit, 0 = none so far */
    bool over;      /* broken, or at the end */
    unsigned char hash[32];
};

/* Compare at most `max` rows more. */
enum err record_verify(struct ctx *c, struct record_walk *walk, int max);

/* When the newest act was; 0 = there is none. */
enum err record_newest_ms(struct ctx *c, int64_t *at_ms);

#endif
