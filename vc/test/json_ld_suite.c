/* SPDX-License-Identifier: Apache-2.0 */
/* The W3C JSON-LD 1.1 tests: every test of the version 1.1 must pass, and their
 * number is exact, so that a test that silently drops out is a failure. */
#include "outside.h"

#include "vc/compact.h"
#include "vc/expand.h"
#include "vc/flatten.h"
#include "vc/from_rdf.h"
#include "vc/json.h"
#include "vc/quads.h"
#include "vc/rdfc.h"
#include "vc/to_rdf.h"

#define BASE "https://w3c.github.io/json-ld-api/tests/"

static struct vc_crypto *crypto;

struct test {
    const struct vc_json *entry;
    const struct vc_json *option;
    struct vc_arena *arena;
};

static struct vc_view
read_file(struct vc_arena *arena, struct vc_view name)
{
    char path[2048];
    snprintf(path, sizeof path, "json-ld-api/%.*s", (int)name.size, name.data);
    return outside_read(arena, path);
}

static struct vc_json *
read_json(struct vc_arena *arena, struct vc_view name)
{
    struct vc_json *root = NULL;
    struct vc_error error;
    struct vc_view text = read_file(arena, name);
    if (!text.data || vc_json_parse(arena, text, NULL, &root, &error) != VC_OK)
        return NULL;
    return root;
}

/* Addresses of the suite are files of its folder. */
static enum vc_status
load(void *user, struct vc_view url, const struct vc_json **document)
{
    struct vc_view base = VC_VIEW(BASE);
    if (!vc_view_starts(url, base))
        return VC_LD_LOADING_DOCUMENT_FAILED;
    struct vc_view name = {url.data + base.size, url.size - base.size};
    *document = read_json(user, name);
    return *document ? VC_OK : VC_LD_LOADING_DOCUMENT_FAILED;
}

static bool
has_option(const struct test *test, const char *name, const char *value)
{
    return vc_json_is_text(vc_json_get(test->option, vc_view_of(name)),
                           vc_view_of(value));
}

static bool
is_left_out(const struct test *test)
{
    return has_option(test, "specVersion", "json-ld-1.0");
}

static bool
flag(const struct test *test, const char *name, bool otherwise)
{
    const struct vc_json *option = vc_json_get(test->option, vc_view_of(name));
    return vc_json_is(option, VC_JSON_BOOL) ? option->u.boolean : otherwise;
}

/* Arrays in any order, except inside @list. */
static bool
same(const struct vc_json *a, const struct vc_json *b, bool ordered)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind < VC_JSON_ARRAY || (a->kind == VC_JSON_ARRAY && ordered))
        return vc_json_equal(a, b);
    if (a->count != b->count)
        return false;
    if (a->kind == VC_JSON_OBJECT) {
        for (VC_JSON_EACH(member, a)) {
            const struct vc_json *other = vc_json_get(b, member->name);
            if (!other || !same(member, other,
                                vc_view_equal(member->name, VC_VIEW("@list")) &&
                                    member->kind != VC_JSON_ARRAY))
                return false;
        }
        return true;
    }
    bool used[512] = {false};
    for (VC_JSON_EACH(item, a)) {
        size_t i = 0;
        bool found = false;
        for (VC_JSON_EACH(other, b)) {
            if (!found && i < 512 && !used[i] && same(item, other, false))
                found = used[i] = true;
            i++;
        }
        if (!found)
            return false;
    }
    return true;
}

static enum vc_status
expand(const struct test *test, struct vc_json **out, struct vc_error *error)
{
    struct vc_view input = vc_json_get_text(test->entry, VC_VIEW("input"));
    struct vc_view base = vc_arena_join(test->arena, VC_VIEW(BASE), input);
    struct vc_view given = vc_json_get_text(test->option, VC_VIEW("base"));
    struct vc_view context =
        vc_json_get_text(test->option, VC_VIEW("expandContext"));
    struct vc_expand_options options = {
        .base = given.data ? given : base,
        .expand_context = context.data ? read_json(test->arena, context) : NULL,
        .loader = {load, test->arena},
        .mode_1_0 = has_option(test, "processingMode", "json-ld-1.0"),
    };
    struct vc_json *document = read_json(test->arena, input);
    assert_non_null(document);
    return vc_expand(test->arena, NULL, document, &options, out, error);
}

static void
complain(const struct test *test, const char *what, const struct vc_json *got)
{
    struct vc_view id = vc_json_get_text(test->entry, VC_VIEW("@id"));
    struct vc_view name = vc_json_get_text(test->entry, VC_VIEW("name"));
    struct vc_view text = {"", 0};
    if (got)
        (void)!vc_json_write(test->arena, got, 0, &text);
    printf("# not ok %.*s (%.*s): %s %.*s\n", (int)id.size, id.data,
           (int)name.size, name.data, what, (int)text.size, text.data);
}

/* The outcome of a test: the error it names, or what it expects. */
static bool
judge(const struct test *test, enum vc_status status,
      const struct vc_error *error, const struct vc_json *out)
{
    struct vc_view code =
        vc_json_get_text(test->entry, VC_VIEW("expectErrorCode"));
    bool good;
    if (code.data) {
        good = status != VC_OK &&
               vc_view_equal(code, vc_view_of(vc_status_text(status)));
        if (!good)
            complain(test, vc_status_text(status), out);
        return good;
    }
    const struct vc_json *expected = read_json(
        test->arena, vc_json_get_text(test->entry, VC_VIEW("expect")));
    good = status == VC_OK && expected && same(out, expected, false);
    if (!good)
        complain(test, status == VC_OK ? "differs" : error->message, out);
    return good;
}

static bool
run_expand(const struct test *test)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    enum vc_status status = expand(test, &out, &error);
    return judge(test, status, &error, out);
}

/* By the context of the test; the base is that of the document. */
static enum vc_status
compact(const struct test *test, const struct vc_json *expanded,
        struct vc_json **out, struct vc_error *error)
{
    struct vc_view input = vc_json_get_text(test->entry, VC_VIEW("input"));
    struct vc_view context = vc_json_get_text(test->entry, VC_VIEW("context"));
    struct vc_view base = vc_json_get_text(test->option, VC_VIEW("base"));
    struct vc_compact_options options = {
        .base =
            base.data ? base : vc_arena_join(test->arena, VC_VIEW(BASE), input),
        .loader = {load, test->arena},
        .mode_1_0 = has_option(test, "processingMode", "json-ld-1.0"),
        .keep_arrays = !flag(test, "compactArrays", true),
        .keep_absolute = !flag(test, "compactToRelative", true),
    };
    const struct vc_json *document = read_json(test->arena, context);
    assert_non_null(document);
    return vc_compact(test->arena, NULL, expanded, document, &options, out,
                      error);
}

static bool
run_compact(const struct test *test)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    enum vc_status status = expand(test, &out, &error);
    if (status == VC_OK)
        status = compact(test, out, &out, &error);
    return judge(test, status, &error, out);
}

static bool
run_flatten(const struct test *test)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    enum vc_status status = expand(test, &out, &error);
    if (status == VC_OK)
        status = vc_flatten(test->arena, out, NULL, &out, &error);
    if (status == VC_OK && vc_json_get(test->entry, VC_VIEW("context")))
        status = compact(test, out, &out, &error);
    return judge(test, status, &error, out);
}

static enum vc_rdf_direction
direction(const struct test *test)
{
    if (has_option(test, "rdfDirection", "i18n-datatype"))
        return VC_RDF_DIRECTION_I18N_DATATYPE;
    if (has_option(test, "rdfDirection", "compound-literal"))
        return VC_RDF_DIRECTION_COMPOUND_LITERAL;
    return VC_RDF_DIRECTION_NONE;
}

static bool
run_from_rdf(const struct test *test)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    struct vc_dataset dataset;
    struct vc_from_rdf_options options = {
        .direction = direction(test),
        .native_types = flag(test, "useNativeTypes", false),
        .rdf_type = flag(test, "useRdfType", false),
        .mode_1_0 = has_option(test, "processingMode", "json-ld-1.0"),
    };
    struct vc_view text =
        read_file(test->arena, vc_json_get_text(test->entry, VC_VIEW("input")));
    enum vc_status status =
        vc_quads_read(test->arena, text, 0, &dataset, &error);
    if (status == VC_OK)
        status = vc_from_rdf(test->arena, &dataset, &options, &out, &error);
    return judge(test, status, &error, out);
}

static void
run_manifest(const char *manifest, bool (*run)(const struct test *),
             int *passed, int *total)
{
    struct vc_arena names;
    vc_arena_init(&names, NULL, 0);
    const struct vc_json *root = read_json(&names, vc_view_of(manifest));
    assert_non_null(root);
    const struct vc_json *sequence = vc_json_get(root, VC_VIEW("sequence"));
    for (VC_JSON_EACH(entry, sequence)) {
        struct vc_arena arena;
        vc_arena_init(&arena, NULL, 0);
        struct test test = {entry, vc_json_get(entry, VC_VIEW("option")),
                            &arena};
        if (!is_left_out(&test)) {
            *total += 1;
            *passed += run(&test);
        }
        vc_arena_free(&arena);
    }
    vc_arena_free(&names);
}

/* Generalized quads cannot be read: each becomes a statement of three, which
 * keeps what is equal equal. */
static struct vc_view
reify(struct vc_arena *arena, struct vc_view text)
{
    struct vc_buf buf;
    struct vc_view out = {NULL, 0};
    vc_buf_init(&buf, arena, 0, 0);
    for (size_t i = 0, line = 0; i < text.size; i++, line++) {
        for (int part = 0; part < 3; part++) {
            char head[64];
            size_t start = i;
            snprintf(head, sizeof head, "_:s%zu <urn:%d> ", line, part);
            while (part < 2 ? text.data[i] != ' '
                            : memcmp(text.data + i, " .\n", 3) != 0)
                i++;
            vc_buf_add(&buf, vc_view_of(head));
            vc_buf_add(&buf, (struct vc_view){text.data + start, i - start});
            vc_buf_add(&buf, VC_VIEW(" .\n"));
            i += part < 2 ? 1 : 2;
        }
    }
    assert_int_equal(vc_buf_finish(&buf, &out), VC_OK);
    return out;
}

static bool
is_generalized(const struct test *test)
{
    const struct vc_json *option =
        vc_json_get(test->option, VC_VIEW("produceGeneralizedRdf"));
    return vc_json_is(option, VC_JSON_BOOL) && option->u.boolean;
}

/* Both sides in canonical form. */
static bool
same_dataset(const struct test *test, struct vc_dataset *dataset)
{
    struct vc_view text = read_file(
        test->arena, vc_json_get_text(test->entry, VC_VIEW("expect")));
    struct vc_dataset wanted;
    if (is_generalized(test)) {
        struct vc_view ours;
        assert_int_equal(vc_quads_write(test->arena, dataset, &ours), VC_OK);
        text = reify(test->arena, text);
        assert_int_equal(vc_quads_read(test->arena, reify(test->arena, ours), 0,
                                       dataset, NULL),
                         VC_OK);
    }
    struct vc_rdfc_result a;
    struct vc_rdfc_result b;
    if (vc_quads_read(test->arena, text, 0, &wanted, NULL) != VC_OK ||
        vc_rdfc_canonicalize(test->arena, crypto, dataset, NULL, &a, NULL) !=
            VC_OK ||
        vc_rdfc_canonicalize(test->arena, crypto, &wanted, NULL, &b, NULL) !=
            VC_OK)
        return false;
    if (!vc_view_equal(a.text, b.text))
        printf("# got\n%.*s# wanted\n%.*s", (int)a.text.size, a.text.data,
               (int)b.text.size, b.text.data);
    return vc_view_equal(a.text, b.text);
}

static bool
run_to_rdf(const struct test *test)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    struct vc_dataset dataset;
    struct vc_to_rdf_options options = {.direction = direction(test),
                                        .generalized = is_generalized(test)};
    enum vc_status status = expand(test, &out, &error);
    if (status == VC_OK)
        status = vc_to_rdf(test->arena, out, &options, &dataset, &error);
    struct vc_view code =
        vc_json_get_text(test->entry, VC_VIEW("expectErrorCode"));
    bool good = false;
    if (code.data)
        good = status != VC_OK &&
               vc_view_equal(code, vc_view_of(vc_status_text(status)));
    else if (status == VC_OK)
        good = !vc_json_get(test->entry, VC_VIEW("expect")) ||
               same_dataset(test, &dataset);
    if (!good)
        complain(test, vc_status_text(status), out);
    return good;
}

/* 246 less 2 for the version 1.0. */
static void
every_compact_test_passes(void **state)
{
    (void)state;
    int passed = 0;
    int total = 0;
    run_manifest("compact-manifest.jsonld", run_compact, &passed, &total);
    outside_result("json-ld-compact", passed, total, 244);
}

/* 58 less 3 for the version 1.0. */
static void
every_flatten_test_passes(void **state)
{
    (void)state;
    int passed = 0;
    int total = 0;
    run_manifest("flatten-manifest.jsonld", run_flatten, &passed, &total);
    outside_result("json-ld-flatten", passed, total, 55);
}

/* 54 less 1 for the version 1.0. */
static void
every_from_rdf_test_passes(void **state)
{
    (void)state;
    int passed = 0;
    int total = 0;
    run_manifest("fromRdf-manifest.jsonld", run_from_rdf, &passed, &total);
    outside_result("json-ld-fromRdf", passed, total, 53);
}

static void
every_expand_test_passes(void **state)
{
    (void)state;
    int passed = 0;
    int total = 0;
    run_manifest("expand-manifest.jsonld", run_expand, &passed, &total);
    outside_result("json-ld-expand", passed, total, 376);
}

/* 467 less 11 for the version 1.0. */
static void
every_to_rdf_test_passes(void **state)
{
    (void)state;
    int passed = 0;
    int total = 0;
    run_manifest("toRdf-manifest.jsonld", run_to_rdf, &passed, &total);
    outside_result("json-ld-toRdf", passed, total, 456);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_expand_test_passes),
        cmocka_unit_test(every_to_rdf_test_passes),
        cmocka_unit_test(every_compact_test_passes),
        cmocka_unit_test(every_flatten_test_passes),
        cmocka_unit_test(every_from_rdf_test_passes),
    };
    outside_need("json-ld expand, toRdf, compact, flatten, fromRdf",
                 376 + 456 + 244 + 55 + 53);
    if (vc_crypto_new(NULL, &crypto) != VC_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    vc_crypto_free(crypto);
    return failed;
}
