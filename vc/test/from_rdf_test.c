/* SPDX-License-Identifier: Apache-2.0 */
/* fromRdf on quads of our own: lists, literals, directions, and that what comes
 * back from toRdf is what went in. */
#include "ld_tools.h"

#include "vc/from_rdf.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define FIRST " <" RDF "first> "
#define REST " <" RDF "rest> "
#define NIL " <" RDF "nil>"

static struct vc_arena arena;

static int
set_up(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

static enum vc_status
convert(const char *quads, const struct vc_from_rdf_options *options,
        struct vc_json **out, struct vc_error *error)
{
    struct vc_dataset dataset;
    assert_int_equal(
        vc_quads_read(&arena, vc_view_of(quads), 0, &dataset, error), VC_OK);
    return vc_from_rdf(&arena, &dataset, options, out, error);
}

static void
expect(const char *quads, const struct vc_from_rdf_options *options,
       const char *wanted)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    if (convert(quads, options, &out, &error) != VC_OK)
        fail_msg("%s in %s", error.message, quads);
    ld_expect(&arena, out, wanted);
}

/* There and back again. */
static void
expect_same(const char *quads, enum vc_rdf_direction direction)
{
    struct vc_from_rdf_options options = {.direction = direction};
    struct vc_json *out = NULL;
    struct vc_dataset dataset;
    struct vc_rdfc_result result;
    struct vc_crypto *crypto = NULL;
    assert_int_equal(convert(quads, &options, &out, NULL), VC_OK);
    assert_int_equal(
        vc_quads_read(&arena, vc_view_of(quads), 0, &dataset, NULL), VC_OK);
    assert_int_equal(vc_crypto_new(NULL, &crypto), VC_OK);
    assert_int_equal(
        vc_rdfc_canonicalize(&arena, crypto, &dataset, NULL, &result, NULL),
        VC_OK);
    vc_crypto_free(crypto);
    struct vc_view back = ld_canonical(&arena, out, direction);
    if (!vc_view_equal(result.text, back))
        fail_msg("from\n%.*sback\n%.*s", (int)result.text.size,
                 result.text.data, (int)back.size, back.data);
}

static void
nodes_graphs_and_types_are_put_together(void **state)
{
    (void)state;
    static const char quads[] = "<urn:1> <" RDF "type> <urn:T> .\n"
                                "<urn:1> <" RDF "type> _:t .\n"
                                "<urn:1> <urn:p> <urn:2> <urn:g> .\n"
                                "<urn:1> <urn:p> _:b .\n"
                                "<urn:g> <urn:p> \"x\" .\n"
                                "<urn:1> <urn:p> \"y\"@en <urn:g> .\n";
    struct vc_from_rdf_options options = {.ordered = true};
    expect(quads, &options,
           "[{'@id':'urn:1','@type':['urn:T','_:t'],'urn:p':[{'@id':'_:b'}]},"
           "{'@id':'urn:g','urn:p':[{'@value':'x'}],'@graph':[{'@id':'urn:1',"
           "'urn:p':[{'@id':'urn:2'},{'@value':'y','@language':'en'}]}]}]");
    options.rdf_type = true;
    expect("<urn:1> <" RDF "type> <urn:T> .\n", &options,
           "[{'@id':'urn:1','" RDF "type':[{'@id':'urn:T'}]}]");
    expect_same(quads, VC_RDF_DIRECTION_NONE);
}

static void
chains_become_lists(void **state)
{
    (void)state;
    static const char quads[] =
        "<urn:1> <urn:p> _:a .\n_:a" FIRST "\"x\" .\n_:a" REST "_:b .\n"
        "_:b" FIRST "_:c .\n_:b" REST NIL " .\n"
        "_:c" FIRST "<urn:2> .\n_:c" REST NIL " .\n"
        "<urn:1> <urn:q>" NIL " .\n"
        "_:c <" RDF "type> <" RDF "List> .\n";
    expect(quads, NULL,
           "[{'@id':'urn:1','urn:p':[{'@list':[{'@value':'x'},"
           "{'@list':[{'@id':'urn:2'}]}]}],'urn:q':[{'@list':[]}]}]");
}

/* Each of these looks like a list, and would lose something as one. */
static void
what_only_looks_like_a_list_stays_nodes(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        /* used twice, also in another graph, also as a type */
        "<urn:1> <urn:p> _:a .\n<urn:2> <urn:p> _:a .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        "<urn:1> <urn:p> _:a .\n<urn:2> <urn:p> _:a <urn:g> .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        "<urn:1> <urn:p> _:a .\n<urn:2> <" RDF "type> _:a .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        /* speaks in another graph, lies in another, names one */
        "<urn:1> <urn:p> _:a .\n_:a <urn:p> \"y\" <urn:g> .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        "<urn:1> <urn:p> _:a <urn:g> .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        "<urn:1> <urn:p> _:a .\n<urn:2> <urn:p> \"y\" _:a .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        /* says more, two things, nothing */
        "<urn:1> <urn:p> _:a .\n_:a <urn:q> \"y\" .\n"
        "_:a" FIRST "\"x\" .\n_:a" REST NIL " .\n",
        "<urn:1> <urn:p> _:a .\n_:a" FIRST "\"x\" .\n_:a" FIRST "\"y\" .\n"
        "_:a" REST NIL " .\n",
        "<urn:1> <urn:p> _:a .\n_:a" REST NIL " .\n",
        "<urn:1> <urn:p> <urn:a> .\n<urn:a>" FIRST "\"x\" .\n"
        "<urn:a>" REST NIL " .\n",
        /* rings: along rest, in itself, two in each other, one below */
        "<urn:1> <urn:p> _:a .\n_:a" FIRST "\"x\" .\n_:a" REST "_:b .\n"
        "_:b" FIRST "\"y\" .\n_:b" REST "_:a .\n",
        "_:a" FIRST "_:a .\n_:a" REST NIL " .\n",
        "_:a" FIRST "_:b .\n_:a" REST NIL " .\n"
        "_:b" FIRST "_:a .\n_:b" REST NIL " .\n",
        "_:a" FIRST "_:b .\n_:a" REST "_:c .\n_:c" FIRST "_:d .\n"
        "_:c" REST NIL " .\n_:b" FIRST "_:a .\n_:b" REST NIL " .\n"
        "_:d" FIRST "\"x\" .\n_:d" REST NIL " .\n",
        /* a head that nobody uses */
        "_:a" FIRST "\"x\" .\n_:a" REST "_:b .\n"
        "_:b" FIRST "\"y\" .\n_:b" REST NIL " .\n",
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        expect_same(shapes[i], VC_RDF_DIRECTION_NONE);
}

static void
native_types_are_taken_where_nothing_is_lost(void **state)
{
    (void)state;
    static const struct {
        const char *literal;
        const char *wanted;
    } rows[] = {
        {"\"true\"^^<" XSD "boolean>", "{'@value':true}"},
        {"\"0\"^^<" XSD "boolean>", "{'@value':false}"},
        {"\"yes\"^^<" XSD "boolean>",
         "{'@value':'yes','@type':'" XSD "boolean'}"},
        {"\"007\"^^<" XSD "integer>", "{'@value':7}"},
        {"\"+5\"^^<" XSD "integer>", "{'@value':5}"},
        {"\"-0012\"^^<" XSD "integer>", "{'@value':-12}"},
        {"\"5.0\"^^<" XSD "integer>",
         "{'@value':'5.0','@type':'" XSD "integer'}"},
        {"\"\"^^<" XSD "integer>", "{'@value':'','@type':'" XSD "integer'}"},
        {"\"12345678901234567\"^^<" XSD "integer>",
         "{'@value':'12345678901234567','@type':'" XSD "integer'}"},
        {"\"5.\"^^<" XSD "double>", "{'@value':5}"},
        {"\".5e+1\"^^<" XSD "double>", "{'@value':5}"},
        {"\"1.5E0\"^^<" XSD "double>", "{'@value':1.5}"},
        {"\"1e\"^^<" XSD "double>", "{'@value':'1e','@type':'" XSD "double'}"},
        {"\".\"^^<" XSD "double>", "{'@value':'.','@type':'" XSD "double'}"},
        {"\"INF\"^^<" XSD "double>",
         "{'@value':'INF','@type':'" XSD "double'}"},
        {"\"1e999\"^^<" XSD "double>",
         "{'@value':'1e999','@type':'" XSD "double'}"},
        {"\"5\"^^<" XSD "decimal>", "{'@value':'5','@type':'" XSD "decimal'}"},
        {"\"5\"", "{'@value':'5'}"},
    };
    struct vc_from_rdf_options options = {.native_types = true};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char quads[200];
        char wanted[200];
        snprintf(quads, sizeof quads, "<urn:1> <urn:p> %s .\n",
                 rows[i].literal);
        snprintf(wanted, sizeof wanted, "[{'@id':'urn:1','urn:p':[%s]}]",
                 rows[i].wanted);
        expect(quads, &options, wanted);
    }
    expect("<urn:1> <urn:p> \"7\"^^<" XSD "integer> .\n", NULL,
           "[{'@id':'urn:1','urn:p':[{'@value':'7','@type':'" XSD
           "integer'}]}]");
}

static void
json_literals_are_read(void **state)
{
    (void)state;
    struct vc_json *out;
    struct vc_error error = {0};
    struct vc_from_rdf_options old = {.mode_1_0 = true};
    static const char good[] =
        "<urn:1> <urn:p> \"{\\\"a\\\":[null]}\"^^<" RDF "JSON> .\n";
    expect(good, NULL,
           "[{'@id':'urn:1','urn:p':[{'@value':{'a':[null]},"
           "'@type':'@json'}]}]");
    assert_int_equal(convert(good, &old, &out, &error), VC_OK);
    assert_true(vc_json_is(
        vc_json_get(
            vc_json_first(vc_json_get(vc_json_first(out), VC_VIEW("urn:p"))),
            VC_VIEW("@value")),
        VC_JSON_STRING));
    assert_int_equal(convert("<urn:1> <urn:p> \"nul\"^^<" RDF "JSON> .\n", NULL,
                             &out, &error),
                     VC_LD_INVALID_JSON_LITERAL);
}

#define I18N "https://www.w3.org/ns/i18n#"

static void
directions_come_from_a_datatype_or_a_compound(void **state)
{
    (void)state;
    struct vc_from_rdf_options i18n = {.direction =
                                           VC_RDF_DIRECTION_I18N_DATATYPE};
    struct vc_from_rdf_options compound = {
        .direction = VC_RDF_DIRECTION_COMPOUND_LITERAL};
    expect("<urn:1> <urn:p> \"x\"^^<" I18N "ar-eg_rtl> .\n"
           "<urn:1> <urn:p> \"x\"^^<" I18N "_ltr> .\n"
           "<urn:1> <urn:p> \"x\"^^<" I18N "ar> .\n"
           "<urn:1> <urn:p> \"x\"^^<" I18N "a!_rtl> .\n",
           &i18n,
           "[{'@id':'urn:1','urn:p':[{'@value':'x','@language':'ar-eg',"
           "'@direction':'rtl'},{'@value':'x','@direction':'ltr'},"
           "{'@value':'x','@type':'" I18N "ar'},"
           "{'@value':'x','@type':'" I18N "a!_rtl'}]}]");
    expect("<urn:1> <urn:p> _:c .\n_:c <" RDF "value> \"x\" .\n"
           "_:c <" RDF "language> \"ar\" .\n"
           "_:c <" RDF "direction> \"rtl\" .\n",
           &compound,
           "[{'@id':'urn:1','urn:p':[{'@value':'x','@language':'ar',"
           "'@direction':'rtl'}]}]");
    expect_same("<urn:1> <urn:p> _:c .\n_:c <urn:more> \"y\" .\n"
                "_:c <" RDF "value> \"x\" .\n_:c <" RDF
                "direction> \"rtl\" .\n",
                VC_RDF_DIRECTION_COMPOUND_LITERAL);
    expect_same("_:c <" RDF "value> \"x\" .\n_:c <" RDF
                "direction> \"rtl\" .\n",
                VC_RDF_DIRECTION_COMPOUND_LITERAL);
}

static void
a_compound_with_a_wrong_word_is_refused(void **state)
{
    (void)state;
    struct vc_json *out;
    struct vc_error error = {0};
    struct vc_from_rdf_options compound = {
        .direction = VC_RDF_DIRECTION_COMPOUND_LITERAL};
    assert_int_equal(convert("<urn:1> <urn:p> _:c .\n"
                             "_:c <" RDF "value> \"x\" .\n"
                             "_:c <" RDF "direction> \"up\" .\n",
                             &compound, &out, &error),
                     VC_LD_INVALID_BASE_DIRECTION);
    assert_int_equal(convert("<urn:1> <urn:p> _:c .\n"
                             "_:c <" RDF "value> \"x\" .\n"
                             "_:c <" RDF "language> \"a b\" .\n"
                             "_:c <" RDF "direction> \"rtl\" .\n",
                             &compound, &out, &error),
                     VC_LD_INVALID_LANGUAGE_TAGGED_STRING);
}

/* ---- limits ---- */

/* A list of `count` items, or as many lists in lists. */
static double
time_lists(int count, bool deep, enum vc_status wanted)
{
    struct vc_buf buf;
    struct vc_view text;
    struct vc_dataset dataset;
    struct vc_json *out;
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_add(&buf, VC_VIEW("<urn:1> <urn:p> _:b0 .\n"));
    for (int i = 0; i < count; i++) {
        char line[300];
        if (deep)
            snprintf(line, sizeof line,
                     "_:b%d" FIRST "_:b%d .\n_:b%d" REST NIL " .\n", i, i + 1,
                     i);
        else
            snprintf(line, sizeof line,
                     "_:b%d" FIRST "\"%d\" .\n_:b%d" REST "_:b%d .\n", i, i, i,
                     i + 1);
        vc_buf_add(&buf, vc_view_of(line));
    }
    char last[300];
    snprintf(last, sizeof last, "_:b%d" FIRST "\"x\" .\n_:b%d" REST NIL " .\n",
             count, count);
    vc_buf_add(&buf, vc_view_of(last));
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_quads_read(&arena, text, 0, &dataset, NULL), VC_OK);
    double start = ld_clock();
    assert_int_equal(vc_from_rdf(&arena, &dataset, NULL, &out, NULL), wanted);
    return ld_clock() - start;
}

static void
long_lists_take_linear_time_and_deep_ones_are_refused(void **state)
{
    (void)state;
    double few = time_lists(3000, false, VC_OK);
    double many = time_lists(30000, false, VC_OK);
    assert_true(many < 40 * few + 100);
    (void)time_lists(400, true, VC_OK);
    assert_true(time_lists(30000, true, VC_LIMIT) < 1000);
}

static void
every_lack_of_memory_is_reported(void **state)
{
    (void)state;
    static const char quads[] =
        "<urn:1> <urn:p> _:a .\n_:a" FIRST "\"1\"^^<" XSD "integer> .\n"
        "_:a" REST "_:b .\n_:b" FIRST "_:c .\n_:b" REST NIL " .\n"
        "_:c <" RDF "value> \"x\" .\n_:c <" RDF "direction> \"rtl\" .\n"
        "<urn:1> <" RDF "type> <urn:T> _:g .\n"
        "<urn:1> <urn:q> \"[1]\"^^<" RDF "JSON> _:g .\n";
    struct vc_from_rdf_options options = {
        .direction = VC_RDF_DIRECTION_COMPOUND_LITERAL, .native_types = true};
    struct vc_dataset dataset;
    struct vc_json *out;
    enum vc_status status = VC_NO_MEMORY;
    size_t bytes = 40; /* 0 would be no maximum */
    assert_int_equal(
        vc_quads_read(&arena, vc_view_of(quads), 0, &dataset, NULL), VC_OK);
    for (; status == VC_NO_MEMORY; bytes += 40) {
        struct vc_arena small;
        failing_arena(&small, bytes);
        status = vc_from_rdf(&small, &dataset, &options, &out, NULL);
        if (status == VC_OK)
            assert_int_equal(out->count, 2);
        vc_arena_free(&small);
    }
    assert_int_equal(status, VC_OK);
    assert_true(bytes > 3000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_graphs_and_types_are_put_together),
        cmocka_unit_test(chains_become_lists),
        cmocka_unit_test(what_only_looks_like_a_list_stays_nodes),
        cmocka_unit_test(native_types_are_taken_where_nothing_is_lost),
        cmocka_unit_test(json_literals_are_read),
        cmocka_unit_test(directions_come_from_a_datatype_or_a_compound),
        cmocka_unit_test(a_compound_with_a_wrong_word_is_refused),
        cmocka_unit_test(long_lists_take_linear_time_and_deep_ones_are_refused),
        cmocka_unit_test(every_lack_of_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
