/* SPDX-License-Identifier: Apache-2.0 */
/* Turns the contexts of vc/contexts into one C file: ctxc LIST OUT. LIST has
 * lines "address file", the files lie beside it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CONTEXTS = 100, LINE_BYTES = 1000 };

struct entry {
    char url[LINE_BYTES];
    char file[LINE_BYTES];
};

static struct entry entries[MAX_CONTEXTS];
static int count;

static void
die(const char *what, const char *name)
{
    fprintf(stderr, "ctxc: %s: %s\n", name, what);
    exit(1);
}

static void
read_list(const char *path)
{
    char line[LINE_BYTES];
    FILE *list = fopen(path, "r");
    if (!list)
        die("cannot be read", path);
    while (fgets(line, sizeof line, list)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (count == MAX_CONTEXTS)
            die("has too many contexts", path);
        struct entry *e = &entries[count];
        if (sscanf(line, "%999s %999s", e->url, e->file) != 2)
            die("a line is not \"address file\"", path);
        for (int i = 0; i < count; i++) {
            if (!strcmp(entries[i].url, e->url))
                die("stands twice", e->url);
        }
        count++;
    }
    fclose(list);
}

static void
write_bytes(FILE *out, const char *list, int number)
{
    char path[2 * LINE_BYTES];
    const char *slash = strrchr(list, '/');
    int folder = slash ? (int)(slash - list) + 1 : 0;
    if (snprintf(path, sizeof path, "%.*s%s", folder, list,
                 entries[number].file) >= (int)sizeof path)
        die("name too long", list);
    FILE *in = fopen(path, "rb");
    if (!in)
        die("cannot be read", path);
    fprintf(out, "static const unsigned char text%d[] = {", number);
    int c;
    for (int i = 0; (c = getc(in)) != EOF; i++)
        fprintf(out, "%s%d,", i % 20 ? "" : "\n", c);
    fprintf(out, "\n};\n");
    fclose(in);
}

int
main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: ctxc LIST OUT\n");
        return 2;
    }
    read_list(argv[1]);
    FILE *out = fopen(argv[2], "w");
    if (!out)
        die("cannot be written", argv[2]);
    fprintf(out, "/* Made by ctxc from contexts.list. */\n"
                 "#include \"vc/context.h\"\n");
    for (int i = 0; i < count; i++)
        write_bytes(out, argv[1], i);
    fprintf(out,
            "const struct vc_compiled_context vc_compiled_contexts[] = {\n");
    for (int i = 0; i < count; i++)
        fprintf(out, "{\"%s\", text%d, sizeof text%d},\n", entries[i].url, i,
                i);
    fprintf(out, "{NULL, NULL, 0}};\n");
    if (fclose(out) != 0)
        die("cannot be written", argv[2]);
    return 0;
}
