/* SPDX-License-Identifier: Apache-2.0 */
/* proof_hash: what a proof signs: a document and the proof's own options, each
 * in canonical form, each hashed. */

#include "proof_hash.h"

#include "vc/expand.h"
#include "vc/jcs.h"
#include "vc/to_rdf.h"

static const struct vc_view name_context = VC_VIEW_INIT("@context");
static const struct vc_view name_proof = VC_VIEW_INIT("proof");
static const struct vc_view name_value = VC_VIEW_INIT("proofValue");

static enum vc_status
bad_form(struct vc_error *error, const char *what)
{
    return vc_error_set(error, VC_PROOF_FORM, "%s", what);
}

/* Append the members of `from` but those two; what is below is shared. */
static enum vc_status
add_members(struct vc_arena *arena, struct vc_json *to,
            const struct vc_json *from, struct vc_view but,
            struct vc_view and_but)
{
    for (VC_JSON_EACH(member, from)) {
        if (!vc_view_equal(member->name, but) &&
            !vc_view_equal(member->name, and_but)) {
            VC_TRY(vc_json_set(to, member->name, vc_json_share(arena, member)));
        }
    }
    return VC_OK;
}

static enum vc_status
hash_text(const struct vc_proof_tools *tools, struct vc_view text,
          enum vc_hash hash, struct vc_proof_hash *out)
{
    out->canonical = text;
    out->size = vc_crypto_hash_size(hash);
    return vc_crypto_hash(tools->crypto, hash, text.data, text.size, out->hash);
}

static enum vc_status
hash_json(struct vc_arena *arena, const struct vc_proof_tools *tools,
          const struct vc_json *document, enum vc_hash hash,
          struct vc_proof_hash *out)
{
    struct vc_view text;

    VC_TRY(vc_jcs(arena, document, &text));
    return hash_text(tools, text, hash, out);
}

/* Everything defined, or an error: safe mode. */
static enum vc_status
make_rdf(struct vc_arena *arena, const struct vc_proof_tools *tools,
         const struct vc_json *document, enum vc_rdf_direction direction,
         struct vc_dataset *out, struct vc_error *error)
{
    const struct vc_expand_options expand = {.safe = true};
    const struct vc_to_rdf_options to_rdf = {.safe = true,
                                             .direction = direction};
    struct vc_json *expanded = NULL;

    VC_TRY(
        vc_expand(arena, tools->contexts, document, &expand, &expanded, error));
    return vc_to_rdf(arena, expanded, &to_rdf, out, error);
}

static enum vc_status
hash_rdf(struct vc_arena *arena, const struct vc_proof_tools *tools,
         const struct vc_json *document, enum vc_hash hash,
         struct vc_proof_hash *out, struct vc_error *error)
{
    struct vc_rdfc_options limits = tools->limits;
    struct vc_rdfc_result result;
    struct vc_dataset dataset;

    limits.hash = hash;
    VC_TRY(make_rdf(arena, tools, document, VC_RDF_DIRECTION_NONE, &dataset,
                    error));
    VC_TRY(vc_rdfc_canonicalize(arena, tools->crypto, &dataset, &limits,
                                &result, error));
    return hash_text(tools, result.text, hash, out);
}

/* The document without its proofs: itself, where it has none. */
static enum vc_status
without_proofs(struct vc_arena *arena, const struct vc_json *document,
               const struct vc_json **out)
{
    struct vc_json *bare = NULL;

    *out = document;
    if (vc_json_get(document, name_proof) == NULL) {
        return VC_OK;
    }
    bare = vc_json_object(arena);
    *out = bare;
    return bare == NULL
               ? VC_NO_MEMORY
               : add_members(arena, bare, document, name_proof, name_proof);
}

enum vc_status
vc_proof_hash_document(struct vc_arena *arena,
                       const struct vc_proof_tools *tools,
                       const struct vc_json *document, enum vc_hash hash,
                       struct vc_proof_hash *out, struct vc_error *error)
{
    const struct vc_json *bare = NULL;

    VC_TRY(without_proofs(arena, document, &bare));
    return hash_rdf(arena, tools, bare, hash, out, error);
}

enum vc_status
vc_proof_defined(struct vc_arena *arena, const struct vc_proof_tools *tools,
                 const struct vc_json *document, struct vc_error *error)
{
    const struct vc_json *bare = NULL;
    struct vc_dataset dataset;

    VC_TRY(without_proofs(arena, document, &bare));
    return make_rdf(arena, tools, bare, VC_RDF_DIRECTION_I18N_DATATYPE,
                    &dataset, error);
}

enum vc_status
vc_proof_hash_options(struct vc_arena *arena,
                      const struct vc_proof_tools *tools,
                      const struct vc_json *document,
                      const struct vc_json *proof, enum vc_hash hash,
                      struct vc_proof_hash *out, struct vc_error *error)
{
    const struct vc_json *contexts = vc_json_get(document, name_context);
    struct vc_json *options = vc_json_object(arena);

    if (options == NULL) {
        return VC_NO_MEMORY;
    }
    if (contexts != NULL) {
        VC_TRY(
            vc_json_set(options, name_context, vc_json_share(arena, contexts)));
    }
    VC_TRY(add_members(arena, options, proof, name_value, name_context));
    return hash_rdf(arena, tools, options, hash, out, error);
}

/* --- with the proofs before this one -------------------------------------- */

/* The proof of `document` with that id; NULL if there is none, or if there are
 * two, since nobody could say which of them is meant. */
static const struct vc_json *
proof_by_id(const struct vc_json *document, struct vc_view id)
{
    const struct vc_json *proofs = vc_json_get(document, name_proof);
    bool single = vc_json_is(proofs, VC_JSON_OBJECT);
    const struct vc_json *item = single ? proofs : vc_json_first(proofs);
    const struct vc_json *found = NULL;

    for (; item != NULL; item = single ? NULL : item->next) {
        if (vc_json_is_text(vc_json_get(item, VC_VIEW("id")), id)) {
            if (found != NULL) {
                return NULL;
            }
            found = item;
        }
    }
    return found;
}

static enum vc_status
add_previous(struct vc_arena *arena, const struct vc_json *document,
             const struct vc_json *name, struct vc_json *list,
             struct vc_error *error)
{
    const struct vc_json *found = vc_json_is(name, VC_JSON_STRING)
                                      ? proof_by_id(document, name->u.text)
                                      : NULL;

    if (found == NULL) {
        return bad_form(error, "the proof before this one is missing");
    }
    return vc_json_append(list, vc_json_share(arena, found));
}

/* The proofs that a chained proof names (VC Data Integrity 1.0, section
 * 4.3). */
static enum vc_status
list_previous(struct vc_arena *arena, const struct vc_json *document,
              const struct vc_json *previous, struct vc_json *list,
              struct vc_error *error)
{
    const struct vc_json *proofs = vc_json_get(document, name_proof);

    if (list == NULL) {
        return VC_NO_MEMORY;
    }
    if (previous->kind == VC_JSON_STRING) {
        return add_previous(arena, document, previous, list, error);
    }
    if (vc_json_is(proofs, VC_JSON_ARRAY) && previous->count > proofs->count) {
        return bad_form(error, "previousProof names more than there are");
    }
    for (VC_JSON_EACH(name, previous)) {
        VC_TRY(add_previous(arena, document, name, list, error));
    }
    return VC_OK;
}

/* The document as a proof covers it: without its proofs but those that are
 * named, under `contexts` where they are given. */
static enum vc_status
covered(struct vc_arena *arena, const struct vc_json *document,
        const struct vc_proof *proof, const struct vc_json *contexts,
        struct vc_json **out, struct vc_error *error)
{
    struct vc_json *whole = vc_json_object(arena);

    if (whole == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(add_members(arena, whole, document, name_proof, name_proof));
    if (contexts != NULL) {
        VC_TRY(vc_json_replace(whole, name_context,
                               vc_json_share(arena, contexts)));
    }
    if (proof->previous != NULL) {
        struct vc_json *list = vc_json_array(arena);

        VC_TRY(list_previous(arena, document, proof->previous, list, error));
        VC_TRY(vc_json_set(whole, name_proof, list));
    }
    *out = whole;
    return VC_OK;
}

/* Does the list of contexts (or the one) begin with the other? */
static bool
begins_with(const struct vc_json *list, const struct vc_json *start)
{
    const struct vc_json *a = vc_json_first(list);

    if (!vc_json_is(start, VC_JSON_ARRAY) || !vc_json_is(list, VC_JSON_ARRAY)) {
        return vc_json_equal(list, start);
    }
    for (VC_JSON_EACH(b, start)) {
        if (a == NULL || !vc_json_equal(a, b)) {
            return false;
        }
        a = a->next;
    }
    return true;
}

/* --- both forms ----------------------------------------------------------- */

static enum vc_status
hash_for_rdfc(struct vc_arena *arena, const struct vc_proof_tools *tools,
              const struct vc_json *document, const struct vc_proof *proof,
              enum vc_hash hash, struct vc_proof_hash *of_document,
              struct vc_proof_hash *of_options, struct vc_error *error)
{
    const struct vc_json *own = vc_json_get(proof->node, name_context);

    /* The options are read under the document's contexts; others in the proof
     * would be covered by nothing. */
    if (own != NULL &&
        !vc_json_equal(own, vc_json_get(document, name_context))) {
        return bad_form(error, "the proof has contexts of its own");
    }
    if (proof->previous != NULL) {
        struct vc_json *whole = NULL;

        VC_TRY(covered(arena, document, proof, NULL, &whole, error));
        VC_TRY(hash_rdf(arena, tools, whole, hash, of_document, error));
    } else if (of_document->size == 0) {
        VC_TRY(vc_proof_hash_document(arena, tools, document, hash, of_document,
                                      error));
    }
    return vc_proof_hash_options(arena, tools, document, proof->node, hash,
                                 of_options, error);
}

/* The proof's own contexts are signed, and the document's begin with them. */
static enum vc_status
hash_for_jcs(struct vc_arena *arena, const struct vc_proof_tools *tools,
             const struct vc_json *document, const struct vc_proof *proof,
             enum vc_hash hash, struct vc_proof_hash *of_document,
             struct vc_proof_hash *of_options, struct vc_error *error)
{
    const struct vc_json *own = vc_json_get(proof->node, name_context);
    struct vc_json *options = vc_json_object(arena);
    struct vc_json *whole = NULL;

    if (options == NULL) {
        return VC_NO_MEMORY;
    }
    if (own != NULL && !begins_with(vc_json_get(document, name_context), own)) {
        return bad_form(error, "the proof was made under other contexts");
    }
    VC_TRY(covered(arena, document, proof, own, &whole, error));
    VC_TRY(hash_json(arena, tools, whole, hash, of_document));
    VC_TRY(add_members(arena, options, proof->node, name_value, name_value));
    return hash_json(arena, tools, options, hash, of_options);
}

enum vc_status
vc_proof_hash_both(struct vc_arena *arena, const struct vc_proof_tools *tools,
                   const struct vc_json *document, const struct vc_proof *proof,
                   enum vc_hash hash, struct vc_proof_hash *of_document,
                   struct vc_proof_hash *of_options, struct vc_error *error)
{
    return proof->form == VC_PROOF_JCS
               ? hash_for_jcs(arena, tools, document, proof, hash, of_document,
                              of_options, error)
               : hash_for_rdfc(arena, tools, document, proof, hash, of_document,
                               of_options, error);
}
