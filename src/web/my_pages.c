/* SPDX-License-Identifier: Apache-2.0 */
/* my_pages: a person's own page: what comes next, how far, what is certified.
 */

#include "web/my_pages.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "credentials/achievement.h"
#include "credentials/credential.h"
#include "handlers.h"
#include "learning/enrol.h"
#include "learning/lesson.h"
#include "learning/progress.h"
#include "people/person.h"
#include "web/amount.h"
#include "web/pages/my.html.h"
#include "web/pendant.h"

/* What the page reads before it shows anything. */
struct my_facts {
    struct enrolments enrolments;
    struct takes *takes; /* one list for each enrolment */
    struct credential_list credentials;
};

static enum err
read_facts(struct ctx *c, struct my_facts *f)
{
    credential_foresee_mine(c);
    person_foresee_affiliations(c, c->person);
    TRY(enrol_list(c, &f->enrolments));
    for (size_t i = 0; i < f->enrolments.count; i++) {
        enrol_foresee_takes(c, f->enrolments.items[i].id);
        if (f->enrolments.items[i].completed_date) {
            achievement_foresee_of_series(c, f->enrolments.items[i].series,
                                          c->lang->tag);
        }
    }
    f->takes = ARENA_ARRAY(c->arena, f->enrolments.count, struct takes);
    for (size_t i = 0; i < f->enrolments.count; i++) {
        TRY(enrol_takes(c, f->enrolments.items[i].id, &f->takes[i]));
    }
    return credential_mine(c, &f->credentials);
}

static enum err
add_places(struct req *r, struct my_view *v)
{
    struct affiliations list;

    TRY(person_affiliations(r->ctx, r->session.person, &list));
    for (size_t i = 0; i < list.count; i++) {
        v->places = arena_printf(r->ctx->arena, "%s%s%s", i ? v->places : "",
                                 i ? ", " : "", list.items[i].org_name);
    }
    return OK;
}

/* --- what comes next --- */

/* The course to go on with, over all programmes: the one begun last. */
static const struct take *
find_next(const struct my_facts *f, const struct enrolment **within)
{
    const struct take *best = NULL;

    for (size_t i = 0; i < f->enrolments.count; i++) {
        const struct enrolment *e = &f->enrolments.items[i];
        const struct take *t =
            e->completed_date ? NULL : enrol_next(&f->takes[i], e->any_count);

        if (t && (!best || t->started_ms > best->started_ms)) {
            best = t;
            *within = e;
        }
    }
    return best;
}

static enum err
add_next(struct req *r, const struct my_facts *f, struct my_view *v)
{
    struct ctx *c = r->ctx;
    const struct enrolment *e = NULL;
    const struct take *t = find_next(f, &e);
    struct lesson_lines lines;
    const char *note;

    if (!t) {
        return OK;
    }
    lesson_foresee_lines(c, t->version, c->lang->tag, t->base_lang);
    progress_foresee_marks(c, t, 0);
    TRY(lesson_lines(c, t->version, c->lang->tag, t->base_lang, &lines));
    TRY(progress_marks(c, t, 0, &lines, &note));
    v->next.course = t->title;
    v->next.lessons = (int64_t)lines.count;
    for (size_t i = 0; i < lines.count; i++) {
        const struct lesson_line *l = &lines.items[i];

        if (!l->done) {
            v->next.url =
                req_url(r, "/learn/%s/%s/%s", e->series_slug, t->slug, l->slug);
            v->next.part = l->title;
            v->next.number = l->position;
            v->next.duration = amount_duration(c->arena, l->minutes);
            v->next.kilobytes = amount_kilobytes(l->bytes);
            return OK;
        }
    }
    v->next.is_quiz = t->quiz != 0;
    v->next.url = req_url(r, "/learn/%s/%s%s", e->series_slug, t->slug,
                          t->quiz ? "/quiz" : "");
    return OK;
}

/* --- courses as cords and rows --- */

static void
add_course(struct req *r, const struct enrolment *e, const struct take *t,
           struct my_course *row, struct pendant *cord)
{
    row->url = req_url(r, "/learn/%s/%s", e->series_slug, t->slug);
    row->title = t->title;
    row->done = t->lessons_done;
    row->lessons = t->lessons;
    row->has_quiz = t->quiz != 0;
    row->tried = t->best_pct > 0;
    row->best_pct = t->best_pct;
    row->passed = t->passed_ms != 0;
    *cord = (struct pendant){t->lessons, t->lessons_done, row->passed};
}

/* Only what was begun hangs; the first programme's courses first. */
static void
add_courses(struct req *r, const struct my_facts *f, struct my_view *v)
{
    struct ctx *c = r->ctx;
    struct my_course *rows =
        ARENA_ARRAY(c->arena, PENDANT_MAX, struct my_course);
    struct pendant *cords = ARENA_ARRAY(c->arena, PENDANT_MAX, struct pendant);
    size_t n = 0;

    for (size_t i = 0; i < f->enrolments.count; i++) {
        for (size_t k = 0; k < f->takes[i].count && n < PENDANT_MAX; k++) {
            const struct take *t = &f->takes[i].items[k];

            if (t->started_ms) {
                add_course(r, &f->enrolments.items[i], t, &rows[n], &cords[n]);
                rows[n].number = (int64_t)n + 1;
                rows[n].series = f->enrolments.count > 1
                                     ? f->enrolments.items[i].series_title
                                     : NULL;
                n++;
            }
        }
    }
    v->courses = rows;
    v->course_count = n;
    v->quipu = pendant_person(
        c->arena, c->lang, cords, n, (int64_t)f->credentials.count,
        tr(c->lang, "Quipu of what you learned. The table beside it says the "
                    "same."));
}

/* --- programmes and certificates --- */

/* Has the person the certificate that this series earns? */
static enum err
is_certified(struct ctx *c, const struct my_facts *f, int64_t series,
             bool *certified)
{
    struct achievement a;
    enum err e = achievement_of_series(c, series, c->lang->tag, &a);

    *certified = false;
    if (e == ERR_MISSING) {
        return OK;
    }
    TRY(e);
    for (size_t i = 0; i < f->credentials.count; i++) {
        *certified = *certified || f->credentials.items[i].achievement == a.id;
    }
    return OK;
}

static enum err
add_enrolments(struct req *r, const struct my_facts *f, struct my_view *v)
{
    struct my_enrolment *items =
        ARENA_ARRAY(r->ctx->arena, f->enrolments.count, struct my_enrolment);

    for (size_t i = 0; i < f->enrolments.count; i++) {
        const struct enrolment *e = &f->enrolments.items[i];
        int64_t passed = enrol_electives_passed(&f->takes[i]);

        passed = passed > e->any_count ? e->any_count : passed;
        for (size_t k = 0; k < f->takes[i].count; k++) {
            const struct take *t = &f->takes[i].items[k];

            passed += t->is_core && t->passed_ms;
        }
        items[i] = (struct my_enrolment){
            .url = req_url(r, "/series/%s", e->series_slug),
            .title = e->series_title,
            .passed = passed,
            .needed = e->any_count + 1,
            .completed = e->completed_date != NULL,
            .started_date = e->started_date,
            .completed_date = e->completed_date,
        };
        if (e->completed_date) {
            TRY(is_certified(r->ctx, f, e->series, &items[i].certified));
        }
    }
    v->enrolments = items;
    v->enrolment_count = f->enrolments.count;
    return OK;
}

static void
add_certificates(struct req *r, const struct my_facts *f, struct my_view *v)
{
    struct my_certificate *items =
        ARENA_ARRAY(r->ctx->arena, f->credentials.count, struct my_certificate);

    for (size_t i = 0; i < f->credentials.count; i++) {
        const struct credential *k = &f->credentials.items[i];

        items[i] = (struct my_certificate){
            .url = req_url(r, "/certificates/%s", k->number),
            .title = k->title,
            .lang = amount_other_lang(r->ctx, k->lang),
            .org_name = k->org_name,
            .issued_date = k->issued_date,
            .withdrawn = k->withdrawn,
        };
    }
    v->certificates = items;
    v->certificate_count = f->credentials.count;
}

enum err
my_page(struct req *r)
{
    struct my_facts facts;
    struct my_view v = {
        .name = r->session.person_name,
        .series_url = req_url(r, "/series"),
        .come_in_url = req_url(r, "/come-in"),
        .work_url = r->session.has_role ? req_url(r, "/work") : NULL,
        .account_url = req_url(r, "/my/account"),
    };

    TRY(read_facts(r->ctx, &facts));
    TRY(add_places(r, &v));
    TRY(add_next(r, &facts, &v));
    TRY(add_enrolments(r, &facts, &v));
    add_courses(r, &facts, &v);
    add_certificates(r, &facts, &v);
    my_html(page_begin(r, &(struct page){.title = tr(r->ctx->lang, "My quipu"),
                                         .menu = MENU_RECORD}),
            r->ctx->lang, &v);
    return page_end(r);
}
