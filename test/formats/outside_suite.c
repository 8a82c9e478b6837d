/* SPDX-License-Identifier: Apache-2.0 */
/* formats: courses and questions by others, with the facts known of them. */

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "formats/gift.h"
#include "formats/mdcourse.h"
#include "test/unit.h"
#include "vc/alloc.h"
#include "vc/json.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const char *
shared(struct arena *a, const char *path)
{
    const char *folder = getenv("QUIPU_SHARED");

    return arena_printf(a, "%s/samples/%s",
                        folder && *folder ? folder : OUTSIDE_DEFAULT, path);
}

static const struct vc_json *
expected(struct arena *a, struct vc_arena *mine, const char *path)
{
    struct vc_json *out = NULL;
    char *data = NULL;
    size_t len = 0;

    assert_int_equal(file_read(a, shared(a, path), 1 << 20, &data, &len), OK);
    assert_int_equal(
        vc_json_parse(mine, (struct vc_view){data, len}, NULL, &out, NULL),
        VC_OK);
    return out;
}

static int64_t
fact(const struct vc_json *object, const char *name)
{
    const struct vc_json *n =
        vc_json_get(object, (struct vc_view){name, strlen(name)});

    return n ? (int64_t)n->u.number.value : 0;
}

static const struct vc_json *
part(const struct vc_json *object, const char *name)
{
    return vc_json_get(object, (struct vc_view){name, strlen(name)});
}

static int64_t
count_kind(const struct questions *q, const char *kind)
{
    int64_t n = 0;

    for (size_t i = 0; i < q->count; i++) {
        n += strcmp(q->items[i].kind, kind) == 0;
    }
    return n;
}

static void
moodle_s_own_gift_files_are_read_as_moodle_does(void **state)
{
    static const char *const files[] = {
        "format/gift/tests/fixtures/questions.gift.txt",
        "format/gift/tests/fixtures/"
        "questions_encoding_windows-1252.gift.txt"};
    static const char *const kinds[][2] = {{"essay", "essay"},
                                           {"match", "match"},
                                           {"numerical", "number"},
                                           {"shortanswer", "short"},
                                           {"truefalse", "truefalse"}};
    struct vc_arena mine;
    const struct vc_json *all;

    vc_arena_init(&mine, NULL, 16u << 20);
    all = expected(*state, &mine, "moodle-questions/EXPECTED.json");
    for (size_t i = 0; i < 2; i++) {
        const struct vc_json *facts = part(all, files[i]);
        const struct vc_json *types = part(facts, "by_type");
        struct questions q;
        char *data = NULL;
        size_t len = 0;

        assert_int_equal(
            file_read(*state,
                      shared(*state, arena_printf(*state, "moodle-questions/%s",
                                                  files[i])),
                      1 << 20, &data, &len),
            OK);
        assert_int_equal(gift_parse(*state, data, len, &q), OK);
        assert_int_equal(q.count, fact(facts, "questions"));
        assert_int_equal(q.remarks.count, i); /* the second: windows-1252 */
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            assert_int_equal(count_kind(&q, kinds[k][1]),
                             fact(types, kinds[k][0]));
        }
        assert_int_equal(count_kind(&q, "single") + count_kind(&q, "multiple"),
                         fact(types, "multichoice"));
    }
    vc_arena_free(&mine);
    printf("# suite moodle-gift 2/2\n");
}

static int64_t
count_text(const char *s, const char *word)
{
    int64_t n = 0;

    for (s = strstr(s, word); s; s = strstr(s + 1, word)) {
        n++;
    }
    return n;
}

/* Headings by level, fences and tables of a text are those counted by others;
 * what is in HTML was counted in the Markdown. */
static bool
is_as_expected(struct arena *a, const struct md_text *t,
               const struct vc_json *facts)
{
    const struct vc_json *levels = part(facts, "headings_by_level");
    int64_t found[7] = {0}, tables = 0, fences = 0;
    bool ok = true;

    for (size_t i = 0; i < t->segment_count; i++) {
        const struct md_segment *s = &t->segments[i];

        for (int h = 1; h <= 6; h++) {
            found[h] += count_text(s->html.html, arena_printf(a, "<h%d", h));
        }
        tables += count_text(s->html.html, "<table");
        fences += count_text(s->html.html, "<pre");
    }
    for (int h = 1; h <= 6; h++) {
        ok = ok && found[h] == fact(levels, arena_printf(a, "%d", h));
    }
    ok = ok && tables == fact(facts, "table_separator_rows") &&
         fences >= fact(facts, "code_fences");
    if (!ok) {
        printf("  %s: h1 %ld h2 %ld h3 %ld tables %ld/%ld pre %ld/%ld\n",
               t->file, (long)found[1], (long)found[2], (long)found[3],
               (long)tables, (long)fact(facts, "table_separator_rows"),
               (long)fences, (long)fact(facts, "code_fences"));
    }
    return ok;
}

static void
a_course_by_others_has_its_lessons_languages_and_blocks(void **state)
{
    static const char *const langs[] = {"en", "zh", "pt-BR"};
    struct arena *a = arena_new((size_t)256 << 20);
    struct vc_arena mine;
    const struct vc_json *all;
    struct mdcourse m;
    int passed = 0, total = 0;

    vc_arena_init(&mine, NULL, 16u << 20);
    all = expected(*state, &mine, "genai-for-beginners/EXPECTED.json");
    assert_int_equal(mdcourse_read(a, shared(a, "genai-for-beginners"), &m),
                     OK);
    assert_int_equal(m.lesson_count, 9);
    assert_string_equal(m.slug, "genai-for-beginners");
    assert_int_equal(m.word_count, 3);
    assert_string_equal(m.lessons[8].slug, "building-search-applications");
    for (size_t i = 0; i < m.lesson_count; i++) {
        const struct md_lesson *l = &m.lessons[i];

        assert_int_equal(l->text_count, 3);
        for (size_t k = 0; k < l->text_count; k++) {
            assert_string_equal(l->texts[k].lang, langs[k]);
            passed +=
                is_as_expected(a, &l->texts[k], part(all, l->texts[k].file));
            total++;
        }
    }
    printf("# suite genai-for-beginners %d/%d\n", passed, total);
    /* One differs: in chapter 4's Chinese text a table is indented by four
     * blanks, which is code in CommonMark; the facts were counted by lines. */
    assert_int_equal(total, 27);
    assert_int_equal(passed, 26);
    vc_arena_free(&mine);
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(moodle_s_own_gift_files_are_read_as_moodle_does),
        IN_ARENA(a_course_by_others_has_its_lessons_languages_and_blocks),
    };
    struct arena *a = arena_new(1 << 20);

    if (!file_exists(shared(a, "moodle-questions/EXPECTED.json"))) {
        printf("# skipped: moodle-gift 2, genai-for-beginners 27 cases: no "
               "outside data\n");
        return 77;
    }
    arena_free(a);
    hash_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
