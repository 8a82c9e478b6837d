/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a graph has the same canonical form when it comes in the
 * opposite order and under its canonical names, and the work is bounded. Where
 * blank nodes name graphs the standard itself does not promise that
 * (docs/decisions/0006): there only form and size are checked. */
#include "fuzz.h"

#include "vc/quads.h"
#include "vc/rdfc.h"

/* The same quads from the last to the first, blank nodes renumbered. */
static enum vc_status
reversed(struct vc_arena *arena, const struct vc_dataset *from,
         struct vc_dataset *out)
{
    struct vc_buf buf;
    struct vc_view text;

    vc_buf_init(&buf, arena, 0, 0);
    for (size_t i = from->count; i-- > 0;) {
        vc_quads_write_quad(&buf, &from->quads[i]);
    }
    VC_TRY(vc_buf_finish(&buf, &text));
    return vc_quads_read(arena, text, 0, out, NULL);
}

static bool
names_graphs_by_blanks(const struct vc_dataset *dataset)
{
    for (size_t i = 0; i < dataset->count; i++) {
        const struct vc_term *graph = dataset->quads[i].graph;

        if (graph != NULL && graph->kind == VC_TERM_BLANK) {
            return true;
        }
    }
    return false;
}

static void
check(struct vc_arena *arena, struct vc_crypto *crypto,
      const struct vc_dataset *dataset)
{
    const struct vc_rdfc_options few = {.max_calls = 500, .max_steps = 20000};
    struct vc_rdfc_result result;
    struct vc_rdfc_result again;
    struct vc_dataset other;
    bool is_promised = !names_graphs_by_blanks(dataset);
    enum vc_status s =
        vc_rdfc_canonicalize(arena, crypto, dataset, &few, &result, NULL);

    FUZZ_CHECK(s == VC_OK || s == VC_RDFC_WORK);
    if (s != VC_OK) {
        return;
    }
    FUZZ_CHECK(reversed(arena, dataset, &other) == VC_OK);
    FUZZ_CHECK(vc_rdfc_canonicalize(arena, crypto, &other, NULL, &again,
                                    NULL) == VC_OK);
    FUZZ_CHECK(!is_promised || vc_view_equal(result.text, again.text));
    FUZZ_CHECK(vc_quads_read(arena, result.text, 0, &other, NULL) == VC_OK);
    FUZZ_CHECK(other.count == dataset->count);
    FUZZ_CHECK(vc_rdfc_canonicalize(arena, crypto, &other, NULL, &again,
                                    NULL) == VC_OK);
    FUZZ_CHECK(!is_promised || vc_view_equal(result.text, again.text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct vc_crypto *crypto;
    struct vc_arena arena;
    struct vc_dataset dataset;
    struct vc_view text = {(const char *)data, size};

    if (crypto == NULL) {
        FUZZ_CHECK(vc_crypto_new(NULL, &crypto) == VC_OK);
    }
    vc_arena_init(&arena, NULL, 256 << 20);
    if (vc_quads_read(&arena, text, 0, &dataset, NULL) == VC_OK) {
        check(&arena, crypto, &dataset);
    }
    vc_arena_free(&arena);
    return 0;
}
