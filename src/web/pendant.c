/* SPDX-License-Identifier: Apache-2.0 */
/* pendant: a person's quipu: what is learned hangs, what is certified rises.
 */

#include "web/pendant.h"

#include "base/arena.h"
#include "base/buf.h"
#include "web/html.h"

#include <string.h>

/* In px of the drawing: 6 a turn, 14 between long knots. The rope lies below
 * the room for what rises, where something does. */
enum {
    PITCH = 44,
    EDGE = 34,
    ROPE_BARE = 12,
    ROPE_RISING = 58,
    TOP_KNOT = 16,
    FIRST_TURN = 36,
    TURN = 6,
    TURNS_MAX = 9,
    GAP = 14,
    TAIL = 20,
    LABEL = 26
};
/* A hundred lessons a course are drawn; more is no course. */
enum { LESSONS_MAX = 100, SVG_BYTES = 512 * 1024 };

static const char symbols[] =
    "<defs><g id=\"k\"><ellipse class=\"k\" rx=\"7.5\" ry=\"5\"/></g>"
    "<rect id=\"t\" class=\"k\" x=\"-6.5\" y=\"-2.6\" width=\"13\" "
    "height=\"5.2\" rx=\"2.6\" transform=\"rotate(-9)\"/>"
    "<path id=\"e\" class=\"e\" d=\"M0 6C-7 2-6-1 0 0S7-2 0-6-7-2 0 0 7 2 0 "
    "6\" stroke-width=\"3\"/></defs>";

/* A cord on its way down: where it hangs, how long, to which side it swings.
 */
struct cord {
    int x;
    int rope; /* y of the rope */
    int height;
    int side; /* +6 or -6 */
};

static int
limited(int64_t n)
{
    return n < 0 ? 0 : n > LESSONS_MAX ? LESSONS_MAX : (int)n;
}

/* Depth below the rope of turn `i`. */
static int
turn_depth(int i)
{
    return FIRST_TURN + i * TURN + i / TURNS_MAX * GAP;
}

static int
cord_height(const struct pendant *p)
{
    int lessons = limited(p->lessons);

    return turn_depth(lessons ? lessons - 1 : 0) + TAIL;
}

/* The curve q d h/2 0 h at depth y: x + 2·t·(1−t)·d. */
static int
cord_x(const struct cord *c, int y)
{
    return c->x + (2 * c->side * y * (c->height - y)) / (c->height * c->height);
}

static void
put_use(struct buf *b, const char *symbol, int x, int y)
{
    buf_printf(b, "<use href=\"#%s\" x=\"%d\" y=\"%d\"/>", symbol, x, y);
}

static void
put_line(struct buf *b, const struct cord *c)
{
    static const char *const classes[] = {"", " class=\"ply\""};

    for (size_t i = 0; i < 2; i++) {
        buf_printf(b, "<path%s d=\"M%d %dq%d %d 0 %d\" stroke-width=\"5\"/>",
                   classes[i], c->x, c->rope, c->side, c->height / 2,
                   c->height);
    }
    buf_printf(b,
               "<path d=\"M%d %dl-3 7m3-7v8m0-8l3 7\" stroke-width=\"1.5\"/>",
               c->x, c->rope + c->height);
}

static void
put_pendant(struct buf *b, const struct pendant *p, int x, int rope, size_t i)
{
    struct cord c = {x, rope, cord_height(p), i % 2 ? -6 : 6};
    int done = limited(p->done);

    buf_printf(b, "<g class=\"c%d\">", (int)(i % 5) + 1);
    put_line(b, &c);
    if (p->passed) {
        put_use(b, "k", cord_x(&c, TOP_KNOT), rope + TOP_KNOT);
    }
    for (int k = 0; k < done; k++) {
        /* A long knot cannot have one turn. */
        bool alone = k % TURNS_MAX == 0 && k + 1 == done;
        int y = turn_depth(k);

        put_use(b, alone ? "e" : "t", cord_x(&c, y), rope + y);
    }
    buf_puts(b, "</g>");
}

static void
put_rising(struct buf *b, int x)
{
    buf_printf(b,
               "<g class=\"c1\"><path d=\"M%d %dq5-20 0-46\" "
               "stroke-width=\"5\"/><path class=\"ply\" d=\"M%d %dq5-20 "
               "0-46\" stroke-width=\"5\"/>",
               x, ROPE_RISING, x, ROPE_RISING);
    put_use(b, "k", x + 2, ROPE_RISING - 28);
    buf_puts(b, "</g>");
}

/* Courses follow each other in the direction the page is read. */
static int
place(const struct lang *lang, int width, size_t i)
{
    int x = EDGE + (int)i * PITCH;

    return strcmp(lang->dir, "rtl") == 0 ? width - x : x;
}

struct clean_html
pendant_person(struct arena *a, const struct lang *lang,
               const struct pendant *items, size_t count, int64_t certificates,
               const char *label)
{
    size_t shown = count > PENDANT_MAX ? PENDANT_MAX : count;
    int rising = certificates > PENDANT_RISING_MAX ? PENDANT_RISING_MAX
                                                   : (int)certificates;
    size_t columns = shown > (size_t)rising ? shown : (size_t)rising;
    int rope = rising > 0 ? ROPE_RISING : ROPE_BARE;
    int width, height = 0;
    struct clean_html out;
    struct buf b;

    columns = columns ? columns : 1;
    width = 2 * EDGE + (int)(columns - 1) * PITCH;
    for (size_t i = 0; i < shown; i++) {
        int h = cord_height(&items[i]);

        height = h > height ? h : height;
    }
    height += rope + LABEL;
    buf_init(&b, SVG_BYTES);
    buf_printf(&b,
               "<svg class=\"q c1\" viewBox=\"0 0 %d %d\" width=\"%d\" "
               "role=\"img\" aria-label=\"",
               width, height, width * 3 / 2);
    html_text(&b, label);
    buf_puts(&b, "\">");
    buf_puts(&b, symbols);
    for (size_t i = 0; i < shown; i++) {
        int x = place(lang, width, i);

        put_pendant(&b, &items[i], x, rope, i);
        buf_printf(&b,
                   "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%zu</text>",
                   x, height - 6, i + 1);
    }
    for (int i = 0; i < rising; i++) {
        put_rising(&b, place(lang, width, (size_t)i));
    }
    buf_printf(&b,
               "<path d=\"M8 %dH%d\" stroke-width=\"8\"/><path class=\"ply\" "
               "d=\"M8 %dH%d\" stroke-width=\"8\"/></svg>",
               rope, width - 8, rope, width - 8);
    out = html_clean_stored(arena_textn(a, buf_text(&b), b.len), b.len);
    buf_free(&b);
    return out;
}

struct clean_html
pendant_hanging(struct arena *a, const struct lang *lang,
                const struct pendant *items, size_t count)
{
    size_t shown = count > PENDANT_MAX ? PENDANT_MAX : count;
    int width = 2 * EDGE + (int)(shown ? shown - 1 : 0) * PITCH, height = 0;
    struct clean_html out;
    struct buf b;

    for (size_t i = 0; i < shown; i++) {
        int h = cord_height(&items[i]);

        height = h > height ? h : height;
    }
    buf_init(&b, SVG_BYTES);
    buf_printf(&b,
               "<svg class=\"q\" viewBox=\"0 0 %d %d\" width=\"%d\" "
               "aria-hidden=\"true\">%s",
               width, height + EDGE, width * 3 / 2, symbols);
    for (size_t i = 0; i < shown; i++) {
        put_pendant(&b, &items[i], place(lang, width, i), 0, i);
    }
    buf_puts(&b, "</svg>");
    out = html_clean_stored(arena_textn(a, buf_text(&b), b.len), b.len);
    buf_free(&b);
    return out;
}
