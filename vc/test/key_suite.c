/* SPDX-License-Identifier: Apache-2.0 */
/* Outside data for keys: did:key vectors, did:web addresses, and the Ed25519
 * attack vectors of Wycheproof. */
#include "outside.h"

#include "vc/crypto.h"
#include "vc/did.h"
#include "vc/multibase.h"
#include "vc/status_list.h"

static struct vc_json *
read_json(struct vc_arena *arena, const char *path)
{
    struct vc_json *out = NULL;
    struct vc_view text = outside_read(arena, path);

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

static bool
did_key_is(struct vc_view did, const char *prefix, struct vc_view base58)
{
    struct vc_key key;
    uint8_t want[VC_KEY_MAX_BYTES];
    char text[VC_DID_KEY_MAX_TEXT];
    size_t size = 0;
    size_t n = 0;

    if (vc_did_key_read(did, &key) != VC_OK) {
        return false;
    }
    n = vc_did_key_write(&key, text);
    return vc_view_starts(did, vc_view_of(prefix)) &&
           vc_view_equal((struct vc_view){text, n}, did) &&
           (base58.data == NULL ||
            (vc_multibase_base58_decode(base58.data, base58.size, want,
                                        sizeof(want), &size) &&
             size == key.size && memcmp(want, key.bytes, size) == 0));
}

/* One character more or fewer is another length or another code. */
static bool
cut_is_refused(struct vc_arena *arena, struct vc_view did)
{
    struct vc_key key;
    struct vc_view longer = vc_arena_join(arena, did, VC_VIEW("1"));
    struct vc_view shorter = {did.data, did.size - 1};

    return vc_did_key_read(longer, &key) == VC_KEY_FORM &&
           vc_did_key_read(shorter, &key) == VC_KEY_FORM;
}

static void
did_key_vectors_give_their_keys(void **state)
{
    struct vc_arena arena;
    int total = 0;
    int passed = 0;

    (void)state;
    outside_need("did-key", 16);
    vc_arena_init(&arena, NULL, 0);
    for (VC_JSON_EACH(entry,
                      read_json(&arena, "did-key/ed25519-x25519.json"))) {
        struct vc_view base58 =
            vc_json_get_text(vc_json_get(entry, VC_VIEW("verificationKeyPair")),
                             VC_VIEW("publicKeyBase58"));

        total++;
        passed += did_key_is(entry->name, "did:key:z6Mk", base58) &&
                  cut_is_refused(&arena, entry->name);
    }
    for (VC_JSON_EACH(entry, read_json(&arena, "did-key/nist-curves.json"))) {
        struct vc_view none = {NULL, 0};
        struct vc_key key;

        total++;
        /* P-521 is no key of ours: refused. */
        passed += vc_view_starts(entry->name, VC_VIEW("did:key:z2J9"))
                      ? vc_did_key_read(entry->name, &key) == VC_KEY_FORM
                      : did_key_is(entry->name, "did:key:z", none) &&
                            cut_is_refused(&arena, entry->name);
    }
    for (VC_JSON_EACH(entry,
                      vc_json_get(read_json(&arena, "did-key/x25519.json"),
                                  VC_VIEW("didDocument")))) {
        struct vc_key key;

        total++;
        passed += vc_did_key_read(entry->name, &key) == VC_KEY_FORM;
    }
    outside_result("did-key", passed, total, 16);
    vc_arena_free(&arena);
}

static void
did_web_addresses_are_found_or_refused(void **state)
{
    struct vc_arena arena;
    struct vc_json *data = NULL;
    int total = 0;
    int passed = 0;

    (void)state;
    outside_need("did-web", 25);
    vc_arena_init(&arena, NULL, 0);
    data = read_json(&arena, "did-web/addresses.json");
    for (VC_JSON_EACH(entry, vc_json_get(data, VC_VIEW("address")))) {
        struct vc_view out;

        total++;
        passed += vc_did_web_address(&arena, entry->name, &out) == VC_OK &&
                  vc_view_equal(out, entry->u.text);
    }
    for (VC_JSON_EACH(entry, vc_json_get(data, VC_VIEW("refuse")))) {
        struct vc_view out;

        total++;
        passed +=
            vc_did_web_address(&arena, entry->u.text, &out) == VC_DID_FORM;
    }
    outside_result("did-web", passed, total, 25);
    vc_arena_free(&arena);
}

static size_t
unhex(struct vc_view text, uint8_t *out)
{
    for (size_t i = 0; i + 1 < text.size; i += 2) {
        unsigned v = 0;

        assert_int_equal(sscanf(text.data + i, "%2x", &v), 1);
        out[i / 2] = (uint8_t)v;
    }
    return text.size / 2;
}

static bool
wycheproof_case(const struct vc_json *group, const struct vc_json *test)
{
    uint8_t public_key[64];
    uint8_t message[4096];
    uint8_t signature[4096];
    struct vc_view pk = vc_json_get_text(
        vc_json_get(group, VC_VIEW("publicKey")), VC_VIEW("pk"));
    size_t message_size =
        unhex(vc_json_get_text(test, VC_VIEW("msg")), message);
    size_t size = unhex(vc_json_get_text(test, VC_VIEW("sig")), signature);
    bool want =
        vc_json_is_text(vc_json_get(test, VC_VIEW("result")), VC_VIEW("valid"));

    return unhex(pk, public_key) == 32 &&
           vc_crypto_ed25519_verify(public_key, message, message_size,
                                    signature, size) == want;
}

static void
ed25519_attack_vectors_are_told_apart(void **state)
{
    struct vc_arena arena;
    int total = 0;
    int passed = 0;

    (void)state;
    outside_need("wycheproof ed25519", 151);
    vc_arena_init(&arena, NULL, 0);
    for (VC_JSON_EACH(
             group,
             vc_json_get(read_json(&arena, "wycheproof/ed25519_test.json"),
                         VC_VIEW("testGroups")))) {
        for (VC_JSON_EACH(test, vc_json_get(group, VC_VIEW("tests")))) {
            total++;
            passed += wycheproof_case(group, test);
        }
    }
    outside_result("wycheproof-ed25519", passed, total, 151);
    vc_arena_free(&arena);
}

static bool
ecdsa_case(enum vc_curve curve, struct vc_view point,
           const struct vc_json *test)
{
    uint8_t key[128];
    uint8_t message[4096];
    uint8_t signature[4096];
    size_t message_size =
        unhex(vc_json_get_text(test, VC_VIEW("msg")), message);
    size_t size = unhex(vc_json_get_text(test, VC_VIEW("sig")), signature);
    size_t half = unhex(point, key) / 2; /* 04 x y: the same point, shorter */
    uint8_t sign = key[2 * half];
    bool want =
        vc_json_is_text(vc_json_get(test, VC_VIEW("result")), VC_VIEW("valid"));
    bool whole = vc_crypto_ecdsa_verify(curve, key, 2 * half + 1, message,
                                        message_size, signature, size) == VC_OK;

    key[0] = (uint8_t)(2 + (sign & 1));
    return whole == want &&
           (vc_crypto_ecdsa_verify(curve, key, half + 1, message, message_size,
                                   signature, size) == VC_OK) == want;
}

static void
ecdsa_suite(const char *suite, const char *path, enum vc_curve curve, int want)
{
    struct vc_arena arena;
    int total = 0;
    int passed = 0;

    outside_need(suite, want);
    vc_arena_init(&arena, NULL, 0);
    for (VC_JSON_EACH(group, vc_json_get(read_json(&arena, path),
                                         VC_VIEW("testGroups")))) {
        struct vc_view point = vc_json_get_text(
            vc_json_get(group, VC_VIEW("publicKey")), VC_VIEW("uncompressed"));

        for (VC_JSON_EACH(test, vc_json_get(group, VC_VIEW("tests")))) {
            total++;
            passed += ecdsa_case(curve, point, test);
        }
    }
    outside_result(suite, passed, total, want);
    vc_arena_free(&arena);
}

static void
ecdsa_attack_vectors_are_told_apart(void **state)
{
    (void)state;
    ecdsa_suite("wycheproof-p256",
                "wycheproof/ecdsa_secp256r1_sha256_p1363_test.json",
                VC_CURVE_P256, 262);
    ecdsa_suite("wycheproof-p384",
                "wycheproof/ecdsa_secp384r1_sha384_p1363_test.json",
                VC_CURVE_P384, 280);
}

/* Every bit of the vectors that is set, and one beside it. */
static void
bits_of_status_lists_are_read(void **state)
{
    struct vc_arena arena;
    int total = 0;
    int passed = 0;

    (void)state;
    outside_need("bitstring-status-list", 5);
    vc_arena_init(&arena, NULL, 0);
    for (VC_JSON_EACH(
             entry, vc_json_get(
                        read_json(&arena, "bitstring-status-list/vectors.json"),
                        VC_VIEW("vectors")))) {
        struct vc_view list = vc_json_get_text(entry, VC_VIEW("encodedList"));
        struct vc_status_list bits;
        size_t ones = 0;
        bool good =
            vc_status_list_unpack(&arena, list, 1, &bits, NULL) == VC_OK;

        for (uint64_t i = 0; good && i < vc_status_list_entries(&bits); i++) {
            unsigned one = 0;

            assert_int_equal(vc_status_list_get(&bits, i, &one), VC_OK);
            ones += one;
        }
        for (VC_JSON_EACH(bit, vc_json_get(entry, VC_VIEW("set")))) {
            unsigned one = 0;

            good = good &&
                   vc_status_list_read(&arena, list, 1,
                                       (uint64_t)bit->u.number.value, &one,
                                       NULL) == VC_OK &&
                   one == 1;
        }
        total++;
        passed += good && ones == vc_json_get(entry, VC_VIEW("set"))->count;
    }
    outside_result("bitstring-status-list", passed, total, 5);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(did_key_vectors_give_their_keys),
        cmocka_unit_test(did_web_addresses_are_found_or_refused),
        cmocka_unit_test(bits_of_status_lists_are_read),
        cmocka_unit_test(ecdsa_attack_vectors_are_told_apart),
        cmocka_unit_test(ed25519_attack_vectors_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
