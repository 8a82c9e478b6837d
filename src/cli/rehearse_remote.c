/* SPDX-License-Identifier: Apache-2.0 */
/* rehearse_remote: a process of its own does the work in the scratch database,
 * so that whatever becomes of it, this one is there to take that away. */

#define _GNU_SOURCE /* pipe2 */

#include "cli/rehearse_remote.h"

#include "base/clock.h"
#include "cli/backup_remote.h"
#include "db/migrate.h"
#include "db/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The copy, and as much again in the server's log while it comes in. */
enum { ROOM = 2 };

/* What the worker tells us, in one piece through a pipe. */
struct report {
    enum err result;
    struct rehearsal rehearsal;
    char why[512];
};

/* --- signals --- */

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static volatile sig_atomic_t stopped;
static volatile pid_t worker; /* 0 = none */

static void
note_stop(int number)
{
    (void)number;
    stopped = 1;
    if (worker > 0) {
        kill(worker, SIGTERM);
    }
}

/* Of the worker: what it started ends with it. */
static void
end_worker(int number)
{
    (void)number;
    backup_remote_stop();
    _exit(CLI_FAILED);
}

static void
on_signals(void (*handler)(int))
{
    struct sigaction act = {.sa_handler = handler, .sa_flags = SA_RESTART};

    for (size_t i = 0; i < COUNT(signals); i++) {
        sigaction(signals[i], &act, NULL);
    }
}

/* --- the worker --- */

static void
copy_and_try(struct arena *a, const struct scratch *s,
             const struct migrate_steps *steps, struct report *r)
{
    int64_t began = clock_steady_ms();

    if (backup_remote_pour(s->beside, s->address) != CLI_DONE) {
        snprintf(r->why, sizeof r->why, "the database could not be copied");
        r->result = ERR_INTERNAL;
        return;
    }
    r->rehearsal.copy_ms = clock_steady_ms() - began;
    r->result = scratch_bring_forward(a, s, steps, &r->rehearsal, r->why,
                                      sizeof r->why);
}

/* Signals wait until each of the two has its own handler. */
static bool
start_worker(struct arena *a, const struct scratch *s,
             const struct migrate_steps *steps, struct report *r, int out)
{
    sigset_t all, before;
    pid_t pid;

    fflush(stdout);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid = stopped ? -1 : fork();
    if (pid == 0) {
        on_signals(end_worker);
        sigprocmask(SIG_SETMASK, &before, NULL);
        copy_and_try(a, s, steps, r);
        _exit(write(out, r, sizeof *r) == (ssize_t)sizeof *r ? CLI_DONE
                                                             : CLI_FAILED);
    }
    worker = pid;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return pid > 0;
}

static void
work(struct arena *a, const struct scratch *s,
     const struct migrate_steps *steps, struct report *r)
{
    int ends[2], status;

    if (pipe2(ends, O_CLOEXEC) < 0) {
        r->result = ERR_INTERNAL;
        snprintf(r->why, sizeof r->why, "no pipe: %s", strerror(errno));
        return;
    }
    if (start_worker(a, s, steps, r, ends[1])) {
        while (waitpid(worker, &status, 0) < 0 && errno == EINTR) {
        }
        worker = 0;
    }
    close(ends[1]);
    if (read(ends[0], r, sizeof *r) != (ssize_t)sizeof *r) {
        r->result = ERR_INTERNAL;
        snprintf(r->why, sizeof r->why, "%s",
                 stopped ? "it was stopped"
                         : "its process ended in the middle");
    }
    close(ends[0]);
}

/* --- around it --- */

static void
say_what_comes(const struct scratch *s, const struct rehearsal *r)
{
    printf("The database holds %" PRId64 " MB. Its copy goes to %s%s and "
           "needs about %" PRId64 " MB free on that server, which cannot be "
           "seen from here.\n",
           r->bytes / 1048576,
           s->name ? "the new database " : "the database of --scratch",
           s->name ? s->name : "", ROOM * r->bytes / 1048576);
}

static void
take_away(struct arena *a, const struct scratch *s)
{
    char why[300] = "";

    if (scratch_end(a, s, why, sizeof why) == OK) {
        return;
    }
    if (s->name) {
        cli_fail("The database %s could not be dropped: %s. It holds what the "
                 "node holds: drop it by hand.",
                 s->name, why);
    } else {
        cli_fail("The database of --scratch could not be emptied: %s. It holds "
                 "what the node holds: empty it by hand.",
                 why);
    }
}

enum err
rehearse_remote(struct arena *a, const struct cli *c,
                const struct migrate_steps *steps, struct rehearsal *out,
                char *why, size_t why_size)
{
    struct scratch s = {.address = c->scratch, .beside = c->database};
    struct report r = {0};

    TRY(scratch_look(a, c->database, steps, out, why, why_size));
    if (out->before == steps->count) {
        return OK;
    }
    if (!c->scratch) {
        scratch_beside(a, c->database, &s);
    }
    say_what_comes(&s, out);
    on_signals(note_stop);
    TRY(scratch_make(a, &s, why, why_size));
    r.rehearsal = *out;
    work(a, &s, steps, &r);
    take_away(a, &s);
    on_signals(SIG_DFL);
    *out = r.rehearsal;
    snprintf(why, why_size, "%s", r.why);
    return r.result;
}
