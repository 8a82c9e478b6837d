/* SPDX-License-Identifier: Apache-2.0 */
/* scratch: CREATE DATABASE and DROP DATABASE around an upgrade that is tried. */

#include "db/scratch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "db/db_engine.h"
#include "db/db_pg.h"
#include "db/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum err
scratch_look(struct arena *a, const char *node,
             const struct migrate_steps *steps, struct rehearsal *out,
             char *why, size_t why_size)
{
    const char *bytes = "0";
    struct db *db;
    enum err e;

    *out = (struct rehearsal){0};
    TRY(db_pg_open(&db, node, DB_PG_READ, why, why_size));
    e = migrate_count(db, steps, &out->before, why, why_size);
    if (e == OK && out->before == 0) {
        snprintf(why, why_size, "the database is empty");
        e = ERR_MISSING;
    }
    if (e == OK) {
        snprintf(why, why_size, "the server does not say how large it is");
        e = db_pg_ask(db, a, "SELECT pg_database_size(current_database())", 1,
                      &bytes);
    }
    db_pg_close(db);
    out->after = out->before;
    out->bytes = strtoll(bytes, NULL, 10);
    return e;
}

void
scratch_beside(struct arena *a, const char *node, struct scratch *out)
{
    out->beside = node;
    out->name = arena_printf(a, "quipu_rehearsal_%ld", (long)getpid());
    out->address = arena_printf(a, "%s%cdbname=%s", node,
                                strchr(node, '?') ? '&' : '?', out->name);
}

/* --- make --- */

/* Like the node's own, and where that one lies: another disk may be small. */
static const char create_text[] =
    "SELECT concat(format('CREATE DATABASE %%I TEMPLATE template0"
    " ENCODING %%L LC_COLLATE %%L LC_CTYPE %%L',"
    " '%s', 'UTF8', datcollate, datctype),"
    " CASE WHEN spcname <> 'pg_default' THEN"
    " format(' TABLESPACE %%I', spcname) END), current_user"
    " FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace"
    " WHERE datname = current_database()";

static enum err
create(struct arena *a, struct scratch *s, char *why, size_t why_size)
{
    char said[200];
    const char *answer[2]; /* the command, our name */
    struct db *db;
    enum err e;

    TRY(db_pg_open(&db, s->beside, DB_PG_WRITE, why, why_size));
    snprintf(why, why_size,
             "the server does not say what the database is like");
    e = db_pg_ask(db, a, arena_printf(a, create_text, s->name), 2, answer);
    if (e == OK) {
        e = db_pg_command(db, answer[0], said, sizeof said);
        snprintf(why, why_size, "the database %s cannot be made: %s", s->name,
                 said);
    }
    if (e == ERR_DENIED) {
        snprintf(why, why_size,
                 "the server refuses a database to try it in (%s). Its "
                 "administrator may allow it (ALTER ROLE \"%s\" CREATEDB), or "
                 "make an empty database, here or on another server, for "
                 "--scratch postgresql://USER@HOST/NAME",
                 said, answer[1]);
    }
    if (e == OK) {
        s->address = db_pg_reached(db, a, s->address);
    }
    db_pg_close(db);
    return e;
}

static enum err
look_empty(const struct scratch *s, char *why, size_t why_size)
{
    struct db *db;
    enum db_owner owner;

    TRY(db_pg_open(&db, s->address, DB_PG_WRITE, why, why_size));
    owner = db->engine->owner(db);
    db_pg_close(db);
    if (owner != DB_EMPTY) {
        snprintf(why, why_size,
                 "there is something in the database of --scratch, and "
                 "nothing is overwritten");
        return ERR_CONFLICT;
    }
    return OK;
}

enum err
scratch_make(struct arena *a, struct scratch *s, char *why, size_t why_size)
{
    return s->name ? create(a, s, why, why_size) : look_empty(s, why, why_size);
}

/* --- use --- */

/* The server checks keys with each statement, and while a copy comes in: what
 * is left is a key that a step made for rows to come only. */
static const char check_text[] =
    "SELECT COUNT(*), COALESCE(MIN(conname), '') FROM pg_constraint"
    " WHERE NOT convalidated";

static enum err
check(struct db *db, struct arena *a, const struct migrate_steps *steps,
      char *why, size_t why_size)
{
    const char *answer[2];
    int count;

    TRY(migrate_count(db, steps, &count, why, why_size));
    snprintf(why, why_size, "the copy cannot be looked at");
    TRY(db_pg_ask(db, a, check_text, 2, answer));
    if (answer[0][0] != '0') {
        snprintf(why, why_size, "the key %s does not hold for all rows",
                 answer[1]);
        return ERR_INVALID;
    }
    return count == steps->count ? OK : ERR_INTERNAL;
}

static enum err
step_by_step(struct db *db, struct arena *a, const struct migrate_steps *steps,
             struct rehearsal *out, char *why, size_t why_size)
{
    int64_t began = clock_steady_ms();
    int count;

    /* What the server knows of its tables is not copied along, and steps are
     * planned by it. */
    TRY(db_pg_command(db, "ANALYZE", why, why_size));
    out->copy_ms += clock_steady_ms() - began;
    began = clock_steady_ms();
    TRY(migrate_count(db, steps, &count, why, why_size));
    TRY(migrate_run(db, steps, count, why, why_size));
    out->steps_ms = clock_steady_ms() - began;
    TRY(check(db, a, steps, why, why_size));
    out->before = count; /* the node may have moved on since we looked */
    out->after = steps->count;
    return OK;
}

enum err
scratch_bring_forward(struct arena *a, const struct scratch *s,
                      const struct migrate_steps *steps, struct rehearsal *out,
                      char *why, size_t why_size)
{
    struct db *db;
    enum err e;

    TRY(db_pg_open(&db, s->address, DB_PG_WRITE, why, why_size));
    e = step_by_step(db, a, steps, out, why, why_size);
    db_pg_close(db);
    return e;
}

/* --- end --- */

static enum err
drop(struct arena *a, const struct scratch *s, char *why, size_t why_size)
{
    const char *text =
        arena_printf(a, "DROP DATABASE IF EXISTS %s WITH (FORCE)", s->name);
    struct db *db;
    enum err e;

    TRY(db_pg_open(&db, s->beside, DB_PG_WRITE, why, why_size));
    e = db_pg_command(db, text, why, why_size);
    db_pg_close(db);
    return e;
}

/* Whoever still pours into it is ours. */
static const char clear_text[] =
    "SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = current_user"
    " AND pid <> pg_backend_pid()";

static const char tables_text[] =
    "SELECT COALESCE('DROP TABLE ' || string_agg(format('%I', relname), ', ')"
    " || ' CASCADE', '') FROM pg_class c WHERE relkind IN ('r', 'p')"
    " AND relnamespace = CAST(current_schema() AS regnamespace)"
    " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid"
    "  AND classid = CAST('pg_class' AS regclass) AND deptype = 'e')";

static enum err
clear(struct arena *a, const struct scratch *s, char *why, size_t why_size)
{
    const char *ended, *text = "";
    struct db *db;
    enum err e;

    TRY(db_pg_open(&db, s->address, DB_PG_WRITE, why, why_size));
    snprintf(why, why_size, "the server does not say what is in it");
    e = db_pg_ask(db, a, clear_text, 1, &ended);
    if (e == OK) {
        e = db_pg_ask(db, a, tables_text, 1, &text);
    }
    if (e == OK && *text) {
        e = db_pg_command(db, text, why, why_size);
    }
    db_pg_close(db);
    return e;
}

enum err
scratch_end(struct arena *a, const struct scratch *s, char *why,
            size_t why_size)
{
    return s->name ? drop(a, s, why, why_size) : clear(a, s, why, why_size);
}
