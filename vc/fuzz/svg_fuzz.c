/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: SVG with and without a credential in it. */
#include "bake_fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bake_fuzz_check(data, size);
    return 0;
}
