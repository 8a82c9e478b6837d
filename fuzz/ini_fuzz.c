/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: each key of a file is found again. */
#include "fuzz.h"

#include "formats/ini.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(FUZZ_ARENA_BYTES);
    struct ini ini;
    int line = 0;

    if (ini_parse(a, (const char *)data, size, &ini, &line) == OK) {
        for (size_t i = 0; i < ini.count; i++) {
            FUZZ_CHECK(*ini.items[i].key && ini.items[i].value);
            FUZZ_CHECK(ini_get(&ini, ini.items[i].key) == ini.items[i].value);
        }
    }
    arena_free(a);
    return 0;
}
