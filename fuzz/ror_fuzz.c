/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: organisations of the registry are whole, or the file is refused
 * with its line. */
#include "fuzz.h"

#include "formats/ror.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(FUZZ_ARENA_BYTES);
    FILE *file = size ? fmemopen((void *)(uintptr_t)data, size, "rb") : NULL;
    struct ror_reader *r;
    struct ror_org o;
    enum err e;

    if (ror_open_stream(file, &r) == OK) {
        while ((e = ror_next(r, a, &o)) == OK) {
            int shown = 0;

            FUZZ_CHECK(ror_id_is_valid(o.id));
            FUZZ_CHECK(o.country);
            for (size_t i = 0; i < o.name_count; i++) {
                FUZZ_CHECK(o.names[i].value);
                shown += o.names[i].shown;
            }
            FUZZ_CHECK(shown == 1);
        }
        FUZZ_CHECK(e == ERR_MISSING || ror_problem(r)->line > 0);
        ror_close(r);
    }
    arena_free(a);
    return 0;
}
