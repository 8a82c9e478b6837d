/* SPDX-License-Identifier: Apache-2.0 */
/* follow_up_pages: "my follow-ups": what the places somebody acts for have
 * promised: items of visits, milestones of joint research, plans and reports on
 * them. */

#include "base/arena.h"
#include "core/access.h"
#include "db/db.h"
#include "handlers.h"
#include "network/item.h"
#include "network/research_plan.h"
#include "web/item_words.h"
#include "web/pages/visit.html.h"
#include "web/plan_words.h"
#include "web/research_pages.h"

#include <string.h>

enum { FOLLOW_NODES = 64, REPORT_DAYS = 60 };

/* Plans and reports on them: what waits for the reader's side. */
static enum err
add_plans(struct req *r, const int64_t *orgs, size_t n,
          struct follow_ups_view *v)
{
    struct plan_reports due, waiting;
    struct plan_line *lines;
    struct plans plans;

    TRY(plan_report_due(r->ctx, orgs, n, REPORT_DAYS, &due));
    TRY(plan_report_waiting(r->ctx, orgs, n, &waiting));
    TRY(plan_waiting(r->ctx, orgs, n, &plans));
    v->reports = plan_report_lines(r, &due, true);
    v->report_count = due.count;
    v->answers = plan_report_lines(r, &waiting, true);
    v->answer_count = waiting.count;
    lines = ARENA_ARRAY(r->ctx->arena, plans.count, struct plan_line);
    for (size_t i = 0; i < plans.count; i++) {
        lines[i] = plan_line_of(r, &plans.items[i]);
        lines[i].note = plans.items[i].mandate_title;
    }
    v->plans = lines;
    v->plan_count = plans.count;
    return OK;
}

/* Items and milestones in one list, the first due first. */
static void
merge(struct req *r, const struct item_list *items,
      const struct research_milestones *stones, struct follow_ups_view *v)
{
    const struct item_line *a = item_lines(r, items, true);
    const struct item_line *b = research_follow_lines(r, stones);
    size_t count = items->count + stones->count, i = 0, k = 0;
    struct item_line *lines =
        ARENA_ARRAY(r->ctx->arena, count, struct item_line);

    for (size_t at = 0; at < count; at++) {
        bool first =
            i < items->count &&
            (k == stones->count || strcmp(a[i].due_date, b[k].due_date) <= 0);

        lines[at] = first ? a[i++] : b[k++];
        v->late_count += lines[at].late;
    }
    v->late = lines;
    v->coming = lines + v->late_count;
    v->coming_count = count - v->late_count;
}

enum err
follow_ups_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "My follow-ups"),
                        .menu = MENU_WORK};
    struct follow_ups_view v = {0};
    struct access_grants grants;
    int64_t orgs[FOLLOW_NODES], plan_orgs[FOLLOW_NODES];
    int64_t research_orgs[FOLLOW_NODES];
    struct research_milestones stones;
    struct answer asked;
    struct item_list list;
    size_t n = 0, plan_n = 0, research_n = 0;

    TRY(access_grants(c, &grants));
    for (size_t i = 0; i < grants.count && i < FOLLOW_NODES; i++) {
        if (access_role_has(grants.items[i].role, CAP_FOLLOW_UP)) {
            orgs[n++] = grants.items[i].org;
        }
        if (access_role_has(grants.items[i].role, CAP_PLAN_EDIT)) {
            plan_orgs[plan_n++] = grants.items[i].org;
        }
        if (access_role_has(grants.items[i].role, CAP_RESEARCH_EDIT)) {
            research_orgs[research_n++] = grants.items[i].org;
        }
    }
    v.below = req_query(r, "below") != NULL;
    if (!v.below) {
        plan_report_foresee_duties(c, plan_orgs, plan_n, REPORT_DAYS);
        plan_foresee_waiting(c, plan_orgs, plan_n);
    }
    research_milestones_ask_owned(c, research_orgs, research_n, v.below,
                                  &asked);
    TRY(v.below ? item_list_owned_below(c, orgs, n, &list)
                : item_list_owned(c, orgs, n, &list));
    TRY(research_milestones_take_owned(c, &asked, &stones));
    v.other_url =
        req_url(r, v.below ? "/my/follow-ups" : "/my/follow-ups?below=1");
    merge(r, &list, &stones, &v);
    if (!v.below) {
        TRY(add_plans(r, plan_orgs, plan_n, &v));
    }
    v.nothing = !list.count && !stones.count && !v.report_count &&
                !v.answer_count && !v.plan_count;
    follow_ups_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}
