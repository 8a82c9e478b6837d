/* SPDX-License-Identifier: Apache-2.0 */
/* make_node: a new data folder: database, sealing key, root of the tree. */

#include "cli/make_node.h"

#include "base/file.h"
#include "core/setting.h"
#include "keeper/keeper.h"
#include "network/org.h"

#include <errno.h>
#include <string.h>

static enum err
write_settings(struct ctx *c, void *arg)
{
    struct make_node *m = arg;
    struct org root = {
        .kind = "network",
        .slug = "network",
        .name = m->name,
        .lang = m->lang,
        .status = "member",
    };

    TRY(setting_put(c, "url", m->url));
    TRY(setting_put(c, "name", m->name));
    TRY(setting_put(c, "lang", m->lang));
    TRY(setting_put_i64(c, "demonstration", m->demo ? 1 : 0));
    TRY(org_add(c, 0, &root));
    m->root = root.id;
    return OK;
}

static int
make_seal(struct arena *a, const struct cli *c, struct make_node *m)
{
    const char *path = cli_seal_path(a, c, c->data);
    enum err e = keeper_make_seal(a, path, &m->words);

    if (e == ERR_CONFLICT) {
        return cli_fail("%s is there already: it may open another node's "
                        "keys. Move it away, or name another with --seal.",
                        path);
    }
    return e == OK ? CLI_DONE
                   : cli_fail("The sealing key %s cannot be written.", path);
}

static int
check_url(const char *url)
{
    const char *host = url ? strstr(url, "://") : NULL;

    if (!host || !host[3] || url[strlen(url) - 1] == '/' ||
        (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)) {
        cli_fail("--url is the public address without a slash at the end, "
                 "such as https://badges.example.edu");
        return CLI_MISUSED;
    }
    return CLI_DONE;
}

static int
make_folder(const char *path)
{
    enum err e = file_mkdirs(path, 0700);

    if (e == ERR_CONFLICT) {
        return cli_fail("%s is a file. Name a folder.", path);
    }
    return e == OK ? CLI_DONE
                   : cli_fail("The folder %s cannot be made: %s.", path,
                              strerror(errno));
}

int
make_node(struct cli_node *n, const struct cli *c, struct make_node *m)
{
    struct store_options options = cli_store_options(c, STORE_SERVE);
    char why[512];
    struct store *store;
    struct ctx ctx;
    enum err e;
    int status = check_url(m->url);

    *n = (struct cli_node){0};
    if (status != CLI_DONE) {
        return status;
    }
    status = cli_check_empty(c);
    if (status == CLI_DONE) { /* before the key, which would stay behind */
        status = make_folder(c->data);
    }
    if (status == CLI_DONE) {
        status = make_seal(m->arena, c, m);
    }
    if (status != CLI_DONE) {
        return status;
    }
    options.create = true;
    options.filling = m->demo; /* of use as a whole only */
    if (store_open(&store, &options, why, sizeof why) != OK) {
        return cli_fail("%s cannot be made: %s", cli_place(c), why);
    }
    *n = (struct cli_node){.store = store, .arena = m->arena};
    n->node.folder = c->data;
    ctx = cli_ctx(n);
    e = cli_write(n, &ctx, write_settings, m);
    if (e != OK) {
        status = cli_fail("%s", cli_why(&ctx, e));
        cli_close(n);
        return status;
    }
    status = cli_fill(n, store, m->arena, c->data);
    if (status == CLI_DONE) {
        status = cli_open_keeper(n, c);
    }
    if (status != CLI_DONE) {
        cli_close(n);
    }
    return status;
}
