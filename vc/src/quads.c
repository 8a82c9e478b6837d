/* SPDX-License-Identifier: Apache-2.0 */
/* quads: N-Quads in (RDF 1.1 N-Quads, section 4) and canonical N-Quads out
 * (RDFC-1.0, section 5.2). */

#include "vc/quads.h"

#include "hash.h"
#include "text.h"
#include "vc/utf.h"

#include <stdint.h>

/* --- writing ------------------------------------------------------------- */

static const uint64_t ones = UINT64_C(0x0101010101010101);
static const uint64_t highs = UINT64_C(0x8080808080808080);

/* Has the word a zero byte? May say yes for a byte 0x01 behind one; that only
 * costs a second look. */
static uint64_t
zero_bytes(uint64_t word)
{
    return (word - ones) & ~word & highs;
}

/* Eight bytes at a time: may one of them have to be escaped? 0xEF begins
 * U+FFFE and U+FFFF. */
static bool
word_is_plain(const char *at)
{
    uint64_t w = 0;

    memcpy(&w, at, 8);
    return ((w - ones * 0x20) & ~w & highs) == 0 &&
           zero_bytes(w ^ ones * '"') == 0 &&
           zero_bytes(w ^ ones * '\\') == 0 &&
           zero_bytes(w ^ ones * 0x7F) == 0 && zero_bytes(w ^ ones * 0xEF) == 0;
}

static void
write_u(struct vc_buf *buf, unsigned code)
{
    static const char hex[] = "0123456789ABCDEF";
    char text[6] = {'\\',
                    'u',
                    hex[code >> 12 & 15],
                    hex[code >> 8 & 15],
                    hex[code >> 4 & 15],
                    hex[code & 15]};

    vc_buf_add(buf, (struct vc_view){text, sizeof(text)});
}

/* How many bytes of the text the character at `at` takes if it has to be
 * escaped; else 0. */
static size_t
escaped_bytes(const char *at, size_t left)
{
    unsigned char c = (unsigned char)*at;

    if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) {
        return 1;
    }
    return c == 0xEF && left >= 3 && (unsigned char)at[1] == 0xBF &&
                   (unsigned char)at[2] >= 0xBE
               ? 3
               : 0;
}

static void
write_escape(struct vc_buf *buf, const char *at)
{
    static const char from[] = "\b\t\n\f\r\"\\";
    static const char letters[] = "btnfr\"\\";
    unsigned char c = (unsigned char)*at;
    const char *found = c == '\0' ? NULL : strchr(from, c);

    if (found != NULL) {
        vc_buf_byte(buf, '\\');
        vc_buf_byte(buf, letters[found - from]);
    } else if (c == 0xEF) {
        write_u(buf, (unsigned char)at[2] == 0xBE ? 0xFFFE : 0xFFFF);
    } else {
        write_u(buf, c);
    }
}

static void
write_escaped(struct vc_buf *buf, struct vc_view text)
{
    size_t begin = 0;
    size_t i = 0;

    while (i < text.size) {
        size_t taken = 0;

        if (text.size - i >= 8 && word_is_plain(text.data + i)) {
            i += 8;
            continue;
        }
        /* The rest together with bytes that were looked at already. */
        if (i >= 8 && text.size - i < 8 &&
            word_is_plain(text.data + text.size - 8)) {
            break;
        }
        taken = escaped_bytes(text.data + i, text.size - i);
        if (taken == 0) {
            i++;
            continue;
        }
        vc_buf_add(buf, (struct vc_view){text.data + begin, i - begin});
        write_escape(buf, text.data + i);
        i += taken;
        begin = i;
    }
    vc_buf_add(buf, (struct vc_view){text.data + begin, text.size - begin});
}

static void
write_iri(struct vc_buf *buf, struct vc_view iri)
{
    vc_buf_byte(buf, '<');
    vc_buf_add(buf, iri);
    vc_buf_byte(buf, '>');
}

void
vc_quads_write_term(struct vc_buf *buf, const struct vc_term *term)
{
    switch (term->kind) {
    case VC_TERM_IRI:
        write_iri(buf, term->value);
        break;
    case VC_TERM_BLANK:
        vc_buf_add(buf, VC_VIEW("_:"));
        vc_buf_add(buf, term->value);
        break;
    case VC_TERM_LITERAL:
        vc_buf_byte(buf, '"');
        write_escaped(buf, term->value);
        vc_buf_byte(buf, '"');
        if (term->language.data != NULL) {
            vc_buf_byte(buf, '@');
            vc_buf_add(buf, term->language);
        } else if (term->datatype.data != NULL) {
            vc_buf_add(buf, VC_VIEW("^^"));
            write_iri(buf, term->datatype);
        }
        break;
    }
}

void
vc_quads_write_quad(struct vc_buf *buf, const struct vc_quad *quad)
{
    vc_quads_write_term(buf, quad->subject);
    vc_buf_byte(buf, ' ');
    vc_quads_write_term(buf, quad->predicate);
    vc_buf_byte(buf, ' ');
    vc_quads_write_term(buf, quad->object);
    if (quad->graph != NULL) {
        vc_buf_byte(buf, ' ');
        vc_quads_write_term(buf, quad->graph);
    }
    vc_buf_add(buf, VC_VIEW(" .\n"));
}

enum vc_status
vc_quads_write(struct vc_arena *arena, const struct vc_dataset *dataset,
               struct vc_view *out)
{
    struct vc_buf buf;

    vc_buf_init(&buf, arena, dataset->count * 128 + 16, 0);
    for (size_t i = 0; i < dataset->count; i++) {
        vc_quads_write_quad(&buf, &dataset->quads[i]);
    }
    return vc_buf_finish(&buf, out);
}

/* --- reading ------------------------------------------------------------- */

struct label {
    struct vc_view text;
    uint32_t number;
    uint32_t hash;
};

struct reader {
    struct vc_arena *arena;
    const char *begin;
    const char *at;
    const char *end;
    struct vc_dataset *dataset;
    struct label **labels; /* open hash table, a power of two */
    size_t label_slots;
    struct vc_error *error;
};

static enum vc_status
fail(struct reader *r, enum vc_status status, const char *what)
{
    size_t line = 1;
    const char *start = r->begin;

    for (const char *p = r->begin; p < r->at; p++) {
        if (*p == '\n') {
            line++;
            start = p + 1;
        }
    }
    status = vc_error_set(r->error, status, "%s", what);
    if (r->error != NULL) {
        r->error->line = line;
        r->error->column = (size_t)(r->at - start) + 1;
    }
    return status;
}

static enum vc_status
syntax(struct reader *r, const char *what)
{
    return fail(r, VC_QUADS_SYNTAX, what);
}

static int
peek(const struct reader *r)
{
    return r->at < r->end ? (unsigned char)*r->at : -1;
}

static void
skip_space(struct reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t')) {
        r->at++;
    }
}

/* The code point at `r->at`; at the end of the text or at a wrong byte `*size`
 * is 0. */
static uint32_t
code_point(const struct reader *r, size_t *size)
{
    size_t at = 0;

    *size = vc_utf_sequence(r->at, (size_t)(r->end - r->at));
    return *size == 0 ? 0 : vc_utf_next((struct vc_view){r->at, *size}, &at);
}

/* Reads the digits behind \u or \U. */
static enum vc_status
read_u(struct reader *r, size_t digits, uint32_t *out)
{
    uint32_t c = 0;

    if ((size_t)(r->end - r->at) < digits) {
        return syntax(r, "a \\u escape is cut off");
    }
    for (size_t i = 0; i < digits; i++) {
        int v = vc_text_hex(r->at[i]);

        if (v < 0) {
            return syntax(r, "a \\u escape needs hexadecimal digits");
        }
        c = c << 4 | (uint32_t)v;
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        return syntax(r, "a \\u escape names no character");
    }
    r->at += digits;
    *out = c;
    return VC_OK;
}

/* One escape; `r->at` is behind the backslash. Only \u and \U in an IRI. */
static enum vc_status
read_escape(struct reader *r, bool in_iri, uint32_t *out)
{
    static const char letters[] = "tbnrf\"'\\";
    static const char values[] = "\t\b\n\r\f\"'\\";
    int c = peek(r);
    const char *found = c > 0 ? strchr(letters, c) : NULL;

    if (c == 'u' || c == 'U') {
        r->at++;
        return read_u(r, c == 'u' ? 4 : 8, out);
    }
    if (found == NULL || in_iri) {
        return syntax(r, "unknown escape");
    }
    r->at++;
    *out = (uint32_t)values[found - letters];
    return VC_OK;
}

static bool
allowed_in_iri(uint32_t c)
{
    return c > 0x20 && (c > 0x7F || strchr("<>\"{}|^`\\", (int)c) == NULL);
}

static bool
allowed_in_literal(uint32_t c)
{
    return c != '"' && c != '\\' && c != '\n' && c != '\r';
}

/* The text up to `close`, which is taken too; a view where nothing was
 * escaped. */
static enum vc_status
read_quoted(struct reader *r, bool in_iri, struct vc_view *out)
{
    int close = in_iri ? '>' : '"';
    const char *start = ++r->at;
    struct vc_buf buf;
    bool copied = false;

    for (int c = peek(r); c != close; c = peek(r)) {
        size_t size = 0;
        uint32_t code = code_point(r, &size);

        if (size == 0) {
            return r->at == r->end ? syntax(r, "a text is cut off")
                                   : fail(r, VC_JSON_UTF8, "not UTF-8");
        }
        if (c == '\\') {
            if (!copied) {
                size_t done = (size_t)(r->at - start);

                copied = true;
                vc_buf_init(&buf, r->arena, done + 64, 0);
                vc_buf_add(&buf, (struct vc_view){start, done});
            }
            r->at++;
            VC_TRY(read_escape(r, in_iri, &code));
            if (in_iri && !allowed_in_iri(code)) {
                return syntax(r, "an escape names a character not for IRIs");
            }
            char bytes[4];
            size = vc_utf_encode(code, bytes);
            vc_buf_add(&buf, (struct vc_view){bytes, size});
            continue;
        }
        if (in_iri ? !allowed_in_iri(code) : !allowed_in_literal(code)) {
            return syntax(r, "a character that must not stand here");
        }
        if (copied) {
            vc_buf_add(&buf, (struct vc_view){r->at, size});
        }
        r->at += size;
    }
    *out = (struct vc_view){start, (size_t)(r->at - start)};
    r->at++;
    return copied ? vc_buf_finish(&buf, out) : VC_OK;
}

static bool
is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static enum vc_status
read_iri(struct reader *r, struct vc_view *out)
{
    size_t i = 0;

    VC_TRY(read_quoted(r, true, out));
    while (i < out->size &&
           (is_letter(out->data[i]) ||
            (i > 0 && (is_digit(out->data[i]) ||
                       (out->data[i] != '\0' &&
                        strchr("+-.", out->data[i]) != NULL))))) {
        i++;
    }
    if (i == 0 || i == out->size || out->data[i] != ':') {
        return syntax(r, "an IRI must be absolute");
    }
    return VC_OK;
}

/* PN_CHARS_U of N-Quads (RDF 1.1: with ':' and '_'). */
static bool
starts_name(uint32_t c)
{
    static const uint32_t ranges[][2] = {
        {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},
        {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D},
        {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
        {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
    };

    if (c < 0x80) {
        return is_letter((int)c) || c == '_' || c == ':';
    }
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

static bool
continues_name(uint32_t c)
{
    return starts_name(c) || c == '-' || (c < 0x80 && is_digit((int)c)) ||
           c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
           (c >= 0x203F && c <= 0x2040);
}

static enum vc_status
grow_labels(struct reader *r)
{
    size_t slots = r->label_slots == 0 ? 64 : r->label_slots * 2;
    struct label **table = vc_arena_array(r->arena, slots, sizeof(*table));

    if (table == NULL) {
        return VC_NO_MEMORY;
    }
    memset(table, 0, slots * sizeof(*table));
    for (size_t i = 0; i < r->label_slots; i++) {
        struct label *l = r->labels[i];

        if (l != NULL) {
            size_t at = l->hash & (slots - 1);

            while (table[at] != NULL) {
                at = (at + 1) & (slots - 1);
            }
            table[at] = l;
        }
    }
    r->labels = table;
    r->label_slots = slots;
    return VC_OK;
}

/* The number of a label; a new one gets the next number. */
static enum vc_status
number_of(struct reader *r, struct vc_view text, uint32_t *out)
{
    uint32_t hash = vc_hash(text);
    size_t at = 0;
    struct label *l = NULL;

    if (r->dataset->blank_count * 2 >= r->label_slots) {
        VC_TRY(grow_labels(r));
    }
    for (at = hash & (r->label_slots - 1); r->labels[at] != NULL;
         at = (at + 1) & (r->label_slots - 1)) {
        l = r->labels[at];
        if (l->hash == hash && vc_view_equal(l->text, text)) {
            *out = l->number;
            return VC_OK;
        }
    }
    l = vc_arena_alloc(r->arena, sizeof(*l));
    if (l == NULL) {
        return VC_NO_MEMORY;
    }
    *l = (struct label){text, (uint32_t)r->dataset->blank_count++, hash};
    r->labels[at] = l;
    *out = l->number;
    return VC_OK;
}

static enum vc_status
read_blank(struct reader *r, struct vc_term *term)
{
    const char *start = r->at + 2;
    const char *stop = NULL;
    size_t size = 0;
    uint32_t c = 0;

    if (r->end - r->at < 3 || r->at[1] != ':') {
        return syntax(r, "a blank node needs a label");
    }
    r->at += 2;
    c = code_point(r, &size);
    if (size == 0 || !(starts_name(c) || (c < 0x80 && is_digit((int)c)))) {
        return syntax(r, "a blank node needs a label");
    }
    /* A dot belongs to the label only when more of it follows. */
    do {
        r->at += size;
        if (c != '.') {
            stop = r->at;
        }
        c = code_point(r, &size);
    } while (size > 0 && (c == '.' || continues_name(c)));
    r->at = stop;
    term->kind = VC_TERM_BLANK;
    term->value = (struct vc_view){start, (size_t)(stop - start)};
    return number_of(r, term->value, &term->number);
}

static enum vc_status
read_language(struct reader *r, struct vc_view *out)
{
    const char *start = ++r->at;
    bool first = true;

    for (;;) {
        const char *part = r->at;

        while (is_letter(peek(r)) || (!first && is_digit(peek(r)))) {
            r->at++;
        }
        if (r->at == part) {
            return syntax(r, "not a language tag");
        }
        if (peek(r) != '-') {
            break;
        }
        r->at++;
        first = false;
    }
    *out = (struct vc_view){start, (size_t)(r->at - start)};
    return VC_OK;
}

static enum vc_status
read_literal(struct reader *r, struct vc_term *term)
{
    term->kind = VC_TERM_LITERAL;
    VC_TRY(read_quoted(r, false, &term->value));
    skip_space(r);
    if (peek(r) == '@') {
        return read_language(r, &term->language);
    }
    if (peek(r) != '^') {
        return VC_OK;
    }
    if (r->end - r->at < 2 || r->at[1] != '^') {
        return syntax(r, "a datatype begins with ^^");
    }
    r->at += 2;
    skip_space(r);
    if (peek(r) != '<') {
        return syntax(r, "a datatype is an IRI");
    }
    VC_TRY(read_iri(r, &term->datatype));
    if (vc_view_equal(term->datatype,
                      VC_VIEW("http://www.w3.org/2001/XMLSchema#string"))) {
        term->datatype = (struct vc_view){NULL, 0};
    }
    return VC_OK;
}

/* Which kinds may stand at a place, as bits 1 << kind. */
enum {
    NODE = 1 << VC_TERM_IRI | 1 << VC_TERM_BLANK,
    PREDICATE = 1 << VC_TERM_IRI,
    OBJECT = NODE | 1 << VC_TERM_LITERAL
};

static enum vc_status
read_term(struct reader *r, int allowed, const struct vc_term **out)
{
    int c = 0;
    enum vc_term_kind kind = VC_TERM_IRI;
    struct vc_term *term = NULL;

    skip_space(r);
    c = peek(r);
    kind = c == '_' ? VC_TERM_BLANK : c == '"' ? VC_TERM_LITERAL : VC_TERM_IRI;
    if ((c != '<' && kind == VC_TERM_IRI) || (allowed & 1 << kind) == 0) {
        return syntax(r, "this must not stand here");
    }
    term = vc_arena_zalloc(r->arena, sizeof(*term));
    if (term == NULL) {
        return VC_NO_MEMORY;
    }
    *out = term;
    switch (kind) {
    case VC_TERM_BLANK:
        return read_blank(r, term);
    case VC_TERM_LITERAL:
        return read_literal(r, term);
    case VC_TERM_IRI:
        break;
    }
    return read_iri(r, &term->value);
}

static enum vc_status
read_statement(struct reader *r)
{
    struct vc_quad quad = {NULL, NULL, NULL, NULL};
    enum vc_status s = VC_OK;

    VC_TRY(read_term(r, NODE, &quad.subject));
    VC_TRY(read_term(r, PREDICATE, &quad.predicate));
    VC_TRY(read_term(r, OBJECT, &quad.object));
    skip_space(r);
    if (peek(r) != '.') {
        VC_TRY(read_term(r, NODE, &quad.graph));
        skip_space(r);
    }
    if (peek(r) != '.') {
        return syntax(r, "a statement ends with a dot");
    }
    r->at++;
    s = vc_dataset_add(r->dataset, &quad);
    return s == VC_LIMIT ? fail(r, s, "too many quads") : s;
}

static enum vc_status
skip_comment(struct reader *r)
{
    while (r->at < r->end && *r->at != '\n' && *r->at != '\r') {
        size_t size = 0;

        (void)code_point(r, &size);
        if (size == 0) {
            return fail(r, VC_JSON_UTF8, "not UTF-8");
        }
        r->at += size;
    }
    return VC_OK;
}

enum vc_status
vc_quads_read(struct vc_arena *arena, struct vc_view text, size_t max_count,
              struct vc_dataset *out, struct vc_error *error)
{
    struct reader r = {.arena = arena,
                       .begin = text.data,
                       .at = text.data,
                       .end = text.data + text.size,
                       .dataset = out,
                       .error = error};

    vc_dataset_init(out, arena, max_count);
    while (r.at < r.end) {
        skip_space(&r);
        if (r.at < r.end && *r.at != '#' && *r.at != '\n' && *r.at != '\r') {
            VC_TRY(read_statement(&r));
            skip_space(&r);
        }
        if (r.at < r.end && *r.at == '#') {
            VC_TRY(skip_comment(&r));
        }
        if (r.at < r.end && *r.at != '\n' && *r.at != '\r') {
            return syntax(&r, "a statement ends with its line");
        }
        while (r.at < r.end && (*r.at == '\n' || *r.at == '\r')) {
            r.at++;
        }
    }
    return VC_OK;
}
