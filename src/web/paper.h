/* SPDX-License-Identifier: Apache-2.0 */
/* paper: what people hand in beside a form: a signed sheet, the file of a case.
 * It is looked at by its first bytes alone and kept as it is: what is in it
 * concerns the person who decides, not this program. */
#ifndef QUIPU_WEB_PAPER_H
#define QUIPU_WEB_PAPER_H

#include "base/err.h"

#include <stdint.h>

struct req;

struct paper {
    const char *hash; /* of the blob; NULL = not kept, or none */
    const char *type; /* NULL = none */
    int64_t bytes;
};

/* What is said of a file that is not taken; marked N_. */
struct paper_words {
    const char *too_large;
    const char *no_paper; /* neither PDF nor picture */
};

extern const struct paper_words paper_sheet; /* one that was signed */

/* Look at the file chosen in `field`; where none was, `out` stays empty.
 * ERR_INVALID, with a problem at the field: it is not taken. */
enum err paper_check(struct req *r, const char *field,
                     const struct paper_words *words, struct paper *out);

/* Keep what was checked; nothing, where there is none. Outside a transaction;
 * errors of blob_put(). */
enum err paper_keep(struct req *r, const char *field, struct paper *p);

/* Send it as a file to keep, named `name` and its kind: never is it shown as a
 * page of this site. ERR_MISSING: there is none. */
enum err paper_send(struct req *r, const struct paper *p, const char *name);

#endif
