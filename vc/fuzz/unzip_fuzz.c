/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: zlib and our own inflater take the same streams and give the same
 * bytes. */
#include "fuzz.h"

#include "../src/unzip.h"

#define vc_unzip small_unzip
#define vc_unzip_crc32 small_crc32
enum vc_status vc_unzip(struct vc_arena *arena, enum vc_unzip_form form,
                        struct vc_view packed, struct vc_unzip_sink sink);
uint32_t vc_unzip_crc32(uint32_t crc, const void *bytes, size_t len);
#include "../small/unzip_small.c"
#undef vc_unzip
#undef vc_unzip_crc32

enum { MAX = 1 << 20 };

struct got {
    size_t size;
    uint32_t crc;
};

static enum vc_status
add(void *user, const uint8_t *bytes, size_t len)
{
    struct got *got = user;

    got->size += len;
    got->crc = vc_unzip_crc32(got->crc, bytes, len);
    return got->size > MAX ? VC_LIMIT : VC_OK;
}

static void
check(enum vc_unzip_form form, struct vc_view text)
{
    struct vc_arena arena;
    struct got one = {0, 0};
    struct got two = {0, 0};
    enum vc_status s = VC_OK;
    enum vc_status t = VC_OK;

    vc_arena_init(&arena, NULL, 1 << 20);
    s = vc_unzip(&arena, form, text, (struct vc_unzip_sink){add, &one});
    t = small_unzip(&arena, form, text, (struct vc_unzip_sink){add, &two});
    /* What breaks just past the limit is too long or broken, as the pieces
     * fall: both are a no. */
    FUZZ_CHECK(s == t ||
               (s != VC_OK && t != VC_OK && (s == VC_LIMIT || t == VC_LIMIT)));
    FUZZ_CHECK(s != VC_OK || (one.size == two.size && one.crc == two.crc));
    vc_arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_view text = {(const char *)data, size};

    check(VC_UNZIP_GZIP, text);
    check(VC_UNZIP_ZLIB, text);
    return 0;
}
