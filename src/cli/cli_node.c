/* SPDX-License-Identifier: Apache-2.0 */
/* cli_node: what commands share: an open node and a context to work in. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "core/setting.h"
#include "db/db.h"
#include "keeper/keeper.h"

#include "vc/context.h"

#include <string.h>

enum { READ_MS = 60 * 1000 };

const char *
cli_seal_path(struct arena *a, const struct cli *c, const char *folder)
{
    size_t n = strlen(folder);

    while (n > 1 && folder[n - 1] == '/') {
        n--;
    }
    return c->seal ? c->seal : arena_printf(a, "%.*s.seal", (int)n, folder);
}

struct ctx
cli_ctx(struct cli_node *n)
{
    return (struct ctx){
        .arena = n->arena,
        .node = &n->node,
        .now_ms = clock_now_ms(),
        .lang = &tr_langs[0],
    };
}

struct call {
    struct ctx *c;
    cli_fn fn;
    void *arg;
};

static enum err
run_call(struct db *db, void *arg)
{
    struct call *call = arg;
    enum err e;

    call->c->db = db;
    call->c->problem_count = 0;
    e = call->fn(call->c, call->arg);
    call->c->db = NULL;
    return e;
}

enum err
cli_read(struct cli_node *n, struct ctx *c, cli_fn fn, void *arg)
{
    struct call call = {c, fn, arg};

    return store_read(n->store, n->arena, READ_MS, run_call, &call);
}

enum err
cli_write(struct cli_node *n, struct ctx *c, cli_fn fn, void *arg)
{
    struct call call = {c, fn, arg};

    return store_write(n->store, n->arena, run_call, &call);
}

const char *
cli_why(const struct ctx *c, enum err e)
{
    if (c->problem_count) {
        return c->problems[0].text;
    }
    switch (e) {
    case ERR_MISSING:
        return "there is no such thing here";
    case ERR_FULL:
        return "the disk is full";
    case ERR_BUSY:
        return "the database is busy; try again";
    case ERR_DENIED:
        return "that is not allowed";
    case ERR_CONFLICT:
        return "it is there already, or has changed meanwhile";
    case ERR_LIMIT:
        return "it is too large";
    default:
        return "an internal error; the log has details";
    }
}

static enum err
read_settings(struct ctx *c, void *arg)
{
    struct node *node = arg;
    int64_t demo = 0;

    TRY(setting_text(c, "url", &node->public_url));
    TRY(setting_text(c, "name", &node->name));
    TRY(setting_text(c, "lang", &node->lang_tag));
    if (setting_i64(c, "demonstration", &demo) == OK) {
        node->demo = demo == 1;
    }
    return OK;
}

int
cli_fill(struct cli_node *n, struct store *store, struct arena *a,
         const char *folder)
{
    struct ctx c;
    enum err e;

    *n = (struct cli_node){.arena = a, .store = store};
    n->node.folder = arena_text(a, folder);
    n->node.store = store;
    if (vc_context_set_new(NULL, 0, &n->contexts) != VC_OK ||
        vc_context_set_add_compiled(n->contexts, NULL) != VC_OK) {
        return cli_fail("out of memory");
    }
    n->node.contexts = n->contexts;
    c = cli_ctx(n);
    e = cli_read(n, &c, read_settings, &n->node);
    if (e == ERR_MISSING) {
        return cli_fail("%s is no node yet. Make one with `quipu init` or "
                        "`quipu demo`.",
                        folder);
    }
    return e == OK ? CLI_DONE : cli_fail("%s", cli_why(&c, e));
}

struct store_options
cli_store_options(const struct cli *c, enum store_mode mode)
{
    /* Only what runs for long carries ballast. */
    bool serves = c->command && strcmp(c->command, "serve") == 0;

    return (struct store_options){
        .folder = c->data,
        .database = c->database,
        .standby = mode == STORE_SERVE ? c->standby : NULL,
        .mode = mode,
        .ballast_bytes =
            mode == STORE_SERVE && serves ? LIMIT_BALLAST_BYTES : 0};
}

const char *
cli_place(const struct cli *c)
{
    return c->database ? "the database" : c->data;
}

static enum err
try_open(const struct cli *c, char *why, size_t why_size)
{
    struct store_options options = cli_store_options(c, STORE_READ_ONLY);
    struct store *store;
    enum err e = store_open(&store, &options, why, why_size);

    store_close(store);
    return e;
}

bool
cli_is_made(const struct cli *c)
{
    char why[512];

    /* Whatever else is wrong with it: it is there. */
    return try_open(c, why, sizeof why) != ERR_MISSING;
}

int
cli_check_empty(const struct cli *c)
{
    char why[512];
    enum err e = try_open(c, why, sizeof why);

    if (e == ERR_MISSING) {
        return CLI_DONE;
    }
    if (!c->database) {
        return cli_fail("%s has a database already.", c->data);
    }
    return e == OK ? cli_fail("There is a node in this database already; "
                              "nothing was overwritten.")
                   : cli_fail("Nothing was written: %s.", why);
}

/* With a database elsewhere the folder is this machine's own: uploads on their
 * way, and beside it the sealing key. */
static int
check_places(const struct cli *c, enum store_mode mode)
{
    if (!c->data && !(c->database && mode == STORE_READ_ONLY)) {
        cli_fail("say which data folder: --data DIR");
        return CLI_MISUSED;
    }
    if (c->database && c->data && file_mkdirs(c->data, 0700) != OK) {
        return cli_fail("The folder %s cannot be made.", c->data);
    }
    return CLI_DONE;
}

int
cli_open(struct cli_node *n, const struct cli *c, enum store_mode mode)
{
    struct store_options options = cli_store_options(c, mode);
    int status = check_places(c, mode);
    char why[512];
    struct store *store;
    struct arena *a;

    *n = (struct cli_node){0};
    if (status != CLI_DONE) {
        return status;
    }
    if (store_open(&store, &options, why, sizeof why) != OK) {
        return cli_fail("%s", why);
    }
    a = arena_new(LIMIT_ARENA_BYTES);
    if (cli_fill(n, store, a, c->data ? c->data : ".") != CLI_DONE) {
        cli_close(n);
        return CLI_FAILED;
    }
    return CLI_DONE;
}

/* The two contexts of every credential we issue, processed ahead. */
static void
prepare_contexts(struct vc_context_set *set)
{
    const struct vc_view urls[] = {
        VC_VIEW_INIT("https://www.w3.org/ns/credentials/v2"),
        VC_VIEW_INIT(
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
    };

    if (vc_context_set_prepare(set, urls, 2, NULL) != VC_OK) {
        log_line(LOG_WARN, "contexts not prepared", "%s", "");
    }
}

int
cli_open_keeper(struct cli_node *n, const struct cli *c)
{
    const char *path = cli_seal_path(n->arena, c, n->node.folder);

    switch (keeper_open(&n->node.keeper, path, n->contexts)) {
    case OK:
        prepare_contexts(n->contexts);
        return CLI_DONE;
    case ERR_MISSING:
        return cli_fail("The sealing key %s is not there. Put it back from "
                        "your copy, or give its words to `quipu seal "
                        "from-words`; without it no certificate can be "
                        "signed.",
                        path);
    case ERR_DENIED:
        return cli_fail("The sealing key %s can be read by others. Run: "
                        "chmod 600 %s",
                        path, path);
    default:
        return cli_fail("%s is no sealing key.", path);
    }
}

void
cli_close(struct cli_node *n)
{
    keeper_close(n->node.keeper);
    store_close(n->store);
    vc_context_set_free(n->contexts);
    if (n->arena) {
        arena_free(n->arena);
    }
    *n = (struct cli_node){0};
}
