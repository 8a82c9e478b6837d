/* SPDX-License-Identifier: Apache-2.0 */
/* store: an open database: who reads, who writes.
 *
 * A write is a function that can be run again (architecture 3.7): it changes
 * nothing outside its arena before the commit returned. How it is kept is the
 * engine's: store_sqlite.h, store_pg.h.
 */
#ifndef QUIPU_DB_STORE_H
#define QUIPU_DB_STORE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct migrate_steps;
struct store;

enum store_mode {
    STORE_SERVE,    /* lock, migrate, writer thread */
    STORE_READ_ONLY /* beside a running server; no lock, no migration */
};

struct store_options {
    const char *folder;   /* the data folder; the file is quipu.db in it */
    const char *database; /* "postgresql://…" instead of a folder, or NULL */
    const char *standby;  /* of `database`: answers store_read_since, or NULL */
    enum store_mode mode;
    bool create;                       /* make it when it is missing */
    const struct migrate_steps *steps; /* of the schema; NULL = the shipped */
    int64_t log_bytes; /* cut the log above this; 0 = LIMIT_WAL_BYTES */
    int group; /* at most so many writes in one commit; 0 = 128. Benches put
                  1 beside it. */
    int64_t ballast_bytes; /* given up when the disk is full; 0 = none */
    bool filling; /* it is made, and thrown away when that fails: what was
                     written is safe from store_close() on, not before; much
                     faster. SQLite alone; who serves never says so. */
};

/* Open a folder or, when `database` is set, a database of PostgreSQL (which has
 * no lock: several processes may serve it; they bring the schema forward one
 * after the other). STORE_SERVE takes FOLDER/lock, brings the schema forward (with a
 * checked copy of an existing database beside it first, which is put back when
 * a step fails) and takes a number for row ids. On failure `why` gets one
 * English sentence for the operator: a folder in use names the process id
 * (ERR_CONFLICT); a database newer than the program, or older for a reader, is
 * refused (ERR_INVALID); missing (ERR_MISSING). */
enum err store_open(struct store **out, const struct store_options *options,
                    char *why, size_t why_size);

/* Is this how a database elsewhere is written? */
bool store_is_address(const char *text);

/* Finish queued writes, checkpoint, close. No other thread may be inside a
 * call or make one later. NULL does nothing. */
void store_close(struct store *s);

typedef enum err (*store_fn)(struct db *db, void *arg);

/* The node number in the row ids of this process (STORE_SERVE). */
int store_node(const struct store *s);

/* Run `fn` in a read-only transaction on the calling thread's connection.
 * Answers go to `arena`. ERR_BUSY when it takes longer than `limit_ms`. Not
 * inside another read of the same thread. */
enum err store_read(struct store *s, struct arena *arena, int64_t limit_ms,
                    store_fn fn, void *arg);

/* The same for a page: a standby may answer, if it has come as far as `since`
 * (0: anything will do) and is not more than LIMIT_STANDBY_MS old; else `fn` is
 * run again, or only, where is written. */
enum err store_read_since(struct store *s, struct arena *arena,
                          int64_t limit_ms, int64_t since, store_fn fn,
                          void *arg);

/* Run `fn` on the writer and wait until its commit returned (pool threads and
 * commands; never a network loop, never the writer itself). An `err` other
 * than OK rolls back. ERR_BUSY when the queue is full or the store closes. */
enum err store_write(struct store *s, struct arena *arena, store_fn fn,
                     void *arg);

/* The same; `*place` becomes what a later read must be `since` to see it, where
 * standbys answer reads, and is left alone elsewhere. */
enum err store_write_place(struct store *s, struct arena *arena, store_fn fn,
                           void *arg, int64_t *place);

/* The records are on a server elsewhere: every call waits for it, so that none
 * belongs on a network loop; there is no thread of the store's own for
 * store_write_later; and files are rows, too (core/blob.h). */
bool store_is_remote(const struct store *s);

/* The same as store_write without waiting. The struct belongs to the caller until `done`,
 * which runs on the writer thread after the commit (hand the answer to your
 * loop there, do nothing long). */
struct store_job {
    struct arena *arena;
    store_fn fn;
    void (*done)(struct store_job *job);
    enum err result;  /* valid in done */
    const char *name; /* in the line about a member that takes over 5 ms; NULL:
                       * no line */
    struct store_job *next;
};

/* Queue a write; `fn` gets the job itself as its argument, and is run again
 * when the group it was in could not be committed. ERR_BUSY when the queue is
 * full or the store closes (then `done` is not called). */
enum err store_write_later(struct store *s, struct store_job *job);

/* --- how it goes, for the metrics --- */

struct store_figures {
    int64_t writes;    /* members that ran, whatever came of them */
    int64_t groups;    /* transactions they ran in */
    int64_t queued;    /* that wait for the writer now */
    int64_t log_bytes; /* of SQLite's log after the last group */
    bool has_ballast;

    /* of a remote store, which keeps no others */
    bool has_standby;
    int64_t standby_reads;  /* it answered */
    int64_t standby_passed; /* it was away or behind: the primary answered */
};

/* From any thread. */
void store_figures(struct store *s, struct store_figures *out);

/* --- the server of a remote store, for the doctor --- */

struct store_server {
    const char *version;
    bool standby;  /* it follows another and cannot be written to */
    bool syncs;    /* what is acknowledged survives a loss of power */
    int64_t bytes; /* of the database */
    int64_t connections, connections_max;
    int64_t followers, followers_waited_for; /* standbys it sends to */
    int64_t processes; /* of Quipu that may write to this database */
    int64_t clock_ms;
};

enum err store_look_at_server(struct store *s, struct arena *a,
                              struct store_server *out);

#endif
