/* SPDX-License-Identifier: Apache-2.0 */
/* export_pages: everything a place owns, taken out as an archive. */

#include "web/export_pages.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "core/ctx.h"
#include "handlers.h"
#include "http/req.h"
#include "reports/export.h"
#include "web/org_crumbs.h"
#include "web/pages/export.html.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum err
export_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Take everything out"),
                        .menu = MENU_WORK};
    struct export_view v = {.token = form_token(r)};
    struct export_part parts[EXPORT_SHEETS];
    struct export_line *in = ARENA_ARRAY(c->arena, EXPORT_SHEETS,
                                         struct export_line),
                       *out = ARENA_ARRAY(c->arena, EXPORT_SHEETS,
                                          struct export_line);
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(export_parts(c, org.id, parts));
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        struct export_line line = {parts[i].name, tr(c->lang, parts[i].title)};

        if (parts[i].is_left_out) {
            out[v.out_count++] = line;
        } else {
            in[v.in_count++] = line;
        }
    }
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/export", org.slug);
    v.in = in;
    v.out = out;
    export_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
export_post(struct req *r)
{
    TRY(export_ask(r->ctx, r->org));
    return res_redirect(
        r, req_url(r, "/o/%s/export/archive.zip", req_param(r, "org")));
}

/* --- the archive --- */

static enum err
find_asked(struct req *r, void *arg)
{
    return export_is_asked(r->ctx, r->org, arg);
}

/* One at a time, of all processes that share the folder. */
static enum err
take_turn(struct req *r, int *lock)
{
    *lock = open(file_join(r->ctx->arena, r->node->folder, "export.lock"),
                 O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*lock < 0) {
        return ERR_INTERNAL;
    }
    if (flock(*lock, LOCK_EX | LOCK_NB) != 0) {
        close(*lock);
        return ERR_BUSY;
    }
    return OK;
}

static enum err
back_to_page(struct req *r, const char *said)
{
    if (said) {
        res_flash(r, tr(r->ctx->lang, said));
    }
    return res_redirect(r, req_url(r, "/o/%s/export", req_param(r, "org")));
}

static enum err
make_archive(struct req *r, int fd)
{
    struct ctx *c = r->ctx;
    const struct export_job job = {
        .node = r->node,
        .lang = c->lang,
        .person = c->person,
        .org = r->org,
        .now_ms = c->now_ms,
        .fd = fd,
        .spool = r->node->folder,
        .max_bytes = LIMIT_EXPORT_BYTES,
        .deadline_ms = clock_steady_ms() + LIMIT_EXPORT_MS,
    };
    struct export_done done;
    enum err e = export_write(&job, &done);

    if (e == OK) {
        return res_file(r, "application/zip", fd, done.bytes,
                        arena_printf(c->arena, "quipu-%s-%s.zip",
                                     req_param(r, "org"), ctx_today(c)));
    }
    close(fd);
    return e == ERR_LIMIT
               ? back_to_page(r, N_("This is more than can be taken out here. "
                                    "Take out the places below one by one, or "
                                    "ask the operator for quipu export."))
               : e;
}

enum err
export_archive_get(struct req *r)
{
    bool asked;
    int lock, fd;
    enum err e;

    TRY(req_read(r, find_asked, &asked));
    if (!asked) {
        return back_to_page(r, NULL);
    }
    TRY(take_turn(r, &lock));
    e = file_spool(r->ctx->arena, r->node->folder, &fd);
    if (e == OK) {
        e = make_archive(r, fd);
    }
    close(lock);
    return e;
}
