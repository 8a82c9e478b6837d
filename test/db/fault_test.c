/* SPDX-License-Identifier: Apache-2.0 */
/* db/store when things go wrong around it: killed while writing, a disk that
 * is really full, a sync that fails, a reader that does not end. */

#include "group.h"
#include "probe.h"
#include "told.h"

#include "base/clock.h"
#include "base/file.h"
#include "db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* --- killed --- */

enum { KILLS = 12 };

static void
write_until_killed(struct probe *p, struct told *told)
{
    probe_open(p);
    told_start(p, told);
    pause();
    _exit(1);
}

static void
what_was_acknowledged_survives_a_kill(void **state)
{
    struct probe *p = *state;
    struct told *told = told_new();
    char why[300] = "";
    int64_t sum = 0;

    for (int i = 0; i < KILLS; i++) {
        pid_t child;
        int status;

        store_close(p->store);
        p->store = NULL;
        child = fork();
        if (child == 0) {
            write_until_killed(p, told);
        }
        usleep(20000 + i * 3700);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        probe_open(p);
        sum = told_sum(p, told);
        assert_int_equal(probe_count(p), sum);
    }
    assert_true(sum > KILLS);
    store_close(p->store);
    p->store = NULL;
    assert_int_equal(backup_check(file_join(p->arena, p->folder, "quipu.db"),
                                  why, sizeof why),
                     OK);
    munmap(told, sizeof *told);
}

/* A rebuild of a table with rows, as later steps may be. */
static const struct migrate_step rebuild_step = {
    2, "0002_rebuild",
    "CREATE TABLE probe_new (id {i64} NOT NULL PRIMARY KEY, word {text} NOT "
    "NULL, data {blob}) {strict};"
    "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE "
    "i < 60000) INSERT INTO probe_new SELECT i, 'row', NULL FROM n;"
    "INSERT INTO probe_new SELECT id, word, data FROM probe;"
    "DROP TABLE probe;"
    "ALTER TABLE probe_new RENAME TO probe;"};

static void
an_upgrade_that_is_killed_is_done_whole_or_not_at_all(void **state)
{
    enum { UPGRADE_KILLS = 8, ROWS_AFTER = 59001 + 1 };
    struct probe *p = *state;
    struct migrate_step steps[] = {probe_step[0], probe_step[1], rebuild_step};
    const struct migrate_steps rebuilt = {steps, 3};
    struct store_options options = probe_options(p);
    char why[300] = "";
    int status;

    assert_int_equal(probe_insert(p, 1), OK);
    store_close(p->store);
    p->store = NULL;
    options.steps = &rebuilt;
    for (int i = 0; i < UPGRADE_KILLS; i++) {
        pid_t child = fork();

        if (child == 0) {
            _exit(store_open(&p->store, &options, why, sizeof why) != OK);
        }
        usleep(1000 + i * 4000);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        options.steps = &probe_steps; /* still the old one … */
        if (store_open(&p->store, &options, why, sizeof why) == OK) {
            assert_int_equal(probe_count(p), 1);
        } else {
            assert_non_null(strstr(why, "newer")); /* … or the new one */
            break;
        }
        store_close(p->store);
        p->store = NULL;
        options.steps = &rebuilt;
    }
    options.steps = &rebuilt;
    assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
    assert_int_equal(probe_count(p), ROWS_AFTER);
}

/* --- the disk is full --- */

/* A file system of 1 MB in the folder; false when we may not mount. */
static bool
small_disk(struct probe *p)
{
    store_close(p->store);
    p->store = NULL;
    return mount("tmpfs", p->folder, "tmpfs", 0, "size=1m") == 0;
}

static int
end_small_disk(void **state)
{
    struct probe *p = *state;

    store_close(p->store);
    p->store = NULL;
    (void)umount(p->folder); /* fails where nothing was mounted */
    return probe_end(state);
}

#define ON_SMALL_DISK(test)                                                    \
    cmocka_unit_test_setup_teardown(test, probe_begin, end_small_disk)

/* What is left to write, less `keep` bytes, goes into a file. */
static void
fill_disk(const char *path, size_t keep)
{
    static const char zeros[1024];
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    off_t size;

    assert_true(fd >= 0);
    while (write(fd, zeros, sizeof zeros) > 0) {
    }
    size = lseek(fd, 0, SEEK_END);
    assert_true(size > (off_t)keep);
    assert_int_equal(ftruncate(fd, size - (off_t)keep), 0);
    close(fd);
}

static void
a_full_disk_in_the_middle_of_a_group_harms_one_member(void **state)
{
    struct probe *p = *state;
    struct member m[] = {
        {.id = 1},
        {.id = 2, .bytes = 3 << 20}, /* more than the disk and the cache */
        {.id = 3},
    };

    if (!small_disk(p)) {
        print_message("# skipped: full disk in a group (mount: %s)\n",
                      strerror(errno));
        skip();
    }
    probe_open(p);
    run_members(p, m, 3);
    assert_int_equal(m[0].job.result, OK);
    assert_int_equal(m[1].job.result, ERR_FULL);
    assert_int_equal(m[2].job.result, OK);
    assert_int_equal(m[0].runs, 2); /* the engine gave up: run again alone */
    assert_int_equal(probe_count(p), 2);
}

static void
who_goes_on_after_the_disk_was_full_writes_nothing(void **state)
{
    struct probe *p = *state;
    struct member m[] = {
        {.id = 1},
        {.id = 2, .bytes = 3 << 20, .goes_on = true},
        {.id = 3},
    };

    if (!small_disk(p)) {
        print_message("# skipped: going on after a full disk (mount: %s)\n",
                      strerror(errno));
        skip();
    }
    probe_open(p);
    run_members(p, m, 3);
    assert_int_equal(m[0].job.result, OK);
    assert_int_equal(m[1].job.result, ERR_FULL);
    assert_int_equal(m[2].job.result, OK);
    assert_int_equal(probe_count(p), 2); /* not row 102 */
}

static void
reading_goes_on_and_writing_returns_when_there_is_space(void **state)
{
    struct probe *p = *state;
    const char *ballast = file_join(p->arena, p->folder, "ballast");
    struct member m[] = {{.id = 20001}, {.id = 20002}, {.id = 20003}};
    enum err e = OK;
    int64_t id = 0, good;

    if (!small_disk(p)) {
        print_message("# skipped: writing after a full disk (mount: %s)\n",
                      strerror(errno));
        skip();
    }
    probe_open(p);
    assert_int_equal(probe_insert(p, 0), OK);
    fill_disk(ballast, 64 * 1024);
    while (e == OK && id < 10000) {
        e = probe_insert(p, ++id);
    }
    assert_int_equal(e, ERR_FULL);
    good = id; /* 0 … id-1 */
    assert_int_equal(probe_count(p), good);
    run_members(p, m, 3); /* fails in COMMIT */
    for (int i = 0; i < 3; i++) {
        assert_int_equal(m[i].job.result, ERR_FULL);
        assert_int_equal(m[i].runs, 2);
    }
    assert_int_equal(probe_count(p), good);
    assert_int_equal(unlink(ballast), 0);
    assert_int_equal(probe_insert(p, id), OK);
    assert_int_equal(probe_count(p), good + 1);
    store_close(p->store);
    probe_open(p);
    assert_int_equal(probe_count(p), good + 1);
}

static void
ballast_is_given_up_on_a_full_disk_and_taken_back(void **state)
{
    enum { BALLAST = 128 * 1024, MOST = 10000 };
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    const char *ballast = file_join(p->arena, p->folder, "ballast");
    const char *filler = file_join(p->arena, p->folder, "filler");
    char why[300] = "";
    int64_t id = 0;
    enum err e = OK;

    if (!small_disk(p)) {
        print_message("# skipped: ballast on a full disk (mount: %s)\n",
                      strerror(errno));
        skip();
    }
    options.ballast_bytes = BALLAST;
    assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
    assert_true(file_exists(ballast));
    fill_disk(filler, 64 * 1024);
    while (e == OK && id < MOST) {
        e = probe_insert(p, ++id);
    }
    assert_int_equal(e, ERR_FULL); /* this one is told … */
    assert_int_equal(probe_count(p), id - 1);
    assert_false(file_exists(ballast));
    assert_int_equal(probe_insert(p, id), OK); /* … the next has room */
    while (e != OK && id < MOST) {
        e = probe_insert(p, ++id);
    }
    while (e == OK && id < MOST) {
        e = probe_insert(p, ++id);
    }
    assert_int_equal(e, ERR_FULL); /* and that ends, too */
    assert_int_equal(probe_count(p), id - 1);

    assert_int_equal(unlink(filler), 0);
    assert_int_equal(probe_insert(p, id), OK);
    assert_int_equal(probe_insert(p, id + 1), OK); /* the writer was back */
    assert_true(file_exists(ballast));
}

/* --- a failed sync --- */

static _Atomic bool sync_fails;

/* In the place of the C library's: SQLite is linked dynamically and finds this
 * one first. */
int
fdatasync(int fd)
{
    if (atomic_load(&sync_fails)) {
        errno = EIO;
        return -1;
    }
    return fsync(fd);
}

static void
a_failed_sync_ends_the_process(void **state)
{
    struct probe *p = *state;
    int status;
    pid_t child;

    store_close(p->store);
    p->store = NULL;
    child = fork();
    if (child == 0) {
        const struct rlimit none = {0, 0};

        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL);
        probe_open(p);
        atomic_store(&sync_fails, true);
        (void)!probe_insert(p, 1);
        _exit(0); /* it was answered: wrong, whatever the answer */
    }
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    probe_open(p);
    assert_true(probe_count(p) <= 1);
}

/* --- the log and a reader that stays --- */

struct held {
    struct probe *p;
    _Atomic bool inside, leave;
};

static enum err
stay_inside(struct db *db, void *arg)
{
    struct held *held = arg;
    struct row row;

    TRY(db_one(db, &row, &SQL_probe_count));
    atomic_store(&held->inside, true);
    while (!atomic_load(&held->leave)) {
        usleep(500);
    }
    return OK;
}

static void *
hold_log(void *arg)
{
    struct held *held = arg;
    struct arena *a = arena_new(1 << 20);

    if (store_read(held->p->store, a, 10000, stay_inside, held) != OK) {
        abort();
    }
    arena_free(a);
    return NULL;
}

static enum err
insert_large(struct db *db, void *arg)
{
    enum { LARGE = 20000 };
    int64_t *id = arg;

    return db_run(db, &SQL_probe_insert_data, I64(*id), TEXT("large"),
                  BLOB(arena_alloc(db_arena(db), LARGE), LARGE));
}

static int64_t
log_size(struct probe *p)
{
    struct stat st;

    assert_int_equal(stat(file_join(p->arena, p->folder, "quipu.db-wal"), &st),
                     0);
    return st.st_size;
}

static void
write_large(struct probe *p, int64_t from, int count)
{
    for (int64_t id = from; id < from + count; id++) {
        assert_int_equal(store_write(p->store, p->arena, insert_large, &id),
                         OK);
    }
}

static void
the_log_is_cut_when_the_last_reader_has_gone(void **state)
{
    enum { LIMIT = 1 << 20 };
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    struct held held = {.p = p};
    int64_t grown, until;
    char why[300] = "";
    pthread_t thread;

    store_close(p->store);
    options.log_bytes = LIMIT;
    assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
    assert_int_equal(pthread_create(&thread, NULL, hold_log, &held), 0);
    while (!atomic_load(&held.inside)) {
    }
    write_large(p, 1, 100);
    grown = log_size(p);
    assert_true(grown > LIMIT); /* the reader still sees the old moment */
    atomic_store(&held.leave, true);
    pthread_join(thread, NULL);
    until = clock_steady_ms() + 5000;
    for (int64_t id = 1000; log_size(p) > LIMIT; id++) {
        write_large(p, id, 1);
        assert_true(clock_steady_ms() < until);
        usleep(20000);
    }
    assert_true(log_size(p) < grown);
}

static enum err
read_without_end(struct db *db, void *arg)
{
    struct held *held = arg;
    struct row row;

    TRY(db_one(db, &row, &SQL_probe_count));
    atomic_store(&held->inside, true);
    return db_one(db, &row, &SQL_probe_long, I64(INT64_C(1) << 60));
}

static void *
read_for_ever(void *arg)
{
    enum { LIMIT_MS = 300, SLACK_MS = 1500 };
    struct held *held = arg;
    struct arena *a = arena_new(1 << 20);
    int64_t began = clock_steady_ms();
    enum err e =
        store_read(held->p->store, a, LIMIT_MS, read_without_end, held);
    int64_t took = clock_steady_ms() - began;

    atomic_store(&held->leave,
                 e == ERR_BUSY && took >= LIMIT_MS && took < SLACK_MS);
    arena_free(a);
    return NULL;
}

static void
a_reader_without_end_is_cut_off_and_then_the_log(void **state)
{
    enum { LIMIT = 1 << 20 };
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    struct held held = {.p = p};
    int64_t grown, until;
    char why[300] = "";
    pthread_t thread;

    store_close(p->store);
    options.log_bytes = LIMIT;
    assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
    assert_int_equal(pthread_create(&thread, NULL, read_for_ever, &held), 0);
    while (!atomic_load(&held.inside)) {
    }
    write_large(p, 1, 100);
    grown = log_size(p);
    assert_true(grown > LIMIT);
    pthread_join(thread, NULL);
    assert_true(atomic_load(&held.leave));
    until = clock_steady_ms() + 5000;
    for (int64_t id = 1000; log_size(p) > LIMIT; id++) {
        write_large(p, id, 1);
        assert_true(clock_steady_ms() < until);
        usleep(20000);
    }
    assert_true(log_size(p) < grown);
}

/* A server moves the log into the file as it goes and writes it anew from its
 * beginning; what fills lets it grow, and at the end all is in the file. */
static void
what_fills_is_in_the_file_when_it_closes(void **state)
{
    enum { SERVED_AT_MOST = 10 << 20, COUNT_ALL = 600 };
    struct probe *p = *state;
    struct store_options options = probe_options(p);
    char why[300] = "";

    for (int i = 0; i < 2; i++) {
        store_close(p->store);
        options.filling = i == 1;
        assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
        write_large(p, 1 + COUNT_ALL * i, COUNT_ALL);
        assert_int_equal(log_size(p) > SERVED_AT_MOST, options.filling);
    }
    store_close(p->store);
    assert_false(file_exists(file_join(p->arena, p->folder, "quipu.db-wal")));
    options.filling = false;
    assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
    assert_int_equal(probe_count(p), COUNT_ALL * 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(what_was_acknowledged_survives_a_kill),
        WITH_PROBE(an_upgrade_that_is_killed_is_done_whole_or_not_at_all),
        ON_SMALL_DISK(a_full_disk_in_the_middle_of_a_group_harms_one_member),
        ON_SMALL_DISK(who_goes_on_after_the_disk_was_full_writes_nothing),
        ON_SMALL_DISK(reading_goes_on_and_writing_returns_when_there_is_space),
        ON_SMALL_DISK(ballast_is_given_up_on_a_full_disk_and_taken_back),
        WITH_PROBE(a_failed_sync_ends_the_process),
        WITH_PROBE(the_log_is_cut_when_the_last_reader_has_gone),
        WITH_PROBE(a_reader_without_end_is_cut_off_and_then_the_log),
        WITH_PROBE(what_fills_is_in_the_file_when_it_closes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
