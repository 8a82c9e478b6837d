/* SPDX-License-Identifier: Apache-2.0 */
/* proof: vc-di-eddsa 1.0 and vc-di-ecdsa 1.0, sections 3.2 and 3.3 of both.
 * What is signed is the hash of the proof options followed by the hash of the
 * document. */

#include "vc/proof.h"

#include "proof_hash.h"

#include "vc/instant.h"
#include "vc/multibase.h"

static const struct vc_view purpose_assertion = VC_VIEW_INIT("assertionMethod");
static const struct vc_view name_value = VC_VIEW_INIT("proofValue");

static void
join(const struct vc_proof_hash *options, const struct vc_proof_hash *document,
     uint8_t out[2 * VC_CRYPTO_MAX_HASH])
{
    memcpy(out, options->hash, options->size);
    memcpy(out + options->size, document->hash, document->size);
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
    bool old;     /* checked, never made */
    bool is_type; /* named by the type: before Data Integrity */
} suites[] = {
    {VC_VIEW_INIT("eddsa-rdfc-2022"), VC_PROOF_RDFC, false, false, false},
    {VC_VIEW_INIT("eddsa-jcs-2022"), VC_PROOF_JCS, false, false, false},
    {VC_VIEW_INIT("ecdsa-rdfc-2019"), VC_PROOF_RDFC, true, false, false},
    {VC_VIEW_INIT("ecdsa-jcs-2019"), VC_PROOF_JCS, true, false, false},
    {VC_VIEW_INIT("eddsa-2022"), VC_PROOF_RDFC, false, true, false},
    {VC_VIEW_INIT("Ed25519Signature2020"), VC_PROOF_RDFC, false, true, true},
};

enum { FIRST_ECDSA = 2 };

static const struct suite *
find_suite(struct vc_view name, bool is_type)
{
    for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        if (vc_view_equal(name, suites[i].name) &&
            suites[i].is_type == is_type) {
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
    bool is_type = false;

    *out = (struct vc_proof){.node = node};
    if (!vc_json_is(node, VC_JSON_OBJECT) || type.data == NULL) {
        return bad_form(error, "a proof is an object with a type");
    }
    out->method = vc_json_get_text(node, VC_VIEW("verificationMethod"));
    out->purpose = vc_json_get_text(node, VC_VIEW("proofPurpose"));
    is_type = !vc_view_equal(type, VC_VIEW("DataIntegrityProof"));
    out->suite =
        is_type ? type : vc_json_get_text(node, VC_VIEW("cryptosuite"));
    if (out->suite.data == NULL) {
        return bad_form(error, "there is no cryptosuite");
    }
    suite = find_suite(out->suite, is_type);
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

/* Is it the kind of key that the suite names? RSA is for none. */
static bool
fits(bool ecdsa, enum vc_key_type type)
{
    return ecdsa ? type == VC_KEY_P256 || type == VC_KEY_P384
                 : type == VC_KEY_ED25519;
}

/* --- making -------------------------------------------------------------- */

/* The suite that is asked for, or the one over RDF that fits the key. */
static enum vc_status
choose_suite(const struct vc_proof_terms *terms, enum vc_key_type type,
             const struct suite **out, struct vc_error *error)
{
    *out = terms->suite.data != NULL
               ? find_suite(terms->suite, false)
               : &suites[type == VC_KEY_ED25519 ? 0 : FIRST_ECDSA];
    if (*out == NULL || (*out)->old) {
        return vc_error_set(error, VC_PROOF_SUITE,
                            "\"%.*s\" is not a suite that is made",
                            (int)terms->suite.size, terms->suite.data);
    }
    return fits((*out)->ecdsa, type)
               ? VC_OK
               : vc_error_set(error, VC_PROOF_SUITE,
                              "the key is of another kind than the suite");
}

bool
vc_proof_signs_json(const struct vc_proof_terms *terms)
{
    const struct suite *suite = find_suite(terms->suite, false);

    return suite != NULL && suite->form == VC_PROOF_JCS;
}

static enum vc_status
make_options(struct vc_arena *arena, const struct vc_json *document,
             const struct vc_proof_terms *terms, const struct suite *suite,
             struct vc_json *out, struct vc_error *error)
{
    const struct vc_json *contexts = vc_json_get(document, VC_VIEW("@context"));
    char created[VC_INSTANT_TEXT];
    size_t n = vc_instant_write(terms->created_ms, created);

    if (n == 0 || terms->method.data == NULL || terms->method.size == 0) {
        return vc_error_set(error, VC_PROOF_FORM,
                            "a proof needs a method and a time");
    }
    if (suite->form == VC_PROOF_JCS && contexts != NULL) {
        VC_TRY(vc_json_set(out, VC_VIEW("@context"),
                           vc_json_share(arena, contexts)));
    }
    VC_TRY(vc_json_set_text(arena, out, VC_VIEW("type"),
                            VC_VIEW("DataIntegrityProof")));
    VC_TRY(vc_json_set_text(arena, out, VC_VIEW("created"),
                            (struct vc_view){created, n}));
    VC_TRY(vc_json_set_text(arena, out, VC_VIEW("verificationMethod"),
                            terms->method));
    VC_TRY(vc_json_set_text(arena, out, VC_VIEW("cryptosuite"), suite->name));
    return vc_json_set_text(arena, out, VC_VIEW("proofPurpose"),
                            purpose_assertion);
}

enum vc_status
vc_proof_make(struct vc_arena *arena, const struct vc_proof_tools *tools,
              const struct vc_json *document,
              const struct vc_proof_terms *terms, struct vc_json **out,
              struct vc_error *error)
{
    static const struct vc_key ed25519 = {.type = VC_KEY_ED25519};
    const struct vc_key *key = terms->key != NULL ? terms->key : &ed25519;
    const struct suite *suite = NULL;
    struct vc_json *proof = vc_json_object(arena);
    struct vc_proof_hash of_document = {.size = 0};
    struct vc_proof_hash of_options;
    uint8_t joined[2 * VC_CRYPTO_MAX_HASH];
    uint8_t signature[VC_CRYPTO_MAX_SIGNATURE];
    char text[1 + VC_MULTIBASE_MAX_BASE58];
    struct vc_proof unsigned_proof;
    enum vc_status s = VC_OK;
    size_t n = 0;

    if (proof == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(choose_suite(terms, key->type, &suite, error));
    VC_TRY(make_options(arena, document, terms, suite, proof, error));
    unsigned_proof = (struct vc_proof){.node = proof, .form = suite->form};
    VC_TRY(vc_proof_hash_both(arena, tools, document, &unsigned_proof,
                              vc_proof_hash_for(key), &of_document, &of_options,
                              error));
    join(&of_options, &of_document, joined);
    s = terms->signer.sign(terms->signer.user, joined,
                           of_options.size + of_document.size, signature);
    if (s != VC_OK) {
        return vc_error_set(error, s, "the signer refused");
    }
    n = vc_multibase_encode(signature, vc_key_signature_size(key), text,
                            sizeof(text));
    VC_TRY(
        vc_json_set_text(arena, proof, name_value, (struct vc_view){text, n}));
    *out = proof;
    return VC_OK;
}

/* --- checking ------------------------------------------------------------ */

enum vc_hash
vc_proof_hash_for(const struct vc_key *key)
{
    return key->type == VC_KEY_P384 ? VC_SHA384 : VC_SHA256;
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
    if (whole != NULL && proof->form == VC_PROOF_RDFC) {
        of_document = *whole;
        if (whole->size != vc_crypto_hash_size(hash)) {
            return vc_error_set(error, VC_INVALID, "a hash of another length");
        }
    }
    VC_TRY(vc_proof_hash_both(arena, tools, document, proof, hash, &of_document,
                              &of_options, error));
    join(&of_options, &of_document, joined);
    s = vc_key_verify(key, joined, of_options.size + of_document.size,
                      proof->signature, proof->signature_size);
    return s == VC_OK ? s : vc_error_set(error, s, "%s", vc_status_text(s));
}
