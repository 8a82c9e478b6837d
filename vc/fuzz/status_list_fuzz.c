/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: encoded status lists, and the numbers of entries, in bounded
 * memory. What unpacks can be packed again, and then says the same. */
#include "fuzz.h"

#include "vc/status_list.h"

static void
check_size(struct vc_arena *arena, struct vc_view text, unsigned size)
{
    struct vc_status_list list;
    struct vc_view packed;
    struct vc_error error = {0};
    unsigned value = 0;
    unsigned again = 0;
    enum vc_status s =
        vc_status_list_read(arena, text, size, 9, &value, &error);

    FUZZ_CHECK(s == VC_OK || s == VC_INVALID || s == VC_LIMIT ||
               s == VC_NO_MEMORY);
    FUZZ_CHECK(s != VC_INVALID || error.message[0] != '\0');
    if (s != VC_OK ||
        vc_status_list_unpack(arena, text, size, &list, NULL) != VC_OK) {
        return;
    }
    FUZZ_CHECK(vc_status_list_get(&list, 9, &again) == VC_OK);
    FUZZ_CHECK(again == value);
    if (vc_status_list_pack(arena, &list, &packed) == VC_OK &&
        vc_status_list_read(arena, packed, size, 9, &again, NULL) == VC_OK) {
        FUZZ_CHECK(again == value);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vc_view text = {(const char *)data, size};
    struct vc_arena arena;
    uint64_t index = 0;

    (void)vc_status_list_index(text, &index);
    for (unsigned bits = 1; bits <= 3; bits += 2) {
        vc_arena_init(&arena, NULL, 2 << 20);
        check_size(&arena, text, bits);
        vc_arena_free(&arena);
    }
    return 0;
}
