/* SPDX-License-Identifier: Apache-2.0 */
/* Flattening on documents of our own: nodes put together, graphs, lists, blank
 * nodes, what is refused, time and memory. */
#include "ld_tools.h"

#include "vc/flatten.h"

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

/* Flattens, and looks whether the statements stayed the same. */
static void
expect(const char *expanded, const char *wanted)
{
    struct vc_json *document = ld_json(&arena, expanded);
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    struct vc_flatten_options options = {.ordered = true};
    if (vc_flatten(&arena, document, &options, &out, &error) != VC_OK)
        fail_msg("%s at %s", error.message, error.path);
    ld_expect(&arena, out, wanted);
    ld_expect_same_quads(&arena, document, out);
}

static void
a_node_stands_once_with_all_that_is_said_of_it(void **state)
{
    (void)state;
    expect("[{'@id':'urn:1','urn:p':[{'@id':'urn:2','@type':['urn:T'],"
           "'urn:q':[{'@value':1}]}]},{'@id':'urn:2','@type':['urn:T','urn:U'],"
           "'urn:q':[{'@value':1},{'@value':2},{'@value':1,'@type':'urn:d'}]}]",
           "[{'@id':'urn:1','urn:p':[{'@id':'urn:2'}]},"
           "{'@id':'urn:2','@type':['urn:T','urn:U'],'urn:q':[{'@value':1},"
           "{'@value':2},{'@value':1,'@type':'urn:d'}]}]");
}

static void
blank_nodes_are_numbered_as_properties_are_named(void **state)
{
    (void)state;
    expect("[{'urn:b':[{'@id':'_:x'}],'urn:a':[{'urn:c':[{'@value':1}]}],"
           "'@type':['_:t']},{'@id':'_:x','urn:c':[{'@value':2}]}]",
           "[{'@id':'_:b0','@type':['_:b1'],'urn:a':[{'@id':'_:b2'}],"
           "'urn:b':[{'@id':'_:b3'}]},{'@id':'_:b2','urn:c':[{'@value':1}]},"
           "{'@id':'_:b3','urn:c':[{'@value':2}]}]");
}

static void
graphs_stay_apart(void **state)
{
    (void)state;
    expect("[{'@id':'urn:g','urn:p':[{'@value':1}],'@graph':[{'@id':'urn:1',"
           "'urn:p':[{'@value':1}],'urn:q':[{'@graph':[{'@id':'urn:1',"
           "'urn:p':[{'@value':2}]}]}]}]},{'@id':'urn:1',"
           "'urn:p':[{'@value':3}]}]",
           "[{'@id':'_:b0','@graph':[{'@id':'urn:1','urn:p':[{'@value':2}]}]},"
           "{'@id':'urn:1','urn:p':[{'@value':3}]},"
           "{'@id':'urn:g','urn:p':[{'@value':1}],'@graph':[{'@id':'urn:1',"
           "'urn:p':[{'@value':1}],'urn:q':[{'@id':'_:b0'}]}]}]");
}

static void
lists_stay_whole_and_are_never_merged(void **state)
{
    (void)state;
    expect("[{'@id':'urn:1','urn:p':[{'@list':[{'@id':'urn:2',"
           "'urn:q':[{'@value':1}]},{'@list':[{'@value':'x'},{'@value':'x'}]}]"
           "},{'@list':[]},{'@list':[]}]}]",
           "[{'@id':'urn:1','urn:p':[{'@list':[{'@id':'urn:2'},"
           "{'@list':[{'@value':'x'},{'@value':'x'}]}]},{'@list':[]},"
           "{'@list':[]}]},{'@id':'urn:2','urn:q':[{'@value':1}]}]");
}

static void
reverse_and_included_become_plain_nodes(void **state)
{
    (void)state;
    expect("[{'@id':'urn:1','@reverse':{'urn:p':[{'@id':'urn:2'},"
           "{'@id':'urn:3'}]},'@included':[{'@id':'urn:4',"
           "'urn:q':[{'@value':1}]}]},{'@id':'urn:2',"
           "'urn:p':[{'@id':'urn:1'}]}]",
           "[{'@id':'urn:2','urn:p':[{'@id':'urn:1'}]},"
           "{'@id':'urn:3','urn:p':[{'@id':'urn:1'}]},"
           "{'@id':'urn:4','urn:q':[{'@value':1}]}]");
}

static void
what_stands_free_says_nothing_but_its_nodes_do(void **state)
{
    (void)state;
    expect("[{'@id':'urn:1','urn:p':[{'@graph':[{'@value':1},{'@list':["
           "{'@value':2},{'@id':'urn:2','urn:q':[{'@value':3}]}]}]}]}]",
           "[{'@id':'_:b0','@graph':[{'@id':'urn:2','urn:q':[{'@value':3}]}]},"
           "{'@id':'urn:1','urn:p':[{'@id':'_:b0'}]}]");
}

static enum vc_status
failure(const char *expanded, size_t max_nodes, struct vc_error *error)
{
    struct vc_json *out;
    struct vc_flatten_options options = {.max_nodes = max_nodes};
    return vc_flatten(&arena, ld_json(&arena, expanded), &options, &out, error);
}

static void
what_is_wrong_is_named_with_its_place(void **state)
{
    (void)state;
    struct vc_error error = {0};
    assert_int_equal(failure("[{'@id':'urn:1','@index':'a','urn:p':[{'@id':"
                             "'urn:1','@index':'b'}]}]",
                             0, &error),
                     VC_LD_CONFLICTING_INDEXES);
    assert_string_equal(error.path, "/0/urn:p/0");
    assert_int_equal(failure("[{'urn:p':[{},{}]}]", 2, &error), VC_LIMIT);
    assert_int_equal(failure("[{'urn:p':[{},{}]}]", 3, &error), VC_OK);
    static const char *const not_expanded[] = {
        "'text'",          "[['x']]",
        "[{'urn:p':'x'}]", "[{'@reverse':[]}]",
        "[{'@graph':1}]",  "[{'@reverse':{'urn:p':[{'@value':1}]}}]",
    };
    for (size_t i = 0; i < sizeof not_expanded / sizeof *not_expanded; i++) {
        if (failure(not_expanded[i], 0, &error) != VC_INVALID)
            fail_msg("taken: %s", not_expanded[i]);
    }
}

static void
depth_has_a_limit(void **state)
{
    (void)state;
    struct vc_json *top = vc_json_object(&arena);
    struct vc_json *out = NULL;
    struct vc_json *node = top;
    for (int i = 0; i < 5000; i++) {
        struct vc_json *array = vc_json_array(&arena);
        assert_int_equal(vc_json_set(node, VC_VIEW("urn:p"), array), VC_OK);
        node = vc_json_object(&arena);
        assert_int_equal(vc_json_append(array, node), VC_OK);
    }
    assert_int_equal(vc_flatten(&arena, top, NULL, &out, NULL), VC_LIMIT);
}

/* Nodes, properties, values and graphs, `count` of each. */
static double
time_wide(int count)
{
    struct vc_buf buf;
    struct vc_view text;
    struct vc_json *document;
    struct vc_json *out;
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_add(&buf, VC_VIEW("[{\"urn:p\":["));
    for (int i = 0; i < count; i++) {
        char part[100];
        snprintf(part, sizeof part,
                 "{\"@id\":\"urn:%d\",\"@graph\":[{\"urn:q\":[]}]},"
                 "{\"@value\":%d},",
                 i, i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    vc_buf_add(&buf, VC_VIEW("{\"@value\":0}]"));
    for (int i = 0; i < count; i++) {
        char part[100];
        snprintf(part, sizeof part, ",\"urn:p%d\":[{\"@id\":\"_:%d\"}]", i, i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    vc_buf_add(&buf, VC_VIEW("}]"));
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &document, NULL), VC_OK);
    double start = ld_clock();
    assert_int_equal(vc_flatten(&arena, document, NULL, &out, NULL), VC_OK);
    double ms = ld_clock() - start;
    assert_int_equal(out->count, count + 1);
    return ms;
}

static void
wide_documents_take_linear_time(void **state)
{
    (void)state;
    double few = time_wide(2000);
    double many = time_wide(20000);
    assert_true(many < 40 * few + 100);
}

static void
every_lack_of_memory_is_reported(void **state)
{
    (void)state;
    struct vc_json *document = ld_json(
        &arena, "[{'@id':'urn:1','@type':['_:t'],'urn:p':[{'@list':[{}]},"
                "{'@value':1,'@index':'x'}],'@reverse':{'urn:r':[{}]},"
                "'@graph':[{'urn:q':[{'@value':1},{'@value':1}]}]}]");
    struct vc_json *out;
    enum vc_status status = VC_NO_MEMORY;
    size_t bytes = 40; /* 0 would be no maximum */
    for (; status == VC_NO_MEMORY; bytes += 40) {
        struct vc_arena small;
        failing_arena(&small, bytes);
        status = vc_flatten(&small, document, NULL, &out, NULL);
        if (status == VC_OK)
            assert_int_equal(out->count, 2);
        vc_arena_free(&small);
    }
    assert_int_equal(status, VC_OK);
    assert_true(bytes > 2000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_stands_once_with_all_that_is_said_of_it),
        cmocka_unit_test(blank_nodes_are_numbered_as_properties_are_named),
        cmocka_unit_test(graphs_stay_apart),
        cmocka_unit_test(lists_stay_whole_and_are_never_merged),
        cmocka_unit_test(reverse_and_included_become_plain_nodes),
        cmocka_unit_test(what_stands_free_says_nothing_but_its_nodes_do),
        cmocka_unit_test(what_is_wrong_is_named_with_its_place),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(wide_documents_take_linear_time),
        cmocka_unit_test(every_lack_of_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
