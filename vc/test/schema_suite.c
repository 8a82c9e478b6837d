/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON Schema test suite for 2019-09: every test whose schema is within the
 * part that is read; the others are refused, and counted. And the schemas of
 * credentials with what they should fit. */
#include "outside.h"

#include "sample.h"

#include "vc/schema.h"

#include <dirent.h>

#define SUITE "json-schema/draft2019-09"
#define REMOTES "json-schema/remotes"

struct count {
    int passed;
    int total;
    int refused; /* tests of schemas that are not read */
};

static struct vc_arena keep; /* remotes */

static struct vc_json *
read_json(struct vc_arena *arena, const char *path)
{
    struct vc_json *out = NULL;
    struct vc_view text = outside_read(arena, path);

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

/* The documents that tests refer to, under http://localhost:1234/. */
static struct remote {
    struct vc_view address;
    const struct vc_json *json;
} remotes[64];
static size_t remote_count;

static void
read_remotes(const char *folder, const char *address)
{
    char path[1024];
    DIR *d = NULL;

    snprintf(path, sizeof(path), "%s/conformance/" REMOTES "%s",
             outside_folder(), folder);
    d = opendir(path);
    if (d == NULL) {
        return;
    }
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        char name[512];
        char file[600];
        char url[600];

        snprintf(name, sizeof(name), "%.200s/%.200s", folder, e->d_name);
        snprintf(url, sizeof(url), "%.300s/%.200s", address, e->d_name);
        if (e->d_name[0] != '.' && strstr(e->d_name, ".json") == NULL) {
            read_remotes(name, url);
        } else if (e->d_name[0] != '.') {
            snprintf(file, sizeof(file), REMOTES "%s", name);
            assert_true(remote_count < 64);
            remotes[remote_count++] = (struct remote){
                vc_arena_copy(&keep, vc_view_of(url)), read_json(&keep, file)};
        }
    }
    closedir(d);
}

/* Remotes that are not read themselves are left out: whoever refers to them is
 * refused. */
static bool
is_readable(const struct remote *remote)
{
    struct vc_arena arena;
    struct vc_schema_set *set = NULL;
    bool good = false;

    vc_arena_init(&arena, NULL, 0);
    assert_int_equal(vc_schema_set_new(&arena, &set), VC_OK);
    good = vc_schema_set_add(set, remote->address, remote->json, NULL) == VC_OK;
    vc_arena_free(&arena);
    return good;
}

static enum vc_status
make_set(struct vc_arena *arena, const struct vc_json *schema,
         struct vc_schema_set **out, struct vc_error *error)
{
    VC_TRY(vc_schema_set_new(arena, out));
    VC_TRY(vc_schema_set_add(*out, VC_VIEW("http://schema.example/test"),
                             schema, error));
    /* First alone; with the others where it refers to some. */
    if (vc_schema_set_close(*out, error) == VC_OK) {
        return VC_OK;
    }
    VC_TRY(vc_schema_set_new(arena, out));
    VC_TRY(vc_schema_set_add(*out, VC_VIEW("http://schema.example/test"),
                             schema, error));
    for (size_t i = 0; i < remote_count; i++) {
        if (is_readable(&remotes[i])) {
            VC_TRY(vc_schema_set_add(*out, remotes[i].address, remotes[i].json,
                                     error));
        }
    }
    return vc_schema_set_close(*out, error);
}

static void
run_group(const struct vc_json *group, const char *file, bool formats,
          struct count *count)
{
    const struct vc_schema_options options = {.formats = formats};
    const struct vc_json *schema = vc_json_get(group, VC_VIEW("schema"));
    struct vc_view title = vc_json_get_text(group, VC_VIEW("description"));
    struct vc_arena arena;
    struct vc_schema_set *set = NULL;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    vc_arena_init(&arena, NULL, 0);
    s = make_set(&arena, schema, &set, &error);
    for (VC_JSON_EACH(test, vc_json_get(group, VC_VIEW("tests")))) {
        const struct vc_json *want = vc_json_get(test, VC_VIEW("valid"));
        enum vc_status got = VC_OK;

        if (s != VC_OK) {
            assert_int_equal(s, VC_SCHEMA_FORM);
            count->refused++;
            continue;
        }
        got = vc_schema_check(
            set, &arena, VC_VIEW("http://schema.example/test"),
            vc_json_get(test, VC_VIEW("data")), &options, &error);
        count->total++;
        if (got == (want->u.boolean ? VC_OK : VC_SCHEMA_MISMATCH)) {
            count->passed++;
        } else {
            struct vc_view what =
                vc_json_get_text(test, VC_VIEW("description"));

            printf("# failed: %s, %.*s, %.*s: %s\n", file, (int)title.size,
                   title.data, (int)what.size, what.data, vc_status_name(got));
        }
    }
    if (s != VC_OK && getenv("SHOW_REFUSED") != NULL) {
        printf("# refused: %s, %.*s: %s\n", file, (int)title.size, title.data,
               error.message);
    }
    vc_arena_free(&arena);
}

static void
run_file(const char *path, bool formats, struct count *count)
{
    struct vc_arena arena;

    vc_arena_init(&arena, NULL, 0);
    for (VC_JSON_EACH(group, read_json(&arena, path))) {
        run_group(group, path, formats, count);
    }
    vc_arena_free(&arena);
}

static void
every_test_within_the_part_that_is_read_passes(void **state)
{
    char path[1024];
    struct count count = {0};
    DIR *d = NULL;

    (void)state;
    outside_need("json-schema", 1259);
    vc_arena_init(&keep, NULL, 0);
    read_remotes("", "http://localhost:1234");
    snprintf(path, sizeof(path), "%s/conformance/" SUITE, outside_folder());
    d = opendir(path);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (strstr(e->d_name, ".json") != NULL) {
            snprintf(path, sizeof(path), SUITE "/%.200s", e->d_name);
            run_file(path, false, &count);
        }
    }
    closedir(d);
    printf("# refused: %d tests of schemas that are not read\n", count.refused);
    assert_int_equal(count.refused, 233);
    outside_result("json-schema", count.passed, count.total, 1026);
    vc_arena_free(&keep);
}

static void
formats_and_patterns_are_checked_when_asked(void **state)
{
    static const char *const files[] = {"format/date-time", "format/date",
                                        "format/email",     "format/uri",
                                        "anchor",           "bignum",
                                        "ecmascript-regex", "float-overflow",
                                        "no-schema",        "non-bmp-regex"};
    struct count count = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        char path[200];

        snprintf(path, sizeof(path), SUITE "/optional/%s.json", files[i]);
        run_file(path, true, &count);
    }
    printf("# refused: %d tests of schemas that are not read\n", count.refused);
    assert_int_equal(count.refused, 14); /* \\p{…} */
    outside_result("json-schema optional", count.passed, count.total, 269);
}

/* --- schemas of credentials ---------------------------------------------- */

#define OB_SCHEMA                                                              \
    "openbadges-3.0/schemas/ob_v3p0_achievementcredential_schema.json"
#define VC_SCHEMA                                                              \
    "vc-data-model-2.0/schema/verifiable-credential/"                          \
    "verifiable-credential-schema.json"
#define CLR_SCHEMA "clr-2.0/schemas/clr_v2p0_clrcredential_schema_draft4.json"
#define OB "openbadges-3.0/"

static enum vc_status
fits(const char *schema, const struct vc_json *document, struct vc_error *error)
{
    const struct vc_schema_options options = {.formats = true};
    struct vc_schema_set *set = NULL;

    VC_TRY(vc_schema_set_new(&keep, &set));
    VC_TRY(vc_schema_set_add(set, VC_VIEW("urn:x:schema"),
                             read_json(&keep, schema), error));
    VC_TRY(vc_schema_set_close(set, error));
    return vc_schema_check(set, &keep, VC_VIEW("urn:x:schema"), document,
                           &options, error);
}

static void
schemas_of_credentials_say_what_they_should(void **state)
{
    static const struct {
        const char *schema;
        const char *file; /* NULL: our sample */
        bool fits;
    } cases[] = {
        {OB_SCHEMA, NULL, true},
        {VC_SCHEMA, NULL, true},
        {OB_SCHEMA, OB "spec-examples/basicOpenBadgeCredential.json", true},
        {OB_SCHEMA, OB "1edtech-validator/simple.json", true},
        {OB_SCHEMA, OB "1edtech-validator/simple-err-context.json", false},
        {OB_SCHEMA, OB "1edtech-validator/simple-err-issuer.json", false},
        {OB_SCHEMA, OB "1edtech-validator/simple_v1.json", false},
        {OB_SCHEMA, OB "spec-examples/endorsement.json", false},
        {CLR_SCHEMA, OB "1edtech-validator/simple.json", false},
        {CLR_SCHEMA, "clr-2.0/samples/simple_old_safesigned.json", true},
    };
    int passed = 0;
    int total = 0;

    (void)state;
    outside_need("schemas of credentials", 10);
    vc_arena_init(&keep, NULL, 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vc_json *document = NULL;
        struct vc_error error = {0};
        enum vc_status s = VC_OK;

        if (cases[i].file == NULL) {
            assert_int_equal(vc_json_parse(&keep, VC_VIEW(sample_unsigned),
                                           NULL, &document, NULL),
                             VC_OK);
        } else {
            document = read_json(&keep, cases[i].file);
        }
        s = fits(cases[i].schema, document, &error);
        total++;
        passed += s == (cases[i].fits ? VC_OK : VC_SCHEMA_MISMATCH);
        if (s != (cases[i].fits ? VC_OK : VC_SCHEMA_MISMATCH)) {
            printf("# failed: %s: %s at %s\n",
                   cases[i].file != NULL ? cases[i].file : "our sample",
                   error.message, error.path);
        }
    }
    outside_result("schemas of credentials", passed, total, 10);
    vc_arena_free(&keep);
}

/* Printed in the data model, and said to fit its schema. */
static void
examples_fit_the_schema_of_the_data_model(void **state)
{
    static const char *const examples[] = {"1",  "11", "12", "13", "18",
                                           "20", "21", "23", "4"};
    int passed = 0;
    int total = 0;

    (void)state;
    outside_need("vc-data-model-2.0 schema", 9);
    vc_arena_init(&keep, NULL, 0);
    for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
        char path[200];
        struct vc_error error = {0};
        enum vc_status s = VC_OK;

        snprintf(path, sizeof(path),
                 "vc-data-model-2.0/schema/verifiable-credential/"
                 "example-%s.json",
                 examples[i]);
        s = fits(VC_SCHEMA, read_json(&keep, path), &error);
        total++;
        passed += s == VC_OK;
        if (s != VC_OK) {
            printf("# failed: %s: %s at %s\n", path, error.message, error.path);
        }
    }
    outside_result("vc-data-model-2.0 schema", passed, total, 9);
    vc_arena_free(&keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_test_within_the_part_that_is_read_passes),
        cmocka_unit_test(formats_and_patterns_are_checked_when_asked),
        cmocka_unit_test(schemas_of_credentials_say_what_they_should),
        cmocka_unit_test(examples_fit_the_schema_of_the_data_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
