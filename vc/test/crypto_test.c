/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes and Ed25519 against published values. */
#include "failing.h"

#include "vc/crypto.h"

static void
unhex(const char *text, uint8_t *out)
{
    for (size_t i = 0; text[2 * i] != '\0'; i++) {
        unsigned v = 0;

        assert_int_equal(sscanf(text + 2 * i, "%2x", &v), 1);
        out[i] = (uint8_t)v;
    }
}

/* FIPS 180-4, "abc" and the empty text. */
static void
hashes_are_the_published_ones_also_in_pieces(void **state)
{
    struct vc_crypto *crypto = NULL;
    uint8_t want[48];
    uint8_t got[48];

    (void)state;
    assert_int_equal(vc_crypto_new(NULL, &crypto), VC_OK);
    for (int round = 0; round < 2; round++) { /* contexts are used again */
        unhex(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            want);
        assert_int_equal(vc_crypto_hash(crypto, VC_SHA256, "abc", 3, got),
                         VC_OK);
        assert_memory_equal(got, want, 32);
        unhex("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
              "8086072ba1e7cc2358baeca134c825a7",
              want);
        assert_int_equal(vc_crypto_hash_begin(crypto, VC_SHA384), VC_OK);
        assert_int_equal(vc_crypto_hash_more(crypto, VC_SHA384, "a", 1), VC_OK);
        assert_int_equal(vc_crypto_hash_more(crypto, VC_SHA384, "bc", 2),
                         VC_OK);
        assert_int_equal(vc_crypto_hash_end(crypto, VC_SHA384, got), VC_OK);
        assert_memory_equal(got, want, 48);
    }
    unhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          want);
    assert_int_equal(vc_crypto_hash(crypto, VC_SHA256, "", 0, got), VC_OK);
    assert_memory_equal(got, want, 32);
    assert_int_equal(vc_crypto_hash_size(VC_SHA256), 32);
    assert_int_equal(vc_crypto_hash_size(VC_SHA384), 48);
    vc_crypto_free(crypto);
    vc_crypto_free(NULL);
}

/* RFC 8032, section 7.1, test 2. */
static void
an_ed25519_signature_is_the_published_one(void **state)
{
    uint8_t seed[32];
    uint8_t want_public[32];
    uint8_t want[64];
    uint8_t public_key[32];
    uint8_t secret[64];
    uint8_t got[64];

    (void)state;
    unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          seed);
    unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
          want_public);
    unhex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
          want);
    vc_crypto_ed25519_pair(seed, public_key, secret);
    assert_memory_equal(public_key, want_public, 32);
    vc_crypto_ed25519_sign(secret, "\x72", 1, got);
    assert_memory_equal(got, want, 64);
    assert_true(vc_crypto_ed25519_verify(public_key, "\x72", 1, got, 64));
    assert_false(vc_crypto_ed25519_verify(public_key, "\x73", 1, got, 64));
    assert_false(vc_crypto_ed25519_verify(public_key, "\x72", 1, got, 63));
    for (size_t i = 0; i < 64; i++) {
        got[i] ^= 1;
        assert_false(vc_crypto_ed25519_verify(public_key, "\x72", 1, got, 64));
        got[i] ^= 1;
    }
    vc_crypto_wipe(secret, sizeof(secret));
    assert_int_equal(secret[0] | secret[63], 0);
}

/* S + L is another text of the same number; a key of order one would accept
 * the zero signature for everything. */
static void
malleable_signatures_and_small_keys_are_refused(void **state)
{
    static const uint8_t order[32] = {
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
        0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    uint8_t seed[32] = {7};
    uint8_t public_key[32];
    uint8_t secret[64];
    uint8_t signature[64];
    uint8_t small[32] = {1};
    unsigned carry = 0;

    (void)state;
    vc_crypto_ed25519_pair(seed, public_key, secret);
    vc_crypto_ed25519_sign(secret, "m", 1, signature);
    for (size_t i = 0; i < 32; i++) {
        carry += (unsigned)signature[32 + i] + order[i];
        signature[32 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    assert_false(vc_crypto_ed25519_verify(public_key, "m", 1, signature, 64));
    memset(signature, 0, sizeof(signature));
    signature[0] = 1;
    assert_false(vc_crypto_ed25519_verify(small, "m", 1, signature, 64));
}

/* RFC 6979, A.2.5 and A.2.6, message "sample". */
static void
ecdsa_signatures_are_the_published_ones(void **state)
{
    static const struct {
        enum vc_curve curve;
        size_t half;
        const char *point;
        const char *signature;
    } known[] = {
        {VC_CURVE_P256, 32,
         "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
         "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
         "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
         "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"},
        {VC_CURVE_P384, 48,
         "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64"
         "def8f0ea9055866064a254515480bc138015d9b72d7d57244ea8ef9ac0c6218967"
         "08a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720",
         "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81"
         "a648152e44acf96e36dd1e80fabe4699ef4aeb15f178cea1fe40db2603138f130e"
         "740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8"},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        enum vc_curve curve = known[i].curve;
        size_t half = known[i].half;
        uint8_t point[97];
        uint8_t sig[96];

        unhex(known[i].point, point);
        unhex(known[i].signature, sig);
        assert_int_equal(vc_crypto_ecdsa_verify(curve, point, 2 * half + 1,
                                                "sample", 6, sig, 2 * half),
                         VC_OK);
        assert_int_equal(vc_crypto_ecdsa_verify(curve, point, 2 * half + 1,
                                                "simple", 6, sig, 2 * half),
                         VC_PROOF_SIGNATURE);
        assert_int_equal(vc_crypto_ecdsa_verify(curve, point, 2 * half + 1,
                                                "sample", 6, sig, 2 * half - 1),
                         VC_PROOF_SIGNATURE);
        point[2 * half] ^= 1; /* no longer on the curve */
        assert_int_equal(vc_crypto_ecdsa_verify(curve, point, 2 * half + 1,
                                                "sample", 6, sig, 2 * half),
                         VC_KEY_FORM);
        point[2 * half] ^= 1;
        point[0] = (uint8_t)(2 + (point[2 * half] & 1));
        assert_int_equal(vc_crypto_ecdsa_verify(curve, point, half + 1,
                                                "sample", 6, sig, 2 * half),
                         VC_OK);
        point[0] ^= 1; /* the other point with this x */
        assert_int_equal(vc_crypto_ecdsa_verify(curve, point, half + 1,
                                                "sample", 6, sig, 2 * half),
                         VC_PROOF_SIGNATURE);
    }
}

/* The secrets of the same appendices; and numbers that are none: 0 and the
 * order of the curve. */
static void
ecdsa_secrets_have_their_points_and_sign(void **state)
{
    static const struct {
        enum vc_curve curve;
        size_t half;
        const char *secret;
        const char *point;
        const char *order;
    } known[] = {
        {VC_CURVE_P256, 32,
         "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
         "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
         "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"},
        {VC_CURVE_P384, 48,
         "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896"
         "d5724e4c70a825f872c9ea60d2edf5",
         "02ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64"
         "def8f0ea9055866064a254515480bc13",
         "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf58"
         "1a0db248b0a77aecec196accc52973"},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        enum vc_curve curve = known[i].curve;
        size_t half = known[i].half;
        uint8_t secret[VC_CRYPTO_EC_SECRET] = {0};
        uint8_t want[VC_CRYPTO_EC_POINT];
        uint8_t point[VC_CRYPTO_EC_POINT];
        uint8_t signature[2 * VC_CRYPTO_EC_SECRET];

        assert_int_equal(vc_crypto_ecdsa_public(curve, secret, point),
                         VC_KEY_FORM);
        unhex(known[i].order, secret);
        assert_int_equal(vc_crypto_ecdsa_public(curve, secret, point),
                         VC_KEY_FORM);
        assert_int_equal(vc_crypto_ecdsa_sign(curve, secret, "m", 1, signature),
                         VC_KEY_FORM);
        unhex(known[i].secret, secret);
        unhex(known[i].point, want);
        assert_int_equal(vc_crypto_ecdsa_public(curve, secret, point), VC_OK);
        assert_memory_equal(point, want, half + 1);
        for (int round = 0; round < 8; round++) {
            assert_int_equal(
                vc_crypto_ecdsa_sign(curve, secret, "m", 1, signature), VC_OK);
            assert_int_equal(vc_crypto_ecdsa_verify(curve, point, half + 1, "m",
                                                    1, signature, 2 * half),
                             VC_OK);
            assert_int_equal(vc_crypto_ecdsa_pair(curve, secret, point), VC_OK);
        }
    }
}

static void
a_failing_allocator_is_reported_and_nothing_is_kept(void **state)
{
    struct failing f;
    struct vc_crypto *crypto = NULL;

    (void)state;
    failing_init(&f, 0);
    assert_int_equal(vc_crypto_new(&f.allocator, &crypto), VC_NO_MEMORY);
    assert_null(crypto);
    failing_init(&f, 1);
    assert_int_equal(vc_crypto_new(&f.allocator, &crypto), VC_OK);
    assert_true(f.held > 0);
    vc_crypto_free(crypto);
    assert_int_equal(f.held, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_the_published_ones_also_in_pieces),
        cmocka_unit_test(an_ed25519_signature_is_the_published_one),
        cmocka_unit_test(malleable_signatures_and_small_keys_are_refused),
        cmocka_unit_test(ecdsa_signatures_are_the_published_ones),
        cmocka_unit_test(ecdsa_secrets_have_their_points_and_sign),
        cmocka_unit_test(a_failing_allocator_is_reported_and_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
