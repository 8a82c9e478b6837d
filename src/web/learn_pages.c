/* SPDX-License-Identifier: Apache-2.0 */
/* learn_pages: a course with its lessons, and a lesson. */

#include "web/learn_pages.h"

#include "assessment/attempt.h"
#include "base/arena.h"
#include "core/ctx.h"
#include "db/db.h"
#include "handlers.h"
#include "learning/enrol.h"
#include "learning/progress.h"
#include "web/amount.h"
#include "web/pages/learn.html.h"

#include <string.h>

/* Where in which programme we are: two statements. */
struct learn_place {
    struct enrolment enrolment;
    struct take take;
    struct lesson_lines lines;
    const char *course_url;
};

static enum err
find_take(struct req *r, struct learn_place *p)
{
    TRY(enrol_place(r->ctx, req_param(r, "series"), req_param(r, "course"),
                    &p->enrolment, &p->take));
    p->course_url =
        req_url(r, "/learn/%s/%s", p->enrolment.series_slug, p->take.slug);
    return OK;
}

static enum err
read_lines(struct ctx *c, struct learn_place *p)
{
    return lesson_lines(c, p->take.version, c->lang->tag, p->take.base_lang,
                        &p->lines);
}

static enum err
find_place(struct req *r, struct learn_place *p)
{
    TRY(find_take(r, p));
    return read_lines(r->ctx, p);
}

static const char *
lesson_url(struct req *r, const struct learn_place *p, size_t i)
{
    return arena_join(r->ctx->arena, p->course_url, "/", p->lines.items[i].slug,
                      NULL);
}

static const char *
quiz_url(struct req *r, const struct learn_place *p)
{
    return arena_join(r->ctx->arena, p->course_url, "/quiz", NULL);
}

/* What follows lesson `i`: the next one, the quiz, or the course's page. */
static const char *
url_after(struct req *r, const struct learn_place *p, size_t i)
{
    if (i + 1 < p->lines.count) {
        return lesson_url(r, p, i + 1);
    }
    return p->take.quiz ? quiz_url(r, p) : p->course_url;
}

/* The lessons in order, then the quiz; `here` counts from 0; `prices`: with
 * what each costs, in time and bytes. */
static struct learn_parts
parts_of(struct req *r, const struct learn_place *p, size_t here,
         bool quiz_done, bool prices)
{
    struct ctx *c = r->ctx;
    struct learn_part *items =
        ARENA_ARRAY(c->arena, p->lines.count + 1, struct learn_part);
    size_t n = p->lines.count;

    for (size_t i = 0; i < n; i++) {
        const struct lesson_line *l = &p->lines.items[i];

        items[i] = (struct learn_part){
            .url = lesson_url(r, p, i),
            .title = l->title,
            .lang = amount_other_lang(c, l->lang),
            .duration = prices ? amount_duration(c->arena, l->minutes) : NULL,
            .kilobytes = prices ? amount_kilobytes(l->bytes) : 0,
            .done = l->done,
            .here = i == here,
        };
    }
    if (p->take.quiz) {
        items[n] = (struct learn_part){
            .url = quiz_url(r, p),
            .title = tr(c->lang, "Quiz"),
            .done = quiz_done,
            .here = n == here,
        };
        n++;
    }
    return (struct learn_parts){items, n};
}

/* --- the course --- */

static enum err
add_attempts(struct req *r, const struct learn_place *p, struct course_view *v,
             bool *passed)
{
    struct attempts list;
    struct learn_attempt *items;

    TRY(attempt_list(r->ctx, &p->take, &list));
    items = ARENA_ARRAY(r->ctx->arena, list.count, struct learn_attempt);
    for (size_t i = 0; i < list.count; i++) {
        const struct attempt *a = &list.items[i];

        items[i] = (struct learn_attempt){
            .url =
                req_url(r, "/learn/%s/%s/quiz/%lld", p->enrolment.series_slug,
                        p->take.slug, (long long)a->number),
            .number = a->number,
            .pct = a->pct,
            .passed = a->passed,
        };
        *passed = *passed || a->passed;
    }
    v->attempts = items;
    v->attempt_count = list.count;
    return OK;
}

/* The first part that is open; the quiz last. */
static void
add_next(struct req *r, const struct learn_place *p, bool quiz_passed,
         struct course_view *v)
{
    size_t next = 0;

    while (next < p->lines.count && p->lines.items[next].done) {
        next++;
    }
    if (next < p->lines.count) {
        v->next_title = p->lines.items[next].title;
        v->next_url = lesson_url(r, p, next);
    } else if (p->take.quiz && !quiz_passed) {
        v->next_url = quiz_url(r, p);
        v->at_quiz = true;
    } else {
        next = p->lines.count + 1; /* nothing is open */
    }
    v->parts = parts_of(r, p, next, quiz_passed, true);
}

static int64_t
lessons_done(const struct learn_place *p)
{
    int64_t n = 0;

    for (size_t i = 0; i < p->lines.count; i++) {
        n += p->lines.items[i].done;
    }
    return n;
}

enum err
course_page(struct req *r)
{
    const struct lang *lang = r->ctx->lang;
    struct learn_place p;
    struct course_view v = {0};
    bool quiz_passed = false;
    const char *note;
    struct crumb crumbs[] = {
        {tr(lang, "Programmes"), req_url(r, "/series")},
        {NULL, NULL},
        {NULL, NULL},
    };

    TRY(find_take(r, &p));
    progress_foresee_marks(r->ctx, &p.take, 0);
    attempt_foresee_list(r->ctx, &p.take);
    TRY(read_lines(r->ctx, &p));
    TRY(progress_marks(r->ctx, &p.take, 0, &p.lines, &note));
    TRY(add_attempts(r, &p, &v, &quiz_passed));
    add_next(r, &p, quiz_passed, &v);
    v.title = p.take.title;
    v.done = lessons_done(&p);
    v.lessons = (int64_t)p.lines.count;
    v.passed = p.take.passed_ms != 0;
    v.series_title = p.enrolment.series_title;
    v.series_url = req_url(r, "/series/%s", p.enrolment.series_slug);
    crumbs[1] = (struct crumb){v.series_title, v.series_url};
    crumbs[2].name = v.title;
    course_html(page_begin(r, &(struct page){.title = v.title,
                                             .menu = MENU_SERIES,
                                             .crumbs = crumbs,
                                             .crumb_count = COUNT(crumbs)}),
                lang, &v);
    return page_end(r);
}

/* --- the lesson --- */

static enum err
find_lesson(struct req *r, const struct learn_place *p, size_t *at)
{
    const char *slug = req_param(r, "lesson");

    for (size_t i = 0; i < p->lines.count; i++) {
        if (strcmp(p->lines.items[i].slug, slug) == 0) {
            *at = i;
            return OK;
        }
    }
    return ERR_MISSING;
}

static const char *
lang_of(const struct learn_place *p, const struct lesson_line *l)
{
    return l->lang ? l->lang : p->take.base_lang;
}

static void
add_text(struct req *r, const struct learn_place *p,
         const struct lesson_line *l, struct lesson_view *v)
{
    v->title = l->title;
    v->lang = lang_of(p, l);
    v->lang_name = amount_other_lang_name(r->ctx, v->lang);
    v->number = l->position;
    v->lessons = (int64_t)p->lines.count;
    v->duration = amount_duration(r->ctx->arena, l->minutes);
    v->kilobytes = amount_kilobytes(l->bytes);
    v->done = l->done;
}

static void
add_note(struct req *r, const char *note, struct lesson_view *v)
{
    const struct lang *lang = r->ctx->lang;

    v->note = field_of(r, "note", tr(lang, "Your answer"),
                       tr(lang, "It is kept in your record; nobody else sees "
                                "it."),
                       note);
    v->note.optional = true;
}

enum err
lesson_page(struct req *r)
{
    const struct lang *lang = r->ctx->lang;
    struct learn_place p;
    struct lesson_view v = {.problems = problems_of(r), .token = form_token(r)};
    struct crumb crumbs[3] = {{NULL, NULL}};
    const struct lesson_line *line;
    struct answer body;
    const char *note;
    size_t at;

    TRY(find_place(r, &p));
    TRY(find_lesson(r, &p, &at));
    line = &p.lines.items[at];
    lesson_ask_body(r->ctx, line->id, lang_of(&p, line), &body);
    TRY(progress_marks(r->ctx, &p.take, line->id, &p.lines, &note));
    TRY(lesson_take_body(&body, &v.body));
    add_text(r, &p, line, &v);
    add_note(r, note, &v);
    v.parts = parts_of(r, &p, at, p.take.passed_ms != 0, false);
    v.action = lesson_url(r, &p, at);
    v.skip_url = url_after(r, &p, at);
    v.last = v.skip_url == p.course_url;
    crumbs[0] =
        (struct crumb){p.enrolment.series_title,
                       req_url(r, "/series/%s", p.enrolment.series_slug)};
    crumbs[1] = (struct crumb){p.take.title, p.course_url};
    crumbs[2].name = v.title;
    lesson_html(page_begin(r, &(struct page){.title = v.title,
                                             .menu = MENU_SERIES,
                                             .crumbs = crumbs,
                                             .crumb_count = COUNT(crumbs)}),
                lang, &v);
    return page_end(r);
}

enum err
lesson_post(struct req *r)
{
    struct learn_place p;
    size_t at;

    TRY(find_place(r, &p));
    TRY(find_lesson(r, &p, &at));
    TRY(progress_lesson(r->ctx, &p.take, p.lines.items[at].id,
                        req_form(r, "note")));
    return res_redirect(r, url_after(r, &p, at));
}
