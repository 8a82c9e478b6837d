/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_words: agreements in lists and words. */

#include "web/agreement_words.h"

#include "base/arena.h"
#include "base/text.h"
#include "web/org_crumbs.h"
#include "web/words.h"

#include <string.h>

static const struct word kinds[] = {
    {"membership", N_("Membership")},
    {"national_centre", N_("National centre")},
    {"regional_office", N_("Regional office")},
    {"cooperation", N_("Cooperation")},
};

static const struct word approvals[] = {
    {"waiting", N_("not yet")},
    {"approved", N_("approved")},
    {"refused", N_("refused")},
};

static const struct word states[] = {
    {"waiting", N_("waits for approval")},
    {"approved", N_("approved, to be signed")},
    {"in_force", N_("in force")},
    {"refused", N_("refused")},
    {"ended", N_("ended")},
};

static const char *const due_words[] = {
    [AGREEMENT_IN_180_DAYS] = N_("ends within 180 days"),
    [AGREEMENT_IN_60_DAYS] = N_("ends within 60 days"),
    [AGREEMENT_IN_14_DAYS] = N_("ends within 14 days"),
    [AGREEMENT_EXPIRED] = N_("expired"),
};

const char *
agreement_kind_word(const struct lang *l, const char *kind)
{
    return words_of(l, kinds, COUNT(kinds), kind);
}

const char *
agreement_approval_word(const struct lang *l, const char *state)
{
    return words_of(l, approvals, COUNT(approvals), state);
}

const char *
agreement_end_day(const char *date)
{
    return strcmp(date, AGREEMENT_OPEN) == 0 ? NULL : date;
}

struct agreement_line
agreement_line_of(struct req *r, const struct agreement *a)
{
    const struct lang *l = r->ctx->lang;
    enum agreement_due due = agreement_due(r->ctx, a);

    return (struct agreement_line){
        .url = req_url(r, "/agreements/%s", a->number),
        .title = a->title,
        .kind = agreement_kind_word(l, a->kind),
        .place = org_crumbs_name(r, a->node_slug, a->node_name),
        .state = due == AGREEMENT_FAR
                     ? words_of(l, states, COUNT(states), a->status)
                     : tr(l, due_words[due]),
        .from_date = a->from_date,
        .to_date = agreement_end_day(a->until_date),
        .good = strcmp(a->status, "in_force") == 0 && due == AGREEMENT_FAR,
        .now = strcmp(a->status, "waiting") == 0 ||
               strcmp(a->status, "approved") == 0 ||
               due == AGREEMENT_IN_180_DAYS || due == AGREEMENT_IN_60_DAYS,
        .bad = strcmp(a->status, "refused") == 0 ||
               due == AGREEMENT_IN_14_DAYS || due == AGREEMENT_EXPIRED,
    };
}

const struct agreement_line *
agreement_lines(struct req *r, const struct agreement_list *list)
{
    struct agreement_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct agreement_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = agreement_line_of(r, &list->items[i]);
    }
    return lines;
}

static bool
stands_in(const struct agreement_slugs *s, const char *slug)
{
    for (size_t i = 0; i < s->count; i++) {
        if (strcmp(s->items[i], slug) == 0) {
            return true;
        }
    }
    return false;
}

void
agreement_slugs(struct arena *a, const char *with, struct agreement_slugs *out)
{
    out->count = 0;
    while (with && *with && out->count < AGREEMENT_PARTIES_MAX) {
        size_t len = strcspn(with, ",");
        const char *slug = arena_textn(a, with, len);

        if (text_is_slug(slug) && !stands_in(out, slug)) {
            out->items[out->count++] = slug;
        }
        with += len + (with[len] == ',');
    }
}
