/* SPDX-License-Identifier: Apache-2.0 */
/* tmplc_value: values, texts and parts, as calls of the functions of web/html
 * that write them. */
#include "tmplc.h"

#include <ctype.h>
#include <string.h>

bool texts_only;

const char *
skip_space(const char *s)
{
    while (isspace((unsigned char)*s)) {
        s++;
    }
    return s;
}

void
check_expression(const char *s)
{
    if (!*s) {
        die("an expression is missing");
    }
    for (const char *p = s; *p; p++) {
        bool arrow = p[0] == '-' && p[1] == '>';

        if (!isalnum((unsigned char)*p) && !strchr("_.[]", *p) && !arrow) {
            die("'%s': only names, '.', '->' and '[]' may stand here; compute "
                "it in the handler",
                s);
        }
        p += arrow;
    }
}

void
check_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)s[i]) && s[i] != '_') {
            die("'%.*s' is no name of a page", (int)n, s);
        }
    }
}

/* A C string literal at `s`, with its quotes; returns what follows. */
static const char *
string_end(const char *s)
{
    if (*s != '"') {
        die("a text in quotes is missing");
    }
    for (s++; *s && *s != '"'; s++) {
        if (*s == '\\' && s[1]) {
            s++;
        }
    }
    if (!*s) {
        die("a text without its closing quote");
    }
    return s + 1;
}

static void
collect_text(const char *s, const char *end)
{
    if (texts_only) {
        printf("%.*s\n", (int)(end - s), s);
    }
}

void
value_write(const char *s)
{
    const char *w = html_writer();

    check_expression(s);
    mark_line();
    fprintf(out, "    %s(b, %s);\n", w, s);
    html_value_put();
}

/* name=value … : what fills the placeholders of a text */
static void
write_fillers(const char *s)
{
    fprintf(out, "(const struct html_filler[]){");
    while (*s) {
        size_t n = strcspn(s, "=");
        size_t len;
        char name[NAME_MAX_LEN], value[WORD_MAX];

        if (!s[n] || n >= sizeof name) {
            die("'%s': fillers are written name=value", s);
        }
        memcpy(name, s, n);
        name[n] = '\0';
        s += n + 1;
        len = strcspn(s, " \t\n");
        if (len >= sizeof value) {
            die("a value is too long");
        }
        memcpy(value, s, len);
        value[len] = '\0';
        check_expression(value);
        fprintf(out, "html_filler(\"%s\", %s), ", name, value);
        s = skip_space(s + len);
    }
    fprintf(out, "{NULL, NULL, 0}}");
}

void
text_write(const char *s)
{
    const char *end = string_end(s);
    const char *fillers = skip_space(end);

    html_check_text();
    collect_text(s, end);
    mark_line();
    fprintf(out, "    html_tr(b, lang, %.*s, ", (int)(end - s), s);
    write_fillers(fillers);
    fprintf(out, ");\n");
    html_value_put();
}

void
text_write_plural(const char *s)
{
    size_t n = strcspn(s, " \t");
    char count[WORD_MAX];
    const char *one, *one_end, *many, *many_end;

    if (n >= sizeof count) {
        die("an expression is too long");
    }
    memcpy(count, s, n);
    count[n] = '\0';
    check_expression(count);
    one = skip_space(s + n);
    one_end = string_end(one);
    many = skip_space(one_end);
    many_end = string_end(many);
    html_check_text();
    if (texts_only) {
        printf("%.*s\t%.*s\n", (int)(one_end - one), one,
               (int)(many_end - many), many);
    }
    mark_line();
    fprintf(out, "    html_tr_n(b, lang, (int64_t)(%s), %.*s, %.*s, ", count,
            (int)(one_end - one), one, (int)(many_end - many), many);
    write_fillers(skip_space(many_end));
    fprintf(out, ");\n");
    html_value_put();
}

void
part_write(const char *s)
{
    const char *open = strchr(s, '(');
    size_t len = strlen(s);

    if (!open || s[len - 1] != ')') {
        die("a part is called: part name(arguments)");
    }
    check_name(s, (size_t)(open - s));
    if (now.place != IN_TEXT) {
        die("a part may stand in text only");
    }
    mark_line();
    fprintf(out, "    %.*s(b, lang%s", (int)(open - s), s,
            open[1] == ')' ? "" : ", ");
    for (const char *p = open + 1; *p; p++) {
        if (strncmp(p, "t \"", 3) == 0 && !isalnum((unsigned char)p[-1])) {
            const char *end = string_end(p + 2);

            collect_text(p + 2, end);
            fprintf(out, "tr(lang, %.*s)", (int)(end - p - 2), p + 2);
            p = end - 1;
        } else if (*p == '"') {
            const char *end = string_end(p);

            fprintf(out, "%.*s", (int)(end - p), p);
            p = end - 1;
        } else if (*p == ';' || *p == '{') {
            die("'%c' may not stand in the arguments of a part", *p);
        } else {
            fputc(*p, out);
        }
    }
    fprintf(out, ";\n");
    space_before = false;
}

void
value_write_formed(const char *function, const char *s)
{
    html_check_text();
    check_expression(s);
    mark_line();
    fprintf(out, "    %s(b, lang, %s);\n", function, s);
    html_value_put();
}
