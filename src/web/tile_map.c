/* SPDX-License-Identifier: Apache-2.0 */
/* tile_map: the 40 countries and territories as tiles. */

#include "web/tile_map.h"

#include "base/arena.h"
#include "base/buf.h"
#include "network/country.h"
#include "web/html.h"

#include <string.h>

/* Geography: never mirrored, not in Arabic either. */
enum { COLUMNS = 8, ROWS = 10, TILE = 42, PITCH = 44, CLASSES = 5 };
enum { SVG_BYTES = 256 * 1024 };

static const char places[ROWS][COLUMNS * 2 + 1] = {
    "MX....CUBS......", "..BZKYJMHTDOVGAI", "GTHN........SXAG",
    "SVNI........KNMS", "..CR........DMLC", "....PAAWCWGDVCBB",
    "......COVETTGYSR", "....ECPE..BR....", "........BOPY....",
    "......CLARUY....",
};

static const int64_t limits[][CLASSES] = {
    [TILE_UNIVERSITIES] = {0, 1, 5, 15, 30},
    [TILE_PEOPLE] = {0, 1, 50, 200, 500},
};

static int
class_of(enum tile_scale scale, int64_t n)
{
    int class = 0;

    while (class + 1 < CLASSES && n >= limits[scale][class + 1]) {
        class ++;
    }
    return class;
}

static const struct tile *
tile_of(const struct tile *tiles, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        if (tiles[i].code && strcmp(tiles[i].code, code) == 0) {
            return &tiles[i];
        }
    }
    return NULL;
}

/* Five figures fit into a tile. */
static void
put_value(struct buf *b, const struct lang *lang, const struct tile *t)
{
    if (t->hidden) {
        buf_puts(b, "\xe2\x80\x93");
    } else if (t->n < 100000) {
        html_num(b, lang, t->n);
    } else {
        buf_int(b, t->n / 1000);
        buf_putc(b, 'k');
    }
}

static void
put_tile(struct buf *b, const struct lang *lang, enum tile_scale scale,
         const struct tile *t, int column, int row)
{
    int x = column * PITCH + 2, y = row * PITCH + 2;
    int class = t->hidden ? 0 : class_of(scale, t->n);

    buf_puts(b, "<a href=\"");
    html_url(b, t->url);
    buf_puts(b, "\" aria-label=\"");
    html_text(b, t->code);
    buf_putc(b, ' ');
    if (t->hidden) {
        html_text(b, tr(lang, "not shown"));
    } else {
        html_num(b, lang, t->n);
    }
    buf_puts(b, ", ");
    html_text(b, country_name(t->code, lang->tag));
    buf_puts(b, "\" class=\"");
    if (class) {
        buf_printf(b, "s%d", class);
    }
    buf_puts(b, country_is_territory(t->code) ? " terr\">" : "\">");
    buf_printf(b,
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
               "<text x=\"%d\" y=\"%d\">%s</text> "
               "<text class=\"v\" x=\"%d\" y=\"%d\">",
               x, y, TILE, TILE, x + 21, y + 18, t->code, x + 21, y + 34);
    put_value(b, lang, t);
    buf_puts(b, "</text></a>");
}

static void
put_range(struct buf *b, enum tile_scale scale, int class)
{
    buf_int(b, limits[scale][class]);
    if (class + 1 == CLASSES) {
        buf_putc(b, '+');
    } else if (limits[scale][class + 1] > limits[scale][class] + 1) {
        buf_puts(b, "\xe2\x80\x93");
        buf_int(b, limits[scale][class + 1] - 1);
    }
}

static void
put_legend(struct buf *b, const struct lang *lang, const char *words,
           enum tile_scale scale, bool hides)
{
    buf_puts(b, "<text class=\"lg\" x=\"112\" y=\"116\">");
    html_text(b, words);
    buf_puts(b, "</text>");
    for (int i = 0; i < CLASSES; i++) {
        buf_puts(b, "<g class=\"");
        if (i) {
            buf_printf(b, "s%d", i);
        }
        buf_printf(b,
                   "\"><rect x=\"112\" y=\"%d\" width=\"12\" height=\"12\"/>"
                   "</g><text class=\"lg\" x=\"131\" y=\"%d\">",
                   123 + i * 16, 133 + i * 16);
        put_range(b, scale, i);
        buf_puts(b, "</text>");
    }
    if (hides) {
        buf_puts(b, "<text class=\"lg\" x=\"114\" y=\"213\">\xe2\x80\x93</text>"
                    "<text class=\"lg\" x=\"131\" y=\"213\">");
        html_text(b, tr(lang, "not shown"));
        buf_puts(b, "</text>");
    }
}

struct clean_html
tile_map(struct arena *a, const struct lang *lang, const char *words,
         enum tile_scale scale, const struct tile *tiles, size_t count)
{
    struct clean_html h;
    struct buf b;
    bool hides = false;

    buf_init(&b, SVG_BYTES);
    buf_puts(&b, "<svg class=\"map\" viewBox=\"0 0 354 442\" role=\"group\" "
                 "aria-label=\"");
    html_text(&b, words);
    buf_puts(&b, "\">");
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            char code[3] = {places[row][column * 2],
                            places[row][column * 2 + 1], '\0'};
            const struct tile *t =
                code[0] == '.' ? NULL : tile_of(tiles, count, code);

            if (t) {
                put_tile(&b, lang, scale, t, column, row);
                hides = hides || t->hidden;
            }
        }
    }
    put_legend(&b, lang, words, scale, hides);
    buf_puts(&b, "</svg>");
    h = html_clean_stored(arena_textn(a, buf_text(&b), b.len), b.len);
    buf_free(&b);
    return h;
}
