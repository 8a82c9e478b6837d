/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: N-Quads that are read can be written and read again, and then
 * stay as they are. */
#include "fuzz.h"

#include "vc/quads.h"
#include "vc/utf.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_dataset first;
    struct vc_dataset second;
    struct vc_error error = {0};
    struct vc_view once;
    struct vc_view twice;
    struct vc_view text = {(const char *)data, size};

    vc_arena_init(&arena, NULL, 64 << 20);
    if (vc_quads_read(&arena, text, 0, &first, &error) == VC_OK) {
        FUZZ_CHECK(vc_quads_write(&arena, &first, &once) == VC_OK);
        FUZZ_CHECK(vc_utf_check(once) == once.size);
        FUZZ_CHECK(vc_quads_read(&arena, once, 0, &second, &error) == VC_OK);
        FUZZ_CHECK(first.count == second.count);
        FUZZ_CHECK(first.blank_count == second.blank_count);
        FUZZ_CHECK(vc_quads_write(&arena, &second, &twice) == VC_OK);
        FUZZ_CHECK(vc_view_equal(once, twice));
    } else {
        FUZZ_CHECK(error.line > 0 && error.column > 0);
    }
    vc_arena_free(&arena);
    return 0;
}
