/* SPDX-License-Identifier: Apache-2.0 */
/* embed: turns static files into arrays, each with its hash and compressed
 * ahead at the highest level.
 *
 *   embed OUT.c TABLE NAME=FILE …
 *
 * TABLE "asset" makes `const struct asset asset_table[]` of web/asset.h and
 * its asset_count; other tables likewise.
 */
#include <brotli/encode.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static _Noreturn void
die(const char *what, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", what, why);
    exit(1);
}

static unsigned char *
read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    unsigned char *p;
    long size;

    if (!f || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0) {
        die(path, strerror(errno));
    }
    rewind(f);
    p = malloc((size_t)size + 1);
    if (!p || fread(p, 1, (size_t)size, f) != (size_t)size) {
        die(path, "cannot be read");
    }
    fclose(f);
    *len = (size_t)size;
    return p;
}

static const char *
type_of(const char *name)
{
    static const char *const types[][2] = {
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".js", "text/javascript; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".md", "text/markdown; charset=utf-8"},
        {".gift", "text/plain; charset=utf-8"},
        {".ini", "text/plain; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
    };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(dot, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    die(name, "no type is known for this ending");
}

static void
write_array(FILE *out, const char *kind, int i, const unsigned char *p,
            size_t len)
{
    fprintf(out, "static const unsigned char %s_%d[] = {", kind, i);
    for (size_t k = 0; k < len; k++) {
        fprintf(out, "%s%u,", k % 24 == 0 ? "\n    " : "", p[k]);
    }
    fputs("\n    0};\n", out); /* texts end with a NUL that does not count */
}

static unsigned char *
gzip(const unsigned char *p, size_t len, size_t *out_len)
{
    size_t cap = len + len / 100 + 1000;
    unsigned char *out = malloc(cap);
    z_stream z = {0};

    if (!out || deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9,
                             Z_DEFAULT_STRATEGY) != Z_OK) {
        die("gzip", "no memory");
    }
    z.next_in = (unsigned char *)(uintptr_t)p;
    z.avail_in = (unsigned)len;
    z.next_out = out;
    z.avail_out = (unsigned)cap;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) {
        die("gzip", "failed");
    }
    *out_len = z.total_out;
    deflateEnd(&z);
    return out;
}

static unsigned char *
brotli(const unsigned char *p, size_t len, size_t *out_len)
{
    size_t cap = BrotliEncoderMaxCompressedSize(len) + 1000;
    unsigned char *out = malloc(cap);

    *out_len = cap;
    if (!out ||
        !BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS,
                               BROTLI_MODE_TEXT, len, p, out_len, out)) {
        die("brotli", "failed");
    }
    return out;
}

/* FNV-1a of 64 bits: names a version, protects nothing. */
static uint64_t
hash(const unsigned char *p, size_t len)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < len; i++) {
        h = (h ^ p[i]) * UINT64_C(0x100000001b3);
    }
    return h;
}

int
main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;

    if (!out) {
        fprintf(stderr, "usage: embed OUT.c TABLE NAME=FILE …\n");
        return 2;
    }
    fputs("/* Made by embed. */\n#include \"web/asset.h\"\n\n", out);
    char **rows = calloc((size_t)argc, sizeof *rows);
    for (int i = 3; i < argc; i++) {
        char *eq = strchr(argv[i], '=');
        size_t len, gz_len, br_len;
        unsigned char *p, *gz, *br;

        if (!eq || !rows) {
            die(argv[i], "is not NAME=FILE");
        }
        *eq = '\0';
        p = read_file(eq + 1, &len);
        gz = gzip(p, len, &gz_len);
        br = brotli(p, len, &br_len);
        write_array(out, "raw", i, p, len);
        write_array(out, "gz", i, gz, gz_len);
        write_array(out, "br", i, br, br_len);
        rows[i] = malloc(512);
        if (!rows[i]) {
            die(argv[i], "no memory");
        }
        snprintf(rows[i], 512,
                 "    {\"%s\", \"%016llx\", \"%s\", {raw_%d, %zu}, {gz_%d, "
                 "%zu}, {br_%d, %zu}},\n",
                 argv[i], (unsigned long long)hash(p, len), type_of(argv[i]), i,
                 len, i, gz_len, i, br_len);
        free(p);
        free(gz);
        free(br);
    }
    fprintf(out,
            "extern const struct asset %s_table[];\n"
            "extern const size_t %s_count;\n"
            "const struct asset %s_table[] = {\n",
            argv[2], argv[2], argv[2]);
    for (int i = 3; i < argc; i++) {
        fputs(rows[i], out);
        free(rows[i]);
    }
    fprintf(out, "};\nconst size_t %s_count = %d;\n", argv[2], argc - 3);
    free(rows);
    return fclose(out) == 0 ? 0 : 1;
}
