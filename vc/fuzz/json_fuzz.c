/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: JSON that is taken is written, read again and the same, and its
 * canonical form is a fixed point. */
#include "fuzz.h"

#include "vc/jcs.h"
#include "vc/json.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_json *node = NULL;
    struct vc_json *again = NULL;
    struct vc_error error;
    struct vc_view text = {(const char *)data, size};
    struct vc_view written;
    struct vc_view canonical;
    struct vc_view twice;
    vc_arena_init(&arena, NULL, 64u << 20);
    if (vc_json_parse(&arena, text, NULL, &node, &error) == VC_OK) {
        FUZZ_CHECK(vc_json_write(&arena, node, 1, &written) == VC_OK);
        FUZZ_CHECK(vc_json_parse(&arena, written, NULL, &again, NULL) == VC_OK);
        FUZZ_CHECK(vc_json_equal(node, again));
        FUZZ_CHECK(vc_jcs(&arena, again, &canonical) == VC_OK);
        FUZZ_CHECK(vc_json_parse(&arena, canonical, NULL, &again, NULL) ==
                   VC_OK);
        FUZZ_CHECK(vc_jcs(&arena, again, &twice) == VC_OK);
        FUZZ_CHECK(vc_view_equal(canonical, twice));
    } else {
        FUZZ_CHECK(error.line > 0 || error.status == VC_LIMIT);
    }
    vc_arena_free(&arena);
    return 0;
}
