/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the JSON-LD algorithms share: documents written with ' for
 * ", comparison, and the canonical quads of a document. */
#ifndef VC_TEST_LD_TOOLS_H
#define VC_TEST_LD_TOOLS_H

#include "failing.h"

#include "vc/compact.h"
#include "vc/expand.h"
#include "vc/quads.h"
#include "vc/rdfc.h"
#include "vc/to_rdf.h"

#include <time.h>

/* Parses JSON in which ' stands for ". */
static inline struct vc_json *
ld_json(struct vc_arena *arena, const char *text)
{
    struct vc_json *root = NULL;
    struct vc_error error = {0};
    struct vc_json_limits limits = {.max_depth = 512};
    struct vc_view copy = vc_arena_copy(arena, vc_view_of(text));
    char *at = (char *)(uintptr_t)copy.data;
    assert_non_null(at);
    for (size_t i = 0; i < copy.size; i++) {
        if (at[i] == '\'')
            at[i] = '"';
    }
    if (vc_json_parse(arena, copy, &limits, &root, &error) != VC_OK)
        fail_msg("%s in %s", error.message, text);
    return root;
}

static inline void
ld_expect(struct vc_arena *arena, const struct vc_json *got, const char *wanted)
{
    struct vc_view text = {"", 0};
    if (vc_json_equal(got, ld_json(arena, wanted)))
        return;
    assert_int_equal(vc_json_write(arena, got, 0, &text), VC_OK);
    fail_msg("got    %.*s\n       wanted %s", (int)text.size, text.data,
             wanted);
}

/* Expands a document that must be right. */
static inline struct vc_json *
ld_expanded(struct vc_arena *arena, const struct vc_context_set *set,
            const struct vc_json *document, const char *base)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};
    struct vc_expand_options options = {0};
    if (base)
        options.base = vc_view_of(base);
    if (vc_expand(arena, set, document, &options, &out, &error) != VC_OK)
        fail_msg("%s at %s", error.message, error.path);
    return out;
}

/* The canonical quads of an expanded document. */
static inline struct vc_view
ld_canonical(struct vc_arena *arena, const struct vc_json *expanded,
             enum vc_rdf_direction direction)
{
    static struct vc_crypto *crypto;
    struct vc_to_rdf_options options = {.direction = direction};
    struct vc_dataset dataset;
    struct vc_rdfc_result result;
    if (!crypto)
        assert_int_equal(vc_crypto_new(NULL, &crypto), VC_OK);
    assert_int_equal(vc_to_rdf(arena, expanded, &options, &dataset, NULL),
                     VC_OK);
    assert_int_equal(
        vc_rdfc_canonicalize(arena, crypto, &dataset, NULL, &result, NULL),
        VC_OK);
    return result.text;
}

/* The same statements, directions included. */
static inline void
ld_expect_same_quads(struct vc_arena *arena, const struct vc_json *a,
                     const struct vc_json *b)
{
    struct vc_view x = ld_canonical(arena, a, VC_RDF_DIRECTION_I18N_DATATYPE);
    struct vc_view y = ld_canonical(arena, b, VC_RDF_DIRECTION_I18N_DATATYPE);
    if (!vc_view_equal(x, y))
        fail_msg("quads differ:\n%.*s---\n%.*s", (int)x.size, x.data,
                 (int)y.size, y.data);
}

/* Milliseconds of processor time. */
static inline double
ld_clock(void)
{
    return (double)clock() * 1000.0 / CLOCKS_PER_SEC;
}

#endif
