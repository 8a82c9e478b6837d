/* SPDX-License-Identifier: Apache-2.0 */
/* export: everything a place owns, its own rows and those below it, as one
 * archive that needs no program of ours: each table as CSV and as JSON, signed
 * papers and pictures as files, each certificate as it was signed; a README in
 * words and the SHA-256 of every file.
 *
 * What the reader may not see on pages is not in it either, and the README says
 * what was left out. Rows are read in slices, each in a transaction of its own,
 * and once, so that CSV and JSON are equal; rows that came after the beginning
 * are not in it. Memory does not grow with the number of rows.
 */
#ifndef QUIPU_REPORTS_EXPORT_H
#define QUIPU_REPORTS_EXPORT_H

#include "base/err.h"
#include "base/tr.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;
struct node;

/* --- asking --- */

/* Somebody wants it: the record says so. Then it may be fetched for an hour.
 * Needs: CAP_EXPORT at the place. */
enum err export_ask(struct ctx *c, int64_t org);

/* Did the reader ask within the last hour? Needs: the same. */
enum err export_is_asked(struct ctx *c, int64_t org, bool *asked);

/* The tables in words, and whether the reader gets each. */
enum { EXPORT_SHEETS = 64 };
struct export_part {
    const char *name;  /* "people": of the file */
    const char *title; /* N_ */
    bool is_left_out;
};
enum err export_parts(struct ctx *c, int64_t org,
                      struct export_part out[EXPORT_SHEETS]);

/* --- making --- */

struct export_job {
    const struct node *node;
    const struct lang *lang; /* of the README */
    int64_t person;          /* who reads; 0 = the operator at the command line,
                                who reads the database anyway */
    int64_t org;
    int64_t now_ms;
    int fd;              /* where it goes */
    const char *spool;   /* a folder for what has no name and goes with it */
    int64_t max_bytes;   /* 0 = what an archive can hold */
    int64_t deadline_ms; /* on the steady clock; 0 = none */
};

struct export_done {
    int64_t bytes, files, rows;
};

/* Outside any transaction; takes long. ERR_DENIED: no CAP_EXPORT at the place;
 * ERR_LIMIT: more than max_bytes, the deadline, or an archive allows; ERR_FULL,
 * ERR_BUSY, ERR_INTERNAL. What stands in `fd` after an error is worth nothing. */
enum err export_write(const struct export_job *job, struct export_done *out);

#endif
