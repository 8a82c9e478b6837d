/* SPDX-License-Identifier: Apache-2.0 */
/* What holds of every picture, whatever its bytes. */
#ifndef VC_BAKE_FUZZ_H
#define VC_BAKE_FUZZ_H

#include "fuzz.h"

#include "vc/bake.h"

/* Reading ends with an outcome; a picture that takes a credential gives that
 * one back, and taking the same again changes nothing. */
static inline void
bake_fuzz_check(const uint8_t *data, size_t size)
{
    static const struct vc_view credential = VC_VIEW_INIT("{\"n\":[1]}");
    struct vc_view picture = {(const char *)data, size};
    struct vc_arena arena;
    struct vc_error error = {0};
    struct vc_view out = {0};
    struct vc_view again = {0};
    enum vc_status s = VC_OK;

    vc_arena_init(&arena, NULL, 64 << 20);
    s = vc_bake_read(&arena, picture, &out, &error);
    FUZZ_CHECK(s == VC_OK || error.message[0] != '\0');
    FUZZ_CHECK(s != VC_OK || out.size <= VC_BAKE_MAX_CREDENTIAL);
    if (vc_bake_write(&arena, picture, credential, &out, NULL) == VC_OK) {
        FUZZ_CHECK(vc_bake_write(&arena, out, credential, &again, NULL) ==
                   VC_OK);
        FUZZ_CHECK(vc_view_equal(out, again));
        FUZZ_CHECK(vc_bake_read(&arena, again, &out, NULL) == VC_OK);
        FUZZ_CHECK(vc_view_equal(out, credential));
    }
    vc_arena_free(&arena);
}

#endif
