/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: documents through expansion and toRdf with the compiled
 * contexts. What safe mode takes becomes the same quads without it, and quads
 * that are written can be read. */
#include "fuzz.h"
#include "transplant.h"

#include "vc/expand.h"
#include "vc/quads.h"
#include "vc/to_rdf.h"

static struct vc_context_set *
contexts(void)
{
    static struct vc_context_set *set;
    struct vc_view list[] = {
        VC_VIEW("https://www.w3.org/ns/credentials/v2"),
        VC_VIEW("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")};
    if (set)
        return set;
    FUZZ_CHECK(vc_context_set_new(NULL, 0, &set) == VC_OK);
    FUZZ_CHECK(vc_context_set_add_compiled(set, NULL) == VC_OK);
    FUZZ_CHECK(vc_context_set_prepare(set, list, 2, NULL) == VC_OK);
    return set;
}

static enum vc_status
quads(struct vc_arena *arena, const struct vc_json *document, bool safe,
      struct vc_view *out)
{
    struct vc_expand_options options = {.safe = safe, .max_context_work = 5000};
    struct vc_to_rdf_options rdf = {.safe = safe};
    struct vc_json *expanded;
    struct vc_dataset dataset;
    struct vc_dataset again;
    struct vc_error error;
    if (!safe)
        options.base = VC_VIEW("https://example.org/a/b");
    VC_TRY(vc_expand(arena, contexts(), document, &options, &expanded, &error));
    VC_TRY(vc_to_rdf(arena, expanded, &rdf, &dataset, &error));
    VC_TRY(vc_quads_write(arena, &dataset, out));
    VC_TRY(vc_quads_read(arena, *out, 0, &again, &error));
    FUZZ_CHECK(again.count == dataset.count);
    return VC_OK;
}

static void
check(struct vc_arena *arena, const struct vc_json *document)
{
    struct vc_view safe = {NULL, 0};
    struct vc_view loose = {NULL, 0};
    enum vc_status s = quads(arena, document, true, &safe);
    enum vc_status l = quads(arena, document, false, &loose);
    FUZZ_CHECK(l != VC_QUADS_SYNTAX && s != VC_QUADS_SYNTAX);
    FUZZ_CHECK(s != VC_OK || (l == VC_OK && vc_view_equal(safe, loose)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_json *document = NULL;
    struct vc_view text = {(const char *)data, size};
    uint32_t random;
    vc_arena_init(&arena, NULL, 64u << 20);
    if (vc_json_parse(&arena, text, NULL, &document, NULL) == VC_OK) {
        check(&arena, document);
        random = transplant_seed(data, size);
        for (int i = 0; i < 4 && transplant(&arena, document, &random); i++)
            check(&arena, document);
    }
    vc_arena_free(&arena);
    return 0;
}
