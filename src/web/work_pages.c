/* SPDX-License-Identifier: Apache-2.0 */
/* work_pages: "My work": the nodes where somebody holds a role, what waits
 * there, and the figures of the highest. */

#include "web/work_pages.h"

#include "base/arena.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/count.h"
#include "credentials/issue.h"
#include "handlers.h"
#include "network/award_review.h"
#include "network/join.h"
#include "network/membership.h"
#include "web/org_crumbs.h"
#include "web/pages/work.html.h"

/* More nodes than this are no list any more but a search. */
enum { NODES_MAX = 64 };

_Static_assert((int)NODES_MAX <= (int)JOIN_COUNT_MAX &&
                   (int)NODES_MAX <= (int)ISSUE_COUNT_MAX,
               "one statement counts for all nodes shown");

/* Where in `nodes` this one stands; grants come highest node first, and so do
 * the nodes. `n` = not there yet. */
static size_t
place_of(const int64_t *orgs, size_t n, int64_t org)
{
    size_t i = 0;

    while (i < n && orgs[i] != org) {
        i++;
    }
    return i;
}

static const char *
link_if(struct req *r, const struct access_grant *g, enum cap cap,
        const char *page, const char *already)
{
    return already || !access_role_has(g->role, cap)
               ? already
               : req_url(r, "/o/%s/%s", g->org_slug, page);
}

/* One grant adds its word and its links to its node. */
static void
add_grant(struct req *r, struct work_node *n, const struct access_grant *g)
{
    const char *word = g->role_word ? tr(r->ctx->lang, g->role_word) : g->role;

    n->name = org_crumbs_name(r, g->org_slug, g->org_name);
    n->url = req_url(r, "/o/%s", g->org_slug);
    n->roles = n->roles ? arena_printf(r->ctx->arena, "%s · %s", n->roles, word)
                        : word;
    n->applications_url =
        link_if(r, g, CAP_MEMBER_REVIEW, "applications", n->applications_url);
    n->people_url = link_if(r, g, CAP_PEOPLE_READ, "people", n->people_url);
    n->codes_url = link_if(r, g, CAP_PEOPLE_EDIT, "codes", n->codes_url);
    n->series_url = link_if(r, g, CAP_SERIES_OPEN, "series", n->series_url);
    n->certificates_url =
        link_if(r, g, CAP_CREDENTIAL_READ, "certificates", n->certificates_url);
    n->progress_url =
        link_if(r, g, CAP_COHORT_RUN, "progress", n->progress_url);
    n->questions_url =
        link_if(r, g, CAP_QUESTION_READ, "questions", n->questions_url);
    n->figures_url = link_if(r, g, CAP_REPORT_READ, "figures", n->figures_url);
    n->agreements_url =
        link_if(r, g, CAP_AGREEMENT_READ, "agreements", n->agreements_url);
    n->visits_url = link_if(r, g, CAP_VISIT_EDIT, "visits", n->visits_url);
    n->dialogues_url =
        link_if(r, g, CAP_DIALOGUE_EDIT, "dialogues", n->dialogues_url);
    n->asked_url =
        link_if(r, g, CAP_DIALOGUE_ANSWER, "recommendations", n->asked_url);
    n->award_url = link_if(r, g, CAP_AWARD_EDIT, "award", n->award_url);
    n->nominations_url =
        link_if(r, g, CAP_NOMINATE, "nominations", n->nominations_url);
    n->export_url = link_if(r, g, CAP_EXPORT, "export", n->export_url);
    n->research_url =
        link_if(r, g, CAP_RESEARCH_EDIT, "research", n->research_url);
    n->record_url = link_if(r, g, CAP_RECORD_READ, "record", n->record_url);
}

/* Some roles are for one thing; it stands first, with a sentence. */
static void
add_main(const struct lang *l, struct work_node *n)
{
    if (n->applications_url || n->codes_url) {
        return;
    }
    if (n->progress_url) {
        n->about = tr(l, "You accompany those who learn here. See who is "
                         "stuck, and where.");
        n->main_url = n->progress_url;
        n->main_word = tr(l, "See the progress");
    } else if (n->questions_url) {
        n->about = tr(l, "You judge whether the questions of the quizzes are "
                         "good ones: which to keep, which to ask anew.");
        n->main_url = n->questions_url;
        n->main_word = tr(l, "See how the questions fare");
    } else if (n->figures_url) {
        n->about = tr(l, "You see how many, never who.");
        n->main_url = n->figures_url;
        n->main_word = tr(l, "See the figures");
    }
}

/* What waits, asked only where the reader decides or signs. */
static enum err
add_waiting(struct ctx *c, const struct access_grants *grants,
            const int64_t *orgs, struct work_view *v, struct work_node *nodes)
{
    int64_t review[NODES_MAX], issue[NODES_MAX], counts[NODES_MAX];
    size_t place_review[NODES_MAX], place_issue[NODES_MAX];
    size_t reviews = 0, issues = 0;
    bool reviewed[NODES_MAX] = {false}, issued[NODES_MAX] = {false};

    for (size_t i = 0; i < grants->count; i++) {
        const struct access_grant *g = &grants->items[i];
        size_t at = place_of(orgs, v->node_count, g->org);

        if (at == v->node_count) {
            continue;
        }
        if (access_role_has(g->role, CAP_MEMBER_REVIEW) && !reviewed[at]) {
            reviewed[at] = true;
            place_review[reviews] = at;
            review[reviews++] = g->org;
        }
        if (access_role_has(g->role, CAP_CREDENTIAL_ISSUE) && !issued[at]) {
            issued[at] = true;
            place_issue[issues] = at;
            issue[issues++] = g->org;
        }
    }
    join_foresee_waiting(c, review, reviews);
    issue_foresee_waiting(c, issue, issues);
    TRY(join_count_waiting(c, review, reviews, counts));
    for (size_t i = 0; i < reviews; i++) {
        nodes[place_review[i]].applications = counts[i];
        v->waiting = v->waiting || counts[i] > 0;
    }
    TRY(issue_count_waiting(c, issue, issues, counts));
    for (size_t i = 0; i < issues; i++) {
        nodes[place_issue[i]].certificates = counts[i];
        v->waiting = v->waiting || counts[i] > 0;
    }
    return OK;
}

/* Where the reader may renew a membership. */
static size_t
list_renewable(const struct access_grants *grants, int64_t mine[NODES_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < grants->count && n < NODES_MAX; i++) {
        if (access_role_has(grants->items[i].role, CAP_ORG_EDIT)) {
            mine[n++] = grants->items[i].org;
        }
    }
    return n;
}

/* Memberships that may be renewed now, where the reader may. */
static enum err
add_renewals(struct req *r, const struct access_grants *grants,
             const int64_t *orgs, struct work_view *v, struct work_node *nodes)
{
    int64_t mine[NODES_MAX];
    struct membership_endings list;
    size_t n = list_renewable(grants, mine);

    TRY(membership_ending(r->ctx, mine, n, &list));
    for (size_t i = 0; i < list.count; i++) {
        size_t at = place_of(orgs, v->node_count, list.items[i].org);

        if (at < v->node_count) {
            nodes[at].renew_url =
                req_url(r, "/o/%s/membership", list.items[i].slug);
            nodes[at].member_until = list.items[i].until_date;
            v->waiting = true;
        }
    }
    return OK;
}

/* One filled button: the first thing that waits. */
static void
choose_first(const struct work_view *v, struct work_node *nodes)
{
    bool chosen = v->reviews > 0;

    for (size_t i = 0; i < v->node_count; i++) {
        struct work_node *n = &nodes[i];

        n->applications_first = !chosen && n->applications > 0;
        chosen = chosen || n->applications_first;
        n->certificates_first = !chosen && n->certificates > 0;
        chosen = chosen || n->certificates_first;
        n->renew_first = !chosen && n->renew_url;
        chosen = chosen || n->renew_first;
    }
}

/* Gives the year of today. */
static const char *
months_of_year(struct ctx *c, const char **from, const char **to)
{
    const char *year = arena_textn(c->arena, ctx_today(c), 4);

    *from = arena_printf(c->arena, "%s-01", year);
    *to = arena_printf(c->arena, "%s-12", year);
    return year;
}

static enum err
add_figures(struct ctx *c, int64_t org, struct work_view *v)
{
    const char *from, *to;

    v->year = months_of_year(c, &from, &to);
    TRY(count_sum(c, org, COUNT_ENROLLED, from, to, &v->enrolled));
    TRY(count_sum(c, org, COUNT_COMPLETED, from, to, &v->completed));
    return count_sum(c, org, COUNT_CERTIFIED, from, to, &v->certified);
}

/* What is asked once the grants are known. */
static void
foresee_rest(struct ctx *c, const struct access_grants *grants,
             const struct work_view *v, int64_t top)
{
    int64_t mine[NODES_MAX];
    const char *from, *to;

    if (v->reviews_url) {
        award_review_foresee_waiting(c);
    }
    membership_foresee_ending(c, mine, list_renewable(grants, mine));
    if (v->shows_figures) {
        (void)months_of_year(c, &from, &to);
        count_foresee(c, top, COUNT_ENROLLED, from, to);
        count_foresee(c, top, COUNT_COMPLETED, from, to);
        count_foresee(c, top, COUNT_CERTIFIED, from, to);
    }
}

/* Eight statements (for who reviews, nine) with the session, however many
 * roles there are. */
enum err
work_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct work_view v = {
        .person_name = r->session.person_name,
        .my_url = req_url(r, "/my"),
    };
    struct access_grants grants;
    struct work_node *nodes =
        ARENA_ARRAY(c->arena, NODES_MAX, struct work_node);
    int64_t orgs[NODES_MAX];

    TRY(access_grants(c, &grants));
    for (size_t i = 0; i < grants.count; i++) {
        size_t at = place_of(orgs, v.node_count, grants.items[i].org);

        if (at == NODES_MAX) {
            continue;
        }
        if (at == v.node_count) {
            orgs[v.node_count++] = grants.items[i].org;
        }
        add_grant(r, &nodes[at], &grants.items[i]);
        if (access_role_has(grants.items[i].role, CAP_FOLLOW_UP)) {
            v.follow_url = req_url(r, "/my/follow-ups");
        }
        if (access_role_has(grants.items[i].role, CAP_AWARD_REVIEW)) {
            v.reviews_url = req_url(r, "/my/reviews");
        }
    }
    v.nodes = nodes;
    v.shows_figures =
        v.node_count && (nodes[0].people_url || nodes[0].applications_url);
    foresee_rest(c, &grants, &v, v.node_count ? orgs[0] : 0);
    if (v.reviews_url) {
        TRY(award_review_waiting(c, &v.reviews));
        v.waiting = v.reviews > 0;
    }
    if (v.node_count) {
        v.top_name = nodes[0].name;
        TRY(add_waiting(c, &grants, orgs, &v, nodes));
        TRY(add_renewals(r, &grants, orgs, &v, nodes));
        choose_first(&v, nodes);
        for (size_t i = 0; i < v.node_count; i++) {
            add_main(c->lang, &nodes[i]);
        }
        if (v.shows_figures) {
            TRY(add_figures(c, orgs[0], &v));
        }
    }
    work_html(page_begin(r, &(struct page){.title = tr(c->lang, "My work"),
                                           .menu = MENU_WORK}),
              c->lang, &v);
    return page_end(r);
}
