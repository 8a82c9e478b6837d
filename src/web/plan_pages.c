/* SPDX-License-Identifier: Apache-2.0 */
/* plan_pages: the joint action plan of a mandate: drafting, showing, agreeing.
 */

#include "web/plan_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "handlers.h"
#include "network/mandate.h"
#include "network/org.h"
#include "web/org_crumbs.h"
#include "web/pages/plan.html.h"
#include "web/plan_words.h"
#include "web/words.h"

#include <string.h>

enum { EMPTY_ROWS = 3 };

static struct field_view
day(struct field_view f)
{
    f.type = "date";
    f.is_short = true;
    return f;
}

/* --- the form --- */

static const char *
nth(struct req *r, const char *name, size_t n)
{
    return arena_printf(r->ctx->arena, "%s_%zu", name, n);
}

static void
add_row(struct req *r, const struct plan_target *t, const struct choice *nodes,
        size_t node_count, struct plan_form_view *v)
{
    static const struct plan_target none = {.title = "", .due_date = ""};
    const struct lang *l = r->ctx->lang;
    struct target_row *row = &v->rows[v->row_count++];
    size_t n = v->row_count;
    const struct goal *g;

    t = t ? t : &none;
    g = &t->goal;
    row->number = (int64_t)n;
    row->key_name = nth(r, "key", n);
    row->key = r->again ? req_form_i64(r, row->key_name) : t->key;
    row->title =
        field_meanwhile(r, nth(r, "title", n), tr(l, "What"), NULL, t->title);
    row->due_date = day(field_meanwhile(
        r, nth(r, "due_date", n), tr(l, "Until when"), NULL, t->due_date));
    row->indicator = field_of(r, nth(r, "indicator", n),
                              tr(l, "What is counted"), NULL, NULL);
    row->indicators = goal_choices(
        r, tr(l, "Nothing: a deliverable"),
        req_kept(r, row->indicator.name, g->indicator ? g->indicator : ""),
        &row->indicator_count);
    row->amount = field_meanwhile(
        r, nth(r, "amount", n), tr(l, "How many"), NULL,
        g->amount ? arena_printf(r->ctx->arena, "%lld", (long long)g->amount)
                  : "");
    row->amount.is_short = true;
    row->amount.optional = true;
    row->node = field_of(r, nth(r, "node", n), tr(l, "Where"), NULL, NULL);
    row->nodes =
        choices_with(r->ctx->arena, nodes, node_count,
                     req_kept(r, row->node.name,
                              g->node_slug ? g->node_slug : nodes[0].value));
    row->node_count = node_count;
}

/* As many as were typed, or are there, and some empty ones. */
static size_t
rows_of(struct req *r, size_t there)
{
    size_t n = there + EMPTY_ROWS;

    while (r->again && n < PLAN_TARGETS_MAX &&
           req_form(r, nth(r, "title", n + 1))) {
        n++;
    }
    return n < PLAN_TARGETS_MAX ? n : PLAN_TARGETS_MAX;
}

static const char *
aim_in(const struct plan_aims *aims, const char *tag)
{
    for (size_t i = 0; i < aims->count; i++) {
        if (strcmp(aims->items[i].lang, tag) == 0) {
            return aims->items[i].text;
        }
    }
    return "";
}

static void
add_aim_fields(struct req *r, const struct plan_aims *aims,
               struct plan_form_view *v)
{
    const struct lang *l = r->ctx->lang;
    const struct lang *langs[2] = {l, words_other_lang(l)};

    for (size_t i = 0; i < 2; i++) {
        v->aims[i] = field_meanwhile(
            r, arena_printf(r->ctx->arena, "aim_%s", langs[i]->tag),
            langs[i]->name, NULL, aim_in(aims, langs[i]->tag));
        v->aims[i].optional = i == 1;
    }
}

static enum err
show_form(struct req *r, const struct plan *p, const struct plan_aims *aims,
          const struct plan_targets *targets, struct plan_form_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct page page = {.title = tr(l, "Joint action plan"), .menu = MENU_WORK};
    const char *every =
        req_kept(r, "every_months", p->every_months == 12 ? "12" : "6");
    struct choice nodes[GOAL_NODES_MAX];
    size_t node_count, rows;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v->problems = problems_of(r);
    v->token = form_token(r);
    v->title = page.title;
    v->rev = rev_kept(r, p->rev);
    v->mandate_title = p->mandate_title;
    v->fixed = p->version > 1;
    v->from = p->from_date;
    v->to = p->to_date;
    v->from_date = day(field_meanwhile(r, "from_date", tr(l, "First day"), NULL,
                                       p->from_date));
    v->to_date =
        day(field_meanwhile(r, "to_date", tr(l, "Last day"), NULL, p->to_date));
    v->every_months = field_of(r, "every_months", tr(l, "Reports"), NULL, NULL);
    v->everys[0] = (struct choice){"6", tr(l, "every half year"), NULL,
                                   strcmp(every, "6") == 0};
    v->everys[1] = (struct choice){"12", tr(l, "every year"), NULL,
                                   strcmp(every, "12") == 0};
    add_aim_fields(r, aims, v);
    TRY(goal_nodes(r, p->node, nodes, &node_count));
    rows = rows_of(r, targets->count);
    for (size_t i = 0; i < rows; i++) {
        add_row(r, i < targets->count ? &targets->items[i] : NULL, nodes,
                node_count, v);
    }
    plan_form_html(page_begin(r, &page), l, v);
    return page_end(r);
}

/* The mandate of the address must be one of the place in it. */
/* What a form reads of its place. */
static void
foresee_place(struct req *r)
{
    org_foresee_way(r->ctx, r->org);
    org_foresee_id(r->ctx, r->org);
    org_foresee_children(r->ctx, r->org, NULL);
}

static enum err
mandate_here(struct req *r, struct mandate *m)
{
    foresee_place(r);
    TRY(mandate_by_number(r->ctx, req_param(r, "number"), m));
    return m->node == r->org ? OK : ERR_MISSING;
}

/* The next calendar year's plan would begin on the day after the last one. */
static enum err
propose_time(struct ctx *c, const struct mandate *m, struct plan *p)
{
    char *from = arena_text(c->arena, ctx_today(c));
    char *to = arena_alloc(c->arena, DATE_SIZE);
    struct plans list;
    int64_t first = 0, last;
    int year, month, day_of;

    TRY(plan_list(c, m->id, &list));
    (void)date_parse(from, &first);
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].status, "dropped") != 0 &&
            date_parse(list.items[i].to_date, &last) && last >= first) {
            first = last + 1;
        }
    }
    date_write(first, from);
    date_civil(first, &year, &month, &day_of);
    date_write(
        date_days(year + 1, month, month == 2 && day_of == 29 ? 28 : day_of) -
            1,
        to);
    p->from_date = from;
    p->to_date = to;
    return OK;
}

enum err
plan_new_page(struct req *r)
{
    struct plan_form_view v = {0};
    struct plan p = {.version = 1, .every_months = 6};
    struct mandate m;

    TRY(mandate_here(r, &m));
    TRY(propose_time(r->ctx, &m, &p));
    p.node = m.node;
    p.mandate_title = m.title;
    v.action = req_url(r, "/o/%s/mandates/%s/plan", m.node_slug, m.number);
    v.back_url = req_url(r, "/mandates/%s", m.number);
    return show_form(r, &p, &(struct plan_aims){0}, &(struct plan_targets){0},
                     &v);
}

/* The plan of the address must be one of the place in it. */
static enum err
plan_here(struct req *r, struct plan *p)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    foresee_place(r);
    TRY(plan_by_id(r->ctx, id, p));
    return p->node == r->org ? OK : ERR_MISSING;
}

enum err
plan_edit_page(struct req *r)
{
    struct plan_form_view v = {0};
    struct plan_aims aims;
    struct plan_targets targets;
    struct plan p;

    TRY(plan_here(r, &p));
    TRY(plan_aims(r->ctx, p.id, &aims));
    TRY(plan_targets(r->ctx, &p, &targets));
    v.action =
        req_url(r, "/o/%s/plans/%lld/edit", p.node_slug, (long long)p.id);
    v.back_url = req_url(r, "/plans/%lld", (long long)p.id);
    return show_form(r, &p, &aims, &targets, &v);
}

/* --- what was typed --- */

static enum err
read_target(struct req *r, size_t n, struct plan_target *t, bool *kept)
{
    const char *indicator = req_typed(r, nth(r, "indicator", n));
    const char *amount = req_typed(r, nth(r, "amount", n));
    struct org node = {0};
    enum err e;

    *t = (struct plan_target){
        .key = req_form_i64(r, nth(r, "key", n)),
        .title = req_typed(r, nth(r, "title", n)),
        .due_date = req_typed(r, nth(r, "due_date", n)),
        .goal = {.indicator = *indicator ? indicator : NULL,
                 .amount = req_form_i64(r, nth(r, "amount", n))},
    };
    /* an old one is left out by taking its text away */
    *kept = *t->title || (!t->key && (*t->due_date || *indicator || *amount));
    e = org_by_slug(r->ctx, req_typed(r, nth(r, "node", n)), &node);
    t->goal.node = e == OK ? node.id : 0;
    return e == ERR_MISSING ? OK : e;
}

/* Rows left out in between would move the problems of those behind them. */
static enum err
at_rows(struct req *r, enum err e, const size_t *rows, size_t count)
{
    struct ctx *c = r->ctx;

    for (int i = 0; i < c->problem_count; i++) {
        const char *field = c->problems[i].field;
        const char *end = field ? strrchr(field, '_') : NULL;
        int64_t n;

        if (end && text_i64(end + 1, &n) && n >= 1 && n <= (int64_t)count) {
            c->problems[i].field =
                nth(r, arena_textn(c->arena, field, (size_t)(end - field)),
                    rows[n - 1]);
        }
    }
    return e;
}

static enum err
read_draft(struct req *r, struct plan_draft *d, size_t *rows)
{
    struct ctx *c = r->ctx;
    struct plan_aim *aims = ARENA_ARRAY(c->arena, 2, struct plan_aim);
    struct plan_target *targets =
        ARENA_ARRAY(c->arena, PLAN_TARGETS_MAX, struct plan_target);
    const struct lang *langs[2] = {c->lang, words_other_lang(c->lang)};

    *d = (struct plan_draft){.from_date = req_typed(r, "from_date"),
                             .to_date = req_typed(r, "to_date"),
                             .every_months = req_form_i64(r, "every_months"),
                             .aims = aims,
                             .aim_count = 2,
                             .targets = targets};
    for (size_t i = 0; i < 2; i++) {
        aims[i] = (struct plan_aim){
            langs[i]->tag,
            req_typed(r, arena_printf(c->arena, "aim_%s", langs[i]->tag))};
    }
    for (size_t n = 1; n <= PLAN_TARGETS_MAX; n++) {
        bool kept = false;

        if (req_form(r, nth(r, "title", n))) {
            TRY(read_target(r, n, &targets[d->target_count], &kept));
        }
        if (kept) {
            rows[d->target_count++] = n;
        }
    }
    return OK;
}

static enum err
to_plan(struct req *r, int64_t id, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/plans/%lld", (long long)id));
}

enum err
plan_new_post(struct req *r)
{
    size_t rows[PLAN_TARGETS_MAX];
    struct plan_draft d;
    struct mandate m;
    int64_t id = 0;
    enum err e;

    TRY(mandate_here(r, &m));
    TRY(read_draft(r, &d, rows));
    e = plan_begin(r->ctx, m.id, &d, &id);
    return e == OK ? to_plan(r, id,
                             N_("The draft is kept. Both sides agree "
                                "to it next."))
                   : at_rows(r, e, rows, d.target_count);
}

enum err
plan_edit_post(struct req *r)
{
    size_t rows[PLAN_TARGETS_MAX];
    struct plan_draft d;
    struct plan p;
    enum err e;

    TRY(plan_here(r, &p));
    TRY(read_draft(r, &d, rows));
    e = plan_change(r->ctx, p.id, req_form_i64(r, "rev"), &d);
    return e == OK ? to_plan(r, p.id, N_("Saved."))
                   : at_rows(r, e, rows, d.target_count);
}

/* --- one --- */

static enum err
add_texts(struct req *r, const struct plan *p, struct plan_show_view *v)
{
    struct ctx *c = r->ctx;
    struct plan_targets targets;
    struct plan_aims aims;
    struct aim_line *lines;
    struct choice *keys;
    size_t own = 0;

    TRY(plan_aims(c, p->id, &aims));
    lines = ARENA_ARRAY(c->arena, aims.count, struct aim_line);
    /* the reader's language first */
    for (size_t i = 0; i < aims.count; i++) {
        own += strcmp(aims.items[i].lang, c->lang->tag) == 0;
    }
    for (size_t i = 0, next = own; i < aims.count; i++) {
        const struct plan_aim *a = &aims.items[i];
        const struct lang *l = lang_find(a->lang);

        lines[strcmp(a->lang, c->lang->tag) == 0 ? 0 : next++] =
            (struct aim_line){a->lang, l ? l->dir : "auto", a->text};
    }
    v->aims = lines;
    v->aim_count = aims.count;
    TRY(plan_targets(c, p, &targets));
    v->targets = target_lines(r, &targets);
    v->target_count = targets.count;
    keys = ARENA_ARRAY(c->arena, targets.count, struct choice);
    for (size_t i = 0; i < targets.count; i++) {
        const struct plan_target *t = &targets.items[i];

        v->met += plan_target_is_met(t);
        if (!t->goal.indicator && !t->done_date) {
            keys[v->key_count++] = (struct choice){
                arena_printf(c->arena, "%lld", (long long)t->key), t->title,
                NULL, req_form_i64(r, "key") == t->key};
        }
    }
    v->keys = keys;
    return OK;
}

/* Its versions and reports, but for itself. */
static enum err
add_lists(struct req *r, const struct plan *p, struct plan_show_view *v)
{
    struct plans plans;
    struct plan_reports reports;
    size_t kept = 0;

    TRY(plan_list(r->ctx, p->mandate, &plans));
    for (size_t i = 0; i < plans.count; i++) {
        if (plans.items[i].id != p->id) {
            plans.items[kept++] = plans.items[i];
        }
    }
    plans.count = kept;
    v->versions = plan_lines(r, &plans);
    v->version_count = kept;
    TRY(plan_report_list(r->ctx, p->mandate, p->node, &reports));
    kept = 0;
    for (size_t i = 0; i < reports.count; i++) {
        if (reports.items[i].plan == p->first) {
            reports.items[kept++] = reports.items[i];
        }
    }
    reports.count = kept;
    v->reports = plan_report_lines(r, &reports, false);
    v->report_count = kept;
    return OK;
}

static void
add_acts(struct req *r, const struct plan *p, struct plan_show_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *slug = p->node_slug;
    long long id = (long long)p->id;
    enum plan_side side = plan_side(r->ctx, p->node);

    if (side == PLAN_NOBODY) {
        return;
    }
    if (v->is_draft) {
        bool said = side == PLAN_CENTRE ? p->centre_date != NULL
                                        : p->office_date != NULL;

        v->agree_url =
            said ? NULL : req_url(r, "/o/%s/plans/%lld/agree", slug, id);
        v->edit_url = req_url(r, "/o/%s/plans/%lld/edit", slug, id);
        v->drop_url = req_url(r, "/o/%s/plans/%lld/drop", slug, id);
    } else if (v->good) {
        v->revise_url = req_url(r, "/o/%s/plans/%lld/revise", slug, id);
        v->deliver_url = req_url(r, "/o/%s/plans/%lld/deliver", slug, id);
    }
    v->reason_field =
        field_of(r, "reason", tr(l, "Why"),
                 tr(l, "What was agreed stays as it is; both sides agree to "
                       "the further version."),
                 NULL);
    v->key = field_of(r, "key", tr(l, "What"), NULL, NULL);
    v->evidence = field_of(r, "evidence", tr(l, "What shows it"),
                           tr(l, "A document, a page, a number."), NULL);
}

enum err
plan_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Joint action plan"),
                        .menu = MENU_NETWORK};
    struct plan_show_view v = {.problems = problems_of(r),
                               .token = form_token(r)};
    struct plan p;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(plan_by_id(c, id, &p));
    plan_foresee_list(c, p.mandate);
    plan_foresee_side(c, p.node);
    if (r->session.has_role) {
        plan_report_foresee_list(c, p.mandate);
    }
    v.mandate_title = p.mandate_title;
    v.mandate_url = req_url(r, "/mandates/%s", p.mandate_number);
    v.from_date = p.from_date;
    v.to_date = p.to_date;
    v.every = p.every_months == 6 ? tr(c->lang, "reports every half year")
                                  : tr(c->lang, "reports every year");
    v.version = p.version;
    v.reason = p.reason;
    v.state = plan_status_word(c->lang, p.status);
    v.good = strcmp(p.status, "agreed") == 0;
    v.is_draft = strcmp(p.status, "draft") == 0;
    v.now = v.is_draft;
    v.centre_date = p.centre_date;
    v.office_date = p.office_date;
    v.rev = rev_kept(r, p.rev);
    page.noindex = v.is_draft;
    TRY(add_texts(r, &p, &v));
    TRY(add_lists(r, &p, &v));
    add_acts(r, &p, &v);
    plan_show_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
plan_agree_post(struct req *r)
{
    struct plan p;

    TRY(plan_here(r, &p));
    TRY(plan_agree(r->ctx, p.id, req_form_i64(r, "rev")));
    TRY(plan_by_id(r->ctx, p.id, &p));
    return to_plan(r, p.id,
                   strcmp(p.status, "agreed") == 0
                       ? N_("Both sides have agreed: the plan is in force.")
                       : N_("Your side has agreed. Now the other side "
                            "decides."));
}

enum err
plan_drop_post(struct req *r)
{
    struct plan p;

    TRY(plan_here(r, &p));
    TRY(plan_drop(r->ctx, p.id, req_form_i64(r, "rev")));
    return to_plan(r, p.id, N_("The draft is given up."));
}

enum err
plan_revise_post(struct req *r)
{
    struct plan p;
    int64_t draft = 0;

    TRY(plan_here(r, &p));
    TRY(plan_revise(r->ctx, p.id, req_form(r, "reason"), &draft));
    res_flash(r, tr(r->ctx->lang, "A further version is begun. Change what is "
                                  "to change."));
    return res_redirect(
        r, req_url(r, "/o/%s/plans/%lld/edit", p.node_slug, (long long)draft));
}

enum err
plan_deliver_post(struct req *r)
{
    struct plan p;

    TRY(plan_here(r, &p));
    TRY(plan_deliver(r->ctx, p.id, req_form_i64(r, "key"),
                     req_form(r, "evidence")));
    return to_plan(r, p.id, N_("Noted."));
}
