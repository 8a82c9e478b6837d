/* SPDX-License-Identifier: Apache-2.0 */
/* exif: which way up a photograph is (Exif 2.32, tag Orientation). */
#ifndef QUIPU_FORMATS_EXIF_H
#define QUIPU_FORMATS_EXIF_H

#include <stddef.h>

/* Of an APP1 segment's content ("Exif", 0, 0, then TIFF): 1 to 8; 1, upright,
 * when it says nothing or is broken. */
int exif_orientation(const unsigned char *p, size_t len);

/* Where the pixel (x, y) of a `width` × `height` picture goes. From 5 on width
 * and height change places. */
void exif_place(int orientation, int width, int height, int *x, int *y);

#endif
