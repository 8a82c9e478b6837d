/* SPDX-License-Identifier: Apache-2.0 */
/* markdown: CommonMark and GitHub's additions, cut into blocks. */

#include "formats/markdown.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES,
    NOTES_MAX = 8 * 1024 * 1024,
    MARKS_MAX = 200,
    CELLS_MAX = 100000
};

static const char *const extension_names[] = {"table", "strikethrough",
                                              "autolink", "tasklist"};

static pthread_once_t registered = PTHREAD_ONCE_INIT;

static void
register_extensions(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

/* Quotes and items inside each other, opened in one line, cost the parser time
 * on each line that follows; nobody writes so many. */
static bool
is_too_deep(const char *text, size_t len)
{
    size_t marks = 0;
    bool begin = true; /* of a line: only marks before */

    for (size_t i = 0; i < len && marks <= MARKS_MAX; i++) {
        char c = text[i];
        bool blank = i + 1 == len || strchr(" \t\r\n", text[i + 1]);

        if (c == '\n' || c == '\r') {
            marks = 0;
            begin = true;
        } else if (begin && (c == '>' || (blank && strchr("-*+.)", c)))) {
            marks++;
        } else if (begin && !strchr(" \t0123456789", c)) {
            begin = false;
        }
    }
    return marks > MARKS_MAX;
}

/* A short row of a table is filled up with cells, so that a wide head and many
 * short rows make far more cells than there are letters. */
static bool
has_too_many_cells(const char *text, size_t len)
{
    const char *p = text, *end = text + len;
    size_t columns = 0, cells = 0;

    while (p < end && cells <= CELLS_MAX) {
        size_t bars = 0, dashes = 0, others = 0, signs = 0;

        for (; p < end && *p != '\n' && *p != '\r'; p++) {
            bars += *p == '|';
            dashes += *p == '-';
            signs += *p && !strchr(" \t>", *p);
            others += !*p || !strchr(" \t>*+.)0123456789|:-", *p);
        }
        p += p < end;
        if (signs == 0) {
            columns = 0; /* a blank line ends a table */
        } else if (dashes && others == 0 && bars + 1 > columns) {
            columns = bars + 1;
        }
        cells += columns;
    }
    return cells > CELLS_MAX;
}

static bool
is_too_much(const char *text, size_t len)
{
    return is_too_deep(text, len) || has_too_many_cells(text, len);
}

/* Raw HTML passes cmark ("unsafe") since html_clean comes behind it. */
static cmark_node *
parse(const char *text, size_t len, cmark_llist **extensions,
      cmark_parser **parser)
{
    if (is_too_much(text, len)) {
        return NULL;
    }
    pthread_once(&registered, register_extensions);
    *parser = cmark_parser_new(OPTIONS);
    if (!*parser) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof extension_names / sizeof *extension_names;
         i++) {
        cmark_syntax_extension *e =
            cmark_find_syntax_extension(extension_names[i]);

        if (e) {
            cmark_parser_attach_syntax_extension(*parser, e);
        }
    }
    *extensions = cmark_parser_get_syntax_extensions(*parser);
    cmark_parser_feed(*parser, text, len);
    return cmark_parser_finish(*parser);
}

static struct clean_html
render(struct arena *a, cmark_node *node, cmark_llist *extensions,
       const struct html_clean_options *options)
{
    char *html = cmark_render_html(node, OPTIONS, extensions);
    struct clean_html out = html_clean(a, html, strlen(html), options);

    free(html);
    return out;
}

static const char *
kind_of(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        return "heading";
    case CMARK_NODE_LIST:
        return "list";
    case CMARK_NODE_CODE_BLOCK:
        return "code";
    case CMARK_NODE_BLOCK_QUOTE:
        return "quote";
    case CMARK_NODE_THEMATIC_BREAK:
        return "rule";
    case CMARK_NODE_HTML_BLOCK:
        return "html";
    default:
        return strcmp(cmark_node_get_type_string(node), "table") == 0
                   ? "table"
                   : "paragraph";
    }
}

/* A paragraph of one picture, perhaps with a link, and nothing else. */
static bool
is_picture(cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);

    if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH || !child ||
        cmark_node_next(child)) {
        return false;
    }
    if (cmark_node_get_type(child) == CMARK_NODE_LINK) {
        child = cmark_node_first_child(child);
    }
    return child && cmark_node_get_type(child) == CMARK_NODE_IMAGE &&
           !cmark_node_next(child);
}

/* --- the source of blocks --- */

/* A block as its author wrote it: from its first line to the one where
 * another begins. Writing the tree as Markdown again would repeat the marks of
 * nested quotes on each line, which is the square of what came in. */
struct sources {
    struct arena *a;
    const char **lines; /* where each line begins; one more for the end */
    size_t line_count;
    int *starts; /* first lines of all blocks, ascending */
    size_t start_count;
};

static int
by_number(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

static void
index_sources(struct sources *s, cmark_node *root, const char *text, size_t len)
{
    size_t count = 1, blocks = 0;

    for (size_t i = 0; i < len; i++) {
        count += text[i] == '\n' || text[i] == '\r';
    }
    s->lines = ARENA_ARRAY(s->a, count + 1, const char *);
    s->lines[s->line_count++] = text;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n') {
            continue;
        }
        if (text[i] == '\n' || text[i] == '\r') {
            s->lines[s->line_count++] = text + i + 1;
        }
    }
    s->lines[s->line_count] = text + len;
    for (cmark_node *n = cmark_node_first_child(root); n;
         n = cmark_node_next(n)) {
        blocks++;
    }
    s->starts = ARENA_ARRAY(s->a, blocks, int);
    for (cmark_node *n = cmark_node_first_child(root); n;
         n = cmark_node_next(n)) {
        s->starts[s->start_count++] = cmark_node_get_start_line(n);
    }
    qsort(s->starts, s->start_count, sizeof *s->starts, by_number);
}

static const char *
source_of(const struct sources *s, cmark_node *node)
{
    int from = cmark_node_get_start_line(node);
    size_t low = 0, high = s->start_count, to = s->line_count;
    const char *begin, *end;

    if (from < 1 || (size_t)from > s->line_count) {
        return "";
    }
    while (low < high) { /* the first block that begins behind this one */
        size_t at = low + (high - low) / 2;

        if (s->starts[at] > from) {
            high = at;
        } else {
            low = at + 1;
        }
    }
    if (low < s->start_count && (size_t)s->starts[low] <= s->line_count) {
        to = (size_t)s->starts[low] - 1;
    }
    begin = s->lines[from - 1];
    end = s->lines[to];
    while (end > begin && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    return arena_textn(s->a, begin, (size_t)(end - begin));
}

static int64_t
count_words(const char *s)
{
    int64_t n = 0;

    while (*s) {
        size_t len = strcspn(s, " \n\t");

        n += len > 0;
        s += len;
        s += strspn(s, " \n\t");
    }
    return n;
}

/* --- segments --- */

/* What is the same for all blocks of a text. */
struct reader {
    struct arena *a;
    cmark_llist *extensions;
    const struct html_clean_options *options;
    struct sources sources;
    struct md_text *out;
};

static void
finish_segment(struct reader *r, struct md_segment *s)
{
    hash_sha256(s->source, strlen(s->source), s->hash);
    r->out->words += count_words(html_clean_plain(r->a, s->html));
}

static void
add_block(struct reader *r, cmark_node *node)
{
    struct md_segment *s = &r->out->segments[r->out->segment_count++];

    s->kind = is_picture(node) ? "image" : kind_of(node);
    s->source = source_of(&r->sources, node);
    s->html = render(r->a, node, r->extensions, r->options);
    if (!r->out->title && strcmp(s->kind, "heading") == 0 &&
        cmark_node_get_heading_level(node) == 1) {
        s->kind = "title";
        r->out->title = text_clean(r->a, html_clean_plain(r->a, s->html));
    }
    finish_segment(r, s);
}

/* One note out of the list of one that the library makes of it. */
static void
put_note(struct buf *b, const char *html)
{
    static const char tail[] = "</ol>\n</section>\n";
    const char *item = strstr(html, "<li");
    size_t len;

    if (item) {
        len = strlen(item);
        if (text_ends(item, tail)) {
            len -= sizeof tail - 1;
        }
        buf_put(b, item, len);
    }
}

/* The notes stand at the end of the tree; together they are one list, so that
 * their numbers go on. */
static enum err
add_notes(struct reader *r, cmark_node *node)
{
    struct md_segment *s = &r->out->segments[r->out->segment_count++];
    struct buf html, source;
    enum err e = OK;

    buf_init(&html, NOTES_MAX);
    buf_init(&source, NOTES_MAX);
    buf_puts(&html, "<section><ol>");
    for (cmark_node *n = node; n; n = cmark_node_next(n)) {
        char *one = cmark_render_html(n, OPTIONS, r->extensions);

        put_note(&html, one);
        buf_puts(&source, n == node ? "" : "\n\n");
        buf_puts(&source, source_of(&r->sources, n));
        free(one);
    }
    buf_puts(&html, "</ol></section>");
    if (buf_ok(&html) && buf_ok(&source)) {
        s->kind = "footnotes";
        s->source = arena_text(r->a, buf_text(&source));
        s->html = html_clean(r->a, buf_text(&html), html.len, r->options);
        finish_segment(r, s);
    } else {
        e = ERR_LIMIT;
    }
    buf_free(&html);
    buf_free(&source);
    return e;
}

enum err
markdown_read(struct arena *a, const char *text, size_t len,
              const struct html_clean_options *options, struct md_text *out)
{
    struct reader r = {.a = a, .options = options, .out = out};
    cmark_parser *parser = NULL;
    cmark_node *root = parse(text, len, &r.extensions, &parser), *n;
    enum err e = OK;

    if (!root) {
        return is_too_much(text, len) ? ERR_LIMIT : ERR_INTERNAL;
    }
    r.sources.a = a;
    index_sources(&r.sources, root, text, len);
    out->segments = ARENA_ARRAY(a, r.sources.start_count, struct md_segment);
    for (n = cmark_node_first_child(root);
         n && cmark_node_get_type(n) != CMARK_NODE_FOOTNOTE_DEFINITION;
         n = cmark_node_next(n)) {
        add_block(&r, n);
    }
    if (n) {
        e = add_notes(&r, n);
    }
    cmark_node_free(root);
    cmark_parser_free(parser);
    return e;
}

struct clean_html
markdown_html(struct arena *a, const char *text)
{
    cmark_llist *extensions = NULL;
    cmark_parser *parser = NULL;
    cmark_node *root = parse(text, strlen(text), &extensions, &parser);
    struct clean_html out;

    if (!root) {
        return html_clean_text(a, text);
    }
    out = render(a, root, extensions, NULL);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return out;
}
