/* SPDX-License-Identifier: Apache-2.0 */
/* tmplc_out: the C that is written, and complaints. */
#include "tmplc.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>

const char *at_path;
int at_line = 1;
FILE *out;

/* literal HTML waiting to be written in one call */
static char *literal;
static size_t literal_len, literal_cap;

void
die(const char *format, ...)
{
    va_list ap;

    fprintf(stderr, "%s:%d: ", at_path, at_line);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

void
literal_put(char c)
{
    if (literal_len == literal_cap) {
        literal_cap = literal_cap ? literal_cap * 2 : 4096;
        literal = realloc(literal, literal_cap);
        if (!literal) {
            die("out of memory");
        }
    }
    literal[literal_len++] = c;
}

void
literal_drop(size_t count)
{
    literal_len -= count;
}

void
literal_trim(void)
{
    while (literal_len && isspace((unsigned char)literal[literal_len - 1])) {
        literal_len--;
    }
}

void
literal_flush(void)
{
    if (literal_len == 0) {
        return;
    }
    fprintf(out, "    buf_put(b, \"");
    for (size_t i = 0; i < literal_len; i++) {
        unsigned char c = (unsigned char)literal[i];

        if (c == '"' || c == '\\') {
            fprintf(out, "\\%c", c);
        } else if (c == '\n') {
            fputs("\\n", out);
        } else if (c < 0x20 || c >= 0x7f || c == '?') {
            fprintf(out, "\\%03o", c);
        } else {
            fputc(c, out);
        }
        /* Standard C promises only 4,095 bytes in a literal. */
        if (i % 1000 == 999 && i + 1 < literal_len) {
            fprintf(out, "\", %d);\n    buf_put(b, \"", 1000);
        }
    }
    fprintf(out, "\", %zu);\n",
            literal_len % 1000 == 0 ? (size_t)1000 : literal_len % 1000);
    literal_len = 0;
}

void
mark_line(void)
{
    literal_flush();
    fprintf(out, "#line %d \"%s\"\n", at_line, at_path);
}
