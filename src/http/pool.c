/* SPDX-License-Identifier: Apache-2.0 */
/* pool: a few threads for what is slow, with a bounded queue. */

#include "http/pool.h"

#include "http/exchange.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREADS_MAX = 32 };

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct exchange *first, *last;
    int waiting, waiting_max;
    bool ending;
    void (*work)(struct exchange *x);
    pthread_t threads[THREADS_MAX];
    int count;
};

static void *
run(void *arg)
{
    struct pool *p = arg;

    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct exchange *x = p->first;

        if (x) {
            p->first = x->next;
            p->waiting--;
            pthread_mutex_unlock(&p->lock);
            p->work(x);
            pthread_mutex_lock(&p->lock);
        } else if (p->ending) {
            break;
        } else {
            pthread_cond_wait(&p->wake, &p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct pool *
pool_new(int threads, int waiting_max, void (*work)(struct exchange *x))
{
    struct pool *p = calloc(1, sizeof *p);

    if (!p) {
        return NULL;
    }
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wake, NULL);
    p->work = work;
    p->waiting_max = waiting_max;
    while (p->count < threads && p->count < THREADS_MAX) {
        if (pthread_create(&p->threads[p->count], NULL, run, p) != 0) {
            pool_free(p);
            return NULL;
        }
        p->count++;
    }
    return p;
}

void
pool_free(struct pool *p)
{
    if (!p) {
        return;
    }
    pthread_mutex_lock(&p->lock);
    p->ending = true;
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->count; i++) {
        pthread_join(p->threads[i], NULL);
    }
    pthread_cond_destroy(&p->wake);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

bool
pool_put(struct pool *p, struct exchange *x)
{
    bool room;

    pthread_mutex_lock(&p->lock);
    room = p->waiting < p->waiting_max && !p->ending;
    if (room) {
        x->next = NULL;
        if (p->first) {
            p->last->next = x;
        } else {
            p->first = x;
        }
        p->last = x;
        p->waiting++;
        pthread_cond_signal(&p->wake);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

int
pool_waiting(struct pool *p)
{
    int n;

    pthread_mutex_lock(&p->lock);
    n = p->waiting;
    pthread_mutex_unlock(&p->lock);
    return n;
}
