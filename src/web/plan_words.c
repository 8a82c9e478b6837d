/* SPDX-License-Identifier: Apache-2.0 */
/* plan_words: plans, targets and reports in lists and words. */

#include "web/plan_words.h"

#include "base/arena.h"
#include "network/org.h"
#include "reports/small.h"
#include "web/org_crumbs.h"
#include "web/words.h"

#include <string.h>

static const struct word statuses[] = {
    {"draft", N_("proposed, not agreed yet")},
    {"agreed", N_("agreed")},
    {"replaced", N_("replaced by a further version")},
    {"dropped", N_("given up")},
};

static const struct word report_statuses[] = {
    {"expected", N_("expected")},
    {"handed_in", N_("handed in, waits for an answer")},
    {"accepted", N_("accepted by the office")},
    {"sent_back", N_("sent back")},
};

static const struct word indicators[] = {
    {"members", N_("further member universities")},
    {"centres", N_("further national centres")},
    {"enrolled", N_("people enrolled, each once a year")},
    {"completed", N_("people who completed a programme, each once a year")},
    {"certificates", N_("certificates")},
};

/* What a goal counts, in the words after its number. */
static const char *
goal_word(const struct lang *l, const char *indicator)
{
    return words_of(l, indicators, COUNT(indicators), indicator);
}

const struct choice *
goal_choices(struct req *r, const char *none, const char *chosen, size_t *count)
{
    struct choice *list =
        ARENA_ARRAY(r->ctx->arena, COUNT(indicators) + 1, struct choice);

    list[0] = (struct choice){"", none, NULL, !*chosen};
    for (size_t i = 0; i < COUNT(indicators); i++) {
        list[i + 1] = (struct choice){
            indicators[i].key, tr(r->ctx->lang, indicators[i].text), NULL,
            strcmp(indicators[i].key, chosen) == 0};
    }
    *count = COUNT(indicators) + 1;
    return list;
}

enum err
goal_nodes(struct req *r, int64_t node, struct choice *out, size_t *count)
{
    struct org_list below;
    struct org o;

    TRY(org_by_id(r->ctx, node, &o));
    out[0] = (struct choice){o.slug, org_crumbs_name(r, o.slug, o.name), NULL,
                             false};
    *count = 1;
    TRY(org_children(r->ctx, node, NULL, &below));
    for (size_t i = 0; i < below.count && *count < GOAL_NODES_MAX; i++) {
        const struct org *b = &below.items[i];

        if (strcmp(b->kind, "institution") != 0 ||
            strcmp(b->status, "member") == 0) {
            out[(*count)++] = (struct choice){
                b->slug, org_crumbs_name(r, b->slug, b->name), NULL, false};
        }
    }
    return OK;
}

const char *
plan_status_word(const struct lang *l, const char *status)
{
    return words_of(l, statuses, COUNT(statuses), status);
}

const char *
plan_report_status_word(const struct lang *l, const char *status)
{
    return words_of(l, report_statuses, COUNT(report_statuses), status);
}

/* --- targets --- */

struct target_line
target_line_of(struct req *r, const struct plan_target *t)
{
    const struct lang *l = r->ctx->lang;
    const struct goal *g = &t->goal;
    struct target_line line = {
        .title = t->title,
        .due_date = t->due_date,
        .good = plan_target_is_met(t),
        .done_date = t->done_date,
        .evidence = t->done_evidence,
    };

    line.late = !line.good && strcmp(t->due_date, ctx_today(r->ctx)) < 0;
    line.now = !line.good && !line.late;
    line.state = line.good && g->indicator ? tr(l, "reached")
                 : line.good               ? tr(l, "done")
                 : line.late               ? tr(l, "late")
                                           : tr(l, "under way");
    if (g->indicator) {
        line.amount = g->amount;
        line.reached = goal_counts_people(g->indicator)
                           ? small_public(g->reached)
                           : g->reached;
        line.few = line.reached == SMALL_HIDDEN;
        /* what is rounded says neither more nor less than the state beside it
         */
        if (!line.few && line.good != (line.reached >= g->amount)) {
            line.reached = line.good ? g->amount : g->amount - 1;
        }
        line.what = goal_word(l, g->indicator);
        line.where = org_crumbs_name(r, g->node_slug, g->node_name);
    }
    return line;
}

const struct target_line *
target_lines(struct req *r, const struct plan_targets *list)
{
    struct target_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct target_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = target_line_of(r, &list->items[i]);
    }
    return lines;
}

/* --- plans --- */

struct plan_line
plan_line_of(struct req *r, const struct plan *p)
{
    const struct lang *l = r->ctx->lang;
    struct plan_line line = {
        .url = req_url(r, "/plans/%lld", (long long)p->id),
        .title = tr(l, "Joint action plan"),
        .from_date = p->from_date,
        .to_date = p->to_date,
        .state = plan_status_word(l, p->status),
        .good = strcmp(p->status, "agreed") == 0,
        .now = strcmp(p->status, "draft") == 0,
    };

    if (p->version > 1) {
        line.title = arena_printf(r->ctx->arena, "%s, %s %lld", line.title,
                                  tr(l, "version"), (long long)p->version);
        line.note = p->reason;
    }
    return line;
}

const struct plan_line *
plan_lines(struct req *r, const struct plans *list)
{
    struct plan_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct plan_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = plan_line_of(r, &list->items[i]);
    }
    return lines;
}

/* --- reports --- */

static bool
is_open(const struct plan_report *p)
{
    return strcmp(p->status, "expected") == 0 ||
           strcmp(p->status, "sent_back") == 0;
}

/* Has the day of what is still to come passed? */
static bool
is_late(struct req *r, const struct plan_report *p)
{
    return is_open(p) && strcmp(p->mandate_status, "ended") != 0 &&
           strcmp(p->due_date, ctx_today(r->ctx)) < 0;
}

struct plan_line
plan_report_line_of(struct req *r, const struct plan_report *p,
                    bool with_mandate)
{
    const struct lang *l = r->ctx->lang;
    struct plan_line line = {
        .url = req_url(r, "/o/%s/reports/%lld", p->node_slug, (long long)p->id),
        .title = tr(l, "Report"),
        .note = with_mandate ? p->mandate_title : NULL,
        .from_date = p->from_date,
        .to_date = p->to_date,
        .due_date = is_open(p) ? p->due_date : NULL,
        .state = plan_report_status_word(l, p->status),
        .good = strcmp(p->status, "accepted") == 0,
        .now = strcmp(p->status, "handed_in") == 0,
        .bad = strcmp(p->status, "sent_back") == 0,
        .late = is_late(r, p),
    };

    if (line.late && strcmp(p->status, "expected") == 0) {
        line.state = tr(l, "late");
        line.bad = true;
    }
    return line;
}

const struct plan_line *
plan_report_lines(struct req *r, const struct plan_reports *list,
                  bool with_mandate)
{
    struct plan_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct plan_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = plan_report_line_of(r, &list->items[i], with_mandate);
    }
    return lines;
}
