/* SPDX-License-Identifier: Apache-2.0 */
/* bake: which kind of picture, and what may be put into one. */

#include "bake_form.h"

#include "text.h"

#include "vc/json.h"
#include "vc/multibase.h"

const struct vc_bake_mark vc_bake_marks[VC_BAKE_MARKS] = {
    [VC_BAKE_BADGE] = {VC_VIEW_INIT("openbadgecredential"),
                       VC_VIEW_INIT("openbadges"),
                       VC_VIEW_INIT("https://purl.imsglobal.org/ob/v3p0")},
    [VC_BAKE_RECORD] = {VC_VIEW_INIT("clrcredential"), VC_VIEW_INIT("clr"),
                        VC_VIEW_INIT("https://purl.imsglobal.org/clr/v2p0")},
};

enum vc_picture
vc_bake_kind(struct vc_view bytes)
{
    if (vc_view_starts(bytes, VC_VIEW("\x89PNG\r\n\x1a\n"))) {
        return VC_PICTURE_PNG;
    }
    if (vc_view_starts(bytes, VC_VIEW("\xEF\xBB\xBF"))) {
        bytes.data += 3;
        bytes.size -= 3;
    }
    bytes = vc_text_trim(bytes);
    return bytes.size > 0 && bytes.data[0] == '<' ? VC_PICTURE_SVG
                                                  : VC_PICTURE_NONE;
}

enum vc_status
vc_bake_read(struct vc_arena *arena, struct vc_view picture,
             struct vc_view *out, struct vc_error *error)
{
    if (picture.size > VC_BAKE_MAX_PICTURE) {
        return vc_error_set(error, VC_LIMIT, "the picture is too large");
    }
    switch (vc_bake_kind(picture)) {
    case VC_PICTURE_PNG:
        VC_TRY(vc_bake_png_read(arena, picture, out, error));
        break;
    case VC_PICTURE_SVG:
        VC_TRY(vc_bake_svg_read(arena, picture, out, error));
        break;
    default:
        return vc_error_set(error, VC_BAKE_NONE, "it is neither PNG nor SVG");
    }
    *out = vc_text_trim(*out);
    if (out->size == 0) {
        return vc_error_set(error, VC_BAKE_NONE,
                            "the place of the credential is empty");
    }
    return out->size <= VC_BAKE_MAX_CREDENTIAL
               ? VC_OK
               : vc_error_set(error, VC_LIMIT,
                              "the credential in the picture is too large");
}

/* --- what is to be written ----------------------------------------------- */

static bool
is_record(const struct vc_json *credential)
{
    const struct vc_json *types = vc_json_get(credential, VC_VIEW("type"));

    for (VC_JSON_EACH(type, types)) {
        if (vc_json_is_text(type, VC_VIEW("ClrCredential"))) {
            return true;
        }
    }
    return vc_json_is_text(types, VC_VIEW("ClrCredential"));
}

/* Three parts of base64url; the second is a JSON object. */
static enum vc_status
read_token(struct vc_arena *arena, struct vc_view text, struct vc_json **out,
           struct vc_error *error)
{
    size_t dots[2] = {0, 0};
    size_t count = 0;
    uint8_t *bytes = vc_arena_alloc(arena, text.size);
    size_t size = 0;

    if (bytes == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < text.size && count < 3; i++) {
        if (text.data[i] == '.') {
            dots[count < 2 ? count : 1] = i;
            count++;
        }
    }
    if (count != 2 ||
        !vc_multibase_base64url_decode(text.data, dots[0], bytes, text.size,
                                       &size) ||
        !vc_multibase_base64url_decode(text.data + dots[1] + 1,
                                       text.size - dots[1] - 1, bytes,
                                       text.size, &size) ||
        size == 0 ||
        !vc_multibase_base64url_decode(text.data + dots[0] + 1,
                                       dots[1] - dots[0] - 1, bytes, text.size,
                                       &size)) {
        return vc_error_set(error, VC_INVALID,
                            "it is neither JSON nor a token of three parts");
    }
    return vc_json_parse(arena, (struct vc_view){(const char *)bytes, size},
                         NULL, out, error);
}

static enum vc_status
read_text(struct vc_arena *arena, struct vc_view text, struct vc_bake_text *out,
          struct vc_error *error)
{
    struct vc_json *credential = NULL;
    const struct vc_json *inner = NULL;

    *out = (struct vc_bake_text){.text = vc_text_trim(text)};
    if (out->text.size > VC_BAKE_MAX_CREDENTIAL) {
        return vc_error_set(error, VC_LIMIT, "the credential is too large");
    }
    out->token = out->text.size > 0 && out->text.data[0] != '{';
    VC_TRY(out->token
               ? read_token(arena, out->text, &credential, error)
               : vc_json_parse(arena, out->text, NULL, &credential, error));
    if (!vc_json_is(credential, VC_JSON_OBJECT)) {
        return vc_error_set(error, VC_INVALID, "a credential is an object");
    }
    inner = out->token ? vc_json_get(credential, VC_VIEW("vc")) : NULL;
    out->mark = &vc_bake_marks[is_record(inner != NULL ? inner : credential)
                                   ? VC_BAKE_RECORD
                                   : VC_BAKE_BADGE];
    return VC_OK;
}

enum vc_status
vc_bake_write(struct vc_arena *arena, struct vc_view picture,
              struct vc_view credential, struct vc_view *out,
              struct vc_error *error)
{
    struct vc_bake_text text;

    if (picture.size > VC_BAKE_MAX_PICTURE) {
        return vc_error_set(error, VC_LIMIT, "the picture is too large");
    }
    VC_TRY(read_text(arena, credential, &text, error));
    switch (vc_bake_kind(picture)) {
    case VC_PICTURE_PNG:
        return vc_bake_png_write(arena, picture, &text, out, error);
    case VC_PICTURE_SVG:
        return vc_bake_svg_write(arena, picture, &text, out, error);
    default:
        return vc_error_set(error, VC_BAKE_NONE, "it is neither PNG nor SVG");
    }
}
