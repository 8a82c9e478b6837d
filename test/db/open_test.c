/* SPDX-License-Identifier: Apache-2.0 */
/* db/store: who may open a folder, and what becomes of its schema. */

#include "probe.h"

#include "base/file.h"
#include "base/id.h"
#include "db/backup.h"
#include "db/rehearse.h"
#include "db/lock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char why[400];

/* Open the folder again with these steps; the store before is closed. */
static enum err
reopen(struct probe *p, const struct migrate_steps *steps)
{
    struct store_options options = probe_options(p);

    store_close(p->store);
    p->store = NULL;
    options.steps = steps;
    why[0] = '\0';
    return store_open(&p->store, &options, why, sizeof why);
}

static const char *
in_folder(const struct probe *p, const char *name)
{
    return file_join(p->arena, p->folder, name);
}

static void
a_folder_without_database_is_missing(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    struct store *s;

    options.folder = in_folder(p, "none");
    options.create = false;
    assert_int_equal(store_open(&s, &options, why, sizeof why), ERR_MISSING);
    assert_non_null(strstr(why, "none"));
    options.mode = STORE_READ_ONLY;
    assert_int_equal(store_open(&s, &options, why, sizeof why), ERR_MISSING);
}

static mode_t
mode_of(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static void
database_log_and_copy_are_their_owners_alone(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    const char *folder = in_folder(p, "new");
    const char *copy = in_folder(p, "copy.db");
    const char *path = file_join(p->arena, folder, BACKUP_DATABASE);
    mode_t before = umask(022);
    struct store *s;

    options.folder = folder;
    options.create = true;
    assert_int_equal(store_open(&s, &options, why, sizeof why), OK);
    assert_int_equal(backup_copy(path, copy, why, sizeof why), OK);
    umask(before);
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(mode_of(arena_printf(p->arena, "%s-wal", path)), 0600);
    assert_int_equal(mode_of(copy), 0600);
    store_close(s);
}

static void
a_second_process_is_told_who_has_the_folder(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    char pid[32];
    int status = 0;
    pid_t child;

    snprintf(pid, sizeof pid, "process %ld", (long)getpid());
    child = fork();
    if (child == 0) {
        struct store *s = NULL;
        enum err e;

        /* What a program of its own would have: not our open files. */
        for (int i = 3; i < 256; i++) {
            close(i);
        }
        e = store_open(&s, &options, why, sizeof why);
        _exit(e == ERR_CONFLICT && strstr(why, pid) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(probe_insert(p, 1), OK);
}

static void
the_lock_goes_with_the_process(void **state)
{
    struct probe *p = *state;
    int fd, pipe_fds[2], status;
    char byte;
    pid_t child;

    store_close(p->store);
    p->store = NULL;
    assert_int_equal(pipe(pipe_fds), 0);
    child = fork();
    if (child == 0) {
        if (lock_take(&fd, p->folder, why, sizeof why) == OK) {
            (void)!write(pipe_fds[1], "x", 1);
        }
        pause();
        _exit(0);
    }
    assert_int_equal(read(pipe_fds[0], &byte, 1), 1);
    assert_int_equal(lock_take(&fd, p->folder, why, sizeof why), ERR_CONFLICT);
    assert_non_null(strstr(why, arena_printf(p->arena, "%ld", (long)child)));
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    assert_int_equal(lock_take(&fd, p->folder, why, sizeof why), OK);
    lock_drop(fd);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
}

static void
a_reader_works_beside_the_writer(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    int64_t n = 0;
    struct store *reader;

    options.mode = STORE_READ_ONLY;
    options.create = false;
    assert_int_equal(probe_insert(p, 1), OK);
    assert_int_equal(store_open(&reader, &options, why, sizeof why), OK);
    assert_int_equal(store_read(reader, p->arena, 1000, probe_count_fn, &n),
                     OK);
    assert_int_equal(n, 1);
    assert_int_equal(probe_insert(p, 2), OK);
    assert_int_equal(store_read(reader, p->arena, 1000, probe_count_fn, &n),
                     OK);
    assert_int_equal(n, 2);
    store_close(reader);
    assert_int_equal(probe_insert(p, 3), OK);
}

static void
a_reader_works_without_a_writer(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    int64_t n = 0;
    struct store *reader;

    options.mode = STORE_READ_ONLY;
    assert_int_equal(probe_insert(p, 1), OK);
    store_close(p->store);
    p->store = NULL;
    assert_int_equal(store_open(&reader, &options, why, sizeof why), OK);
    assert_int_equal(store_read(reader, p->arena, 1000, probe_count_fn, &n),
                     OK);
    assert_int_equal(n, 1);
    /* It takes no lock: a writer may come while it reads. */
    probe_open(p);
    assert_int_equal(probe_insert(p, 2), OK);
    assert_int_equal(store_read(reader, p->arena, 1000, probe_count_fn, &n),
                     OK);
    assert_int_equal(n, 2);
    store_close(reader);
}

static void
steps_are_applied_once_and_a_copy_is_kept(void **state)
{
    struct probe *p = *state;

    assert_int_equal(probe_insert(p, 1), OK);
    assert_int_equal(reopen(p, &probe_steps_more), OK);
    assert_int_equal(probe_count(p), 1);
    assert_true(file_exists(in_folder(p, "quipu.db.0001_probe")));
    assert_int_equal(
        backup_check(in_folder(p, "quipu.db.0001_probe"), why, sizeof why), OK);
    assert_int_equal(reopen(p, &probe_steps_more), OK);
    assert_int_equal(probe_count(p), 1);
}

static void
a_rehearsal_tells_how_an_upgrade_goes_and_touches_nothing(void **state)
{
    struct probe *p = *state;
    struct rehearsal r;

    assert_int_equal(probe_insert(p, 1), OK);
    /* Beside the server that has it open. */
    assert_int_equal(
        rehearse(p->arena, p->folder, &probe_steps, &r, why, sizeof why), OK);
    assert_true(r.before == 2 && r.after == 2);
    assert_int_equal(
        rehearse(p->arena, p->folder, &probe_steps_more, &r, why, sizeof why),
        OK);
    assert_true(r.before == 2 && r.after == 3 && r.bytes > 0);
    assert_int_equal(
        rehearse(p->arena, p->folder, &probe_steps_broken, &r, why, sizeof why),
        ERR_INTERNAL);
    assert_non_null(strstr(why, "0003_broken"));
    assert_false(file_exists(
        in_folder(p, arena_printf(p->arena, "rehearsal.%ld", (long)getpid()))));
    assert_int_equal(probe_insert(p, 2), OK);
    assert_int_equal(reopen(p, &probe_steps), OK); /* not newer */
    assert_int_equal(probe_count(p), 2);
    assert_int_equal(reopen(p, &probe_steps_more), OK);
    assert_int_equal(
        rehearse(p->arena, p->folder, &probe_steps, &r, why, sizeof why),
        ERR_INVALID);
    assert_non_null(strstr(why, "newer than this program"));
}

static void
a_newer_database_is_refused(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    struct store *s;

    assert_int_equal(reopen(p, &probe_steps_more), OK);
    assert_int_equal(reopen(p, &probe_steps), ERR_INVALID);
    assert_non_null(strstr(why, "newer than this program"));
    assert_non_null(strstr(why, "0002_more"));
    options.mode = STORE_READ_ONLY;
    assert_int_equal(store_open(&s, &options, why, sizeof why), ERR_INVALID);
    assert_int_equal(reopen(p, &probe_steps_more), OK);
}

static void
a_reader_refuses_an_older_database(void **state)
{
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    struct store *s;

    options.mode = STORE_READ_ONLY;
    options.steps = &probe_steps_more;
    assert_int_equal(store_open(&s, &options, why, sizeof why), ERR_INVALID);
    assert_non_null(strstr(why, "older"));
}

static void
a_changed_step_is_refused(void **state)
{
    struct probe *p = *state;
    struct migrate_step changed[2] = {probe_step[0], probe_step[1]};
    const struct migrate_steps steps = {changed, 2};

    changed[1].text = "CREATE TABLE other (id {i64}) {strict};";
    assert_int_equal(reopen(p, &steps), ERR_INVALID);
    assert_non_null(strstr(why, "0001_probe"));
}

static void
a_foreign_database_is_refused(void **state)
{
    struct probe *p = *state;
    const char *path = in_folder(p, "quipu.db");
    int fd;

    store_close(p->store);
    p->store = NULL;
    fd = open(path, O_WRONLY);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, "\0\0\0\1", 4, 68), 4); /* application id */
    close(fd);
    assert_int_equal(reopen(p, &probe_steps), ERR_INVALID);
    assert_non_null(strstr(why, "not one of Quipu"));
}

static void
a_failed_upgrade_puts_the_old_database_back(void **state)
{
    struct probe *p = *state;

    assert_int_equal(probe_insert(p, 1), OK);
    assert_int_not_equal(reopen(p, &probe_steps_broken), OK);
    assert_non_null(strstr(why, "0003_broken"));
    /* Step 2, which had been applied, is gone with it. */
    assert_int_equal(reopen(p, &probe_steps), OK);
    assert_int_equal(probe_count(p), 1);
    /* The copy of then is not what a later try puts back. */
    assert_int_equal(probe_insert(p, 2), OK);
    assert_int_not_equal(reopen(p, &probe_steps_broken), OK);
    assert_int_equal(reopen(p, &probe_steps), OK);
    assert_int_equal(probe_count(p), 2);
}

static void
each_process_takes_another_number(void **state)
{
    struct probe *p = *state;
    int first = store_node(p->store);
    int64_t id = id_new();

    assert_int_equal((id >> 10) & 4095, first);
    assert_int_equal(reopen(p, &probe_steps), OK);
    assert_int_equal(store_node(p->store), first + 1);
}

static void
a_copy_is_made_while_others_write(void **state)
{
    struct probe *p = *state;
    const char *from = in_folder(p, "quipu.db");
    const char *to = in_folder(p, "copy.db");
    struct probe copy = {.arena = p->arena};

    for (int64_t id = 1; id <= 20; id++) {
        assert_int_equal(probe_insert(p, id), OK);
    }
    assert_int_equal(backup_copy(from, to, why, sizeof why), OK);
    assert_int_equal(backup_copy(from, to, why, sizeof why), ERR_CONFLICT);
    assert_int_equal(probe_insert(p, 21), OK);
    snprintf(copy.folder, sizeof copy.folder, "%.200s/restored", p->folder);
    assert_int_equal(file_mkdirs(copy.folder, 0700), OK);
    assert_int_equal(
        backup_put_back(to, in_folder(&copy, "quipu.db"), why, sizeof why), OK);
    probe_open(&copy);
    assert_int_equal(probe_count(&copy), 20);
    store_close(copy.store);
}

static void
a_damaged_database_is_not_copied(void **state)
{
    struct probe *p = *state;
    const char *path = in_folder(p, "quipu.db");
    int fd;

    for (int64_t id = 1; id <= 500; id++) {
        assert_int_equal(probe_insert(p, id), OK);
    }
    store_close(p->store);
    p->store = NULL;
    fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    for (off_t at = 3 * 4096; at < lseek(fd, 0, SEEK_END); at += 512) {
        assert_int_equal(pwrite(fd, "damage damage", 13, at), 13);
    }
    close(fd);
    assert_int_not_equal(
        backup_copy(path, in_folder(p, "copy.db"), why, sizeof why), OK);
    assert_false(file_exists(in_folder(p, "copy.db")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(a_folder_without_database_is_missing),
        WITH_PROBE(database_log_and_copy_are_their_owners_alone),
        WITH_PROBE(a_second_process_is_told_who_has_the_folder),
        WITH_PROBE(the_lock_goes_with_the_process),
        WITH_PROBE(a_reader_works_beside_the_writer),
        WITH_PROBE(a_reader_works_without_a_writer),
        WITH_PROBE(steps_are_applied_once_and_a_copy_is_kept),
        WITH_PROBE(a_rehearsal_tells_how_an_upgrade_goes_and_touches_nothing),
        WITH_PROBE(a_newer_database_is_refused),
        WITH_PROBE(a_reader_refuses_an_older_database),
        WITH_PROBE(a_changed_step_is_refused),
        WITH_PROBE(a_foreign_database_is_refused),
        WITH_PROBE(a_failed_upgrade_puts_the_old_database_back),
        WITH_PROBE(each_process_takes_another_number),
        WITH_PROBE(a_copy_is_made_while_others_write),
        WITH_PROBE(a_damaged_database_is_not_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
