/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_export: everything a place owns, as one archive; beside a running
 * server. */

#include "cli/cli.h"

#include "base/arena.h"
#include "network/org.h"
#include "reports/export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct place {
    const char *slug;
    struct org org;
};

static enum err
find(struct ctx *c, void *arg)
{
    struct place *p = arg;

    return p->slug ? org_by_slug(c, p->slug, &p->org) : org_root(c, &p->org);
}

/* Where the archive goes there is room. */
static const char *
folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    return !slash          ? "."
           : slash == path ? "/"
                           : arena_textn(a, path, (size_t)(slash - path));
}

static int
write_archive(struct cli_node *n, const struct cli *c, const struct ctx *ctx,
              const struct place *p)
{
    struct export_job job = {
        .node = &n->node,
        .lang = lang_find(c->lang ? c->lang : n->node.lang_tag),
        .org = p->org.id,
        .spool = folder_of(n->arena, c->out),
        .now_ms = ctx->now_ms};
    struct export_done done;
    enum err e;

    if (!job.lang) {
        return cli_fail("--lang %s is no language of this program", c->lang);
    }
    job.fd = open(c->out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (job.fd < 0) {
        return cli_fail("%s cannot be made: %s", c->out, strerror(errno));
    }
    e = export_write(&job, &done);
    if (close(job.fd) != 0 && e == OK) {
        e = ERR_FULL;
    }
    if (e != OK) {
        (void)unlink(c->out);
        return cli_fail("%s was not made: %s", c->out,
                        e == ERR_LIMIT
                            ? "more than one archive holds (65,000 files, 4 "
                              "GB); take out the places below one by one"
                            : cli_why(ctx, e));
    }
    printf("%s: %lld files, %lld rows, %lld bytes\n", c->out,
           (long long)done.files, (long long)done.rows, (long long)done.bytes);
    return CLI_DONE;
}

int
cmd_export(struct cli *c)
{
    struct place p = {.slug = c->org};
    struct cli_node n;
    struct ctx ctx;
    int status;
    enum err e;

    if (!c->out) {
        cli_fail("--out FILE says where the archive goes");
        return CLI_MISUSED;
    }
    status = cli_open(&n, c, STORE_READ_ONLY);
    if (status != CLI_DONE) {
        return status;
    }
    ctx = cli_ctx(&n);
    e = cli_read(&n, &ctx, find, &p);
    status = e == ERR_MISSING && p.slug
                 ? cli_fail("there is no place %s here", p.slug)
             : e != OK ? cli_fail("%s", cli_why(&ctx, e))
                       : write_archive(&n, c, &ctx, &p);
    cli_close(&n);
    return status;
}
