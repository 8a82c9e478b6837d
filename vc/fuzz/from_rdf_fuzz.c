/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: quads become JSON-LD in every mode, and without a mode the same
 * quads again, unless JSON-LD has another form for one of them. */
#include "fuzz.h"

#include "vc/flatten.h"
#include "vc/from_rdf.h"
#include "vc/iri.h"
#include "vc/quads.h"
#include "vc/rdfc.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

/* Would toRdf write this term as it is? */
static bool
keeps_its_form(const struct vc_term *term)
{
    if (!term || term->kind == VC_TERM_BLANK)
        return true;
    if (term->kind == VC_TERM_IRI)
        return vc_iri_is_well_formed(term->value) &&
               !vc_view_equal(term->value, VC_VIEW(RDF "List"));
    for (size_t i = 0; i < term->language.size; i++) {
        if (term->language.data[i] >= 'A' && term->language.data[i] <= 'Z')
            return false;
    }
    for (size_t i = 0, part = 0; i < term->language.size; i++) {
        part = term->language.data[i] == '-' ? 0 : part + 1;
        if (part > 8)
            return false;
    }
    return !term->datatype.data ||
           (vc_iri_is_well_formed(term->datatype) &&
            !vc_view_equal(term->datatype, VC_VIEW(RDF "JSON")));
}

static bool
keep_their_form(const struct vc_dataset *dataset)
{
    for (size_t i = 0; i < dataset->count; i++) {
        const struct vc_quad *quad = &dataset->quads[i];
        if (!keeps_its_form(quad->subject) ||
            !keeps_its_form(quad->predicate) || !keeps_its_form(quad->object) ||
            !keeps_its_form(quad->graph))
            return false;
    }
    return true;
}

static struct vc_view
canonical(struct vc_arena *arena, const struct vc_dataset *dataset)
{
    static struct vc_crypto *crypto;
    struct vc_rdfc_options few = {.max_calls = 300, .max_steps = 10000};
    struct vc_rdfc_result result;
    if (!crypto)
        FUZZ_CHECK(vc_crypto_new(NULL, &crypto) == VC_OK);
    if (vc_rdfc_canonicalize(arena, crypto, dataset, &few, &result, NULL) !=
        VC_OK)
        return (struct vc_view){NULL, 0};
    return result.text;
}

static void
comes_back(struct vc_arena *arena, const struct vc_dataset *dataset,
           const struct vc_json *document)
{
    struct vc_dataset again;
    struct vc_view before = canonical(arena, dataset);
    FUZZ_CHECK(vc_to_rdf(arena, document, NULL, &again, NULL) == VC_OK);
    struct vc_view after = canonical(arena, &again);
    FUZZ_CHECK(!before.data || !after.data || vc_view_equal(before, after));
}

static void
check(struct vc_arena *arena, const struct vc_dataset *dataset)
{
    struct vc_json *out;
    struct vc_json *flat;
    for (unsigned mode = 0; mode < 24; mode++) {
        struct vc_from_rdf_options options = {
            .direction = (enum vc_rdf_direction)(mode % 3),
            .native_types = mode / 3 & 1,
            .rdf_type = mode / 6 & 1,
            .ordered = mode / 12 & 1};
        enum vc_status s = vc_from_rdf(arena, dataset, &options, &out, NULL);
        FUZZ_CHECK(s == VC_OK || s == VC_LD_INVALID_JSON_LITERAL ||
                   s == VC_LD_INVALID_LANGUAGE_TAGGED_STRING ||
                   s == VC_LD_INVALID_BASE_DIRECTION || s == VC_LIMIT);
        if (s != VC_OK)
            continue;
        FUZZ_CHECK(vc_flatten(arena, out, NULL, &flat, NULL) == VC_OK);
        if (mode == 0 && keep_their_form(dataset))
            comes_back(arena, dataset, out);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_dataset dataset;
    struct vc_view text = {(const char *)data, size};
    vc_arena_init(&arena, NULL, 256u << 20);
    if (vc_quads_read(&arena, text, 0, &dataset, NULL) == VC_OK)
        check(&arena, &dataset);
    vc_arena_free(&arena);
    return 0;
}
