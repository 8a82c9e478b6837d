/* SPDX-License-Identifier: Apache-2.0 */
/* quiz: questions, the order of their choices, and what an answer is worth. */

#include "assessment/quiz.h"

#include "assessment/quiz.sql.h"
#include "base/arena.h"
#include "base/text.h"
#include "core/ctx.h"
#include "db/db.h"

#include <string.h>

enum { MILLION = 1000000, NUMBER_DIGITS = 12 };

static bool
is_kind(const struct quiz_question *q, const char *kind)
{
    return strcmp(q->kind, kind) == 0;
}

/* --- reading --- */

static void
read_option(const struct row *row, struct quiz_option *out)
{
    *out = (struct quiz_option){
        .id = row_i64(row, 1),
        .fraction = row_i64(row, 2),
        .numeric = !row_null(row, 3),
        .low = row_i64(row, 3),
        .high = row_i64(row, 4),
        .text = row_text(row, 5),
        .match = row_text(row, 6),
        .feedback = row_text(row, 7),
    };
}

/* The rows come in the order of the questions: each takes its own. */
static void
hand_out(struct ctx *c, struct quiz *z, const struct rows *rows)
{
    struct quiz_option *all =
        ARENA_ARRAY(c->arena, rows->count, struct quiz_option);
    size_t at = 0;

    for (size_t i = 0; i < z->question_count; i++) {
        struct quiz_question *q = &z->questions[i];

        q->options = all + at;
        while (at < rows->count && row_i64(&rows->items[at], 0) == q->id) {
            read_option(&rows->items[at], &all[at]);
            at++;
        }
        q->option_count = (size_t)(all + at - q->options);
    }
}

/* A small generator whose whole state is the seed: the same attempt shows the
 * same order on every visit. (splitmix64) */
static uint64_t
next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static void
shuffle_options(struct quiz_question *q, int64_t seed)
{
    uint64_t state = (uint64_t)seed ^ (uint64_t)q->id;

    for (size_t i = q->option_count; i > 1; i--) {
        size_t j = (size_t)(next_random(&state) % i);
        struct quiz_option keep = q->options[i - 1];

        q->options[i - 1] = q->options[j];
        q->options[j] = keep;
    }
}

enum err
quiz_load(struct ctx *c, int64_t quiz, const char *lang, const char *base_lang,
          int64_t shuffle, struct quiz *out)
{
    struct answer by_id, of_questions, of_options;
    struct row row;
    struct rows questions, options;

    db_ask(c->db, &by_id, &SQL_quiz_by_id, I64(quiz));
    db_ask(c->db, &of_questions, &SQL_quiz_questions, I64(quiz), TEXT(lang),
           TEXT(base_lang));
    db_ask(c->db, &of_options, &SQL_quiz_options, I64(quiz), TEXT(lang),
           TEXT(base_lang));
    TRY(answer_one(&by_id, &row));
    *out = (struct quiz){
        .id = row_i64(&row, 0),
        .version = row_i64(&row, 1),
        .pass_pct = row_i64(&row, 2),
        .attempts_max = row_i64(&row, 3),
        .lang = lang,
    };
    TRY(answer_all(&of_questions, &questions));
    TRY(answer_all(&of_options, &options));
    out->question_count = questions.count;
    out->questions =
        ARENA_ARRAY(c->arena, questions.count, struct quiz_question);
    for (size_t i = 0; i < questions.count; i++) {
        const struct row *q = &questions.items[i];
        const char *html = row_text(q, 3);

        out->questions[i] = (struct quiz_question){
            .id = row_i64(q, 0),
            .position = row_i64(q, 1),
            .kind = row_text(q, 2),
            .html = html_clean_stored(html, strlen(html)),
            .feedback = row_text(q, 4),
            .lang = row_text(q, 5),
        };
    }
    hand_out(c, out, &options);
    for (size_t i = 0; i < out->question_count; i++) {
        struct quiz_question *q = &out->questions[i];

        if (!is_kind(q, "truefalse")) { /* true before false, always */
            shuffle_options(q, shuffle);
        }
    }
    return OK;
}

/* --- scoring --- */

bool
quiz_counts(const struct quiz_question *q)
{
    return !is_kind(q, "essay") && !is_kind(q, "text");
}

/* The number at `*s`; moves on behind it. 0 when there is none. */
static int64_t
take_id(const char **s)
{
    const char *from = *s;
    char digits[24];
    size_t n = strspn(from, "0123456789");
    int64_t id = 0;

    *s = from + n;
    if (n == 0 || n >= sizeof digits) {
        return 0;
    }
    memcpy(digits, from, n);
    digits[n] = '\0';
    return text_i64(digits, &id) ? id : 0;
}

bool
quiz_chose(const char *answer, int64_t option)
{
    while (*answer) {
        if (take_id(&answer) == option) {
            return true;
        }
        answer += strcspn(answer, ",");
        answer += *answer == ',';
    }
    return false;
}

int64_t
quiz_pair(const char *answer, int64_t left)
{
    while (*answer) {
        int64_t id = take_id(&answer);

        if (*answer == ':') {
            int64_t right;

            answer++;
            right = take_id(&answer);
            if (id == left) {
                return right;
            }
        }
        answer += strcspn(answer, ",");
        answer += *answer == ',';
    }
    return 0;
}

/* Spaces that part thousands, also those that do not break. */
static bool
is_space(uint32_t c)
{
    return c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f;
}

bool
quiz_number(const char *s, int64_t *millionths)
{
    bool sign = false, minus = false, point = false, any = false;
    int64_t whole = 0, part = 0, scale = MILLION;
    int digits = 0;
    uint32_t c;

    while ((c = text_next(&s)) != 0) {
        if (c >= '0' && c <= '9') {
            any = true;
            if (point && scale > 1) {
                scale /= 10;
                part += (int64_t)(c - '0') * scale;
            } else if (!point) {
                if (++digits > NUMBER_DIGITS) {
                    return false;
                }
                whole = whole * 10 + (int64_t)(c - '0');
            }
        } else if ((c == '.' || c == ',') && !point) {
            point = true;
        } else if ((c == '-' || c == 0x2212 || c == '+') && !sign && !any &&
                   !point) {
            sign = true;
            minus = c != '+';
        } else if (!is_space(c)) {
            return false;
        }
    }
    *millionths = (whole * MILLION + part) * (minus ? -1 : 1);
    return any;
}

/* GIFT's short answers: case and accents do not matter, * stands for
 * anything. Both are folded word by word around the stars. */
static bool
short_matches(struct arena *a, const char *pattern, const char *typed)
{
    const char *rest = text_fold(a, typed);
    bool first = true;

    if (!strchr(pattern, '*')) {
        const char *whole = text_fold(a, pattern);

        /* Signs alone fold to nothing: "+" is not "-". */
        return *whole
                   ? strcmp(whole, rest) == 0
                   : text_equal(text_clean(a, pattern), text_clean(a, typed));
    }
    while (pattern) {
        const char *star = strchr(pattern, '*');
        size_t len = star ? (size_t)(star - pattern) : strlen(pattern);
        const char *part = text_fold(a, arena_textn(a, pattern, len));
        const char *at = strstr(rest, part);

        if (!at || (first && at != rest)) {
            return false;
        }
        if (!star) { /* the last part must end the answer */
            return text_ends(rest, part);
        }
        rest = at + strlen(part);
        pattern = star + 1;
        first = false;
        if (!*pattern) {
            return true;
        }
    }
    return false;
}

/* The option that fits best what was typed; NULL = none. */
static const struct quiz_option *
typed_option(struct ctx *c, const struct quiz_question *q, const char *answer)
{
    const struct quiz_option *best = NULL;
    int64_t n = 0;
    bool number = is_kind(q, "number");

    if (number && !quiz_number(answer, &n)) {
        return NULL;
    }
    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *o = &q->options[i];
        bool fits = number ? o->numeric && n >= o->low && n <= o->high
                           : short_matches(c->arena, o->text, answer);

        if (fits && (!best || o->fraction > best->fraction)) {
            best = o;
        }
    }
    return best;
}

static int64_t
score_match(const struct quiz_question *q, const char *answer)
{
    int64_t good = 0, pairs = 0;

    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *o = &q->options[i];
        int64_t right;

        if (!*o->text) {
            continue; /* a right side without a partner, to mislead */
        }
        pairs++;
        right = quiz_pair(answer, o->id);
        for (size_t k = 0; k < q->option_count; k++) {
            /* Two lefts may share the text of a right side. */
            good += q->options[k].id == right &&
                    text_equal(q->options[k].match, o->match);
        }
    }
    return pairs ? QUIZ_POINT * good / pairs : 0;
}

/* Was the option chosen? Where one is asked for, the answer is one id and
 * nothing else: else all options at once would hold the right one. */
static bool
chose(const struct quiz_question *q, const char *answer, int64_t option)
{
    int64_t id;

    if (is_kind(q, "multiple")) {
        return quiz_chose(answer, option);
    }
    return (is_kind(q, "single") || is_kind(q, "truefalse")) &&
           text_i64(answer, &id) && id == option;
}

static int64_t
score_chosen(const struct quiz_question *q, const char *answer)
{
    int64_t sum = 0;

    for (size_t i = 0; i < q->option_count; i++) {
        if (chose(q, answer, q->options[i].id)) {
            sum += q->options[i].fraction;
        }
    }
    /* Three thirds of 33,333 are a whole. */
    if (sum > QUIZ_POINT - 10) {
        return QUIZ_POINT;
    }
    return sum < 0 ? 0 : sum;
}

int64_t
quiz_score(struct ctx *c, const struct quiz_question *q, const char *answer)
{
    if (!answer || !*answer || !quiz_counts(q)) {
        return 0;
    }
    if (is_kind(q, "match")) {
        return score_match(q, answer);
    }
    if (is_kind(q, "short") || is_kind(q, "number")) {
        const struct quiz_option *o = typed_option(c, q, answer);

        return !o || o->fraction < 0 ? 0 : o->fraction;
    }
    return score_chosen(q, answer);
}

const char *
quiz_feedback(struct ctx *c, const struct quiz_question *q, const char *answer)
{
    const struct quiz_option *typed = NULL;
    const char *out = "";

    if (!*answer) {
        return out; /* else an empty sheet would tell all of it */
    }
    if (is_kind(q, "short") || is_kind(q, "number")) {
        typed = typed_option(c, q, answer);
    }
    for (size_t i = 0; i < q->option_count; i++) {
        const struct quiz_option *o = &q->options[i];
        bool chosen = o == typed || chose(q, answer, o->id);

        if (chosen && o->feedback && *o->feedback) {
            out = arena_printf(c->arena, "%s%s%s", out, *out ? "\n" : "",
                               o->feedback);
        }
    }
    if (q->feedback && *q->feedback) {
        out = arena_printf(c->arena, "%s%s%s", out, *out ? "\n" : "",
                           q->feedback);
    }
    return out;
}

void
quiz_foresee(struct ctx *c, int64_t quiz, const char *lang,
             const char *base_lang)
{
    db_foresee(c->db, &SQL_quiz_by_id, I64(quiz));
    db_foresee(c->db, &SQL_quiz_questions, I64(quiz), TEXT(lang),
               TEXT(base_lang));
    db_foresee(c->db, &SQL_quiz_options, I64(quiz), TEXT(lang),
               TEXT(base_lang));
}
