/* SPDX-License-Identifier: Apache-2.0 */
/* proof: vc-di-eddsa 1.0 and vc-di-ecdsa 1.0, sections 3.2 and 3.3 of both.
 * What is signed is the hash of the proof options followed by the hash of the
 * document. */

#include "vc/proof.h"

#include "vc/expand.h"
#include "vc/instant.h"
#include "vc/jcs.h"
#include "vc/multibase.h"
#include "vc/to_rdf.h"

static const struct vc_view suite_eddsa = VC_VIEW_INIT("eddsa-rdfc-2022");
static const struct vc_view purpose_assertion = VC_VIEW_INIT("assertionMethod");
static const struct vc_view name_context = VC_VIEW_INIT("@context");
static const struct vc_view name_proof = VC_VIEW_INIT("proof");
static const struct vc_view name_value = VC_VIEW_INIT("proofValue");

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

static enum vc_status
hash_rdf(struct vc_arena *arena, const struct vc_proof_tools *tools,
         const struct vc_json *document, enum vc_hash hash,
         struct vc_proof_hash *out, struct vc_error *error)
{
    const struct vc_expand_options expand = {.safe = true};
    const struct vc_to_rdf_options to_rdf = {.safe = true};
    struct vc_rdfc_options limits = tools->limits;
    struct vc_rdfc_result result;
    struct vc_json *expanded = NULL;
    struct vc_dataset dataset;

    limits.hash = hash;
    VC_TRY(
        vc_expand(arena, tools->contexts, document, &expand, &expanded, error));
    VC_TRY(vc_to_rdf(arena, expanded, &to_rdf, &dataset, error));
    VC_TRY(vc_rdfc_canonicalize(arena, tools->crypto, &dataset, &limits,
                                &result, error));
    return hash_text(tools, result.text, hash, out);
}

enum vc_status
vc_proof_hash_document(struct vc_arena *arena,
                       const struct vc_proof_tools *tools,
                       const struct vc_json *document, enum vc_hash hash,
                       struct vc_proof_hash *out, struct vc_error *error)
{
    struct vc_json *bare = NULL;

    if (vc_json_get(document, name_proof) == NULL) {
        return hash_rdf(arena, tools, document, hash, out, error);
    }
    bare = vc_json_object(arena);
    if (bare == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(add_members(arena, bare, document, name_proof, name_proof));
    return hash_rdf(arena, tools, bare, hash, out, error);
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

static void
join(const struct vc_proof_hash *options, const struct vc_proof_hash *document,
     uint8_t out[2 * VC_CRYPTO_MAX_HASH])
{
    memcpy(out, options->hash, options->size);
    memcpy(out + options->size, document->hash, document->size);
}

/* --- making -------------------------------------------------------------- */

static enum vc_status
set_text(struct vc_arena *arena, struct vc_json *object, struct vc_view name,
         struct vc_view text)
{
    struct vc_view copy = vc_arena_copy(arena, text);

    return copy.data == NULL
               ? VC_NO_MEMORY
               : vc_json_set(object, name, vc_json_string(arena, copy));
}

static enum vc_status
make_options(struct vc_arena *arena, const struct vc_proof_terms *terms,
             struct vc_json *out, struct vc_error *error)
{
    char created[VC_INSTANT_TEXT];
    size_t n = vc_instant_write(terms->created_ms, created);

    if (n == 0 || terms->method.data == NULL || terms->method.size == 0) {
        return vc_error_set(error, VC_PROOF_FORM,
                            "a proof needs a method and a time");
    }
    VC_TRY(
        set_text(arena, out, VC_VIEW("type"), VC_VIEW("DataIntegrityProof")));
    VC_TRY(
        set_text(arena, out, VC_VIEW("created"), (struct vc_view){created, n}));
    VC_TRY(set_text(arena, out, VC_VIEW("verificationMethod"), terms->method));
    VC_TRY(set_text(arena, out, VC_VIEW("cryptosuite"), suite_eddsa));
    return set_text(arena, out, VC_VIEW("proofPurpose"), purpose_assertion);
}

enum vc_status
vc_proof_make(struct vc_arena *arena, const struct vc_proof_tools *tools,
              const struct vc_json *document,
              const struct vc_proof_terms *terms, struct vc_json **out,
              struct vc_error *error)
{
    struct vc_json *proof = vc_json_object(arena);
    struct vc_proof_hash of_document;
    struct vc_proof_hash of_options;
    uint8_t joined[2 * VC_CRYPTO_MAX_HASH];
    uint8_t signature[VC_CRYPTO_SIGNATURE];
    char text[1 + VC_MULTIBASE_MAX_BASE58];
    enum vc_status s = VC_OK;
    size_t n = 0;

    if (proof == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(make_options(arena, terms, proof, error));
    VC_TRY(vc_proof_hash_document(arena, tools, document, VC_SHA256,
                                  &of_document, error));
    VC_TRY(vc_proof_hash_options(arena, tools, document, proof, VC_SHA256,
                                 &of_options, error));
    join(&of_options, &of_document, joined);
    s = terms->signer.sign(terms->signer.user, joined,
                           of_options.size + of_document.size, signature);
    if (s != VC_OK) {
        return vc_error_set(error, s, "the signer refused");
    }
    n = vc_multibase_encode(signature, sizeof(signature), text, sizeof(text));
    VC_TRY(set_text(arena, proof, name_value, (struct vc_view){text, n}));
    *out = proof;
    return VC_OK;
}

/* --- reading ------------------------------------------------------------- */

static enum vc_status
bad_form(struct vc_error *error, const char *what)
{
    return vc_error_set(error, VC_PROOF_FORM, "%s", what);
}

static enum vc_status
read_time(const struct vc_json *node, struct vc_view name, bool *has,
          int64_t *out_ms, struct vc_error *error)
{
    const struct vc_json *value = vc_json_get(node, name);

    *has = value != NULL;
    if (value != NULL &&
        (value->kind != VC_JSON_STRING ||
         !vc_instant_parse(value->u.text.data, value->u.text.size, out_ms))) {
        return vc_error_set(error, VC_PROOF_FORM,
                            "\"%.*s\" is not a date and time with an offset",
                            (int)name.size, name.data);
    }
    return VC_OK;
}

static const struct suite {
    struct vc_view name;
    enum vc_proof_form form;
    bool ecdsa;
} suites[] = {
    {VC_VIEW_INIT("eddsa-rdfc-2022"), VC_PROOF_RDFC, false},
    {VC_VIEW_INIT("eddsa-jcs-2022"), VC_PROOF_JCS, false},
    {VC_VIEW_INIT("ecdsa-rdfc-2019"), VC_PROOF_RDFC, true},
    {VC_VIEW_INIT("ecdsa-jcs-2019"), VC_PROOF_JCS, true},
};

static const struct suite *
find_suite(struct vc_view name)
{
    for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        if (vc_view_equal(name, suites[i].name)) {
            return &suites[i];
        }
    }
    return NULL;
}

static enum vc_status
read_signature(const struct vc_json *node, struct vc_proof *out,
               struct vc_error *error)
{
    struct vc_view text = vc_json_get_text(node, name_value);
    size_t size = 0;

    if (text.data == NULL) {
        return bad_form(error, "there is no proof value");
    }
    if (text.size < 2 || text.data[0] != 'z' ||
        !vc_multibase_base58_decode(text.data + 1, text.size - 1,
                                    out->signature, sizeof(out->signature),
                                    &size) ||
        (size != 64 && !(out->ecdsa && size == 96))) {
        return bad_form(error, "the proof value is not a signature in base58");
    }
    out->signature_size = size;
    return VC_OK;
}

static enum vc_status
unknown_suite(const struct vc_proof *proof, struct vc_error *error)
{
    return vc_error_set(error, VC_PROOF_SUITE, "\"%.*s\" is not a known suite",
                        (int)proof->suite.size,
                        proof->suite.data != NULL ? proof->suite.data : "");
}

enum vc_status
vc_proof_read(const struct vc_json *node, struct vc_proof *out,
              struct vc_error *error)
{
    struct vc_view type = vc_json_get_text(node, VC_VIEW("type"));
    const struct vc_json *previous =
        vc_json_get(node, VC_VIEW("previousProof"));
    const struct suite *suite = NULL;

    *out = (struct vc_proof){.node = node};
    if (!vc_json_is(node, VC_JSON_OBJECT) || type.data == NULL) {
        return bad_form(error, "a proof is an object with a type");
    }
    out->method = vc_json_get_text(node, VC_VIEW("verificationMethod"));
    out->purpose = vc_json_get_text(node, VC_VIEW("proofPurpose"));
    if (!vc_view_equal(type, VC_VIEW("DataIntegrityProof"))) {
        out->suite = type; /* before Data Integrity, the type was the suite */
        return unknown_suite(out, error);
    }
    out->suite = vc_json_get_text(node, VC_VIEW("cryptosuite"));
    if (out->suite.data == NULL) {
        return bad_form(error, "there is no cryptosuite");
    }
    suite = find_suite(out->suite);
    if (suite == NULL) {
        return unknown_suite(out, error);
    }
    out->form = suite->form;
    out->ecdsa = suite->ecdsa;
    if (out->purpose.data == NULL) {
        return bad_form(error, "there is no purpose");
    }
    if (!vc_view_equal(out->purpose, purpose_assertion)) {
        return vc_error_set(error, VC_PROOF_PURPOSE,
                            "the proof was made for another purpose");
    }
    if (out->method.data == NULL || out->method.size == 0) {
        return bad_form(error, "there is no verification method");
    }
    if (previous != NULL && previous->kind != VC_JSON_STRING &&
        previous->kind != VC_JSON_ARRAY) {
        return bad_form(error, "previousProof names no proof");
    }
    out->previous = previous;
    VC_TRY(read_time(node, VC_VIEW("created"), &out->has_created,
                     &out->created_ms, error));
    VC_TRY(read_time(node, VC_VIEW("expires"), &out->has_expires,
                     &out->expires_ms, error));
    return read_signature(node, out, error);
}

/* --- checking ------------------------------------------------------------ */

/* The proof of `document` with that id, or NULL. */
static const struct vc_json *
proof_by_id(const struct vc_json *document, struct vc_view id)
{
    const struct vc_json *proofs = vc_json_get(document, name_proof);

    if (vc_json_is(proofs, VC_JSON_OBJECT)) {
        return vc_json_is_text(vc_json_get(proofs, VC_VIEW("id")), id) ? proofs
                                                                       : NULL;
    }
    for (VC_JSON_EACH(item, proofs)) {
        if (vc_json_is_text(vc_json_get(item, VC_VIEW("id")), id)) {
            return item;
        }
    }
    return NULL;
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
    if (list == NULL) {
        return VC_NO_MEMORY;
    }
    if (previous->kind == VC_JSON_STRING) {
        VC_TRY(add_previous(arena, document, previous, list, error));
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

enum vc_hash
vc_proof_hash_for(const struct vc_key *key)
{
    return key->type == VC_KEY_P384 ? VC_SHA384 : VC_SHA256;
}

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

/* Is it the kind of key that the suite names? RSA is for none. */
static bool
fits(bool ecdsa, enum vc_key_type type)
{
    return ecdsa ? type == VC_KEY_P256 || type == VC_KEY_P384
                 : type == VC_KEY_ED25519;
}

enum vc_status
vc_proof_check(struct vc_arena *arena, const struct vc_proof_tools *tools,
               const struct vc_json *document, const struct vc_proof *proof,
               const struct vc_proof_hash *whole, const struct vc_key *key,
               struct vc_error *error)
{
    enum vc_hash hash = vc_proof_hash_for(key);
    struct vc_proof_hash of_document = {.size = 0};
    struct vc_proof_hash of_options;
    uint8_t joined[2 * VC_CRYPTO_MAX_HASH];
    enum vc_status s = VC_OK;

    if (!fits(proof->ecdsa, key->type)) {
        return vc_error_set(error, VC_PROOF_SUITE,
                            "the key is of another kind than the proof");
    }
    if (proof->form == VC_PROOF_JCS) {
        VC_TRY(hash_for_jcs(arena, tools, document, proof, hash, &of_document,
                            &of_options, error));
    } else if (whole == NULL || whole->size != vc_crypto_hash_size(hash)) {
        return vc_error_set(error, VC_INVALID, "a hash of another length");
    } else {
        of_document = *whole;
        VC_TRY(hash_for_rdfc(arena, tools, document, proof, hash, &of_document,
                             &of_options, error));
    }
    join(&of_options, &of_document, joined);
    s = vc_key_verify(key, joined, of_options.size + of_document.size,
                      proof->signature, proof->signature_size);
    return s == VC_OK ? s : vc_error_set(error, s, "%s", vc_status_text(s));
}
