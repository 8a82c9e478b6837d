/* SPDX-License-Identifier: Apache-2.0 */
/* bake_png: PNG as a row of chunks (ISO/IEC 15948). Pixels are never looked at:
 * a picture is copied chunk by chunk, as it is. */

#include "bake_form.h"

#include "unzip.h"

#include "vc/buf.h"

enum {
    SIGNATURE = 8,
    OVERHEAD = 12, /* length, type and checksum of a chunk */
    MAX_CHUNK = 0x7fffffff,
    MAX_KEYWORD = 79
};

struct chunk {
    struct vc_view all; /* with length and checksum */
    struct vc_view type;
    struct vc_view data;
};

struct png {
    struct vc_view bytes;
    size_t at; /* of the next chunk */
    size_t count;
    bool ended;     /* by IEND */
    bool in_pixels; /* the last chunk was an IDAT */
    bool had_pixels;
    struct vc_error *error;
};

static enum vc_status
damaged(struct png *p, const char *what)
{
    return vc_error_set(p->error, VC_BAKE_DAMAGED, "%s (at byte %zu)", what,
                        p->at);
}

static uint32_t
read_32(const char *at)
{
    const uint8_t *b = (const uint8_t *)at;

    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           b[3];
}

static bool
is_type(const struct chunk *c, const char *type)
{
    return memcmp(c->type.data, type, 4) == 0;
}

static bool
is_chunk_name(struct vc_view type)
{
    for (size_t i = 0; i < type.size; i++) {
        char lower = (char)(type.data[i] | 0x20);

        if (lower < 'a' || lower > 'z') {
            return false;
        }
    }
    return true;
}

/* The order that decides what a picture is: IHDR first and once, the IDAT in
 * one row, IEND last. */
static enum vc_status
check_order(struct png *p, const struct chunk *c)
{
    bool header = is_type(c, "IHDR");
    bool pixels = is_type(c, "IDAT");

    if (header != (p->count == 0) || (header && c->data.size != 13)) {
        return damaged(p, "a PNG begins with one header");
    }
    if (pixels && p->had_pixels && !p->in_pixels) {
        return damaged(p, "the pixels do not stand together");
    }
    p->in_pixels = pixels;
    p->had_pixels = p->had_pixels || pixels;
    if (is_type(c, "IEND")) {
        p->ended = true;
        if (c->data.size != 0 || !p->had_pixels) {
            return damaged(p, "the end comes too early");
        }
        if (p->at + c->all.size != p->bytes.size) {
            return damaged(p, "something follows the end of the picture");
        }
    }
    return VC_OK;
}

static enum vc_status
next_chunk(struct png *p, struct chunk *out)
{
    size_t left = p->bytes.size - p->at;
    const char *at = p->bytes.data + p->at;
    uint32_t size = 0;

    if (left < OVERHEAD) {
        return damaged(p, "the picture is cut short");
    }
    size = read_32(at);
    if (size > MAX_CHUNK || size > left - OVERHEAD) {
        return damaged(p, "a chunk is longer than the picture");
    }
    *out = (struct chunk){.all = {at, (size_t)size + OVERHEAD},
                          .type = {at + 4, 4},
                          .data = {at + 8, size}};
    if (!is_chunk_name(out->type)) {
        return damaged(p, "what should be a chunk has no name");
    }
    if (vc_unzip_crc32(0, out->type.data, (size_t)size + 4) !=
        read_32(at + 8 + size)) {
        return damaged(p, "the checksum of a chunk is wrong");
    }
    VC_TRY(check_order(p, out));
    p->at += out->all.size;
    p->count++;
    return VC_OK;
}

/* Is it an iTXt chunk with one of our keywords? */
static bool
is_ours(const struct chunk *c)
{
    if (!is_type(c, "iTXt")) {
        return false;
    }
    for (size_t i = 0; i < VC_BAKE_MARKS; i++) {
        struct vc_view keyword = vc_bake_marks[i].keyword;

        if (vc_view_starts(c->data, keyword) && c->data.size > keyword.size &&
            c->data.data[keyword.size] == '\0') {
            return true;
        }
    }
    return false;
}

/* --- reading ------------------------------------------------------------- */

static enum vc_status
collect(void *user, const uint8_t *bytes, size_t len)
{
    struct vc_buf *buf = user;

    vc_buf_add(buf, (struct vc_view){(const char *)bytes, len});
    return buf->status;
}

/* The standard forbids to compress; such pictures are about all the same. */
static enum vc_status
unpack(struct vc_arena *arena, struct png *p, struct vc_view packed,
       struct vc_view *out)
{
    struct vc_buf buf;
    enum vc_status s = VC_OK;

    vc_buf_init(&buf, arena, 4096, VC_BAKE_MAX_CREDENTIAL);
    s = vc_unzip(arena, VC_UNZIP_ZLIB, packed,
                 (struct vc_unzip_sink){collect, &buf});
    if (s == VC_INVALID) {
        return damaged(p, "the credential cannot be unpacked");
    }
    if (s == VC_LIMIT) {
        return vc_error_set(p->error, s,
                            "the credential in the picture is too large");
    }
    VC_TRY(s);
    return vc_buf_finish(&buf, out);
}

/* Takes what stands before the next NUL, at most `max` bytes, off `text`. */
static bool
skip_field(struct vc_view *text, size_t max)
{
    const char *end = text->size > 0 ? memchr(text->data, 0, text->size) : NULL;

    if (end == NULL || (size_t)(end - text->data) > max) {
        return false;
    }
    text->size -= (size_t)(end - text->data) + 1;
    text->data = end + 1;
    return true;
}

/* keyword NUL, compression flag and method, language NUL, translated keyword
 * NUL, text. */
static enum vc_status
read_text(struct vc_arena *arena, struct png *p, const struct chunk *c,
          struct vc_view *out)
{
    struct vc_view rest = c->data;
    bool packed = false;

    if (!skip_field(&rest, MAX_KEYWORD) || rest.size < 2) {
        return damaged(p, "the chunk of the credential is cut short");
    }
    packed = rest.data[0] == 1;
    if ((rest.data[0] != 0 && !packed) || (packed && rest.data[1] != 0)) {
        return damaged(p, "the credential is packed in an unknown way");
    }
    rest.data += 2;
    rest.size -= 2;
    for (int i = 0; i < 2; i++) { /* language, translated keyword */
        if (!skip_field(&rest, c->data.size)) {
            return damaged(p, "the chunk of the credential is cut short");
        }
    }
    if (packed) {
        return unpack(arena, p, rest, out);
    }
    *out = rest;
    return VC_OK;
}

enum vc_status
vc_bake_png_read(struct vc_arena *arena, struct vc_view picture,
                 struct vc_view *out, struct vc_error *error)
{
    struct png p = {.bytes = picture, .at = SIGNATURE, .error = error};
    struct chunk c;

    while (!p.ended) {
        VC_TRY(next_chunk(&p, &c));
        if (is_ours(&c)) {
            return read_text(arena, &p, &c, out);
        }
    }
    return vc_error_set(error, VC_BAKE_NONE,
                        "there is no credential in the picture");
}

/* --- writing ------------------------------------------------------------- */

static void
add_32(struct vc_buf *buf, uint32_t number)
{
    char bytes[4] = {(char)(number >> 24), (char)(number >> 16),
                     (char)(number >> 8), (char)number};

    vc_buf_add(buf, (struct vc_view){bytes, sizeof(bytes)});
}

static void
add_text(struct vc_buf *buf, const struct vc_bake_text *text)
{
    /* Not packed, no language, no translated keyword. */
    static const struct vc_view fields = VC_VIEW_INIT("\0\0\0\0\0");
    static const struct vc_view type = VC_VIEW_INIT("iTXt");
    struct vc_view keyword = text->mark->keyword;
    uint32_t crc = vc_unzip_crc32(0, type.data, type.size);

    crc = vc_unzip_crc32(crc, keyword.data, keyword.size);
    crc = vc_unzip_crc32(crc, fields.data, fields.size);
    crc = vc_unzip_crc32(crc, text->text.data, text->text.size);
    add_32(buf, (uint32_t)(keyword.size + fields.size + text->text.size));
    vc_buf_add(buf, type);
    vc_buf_add(buf, keyword);
    vc_buf_add(buf, fields);
    vc_buf_add(buf, text->text);
    add_32(buf, crc);
}

/* Right behind the header: before the pixels, where readers look first. */
enum vc_status
vc_bake_png_write(struct vc_arena *arena, struct vc_view picture,
                  const struct vc_bake_text *text, struct vc_view *out,
                  struct vc_error *error)
{
    struct png p = {.bytes = picture, .at = SIGNATURE, .error = error};
    struct chunk c;
    struct vc_buf buf;

    vc_buf_init(&buf, arena, picture.size + text->text.size + 256, 0);
    vc_buf_add(&buf, (struct vc_view){picture.data, SIGNATURE});
    while (!p.ended) {
        VC_TRY(next_chunk(&p, &c));
        if (!is_ours(&c)) {
            vc_buf_add(&buf, c.all);
        }
        if (p.count == 1) {
            add_text(&buf, text);
        }
    }
    return vc_buf_finish(&buf, out);
}
