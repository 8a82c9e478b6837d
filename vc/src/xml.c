/* SPDX-License-Identifier: Apache-2.0 */
/* xml: one token after the other, with the elements that are open and the
 * namespaces that they declare. */

#include "xml.h"

#include "text.h"
#include "vc/buf.h"
#include "vc/utf.h"

/* An error in the line where the token begins. */
static enum vc_status
fail_with(const struct vc_xml *x, enum vc_status status, const char *what)
{
    enum vc_status s = vc_error_set(x->error, status, "%s", what);
    size_t line = 1;
    size_t begin = 0;

    for (size_t i = 0; i < x->start && i < x->text.size; i++) {
        if (x->text.data[i] == '\n') {
            line++;
            begin = i + 1;
        }
    }
    if (x->error != NULL) {
        x->error->line = line;
        x->error->column = x->start - begin + 1;
    }
    return s;
}

enum vc_status
vc_xml_fail(const struct vc_xml *x, const char *what)
{
    return fail_with(x, VC_BAKE_DAMAGED, what);
}

enum vc_status
vc_xml_limit(const struct vc_xml *x, const char *what)
{
    return fail_with(x, VC_LIMIT, what);
}

/* --- characters ---------------------------------------------------------- */

/* Letters beyond ASCII all count: a name is only ever compared. */
static bool
is_name_start(char c)
{
    unsigned char u = (unsigned char)c;

    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_' ||
           u == ':' || u >= 0x80;
}

static bool
is_name(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* XML's Char. */
static bool
is_char(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

static bool
has_more(const struct vc_xml *x, const char *text)
{
    size_t size = strlen(text);

    return x->text.size - x->at >= size &&
           memcmp(x->text.data + x->at, text, size) == 0;
}

static bool
skip_spaces(struct vc_xml *x)
{
    size_t from = x->at;

    while (x->at < x->text.size && vc_text_is_space(x->text.data[x->at])) {
        x->at++;
    }
    return x->at > from;
}

/* `lower` in any mixture of capitals and small letters. */
static bool
is_word(struct vc_view text, const char *lower)
{
    if (text.size != strlen(lower)) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lower[i]) {
            return false;
        }
    }
    return true;
}

/* Moves behind the next `end`; what stands before it goes to `out`. */
static bool
skip_to(struct vc_xml *x, const char *end, struct vc_view *out)
{
    size_t from = x->at;

    while (x->at < x->text.size) {
        const char *hit =
            memchr(x->text.data + x->at, end[0], x->text.size - x->at);

        if (hit == NULL) {
            break;
        }
        x->at = (size_t)(hit - x->text.data);
        if (has_more(x, end)) {
            *out = (struct vc_view){x->text.data + from, x->at - from};
            x->at += strlen(end);
            return true;
        }
        x->at++;
    }
    return false;
}

static enum vc_status
read_name(struct vc_xml *x, struct vc_view *out)
{
    size_t from = x->at;

    if (from >= x->text.size || !is_name_start(x->text.data[from])) {
        return vc_xml_fail(x, "a name is missing");
    }
    while (x->at < x->text.size && is_name(x->text.data[x->at])) {
        x->at++;
    }
    *out = (struct vc_view){x->text.data + from, x->at - from};
    return VC_OK;
}

/* --- references ---------------------------------------------------------- */

/* &#10; or &#xA;, without the marks around it. */
static bool
read_number(struct vc_view digits, uint32_t *out)
{
    bool hex = digits.size > 0 && digits.data[0] == 'x';
    uint32_t value = 0;
    size_t i = hex ? 1 : 0;

    if (i == digits.size) {
        return false;
    }
    for (; i < digits.size; i++) {
        char c = digits.data[i];
        uint32_t digit = 16;

        if (c >= '0' && c <= '9') {
            digit = (uint32_t)(c - '0');
        } else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        }
        value = value * (hex ? 16 : 10) + digit;
        if (digit == 16 || value > 0x10FFFF) {
            return false;
        }
    }
    *out = value;
    return is_char(value);
}

static bool
read_reference(struct vc_view name, uint32_t *out)
{
    static const struct {
        struct vc_view name;
        char character;
    } known[] = {{VC_VIEW_INIT("lt"), '<'},
                 {VC_VIEW_INIT("gt"), '>'},
                 {VC_VIEW_INIT("amp"), '&'},
                 {VC_VIEW_INIT("quot"), '"'},
                 {VC_VIEW_INIT("apos"), '\''}};

    if (name.size > 1 && name.data[0] == '#') {
        return read_number((struct vc_view){name.data + 1, name.size - 1}, out);
    }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (vc_view_equal(name, known[i].name)) {
            *out = (unsigned char)known[i].character;
            return true;
        }
    }
    return false;
}

/* `*at` stands on the ampersand. */
static enum vc_status
decode_reference(struct vc_xml *x, struct vc_view raw, size_t *at,
                 struct vc_buf *buf)
{
    const char *from = raw.data + *at + 1;
    const char *end = memchr(from, ';', raw.size - *at - 1);
    char bytes[4];
    uint32_t code = 0;

    if (end == NULL ||
        !read_reference((struct vc_view){from, (size_t)(end - from)}, &code)) {
        return vc_xml_fail(x, "a reference is not one of XML's own");
    }
    vc_buf_add(buf, (struct vc_view){bytes, vc_utf_encode(code, bytes)});
    *at = (size_t)(end - raw.data) + 1;
    return VC_OK;
}

enum vc_status
vc_xml_decode(struct vc_xml *x, struct vc_view raw, bool attribute,
              struct vc_view *out)
{
    struct vc_buf buf;

    if (memchr(raw.data, '&', raw.size) == NULL &&
        memchr(raw.data, '\r', raw.size) == NULL &&
        (!attribute || (memchr(raw.data, '\n', raw.size) == NULL &&
                        memchr(raw.data, '\t', raw.size) == NULL))) {
        *out = raw;
        return VC_OK;
    }
    vc_buf_init(&buf, x->arena, raw.size, 0);
    for (size_t i = 0; i < raw.size;) {
        char c = raw.data[i];

        if (c == '&') {
            VC_TRY(decode_reference(x, raw, &i, &buf));
            continue;
        }
        if (c == '\r') {
            i += i + 1 < raw.size && raw.data[i + 1] == '\n' ? 1 : 0;
            c = '\n';
        }
        vc_buf_byte(&buf, attribute && vc_text_is_space(c) ? ' ' : c);
        i++;
    }
    return vc_buf_finish(&buf, out);
}

/* --- namespaces ---------------------------------------------------------- */

struct vc_view
vc_xml_space(const struct vc_xml *x, struct vc_view prefix)
{
    for (size_t i = x->space_count; i > 0; i--) {
        if (vc_view_equal(x->spaces[i - 1].prefix, prefix)) {
            return x->spaces[i - 1].address;
        }
    }
    return (struct vc_view){NULL, 0};
}

/* The prefix of a name, empty where it has none, and what stands behind. */
static struct vc_view
split_name(struct vc_view name, struct vc_view *local)
{
    const char *colon = memchr(name.data, ':', name.size);
    size_t size = colon != NULL ? (size_t)(colon - name.data) : 0;
    size_t skip = colon != NULL ? size + 1 : 0;

    *local = (struct vc_view){name.data + skip, name.size - skip};
    return (struct vc_view){name.data, size};
}

bool
vc_xml_is(const struct vc_xml *x, struct vc_view name_space,
          struct vc_view local)
{
    struct vc_view name;
    struct vc_view prefix = split_name(x->name, &name);
    struct vc_view address;

    if (!vc_view_equal(name, local)) {
        return false;
    }
    address = vc_xml_space(x, prefix);
    return address.data != NULL && vc_view_equal(address, name_space);
}

/* xmlns="…" and xmlns:prefix="…" */
static enum vc_status
declare(struct vc_xml *x, const struct vc_xml_attribute *a)
{
    static const struct vc_view word = VC_VIEW_INIT("xmlns");
    struct vc_view prefix = {a->name.data, 0};

    if (!vc_view_starts(a->name, word) ||
        (a->name.size > word.size && a->name.data[word.size] != ':')) {
        return VC_OK;
    }
    if (a->name.size > word.size) {
        prefix.data = a->name.data + word.size + 1;
        prefix.size = a->name.size - word.size - 1;
    }
    if (x->space_count == VC_XML_MAX_NAMESPACES) {
        return vc_xml_limit(x, "too many namespaces");
    }
    x->spaces[x->space_count].prefix = prefix;
    x->spaces[x->space_count].depth = x->depth;
    VC_TRY(
        vc_xml_decode(x, a->value, true, &x->spaces[x->space_count].address));
    x->space_count++;
    return VC_OK;
}

/* --- elements ------------------------------------------------------------ */

const struct vc_xml_attribute *
vc_xml_attribute_get(const struct vc_xml *x, struct vc_view name)
{
    for (size_t i = 0; i < x->attribute_count; i++) {
        if (vc_view_equal(x->attributes[i].name, name)) {
            return &x->attributes[i];
        }
    }
    return NULL;
}

static enum vc_status
read_attribute(struct vc_xml *x)
{
    struct vc_xml_attribute a;
    char quote[2] = "";

    VC_TRY(read_name(x, &a.name));
    (void)skip_spaces(x);
    if (!has_more(x, "=")) {
        return vc_xml_fail(x, "an attribute has no value");
    }
    x->at++;
    (void)skip_spaces(x);
    if (!has_more(x, "\"") && !has_more(x, "'")) {
        return vc_xml_fail(x, "an attribute has no value");
    }
    quote[0] = x->text.data[x->at++];
    if (!skip_to(x, quote, &a.value) ||
        memchr(a.value.data, '<', a.value.size) != NULL) {
        return vc_xml_fail(x, "the value of an attribute does not end");
    }
    if (vc_xml_attribute_get(x, a.name) != NULL) {
        return vc_xml_fail(x, "an attribute stands twice");
    }
    if (x->attribute_count == VC_XML_MAX_ATTRIBUTES) {
        return vc_xml_limit(x, "too many attributes");
    }
    x->attributes[x->attribute_count++] = a;
    return VC_OK;
}

/* Puts the element among those that are open, with what it declares. A prefix
 * that nobody declared would change its meaning when somebody does. */
static enum vc_status
open_element(struct vc_xml *x)
{
    struct vc_view local;
    struct vc_view prefix = split_name(x->name, &local);

    if (x->depth == 0 && x->had_root) {
        return vc_xml_fail(x, "there is a second root");
    }
    if (x->depth == VC_XML_MAX_DEPTH) {
        return vc_xml_limit(x, "nested too deeply");
    }
    x->had_root = true;
    x->open[x->depth++] = x->name;
    for (size_t i = 0; i < x->attribute_count; i++) {
        VC_TRY(declare(x, &x->attributes[i]));
    }
    return prefix.size == 0 || vc_xml_space(x, prefix).data != NULL
               ? VC_OK
               : vc_xml_fail(x, "a prefix is not declared");
}

static enum vc_status
read_start(struct vc_xml *x)
{
    x->at++;
    x->kind = VC_XML_START;
    x->attribute_count = 0;
    VC_TRY(read_name(x, &x->name));
    for (;;) {
        bool spaces = skip_spaces(x);

        if (has_more(x, ">") || has_more(x, "/>")) {
            break;
        }
        if (!spaces) {
            return vc_xml_fail(x, "the start of an element does not end");
        }
        VC_TRY(read_attribute(x));
    }
    x->empty = has_more(x, "/");
    x->at += x->empty ? 2 : 1;
    x->pending_end = x->empty;
    return open_element(x);
}

static void
close_element(struct vc_xml *x)
{
    x->kind = VC_XML_END;
    x->depth--;
    while (x->space_count > 0 &&
           x->spaces[x->space_count - 1].depth > x->depth) {
        x->space_count--;
    }
}

static enum vc_status
read_end(struct vc_xml *x)
{
    x->at += 2;
    VC_TRY(read_name(x, &x->name));
    (void)skip_spaces(x);
    if (!has_more(x, ">") || x->depth == 0 ||
        !vc_view_equal(x->name, x->open[x->depth - 1])) {
        return vc_xml_fail(x, "an end fits no start");
    }
    x->at++;
    close_element(x);
    return VC_OK;
}

/* --- what is skipped ----------------------------------------------------- */

static enum vc_status
skip_comment(struct vc_xml *x)
{
    struct vc_view inside;

    x->at += 4;
    if (!skip_to(x, "--", &inside) || !has_more(x, ">")) {
        return vc_xml_fail(x, "a comment does not end");
    }
    x->at++;
    return VC_OK;
}

static enum vc_status
skip_instruction(struct vc_xml *x)
{
    struct vc_view target;
    struct vc_view inside;

    x->at += 2;
    VC_TRY(read_name(x, &target));
    if (!skip_to(x, "?>", &inside)) {
        return vc_xml_fail(x, "an instruction does not end");
    }
    return is_word(target, "xml")
               ? vc_xml_fail(x, "an XML declaration has no place here")
               : VC_OK;
}

/* <!DOCTYPE svg PUBLIC "…" "…">: a name and two quoted texts, which lead
 * nowhere. */
static enum vc_status
skip_document_type(struct vc_xml *x)
{
    struct vc_view quoted;

    if (x->had_root) {
        return vc_xml_fail(x, "a document type has no place here");
    }
    x->at += strlen("<!DOCTYPE");
    while (x->at < x->text.size && !has_more(x, ">")) {
        char quote[2] = {x->text.data[x->at++], '\0'};

        if (quote[0] == '[' || quote[0] == '<') {
            return vc_xml_fail(x,
                               "declarations in a document type are not read");
        }
        if ((quote[0] == '"' || quote[0] == '\'') &&
            !skip_to(x, quote, &quoted)) {
            break;
        }
    }
    if (!has_more(x, ">")) {
        return vc_xml_fail(x, "the document type does not end");
    }
    x->at++;
    return VC_OK;
}

static enum vc_status
read_cdata(struct vc_xml *x)
{
    x->at += strlen("<![CDATA[");
    x->kind = VC_XML_CDATA;
    if (!skip_to(x, "]]>", &x->content)) {
        return vc_xml_fail(x, "a CDATA section does not end");
    }
    return x->depth > 0 ? VC_OK
                        : vc_xml_fail(x, "there is text outside the root");
}

static enum vc_status
read_text(struct vc_xml *x)
{
    const char *from = x->text.data + x->at;
    size_t left = x->text.size - x->at;
    const char *end = memchr(from, '<', left);

    x->kind = VC_XML_TEXT;
    x->content =
        (struct vc_view){from, end != NULL ? (size_t)(end - from) : left};
    x->at += x->content.size;
    for (size_t i = 0; x->depth == 0 && i < x->content.size; i++) {
        if (!vc_text_is_space(from[i])) {
            return vc_xml_fail(x, "there is text outside the root");
        }
    }
    return VC_OK;
}

/* --- the whole ----------------------------------------------------------- */

/* <?xml version="1.0" encoding="utf-8"?> */
static enum vc_status
read_declaration(struct vc_xml *x)
{
    struct vc_view inside;
    const struct vc_xml_attribute *encoding = NULL;

    if (!has_more(x, "<?xml") || x->text.size - x->at < 6 ||
        !vc_text_is_space(x->text.data[x->at + 5])) {
        return VC_OK;
    }
    x->at += 5;
    while (skip_spaces(x) && !has_more(x, "?>")) {
        VC_TRY(read_attribute(x));
    }
    encoding = vc_xml_attribute_get(x, VC_VIEW("encoding"));
    if (encoding != NULL && !is_word(encoding->value, "utf-8") &&
        !is_word(encoding->value, "us-ascii")) {
        return vc_xml_fail(x, "only SVG in UTF-8 is read");
    }
    if (!skip_to(x, "?>", &inside) || inside.size > 0) {
        return vc_xml_fail(x, "the XML declaration does not end");
    }
    return VC_OK;
}

enum vc_status
vc_xml_open(struct vc_xml *x, struct vc_arena *arena, struct vc_view text,
            struct vc_error *error)
{
    *x = (struct vc_xml){.arena = arena, .text = text, .error = error};
    x->start = vc_utf_check(text);
    if (x->start < text.size) {
        return vc_xml_fail(x, "not UTF-8");
    }
    for (size_t i = 0; i < text.size;) {
        x->start = i;
        if (!is_char(vc_utf_next(text, &i))) {
            return vc_xml_fail(x, "a character that XML does not allow");
        }
    }
    x->spaces[0].prefix = VC_VIEW("xml");
    x->spaces[0].address = VC_VIEW("http://www.w3.org/XML/1998/namespace");
    x->space_count = 1;
    x->start = 0;
    x->at = has_more(x, "\xEF\xBB\xBF") ? 3 : 0;
    return read_declaration(x);
}

/* The next token at `at`; `*skipped` when it is none that anybody gets. */
static enum vc_status
read_markup(struct vc_xml *x, bool *skipped)
{
    *skipped = false;
    if (!has_more(x, "<")) {
        return read_text(x);
    }
    if (has_more(x, "<![CDATA[")) {
        return read_cdata(x);
    }
    if (has_more(x, "</")) {
        return read_end(x);
    }
    *skipped = has_more(x, "<!") || has_more(x, "<?");
    if (has_more(x, "<!--")) {
        return skip_comment(x);
    }
    if (has_more(x, "<!DOCTYPE")) {
        return skip_document_type(x);
    }
    return has_more(x, "<?") ? skip_instruction(x) : read_start(x);
}

enum vc_status
vc_xml_next(struct vc_xml *x)
{
    bool skipped = true;

    if (x->pending_end) {
        x->pending_end = false;
        x->start = x->at;
        close_element(x);
        return VC_OK;
    }
    while (skipped && x->at < x->text.size) {
        x->start = x->at;
        VC_TRY(read_markup(x, &skipped));
    }
    if (!skipped) {
        return VC_OK;
    }
    x->start = x->at;
    x->kind = VC_XML_DONE;
    return x->depth == 0 && x->had_root
               ? VC_OK
               : vc_xml_fail(x, "the picture is cut short");
}
