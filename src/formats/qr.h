/* SPDX-License-Identifier: Apache-2.0 */
/* qr: a QR code as an SVG drawing (ISO/IEC 18004, error correction M). */
#ifndef QUIPU_FORMATS_QR_H
#define QUIPU_FORMATS_QR_H

#include "formats/html_clean.h"

#include <stdbool.h>

struct arena;

/* The code of `text` (an address, at most some hundred bytes) with four
 * modules of quiet zone; `label` (escaped already by the caller: plain words)
 * is what a screen reader says. False: the text is too long. */
bool qr_svg(struct arena *a, const char *text, const char *label,
            struct clean_html *out);

#endif
