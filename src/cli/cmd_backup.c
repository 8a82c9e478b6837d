/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_backup: a node's database and files to another folder, and back. */

#include "cli/backup_remote.h"
#include "cli/cli.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "core/blob.h"
#include "db/backup.h"
#include "db/lock.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WHY_SIZE = 512 };

/* One copying: from a data folder (or a copy of one) to another folder. */
struct copying {
    struct arena *a;
    const char *from, *to;
    int64_t files;
    char why[WHY_SIZE];
};

static const char *
database_in(struct arena *a, const char *folder)
{
    return file_join(a, folder, BACKUP_DATABASE);
}

/* The files that rows name. They are copied after the database was: a file
 * stands before the row that names it, so none is missed. */
static enum err
copy_files(struct copying *k)
{
    const char *bad = NULL;
    enum err e = blob_copy_all(k->a, k->from, k->to, &k->files, &bad);

    if (e == ERR_INVALID) {
        snprintf(k->why, sizeof k->why, "%s is not what its name says", bad);
    } else if (e != OK) {
        snprintf(k->why, sizeof k->why, "%s cannot be copied%s",
                 bad ? bad : "blobs", e == ERR_FULL ? ": no space left" : "");
    }
    return e;
}

/* Take away what a failed copy left: two levels of folders at the most. */
static void
remove_tree(struct arena *a, const char *path, int depth)
{
    DIR *dir = depth ? opendir(path) : NULL;
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            remove_tree(a, file_join(a, path, entry->d_name), depth - 1);
        }
    }
    if (dir) {
        closedir(dir);
    }
    (void)remove(path);
}

/* Under another name first: a copy with its name is a whole one. */
static enum err
make_copy(struct copying *k)
{
    const char *named = k->to;
    const char *database;
    enum err e;

    k->to = arena_printf(k->a, "%s.%ld.tmp", named, (long)getpid());
    e = file_mkdirs(k->to, 0700);
    if (e != OK) {
        snprintf(k->why, sizeof k->why, "%s cannot be made", k->to);
        return e;
    }
    database = database_in(k->a, k->to);
    e = backup_copy(database_in(k->a, k->from), database, k->why,
                    sizeof k->why);
    if (e == OK) {
        e = copy_files(k);
    }
    if (e == OK && rename(k->to, named) < 0) {
        snprintf(k->why, sizeof k->why, "%s cannot get its name", named);
        e = ERR_INTERNAL;
    }
    if (e == OK) {
        e = file_sync_folder(arena_printf(k->a, "%s/..", named));
    } else {
        remove_tree(k->a, k->to, 4);
    }
    k->to = named;
    return e;
}

/* For the doctor, who says when the last copy is too old. */
static void
note_backup(const struct copying *k)
{
    const char *note = file_join(k->a, k->from, BACKUP_NOTE);
    const char *text = arena_printf(k->a, "%s\n", k->to);

    if (file_write(note, text, strlen(text), 0600) != OK) {
        fprintf(stderr,
                "quipu: %s cannot be written, so doctor will not know of this "
                "copy.\n",
                note);
    }
}

int
cmd_backup(struct cli *c)
{
    struct copying k = {.from = c->data, .to = c->words[0]};
    int status = CLI_DONE;

    if (c->word_count != 1 || !(c->data || c->database)) {
        cli_fail("quipu backup FOLDER --data DIR");
        return CLI_MISUSED;
    }
    k.a = arena_new(LIMIT_ARENA_BYTES);
    if (c->database) {
        status = backup_remote(c);
        if (status == CLI_DONE && c->data) {
            note_backup(&k);
        }
    } else if (file_exists(k.to)) {
        status =
            cli_fail("%s is there already; nothing was overwritten.", k.to);
    } else if (make_copy(&k) != OK) {
        status = cli_fail("No copy was made: %s", k.why);
    } else {
        note_backup(&k);
        printf("%s is a checked copy of the database and %" PRId64 " file%s. "
               "The sealing key is not in it: keep that apart.\n",
               k.to, k.files, k.files == 1 ? "" : "s");
    }
    arena_free(k.a);
    return status;
}

/* The database last: a folder that has one is a node. */
static enum err
put_back(struct copying *k)
{
    const char *from = database_in(k->a, k->from);
    const char *to = database_in(k->a, k->to);

    if (file_exists(to)) {
        snprintf(k->why, sizeof k->why,
                 "%s holds a node already, and nothing is overwritten. "
                 "Restore into a new folder, look at it, then change the "
                 "names",
                 k->to);
        return ERR_CONFLICT;
    }
    TRY(backup_check(from, k->why, sizeof k->why));
    TRY(copy_files(k));
    return backup_put_back(from, to, k->why, sizeof k->why);
}

/* What whoever restores must know: the key is elsewhere, and what was done
 * since that copy is not in it. */
static void
say_restored(const struct copying *k, const char *seal)
{
    printf("%s holds the node as it was when the copy was made, with %" PRId64
           " file%s.\n"
           "Certificates issued since then stay true for who holds them, but "
           "this node does not know them.\n",
           k->to, k->files, k->files == 1 ? "" : "s");
    if (file_exists(seal)) {
        printf("Now run: quipu doctor --data %s\n", k->to);
    } else {
        printf("Put the sealing key back as %s, then run: quipu doctor --data "
               "%s\n",
               seal, k->to);
    }
}

int
cmd_restore(struct cli *c)
{
    struct copying k = {.from = c->words[0], .to = c->data};
    int lock = -1, status = CLI_DONE;

    if (c->word_count != 1 || !(c->data || c->database)) {
        cli_fail("quipu restore FOLDER --data DIR");
        return CLI_MISUSED;
    }
    if (c->database) {
        return backup_remote_restore(c);
    }
    k.a = arena_new(LIMIT_ARENA_BYTES);
    if (!file_exists(database_in(k.a, k.from))) {
        status = cli_fail("%s is no copy of a folder: it has no %s. The copy "
                          "of a database on PostgreSQL is restored into one: "
                          "say --database.",
                          k.from, BACKUP_DATABASE);
    } else if (file_mkdirs(k.to, 0700) != OK) {
        status = cli_fail("%s cannot be made.", k.to);
    } else if (lock_take(&lock, k.to, k.why, sizeof k.why) != OK ||
               put_back(&k) != OK) {
        status = cli_fail("Nothing was restored: %s.", k.why);
    } else {
        say_restored(&k, cli_seal_path(k.a, c, c->data));
    }
    lock_drop(lock);
    arena_free(k.a);
    return status;
}
