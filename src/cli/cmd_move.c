/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_move: a whole node from a data folder to a database elsewhere, and back.
 * Broken off, it goes on where it was; nobody can serve half of it. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "core/blob.h"
#include "db/move.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SHOW_MS = 200 };

static const char folder_prefix[] = "sqlite:";

/* A place on the command line. */
struct place {
    const char *folder, *database; /* one of them */
    struct store *store;
};

struct moving {
    struct place from, to;
    struct arena *a;
    struct move move;
    int64_t files, shown_ms;
    const char *why;
};

static bool
read_place(const char *word, struct place *out)
{
    size_t n = strlen(folder_prefix);

    *out = (struct place){0};
    if (word && store_is_address(word)) {
        out->database = word;
    } else if (word && strncmp(word, folder_prefix, n) == 0 && word[n]) {
        out->folder = word + n;
    }
    return out->database || out->folder;
}

static void
show(void *arg, const char *table, int64_t rows, bool checking)
{
    struct moving *m = arg;
    int64_t now = clock_steady_ms();

    if (isatty(STDERR_FILENO) && now - m->shown_ms >= SHOW_MS) {
        m->shown_ms = now;
        fprintf(stderr, "\r  %s %s %" PRId64 " rows\033[K",
                checking ? "comparing" : "moving", table, rows);
    }
}

static void
end_show(void)
{
    if (isatty(STDERR_FILENO)) {
        fputs("\r\033[K", stderr);
    }
}

/* --- open --- */

static int
open_place(struct moving *m, struct place *p, bool create)
{
    struct store_options options = {.folder = p->folder,
                                    .database = p->database,
                                    .mode = STORE_SERVE,
                                    .create = create};
    char why[512];
    enum err e = store_open(&p->store, &options, why, sizeof why);

    if (e == ERR_CONFLICT) {
        return cli_fail("%s. Stop the server first: what is written meanwhile "
                        "would stay behind.",
                        why);
    }
    (void)m;
    return e == OK ? CLI_DONE : cli_fail("%s", why);
}

/* The lock of a folder says that nobody else writes; a database elsewhere is
 * asked. */
static int
check_alone(struct moving *m, struct place *p)
{
    struct store_server server;

    if (!p->database) {
        return CLI_DONE;
    }
    if (store_look_at_server(p->store, m->a, &server) != OK) {
        return cli_fail("The database server does not answer.");
    }
    return server.processes == 1
               ? CLI_DONE
               : cli_fail("Other processes use the database (%" PRId64
                          "). Stop them first: what is written meanwhile would "
                          "stay behind.",
                          server.processes - 1);
}

static int
open_both(struct moving *m)
{
    int status = open_place(m, &m->from, false);

    if (status == CLI_DONE) {
        status = check_alone(m, &m->from);
    }
    if (status == CLI_DONE) {
        status = open_place(m, &m->to, true);
    }
    return status == CLI_DONE ? check_alone(m, &m->to) : status;
}

/* --- files --- */

static enum err
put_file(void *arg, const char *hash, const void *p, size_t len)
{
    struct moving *m = arg;
    const struct node to = {.store = m->to.store};
    struct arena *a = arena_new(LIMIT_ARENA_BYTES * 2);
    enum err e = blob_put(a, &to, p, len, &hash);

    arena_free(a);
    m->files++;
    return e;
}

struct next_file {
    struct arena *a;
    const char *after, *hash;
    char *bytes;
    size_t len;
};

static enum err
read_file(struct db *db, void *arg)
{
    struct next_file *f = arg;
    struct ctx c = {.arena = f->a, .db = db};

    return blob_next(&c, f->after, &f->hash, &f->bytes, &f->len);
}

static enum err
take_files(struct moving *m)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES * 2);
    char after[BLOB_HASH_CHARS + 1] = "";
    enum err e = OK;

    while (e == OK) {
        struct next_file f = {.a = a, .after = after};
        const char *hash;

        e = store_read(m->from.store, a, LIMIT_READ_POOL_MS, read_file, &f);
        if (e == OK) {
            e = blob_put_file(a, m->to.folder, f.bytes, f.len, &hash);
            snprintf(after, sizeof after, "%s", f.hash);
            m->files += e == OK;
        }
        arena_reset(a);
    }
    arena_free(a);
    return e == ERR_MISSING ? OK : e;
}

/* Before the rows that name them. */
static enum err
move_files(struct moving *m)
{
    const char *bad = NULL;
    enum err e = m->from.folder
                     ? blob_each_file(m->a, m->from.folder, put_file, m, &bad)
                     : take_files(m);

    if (e != OK) {
        m->why = bad ? arena_printf(m->a, "the file %s cannot be moved", bad)
                     : "a file cannot be moved, or is not what its name says";
    }
    return e;
}

/* --- all --- */

static int
move_all(struct moving *m)
{
    enum err e;

    m->move = (struct move){.from = m->from.store,
                            .to = m->to.store,
                            .keep = m->a,
                            .progress = show,
                            .arg = m};
    e = move_check_target(&m->move);
    if (e == ERR_CONFLICT) {
        return cli_fail("Not moved: at the place of --to %s; nothing was "
                        "overwritten.",
                        m->move.why);
    }
    if (e == OK) {
        e = move_files(m);
    }
    if (e == OK) {
        e = move_rows(&m->move);
    }
    if (e == OK) {
        e = move_finish(&m->move);
    }
    end_show();
    if (e != OK) {
        return cli_fail("Not moved: %s. What has arrived stays, and the same "
                        "command goes on from there; the node is still where "
                        "it was.",
                        m->why        ? m->why
                        : m->move.why ? m->move.why
                                      : "a database does not answer");
    }
    printf("Moved and compared: %" PRId64 " rows in %" PRId64
           " tables, %" PRId64 " files.\n"
           "The issuing keys came along, sealed; the sealing key's file did "
           "not: put it beside the new folder (DIR.seal), or name it with "
           "--seal. Serve from the new place only.\n",
           m->move.rows, m->move.tables, m->files);
    return CLI_DONE;
}

int
cmd_move(struct cli *c)
{
    struct moving m = {0};
    int status;

    if (c->word_count || !read_place(c->from, &m.from) ||
        !read_place(c->to, &m.to) || !m.from.folder == !m.to.folder) {
        cli_fail("quipu move --from sqlite:DIR --to postgresql://USER@HOST/"
                 "NAME, or back");
        return CLI_MISUSED;
    }
    m.a = arena_new(LIMIT_ARENA_BYTES);
    status = open_both(&m);
    if (status == CLI_DONE) {
        status = move_all(&m);
    }
    store_close(m.to.store);
    store_close(m.from.store);
    arena_free(m.a);
    return status;
}
