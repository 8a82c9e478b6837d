/* SPDX-License-Identifier: Apache-2.0 */
/* backup_remote: a copy of a database on PostgreSQL and back, made by its own
 * tools, which see one moment and know every version of it. */

#define _GNU_SOURCE /* pipe2 */

#include "cli/backup_remote.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "db/db_pg.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define DUMP_NAME "quipu.pgdump"

/* Whose the rows are is for the database they come to. All of them come in one
 * transaction. */
#define DUMP_OPTIONS "--format=custom", "--no-owner", "--no-privileges"
#define RESTORE_OPTIONS                                                        \
    "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"

/* Programs of PostgreSQL at work: one, or one that writes to the other. */
static volatile pid_t at_work[2];

/* Start one, whose complaints go to our standard error; `in` and `out` stand
 * for its standard input and output, -1 = as ours. */
static int
start(int which, const char *const argv[], int in, int out)
{
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    int rc = posix_spawn_file_actions_init(&actions);

    if (rc == 0 && in >= 0) {
        rc = posix_spawn_file_actions_adddup2(&actions, in, 0);
    }
    if (rc == 0 && out >= 0) {
        rc = posix_spawn_file_actions_adddup2(&actions, out, 1);
    }
    if (rc == 0) {
        rc = posix_spawnp(&pid, argv[0], &actions, NULL,
                          (char *const *)(uintptr_t)argv, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    at_work[which] = rc == 0 ? pid : 0;
    if (rc == ENOENT) {
        return cli_fail("%s is not installed. It comes with PostgreSQL's "
                        "client programs (Debian: postgresql-client).",
                        argv[0]);
    }
    return rc == 0
               ? CLI_DONE
               : cli_fail("%s cannot be started: %s", argv[0], strerror(rc));
}

static int
finish(int which)
{
    int status;

    while (waitpid(at_work[which], &status, 0) < 0 && errno == EINTR) {
    }
    at_work[which] = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CLI_DONE
                                                         : CLI_FAILED;
}

static int
run(const char *const argv[])
{
    int status = start(0, argv, -1, -1);

    return status == CLI_DONE ? finish(0) : status;
}

void
backup_remote_stop(void)
{
    for (size_t i = 0; i < COUNT(at_work); i++) {
        if (at_work[i] > 0) {
            kill(at_work[i], SIGTERM);
        }
    }
}

/* --- out --- */

static enum err
sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0) {
        close(fd);
    }
    return good ? OK : ERR_INTERNAL;
}

/* A further option: of extensions the one that is there everywhere. */
static const char *
of_extensions(const char *database)
{
    return db_pg_is_extended(database) ? "--extension=plpgsql" : NULL;
}

/* Reading all of it back finds what the disk did to it. */
static int
dump_and_check(const struct cli *c, const char *file)
{
    const char *const dump[] = {"pg_dump",
                                DUMP_OPTIONS,
                                "--file",
                                file,
                                "--dbname",
                                c->database,
                                of_extensions(c->database),
                                NULL};
    const char *const check[] = {"pg_restore", "--file", "/dev/null", file,
                                 NULL};
    int status = run(dump);

    return status == CLI_DONE ? run(check) : status;
}

/* Under another name first: a copy with its name is a whole one. */
static int
make_copy(const struct cli *c, struct arena *a)
{
    const char *named = c->words[0];
    const char *made = arena_printf(a, "%s.%ld.tmp", named, (long)getpid());
    const char *file = file_join(a, made, DUMP_NAME);
    int status;

    umask(077); /* it holds everything, wherever it is brought */
    if (file_mkdirs(made, 0700) != OK) {
        return cli_fail("%s cannot be made.", made);
    }
    status = dump_and_check(c, file);
    if (status == CLI_DONE &&
        (sync_file(file) != OK || file_sync_folder(made) != OK ||
         rename(made, named) < 0 ||
         file_sync_folder(arena_printf(a, "%s/..", named)) != OK)) {
        status = cli_fail("%s cannot be kept: %s", named, strerror(errno));
    }
    if (status != CLI_DONE) {
        (void)remove(file);
        (void)remove(made);
        return cli_fail("No copy was made.");
    }
    printf("%s is a checked copy of the database and its files. The sealing "
           "key is not in it: keep that apart.\n",
           named);
    return CLI_DONE;
}

int
backup_remote(const struct cli *c)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    int status;

    if (file_exists(c->words[0])) {
        status = cli_fail("%s is there already; nothing was overwritten.",
                          c->words[0]);
    } else {
        status = make_copy(c, a);
    }
    arena_free(a);
    return status;
}

/* --- and back --- */

/* Into a database with nothing in it. */
static int
put_back(const struct cli *c, struct arena *a, const char *file)
{
    const char *const restore[] = {
        "pg_restore", RESTORE_OPTIONS, "--dbname", c->database, file, NULL};
    int status = cli_check_empty(c);

    if (status != CLI_DONE) {
        return status;
    }
    /* Of several servers in the address the one that can be written to. */
    setenv("PGTARGETSESSIONATTRS", "read-write", 0);
    if (run(restore) != CLI_DONE) {
        return cli_fail("Nothing was restored.");
    }
    printf("The database holds the node as it was when the copy was made.\n"
           "Certificates issued since then stay true for who holds them, but "
           "this node does not know them.\nPut the sealing key back as %s, "
           "then run quipu doctor with this --database and --data %s.\n",
           c->data ? cli_seal_path(a, c, c->data) : "DIR.seal",
           c->data ? c->data : "DIR");
    return CLI_DONE;
}

int
backup_remote_restore(const struct cli *c)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    const char *file = file_join(a, c->words[0], DUMP_NAME);
    int status = file_exists(file)
                     ? put_back(c, a, file)
                     : cli_fail("%s is no copy of a database on PostgreSQL: it "
                                "has no %s. The copy of a folder is restored "
                                "into a folder, which quipu move brings to a "
                                "database.",
                                c->words[0], DUMP_NAME);

    arena_free(a);
    return status;
}

/* --- from one to the other --- */

int
backup_remote_pour(const char *from, const char *to)
{
    const char *const dump[] = {"pg_dump",  DUMP_OPTIONS, "--compress=0",
                                "--dbname", from,         of_extensions(from),
                                NULL};
    const char *const restore[] = {"pg_restore", RESTORE_OPTIONS, "--dbname",
                                   to, NULL};
    int ends[2], status, dumped;

    if (pipe2(ends, O_CLOEXEC) < 0) {
        return cli_fail("no pipe: %s", strerror(errno));
    }
    status = start(0, dump, -1, ends[1]);
    if (status != CLI_DONE) {
        close(ends[0]);
        close(ends[1]);
        return status;
    }
    status = start(1, restore, ends[0], -1);
    close(ends[0]);
    close(ends[1]);
    if (status == CLI_DONE) {
        status = finish(1);
    }
    dumped = finish(0);
    return status == CLI_DONE ? dumped : status;
}
