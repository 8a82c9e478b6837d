/* SPDX-License-Identifier: Apache-2.0 */
/* demo_people: the learners of the demonstration. */

#include "cli/demo_people.h"

#include "assessment/attempt.h"
#include "assessment/quiz.h"
#include "base/arena.h"
#include "base/date.h"
#include "credentials/issue.h"
#include "learning/enrol.h"
#include "learning/lesson.h"
#include "learning/progress.h"
#include "learning/series.h"
#include "network/org.h"
#include "people/person.h"

#include <string.h>

enum { MILLION = 1000000, ELECTIVES = 2 };

struct learner {
    const struct csv *t;
    size_t row;
    int64_t person;
    int64_t enrolment;
    int64_t began_ms;
    struct issue_draft draft;
};

static const char *
cell(const struct learner *l, const char *column)
{
    return csv_cell(l->t, l->row, column);
}

static bool
is_stage(const struct learner *l, const char *stage)
{
    return strcmp(cell(l, "stage"), stage) == 0;
}

/* --- the person, enrolled --- */

static enum err
begin(struct ctx *c, void *arg)
{
    struct learner *l = arg;
    struct person p = {.name = cell(l, "name"),
                       .lang = cell(l, "language"),
                       .gender = *cell(l, "gender") ? cell(l, "gender") : NULL};
    struct series series;
    struct org org;
    enum err e;

    c->person = 0;
    TRY(person_add(c, &p));
    if (*cell(l, "name_2")) {
        TRY(person_add_name(c, p.id, cell(l, "script_2"), cell(l, "name_2")));
    }
    TRY(org_by_slug(c, cell(l, "institution"), &org));
    TRY(person_affiliate(c, p.id, org.id, cell(l, "group")));
    TRY(series_by_slug(c, "genai-1x", &series));
    c->person = l->person = p.id;
    e = enrol_start(c, &series, &l->enrolment);
    c->person = 0;
    return e;
}

/* --- the right answers --- */

static const char *
number_text(struct ctx *c, int64_t millionths)
{
    int64_t whole = millionths / MILLION, part = millionths % MILLION;

    return arena_printf(c->arena, "%s%lld.%06lld",
                        millionths < 0 && whole == 0 ? "-" : "",
                        (long long)whole, (long long)(part < 0 ? -part : part));
}

const char *
demo_best_answer(struct ctx *c, const struct quiz_question *q)
{
    const struct quiz_option *best = NULL;
    const char *out = "";
    bool multiple = strcmp(q->kind, "multiple") == 0;
    bool match = strcmp(q->kind, "match") == 0;

    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *o = &q->options[i];

        if (!best || o->fraction > best->fraction) {
            best = o;
        }
        if (multiple && o->fraction > 0) {
            out = arena_printf(c->arena, "%s%s%lld", out, *out ? "," : "",
                               (long long)o->id);
        } else if (match && *o->text) {
            out = arena_printf(c->arena, "%s%s%lld:%lld", out, *out ? "," : "",
                               (long long)o->id, (long long)o->id);
        }
    }
    if (multiple || match || !best) {
        return out;
    }
    if (strcmp(q->kind, "short") == 0) {
        return best->text;
    }
    if (strcmp(q->kind, "number") == 0) {
        return number_text(c, best->low + (best->high - best->low) / 2);
    }
    return arena_printf(c->arena, "%lld", (long long)best->id);
}

/* Who misses which question hangs on both: some are easy, some hard, and the
 * seventh is badly asked. */
static bool
is_missed(size_t row, size_t question)
{
    size_t hard = question == 6 ? 6 : question * 3 % 5;

    return (row * 5 + question * 7) % 11 < hard;
}

/* One go; what is not known is left open. */
static enum err
try_quiz(struct ctx *c, struct take *t, size_t row, bool knows_all,
         bool *passed)
{
    const char **answers;
    struct quiz z;
    int64_t number;
    size_t right = 0;

    TRY(quiz_load(c, t->quiz, c->lang->tag, t->base_lang, 0, &z));
    TRY(attempt_next(c, t, &z, &number));
    answers = ARENA_ARRAY(c->arena, z.question_count, const char *);
    for (size_t i = 0; i < z.question_count; i++) {
        bool knows = knows_all || !is_missed(row, i);

        answers[i] = knows ? demo_best_answer(c, &z.questions[i]) : "";
        right += knows;
    }
    *passed = 100 * right >= (size_t)z.pass_pct * z.question_count;
    return attempt_send(c, t, &z, number, answers);
}

static enum err
pass_quiz(struct ctx *c, struct take *t, size_t row)
{
    bool passed;

    TRY(try_quiz(c, t, row, false, &passed));
    return passed ? OK : try_quiz(c, t, row, true, &passed);
}

/* Two tries that miss too much: every second question left open. */
static enum err
fail_quiz(struct ctx *c, struct take *t)
{
    struct quiz z;
    const char **answers;
    int64_t number;

    for (int i = 0; i < 2; i++) {
        TRY(quiz_load(c, t->quiz, c->lang->tag, t->base_lang, 0, &z));
        TRY(attempt_next(c, t, &z, &number));
        answers = ARENA_ARRAY(c->arena, z.question_count, const char *);
        for (size_t q = 0; q < z.question_count; q++) {
            answers[q] = q % 2 ? demo_best_answer(c, &z.questions[q]) : "";
        }
        TRY(attempt_send(c, t, &z, number, answers));
    }
    return OK;
}

/* --- studying --- */

static enum err
read_lessons(struct ctx *c, const struct take *t, size_t most)
{
    struct lesson_lines lines;

    TRY(lesson_lines(c, t->version, c->lang->tag, t->base_lang, &lines));
    for (size_t i = 0; i < lines.count && i < most; i++) {
        TRY(progress_lesson(c, t, lines.items[i].id, NULL));
    }
    return OK;
}

/* In progress: some lessons of the core; where all, the quiz holds them up.
 * Further on: the core and two
 * electives, which ones hangs on the row. */
static enum err
study(struct ctx *c, void *arg)
{
    struct learner *l = arg;
    struct takes takes;
    size_t electives;
    enum err e = OK;

    c->person = l->person;
    e = enrol_takes(c, l->enrolment, &takes);
    if (e == OK && is_stage(l, "in-progress")) {
        e = read_lessons(c, &takes.items[0], 1 + l->row / 8 % 4);
        if (e == OK && l->row / 8 % 4 == 3 && takes.items[0].quiz) {
            e = fail_quiz(c, &takes.items[0]);
        }
    } else if (e == OK && !is_stage(l, "enrolled")) {
        electives = takes.count - 1;
        for (size_t i = 0; i <= ELECTIVES && e == OK; i++) {
            size_t at = i ? 1 + (l->row + i) % electives : 0;

            e = read_lessons(c, &takes.items[at], SIZE_MAX);
            if (e == OK && takes.items[at].quiz) {
                e = pass_quiz(c, &takes.items[at], l->row);
            }
        }
    }
    c->person = 0;
    return e;
}

/* --- certificates --- */

static enum err
prepare(struct ctx *c, void *arg)
{
    struct learner *l = arg;

    return issue_prepare(c, l->enrolment, &l->draft);
}

static enum err
store(struct ctx *c, void *arg)
{
    struct learner *l = arg;

    return issue_store(c, &l->draft);
}

static enum err
certify(struct cli_node *n, struct ctx *c, struct learner *l)
{
    TRY(cli_read(n, c, prepare, l));
    TRY(issue_sign(c, &l->draft));
    return cli_write(n, c, store, l);
}

enum err
demo_people(struct cli_node *n, const struct csv *learners, int64_t now_ms)
{
    for (size_t i = 0; i < learners->row_count; i++) {
        struct learner l = {.t = learners, .row = i};
        struct ctx c = cli_ctx(n);
        const struct lang *lang;

        lang = lang_find(cell(&l, "language"));
        c.lang = lang ? lang : lang_find("es");
        /* Nine months of beginnings, the last ones a week ago. */
        l.began_ms =
            now_ms - 7 * DATE_DAY_MS - (int64_t)((i * 37) % 170) * DATE_DAY_MS;
        c.now_ms = l.began_ms;
        TRY(cli_write(n, &c, begin, &l));
        c.now_ms = l.began_ms + 3 * DATE_DAY_MS;
        if (is_stage(&l, "in-progress") && i / 8 % 2) { /* still at it */
            c.now_ms = now_ms - (int64_t)(i % 9) * DATE_DAY_MS;
        }
        TRY(cli_write(n, &c, study, &l));
        c.now_ms = l.began_ms + 5 * DATE_DAY_MS;
        if (is_stage(&l, "certified")) {
            TRY(certify(n, &c, &l));
        }
    }
    return OK;
}
