/* SPDX-License-Identifier: Apache-2.0 */
/* series_pages: the programmes, one programme with its courses, enrolling. */

#include "web/series_pages.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "credentials/achievement.h"
#include "handlers.h"
#include "learning/enrol.h"
#include "learning/series.h"
#include "network/mandate.h"
#include "people/person.h"
#include "web/amount.h"
#include "web/pages/series.html.h"

#include <string.h>

enum err
series_list_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct series_list list;
    struct series_list_view v = {0};
    struct series_item *items;

    TRY(series_list(c, &list));
    items = ARENA_ARRAY(c->arena, list.count, struct series_item);
    for (size_t i = 0; i < list.count; i++) {
        const struct series *s = &list.items[i];

        items[i] = (struct series_item){
            .url = req_url(r, "/series/%s", s->slug),
            .title = s->title,
            .summary = s->summary,
            .lang = amount_other_lang(c, s->lang),
            .modules = s->any_count,
        };
    }
    v.items = items;
    v.count = list.count;
    series_list_html(
        page_begin(r, &(struct page){.title = tr(c->lang, "Programmes"),
                                     .menu = MENU_SERIES}),
        c->lang, &v);
    return page_end(r);
}

/* --- the courses --- */

static const struct take *
take_of(const struct takes *takes, int64_t course)
{
    for (size_t i = 0; i < takes->count; i++) {
        if (takes->items[i].course == course) {
            return &takes->items[i];
        }
    }
    return NULL;
}

static struct course_item
item_of(struct req *r, const char *series, const struct series_course *k,
        const struct take *t)
{
    struct ctx *c = r->ctx;
    struct course_item item = {
        .title = k->title,
        .summary = k->summary,
        .lang = amount_other_lang(c, k->lang),
        .duration = amount_duration(c->arena, k->workload_minutes),
        .lessons = k->lessons,
        .questions = k->questions,
        .kilobytes = amount_kilobytes(k->bytes),
        .only_in = amount_other_lang_name(c, k->lang),
    };

    if (t) { /* the version they began with, which may be an older one */
        item.mine = true;
        item.url = req_url(r, "/learn/%s/%s", series, t->slug);
        item.lessons = t->lessons;
        item.done = t->lessons_done;
        item.passed = t->passed_ms != 0;
        item.started = t->started_ms != 0;
    }
    return item;
}

static enum err
add_courses(struct req *r, const struct series *s, const struct takes *takes,
            struct series_view *v)
{
    struct series_courses all;
    struct course_item *items;
    size_t core = 0;

    TRY(series_courses(r->ctx, s, &all));
    items = ARENA_ARRAY(r->ctx->arena, all.count, struct course_item);
    for (size_t i = 0; i < all.count; i++) {
        const struct series_course *k = &all.items[i];

        items[i] = item_of(r, s->slug, k, take_of(takes, k->course));
        core += k->is_core; /* first in the list */
    }
    v->core = (struct course_items){items, core};
    v->electives = (struct course_items){items + core, all.count - core};
    v->elective_count = (int64_t)v->electives.count;
    v->any_count = s->any_count;
    return OK;
}

/* --- the reader's progress --- */

static void
add_steps(struct req *r, const struct takes *takes, bool completed,
          struct series_view *v)
{
    struct ctx *c = r->ctx;
    size_t modules = (size_t)v->any_count;
    size_t passed = (size_t)enrol_electives_passed(takes);
    struct series_step *steps =
        ARENA_ARRAY(c->arena, modules + 2, struct series_step);
    bool core = false, here = false;

    for (size_t i = 0; i < takes->count; i++) {
        core = core || (takes->items[i].is_core && takes->items[i].passed_ms);
    }
    passed = passed > modules ? modules : passed;
    steps[0] = (struct series_step){tr(c->lang, "Common"), core, false};
    for (size_t i = 0; i < modules; i++) {
        steps[i + 1] = (struct series_step){
            arena_printf(c->arena, "%s %zu", tr(c->lang, "Module"), i + 1),
            i < passed, false};
    }
    steps[modules + 1] =
        (struct series_step){tr(c->lang, "Certificate"), false, false};
    for (size_t i = 0; i < modules + 2 && !here; i++) {
        here = !steps[i].done;
        steps[i].here = here;
    }
    v->steps = steps;
    v->step_count = modules + 2;
    v->missing = completed ? 0 : !core + (int64_t)(modules - passed);
}

/* Which opening it was, if it is not said, their universities tell. */
static enum err
foresee_opening(struct req *r, const struct series *s,
                const struct enrolment *e)
{
    struct affiliations places;

    if (e->opening) {
        return OK;
    }
    TRY(person_affiliations(r->ctx, r->session.person, &places));
    for (size_t i = 0; i < places.count; i++) {
        series_foresee_opening(r->ctx, s->id, places.items[i].org);
    }
    return OK;
}

static enum err
read_progress(struct req *r, const struct series *s, struct enrolment *e,
              struct takes *takes, struct series_view *v)
{
    enum err found;

    *takes = (struct takes){0};
    *e = (struct enrolment){0};
    if (!r->session.id) {
        return OK;
    }
    found = enrol_in(r->ctx, s->slug, e);
    if (found != OK && found != ERR_MISSING) {
        return found;
    }
    TRY(foresee_opening(r, s, e));
    if (found == ERR_MISSING) {
        return OK;
    }
    TRY(enrol_takes(r->ctx, e->id, takes));
    v->enrolled = true;
    v->completed = e->completed_date != NULL;
    v->started_date = e->started_date;
    v->completed_date = e->completed_date;
    return OK;
}

static void
add_next(struct req *r, const struct series *s, const struct takes *takes,
         struct series_view *v)
{
    const struct take *next = enrol_next(takes, s->any_count);

    if (next) {
        v->next_title = next->title;
        v->next_url = req_url(r, "/learn/%s/%s", s->slug, next->slug);
    }
}

/* --- who opened it, who signs --- */

/* The opening that the reader's certificate rests on: the one they enrolled
 * under, else the one that holds at their university. */
static enum err
find_opening(struct req *r, const struct series *s, const struct enrolment *e,
             const struct series_openings *all, struct series_opening *out)
{
    struct affiliations places;

    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].id == e->opening) {
            *out = all->items[i];
            return OK;
        }
    }
    if (!r->session.id) {
        return ERR_MISSING;
    }
    TRY(person_affiliations(r->ctx, r->session.person, &places));
    for (size_t i = 0; i < places.count; i++) {
        enum err found =
            series_opening_for(r->ctx, s->id, places.items[i].org, out);

        if (found != ERR_MISSING) {
            return found;
        }
    }
    return ERR_MISSING;
}

static bool
in_force(const struct series_opening *o, const char *today)
{
    return strcmp(o->from_date, today) <= 0 &&
           (!o->to_date || strcmp(o->to_date, today) >= 0);
}

static enum err
add_openings(struct req *r, const struct series *s, const struct enrolment *e,
             struct series_view *v)
{
    struct ctx *c = r->ctx;
    const char *today = ctx_today(c);
    struct series_openings all;
    struct series_opening mine;
    struct series_place *places;
    struct mandate centre;
    enum err found;

    TRY(series_openings(c, s->id, &all));
    places = ARENA_ARRAY(c->arena, all.count, struct series_place);
    for (size_t i = 0; i < all.count; i++) {
        if (in_force(&all.items[i], today)) {
            places[v->place_count++] = (struct series_place){
                all.items[i].org_name, all.items[i].from_date};
        }
    }
    v->places = places;
    found = find_opening(r, s, e, &all, &mine);
    if (found == ERR_MISSING) {
        return OK;
    }
    TRY(found);
    if (!mine.mandate) {
        v->issuer = tr(c->lang, "Headquarters of the network");
        return OK;
    }
    TRY(mandate_by_id(c, mine.mandate, &centre));
    v->issuer = centre.title;
    return OK;
}

static enum err
add_achievement(struct req *r, const struct series *s, struct series_view *v)
{
    struct achievement a;
    enum err found =
        achievement_of_series(r->ctx, s->id, r->ctx->lang->tag, &a);

    if (found == ERR_MISSING) {
        return OK;
    }
    TRY(found);
    v->earns = a.name;
    v->earns_text = a.description;
    v->earns_lang = amount_other_lang(r->ctx, a.lang);
    v->earns_hours = a.workload_hours;
    v->level = a.level;
    return OK;
}

static void
foresee_parts(struct ctx *c, const struct series *s)
{
    series_foresee_courses(c, s->id);
    series_foresee_openings(c, s->id);
    achievement_foresee_of_series(c, s->id, c->lang->tag);
}

enum err
series_page(struct req *r)
{
    struct series s;
    struct enrolment e;
    struct takes takes;
    struct series_view v = {
        .problems = problems_of(r),
        .signed_in = r->session.id != 0,
        .sign_in_url = req_url(r, "/sign-in"),
        .come_in_url = req_url(r, "/come-in"),
        .my_url = req_url(r, "/my"),
        .token = form_token(r),
    };
    struct crumb crumbs[] = {
        {tr(r->ctx->lang, "Programmes"), req_url(r, "/series")}, {NULL, NULL}};

    if (r->session.id) {
        enrol_foresee_in(r->ctx, req_param(r, "series"));
        person_foresee_affiliations(r->ctx, r->session.person);
    }
    TRY(series_by_slug(r->ctx, req_param(r, "series"), &s));
    foresee_parts(r->ctx, &s);
    v.title = s.title;
    v.summary = s.summary;
    v.lang = amount_other_lang(r->ctx, s.lang);
    v.enrol_url = req_url(r, "/series/%s/enrol", s.slug);
    crumbs[1].name = s.title;
    TRY(read_progress(r, &s, &e, &takes, &v));
    TRY(add_courses(r, &s, &takes, &v));
    TRY(add_achievement(r, &s, &v));
    TRY(add_openings(r, &s, &e, &v));
    if (v.enrolled) {
        add_steps(r, &takes, v.completed, &v);
        add_next(r, &s, &takes, &v);
    }
    series_html(page_begin(r, &(struct page){.title = s.title,
                                             .menu = MENU_SERIES,
                                             .crumbs = crumbs,
                                             .crumb_count = COUNT(crumbs)}),
                r->ctx->lang, &v);
    return page_end(r);
}

enum err
enrol_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct series s;
    int64_t id;

    TRY(series_by_slug(c, req_param(r, "series"), &s));
    TRY(enrol_start(c, &s, &id));
    res_flash(r, tr(c->lang, "You are enrolled. Begin with the common course; "
                             "your progress is kept."));
    return res_redirect(r, req_url(r, "/series/%s", s.slug));
}
