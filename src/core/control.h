/* SPDX-License-Identifier: Apache-2.0 */
/* control: commands that write, with a server running and without.
 *
 * One process writes to a data folder. So a command that writes hands its
 * words to the server through FOLDER/quipu.sock when one runs, and shows what
 * comes back; else it takes the folder's lock and does the work itself. The
 * function that does the work is the same and does not know:
 *
 *     return control_write(folder, argc, argv, run_import, NULL);
 *
 * Only the server's own user and root get an answer. Commands wait for each
 * other. Names of files are the caller's and are read by the server, so its
 * user must be able to.
 */
#ifndef QUIPU_CORE_CONTROL_H
#define QUIPU_CORE_CONTROL_H

#include "base/err.h"

#include <stdbool.h>

struct arena;
struct control;
struct store;

enum {
    CONTROL_WORDS_MAX = 64,
    CONTROL_BYTES_MAX = 64 * 1024, /* of all words together */
    CONTROL_DONE = 0,
    CONTROL_FAILED = 1,
    CONTROL_MISUSED = 2
};

/* One command at work. */
struct control_call {
    struct store *store;
    struct arena *arena;
    int argc; /* argv[0] is the command's name: "import" */
    const char *const *argv;
    const char *folder;        /* where names of files are meant from */
    void *arg;                 /* as given to control_serve or control_write */
    struct control_link *link; /* NULL = the terminal of this process */
};

/* Does the work; gives the exit status. */
typedef int (*control_fn)(struct control_call *call);

/* A line for the person: what was asked for, or what is wrong. A line end is
 * added; a text may have more lines and at most 16 kB. */
void control_say(struct control_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void control_complain(struct control_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How far it is, in a line that the next one overwrites; only on terminals. */
void control_progress(struct control_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The person has gone away, or the server wants to end: stop at the next good
 * moment. */
bool control_is_stopped(struct control_call *call);

/* The name of a file as the person means it. */
const char *control_path(const struct control_call *call, const char *name);

/* --- the server's side --- */

/* Answer commands on FOLDER/quipu.sock, on a thread of its own, one at a time.
 * Needs the folder's lock (store_open with STORE_SERVE). */
enum err control_serve(struct control **out, const char *folder,
                       struct store *store, control_fn fn, void *arg);

/* Tell the command at work to stop, wait for it, remove the socket. NULL does
 * nothing. */
void control_stop(struct control *c);

/* --- the command's side --- */

/* Send a command to the server of this folder and show what it answers.
 * ERR_MISSING: no server runs here. ERR_DENIED: it is not for this user.
 * ERR_LIMIT: too many or too long words. ERR_INTERNAL: the server ended in
 * the middle (said on standard error). */
enum err control_ask(const char *folder, int argc, const char *const *argv,
                     int *status);

/* The whole of a command that writes: through the server, or with the lock.
 * Gives the exit status; what is wrong is said on standard error. */
int control_write(const char *folder, int argc, const char *const *argv,
                  control_fn fn, void *arg);

/* The same on a database that several processes may write to: always here. */
int control_write_to(const char *database, int argc, const char *const *argv,
                     control_fn fn, void *arg);

#endif
