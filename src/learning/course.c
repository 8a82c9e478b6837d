/* SPDX-License-Identifier: Apache-2.0 */
/* course: a course in versions, written by an import. */

#include "learning/course.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/id.h"
#include "base/limits.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/course.sql.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_PER_MINUTE = 180 };

enum err
course_by_slug(struct ctx *c, const char *slug, int64_t *id)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_course_by_slug, TEXT(slug)));
    *id = row_i64(&row, 0);
    return OK;
}

enum err
course_picture_type(struct ctx *c, const char *hash, const char **type)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_course_picture_type, TEXT(hash)));
    *type = row_text(&row, 0);
    return OK;
}

/* --- lessons --- */

/* "/pictures/3" of the reader becomes the address of the kept picture; one
 * that was left out keeps its place by its alternative text. Words that look
 * like such an address have no src=" before them, which cleaning escapes. */
static const char *
place_pictures(struct ctx *c, const struct course_put *put,
               struct clean_html html)
{
    static const char mark[] = "src=\"/pictures/";
    const char *s = arena_textn(c->arena, html.html, html.len);
    struct buf b;
    const char *at, *out;

    if (!strstr(s, mark)) {
        return s;
    }
    buf_init(&b, LIMIT_LESSON_BYTES * 4);
    while ((at = strstr(s, mark))) {
        char *end;
        unsigned long i = strtoul(at + sizeof mark - 1, &end, 10);

        buf_put(&b, s, (size_t)(at - s) + sizeof mark - 1);
        if (i < put->read->picture_count && put->pictures[i].hash) {
            buf_puts(&b, put->pictures[i].hash);
        } else {
            buf_puts(&b, "none");
        }
        s = end;
    }
    buf_puts(&b, s);
    out = arena_text(c->arena, buf_text(&b));
    buf_free(&b);
    return out;
}

/* The segments, each by itself and all in one piece (lesson_html). */
static enum err
put_segments(struct ctx *c, const struct course_put *put, int64_t lesson,
             const int64_t *segments, const struct md_text *t, int64_t *bytes)
{
    struct buf whole;
    enum err e = OK;

    buf_init(&whole, LIMIT_LESSON_BYTES * 4);
    for (size_t i = 0; i < t->segment_count && e == OK; i++) {
        const struct md_segment *s = &t->segments[i];
        const char *html = place_pictures(c, put, s->html);

        *bytes += (int64_t)strlen(html);
        if (i > 0 || strcmp(s->kind, "title") != 0) {
            buf_puts(&whole, html);
        }
        e = db_run(c->db, &SQL_course_insert_segment_text, I64(lesson),
                   TEXT(t->lang), I64((int64_t)i), I64(segments[i]),
                   TEXT(s->source), TEXT(html), BLOB(s->hash, sizeof s->hash));
    }
    if (e == OK) {
        e = buf_ok(&whole)
                ? db_run(c->db, &SQL_course_insert_lesson_html, I64(lesson),
                         TEXT(t->lang), TEXT(buf_text(&whole)))
                : ERR_LIMIT;
    }
    buf_free(&whole);
    return e;
}

static enum err
put_text(struct ctx *c, const struct course_put *put, int64_t lesson,
         const int64_t *segments, const struct md_text *t)
{
    int64_t bytes = 0;

    TRY(put_segments(c, put, lesson, segments, t, &bytes));
    for (size_t i = 0; i < t->picture_count; i++) {
        bytes += put->pictures[t->pictures[i]].bytes;
    }
    return db_run(c->db, &SQL_course_insert_lesson_text, I64(lesson),
                  TEXT(t->lang), TEXT(t->title),
                  I64(1 + t->words / WORDS_PER_MINUTE), I64(bytes));
}

/* The language with the most blocks decides how many segments there are. */
static const struct md_text *
longest(const struct md_lesson *l)
{
    const struct md_text *most = &l->texts[0];

    for (size_t i = 1; i < l->text_count; i++) {
        if (l->texts[i].segment_count > most->segment_count) {
            most = &l->texts[i];
        }
    }
    return most;
}

static enum err
put_lesson(struct ctx *c, const struct course_put *put, int64_t position,
           const struct md_lesson *l)
{
    const struct md_text *most = longest(l);
    int64_t *segments = ARENA_ARRAY(c->arena, most->segment_count, int64_t);
    int64_t lesson = id_new();

    TRY(db_run(c->db, &SQL_course_insert_lesson, I64(lesson), I64(put->version),
               I64(position), TEXT(l->slug)));
    for (size_t i = 0; i < most->segment_count; i++) {
        segments[i] = id_new();
        TRY(db_run(c->db, &SQL_course_insert_segment, I64(segments[i]),
                   I64(lesson), I64((int64_t)i), TEXT(most->segments[i].kind)));
    }
    for (size_t i = 0; i < l->text_count; i++) {
        TRY(put_text(c, put, lesson, segments, &l->texts[i]));
    }
    return OK;
}

/* --- quiz: the n-th question is the same in all languages --- */

static enum err
put_option(struct ctx *c, const struct mdcourse *m, int64_t question, size_t q,
           size_t o)
{
    const struct question_option *base =
        &m->quizzes[0].questions.items[q].options[o];
    bool number = strcmp(m->quizzes[0].questions.items[q].kind, "number") == 0;
    int64_t option = id_new();

    TRY(db_run(c->db, &SQL_course_insert_option, I64(option), I64(question),
               I64((int64_t)o), I64(base->fraction),
               number ? I64(base->low) : NIL, number ? I64(base->high) : NIL));
    for (size_t i = 0; i < m->quiz_count; i++) {
        const struct questions *other = &m->quizzes[i].questions;
        const struct question_option *t;

        if (q >= other->count || o >= other->items[q].option_count) {
            continue;
        }
        t = &other->items[q].options[o];
        TRY(db_run(c->db, &SQL_course_insert_option_text, I64(option),
                   TEXT(m->quizzes[i].lang), TEXT(t->text ? t->text : ""),
                   TEXT(t->match), TEXT(t->feedback)));
    }
    return OK;
}

static enum err
put_question(struct ctx *c, const struct mdcourse *m, int64_t quiz, size_t q)
{
    const struct question *base = &m->quizzes[0].questions.items[q];
    int64_t question = id_new();

    TRY(db_run(c->db, &SQL_course_insert_question, I64(question), I64(quiz),
               I64((int64_t)q + 1), TEXT(base->kind)));
    for (size_t i = 0; i < m->quiz_count; i++) {
        const struct questions *other = &m->quizzes[i].questions;

        if (q < other->count) {
            const struct question *t = &other->items[q];

            TRY(db_run(c->db, &SQL_course_insert_question_text, I64(question),
                       TEXT(m->quizzes[i].lang),
                       TEXT(arena_textn(c->arena, t->html.html, t->html.len)),
                       TEXT(t->feedback)));
        }
    }
    for (size_t o = 0; o < base->option_count; o++) {
        TRY(put_option(c, m, question, q, o));
    }
    return OK;
}

static enum err
put_quiz(struct ctx *c, const struct course_put *put)
{
    const struct mdcourse *m = put->read;
    int64_t quiz = id_new();

    if (m->quiz_count == 0 || m->quizzes[0].questions.count == 0) {
        return OK;
    }
    TRY(db_run(c->db, &SQL_course_insert_quiz, I64(quiz), I64(put->version),
               I64(put->pass_pct)));
    for (size_t q = 0; q < m->quizzes[0].questions.count; q++) {
        TRY(put_question(c, m, quiz, q));
    }
    return OK;
}

/* --- the course --- */

static enum err
put_head(struct ctx *c, struct course_put *put)
{
    const struct mdcourse *m = put->read;
    struct row row;

    TRY(db_one(c->db, &row, &SQL_course_upsert, I64(id_new()), TEXT(m->slug),
               I64(put->org), TEXT(m->base_lang), TEXT(m->workgroup),
               I64(m->workload_minutes), TEXT(m->licence), TEXT(m->author),
               I64(c->now_ms)));
    put->course = row_i64(&row, 0);
    TRY(db_one(c->db, &row, &SQL_course_next_number, I64(put->course)));
    put->version = id_new();
    TRY(db_run(c->db, &SQL_course_insert_version, I64(put->version),
               I64(put->course), I64(row_i64(&row, 0)), I64(c->now_ms)));
    for (size_t i = 0; i < m->word_count; i++) {
        TRY(db_run(c->db, &SQL_course_insert_text, I64(put->version),
                   TEXT(m->words[i].lang), TEXT(m->words[i].title),
                   TEXT(m->words[i].summary), TEXT(m->words[i].outcomes)));
    }
    return OK;
}

static enum err
put_pictures(struct ctx *c, const struct course_put *put)
{
    for (size_t i = 0; i < put->read->picture_count; i++) {
        const struct course_picture *p = &put->pictures[i];

        if (p->hash) {
            TRY(db_run(c->db, &SQL_course_insert_picture, I64(id_new()),
                       I64(put->version), TEXT(put->read->pictures[i].path),
                       TEXT(p->hash), TEXT(p->type), I64(p->width),
                       I64(p->height), I64(p->bytes)));
        }
    }
    return OK;
}

enum err
course_put(struct ctx *c, struct course_put *put)
{
    if (c->person) {
        TRY(access_need(c, CAP_SERIES_EDIT, put->org));
    }
    TRY(put_head(c, put));
    TRY(put_pictures(c, put));
    for (size_t i = 0; i < put->read->lesson_count; i++) {
        TRY(put_lesson(c, put, (int64_t)i + 1, &put->read->lessons[i]));
    }
    TRY(db_run(c->db, &SQL_course_insert_lines, I64(put->version),
               TEXT(put->read->base_lang)));
    TRY(put_quiz(c, put));
    if (put->publish) {
        TRY(db_run(c->db, &SQL_course_retire, I64(put->course)));
        TRY(db_run(c->db, &SQL_course_publish, I64(c->now_ms),
                   I64(put->version)));
    }
    return record_add(c, put->publish ? "course.published" : "course.imported",
                      put->org, put->course, NULL);
}
