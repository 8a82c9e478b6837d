/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: PNG with and without a credential in it, as the bytes are and
 * with checksums that fit, behind which nothing else would be reached. */
#include "bake_fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static size_t
read_32(const uint8_t *b)
{
    return (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3];
}

static void
mend(uint8_t *bytes, size_t size)
{
    for (size_t at = 8; size - at >= 12;) {
        size_t length = read_32(bytes + at);
        uint32_t crc = 0;

        if (length > size - at - 12) {
            return;
        }
        crc = (uint32_t)crc32(0, bytes + at + 4, (unsigned)length + 4);
        at += 8 + length;
        for (int i = 0; i < 4; i++) {
            bytes[at++] = (uint8_t)(crc >> (24 - 8 * i));
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = NULL;

    bake_fuzz_check(data, size);
    if (size < 20) {
        return 0;
    }
    copy = malloc(size);
    FUZZ_CHECK(copy != NULL);
    memcpy(copy, data, size);
    memcpy(copy, "\x89PNG\r\n\x1a\n", 8);
    mend(copy, size);
    bake_fuzz_check(copy, size);
    free(copy);
    return 0;
}
