/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD to RDF on documents of our own: scopes, containers, safe mode, kept
 * contexts, limits, and memory that fails at every step. */
#include "failing.h"

#include "vc/expand.h"
#include "vc/json.h"
#include "vc/quads.h"
#include "vc/to_rdf.h"

#include <pthread.h>

#define VC2 "https://www.w3.org/ns/credentials/v2"
#define OB3 "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

/* A badge with what badges use: two contexts, types that scope, a graph. */
static const char badge[] =
    "{\"@context\":[\"" VC2 "\",\"" OB3 "\"],"
    "\"id\":\"urn:uuid:1\",\"type\":[\"VerifiableCredential\","
    "\"OpenBadgeCredential\"],\"name\":\"Knots\","
    "\"issuer\":{\"id\":\"did:web:uni.example\",\"type\":[\"Profile\"],"
    "\"name\":\"Uni\"},\"validFrom\":\"2025-03-01T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:1\","
    "\"type\":[\"AchievementSubject\"],\"creditsEarned\":2.5,"
    "\"achievement\":{\"id\":\"https://uni.example/a\","
    "\"type\":[\"Achievement\"],\"tag\":[\"a\",\"b\",\"a\"],"
    "\"creditsAvailable\":2,"
    "\"resultDescription\":[{\"id\":\"urn:r\",\"type\":"
    "[\"ResultDescription\"],\"allowedValue\":[\"x\",\"y\"]}]}},"
    "\"proof\":{\"type\":\"DataIntegrityProof\",\"proofPurpose\":"
    "\"assertionMethod\",\"created\":\"2025-03-01T12:00:00Z\"}}";

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define OB "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
#define CRED "https://www.w3.org/2018/credentials#"
#define SEC "https://w3id.org/security#"
#define DATE "^^<http://www.w3.org/2001/XMLSchema#dateTime>"

static const char badge_quads[] =
    "<urn:uuid:1> <" RDF "type> <" CRED "VerifiableCredential> .\n"
    "<urn:uuid:1> <" RDF "type> <" OB "OpenBadgeCredential> .\n"
    "<urn:uuid:1> <https://schema.org/name> \"Knots\" .\n"
    "<did:web:uni.example> <" RDF "type> <" OB "Profile> .\n"
    "<did:web:uni.example> <https://schema.org/name> \"Uni\" .\n"
    "<urn:uuid:1> <" CRED "issuer> <did:web:uni.example> .\n"
    "<urn:uuid:1> <" CRED "validFrom> \"2025-03-01T00:00:00Z\"" DATE " .\n"
    "<did:example:1> <" RDF "type> <" OB "AchievementSubject> .\n"
    "<did:example:1> <" OB "creditsEarned> "
    "\"2.5E0\"^^<https://www.w3.org/2001/XMLSchema#float> .\n"
    "<https://uni.example/a> <" RDF "type> <" OB "Achievement> .\n"
    "<https://uni.example/a> <https://schema.org/keywords> \"a\" .\n"
    "<https://uni.example/a> <https://schema.org/keywords> \"b\" .\n"
    "<https://uni.example/a> <" OB "creditsAvailable> "
    "\"2\"^^<https://www.w3.org/2001/XMLSchema#float> .\n"
    "<urn:r> <" RDF "type> <" OB "ResultDescription> .\n"
    "_:b0 <" RDF "first> \"x\" .\n"
    "_:b0 <" RDF "rest> _:b1 .\n"
    "_:b1 <" RDF "first> \"y\" .\n"
    "_:b1 <" RDF "rest> <" RDF "nil> .\n"
    "<urn:r> <" OB "allowedValue> _:b0 .\n"
    "<https://uni.example/a> <" OB "resultDescription> <urn:r> .\n"
    "<did:example:1> <" OB "achievement> <https://uni.example/a> .\n"
    "<urn:uuid:1> <" CRED "credentialSubject> <did:example:1> .\n"
    "_:b3 <" RDF "type> <" SEC "DataIntegrityProof> _:b2 .\n"
    "_:b3 <" SEC "proofPurpose> <" SEC "assertionMethod> _:b2 .\n"
    "_:b3 <http://purl.org/dc/terms/created> \"2025-03-01T12:00:00Z\"" DATE
    " _:b2 .\n"
    "<urn:uuid:1> <" SEC "proof> _:b2 .\n";

static struct vc_context_set *contexts; /* all compiled ones, none prepared */
static struct vc_context_set *prepared; /* the same, with the badge's list */

static struct vc_context_set *
new_contexts(void)
{
    struct vc_context_set *set = NULL;
    struct vc_error error = {0};
    assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
    assert_int_equal(vc_context_set_add_compiled(set, &error), VC_OK);
    return set;
}

static int
set_up(void **state)
{
    (void)state;
    struct vc_view list[] = {VC_VIEW(VC2), VC_VIEW(OB3)};
    struct vc_error error = {0};
    contexts = new_contexts();
    prepared = new_contexts();
    assert_int_equal(vc_context_set_prepare(prepared, list, 2, &error), VC_OK);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    vc_context_set_free(contexts);
    vc_context_set_free(prepared);
    return 0;
}

static enum vc_status
run(struct vc_arena *arena, const struct vc_context_set *set, const char *text,
    bool safe, enum vc_rdf_direction direction, struct vc_view *out,
    struct vc_error *error)
{
    struct vc_json *document;
    struct vc_json *expanded;
    struct vc_dataset dataset;
    struct vc_expand_options options = {.safe = safe};
    struct vc_to_rdf_options rdf = {.safe = safe, .direction = direction};
    VC_TRY(vc_json_parse(arena, vc_view_of(text), NULL, &document, error));
    VC_TRY(vc_expand(arena, set, document, &options, &expanded, error));
    VC_TRY(vc_to_rdf(arena, expanded, &rdf, &dataset, error));
    return vc_quads_write(arena, &dataset, out);
}

static void
quads_are(const struct vc_context_set *set, const char *text,
          enum vc_rdf_direction direction, const char *expected)
{
    struct vc_arena arena;
    struct vc_error error = {0};
    struct vc_view out = {"", 0};
    vc_arena_init(&arena, NULL, 0);
    if (run(&arena, set, text, false, direction, &out, &error) != VC_OK)
        fail_msg("%s at %s", error.message, error.path);
    if (!vc_view_equal(out, vc_view_of(expected)))
        fail_msg("got\n%.*swanted\n%s", (int)out.size, out.data, expected);
    vc_arena_free(&arena);
}

static void
a_badge_becomes_its_quads(void **state)
{
    (void)state;
    quads_are(contexts, badge, VC_RDF_DIRECTION_NONE, badge_quads);
}

static void
prepared_contexts_give_the_same_quads(void **state)
{
    (void)state;
    quads_are(prepared, badge, VC_RDF_DIRECTION_NONE, badge_quads);
    struct vc_context_set *learned = new_contexts();
    struct vc_arena arena;
    struct vc_json *sample = NULL;
    struct vc_error error = {0};
    char *copy = strdup(badge);
    vc_arena_init(&arena, NULL, 0);
    assert_non_null(copy);
    assert_int_equal(
        vc_json_parse(&arena, vc_view_of(copy), NULL, &sample, &error), VC_OK);
    assert_int_equal(vc_context_set_learn(learned, sample, &error), VC_OK);
    /* The set must not hold on to the sample. */
    memset(copy, 'x', strlen(copy));
    free(copy);
    vc_arena_free(&arena);
    quads_are(learned, badge, VC_RDF_DIRECTION_NONE, badge_quads);
    vc_context_set_free(learned);
}

static void *
expand_often(void *user)
{
    const struct vc_context_set *set = user;
    for (int i = 0; i < 50; i++) {
        struct vc_arena arena;
        struct vc_view out = {NULL, 0};
        vc_arena_init(&arena, NULL, 0);
        enum vc_status status =
            run(&arena, set, badge, true, VC_RDF_DIRECTION_NONE, &out, NULL);
        bool good =
            status == VC_OK && vc_view_equal(out, vc_view_of(badge_quads));
        vc_arena_free(&arena);
        if (!good)
            return user;
    }
    return NULL;
}

static void
one_set_serves_two_threads(void **state)
{
    (void)state;
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, expand_often, prepared), 0);
    for (int i = 0; i < 2; i++) {
        void *failed;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
}

/* Two contexts that give one term two meanings: what is kept for one list may
 * never serve another. */
static void
lists_of_contexts_are_kept_apart(void **state)
{
    (void)state;
    struct vc_context_set *set = NULL;
    struct vc_error error = {0};
    struct vc_view a = VC_VIEW("urn:a");
    struct vc_view b = VC_VIEW("urn:b");
    assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
    assert_int_equal(
        vc_context_set_add(set, a, VC_VIEW("{\"@context\":{\"t\":\"urn:1\"}}"),
                           &error),
        VC_OK);
    assert_int_equal(
        vc_context_set_add(set, b, VC_VIEW("{\"@context\":{\"t\":\"urn:2\"}}"),
                           &error),
        VC_OK);
    struct vc_view lists[][2] = {{a, b}, {b, a}};
    assert_int_equal(vc_context_set_prepare(set, lists[0], 2, &error), VC_OK);
    assert_int_equal(vc_context_set_prepare(set, lists[1], 2, &error), VC_OK);
    for (int round = 0; round < 2; round++) {
        quads_are(set, "{\"@context\":[\"urn:a\",\"urn:b\"],\"t\":1}", 0,
                  "_:b0 <urn:2> "
                  "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
        quads_are(set, "{\"@context\":[\"urn:b\",\"urn:a\"],\"t\":1}", 0,
                  "_:b0 <urn:1> "
                  "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
        quads_are(set,
                  "{\"@context\":[\"urn:b\",{\"t\":\"urn:3\"}],\"t\":true}", 0,
                  "_:b0 <urn:3> "
                  "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n");
    }
    vc_context_set_free(set);
}

static void
a_type_scopes_its_node_only(void **state)
{
    (void)state;
    quads_are(NULL,
              "{\"@context\":{\"T\":{\"@id\":\"urn:T\",\"@context\":"
              "{\"p\":\"urn:scoped\"}},\"p\":\"urn:p\",\"q\":\"urn:q\"},"
              "\"@type\":\"T\",\"p\":\"x\",\"q\":{\"p\":\"y\"}}",
              VC_RDF_DIRECTION_NONE,
              "_:b0 <" RDF "type> <urn:T> .\n"
              "_:b0 <urn:scoped> \"x\" .\n"
              "_:b1 <urn:p> \"y\" .\n"
              "_:b0 <urn:q> _:b1 .\n");
}

static void
maps_reverse_and_json_are_understood(void **state)
{
    (void)state;
    quads_are(
        NULL,
        "{\"@context\":{\"l\":{\"@id\":\"urn:l\",\"@container\":\"@language\"},"
        "\"i\":{\"@id\":\"urn:i\",\"@container\":\"@id\"},"
        "\"r\":{\"@reverse\":\"urn:r\"},"
        "\"j\":{\"@id\":\"urn:j\",\"@type\":\"@json\"}},\"@id\":\"urn:s\","
        "\"l\":{\"es-PE\":\"hola\"},\"i\":{\"urn:x\":{\"j\":{\"b\":1,\"a\":2}}}"
        ","
        "\"r\":{\"@id\":\"urn:y\"}}",
        VC_RDF_DIRECTION_NONE,
        "<urn:s> <urn:l> \"hola\"@es-pe .\n"
        "<urn:x> <urn:j> \"{\\\"a\\\":2,\\\"b\\\":1}\"^^<" RDF "JSON> .\n"
        "<urn:s> <urn:i> <urn:x> .\n"
        "<urn:y> <urn:r> <urn:s> .\n");
}

static void
a_direction_is_kept_in_two_ways_or_lost(void **state)
{
    (void)state;
    static const char text[] =
        "{\"urn:p\":{\"@value\":\"x\",\"@language\":\"AR\","
        "\"@direction\":\"rtl\"}}";
    quads_are(NULL, text, VC_RDF_DIRECTION_NONE, "_:b0 <urn:p> \"x\"@ar .\n");
    quads_are(NULL, text, VC_RDF_DIRECTION_I18N_DATATYPE,
              "_:b0 <urn:p> \"x\"^^<https://www.w3.org/ns/i18n#ar_rtl> .\n");
    quads_are(NULL, text, VC_RDF_DIRECTION_COMPOUND_LITERAL,
              "_:b1 <" RDF "language> \"ar\" .\n"
              "_:b1 <" RDF "value> \"x\" .\n"
              "_:b1 <" RDF "direction> \"rtl\" .\n"
              "_:b0 <urn:p> _:b1 .\n");
}

#define C(body) "{\"@context\":[\"" VC2 "\",\"" OB3 "\"]," body "}"

static void
safe_mode_names_what_would_be_lost(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum vc_status status;
        const char *path;
    } rows[] = {
        {C("\"name\":\"x\",\"nome\":1"), VC_SAFE_UNDEFINED_TERM, "/nome"},
        {C("\"issuer\":1"), VC_SAFE_UNDEFINED_TERM, "/issuer"},
        {C("\"type\":[\"VerifiableCredential\",\"Nope\"]"),
         VC_SAFE_UNDEFINED_TYPE, "/type"},
        {C("\"type\":\"VerifiableCredential\",\"credentialSubject\":[{\"id\":"
           "\"urn:1\"},{\"type\":\"AchievementSubject\",\"a/b\":1}]"),
         VC_SAFE_UNDEFINED_TERM, "/credentialSubject/1/a~1b"},
        {C("\"id\":\"relative\",\"name\":\"x\""), VC_SAFE_RELATIVE_IRI, "/id"},
        {C("\"type\":\"VerifiableCredential\",\"issuer\":\"uni\""),
         VC_SAFE_RELATIVE_IRI, "/issuer"},
        {C("\"@foo\":\"x\",\"name\":\"x\""), VC_SAFE_KEYWORD_LIKE, "/@foo"},
        {C("\"name\":{\"@value\":null}"), VC_SAFE_DROPPED_VALUE, "/name"},
        {C("\"name\":{\"@language\":\"es\"}"), VC_SAFE_DROPPED_VALUE, "/name"},
        {C("\"id\":\"urn:1\""), VC_SAFE_DROPPED_VALUE, ""},
        {"{}", VC_SAFE_DROPPED_VALUE, ""},
        {"[\"free\"]", VC_SAFE_DROPPED_VALUE, "/0"},
        {"{\"@list\":[1]}", VC_SAFE_DROPPED_VALUE, "/@list"},
        {C("\"name\":{\"@value\":\"x\",\"@language\":\"e s\"}"),
         VC_SAFE_LANGUAGE, "/name/@language"},
        {"{\"_:p\":1}", VC_SAFE_BLANK_PREDICATE, "/_:p"},
        {C("\"name\":{\"@value\":\"x\",\"@direction\":\"ltr\"}"),
         VC_SAFE_DIRECTION, "/https:~1~1schema.org~1name"},
        {C("\"name\":{\"@value\":\"x\",\"@type\":\"nope\"}"),
         VC_SAFE_UNDEFINED_TYPE, "/name/@type"},
        {"{\"@context\":{\"p\":null},\"p\":1}", VC_SAFE_UNDEFINED_TERM, "/p"},
        /* A value or a list alone in a graph of its own. */
        {"{\"@context\":{\"g\":{\"@id\":\"urn:g\",\"@container\":\"@graph\"}},"
         "\"g\":5}",
         VC_SAFE_DROPPED_VALUE, "/urn:g/@graph"},
        {"{\"@context\":{\"g\":{\"@id\":\"urn:g\",\"@container\":\"@graph\"}},"
         "\"g\":{\"@list\":[]}}",
         VC_SAFE_DROPPED_VALUE, "/urn:g/@graph"},
        {"{\"@context\":\"urn:unknown\"}", VC_LD_LOADING_REMOTE_CONTEXT_FAILED,
         "/@context"},
        {C("\"name\":\"x\",\"url\":{\"@context\":null,\"urn:x\":1}"),
         VC_LD_INVALID_CONTEXT_NULLIFICATION, "/url/@context"},
        {C("\"name\":{\"@context\":{\"name\":\"urn:n\"}}"),
         VC_LD_PROTECTED_TERM_REDEFINITION, "/name/@context"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vc_arena arena;
        struct vc_error error = {0};
        struct vc_view out;
        vc_arena_init(&arena, NULL, 0);
        enum vc_status status = run(&arena, prepared, rows[i].text, true,
                                    VC_RDF_DIRECTION_NONE, &out, &error);
        if (status != rows[i].status || error.status != status ||
            strcmp(error.path, rows[i].path) != 0)
            fail_msg("%s: %s at %s (%s)", rows[i].text, vc_status_name(status),
                     error.path, error.message);
        vc_arena_free(&arena);
    }
    struct vc_arena arena;
    struct vc_view out;
    vc_arena_init(&arena, NULL, 0);
    assert_int_equal(
        run(&arena, prepared, badge, true, VC_RDF_DIRECTION_NONE, &out, NULL),
        VC_OK);
    vc_arena_free(&arena);
}

static void
the_same_list_inside_changes_nothing(void **state)
{
    (void)state;
    quads_are(prepared,
              C("\"type\":\"VerifiableCredential\",\"id\":\"urn:1\","
                "\"endorsement\":[" C("\"id\":\"urn:2\",\"name\":\"x\"") "]"),
              VC_RDF_DIRECTION_NONE,
              "<urn:1> <" RDF "type> <" CRED "VerifiableCredential> .\n"
              "<urn:2> <https://schema.org/name> \"x\" .\n"
              "<urn:1> <" OB "endorsement> <urn:2> .\n");
}

static void
errors_have_the_codes_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum vc_status status, in_1_0;
    } rows[] = {
        {"{\"@context\":{\"@version\":1.1}}", VC_OK,
         VC_LD_PROCESSING_MODE_CONFLICT},
        {"{\"@context\":{\"@version\":1.0}}", VC_LD_INVALID_VERSION_VALUE,
         VC_LD_INVALID_VERSION_VALUE},
        {"{\"@context\":{\"@direction\":\"rtl\"}}", VC_OK,
         VC_LD_INVALID_CONTEXT_ENTRY},
        {"{\"@context\":{\"@protected\":true}}", VC_OK,
         VC_LD_INVALID_CONTEXT_ENTRY},
        {"{\"@context\":{\"@protected\":1}}", VC_LD_INVALID_PROTECTED_VALUE,
         VC_LD_INVALID_CONTEXT_ENTRY},
        {"{\"@context\":{\"@propagate\":1}}", VC_LD_INVALID_PROPAGATE_VALUE,
         VC_LD_INVALID_CONTEXT_ENTRY},
        {"{\"@context\":{\"@import\":1}}", VC_LD_INVALID_IMPORT_VALUE,
         VC_LD_INVALID_CONTEXT_ENTRY},
        {"{\"@context\":{\"@base\":1}}", VC_LD_INVALID_BASE_IRI,
         VC_LD_INVALID_BASE_IRI},
        {"{\"@context\":{\"@language\":[]}}", VC_LD_INVALID_DEFAULT_LANGUAGE,
         VC_LD_INVALID_DEFAULT_LANGUAGE},
        {"{\"@context\":{\"@vocab\":\"rel\"}}", VC_OK,
         VC_LD_INVALID_VOCAB_MAPPING},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@nest\":\"n\"}}}", VC_OK,
         VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@nest\":\"@id\"}}}",
         VC_LD_INVALID_NEST_VALUE, VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@prefix\":true}}}", VC_OK,
         VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@protected\":1}}}",
         VC_LD_INVALID_PROTECTED_VALUE, VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@context\":{}}}}", VC_OK,
         VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@direction\":1}}}",
         VC_LD_INVALID_BASE_DIRECTION, VC_LD_INVALID_BASE_DIRECTION},
        {"{\"@context\":{\"a/b\":{}}}", VC_LD_INVALID_IRI_MAPPING,
         VC_LD_INVALID_IRI_MAPPING},
        {"{\"@context\":{\"t\":{\"@id\":\"urn:t\",\"@foo\":1}}}",
         VC_LD_INVALID_TERM_DEFINITION, VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"\":\"urn:t\"}}", VC_LD_INVALID_TERM_DEFINITION,
         VC_LD_INVALID_TERM_DEFINITION},
        {"{\"@context\":{\"a\":\"b:x\",\"b\":\"a:x\"}}",
         VC_LD_CYCLIC_IRI_MAPPING, VC_LD_CYCLIC_IRI_MAPPING},
        {"{\"@context\":1}", VC_LD_INVALID_LOCAL_CONTEXT,
         VC_LD_INVALID_LOCAL_CONTEXT},
        {"{\"urn:p\":{\"@value\":\"x\",\"@direction\":\"up\"}}",
         VC_LD_INVALID_BASE_DIRECTION, VC_OK},
        {"{\"urn:p\":{\"@value\":[],\"@type\":\"@json\"}}", VC_OK,
         VC_LD_INVALID_VALUE_OBJECT_VALUE},
        {"{\"urn:p\":{\"@list\":[],\"@set\":[]}}",
         VC_LD_INVALID_SET_OR_LIST_OBJECT, VC_LD_INVALID_SET_OR_LIST_OBJECT},
        {"{\"@included\":{\"@value\":1}}", VC_LD_INVALID_INCLUDED_VALUE, VC_OK},
        /* Only nodes take an id, a type or a property from a map. */
        {"{\"@context\":{\"m\":{\"@id\":\"urn:m\",\"@container\":\"@id\"}},"
         "\"m\":{\"urn:x\":5}}",
         VC_LD_INVALID_VALUE_OBJECT, VC_LD_INVALID_CONTAINER_MAPPING},
        {"{\"@context\":{\"m\":{\"@id\":\"urn:m\",\"@container\":\"@type\"}},"
         "\"m\":{\"urn:x\":5}}",
         VC_LD_INVALID_VALUE_OBJECT, VC_LD_INVALID_CONTAINER_MAPPING},
        {"{\"@context\":{\"m\":{\"@id\":\"urn:m\",\"@container\":\"@index\","
         "\"@index\":\"urn:i\"}},\"m\":{\"x\":{\"@list\":[]}}}",
         VC_LD_INVALID_SET_OR_LIST_OBJECT, VC_LD_INVALID_TERM_DEFINITION},
        /* A reverse property may stand on either side of @reverse. */
        {"{\"@context\":{\"of\":{\"@reverse\":\"urn:p\"}},\"of\":{},"
         "\"@reverse\":{\"urn:p\":{}},\"urn:q\":1}",
         VC_OK, VC_OK},
        {"{\"@context\":{\"r\":\"@reverse\"},\"r\":{},\"@reverse\":{}}",
         VC_LD_COLLIDING_KEYWORDS, VC_LD_COLLIDING_KEYWORDS},
        {"{\"@reverse\":{\"@nest\":{}}}", VC_LD_INVALID_REVERSE_PROPERTY_MAP,
         VC_LD_INVALID_REVERSE_PROPERTY_MAP},
    };
    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        bool old = i % 2;
        struct vc_arena arena;
        struct vc_json *document = NULL;
        struct vc_json *out = NULL;
        struct vc_error error = {0};
        struct vc_expand_options options = {.mode_1_0 = old};
        enum vc_status want = old ? rows[i / 2].in_1_0 : rows[i / 2].status;
        vc_arena_init(&arena, NULL, 0);
        assert_int_equal(vc_json_parse(&arena, vc_view_of(rows[i / 2].text),
                                       NULL, &document, &error),
                         VC_OK);
        enum vc_status status =
            vc_expand(&arena, NULL, document, &options, &out, &error);
        if (status != want || error.status != want)
            fail_msg("%s (1.%d): %s", rows[i / 2].text, !old,
                     vc_status_name(status));
        vc_arena_free(&arena);
    }
}

/* Past a dozen members and past sixteen labels tables take over. */
static void
wide_nodes_keep_every_member(void **state)
{
    (void)state;
    enum { WIDE = 300 };
    static char text[40000] = "{";
    size_t at = 1;
    for (int i = WIDE - 1; i >= 0; i--)
        at += (size_t)snprintf(text + at, sizeof text - at,
                               "\"urn:%03d\":{\"@id\":\"_:x%d\"},"
                               "\"urn:2:%03d\":{\"@id\":\"_:x%d\"},",
                               i, i, i, i);
    snprintf(text + at - 1, sizeof text - at, "}");
    struct vc_arena arena;
    struct vc_json *document = NULL;
    struct vc_json *out = NULL;
    struct vc_dataset dataset;
    struct vc_expand_options options = {.ordered = true};
    vc_arena_init(&arena, NULL, 0);
    assert_int_equal(
        vc_json_parse(&arena, vc_view_of(text), NULL, &document, NULL), VC_OK);
    assert_int_equal(vc_expand(&arena, NULL, document, &options, &out, NULL),
                     VC_OK);
    assert_int_equal(vc_to_rdf(&arena, out, NULL, &dataset, NULL), VC_OK);
    assert_int_equal(dataset.count, 2 * WIDE);
    assert_int_equal(dataset.blank_count, WIDE + 1);
    for (size_t i = 0; i < WIDE; i++) {
        char name[20];
        snprintf(name, sizeof name, "urn:%03zu", i);
        assert_true(
            vc_view_equal(dataset.quads[i].predicate->value, vc_view_of(name)));
        assert_ptr_equal(dataset.quads[i].object,
                         dataset.quads[WIDE + i].object);
    }
    vc_arena_free(&arena);
}

/* `open` and `close` around the middle, as deep as the parser lets through. */
static void
deep(struct vc_arena *arena, const char *head, const char *open,
     const char *middle, const char *close, size_t times)
{
    struct vc_json_limits limits = {.max_depth = 512};
    struct vc_json *document = NULL;
    struct vc_json *out = NULL;
    struct vc_dataset dataset;
    struct vc_view text;
    struct vc_buf buf;
    vc_buf_init(&buf, arena, 0, 0);
    vc_buf_add(&buf, vc_view_of(head));
    for (size_t i = 0; i < times; i++)
        vc_buf_add(&buf, vc_view_of(open));
    vc_buf_add(&buf, vc_view_of(middle));
    for (size_t i = 0; i < times; i++)
        vc_buf_add(&buf, vc_view_of(close));
    vc_buf_add(&buf, VC_VIEW("}"));
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_json_parse(arena, text, &limits, &document, NULL),
                     VC_OK);
    assert_int_equal(vc_expand(arena, NULL, document, NULL, &out, NULL), VC_OK);
    assert_int_equal(vc_to_rdf(arena, out, NULL, &dataset, NULL), VC_OK);
    assert_true(dataset.count > 0);
}

static void
the_deepest_documents_are_expanded(void **state)
{
    (void)state;
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 0);
    deep(&arena, "{\"urn:p\":", "{\"urn:p\":", "1", "}", 510);
    deep(&arena, "{\"urn:p\":", "[", "1", "]", 510);
    deep(&arena, "{\"urn:p\":", "{\"@list\":[", "1", "]}", 255);
    deep(&arena, "{\"urn:p\":", "{\"@reverse\":{\"urn:q\":", "{}", "}}", 254);
    deep(&arena, "{\"urn:p\":1,\"@context\":",
         "{\"t\":{\"@id\":\"urn:t\",\"@context\":", "{}", "}}", 199);
    vc_arena_free(&arena);
}

/* A context that includes itself, and one that includes the other. */
static enum vc_status
load_circle(void *user, struct vc_view url, const struct vc_json **document)
{
    bool first = vc_view_equal(url, VC_VIEW("urn:1"));
    struct vc_json *root = vc_json_object(user);
    VC_TRY(vc_json_set(
        root, VC_VIEW("@context"),
        vc_json_string(user, first ? VC_VIEW("urn:2") : VC_VIEW("urn:1"))));
    *document = root;
    return VC_OK;
}

static void
work_is_bounded(void **state)
{
    (void)state;
    struct vc_arena arena;
    struct vc_json *document = NULL;
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    vc_arena_init(&arena, NULL, 0);
    struct vc_expand_options options = {.loader = {load_circle, &arena}};
    assert_int_equal(vc_json_parse(&arena, VC_VIEW("{\"@context\":\"urn:1\"}"),
                                   NULL, &document, &error),
                     VC_OK);
    assert_int_equal(vc_expand(&arena, NULL, document, &options, &out, &error),
                     VC_LD_CONTEXT_OVERFLOW);

    /* Each term is defined by the next one: 5,000 levels deep. */
    static char text[200000] = "{\"@context\":{";
    size_t at = strlen(text);
    for (int i = 0; i < 5000; i++)
        at += (size_t)snprintf(text + at, sizeof text - at,
                               "\"p%d\":\"p%d:x/\",", i, i + 1);
    snprintf(text + at, sizeof text - at, "\"p5000\":\"urn:\"},\"p0:a\":1}");
    assert_int_equal(
        vc_json_parse(&arena, vc_view_of(text), NULL, &document, &error),
        VC_OK);
    assert_int_equal(vc_expand(&arena, NULL, document, NULL, &out, &error),
                     VC_LIMIT);

    options = (struct vc_expand_options){.max_context_work = 3};
    assert_int_equal(
        vc_json_parse(&arena,
                      VC_VIEW("{\"@context\":{\"a\":\"urn:a\",\"b\":\"urn:b\","
                              "\"c\":\"urn:c\",\"d\":\"urn:d\"}}"),
                      NULL, &document, &error),
        VC_OK);
    assert_int_equal(vc_expand(&arena, NULL, document, &options, &out, &error),
                     VC_LIMIT);

    struct vc_dataset dataset;
    struct vc_to_rdf_options rdf = {.max_quads = 2};
    assert_int_equal(vc_json_parse(&arena, VC_VIEW("{\"urn:p\":[1,2,3]}"), NULL,
                                   &document, &error),
                     VC_OK);
    assert_int_equal(vc_expand(&arena, NULL, document, NULL, &out, &error),
                     VC_OK);
    assert_int_equal(vc_to_rdf(&arena, out, &rdf, &dataset, &error), VC_LIMIT);
    vc_arena_free(&arena);
}

/* An arena that ends a little later each time fails at every step there is. */
static void
every_lack_of_memory_is_returned(void **state)
{
    (void)state;
    const struct vc_context_set *sets[] = {contexts, prepared};
    for (int i = 0; i < 2; i++) {
        size_t failures = 0;
        for (size_t bytes = 64;; bytes += i == 0 ? 1016 : 72) {
            struct vc_arena arena;
            struct vc_view out = {NULL, 0};
            failing_arena(&arena, bytes);
            enum vc_status status = run(&arena, sets[i], badge, true,
                                        VC_RDF_DIRECTION_NONE, &out, NULL);
            bool complete =
                status == VC_OK && vc_view_equal(out, vc_view_of(badge_quads));
            vc_arena_free(&arena);
            if (complete)
                break;
            assert_int_equal(status, VC_NO_MEMORY);
            failures++;
        }
        assert_true(failures > 100);
    }
}

/* One of everything: what the standard has and badges do not use. */
static const char everything[] =
    "{\"@context\":[\"urn:base\",{\"@version\":1.1,"
    "\"@import\":\"urn:import\",\"@vocab\":\"urn:v/\","
    "\"@language\":\"ES\",\"@direction\":\"ltr\","
    "\"pre\":{\"@id\":\"urn:pre/\",\"@prefix\":true},"
    "\"lang\":{\"@container\":[\"@language\",\"@set\"],"
    "\"@direction\":null},\"prop\":{\"@container\":\"@index\","
    "\"@index\":\"pre:key\"},\"index\":{\"@container\":\"@index\"},"
    "\"id\":{\"@container\":[\"@id\",\"@set\"]},"
    "\"type\":{\"@container\":\"@type\",\"@type\":\"@vocab\"},"
    "\"graph\":{\"@container\":[\"@graph\",\"@id\"]},"
    "\"graphs\":{\"@container\":\"@graph\"},"
    "\"list\":{\"@container\":\"@list\",\"@language\":null},"
    "\"json\":{\"@type\":\"@json\"},\"ref\":{\"@type\":\"@id\"},"
    "\"word\":{\"@type\":\"@vocab\"},\"date\":{\"@type\":\"pre:date\"},"
    "\"back\":{\"@reverse\":\"pre:back\",\"@container\":\"@set\"},"
    "\"nest\":{\"@id\":\"@nest\",\"@context\":{\"in\":\"urn:in\"}},"
    "\"none\":{\"@type\":\"@none\"},\"kind\":\"@type\","
    "\"T\":{\"@id\":\"urn:T\",\"@context\":{\"t\":\"urn:t\"}},"
    "\"U\":{\"@id\":\"urn:U\",\"@context\":[null,"
    "{\"@vocab\":\"urn:u/\"}]}}],\"@id\":\"urn:s\",\"kind\":[\"U\","
    "\"T\"],\"@type\":\"T\",\"@graph\":[{\"@id\":\"_:x\","
    "\"urn:g\":[{\"@id\":\"_:x\"},1e21]}],"
    "\"@included\":{\"@id\":\"urn:i\",\"urn:p\":true},"
    "\"@reverse\":{\"urn:r\":{\"@id\":\"urn:y\"}},"
    "\"urn:o\":{\"@context\":[\"urn:base\",{\"@import\":\"urn:import\","
    "\"lang\":{\"@id\":\"urn:lang\",\"@container\":\"@language\"},"
    "\"prop\":{\"@id\":\"urn:prop\",\"@container\":\"@index\","
    "\"@index\":\"urn:key\"},\"id\":{\"@id\":\"urn:id\","
    "\"@container\":[\"@id\",\"@set\"]},\"type\":{\"@id\":\"urn:type\","
    "\"@container\":\"@type\"},\"graph\":{\"@id\":\"urn:graph\","
    "\"@container\":[\"@graph\",\"@id\"]},"
    "\"graphs\":{\"@id\":\"urn:graphs\",\"@container\":\"@graph\"},"
    "\"list\":{\"@id\":\"urn:list\",\"@container\":\"@list\"},"
    "\"json\":{\"@id\":\"urn:json\",\"@type\":\"@json\"},"
    "\"ref\":{\"@id\":\"urn:ref\",\"@type\":\"@id\"},"
    "\"word\":{\"@id\":\"urn:word\",\"@type\":\"@vocab\"},"
    "\"date\":{\"@id\":\"urn:date\",\"@type\":\"urn:datetype\"},"
    "\"back\":{\"@reverse\":\"urn:back\"},\"nest\":\"@nest\"}],"
    "\"@id\":\"urn:o1\",\"lang\":{\"EN\":[\"a\",\"b\"],"
    "\"@none\":\"c\"},\"prop\":{\"k\":{\"urn:p\":1},"
    "\"@none\":{\"urn:p\":2}},\"id\":{\"urn:k\":{\"urn:p\":3},"
    "\"@none\":{\"urn:p\":4}},\"type\":{\"urn:K\":{\"urn:p\":5},"
    "\"urn:L\":\"urn:m\"},\"graph\":{\"urn:n\":{\"urn:p\":6}},"
    "\"graphs\":{\"urn:p\":7},\"list\":[\"x\",[\"y\",[]],"
    "{\"@list\":[\"z\"]}],\"json\":[{\"b\":null,\"a\":\"\\u0001\"}],"
    "\"ref\":\"_:x\",\"word\":\"urn:w\",\"date\":[\"2020\",5],"
    "\"@reverse\":{\"back\":{\"@id\":\"urn:z\"},"
    "\"urn:rr\":{\"@id\":\"urn:z\"}},\"back\":[{\"@id\":\"urn:b\"}],"
    "\"nest\":[{\"urn:in\":1},{\"nest\":{\"urn:in\":2}}],"
    "\"urn:v\":{\"@value\":\"v\",\"@language\":\"AR\","
    "\"@direction\":\"rtl\",\"@index\":\"i\"},"
    "\"urn:d\":{\"@value\":\"d\",\"@direction\":\"ltr\"},"
    "\"urn:set\":{\"@set\":[1,{\"@set\":[2]}],\"@index\":\"j\"},"
    "\"urn:empty\":{\"@list\":[]},\"urn:dbl\":0.1,\"urn:big\":1e20,"
    "\"urn:j\":{\"@value\":{\"x\":[]},\"@type\":\"@json\"}}}";

static struct vc_context_set *
everything_set(void)
{
    struct vc_context_set *set = NULL;
    assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
    assert_int_equal(
        vc_context_set_add(set, VC_VIEW("urn:base"),
                           VC_VIEW("{\"@context\":[{\"z\":\"urn:z\"},null]}"),
                           NULL),
        VC_OK);
    assert_int_equal(
        vc_context_set_add(
            set, VC_VIEW("urn:import"),
            VC_VIEW("{\"@context\":{\"imported\":\"urn:imported\"}}"), NULL),
        VC_OK);
    return set;
}

/* Every allocation is tried as the last one that works: the arena grows by the
 * size of its smallest block. */
static void
one_of_everything_survives_every_lack_of_memory(void **state)
{
    (void)state;
    static const struct {
        enum vc_rdf_direction direction;
        size_t lines;
    } rows[] = {{VC_RDF_DIRECTION_NONE, 60},
                {VC_RDF_DIRECTION_I18N_DATATYPE, 60},
                {VC_RDF_DIRECTION_COMPOUND_LITERAL, 65}};
    struct vc_context_set *set = everything_set();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vc_arena arena;
        struct vc_view out = {"", 0};
        struct vc_error error = {0};
        enum vc_status status = VC_NO_MEMORY;
        size_t lines = 0;
        for (size_t bytes = 64; status == VC_NO_MEMORY; bytes += 8) {
            failing_arena(&arena, bytes);
            status = run(&arena, set, everything, false, rows[i].direction,
                         &out, &error);
            for (size_t at = 0; status == VC_OK && at < out.size; at++)
                lines += out.data[at] == '\n';
            vc_arena_free(&arena);
        }
        if (status != VC_OK)
            fail_msg("%s at %s", error.message, error.path);
        assert_int_equal(lines, rows[i].lines);
    }
    vc_context_set_free(set);
}

static void
a_set_reports_every_lack_of_memory(void **state)
{
    (void)state;
    struct vc_view list[] = {VC_VIEW(VC2), VC_VIEW(OB3)};
    size_t failures = 0;
    for (size_t bytes = 64;; bytes += 9000) {
        struct vc_context_set *set = NULL;
        enum vc_status status = vc_context_set_new(NULL, bytes, &set);
        if (status == VC_OK)
            status = vc_context_set_add_compiled(set, NULL);
        if (status == VC_OK)
            status = vc_context_set_prepare(set, list, 2, NULL);
        vc_context_set_free(set);
        if (status == VC_OK)
            break;
        assert_int_equal(status, VC_NO_MEMORY);
        failures++;
    }
    assert_true(failures > 20);
    for (int calls = 0;; calls++) {
        struct failing f;
        struct vc_context_set *set = NULL;
        failing_init(&f, calls);
        enum vc_status status = vc_context_set_new(&f.allocator, 0, &set);
        if (status == VC_OK)
            status = vc_context_set_add_compiled(set, NULL);
        if (status == VC_OK)
            status = vc_context_set_prepare(set, list, 2, NULL);
        vc_context_set_free(set);
        assert_int_equal(f.held, 0);
        if (status == VC_OK)
            break;
        assert_int_equal(status, VC_NO_MEMORY);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_badge_becomes_its_quads),
        cmocka_unit_test(prepared_contexts_give_the_same_quads),
        cmocka_unit_test(one_set_serves_two_threads),
        cmocka_unit_test(lists_of_contexts_are_kept_apart),
        cmocka_unit_test(a_type_scopes_its_node_only),
        cmocka_unit_test(maps_reverse_and_json_are_understood),
        cmocka_unit_test(a_direction_is_kept_in_two_ways_or_lost),
        cmocka_unit_test(safe_mode_names_what_would_be_lost),
        cmocka_unit_test(the_same_list_inside_changes_nothing),
        cmocka_unit_test(errors_have_the_codes_of_the_standard),
        cmocka_unit_test(wide_nodes_keep_every_member),
        cmocka_unit_test(the_deepest_documents_are_expanded),
        cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(every_lack_of_memory_is_returned),
        cmocka_unit_test(one_of_everything_survives_every_lack_of_memory),
        cmocka_unit_test(a_set_reports_every_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
