/* SPDX-License-Identifier: Apache-2.0 */
/* jwk: JSON Web Keys. A table says which numbers a kind of key has; a key that
 * leaves any doubt what it is for is refused. */

#include "vc/jwk.h"

#include "vc/jcs.h"
#include "vc/multibase.h"
#include "vc/secret.h"

static const struct kind {
    enum vc_key_type type;
    enum vc_curve curve; /* of ECDSA */
    size_t number;       /* bytes of x and y; RSA: any */
    struct vc_view kty;
    struct vc_view crv; /* data is NULL for RSA */
    struct vc_view algorithm;
} kinds[] = {
    {VC_KEY_ED25519, 0, 32, VC_VIEW_INIT("OKP"), VC_VIEW_INIT("Ed25519"),
     VC_VIEW_INIT("EdDSA")},
    {VC_KEY_P256, VC_CURVE_P256, 32, VC_VIEW_INIT("EC"), VC_VIEW_INIT("P-256"),
     VC_VIEW_INIT("ES256")},
    {VC_KEY_P384, VC_CURVE_P384, 48, VC_VIEW_INIT("EC"), VC_VIEW_INIT("P-384"),
     VC_VIEW_INIT("ES384")},
    {VC_KEY_RSA, 0, 0, VC_VIEW_INIT("RSA"), {NULL, 0}, VC_VIEW_INIT("RS256")},
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

struct vc_view
vc_jwk_algorithm(enum vc_key_type type)
{
    return kinds[type - VC_KEY_ED25519].algorithm;
}

enum vc_key_type
vc_jwk_type_for(struct vc_view algorithm)
{
    if (algorithm.data == NULL) {
        return 0;
    }
    for (size_t i = 0; i < KINDS; i++) {
        if (vc_view_equal(algorithm, kinds[i].algorithm)) {
            return kinds[i].type;
        }
    }
    return vc_view_equal(algorithm, VC_VIEW("Ed25519")) ? VC_KEY_ED25519 : 0;
}

static enum vc_status
refuse(struct vc_error *error, const char *what)
{
    return vc_error_set(error, VC_KEY_FORM, "%s", what);
}

/* --- reading ------------------------------------------------------------- */

static const struct kind *
kind_of(const struct vc_json *jwk)
{
    struct vc_view kty = vc_json_get_text(jwk, VC_VIEW("kty"));
    const struct vc_json *crv = vc_json_get(jwk, VC_VIEW("crv"));

    for (size_t i = 0; kty.data != NULL && i < KINDS; i++) {
        const struct kind *kind = &kinds[i];

        if (vc_view_equal(kty, kind->kty) &&
            (kind->crv.data == NULL ? crv == NULL
                                    : vc_json_is_text(crv, kind->crv))) {
            return kind;
        }
    }
    return NULL;
}

/* Does the key allow to `do` that ("verify", "sign") with its algorithm? */
static enum vc_status
check_use(const struct vc_json *jwk, const struct kind *kind, const char *what,
          struct vc_error *error)
{
    const struct vc_json *use = vc_json_get(jwk, VC_VIEW("use"));
    const struct vc_json *operations = vc_json_get(jwk, VC_VIEW("key_ops"));
    const struct vc_json *algorithm = vc_json_get(jwk, VC_VIEW("alg"));
    bool may = operations == NULL;

    for (VC_JSON_EACH(operation, operations)) {
        may = may || vc_json_is_text(operation, vc_view_of(what));
    }
    if (!may || (use != NULL && !vc_json_is_text(use, VC_VIEW("sig")))) {
        return refuse(error, "the key is not meant for signatures");
    }
    if (algorithm != NULL &&
        (algorithm->kind != VC_JSON_STRING ||
         vc_jwk_type_for(algorithm->u.text) != kind->type)) {
        return refuse(error, "the key is meant for another algorithm");
    }
    return VC_OK;
}

static bool
read_number(const struct vc_json *jwk, struct vc_view name, uint8_t *out,
            size_t cap, size_t *size)
{
    struct vc_view text = vc_json_get_text(jwk, name);

    return text.data != NULL &&
           vc_multibase_base64url_decode(text.data, text.size, out, cap, size);
}

static bool
read_coordinate(const struct vc_json *jwk, struct vc_view name, uint8_t *out,
                size_t want)
{
    size_t size = 0;

    return read_number(jwk, name, out, want, &size) && size == want;
}

static enum vc_status
read_rsa(const struct vc_json *jwk, struct vc_key *out, struct vc_error *error)
{
    uint8_t exponent[4];
    size_t modulus_size = 0;
    size_t size = 0;

    if (!read_number(jwk, VC_VIEW("n"), out->bytes, sizeof(out->bytes),
                     &modulus_size) ||
        !read_number(jwk, VC_VIEW("e"), exponent, sizeof(exponent), &size)) {
        return refuse(error, "the numbers of the RSA key cannot be read");
    }
    for (size_t i = 0; i < size; i++) {
        out->exponent = out->exponent << 8 | exponent[i];
    }
    out->size = (uint32_t)modulus_size;
    return vc_crypto_rsa_is_key(out->bytes, out->size, out->exponent)
               ? VC_OK
               : refuse(error, "the RSA key is too short, too long or weak");
}

static enum vc_status
read_point(const struct vc_json *jwk, const struct kind *kind,
           struct vc_key *out, struct vc_error *error)
{
    uint8_t whole[VC_CRYPTO_EC_WHOLE] = {4};
    uint8_t *x = whole + 1;
    uint8_t *y = x + kind->number;
    enum vc_status s = VC_OK;

    if (!read_coordinate(jwk, VC_VIEW("x"), x, kind->number) ||
        !read_coordinate(jwk, VC_VIEW("y"), y, kind->number)) {
        return refuse(error, "the key is no point of its curve");
    }
    s = vc_crypto_ecdsa_point(kind->curve, whole, 2 * kind->number + 1, whole);
    if (s != VC_OK) {
        return s == VC_KEY_FORM
                   ? refuse(error, "the key is no point of its curve")
                   : s;
    }
    out->bytes[0] = (uint8_t)(2 + (y[kind->number - 1] & 1));
    memcpy(out->bytes + 1, x, kind->number);
    out->size = (uint32_t)kind->number + 1;
    return VC_OK;
}

/* The public half of a key for that use. */
static enum vc_status
read_public(const struct vc_json *jwk, const char *use, struct vc_key *out,
            struct vc_error *error)
{
    const struct kind *kind = kind_of(jwk);

    if (kind == NULL) {
        return refuse(error, "the key is of no kind that is understood");
    }
    VC_TRY(check_use(jwk, kind, use, error));
    *out = (struct vc_key){.type = kind->type};
    if (kind->type == VC_KEY_RSA) {
        return read_rsa(jwk, out, error);
    }
    if (kind->type != VC_KEY_ED25519) {
        return read_point(jwk, kind, out, error);
    }
    out->size = (uint32_t)kind->number;
    return read_coordinate(jwk, VC_VIEW("x"), out->bytes, kind->number)
               ? VC_OK
               : refuse(error, "the key does not have 32 bytes");
}

enum vc_status
vc_jwk_read(const struct vc_json *jwk, struct vc_key *out,
            struct vc_error *error)
{
    if (vc_json_get(jwk, VC_VIEW("d")) != NULL) {
        return refuse(error, "the key shows its private part");
    }
    return read_public(jwk, "verify", out, error);
}

/* --- reading private keys ------------------------------------------------ */

/* A number with zeros in front, in exactly `size` bytes. */
static bool
read_prime(const struct vc_json *jwk, struct vc_view name, uint8_t *out,
           size_t size)
{
    uint8_t bytes[VC_CRYPTO_RSA_PRIMES / 2];
    size_t n = 0;
    bool good = read_number(jwk, name, bytes, sizeof(bytes), &n) && n <= size;

    if (good) {
        memset(out, 0, size - n);
        memcpy(out + size - n, bytes, n);
    }
    vc_crypto_wipe(bytes, sizeof(bytes));
    return good;
}

/* Both halves belong together when what one signs, the other takes. */
static enum vc_status
check_pair(const struct vc_secret *secret)
{
    uint8_t signature[VC_CRYPTO_MAX_SIGNATURE];

    VC_TRY(vc_secret_sign(secret, "pair", 4, signature));
    return vc_key_verify(&secret->key, "pair", 4, signature,
                         vc_key_signature_size(&secret->key));
}

static enum vc_status
read_private(const struct vc_json *jwk, struct vc_secret *out,
             struct vc_error *error)
{
    uint8_t seed[VC_CRYPTO_SEED];
    uint8_t derived[VC_CRYPTO_PUBLIC];
    size_t half = ((size_t)out->key.size + 1) / 2;
    bool good = false;

    switch (out->key.type) {
    case VC_KEY_RSA:
        good = read_prime(jwk, VC_VIEW("p"), out->bytes, half) &&
               read_prime(jwk, VC_VIEW("q"), out->bytes + half, half) &&
               vc_json_get(jwk, VC_VIEW("oth")) == NULL;
        break;
    case VC_KEY_ED25519:
        good = read_coordinate(jwk, VC_VIEW("d"), seed, sizeof(seed));
        if (good) {
            vc_crypto_ed25519_pair(seed, derived, out->bytes);
        }
        vc_crypto_wipe(seed, sizeof(seed));
        break;
    default:
        good = read_coordinate(jwk, VC_VIEW("d"), out->bytes,
                               (size_t)out->key.size - 1);
        break;
    }
    return good ? VC_OK : refuse(error, "the private numbers cannot be read");
}

enum vc_status
vc_secret_read_jwk(const struct vc_json *jwk, struct vc_secret *out,
                   struct vc_error *error)
{
    enum vc_status s = VC_OK;

    *out = (struct vc_secret){0};
    if (vc_json_get(jwk, VC_VIEW("d")) == NULL) {
        return refuse(error, "the key has no private part");
    }
    VC_TRY(read_public(jwk, "sign", &out->key, error));
    s = read_private(jwk, out, error);
    if (s == VC_OK) {
        s = check_pair(out);
        s = s == VC_OK || s == VC_NO_MEMORY
                ? s
                : refuse(error, "the private part is that of another key");
    }
    if (s != VC_OK) {
        vc_crypto_wipe(out, sizeof(*out));
    }
    return s;
}

/* --- writing ------------------------------------------------------------- */

static enum vc_status
add_number(struct vc_arena *arena, struct vc_json *jwk, struct vc_view name,
           const uint8_t *bytes, size_t size)
{
    size_t length = vc_multibase_base64url_size(size);
    char *text = vc_arena_alloc(arena, length);

    if (text == NULL) {
        return VC_NO_MEMORY;
    }
    vc_multibase_base64url_encode(bytes, size, text);
    return vc_json_set(jwk, name,
                       vc_json_string(arena, (struct vc_view){text, length}));
}

static enum vc_status
add_rsa(struct vc_arena *arena, struct vc_json *jwk, const struct vc_key *key)
{
    uint8_t exponent[4];
    size_t size = 0;

    for (int shift = 24; shift >= 0; shift -= 8) {
        uint8_t byte = (uint8_t)(key->exponent >> shift);

        if (byte != 0 || size > 0) {
            exponent[size++] = byte;
        }
    }
    VC_TRY(add_number(arena, jwk, VC_VIEW("n"), key->bytes, key->size));
    return add_number(arena, jwk, VC_VIEW("e"), exponent, size);
}

static enum vc_status
add_point(struct vc_arena *arena, struct vc_json *jwk, const struct kind *kind,
          const struct vc_key *key)
{
    uint8_t whole[VC_CRYPTO_EC_WHOLE];

    VC_TRY(vc_crypto_ecdsa_point(kind->curve, key->bytes, key->size, whole));
    VC_TRY(add_number(arena, jwk, VC_VIEW("x"), whole + 1, kind->number));
    return add_number(arena, jwk, VC_VIEW("y"), whole + 1 + kind->number,
                      kind->number);
}

enum vc_status
vc_jwk_write(struct vc_arena *arena, const struct vc_key *key,
             struct vc_json **out)
{
    const struct kind *kind = &kinds[key->type - VC_KEY_ED25519];
    struct vc_json *jwk = vc_json_object(arena);

    if (jwk == NULL) {
        return VC_NO_MEMORY;
    }
    *out = jwk;
    VC_TRY(vc_json_set(jwk, VC_VIEW("kty"), vc_json_string(arena, kind->kty)));
    if (kind->type == VC_KEY_RSA) {
        return add_rsa(arena, jwk, key);
    }
    VC_TRY(vc_json_set(jwk, VC_VIEW("crv"), vc_json_string(arena, kind->crv)));
    return kind->type == VC_KEY_ED25519
               ? add_number(arena, jwk, VC_VIEW("x"), key->bytes, key->size)
               : add_point(arena, jwk, kind, key);
}

/* Its members in the order of their names, without white space: canonical JSON. */
enum vc_status
vc_jwk_thumbprint(struct vc_arena *arena, struct vc_crypto *crypto,
                  const struct vc_key *key, struct vc_view *out)
{
    uint8_t hash[VC_CRYPTO_MAX_HASH];
    size_t size = vc_crypto_hash_size(VC_SHA256);
    struct vc_json *jwk = NULL;
    struct vc_view text;
    char *name = vc_arena_alloc(arena, vc_multibase_base64url_size(size));

    if (name == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_jwk_write(arena, key, &jwk));
    VC_TRY(vc_jcs(arena, jwk, &text));
    VC_TRY(vc_crypto_hash(crypto, VC_SHA256, text.data, text.size, hash));
    *out =
        (struct vc_view){name, vc_multibase_base64url_encode(hash, size, name)};
    return VC_OK;
}
