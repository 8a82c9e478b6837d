/* SPDX-License-Identifier: Apache-2.0 */
/* The vectors of vc-di-eddsa and vc-di-ecdsa, every step byte for byte, and
 * their proof sets and chains. A signature with ECDSA is never the same twice:
 * there the published one is handed in where the key would sign, and the key's
 * own is checked. */
#include "contexts.h"

#include "proof_hash.h"

#include "vc/did.h"
#include "vc/instant.h"
#include "vc/secret.h"

struct vectors {
    const char *suite; /* cryptosuite */
    const char *folder;
    const char *tag; /* in the names of the files */
    const char *keys;
    const char *secret; /* the member of the secret in that file */
    const char *unsigned_document;
};

static const struct vectors all[] = {
    {"eddsa-rdfc-2022", "di-eddsa/eddsa-rdfc-2022", "DataInt",
     "di-eddsa/keyPair.json", "privateKeyMultibase", "di-eddsa/unsigned.json"},
    {"eddsa-jcs-2022", "di-eddsa/eddsa-jcs-2022", "JCS",
     "di-eddsa/keyPair.json", "privateKeyMultibase", "di-eddsa/unsigned.json"},
    {"ecdsa-rdfc-2019", "di-ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256",
     "di-ecdsa/p256KeyPair.json", "secretKeyMultibase",
     "di-ecdsa/unsigned.json"},
    {"ecdsa-rdfc-2019", "di-ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384",
     "di-ecdsa/p384KeyPair.json", "secretKeyMultibase",
     "di-ecdsa/unsigned.json"},
    {"ecdsa-jcs-2019", "di-ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256",
     "di-ecdsa/p256KeyPair.json", "secretKeyMultibase",
     "di-ecdsa/unsigned.json"},
    {"ecdsa-jcs-2019", "di-ecdsa/ecdsa-jcs-2019-p384", "JCSECDSAP384",
     "di-ecdsa/p384KeyPair.json", "secretKeyMultibase",
     "di-ecdsa/unsigned.json"},
    /* Checked, not made; the last. */
    {"Ed25519Signature2020", "di-eddsa/Ed25519Signature2020", "EdSig",
     "di-eddsa/keyPair.json", "privateKeyMultibase", NULL},
};

enum { SUITES = sizeof(all) / sizeof(all[0]), MADE = SUITES - 1 };

struct world {
    struct vc_arena arena;
    struct vc_proof_tools tools;
    struct vc_context_set *contexts;
    const struct vectors *v;
    struct vc_secret secret;
    bool publish; /* the signer gives the published signature */
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
        printf("# failed: %s, %s\n", w->v != NULL ? w->v->folder : "", name);
    }
}

/* A file of the vectors: `before`, the tag, `after`. */
static struct vc_view
vector(struct world *w, const char *before, const char *after)
{
    char path[200];
    struct vc_view text;

    snprintf(path, sizeof(path), "%s/%s%s%s", w->v->folder, before, w->v->tag,
             after);
    text = outside_read(&w->arena, path);
    assert_non_null(text.data);
    return text;
}

static bool
is_text(struct world *w, const char *name, struct vc_view got)
{
    return vc_view_equal(vector(w, name, ".txt"), got);
}

static bool
is_hex(struct world *w, const char *name, const uint8_t *bytes, size_t len)
{
    char text[2 * VC_CRYPTO_MAX_SIGNATURE + 1];

    for (size_t i = 0; i < len; i++) {
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    }
    return vc_view_equal(vector(w, name, ".txt"),
                         (struct vc_view){text, 2 * len});
}

static void
unhex(struct vc_view text, uint8_t *out)
{
    for (size_t i = 0; i + 1 < text.size; i += 2) {
        unsigned v = 0;

        assert_int_equal(sscanf(text.data + i, "%2x", &v), 1);
        out[i / 2] = (uint8_t)v;
    }
}

static enum vc_status
sign(void *user, const uint8_t *bytes, size_t len, uint8_t *out)
{
    struct world *w = user;
    bool deterministic = w->secret.key.type == VC_KEY_ED25519;

    if (w->publish) {
        step(w, "joined hash", is_hex(w, "combinedHash", bytes, len));
    }
    if (!w->publish || deterministic) {
        assert_int_equal(vc_secret_sign(&w->secret, bytes, len, out), VC_OK);
    } else {
        unhex(vector(w, "sigHex", ".txt"), out);
    }
    if (w->publish) {
        step(w, "signature",
             is_hex(w, "sigHex", out, vc_key_signature_size(&w->secret.key)));
    }
    return VC_OK;
}

static void
read_secret(struct world *w)
{
    struct vc_json *keys = read_json(w, w->v->keys);
    struct vc_view public_text =
        vc_json_get_text(keys, VC_VIEW("publicKeyMultibase"));
    char text[VC_KEY_MAX_TEXT];

    assert_int_equal(
        vc_secret_read(vc_json_get_text(keys, vc_view_of(w->v->secret)),
                       &w->secret),
        VC_OK);
    step(w, "public key of the secret",
         vc_view_equal(
             public_text,
             (struct vc_view){text, vc_key_write(&w->secret.key, text)}));
}

static struct vc_proof_terms
terms_of(struct world *w, const struct vc_json *proof)
{
    struct vc_view created = vc_json_get_text(proof, VC_VIEW("created"));
    struct vc_proof_terms terms = {
        .method = vc_json_get_text(proof, VC_VIEW("verificationMethod")),
        .signer = {sign, w},
        .key = &w->secret.key,
        .suite = vc_view_of(w->v->suite)};

    assert_true(
        vc_instant_parse(created.data, created.size, &terms.created_ms));
    return terms;
}

static void
hashes_are_published(struct world *w, const struct vc_json *document,
                     const struct vc_json *wanted)
{
    struct vc_proof proof;
    struct vc_proof_hash of_document = {.size = 0};
    struct vc_proof_hash of_options;
    char path[200];

    assert_int_equal(
        vc_proof_read(vc_json_get(wanted, VC_VIEW("proof")), &proof, NULL),
        VC_OK);
    snprintf(path, sizeof(path), "%s/proofConfig%s.json", w->v->folder,
             w->v->tag);
    proof.node = read_json(w, path);
    assert_int_equal(vc_proof_hash_both(&w->arena, &w->tools, document, &proof,
                                        vc_proof_hash_for(&w->secret.key),
                                        &of_document, &of_options, NULL),
                     VC_OK);
    step(w, "canonical document",
         is_text(w, "canonDoc", of_document.canonical));
    step(w, "hash of the document",
         is_hex(w, "docHash", of_document.hash, of_document.size));
    step(w, "canonical options",
         is_text(w, "proofCanon", of_options.canonical));
    step(w, "hash of the options",
         is_hex(w, "proofHash", of_options.hash, of_options.size));
}

static bool
proof_is_good(struct world *w, const struct vc_json *document,
              const struct vc_json *node)
{
    struct vc_proof proof;
    struct vc_key key;
    struct vc_error error = {0};
    bool good = vc_proof_read(node, &proof, &error) == VC_OK &&
                vc_did_key_read(proof.method, &key) == VC_OK &&
                vc_proof_check(&w->arena, &w->tools, document, &proof, NULL,
                               &key, &error) == VC_OK;

    if (!good) {
        printf("# %s\n", error.message);
    }
    return good;
}

static struct vc_json *
read_signed(struct world *w)
{
    char path[200];

    snprintf(path, sizeof(path), "%s/signed%s.json", w->v->folder, w->v->tag);
    return read_json(w, path);
}

/* Ten steps. */
static void
each_step(struct world *w)
{
    struct vc_json *document = read_json(w, w->v->unsigned_document);
    struct vc_json *wanted = read_signed(w);
    struct vc_json *proof = NULL;
    struct vc_proof_terms terms;

    read_secret(w);
    hashes_are_published(w, document, wanted);
    terms = terms_of(w, vc_json_get(wanted, VC_VIEW("proof")));
    w->publish = true;
    assert_int_equal(
        vc_proof_make(&w->arena, &w->tools, document, &terms, &proof, NULL),
        VC_OK);
    step(
        w, "proof value",
        is_text(w, "sigBTC58", vc_json_get_text(proof, VC_VIEW("proofValue"))));
    assert_int_equal(vc_json_set(document, VC_VIEW("proof"), proof), VC_OK);
    step(w, "signed document", vc_json_equal(document, wanted));
    w->publish = false;
    assert_int_equal(
        vc_proof_make(&w->arena, &w->tools, document, &terms, &proof, NULL),
        VC_OK);
    step(w, "a proof of our own", proof_is_good(w, document, proof));
}

static void
every_step_gives_the_published_bytes(void **state)
{
    struct world w;

    (void)state;
    outside_need("di-steps", 65);
    open_world(&w);
    for (size_t i = 0; i < MADE; i++) {
        w.v = &all[i];
        each_step(&w);
    }
    w.v = &all[MADE]; /* its document stands in the signed one alone */
    read_secret(&w);
    hashes_are_published(&w, read_signed(&w), read_signed(&w));
    outside_result("di-steps", w.passed, w.total, 65);
    close_world(&w);
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
    char path[200];
    struct world w;

    (void)state;
    outside_need("di-proofs", 13);
    open_world(&w);
    for (size_t i = 0; i < SUITES; i++) {
        snprintf(path, sizeof(path), "%s/signed%s.json", all[i].folder,
                 all[i].tag);
        all_proofs_are_good(&w, path);
    }
    all_proofs_are_good(&w, "di-eddsa/proof-set-chain/signedProofSet1.json");
    all_proofs_are_good(&w, "di-eddsa/proof-set-chain/signedProofSet2.json");
    all_proofs_are_good(&w, "di-eddsa/proof-set-chain/signedProofChain1.json");
    outside_result("di-proofs", w.passed, w.total, 13);
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
