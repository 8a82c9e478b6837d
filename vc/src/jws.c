/* SPDX-License-Identifier: Apache-2.0 */
/* jws: the compact form of RFC 7515. */

#include "vc/jws.h"

#include "text.h"
#include "vc/jwk.h"
#include "vc/multibase.h"

static enum vc_status
bad_form(struct vc_error *error, const char *what)
{
    return vc_error_set(error, VC_JWS_FORM, "%s", what);
}

/* --- reading ------------------------------------------------------------- */

/* JSON never begins with a letter that is followed by a dot before any quote,
 * bracket or brace. */
bool
vc_jws_looks_like(struct vc_view text)
{
    text = vc_text_trim(text); /* files end with a line feed: not signed */
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if (c == '.') {
            return i > 0;
        }
        if (c == '"' || c == '{' || c == '[' || c == '<') {
            return false;
        }
    }
    return false;
}

static enum vc_status
decode(struct vc_arena *arena, struct vc_view part, const char *what,
       struct vc_view *out, struct vc_error *error)
{
    size_t cap = part.size / 4 * 3 + 3;
    uint8_t *bytes = vc_arena_alloc(arena, cap);

    if (bytes == NULL) {
        return VC_NO_MEMORY;
    }
    if (!vc_multibase_base64url_decode(part.data, part.size, bytes, cap,
                                       &out->size)) {
        return vc_error_set(error, VC_JWS_FORM,
                            "the %s is not base64url without padding", what);
    }
    out->data = (const char *)bytes;
    return VC_OK;
}

/* Cut at the dots; false unless there are exactly two. */
static bool
cut(struct vc_view text, struct vc_view parts[3])
{
    for (size_t i = 0; i < 3; i++) {
        const char *dot =
            text.size > 0 ? memchr(text.data, '.', text.size) : NULL;

        if ((dot == NULL) != (i == 2)) {
            return false;
        }
        parts[i] = text;
        if (dot != NULL) {
            parts[i].size = (size_t)(dot - text.data);
            text.size -= parts[i].size + 1;
            text.data = dot + 1;
        }
    }
    return true;
}

static enum vc_status
read_header(struct vc_arena *arena, struct vc_view text, struct vc_jws *out,
            struct vc_error *error)
{
    const struct vc_json_limits limits = {.max_bytes = VC_JWS_MAX_HEADER,
                                          .max_depth = 8};
    struct vc_json *header = NULL;
    enum vc_status s = vc_json_parse(arena, text, &limits, &header, NULL);

    if (s == VC_NO_MEMORY) {
        return s;
    }
    if (s != VC_OK || !vc_json_is(header, VC_JSON_OBJECT)) {
        return vc_error_set(error, VC_JWS_FORM, "the header cannot be read: %s",
                            s != VC_OK ? vc_status_text(s) : "no object");
    }
    out->header = header;
    out->algorithm = vc_json_get_text(header, VC_VIEW("alg"));
    out->kid = vc_json_get_text(header, VC_VIEW("kid"));
    out->jwk = vc_json_get(header, VC_VIEW("jwk"));
    return VC_OK;
}

enum vc_status
vc_jws_read(struct vc_arena *arena, struct vc_view text, struct vc_jws *out,
            struct vc_error *error)
{
    struct vc_view parts[3];
    struct vc_view header;

    *out = (struct vc_jws){0};
    text = vc_text_trim(text); /* files end with a line feed: not signed */
    if (!cut(text, parts)) {
        return bad_form(error, "a token has three parts with two dots between");
    }
    VC_TRY(decode(arena, parts[0], "header", &header, error));
    VC_TRY(decode(arena, parts[1], "payload", &out->payload, error));
    VC_TRY(decode(arena, parts[2], "signature", &out->signature, error));
    out->signed_text =
        (struct vc_view){text.data, parts[0].size + 1 + parts[1].size};
    return read_header(arena, header, out, error);
}

/* --- checking ------------------------------------------------------------ */

enum vc_status
vc_jws_check_header(const struct vc_jws *jws, struct vc_error *error)
{
    const struct vc_json *kid = vc_json_get(jws->header, VC_VIEW("kid"));
    const struct vc_json *b64 = vc_json_get(jws->header, VC_VIEW("b64"));

    if (vc_jwk_type_for(jws->algorithm) == 0) {
        return vc_error_set(
            error, VC_PROOF_SUITE, "\"%.*s\" is not an algorithm that is taken",
            (int)jws->algorithm.size,
            jws->algorithm.data != NULL ? jws->algorithm.data : "");
    }
    /* RFC 7797 asks for "crit" beside it; either way the payload is another. */
    if (vc_json_get(jws->header, VC_VIEW("crit")) != NULL ||
        (vc_json_is(b64, VC_JSON_BOOL) && !b64->u.boolean)) {
        return vc_error_set(error, VC_PROOF_FORM,
                            "the header demands something that is not known");
    }
    if (kid != NULL && kid->kind != VC_JSON_STRING) {
        return vc_error_set(error, VC_PROOF_FORM,
                            "the header's \"kid\" is no text");
    }
    if (jws->jwk != NULL && jws->jwk->kind != VC_JSON_OBJECT) {
        return vc_error_set(error, VC_PROOF_FORM,
                            "the header's \"jwk\" is no key");
    }
    return VC_OK;
}

enum vc_status
vc_jws_check(const struct vc_jws *jws, const struct vc_key *key,
             struct vc_error *error)
{
    enum vc_status s = vc_jws_check_header(jws, error);

    VC_TRY(s);
    if (vc_jwk_type_for(jws->algorithm) != key->type) {
        return vc_error_set(error, VC_PROOF_SUITE,
                            "the key is of another kind than the algorithm");
    }
    s = vc_key_verify(key, jws->signed_text.data, jws->signed_text.size,
                      (const uint8_t *)jws->signature.data,
                      jws->signature.size);
    return s == VC_OK ? s : vc_error_set(error, s, "%s", vc_status_text(s));
}

/* --- making -------------------------------------------------------------- */

static void
add_base64url(struct vc_buf *buf, const void *bytes, size_t size)
{
    size_t length = vc_multibase_base64url_size(size);

    if (vc_buf_reserve(buf, length)) {
        buf->size +=
            vc_multibase_base64url_encode(bytes, size, buf->data + buf->size);
    }
}

static enum vc_status
write_header(struct vc_arena *arena, const struct vc_json *header,
             enum vc_key_type type, struct vc_view *out)
{
    struct vc_json *whole = vc_json_object(arena);

    if (whole == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_set(whole, VC_VIEW("alg"),
                       vc_json_string(arena, vc_jwk_algorithm(type))));
    for (VC_JSON_EACH(member, header)) {
        VC_TRY(vc_json_set(whole, member->name, vc_json_share(arena, member)));
    }
    return vc_json_write(arena, whole, 0, out);
}

enum vc_status
vc_jws_make(struct vc_arena *arena, const struct vc_json *header,
            struct vc_view payload, const struct vc_proof_terms *terms,
            struct vc_view *out, struct vc_error *error)
{
    uint8_t signature[VC_CRYPTO_MAX_SIGNATURE];
    enum vc_key_type type =
        terms->key != NULL ? terms->key->type : VC_KEY_ED25519;
    size_t size = terms->key != NULL ? vc_key_signature_size(terms->key)
                                     : VC_CRYPTO_SIGNATURE;
    struct vc_view text;
    struct vc_buf buf;
    enum vc_status s = VC_OK;

    VC_TRY(write_header(arena, header, type, &text));
    vc_buf_init(&buf, arena, (text.size + payload.size + size) / 3 * 4 + 16, 0);
    add_base64url(&buf, text.data, text.size);
    vc_buf_byte(&buf, '.');
    add_base64url(&buf, payload.data, payload.size);
    VC_TRY(buf.status);
    s = terms->signer.sign(terms->signer.user, (const uint8_t *)buf.data,
                           buf.size, signature);
    if (s != VC_OK) {
        return vc_error_set(error, s, "the signer refused");
    }
    vc_buf_byte(&buf, '.');
    add_base64url(&buf, signature, size);
    return vc_buf_finish(&buf, out);
}
