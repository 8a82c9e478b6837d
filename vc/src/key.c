/* SPDX-License-Identifier: Apache-2.0 */
/* key: Multikey by multicodec prefix, and the look-up that ties a key to its
 * controller. */

#include "vc/key.h"

#include "vc/instant.h"
#include "vc/jwk.h"
#include "vc/multibase.h"

static const struct codec {
    enum vc_key_type type;
    enum vc_curve curve; /* of ECDSA */
    uint8_t prefix[2];   /* multicodec, as a varint */
    uint8_t size;
} codecs[] = {
    {VC_KEY_ED25519, 0, {0xED, 0x01}, 32},
    {VC_KEY_P256, VC_CURVE_P256, {0x80, 0x24}, 33},
    {VC_KEY_P384, VC_CURVE_P384, {0x81, 0x24}, 49},
};

enum { CODECS = sizeof(codecs) / sizeof(codecs[0]) };

enum vc_status
vc_key_read(struct vc_view text, struct vc_key *out)
{
    uint8_t bytes[2 + VC_CRYPTO_EC_POINT];
    uint8_t whole[VC_CRYPTO_EC_WHOLE];
    size_t size = 0;

    if (text.size < 2 || text.size > VC_KEY_MAX_TEXT || text.data[0] != 'z' ||
        !vc_multibase_decode(text.data, text.size, bytes, sizeof(bytes),
                             &size)) {
        return VC_KEY_FORM;
    }
    for (size_t i = 0; i < CODECS; i++) {
        const struct codec *c = &codecs[i];

        if (size != 2U + c->size || bytes[0] != c->prefix[0] ||
            bytes[1] != c->prefix[1]) {
            continue;
        }
        if (c->type != VC_KEY_ED25519) {
            VC_TRY(vc_crypto_ecdsa_point(c->curve, bytes + 2, c->size, whole));
        }
        *out = (struct vc_key){.type = c->type, .size = c->size};
        memcpy(out->bytes, bytes + 2, c->size);
        return VC_OK;
    }
    return VC_KEY_FORM;
}

size_t
vc_key_write(const struct vc_key *key, char out[VC_KEY_MAX_TEXT])
{
    uint8_t bytes[2 + VC_CRYPTO_EC_POINT];

    for (size_t i = 0; i < CODECS; i++) {
        if (codecs[i].type == key->type) {
            memcpy(bytes, codecs[i].prefix, 2);
            memcpy(bytes + 2, key->bytes, codecs[i].size);
            return vc_multibase_encode(bytes, 2U + codecs[i].size, out,
                                       VC_KEY_MAX_TEXT);
        }
    }
    return 0;
}

bool
vc_key_equal(const struct vc_key *a, const struct vc_key *b)
{
    return a->type == b->type && a->size == b->size &&
           a->exponent == b->exponent &&
           memcmp(a->bytes, b->bytes, a->size) == 0;
}

size_t
vc_key_signature_size(const struct vc_key *key)
{
    switch (key->type) {
    case VC_KEY_P384:
        return 96;
    case VC_KEY_RSA:
        return key->size;
    default:
        return VC_CRYPTO_SIGNATURE;
    }
}

enum vc_status
vc_key_verify(const struct vc_key *key, const void *bytes, size_t len,
              const uint8_t *signature, size_t signature_size)
{
    switch (key->type) {
    case VC_KEY_P256:
        return vc_crypto_ecdsa_verify(VC_CURVE_P256, key->bytes, key->size,
                                      bytes, len, signature, signature_size);
    case VC_KEY_P384:
        return vc_crypto_ecdsa_verify(VC_CURVE_P384, key->bytes, key->size,
                                      bytes, len, signature, signature_size);
    case VC_KEY_RSA:
        return vc_crypto_rsa_verify(key->bytes, key->size, key->exponent, bytes,
                                    len, signature, signature_size);
    default:
        return vc_crypto_ed25519_verify(key->bytes, bytes, len, signature,
                                        signature_size)
                   ? VC_OK
                   : VC_PROOF_SIGNATURE;
    }
}

/* Is `whole` the identifier of the document and then `fragment` (`#…`)? */
static bool
is_whole(struct vc_view whole, struct vc_view controller,
         struct vc_view fragment)
{
    return fragment.data[0] == '#' &&
           whole.size == controller.size + fragment.size &&
           vc_view_starts(whole, controller) &&
           memcmp(whole.data + controller.size, fragment.data, fragment.size) ==
               0;
}

/* Are two ids the same? Each may be written as a fragment of the document's
 * own. */
static bool
is_id(struct vc_view id, struct vc_view controller, struct vc_view want)
{
    return id.data != NULL && id.size > 0 && want.size > 0 &&
           (vc_view_equal(id, want) || is_whole(want, controller, id) ||
            is_whole(id, controller, want));
}

/* The object with that id in a list (or a single value) of a document. Sets
 * `*named` when the id stands there, if only as text. */
static const struct vc_json *
find_in(const struct vc_json *list, struct vc_view controller,
        struct vc_view id, bool *named)
{
    const struct vc_json *only = list;
    const struct vc_json *item = list;
    bool single = list != NULL && list->kind != VC_JSON_ARRAY;

    for (item = single ? only : vc_json_first(list); item != NULL;
         item = single ? NULL : item->next) {
        if (item->kind == VC_JSON_STRING &&
            is_id(item->u.text, controller, id)) {
            *named = true;
        }
        if (item->kind == VC_JSON_OBJECT &&
            is_id(vc_json_get_text(item, VC_VIEW("id")), controller, id)) {
            *named = true;
            return item;
        }
    }
    return NULL;
}

static enum vc_status
read_time(const struct vc_json *method, struct vc_view name, bool *has,
          int64_t *out_ms, struct vc_error *error)
{
    const struct vc_json *value = vc_json_get(method, name);

    *has = value != NULL;
    if (value == NULL) {
        return VC_OK;
    }
    if (value->kind != VC_JSON_STRING ||
        !vc_instant_parse(value->u.text.data, value->u.text.size, out_ms)) {
        return vc_error_set(error, VC_KEY_FORM,
                            "the key's \"%.*s\" is not a date and time",
                            (int)name.size, name.data);
    }
    return VC_OK;
}

/* The key of a method, in the form its type says. */
static enum vc_status
read_key(const struct vc_json *method, struct vc_key *out,
         struct vc_error *error)
{
    struct vc_view type = vc_json_get_text(method, VC_VIEW("type"));
    const struct vc_json *jwk = vc_json_get(method, VC_VIEW("publicKeyJwk"));
    struct vc_view text =
        vc_json_get_text(method, VC_VIEW("publicKeyMultibase"));
    enum vc_status s = VC_OK;

    if (type.data != NULL && (vc_view_equal(type, VC_VIEW("JsonWebKey")) ||
                              vc_view_equal(type, VC_VIEW("JsonWebKey2020")))) {
        return vc_jwk_read(jwk, out, error);
    }
    if (type.data == NULL ||
        (!vc_view_equal(type, VC_VIEW("Multikey")) &&
         !vc_view_equal(type, VC_VIEW("Ed25519VerificationKey2020")))) {
        return vc_error_set(error, VC_KEY_FORM,
                            "the key is not of a type that is understood");
    }
    /* Two keys under one id: nobody could say which one counts. */
    s = jwk == NULL && text.data != NULL ? vc_key_read(text, out) : VC_KEY_FORM;
    return s == VC_KEY_FORM ? vc_error_set(error, s, "the key cannot be read")
                            : s;
}

static enum vc_status
read_method(const struct vc_json *method, struct vc_view controller,
            struct vc_key_method *out, struct vc_error *error)
{
    struct vc_view owner = vc_json_get_text(method, VC_VIEW("controller"));

    *out = (struct vc_key_method){0};
    if (owner.data == NULL || !vc_view_equal(owner, controller)) {
        return vc_error_set(error, VC_KEY_CONTROLLER,
                            "the key is listed as somebody else's");
    }
    VC_TRY(read_key(method, &out->key, error));
    VC_TRY(read_time(method, VC_VIEW("revoked"), &out->has_revoked,
                     &out->revoked_ms, error));
    return read_time(method, VC_VIEW("expires"), &out->has_expires,
                     &out->expires_ms, error);
}

static enum vc_status
check_document(const struct vc_json *document, struct vc_view controller,
               struct vc_error *error)
{
    return vc_json_is_text(vc_json_get(document, VC_VIEW("id")), controller)
               ? VC_OK
               : vc_error_set(error, VC_KEY_DOCUMENT,
                              "the document is not that of the issuer");
}

static enum vc_status
unlisted(struct vc_error *error)
{
    return vc_error_set(error, VC_KEY_UNLISTED,
                        "the issuer's document does not list the key");
}

enum vc_status
vc_key_find(const struct vc_json *document, struct vc_view controller,
            struct vc_view id, struct vc_view purpose,
            struct vc_key_method *out, struct vc_error *error)
{
    const struct vc_json *method = NULL;
    const struct vc_json *in_purpose = NULL;
    bool listed = false;
    bool allowed = false;

    VC_TRY(check_document(document, controller, error));
    method = find_in(vc_json_get(document, VC_VIEW("verificationMethod")),
                     controller, id, &listed);
    in_purpose =
        find_in(vc_json_get(document, purpose), controller, id, &allowed);
    method = method != NULL ? method : in_purpose;
    if (method == NULL) {
        return unlisted(error);
    }
    if (!allowed) {
        return vc_error_set(error, VC_KEY_PURPOSE,
                            "the issuer does not use the key for this");
    }
    return read_method(method, controller, out, error);
}

/* The id of the method in a list, an array or a single object, that holds
 * `key`; data is NULL when none does. Methods that cannot be read are others'
 * business here. Errors: VC_NO_MEMORY. */
static enum vc_status
id_of_key(const struct vc_json *list, struct vc_view controller,
          const struct vc_key *key, struct vc_view *out)
{
    bool single = vc_json_is(list, VC_JSON_OBJECT);
    const struct vc_json *item = single ? list : vc_json_first(list);

    for (; item != NULL; item = single ? NULL : item->next) {
        struct vc_view id = vc_json_get_text(item, VC_VIEW("id"));
        struct vc_key_method method;
        enum vc_status s = read_method(item, controller, &method, NULL);

        if (s == VC_NO_MEMORY) {
            return s;
        }
        if (id.data != NULL && s == VC_OK && vc_key_equal(&method.key, key)) {
            *out = id;
            return VC_OK;
        }
    }
    return VC_OK;
}

enum vc_status
vc_key_find_same(const struct vc_json *document, struct vc_view controller,
                 const struct vc_key *key, struct vc_view purpose,
                 struct vc_key_method *out, struct vc_view *out_id,
                 struct vc_error *error)
{
    struct vc_view id = {NULL, 0};

    VC_TRY(check_document(document, controller, error));
    VC_TRY(id_of_key(vc_json_get(document, VC_VIEW("verificationMethod")),
                     controller, key, &id));
    if (id.data == NULL) {
        VC_TRY(id_of_key(vc_json_get(document, purpose), controller, key, &id));
    }
    if (id.data == NULL) {
        return unlisted(error);
    }
    *out_id = id;
    return vc_key_find(document, controller, id, purpose, out, error);
}
