/* SPDX-License-Identifier: Apache-2.0 */
/* mandate_words: mandates in lists. */

#include "web/mandate_words.h"

#include "network/mandate.h"
#include "web/words.h"

struct held_line
held_line_of(struct req *r, const struct mandate *m)
{
    return (struct held_line){
        .url = req_url(r, "/mandates/%s", m->number),
        .title = m->title,
        .kind = words_mandate(r->ctx->lang, m->kind),
        .status = words_mandate_state(r->ctx, m),
        .good = mandate_is_in_force(r->ctx, m),
        .from_date = m->from_date,
        .to_date = m->to_date,
    };
}
