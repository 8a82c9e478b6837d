/* SPDX-License-Identifier: Apache-2.0 */
/* regex: a program of steps (Thompson's construction); matching keeps the set
 * of all steps that the text so far may have led to. */

#include "regex.h"

#include "vc/utf.h"

enum op { OP_CHAR, OP_CLASS, OP_SPLIT, OP_JUMP, OP_START, OP_END, OP_MATCH };

/* Targets are relative, so that a piece of a program can be copied. */
struct step {
    enum op op;
    uint32_t code;  /* of the character; first range of a class */
    uint32_t count; /* ranges of a class */
    bool negated;
    int32_t a;
    int32_t b;
};

struct range {
    uint32_t from;
    uint32_t to;
};

struct vc_regex {
    struct step *steps;
    size_t count;
    size_t capacity;
    struct range *ranges;
    size_t range_count;
    size_t range_capacity;
};

/* --- building ------------------------------------------------------------ */

struct parser {
    struct vc_arena *arena;
    struct vc_view text;
    size_t at;
    struct vc_regex *out;
    unsigned depth;
    enum vc_status status;
    const char *message;
};

static void
fail(struct parser *p, enum vc_status status, const char *message)
{
    if (p->status == VC_OK) {
        p->status = status;
        p->message = message;
    }
}

static bool
has_more(const struct parser *p)
{
    return p->status == VC_OK && p->at < p->text.size;
}

static bool
next_is(const struct parser *p, char c)
{
    return has_more(p) && p->text.data[p->at] == c;
}

static bool
take(struct parser *p, char c)
{
    bool is = next_is(p, c);

    p->at += is ? 1 : 0;
    return is;
}

/* Room for one more of `count` elements; NULL when there is none. */
static void *
grow(struct parser *p, void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity > 0 ? 2 * *capacity : 32;
    void *larger = NULL;

    if (count < *capacity) {
        return items;
    }
    larger = vc_arena_resize(p->arena, items, *capacity * size, wanted * size);
    if (larger == NULL) {
        fail(p, VC_NO_MEMORY, "out of memory");
        return NULL;
    }
    *capacity = wanted;
    return larger;
}

static void
emit(struct parser *p, struct step step)
{
    struct vc_regex *r = p->out;
    struct step *steps =
        grow(p, r->steps, r->count, &r->capacity, sizeof(*r->steps));

    if (steps == NULL) {
        return;
    }
    r->steps = steps;
    if (r->count == VC_REGEX_MAX_STEPS) {
        fail(p, VC_LIMIT, "the pattern is too long");
        return;
    }
    r->steps[r->count++] = step;
}

/* Make room for one step at `at`; what follows jumps only among itself. */
static void
insert(struct parser *p, size_t at, struct step step)
{
    size_t after = p->out->count - at;

    emit(p, step);
    if (p->status == VC_OK) {
        memmove(p->out->steps + at + 1, p->out->steps + at,
                after * sizeof(*p->out->steps));
        p->out->steps[at] = step;
    }
}

static void
copy_piece(struct parser *p, const struct step *piece, size_t count)
{
    for (size_t i = 0; i < count && p->status == VC_OK; i++) {
        emit(p, piece[i]);
    }
}

static void
add_range(struct parser *p, uint32_t from, uint32_t to)
{
    struct vc_regex *r = p->out;
    struct range *ranges = grow(p, r->ranges, r->range_count,
                                &r->range_capacity, sizeof(*r->ranges));

    if (ranges == NULL) {
        return;
    }
    r->ranges = ranges;
    if (r->range_count == VC_REGEX_MAX_RANGES) {
        fail(p, VC_LIMIT, "the pattern has too many ranges");
        return;
    }
    r->ranges[r->range_count++] = (struct range){from, to};
}

/* --- characters ---------------------------------------------------------- */

static const struct range digits[] = {{'0', '9'}};
static const struct range words[] = {
    {'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
static const struct range spaces[] = {
    {'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680},
    {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
    {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
static const struct range line_ends[] = {
    {'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

enum { MAX_CODE = 0x10FFFF };

/* The ranges, or all between them. */
static void
add_ranges(struct parser *p, const struct range *ranges, size_t count,
           bool opposite)
{
    uint32_t from = 0;

    for (size_t i = 0; i < count; i++) {
        if (!opposite) {
            add_range(p, ranges[i].from, ranges[i].to);
        } else if (ranges[i].from > from) {
            add_range(p, from, ranges[i].from - 1);
        }
        from = ranges[i].to + 1;
    }
    if (opposite) {
        add_range(p, from, MAX_CODE);
    }
}

/* \d and the like, behind the backslash; false when it is none. */
static bool
add_kind(struct parser *p)
{
    char c = has_more(p) ? p->text.data[p->at] : '\0';
    char small = (char)(c | 0x20);

    if (small == 'd') {
        add_ranges(p, digits, 1, c == 'D');
    } else if (small == 'w') {
        add_ranges(p, words, 4, c == 'W');
    } else if (small == 's') {
        add_ranges(p, spaces, sizeof(spaces) / sizeof(spaces[0]), c == 'S');
    } else {
        return false;
    }
    p->at++;
    return true;
}

static uint32_t
read_hex(struct parser *p, size_t min, size_t max)
{
    uint32_t value = 0;
    size_t n = 0;

    for (; n < max && has_more(p); n++, p->at++) {
        char c = p->text.data[p->at];
        char small = (char)(c | 0x20);

        if (c >= '0' && c <= '9') {
            value = value * 16 + (uint32_t)(c - '0');
        } else if (small >= 'a' && small <= 'f') {
            value = value * 16 + (uint32_t)(small - 'a') + 10;
        } else {
            break;
        }
    }
    if (n < min || value > MAX_CODE) {
        fail(p, VC_SCHEMA_FORM, "an escape in the pattern is cut short");
    }
    return value;
}

/* \uXXXX, a pair of them, or \u{X…} */
static uint32_t
read_unicode(struct parser *p)
{
    uint32_t code = 0;

    if (take(p, '{')) {
        code = read_hex(p, 1, 6);
        if (!take(p, '}')) {
            fail(p, VC_SCHEMA_FORM, "an escape in the pattern is cut short");
        }
        return code;
    }
    code = read_hex(p, 4, 4);
    if (code >= 0xD800 && code <= 0xDBFF && p->text.size - p->at >= 6 &&
        take(p, '\\') && take(p, 'u')) {
        uint32_t low = read_hex(p, 4, 4);

        if (low < 0xDC00 || low > 0xDFFF) {
            fail(p, VC_SCHEMA_FORM, "half a character in the pattern");
        }
        return 0x10000 + ((code - 0xD800) << 10) + (low & 0x3FF);
    }
    return code;
}

/* One character behind a backslash. */
static uint32_t
read_escape(struct parser *p)
{
    static const char from[] = "nrtvf0";
    static const char to[] = "\n\r\t\v\f";
    const char *known = NULL;
    char c = has_more(p) ? p->text.data[p->at] : '\0';

    p->at++;
    known = c != '\0' ? strchr(from, c) : NULL;
    if (known != NULL) {
        return (unsigned char)to[known - from];
    }
    if (c == 'x') {
        return read_hex(p, 2, 2);
    }
    if (c == 'u') {
        return read_unicode(p);
    }
    if (c == 'c' && has_more(p)) {
        return (uint32_t)p->text.data[p->at++] & 31;
    }
    if (c > ' ' && c < 0x7F && strchr("^$\\.*+?()[]{}|/-", c) != NULL) {
        return (unsigned char)c;
    }
    fail(p, VC_SCHEMA_FORM, "an escape in the pattern is not read");
    return 0;
}

/* One character of a class; `*single` false when it was a kind (\d), whose
 * ranges are added already. */
static uint32_t
read_member(struct parser *p, bool *single)
{
    *single = true;
    if (!take(p, '\\')) {
        return vc_utf_next(p->text, &p->at);
    }
    if (add_kind(p)) {
        *single = false;
        return 0;
    }
    return take(p, 'b') ? (uint32_t)'\b' : read_escape(p);
}

/* Behind the opening bracket. */
static void
parse_class(struct parser *p)
{
    struct step step = {.op = OP_CLASS,
                        .code = (uint32_t)p->out->range_count,
                        .negated = take(p, '^')};

    while (has_more(p) && !next_is(p, ']')) {
        bool single = true;
        bool end_single = true;
        uint32_t from = read_member(p, &single);
        uint32_t to = from;

        if (single && next_is(p, '-') && p->at + 1 < p->text.size &&
            p->text.data[p->at + 1] != ']') {
            p->at++;
            to = read_member(p, &end_single);
            if (!end_single) { /* [a-\d]: the dash is a dash */
                add_range(p, '-', '-');
                to = from;
            }
        }
        if (to < from) {
            fail(p, VC_SCHEMA_FORM, "a range in the pattern runs backwards");
        } else if (single) {
            add_range(p, from, to);
        }
    }
    if (!take(p, ']')) {
        fail(p, VC_SCHEMA_FORM, "a class in the pattern does not end");
    }
    step.count = (uint32_t)p->out->range_count - step.code;
    emit(p, step);
}

/* --- structure ----------------------------------------------------------- */

static void parse_alternatives(struct parser *p);

/* Behind the opening parenthesis. */
static void
parse_group(struct parser *p)
{
    if (take(p, '?') && !take(p, ':')) {
        fail(p, VC_SCHEMA_FORM, "look-around in a pattern is not read");
        return;
    }
    parse_alternatives(p);
    if (!take(p, ')')) {
        fail(p, VC_SCHEMA_FORM, "a group in the pattern does not end");
    }
}

static void
parse_atom(struct parser *p)
{
    struct step step = {.op = OP_CLASS, .code = (uint32_t)p->out->range_count};

    if (take(p, '(')) {
        parse_group(p);
    } else if (take(p, '[')) {
        parse_class(p);
    } else if (take(p, '.')) {
        add_ranges(p, line_ends, 3, true);
        step.count = (uint32_t)p->out->range_count - step.code;
        emit(p, step);
    } else if (take(p, '^')) {
        emit(p, (struct step){.op = OP_START});
    } else if (take(p, '$')) {
        emit(p, (struct step){.op = OP_END});
    } else if (take(p, '\\')) {
        if (add_kind(p)) {
            step.count = (uint32_t)p->out->range_count - step.code;
            emit(p, step);
        } else {
            emit(p, (struct step){.op = OP_CHAR, .code = read_escape(p)});
        }
    } else if (strchr("*+?{}]", p->text.data[p->at]) != NULL) {
        fail(p, VC_SCHEMA_FORM, "the pattern repeats nothing");
    } else {
        emit(p, (struct step){.op = OP_CHAR,
                              .code = vc_utf_next(p->text, &p->at)});
    }
}

enum { NO_END = -1, MAX_COUNT = 1000, MAX_PIECE = 512 };

static int32_t
read_count(struct parser *p)
{
    int32_t value = -1;

    while (has_more(p) && p->text.data[p->at] >= '0' &&
           p->text.data[p->at] <= '9' && value <= MAX_COUNT) {
        value = (value < 0 ? 0 : value * 10) + (p->text.data[p->at++] - '0');
    }
    if (value > MAX_COUNT) {
        fail(p, VC_LIMIT, "the pattern repeats too often");
    }
    return value;
}

/* * + ? {m} {m,} {m,n}; false when there is none. */
static bool
read_repeat(struct parser *p, int32_t *min, int32_t *max)
{
    *min = 0;
    *max = NO_END;
    if (take(p, '*')) {
        return true;
    }
    if (take(p, '+')) {
        *min = 1;
        return true;
    }
    if (take(p, '?')) {
        *max = 1;
        return true;
    }
    if (!take(p, '{')) {
        return false;
    }
    *min = read_count(p);
    *max = *min;
    if (take(p, ',')) {
        *max = read_count(p); /* -1 without digits: no end */
    }
    if (*min < 0 || !take(p, '}') || (*max != NO_END && *max < *min)) {
        fail(p, VC_SCHEMA_FORM, "a repetition in the pattern cannot be meant");
    }
    return true;
}

/* The piece from `start` on, `min` times, and then up to `max` times. */
static void
repeat(struct parser *p, size_t start, int32_t min, int32_t max)
{
    size_t size = p->out->count - start;
    struct step piece[MAX_PIECE];
    int32_t length = (int32_t)size;

    if (size > MAX_PIECE) {
        fail(p, VC_LIMIT, "what the pattern repeats is too long");
        return;
    }
    memcpy(piece, p->out->steps + start, size * sizeof(*piece));
    p->out->count = start;
    for (int32_t i = 0; i < min; i++) {
        copy_piece(p, piece, size);
    }
    if (max == NO_END) {
        emit(p, (struct step){.op = OP_SPLIT, .a = 1, .b = length + 2});
        copy_piece(p, piece, size);
        emit(p, (struct step){.op = OP_JUMP, .a = -length - 1});
    }
    for (int32_t i = min; i < max; i++) {
        emit(p, (struct step){
                    .op = OP_SPLIT, .a = 1, .b = (max - i) * (length + 1)});
        copy_piece(p, piece, size);
    }
}

static void
parse_sequence(struct parser *p)
{
    while (has_more(p) && !next_is(p, '|') && !next_is(p, ')')) {
        size_t start = p->out->count;
        int32_t min = 1;
        int32_t max = 1;

        parse_atom(p);
        if (p->status == VC_OK && read_repeat(p, &min, &max)) {
            (void)take(p, '?'); /* lazy or not is the same language */
            if (p->status == VC_OK) {
                repeat(p, start, min, max);
            }
        }
    }
}

static void
parse_alternatives(struct parser *p)
{
    size_t start = p->out->count;
    size_t pending = 0; /* the jump to the end before, 1 more than its place */

    if (++p->depth > VC_REGEX_MAX_DEPTH) {
        fail(p, VC_LIMIT, "the pattern is nested too deeply");
    }
    parse_sequence(p);
    while (take(p, '|')) {
        size_t size = p->out->count - start;

        insert(p, start,
               (struct step){.op = OP_SPLIT, .a = 1, .b = (int32_t)size + 2});
        emit(p, (struct step){.op = OP_JUMP, .b = (int32_t)pending});
        pending = p->out->count;
        start = p->out->count;
        parse_sequence(p);
    }
    while (pending > 0 && p->status == VC_OK) {
        struct step *jump = &p->out->steps[pending - 1];
        size_t place = pending - 1;

        pending = (size_t)jump->b;
        jump->b = 0;
        jump->a = (int32_t)(p->out->count - place);
    }
    p->depth--;
}

enum vc_status
vc_regex_compile(struct vc_arena *arena, struct vc_view pattern,
                 const struct vc_regex **out, struct vc_error *error)
{
    struct vc_regex *regex = vc_arena_zalloc(arena, sizeof(*regex));
    struct parser p = {.arena = arena, .text = pattern, .out = regex};

    if (regex == NULL) {
        return VC_NO_MEMORY;
    }
    parse_alternatives(&p);
    if (has_more(&p)) {
        fail(&p, VC_SCHEMA_FORM, "a group in the pattern does not begin");
    }
    emit(&p, (struct step){.op = OP_MATCH});
    if (p.status != VC_OK) {
        return vc_error_set(error, p.status, "%s", p.message);
    }
    *out = regex;
    return VC_OK;
}

size_t
vc_regex_size(const struct vc_regex *regex)
{
    return regex->count;
}

/* --- matching ------------------------------------------------------------ */

/* A set of steps, in the order they were added; `seen` says at which turn. */
struct set {
    uint32_t *items;
    size_t count;
};

struct matcher {
    const struct vc_regex *regex;
    uint32_t *seen; /* turn + 1 at which a step was added */
    uint32_t *stack;
    uint32_t turn;
    bool at_start;
    bool at_end;
    bool matched;
};

/* Add a step and all that is reached from it without a character. */
static void
add(struct matcher *m, struct set *set, uint32_t first)
{
    size_t depth = 0;

    m->stack[depth++] = first;
    while (depth > 0) {
        uint32_t at = m->stack[--depth];
        const struct step *step = &m->regex->steps[at];

        if (m->seen[at] == m->turn) {
            continue;
        }
        m->seen[at] = m->turn;
        switch (step->op) {
        case OP_SPLIT:
            m->stack[depth++] = (uint32_t)((int32_t)at + step->b);
            m->stack[depth++] = (uint32_t)((int32_t)at + step->a);
            break;
        case OP_JUMP:
            m->stack[depth++] = (uint32_t)((int32_t)at + step->a);
            break;
        case OP_START:
        case OP_END:
            if (step->op == OP_START ? m->at_start : m->at_end) {
                m->stack[depth++] = at + 1;
            }
            break;
        case OP_MATCH:
            m->matched = true;
            break;
        default:
            set->items[set->count++] = at;
        }
    }
}

static bool
step_takes(const struct vc_regex *regex, const struct step *step, uint32_t code)
{
    bool found = false;

    if (step->op == OP_CHAR) {
        return step->code == code;
    }
    for (size_t i = 0; i < step->count && !found; i++) {
        const struct range *range = &regex->ranges[step->code + i];

        found = code >= range->from && code <= range->to;
    }
    return found != step->negated;
}

/* Two sets, the turns, and a stack on which each step lies at most once for
 * each of its two targets. */
size_t
vc_regex_scratch(const struct vc_regex *regex)
{
    return 5 * regex->count + 2;
}

bool
vc_regex_match(const struct vc_regex *regex, uint32_t *scratch,
               struct vc_view text)
{
    struct matcher m = {.regex = regex, .turn = 1, .at_start = true};
    struct set now = {scratch, 0};
    struct set next = {scratch + regex->count, 0};
    size_t at = 0;

    m.seen = scratch + 2 * regex->count;
    m.stack = scratch + 3 * regex->count;
    memset(m.seen, 0, regex->count * sizeof(*m.seen));
    m.at_end = text.size == 0;
    add(&m, &now, 0);
    while (!m.matched && at < text.size) {
        uint32_t code = vc_utf_next(text, &at);
        struct set done = now;

        m.turn++;
        m.at_start = false;
        m.at_end = at == text.size;
        next.count = 0;
        for (size_t i = 0; i < now.count && !m.matched; i++) {
            if (step_takes(regex, &regex->steps[now.items[i]], code)) {
                add(&m, &next, now.items[i] + 1);
            }
        }
        add(&m, &next, 0);
        now = next;
        next = done;
    }
    return m.matched;
}
