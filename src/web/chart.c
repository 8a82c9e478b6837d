/* SPDX-License-Identifier: Apache-2.0 */
/* chart: the months of a year as bars. */

#include "web/chart.h"

#include "base/arena.h"
#include "base/buf.h"

/* Of 12 months, whatever the year has had so far. */
enum { WIDTH = 120, HEIGHT = 32, PITCH = 10, BAR = 7, SVG_BYTES = 4096 };

int64_t
chart_most(const int64_t *months, size_t count, int64_t most)
{
    most = most > 1 ? most : 1;
    for (size_t i = 0; i < count; i++) {
        most = months[i] > most ? months[i] : most;
    }
    return most;
}

/* One path, a stroke a bar; the smallest bar can still be seen. */
static void
put_bars(struct buf *b, const int64_t *months, size_t count, int64_t most)
{
    buf_printf(b, "<path stroke=\"currentColor\" stroke-width=\"%d\" d=\"",
               BAR);
    for (size_t i = 0; i < count; i++) {
        int64_t tenths = months[i] > 0 ? months[i] * HEIGHT * 10 / most : 0;

        if (months[i] > 0) {
            tenths = tenths < 10 ? 10 : tenths;
            buf_printf(b, "M%d %dv-%lld.%lld", (int)i * PITCH + PITCH / 2,
                       HEIGHT, (long long)(tenths / 10),
                       (long long)(tenths % 10));
        }
    }
    buf_puts(b, "\"/>");
}

static void
put_hidden(struct buf *b, const int64_t *months, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        if (months[i] < 0) {
            buf_puts(b, any ? "M"
                            : "<path fill=\"none\" "
                              "stroke=\"currentColor\" d=\"M");
            buf_printf(b, "%d %dv-4h5v4", (int)i * PITCH + 2, HEIGHT);
            any = true;
        }
    }
    if (any) {
        buf_puts(b, "\"/>");
    }
}

struct clean_html
chart_months(struct arena *a, const int64_t *months, size_t count, int64_t most,
             const char *color)
{
    struct clean_html h;
    struct buf b;

    buf_init(&b, SVG_BYTES);
    buf_printf(&b,
               "<svg class=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d "
               "%d\" aria-hidden=\"true\">",
               color, WIDTH, HEIGHT + 2, WIDTH, HEIGHT + 2);
    put_bars(&b, months, count, most);
    put_hidden(&b, months, count);
    buf_printf(&b, "<path stroke=\"currentColor\" d=\"M0 %d.5h%d\"/></svg>",
               HEIGHT, WIDTH);
    h = html_clean_stored(arena_textn(a, buf_text(&b), b.len), b.len);
    buf_free(&b);
    return h;
}
