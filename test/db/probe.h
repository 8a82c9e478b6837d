/* SPDX-License-Identifier: Apache-2.0 */
/* probe: a small database in a temporary folder for the tests of db. */
#ifndef QUIPU_TEST_DB_PROBE_H
#define QUIPU_TEST_DB_PROBE_H

#include "test/unit.h"

#include "base/limits.h"
#include "db/db.h"
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
    struct arena *arena;
    struct store *store;
};

static inline struct store_options
probe_options(const struct probe *p)
{
    return (struct store_options){
        .folder = p->folder, .create = true, .steps = &probe_steps};
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

static inline int
probe_begin(void **state)
{
    struct probe *p = calloc(1, sizeof *p);

    snprintf(p->folder, sizeof p->folder, "/tmp/quipu-db-XXXXXX");
    if (!mkdtemp(p->folder)) {
        return -1;
    }
    p->arena = arena_new((size_t)64 << 20);
    *state = p;
    probe_open(p);
    return 0;
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
