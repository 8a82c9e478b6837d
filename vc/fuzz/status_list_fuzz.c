/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: encoded status lists, and the numbers of entries, in bounded
 * memory. */
#include "fuzz.h"

#include "vc/status_list.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_arena arena;
    struct vc_view text = {(const char *)data, size};
    struct vc_error error = {0};
    uint64_t index = 0;
    bool set = false;
    enum vc_status s = VC_OK;

    vc_arena_init(&arena, NULL, 1 << 20);
    (void)vc_status_list_index(text, &index);
    s = vc_status_list_bit(&arena, text, index, &set, &error);
    FUZZ_CHECK(s == VC_OK || s == VC_INVALID || s == VC_LIMIT ||
               s == VC_NO_MEMORY);
    FUZZ_CHECK(s != VC_INVALID || error.message[0] != '\0');
    vc_arena_free(&arena);
    return 0;
}
