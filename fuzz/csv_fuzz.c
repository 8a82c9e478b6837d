/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: each row of a table has all its cells. */
#include "fuzz.h"

#include "formats/csv.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(FUZZ_ARENA_BYTES);
    struct csv c;
    int line = 0;

    if (csv_parse(a, (const char *)data, size, &c, &line) == OK) {
        for (size_t i = 0; i < c.row_count; i++) {
            for (size_t k = 0; k < c.column_count; k++) {
                FUZZ_CHECK(c.rows[i].cells[k]);
            }
            FUZZ_CHECK(c.rows[i].line > 1);
        }
    } else {
        FUZZ_CHECK(line > 0);
    }
    arena_free(a);
    return 0;
}
