/* SPDX-License-Identifier: Apache-2.0 */
/* store: the face of both engines. */

#include "db/store.h"

#include "base/hash.h"
#include "base/log.h"
#include "db/db_pg.h"
#include "db/migrate.h"
#include "db/store_engine.h"
#include "db/store_pg.h"
#include "db/store_sqlite.h"

enum err
store_open(struct store **out, const struct store_options *options, char *why,
           size_t why_size)
{
    struct store_options o = *options;

    *out = NULL;
    hash_init();
    if (!o.steps) {
        o.steps = &migrate_shipped;
    }
    return o.database ? store_pg_open(out, &o, why, why_size)
                      : store_sqlite_open(out, &o, why, why_size);
}

bool
store_is_address(const char *text)
{
    return db_pg_is_address(text);
}

void
store_close(struct store *s)
{
    if (s) {
        s->engine->close(s);
    }
}

bool
store_is_remote(const struct store *s)
{
    return s->engine->write_later == NULL;
}

int
store_node(const struct store *s)
{
    return s->node;
}

enum err
store_read(struct store *s, struct arena *arena, int64_t limit_ms, store_fn fn,
           void *arg)
{
    return s->engine->read(s, arena, limit_ms, -1, fn, arg);
}

enum err
store_read_since(struct store *s, struct arena *arena, int64_t limit_ms,
                 int64_t since, store_fn fn, void *arg)
{
    return s->engine->read(s, arena, limit_ms, since, fn, arg);
}

static void
need_writing(const struct store *s)
{
    if (s->mode != STORE_SERVE) {
        log_fatal("a write in a store opened for reading", "mode", s->mode);
    }
}

enum err
store_write(struct store *s, struct arena *arena, store_fn fn, void *arg)
{
    return store_write_place(s, arena, fn, arg, NULL);
}

enum err
store_write_place(struct store *s, struct arena *arena, store_fn fn, void *arg,
                  int64_t *place)
{
    need_writing(s);
    return s->engine->write(s, arena, fn, arg, place);
}

enum err
store_write_later(struct store *s, struct store_job *job)
{
    need_writing(s);
    if (store_is_remote(s)) {
        log_fatal("a store without a writer thread", "write_later", 1);
    }
    return s->engine->write_later(s, job);
}

enum err
store_look_at_server(struct store *s, struct arena *a, struct store_server *out)
{
    *out = (struct store_server){0};
    return s->engine->look_at_server ? s->engine->look_at_server(s, a, out)
                                     : ERR_MISSING;
}

void
store_figures(struct store *s, struct store_figures *out)
{
    *out = (struct store_figures){0};
    if (s->engine->figures) {
        s->engine->figures(s, out);
    }
}
