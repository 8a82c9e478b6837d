/* SPDX-License-Identifier: Apache-2.0 */
/* Compaction on documents of our own: which term is chosen, what is written
 * into maps and lists, that nothing changes its meaning, limits and failures. */
#include "ld_tools.h"

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

static struct vc_json *
compacted(const char *expanded, const char *context,
          const struct vc_compact_options *options)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    if (vc_compact(&arena, NULL, ld_json(&arena, expanded),
                   ld_json(&arena, context), options, &out, &error) != VC_OK)
        fail_msg("%s at %s", error.message, error.path);
    return out;
}

static enum vc_status
failure(const char *expanded, const char *context,
        const struct vc_compact_options *options, struct vc_error *error)
{
    struct vc_json *out = NULL;
    return vc_compact(&arena, NULL, ld_json(&arena, expanded),
                      ld_json(&arena, context), options, &out, error);
}

/* Without the context, which is the one given. */
static void
expect(const char *expanded, const char *context, const char *wanted)
{
    struct vc_json *out = compacted(expanded, context, NULL);
    (void)vc_json_remove(out, VC_VIEW("@context"));
    ld_expect(&arena, out, wanted);
}

/* What is compacted and expanded again says the same. */
static void
expect_same(const char *expanded, const char *context)
{
    struct vc_json *before = ld_json(&arena, expanded);
    struct vc_compact_options options = {.base = VC_VIEW("http://e.x/a/b")};
    struct vc_json *out = compacted(expanded, context, &options);
    struct vc_json *after = ld_expanded(&arena, NULL, out, "http://e.x/a/b");
    ld_expect_same_quads(&arena, before, after);
}

/* ---- choosing terms ---- */

static void
the_term_is_chosen_by_type_language_and_direction(void **state)
{
    (void)state;
    static const char context[] =
        "{'p':'http://e.x/p','pid':{'@id':'http://e.x/p','@type':'@id'},"
        "'pv':{'@id':'http://e.x/p','@type':'@vocab'},"
        "'date':{'@id':'http://e.x/p','@type':'http://e.x/date'},"
        "'en':{'@id':'http://e.x/p','@language':'EN'},"
        "'ar':{'@id':'http://e.x/p','@language':'ar','@direction':'rtl'},"
        "'left':{'@id':'http://e.x/p','@direction':'ltr'},"
        "'known':'http://e.x/known'}";
    expect("[{'http://e.x/p':[{'@value':'x'}]}]", context, "{'p':'x'}");
    expect("[{'http://e.x/p':[{'@id':'http://e.x/q'}]}]", context,
           "{'pid':'http://e.x/q'}");
    expect("[{'http://e.x/p':[{'@id':'http://e.x/known'}]}]", context,
           "{'pv':'known'}");
    expect("[{'http://e.x/p':[{'@value':'1','@type':'http://e.x/date'}]}]",
           context, "{'date':'1'}");
    expect("[{'http://e.x/p':[{'@value':'x','@language':'en'}]}]", context,
           "{'en':'x'}");
    expect("[{'http://e.x/p':[{'@value':'x','@language':'AR',"
           "'@direction':'rtl'}]}]",
           context, "{'ar':'x'}");
    expect("[{'http://e.x/p':[{'@value':'x','@direction':'ltr'}]}]", context,
           "{'left':'x'}");
    expect("[{'http://e.x/p':[{'@value':'x','@language':'fr'}]}]", context,
           "{'p':{'@value':'x','@language':'fr'}}");
}

static void
the_shortest_term_wins_then_the_first_by_code_point(void **state)
{
    (void)state;
    expect("[{'http://e.x/p':[{'@value':1}]}]",
           "{'long':'http://e.x/p','bb':'http://e.x/p','ba':'http://e.x/p'}",
           "{'ba':1}");
}

/* An empty list fits every list, hence the first term with a plain value: not
 * one that says the property backwards, and not one whose value is JSON. */
static void
an_empty_list_takes_no_term_of_another_meaning(void **state)
{
    (void)state;
    static const char list[] =
        "[{'@id':'http://e.x/1','http://e.x/p':[{'@list':[]}]}]";
    static const char *contexts[] = {
        "{'r':{'@reverse':'http://e.x/p'}}",
        "{'r':{'@reverse':'http://e.x/p','@container':'@index'}}",
        "{'j':{'@id':'http://e.x/p','@type':'@json'}}",
        "{'j':{'@id':'http://e.x/p','@type':'@json','@container':'@list'}}",
        "{'j':{'@id':'http://e.x/p','@type':'@json','@container':'@index'}}",
    };
    expect(list,
           "{'r':{'@reverse':'http://e.x/p','@type':'@id'},"
           "'long':{'@id':'http://e.x/p'}}",
           "{'@id':'http://e.x/1','long':{'@list':[]}}");
    expect(list,
           "{'j':{'@id':'http://e.x/p','@type':'@json','@container':'@list'},"
           "'long':{'@id':'http://e.x/p','@type':'http://e.x/t',"
           "'@container':'@list'}}",
           "{'@id':'http://e.x/1','long':[]}");
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        expect(list, contexts[i],
               "{'@id':'http://e.x/1','http://e.x/p':{'@list':[]}}");
        expect_same(list, contexts[i]);
    }
}

static void
a_list_takes_the_term_that_fits_all_its_items(void **state)
{
    (void)state;
    static const char context[] =
        "{'plain':{'@id':'http://e.x/p','@container':'@list'},"
        "'ids':{'@id':'http://e.x/p','@type':'@id','@container':'@list'},"
        "'en':{'@id':'http://e.x/p','@language':'en','@container':'@list'}}";
    expect("[{'http://e.x/p':[{'@list':[{'@id':'http://e.x/1'},"
           "{'@id':'http://e.x/2'}]}]}]",
           context, "{'ids':['http://e.x/1','http://e.x/2']}");
    expect("[{'http://e.x/p':[{'@list':[{'@value':'a','@language':'en'},"
           "{'@value':'b','@language':'en'}]}]}]",
           context, "{'en':['a','b']}");
    expect("[{'http://e.x/p':[{'@list':[{'@value':'a','@language':'en'},"
           "{'@id':'http://e.x/2'}]}]}]",
           context, "{'en':['a',{'@id':'http://e.x/2'}]}");
    expect("[{'http://e.x/p':[{'@list':[{'@value':'a','@language':'en'},"
           "{'@value':1}]}]}]",
           context, "{'plain':[{'@value':'a','@language':'en'},1]}");
    expect("[{'http://e.x/p':[{'@list':[]}]}]", context, "{'en':[]}");
}

static void
the_shortest_prefix_wins_and_is_never_misread(void **state)
{
    (void)state;
    expect("[{'http://e.x/a/b':[{'@value':1}],'http://e.x/a/':[{'@value':2}]}]",
           "{'x':'http://e.x/','aa':'http://e.x/a/','y':{'@id':"
           "'http://e.x/a/b/','@prefix':true}}",
           "{'aa:b':1,'aa':2}");
    /* Taken by a term, no prefix by nature, a blank node, an authority. */
    expect("[{'http://e.x/b':[{'@value':1}]}]",
           "{'x':'http://e.x/','x:b':'http://e.x/b'}", "{'x:b':1}");
    expect("[{'http://e.x/b':[{'@id':'http://e.x/c'}]}]",
           "{'x':{'@id':'http://e.x/'},'_':'http://e.x/'}",
           "{'http://e.x/b':{'@id':'http://e.x/c'}}");
    expect_same("[{'http:////h/b':[{'@value':1}]}]", "{'x':'http://'}");
}

static void
what_follows_the_vocabulary_is_never_misread(void **state)
{
    (void)state;
    static const char context[] = "{'@vocab':'http://e.x/','t':'http://e.y/'}";
    expect("[{'http://e.x/p':[{'@value':1}]}]", context, "{'p':1}");
    expect("[{'http://e.x/t':[{'@value':1}]}]", context, "{'http://e.x/t':1}");
    expect_same("[{'http://e.x/a:b':[{'@value':1}]}]", context);
    expect_same("[{'http://e.x/@type':[{'@value':1}]}]", context);
    expect_same("[{'@type':['http://e.x/_:b'],'http://e.x/p':[]}]", context);
}

static void
references_become_relative_to_the_base(void **state)
{
    (void)state;
    struct vc_compact_options options = {.base = VC_VIEW("http://e.x/a/b?q")};
    static const char document[] =
        "[{'@id':'http://e.x/a/c','http://e.x/p':[{'@id':'http://e.x/d'},"
        "{'@id':'http://e.x/a/b'},{'@id':'http://e.x/a/x:y'},"
        "{'@id':'http://e.x/a/@id'},{'@id':'http://e.x/a/name'},"
        "{'@id':'http://other.x/a/c'},{'@id':'http://e.x/c://d'}]}]";
    static const char context[] = "{'p':{'@id':'http://e.x/p','@type':'@id'},"
                                  "'name':'@id'}";
    struct vc_json *out = compacted(document, context, &options);
    assert_true(vc_json_remove(out, VC_VIEW("@context")));
    ld_expect(&arena, out,
              "{'name':'c','p':['../d','b','./x:y','./@id','./name',"
              "'http://other.x/a/c','http://e.x/c://d']}");
    options.keep_absolute = true;
    out = compacted("[{'@id':'http://e.x/a/c','http://e.x/p':[]}]", "{}",
                    &options);
    ld_expect(&arena, out, "{'@id':'http://e.x/a/c','http://e.x/p':[]}");
}

/* Found by fuzzing: what came out could not be read again. */
static void
reverse_properties_are_not_nested(void **state)
{
    (void)state;
    static const char document[] =
        "[{'@id':'http://e.x/a','@reverse':{'http://e.x/in':"
        "[{'@id':'http://e.x/b'}]},'http://e.x/in':[{'@value':1}]}]";
    static const char context[] =
        "{'in':{'@id':'http://e.x/in','@nest':'@nest'}}";
    struct vc_json *out = compacted(document, context, NULL);
    assert_true(vc_json_remove(out, VC_VIEW("@context")));
    ld_expect(&arena, out,
              "{'@id':'http://e.x/a','@reverse':{'in':{'@id':'http://e.x/b'}},"
              "'@nest':{'in':1}}");
}

/* ---- shapes ---- */

static void
maps_are_made_of_what_their_container_says(void **state)
{
    (void)state;
    expect("[{'http://e.x/p':[{'@value':'a','@language':'en'},"
           "{'@value':'b','@language':'es'},{'@value':'c','@language':'es'},"
           "{'@value':'d'}]}]",
           "{'p':{'@id':'http://e.x/p','@container':'@language'}}",
           "{'p':{'en':'a','es':['b','c'],'@none':'d'}}");
    expect("[{'http://e.x/p':[{'@value':1,'@index':'x'},{'@value':2}]}]",
           "{'p':{'@id':'http://e.x/p','@container':['@index','@set']}}",
           "{'p':{'x':[1],'@none':[2]}}");
    expect("[{'http://e.x/p':[{'@id':'http://e.x/1','http://e.x/n':"
           "[{'@value':1}]},{'http://e.x/n':[{'@value':2}]}]}]",
           "{'n':'http://e.x/n','none':'@none',"
           "'p':{'@id':'http://e.x/p','@container':'@id'}}",
           "{'p':{'http://e.x/1':{'n':1},'none':{'n':2}}}");
    expect("[{'http://e.x/p':[{'@type':['http://e.x/A','http://e.x/B'],"
           "'@id':'http://e.x/1'},{'@type':['http://e.x/A'],"
           "'@id':'http://e.x/2'}]}]",
           "{'A':'http://e.x/A','B':'http://e.x/B',"
           "'p':{'@id':'http://e.x/p','@container':'@type'}}",
           "{'p':{'A':[{'@type':'B','@id':'http://e.x/1'},"
           "'http://e.x/2']}}");
    expect("[{'http://e.x/p':[{'http://e.x/k':[{'@id':'http://e.x/K'}],"
           "'http://e.x/n':[{'@value':1}]},{'http://e.x/n':[{'@value':2}]}]}]",
           "{'@vocab':'http://e.x/','k':{'@type':'@vocab'},"
           "'p':{'@container':'@index','@index':'k'}}",
           "{'p':{'K':{'n':1},'@none':{'n':2}}}");
}

static void
a_map_never_takes_what_it_cannot_carry(void **state)
{
    (void)state;
    static const char languages[] =
        "{'p':{'@id':'http://e.x/p','@container':'@language'}}";
    expect_same("[{'http://e.x/p':[{'@value':5}]}]", languages);
    expect_same("[{'http://e.x/p':[{'@value':'x','@language':'ar',"
                "'@direction':'rtl'},{'@value':'y','@language':'ar'}]}]",
                languages);
    expect_same("[{'http://e.x/p':[{'@value':'x','@language':'en'}]}]",
                "{'p':{'@id':'http://e.x/p','@container':'@language',"
                "'@direction':'rtl'}}");
    expect_same("[{'http://e.x/p':[{'@list':[{'@value':1}],'@index':'i'},"
                "{'@value':1,'@index':'i'},{'@graph':[{'http://e.x/q':"
                "[{'@value':1}]}],'@index':'i'}]}]",
                "{'p':{'@id':'http://e.x/p','@container':'@index'}}");
    expect_same("[{'http://e.x/p':[{'@id':'http://e.x/1'}]}]",
                "{'p':{'@id':'http://e.x/p','@type':'@id',"
                "'@container':'@id'}}");
    expect("[{'http://e.x/p':[{'@id':'http://e.x/1'}]}]",
           "{'p':{'@id':'http://e.x/p','@type':'@id','@container':'@id'}}",
           "{'p':{'http://e.x/1':{}}}");
    expect("[{'http://e.x/p':[{'@id':'http://e.x/1','@index':'i'}]}]",
           "{'p':{'@id':'http://e.x/p','@type':'@id'}}",
           "{'p':{'@id':'http://e.x/1','@index':'i'}}");
}

static void
lists_keep_their_items_and_their_kinds(void **state)
{
    (void)state;
    static const char context[] =
        "{'p':{'@id':'http://e.x/p','@container':'@list'},"
        "'q':{'@id':'http://e.x/q','@type':'@id'}}";
    expect("[{'http://e.x/p':[{'@list':[{'@value':1}]},"
           "{'@list':[{'@value':2}]}]}]",
           context, "{'p':[1],'http://e.x/p':{'@list':[2]}}");
    expect("[{'http://e.x/p':[{'@list':[{'@list':[]},{'@list':[{'@value':1}]}]}"
           "]}]",
           context, "{'p':[[],[1]]}");
    expect_same("[{'http://e.x/q':[{'@list':[{'@list':[{'@value':'x'},"
                "{'@id':'http://e.x/y'}]}]}]}]",
                context);
    expect_same("[{'http://e.x/p':[{'@list':[{'@value':1}]},{'@list':"
                "[{'@value':2}]},{'@list':[{'@value':3}]}]}]",
                context);
}

static void
graphs_fit_their_containers(void **state)
{
    (void)state;
    static const char document[] =
        "[{'http://e.x/g':[{'@graph':[{'http://e.x/n':[{'@value':1}]},"
        "{'http://e.x/n':[{'@value':2}]}]}]}]";
    expect(document, "{'n':'http://e.x/n','g':'http://e.x/g'}",
           "{'g':{'@graph':[{'n':1},{'n':2}]}}");
    expect(document,
           "{'n':'http://e.x/n','g':{'@id':'http://e.x/g',"
           "'@container':'@graph'}}",
           "{'g':{'@included':[{'n':1},{'n':2}]}}");
    expect("[{'http://e.x/g':[{'@id':'http://e.x/1','@graph':[{'http://e.x/n':"
           "[{'@value':1}]}]},{'@graph':[{'http://e.x/n':[{'@value':2}]}]}]}]",
           "{'n':'http://e.x/n','g':{'@id':'http://e.x/g',"
           "'@container':['@graph','@id']}}",
           "{'g':{'http://e.x/1':{'n':1},'@none':{'n':2}}}");
    expect_same(document, "{'n':'http://e.x/n','g':'http://e.x/g'}");
}

static void
reverse_properties_and_nests_stand_where_their_terms_say(void **state)
{
    (void)state;
    expect("[{'@id':'http://e.x/1','@reverse':{'http://e.x/p':"
           "[{'@id':'http://e.x/2'}],'http://e.x/q':[{'@id':'http://e.x/3'}]}"
           "}]",
           "{'of':{'@reverse':'http://e.x/p','@type':'@id'}}",
           "{'@id':'http://e.x/1','of':'http://e.x/2',"
           "'@reverse':{'http://e.x/q':{'@id':'http://e.x/3'}}}");
    expect("[{'http://e.x/a':[{'@value':1}],'http://e.x/b':[],"
           "'http://e.x/c':[{'@value':3}]}]",
           "{'in':'@nest','a':{'@id':'http://e.x/a','@nest':'in'},"
           "'b':{'@id':'http://e.x/b','@nest':'@nest'},'c':'http://e.x/c'}",
           "{'in':{'a':1},'@nest':{'b':[]},'c':3}");
}

static void
json_literals_stay_whole(void **state)
{
    (void)state;
    static const char context[] = "{'p':{'@id':'http://e.x/p','@type':'@json'},"
                                  "'q':'http://e.x/p'}";
    expect("[{'http://e.x/p':[{'@value':[1],'@type':'@json'}]}]", context,
           "{'p':[1]}");
    expect("[{'http://e.x/p':[{'@value':[],'@type':'@json'}]}]", context,
           "{'p':[]}");
    expect("[{'http://e.x/p':[{'@value':[1],'@type':'@json'},"
           "{'@value':[2],'@type':'@json'}]}]",
           context, "{'p':[1],'http://e.x/p':{'@value':[2],'@type':'@json'}}");
    expect("[{'http://e.x/p':[{'@value':null,'@type':'@json'}]}]", context,
           "{'p':null}");
    expect("[{'http://e.x/p':[{'@value':{'@id':[{}]},'@type':'@json'}]}]",
           "{'q':'http://e.x/p','v':'@value'}",
           "{'q':{'@type':'@json','v':{'@id':[{}]}}}");
}

/* ---- scopes ---- */

static void
contexts_of_types_and_properties_hold_where_expansion_reads_them(void **state)
{
    (void)state;
    static const char context[] =
        "{'@version':1.1,'@vocab':'http://e.x/','name':'http://a.x/name',"
        "'T':{'@context':{'name':'http://t.x/name','U':'http://t.x/U',"
        "'list':{'@id':'http://e.x/list','@type':'@id'},"
        "'map':{'@id':'http://e.x/map','@container':'@index'}}},"
        "'p':{'@context':{'name':'http://p.x/name','V':{'@id':'http://p.x/V',"
        "'@context':{'name':'http://v.x/name'}}}}}";
    static const char names[] =
        "'http://a.x/name':[{'@value':1}],'http://t.x/name':[{'@value':2}],"
        "'http://p.x/name':[{'@value':3}],'http://v.x/name':[{'@value':4}]";
    static const char *const shapes[] = {
        "[{'@type':['http://e.x/T'],%s,'http://e.x/q':[{%s}]}]",
        "[{'@type':['http://e.x/T'],%s,'http://e.x/q':[{'@type':"
        "['http://t.x/U','http://e.x/U'],%s}]}]",
        "[{'@type':['http://e.x/T'],%s,'http://e.x/p':[{'@type':"
        "['http://p.x/V'],%s}]}]",
        "[{'@type':['http://e.x/T'],%s,'http://e.x/map':[{%s}]}]",
        "[{'@type':['http://e.x/T'],%s,'http://e.x/map':[{'@index':'i',%s}]}]",
        "[{'@type':['http://e.x/T'],%s,'http://e.x/list':[{'@list':"
        "[{'@id':'http://e.x/1'},{'@value':'x'},{%s}]}]}]",
        "[{'@type':['http://e.x/T'],%s,'http://e.x/p':[{'@graph':"
        "[{%s}]}]}]",
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        char text[2000];
        const char *first = strstr(shapes[i], "%s");
        const char *second = strstr(first + 2, "%s");
        snprintf(text, sizeof text, "%.*s%s%.*s%s%s", (int)(first - shapes[i]),
                 shapes[i], names, (int)(second - first - 2), first + 2, names,
                 second + 2);
        expect_same(text, context);
    }
    expect("[{'@type':['http://e.x/T'],'http://t.x/name':[{'@value':1}],"
           "'http://e.x/q':[{'http://a.x/name':[{'@value':2}]}]}]",
           context, "{'@type':'T','name':1,'q':{'name':2}}");
}

#define VC2 "https://www.w3.org/ns/credentials/v2"
#define OB3 "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

static void
a_badge_compacts_to_itself(void **state)
{
    (void)state;
    static const char badge[] =
        "{'@context':['" VC2 "','" OB3 "'],'id':'urn:uuid:1',"
        "'type':['VerifiableCredential','OpenBadgeCredential'],"
        "'name':'Knots','issuer':{'id':'did:web:uni.example',"
        "'type':['Profile'],'name':'Uni'},'validFrom':'2025-03-01T00:00:00Z',"
        "'credentialSubject':{'id':'did:example:1','type':"
        "['AchievementSubject'],'achievement':{'id':'https://uni.example/a',"
        "'type':['Achievement'],'tag':['a','b'],'criteria':{'narrative':'x'},"
        "'resultDescription':[{'id':'urn:r','type':['ResultDescription'],"
        "'allowedValue':['x','y'],'resultType':'LetterGrade',"
        "'name':'g'}]}},"
        "'proof':{'type':'DataIntegrityProof','cryptosuite':"
        "'eddsa-rdfc-2022','proofPurpose':'assertionMethod',"
        "'created':'2025-03-01T12:00:00Z'}}";
    struct vc_context_set *set = NULL;
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
    assert_int_equal(vc_context_set_add_compiled(set, NULL), VC_OK);
    struct vc_json *document = ld_json(&arena, badge);
    struct vc_json *expanded = ld_expanded(&arena, set, document, NULL);
    assert_int_equal(
        vc_compact(&arena, set, expanded, document, NULL, &out, &error), VC_OK);
    ld_expect_same_quads(&arena, expanded, ld_expanded(&arena, set, out, NULL));
    assert_int_equal(out->count, document->count);
    for (VC_JSON_EACH(member, document))
        assert_non_null(vc_json_get(out, member->name));
    assert_true(vc_json_equal(vc_json_get(out, VC_VIEW("proof")),
                              vc_json_get(document, VC_VIEW("proof"))));
    vc_context_set_free(set);
}

/* ---- options, errors, limits ---- */

static void
options_change_arrays_and_order(void **state)
{
    (void)state;
    struct vc_compact_options keep = {.keep_arrays = true};
    struct vc_compact_options order = {.ordered = true};
    struct vc_json *out =
        compacted("[{'@type':['http://e.x/T'],'http://e.x/p':[{'@value':1}]}]",
                  "{}", &keep);
    ld_expect(&arena, out,
              "{'@graph':[{'@type':['http://e.x/T'],'http://e.x/p':[1]}]}");
    out = compacted("[{'http://e.x/b':[],'http://e.x/a':[],'@id':'urn:x'}]",
                    "{}", &order);
    struct vc_view text;
    assert_int_equal(vc_json_write(&arena, out, 0, &text), VC_OK);
    assert_true(vc_view_equal(
        text,
        VC_VIEW(
            "{\"@id\":\"urn:x\",\"http://e.x/a\":[],\"http://e.x/b\":[]}")));
    ld_expect(&arena, compacted("[]", "{}", NULL), "{}");
    ld_expect(&arena, compacted("[]", "{'@context':{'a':'urn:a'}}", NULL),
              "{'@context':{'a':'urn:a'}}");
    assert_int_equal(vc_compact(&arena, NULL,
                                ld_json(&arena, "[{'@id':'urn:a'}]"), NULL,
                                NULL, &out, NULL),
                     VC_OK);
    ld_expect(&arena, out, "{'@id':'urn:a'}");
}

static void
what_is_wrong_is_named_with_its_place(void **state)
{
    (void)state;
    struct vc_error error = {0};
    struct vc_compact_options old = {.mode_1_0 = true};
    assert_int_equal(failure("[{'urn:a':[{'urn:b':[]}]}]",
                             "{'urn':{'@id':'http://e.x/','@prefix':true}}",
                             NULL, &error),
                     VC_LD_IRI_CONFUSED_WITH_PREFIX);
    assert_string_equal(error.path, "/0/urn:a/0");
    assert_int_equal(failure("[{'http://e.x/a':[]}]",
                             "{'a':{'@id':'http://e.x/a','@nest':'in'}}", NULL,
                             &error),
                     VC_LD_INVALID_NEST_VALUE);
    assert_int_equal(failure("[]", "{'@version':1.1}", &old, &error),
                     VC_LD_PROCESSING_MODE_CONFLICT);
    assert_int_equal(failure("[{'http://e.x/p':[{'@list':[]},{'@list':[]}]}]",
                             "{'p':{'@id':'http://e.x/p','@container':'@list'}"
                             "}",
                             &old, &error),
                     VC_LD_COMPACTION_TO_LIST_OF_LISTS);
    assert_int_equal(failure("[]", "'http://e.x/none'", NULL, &error),
                     VC_LD_LOADING_REMOTE_CONTEXT_FAILED);
    static const char *const not_expanded[] = {
        "'text'",           "['text']",
        "[{'@value':'x'}]", "[{'http://e.x/p':'x'}]",
        "[{'@type':[1]}]",  "[{'@reverse':[]}]",
        "[{'@graph':{}}]",
    };
    for (size_t i = 0; i < sizeof not_expanded / sizeof *not_expanded; i++) {
        if (failure(not_expanded[i], "{}", NULL, &error) != VC_INVALID)
            fail_msg("taken: %s", not_expanded[i]);
    }
}

/* Odd trees are no expanded documents, but nothing to fall over. */
static void
no_tree_of_json_makes_it_fall(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "[[[]]]",
        "[{'@list':{}}]",
        "[{'@list':null}]",
        "[{'@value':[],'@id':{}}]",
        "[{'@id':null,'@index':[]}]",
        "[{'http://e.x/p':[{'@list':'x'},{'@graph':1},null,[]]}]",
        "[{'@reverse':{'http://e.x/p':[{'@value':1}]}}]",
        "[{'urn:p':[{'@value':'x','@language':1,'@direction':[],'@type':{}}]}]",
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct vc_error error = {0};
        enum vc_status status =
            failure(odd[i],
                    "{'p':{'@id':'http://e.x/p','@container':'@language'},"
                    "'r':{'@reverse':'http://e.x/p','@container':'@index'}}",
                    NULL, &error);
        assert_true(status == VC_OK || status == VC_INVALID);
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
        assert_int_equal(vc_json_set(node, VC_VIEW("http://e.x/p"), array),
                         VC_OK);
        node = vc_json_object(&arena);
        assert_int_equal(vc_json_append(array, node), VC_OK);
    }
    struct vc_json *document = vc_json_array(&arena);
    assert_int_equal(vc_json_append(document, top), VC_OK);
    assert_int_equal(vc_compact(&arena, NULL, document, NULL, NULL, &out, NULL),
                     VC_LIMIT);
}

/* As deep as JSON may be, every level with a type that changes the context and
 * a property that changes it back. */
static void
deep_documents_take_no_time(void **state)
{
    (void)state;
    struct vc_buf buf;
    struct vc_view text;
    struct vc_json *context =
        ld_json(&arena, "{'@version':1.1,'@vocab':'http://e.x/','T':{'@context'"
                        ":{'n':'http://t.x/n'}},'p':{'@context':{'n':"
                        "'http://p.x/n'}}}");
    struct vc_json *document;
    struct vc_json_limits limits = {.max_depth = 512};
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_byte(&buf, '[');
    for (int i = 0; i < 250; i++) {
        char part[120];
        snprintf(part, sizeof part,
                 "{\"@id\":\"urn:%d\",\"@type\":[\"http://e.x/T\"],"
                 "\"http://t.x/n\":[{\"@value\":1}],\"http://e.x/p\":[",
                 i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    for (int i = 0; i < 250; i++)
        vc_buf_add(&buf, VC_VIEW("]}"));
    vc_buf_byte(&buf, ']');
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_json_parse(&arena, text, &limits, &document, NULL),
                     VC_OK);
    double start = ld_clock();
    struct vc_json *out = NULL;
    assert_int_equal(
        vc_compact(&arena, NULL, document, context, NULL, &out, NULL), VC_OK);
    assert_true(ld_clock() - start < 200);
    ld_expect_same_quads(&arena, document,
                         ld_expanded(&arena, NULL, out, NULL));
}

/* One node with `count` properties, index keys, values, types and nodes. */
static double
time_wide(int count)
{
    struct vc_buf buf;
    struct vc_view text;
    struct vc_json *document;
    struct vc_json *context =
        ld_json(&arena, "{'m':{'@id':'http://e.x/m','@container':'@index'},"
                        "'e':'http://e.x/'}");
    struct vc_json *out;
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_add(&buf, VC_VIEW("[{"));
    for (int i = 0; i < count; i++) {
        char part[80];
        snprintf(part, sizeof part, "\"http://e.x/%d\":[{\"@id\":\"urn:%d\"}],",
                 i, i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    vc_buf_add(&buf, VC_VIEW("\"http://e.x/m\":["));
    for (int i = 0; i < 2 * count; i++) {
        char part[80];
        snprintf(part, sizeof part, "{\"@index\":\"%d\",\"@value\":%d},",
                 i % count, i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    vc_buf_add(&buf, VC_VIEW("{\"@value\":0}]}]"));
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &document, NULL), VC_OK);
    double start = ld_clock();
    assert_int_equal(
        vc_compact(&arena, NULL, document, context, NULL, &out, NULL), VC_OK);
    double ms = ld_clock() - start;
    assert_int_equal(out->count, count + 2);
    assert_int_equal(vc_json_get(out, VC_VIEW("m"))->count, count + 1);
    return ms;
}

static void
wide_documents_take_linear_time(void **state)
{
    (void)state;
    /* Quadratic would be a hundred times as long, and minutes. */
    double few = time_wide(2000);
    double many = time_wide(20000);
    assert_true(many < 40 * few + 100);
}

/* Many terms with one IRI and nested prefixes, all of them in the way. */
static void
contexts_made_to_be_slow_are_not(void **state)
{
    (void)state;
    struct vc_buf buf;
    struct vc_view text;
    struct vc_json *context;
    struct vc_json *document;
    struct vc_json *out;
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_byte(&buf, '{');
    for (int i = 0; i < 20000; i++) {
        char part[80];
        snprintf(part, sizeof part, "\"t%d\":\"http://e.x/\",", i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    vc_buf_add(&buf, VC_VIEW("\"z\":\"http://z.x\"}"));
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &context, NULL), VC_OK);
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_add(&buf, VC_VIEW("[{"));
    for (int i = 0; i < 20000; i++) {
        char part[80];
        snprintf(part, sizeof part, "\"http://e.x/%d\":[],", i);
        vc_buf_add(&buf, vc_view_of(part));
    }
    vc_buf_add(&buf, VC_VIEW("\"http://e.x/\":[{\"@value\":1}]}]"));
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &document, NULL), VC_OK);
    double start = ld_clock();
    assert_int_equal(
        vc_compact(&arena, NULL, document, context, NULL, &out, NULL), VC_OK);
    assert_true(ld_clock() - start < 2000);
    assert_non_null(vc_json_get(out, VC_VIEW("t0:7")));
}

static void
every_lack_of_memory_is_reported(void **state)
{
    (void)state;
    static const char expanded[] =
        "[{'@id':'http://e.x/1','@type':['http://e.x/T'],"
        "'http://e.x/m':[{'@value':1,'@index':'a'},{'@value':2}],"
        "'http://e.x/l':[{'@list':[{'@value':'x','@language':'en'}]}],"
        "'http://e.x/g':[{'@graph':[{'http://e.x/n':[{'@value':1}]}]}],"
        "'@reverse':{'http://e.x/r':[{'@id':'http://e.x/2'}]}}]";
    static const char context[] =
        "{'@version':1.1,'e':'http://e.x/','T':{'@id':'e:T','@context':"
        "{'m':{'@id':'http://e.x/m','@container':'@index'}}},"
        "'l':{'@id':'e:l','@container':'@list','@language':'en'},"
        "'g':{'@id':'e:g','@container':['@graph','@id']},"
        "'r':{'@reverse':'e:r','@type':'@id'}}";
    struct vc_json *document = ld_json(&arena, expanded);
    struct vc_json *terms = ld_json(&arena, context);
    struct vc_json *out;
    enum vc_status status = VC_NO_MEMORY;
    size_t bytes = 40; /* 0 would be no maximum */
    for (; status == VC_NO_MEMORY; bytes += 40) {
        struct vc_arena small;
        failing_arena(&small, bytes);
        status = vc_compact(&small, NULL, document, terms, NULL, &out, NULL);
        if (status == VC_OK)
            assert_int_equal(out->count, 7);
        vc_arena_free(&small);
    }
    assert_int_equal(status, VC_OK);

    assert_true(bytes > 4000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_term_is_chosen_by_type_language_and_direction),
        cmocka_unit_test(the_shortest_term_wins_then_the_first_by_code_point),
        cmocka_unit_test(an_empty_list_takes_no_term_of_another_meaning),
        cmocka_unit_test(a_list_takes_the_term_that_fits_all_its_items),
        cmocka_unit_test(the_shortest_prefix_wins_and_is_never_misread),
        cmocka_unit_test(what_follows_the_vocabulary_is_never_misread),
        cmocka_unit_test(references_become_relative_to_the_base),
        cmocka_unit_test(reverse_properties_are_not_nested),
        cmocka_unit_test(maps_are_made_of_what_their_container_says),
        cmocka_unit_test(a_map_never_takes_what_it_cannot_carry),
        cmocka_unit_test(lists_keep_their_items_and_their_kinds),
        cmocka_unit_test(graphs_fit_their_containers),
        cmocka_unit_test(
            reverse_properties_and_nests_stand_where_their_terms_say),
        cmocka_unit_test(json_literals_stay_whole),
        cmocka_unit_test(
            contexts_of_types_and_properties_hold_where_expansion_reads_them),
        cmocka_unit_test(a_badge_compacts_to_itself),
        cmocka_unit_test(options_change_arrays_and_order),
        cmocka_unit_test(what_is_wrong_is_named_with_its_place),
        cmocka_unit_test(no_tree_of_json_makes_it_fall),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(deep_documents_take_no_time),
        cmocka_unit_test(wide_documents_take_linear_time),
        cmocka_unit_test(contexts_made_to_be_slow_are_not),
        cmocka_unit_test(every_lack_of_memory_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
