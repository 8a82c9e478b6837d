/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: documents through expansion and toRdf with the compiled
 * contexts. What safe mode takes becomes the same quads without it, and quads
 * that are written can be read. */
#include "fuzz.h"

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

enum { MAX_NODES = 256 };

static size_t
collect(struct vc_json *node, struct vc_json **nodes, size_t count)
{
    if (count < MAX_NODES)
        nodes[count++] = node;
    if (node->kind < VC_JSON_ARRAY)
        return count;
    for (struct vc_json *m = node->u.list.first; m; m = m->next)
        count = collect(m, nodes, count);
    return count;
}

/* Puts a copy of one value in the place of another: damage that JSON survives,
 * where damaged bytes mostly end in the parser. */
static bool
transplant(struct vc_arena *arena, struct vc_json *document, uint32_t *random)
{
    struct vc_json *nodes[MAX_NODES];
    size_t count = collect(document, nodes, 0);
    *random = *random * 1664525u + 1013904223u;
    struct vc_json *to = nodes[(*random >> 8) % count];
    *random = *random * 1664525u + 1013904223u;
    struct vc_json *from = vc_json_copy(arena, nodes[(*random >> 8) % count]);
    if (!from)
        return false;
    to->kind = from->kind;
    to->count = from->count;
    to->u = from->u;
    return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_json *document = NULL;
    struct vc_view text = {(const char *)data, size};
    uint32_t random = (uint32_t)size;
    vc_arena_init(&arena, NULL, 64u << 20);
    if (vc_json_parse(&arena, text, NULL, &document, NULL) == VC_OK) {
        check(&arena, document);
        for (size_t i = 0; i < size; i++)
            random = random * 31 + data[i];
        for (int i = 0; i < 4 && transplant(&arena, document, &random); i++)
            check(&arena, document);
    }
    vc_arena_free(&arena);
    return 0;
}
