/* SPDX-License-Identifier: Apache-2.0 */
/* formats: pictures, odd ones and hostile ones, through the child process. */

#include "formats/exif.h"
#include "formats/picture.h"

#include "base/arena.h"
#include "test/unit.h"

#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <stdbool.h>
#include <stdlib.h>
#include <webp/decode.h>
#include <zlib.h>

struct bytes {
    unsigned char *p;
    size_t len;
};

/* A PNG of one colour of this kind, by the library. */
static struct bytes
make_png(struct arena *a, unsigned width, unsigned height, unsigned format)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = width,
                       .height = height,
                       .format = format};
    unsigned char map[4 * 4] = {200, 100, 50, 255, 1, 2, 3, 4};
    void *pixels = calloc(1, PNG_IMAGE_SIZE(image));
    png_alloc_size_t len = 0;
    struct bytes out;

    image.colormap_entries = format & PNG_FORMAT_FLAG_COLORMAP ? 2 : 0;
    assert_non_null(pixels);
    assert_true(
        png_image_write_to_memory(&image, NULL, &len, 0, pixels, 0, map));
    out.p = arena_alloc(a, len);
    assert_true(
        png_image_write_to_memory(&image, out.p, &len, 0, pixels, 0, map));
    out.len = len;
    free(pixels);
    return out;
}

static struct bytes
make_jpeg_with(struct arena *a, int components, J_COLOR_SPACE space,
               const unsigned char *exif, unsigned exif_len)
{
    struct jpeg_compress_struct c = {0};
    struct jpeg_error_mgr errors;
    unsigned char row[40 * 4], *data = NULL;
    unsigned long len = 0;
    JSAMPROW rows[1] = {row};
    struct bytes out;

    memset(row, 128, sizeof row);
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &data, &len);
    c.image_width = 40;
    c.image_height = 30;
    c.input_components = components;
    c.in_color_space = space;
    jpeg_set_defaults(&c);
    jpeg_start_compress(&c, TRUE);
    if (exif) {
        jpeg_write_marker(&c, JPEG_APP0 + 1, exif, exif_len);
    }
    while (c.next_scanline < c.image_height) {
        jpeg_write_scanlines(&c, rows, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    out.p = arena_copy(a, data, len);
    out.len = len;
    free(data);
    return out;
}

static struct bytes
make_jpeg(struct arena *a, int components, J_COLOR_SPACE space)
{
    return make_jpeg_with(a, components, space, NULL, 0);
}

static enum err
convert(void **state, struct bytes b, struct picture *out)
{
    *out = (struct picture){0};
    return picture_convert(*state, b.p, b.len, out);
}

/* What came out is a WebP of that size. */
static void
check(const struct picture *p, int width, int height)
{
    int w = 0, h = 0;

    assert_string_equal(p->type, "image/webp");
    assert_int_equal(p->width, width);
    assert_int_equal(p->height, height);
    assert_true(WebPGetInfo((const uint8_t *)p->data, p->len, &w, &h));
    assert_int_equal(w, width);
    assert_int_equal(h, height);
}

static void
all_kinds_of_png_are_read(void **state)
{
    static const unsigned formats[] = {
        PNG_FORMAT_GRAY,         PNG_FORMAT_GA,
        PNG_FORMAT_RGB,          PNG_FORMAT_RGBA,
        PNG_FORMAT_LINEAR_Y,     PNG_FORMAT_LINEAR_RGB_ALPHA,
        PNG_FORMAT_RGB_COLORMAP, PNG_FORMAT_RGBA_COLORMAP,
    };

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct picture p;

        assert_int_equal(
            convert(state, make_png(*state, 30, 20, formats[i]), &p), OK);
        check(&p, 30, 20);
    }
}

static void
jpeg_in_colour_gray_and_print_colours_is_read(void **state)
{
    struct picture p;

    assert_int_equal(convert(state, make_jpeg(*state, 3, JCS_RGB), &p), OK);
    check(&p, 40, 30);
    assert_int_equal(convert(state, make_jpeg(*state, 1, JCS_GRAYSCALE), &p),
                     OK);
    check(&p, 40, 30);
    assert_int_equal(convert(state, make_jpeg(*state, 4, JCS_CMYK), &p), OK);
    check(&p, 40, 30);
}

/* Little and big endian: one entry, Orientation, of a given value. */
static const unsigned char exif_ii[] = "Exif\0\0II*\0\x08\0\0\0\x01\0"
                                       "\x12\x01\x03\0\x01\0\0\0\x06\0\0"
                                       "\0\0\0\0";
static const unsigned char exif_mm[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01"
                                       "\x01\x12\0\x03\0\0\0\x01\0\x03\0"
                                       "\0\0\0\0";

static void
the_orientation_is_read_in_both_orders_of_bytes(void **state)
{
    (void)state;
    assert_int_equal(exif_orientation(exif_ii, sizeof exif_ii - 1), 6);
    assert_int_equal(exif_orientation(exif_mm, sizeof exif_mm - 1), 3);
    for (size_t i = 0; i < sizeof exif_ii - 1; i++) {
        unsigned char *cut = malloc(i + 1); /* so that the sanitizer sees */

        memcpy(cut, exif_ii, i);
        (void)exif_orientation(cut, i);
        free(cut);
    }
}

static void
each_orientation_puts_the_first_corner_where_it_belongs(void **state)
{
    static const int corner[9][2] = {{0, 0},   {0, 0},   {39, 0},
                                     {39, 29}, {0, 29},  {0, 0},
                                     {29, 0},  {29, 39}, {0, 39}};

    (void)state;
    for (int o = 1; o <= 8; o++) {
        int x = 0, y = 0;

        exif_place(o, 40, 30, &x, &y);
        assert_int_equal(x, corner[o][0]);
        assert_int_equal(y, corner[o][1]);
    }
}

static void
a_photograph_taken_upright_comes_out_upright(void **state)
{
    struct picture p;

    assert_int_equal(
        convert(state,
                make_jpeg_with(*state, 3, JCS_RGB, exif_ii, sizeof exif_ii - 1),
                &p),
        OK);
    check(&p, 30, 40);
}

static void
what_came_out_goes_in_again(void **state)
{
    struct picture p, again;

    assert_int_equal(
        convert(state, make_png(*state, 30, 20, PNG_FORMAT_RGB), &p), OK);
    assert_int_equal(picture_convert(*state, p.data, p.len, &again), OK);
    check(&again, 30, 20);
}

static void
a_wide_picture_gets_smaller(void **state)
{
    struct picture p;

    assert_int_equal(
        convert(state,
                make_png(*state, PICTURE_WIDTH_MAX * 2, 600, PNG_FORMAT_RGB),
                &p),
        OK);
    check(&p, PICTURE_WIDTH_MAX, 300);
}

static void
other_kinds_are_refused(void **state)
{
    static const char *const others[] = {
        "",
        "GIF89a\x01\x01\x01\x01\x01\x01\x01\x01\x01",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        "BM\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01",
        "%PDF-1.7 and so on and on and on",
        "\x89PNG\r\n\x1a\n",
        "\xff\xd8\xff\xe0",
        "RIFF\x10\x01\x01\x01WEBPVP8 \x01\x01\x01\x01",
        "some words that are no picture",
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct picture p = {0};

        assert_int_equal(
            picture_convert(*state, others[i], strlen(others[i]), &p),
            ERR_INVALID);
    }
}

static void
a_png_that_is_cut_or_changed_is_refused(void **state)
{
    struct bytes b = make_png(*state, 64, 64, PNG_FORMAT_RGB);
    struct picture p;
    struct bytes half = {b.p, b.len / 2};

    assert_int_equal(convert(state, half, &p), ERR_INVALID);
    b.p[30] ^= 1; /* the checksum of the head */
    assert_int_equal(convert(state, b, &p), ERR_INVALID);
}

/* A head of that size with a right checksum, and little behind it. */
static void
a_small_file_of_huge_size_is_refused(void **state)
{
    static const unsigned char sizes[][8] = {
        {0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff},
        {0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff},
        {0, 0, 0x20, 0, 0, 0, 0x20, 0},
        {0, 0, 0, 0, 0, 0, 0, 1},
    };

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct bytes b = make_png(*state, 64, 64, PNG_FORMAT_RGB);
        unsigned long sum;
        struct picture p;

        memcpy(b.p + 16, sizes[i], 8);
        sum = crc32(0, b.p + 12, 17);
        for (int k = 0; k < 4; k++) {
            b.p[29 + k] = (unsigned char)(sum >> (24 - 8 * k));
        }
        assert_int_equal(convert(state, b, &p), ERR_INVALID);
    }
}

static void
damaged_pictures_end_nothing_but_the_child(void **state)
{
    struct bytes kinds[] = {make_png(*state, 40, 40, PNG_FORMAT_RGBA),
                            make_jpeg(*state, 3, JCS_RGB)};
    uint32_t seed = 11;

    for (int i = 0; i < 40; i++) {
        struct bytes b = kinds[i % 2];
        struct picture p;
        enum err e;

        b.p = arena_copy(*state, b.p, b.len);
        for (int k = 0; k < 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            b.p[4 + (seed >> 8) % (b.len - 4)] ^= (unsigned char)(seed >> 3);
        }
        e = convert(state, b, &p);
        assert_true(e == OK || e == ERR_INVALID || e == ERR_LIMIT);
    }
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(all_kinds_of_png_are_read),
        IN_ARENA(jpeg_in_colour_gray_and_print_colours_is_read),
        IN_ARENA(the_orientation_is_read_in_both_orders_of_bytes),
        IN_ARENA(each_orientation_puts_the_first_corner_where_it_belongs),
        IN_ARENA(a_photograph_taken_upright_comes_out_upright),
        IN_ARENA(what_came_out_goes_in_again),
        IN_ARENA(a_wide_picture_gets_smaller),
        IN_ARENA(other_kinds_are_refused),
        IN_ARENA(a_png_that_is_cut_or_changed_is_refused),
        IN_ARENA(a_small_file_of_huge_size_is_refused),
        IN_ARENA(damaged_pictures_end_nothing_but_the_child),
    };

    if (argc == 2 && strcmp(argv[1], PICTURE_WORKER) == 0) {
        return picture_worker_main();
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
