/* SPDX-License-Identifier: Apache-2.0 */
/* secret: private keys by multicodec prefix. */

#include "vc/secret.h"

#include "vc/multibase.h"

static const struct kind {
    enum vc_key_type type;
    enum vc_curve curve; /* of ECDSA */
    uint8_t prefix[2];   /* multicodec, as a varint */
    uint8_t size;        /* of the secret number or seed */
    uint8_t public_size;
} kinds[] = {
    {VC_KEY_ED25519, 0, {0x80, 0x26}, 32, 32},
    {VC_KEY_P256, VC_CURVE_P256, {0x86, 0x26}, 32, 33},
    {VC_KEY_P384, VC_CURVE_P384, {0x87, 0x26}, 48, 49},
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const struct kind *
kind_of(enum vc_key_type type)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].type == type) {
            return &kinds[i];
        }
    }
    return NULL;
}

enum vc_status
vc_secret_make(enum vc_key_type type, struct vc_secret *out)
{
    const struct kind *kind = kind_of(type);
    uint8_t seed[VC_CRYPTO_SEED];

    if (kind == NULL) {
        return VC_KEY_FORM;
    }
    *out = (struct vc_secret){.key = {.type = type, .size = kind->public_size}};
    if (type != VC_KEY_ED25519) {
        return vc_crypto_ecdsa_pair(kind->curve, out->bytes, out->key.bytes);
    }
    vc_crypto_random(seed, sizeof(seed));
    vc_crypto_ed25519_pair(seed, out->key.bytes, out->bytes);
    vc_crypto_wipe(seed, sizeof(seed));
    return VC_OK;
}

/* The secret from the bytes behind the prefix. */
static enum vc_status
take(const struct kind *kind, const uint8_t *bytes, struct vc_secret *out)
{
    *out = (struct vc_secret){
        .key = {.type = kind->type, .size = kind->public_size}};
    if (kind->type == VC_KEY_ED25519) {
        vc_crypto_ed25519_pair(bytes, out->key.bytes, out->bytes);
        return VC_OK;
    }
    memcpy(out->bytes, bytes, kind->size);
    return vc_crypto_ecdsa_public(kind->curve, out->bytes, out->key.bytes);
}

enum vc_status
vc_secret_read(struct vc_view text, struct vc_secret *out)
{
    uint8_t bytes[2 + VC_CRYPTO_EC_SECRET];
    size_t size = 0;
    enum vc_status s = VC_KEY_FORM;

    if (text.size > 1 && text.size <= VC_SECRET_MAX_TEXT &&
        text.data[0] == 'z' &&
        vc_multibase_decode(text.data, text.size, bytes, sizeof(bytes),
                            &size)) {
        for (size_t i = 0; i < KINDS; i++) {
            if (size == 2U + kinds[i].size &&
                memcmp(bytes, kinds[i].prefix, 2) == 0) {
                s = take(&kinds[i], bytes + 2, out);
            }
        }
    }
    vc_crypto_wipe(bytes, sizeof(bytes));
    return s;
}

size_t
vc_secret_write(const struct vc_secret *secret, char out[VC_SECRET_MAX_TEXT])
{
    const struct kind *kind = kind_of(secret->key.type);
    uint8_t bytes[2 + VC_CRYPTO_EC_SECRET];
    size_t n = 0;

    if (kind == NULL) {
        return 0;
    }
    memcpy(bytes, kind->prefix, 2);
    memcpy(bytes + 2, secret->bytes, kind->size);
    n = vc_multibase_encode(bytes, 2U + kind->size, out, VC_SECRET_MAX_TEXT);
    vc_crypto_wipe(bytes, sizeof(bytes));
    return n;
}

enum vc_status
vc_secret_sign(const struct vc_secret *secret, const void *bytes, size_t len,
               uint8_t *out)
{
    const struct kind *kind = kind_of(secret->key.type);

    if (secret->key.type == VC_KEY_RSA) {
        return vc_crypto_rsa_sign(secret->bytes, secret->key.bytes,
                                  secret->key.size, secret->key.exponent, bytes,
                                  len, out);
    }
    if (kind == NULL) {
        return VC_KEY_FORM;
    }
    if (kind->type != VC_KEY_ED25519) {
        return vc_crypto_ecdsa_sign(kind->curve, secret->bytes, bytes, len,
                                    out);
    }
    vc_crypto_ed25519_sign(secret->bytes, bytes, len, out);
    return VC_OK;
}

static enum vc_status
sign(void *user, const uint8_t *bytes, size_t len, uint8_t *out)
{
    return vc_secret_sign(user, bytes, len, out);
}

struct vc_proof_signer
vc_secret_signer(const struct vc_secret *secret)
{
    return (struct vc_proof_signer){sign, (void *)(uintptr_t)secret};
}
