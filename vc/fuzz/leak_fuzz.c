/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target that loses memory on purpose: `make fuzz` fails when nobody
 * notices, since then it would not notice anything else either. */
#include "fuzz.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void *volatile last;

    last = malloc(size + 1);
    if (last != data) {
        last = NULL;
    }
    return 0;
}
