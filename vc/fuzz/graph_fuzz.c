/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a document means the same (has the same canonical quads) when it is
 * flattened, and when it is made again out of its quads; what was compacted can
 * be expanded. */
#include "fuzz.h"

#include "vc/compact.h"
#include "vc/expand.h"
#include "vc/flatten.h"
#include "vc/from_rdf.h"
#include "vc/quads.h"
#include "vc/rdfc.h"
#include "vc/to_rdf.h"

struct work {
    struct vc_arena arena;
    struct vc_context_set *contexts;
    struct vc_crypto *crypto;
};

static void
open_work(struct work *w)
{
    static struct vc_context_set *contexts;
    static struct vc_crypto *crypto;

    if (contexts == NULL) {
        FUZZ_CHECK(vc_context_set_new(NULL, 0, &contexts) == VC_OK);
        FUZZ_CHECK(vc_context_set_add_compiled(contexts, NULL) == VC_OK);
        FUZZ_CHECK(vc_crypto_new(NULL, &crypto) == VC_OK);
    }
    w->contexts = contexts;
    w->crypto = crypto;
    vc_arena_init(&w->arena, NULL, 128u << 20);
}

static enum vc_status
expand(struct work *w, const struct vc_json *document, struct vc_json **out)
{
    const struct vc_expand_options options = {.max_context_work = 5000};

    return vc_expand(&w->arena, w->contexts, document, &options, out, NULL);
}

/* The canonical quads of an expanded document; also the quads as they are. */
static enum vc_status
meaning(struct work *w, const struct vc_json *expanded,
        struct vc_dataset *dataset, struct vc_view *out)
{
    const struct vc_rdfc_options few = {.max_calls = 200, .max_steps = 5000};
    struct vc_rdfc_result result;
    struct vc_view text;

    VC_TRY(vc_to_rdf(&w->arena, expanded, NULL, dataset, NULL));
    /* A dataset is a set: what stands twice counts once. */
    VC_TRY(vc_quads_write(&w->arena, dataset, &text));
    VC_TRY(vc_quads_read(&w->arena, text, 0, dataset, NULL));
    VC_TRY(vc_rdfc_canonicalize(&w->arena, w->crypto, dataset, &few, &result,
                                NULL));
    *out = result.text;
    return VC_OK;
}

static void
check_same(struct work *w, const struct vc_json *expanded, struct vc_view want)
{
    struct vc_dataset dataset;
    struct vc_view got;
    enum vc_status s = meaning(w, expanded, &dataset, &got);

    FUZZ_CHECK(s == VC_OK || s == VC_NO_MEMORY || s == VC_RDFC_WORK);
    FUZZ_CHECK(s != VC_OK || vc_view_equal(got, want));
}

static void
check(struct work *w, const struct vc_json *document)
{
    const struct vc_json *context = vc_json_get(document, VC_VIEW("@context"));
    const struct vc_compact_options compact = {.max_context_work = 5000};
    struct vc_json *expanded = NULL;
    struct vc_json *other = NULL;
    struct vc_dataset dataset;
    struct vc_view want;

    if (expand(w, document, &expanded) != VC_OK ||
        meaning(w, expanded, &dataset, &want) != VC_OK) {
        return;
    }
    if (vc_flatten(&w->arena, expanded, NULL, &other, NULL) == VC_OK) {
        check_same(w, other, want);
    }
    if (vc_from_rdf(&w->arena, &dataset, NULL, &other, NULL) == VC_OK) {
        check_same(w, other, want);
    }
    if (vc_compact(&w->arena, w->contexts, expanded, context, &compact, &other,
                   NULL) == VC_OK) {
        (void)expand(w, other, &expanded);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct work w;
    struct vc_json *document = NULL;
    struct vc_view text = {(const char *)data, size};

    open_work(&w);
    if (vc_json_parse(&w.arena, text, NULL, &document, NULL) == VC_OK) {
        check(&w, document);
    }
    vc_arena_free(&w.arena);
    return 0;
}
