/* SPDX-License-Identifier: Apache-2.0 */
/* db/store_sqlite: writes that stand in the queue together. */

#include "group.h"
#include "probe.h"

enum { GROUP = 5 };

static void
the_members_of_a_group_fail_each_for_itself(void **state)
{
    struct probe *p = *state;
    struct member m[GROUP] = {
        {.id = 1},
        {.id = 1}, /* breaks a constraint */
        {.id = 2, .answer = ERR_CONFLICT},
        {.id = 3},
        {.id = 4},
    };

    run_members(p, m, GROUP);
    assert_int_equal(m[0].job.result, OK);
    assert_int_equal(m[1].job.result, ERR_INTERNAL);
    assert_int_equal(m[2].job.result, ERR_CONFLICT);
    assert_int_equal(m[3].job.result, OK);
    assert_int_equal(m[4].job.result, OK);
    assert_int_equal(probe_count(p), 3);
    for (int i = 0; i < GROUP; i++) {
        assert_int_equal(m[i].runs, 1); /* the group held */
    }
}

static void
a_full_queue_says_so_and_keeps_what_it_has(void **state)
{
    struct probe *p = *state;
    struct gate gate = {.mutex = PTHREAD_MUTEX_INITIALIZER};
    struct gate_call call = {p, &gate};
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    struct member *m = calloc(LIMIT_WRITE_QUEUE + 1, sizeof *m);
    int done = 0, queued = 0;
    pthread_t thread;
    bool entered = false;

    assert_int_equal(pthread_create(&thread, NULL, hold_writer, &call), 0);
    while (!entered) {
        pthread_mutex_lock(&gate.mutex);
        entered = gate.entered;
        pthread_mutex_unlock(&gate.mutex);
    }
    for (int i = 0; i <= LIMIT_WRITE_QUEUE; i++) {
        m[i] = (struct member){
            .id = i + 1,
            .job = {.arena = p->arena, .fn = run_in_group, .done = count_done},
            .mutex = &mutex,
            .cond = &cond,
            .done = &done};
        queued += store_write_later(p->store, &m[i].job) == OK;
    }
    assert_int_equal(queued, LIMIT_WRITE_QUEUE);
    pthread_mutex_lock(&gate.mutex);
    gate.open = true;
    pthread_mutex_unlock(&gate.mutex);
    pthread_join(thread, NULL);
    store_close(p->store); /* finishes what is queued */
    p->store = NULL;
    assert_int_equal(done, LIMIT_WRITE_QUEUE);
    probe_open(p);
    assert_int_equal(probe_count(p), LIMIT_WRITE_QUEUE);
    free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(the_members_of_a_group_fail_each_for_itself),
        WITH_PROBE(a_full_queue_says_so_and_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
