/* SPDX-License-Identifier: Apache-2.0 */
/* standing_pages: how far the learners of a place are, for who helps them; how
 * the questions fare, for who judges them. */

#include "web/standing_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "handlers.h"
#include "reports/small.h"
#include "web/amount.h"
#include "web/org_crumbs.h"
#include "web/pages/standing.html.h"

#include <string.h>

enum { HARD_PCT = 50, QUESTION_CHARS = 160 };

static const struct {
    const char *id, *title, *advice;
} states[STANDING_STATES] = {
    [STANDING_AT_QUIZ] = {"quiz", N_("Stuck at a quiz"),
                          N_("They have tried twice or more. Look at the "
                             "lesson together; the feedback of the quiz says "
                             "which part.")},
    [STANDING_SILENT] = {"silent", N_("Silent for two weeks"),
                         N_("Perhaps they need help or time, not a reminder. "
                            "Ask what holds them back.")},
    [STANDING_UNBEGUN] = {"unbegun", N_("Not begun"),
                          N_("Open the first lesson with them; it takes a "
                             "quarter of an hour.")},
    [STANDING_ON] = {"on", N_("On the way"),
                     N_("Nothing to do: they go on by themselves.")},
};

static void
add_groups(struct req *r, const struct standings *list, struct progress_view *v)
{
    struct arena *a = r->ctx->arena;
    struct standing_group *groups =
        ARENA_ARRAY(a, STANDING_STATES, struct standing_group);

    for (int state = 0; state < STANDING_STATES; state++) {
        struct standing *items = ARENA_ARRAY(a, list->count, struct standing);
        size_t n = 0;

        for (size_t i = 0; i < list->count; i++) {
            if ((int)list->items[i].state == state) {
                items[n++] = list->items[i];
            }
        }
        if (n) {
            groups[v->group_count++] = (struct standing_group){
                .id = states[state].id,
                .title = tr(r->ctx->lang, states[state].title),
                .advice = tr(r->ctx->lang, states[state].advice),
                .items = items,
                .count = n,
            };
        }
    }
    v->groups = groups;
}

enum err
progress_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Progress"), .menu = MENU_WORK};
    struct progress_view v = {0};
    struct standings list;
    struct org org;
    int64_t after = req_query_i64(r, "after"), in = req_query_i64(r, "in");

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    in = after && !in ? r->org : in;
    TRY(standing_list(c, r->org, in, after, &list));
    v.org_name = org.name;
    v.enrolled = list.enrolled;
    v.completed = list.completed;
    v.on = list.enrolled - list.completed;
    v.first = after == 0;
    v.start_url = req_url(r, "/o/%s/progress", org.slug);
    if (list.more) {
        v.next_url = req_url(r, "/o/%s/progress?in=%lld&after=%lld", org.slug,
                             (long long)list.last_org,
                             (long long)list.items[list.count - 1].enrolment);
    }
    if (access_has(c, CAP_PEOPLE_EDIT, org.id)) {
        v.codes_url = req_url(r, "/o/%s/codes", org.slug);
    }
    if (access_has(c, CAP_QUESTION_READ, org.id)) {
        v.questions_url = req_url(r, "/o/%s/questions", org.slug);
    }
    add_groups(r, &list, &v);
    progress_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- questions --- */

/* The beginning of a question, in one line. */
static const char *
short_text(struct arena *a, struct clean_html html)
{
    const char *plain = text_clean(a, html_clean_plain(a, html));

    return text_chars(plain) <= QUESTION_CHARS
               ? plain
               : arena_printf(a, "%s…", text_cut(a, plain, QUESTION_CHARS));
}

static struct question_line
line_of(struct ctx *c, const struct question_fare *q)
{
    struct question_line line = {
        .text = short_text(c->arena, q->html),
        .lang = amount_other_lang(c, q->lang),
        .number = q->number,
        .answers = q->answers,
        .few = q->answers < SMALL_LEAST,
    };

    if (!line.few) {
        line.right_pct = 100 * q->right / q->answers;
        line.hard = line.right_pct < HARD_PCT;
        line.easy = q->right == q->answers;
    }
    return line;
}

static enum err
show_questions(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "How the questions fare"),
                        .menu = MENU_WORK};
    struct questions_view v = {0};
    struct question_fares list;
    struct question_course *courses;
    struct question_line *lines;
    struct org org;
    int64_t course = 0;

    (void)arg;
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(standing_questions(c, r->org, &list));
    courses = ARENA_ARRAY(c->arena, list.count, struct question_course);
    lines = ARENA_ARRAY(c->arena, list.count, struct question_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct question_fare *q = &list.items[i];

        lines[i] = line_of(c, q);
        if (q->course != course) {
            course = q->course;
            courses[v.count++] = (struct question_course){
                .title = q->course_title,
                .lang = amount_other_lang(c, q->lang),
                .lines = &lines[i],
            };
        }
        courses[v.count - 1].count++;
        v.hard += lines[i].hard;
    }
    v.org_name = org.name;
    v.courses = courses;
    questions_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* Every first attempt below the node is looked at: on the pool, not on a
 * network loop. */
enum err
questions_page(struct req *r)
{
    return req_read(r, show_questions, NULL);
}
