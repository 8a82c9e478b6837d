/* SPDX-License-Identifier: Apache-2.0 */
/* gift: Moodle's GIFT format for quiz questions. */

#include "formats/gift.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "formats/charset.h"
#include "formats/html_clean.h"
#include "formats/markdown.h"
#include "formats/remark.h"

#include <string.h>

enum { OPTIONS_MAX = 60, WHOLE = 100000, MILLION = 1000000, DIGITS_MAX = 12 };

enum text_format {
    TEXT_PLAIN,
    TEXT_HTML,
    TEXT_MOODLE,
    TEXT_MARKDOWN,
    TEXT_FORMATS
};

/* One question as it stands in the file: lines without comments. */
struct block {
    const char *text;
    int line;
};

struct reader {
    struct arena *a;
    struct questions *out;
    enum text_format
        format; /* of the question: its answers' when none is said */
};

/* --- characters --- */

/* Where an unescaped sign stands; NULL = nowhere. */
static const char *
find_sign(const char *s, const char *signs)
{
    for (; *s; s++) {
        if (*s == '\\' && s[1]) {
            s++;
        } else if (strchr(signs, *s)) {
            return s;
        }
    }
    return NULL;
}

/* Where unescaped signs stand one behind the other. */
static const char *
find_word(const char *s, const char *word)
{
    size_t n = strlen(word);
    const char first[2] = {*word, '\0'};

    for (s = find_sign(s, first); s; s = find_sign(s + 1, first)) {
        if (strncmp(s, word, n) == 0) {
            return s;
        }
    }
    return NULL;
}

/* Without escapes and without blanks at the ends. A backslash in front of any
 * other sign is one: formulas have them. */
static const char *
plain(struct arena *a, const char *s, size_t len)
{
    char *out = arena_alloc(a, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\\' && i + 1 < len && strchr("\\:#={}~n", s[i + 1])) {
            i++;
            out[n++] = s[i] == 'n' ? '\n' : s[i];
        } else {
            out[n++] = s[i];
        }
    }
    out[n] = '\0';
    return text_clean(a, out);
}

static const char *
plain_all(struct arena *a, const char *s)
{
    return plain(a, s, strlen(s));
}

/* [html], [markdown], [plain], [moodle] in front of a text, else `inherited`;
 * `*s` moves behind it. */
static enum text_format
read_format(const char **s, enum text_format inherited)
{
    static const char *const names[] = {[TEXT_PLAIN] = "[plain]",
                                        [TEXT_HTML] = "[html]",
                                        [TEXT_MOODLE] = "[moodle]",
                                        [TEXT_MARKDOWN] = "[markdown]"};

    *s += strspn(*s, " \t\n");
    for (int i = 0; i < TEXT_FORMATS; i++) {
        size_t n = strlen(names[i]);

        if (strncmp(*s, names[i], n) == 0) {
            *s += n;
            return (enum text_format)i;
        }
    }
    return inherited;
}

/* Moodle's own format, which is also the one of a text that names none: HTML in
 * which lines break where they are broken; without a tag, plain text. */
static struct clean_html
moodle_html(struct arena *a, const char *text)
{
    struct clean_html out;
    struct buf b;

    if (!html_clean_has_tags(text)) {
        return html_clean_text(a, text);
    }
    buf_init(&b, LIMIT_LESSON_BYTES * 12);
    for (const char *s = text; *s; s++) {
        bool breaks =
            *s == '\n' && s > text && s[-1] != '>' && s[1] && s[1] != '<';

        buf_puts(&b, breaks ? "<br>" : "");
        buf_putc(&b, *s);
    }
    out = html_clean(a, buf_text(&b), b.len, NULL);
    buf_free(&b);
    /* "<p>" alone is the name of a tag and nothing to be shown as one. */
    return *html_clean_plain(a, out) ? out : html_clean_text(a, text);
}

static struct clean_html
formatted(struct arena *a, enum text_format format, const char *text)
{
    switch (format) {
    case TEXT_HTML:
        return html_clean(a, text, strlen(text), NULL);
    case TEXT_MOODLE:
        return moodle_html(a, text);
    case TEXT_MARKDOWN:
        return markdown_html(a, text);
    default:
        return html_clean_text(a, text);
    }
}

/* An answer or feedback: plain text, whatever its format. */
static const char *
words(struct reader *r, const char *s)
{
    enum text_format format = read_format(&s, r->format);
    const char *text = plain_all(r->a, s);

    return format == TEXT_PLAIN ||
                   (format == TEXT_MOODLE && !html_clean_has_tags(text))
               ? text
               : text_clean(r->a, html_clean_plain(
                                      r->a, formatted(r->a, format, text)));
}

/* --- numbers without floating point --- */

/* "12.5" in millionths. */
static bool
read_number(const char *s, int64_t *out)
{
    int64_t n = 0, scale = MILLION;
    bool minus, any = false, point = false;
    int digits = 0;

    s += strspn(s, " \t");
    minus = *s == '-';
    s += *s == '-' || *s == '+';
    for (; (*s >= '0' && *s <= '9') || (*s == '.' && !point); s++) {
        if (*s == '.') {
            point = true;
            continue;
        }
        any = true;
        if (!point) {
            if (++digits > DIGITS_MAX) {
                return false;
            }
            n = n * 10 + (*s - '0') * (int64_t)MILLION;
        } else if (scale > 1) {
            scale /= 10;
            n += (*s - '0') * scale;
        }
    }
    s += strspn(s, " \t\n");
    *out = minus ? -n : n;
    return any && !*s;
}

/* "%-33.333%" at `*s` in 1/100000; moves behind it. */
static bool
read_weight(const char **s, int64_t *out)
{
    const char *close;
    char text[24];
    size_t n;
    int64_t millionths;

    if (**s != '%' || !(close = strchr(*s + 1, '%'))) {
        return false;
    }
    n = (size_t)(close - *s - 1);
    if (n == 0 || n >= sizeof text) {
        return false;
    }
    memcpy(text, *s + 1, n);
    text[n] = '\0';
    if (!read_number(text, &millionths)) {
        return false;
    }
    *out = millionths / 1000;
    *s = close + 1;
    return true;
}

/* "18:2", "17..19" or "18" */
static bool
read_range(struct arena *a, const char *s, int64_t *low, int64_t *high)
{
    const char *dots = strstr(s, ".."), *colon = strchr(s, ':');
    int64_t value, tolerance = 0;

    if (dots) {
        return read_number(arena_textn(a, s, (size_t)(dots - s)), low) &&
               read_number(dots + 2, high) && *low <= *high;
    }
    if (colon) {
        if (!read_number(colon + 1, &tolerance) || tolerance < 0) {
            return false;
        }
        s = arena_textn(a, s, (size_t)(colon - s));
    }
    if (!read_number(s, &value)) {
        return false;
    }
    *low = value - tolerance;
    *high = value + tolerance;
    return true;
}

/* --- answers --- */

/* One `=` or `~` with what belongs to it. */
struct answer {
    bool right; /* = */
    bool weighted;
    int64_t weight;
    const char *text; /* escaped still */
    const char *feedback;
};

/* Cut the braces' content into answers: at most OPTIONS_MAX + 1, which is one
 * too many. What stands before the first sign is an answer that lacks its own:
 * `lead`. */
static size_t
cut_answers(struct reader *r, const char *s, char lead,
            struct answer out[OPTIONS_MAX + 1])
{
    const char *first = find_sign(s, "=~");
    size_t n = 0;

    s += strspn(s, " \t\n");
    s = *s && s != first ? arena_printf(r->a, "%c%s", lead, s) : first;
    while (s && n <= OPTIONS_MAX) {
        const char *next = find_sign(s + 1, "=~"), *hash, *text = s + 1;
        struct answer *x = &out[n++];
        const char *whole =
            next ? arena_textn(r->a, text, (size_t)(next - text)) : text;

        *x = (struct answer){.right = *s == '='};
        whole += strspn(whole, " \t");
        x->weighted = read_weight(&whole, &x->weight);
        hash = find_sign(whole, "#");
        x->text =
            hash ? arena_textn(r->a, whole, (size_t)(hash - whole)) : whole;
        x->feedback = hash ? words(r, hash + 1) : NULL;
        x->feedback = x->feedback && *x->feedback ? x->feedback : NULL;
        s = next;
    }
    return n;
}

static int64_t
fraction_of(const struct answer *x)
{
    return x->weighted ? x->weight : x->right ? WHOLE : 0;
}

static void
add_option(struct reader *r, struct question *q, struct question_option o)
{
    if (!q->options) {
        q->options = ARENA_ARRAY(r->a, OPTIONS_MAX, struct question_option);
    }
    if (q->option_count < OPTIONS_MAX) {
        q->options[q->option_count++] = o;
    }
}

/* --- kinds --- */

static bool
refuse(struct reader *r, const struct question *q, const char *what)
{
    remark_add(r->a, &r->out->remarks, true, NULL, q->line, "%s", what);
    return false;
}

/* As many as there may be, none worth more than the whole. */
static bool
check_answers(struct reader *r, const struct question *q,
              const struct answer *answers, size_t n)
{
    if (n > OPTIONS_MAX) {
        return refuse(r, q,
                      "A question has at most 60 answers. Part it into two.");
    }
    for (size_t i = 0; i < n; i++) {
        if (answers[i].weight > WHOLE || answers[i].weight < -WHOLE) {
            return refuse(r, q,
                          "The weight of an answer lies between %-100% and "
                          "%100%.");
        }
    }
    return true;
}

static bool
read_truefalse(struct reader *r, struct question *q, const char *s)
{
    const char *hash = find_sign(s, "#");
    const char *word = plain(r->a, s, hash ? (size_t)(hash - s) : strlen(s));
    const char *second = hash ? find_sign(hash + 1, "#") : NULL;
    bool yes = strcmp(word, "T") == 0 || strcmp(word, "TRUE") == 0;
    const char *wrong = NULL, *right = NULL;

    if (!yes && strcmp(word, "F") != 0 && strcmp(word, "FALSE") != 0) {
        return false;
    }
    if (hash) {
        wrong = words(r, arena_textn(r->a, hash + 1,
                                     second ? (size_t)(second - hash - 1)
                                            : strlen(hash + 1)));
        wrong = *wrong ? wrong : NULL;
    }
    if (second) {
        right = words(r, second + 1);
        right = *right ? right : NULL;
    }
    q->kind = "truefalse";
    add_option(r, q,
               (struct question_option){.text = "true",
                                        .fraction = yes ? WHOLE : 0,
                                        .feedback = yes ? right : wrong});
    add_option(r, q,
               (struct question_option){.text = "false",
                                        .fraction = yes ? 0 : WHOLE,
                                        .feedback = yes ? wrong : right});
    return true;
}

static const char not_a_number[] =
    "An answer of a numerical question is no number. Write 18, 18:2 or "
    "16..20, and a point for decimals: 1.5.";

static bool
read_numerical(struct reader *r, struct question *q, const char *s)
{
    struct answer answers[OPTIONS_MAX + 1];
    size_t n = cut_answers(r, s, '=', answers);

    q->kind = "number";
    if (n == 0) {
        return refuse(r, q, not_a_number);
    }
    if (!check_answers(r, q, answers, n)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        struct question_option o = {.text = plain_all(r->a, answers[i].text),
                                    .fraction = fraction_of(&answers[i]),
                                    .feedback = answers[i].feedback};

        if (!answers[i].right && !*o.text) {
            /* ~#feedback: for every other answer */
            o.low = INT64_MIN / 2;
            o.high = INT64_MAX / 2;
        } else if (!read_range(r->a, o.text, &o.low, &o.high)) {
            return refuse(r, q, not_a_number);
        }
        add_option(r, q, o);
    }
    return true;
}

static bool
read_match(struct reader *r, struct question *q, const struct answer *answers,
           size_t n)
{
    q->kind = "match";
    for (size_t i = 0; i < n; i++) {
        const char *arrow = strstr(answers[i].text, "->");

        if (!arrow) {
            return refuse(r, q,
                          "A matching question has an answer without ->. "
                          "Write = left -> right.");
        }
        add_option(r, q,
                   (struct question_option){
                       .text = words(
                           r, arena_textn(r->a, answers[i].text,
                                          (size_t)(arrow - answers[i].text))),
                       .match = words(r, arrow + 2),
                       .feedback = answers[i].feedback});
    }
    return n >= 2 ? true
                  : refuse(r, q,
                           "A matching question needs at least two "
                           "pairs.");
}

/* Choices or short answers: `~` makes it a choice. */
static bool
read_choices(struct reader *r, struct question *q, const struct answer *answers,
             size_t n)
{
    size_t wrong = 0, right = 0;
    int64_t best = 0;

    for (size_t i = 0; i < n; i++) {
        int64_t f = fraction_of(&answers[i]);

        wrong += !answers[i].right;
        right += answers[i].right;
        best = f > best ? f : best;
        add_option(r, q,
                   (struct question_option){.text = words(r, answers[i].text),
                                            .fraction = f,
                                            .feedback = answers[i].feedback});
    }
    /* With = one is chosen, even if others get a part; with ~ alone, or when
     * no answer is worth the whole, several. */
    q->kind = wrong == 0               ? "short"
              : right && best == WHOLE ? "single"
                                       : "multiple";
    if (best == 0) {
        return refuse(r, q,
                      "No answer of this question is right. Put = before the "
                      "right one, or weights such as %50%.");
    }
    return n >= 2 || wrong == 0
               ? true
               : refuse(r, q, "A choice needs at least two answers.");
}

/* #### feedback for everybody is cut off the end. */
static const char *
cut_general(struct reader *r, struct question *q, const char *s)
{
    const char *at = find_word(s, "####");

    if (!at) {
        return s;
    }
    q->feedback = words(r, at + 4);
    q->feedback = *q->feedback ? q->feedback : NULL;
    return arena_textn(r->a, s, (size_t)(at - s));
}

/* Only right answers, and an arrow in one of them. */
static bool
has_pairs(const struct answer *answers, size_t n)
{
    bool arrow = false;

    for (size_t i = 0; i < n; i++) {
        if (!answers[i].right || answers[i].weighted) {
            return false;
        }
        arrow = arrow || strstr(answers[i].text, "->");
    }
    return arrow;
}

static bool
read_answers(struct reader *r, struct question *q, const char *s)
{
    struct answer answers[OPTIONS_MAX + 1];
    size_t n;

    s = cut_general(r, q, s);
    s += strspn(s, " \t\n");
    if (!*s) {
        q->kind = "essay";
        return true;
    }
    if (*s == '#') {
        return read_numerical(r, q, s + 1);
    }
    if (*s != '=' && *s != '~' && read_truefalse(r, q, s)) {
        return true;
    }
    n = find_sign(s, "=~")
            ? cut_answers(r, s, find_sign(s, "~") ? '~' : '=', answers)
            : 0;
    if (n == 0) {
        return refuse(r, q,
                      "Between the braces stands no answer. Begin each with "
                      "= or ~, or write TRUE or FALSE.");
    }
    if (!check_answers(r, q, answers, n)) {
        return false;
    }
    if (has_pairs(answers, n)) {
        return read_match(r, q, answers, n);
    }
    return read_choices(r, q, answers, n);
}

/* --- the question --- */

/* ::name:: in front; `*s` moves behind it. */
static const char *
read_name(struct reader *r, const char **s)
{
    const char *close;
    const char *name;

    *s += strspn(*s, " \t\n");
    if (strncmp(*s, "::", 2) != 0) {
        return NULL;
    }
    close = find_word(*s + 2, "::");
    if (!close) {
        return NULL;
    }
    name = plain(r->a, *s + 2, (size_t)(close - *s - 2));
    *s = close + 2;
    return name;
}

static const char *
one_line(struct arena *a, const char *s)
{
    char *out = arena_text(a, s);

    for (char *p = out; *p; p++) {
        *p = *p == '\n' || *p == '\t' ? ' ' : *p;
    }
    return text_clean(a, out);
}

static void
read_question(struct reader *r, const struct block *b)
{
    struct question q = {.line = b->line, .kind = "text"};
    const char *s = b->text, *open, *close, *text;

    q.name = read_name(r, &s);
    r->format = read_format(&s, TEXT_MOODLE);
    open = find_sign(s, "{");
    close = open ? find_sign(open + 1, "}") : NULL;
    if (open && !close) {
        (void)refuse(r, &q,
                     "The closing brace } of this question is "
                     "missing.");
        return;
    }
    if (!open && find_sign(s, "}")) {
        (void)refuse(r, &q,
                     "A closing brace } stands here without the {. No empty "
                     "line may stand between them; for a brace in the text "
                     "write \\}.");
        return;
    }
    text = s;
    if (open) {
        const char *rest = plain_all(r->a, close + 1);
        const char *before = arena_textn(r->a, s, (size_t)(open - s));

        /* A text that goes on behind the braces has a gap there. */
        text =
            *rest ? arena_printf(r->a, "%s_____%s", before, close + 1) : before;
        if (!read_answers(
                r, &q,
                arena_textn(r->a, open + 1, (size_t)(close - open - 1)))) {
            return;
        }
    }
    q.html = formatted(r->a, r->format, plain_all(r->a, text));
    if (!q.name || !*q.name) {
        q.name =
            text_cut(r->a, one_line(r->a, html_clean_plain(r->a, q.html)), 60);
    }
    if (!*q.name) {
        q.name = arena_printf(r->a, "Question %zu", r->out->count + 1);
    }
    r->out->items[r->out->count++] = q;
}

/* --- the file --- */

static bool
is_blank_line(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r') {
            return false;
        }
    }
    return true;
}

/* Collect lines up to an empty one, without comments and commands. */
static enum err
read_blocks(struct reader *r, const char *s)
{
    struct block b = {0};
    struct buf text;
    int line = 0;
    enum err e = OK;

    buf_init(&text, LIMIT_LESSON_BYTES * 4);
    while (e == OK && (*s || text.len)) {
        size_t len = strcspn(s, "\n");
        const char *t = s + strspn(s, " \t");
        bool blank = is_blank_line(s, len);

        line++;
        if (!blank && strncmp(t, "//", 2) != 0 &&
            strncmp(t, "$CATEGORY:", 10) != 0 &&
            strncmp(t, "$course", 7) != 0) {
            b.line = text.len ? b.line : line;
            buf_put(&text, s, len);
            buf_putc(&text, '\n');
        }
        if ((blank || !s[len]) && text.len) {
            b.text = arena_text(r->a, buf_text(&text));
            if (r->out->count == LIMIT_QUESTIONS || !buf_ok(&text)) {
                e = ERR_LIMIT;
            } else {
                read_question(r, &b);
            }
            buf_clear(&text);
        }
        s += len + (s[len] == '\n');
    }
    buf_free(&text);
    return e;
}

/* CRLF and CR alone become LF. */
static const char *
one_kind_of_lines(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1);
    size_t n = 0;

    for (; *s; s++) {
        if (*s == '\r') {
            out[n++] = '\n';
            s += s[1] == '\n';
        } else {
            out[n++] = *s;
        }
    }
    out[n] = '\0';
    return out;
}

enum err
gift_parse(struct arena *a, const char *text, size_t len, struct questions *out)
{
    struct reader r = {.a = a, .out = out};
    const char *utf16;

    *out = (struct questions){0};
    out->items = ARENA_ARRAY(a, LIMIT_QUESTIONS, struct question);
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        len -= 3;
    }
    utf16 =
        charset_is_utf16(text, len) ? charset_from_utf16(a, text, len) : NULL;
    if (utf16) {
        text = utf16;
    } else if (text_utf8_valid(text, len)) {
        text = arena_textn(a, text, len);
    } else {
        remark_add(a, &out->remarks, false, NULL, 1,
                   "The file is not UTF-8; it was read as windows-1252. Save "
                   "it as UTF-8 if signs look wrong.");
        text = charset_from_windows(a, text, len);
    }
    return read_blocks(&r, one_kind_of_lines(a, text));
}
