/* SPDX-License-Identifier: Apache-2.0 */
/* demo_plan: what the people of a large demonstration study. */

#include "cli/demo_plan.h"

#include "assessment/quiz.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "cli/demo_people.h"
#include "cli/demo_plan.sql.h"
#include "cli/import.h"
#include "db/db.h"
#include "learning/lesson.h"
#include "learning/series.h"

#include <string.h>

enum { INI_BYTES = 64 * 1024 };

/* The first is the demonstration's own; the others are made of its courses, one
 * elective each. */
static const struct further {
    const char *slug, *title_es, *title_en, *core, *elective;
} further[DEMO_SERIES - 1] = {
    {"genai-teaching-1x", "Enseñar con IA generativa (demostración)",
     "Teaching with generative AI (demonstration)", "genai-pedagogy",
     "genai-governance"},
    {"genai-work-1x", "IA generativa y trabajo (demostración)",
     "Generative AI and work (demonstration)", "genai-operations",
     "genai-industry"},
};

/* --- the series --- */

static bool
begins(const char *line, const char *key)
{
    size_t n = strlen(key);

    return strncmp(line, key, n) == 0 && strncmp(line + n, " =", 2) == 0;
}

static void
put(struct buf *b, const char *key, const char *value)
{
    buf_puts(b, key);
    buf_puts(b, " = ");
    buf_puts(b, value);
    buf_putc(b, '\n');
}

/* The demonstration's series with other courses in it. */
static void
put_line(struct buf *b, const struct further *f, const char *line, size_t len)
{
    const struct {
        const char *key, *value;
    } other[] = {
        {"slug", f->slug},
        {"title.es", f->title_es},
        {"title.en", f->title_en},
        {"summary.es", f->title_es},
        {"summary.en", f->title_en},
        {"core", f->core},
        {"electives", f->elective},
        {"rule", "any 1"},
        {"achievement.title.es", f->title_es},
        {"achievement.title.en", f->title_en},
    };

    for (size_t i = 0; i < COUNT(other); i++) {
        if (begins(line, other[i].key)) {
            put(b, other[i].key, other[i].value);
            return;
        }
    }
    buf_put(b, line, len);
    buf_putc(b, '\n');
}

static enum err
write_series(struct arena *a, const char *content, const struct further *f,
             const char **file)
{
    const char *from = arena_printf(a, "%s/series/series.ini", content);
    struct buf b;
    char *text;
    size_t len;
    enum err e;

    TRY(file_read(a, from, INI_BYTES, &text, &len));
    buf_init(&b, INI_BYTES * 2);
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");

        put_line(&b, f, p, n);
        p += n + (p[n] == '\n');
    }
    *file = arena_printf(a, "%s/series/%s.ini", content, f->slug);
    e = file_write(*file, b.data, b.len, 0600);
    buf_free(&b);
    return e;
}

int
demo_plan_import(struct cli_node *n, const char *content)
{
    struct control_call call = {
        .store = n->store, .arena = n->arena, .folder = "."};

    for (size_t i = 0; i < COUNT(further); i++) {
        struct import_series series = {.quiet = true};

        if (write_series(n->arena, content, &further[i], &series.file) != OK) {
            return cli_fail("%s cannot be written to", content);
        }
        if (import_series(&call, n, &series) != CLI_DONE) {
            return CLI_FAILED;
        }
    }
    return CLI_DONE;
}

enum err
demo_plan_open(struct ctx *c, int64_t region, int64_t secretariat,
               const char *from_date)
{
    for (size_t i = 0; i < COUNT(further); i++) {
        struct series s;

        TRY(series_by_slug(c, further[i].slug, &s));
        TRY(series_open(c, s.id, region, secretariat, from_date, NULL, NULL));
    }
    return OK;
}

/* --- reading --- */

static enum err
read_quiz(struct ctx *c, struct demo_course *k, const char *base_lang)
{
    struct demo_question *questions;
    struct quiz z;

    TRY(quiz_load(c, k->quiz, base_lang, base_lang, 0, &z));
    questions = ARENA_ARRAY(c->arena, z.question_count, struct demo_question);
    for (size_t i = 0; i < z.question_count; i++) {
        if (quiz_counts(&z.questions[i])) {
            questions[k->question_count++] = (struct demo_question){
                .id = z.questions[i].id,
                .answer = demo_best_answer(c, &z.questions[i]),
            };
        }
    }
    k->questions = questions;
    return OK;
}

static enum err
read_course(struct ctx *c, const struct series_course *from,
            struct demo_course *out)
{
    struct lesson_lines lines;
    struct row row;
    int64_t *lessons;

    *out = (struct demo_course){
        .course = from->course,
        .version = from->version,
    };
    TRY(db_one(c->db, &row, &SQL_demo_plan_quiz, I64(from->version)));
    out->quiz = row_i64(&row, 0);
    TRY(lesson_lines(c, from->version, from->lang, from->lang, &lines));
    lessons = ARENA_ARRAY(c->arena, lines.count, int64_t);
    for (size_t i = 0; i < lines.count; i++) {
        lessons[i] = lines.items[i].id;
    }
    out->lessons = lessons;
    out->lesson_count = lines.count;
    return read_quiz(c, out, from->lang);
}

static enum err
read_series(struct ctx *c, const char *slug, struct demo_series *out)
{
    struct series_courses list;
    struct demo_course *courses;
    struct series s;

    TRY(series_by_slug(c, slug, &s));
    TRY(series_courses(c, &s, &list));
    courses = ARENA_ARRAY(c->arena, list.count, struct demo_course);
    for (size_t i = 0; i < list.count; i++) {
        TRY(read_course(c, &list.items[i], &courses[i]));
    }
    *out = (struct demo_series){
        .id = s.id,
        .any_count = s.any_count,
        .courses = courses,
        .course_count = list.count,
    };
    return OK;
}

enum err
demo_plan_read(struct ctx *c, struct demo_plan *out)
{
    TRY(read_series(c, "genai-1x", &out->series[0]));
    for (size_t i = 0; i < COUNT(further); i++) {
        TRY(read_series(c, further[i].slug, &out->series[i + 1]));
    }
    return OK;
}
