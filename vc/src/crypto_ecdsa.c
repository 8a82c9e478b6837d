/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_ecdsa: ECDSA on P-256 and P-384 by OpenSSL. Outside the library a
 * signature is two fixed numbers, r and s; OpenSSL wants DER. */

#include "vc/crypto.h"

#include "crypto_errors.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <string.h>

enum { MAX_DER = 2 * VC_CRYPTO_EC_SECRET + 16 };

static const struct curve {
    const char *group;
    const char *digest;
    int nid;
    size_t half; /* bytes of one number */
} curves[] = {
    {"P-256", "SHA2-256", NID_X9_62_prime256v1, 32},
    {"P-384", "SHA2-384", NID_secp384r1, 48},
};

static const struct curve *
curve_of(enum vc_curve curve)
{
    return &curves[curve == VC_CURVE_P384 ? 1 : 0];
}

/* The key of a point (or of a secret with its point), or NULL when it does not
 * lie on the curve. */
static EVP_PKEY *
load(const struct curve *curve, const uint8_t *point, size_t len,
     BIGNUM *secret)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    OSSL_PARAM *params = NULL;
    EVP_PKEY *key = NULL;

    if (context != NULL && build != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME,
                                        curve->group, 0) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point,
                                         len) == 1 &&
        (secret == NULL || OSSL_PARAM_BLD_push_BN(
                               build, OSSL_PKEY_PARAM_PRIV_KEY, secret) == 1)) {
        params = OSSL_PARAM_BLD_to_param(build);
    }
    if (params != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key,
                          secret != NULL ? EVP_PKEY_KEYPAIR
                                         : EVP_PKEY_PUBLIC_KEY,
                          params) != 1) {
        key = NULL;
    }
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    return key;
}

/* One number as a DER INTEGER; returns its bytes. */
static size_t
write_integer(const uint8_t *number, size_t len, uint8_t *out)
{
    size_t zeros = 0;
    size_t sign = 0;

    while (zeros + 1 < len && number[zeros] == 0) {
        zeros++;
    }
    sign = number[zeros] >> 7;
    out[0] = 2;
    out[1] = (uint8_t)(len - zeros + sign);
    out[2] = 0;
    memcpy(out + 2 + sign, number + zeros, len - zeros);
    return 2 + sign + len - zeros;
}

static size_t
write_der(const uint8_t *signature, size_t half, uint8_t out[MAX_DER])
{
    size_t n = write_integer(signature, half, out + 2);

    n += write_integer(signature + half, half, out + 2 + n);
    out[0] = 0x30;
    out[1] = (uint8_t)n; /* at most 102, so one byte of length is enough */
    return n + 2;
}

enum vc_status
vc_crypto_ecdsa_verify(enum vc_curve curve, const uint8_t *point,
                       size_t point_len, const void *bytes, size_t len,
                       const uint8_t *signature, size_t signature_len)
{
    const struct curve *c = curve_of(curve);
    uint8_t der[MAX_DER];
    size_t der_len = 0;
    EVP_PKEY *key = NULL;
    EVP_MD_CTX *context = NULL;
    int fits = -1; /* 1 it does, 0 it does not, less: could not be tried */

    if (signature_len != 2 * c->half) {
        return VC_PROOF_SIGNATURE;
    }
    ERR_clear_error(); /* the caller's, whatever they are about */
    der_len = write_der(signature, c->half, der);
    key = load(c, point, point_len, NULL);
    if (key == NULL) {
        return crypto_blames_input(ERR_LIB_EC, false) ? VC_KEY_FORM
                                                      : VC_NO_MEMORY;
    }
    context = EVP_MD_CTX_new();
    if (context == NULL) {
        EVP_PKEY_free(key);
        ERR_clear_error();
        return VC_NO_MEMORY;
    }
    /* One signature a context: without the flag OpenSSL copies it before the
     * end, and some releases of 3.0 call the signature wrong when the copy
     * fails, with no error to tell by. */
    EVP_MD_CTX_set_flags(context, EVP_MD_CTX_FLAG_FINALISE);
    if (EVP_DigestVerifyInit_ex(context, NULL, c->digest, NULL, NULL, key,
                                NULL) == 1) {
        fits = EVP_DigestVerify(context, der, der_len, bytes, len);
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    if (fits == 1) {
        ERR_clear_error();
        return VC_OK;
    }
    return crypto_blames_input(ERR_LIB_EC, fits == 0) && fits == 0
               ? VC_PROOF_SIGNATURE
               : VC_NO_MEMORY;
}

enum vc_status
vc_crypto_ecdsa_point(enum vc_curve curve, const uint8_t *point, size_t len,
                      uint8_t out[VC_CRYPTO_EC_WHOLE])
{
    const struct curve *c = curve_of(curve);
    EC_GROUP *group = NULL;
    EC_POINT *read = NULL;
    bool good = false;

    ERR_clear_error();
    group = EC_GROUP_new_by_curve_name(c->nid);
    read = group != NULL ? EC_POINT_new(group) : NULL;
    good = read != NULL &&
           EC_POINT_oct2point(group, read, point, len, NULL) == 1 &&
           EC_POINT_point2oct(group, read, POINT_CONVERSION_UNCOMPRESSED, out,
                              VC_CRYPTO_EC_WHOLE, NULL) == 2 * c->half + 1;

    EC_POINT_free(read);
    EC_GROUP_free(group);
    return good                                     ? VC_OK
           : crypto_blames_input(ERR_LIB_EC, false) ? VC_KEY_FORM
                                                    : VC_NO_MEMORY;
}

/* The point of a secret. VC_KEY_FORM for 0 and for numbers past the order. */
static enum vc_status
point_of(const struct curve *c, const BIGNUM *secret,
         uint8_t out[VC_CRYPTO_EC_POINT])
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(c->nid);
    EC_POINT *point = group != NULL ? EC_POINT_new(group) : NULL;
    enum vc_status s = VC_NO_MEMORY;

    if (point != NULL && (BN_is_zero(secret) ||
                          BN_cmp(secret, EC_GROUP_get0_order(group)) >= 0)) {
        s = VC_KEY_FORM;
    } else if (point != NULL &&
               EC_POINT_mul(group, point, secret, NULL, NULL, NULL) == 1 &&
               EC_POINT_point2oct(group, point, POINT_CONVERSION_COMPRESSED,
                                  out, c->half + 1, NULL) == c->half + 1) {
        s = VC_OK;
    }
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return s;
}

static BIGNUM *
read_secret(const struct curve *c, const uint8_t *secret)
{
    BIGNUM *number = BN_secure_new();

    if (number != NULL) {
        BN_set_flags(number, BN_FLG_CONSTTIME);
        if (BN_bin2bn(secret, (int)c->half, number) == NULL) {
            BN_clear_free(number);
            number = NULL;
        }
    }
    return number;
}

enum vc_status
vc_crypto_ecdsa_public(enum vc_curve curve, const uint8_t *secret,
                       uint8_t out[VC_CRYPTO_EC_POINT])
{
    const struct curve *c = curve_of(curve);
    BIGNUM *number = read_secret(c, secret);
    enum vc_status s = number != NULL ? point_of(c, number, out) : VC_NO_MEMORY;

    BN_clear_free(number);
    ERR_clear_error();
    return s;
}

enum vc_status
vc_crypto_ecdsa_pair(enum vc_curve curve,
                     uint8_t out_secret[VC_CRYPTO_EC_SECRET],
                     uint8_t out_point[VC_CRYPTO_EC_POINT])
{
    const struct curve *c = curve_of(curve);
    EVP_PKEY *key = EVP_EC_gen(c->group);
    BIGNUM *number = NULL;
    bool good =
        key != NULL &&
        EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
        BN_bn2binpad(number, out_secret, (int)c->half) == (int)c->half &&
        point_of(c, number, out_point) == VC_OK;

    BN_clear_free(number);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return good ? VC_OK : VC_NO_MEMORY;
}

/* A signature in DER as two numbers. */
static bool
read_der(const struct curve *c, const uint8_t *der, size_t len, uint8_t *out)
{
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)len);
    bool good =
        pair != NULL &&
        BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, (int)c->half) > 0 &&
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + c->half, (int)c->half) > 0;

    ECDSA_SIG_free(pair);
    return good;
}

enum vc_status
vc_crypto_ecdsa_sign(enum vc_curve curve, const uint8_t *secret,
                     const void *bytes, size_t len,
                     uint8_t out[2 * VC_CRYPTO_EC_SECRET])
{
    const struct curve *c = curve_of(curve);
    BIGNUM *number = read_secret(c, secret);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY *key = NULL;
    uint8_t point[VC_CRYPTO_EC_POINT];
    uint8_t der[MAX_DER];
    size_t der_len = sizeof(der);
    enum vc_status s = VC_NO_MEMORY;

    if (number != NULL && context != NULL) {
        s = point_of(c, number, point);
    }
    if (s == VC_OK) {
        key = load(c, point, c->half + 1, number);
        s = VC_NO_MEMORY;
    }
    if (context != NULL) {
        EVP_MD_CTX_set_flags(context, EVP_MD_CTX_FLAG_FINALISE);
    }
    if (key != NULL &&
        EVP_DigestSignInit_ex(context, NULL, c->digest, NULL, NULL, key,
                              NULL) == 1 &&
        EVP_DigestSign(context, der, &der_len, bytes, len) == 1 &&
        read_der(c, der, der_len, out)) {
        s = VC_OK;
    }
    EVP_PKEY_free(key);
    EVP_MD_CTX_free(context);
    BN_clear_free(number);
    ERR_clear_error();
    return s;
}
