/* SPDX-License-Identifier: Apache-2.0 */
/* qr: a QR code as an SVG drawing. */

#include "formats/qr.h"

#include "base/arena.h"
#include "base/buf.h"

#include <qrencode.h>
#include <string.h>

enum { QUIET = 4, SVG_BYTES = 256 * 1024 };

/* One path for all: each run of dark modules is a line of width one. */
static void
put_rows(struct buf *b, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (size_t)y * code->width;

        for (int x = 0; x < code->width; x++) {
            int run = 0;

            while (x + run < code->width && (row[x + run] & 1)) {
                run++;
            }
            if (run) {
                buf_printf(b, "M%d %d.5h%d", x + QUIET, y + QUIET, run);
                x += run;
            }
        }
    }
}

bool
qr_svg(struct arena *a, const char *text, const char *label,
       struct clean_html *out)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct buf b;
    int size;

    if (!code) {
        return false;
    }
    size = code->width + 2 * QUIET;
    buf_init(&b, SVG_BYTES);
    buf_printf(&b,
               "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" "
               "shape-rendering=\"crispEdges\"><path d=\"",
               size, size, label);
    put_rows(&b, code);
    buf_puts(&b, "\"/></svg>");
    QRcode_free(code);
    *out = html_clean_stored(arena_textn(a, buf_text(&b), b.len), b.len);
    buf_free(&b);
    return true;
}
