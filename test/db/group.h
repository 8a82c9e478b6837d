/* SPDX-License-Identifier: Apache-2.0 */
/* group: several writes that stand in the queue together, so that the writer
 * takes them as one group. */
#ifndef QUIPU_TEST_DB_GROUP_H
#define QUIPU_TEST_DB_GROUP_H

#include "probe.h"

#include <pthread.h>

struct member {
    struct store_job job; /* first */
    int64_t id;
    int runs;
    size_t bytes; /* of data to write */
    bool goes_on; /* as if nothing had happened, after a failure */
    enum err answer;
    pthread_mutex_t *mutex;
    pthread_cond_t *cond;
    int *done;
};

static inline enum err
run_in_group(struct db *db, void *arg)
{
    struct member *m = arg;
    enum err e;

    m->runs++;
    e = db_run(db, &SQL_probe_insert_data, I64(m->id), TEXT("grouped"),
               m->bytes ? BLOB(arena_alloc(db_arena(db), m->bytes), m->bytes)
                        : NIL);
    if (m->goes_on) {
        (void)!db_run(db, &SQL_probe_insert, I64(m->id + 100), TEXT("more"));
        e = OK;
    }
    TRY(e);
    return m->answer;
}

static inline void
count_done(struct store_job *job)
{
    struct member *m = (struct member *)job;

    pthread_mutex_lock(m->mutex);
    (*m->done)++;
    pthread_cond_signal(m->cond);
    pthread_mutex_unlock(m->mutex);
}

struct gate {
    pthread_mutex_t mutex;
    bool entered, open;
};

/* Holds the writer until the group stands behind it in the queue. */
static inline enum err
wait_at_gate(struct db *db, void *arg)
{
    struct gate *gate = arg;
    bool open = false;

    (void)db;
    while (!open) {
        pthread_mutex_lock(&gate->mutex);
        gate->entered = true;
        open = gate->open;
        pthread_mutex_unlock(&gate->mutex);
        usleep(500);
    }
    return OK;
}

struct gate_call {
    struct probe *p;
    struct gate *gate;
};

static inline void *
hold_writer(void *arg)
{
    struct gate_call *call = arg;
    struct arena *a = arena_new(1 << 20);

    if (store_write(call->p->store, a, wait_at_gate, call->gate) != OK) {
        abort();
    }
    arena_free(a);
    return NULL;
}

/* Run the members as one group and wait for all. */
static inline void
run_members(struct probe *p, struct member *members, int count)
{
    struct gate gate = {.mutex = PTHREAD_MUTEX_INITIALIZER};
    struct gate_call call = {p, &gate};
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    pthread_t thread;
    bool entered = false;
    int done = 0;

    assert_int_equal(pthread_create(&thread, NULL, hold_writer, &call), 0);
    while (!entered) {
        pthread_mutex_lock(&gate.mutex);
        entered = gate.entered;
        pthread_mutex_unlock(&gate.mutex);
    }
    for (int i = 0; i < count; i++) {
        struct member *m = &members[i];

        m->job = (struct store_job){
            .arena = p->arena, .fn = run_in_group, .done = count_done};
        m->mutex = &mutex;
        m->cond = &cond;
        m->done = &done;
        assert_int_equal(store_write_later(p->store, &m->job), OK);
    }
    pthread_mutex_lock(&gate.mutex);
    gate.open = true;
    pthread_mutex_unlock(&gate.mutex);
    pthread_mutex_lock(&mutex);
    while (done < count) {
        pthread_cond_wait(&cond, &mutex);
    }
    pthread_mutex_unlock(&mutex);
    pthread_join(thread, NULL);
}

#endif
