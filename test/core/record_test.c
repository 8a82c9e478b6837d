/* SPDX-License-Identifier: Apache-2.0 */
/* The record of acts: a chain that forging breaks and erasing does not. */

#include "test/world.h"

#include "base/hash.h"
#include "core/record.h"
#include "world.sql.h"

enum { ALL = 10000 };

static void
seal_all(void **state)
{
    struct ctx *c = as(state, NOBODY);
    int done = 1;

    while (done) {
        assert_int_equal(record_seal(c, ALL, &done), OK);
    }
}

/* The first that does not fit; 0 = unbroken. A few at a time, as the doctor
 * walks. */
static int64_t
broken(void **state)
{
    struct record_walk walk = {0};

    while (!walk.over) {
        assert_int_equal(record_verify(as(state, NOBODY), &walk, 7), OK);
    }
    assert_true(walk.count > 10 || walk.broken);
    return walk.broken;
}

static void
the_acts_of_a_network_make_an_unbroken_chain(void **state)
{
    seal_all(state);
    assert_int_equal(broken(state), 0);
}

static void
later_acts_go_on_from_the_last_sealed(void **state)
{
    struct world *w = *state;

    seal_all(state);
    assert_int_equal(record_add(as(state, HQ), "test.done", w->uni, 1, "why"),
                     OK);
    seal_all(state);
    assert_int_equal(broken(state), 0);
}

static void
a_forged_act_breaks_it_where_it_was_forged(void **state)
{
    struct world *w = *state;

    seal_all(state);
    assert_int_equal(db_run(w->db, &SQL_world_forge, I64(7)), OK);
    assert_int_equal(broken(state), 7);
}

static void
last_hash(void **state, unsigned char out[HASH_SIZE])
{
    struct world *w = *state;
    struct row row;
    const void *p;
    size_t len;

    seal_all(state);
    assert_int_equal(db_one(w->db, &row, &SQL_world_last_hash), OK);
    p = row_blob(&row, 0, &len);
    assert_int_equal(len, HASH_SIZE);
    memcpy(out, p, HASH_SIZE);
}

static void
the_last_hash_stands_for_everything_before_it(void **state)
{
    struct world *w = *state;
    unsigned char first[HASH_SIZE], again[HASH_SIZE], other[HASH_SIZE];

    last_hash(state, first);
    world_end(state);
    assert_int_equal(world_begin(state), 0);
    last_hash(state, again);
    assert_memory_equal(first, again, HASH_SIZE);
    world_end(state);
    assert_int_equal(world_begin(state), 0);
    assert_int_equal(db_run(w->db, &SQL_world_forge_first), OK);
    last_hash(state, other);
    assert_memory_not_equal(first, other, HASH_SIZE);
}

static void
erasing_personal_values_leaves_it_whole(void **state)
{
    struct world *w = *state;
    struct row row;

    assert_int_equal(record_add(as(state, HQ), "org.refused", w->uni, 1,
                                "The papers of Rosa are missing."),
                     OK);
    seal_all(state);
    assert_int_equal(db_run(w->db, &SQL_world_erase), OK);
    assert_int_equal(db_one(w->db, &row, &SQL_world_values), OK);
    assert_int_equal(row_i64(&row, 0), 0);
    assert_int_equal(broken(state), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(the_acts_of_a_network_make_an_unbroken_chain),
        IN_WORLD(later_acts_go_on_from_the_last_sealed),
        IN_WORLD(a_forged_act_breaks_it_where_it_was_forged),
        IN_WORLD(the_last_hash_stands_for_everything_before_it),
        IN_WORLD(erasing_personal_values_leaves_it_whole),
    };

    return RUN_IN_WORLD(tests);
}
