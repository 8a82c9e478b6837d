/* SPDX-License-Identifier: Apache-2.0 */
/* db/store_pg: what only happens with a server that others use, too. */

#include "probe.h"

#include "db/sql_list.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

static char why[400];

static enum err
open_again(struct probe *p, const struct migrate_steps *steps,
           enum store_mode mode, struct store **out)
{
    struct store_options options = probe_options(p);

    options.steps = steps;
    options.mode = mode;
    options.create = false;
    why[0] = '\0';
    return store_open(out, &options, why, sizeof why);
}

/* --- flights --- */

static enum err
count_flights(struct db *db, void *arg)
{
    struct row row;
    struct rows rows;
    struct answer a, b, c;

    (void)arg;
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("one")));
    TRY(db_run(db, &SQL_probe_insert, I64(2), TEXT("two")));
    assert_int_equal(db_flights(db), 0); /* nothing had to be known yet */
    db_ask(db, &a, &SQL_probe_by_id, I64(1));
    db_ask(db, &b, &SQL_probe_all);
    db_ask(db, &c, &SQL_probe_by_id, I64(9));
    TRY(answer_all(&b, &rows));
    assert_int_equal(rows.count, 2);
    TRY(answer_one(&a, &row));
    assert_string_equal(row_text(&row, 1), "one");
    assert_int_equal(answer_one(&c, &row), ERR_MISSING);
    assert_int_equal(db_flights(db), 1);
    TRY(db_one(db, &row, &SQL_probe_count));
    assert_int_equal(db_flights(db), 2);
    assert_int_equal(db_statements(db), 6);
    return OK;
}

static void
questions_asked_together_share_a_flight(void **state)
{
    struct probe *p = *state;

    assert_int_equal(store_write(p->store, p->arena, count_flights, NULL), OK);
    assert_int_equal(probe_count(p), 2);
}

static enum err
insert_two(struct db *db, void *arg)
{
    (void)arg;
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("one")));
    return db_run(db, &SQL_probe_insert, I64(2), TEXT("two"));
}

static enum err
foresee(struct db *db, void *arg)
{
    char word[] = "one";
    const int64_t both[] = {1, 2};
    int64_t ids[] = {1, 2};
    struct row row;
    struct rows rows;
    struct answer a;
    bool writes = arg != NULL;
    const struct sql copy = SQL_probe_by_id; /* as another file has it */

    db_foresee(db, &SQL_probe_by_id, I64(1));
    db_foresee(db, &SQL_probe_by_id, I64(9));
    db_foresee(db, &copy, I64(9)); /* no second time */
    db_foresee(db, &SQL_probe_some, TEXT(word), I64S(ids, 2));
    memset(word, 0, sizeof word); /* the arguments need not stay */
    memset(ids, 0, sizeof ids);
    TRY(db_one(db, &row, &SQL_probe_by_id, I64(1)));
    assert_string_equal(row_text(&row, 1), "one");
    assert_int_equal(db_one(db, &row, &SQL_probe_by_id, I64(9)), ERR_MISSING);
    db_ask(db, &a, &SQL_probe_some, TEXT("one"), I64S(both, 2));
    TRY(answer_all(&a, &rows));
    assert_int_equal(rows.count, 1);
    assert_int_equal(db_statements(db), 3);
    assert_int_equal(db_flights(db), writes ? 3 : 1);
    /* other arguments, another answer */
    TRY(db_one(db, &row, &SQL_probe_by_id, I64(2)));
    assert_string_equal(row_text(&row, 1), "two");
    TRY(db_all(db, &rows, &SQL_probe_some, TEXT("on"), I64S(both, 2)));
    assert_int_equal(rows.count, 2);
    TRY(db_all(db, &rows, &SQL_probe_some, TEXT("one"), I64S(both, 1)));
    assert_int_equal(rows.count, 0);
    assert_int_equal(db_flights(db), writes ? 6 : 4);
    return OK;
}

static void
what_is_foreseen_is_asked_once(void **state)
{
    struct probe *p = *state;

    assert_int_equal(store_write(p->store, p->arena, insert_two, NULL), OK);
    assert_int_equal(store_read(p->store, p->arena, 5000, foresee, NULL), OK);
    /* where something may be written meanwhile, nothing is foreseen */
    assert_int_equal(store_write(p->store, p->arena, foresee, p), OK);
}

static enum err
ask_after_a_failure(struct db *db, void *arg)
{
    struct row row;
    struct answer a, b;

    (void)arg;
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("one")));
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("twice")));
    db_ask(db, &a, &SQL_probe_count);
    db_ask(db, &b, &SQL_probe_count);
    assert_int_equal(answer_one(&a, &row), ERR_INTERNAL);
    assert_int_equal(answer_one(&b, &row), ERR_INTERNAL);
    return OK;
}

static void
a_queued_write_that_fails_fails_what_comes_after(void **state)
{
    struct probe *p = *state;

    assert_int_equal(store_write(p->store, p->arena, ask_after_a_failure, NULL),
                     ERR_INTERNAL);
    assert_int_equal(probe_count(p), 0);
    assert_int_equal(probe_insert(p, 1), OK); /* the connection is whole */
}

static enum err
insert_twice(struct db *db, void *arg)
{
    (void)arg;
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("one")));
    return db_run(db, &SQL_probe_insert, I64(1), TEXT("twice"));
}

static void
a_failure_nobody_reads_shows_at_the_commit(void **state)
{
    struct probe *p = *state;

    assert_int_equal(store_write(p->store, p->arena, insert_twice, NULL),
                     ERR_INTERNAL);
    assert_int_equal(probe_count(p), 0);
}

static enum err
leave_questions_unread(struct db *db, void *arg)
{
    struct answer *a = arena_array(db_arena(db), 600, sizeof *a);

    (void)arg;
    for (int i = 0; i < 600; i++) {
        db_ask(db, &a[i], &SQL_probe_by_id, I64(i));
    }
    return OK;
}

static void
answers_nobody_reads_do_no_harm(void **state)
{
    struct probe *p = *state;

    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            store_read(p->store, p->arena, 5000, leave_questions_unread, NULL),
            OK);
    }
    assert_int_equal(probe_count(p), 0);
}

/* --- transactions that meet --- */

enum { ROUNDS = 30, WRITERS = 4 };

struct adder {
    struct probe *p;
    int64_t base;
    atomic_int *runs;
    enum err result;
};

struct add {
    int64_t id;
    atomic_int *runs;
};

/* What it writes follows from what all have written: two at once cannot both
 * be right. */
static enum err
add_next(struct db *db, void *arg)
{
    struct add *add = arg;
    struct row row;

    atomic_fetch_add(add->runs, 1);
    TRY(db_one(db, &row, &SQL_probe_count));
    return db_run(
        db, &SQL_probe_insert, I64(add->id),
        TEXT(arena_printf(db_arena(db), "%lld", (long long)row_i64(&row, 0))));
}

static void *
add_many(void *arg)
{
    struct adder *a = arg;
    struct arena *arena = arena_new((size_t)16 << 20);

    for (int i = 0; i < ROUNDS && a->result == OK; i++) {
        struct add add = {a->base + i, a->runs};

        do {
            a->result = store_write(a->p->store, arena, add_next, &add);
        } while (a->result == ERR_BUSY);
        arena_reset(arena);
    }
    arena_free(arena);
    return NULL;
}

static enum err
check_words(struct db *db, void *arg)
{
    struct rows rows;
    bool *seen = arena_array(db_arena(db), ROUNDS * WRITERS, sizeof *seen);

    (void)arg;
    TRY(db_all(db, &rows, &SQL_probe_all));
    assert_int_equal(rows.count, ROUNDS * WRITERS);
    for (size_t i = 0; i < rows.count; i++) {
        long n = strtol(row_text(&rows.items[i], 1), NULL, 10);

        assert_true(n >= 0 && n < ROUNDS * WRITERS);
        assert_false(seen[n]);
        seen[n] = true;
    }
    return OK;
}

static void
writes_that_meet_are_run_again_as_if_one_after_the_other(void **state)
{
    struct probe *p = *state;
    struct adder a[WRITERS];
    pthread_t threads[WRITERS];
    atomic_int runs = 0;

    for (int i = 0; i < WRITERS; i++) {
        a[i] = (struct adder){.p = p, .base = 1000 * (i + 1), .runs = &runs};
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, &a[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(a[i].result, OK);
    }
    assert_true(atomic_load(&runs) > ROUNDS * WRITERS); /* they did meet */
    assert_int_equal(store_read(p->store, p->arena, 5000, check_words, NULL),
                     OK);
}

/* --- slots and numbers --- */

struct holding {
    struct probe *p;
    pthread_barrier_t *together;
    int slot;
};

static enum err
note_slot(struct db *db, void *arg)
{
    struct holding *h = arg;

    h->slot = db_slot(db);
    pthread_barrier_wait(h->together);
    return OK;
}

static void *
hold_slot(void *arg)
{
    struct holding *h = arg;
    struct arena *a = arena_new(1 << 20);

    if (store_write(h->p->store, a, note_slot, h) != OK) {
        h->slot = -1;
    }
    arena_free(a);
    return NULL;
}

static void
connections_at_work_have_slots_of_their_own(void **state)
{
    struct probe *p = *state;
    struct holding h[WRITERS];
    pthread_t threads[WRITERS];
    pthread_barrier_t together;

    pthread_barrier_init(&together, NULL, WRITERS);
    for (int i = 0; i < WRITERS; i++) {
        h[i] = (struct holding){p, &together, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, hold_slot, &h[i]),
                         0);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(h[i].slot >= 1 && h[i].slot <= 64);
        for (int j = 0; j < i; j++) {
            assert_int_not_equal(h[i].slot, h[j].slot);
        }
    }
    pthread_barrier_destroy(&together);
}

static void
two_processes_have_numbers_of_their_own(void **state)
{
    struct probe *p = *state;
    struct store *other, *third;
    int first = store_node(p->store), second;

    assert_int_equal(open_again(p, &probe_steps, STORE_SERVE, &other), OK);
    second = store_node(other);
    assert_int_equal(second, first + 1);
    store_close(other);
    /* One that has ended is not taken again at once: its ids may be young. */
    assert_int_equal(open_again(p, &probe_steps, STORE_SERVE, &third), OK);
    assert_int_equal(store_node(third), second + 1);
    store_close(third);
}

/* --- the schema --- */

struct opener {
    struct probe *p;
    struct store *store;
    char why[300];
    enum err result;
};

static void *
open_store(void *arg)
{
    struct opener *o = arg;
    struct store_options options = probe_options(o->p);

    options.steps = &probe_steps_more;
    o->result = store_open(&o->store, &options, o->why, sizeof o->why);
    return NULL;
}

static void
processes_that_start_together_bring_the_schema_forward_once(void **state)
{
    struct probe *p = *state;
    struct opener o[WRITERS];
    pthread_t threads[WRITERS];

    for (int i = 0; i < WRITERS; i++) {
        o[i] = (struct opener){.p = p};
        assert_int_equal(pthread_create(&threads[i], NULL, open_store, &o[i]),
                         0);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(threads[i], NULL);
        if (o[i].result != OK) {
            fail_msg("%s", o[i].why);
        }
        store_close(o[i].store);
    }
}

static void
a_newer_or_older_database_is_refused(void **state)
{
    struct probe *p = *state;
    struct store *s;

    assert_int_equal(open_again(p, &probe_steps_more, STORE_READ_ONLY, &s),
                     ERR_INVALID);
    assert_non_null(strstr(why, "older"));
    assert_int_equal(open_again(p, &probe_steps_more, STORE_SERVE, &s), OK);
    store_close(s);
    assert_int_equal(open_again(p, &probe_steps, STORE_SERVE, &s), ERR_INVALID);
    assert_non_null(strstr(why, "newer"));
    assert_int_equal(open_again(p, &probe_steps, STORE_READ_ONLY, &s),
                     ERR_INVALID);
}

static void
a_step_that_fails_leaves_the_steps_before_it(void **state)
{
    struct probe *p = *state;
    struct store *s;

    assert_int_equal(open_again(p, &probe_steps_broken, STORE_SERVE, &s),
                     ERR_INTERNAL);
    assert_non_null(strstr(why, "0003_broken"));
    assert_int_equal(open_again(p, &probe_steps_more, STORE_SERVE, &s), OK);
    store_close(s);
}

static void
a_database_of_others_and_an_empty_one_are_refused(void **state)
{
    struct probe *p = *state;
    struct probe other = {.arena = p->arena};
    struct store *s;
    struct arena *a = arena_new(1 << 20);
    struct db *db;

    probe_make_schema(other.database, sizeof other.database);
    assert_int_equal(open_again(&other, &probe_steps, STORE_SERVE, &s),
                     ERR_MISSING);
    assert_int_equal(open_again(&other, &probe_steps, STORE_READ_ONLY, &s),
                     ERR_MISSING);
    assert_int_equal(
        db_pg_open(&db, other.database, DB_PG_WRITE, why, sizeof why), OK);
    assert_int_equal(db->engine->begin(db, a, true), OK);
    assert_int_equal(db->engine->script(db, "CREATE TABLE theirs (x INT)"), OK);
    assert_int_equal(db->engine->commit(db), OK);
    db_pg_close(db);
    arena_free(a);
    assert_int_equal(open_again(&other, &probe_steps, STORE_SERVE, &s),
                     ERR_INVALID);
    assert_non_null(strstr(why, "not one of Quipu"));
}

/* --- the server goes and comes --- */

static void
control_server(const char *how)
{
    char command[600];

    snprintf(command, sizeof command,
             "cd \"$QUIPU_TEST_DATABASE_FOLDER\" && "
             "$([ \"$(id -u)\" = 0 ] && echo runuser -u nobody --) "
             "\"$QUIPU_TEST_DATABASE_BIN/pg_ctl\" -D data %s >/dev/null 2>&1",
             how);
    assert_int_equal(system(command), 0);
}

static void
a_restarted_server_is_found_again(void **state)
{
    struct probe *p = *state;
    int64_t id = 2;
    enum err e = ERR_BUSY;

    assert_int_equal(probe_insert(p, 1), OK);
    control_server("-m immediate -w stop");
    assert_int_equal(store_write(p->store, p->arena, probe_insert_fn, &id),
                     ERR_BUSY);
    assert_int_equal(store_read(p->store, p->arena, 1000, probe_count_fn, &id),
                     ERR_BUSY);
    control_server("-w restart");
    for (int i = 0; i < 100 && e == ERR_BUSY; i++) {
        usleep(20 * 1000);
        e = probe_insert(p, 2);
    }
    assert_int_equal(e, OK);
    assert_int_equal(probe_count(p), 2);
}

static void
a_server_restarted_between_two_calls_is_not_noticed(void **state)
{
    struct probe *p = *state;

    assert_int_equal(probe_insert(p, 1), OK);
    control_server("-m fast -w restart");
    assert_int_equal(probe_count(p), 1);
    control_server("-m fast -w restart");
    assert_int_equal(probe_insert(p, 2), OK);
}

static enum err
restart_inside(struct db *db, void *arg)
{
    int *runs = arg;
    struct row row;

    TRY(db_one(db, &row, &SQL_probe_count));
    TRY(db_run(db, &SQL_probe_insert, I64(1), TEXT("one")));
    if (++*runs == 1) {
        control_server("-m immediate -w restart");
    }
    return db_one(db, &row, &SQL_probe_count);
}

static void
a_write_whose_server_went_is_run_again(void **state)
{
    struct probe *p = *state;
    int runs = 0;

    assert_int_equal(store_write(p->store, p->arena, restart_inside, &runs),
                     OK);
    assert_int_equal(runs, 2);
    assert_int_equal(probe_count(p), 1);
}

/* --- statements of the program --- */

static void
every_statement_of_the_program_is_taken(void **state)
{
    struct probe *p = *state;
    struct probe full = {.arena = p->arena};
    struct store *s;
    struct db *db;
    int bad = 0;

    probe_make_schema(full.database, sizeof full.database);
    {
        struct store_options options = probe_options(&full);

        options.steps = NULL; /* the shipped */
        assert_int_equal(store_open(&s, &options, why, sizeof why), OK);
    }
    assert_int_equal(
        db_pg_open(&db, full.database, DB_PG_READ, why, sizeof why), OK);
    for (size_t i = 0; i < sql_list_count; i++) {
        const struct sql_listed *l = &sql_list[i];

        if (db_pg_try(db, l->sql, why, sizeof why) != OK) {
            print_error("%s:%d: %s: %s\n", l->file, l->line, l->sql->name, why);
            bad++;
        }
    }
    db_pg_close(db);
    store_close(s);
    assert_int_equal(bad, 0);
    assert_true(sql_list_count > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(questions_asked_together_share_a_flight),
        WITH_PROBE(what_is_foreseen_is_asked_once),
        WITH_PROBE(a_queued_write_that_fails_fails_what_comes_after),
        WITH_PROBE(a_failure_nobody_reads_shows_at_the_commit),
        WITH_PROBE(answers_nobody_reads_do_no_harm),
        WITH_PROBE(writes_that_meet_are_run_again_as_if_one_after_the_other),
        WITH_PROBE(connections_at_work_have_slots_of_their_own),
        WITH_PROBE(two_processes_have_numbers_of_their_own),
        WITH_PROBE(processes_that_start_together_bring_the_schema_forward_once),
        WITH_PROBE(a_newer_or_older_database_is_refused),
        WITH_PROBE(a_step_that_fails_leaves_the_steps_before_it),
        WITH_PROBE(a_database_of_others_and_an_empty_one_are_refused),
        WITH_PROBE(a_restarted_server_is_found_again),
        WITH_PROBE(a_server_restarted_between_two_calls_is_not_noticed),
        WITH_PROBE(a_write_whose_server_went_is_run_again),
        WITH_PROBE(every_statement_of_the_program_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
