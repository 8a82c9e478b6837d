/* SPDX-License-Identifier: Apache-2.0 */
/* cord: figures drawn as a quipu. */

#include "web/cord.h"

#include "base/arena.h"
#include "base/buf.h"
#include "web/html.h"
#include "web/site_pages.h"

#include <string.h>

/* Sizes of the design: 9 px a knot, 5.4 px a turn, 16 px between zones. */
enum { KNOT = 9, ZONE_GAP = 16, TOP = 24, WIDTH = 60, PLACES = 5 };
enum { SVG_BYTES = 256 * 1024 };
static const double turn_px = 5.4;

static const char symbols[] =
    "<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
    "<g id=\"k\"><ellipse class=\"k\" rx=\"7.5\" ry=\"5\"/></g>"
    "<g id=\"t\"><ellipse class=\"k\" rx=\"6.5\" ry=\"2.6\" "
    "transform=\"rotate(9)\"/></g>"
    "<g id=\"e\"><path class=\"e\" stroke-width=\"3\" d=\"M-4-5c8 3 8 7 0 10c8 "
    "-3 8 -7 0 -10M4-5c-8 3 -8 7 0 10\"/></g>"
    "</defs></svg>";

static struct clean_html
take(struct arena *a, struct buf *b)
{
    struct clean_html h =
        html_clean_stored(arena_textn(a, buf_text(b), b->len), b->len);

    buf_free(b);
    return h;
}

/* A coordinate with one digit behind the point; printf("%f") would follow a
 * locale. */
static void
put_number(struct buf *b, double n)
{
    int64_t tenths = (int64_t)(n * 10 + (n < 0 ? -0.5 : 0.5));

    if (tenths < 0) {
        buf_putc(b, '-');
        tenths = -tenths;
    }
    buf_int(b, tenths / 10);
    if (tenths % 10) {
        buf_putc(b, '.');
        buf_int(b, tenths % 10);
    }
}

/* Digits of all figures by place, so that all cords share their zones. */
struct zones {
    int places;
    double start[PLACES]; /* y of the first knot; [0] = units, last */
    double height;
};

static int
digit(int64_t n, int place)
{
    while (place--) {
        n /= 10;
    }
    return (int)(n % 10);
}

static struct zones
find_zones(const struct cord_view *cords, size_t count)
{
    struct zones z = {.places = 1};
    double y = TOP;

    for (size_t i = 0; i < count; i++) {
        int64_t n = cords[i].value;
        int places = 1;

        while (n >= 10 && places < PLACES) {
            n /= 10;
            places++;
        }
        z.places = places > z.places ? places : z.places;
    }
    for (int p = z.places - 1; p >= 0; p--) {
        int most = 1;

        for (size_t i = 0; i < count; i++) {
            int d = digit(cords[i].value, p);

            most = d > most ? d : most;
        }
        z.start[p] = y;
        y += (p ? KNOT : turn_px) * most + ZONE_GAP;
    }
    z.height = y;
    return z;
}

/* x of a pendant at depth y: it swings a little. */
static double
swing(double y, double height)
{
    double t = y / height;

    return WIDTH / 2.0 + 2 * t * (1 - t) * 6;
}

static void
put_use(struct buf *b, const char *symbol, double x, double y)
{
    buf_puts(b, "<use href=\"#");
    buf_puts(b, symbol);
    buf_puts(b, "\" x=\"");
    put_number(b, x);
    buf_puts(b, "\" y=\"");
    put_number(b, y);
    buf_puts(b, "\"/>");
}

static void
put_knots(struct buf *b, const struct zones *z, int64_t value)
{
    for (int p = z->places - 1; p >= 0; p--) {
        int d = digit(value, p);
        double step = p ? KNOT : turn_px;

        for (int i = 0; i < d; i++) {
            double y = z->start[p] + step * i;
            const char *symbol = p ? "k" : d == 1 ? "e" : "t";

            put_use(b, symbol, swing(y, z->height), y);
        }
    }
}

static void
put_pendant(struct buf *b, const char *class, const struct zones *z)
{
    buf_puts(b, "<path ");
    buf_puts(b, class);
    buf_puts(b, "d=\"M30 0q6 ");
    put_number(b, z->height / 2);
    buf_puts(b, " 0 ");
    put_number(b, z->height);
    buf_puts(b, "\" stroke-width=\"5\"/>");
}

static void
put_cord(struct buf *b, const struct lang *lang, const struct cord_view *c,
         const struct zones *z, bool first)
{
    buf_puts(b, "<li>");
    if (first) { /* not beside the list: that may be a grid of its own */
        buf_puts(b, symbols);
    }
    buf_puts(b, "<svg class=\"q ");
    buf_puts(b, c->color);
    buf_puts(b, "\" aria-hidden=\"true\" viewBox=\"0 0 60 ");
    put_number(b, z->height + 12);
    buf_puts(b, "\">");
    put_pendant(b, "", z);
    put_pendant(b, "class=\"ply\" ", z);
    buf_puts(b, "<path stroke-width=\"1.5\" d=\"M30 ");
    put_number(b, z->height);
    buf_puts(b, "l-3 7m3-7v8m0-8l3 7\"/>");
    put_knots(b, z, c->value);
    buf_puts(b, "</svg><b>");
    html_num(b, lang, c->value);
    buf_puts(b, "</b> ");
    html_text(b, c->words);
    buf_puts(b, "</li>");
}

struct clean_html
cord_numbers(struct arena *a, const struct lang *lang,
             const struct cord_view *cords, size_t count)
{
    struct zones z = find_zones(cords, count);
    struct buf b;

    buf_init(&b, SVG_BYTES);
    buf_puts(&b, "<ul class=\"hang\">");
    for (size_t i = 0; i < count; i++) {
        put_cord(&b, lang, &cords[i], &z, i == 0);
    }
    buf_puts(&b, "</ul>");
    return take(a, &b);
}
