/* SPDX-License-Identifier: Apache-2.0 */
/* markdown: CommonMark and GitHub's additions, cut into blocks. */

#include "formats/markdown.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES };

static const char *const extension_names[] = {"table", "strikethrough",
                                              "autolink", "tasklist"};

static pthread_once_t registered = PTHREAD_ONCE_INIT;

static void
register_extensions(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

/* Raw HTML passes cmark ("unsafe") since html_clean comes behind it. */
static cmark_node *
parse(const char *text, size_t len, cmark_llist **extensions,
      cmark_parser **parser)
{
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
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return "footnotes";
    default:
        return strcmp(cmark_node_get_type_string(node), "table") == 0
                   ? "table"
                   : "paragraph";
    }
}

/* A paragraph of one picture and nothing else. */
static bool
is_picture(cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);

    return child && cmark_node_get_type(child) == CMARK_NODE_IMAGE &&
           !cmark_node_next(child);
}

/* A block as Markdown again: what a translator sees. */
static const char *
source_of(struct arena *a, cmark_node *node)
{
    char *out = cmark_render_commonmark(node, CMARK_OPT_DEFAULT, 0);
    const char *copy = arena_text(a, out);

    free(out);
    return copy;
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

static void
add_segment(struct arena *a, cmark_node *node, cmark_llist *extensions,
            const struct html_clean_options *options, struct md_text *out)
{
    struct md_segment *s = &out->segments[out->segment_count++];
    const char *words;

    s->kind = is_picture(node) ? "image" : kind_of(node);
    s->source = source_of(a, node);
    s->html = render(a, node, extensions, options);
    hash_sha256(s->source, strlen(s->source), s->hash);
    words = html_clean_plain(a, s->html);
    if (!out->title && strcmp(s->kind, "heading") == 0 &&
        cmark_node_get_heading_level(node) == 1) {
        s->kind = "title";
        out->title = text_clean(a, words);
    }
    out->words += count_words(words);
}

enum err
markdown_read(struct arena *a, const char *text, size_t len,
              const struct html_clean_options *options, struct md_text *out)
{
    cmark_llist *extensions = NULL;
    cmark_parser *parser = NULL;
    cmark_node *root = parse(text, len, &extensions, &parser);
    size_t count = 0;

    if (!root) {
        return ERR_INTERNAL;
    }
    for (cmark_node *n = cmark_node_first_child(root); n;
         n = cmark_node_next(n)) {
        count++;
    }
    out->segments = ARENA_ARRAY(a, count, struct md_segment);
    for (cmark_node *n = cmark_node_first_child(root); n;
         n = cmark_node_next(n)) {
        add_segment(a, n, extensions, options, out);
    }
    cmark_node_free(root);
    cmark_parser_free(parser);
    return OK;
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
