/* SPDX-License-Identifier: Apache-2.0 */
/* tmplc_html: follows the HTML byte by byte, so that it is known what a value
 * stands in, and refuses what no page of ours may have. */
#include "tmplc.h"

#include <ctype.h>
#include <string.h>

struct state now;
bool space_before;

static const char *page_text; /* the whole file */
static const char *cursor;    /* the byte being followed */
static bool is_piece;         /* shown inside pages: it has no h1 */

void
html_begin(const char *whole, bool piece)
{
    page_text = whole;
    is_piece = piece;
    now = (struct state){.place = IN_TEXT};
    space_before = true; /* none at the beginning */
}

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

void
html_put(const char *s)
{
    char c = *s;
    enum place before = now.place;
    bool space = isspace((unsigned char)c);

    cursor = s;
    follow(c);
    if (before == IN_COMMENT) {
        return;
    }
    if (now.place == IN_COMMENT) {
        literal_drop(3); /* <!- is written already */
        return;
    }
    if (space && !now.keep_space && before != IN_DOUBLE &&
        before != IN_SINGLE) {
        if (!space_before) {
            literal_put(before == IN_TEXT && c == '\n' ? '\n' : ' ');
        }
        space_before = true;
        return;
    }
    space_before = false;
    literal_put(c);
}

const char *
html_writer(void)
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

void
html_check_text(void)
{
    if (strcmp(html_writer(), "html_url_put") == 0) {
        die("only a whole address may stand in %s=", now.attr);
    }
}

void
html_value_put(void)
{
    now.value_begun = true;
    space_before = false;
}

void
html_end_bare(void)
{
    if (now.place == IN_ATTR_NAME) {
        end_attr_name();
        now.place = IN_TAG;
    }
}

bool
html_is_same(const struct state *a, const struct state *b)
{
    return a->place == b->place && a->keep_space == b->keep_space &&
           a->in_label == b->in_label && a->headings == b->headings &&
           (a->place == IN_TEXT ||
            (strcmp(a->tag, b->tag) == 0 &&
             (a->place == IN_TAG || strcmp(a->attr, b->attr) == 0)));
}
