/* SPDX-License-Identifier: Apache-2.0 */
/* migrations/0007_reading: courses imported before it are read like new ones.
 */

#include "probe.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "learning/lesson.h"

#include <string.h>

enum { STEP = 7, VERSION = 3 };

/* A course in Spanish; its second lesson has no English text. */
static const char old_rows[] =
    "INSERT INTO org (id, kind, slug, name, name_folded, status, created_ms,"
    " rev) VALUES (1, 'network', 'n', 'N', 'n', 'member', 0, 1);"
    "INSERT INTO course (id, slug, org, base_lang, workload_minutes,"
    " created_ms) VALUES (2, 'c', 1, 'es', 1, 0);"
    "INSERT INTO course_version (id, course, number, state, created_ms)"
    " VALUES (3, 2, 1, 'published', 0);"
    "INSERT INTO lesson (id, version, position, slug) VALUES (4, 3, 1, 'one'),"
    " (5, 3, 2, 'two');"
    "INSERT INTO lesson_text (lesson, lang, title, minutes, bytes) VALUES"
    " (4, 'es', 'Uno', 1, 10), (4, 'en', 'One', 2, 20), (5, 'es', 'Dos', 3,"
    " 30);"
    "INSERT INTO segment (id, lesson, position, kind) VALUES (6, 4, 0,"
    " 'title'), (7, 4, 1, 'paragraph'), (8, 4, 2, 'list'), (9, 5, 0,"
    " 'paragraph');"
    "INSERT INTO segment_text (lesson, lang, position, segment, source, html,"
    " hash) SELECT x.lesson, x.lang, x.position, x.segment, 's', x.html, y.h"
    " FROM (SELECT 4 AS lesson, 'es' AS lang, 0 AS position, 6 AS segment,"
    " '<h1>Uno</h1>' AS html UNION ALL SELECT 4, 'es', 1, 7, '<p>a</p>' UNION"
    " ALL SELECT 4, 'es', 2, 8, '<ul></ul>' UNION ALL SELECT 4, 'en', 0, 6,"
    " '<h1>One</h1>' UNION ALL SELECT 5, 'es', 0, 9, '<p>b</p>') x,"
    " (SELECT CAST('h' AS {blob}) AS h) y;";

struct reading {
    struct ctx c;
    const char *lang;
    struct lesson_lines lines;
    struct clean_html body[2];
};

static enum err
read_all(struct db *db, void *arg)
{
    struct reading *r = arg;

    r->c.db = db;
    TRY(lesson_lines(&r->c, VERSION, r->lang, "es", &r->lines));
    for (size_t i = 0; i < r->lines.count && i < 2; i++) {
        struct answer body;

        lesson_ask_body(&r->c, r->lines.items[i].id, r->lines.items[i].lang,
                        &body);
        TRY(lesson_take_body(&body, &r->body[i]));
    }
    return OK;
}

static struct reading
reading(struct probe *p, const char *lang)
{
    struct reading r = {.c = {.arena = p->arena}, .lang = lang};

    assert_int_equal(
        store_read(p->store, p->arena, LIMIT_READ_POOL_MS, read_all, &r), OK);
    assert_int_equal(r.lines.count, 2);
    return r;
}

/* Everything up to the step, the rows, the step: in place of the probe. */
static void
open_with_old_rows(struct probe *p)
{
    struct migrate_step steps[STEP + 1];
    struct migrate_steps until = {steps, STEP + 1};
    struct store_options options = probe_options(p);
    char database[512], why[400] = "";

    store_close(p->store);
    p->store = NULL;
    memcpy(steps, migrate_shipped.items, sizeof steps);
    assert_string_equal(steps[STEP].name, "0007_reading");
    steps[STEP].text = arena_join(p->arena, old_rows, steps[STEP].text, NULL);
    options.steps = &until;
    if (p->database[0]) {
        probe_make_schema(database, sizeof database);
        options.database = database;
    } else {
        options.folder = arena_join(p->arena, p->folder, "/old", NULL);
    }
    if (store_open(&p->store, &options, why, sizeof why) != OK) {
        fail_msg("%s", why);
    }
}

static void
courses_of_before_are_read_in_one_piece(void **state)
{
    struct probe *p = *state;
    struct reading r;

    open_with_old_rows(p);
    r = reading(p, "es");
    assert_string_equal(r.lines.items[0].slug, "one");
    assert_string_equal(r.lines.items[0].title, "Uno");
    assert_int_equal(r.lines.items[1].bytes, 30);
    assert_string_equal(r.body[0].html, "<p>a</p><ul></ul>"); /* no title */
    assert_string_equal(r.body[1].html, "<p>b</p>");

    r = reading(p, "en");
    assert_string_equal(r.lines.items[0].title, "One");
    assert_string_equal(r.lines.items[0].lang, "en");
    assert_string_equal(r.body[0].html, ""); /* nothing but the title */
    assert_string_equal(r.lines.items[1].title, "Dos");
    assert_string_equal(r.lines.items[1].lang, "es");
    assert_string_equal(r.body[1].html, "<p>b</p>");

    r = reading(p, "zh"); /* the course does not speak it */
    assert_string_equal(r.lines.items[0].title, "Uno");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(courses_of_before_are_read_in_one_piece),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
