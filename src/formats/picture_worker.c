/* SPDX-License-Identifier: Apache-2.0 */
/* picture_worker: the child that decodes and encodes one picture. It owns its
 * process: memory is never freed, and a fault ends nothing but itself. */

#include "formats/picture.h"

#include "base/limits.h"
#include "formats/exif.h"

#include <stdio.h>

#include <errno.h>
#include <jpeglib.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <webp/decode.h>
#include <webp/encode.h>

#if defined(__SANITIZE_ADDRESS__) || defined(QUIPU_SANITIZED)
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif
#if defined(__x86_64__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#else
#define NATIVE_ARCH 0 /* the other limits are all there is */
#endif

enum {
    MEMORY_BYTES = 384 * 1024 * 1024, /* 40 megapixels of 4 bytes, twice */
    CPU_SECONDS = 5,
    LOSSLESS_BYTES = 48 * 1024, /* above it a photograph is supposed */
    QUALITY = 80
};

struct pixels {
    unsigned char *rgba;
    int width, height;
    bool photograph;
    int orientation; /* 1 to 8 as Exif counts, 0 = upright */
};

static bool
fits(uint64_t width, uint64_t height)
{
    return width && height && width <= 65535 && height <= 65535 &&
           width * height <= (uint64_t)LIMIT_PICTURE_MEGAPIXELS * 1000000;
}

/* --- decoding --- */

static bool
read_png(const unsigned char *p, size_t len, struct pixels *out)
{
    png_image image = {.version = PNG_IMAGE_VERSION};

    if (!png_image_begin_read_from_memory(&image, p, len) ||
        !fits(image.width, image.height)) {
        return false;
    }
    image.format = PNG_FORMAT_RGBA;
    out->width = (int)image.width;
    out->height = (int)image.height;
    out->rgba = malloc(PNG_IMAGE_SIZE(image));
    return out->rgba &&
           png_image_finish_read(&image, NULL, out->rgba, 0, NULL) != 0;
}

struct jpeg_fault {
    struct jpeg_error_mgr manager; /* first: the library knows only it */
    jmp_buf back;
};

static void
jpeg_fails(j_common_ptr info)
{
    struct jpeg_fault *fault = (struct jpeg_fault *)(void *)info->err;

    longjmp(fault->back, 1);
}

static void
jpeg_is_silent(j_common_ptr info)
{
    (void)info;
}

/* Print colours (cyan, magenta, yellow, black), which come in the place of the
 * four of the screen, as those. Adobe's programs write them upside down. */
static void
from_print(unsigned char *p, size_t count, bool upside_down)
{
    for (; count; count--, p += 4) {
        unsigned black = upside_down ? p[3] : 255u - p[3];

        for (int k = 0; k < 3; k++) {
            unsigned ink = upside_down ? p[k] : 255u - p[k];

            p[k] = (unsigned char)(ink * black / 255);
        }
        p[3] = 255;
    }
}

static bool
read_jpeg(const unsigned char *p, size_t len, struct pixels *out)
{
    static struct jpeg_decompress_struct info;
    static struct jpeg_fault fault;
    static bool print; /* static as all that setjmp must not lose */

    info.err = jpeg_std_error(&fault.manager);
    fault.manager.error_exit = jpeg_fails;
    fault.manager.output_message = jpeg_is_silent;
    if (setjmp(fault.back)) {
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, p, len);
    jpeg_save_markers(&info, JPEG_APP0 + 1, 0xffff);
    if (jpeg_read_header(&info, TRUE) != JPEG_HEADER_OK ||
        !fits(info.image_width, info.image_height)) {
        return false;
    }
    print =
        info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = print ? JCS_CMYK : JCS_EXT_RGBA;
    for (jpeg_saved_marker_ptr m = info.marker_list; m && out->orientation <= 1;
         m = m->next) {
        out->orientation = exif_orientation(m->data, m->data_length);
    }
    jpeg_start_decompress(&info);
    out->photograph = true;
    out->width = (int)info.output_width;
    out->height = (int)info.output_height;
    out->rgba = malloc((size_t)out->width * (size_t)out->height * 4);
    if (!out->rgba) {
        return false;
    }
    while (info.output_scanline < info.output_height) {
        JSAMPROW row =
            out->rgba + (size_t)info.output_scanline * (size_t)out->width * 4;

        jpeg_read_scanlines(&info, &row, 1);
    }
    if (print) {
        from_print(out->rgba, (size_t)out->width * (size_t)out->height,
                   info.saw_Adobe_marker);
    }
    return true;
}

static bool
read_webp(const unsigned char *p, size_t len, struct pixels *out)
{
    if (!WebPGetInfo(p, len, &out->width, &out->height) ||
        !fits((uint64_t)out->width, (uint64_t)out->height)) {
        return false;
    }
    out->photograph = len > LOSSLESS_BYTES;
    out->rgba = WebPDecodeRGBA(p, len, &out->width, &out->height);
    return out->rgba != NULL;
}

static bool
decode(const unsigned char *p, size_t len, struct pixels *out)
{
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n'};

    if (len > sizeof png && memcmp(p, png, sizeof png) == 0) {
        return read_png(p, len, out);
    }
    if (len > 3 && p[0] == 0xff && p[1] == 0xd8 && p[2] == 0xff) {
        return read_jpeg(p, len, out);
    }
    return len > 12 && memcmp(p, "RIFF", 4) == 0 &&
           memcmp(p + 8, "WEBP", 4) == 0 && read_webp(p, len, out);
}

/* --- which way up --- */

/* What the camera only noted is done to the pixels: the note does not outlive
 * the encoding. */
static bool
turn(struct pixels *p)
{
    struct pixels to = *p;

    if (p->orientation <= 1) {
        return true;
    }
    if (p->orientation >= 5) {
        to.width = p->height;
        to.height = p->width;
    }
    to.rgba = malloc((size_t)to.width * (size_t)to.height * 4);
    if (!to.rgba) {
        return false;
    }
    for (int y = 0; y < p->height; y++) {
        for (int x = 0; x < p->width; x++) {
            int to_x = x, to_y = y;

            exif_place(p->orientation, p->width, p->height, &to_x, &to_y);
            memcpy(to.rgba +
                       ((size_t)to_y * (size_t)to.width + (size_t)to_x) * 4,
                   p->rgba + ((size_t)y * (size_t)p->width + (size_t)x) * 4, 4);
        }
    }
    free(p->rgba); /* two such pictures are all the memory there is */
    *p = to;
    return true;
}

/* --- size --- */

/* The mean of the pixels that one new pixel covers. */
static void
mean(const struct pixels *from, int x0, int x1, int y0, int y1,
     unsigned char out[4])
{
    uint64_t sum[4] = {0}, count = (uint64_t)(x1 - x0) * (uint64_t)(y1 - y0);

    for (int y = y0; y < y1; y++) {
        const unsigned char *row =
            from->rgba + (size_t)y * (size_t)from->width * 4;

        for (int x = x0; x < x1; x++) {
            for (int k = 0; k < 4; k++) {
                sum[k] += row[(size_t)x * 4 + (size_t)k];
            }
        }
    }
    for (int k = 0; k < 4; k++) {
        out[k] = (unsigned char)((sum[k] + count / 2) / count);
    }
}

static bool
shrink(struct pixels *p)
{
    struct pixels to = *p;

    if (p->width <= PICTURE_WIDTH_MAX) {
        return true;
    }
    to.width = PICTURE_WIDTH_MAX;
    to.height = (int)((int64_t)p->height * to.width / p->width);
    to.height = to.height ? to.height : 1;
    to.rgba = malloc((size_t)to.width * (size_t)to.height * 4);
    if (!to.rgba) {
        return false;
    }
    for (int y = 0; y < to.height; y++) {
        int y0 = (int)((int64_t)y * p->height / to.height);
        int y1 = (int)((int64_t)(y + 1) * p->height / to.height);

        for (int x = 0; x < to.width; x++) {
            mean(p, (int)((int64_t)x * p->width / to.width),
                 (int)((int64_t)(x + 1) * p->width / to.width), y0,
                 y1 > y0 ? y1 : y0 + 1,
                 to.rgba + ((size_t)y * (size_t)to.width + (size_t)x) * 4);
        }
    }
    *p = to;
    return true;
}

/* --- encoding --- */

/* Drawings stay exact while they are small; else what is shorter. */
static size_t
encode(const struct pixels *p, unsigned char **out)
{
    unsigned char *exact = NULL, *lossy = NULL;
    size_t exact_len = 0, lossy_len = 0;
    int stride = p->width * 4;

    if (!p->photograph) {
        exact_len = WebPEncodeLosslessRGBA(p->rgba, p->width, p->height, stride,
                                           &exact);
    }
    if (exact_len && exact_len <= LOSSLESS_BYTES) {
        *out = exact;
        return exact_len;
    }
    lossy_len =
        WebPEncodeRGBA(p->rgba, p->width, p->height, stride, QUALITY, &lossy);
    if (exact_len && (!lossy_len || exact_len <= lossy_len)) {
        *out = exact;
        return exact_len;
    }
    *out = lossy;
    return lossy_len;
}

/* --- the process --- */

static void
limit(__rlimit_resource_t what, rlim_t value)
{
    const struct rlimit l = {.rlim_cur = value, .rlim_max = value};

    if (setrlimit(what, &l) != 0) {
        _exit(2);
    }
}

#if NATIVE_ARCH && !IS_SANITIZED
/* The calls that computing needs; all others fail with "not permitted". A
 * decoder that is taken over can neither connect, nor open, nor start. */
static void
allow_computing_only(void)
{
#define ALLOW(name)                                                            \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)SYS_##name, 0, 1),           \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
    static struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(read),
        ALLOW(write),
        ALLOW(mmap),
        ALLOW(munmap),
        ALLOW(mremap),
        ALLOW(mprotect),
        ALLOW(madvise),
        ALLOW(brk),
        ALLOW(futex),
        ALLOW(getrandom), /* the heap's */
        ALLOW(rt_sigreturn),
        ALLOW(rt_sigprocmask),
        ALLOW(exit),
        ALLOW(exit_group),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
#undef ALLOW
    const struct sock_fprog program = {.len = sizeof rules / sizeof *rules,
                                       .filter = rules};

    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        _exit(2);
    }
}

#endif

/* No new file or socket, no more memory or time, no new rights. */
static void
confine(void)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, CPU_SECONDS);
#if !IS_SANITIZED
    limit(RLIMIT_AS, MEMORY_BYTES); /* sanitizers reserve terabytes */
    limit(RLIMIT_NOFILE, 0);
#endif
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        _exit(2);
    }
#if NATIVE_ARCH && !IS_SANITIZED
    allow_computing_only();
#endif
}

static unsigned char *
read_all(size_t *len)
{
    unsigned char *p = malloc(LIMIT_PICTURE_BYTES);
    ssize_t n = 1;

    *len = 0;
    while (p && n > 0 && *len < LIMIT_PICTURE_BYTES) {
        n = read(0, p + *len, LIMIT_PICTURE_BYTES - *len);
        *len += n > 0 ? (size_t)n : 0;
    }
    return n < 0 ? NULL : p;
}

static bool
write_all(const unsigned char *p, size_t len)
{
    while (len) {
        ssize_t n = write(1, p, len);

        if (n <= 0) {
            return false;
        }
        p += n;
        len -= (size_t)n;
    }
    return true;
}

static void
put_number(unsigned char *p, int n)
{
    p[0] = (unsigned char)(n >> 24);
    p[1] = (unsigned char)(n >> 16);
    p[2] = (unsigned char)(n >> 8);
    p[3] = (unsigned char)n;
}

static int
work(void)
{
    struct pixels pixels = {0};
    unsigned char *in, *out = NULL, head[8];
    size_t len, out_len;

    confine();
    in = read_all(&len);
    if (!in || !decode(in, len, &pixels) || !turn(&pixels) ||
        !shrink(&pixels)) {
        return 1;
    }
    out_len = encode(&pixels, &out);
    put_number(head, pixels.width);
    put_number(head + 4, pixels.height);
    return out_len && write_all(head, sizeof head) && write_all(out, out_len)
               ? 0
               : 1;
}

int
picture_worker_main(void)
{
    _exit(work()); /* nothing to flush, and nothing was freed on purpose */
}
