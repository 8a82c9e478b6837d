/* SPDX-License-Identifier: Apache-2.0 */
/* Strict JSON parser: one pass, no recursion, texts as views where they have no
 * escape. The tree functions and the writer are in json_tree.c. */
#include "vc/json.h"

#include "hash.h"
#include "vc/number.h"
#include "vc/utf.h"

enum {
    HARD_MAX_DEPTH = 512,
    DEFAULT_MAX_DEPTH = 128,
    DEFAULT_MAX_BYTES = 16 * 1024 * 1024,
    FEW_MEMBERS = 8,   /* up to here every pair is compared */
    SMALL_TABLE = 256, /* slots on the stack: for up to 128 members */
};

struct parser {
    const char *start;
    const char *at;
    const char *end;
    struct vc_arena *arena;
    const char *fault;   /* where, when it is not `at` */
    struct vc_view word; /* the name that stands twice */
    size_t max_depth;
    size_t depth;
    struct vc_json *open[HARD_MAX_DEPTH + 1]; /* arrays and objects begun */
};

static void
skip_space(struct parser *p)
{
    const char *at = p->at;
    const char *end = p->end;
    while (at < end &&
           (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    p->at = at;
}

/* ---- strings ---- */

/* Marks, in its highest bit, each of eight bytes that is a quote, a backslash, a
 * control or outside ASCII. */
static uint64_t
marks_of_eight(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = UINT64_C(0x8080808080808080);
    uint64_t w;
    memcpy(&w, at, 8);
    uint64_t quote = w ^ (ones * '"');
    uint64_t slash = w ^ (ones * '\\');
    uint64_t bad = ((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
                   (w - ones * 0x20) | w;
    return bad & tops;
}

/* How many of the eight bytes stand before the first that is marked: a borrow
 * marks only bytes behind it. 0 is right too, and slower. */
static size_t
before_mark(uint64_t marks)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(marks) / 8;
#else
    (void)marks;
    return 0;
#endif
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Four hex digits behind "\u" at `at`; -1 if they are not. */
static long
hex_unit(const char *at, const char *end)
{
    if (end - at < 4)
        return -1;
    long unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* "\uXXXX" at p->at (behind the u), with its second half where it has one. */
static enum vc_status
unescape_unicode(struct parser *p, char **out)
{
    long unit = hex_unit(p->at, p->end);
    if (unit < 0)
        return VC_JSON_SYNTAX;
    uint32_t code = (uint32_t)unit;
    if (unit >= 0xDC00 && unit <= 0xDFFF)
        return VC_JSON_SURROGATE;
    p->at += 4;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (p->end - p->at < 6 || p->at[0] != '\\' || p->at[1] != 'u')
            return VC_JSON_SURROGATE;
        long low = hex_unit(p->at + 2, p->end);
        if (low < 0xDC00 || low > 0xDFFF)
            return VC_JSON_SURROGATE;
        code = 0x10000 + ((code - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
        p->at += 6;
    }
    *out += vc_utf_encode(code, *out);
    return VC_OK;
}

static enum vc_status
unescape(struct parser *p, char **out)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    p->at++; /* the backslash */
    if (p->at >= p->end)
        return VC_JSON_SYNTAX;
    char c = *p->at;
    if (c == 'u') {
        p->at++;
        return unescape_unicode(p, out);
    }
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return VC_JSON_SYNTAX;
    *(*out)++ = to[found - from];
    p->at++;
    return VC_OK;
}

/* Moves p->at over bytes that stand for themselves. */
static enum vc_status
scan_plain(struct parser *p)
{
    const char *at = p->at;
    const char *end = p->end;
    for (;;) {
        while (end - at >= 8) {
            uint64_t marks = marks_of_eight(at);
            at += marks ? before_mark(marks) : 8;
            if (marks)
                break;
        }
        if (at >= end)
            break;
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\') {
            p->at = at;
            return VC_OK;
        }
        if (c < 0x20)
            break;
        if (c < 0x80) {
            at++;
            continue;
        }
        size_t length = vc_utf_sequence(at, (size_t)(end - at));
        if (length == 0) {
            p->at = at;
            return VC_JSON_UTF8;
        }
        at += length;
    }
    p->at = at;
    return VC_JSON_SYNTAX;
}

/* The rest of a string that has an escape: its text is never longer than what
 * stands in the input up to the closing quote. */
static enum vc_status
parse_escaped(struct parser *p, const char *start, struct vc_view *out)
{
    const char *close = p->at;
    while (close < p->end && *close != '"')
        close += *close == '\\' && p->end - close > 1 ? 2 : 1;
    char *text = vc_arena_alloc(p->arena, (size_t)(close - start));
    if (!text)
        return VC_NO_MEMORY;
    char *to = text;
    const char *from = start;
    for (;;) {
        memcpy(to, from, (size_t)(p->at - from));
        to += p->at - from;
        if (*p->at == '"')
            break;
        VC_TRY(unescape(p, &to));
        from = p->at;
        VC_TRY(scan_plain(p));
    }
    p->at++;
    *out = (struct vc_view){text, (size_t)(to - text)};
    return VC_OK;
}

/* p->at stands on the opening quote. */
static enum vc_status
parse_string(struct parser *p, struct vc_view *out)
{
    const char *start = ++p->at;
    VC_TRY(scan_plain(p));
    if (*p->at == '\\')
        return parse_escaped(p, start, out);
    *out = (struct vc_view){start, (size_t)(p->at - start)};
    p->at++;
    return VC_OK;
}

/* ---- numbers and words ---- */

static bool
skip_digits(struct parser *p)
{
    const char *start = p->at;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
        p->at++;
    return p->at > start;
}

static enum vc_status
parse_number(struct parser *p, struct vc_json *node)
{
    const char *start = p->at;
    if (*p->at == '-')
        p->at++;
    if (p->at < p->end && *p->at == '0')
        p->at++;
    else if (!skip_digits(p))
        return VC_JSON_SYNTAX;
    if (p->at < p->end && *p->at == '.') {
        p->at++;
        if (!skip_digits(p))
            return VC_JSON_SYNTAX;
    }
    if (p->at < p->end && (*p->at == 'e' || *p->at == 'E')) {
        p->at++;
        if (p->at < p->end && (*p->at == '+' || *p->at == '-'))
            p->at++;
        if (!skip_digits(p))
            return VC_JSON_SYNTAX;
    }
    node->kind = VC_JSON_NUMBER;
    node->u.number.text = (struct vc_view){start, (size_t)(p->at - start)};
    if (!vc_number_parse(node->u.number.text, &node->u.number.value)) {
        p->fault = start;
        return VC_JSON_RANGE;
    }
    return VC_OK;
}

static bool
take_word(struct parser *p, struct vc_view word)
{
    if (!vc_view_starts((struct vc_view){p->at, (size_t)(p->end - p->at)},
                        word))
        return false;
    p->at += word.size;
    return true;
}

static enum vc_status
parse_word(struct parser *p, struct vc_json *node)
{
    if (take_word(p, VC_VIEW("null"))) {
        node->kind = VC_JSON_NULL;
        return VC_OK;
    }
    node->kind = VC_JSON_BOOL;
    node->u.boolean = *p->at == 't';
    if (take_word(p, VC_VIEW("true")) || take_word(p, VC_VIEW("false")))
        return VC_OK;
    return VC_JSON_SYNTAX;
}

/* ---- objects ---- */

static void
note_duplicate(struct parser *p, struct vc_view name)
{
    p->word = name;
    if (name.data >= p->start && name.data <= p->end)
        p->fault = name.data;
}

/* Is one of the names there twice? A few are compared pair by pair, many by a
 * table, so that the work grows with the size of the object only. */
static enum vc_status
check_names(struct parser *p, const struct vc_json *object)
{
    if (object->count <= FEW_MEMBERS) {
        for (VC_JSON_EACH(a, object)) {
            for (const struct vc_json *b = a->next; b; b = b->next) {
                if (!vc_view_equal(a->name, b->name))
                    continue;
                note_duplicate(p, b->name);
                return VC_JSON_DUPLICATE;
            }
        }
        return VC_OK;
    }
    const struct vc_json *small[SMALL_TABLE];
    const struct vc_json **table = small;
    size_t slots = 32;
    while (slots < (size_t)object->count * 2)
        slots *= 2;
    if (slots > SMALL_TABLE &&
        !(table = vc_arena_array(p->arena, slots, sizeof *table)))
        return VC_NO_MEMORY;
    memset(table, 0, slots * sizeof *table);
    for (VC_JSON_EACH(member, object)) {
        size_t i = vc_hash(member->name) & (slots - 1);
        for (; table[i]; i = (i + 1) & (slots - 1)) {
            if (!vc_view_equal(table[i]->name, member->name))
                continue;
            note_duplicate(p, member->name);
            return VC_JSON_DUPLICATE;
        }
        table[i] = member;
    }
    return VC_OK;
}

static enum vc_status
parse_name(struct parser *p, struct vc_view *name)
{
    if (p->at >= p->end || *p->at != '"')
        return VC_JSON_SYNTAX;
    VC_TRY(parse_string(p, name));
    skip_space(p);
    if (p->at >= p->end || *p->at != ':')
        return VC_JSON_SYNTAX;
    p->at++;
    skip_space(p);
    return VC_OK;
}

/* ---- the document ---- */

static void
link_last(struct vc_json *parent, struct vc_json *node)
{
    if (parent->u.list.last)
        parent->u.list.last->next = node;
    else
        parent->u.list.first = node;
    parent->u.list.last = node;
    parent->count++;
}

/* The beginning of a value; an array or object is only opened. */
static enum vc_status
parse_value(struct parser *p, struct vc_json *node)
{
    if (p->at >= p->end)
        return VC_JSON_SYNTAX;
    char c = *p->at;
    switch (c) {
    case '"':
        node->kind = VC_JSON_STRING;
        return parse_string(p, &node->u.text);
    case '{':
    case '[':
        if (p->depth >= p->max_depth)
            return VC_JSON_DEPTH;
        p->at++;
        node->kind = c == '{' ? VC_JSON_OBJECT : VC_JSON_ARRAY;
        node->u.list.first = NULL;
        node->u.list.last = NULL;
        p->open[++p->depth] = node;
        return VC_OK;
    case 't':
    case 'f':
    case 'n':
        return parse_word(p, node);
    default:
        if (c == '-' || (c >= '0' && c <= '9'))
            return parse_number(p, node);
        return VC_JSON_SYNTAX;
    }
}

static enum vc_status
parse_member(struct parser *p, struct vc_json *parent)
{
    struct vc_json *node = vc_arena_alloc(p->arena, sizeof *node);
    if (!node)
        return VC_NO_MEMORY;
    node->is_iri = 0;
    node->count = 0;
    node->next = NULL;
    node->name = (struct vc_view){NULL, 0};
    if (parent->kind == VC_JSON_OBJECT)
        VC_TRY(parse_name(p, &node->name));
    VC_TRY(parse_value(p, node));
    link_last(parent, node);
    return VC_OK;
}

/* One step inside the innermost open array or object: its end, or its next
 * member. */
static enum vc_status
parse_inside(struct parser *p)
{
    struct vc_json *parent = p->open[p->depth];
    char close = parent->kind == VC_JSON_OBJECT ? '}' : ']';
    skip_space(p);
    if (p->at >= p->end)
        return VC_JSON_SYNTAX;
    if (*p->at == close) {
        p->at++;
        p->depth--;
        return close == '}' ? check_names(p, parent) : VC_OK;
    }
    if (parent->count > 0) {
        if (*p->at != ',')
            return VC_JSON_SYNTAX;
        p->at++;
        skip_space(p);
    }
    return parse_member(p, parent);
}

static enum vc_status
parse_document(struct parser *p, struct vc_json *root)
{
    skip_space(p);
    VC_TRY(parse_value(p, root));
    while (p->depth > 0)
        VC_TRY(parse_inside(p));
    skip_space(p);
    return p->at == p->end ? VC_OK : VC_JSON_TRAILING;
}

static void
tell_position(const struct parser *p, enum vc_status status,
              struct vc_error *error)
{
    if (!error)
        return;
    const char *at = p->fault ? p->fault : p->at;
    size_t line = 1;
    const char *line_start = p->start;
    for (const char *c = p->start; c < at; c++) {
        if (*c == '\n') {
            line++;
            line_start = c + 1;
        }
    }
    if (status == VC_JSON_DUPLICATE)
        (void)vc_error_set(
            error, status, "%s: \"%.*s\"", vc_status_text(status),
            (int)(p->word.size < 80 ? p->word.size : 80), p->word.data);
    else
        (void)vc_error_set(error, status, "%s", vc_status_text(status));
    error->line = line;
    error->column = (size_t)(at - line_start) + 1;
}

enum vc_status
vc_json_parse(struct vc_arena *arena, struct vc_view text,
              const struct vc_json_limits *limits, struct vc_json **out,
              struct vc_error *error)
{
    struct parser p;
    p.start = p.at = text.data ? text.data : "";
    p.end = p.start + text.size;
    p.arena = arena;
    p.fault = NULL;
    p.word = (struct vc_view){NULL, 0};
    p.depth = 0;
    p.max_depth =
        limits && limits->max_depth ? limits->max_depth : DEFAULT_MAX_DEPTH;
    if (p.max_depth > HARD_MAX_DEPTH)
        p.max_depth = HARD_MAX_DEPTH;
    size_t max_bytes =
        limits && limits->max_bytes ? limits->max_bytes : DEFAULT_MAX_BYTES;
    if (text.size > max_bytes)
        return vc_error_set(error, VC_LIMIT,
                            "the JSON text is larger than %zu bytes",
                            max_bytes);
    struct vc_json *root = vc_arena_zalloc(arena, sizeof *root);
    enum vc_status status = root ? parse_document(&p, root) : VC_NO_MEMORY;
    if (status != VC_OK)
        tell_position(&p, status, error);
    else
        *out = root;
    return status;
}
