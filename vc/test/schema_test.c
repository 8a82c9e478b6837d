/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Schemas: each keyword with what fits and what does not, the place that is
 * named, and schemas that are refused. */
#include "failing.h"

#include "vc/schema.h"

#define HERE "https://a.example/schema"

static struct vc_arena arena;
static struct vc_error error;

static int
open_arena(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

static struct vc_json *
parse(const char *text)
{
    struct vc_json *out = NULL;

    if (vc_json_parse(&arena, vc_view_of(text), NULL, &out, NULL) != VC_OK) {
        fail_msg("no JSON: %s", text);
    }
    return out;
}

static enum vc_status
read_schema(const char *text, struct vc_schema_set **out)
{
    error = (struct vc_error){0};
    VC_TRY(vc_schema_set_new(&arena, out));
    VC_TRY(vc_schema_set_add(*out, VC_VIEW(HERE), parse(text), &error));
    return vc_schema_set_close(*out, &error);
}

static enum vc_status
check(const char *schema, const char *document)
{
    const struct vc_schema_options options = {.formats = true};
    struct vc_schema_set *set = NULL;

    VC_TRY(read_schema(schema, &set));
    return vc_schema_check(set, &arena, VC_VIEW(HERE), parse(document),
                           &options, &error);
}

static void
each_keyword_takes_what_fits_and_names_what_does_not(void **state)
{
    static const struct {
        const char *schema;
        const char *good;
        const char *bad;
        const char *path;
    } cases[] = {
        {"true", "1", NULL, ""},
        {"{\"type\":\"integer\"}", "1.0", "1.5", ""},
        {"{\"type\":[\"null\",\"string\"]}", "null", "1", ""},
        {"{\"enum\":[1,{\"a\":[]}]}", "{\"a\":[]}", "2", ""},
        {"{\"const\":{\"a\":1,\"b\":2}}", "{\"b\":2.0,\"a\":1}", "{\"a\":1}",
         ""},
        {"{\"multipleOf\":0.01}", "19.99", "19.999", ""},
        {"{\"maximum\":3}", "3", "3.1", ""},
        {"{\"exclusiveMaximum\":3}", "2.9", "3", ""},
        {"{\"minimum\":3}", "3", "2.9", ""},
        {"{\"exclusiveMinimum\":3}", "3.1", "3", ""},
        {"{\"maxLength\":2}", "\"\\ud83d\\ude00a\"", "\"abc\"", ""},
        {"{\"minLength\":2}", "\"ab\"", "\"\\ud83d\\ude00\"", ""},
        {"{\"pattern\":\"^a+$\"}", "\"aa\"", "\"ab\"", ""},
        {"{\"format\":\"date\"}", "\"2024-02-29\"", "\"2026-02-29\"", ""},
        {"{\"format\":\"date-time\"}", "\"2026-01-01T00:00:00Z\"",
         "\"2026-01-01T00:00:00\"", ""},
        {"{\"format\":\"uri\"}", "\"urn:a:b\"", "\"a b\"", ""},
        {"{\"format\":\"email\"}", "\"a@b.example\"", "\"a@@b\"", ""},
        {"{\"format\":\"anything\"}", "\"\"", NULL, ""},
        {"{\"items\":{\"type\":\"string\"}}", "[\"a\"]", "[\"a\",1]", "/1"},
        {"{\"items\":[true,{\"type\":\"string\"}],\"additionalItems\":false}",
         "[1,\"a\"]", "[1,\"a\",2]", "/2"},
        {"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
         "\"prefixItems\":[{\"const\":1}],\"items\":{\"const\":2}}",
         "[1,2,2]", "[1,2,3]", "/2"},
        {"{\"maxItems\":1}", "[1]", "[1,2]", ""},
        {"{\"minItems\":1}", "[1]", "[]", ""},
        {"{\"uniqueItems\":true}", "[1,\"1\",[1]]", "[{\"a\":1},{\"a\":1.0}]",
         ""},
        {"{\"contains\":{\"const\":1},\"minContains\":2,\"maxContains\":3}",
         "[1,0,1]", "[1,1,1,1]", ""},
        {"{\"maxProperties\":1}", "{\"a\":1}", "{\"a\":1,\"b\":1}", ""},
        {"{\"minProperties\":1}", "{\"a\":1}", "{}", ""},
        {"{\"required\":[\"a\"]}", "{\"a\":1}", "{\"b\":1}", "/a"},
        {"{\"properties\":{\"a\":{\"properties\":{\"b\":false}}}}",
         "{\"a\":{}}", "{\"a\":{\"b\":1}}", "/a/b"},
        {"{\"patternProperties\":{\"^x\":{\"type\":\"null\"}},"
         "\"properties\":{\"a\":true},\"additionalProperties\":false}",
         "{\"a\":1,\"xb\":null}", "{\"b\":1}", "/b"},
        {"{\"propertyNames\":{\"maxLength\":1}}", "{\"a\":1}", "{\"ab\":1}",
         "/ab"},
        {"{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"b\":1}", "{\"a\":1}",
         "/b"},
        {"{\"dependentSchemas\":{\"a\":{\"maxProperties\":1}}}",
         "{\"b\":1,\"c\":1}", "{\"a\":1,\"b\":1}", ""},
        {"{\"allOf\":[{\"minimum\":1},{\"maximum\":2}]}", "2", "3", ""},
        {"{\"anyOf\":[{\"const\":1},{\"const\":2}]}", "2", "3", ""},
        {"{\"oneOf\":[{\"minimum\":1},{\"maximum\":2}]}", "3", "2", ""},
        {"{\"not\":{\"type\":\"null\"}}", "1", "null", ""},
        {"{\"if\":{\"type\":\"number\"},\"then\":{\"minimum\":1},"
         "\"else\":{\"const\":\"a\"}}",
         "\"a\"", "0", ""},
        {"{\"$defs\":{\"a\":{\"type\":\"null\"}},\"items\":{\"$ref\":"
         "\"#/$defs/a\"}}",
         "[null]", "[1]", "/0"},
        {"{\"$defs\":{\"a\":{\"$anchor\":\"n\",\"type\":\"null\"}},"
         "\"$ref\":\"#n\"}",
         "null", "1", ""},
        {"{\"$defs\":{\"a\":{\"$id\":\"x\",\"$defs\":{\"b\":{\"$anchor\":\"n\","
         "\"type\":\"null\"}}},\"c\":{\"$anchor\":\"n\",\"type\":"
         "\"number\"}},\"$ref\":\"#n\"}",
         "1", "null", ""},
        {"{\"$defs\":{\"a\":{\"$id\":\"other\",\"type\":\"null\"}},"
         "\"$ref\":\"https://a.example/other\"}",
         "null", "1", ""},
        {"{\"properties\":{\"next\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}",
         "{\"a\":1,\"next\":{\"a\":1}}", "{\"a\":1,\"next\":{}}", "/next/a"},
        /* In the older drafts nothing counts beside a reference. */
        {"{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
         "\"definitions\":{\"a\":{\"type\":\"number\"}},\"$ref\":"
         "\"#/definitions/a\",\"minimum\":5}",
         "1", "null", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (check(cases[i].schema, cases[i].good) != VC_OK) {
            fail_msg("%s: %s: %s", cases[i].schema, cases[i].good,
                     error.message);
        }
        if (cases[i].bad != NULL &&
            (check(cases[i].schema, cases[i].bad) != VC_SCHEMA_MISMATCH ||
             strcmp(error.path, cases[i].path) != 0)) {
            fail_msg("%s: %s: '%s' %s", cases[i].schema, cases[i].bad,
                     error.path, error.message);
        }
    }
}

static void
what_is_not_read_is_refused_by_name(void **state)
{
    static const struct {
        const char *schema;
        const char *say;
    } bad[] = {
        {"{\"unevaluatedProperties\":false}", "unevaluatedProperties"},
        {"{\"properties\":{\"a\":{\"minimun\":1}}}", "minimun"},
        {"{\"$recursiveRef\":\"#\"}", "$recursiveRef"},
        {"{\"dependencies\":{}}", "dependencies"},
        {"{\"prefixItems\":[true]}", "prefixItems"},
        {"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
         "\"items\":[true]}",
         "items"},
        {"{\"$schema\":\"urn:x:y\"}", "urn:x:y"},
        {"{\"$ref\":\"#/$defs/a\"}", "leads to no schema"},
        {"{\"$ref\":\"#a\"}", "leads to no schema"},
        {"{\"enum\":[{\"a\":1}],\"$ref\":\"#/enum/0\"}", "leads to no schema"},
        {"{\"$ref\":\"https://b.example/\"}", "leads to no schema"},
        {"{\"$defs\":{\"a\":{\"$id\":\"#a\"}}}", "fragment"},
        {"{\"$defs\":{\"a\":{\"$id\":\"x\"},\"b\":{\"$id\":\"x\"}}}",
         "two schemas"},
        {"{\"type\":\"text\"}", "type"},
        {"{\"minItems\":-1}", "minItems"},
        {"{\"maxLength\":1.5}", "maxLength"},
        {"{\"multipleOf\":0}", "multipleOf"},
        {"{\"maximum\":\"1\"}", "maximum"},
        {"{\"required\":[1]}", "required"},
        {"{\"properties\":[]}", "properties"},
        {"{\"allOf\":[]}", "allOf"},
        {"{\"pattern\":\"(\"}", "pattern"},
        {"{\"patternProperties\":{\"(?=a)\":true}}", "look-around"},
        {"{\"not\":1}", "a schema is an object"},
        {"[]", "a schema is an object"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_schema_set *set = NULL;

        if (read_schema(bad[i].schema, &set) != VC_SCHEMA_FORM ||
            strstr(error.message, bad[i].say) == NULL) {
            fail_msg("%s: %s", bad[i].schema, error.message);
        }
    }
}

static void
schemas_refer_to_one_another(void **state)
{
    struct vc_schema_set *set = NULL;

    (void)state;
    assert_int_equal(vc_schema_set_new(&arena, &set), VC_OK);
    assert_int_equal(
        vc_schema_set_add(set, VC_VIEW("https://a.example/one"),
                          parse("{\"items\":{\"$ref\":\"two#/$defs/n\"}}"),
                          NULL),
        VC_OK);
    assert_int_equal(
        vc_schema_set_add(set, VC_VIEW("https://b.example/copy"),
                          parse("{\"$id\":\"https://a.example/two\",\"$defs\":"
                                "{\"n\":{\"type\":\"number\"}}}"),
                          NULL),
        VC_OK);
    assert_int_equal(vc_schema_check(set, &arena,
                                     VC_VIEW("https://a.example/one"),
                                     parse("[1]"), NULL, NULL),
                     VC_SCHEMA_FORM); /* not closed yet */
    assert_int_equal(vc_schema_set_close(set, NULL), VC_OK);
    assert_int_equal(vc_schema_set_add(set, VC_VIEW("https://a.example/three"),
                                       parse("true"), NULL),
                     VC_SCHEMA_FORM);
    assert_int_equal(vc_schema_check(set, &arena,
                                     VC_VIEW("https://a.example/one"),
                                     parse("[1]"), NULL, NULL),
                     VC_OK);
    assert_int_equal(vc_schema_check(set, &arena,
                                     VC_VIEW("https://a.example/one"),
                                     parse("[null]"), NULL, NULL),
                     VC_SCHEMA_MISMATCH);
    assert_int_equal(vc_schema_check(set, &arena,
                                     VC_VIEW("https://b.example/copy"),
                                     parse("[null]"), NULL, NULL),
                     VC_OK);
    assert_int_equal(vc_schema_check(set, &arena, VC_VIEW("https://c.example/"),
                                     parse("[1]"), NULL, NULL),
                     VC_SCHEMA_FORM);
}

/* References that go round, and choices of choices of choices. */
static void
work_has_a_limit(void **state)
{
    static const char round[] = "{\"$ref\":\"#\"}";
    static const char wide[] =
        "{\"$defs\":{\"a\":{\"oneOf\":[{\"$ref\":\"#/$defs/b\"},{\"$ref\":"
        "\"#/$defs/b\"}]},\"b\":{\"oneOf\":[{\"items\":{\"$ref\":"
        "\"#/$defs/a\"}},{\"items\":{\"$ref\":\"#/$defs/a\"}}]}},"
        "\"$ref\":\"#/$defs/a\"}";
    char deep[101] = "";
    const struct vc_schema_options few = {.max_steps = 10};
    struct vc_schema_set *set = NULL;

    (void)state;
    assert_int_equal(check(round, "1"), VC_LIMIT);
    memset(deep, '[', 50);
    memset(deep + 50, ']', 50);
    assert_int_equal(check(wide, deep), VC_LIMIT);
    assert_int_not_equal(error.message[0], '\0');
    assert_int_equal(read_schema("{\"items\":true}", &set), VC_OK);
    assert_int_equal(vc_schema_check(set, &arena, VC_VIEW(HERE),
                                     parse("[1,2,3,4,5,6,7,8,9,0]"), &few,
                                     NULL),
                     VC_LIMIT);
}

/* Every $id, $anchor and pattern is memory and work. */
static void
a_schema_cannot_be_made_of_names_and_patterns_alone(void **state)
{
    static const struct {
        const char *before;
        const char *after;
    } parts[] = {{"{\"$id\":\"s", "\"}"},
                 {"{\"$anchor\":\"a", "\"}"},
                 {"{\"pattern\":\"(a|", "){400}\"}"}};

    (void)state;
    for (size_t p = 0; p < 3; p++) {
        char *text = vc_arena_alloc(&arena, 100000);
        size_t n = 0;
        struct vc_schema_set *set = NULL;

        assert_non_null(text);
        n = (size_t)snprintf(text, 100000, "{\"allOf\":[true");
        for (int i = 0; i < 1100; i++) {
            text[n++] = ',';
            n += (size_t)snprintf(text + n, 100000 - n, "%s%d%s",
                                  parts[p].before, i, parts[p].after);
        }
        snprintf(text + n, 100000 - n, "]}");
        assert_int_equal(read_schema(text, &set), VC_LIMIT);
        assert_non_null(strstr(error.message, "too many"));
    }
}

static void
each_failing_allocation_is_reported(void **state)
{
    const struct vc_json *schema =
        parse("{\"$defs\":{\"a\":{\"pattern\":\"^a{1,9}$\"},\"b\":{\"$id\":"
              "\"b\",\"$anchor\":\"c\"}},\"patternProperties\":{\"a\":"
              "{\"$ref\":\"#/$defs/a\"}}}");
    const struct vc_json *document = parse("{\"a\":\"aaa\"}");
    enum vc_status s = VC_NO_MEMORY;
    int failed = 0;

    (void)state;
    for (size_t bytes = 1; s != VC_OK; bytes += 300) {
        struct vc_arena small;
        struct vc_schema_set *set = NULL;

        failing_arena(&small, bytes);
        s = vc_schema_set_new(&small, &set);
        if (s == VC_OK) {
            s = vc_schema_set_add(set, VC_VIEW(HERE), schema, NULL);
        }
        if (s == VC_OK) {
            s = vc_schema_set_close(set, NULL);
        }
        if (s == VC_OK) {
            s = vc_schema_check(set, &small, VC_VIEW(HERE), document, NULL,
                                NULL);
        }
        assert_true(s == VC_OK || s == VC_NO_MEMORY);
        failed += s == VC_OK ? 0 : 1;
        vc_arena_free(&small);
    }
    assert_true(failed > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_keyword_takes_what_fits_and_names_what_does_not),
        cmocka_unit_test(what_is_not_read_is_refused_by_name),
        cmocka_unit_test(schemas_refer_to_one_another),
        cmocka_unit_test(work_has_a_limit),
        cmocka_unit_test(a_schema_cannot_be_made_of_names_and_patterns_alone),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
