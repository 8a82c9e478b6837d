/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: what is clean is well-formed. */
#include "fuzz.h"

#include "formats/html_clean.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(FUZZ_ARENA_BYTES);
    struct clean_html h = html_clean(a, (const char *)data, size, NULL);

    fuzz_check_html(h.html, h.len);
    FUZZ_CHECK(html_clean_plain(a, h));
    arena_free(a);
    return 0;
}
