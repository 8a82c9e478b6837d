/* SPDX-License-Identifier: Apache-2.0 */
/* packc: turns a folder's files into one table of bytes.
 *
 *   packc OUT.c NAME=FILE …
 *
 * The table is `const struct pack_file pack_files[]` of cli/demo_pack.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void
die(const char *what, const char *why)
{
    fprintf(stderr, "packc: %s: %s\n", what, why);
    exit(1);
}

static size_t
write_bytes(FILE *out, int i, const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t len = 0;
    int c;

    if (!in) {
        die(path, strerror(errno));
    }
    fprintf(out, "static const unsigned char bytes_%d[] = {", i);
    while ((c = fgetc(in)) != EOF) {
        fprintf(out, "%s%d,", len++ % 24 == 0 ? "\n    " : "", c);
    }
    if (ferror(in)) {
        die(path, "cannot be read");
    }
    fclose(in);
    fputs("\n    0};\n", out); /* an empty file needs a byte, too */
    return len;
}

int
main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;
    size_t *lens = calloc((size_t)argc, sizeof *lens);

    if (!out || !lens) {
        fprintf(stderr, "usage: packc OUT.c NAME=FILE …\n");
        return 2;
    }
    fputs("/* Made by packc. */\n#include \"cli/demo_pack.h\"\n\n", out);
    for (int i = 2; i < argc; i++) {
        char *eq = strchr(argv[i], '=');

        if (!eq) {
            die(argv[i], "is not NAME=FILE");
        }
        *eq = '\0';
        lens[i] = write_bytes(out, i, eq + 1);
    }
    fputs("const struct pack_file pack_files[] = {\n", out);
    for (int i = 2; i < argc; i++) {
        fprintf(out, "    {\"%s\", bytes_%d, %zu},\n", argv[i], i, lens[i]);
    }
    fprintf(out, "};\nconst size_t pack_file_count = %d;\n", argc - 2);
    free(lens);
    return fclose(out) == 0 ? 0 : 1;
}
