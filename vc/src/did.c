/* SPDX-License-Identifier: Apache-2.0 */
/* did: did:key and did:web. Nothing here opens a connection; the rules for
 * addresses are stricter than the method's own, since they feed one. */

#include "vc/did.h"

#include "text.h"
#include "vc/buf.h"
#include "vc/instant.h"
#include "vc/jwk.h"

enum { MAX_DID = 1000, MAX_HOST = 253, MAX_LABEL = 63 };

static const struct vc_view key_prefix = VC_VIEW_INIT("did:key:");
static const struct vc_view web_prefix = VC_VIEW_INIT("did:web:");

struct vc_view
vc_did_without_fragment(struct vc_view url)
{
    const char *hash = url.size > 0 ? memchr(url.data, '#', url.size) : NULL;

    if (hash != NULL) {
        url.size = (size_t)(hash - url.data);
    }
    return url;
}

enum vc_status
vc_did_key_read(struct vc_view did, struct vc_key *out)
{
    struct vc_view base = vc_did_without_fragment(did);
    struct vc_view text;

    if (!vc_view_starts(base, key_prefix)) {
        return VC_KEY_FORM;
    }
    text = (struct vc_view){base.data + key_prefix.size,
                            base.size - key_prefix.size};
    if (base.size != did.size) {
        struct vc_view fragment = {did.data + base.size + 1,
                                   did.size - base.size - 1};

        if (!vc_view_equal(fragment, text)) {
            return VC_KEY_FORM;
        }
    }
    return vc_key_read(text, out);
}

size_t
vc_did_key_write(const struct vc_key *key, char out[VC_DID_KEY_MAX_TEXT])
{
    memcpy(out, key_prefix.data, key_prefix.size);
    return key_prefix.size + vc_key_write(key, out + key_prefix.size);
}

static bool
is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* A name of labels; the last one is not all digits, so no IPv4 address in any
 * of its writings ("127.1", "0x7f000001" has no dot and no letter first). */
static bool
is_host(struct vc_view host)
{
    size_t label = 0;
    bool starts_with_letter = false;

    if (host.size == 0 || host.size > MAX_HOST) {
        return false;
    }
    for (size_t i = 0; i < host.size; i++) {
        char c = host.data[i];

        if (c == '.') {
            if (label == 0 || host.data[i - 1] == '-') {
                return false;
            }
            label = 0;
            continue;
        }
        if (!is_alnum(c) && !(c == '-' && label > 0)) {
            return false;
        }
        if (label == 0) {
            starts_with_letter = !(c >= '0' && c <= '9');
        }
        if (++label > MAX_LABEL) {
            return false;
        }
    }
    return label > 0 && starts_with_letter && host.data[host.size - 1] != '-';
}

static bool
is_port(struct vc_view port)
{
    unsigned value = 0;

    if (port.size == 0 || port.size > 5 || port.data[0] == '0') {
        return false;
    }
    for (size_t i = 0; i < port.size; i++) {
        if (port.data[i] < '0' || port.data[i] > '9') {
            return false;
        }
        value = value * 10 + (unsigned)(port.data[i] - '0');
    }
    return value <= 65535;
}

/* A part of the path: idchars of a DID, percent signs with two digits that do
 * not hide a control, a slash or a dot; not "." or "..". */
static bool
is_part(struct vc_view part)
{
    bool only_dots = true;

    for (size_t i = 0; i < part.size; i++) {
        char c = part.data[i];

        only_dots = only_dots && c == '.';
        if (is_alnum(c) || c == '.' || c == '-' || c == '_') {
            continue;
        }
        if (c != '%' || part.size - i < 3) {
            return false;
        }
        int high = vc_text_hex(part.data[i + 1]);
        int low = vc_text_hex(part.data[i + 2]);
        int value = high * 16 + low;

        if (high < 0 || low < 0 || value < 0x20 || value == 0x7F ||
            strchr("/\\.?#%", value) != NULL) {
            return false;
        }
        i += 2;
    }
    return part.size > 0 && !only_dots;
}

/* "host" or "host%3Aport" of the identifier into "host:port". */
static bool
add_host(struct vc_buf *buf, struct vc_view part)
{
    const char *percent = memchr(part.data, '%', part.size);
    struct vc_view host = part;
    struct vc_view port = {NULL, 0};

    if (percent != NULL) {
        host.size = (size_t)(percent - part.data);
        port = (struct vc_view){percent, part.size - host.size};
        if (port.size < 4 || port.data[1] != '3' ||
            (port.data[2] != 'A' && port.data[2] != 'a')) {
            return false;
        }
        port.data += 3;
        port.size -= 3;
        if (!is_port(port)) {
            return false;
        }
    }
    if (!is_host(host)) {
        return false;
    }
    vc_buf_add(buf, host);
    if (port.data != NULL) {
        vc_buf_byte(buf, ':');
        vc_buf_add(buf, port);
    }
    return true;
}

enum vc_status
vc_did_web_address(struct vc_arena *arena, struct vc_view did,
                   struct vc_view *out)
{
    struct vc_view rest = vc_did_without_fragment(did);
    struct vc_buf buf;
    size_t parts = 0;

    if (!vc_view_starts(rest, web_prefix) || rest.size == web_prefix.size ||
        rest.size > MAX_DID) {
        return VC_DID_FORM;
    }
    rest.data += web_prefix.size;
    rest.size -= web_prefix.size;
    vc_buf_init(&buf, arena, rest.size + 32, 0);
    vc_buf_add(&buf, VC_VIEW("https://"));
    for (bool more = true; more; parts++) {
        const char *colon = memchr(rest.data, ':', rest.size);
        struct vc_view part = rest;

        more = colon != NULL;
        if (more) {
            part.size = (size_t)(colon - rest.data);
            rest.size -= part.size + 1;
            rest.data = colon + 1;
        }
        if (parts > 0) {
            vc_buf_byte(&buf, '/');
        }
        if (part.size == 0 ||
            (parts == 0 ? !add_host(&buf, part) : !is_part(part))) {
            return VC_DID_FORM;
        }
        if (parts > 0) {
            vc_buf_add(&buf, part);
        }
    }
    vc_buf_add(&buf, parts == 1 ? VC_VIEW("/.well-known/did.json")
                                : VC_VIEW("/did.json"));
    return vc_buf_finish(&buf, out);
}

enum vc_status
vc_did_document_read(struct vc_arena *arena, struct vc_view bytes,
                     struct vc_view id, struct vc_json **out,
                     struct vc_error *error)
{
    const struct vc_json_limits limits = {.max_bytes = 1 << 20,
                                          .max_depth = 32};
    enum vc_status s = vc_json_parse(arena, bytes, &limits, out, error);

    if (s == VC_NO_MEMORY) {
        return s;
    }
    if (s != VC_OK) {
        return vc_error_set(error, VC_KEY_DOCUMENT,
                            "the issuer's document cannot be read: %s",
                            vc_status_text(s));
    }
    if (!vc_json_is_text(vc_json_get(*out, VC_VIEW("id")), id)) {
        return vc_error_set(error, VC_KEY_DOCUMENT,
                            "the document found is that of somebody else");
    }
    return VC_OK;
}

static enum vc_status
add_time(struct vc_arena *arena, struct vc_json *object, struct vc_view name,
         int64_t ms)
{
    char text[VC_INSTANT_TEXT];
    size_t n = vc_instant_write(ms, text);

    return vc_json_set_text(arena, object, name, (struct vc_view){text, n});
}

/* `did#name`, or with the Multikey text of the key for a name. */
static enum vc_status
make_id(struct vc_arena *arena, struct vc_view did,
        const struct vc_did_method *method, struct vc_view multikey,
        struct vc_view *out)
{
    struct vc_view name = method->name.data != NULL ? method->name : multikey;

    if (name.size == 0) {
        return VC_KEY_FORM;
    }
    *out = vc_arena_join(arena, did, VC_VIEW("#"));
    if (out->data != NULL) {
        *out = vc_arena_join(arena, *out, name);
    }
    return out->data != NULL ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
add_key(struct vc_arena *arena, const struct vc_key *key,
        struct vc_view multikey, struct vc_json *entry)
{
    struct vc_json *jwk = NULL;

    if (key->type != VC_KEY_RSA) {
        multikey = vc_arena_copy(arena, multikey);
        return multikey.data == NULL
                   ? VC_NO_MEMORY
                   : vc_json_set_text(arena, entry,
                                      VC_VIEW("publicKeyMultibase"), multikey);
    }
    VC_TRY(vc_jwk_write(arena, key, &jwk));
    return vc_json_set(entry, VC_VIEW("publicKeyJwk"), jwk);
}

static enum vc_status
add_method(struct vc_arena *arena, struct vc_view did,
           const struct vc_did_method *method, struct vc_json *methods,
           struct vc_json *assertion)
{
    char text[VC_KEY_MAX_TEXT];
    struct vc_view multikey = {text, vc_key_write(&method->key, text)};
    struct vc_json *entry = vc_json_object(arena);
    struct vc_view id;

    VC_TRY(make_id(arena, did, method, multikey, &id));
    VC_TRY(vc_json_set_text(arena, entry, VC_VIEW("id"), id));
    VC_TRY(vc_json_set_text(arena, entry, VC_VIEW("type"),
                            method->key.type == VC_KEY_RSA
                                ? VC_VIEW("JsonWebKey")
                                : VC_VIEW("Multikey")));
    VC_TRY(vc_json_set_text(arena, entry, VC_VIEW("controller"), did));
    VC_TRY(add_key(arena, &method->key, multikey, entry));
    if (method->has_revoked) {
        VC_TRY(add_time(arena, entry, VC_VIEW("revoked"), method->revoked_ms));
    }
    if (method->has_expires) {
        VC_TRY(add_time(arena, entry, VC_VIEW("expires"), method->expires_ms));
    }
    VC_TRY(vc_json_append(methods, entry));
    return vc_json_append(assertion, vc_json_string(arena, id));
}

enum vc_status
vc_did_document_make(struct vc_arena *arena, struct vc_view did,
                     const struct vc_did_method *methods, size_t count,
                     struct vc_json **out)
{
    struct vc_json *document = vc_json_object(arena);
    struct vc_json *contexts = vc_json_array(arena);
    struct vc_json *list = vc_json_array(arena);
    struct vc_json *assertion = vc_json_array(arena);
    bool rsa = false;

    if (document == NULL || contexts == NULL || list == NULL ||
        assertion == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_append(
        contexts,
        vc_json_string(arena, VC_VIEW("https://www.w3.org/ns/did/v1"))));
    VC_TRY(vc_json_append(
        contexts,
        vc_json_string(arena,
                       VC_VIEW("https://w3id.org/security/multikey/v1"))));
    for (size_t i = 0; i < count; i++) {
        rsa = rsa || methods[i].key.type == VC_KEY_RSA;
        VC_TRY(add_method(arena, did, &methods[i], list, assertion));
    }
    if (rsa) {
        VC_TRY(vc_json_append(
            contexts, vc_json_string(
                          arena, VC_VIEW("https://w3id.org/security/jwk/v1"))));
    }
    VC_TRY(vc_json_set(document, VC_VIEW("@context"), contexts));
    VC_TRY(vc_json_set_text(arena, document, VC_VIEW("id"), did));
    VC_TRY(vc_json_set(document, VC_VIEW("verificationMethod"), list));
    VC_TRY(vc_json_set(document, VC_VIEW("assertionMethod"), assertion));
    *out = document;
    return VC_OK;
}
