/* SPDX-License-Identifier: Apache-2.0 */
/* demo_many: a demonstration as large as asked: invented institutions in every
 * country and people in them, with their enrolments, progress and certificates.
 *
 * The same number makes the same institutions, names, days and outcomes on every
 * run; row ids, keys and the numbers of certificates are new each time.
 * Certificates are issued as any other. The rest is written by statements of
 * our own, without an entry in the record of acts for each row.
 */
#ifndef QUIPU_CLI_DEMO_MANY_H
#define QUIPU_CLI_DEMO_MANY_H

#include "cli/cli.h"

/* With a country: all of them there, and two in a hundred work in another, too.
 *
 * A person in three series each, a certificate for every second, an institution
 * for each hundred. */
enum { DEMO_MANY_MAX = 10000000 };

struct demo_many {
    int64_t people;
    int64_t now_ms;      /* today; the past is counted from here */
    int64_t region;      /* whose children are the countries */
    const char *country; /* the slug of the only one; NULL = all */
    int64_t secretariat; /* the mandate that opens series to all of them */
    const char *folder;  /* where the content was unpacked */
};

/* Add them to the demonstration in `n`. Says on standard output how far it is,
 * on standard error what is wrong; gives the exit status. */
int demo_many(struct cli_node *n, const struct demo_many *m);

#endif
