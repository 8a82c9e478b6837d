/* SPDX-License-Identifier: Apache-2.0 */
/* tmplc: turns a page (.html) into a typed C function that writes it.
 *
 *   tmplc header  x.html out.html.h     the prototypes
 *   tmplc source  x.html out.html.c NAME   the functions; includes "NAME"
 *   tmplc texts   x.html                the texts to translate, one a line
 *
 * The form of a page is told in docs/templates.md. The tool follows the HTML:
 * a value is escaped for the place where it stands, and a value in a place
 * that cannot be made safe (a script, a style, an event handler, an attribute
 * without quotes, the name of a tag) stops the build, as do branches that end
 * in different places of the HTML, and a page that has no h1 or two.
 */
#include "tmplc.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *page_text; /* the whole file */
static bool in_page;
static bool is_piece; /* shown inside pages: it has no h1 */
static int page_line;

/* --- pages --- */

static void
end_page(void)
{
    if (!in_page) {
        return;
    }
    if (block_open_line()) {
        die("{{end}} is missing for the block of line %d", block_open_line());
    }
    if (now.place != IN_TEXT) {
        die("the page ends inside a tag");
    }
    if (!is_piece && now.headings == 0) {
        at_line = page_line;
        die("a page without h1; what is shown inside pages is a {{piece …}}");
    }
    /* White space at the end of a page is nobody's. */
    literal_trim();
    literal_flush();
    fprintf(out, "}\n\n");
    in_page = false;
}

/* page name(const struct x_view *v), or piece */
static void
begin_page(const char *s, bool piece, bool header)
{
    const char *open = strchr(s, '(');
    size_t len = strlen(s);

    if (!open || len == 0 || s[len - 1] != ')') {
        die("a page is written: page name(TYPE *v)");
    }
    check_name(s, (size_t)(open - s));
    if (header) {
        fprintf(out,
                "void %.*s(struct buf *b, const struct lang *lang%s%.*s;\n",
                (int)(open - s), s, open[1] == ')' ? "" : ", ",
                (int)(len - (size_t)(open - s) - 1), open + 1);
        return;
    }
    end_page();
    fprintf(out, "#line %d \"%s\"\n", at_line, at_path);
    fprintf(out,
            "void\n%.*s(struct buf *b, const struct lang *lang%s%.*s\n{\n"
            "    (void)lang;\n",
            (int)(open - s), s, open[1] == ')' ? "" : ", ",
            (int)(len - (size_t)(open - s) - 1), open + 1);
    in_page = true;
    is_piece = piece;
    page_line = at_line;
    html_begin(page_text, piece);
}

static bool
starts(const char *s, const char *word, const char **rest)
{
    size_t n = strlen(word);

    if (strncmp(s, word, n) != 0 || (s[n] && !isspace((unsigned char)s[n]))) {
        return false;
    }
    *rest = skip_space(s + n);
    return true;
}

static void
directive(const char *s)
{
    const char *rest;

    if (starts(s, "include", &rest)) {
        return; /* written at the top */
    }
    if (starts(s, "page", &rest)) {
        begin_page(rest, false, false);
        return;
    }
    if (starts(s, "piece", &rest)) {
        begin_page(rest, true, false);
        return;
    }
    if (!in_page) {
        die("{{%s}} before {{page …}}", s);
    }
    if (starts(s, "if", &rest)) {
        block_begin_if(rest);
    } else if (starts(s, "else", &rest)) {
        block_else();
    } else if (starts(s, "end", &rest)) {
        block_end();
    } else if (starts(s, "for", &rest)) {
        block_begin_for(rest);
    } else if (starts(s, "part", &rest)) {
        part_write(rest);
    } else if (starts(s, "t", &rest)) {
        text_write(rest);
    } else if (starts(s, "tn", &rest)) {
        text_write_plural(rest);
    } else if (starts(s, "num", &rest)) {
        value_write_formed("html_num_put", rest);
    } else if (starts(s, "date", &rest)) {
        value_write_formed("html_date_put", rest);
    } else {
        value_write(s);
    }
}

/* --- the file --- */

static char *
read_file(void)
{
    FILE *f = fopen(at_path, "rb");
    char *text = NULL;
    size_t len = 0, cap = 0, n;

    if (!f) {
        fprintf(stderr, "%s: %s\n", at_path, strerror(errno));
        exit(1);
    }
    do {
        if (cap - len < 65536) {
            cap = cap * 2 + 65536;
            text = realloc(text, cap + 1);
            if (!text) {
                die("out of memory");
            }
        }
        n = fread(text + len, 1, cap - len, f);
        len += n;
    } while (n > 0);
    fclose(f);
    text[len] = '\0';
    return text;
}

/* Cut the word between {{ and }} out, trimmed; returns what follows. */
static const char *
cut_word(const char *s, char word[WORD_MAX])
{
    const char *end = strstr(s, "}}");
    size_t n;

    if (!end) {
        die("{{ without }}");
    }
    s = skip_space(s);
    n = (size_t)(end - s);
    while (n && isspace((unsigned char)s[n - 1])) {
        n--;
    }
    if (n >= WORD_MAX) {
        die("more than %d bytes between {{ and }}", WORD_MAX - 1);
    }
    memcpy(word, s, n);
    word[n] = '\0';
    return end + 2;
}

/* Includes and prototypes. */
static void
write_header(const char *text)
{
    char word[WORD_MAX];
    const char *rest;

    fprintf(out,
            "/* Made by tmplc from %s. */\n#pragma once\n\n"
            "#include \"web/html.h\"\n",
            at_path);
    for (const char *s = text; *s;) {
        if (s[0] == '{' && s[1] == '{') {
            s = cut_word(s + 2, word);
            if (starts(word, "include", &rest)) {
                fprintf(out, "#include %s\n", rest);
            } else if (starts(word, "page", &rest)) {
                begin_page(rest, false, true);
            } else if (starts(word, "piece", &rest)) {
                begin_page(rest, true, true);
            }
        } else {
            at_line += *s == '\n';
            s++;
        }
    }
}

static void
write_source(const char *text, const char *include)
{
    char word[WORD_MAX];

    fprintf(out, "/* Made by tmplc from %s. */\n#include \"%s\"\n\n", at_path,
            include);
    for (const char *s = text; *s;) {
        if (s[0] == '{' && s[1] == '{') {
            const char *from = s;

            s = cut_word(s + 2, word);
            directive(word);
            for (; from < s; from++) {
                at_line += *from == '\n';
            }
        } else {
            if (in_page) {
                html_put(s);
            } else if (!isspace((unsigned char)*s)) {
                die("text before {{page …}}");
            }
            at_line += *s == '\n';
            s++;
        }
    }
    end_page();
}

int
main(int argc, char **argv)
{
    char *text;

    if (argc < 3) {
        fprintf(stderr, "usage: tmplc header|source|texts FILE [OUT [NAME]]\n");
        return 2;
    }
    at_path = argv[2];
    text = read_file();
    page_text = text;
    texts_only = strcmp(argv[1], "texts") == 0;
    out = texts_only ? fopen("/dev/null", "w")
          : argc > 3 ? fopen(argv[3], "w")
                     : NULL;
    if (!out) {
        fprintf(stderr, "tmplc: cannot write\n");
        return 1;
    }
    if (strcmp(argv[1], "header") == 0) {
        write_header(text);
    } else {
        write_source(text, argc > 4 ? argv[4] : "");
    }
    free(text);
    return fclose(out) == 0 ? 0 : 1;
}
