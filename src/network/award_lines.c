/* SPDX-License-Identifier: Apache-2.0 */
/* award_lines: categories and criteria, one a line. */

#include "network/award_lines.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/ctx.h"

#include <string.h>

enum { WORDS_CHARS = 500 };

/* The next line that says something, cleaned; NULL = the end. */
static const char *
next_line(struct arena *a, const char **text)
{
    while (**text) {
        size_t len = strcspn(*text, "\r\n");
        const char *line = text_clean(a, arena_textn(a, *text, len));

        *text += len + strspn(*text + len, "\r\n");
        if (*line) {
            return line;
        }
    }
    return NULL;
}

static struct award_category
read_category(struct arena *a, const char *line)
{
    const char *colon = strchr(line, ':');

    if (!colon) {
        return (struct award_category){line, ""};
    }
    return (struct award_category){
        text_clean(a, arena_textn(a, line, (size_t)(colon - line))),
        text_clean(a, colon + 1)};
}

/* 0 points: the line names none. */
static struct award_criterion
read_criterion(struct arena *a, const char *line)
{
    const char *colon = strrchr(line, ':');
    int64_t points = 0;

    if (!colon || !text_i64(text_clean(a, colon + 1), &points)) {
        return (struct award_criterion){line, 0};
    }
    return (struct award_criterion){
        text_clean(a, arena_textn(a, line, (size_t)(colon - line))), points};
}

size_t
award_lines_categories(struct arena *a, const char *text,
                       struct award_category *out)
{
    const char *line;
    size_t n = 0;

    while (n < AWARD_CATEGORIES_MAX && (line = next_line(a, &text))) {
        out[n++] = read_category(a, line);
    }
    return n;
}

size_t
award_lines_criteria(struct arena *a, const char *text,
                     struct award_criterion *out)
{
    const char *line;
    size_t n = 0;

    while (n < AWARD_CRITERIA_MAX && (line = next_line(a, &text))) {
        out[n++] = read_criterion(a, line);
    }
    return n;
}

static const char *
category_problem(const struct award_category *x, size_t n)
{
    if (n > AWARD_CATEGORIES_MAX) {
        return N_("At most 12 categories.");
    }
    if (!*x->title) {
        return N_("A line a category: title: sentence.");
    }
    if (text_chars(x->title) > LIMIT_NAME_CHARS ||
        text_chars(x->words) > WORDS_CHARS) {
        return N_("A title has at most 200 characters, a sentence 500. "
                  "Shorten the line.");
    }
    return NULL;
}

const char *
award_lines_check_categories(struct ctx *c, const char *typed)
{
    const char *line, *out = "", *wrong = NULL;
    size_t n = 0;

    for (typed = typed ? typed : "";
         !wrong && (line = next_line(c->arena, &typed));) {
        struct award_category x = read_category(c->arena, line);

        wrong = category_problem(&x, ++n);
        out = arena_printf(c->arena, "%s%s%s%s%s", out, n > 1 ? "\n" : "",
                           x.title, *x.words ? ": " : "", x.words);
    }
    if (!wrong && !n) {
        wrong = N_("Write at least one category.");
    }
    if (wrong) {
        (void)problem_at(c, "categories", wrong);
    }
    return out;
}

static const char *
criterion_problem(const struct award_criterion *x, size_t n)
{
    if (n > AWARD_CRITERIA_MAX) {
        return N_("At most 8 criteria.");
    }
    if (!*x->title || x->points < 1 || x->points > AWARD_POINTS_MAX) {
        return N_("A line a criterion: title: points, from 1 to 100, such as "
                  "Effect: 10.");
    }
    if (text_chars(x->title) > LIMIT_NAME_CHARS) {
        return N_("A line is longer than 200 characters. Shorten it.");
    }
    return NULL;
}

const char *
award_lines_check_criteria(struct ctx *c, const char *typed)
{
    const char *line, *out = "", *wrong = NULL;
    size_t n = 0;

    for (typed = typed ? typed : "";
         !wrong && (line = next_line(c->arena, &typed));) {
        struct award_criterion x = read_criterion(c->arena, line);

        wrong = criterion_problem(&x, ++n);
        out = arena_printf(c->arena, "%s%s%s: %lld", out, n > 1 ? "\n" : "",
                           x.title, (long long)x.points);
    }
    if (!wrong && !n) {
        wrong = N_("Write at least one criterion with its points.");
    }
    if (wrong) {
        (void)problem_at(c, "criteria", wrong);
    }
    return out;
}

bool
award_lines_same_points(struct arena *a, const char *one, const char *other)
{
    struct award_criterion x[AWARD_CRITERIA_MAX], y[AWARD_CRITERIA_MAX];
    size_t n = award_lines_criteria(a, one, x);

    if (award_lines_criteria(a, other, y) != n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (x[i].points != y[i].points) {
            return false;
        }
    }
    return true;
}
