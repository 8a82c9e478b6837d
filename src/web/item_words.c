/* SPDX-License-Identifier: Apache-2.0 */
/* item_words: items of visits in lists and words. */

#include "web/item_words.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/count.h"
#include "network/goal.h"
#include "reports/small.h"
#include "web/org_crumbs.h"
#include "web/words.h"

#include <string.h>

enum { LINES_MAX = 200 };

static const struct word states[] = {
    {"open", N_("under way")},
    {"stalled", N_("stalled")},
    {"done", N_("done")},
    {"dropped", N_("given up")},
};

static const struct word steps[] = {
    {"corrected", N_("corrected; it was before:")},
    {"moved", N_("moved")},
    {"stalled", N_("stalled")},
    {"done", N_("done")},
    {"dropped", N_("given up")},
    {"reopened", N_("opened again")},
};

static const struct word indicators[] = {
    {"members", N_("further member universities")},
    {"centres", N_("further national centres")},
    {"enrolled", N_("people enrolled since the visit, each once a year")},
    {"completed",
     N_("people who completed a programme since the visit, each once a year")},
    {"certificates", N_("certificates since the visit")},
};

bool
item_is_closed(const struct item *i)
{
    return strcmp(i->status, "done") == 0 || strcmp(i->status, "dropped") == 0;
}

const char *
item_indicator_word(const struct lang *l, const char *indicator)
{
    return words_of(l, indicators, COUNT(indicators), indicator);
}

const char *
item_step_word(const struct lang *l, const char *what)
{
    return words_of(l, steps, COUNT(steps), what);
}

/* An office where there is one: a place promises nothing by itself. */
static const char *
owner_word(struct req *r, const struct item *i)
{
    const char *place = org_crumbs_name(r, i->owner_slug, i->owner_name);

    return i->owner_office
               ? arena_printf(r->ctx->arena, "%s, %s", i->owner_office, place)
               : place;
}

struct item_line
item_line_of(struct req *r, const struct item *i, bool with_visit)
{
    const struct lang *l = r->ctx->lang;
    struct item_line line = {
        .url = req_url(r, "/items/%lld", (long long)i->id),
        .title = i->title,
        .owner = owner_word(r, i),
        .due_date = i->due_date,
        .state = words_of(l, states, COUNT(states), i->status),
        .good = strcmp(i->status, "done") == 0,
        .now = strcmp(i->status, "open") == 0,
        .bad = strcmp(i->status, "stalled") == 0,
        .late =
            !item_is_closed(i) && strcmp(i->due_date, ctx_today(r->ctx)) < 0,
    };

    if (with_visit) {
        line.visit = i->visit_title;
        line.visit_url = req_url(r, "/visits/%s", i->visit_number);
    }
    if (i->goal.indicator) {
        line.goal = i->goal.count;
        line.reached = goal_counts_people(i->goal.indicator)
                           ? small_public(i->goal.reached)
                           : i->goal.reached;
        line.few = line.reached == SMALL_HIDDEN;
        line.goal_what = item_indicator_word(l, i->goal.indicator);
        line.goal_where =
            org_crumbs_name(r, i->goal.node_slug, i->goal.node_name);
    }
    return line;
}

const struct item_line *
item_lines(struct req *r, const struct item_list *list, bool with_visit)
{
    struct item_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct item_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = item_line_of(r, &list->items[i], with_visit);
    }
    return lines;
}

enum err
item_since(struct ctx *c, int64_t node, const char *date, struct since *out)
{
    const char *month = arena_textn(c->arena, date, strlen("2026-03"));
    struct answer enrolled, certificates;

    count_ask(c, node, COUNT_ENROLLED, month, NULL, &enrolled);
    count_ask(c, node, COUNT_CERTIFICATES, month, NULL, &certificates);
    TRY(count_take(&enrolled, &out->enrolled));
    TRY(count_take(&certificates, &out->certificates));
    out->enrolled = small_public(out->enrolled);
    out->certificates = small_public(out->certificates);
    out->few_enrolled = out->enrolled == SMALL_HIDDEN;
    out->few_certificates = out->certificates == SMALL_HIDDEN;
    return OK;
}

void
item_foresee_since(struct ctx *c, int64_t node, const char *date)
{
    const char *month = arena_textn(c->arena, date, strlen("2026-03"));

    count_foresee(c, node, COUNT_ENROLLED, month, NULL);
    count_foresee(c, node, COUNT_CERTIFICATES, month, NULL);
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "09:30 " or "9:30 " in front: its length, 0 = none. */
static size_t
time_length(const char *s)
{
    size_t n = is_digit(s[0]) && is_digit(s[1]) ? 2 : is_digit(s[0]) ? 1 : 0;

    return n && s[n] == ':' && is_digit(s[n + 1]) && is_digit(s[n + 2]) &&
                   s[n + 3] == ' '
               ? n + 3
               : 0;
}

const struct text_line *
text_lines(struct arena *a, const char *text, size_t *count)
{
    struct text_line *lines = ARENA_ARRAY(a, LINES_MAX, struct text_line);

    *count = 0;
    while (*text && *count < LINES_MAX) {
        size_t len = strcspn(text, "\n");
        const char *line = text_clean(a, arena_textn(a, text, len));
        size_t time = time_length(line);

        if (*line) {
            lines[(*count)++] =
                (struct text_line){time ? arena_textn(a, line, time) : NULL,
                                   time ? line + time + 1 : line};
        }
        text += len + (text[len] == '\n');
    }
    return lines;
}
