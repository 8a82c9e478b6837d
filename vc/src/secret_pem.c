/* SPDX-License-Identifier: Apache-2.0 */
/* secret_pem: private keys in PEM (RFC 7468): PKCS #8 (RFC 5958), RSA keys of
 * PKCS #1 (RFC 8017), EC keys of RFC 5915. The little of DER that these need,
 * read strictly: one form for each length, nothing behind the end. */

#include "vc/secret.h"

#include "vc/multibase.h"

#include <stdio.h>
#include <string.h>

enum {
    MAX_DER = 6144, /* a key of 4,096 bits has 2,400 */
    MAX_TEXT = 32768
};

static enum vc_status
refuse(struct vc_error *error, const char *what)
{
    return vc_error_set(error, VC_KEY_FORM, "%s", what);
}

/* --- DER ----------------------------------------------------------------- */

enum {
    DER_INTEGER = 0x02,
    DER_OCTETS = 0x04,
    DER_OID = 0x06,
    DER_SEQUENCE = 0x30,
    DER_CONTEXT_0 = 0xA0,
    DER_ANY = 0
};

/* What is left to read. */
struct der {
    const uint8_t *at;
    size_t size;
};

/* Takes the next value, of kind `tag`, off `in`. */
static bool
take(struct der *in, uint8_t tag, struct der *out)
{
    size_t head = 2;
    size_t size = 0;

    if (in->size < 2 || (tag != DER_ANY && in->at[0] != tag)) {
        return false;
    }
    size = in->at[1];
    if (size > 0x80) {
        size_t bytes = size - 0x80;

        size = 0;
        if (bytes > 2 || in->size < 2 + bytes || in->at[2] == 0) {
            return false;
        }
        for (size_t i = 0; i < bytes; i++) {
            size = size << 8 | in->at[2 + i];
        }
        head += bytes;
        if (size < 0x80) {
            return false;
        }
    } else if (size == 0x80) {
        return false;
    }
    if (in->size - head < size) {
        return false;
    }
    *out = (struct der){in->at + head, size};
    in->at += head + size;
    in->size -= head + size;
    return true;
}

/* A natural number, in exactly `size` bytes. */
static bool
take_number(struct der *in, uint8_t *out, size_t size)
{
    struct der n;

    if (!take(in, DER_INTEGER, &n) || n.size == 0 || (n.at[0] & 0x80) != 0) {
        return false;
    }
    if (n.at[0] == 0) {
        n.at++;
        n.size--;
    }
    if (n.size > size) {
        return false;
    }
    memset(out, 0, size - n.size);
    memcpy(out + size - n.size, n.at, n.size);
    return true;
}

static bool
take_version(struct der *in, uint8_t least, uint8_t most)
{
    uint8_t version = 0;

    return take_number(in, &version, 1) && version >= least && version <= most;
}

static bool
is_oid(struct der oid, const char *bytes, size_t size)
{
    return oid.size == size && memcmp(oid.at, bytes, size) == 0;
}

#define IS_OID(oid, bytes) is_oid(oid, bytes, sizeof(bytes) - 1)

/* --- kinds of keys ------------------------------------------------------- */

static enum vc_status
damaged(struct vc_error *error)
{
    return refuse(error, "the key is cut off or damaged");
}

/* RSAPrivateKey; only its two primes are kept of the secret half. */
static enum vc_status
read_rsa(struct der in, struct vc_secret *out, struct vc_error *error)
{
    uint8_t d[VC_CRYPTO_RSA_MODULUS];
    uint8_t e[4];
    struct der peek = in;
    struct der key;
    struct der n;
    size_t half = 0;
    bool good = false;

    if (!take(&in, DER_SEQUENCE, &key) || in.size != 0) {
        return damaged(error);
    }
    if (!take_version(&key, 0, 0)) {
        return refuse(error, "the RSA key has more than two primes");
    }
    peek = key;
    if (!take(&peek, DER_INTEGER, &n) || n.size < 2) {
        return damaged(error);
    }
    out->key.type = VC_KEY_RSA;
    out->key.size = (uint32_t)(n.size - (n.at[0] == 0));
    half = ((size_t)out->key.size + 1) / 2;
    if (out->key.size > VC_CRYPTO_RSA_MODULUS) {
        return refuse(error, "the RSA key is too short, too long or weak");
    }
    good = take_number(&key, out->key.bytes, out->key.size) &&
           take_number(&key, e, sizeof(e)) &&
           take_number(&key, d, out->key.size) &&
           take_number(&key, out->bytes, half) &&
           take_number(&key, out->bytes + half, half);
    vc_crypto_wipe(d, sizeof(d));
    if (!good) {
        return damaged(error);
    }
    out->key.exponent = (uint32_t)e[0] << 24 | (uint32_t)e[1] << 16 |
                        (uint32_t)e[2] << 8 | e[3];
    return vc_crypto_rsa_is_key(out->key.bytes, out->key.size,
                                out->key.exponent)
               ? VC_OK
               : refuse(error, "the RSA key is too short, too long or weak");
}

/* ECPrivateKey, whose curve may have been named outside of it. */
static enum vc_status
read_ec(struct der in, struct der curve, struct vc_secret *out,
        struct vc_error *error)
{
    struct der key;
    struct der secret;
    struct der inner;
    bool p256 = false;
    size_t size = 0;

    if (!take(&in, DER_SEQUENCE, &key) || in.size != 0 ||
        !take_version(&key, 1, 1) || !take(&key, DER_OCTETS, &secret)) {
        return damaged(error);
    }
    if (take(&key, DER_CONTEXT_0, &inner) && !take(&inner, DER_OID, &curve)) {
        return refuse(error, "the curve of the key has no name");
    }
    p256 = IS_OID(curve, "\x2A\x86\x48\xCE\x3D\x03\x01\x07");
    if (!p256 && !IS_OID(curve, "\x2B\x81\x04\x00\x22")) {
        return refuse(error, "the curve is neither P-256 nor P-384");
    }
    size = p256 ? 32 : 48;
    if (secret.size != size) {
        return damaged(error);
    }
    out->key = (struct vc_key){.type = p256 ? VC_KEY_P256 : VC_KEY_P384,
                               .size = (uint32_t)size + 1};
    memcpy(out->bytes, secret.at, size);
    return vc_crypto_ecdsa_public(p256 ? VC_CURVE_P256 : VC_CURVE_P384,
                                  out->bytes, out->key.bytes);
}

/* CurvePrivateKey of RFC 8410. */
static enum vc_status
read_ed25519(struct der in, struct vc_secret *out, struct vc_error *error)
{
    struct der seed;

    if (!take(&in, DER_OCTETS, &seed) || seed.size != VC_CRYPTO_SEED ||
        in.size != 0) {
        return damaged(error);
    }
    out->key = (struct vc_key){.type = VC_KEY_ED25519, .size = 32};
    vc_crypto_ed25519_pair(seed.at, out->key.bytes, out->bytes);
    return VC_OK;
}

/* OneAsymmetricKey; attributes and a public half behind it are passed over. */
static enum vc_status
read_pkcs8(struct der in, struct vc_secret *out, struct vc_error *error)
{
    struct der key;
    struct der algorithm;
    struct der oid;
    struct der octets;
    struct der curve = {NULL, 0};

    if (!take(&in, DER_SEQUENCE, &key) || in.size != 0 ||
        !take_version(&key, 0, 1) || !take(&key, DER_SEQUENCE, &algorithm) ||
        !take(&algorithm, DER_OID, &oid) || !take(&key, DER_OCTETS, &octets)) {
        return damaged(error);
    }
    if (IS_OID(oid, "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01")) {
        return read_rsa(octets, out, error);
    }
    if (IS_OID(oid, "\x2A\x86\x48\xCE\x3D\x02\x01")) {
        (void)take(&algorithm, DER_OID, &curve);
        return read_ec(octets, curve, out, error);
    }
    if (IS_OID(oid, "\x2B\x65\x70")) {
        return read_ed25519(octets, out, error);
    }
    return refuse(error, "the key is of no kind that is understood");
}

/* --- PEM ----------------------------------------------------------------- */

/* What stands between the lines of `label`; data is NULL where there is none. */
static struct vc_view
block(struct vc_view text, const char *label)
{
    struct vc_view none = {NULL, 0};
    char line[64];
    const char *start = NULL;

    for (int end = 0; end < 2; end++) {
        struct vc_view want;
        size_t at = 0;

        snprintf(line, sizeof(line), "-----%s %s-----", end ? "END" : "BEGIN",
                 label);
        want = vc_view_of(line);
        while (at + want.size <= text.size &&
               memcmp(text.data + at, want.data, want.size) != 0) {
            at++;
        }
        if (at + want.size > text.size) {
            return none;
        }
        if (end) {
            return (struct vc_view){start, (size_t)(text.data + at - start)};
        }
        start = text.data + at + want.size;
        text = (struct vc_view){start, text.size - at - want.size};
    }
    return none;
}

/* Base64 into bytes: lines joined, the alphabet of addresses, no padding. */
static bool
decode(struct vc_view body, uint8_t *out, size_t *size)
{
    char joined[MAX_DER / 3 * 4];
    size_t n = 0;
    bool good = true;

    for (size_t i = 0; good && i < body.size; i++) {
        char c = body.data[i];

        if (c == '\n' || c == '\r' || c == '=') {
            continue;
        }
        good = n < sizeof(joined) && c != '-' && c != '_';
        if (good) {
            joined[n++] = (char)(c == '+' ? '-' : c == '/' ? '_' : c);
        }
    }
    good = good && vc_multibase_base64url_decode(joined, n, out, MAX_DER, size);
    vc_crypto_wipe(joined, sizeof(joined));
    return good;
}

static enum vc_status
read_block(struct vc_view body, char kind, struct vc_secret *out,
           struct vc_error *error)
{
    uint8_t bytes[MAX_DER];
    struct der der = {bytes, 0};
    struct der curve = {NULL, 0};
    enum vc_status s = VC_OK;

    if (!decode(body, bytes, &der.size)) {
        s = damaged(error);
    } else if (kind == 'R') {
        s = read_rsa(der, out, error);
    } else if (kind == 'E') {
        s = read_ec(der, curve, out, error);
    } else {
        s = read_pkcs8(der, out, error);
    }
    vc_crypto_wipe(bytes, sizeof(bytes));
    return s;
}

enum vc_status
vc_secret_read_pem(struct vc_view text, struct vc_secret *out,
                   struct vc_error *error)
{
    static const char *const labels[] = {"PRIVATE KEY", "RSA PRIVATE KEY",
                                         "EC PRIVATE KEY"};
    struct vc_view body = {NULL, 0};
    enum vc_status s = VC_KEY_FORM;
    size_t i = 0;

    *out = (struct vc_secret){0};
    if (text.size > MAX_TEXT) {
        return refuse(error, "the text is too long for a key");
    }
    while (i < 3 && body.data == NULL) {
        body = block(text, labels[i++]);
    }
    if (block(text, "ENCRYPTED PRIVATE KEY").data != NULL ||
        (body.data != NULL && memchr(body.data, ':', body.size) != NULL)) {
        return refuse(error, "the key is under a password");
    }
    if (body.data == NULL) {
        return refuse(error, "there is no private key in PEM");
    }
    s = read_block(body, labels[i - 1][0], out, error);
    if (s == VC_OK) {
        return VC_OK;
    }
    vc_crypto_wipe(out, sizeof(*out));
    return s == VC_KEY_FORM && error != NULL && error->message[0] == '\0'
               ? damaged(error)
               : s;
}
