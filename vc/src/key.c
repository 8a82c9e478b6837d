/* SPDX-License-Identifier: Apache-2.0 */
/* key: Multikey by multicodec prefix, and the look-up that ties a key to its
 * controller. */

#include "vc/key.h"

#include "vc/instant.h"
#include "vc/multibase.h"

static const struct codec {
    enum vc_key_type type;
    uint8_t prefix[2]; /* multicodec, as a varint */
    uint8_t size;
} codecs[] = {
    {VC_KEY_ED25519, {0xED, 0x01}, 32},
    {VC_KEY_P256, {0x80, 0x24}, 33},
    {VC_KEY_P384, {0x81, 0x24}, 49},
};

enum { CODECS = sizeof(codecs) / sizeof(codecs[0]) };

bool
vc_key_read(struct vc_view text, struct vc_key *out)
{
    uint8_t bytes[2 + VC_KEY_MAX_BYTES];
    size_t size = 0;

    if (text.size < 2 || text.size > VC_KEY_MAX_TEXT || text.data[0] != 'z' ||
        !vc_multibase_decode(text.data, text.size, bytes, sizeof(bytes),
                             &size)) {
        return false;
    }
    for (size_t i = 0; i < CODECS; i++) {
        const struct codec *c = &codecs[i];

        if (size != 2U + c->size || bytes[0] != c->prefix[0] ||
            bytes[1] != c->prefix[1]) {
            continue;
        }
        /* A compressed point begins with the sign of its y. */
        if (c->type != VC_KEY_ED25519 && bytes[2] != 2 && bytes[2] != 3) {
            return false;
        }
        *out = (struct vc_key){.type = c->type, .size = c->size};
        memcpy(out->bytes, bytes + 2, c->size);
        return true;
    }
    return false;
}

size_t
vc_key_write(const struct vc_key *key, char out[VC_KEY_MAX_TEXT])
{
    uint8_t bytes[2 + VC_KEY_MAX_BYTES];

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

/* Is `id`, as it stands in the document, the full id `want`? An id may be
 * written as a fragment of the document's own. */
static bool
is_id(struct vc_view id, struct vc_view controller, struct vc_view want)
{
    if (id.data == NULL || id.size == 0) {
        return false;
    }
    if (id.data[0] != '#') {
        return vc_view_equal(id, want);
    }
    return want.size == controller.size + id.size &&
           vc_view_starts(want, controller) &&
           memcmp(want.data + controller.size, id.data, id.size) == 0;
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

static enum vc_status
read_method(const struct vc_json *method, struct vc_view controller,
            struct vc_key_method *out, struct vc_error *error)
{
    struct vc_view type = vc_json_get_text(method, VC_VIEW("type"));
    struct vc_view owner = vc_json_get_text(method, VC_VIEW("controller"));
    struct vc_view text =
        vc_json_get_text(method, VC_VIEW("publicKeyMultibase"));

    if (owner.data == NULL || !vc_view_equal(owner, controller)) {
        return vc_error_set(error, VC_KEY_CONTROLLER,
                            "the key is listed as somebody else's");
    }
    if (type.data == NULL ||
        (!vc_view_equal(type, VC_VIEW("Multikey")) &&
         !vc_view_equal(type, VC_VIEW("Ed25519VerificationKey2020")))) {
        return vc_error_set(error, VC_KEY_FORM,
                            "the key is not of a type that is understood");
    }
    *out = (struct vc_key_method){0};
    if (text.data == NULL || !vc_key_read(text, &out->key)) {
        return vc_error_set(error, VC_KEY_FORM, "the key cannot be read");
    }
    VC_TRY(read_time(method, VC_VIEW("revoked"), &out->has_revoked,
                     &out->revoked_ms, error));
    return read_time(method, VC_VIEW("expires"), &out->has_expires,
                     &out->expires_ms, error);
}

enum vc_status
vc_key_find(const struct vc_json *document, struct vc_view controller,
            struct vc_view id, struct vc_view purpose,
            struct vc_key_method *out, struct vc_error *error)
{
    const struct vc_json *method = NULL;
    const struct vc_json *in_purpose = NULL;
    struct vc_view document_id = vc_json_get_text(document, VC_VIEW("id"));
    bool listed = false;
    bool allowed = false;

    if (document_id.data == NULL || !vc_view_equal(document_id, controller)) {
        return vc_error_set(error, VC_KEY_DOCUMENT,
                            "the document is not that of the issuer");
    }
    method = find_in(vc_json_get(document, VC_VIEW("verificationMethod")),
                     controller, id, &listed);
    in_purpose =
        find_in(vc_json_get(document, purpose), controller, id, &allowed);
    method = method != NULL ? method : in_purpose;
    if (method == NULL) {
        return vc_error_set(error, VC_KEY_UNLISTED,
                            "the issuer's document does not list the key");
    }
    if (!allowed) {
        return vc_error_set(error, VC_KEY_PURPOSE,
                            "the issuer does not use the key for this");
    }
    return read_method(method, controller, out, error);
}
