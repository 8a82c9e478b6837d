/* SPDX-License-Identifier: Apache-2.0 */
/* probe: a small database for the tests of db: in a temporary folder, or on the
 * PostgreSQL that test/with-postgres has started. */
#ifndef QUIPU_TEST_DB_PROBE_H
#define QUIPU_TEST_DB_PROBE_H

#include "test/unit.h"

#include "base/limits.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_pg.h"
#include "db/migrate.h"
#include "db/probe.sql.h"
#include "db/store.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct migrate_step probe_step[] = {
    {0, "0000_ground",
     "CREATE TABLE migration (number {i64} NOT NULL PRIMARY KEY,"
     " name {text} NOT NULL, hash {blob} NOT NULL, at_ms {i64} NOT NULL)"
     " {strict};"
     "CREATE TABLE process (node {i64} NOT NULL PRIMARY KEY,"
     " pid {i64} NOT NULL, taken_ms {i64} NOT NULL, ended_ms {i64}) {strict};"},
    {1, "0001_probe",
     "CREATE TABLE probe (id {i64} NOT NULL PRIMARY KEY, word {text} NOT NULL,"
     " data {blob}) {strict};"
     "CREATE TABLE probe_child (id {i64} NOT NULL PRIMARY KEY,"
     " probe {i64} NOT NULL REFERENCES probe (id)) {strict};"},
    {2, "0002_more", "ALTER TABLE probe ADD COLUMN extra {text};"},
    {3, "0003_broken",
     "UPDATE probe SET word = 'changed'; CREATE TABLE probe (id {i64});"},
};
static const struct migrate_steps probe_steps = {probe_step, 2};
static const struct migrate_steps probe_steps_more = {probe_step, 3};
static const struct migrate_steps probe_steps_broken = {probe_step, 4};

struct probe {
    char folder[256];
    char database[512]; /* "" = a folder */
    const struct migrate_steps *steps;
    struct arena *arena;
    struct store *store;
};

static inline struct store_options
probe_options(const struct probe *p)
{
    return (struct store_options){.folder = p->folder,
                                  .database =
                                      p->database[0] ? p->database : NULL,
                                  .create = true,
                                  .steps = p->steps ? p->steps : &probe_steps};
}

static inline void
probe_open(struct probe *p)
{
    struct store_options options = probe_options(p);
    char why[300] = "";

    if (store_open(&p->store, &options, why, sizeof why) != OK) {
        fail_msg("%s", why);
    }
}

/* A schema of its own on the server, as an address. */
static inline void
probe_make_schema(char *out, size_t size)
{
    const char *server = getenv("QUIPU_TEST_DATABASE");
    static int count;
    struct arena *a = arena_new(1 << 20);
    char why[300] = "", text[100];
    struct db *db;

    snprintf(text, sizeof text, "probe_%ld_%d", (long)getpid(), ++count);
    snprintf(out, size, "%s&options=-csearch_path%%3D%s", server, text);
    if (db_pg_open(&db, server, DB_PG_WRITE, why, sizeof why) != OK) {
        fail_msg("%s", why);
    }
    snprintf(text, sizeof text, "CREATE SCHEMA probe_%ld_%d", (long)getpid(),
             count);
    assert_int_equal(db->engine->begin(db, a, true), OK);
    assert_int_equal(db->engine->script(db, text), OK);
    assert_int_equal(db->engine->commit(db), OK);
    db_pg_close(db);
    arena_free(a);
}

static inline int
probe_begin_with(void **state, const struct migrate_steps *steps)
{
    struct probe *p = calloc(1, sizeof *p);

    p->steps = steps;
    snprintf(p->folder, sizeof p->folder, "/tmp/quipu-db-XXXXXX");
    if (!mkdtemp(p->folder)) {
        return -1;
    }
    p->arena = arena_new((size_t)64 << 20);
    if (getenv("QUIPU_TEST_DATABASE")) {
        probe_make_schema(p->database, sizeof p->database);
    }
    *state = p;
    probe_open(p);
    return 0;
}

static inline int
probe_begin(void **state)
{
    return probe_begin_with(state, &probe_steps);
}

/* With the schema of the program instead. */
static inline int
probe_begin_shipped(void **state)
{
    return probe_begin_with(state, &migrate_shipped);
}

static inline int
probe_remove(const char *path, const struct stat *st, int kind,
             struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline int
probe_end(void **state)
{
    struct probe *p = *state;

    store_close(p->store);
    arena_free(p->arena);
    nftw(p->folder, probe_remove, 8, FTW_DEPTH | FTW_PHYS);
    free(p);
    return 0;
}

#define WITH_PROBE(test)                                                       \
    cmocka_unit_test_setup_teardown(test, probe_begin, probe_end)
#define WITH_SHIPPED(test)                                                     \
    cmocka_unit_test_setup_teardown(test, probe_begin_shipped, probe_end)

static inline enum err
probe_count_fn(struct db *db, void *arg)
{
    struct row row;

    TRY(db_one(db, &row, &SQL_probe_count));
    *(int64_t *)arg = row_i64(&row, 0);
    return OK;
}

/* Rows as a reader sees them. */
static inline int64_t
probe_count(struct probe *p)
{
    int64_t n = -1;

    assert_int_equal(
        store_read(p->store, p->arena, LIMIT_READ_POOL_MS, probe_count_fn, &n),
        OK);
    return n;
}

static inline enum err
probe_insert_fn(struct db *db, void *arg)
{
    return db_run(db, &SQL_probe_insert, I64(*(int64_t *)arg), TEXT("word"));
}

static inline enum err
probe_insert(struct probe *p, int64_t id)
{
    return store_write(p->store, p->arena, probe_insert_fn, &id);
}

#endif
