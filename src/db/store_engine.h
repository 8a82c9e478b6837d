/* SPDX-License-Identifier: Apache-2.0 */
/* store_engine: what an engine gives to store.c. Included inside db only. */
#ifndef QUIPU_DB_STORE_ENGINE_H
#define QUIPU_DB_STORE_ENGINE_H

#include "db/store.h"

struct store_engine {
    /* `since` < 0: from where is written, not from a copy. */
    enum err (*read)(struct store *s, struct arena *arena, int64_t limit_ms,
                     int64_t since, store_fn fn, void *arg);
    /* `place` may be NULL; left alone where there is none to tell. */
    enum err (*write)(struct store *s, struct arena *arena, store_fn fn,
                      void *arg, int64_t *place);
    /* NULL: there is no thread to hand a write to (a remote store). */
    enum err (*write_later)(struct store *s, struct store_job *job);
    /* NULL: there is no server. */
    enum err (*look_at_server)(struct store *s, struct arena *a,
                               struct store_server *out);
    /* NULL: it keeps none. */
    void (*figures)(struct store *s, struct store_figures *out);
    void (*close)(struct store *s);
};

/* First member of each engine's store. */
struct store {
    const struct store_engine *engine;
    enum store_mode mode;
    int node;
};

#endif
