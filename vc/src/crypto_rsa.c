/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_rsa: RSA signatures are checked, never made here: badges of others
 * carry them, since RS256 is the one algorithm every Open Badges verifier
 * takes. */

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
