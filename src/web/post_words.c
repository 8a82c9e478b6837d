/* SPDX-License-Identifier: Apache-2.0 */
/* post_words: posts and candidates in lists and words. */

#include "web/post_words.h"

#include "base/arena.h"
#include "web/org_crumbs.h"
#include "web/words.h"

#include <string.h>

static const struct word kinds[] = {
    {"secretary_general", N_("Secretary-General")},
    {"deputy", N_("Deputy Secretary-General")},
    {"coordinator", N_("Coordinator")},
};

const char *
post_kind_word(const struct lang *l, const char *kind)
{
    return words_of(l, kinds, COUNT(kinds), kind);
}

struct post_line
post_line_of(struct req *r, const struct post *p)
{
    const struct lang *l = r->ctx->lang;
    bool waits = strcmp(p->status, "nominated") == 0;
    bool to_come = strcmp(p->from_date, ctx_today(r->ctx)) > 0;
    struct post_line line = {
        .id = arena_printf(r->ctx->arena, "%lld", (long long)p->id),
        .title = p->title,
        .person = p->person_name,
        .from_date = p->from_date,
        .to_date = p->to_date,
        .good = p->now,
        .now = waits,
        .reason = p->reason,
        .state = p->now                               ? tr(l, "held")
                 : waits                              ? tr(l, "nominated")
                 : strcmp(p->status, "declined") == 0 ? tr(l, "declined")
                 : to_come                            ? tr(l, "to come")
                                                      : tr(l, "over"),
    };

    if (p->nominated_by) {
        line.by = org_crumbs_name(r, p->nominator_slug, p->nominator_name);
        line.by_url = req_url(r, "/o/%s", p->nominator_slug);
    }
    return line;
}

const struct post_line *
post_lines(struct req *r, const struct posts *list)
{
    struct post_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct post_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = post_line_of(r, &list->items[i]);
    }
    return lines;
}

struct candidate_line
candidate_line_of(struct req *r, const struct candidate *k)
{
    const struct lang *l = r->ctx->lang;

    return (struct candidate_line){
        .name = k->name,
        .url = req_url(r, "/o/%s", k->slug),
        .state = !k->answer ? tr(l, "has not answered yet")
                 : strcmp(k->answer, "accepted") == 0 ? tr(l, "accepts")
                                                      : tr(l, "declines"),
        .good = k->answer && strcmp(k->answer, "accepted") == 0,
        .now = !k->answer,
        .nominations = k->nominations,
    };
}
