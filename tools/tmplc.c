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
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32, NAME_MAX_LEN = 64, WORD_MAX = 4096 };

enum place {
    IN_TEXT,
    IN_TAG_NAME,
    IN_TAG, /* between attributes */
    IN_ATTR_NAME,
    BEFORE_VALUE, /* after = */
    IN_DOUBLE,    /* "…" */
    IN_SINGLE,    /* '…' */
    IN_BARE,      /* value without quotes */
    IN_COMMENT
};

/* Where in the HTML we are. */
struct state {
    enum place place;
    char tag[NAME_MAX_LEN];
    char attr[NAME_MAX_LEN];
    bool closing;     /* a </tag> */
    bool value_begun; /* something stands in the value already */
    bool keep_space;  /* inside pre or textarea */
    bool has_alt;     /* the img being read has one */
    bool is_hidden;   /* the input being read needs no label */
    bool is_named;    /* … has aria-label or aria-labelledby */
    bool in_label;
    int headings;            /* h1 so far, on this way through the branches */
    const char *id, *id_end; /* its id, as the page writes it */
};

struct block {
    bool is_for;
    bool has_else;
    int line;
    struct state at_start; /* for `if`: where both arms begin */
    struct state at_else;  /* where the first arm ended */
};

static const char *path;
static const char *page_text; /* the whole file */
static const char *cursor;    /* the byte being followed */
static int line = 1;
static FILE *out;
static bool texts_only;
static struct state now;
static struct block blocks[DEPTH_MAX];
static int depth;
static int loops;
static bool in_page;
static bool is_piece; /* shown inside pages: it has no h1 */
static int page_line;
static bool space_before; /* the last byte written was white space */

/* literal HTML waiting to be written in one call */
static char *literal;
static size_t literal_len, literal_cap;
static int literal_line;

__attribute__((format(printf, 1, 2))) static _Noreturn void
die(const char *format, ...)
{
    va_list ap;

    fprintf(stderr, "%s:%d: ", path, line);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

/* --- writing C --- */

static void
put_literal(char c)
{
    if (literal_len == 0) {
        literal_line = line;
    }
    if (literal_len == literal_cap) {
        literal_cap = literal_cap ? literal_cap * 2 : 4096;
        literal = realloc(literal, literal_cap);
        if (!literal) {
            die("out of memory");
        }
    }
    literal[literal_len++] = c;
}

static void
flush_literal(void)
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

/* From here on the C compiler speaks of this line of the page. */
static void
mark_line(void)
{
    flush_literal();
    fprintf(out, "#line %d \"%s\"\n", line, path);
}

/* --- following the HTML --- */

static bool
is_url_attr(const char *attr)
{
    static const char *const names[] = {
        "href",   "src",  "action", "formaction", "cite",       "poster",
        "srcset", "data", "ping",   "background", "xlink:href", "manifest"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(attr, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void
add_char(char *name, char c)
{
    size_t n = strlen(name);

    if (n + 1 >= NAME_MAX_LEN) {
        die("a name of more than %d letters", NAME_MAX_LEN - 1);
    }
    name[n] = (char)tolower((unsigned char)c);
    name[n + 1] = '\0';
}

/* Is there a <label for="…"> with this id, written the same way? */
static bool
has_label(const char *id, const char *id_end)
{
    size_t n = (size_t)(id_end - id);

    for (const char *s = page_text; (s = strstr(s, " for=\"")); s++) {
        const char *value = s + strlen(" for=\"");

        if (strncmp(value, id, n) == 0 && value[n] == '"') {
            return true;
        }
    }
    return false;
}

static void
check_label(void)
{
    static const char *const controls[] = {"input", "select", "textarea"};

    if (strcmp(now.tag, "label") == 0) {
        now.in_label = !now.closing;
    }
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        if (strcmp(now.tag, controls[i]) == 0 && !now.closing &&
            !now.is_hidden && !now.is_named && !now.in_label &&
            !(now.id && now.id_end && has_label(now.id, now.id_end))) {
            die("<%s> without label: put it in a <label>, or give it an id "
                "that a label's for= names",
                now.tag);
        }
    }
}

static void
end_tag(void)
{
    bool raw = strcmp(now.tag, "script") == 0 || strcmp(now.tag, "style") == 0;
    bool spaced =
        strcmp(now.tag, "pre") == 0 || strcmp(now.tag, "textarea") == 0;

    if (strcmp(now.tag, "h1") == 0 && !now.closing) {
        if (is_piece) {
            die("an h1 in a piece: the page around it has the one there is");
        }
        if (now.headings++) {
            die("a second h1: a page is about one thing");
        }
    }
    if (strcmp(now.tag, "img") == 0 && !now.closing && !now.has_alt) {
        die("an img without alt: write what it shows, or alt=\"\"");
    }
    check_label();
    if (raw && !now.closing) {
        die("no <%s> in pages: the site's policy forbids it", now.tag);
    }
    if (spaced) {
        now.keep_space = !now.closing;
    }
    now.place = IN_TEXT;
    now.attr[0] = '\0';
}

static void
end_attr_name(void)
{
    if (strcmp(now.attr, "alt") == 0) {
        now.has_alt = true;
    }
    if (strcmp(now.attr, "aria-label") == 0 ||
        strcmp(now.attr, "aria-labelledby") == 0) {
        now.is_named = true;
    }
    if (strcmp(now.attr, "srcdoc") == 0) {
        die("no srcdoc= in pages: it is a page within an attribute");
    }
    if (strcmp(now.attr, "style") == 0 ||
        (strncmp(now.attr, "on", 2) == 0 && strlen(now.attr) > 2)) {
        die("no %s= in pages: the site's policy forbids it", now.attr);
    }
}

static void
check_tabindex(char first)
{
    if (strcmp(now.attr, "tabindex") == 0 && isdigit((unsigned char)first) &&
        first != '0') {
        die("no positive tabindex: it breaks the order of reading");
    }
}

/* A byte of a value in quotes, or the quote that ends it. */
static void
follow_quoted(char c)
{
    if (c != (now.place == IN_DOUBLE ? '"' : '\'')) {
        if (!now.value_begun) {
            check_tabindex(c);
            now.is_hidden =
                now.is_hidden || (strcmp(now.attr, "type") == 0 &&
                                  strncmp(cursor, "hidden\"", 7) == 0);
        }
        now.value_begun = true;
        return;
    }
    now.place = IN_TAG;
    if (strcmp(now.attr, "id") == 0) {
        now.id_end = cursor;
    }
}

static void
follow_tag(char c)
{
    switch (now.place) {
    case IN_TAG_NAME:
        if (c == '/' && !now.tag[0]) {
            now.closing = true;
        } else if (c == '>') {
            end_tag();
        } else if (isspace((unsigned char)c) || c == '/') {
            now.place = IN_TAG;
        } else {
            add_char(now.tag, c);
            if (strcmp(now.tag, "!--") == 0) {
                now.place = IN_COMMENT;
            }
        }
        break;
    case IN_TAG:
        if (c == '>') {
            end_tag();
        } else if (!isspace((unsigned char)c) && c != '/') {
            now.attr[0] = '\0';
            add_char(now.attr, c);
            now.place = IN_ATTR_NAME;
        }
        break;
    case IN_ATTR_NAME:
        if (c == '=') {
            end_attr_name();
            now.place = BEFORE_VALUE;
        } else if (c == '>') {
            end_attr_name();
            end_tag();
        } else if (isspace((unsigned char)c) || c == '/') {
            end_attr_name();
            now.place = IN_TAG;
        } else {
            add_char(now.attr, c);
        }
        break;
    default:
        if (c == '"' || c == '\'') {
            now.place = c == '"' ? IN_DOUBLE : IN_SINGLE;
            now.value_begun = false;
            if (strcmp(now.attr, "id") == 0) {
                now.id = cursor + 1;
                now.id_end = NULL;
            }
        } else if (!isspace((unsigned char)c)) {
            check_tabindex(c);
            now.place = IN_BARE;
        }
    }
}

static void
follow(char c)
{
    static char last[3];

    switch (now.place) {
    case IN_TEXT:
        if (c == '<') {
            now.place = IN_TAG_NAME;
            now.tag[0] = '\0';
            now.closing = now.has_alt = now.is_hidden = now.is_named = false;
            now.id = now.id_end = NULL;
        }
        break;
    case IN_DOUBLE:
    case IN_SINGLE:
        follow_quoted(c);
        break;
    case IN_BARE:
        if (c == '>') {
            end_tag();
        } else if (isspace((unsigned char)c)) {
            now.place = IN_TAG;
        }
        break;
    case IN_COMMENT:
        if (c == '>' && last[0] == '-' && last[1] == '-') {
            now.place = IN_TEXT;
        }
        break;
    default:
        follow_tag(c);
    }
    last[0] = last[1];
    last[1] = c;
}

/* Write a byte of the page. Runs of white space in text become one; comments
 * do not reach the reader. */
static void
put_html(char c)
{
    enum place before = now.place;
    bool space = isspace((unsigned char)c);

    follow(c);
    if (before == IN_COMMENT) {
        return;
    }
    if (now.place == IN_COMMENT) {
        literal_len -= 3; /* <!- is written already */
        return;
    }
    if (space && !now.keep_space && before != IN_DOUBLE &&
        before != IN_SINGLE) {
        if (!space_before) {
            put_literal(before == IN_TEXT && c == '\n' ? '\n' : ' ');
        }
        space_before = true;
        return;
    }
    space_before = false;
    put_literal(c);
}

/* --- expressions --- */

static const char *
skip_space(const char *s)
{
    while (isspace((unsigned char)*s)) {
        s++;
    }
    return s;
}

/* Only names, members and indices: logic belongs in C. */
static void
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

/* The function that makes a value safe where we stand. */
static const char *
writer(void)
{
    switch (now.place) {
    case IN_TEXT:
        return "html_text_put";
    case IN_DOUBLE:
    case IN_SINGLE:
        if (is_url_attr(now.attr) && now.value_begun) {
            die("a value in %s= stands first in it: build the whole address "
                "in the handler",
                now.attr);
        }
        if (is_url_attr(now.attr)) {
            return "html_url_put";
        }
        return "html_attr_put";
    case IN_TAG_NAME:
    case IN_TAG:
    case IN_ATTR_NAME:
        die("a value may not be part of a tag's or attribute's name");
    case BEFORE_VALUE:
    case IN_BARE:
        die("put the value of %s= in quotes", now.attr);
    default:
        die("a value may not stand here");
    }
}

static void
write_value(const char *s)
{
    const char *w = writer();

    check_expression(s);
    mark_line();
    fprintf(out, "    %s(b, %s);\n", w, s);
    now.value_begun = true;
    space_before = false;
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

/* Texts and formed values may stand where a value may, but not in addresses. */
static void
check_place(void)
{
    if (strcmp(writer(), "html_url_put") == 0) {
        die("only a whole address may stand in %s=", now.attr);
    }
}

/* t "text" name=value … */
static void
write_text(const char *s)
{
    const char *end = string_end(s);
    const char *fillers = skip_space(end);

    check_place();
    collect_text(s, end);
    mark_line();
    fprintf(out, "    html_tr(b, lang, %.*s, ", (int)(end - s), s);
    write_fillers(fillers);
    fprintf(out, ");\n");
    now.value_begun = true;
    space_before = false;
}

/* tn expression "one" "many" name=value … ; %{n} is the number itself */
static void
write_plural(const char *s)
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
    check_place();
    if (texts_only) {
        printf("%.*s\t%.*s\n", (int)(one_end - one), one,
               (int)(many_end - many), many);
    }
    mark_line();
    fprintf(out, "    html_tr_n(b, lang, (int64_t)(%s), %.*s, %.*s, ", count,
            (int)(one_end - one), one, (int)(many_end - many), many);
    write_fillers(skip_space(many_end));
    fprintf(out, ");\n");
    now.value_begun = true;
    space_before = false;
}

/* --- blocks --- */

static bool
same_place(const struct state *a, const struct state *b)
{
    return a->place == b->place && a->keep_space == b->keep_space &&
           a->in_label == b->in_label && a->headings == b->headings &&
           (a->place == IN_TEXT ||
            (strcmp(a->tag, b->tag) == 0 &&
             (a->place == IN_TAG || strcmp(a->attr, b->attr) == 0)));
}

static struct block *
push(bool is_for)
{
    if (depth == DEPTH_MAX) {
        die("blocks are nested deeper than %d", DEPTH_MAX);
    }
    if (now.place == IN_TAG_NAME && now.tag[0]) {
        now.place = IN_TAG; /* <li{{if …}} class="x"{{end}}> */
    }
    blocks[depth] =
        (struct block){.is_for = is_for, .line = line, .at_start = now};
    return &blocks[depth++];
}

static void
begin_if(const char *s)
{
    bool no = strncmp(s, "not ", 4) == 0;

    s = no ? skip_space(s + 4) : s;
    check_expression(s);
    mark_line();
    fprintf(out, "    if (%shtml_is(%s)) {\n", no ? "!" : "", s);
    push(false);
}

/* `{{if …}} selected{{end}}`: an attribute without a value ends with its arm. */
static void
close_bare_attr(void)
{
    if (now.place == IN_ATTR_NAME) {
        end_attr_name();
        now.place = IN_TAG;
    }
}

static void
begin_else(void)
{
    struct block *k = depth ? &blocks[depth - 1] : NULL;

    if (!k || k->is_for || k->has_else) {
        die("{{else}} without its {{if}}");
    }
    close_bare_attr();
    flush_literal();
    fprintf(out, "    } else {\n");
    k->has_else = true;
    k->at_else = now;
    now = k->at_start;
    space_before = false;
}

static void
end_block(void)
{
    const struct block *k;

    if (depth == 0) {
        die("{{end}} without its {{if}} or {{for}}");
    }
    close_bare_attr();
    k = &blocks[--depth];
    if (!same_place(k->has_else ? &k->at_else : &k->at_start, &now)) {
        die("the block of line %d ends in another place of the HTML than it "
            "began, or its other arm did (or only one of them has an h1)",
            k->line);
    }
    flush_literal();
    fprintf(out, "    }\n");
    /* An arm may have written into the value, or not: count it as begun. */
    now.value_begun =
        now.value_begun || (k->has_else && k->at_else.value_begun);
    space_before = false;
}

/* for const struct term *t in v->terms count v->term_count [as i] */
static void
begin_for(const char *s)
{
    const char *in = strstr(s, " in "), *count, *as;
    char decl[WORD_MAX], items[WORD_MAX], number[WORD_MAX];
    int id = ++loops;
    bool text;

    count = in ? strstr(in, " count ") : NULL;
    if (!count || (size_t)(in - s) >= sizeof decl ||
        (size_t)(count - in) >= sizeof items) {
        die("a loop is written: for TYPE *name in ITEMS count NUMBER");
    }
    snprintf(decl, sizeof decl, "%.*s", (int)(in - s), s);
    snprintf(items, sizeof items, "%.*s", (int)(count - in - 4), in + 4);
    as = strstr(count + 7, " as ");
    snprintf(number, sizeof number, "%.*s",
             (int)(as ? as - count - 7 : (int)strlen(count + 7)), count + 7);
    check_expression(items);
    check_expression(number);
    text = strncmp(decl, "const char *", 12) == 0;
    mark_line();
    fprintf(out,
            "    for (size_t i_%d = 0; i_%d < (size_t)(%s); i_%d++) {\n"
            "    %s = %s(%s)[i_%d];\n",
            id, id, number, id, decl, text ? "" : "&", items, id);
    if (as) {
        check_expression(as + 4);
        fprintf(out, "    size_t %s = i_%d;\n", as + 4, id);
    }
    push(true);
    now.value_begun = true; /* an address in a loop would have several */
}

/* --- pages and parts --- */

static void
check_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)s[i]) && s[i] != '_') {
            die("'%.*s' is no name of a page", (int)n, s);
        }
    }
}

static void
end_page(void)
{
    if (!in_page) {
        return;
    }
    if (depth) {
        die("{{end}} is missing for the block of line %d",
            blocks[depth - 1].line);
    }
    if (now.place != IN_TEXT) {
        die("the page ends inside a tag");
    }
    if (!is_piece && now.headings == 0) {
        line = page_line;
        die("a page without h1; what is shown inside pages is a {{piece …}}");
    }
    /* White space at the end of a page is nobody's. */
    while (literal_len && isspace((unsigned char)literal[literal_len - 1])) {
        literal_len--;
    }
    flush_literal();
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
    fprintf(out, "#line %d \"%s\"\n", line, path);
    fprintf(out,
            "void\n%.*s(struct buf *b, const struct lang *lang%s%.*s\n{\n"
            "    (void)lang;\n",
            (int)(open - s), s, open[1] == ')' ? "" : ", ",
            (int)(len - (size_t)(open - s) - 1), open + 1);
    in_page = true;
    is_piece = piece;
    page_line = line;
    now = (struct state){.place = IN_TEXT};
    space_before = true; /* none at the beginning */
}

/* part name(argument, t "text", …) */
static void
call_part(const char *s)
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

/* num, date, raw: values with a form of their own */
static void
write_formed(const char *function, const char *s)
{
    check_place();
    check_expression(s);
    mark_line();
    fprintf(out, "    %s(b, lang, %s);\n", function, s);
    now.value_begun = true;
    space_before = false;
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
        begin_if(rest);
    } else if (starts(s, "else", &rest)) {
        begin_else();
    } else if (starts(s, "end", &rest)) {
        end_block();
    } else if (starts(s, "for", &rest)) {
        begin_for(rest);
    } else if (starts(s, "part", &rest)) {
        call_part(rest);
    } else if (starts(s, "t", &rest)) {
        write_text(rest);
    } else if (starts(s, "tn", &rest)) {
        write_plural(rest);
    } else if (starts(s, "num", &rest)) {
        write_formed("html_num_put", rest);
    } else if (starts(s, "date", &rest)) {
        write_formed("html_date_put", rest);
    } else {
        write_value(s);
    }
}

/* --- the file --- */

static char *
read_file(void)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    size_t len = 0, cap = 0, n;

    if (!f) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
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
            path);
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
            line += *s == '\n';
            s++;
        }
    }
}

static void
write_source(const char *text, const char *include)
{
    char word[WORD_MAX];

    fprintf(out, "/* Made by tmplc from %s. */\n#include \"%s\"\n\n", path,
            include);
    for (const char *s = text; *s;) {
        if (s[0] == '{' && s[1] == '{') {
            const char *from = s;

            s = cut_word(s + 2, word);
            directive(word);
            for (; from < s; from++) {
                line += *from == '\n';
            }
        } else {
            if (in_page) {
                cursor = s;
                put_html(*s);
            } else if (!isspace((unsigned char)*s)) {
                die("text before {{page …}}");
            }
            line += *s == '\n';
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
    path = argv[2];
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
    free(literal);
    return fclose(out) == 0 ? 0 : 1;
}
