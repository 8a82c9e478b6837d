/* SPDX-License-Identifier: Apache-2.0 */
/* paper: what people hand in beside a form. */

#include "web/paper.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/tr.h"
#include "core/blob.h"
#include "http/req.h"
#include "network/join.h"

#include <string.h>

const struct paper_words paper_sheet = {
    N_("This file is larger than 5 MB. Photograph the sheet again, or scan it "
       "in grey."),
    N_("This is neither PDF nor JPEG, PNG or WebP. Save the sheet in one of "
       "these."),
};

enum err
paper_check(struct req *r, const char *field, const struct paper_words *words,
            struct paper *out)
{
    const struct upload *file = req_upload(r, field);

    *out = (struct paper){0};
    if (!file || !file->bytes) {
        return OK;
    }
    if (file->bytes > LIMIT_PAPER_BYTES) {
        return problem_at(r->ctx, field, words->too_large);
    }
    out->bytes = (int64_t)file->bytes;
    out->type = join_paper_type(file->data, file->bytes);
    return out->type ? OK : problem_at(r->ctx, field, words->no_paper);
}

enum err
paper_keep(struct req *r, const char *field, struct paper *p)
{
    const struct upload *file = p->type ? req_upload(r, field) : NULL;

    return file ? blob_put(r->ctx->arena, r->node, file->data, file->bytes,
                           &p->hash)
                : OK;
}

enum err
paper_send(struct req *r, const struct paper *p, const char *name)
{
    char *data;
    size_t len;

    if (!p->hash) {
        return ERR_MISSING;
    }
    TRY(blob_get(r->ctx, p->hash, LIMIT_PAPER_BYTES, &data, &len));
    res_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    return res_bytes(
        r, p->type, data, len,
        arena_printf(r->ctx->arena, "%s.%s", name, strchr(p->type, '/') + 1));
}
