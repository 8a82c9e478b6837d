/* SPDX-License-Identifier: Apache-2.0 */
/* writer: the one thread that writes to SQLite: queued jobs in groups, one
 * commit and one sync for each group, and between groups the log and the
 * ballast. For store_sqlite. */
#ifndef QUIPU_DB_WRITER_H
#define QUIPU_DB_WRITER_H

#include "db/store.h"

#include <stdbool.h>
#include <stdint.h>

struct db;
struct writer;

struct writer_options {
    struct db *db;            /* for writing, and nobody else's */
    const char *folder;       /* where the ballast lies */
    int64_t ballast_bytes;    /* 0 = none */
    int64_t log_bytes;        /* the log is cut when it is longer */
    int64_t checkpoint_bytes; /* of new log between two checkpoints */
    int group;                /* members at most; 0 = the usual number */
};

/* Take the ballast on board and start the thread. What the options point to
 * must stay until writer_stop. */
struct writer *writer_start(const struct writer_options *options);

/* As store_write_later (store.h). */
enum err writer_queue(struct writer *w, struct store_job *job);

/* Is this the writer's thread? */
bool writer_is_here(const struct writer *w);

/* From any thread. */
void writer_figures(struct writer *w, struct store_figures *out);

/* Take no more, finish what is queued, end the thread. */
void writer_stop(struct writer *w);

#endif
