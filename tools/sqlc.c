/* SPDX-License-Identifier: Apache-2.0 */
/* sqlc: turns the statements of a .sql file into C, and refuses what only one
 * of our two engines understands.
 *
 *   sqlc header thing.sql out.h           one file's statements
 *   sqlc list ROOT out.c a.sql b.sql …    all of them, for tests; unique names
 *   sqlc migrations out.c 0001_a.sql …    the steps of the schema, as text
 *
 * A statement has a head, `-- thing_verb(first, second)   remark`, and a text
 * with :first and :second, ended by a semicolon. Parameters are numbered in
 * the order of the head, so calls pass arguments as the head lists them. A
 * list of at most 64 is written `IN :ids[64]`: as many places are made, those
 * left over are bound as NULL. Comments do not reach the program.
 *
 * What several statements of a file repeat stands once, above them, as a
 * piece: `-- piece thing_columns   remark`, then its text up to the next head,
 * with no semicolon. `{thing_columns}` in a statement is that text, as if it
 * were written there; its parameters are those of the statement.
 */
#include "sqlc.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *at_file;
int at_line;
const char *at_name = "";

void
die(const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:%d: %s%s", at_file ? at_file : "sqlc", at_line, at_name,
            at_name[0] ? ": " : "");
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

char *
read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t cap = 65536, len = 0, n;
    char *bytes = malloc(cap + 1);

    if (!in || !bytes) {
        die("%s: %s", path, strerror(errno));
    }
    while ((n = fread(bytes + len, 1, cap - len, in)) > 0) {
        len += n;
        if (len == cap) {
            cap *= 2;
            bytes = realloc(bytes, cap + 1);
            if (!bytes) {
                die("out of memory");
            }
        }
    }
    if (ferror(in)) {
        die("%s: cannot be read to its end", path);
    }
    fclose(in);
    bytes[len] = '\0';
    if (strlen(bytes) != len) {
        die("%s: has a NUL byte", path);
    }
    return bytes;
}

/* --- C --- */

/* FNV-1a: the id of a statement is the hash of its name. */
static uint32_t
id_of(const char *name)
{
    uint32_t h = 2166136261u;

    for (; *name; name++) {
        h = (h ^ (unsigned char)*name) * 16777619u;
    }
    return h;
}

static FILE *
open_out(const char *path)
{
    FILE *out = fopen(path, "wb");

    if (!out) {
        die("%s: %s", path, strerror(errno));
    }
    return out;
}

static void
close_out(FILE *out, const char *path)
{
    if (ferror(out) || fclose(out) != 0) {
        die("%s: cannot be written", path);
    }
}

static void
put_string(FILE *out, const char *s)
{
    fputs("\n    \"", out);
    for (size_t column = 0; *s; s++, column++) {
        if (column > 66 && *s == ' ') {
            fputs("\"\n    \"", out);
            column = 0;
        }
        fputc(*s, out);
    }
    fputs("\"", out);
}

static void
put_statement(FILE *out, const struct statement *st)
{
    bool lists = false;

    for (int i = 0; i < st->arg_count; i++) {
        lists = lists || st->args[i].width > 1;
    }
    if (lists) {
        fprintf(out, "static const short widths_%s[] = {", st->name);
        for (int i = 0; i < st->arg_count; i++) {
            fprintf(out, "%s%d", i ? ", " : "", st->args[i].width);
        }
        fputs("};\n", out);
    }
    fprintf(out, "static const struct sql SQL_%s = {\n    \"%s\",", st->name,
            st->name);
    put_string(out, st->text);
    fprintf(out, ",\n    %d, %uu, %s%s};\n\n", st->arg_count,
            (unsigned)id_of(st->name), lists ? "widths_" : "",
            lists ? st->name : "NULL");
}

static int
make_header(const char *in, const char *path, struct statement **all)
{
    size_t count = read_statements(in, all, 0);
    FILE *out = open_out(path);

    fputs("/* Written by tools/sqlc.c; change the .sql file. */\n"
          "#pragma once\n#include \"db/db.h\"\n\n",
          out);
    for (size_t i = 0; i < count; i++) {
        put_statement(out, all[i]);
    }
    close_out(out, path);
    return 0;
}

static void
check_unique(struct statement **all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (id_of(all[i]->name) == id_of(all[j]->name)) {
                at_file = all[i]->file;
                at_line = all[i]->line;
                at_name = all[i]->name;
                die("has the name (or its hash) of %s in %s", all[j]->name,
                    all[j]->file);
            }
        }
    }
}

static int
make_list(char **argv, int argc, struct statement **all)
{
    size_t count = 0, root = strlen(argv[0]);
    FILE *out;

    for (int i = 2; i < argc; i++) {
        count = read_statements(argv[i], all, count);
    }
    check_unique(all, count);
    out = open_out(argv[1]);
    fputs("/* Written by tools/sqlc.c: every statement of the program. */\n"
          "#include \"db/sql_list.h\"\n\n",
          out);
    for (size_t i = 0; i < count; i++) {
        put_statement(out, all[i]);
    }
    fputs("const struct sql_listed sql_list[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        const char *file = all[i]->file;

        while (strncmp(file, "../", 3) == 0) {
            file += 3;
        }
        if (strncmp(file, argv[0], root) == 0 && file[root] == '/') {
            file += root + 1;
        }
        fprintf(out, "    {\"%s\", %d, &SQL_%s},\n", file, all[i]->line,
                all[i]->name);
    }
    fprintf(out, "};\n\nconst size_t sql_list_count = %zu;\n", count);
    close_out(out, argv[1]);
    return 0;
}

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static int
by_base_name(const void *a, const void *b)
{
    return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

static int
make_migrations(char **argv, int argc)
{
    FILE *out;

    qsort(argv + 1, (size_t)(argc - 1), sizeof *argv, by_base_name);
    out = open_out(argv[0]);
    fputs("/* Written by tools/sqlc.c: the steps of the schema. */\n"
          "#include \"db/migrate.h\"\n",
          out);
    for (int i = 1; i < argc; i++) {
        const char *text = read_file(argv[i]);

        at_file = argv[i];
        if (strtol(base_name(argv[i]), NULL, 10) != i - 1 ||
            strlen(base_name(argv[i])) < 9 || base_name(argv[i])[4] != '_') {
            die("steps are named 0000_what.sql, without gaps");
        }
        fprintf(out, "\nstatic const char step_%d[] = {", i - 1);
        for (size_t n = 0; text[n]; n++) {
            fprintf(out, "%s%d,", n % 18 ? "" : "\n    ", (signed char)text[n]);
        }
        fputs("0};\n", out);
    }
    fputs("\nstatic const struct migrate_step steps[] = {\n", out);
    for (int i = 1; i < argc; i++) {
        const char *base = base_name(argv[i]);

        fprintf(out, "    {%d, \"%.*s\", step_%d},\n", i - 1,
                (int)strcspn(base, "."), base, i - 1);
    }
    fprintf(out,
            "};\n\nconst struct migrate_steps migrate_shipped = {steps, %d};\n",
            argc - 1);
    close_out(out, argv[0]);
    return 0;
}

int
main(int argc, char **argv)
{
    struct statement **all = calloc(STATEMENTS_MAX, sizeof *all);

    if (!all) {
        die("out of memory");
    }
    if (argc == 4 && strcmp(argv[1], "header") == 0) {
        return make_header(argv[2], argv[3], all);
    }
    if (argc >= 5 && strcmp(argv[1], "list") == 0) {
        return make_list(argv + 2, argc - 2, all);
    }
    if (argc >= 4 && strcmp(argv[1], "migrations") == 0) {
        return make_migrations(argv + 2, argc - 2);
    }
    die("usage: header in.sql out.h | list ROOT out.c in.sql… | "
        "migrations out.c 0000_x.sql…");
}
