/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation fails once: JSON, JSON-LD, keys, signatures, issuing and
 * verifying. The rest of the library is in alloc_parts_test.c. */
#include "alloc_loop.h"
#include "fixed_keys.h"
#include "sample.h"

#include "vc/credential.h"
#include "vc/expand.h"
#include "vc/jcs.h"
#include "vc/jwk.h"
#include "vc/jwt.h"
#include "vc/quads.h"
#include "vc/rdfc.h"
#include "vc/status_list.h"
#include "vc/to_rdf.h"

static struct sample s;

/* --- works --------------------------------------------------------------- */

static enum vc_status
parse_and_write(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *document = NULL;
    struct vc_view text;

    VC_TRY(
        vc_json_parse(arena, VC_VIEW(sample_unsigned), NULL, &document, NULL));
    VC_TRY(vc_json_write(arena, document, 2, &text));
    VC_TRY(vc_json_parse(arena, text, NULL, &document, NULL));
    document = vc_json_copy(arena, document);
    return document != NULL ? vc_jcs(arena, document, out) : VC_NO_MEMORY;
}

/* A document with a context of its own, so that contexts are processed. */
static enum vc_status
expand_with(struct vc_arena *arena, const char *text, struct vc_json **out)
{
    const struct vc_expand_options options = {.safe = true};
    struct vc_json *document = NULL;

    VC_TRY(vc_json_parse(arena, vc_view_of(text), NULL, &document, NULL));
    return vc_expand(arena, s.contexts, document, &options, out, NULL);
}

static enum vc_status
expand_badge(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *expanded = NULL;

    VC_TRY(expand_with(arena, sample_unsigned, &expanded));
    return vc_json_write(arena, expanded, 0, out);
}

static const char own_context[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",{"
    "\"ex\":\"https://example.org/\",\"@vocab\":\"https://example.org/v#\","
    "\"Thing\":{\"@id\":\"ex:Thing\",\"@context\":{\"part\":{\"@id\":\"ex:p\","
    "\"@container\":[\"@list\"]},\"word\":{\"@id\":\"ex:w\","
    "\"@container\":\"@language\"}}},"
    "\"graph\":{\"@id\":\"ex:g\",\"@container\":\"@graph\"},"
    "\"back\":{\"@reverse\":\"ex:back\"},\"raw\":{\"@id\":\"ex:raw\","
    "\"@type\":\"@json\"}}],"
    "\"@id\":\"ex:1\",\"@type\":\"Thing\",\"part\":[1,2.5,[\"a\",\"b\"]],"
    "\"word\":{\"en\":\"one\",\"es\":[\"uno\",\"una\"]},"
    "\"graph\":{\"@id\":\"ex:2\",\"ex:q\":{\"@set\":[true,\"x\"]}},"
    "\"back\":[{\"@id\":\"ex:3\",\"ex:r\":\"y\"}],\"raw\":{\"b\":[1,null]}}";

static enum vc_status
expand_own_context(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *expanded = NULL;

    VC_TRY(expand_with(arena, own_context, &expanded));
    return vc_json_write(arena, expanded, 0, out);
}

static enum vc_status
quads_of_own_context(struct vc_arena *arena, struct vc_view *out)
{
    const struct vc_to_rdf_options options = {.safe = true};
    struct vc_json *expanded = NULL;
    struct vc_dataset dataset;

    VC_TRY(expand_with(arena, own_context, &expanded));
    VC_TRY(vc_to_rdf(arena, expanded, &options, &dataset, NULL));
    return vc_quads_write(arena, &dataset, out);
}

/* Two rings that only their paths tell apart. */
static const char rings[] = "_:a <urn:p> _:b .\n_:b <urn:p> _:c .\n"
                            "_:c <urn:p> _:a .\n_:d <urn:p> _:e .\n"
                            "_:e <urn:p> _:d .\n_:a <urn:q> _:d _:g .\n"
                            "_:x <urn:p> \"\\u00e9\\n\"@es .\n";

static enum vc_status
canonical_rings(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_rdfc_options options = {.hash = VC_SHA384};
    struct vc_rdfc_result result;
    struct vc_dataset dataset;

    VC_TRY(vc_quads_read(arena, VC_VIEW(rings), 0, &dataset, NULL));
    VC_TRY(vc_rdfc_canonicalize(arena, s.crypto, &dataset, &options, &result,
                                NULL));
    *out = result.text;
    return VC_OK;
}

/* gzip of 16,384 zero bytes. */
static const char empty_list[] =
    "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

static enum vc_status
bit_of_a_list(struct vc_arena *arena, struct vc_view *out)
{
    unsigned bit = 1;

    VC_TRY(vc_status_list_read(arena, VC_VIEW(empty_list), 1, 9, &bit, NULL));
    *out = bit ? VC_VIEW("set") : VC_VIEW("clear");
    return VC_OK;
}

static enum vc_status
context_set(struct vc_arena *arena, struct vc_view *out)
{
    static const char text[] =
        "{\"@context\":{\"@version\":1.1,\"@vocab\":\"urn:v#\",\"id\":\"@id\","
        "\"a\":{\"@id\":\"urn:a\",\"@context\":{\"b\":\"urn:b\"}},"
        "\"T\":{\"@id\":\"urn:T\",\"@context\":{\"c\":{\"@id\":\"urn:c\","
        "\"@type\":\"@id\"}}}}}";
    const struct vc_view url = VC_VIEW("urn:context");
    struct vc_context_set *set = NULL;
    struct vc_json *sample = NULL;
    enum vc_status status = VC_OK;

    VC_TRY(vc_json_parse(arena,
                         VC_VIEW("{\"@context\":\"urn:context\",\"id\":"
                                 "\"urn:1\",\"@type\":\"T\",\"c\":\"urn:2\","
                                 "\"a\":{\"b\":\"x\"}}"),
                         NULL, &sample, NULL));
    VC_TRY(vc_context_set_new(&allocator, 0, &set));
    status = vc_context_set_add(set, url, VC_VIEW(text), NULL);
    if (status == VC_OK) {
        status = vc_context_set_prepare(set, &url, 1, NULL);
    }
    if (status == VC_OK) {
        status = vc_context_set_learn(set, sample, NULL);
    }
    vc_context_set_free(set);
    *out = VC_VIEW("made");
    return status;
}

static enum vc_status
issue(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);

    return vc_credential_issue(arena, &tools, VC_VIEW(sample_unsigned), NULL,
                               &terms, out, NULL);
}

static enum vc_status
issue_token(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);

    return vc_jwt_issue(arena, &tools, VC_VIEW(sample_unsigned), NULL, &terms,
                        VC_JWT_BADGE, out, NULL);
}

static struct vc_view embedded; /* set by `main`'s setup */
static struct vc_view token;

static enum vc_status
judge(struct vc_arena *arena, struct vc_view text, struct vc_view *out)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict verdict;

    VC_TRY(vc_verdict_make(arena, text, &options, &verdict));
    VC_TRY(vc_verdict_text(arena, &verdict, out));
    return vc_verdict_json(arena, &verdict, out);
}

static enum vc_status
verify(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, embedded, out);
}

static enum vc_status
verify_token(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, token, out);
}

/* Keys and signatures of fixed_keys.h. */
static struct {
    struct vc_key key;
    uint8_t secret[VC_CRYPTO_EC_SECRET];
    uint8_t signature[2 * VC_CRYPTO_EC_SECRET];
    uint8_t modulus[256];
    uint8_t rsa_signature[256];
} fixed;

static enum vc_status
sign_ec(struct vc_arena *arena, struct vc_view *out)
{
    uint8_t signature[2 * VC_CRYPTO_EC_SECRET];

    (void)arena;
    *out = VC_VIEW("signed");
    VC_TRY(vc_crypto_ecdsa_sign(VC_CURVE_P256, fixed.secret, "sample", 6,
                                signature));
    loop.on = false;
    assert_int_equal(vc_crypto_ecdsa_verify(VC_CURVE_P256, fixed.key.bytes,
                                            fixed.key.size, "sample", 6,
                                            signature, 64),
                     VC_OK);
    return VC_OK;
}

static enum vc_status
check_ec(struct vc_arena *arena, struct vc_view *out)
{
    (void)arena;
    *out = VC_VIEW("checked");
    return vc_crypto_ecdsa_verify(VC_CURVE_P256, fixed.key.bytes,
                                  fixed.key.size, "sample", 6, fixed.signature,
                                  64);
}

static enum vc_status
check_rsa(struct vc_arena *arena, struct vc_view *out)
{
    (void)arena;
    *out = VC_VIEW("checked");
    return vc_crypto_rsa_verify(fixed.modulus, 256, 65537, "text", 4,
                                fixed.rsa_signature, 256);
}

/* Work that is to be refused: that is its result. */
static enum vc_status
refused(enum vc_status status, struct vc_view *out)
{
    *out = VC_VIEW("refused");
    assert_int_not_equal(status, VC_OK);
    return status == VC_PROOF_SIGNATURE ? VC_OK : status;
}

static enum vc_status
refuse_ec(struct vc_arena *arena, struct vc_view *out)
{
    (void)arena;
    return refused(vc_crypto_ecdsa_verify(VC_CURVE_P256, fixed.key.bytes,
                                          fixed.key.size, "Sample", 6,
                                          fixed.signature, 64),
                   out);
}

static enum vc_status
refuse_rsa(struct vc_arena *arena, struct vc_view *out)
{
    (void)arena;
    return refused(vc_crypto_rsa_verify(fixed.modulus, 256, 65537, "Text", 4,
                                        fixed.rsa_signature, 256),
                   out);
}

static enum vc_status
jwk_of_ec(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *jwk = NULL;

    VC_TRY(vc_jwk_write(arena, &fixed.key, &jwk));
    return vc_json_write(arena, jwk, 0, out);
}

static enum vc_status
document_of_key(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_did_method method = {.key = s.key, .has_revoked = true};
    struct vc_json *document = NULL;

    VC_TRY(vc_did_document_make(arena, VC_VIEW(SAMPLE_DID), &method, 1,
                                &document));
    return vc_json_write(arena, document, 0, out);
}

/* --- tests --------------------------------------------------------------- */

static void
json_is_read_and_written(void **state)
{
    (void)state;
    each_fails_once("json, read, written, canonical", parse_and_write, OURS);
}

static void
linked_data_is_expanded(void **state)
{
    (void)state;
    each_fails_once("expand, a badge", expand_badge, OURS);
    each_fails_once("expand, a context of its own", expand_own_context, OURS);
    each_fails_once("to_rdf", quads_of_own_context, OURS);
    each_fails_once("rdfc, with rings", canonical_rings, OURS);
    each_fails_once("contexts, added, prepared, learned", context_set, OURS);
}

static void
lists_and_keys_are_read(void **state)
{
    (void)state;
    each_fails_once("status list", bit_of_a_list, OURS);
    each_fails_once("did document", document_of_key, OURS);
    each_fails_once("jwk", jwk_of_ec, OPENSSL);
}

static void
signatures_are_made_and_checked(void **state)
{
    (void)state;
    each_fails_once("ecdsa, verify", check_ec, OPENSSL);
    each_fails_once("ecdsa, verify, wrong", refuse_ec, OPENSSL);
    each_fails_once("ecdsa, sign", sign_ec, OPENSSL);
    each_fails_once("rsa, verify", check_rsa, OPENSSL);
    each_fails_once("rsa, verify, wrong", refuse_rsa, OPENSSL);
}

static void
credentials_are_issued_and_verified(void **state)
{
    (void)state;
    each_fails_once("issue", issue, OURS);
    each_fails_once("issue, token", issue_token, OURS);
    each_fails_once("verify", verify, OURS);
    each_fails_once("verify, token", verify_token, OURS);
}

static int
open_all(void **state)
{
    (void)state;
    fixed.key = (struct vc_key){.type = VC_KEY_P256, .size = 33};
    fixed_bytes(fixed_p256_point, fixed.key.bytes);
    fixed_bytes(fixed_p256_secret, fixed.secret);
    fixed_bytes(fixed_p256_signature, fixed.signature);
    fixed_bytes(fixed_rsa_modulus, fixed.modulus);
    fixed_bytes(fixed_rsa_signature, fixed.rsa_signature);
    return sample_open(&s) == VC_OK && issue(&kept, &embedded) == VC_OK &&
                   issue_token(&kept, &token) == VC_OK
               ? 0
               : -1;
}

static int
close_all(void **state)
{
    (void)state;
    sample_close(&s);
    vc_arena_free(&kept);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_read_and_written),
        cmocka_unit_test(linked_data_is_expanded),
        cmocka_unit_test(lists_and_keys_are_read),
        cmocka_unit_test(signatures_are_made_and_checked),
        cmocka_unit_test(credentials_are_issued_and_verified),
    };

    if (!loop_begin()) {
        return 1;
    }
    return cmocka_run_group_tests(tests, open_all, close_all);
}
