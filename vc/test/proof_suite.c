/* SPDX-License-Identifier: Apache-2.0 */
/* The vectors of vc-di-eddsa for eddsa-rdfc-2022, every step byte for byte,
 * and its proof set and chain. */
#include "contexts.h"

#include "vc/did.h"
#include "vc/instant.h"
#include "vc/multibase.h"
#include "vc/proof.h"

struct world {
    struct vc_arena arena;
    struct vc_proof_tools tools;
    struct vc_context_set *contexts;
    uint8_t secret[VC_CRYPTO_SECRET];
    int passed;
    int total;
};

static void
open_world(struct world *w)
{
    *w = (struct world){.total = 0};
    vc_arena_init(&w->arena, NULL, 0);
    w->contexts = outside_contexts(&w->arena);
    w->tools.contexts = w->contexts;
    assert_int_equal(vc_crypto_new(NULL, &w->tools.crypto), VC_OK);
}

static void
close_world(struct world *w)
{
    vc_crypto_free(w->tools.crypto);
    vc_context_set_free(w->contexts);
    vc_arena_free(&w->arena);
}

static struct vc_json *
read_json(struct world *w, const char *path)
{
    struct vc_json *out = NULL;
    struct vc_view text = outside_read(&w->arena, path);

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(&w->arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

static void
step(struct world *w, const char *name, bool good)
{
    w->total++;
    w->passed += good ? 1 : 0;
    if (!good) {
        printf("# failed: %s\n", name);
    }
}

/* Compare with a file of the vectors, in hexadecimal or as it is. */
static bool
is_file(struct world *w, const char *name, const void *bytes, size_t len,
        bool hex)
{
    char path[200];
    char text[400];
    struct vc_view want;

    snprintf(path, sizeof(path), "di-eddsa/eddsa-rdfc-2022/%s", name);
    want = outside_read(&w->arena, path);
    assert_non_null(want.data);
    if (!hex) {
        return want.size == len && memcmp(want.data, bytes, len) == 0;
    }
    for (size_t i = 0; i < len; i++) {
        snprintf(text + 2 * i, 3, "%02x", ((const uint8_t *)bytes)[i]);
    }
    return want.size >= 2 * len && memcmp(want.data, text, 2 * len) == 0;
}

static enum vc_status
sign(void *user, const uint8_t *bytes, size_t len,
     uint8_t out[VC_CRYPTO_SIGNATURE])
{
    struct world *w = user;
    uint8_t hash[2 * VC_CRYPTO_MAX_HASH] = {0};

    assert_int_equal(len, 64);
    memcpy(hash, bytes, len);
    step(w, "joined hash",
         is_file(w, "combinedHashDataInt.txt", bytes, len, true));
    vc_crypto_ed25519_sign(w->secret, hash, len, out);
    step(w, "signature", is_file(w, "sigHexDataInt.txt", out, 64, true));
    return VC_OK;
}

static void
read_secret(struct world *w)
{
    struct vc_view text = vc_json_get_text(
        read_json(w, "di-eddsa/keyPair.json"), VC_VIEW("privateKeyMultibase"));
    uint8_t bytes[34];
    uint8_t public_key[32];
    size_t size = 0;

    assert_true(
        vc_multibase_decode(text.data, text.size, bytes, sizeof(bytes), &size));
    assert_int_equal(size, 34);
    vc_crypto_ed25519_pair(bytes + 2, public_key, w->secret);
}

static void
every_step_gives_the_published_bytes(void **state)
{
    struct world w;
    struct vc_json *document = NULL;
    struct vc_json *wanted = NULL;
    struct vc_json *proof = NULL;
    struct vc_proof_hash hash;
    struct vc_proof_terms terms;
    struct vc_view created;

    (void)state;
    outside_need("di-eddsa eddsa-rdfc-2022", 8);
    open_world(&w);
    read_secret(&w);
    document = read_json(&w, "di-eddsa/unsigned.json");
    wanted = read_json(&w, "di-eddsa/eddsa-rdfc-2022/signedDataInt.json");
    assert_int_equal(vc_proof_hash_document(&w.arena, &w.tools, document,
                                            VC_SHA256, &hash, NULL),
                     VC_OK);
    step(&w, "canonical document",
         is_file(&w, "canonDocDataInt.txt", hash.canonical.data,
                 hash.canonical.size, false));
    step(&w, "hash of the document",
         is_file(&w, "docHashDataInt.txt", hash.hash, 32, true));
    assert_int_equal(
        vc_proof_hash_options(
            &w.arena, &w.tools, document,
            read_json(&w, "di-eddsa/eddsa-rdfc-2022/proofConfigDataInt.json"),
            VC_SHA256, &hash, NULL),
        VC_OK);
    step(&w, "canonical options",
         is_file(&w, "proofCanonDataInt.txt", hash.canonical.data,
                 hash.canonical.size, false));
    step(&w, "hash of the options",
         is_file(&w, "proofHashDataInt.txt", hash.hash, 32, true));
    proof = vc_json_get(wanted, VC_VIEW("proof"));
    created = vc_json_get_text(proof, VC_VIEW("created"));
    terms = (struct vc_proof_terms){
        .method = vc_json_get_text(proof, VC_VIEW("verificationMethod")),
        .signer = {sign, &w}};
    assert_true(
        vc_instant_parse(created.data, created.size, &terms.created_ms));
    assert_int_equal(
        vc_proof_make(&w.arena, &w.tools, document, &terms, &proof, NULL),
        VC_OK);
    step(&w, "proof value",
         is_file(&w, "sigBTC58DataInt.txt",
                 vc_json_get_text(proof, VC_VIEW("proofValue")).data,
                 vc_json_get_text(proof, VC_VIEW("proofValue")).size, false));
    assert_int_equal(vc_json_set(document, VC_VIEW("proof"), proof), VC_OK);
    step(&w, "signed document", vc_json_equal(document, wanted));
    outside_result("di-eddsa-rdfc", w.passed, w.total, 8);
    close_world(&w);
}

static bool
proof_is_good(struct world *w, const struct vc_json *document,
              const struct vc_json *node)
{
    struct vc_proof proof;
    struct vc_proof_hash hash;
    struct vc_key key;
    struct vc_error error = {0};
    bool good = vc_proof_read(node, &proof, &error) == VC_OK &&
                vc_did_key_read(proof.method, &key) &&
                vc_proof_hash_document(&w->arena, &w->tools, document,
                                       vc_proof_hash_for(&key), &hash,
                                       &error) == VC_OK &&
                vc_proof_check(&w->arena, &w->tools, document, &proof, &hash,
                               &key, &error) == VC_OK;

    if (!good) {
        printf("# %s\n", error.message);
    }
    return good;
}

static void
all_proofs_are_good(struct world *w, const char *path)
{
    struct vc_json *document = read_json(w, path);
    struct vc_json *proofs = vc_json_get(document, VC_VIEW("proof"));

    if (vc_json_is(proofs, VC_JSON_OBJECT)) {
        step(w, path, proof_is_good(w, document, proofs));
        return;
    }
    for (VC_JSON_EACH(node, proofs)) {
        step(w, path, proof_is_good(w, document, node));
    }
}

static void
published_proofs_sets_and_chains_are_good(void **state)
{
    struct world w;

    (void)state;
    outside_need("di proofs", 12);
    open_world(&w);
    all_proofs_are_good(&w, "di-eddsa/eddsa-rdfc-2022/signedDataInt.json");
    all_proofs_are_good(&w, "di-eddsa/proof-set-chain/signedProofSet1.json");
    all_proofs_are_good(&w, "di-eddsa/proof-set-chain/signedProofSet2.json");
    all_proofs_are_good(&w, "di-eddsa/proof-set-chain/signedProofChain1.json");
    all_proofs_are_good(&w, "di-eddsa/eddsa-jcs-2022/signedJCS.json");
    all_proofs_are_good(&w,
                        "di-ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json");
    all_proofs_are_good(&w,
                        "di-ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384.json");
    all_proofs_are_good(&w,
                        "di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json");
    all_proofs_are_good(&w,
                        "di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json");
    outside_result("di-proofs", w.passed, w.total, 12);
    close_world(&w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_gives_the_published_bytes),
        cmocka_unit_test(published_proofs_sets_and_chains_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
