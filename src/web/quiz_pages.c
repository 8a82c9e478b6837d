/* SPDX-License-Identifier: Apache-2.0 */
/* quiz_pages: the quiz that closes a course: one form, and what came of it.
 */

#include "web/quiz_pages.h"

#include "assessment/attempt.h"
#include "assessment/quiz.h"
#include "base/arena.h"
#include "base/text.h"
#include "core/ctx.h"
#include "handlers.h"
#include "learning/enrol.h"
#include "web/amount.h"
#include "web/pages/quiz.html.h"

#include <stdlib.h>
#include <string.h>

static bool
is_kind(const struct quiz_question *q, const char *kind)
{
    return strcmp(q->kind, kind) == 0;
}

static bool
is_choice(const struct quiz_question *q)
{
    return is_kind(q, "single") || is_kind(q, "truefalse");
}

static const char *
id_text(struct ctx *c, int64_t id)
{
    return arena_printf(c->arena, "%lld", (long long)id);
}

static const char *
field_name(struct ctx *c, const struct quiz_question *q)
{
    return arena_printf(c->arena, "q%lld", (long long)q->id);
}

static const char *
pair_name(struct ctx *c, const struct quiz_question *q,
          const struct quiz_option *left)
{
    return arena_printf(c->arena, "q%lld_%lld", (long long)q->id,
                        (long long)left->id);
}

/* --- where we are --- */

struct quiz_place {
    struct enrolment enrolment;
    struct take take;
    const char *course_url;
};

static enum err
find_place(struct req *r, struct quiz_place *p)
{
    TRY(enrol_place(r->ctx, req_param(r, "series"), req_param(r, "course"),
                    &p->enrolment, &p->take));
    p->course_url =
        req_url(r, "/learn/%s/%s", p->enrolment.series_slug, p->take.slug);
    return p->take.quiz ? OK : ERR_MISSING;
}

static const char *
quiz_url(struct req *r, const struct quiz_place *p)
{
    return req_url(r, "/learn/%s/%s/quiz", p->enrolment.series_slug,
                   p->take.slug);
}

static const char *
result_url(struct req *r, const struct quiz_place *p, int64_t number)
{
    return req_url(r, "/learn/%s/%s/quiz/%lld", p->enrolment.series_slug,
                   p->take.slug, (long long)number);
}

static enum err
load(struct req *r, const struct quiz_place *p, int64_t number, struct quiz *z)
{
    return quiz_load(r->ctx, p->take.quiz, r->ctx->lang->tag, p->take.base_lang,
                     attempt_seed(&p->take, number), z);
}

/* The page shows the place by crumbs; the last one is `here`. */
static struct buf *
begin(struct req *r, const struct quiz_place *p, const char *title)
{
    struct crumb crumbs[] = {
        {p->enrolment.series_title,
         req_url(r, "/series/%s", p->enrolment.series_slug)},
        {p->take.title, p->course_url},
        {title, NULL},
    };

    return page_begin(r, &(struct page){.title = title,
                                        .menu = MENU_SERIES,
                                        .crumbs = crumbs,
                                        .crumb_count = COUNT(crumbs)});
}

/* --- what was sent, in the form assessment/quiz.h tells --- */

static bool
was_sent(struct req *r, const char *name, const char *value)
{
    for (size_t i = 0; i < r->form.count; i++) {
        if (strcmp(r->form.items[i].name, name) == 0 &&
            strcmp(r->form.items[i].value, value) == 0) {
            return true;
        }
    }
    return false;
}

/* The ids of options that were ticked; only those the question has. */
static const char *
ticked(struct req *r, const struct quiz_question *q)
{
    struct ctx *c = r->ctx;
    const char *name = field_name(c, q), *out = "";

    for (size_t i = 0; i < q->option_count; i++) {
        const char *id = id_text(c, q->options[i].id);

        if (was_sent(r, name, id)) {
            out = arena_printf(c->arena, "%s%s%s", out, *out ? "," : "", id);
            if (is_choice(q)) {
                break;
            }
        }
    }
    return out;
}

static const char *
paired(struct req *r, const struct quiz_question *q)
{
    struct ctx *c = r->ctx;
    const char *out = "";

    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *left = &q->options[i];
        const char *value = req_form(r, pair_name(c, q, left));
        int64_t right;

        if (*left->text && value && text_i64(value, &right) && right > 0) {
            out = arena_printf(c->arena, "%s%s%lld:%lld", out, *out ? "," : "",
                               (long long)left->id, (long long)right);
        }
    }
    return out;
}

static const char *
answer_of(struct req *r, const struct quiz_question *q)
{
    const char *typed;

    if (is_choice(q) || is_kind(q, "multiple")) {
        return ticked(r, q);
    }
    if (is_kind(q, "match")) {
        return paired(r, q);
    }
    typed = req_form(r, field_name(r->ctx, q));
    return text_clean(r->ctx->arena, typed ? typed : "");
}

/* Does a question that counts lack its answer, or a part of it? */
static bool
is_gap(const struct quiz_question *q, const char *answer)
{
    if (!quiz_counts(q)) {
        return false;
    }
    if (!is_kind(q, "match")) {
        return !*answer;
    }
    for (size_t i = 0; i < q->option_count; i++) {
        if (*q->options[i].text && !quiz_pair(answer, q->options[i].id)) {
            return true;
        }
    }
    return false;
}

/* --- the form --- */

/* GIFT has no words for the two sides of a true-or-false question, so the
 * import keeps "true" and "false". */
static const char *
option_text(const struct ctx *c, const struct quiz_question *q,
            const struct quiz_option *o)
{
    if (!is_kind(q, "truefalse")) {
        return o->text;
    }
    return strcmp(o->text, "true") == 0 ? tr(c->lang, "True")
                                        : tr(c->lang, "False");
}

static void
add_choices(struct req *r, const struct quiz_question *q, const char *answer,
            struct quiz_item *item)
{
    struct choice *choices =
        ARENA_ARRAY(r->ctx->arena, q->option_count, struct choice);

    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *o = &q->options[i];

        choices[i] = (struct choice){
            .value = id_text(r->ctx, o->id),
            .label = option_text(r->ctx, q, o),
            .chosen = quiz_chose(answer, o->id),
        };
    }
    item->choices = choices;
    item->choice_count = q->option_count;
}

static int
by_match(const void *a, const void *b)
{
    const struct quiz_option *x = *(const struct quiz_option *const *)a;
    const struct quiz_option *y = *(const struct quiz_option *const *)b;
    int order = strcmp(x->match, y->match);

    return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* The right sides by text, each text once: in the order of the left sides
 * they would give the answer away. */
static const struct quiz_option **
right_sides(struct ctx *c, const struct quiz_question *q, size_t *count)
{
    const struct quiz_option **list =
        ARENA_ARRAY(c->arena, q->option_count, const struct quiz_option *);
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < q->option_count; i++) {
        if (q->options[i].match && *q->options[i].match) {
            list[n++] = &q->options[i];
        }
    }
    qsort(list, n, sizeof list[0], by_match);
    for (size_t i = 0; i < n; i++) {
        if (!kept || strcmp(list[kept - 1]->match, list[i]->match) != 0) {
            list[kept++] = list[i];
        }
    }
    *count = kept;
    return list;
}

static void
add_rows(struct req *r, const struct quiz_question *q, const char *answer,
         struct quiz_item *item)
{
    struct ctx *c = r->ctx;
    size_t n;
    const struct quiz_option **rights = right_sides(c, q, &n);
    struct quiz_row *rows =
        ARENA_ARRAY(c->arena, q->option_count, struct quiz_row);

    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *left = &q->options[i];
        struct choice *choices;

        if (!*left->text) {
            continue; /* a right side without a partner */
        }
        choices = ARENA_ARRAY(c->arena, n + 1, struct choice);
        choices[0] = (struct choice){"", tr(c->lang, "Choose …"), NULL, false};
        for (size_t k = 0; k < n; k++) {
            choices[k + 1] = (struct choice){
                .value = id_text(c, rights[k]->id),
                .label = rights[k]->match,
                .chosen = quiz_pair(answer, left->id) == rights[k]->id,
            };
        }
        rows[item->row_count++] = (struct quiz_row){
            .name = pair_name(c, q, left),
            .id = arena_printf(c->arena, "f-%s", pair_name(c, q, left)),
            .text = left->text,
            .choices = choices,
            .choice_count = n + 1,
        };
    }
    item->rows = rows;
}

static struct quiz_item
item_of(struct req *r, const struct quiz_question *q, int64_t number,
        const char *answer)
{
    struct ctx *c = r->ctx;
    const char *name = field_name(c, q);
    struct quiz_item item = {
        .number = number,
        .lang = amount_other_lang(c, q->lang),
        .choice_lang =
            is_kind(q, "truefalse") ? NULL : amount_other_lang(c, q->lang),
        .html = q->html,
        .name = name,
        .id = arena_printf(c->arena, "f-%s", name),
        .label_id = arena_printf(c->arena, "t-%s", name),
        .problem = field_problem(r, name),
        .value = answer,
        .input_type = is_choice(q) ? "radio" : "checkbox",
        .inputmode = is_kind(q, "number") ? "decimal" : "text",
        .is_choice = is_choice(q),
        .is_multiple = is_kind(q, "multiple"),
        .is_match = is_kind(q, "match"),
        .is_typed = is_kind(q, "short") || is_kind(q, "number"),
        .is_essay = is_kind(q, "essay"),
    };

    if (item.is_choice || item.is_multiple) {
        add_choices(r, q, answer, &item);
    } else if (item.is_match) {
        add_rows(r, q, answer, &item);
    }
    return item;
}

static void
add_items(struct req *r, const struct quiz *z, struct quiz_view *v)
{
    struct ctx *c = r->ctx;
    struct quiz_item *items =
        ARENA_ARRAY(c->arena, z->question_count, struct quiz_item);
    struct quiz_gap *gaps =
        ARENA_ARRAY(c->arena, z->question_count, struct quiz_gap);
    bool show_gaps = r->again && r->failed == ERR_INVALID;
    int64_t number = 0;

    for (size_t i = 0; i < z->question_count; i++) {
        const struct quiz_question *q = &z->questions[i];
        const char *answer = r->again ? answer_of(r, q) : "";
        bool is_text = is_kind(q, "text");

        number += !is_text;
        v->count += quiz_counts(q);
        items[i] = item_of(r, q, is_text ? 0 : number, answer);
        if (!v->lang_name) {
            v->lang_name = amount_other_lang_name(c, q->lang);
        }
        if (show_gaps && is_gap(q, answer)) {
            gaps[v->gap_count++] = (struct quiz_gap){
                arena_printf(c->arena, "#%s", items[i].id), number};
            items[i].problem = tr(c->lang, "This question has no answer yet.");
        }
    }
    v->items = items;
    v->item_count = z->question_count;
    v->gaps = gaps;
}

/* Problems that are not told at a question. */
static struct problems_view
other_problems(struct req *r)
{
    struct problems_view v = problems_of(r);
    size_t n = 0;

    for (size_t i = 0; i < v.count; i++) {
        if (!v.items[i].url || !text_starts(v.items[i].url, "#f-q")) {
            v.items[n++] = v.items[i];
        }
    }
    v.count = n;
    return v;
}

static void
add_standing(struct req *r, const struct quiz_place *p, struct quiz_view *v)
{
    v->number = p->take.attempts + 1;
    if (p->take.attempts) {
        v->tried = true;
        v->best_pct = p->take.best_pct;
        v->last_url = result_url(r, p, p->take.attempts);
    }
}

enum err
quiz_page(struct req *r)
{
    struct quiz_view v = {.problems = other_problems(r),
                          .token = form_token(r)};
    struct quiz_place p;
    struct quiz z;
    enum err left;

    TRY(find_place(r, &p));
    add_standing(r, &p, &v);
    TRY(load(r, &p, v.number, &z));
    left = attempt_next(r->ctx, &p.take, &z, &v.number);
    if (left != OK && left != ERR_LIMIT) {
        return left;
    }
    v.open = left == OK;
    if (v.open) {
        add_items(r, &z, &v);
    } else {
        v.problems.count = 0; /* the page itself says so */
    }
    v.left = z.attempts_max ? z.attempts_max - v.number + 1 : 0;
    v.course = p.take.title;
    v.pass_pct = z.pass_pct;
    v.action = quiz_url(r, &p);
    v.course_url = p.course_url;
    quiz_html(begin(r, &p, tr(r->ctx->lang, "Quiz")), r->ctx->lang, &v);
    return page_end(r);
}

/* Gaps stop the form once; ticked "as it is", they do not. */
static enum err
check_gaps(struct req *r, const struct quiz *z, const char *const *answers)
{
    enum err e = OK;

    if (req_form(r, "incomplete")) {
        return OK;
    }
    for (size_t i = 0; i < z->question_count; i++) {
        if (is_gap(&z->questions[i], answers[i])) {
            e = problem_at(r->ctx, field_name(r->ctx, &z->questions[i]),
                           N_("This question has no answer yet."));
        }
    }
    return e;
}

enum err
quiz_post(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *typed = req_form(r, "number");
    const char **answers;
    struct quiz_place p;
    struct quiz z;
    int64_t number;

    TRY(find_place(r, &p));
    if (!typed || !text_i64(typed, &number) || number < 1) {
        return problem_at(c, NULL,
                          N_("The form has come incomplete. Send it "
                             "again."));
    }
    if (number <= p.take.attempts) { /* a second tap */
        return res_redirect(r, result_url(r, &p, number));
    }
    TRY(load(r, &p, number, &z));
    answers = ARENA_ARRAY(c->arena, z.question_count, const char *);
    for (size_t i = 0; i < z.question_count; i++) {
        answers[i] = answer_of(r, &z.questions[i]);
    }
    TRY(check_gaps(r, &z, answers));
    TRY(attempt_send(c, &p.take, &z, number, answers));
    return res_redirect(r, result_url(r, &p, p.take.attempts));
}

/* --- the result --- */

/* Lines of a text parted by \n, empty ones left out. */
static size_t
split_lines(struct ctx *c, const char *s, const char *const **out)
{
    size_t n = 0, max = 1;
    const char **list;

    for (const char *p = s; *p; p++) {
        max += *p == '\n';
    }
    list = ARENA_ARRAY(c->arena, max, const char *);
    while (*s) {
        size_t len = strcspn(s, "\n");

        if (len) {
            list[n++] = arena_textn(c->arena, s, len);
        }
        s += len + (s[len] == '\n');
    }
    *out = list;
    return n;
}

static const struct quiz_option *
option_of(const struct quiz_question *q, int64_t id)
{
    for (size_t i = 0; i < q->option_count; i++) {
        if (q->options[i].id == id) {
            return &q->options[i];
        }
    }
    return NULL;
}

/* One's own answer in words. */
static size_t
answer_lines(struct ctx *c, const struct quiz_question *q, const char *answer,
             const char *const **out)
{
    bool match = is_kind(q, "match");
    const char **list;
    size_t n = 0;

    if (!match && !is_choice(q) && !is_kind(q, "multiple")) {
        return split_lines(c, answer, out);
    }
    list = ARENA_ARRAY(c->arena, q->option_count, const char *);
    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *o = &q->options[i];
        const struct quiz_option *right =
            match ? option_of(q, quiz_pair(answer, o->id)) : NULL;

        if (right && right->match) {
            list[n++] = arena_printf(c->arena, "%s: %s", o->text, right->match);
        } else if (!match && quiz_chose(answer, o->id)) {
            list[n++] = option_text(c, q, o);
        }
    }
    *out = list;
    return n;
}

static struct quiz_answer
answered(struct ctx *c, const struct quiz_question *q, int64_t number,
         const struct attempt_answer *a)
{
    const char *answer = a ? a->answer : "";
    int64_t score = a ? a->score : 0;
    struct quiz_answer item = {
        .id = arena_printf(c->arena, "a%lld", (long long)number),
        .number = number,
        .lang = amount_other_lang(c, q->lang),
        .line_lang = is_choice(q) && !is_kind(q, "truefalse")
                         ? amount_other_lang(c, q->lang)
                         : NULL,
        .html = q->html,
        .counts = quiz_counts(q),
        .right = score >= QUIZ_POINT,
        .partly = score > 0 && score < QUIZ_POINT,
    };

    item.line_count = answer_lines(c, q, answer, &item.lines);
    item.feedback_count =
        split_lines(c, quiz_feedback(c, q, answer), &item.feedback);
    return item;
}

static enum err
add_answers(struct req *r, const struct quiz *z, int64_t attempt,
            struct quiz_result_view *v)
{
    struct ctx *c = r->ctx;
    struct attempt_answer *kept;
    struct quiz_answer *items;
    size_t count, n = 0;

    TRY(attempt_answers(c, attempt, &kept, &count));
    items = ARENA_ARRAY(c->arena, z->question_count, struct quiz_answer);
    for (size_t i = 0; i < z->question_count; i++) {
        const struct quiz_question *q = &z->questions[i];
        const struct attempt_answer *a = NULL;

        if (is_kind(q, "text")) {
            continue;
        }
        for (size_t k = 0; k < count && !a; k++) {
            a = kept[k].question == q->id ? &kept[k] : NULL;
        }
        items[n] = answered(c, q, (int64_t)n + 1, a);
        v->count += items[n].counts;
        v->right += items[n].counts && items[n].right;
        n++;
    }
    v->answers = items;
    v->answer_count = n;
    return OK;
}

/* After the quiz: the next course, again, or what is left of this one. */
static enum err
add_next(struct req *r, const struct quiz_place *p, const struct quiz *z,
         struct quiz_result_view *v)
{
    const struct take *next;
    struct takes takes;
    int64_t number;

    v->course_done = p->take.passed_ms != 0;
    v->series_done =
        v->passed && v->course_done && p->enrolment.completed_date != NULL;
    v->lessons_open = v->passed && !v->course_done;
    if (v->series_done) {
        return OK;
    }
    if (!v->course_done && v->passed) {
        return OK;
    }
    if (!v->course_done) {
        enum err left = attempt_next(r->ctx, &p->take, z, &number);

        v->again_url = left == OK ? quiz_url(r, p) : NULL;
        return left == ERR_LIMIT ? OK : left;
    }
    TRY(enrol_takes(r->ctx, p->enrolment.id, &takes));
    next = enrol_next(&takes, p->enrolment.any_count);
    if (next) {
        v->next_title = next->title;
        v->next_url =
            req_url(r, "/learn/%s/%s", p->enrolment.series_slug, next->slug);
    }
    return OK;
}

enum err
quiz_result_page(struct req *r)
{
    struct quiz_result_view v = {.my_url = req_url(r, "/my")};
    struct quiz_place p;
    struct attempt a;
    struct quiz z;
    int64_t number;

    TRY(req_param_i64(r, "attempt", &number));
    TRY(find_place(r, &p));
    attempt_foresee(r->ctx, &p.take, number);
    quiz_foresee(r->ctx, p.take.quiz, r->ctx->lang->tag, p.take.base_lang);
    enrol_foresee_takes(r->ctx, p.enrolment.id);
    TRY(attempt_by_number(r->ctx, &p.take, number, &a));
    TRY(load(r, &p, number, &z));
    v.course = p.take.title;
    v.number = a.number;
    v.pct = a.pct;
    v.pass_pct = z.pass_pct;
    v.passed = a.passed;
    v.course_url = p.course_url;
    TRY(add_answers(r, &z, a.id, &v));
    TRY(add_next(r, &p, &z, &v));
    quiz_result_html(
        begin(r, &p, tr(r->ctx->lang, a.passed ? "Passed" : "Not yet")),
        r->ctx->lang, &v);
    return page_end(r);
}
