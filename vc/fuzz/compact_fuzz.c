/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: documents through compaction and flattening. By contexts of ours
 * a document compacts and expands again to the same statements; flattened it
 * says the same; its quads come back from fromRdf. By its own context, which may
 * be anything, it is compacted without harm. */
#include "fuzz.h"
#include "transplant.h"

#include "vc/compact.h"
#include "vc/expand.h"
#include "vc/flatten.h"
#include "vc/from_rdf.h"
#include "vc/quads.h"
#include "vc/rdfc.h"
#include "vc/to_rdf.h"

#define BASE "https://example.org/a/b"

/* What documents are compacted by: containers, coercion, scopes, prefixes, and
 * several terms for one IRI. */
static const char *const contexts[] = {
    "{}",
    "[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"]",
    "{\"@version\":1.1,\"@vocab\":\"https://e.example/\",\"@language\":\"en\","
    "\"id\":\"@id\",\"type\":\"@type\",\"e\":\"https://e.example/\","
    "\"s\":\"https://schema.org/\",\"list\":{\"@container\":\"@list\"},"
    "\"ids\":{\"@id\":\"e:list\",\"@type\":\"@id\",\"@container\":\"@list\"},"
    "\"names\":{\"@id\":\"s:name\",\"@container\":[\"@language\",\"@set\"]},"
    "\"name\":{\"@id\":\"s:name\",\"@language\":null},"
    "\"index\":{\"@container\":\"@index\"},"
    "\"by\":{\"@id\":\"e:index2\",\"@container\":\"@index\",\"@index\":\"key\"}"
    ","
    "\"nodes\":{\"@container\":\"@id\"},\"kinds\":{\"@container\":\"@type\"},"
    "\"knows\":{\"@type\":\"@id\"},\"word\":{\"@id\":\"e:knows\","
    "\"@type\":\"@vocab\"},\"of\":{\"@reverse\":\"e:knows\"},"
    "\"right\":{\"@id\":\"e:note\",\"@direction\":\"rtl\"},"
    "\"in\":{\"@id\":\"e:in\",\"@nest\":\"@nest\"},"
    "\"graph\":{\"@container\":[\"@graph\",\"@id\"]},"
    "\"Person\":{\"@context\":{\"name\":\"e:nick\",\"at\":\"e:place\"}},"
    "\"at\":{\"@context\":{\"@propagate\":false,\"name\":\"e:street\"}}}",
};

static struct vc_crypto *crypto;

static struct vc_context_set *
compiled(void)
{
    static struct vc_context_set *set;
    if (set)
        return set;
    FUZZ_CHECK(vc_context_set_new(NULL, 0, &set) == VC_OK);
    FUZZ_CHECK(vc_context_set_add_compiled(set, NULL) == VC_OK);
    FUZZ_CHECK(vc_crypto_new(NULL, &crypto) == VC_OK);
    return set;
}

/* Canonical quads; NULL data where the graph takes too much work, or in safe
 * mode where something has no place in RDF. */
static struct vc_view
canonical(struct vc_arena *arena, const struct vc_json *expanded, bool safe)
{
    struct vc_to_rdf_options options = {
        .direction = VC_RDF_DIRECTION_I18N_DATATYPE, .safe = safe};
    struct vc_rdfc_options few = {.max_calls = 300, .max_steps = 10000};
    struct vc_dataset dataset;
    struct vc_rdfc_result result;
    if (vc_to_rdf(arena, expanded, &options, &dataset, NULL) != VC_OK ||
        vc_rdfc_canonicalize(arena, crypto, &dataset, &few, &result, NULL) !=
            VC_OK)
        return (struct vc_view){NULL, 0};
    return result.text;
}

static enum vc_status
expand(struct vc_arena *arena, const struct vc_json *document, bool safe,
       struct vc_json **out)
{
    struct vc_expand_options options = {
        .base = VC_VIEW(BASE), .safe = safe, .max_context_work = 5000};
    return vc_expand(arena, compiled(), document, &options, out, NULL);
}

static enum vc_status
compact(struct vc_arena *arena, const struct vc_json *expanded,
        const struct vc_json *context, bool keep_arrays, struct vc_json **out)
{
    struct vc_compact_options options = {.base = VC_VIEW(BASE),
                                         .keep_arrays = keep_arrays,
                                         .ordered = keep_arrays,
                                         .max_context_work = 20000};
    return vc_compact(arena, compiled(), expanded, context, &options, out,
                      NULL);
}

static void
compacts_and_comes_back(struct vc_arena *arena, const struct vc_json *expanded,
                        struct vc_view quads)
{
    for (size_t i = 0; i < 2 * sizeof contexts / sizeof *contexts; i++) {
        struct vc_json *context;
        struct vc_json *out;
        struct vc_json *again;
        FUZZ_CHECK(vc_json_parse(arena, vc_view_of(contexts[i / 2]), NULL,
                                 &context, NULL) == VC_OK);
        enum vc_status s = compact(arena, expanded, context, i & 1, &out);
        FUZZ_CHECK(s == VC_OK || s == VC_LD_IRI_CONFUSED_WITH_PREFIX ||
                   s == VC_NO_MEMORY);
        if (s != VC_OK)
            continue;
        s = expand(arena, out, false, &again);
        FUZZ_CHECK(s == VC_OK || s == VC_NO_MEMORY);
        if (s != VC_OK)
            continue;
        struct vc_view text = canonical(arena, again, false);
        FUZZ_CHECK(!text.data || vc_view_equal(text, quads));
    }
}

/* Is there a list that says what it is, which fromRdf takes for granted? */
static bool
names_lists(struct vc_view quads)
{
    struct vc_view name = VC_VIEW("rdf-syntax-ns#List>");
    for (size_t i = 0; i + name.size <= quads.size; i++) {
        if (!memcmp(quads.data + i, name.data, name.size))
            return true;
    }
    return false;
}

static void
comes_back_from_rdf(struct vc_arena *arena, struct vc_view quads)
{
    struct vc_dataset dataset;
    struct vc_json *out;
    struct vc_from_rdf_options options = {.direction =
                                              VC_RDF_DIRECTION_I18N_DATATYPE};
    FUZZ_CHECK(vc_quads_read(arena, quads, 0, &dataset, NULL) == VC_OK);
    enum vc_status s = vc_from_rdf(arena, &dataset, &options, &out, NULL);
    FUZZ_CHECK(s == VC_OK || s == VC_LIMIT || s == VC_NO_MEMORY);
    if (s != VC_OK || names_lists(quads))
        return;
    struct vc_view text = canonical(arena, out, false);
    FUZZ_CHECK(!text.data || vc_view_equal(text, quads));
}

static void
check(struct vc_arena *arena, const struct vc_json *document)
{
    struct vc_json *expanded;
    struct vc_json *flat;
    struct vc_json *out;
    if (expand(arena, document, false, &expanded) != VC_OK)
        return;
    enum vc_status s = vc_flatten(arena, expanded, NULL, &flat, NULL);
    FUZZ_CHECK(s == VC_OK || s == VC_LD_CONFLICTING_INDEXES ||
               s == VC_NO_MEMORY);
    (void)compact(arena, expanded, vc_json_get(document, VC_VIEW("@context")),
                  false, &out);
    /* What has no place in RDF need not come back. */
    if (s != VC_OK || expand(arena, document, true, &expanded) != VC_OK)
        return;
    struct vc_view before = canonical(arena, expanded, true);
    if (!before.data)
        return;
    FUZZ_CHECK(vc_flatten(arena, expanded, NULL, &flat, NULL) == VC_OK);
    struct vc_view after = canonical(arena, flat, true);
    FUZZ_CHECK(!after.data || vc_view_equal(before, after));
    compacts_and_comes_back(arena, expanded, before);
    comes_back_from_rdf(arena, before);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_json *document = NULL;
    struct vc_view text = {(const char *)data, size};
    vc_arena_init(&arena, NULL, 256u << 20);
    if (vc_json_parse(&arena, text, NULL, &document, NULL) == VC_OK) {
        uint32_t random = transplant_seed(data, size);
        check(&arena, document);
        for (int i = 0; i < 4 && transplant(&arena, document, &random); i++)
            check(&arena, document);
    }
    vc_arena_free(&arena);
    return 0;
}
