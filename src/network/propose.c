/* SPDX-License-Identifier: Apache-2.0 */
/* propose: points agreed on, read out of a news text by plain rules. */

#include "network/propose.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#include <string.h>

/* A sentence with one of these speaks of agreeing. Folded. */
static const char *const cues[] = {
    "consensus",      "agreed",         "agree on",    "agree to",
    "committed",      "next step",      "consenso",    "acordaron",
    "acuerdan",       "acordo",         "acordamos",   "se comprometen",
    "comprometieron", "proximos pasos", "compromisos",
};

/* Behind one of these the members begin. */
static const char *const openings[] = {
    "such as ",
    "including ",
    "areas of ",
    "namely ",
    "the following: ",
    "consensus on ",
    "agreed on ",
    "agreed to ",
    "committed to ",
    "agree to ",
    "agree on ",
    "tales como ",
    "como ",
    "a saber ",
    "acordaron ",
    "acuerdan ",
    "acordó ",
    "acordamos ",
    "consenso en ",
    "consenso sobre ",
    "se comprometen a ",
    "se comprometieron a ",
    ": ",
};

enum { WORD_MIN = 2 };

static bool
speaks_of_agreeing(struct arena *a, const char *sentence)
{
    const char *folded = text_fold(a, sentence);

    for (size_t i = 0; i < COUNT(cues); i++) {
        if (strstr(folded, cues[i])) {
            return true;
        }
    }
    return false;
}

/* A full stop, question or exclamation mark that ends a sentence: white space
 * and a capital letter, or the end, follow. "Ms. Smith" ends none, since such
 * short words do not. */
static bool
ends_sentence(const char *start, const char *at)
{
    const char *word = at;

    if (*at != '.' && *at != '!' && *at != '?') {
        return false;
    }
    while (word > start && word[-1] != ' ' && word[-1] != '\n') {
        word--;
    }
    if (*at == '.' && at - word <= WORD_MIN && at[1] == ' ') {
        return false;
    }
    return at[1] == '\0' || at[1] == '\n' || at[1] == ' ';
}

static size_t
sentence_length(const char *s)
{
    const char *at = s;

    while (*at && *at != '\n' && !ends_sentence(s, at)) {
        at++;
    }
    return (size_t)(at - s) + (*at && *at != '\n');
}

/* "- ", "• ", "1. ", "1) ", "a) " at the beginning; NULL = no member of a
 * list. */
static const char *
list_member(const char *line)
{
    size_t n = strspn(line, "0123456789");

    line += strspn(line, " \t");
    n = strspn(line, "0123456789");
    if ((line[0] == '-' || line[0] == '*') && line[1] == ' ') {
        return line + 2;
    }
    if (text_starts(line, "• ") || text_starts(line, "– ")) {
        return strchr(line, ' ') + 1;
    }
    if (n > 0 && n < 3 && (line[n] == '.' || line[n] == ')') &&
        line[n + 1] == ' ') {
        return line + n + 2;
    }
    return line[0] >= 'a' && line[0] <= 'z' && line[1] == ')' && line[2] == ' '
               ? line + 3
               : NULL;
}

static void
add(struct arena *a, const char *from, size_t len, struct proposals *out)
{
    char *item = arena_text(a, text_clean(a, arena_textn(a, from, len)));
    size_t end = strlen(item);

    while (end > 0 && strchr(".;,: ", item[end - 1])) {
        item[--end] = '\0';
    }
    if (end < 8 || out->count == PROPOSE_MAX) {
        return;
    }
    if (item[0] >= 'a' && item[0] <= 'z') {
        item[0] = (char)(item[0] - 'a' + 'A');
    }
    out->items[out->count++] = text_cut(a, item, PROPOSE_CHARS);
}

/* Where a member ends: a comma or semicolon; "and"/"y" behind a comma belong to
 * neither. */
static size_t
member_length(const char *s)
{
    int depth = 0;
    size_t n = 0;

    for (; s[n]; n++) {
        depth += (s[n] == '(') - (s[n] == ')');
        if (depth <= 0 && (s[n] == ';' || (s[n] == ',' && s[n + 1] == ' '))) {
            return n;
        }
    }
    return n;
}

static const char *
skip_joint(const char *s)
{
    static const char *const joints[] = {"and ", "as well as ", "y ", "e ",
                                         "así como "};

    s += strspn(s, ",; ");
    for (size_t i = 0; i < COUNT(joints); i++) {
        if (text_starts(s, joints[i])) {
            return s + strlen(joints[i]);
        }
    }
    return s;
}

/* In Spanish no comma stands before the last "y" or "e": "abrir centros y formar
 * docentes". It parts two members where each begins with a verb. */
static bool
begins_with_infinitive(const char *s)
{
    size_t len = strcspn(s, " ,;.");

    return len > 3 && s[len - 1] == 'r' && strchr("aei", s[len - 2]);
}

/* Behind one of these a noun hangs on another word: what "and" joins there
 * belongs together. Spanish "de" is left out: "diálogos de políticas" is one
 * noun. */
static const char *const prepositions[] = {
    "of ",     "in ",    "for ", "to ",   "through ", "with ",
    "on ",     "by ",    "at ",  "from ", "among ",   "between ",
    "across ", "into ",  "en ",  "para ", "con ",     "por ",
    "sobre ",  "entre ", "a ",   "al ",   "hacia ",   "mediante ",
};

static bool
is_preposition(const char *s)
{
    for (size_t i = 0; i < COUNT(prepositions); i++) {
        if (text_starts(s, prepositions[i])) {
            return true;
        }
    }
    return false;
}

static bool
begins_with_verb(const char *s)
{
    size_t len = strcspn(s, " ,;.");

    return begins_with_infinitive(s) ||
           (len > 5 && strncmp(s + len - 3, "ing", 3) == 0);
}

/* "initiating joint research and dialogues in the region" is two points: the
 * verb and the place belong to both. */
static void
add_objects(struct arena *a, const char *member, struct proposals *out)
{
    size_t verb = strcspn(member, " ");
    const char *joint = NULL, *place = NULL, *first, *second;

    for (const char *s = member + verb; *s && !place; s++) {
        bool word = *s == ' ';

        if (word && !joint && is_preposition(s + 1)) {
            break;
        }
        if (!joint && (text_starts(s, " and ") || text_starts(s, " y ") ||
                       text_starts(s, " e "))) {
            joint = s;
        } else if (word && joint && is_preposition(s + 1)) {
            place = s;
        }
    }
    if (!joint || joint == member + verb || !begins_with_verb(member)) {
        add(a, member, strlen(member), out);
        return;
    }
    if (!place ||
        (!text_starts(place, " in ") && !text_starts(place, " en "))) {
        place = "";
    }
    first = arena_printf(a, "%.*s%s", (int)(joint - member), member, place);
    second = arena_printf(a, "%.*s %s", (int)verb, member,
                          joint + 1 + strcspn(joint + 1, " ") + 1);
    add(a, first, strlen(first), out);
    add(a, second, strlen(second), out);
}

static void
add_members(struct arena *a, const char *s, struct proposals *out)
{
    while (*s) {
        size_t len = member_length(s);
        const char *member = arena_textn(a, s, len);
        const char *y = strstr(member, " y "), *e = strstr(member, " e ");
        const char *joint = y ? y : e;

        if (joint && begins_with_infinitive(member) &&
            begins_with_infinitive(joint + 3)) {
            add(a, member, (size_t)(joint - member), out);
            add(a, joint + 3, strlen(joint + 3), out);
        } else {
            add_objects(a, member, out);
        }
        s = skip_joint(s + len);
    }
}

/* "such as" decides where it stands; else the first opening, so that "agreed to
 * open centres, as in Chile: …" keeps its first member. */
static const char *
begin_of(struct arena *a, const char *text)
{
    static const char *const strong[] = {"such as ",    "including ",
                                         "tales como ", " como ",
                                         "namely ",     "a saber "};
    const char *first = NULL;
    char *sentence = arena_text(a, text); /* "Acordaron …" may begin it */

    for (char *s = sentence; *s; s++) {
        *s = (char)(*s >= 'A' && *s <= 'Z' ? *s - 'A' + 'a' : *s);
    }

    for (size_t i = 0; i < COUNT(strong); i++) {
        const char *at = strstr(sentence, strong[i]);

        if (at) {
            return text + (at - sentence) + strlen(strong[i]);
        }
    }
    for (size_t i = 0; i < COUNT(openings); i++) {
        const char *at = strstr(sentence, openings[i]);

        if (at && (!first || at + strlen(openings[i]) < first)) {
            first = at + strlen(openings[i]);
        }
    }
    return first ? text + (first - sentence) : NULL;
}

void
propose(struct arena *a, const char *text, struct proposals *out)
{
    bool in_list = false;

    out->count = 0;
    text = text_clean(a, text);
    while (*text) {
        size_t len = sentence_length(text);
        const char *sentence = arena_textn(a, text, len);
        const char *member = list_member(sentence);

        if (in_list && member) {
            size_t line = strcspn(text, "\n");

            add(a, text + (member - sentence),
                line - (size_t)(member - sentence), out);
            len = line;
        } else if (speaks_of_agreeing(a, sentence)) {
            const char *from = begin_of(a, sentence);

            in_list = true;
            if (from && sentence[len - 1] != ':') {
                add_members(a, from, out);
            }
        } else if (len > 0 && *text != '\n') {
            in_list = false;
        }
        text += len;
        text += strspn(text, " \n\t");
    }
}
