/* SPDX-License-Identifier: Apache-2.0 */
/* db/store: reading and writing, on SQLite and on PostgreSQL. */

#include "probe.h"

#include "base/clock.h"

static enum err
write_values(struct db *db, void *arg)
{
    (void)arg;
    TRY(db_run(db, &SQL_probe_insert_data, I64(1), TEXT(""), BLOB("", 0)));
    TRY(db_run(db, &SQL_probe_insert_data, I64(INT64_MAX), TEXT("añ"),
               BLOB("a\0b", 3)));
    TRY(db_run(db, &SQL_probe_insert_data, I64(INT64_MIN), TEXT("$1 ?"), NIL));
    assert_int_equal(db_changed(db), 1);
    TRY(db_run(db, &SQL_probe_insert_new, I64(1), TEXT("again")));
    assert_int_equal(db_changed(db), 0);
    assert_int_equal(db_statements(db), 4);
    return OK;
}

static enum err
read_values(struct db *db, void *arg)
{
    struct row row;
    size_t len;

    (void)arg;
    TRY(db_one(db, &row, &SQL_probe_by_id, I64(1)));
    assert_string_equal(row_text(&row, 1), "");
    assert_non_null(row_blob(&row, 2, &len));
    assert_int_equal(len, 0);
    TRY(db_one(db, &row, &SQL_probe_by_id, I64(INT64_MAX)));
    assert_true(row_i64(&row, 0) == INT64_MAX);
    assert_string_equal(row_text(&row, 1), "añ");
    assert_memory_equal(row_blob(&row, 2, &len), "a\0b", 3);
    assert_int_equal(len, 3);
    TRY(db_one(db, &row, &SQL_probe_by_id, I64(INT64_MIN)));
    assert_string_equal(row_text(&row, 1), "$1 ?");
    assert_true(row_null(&row, 2));
    assert_null(row_blob(&row, 2, &len));
    assert_int_equal(db_one(db, &row, &SQL_probe_by_id, I64(7)), ERR_MISSING);
    return OK;
}

static void
values_come_back_as_they_were(void **state)
{
    struct probe *p = *state;

    assert_int_equal(store_write(p->store, p->arena, write_values, NULL), OK);
    assert_int_equal(store_read(p->store, p->arena, 1000, read_values, NULL),
                     OK);
}

static enum err
read_lists(struct db *db, void *arg)
{
    struct rows rows;
    const int64_t ids[] = {3, 1, 99};

    (void)arg;
    TRY(db_all(db, &rows, &SQL_probe_some, TEXT("x"), I64S(ids, COUNT(ids))));
    assert_int_equal(rows.count, 2);
    assert_int_equal(row_i64(&rows.items[0], 0), 1);
    assert_int_equal(row_i64(&rows.items[1], 0), 3);
    TRY(db_all(db, &rows, &SQL_probe_some, TEXT("word"), I64S(ids, 3)));
    assert_int_equal(rows.count, 0);
    TRY(db_all(db, &rows, &SQL_probe_some, TEXT("x"), I64S(ids, 0)));
    assert_int_equal(rows.count, 0);
    return OK;
}

static void
a_list_fills_its_places_and_leaves_the_rest_empty(void **state)
{
    struct probe *p = *state;

    for (int64_t id = 1; id <= 4; id++) {
        assert_int_equal(probe_insert(p, id), OK);
    }
    assert_int_equal(store_read(p->store, p->arena, 1000, read_lists, NULL),
                     OK);
}

static enum err
returning(struct db *db, void *arg)
{
    struct row row;

    (void)arg;
    TRY(db_one(db, &row, &SQL_probe_rename, TEXT("new"), I64(1)));
    assert_int_equal(row_i64(&row, 0), 1);
    assert_int_equal(db_changed(db), 1);
    assert_int_equal(db_one(db, &row, &SQL_probe_rename, TEXT("new"), I64(2)),
                     ERR_MISSING);
    assert_int_equal(db_changed(db), 0);
    return OK;
}

static void
a_returning_statement_tells_row_and_count(void **state)
{
    struct probe *p = *state;

    assert_int_equal(probe_insert(p, 1), OK);
    assert_int_equal(store_write(p->store, p->arena, returning, NULL), OK);
}

static enum err
insert_then_refuse(struct db *db, void *arg)
{
    TRY(probe_insert_fn(db, arg));
    return ERR_CONFLICT;
}

static void
a_refusal_leaves_nothing_behind(void **state)
{
    struct probe *p = *state;
    int64_t id = 1;

    assert_int_equal(store_write(p->store, p->arena, insert_then_refuse, &id),
                     ERR_CONFLICT);
    assert_int_equal(probe_count(p), 0);
}

static void
a_reader_cannot_write(void **state)
{
    struct probe *p = *state;
    int64_t id = 1;

    assert_int_equal(store_read(p->store, p->arena, 1000, probe_insert_fn, &id),
                     ERR_INTERNAL);
    assert_int_equal(probe_count(p), 0);
}

static enum err
swallow(struct db *db, void *arg)
{
    struct row row;

    (void)arg;
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("a")));
    (void)!db_run(db, &SQL_probe_insert, I64(1), TEXT("twice"));
    return db_one(db, &row, &SQL_probe_count);
}

static void
a_swallowed_failure_is_still_a_failure(void **state)
{
    struct probe *p = *state;

    assert_int_equal(store_write(p->store, p->arena, swallow, NULL),
                     ERR_INTERNAL);
    assert_int_equal(probe_count(p), 0);
}

struct fault {
    int at;
};

static enum err
two_inserts(struct db *db, void *arg)
{
    const struct fault *fault = arg;
    enum err e;

    db_fail_at(db, fault->at);
    e = db_run(db, &SQL_probe_insert, I64(1), TEXT("a"));
    if (e == OK) {
        e = db_run(db, &SQL_probe_insert, I64(2), TEXT("b"));
    }
    db_fail_at(db, 0);
    return e;
}

static void
each_broken_statement_undoes_the_whole(void **state)
{
    struct probe *p = *state;
    enum err e = ERR_INTERNAL;
    int runs = 0;

    for (int n = 1; e != OK; n++, runs++) {
        struct fault fault = {n};

        e = store_write(p->store, p->arena, two_inserts, &fault);
        if (e != OK) {
            assert_int_equal(e, ERR_INTERNAL);
            assert_int_equal(probe_count(p), 0);
        }
    }
    assert_int_equal(runs, 3);
    assert_int_equal(probe_count(p), 2);
}

static enum err
count_long(struct db *db, void *arg)
{
    struct row row;

    return db_one(db, &row, &SQL_probe_long, I64(*(int64_t *)arg));
}

static void
a_long_read_is_cut_off_at_its_limit(void **state)
{
    struct probe *p = *state;
    int64_t steps = 1000000000, began = clock_steady_ms();

    assert_int_equal(store_read(p->store, p->arena, 50, count_long, &steps),
                     ERR_BUSY);
    assert_true(clock_steady_ms() - began < 2000);
    steps = 10;
    assert_int_equal(store_read(p->store, p->arena, 1000, count_long, &steps),
                     OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(values_come_back_as_they_were),
        WITH_PROBE(a_list_fills_its_places_and_leaves_the_rest_empty),
        WITH_PROBE(a_returning_statement_tells_row_and_count),
        WITH_PROBE(a_refusal_leaves_nothing_behind),
        WITH_PROBE(a_reader_cannot_write),
        WITH_PROBE(a_swallowed_failure_is_still_a_failure),
        WITH_PROBE(each_broken_statement_undoes_the_whole),
        WITH_PROBE(a_long_read_is_cut_off_at_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
