/* SPDX-License-Identifier: Apache-2.0 */
/* doctor: one round of `quipu doctor`. Each function looks at one thing and says
 * what it saw; what is wrong is counted in `findings`. */
#ifndef QUIPU_CLI_DOCTOR_H
#define QUIPU_CLI_DOCTOR_H

#include "cli/cli.h"

#include <stdint.h>
#include <sys/types.h>

struct doctor {
    struct cli_node n;
    int findings;
    int64_t checked, bad; /* certificates */
    const char *bad_number, *bad_why;
    int64_t keys, closed; /* issuing keys */
};

/* It is as it should be. */
void doctor_good(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What was found, and on the next line what to do. */
void doctor_found(struct doctor *d, const char *advice, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Is the file or folder its owner's alone? `what` begins the sentence. */
void doctor_mode(struct doctor *d, const char *path, const char *what,
                 mode_t wanted);

/* Files by their names: those in the rows of a database elsewhere, those of
 * the data folder. */
void doctor_file_rows(struct doctor *d);
void doctor_files(struct doctor *d, const char *folder);

/* The record of acts, from its first link to its last. */
void doctor_record(struct doctor *d);

/* Does the sealing key open every issuing key? */
void doctor_keys(struct doctor *d, const struct cli *c);

/* Some certificates, checked as a stranger checks them. */
void doctor_certificates(struct doctor *d);

/* Figures compared with the records, as many places as time allows. */
void doctor_figures(struct doctor *d);

#endif
