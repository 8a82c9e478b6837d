/* SPDX-License-Identifier: Apache-2.0 */
/* told: writers in a child process that note in shared memory which of their
 * rows were acknowledged, and the parent that looks whether these are there
 * when the child has ended in whatever way. */
#ifndef QUIPU_TEST_DB_TOLD_H
#define QUIPU_TEST_DB_TOLD_H

#include "probe.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>

enum { WRITERS = 4 };

struct told {
    _Atomic int64_t last[WRITERS]; /* acknowledged, in memory both share */
};

struct told_writer {
    struct probe *p;
    struct told *told;
    int slot;
};

static inline struct told *
told_new(void)
{
    struct told *told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    assert_true(told != MAP_FAILED);
    return told;
}

static inline void *
told_write(void *arg)
{
    const struct told_writer *w = arg;
    struct arena *a = arena_new(1 << 20);

    for (int64_t n = atomic_load(&w->told->last[w->slot]) + 1;; n++) {
        int64_t id = n * WRITERS + w->slot;

        if (store_write(w->p->store, a, probe_insert_fn, &id) != OK) {
            abort();
        }
        atomic_store(&w->told->last[w->slot], n);
        arena_reset(a);
    }
    return NULL;
}

/* In the child: write on all slots, until something ends the process. */
static inline void
told_start(struct probe *p, struct told *told)
{
    static struct told_writer writers[WRITERS];
    pthread_t thread;

    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct told_writer){p, told, i};
        if (pthread_create(&thread, NULL, told_write, &writers[i]) != 0) {
            _exit(1);
        }
    }
}

static inline enum err
told_find(struct db *db, void *arg)
{
    struct row row;

    return db_one(db, &row, &SQL_probe_by_id, I64(*(int64_t *)arg));
}

/* A row may be there that nobody was told of any more: it is taken. Gives how
 * many there must be now. */
static inline int64_t
told_sum(struct probe *p, struct told *told)
{
    int64_t sum = 0;

    for (int i = 0; i < WRITERS; i++) {
        int64_t n = atomic_load(&told->last[i]) + 1;
        int64_t id = n * WRITERS + i;

        if (store_read(p->store, p->arena, 1000, told_find, &id) == OK) {
            atomic_store(&told->last[i], n);
        }
        sum += atomic_load(&told->last[i]);
    }
    return sum;
}

#endif
