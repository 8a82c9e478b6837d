/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_rsa: RSA by OpenSSL, since RS256 is the one algorithm that every Open
 * Badges verifier takes. */

#include "vc/crypto.h"

#include "crypto_errors.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

static EVP_PKEY *
load(const uint8_t *modulus, size_t len, uint32_t exponent)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn(modulus, (int)len, NULL);
    OSSL_PARAM *params = NULL;
    EVP_PKEY *key = NULL;

    if (context != NULL && build != NULL && n != NULL &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
        OSSL_PARAM_BLD_push_uint32(build, OSSL_PKEY_PARAM_RSA_E, exponent) ==
            1) {
        params = OSSL_PARAM_BLD_to_param(build);
    }
    if (params != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) != 1) {
        key = NULL;
    }
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    BN_free(n);
    EVP_PKEY_CTX_free(context);
    return key;
}

enum vc_status
vc_crypto_rsa_verify(const uint8_t *modulus, size_t modulus_len,
                     uint32_t exponent, const void *bytes, size_t len,
                     const uint8_t *signature, size_t signature_len)
{
    EVP_MD_CTX *context = NULL;
    EVP_PKEY *key = NULL;
    int fits = -1; /* 1 it does, 0 it does not, less: could not be tried */

    if (!vc_crypto_rsa_is_key(modulus, modulus_len, exponent)) {
        return VC_KEY_FORM;
    }
    if (signature_len != modulus_len) {
        return VC_PROOF_SIGNATURE;
    }
    ERR_clear_error(); /* the caller's, whatever they are about */
    context = EVP_MD_CTX_new();
    key = load(modulus, modulus_len, exponent);
    if (context != NULL && key != NULL) {
        EVP_MD_CTX_set_flags(context, EVP_MD_CTX_FLAG_FINALISE);
        if (EVP_DigestVerifyInit_ex(context, NULL, "SHA2-256", NULL, NULL, key,
                                    NULL) == 1) {
            fits =
                EVP_DigestVerify(context, signature, signature_len, bytes, len);
        }
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    if (fits == 1) {
        ERR_clear_error();
        return VC_OK;
    }
    return crypto_blames_input(ERR_LIB_RSA, fits == 0) && fits == 0
               ? VC_PROOF_SIGNATURE
               : VC_NO_MEMORY;
}

/* --- signing ------------------------------------------------------------- */

/* What OpenSSL wants of a private key, besides modulus and exponent. */
enum { P, Q, D, DP, DQ, QI, PRIVATE };

static const char *const names[PRIVATE] = {
    OSSL_PKEY_PARAM_RSA_FACTOR1,   OSSL_PKEY_PARAM_RSA_FACTOR2,
    OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_EXPONENT1,
    OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

static void
free_numbers(BIGNUM *numbers[PRIVATE])
{
    for (int i = 0; i < PRIVATE; i++) {
        BN_clear_free(numbers[i]);
    }
}

/* All of it from the primes. False: out of memory, or no primes of the key, of
 * which OpenSSL then has something to say. */
static bool
make_numbers(const uint8_t *primes, size_t half, uint32_t exponent,
             BIGNUM *numbers[PRIVATE])
{
    BN_CTX *context = BN_CTX_secure_new();
    BIGNUM *e = BN_new();
    BIGNUM *p1 = BN_secure_new();
    BIGNUM *q1 = BN_secure_new();
    BIGNUM *phi = BN_secure_new();
    bool good = context != NULL && e != NULL && p1 != NULL && q1 != NULL &&
                phi != NULL && BN_set_word(e, exponent) == 1;

    for (int i = 0; i < PRIVATE; i++) {
        numbers[i] = BN_secure_new();
        good = good && numbers[i] != NULL;
        if (good) {
            BN_set_flags(numbers[i], BN_FLG_CONSTTIME);
        }
    }
    if (good) {
        BN_set_flags(p1, BN_FLG_CONSTTIME);
        BN_set_flags(q1, BN_FLG_CONSTTIME);
        BN_set_flags(phi, BN_FLG_CONSTTIME);
    }
    good = good && BN_bin2bn(primes, (int)half, numbers[P]) != NULL &&
           BN_bin2bn(primes + half, (int)half, numbers[Q]) != NULL &&
           BN_sub(p1, numbers[P], BN_value_one()) == 1 &&
           BN_sub(q1, numbers[Q], BN_value_one()) == 1 &&
           BN_mul(phi, p1, q1, context) == 1 &&
           BN_mod_inverse(numbers[D], e, phi, context) != NULL &&
           BN_mod(numbers[DP], numbers[D], p1, context) == 1 &&
           BN_mod(numbers[DQ], numbers[D], q1, context) == 1 &&
           BN_mod_inverse(numbers[QI], numbers[Q], numbers[P], context) != NULL;
    BN_clear_free(phi);
    BN_clear_free(q1);
    BN_clear_free(p1);
    BN_free(e);
    BN_CTX_free(context);
    return good;
}

static EVP_PKEY *
load_private(const uint8_t *modulus, size_t len, uint32_t exponent,
             BIGNUM *const numbers[PRIVATE])
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn(modulus, (int)len, NULL);
    OSSL_PARAM *params = NULL;
    EVP_PKEY *key = NULL;
    bool good =
        context != NULL && build != NULL && n != NULL &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
        OSSL_PARAM_BLD_push_uint32(build, OSSL_PKEY_PARAM_RSA_E, exponent) == 1;

    for (int i = 0; good && i < PRIVATE; i++) {
        good = OSSL_PARAM_BLD_push_BN(build, names[i], numbers[i]) == 1;
    }
    params = good ? OSSL_PARAM_BLD_to_param(build) : NULL;
    if (params != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, params) != 1) {
        key = NULL;
    }
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    BN_free(n);
    EVP_PKEY_CTX_free(context);
    return key;
}

static bool
sign_with(EVP_PKEY *key, const void *bytes, size_t len, uint8_t *out,
          size_t out_len)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t size = out_len;
    bool good = context != NULL;

    if (good) {
        EVP_MD_CTX_set_flags(context, EVP_MD_CTX_FLAG_FINALISE);
        good = EVP_DigestSignInit_ex(context, NULL, "SHA2-256", NULL, NULL, key,
                                     NULL) == 1 &&
               EVP_DigestSign(context, out, &size, bytes, len) == 1 &&
               size == out_len;
    }
    EVP_MD_CTX_free(context);
    return good;
}

/* Is the modulus the product of the primes? Numbers in OpenSSL, so that they
 * need not be kept anywhere else. */
static enum vc_status
check_product(const uint8_t *modulus, size_t len,
              BIGNUM *const numbers[PRIVATE])
{
    BN_CTX *context = BN_CTX_new();
    BIGNUM *n = BN_bin2bn(modulus, (int)len, NULL);
    BIGNUM *product = BN_new();
    enum vc_status s = VC_NO_MEMORY;

    if (context != NULL && n != NULL && product != NULL &&
        BN_mul(product, numbers[P], numbers[Q], context) == 1) {
        s = BN_cmp(product, n) == 0 ? VC_OK : VC_KEY_FORM;
    }
    BN_free(product);
    BN_free(n);
    BN_CTX_free(context);
    return s;
}

enum vc_status
vc_crypto_rsa_sign(const uint8_t *primes, const uint8_t *modulus,
                   size_t modulus_len, uint32_t exponent, const void *bytes,
                   size_t len, uint8_t *out)
{
    BIGNUM *numbers[PRIVATE];
    EVP_PKEY *key = NULL;
    enum vc_status s = VC_OK;

    if (!vc_crypto_rsa_is_key(modulus, modulus_len, exponent)) {
        return VC_KEY_FORM;
    }
    ERR_clear_error();
    if (!make_numbers(primes, (modulus_len + 1) / 2, exponent, numbers)) {
        s = crypto_blames_input(ERR_LIB_BN, false) ? VC_KEY_FORM : VC_NO_MEMORY;
    } else {
        s = check_product(modulus, modulus_len, numbers);
    }
    if (s == VC_OK) {
        key = load_private(modulus, modulus_len, exponent, numbers);
        s = key != NULL && sign_with(key, bytes, len, out, modulus_len)
                ? vc_crypto_rsa_verify(modulus, modulus_len, exponent, bytes,
                                       len, out, modulus_len)
                : VC_NO_MEMORY;
    }
    EVP_PKEY_free(key);
    free_numbers(numbers);
    ERR_clear_error();
    /* Numbers that are no primes make signatures that are none. */
    return s == VC_PROOF_SIGNATURE ? VC_KEY_FORM : s;
}
