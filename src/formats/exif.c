/* SPDX-License-Identifier: Apache-2.0 */
/* exif: which way up a photograph is. */

#include "formats/exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { TIFF_AT = 6, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3, ENTRY = 12 };

/* The TIFF part; its numbers in either order of bytes. */
struct tiff {
    const unsigned char *p;
    size_t len;
    bool little;
};

static uint32_t
number(const struct tiff *t, size_t at, size_t bytes)
{
    uint32_t n = 0;

    for (size_t i = 0; i < bytes; i++) {
        n = n << 8 | t->p[at + (t->little ? bytes - 1 - i : i)];
    }
    return n;
}

int
exif_orientation(const unsigned char *p, size_t len)
{
    struct tiff t;
    size_t at, count;

    if (len < TIFF_AT + 8 || memcmp(p, "Exif\0", 6) != 0) {
        return 1;
    }
    t = (struct tiff){p + TIFF_AT, len - TIFF_AT, p[TIFF_AT] == 'I'};
    if (memcmp(t.p, t.little ? "II" : "MM", 2) != 0 || number(&t, 2, 2) != 42) {
        return 1;
    }
    at = number(&t, 4, 4);
    if (at > t.len || t.len - at < 2) {
        return 1;
    }
    count = number(&t, at, 2);
    at += 2;
    for (size_t i = 0; i < count && t.len - at >= ENTRY; i++, at += ENTRY) {
        uint32_t value;

        if (number(&t, at, 2) != TAG_ORIENTATION) {
            continue;
        }
        value = number(&t, at + 8, 2);
        return number(&t, at + 2, 2) == TYPE_SHORT && value >= 1 && value <= 8
                   ? (int)value
                   : 1;
    }
    return 1;
}

void
exif_place(int orientation, int width, int height, int *x, int *y)
{
    /* mirrored by 2, 3, 7, 8 left to right; by 3, 4, 6, 7 top to bottom */
    bool over = orientation == 2 || orientation == 3 || orientation == 7 ||
                orientation == 8;
    bool down = orientation == 3 || orientation == 4 || orientation == 6 ||
                orientation == 7;
    int to_x = over ? width - 1 - *x : *x;
    int to_y = down ? height - 1 - *y : *y;

    *x = orientation >= 5 ? to_y : to_x;
    *y = orientation >= 5 ? to_x : to_y;
}
