/* SPDX-License-Identifier: Apache-2.0 */
/* award_words: what pages of the award have in common. */

#include "web/award_words.h"

#include "base/arena.h"
#include "base/text.h"
#include "http/req.h"
#include "network/country.h"
#include "web/paper.h"
#include "web/words.h"

#include <string.h>

const char *
award_words_phase(const struct lang *l, enum award_phase phase)
{
    switch (phase) {
    case AWARD_ANNOUNCED:
        return tr(l, "announced");
    case AWARD_OPEN:
        return tr(l, "open for cases");
    case AWARD_REVIEW:
        return tr(l, "under review");
    case AWARD_DECIDE:
        return tr(l, "being decided");
    case AWARD_PUBLISHED:
        return tr(l, "awarded");
    }
    return "";
}

const char *
award_words_state(const struct lang *l, const char *state)
{
    static const struct word words[] = {{"draft", N_("draft")},
                                        {"received", N_("to be checked")},
                                        {"valid", N_("valid")},
                                        {"invalid", N_("not valid")}};

    return words_of(l, words, COUNT(words), state);
}

const char *
award_words_review(const struct lang *l, const char *state)
{
    static const struct word words[] = {
        {"open", N_("not given yet")},
        {"given", N_("given")},
        {"conflict", N_("conflict of interest")},
        {"withdrawn", N_("taken back")}};

    return words_of(l, words, COUNT(words), state);
}

const char *
award_words_country(const struct lang *l, const char *code)
{
    const char *name = *code ? country_name(code, l->tag) : NULL;

    return name ? name : *code ? code : tr(l, "International");
}

struct paragraphs
award_words_paragraphs(struct arena *a, const char *text)
{
    struct paragraphs out = {NULL, 0};
    const char **items;
    size_t most = 1;

    for (const char *p = text; *p; p++) {
        most += *p == '\n';
    }
    items = ARENA_ARRAY(a, most, const char *);
    while (*text) {
        size_t len = strcspn(text, "\n");
        const char *one = text_clean(a, arena_textn(a, text, len));

        if (*one) {
            items[out.count++] = one;
        }
        text += len + (text[len] == '\n');
    }
    out.items = items;
    return out;
}

const char *
award_words_link(struct arena *a, const char *link)
{
    if (!*link) {
        return NULL;
    }
    return strstr(link, "://") ? link : arena_printf(a, "https://%s", link);
}

enum err
award_words_send_file(struct req *r, const char *hash, const char *type,
                      int64_t n)
{
    const struct paper p = {.hash = hash, .type = type};

    return paper_send(r, &p,
                      arena_printf(r->ctx->arena, "case-%lld", (long long)n));
}

const struct choice *
award_words_categories(struct req *r, const struct award_edition *e,
                       int64_t chosen)
{
    struct choice *list =
        ARENA_ARRAY(r->ctx->arena, e->category_count, struct choice);

    for (size_t i = 0; i < e->category_count; i++) {
        const char *value = arena_printf(r->ctx->arena, "%d", (int)i + 1);

        list[i] = (struct choice){
            value, e->categories[i].title,
            *e->categories[i].words ? e->categories[i].words : NULL,
            (int64_t)i + 1 == chosen};
    }
    return list;
}
