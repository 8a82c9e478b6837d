/* SPDX-License-Identifier: Apache-2.0 */
/* sqlc_read: the statements of a file: heads, texts, and the pieces that several
 * of them share. */
#include "sqlc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH_MAX = 256, PIECES_MAX = 20 /* in one file */ };

struct piece {
    char name[NAME_MAX_LEN];
    char *text; /* as it stands in the file, from the end of its head */
    int line;   /* of its head, where the text begins */
    bool is_used;
};

/* The pieces of the file that is being read, above the place we are at. */
static struct piece pieces[PIECES_MAX];
static int piece_count;

static char *
copy(const char *s, size_t len)
{
    char *made = malloc(len + 1);

    if (!made) {
        die("out of memory");
    }
    memcpy(made, s, len);
    made[len] = '\0';
    return made;
}

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

size_t
word_len(const char *s)
{
    size_t n = 0;

    while (is_word(s[n])) {
        n++;
    }
    return n;
}

/* "org" of "src/network/org.sql". */
static void
thing_of(const char *path, char out[NAME_MAX_LEN])
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    size_t len = strcspn(base, ".");

    if (len == 0 || len >= NAME_MAX_LEN) {
        die("the file's name is no name of a thing");
    }
    memcpy(out, base, len);
    out[len] = '\0';
}

static void
take_name(const char *s, size_t len, char out[NAME_MAX_LEN])
{
    if (len == 0 || len >= NAME_MAX_LEN) {
        die("a name of %zu letters near '%.20s'", len, s);
    }
    memcpy(out, s, len);
    out[len] = '\0';
}

/* --- head --- */

/* A head starts a line: "-- name(". */
static bool
is_head(const char *s)
{
    size_t n;

    if (strncmp(s, "-- ", 3) != 0) {
        return false;
    }
    n = word_len(s + 3);
    return n > 0 && s[3 + n] == '(' && islower((unsigned char)s[3]);
}

/* So does a piece's: "-- piece name". */
static bool
is_piece_head(const char *s)
{
    return strncmp(s, "-- piece ", 9) == 0;
}

static bool
is_any_head(const char *s)
{
    return is_head(s) || is_piece_head(s);
}

/* Names begin with the file's: "org_" in org.sql. */
static void
take_own_name(const char *s, char out[NAME_MAX_LEN])
{
    char thing[NAME_MAX_LEN];

    take_name(s, word_len(s), out);
    thing_of(at_file, thing);
    if (strncmp(out, thing, strlen(thing)) != 0 || out[strlen(thing)] != '_') {
        at_name = out;
        die("names in this file start with '%s_'", thing);
    }
}

/* Skip blanks, and the "--" of further lines of a long head. */
static const char *
skip_head_space(const char *s)
{
    for (;;) {
        if (*s == '\n') {
            at_line++;
            s++;
            if (strncmp(s, "--", 2) != 0) {
                die("the list of arguments has no end");
            }
            s += 2;
        } else if (*s == ' ' || *s == '\t') {
            s++;
        } else {
            return s;
        }
    }
}

/* Read the head at `s`; gives the start of the next line. */
static const char *
read_head(struct statement *st, const char *s)
{
    size_t n = word_len(s + 3);

    st->line = at_line;
    take_own_name(s + 3, st->name);
    at_name = st->name;
    s = skip_head_space(s + 3 + n + 1);
    while (*s != ')') {
        struct arg *arg = &st->args[st->arg_count];

        if (st->arg_count == ARGS_MAX) {
            die("more than %d arguments", ARGS_MAX);
        }
        n = word_len(s);
        take_name(s, n, arg->name);
        for (int i = 0; i < st->arg_count; i++) {
            if (strcmp(st->args[i].name, arg->name) == 0) {
                die("argument '%s' is listed twice", arg->name);
            }
        }
        st->arg_count++;
        s = skip_head_space(s + n);
        if (*s == ',') {
            s = skip_head_space(s + 1);
        } else if (*s != ')') {
            die("expected ',' or ')' in the list of arguments");
        }
    }
    s += strcspn(s, "\n");
    return s;
}

/* --- text --- */

static void
put(struct statement *st, const char *s, size_t len)
{
    if (len > TEXT_MAX - 1 - st->len) {
        die("longer than %d bytes", TEXT_MAX);
    }
    memcpy(st->text + st->len, s, len);
    st->len += len;
    st->text[st->len] = '\0';
}

/* `:name` or `:name[64]` at `s`: noted with its width; the text gets a marker
 * that number_places() replaces, since numbers follow from all widths. */
static const char *
read_parameter(struct statement *st, const char *s)
{
    size_t n = word_len(s + 1);
    char name[NAME_MAX_LEN], marker[16];
    int width = 1, i = 0;

    take_name(s + 1, n, name);
    s += 1 + n;
    if (*s == '[') {
        char *end;
        long wanted = strtol(s + 1, &end, 10);

        if (*end != ']' || wanted < 2 || wanted > WIDTH_MAX) {
            die("'%s': a list has 2 to %d places", name, WIDTH_MAX);
        }
        if (st->len < 3 || !begins(st->text + st->len - 3, "IN ")) {
            die("'%s': a list stands behind IN", name);
        }
        width = (int)wanted;
        s = end + 1;
    }
    while (i < st->arg_count && strcmp(st->args[i].name, name) != 0) {
        i++;
    }
    if (i == st->arg_count) {
        die(":%s is not in the list of arguments", name);
    }
    if (st->args[i].width != 0 && st->args[i].width != width) {
        die(":%s is used both alone and as a list", name);
    }
    st->args[i].width = width;
    snprintf(marker, sizeof marker, "$%d", i + 1);
    put(st, marker, strlen(marker));
    return s;
}

static const char *
read_literal(struct statement *st, const char *s)
{
    const char *from = s;

    for (s++; *s != '\'' || s[1] == '\''; s++) {
        s += *s == '\'';
        if (*s == '\0' || *s == '\n' || *s == '$' || *s == '{' || *s == '\\' ||
            *s == '"') {
            die("a literal is one line without $, {, \\ and double quotes");
        }
    }
    put(st, from, (size_t)(s + 1 - from));
    return s + 1;
}

/* The word in braces at `s`, as it stands in the program: the database puts
 * its own word in its place. False when it is none of them. */
static bool
put_type(struct statement *st, const char *s, size_t len)
{
    static const char *const words[] = {"{i64}", "{text}", "{blob}"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == len && memcmp(s, words[i], len) == 0) {
            put(st, s, len);
            return true;
        }
    }
    return false;
}

/* Pass over blanks, line ends and comments. */
static const char *
skip_space(const char *s)
{
    for (;;) {
        if (is_any_head(s) && s[-1] == '\n') {
            die("the statement before line %d has no semicolon", at_line);
        }
        if (strncmp(s, "--", 2) == 0) {
            s += strcspn(s, "\n");
        } else if (*s == '\n') {
            at_line++;
            s++;
        } else if (isspace((unsigned char)*s)) {
            s++;
        } else {
            return s;
        }
    }
}

/* The same; between two words they become one blank. */
static const char *
read_space(struct statement *st, const char *s)
{
    s = skip_space(s);
    if (st->len && *s != ';' && *s != '\0') {
        put(st, " ", 1);
    }
    return s;
}

/* Replace the marker of each argument by its place or places. */
static void
number_places(struct statement *st)
{
    char *from = malloc(st->len + 1);
    int next = 1;

    if (!from) {
        die("out of memory");
    }
    for (int i = 0; i < st->arg_count; i++) {
        st->args[i].first = next;
        next += st->args[i].width;
    }
    memcpy(from, st->text, st->len + 1);
    st->len = 0;
    for (const char *s = from; *s; s++) {
        char place[16], *end;
        const struct arg *arg;

        if (*s != '$') {
            put(st, s, 1);
            continue;
        }
        arg = &st->args[strtol(s + 1, &end, 10) - 1];
        for (int i = 0; i < arg->width; i++) {
            snprintf(place, sizeof place, "%s$%d",
                     i ? ", " : (arg->width > 1 ? "(" : ""), arg->first + i);
            put(st, place, strlen(place));
        }
        put(st, ")", arg->width > 1);
        s = end - 1;
    }
    free(from);
}

static const char *read_part(struct statement *st, const char *s,
                             bool in_piece);

/* Put the piece of this name as if its text stood here. */
static void
put_piece(struct statement *st, const char *name)
{
    int line = at_line, i = 0;

    while (i < piece_count && strcmp(pieces[i].name, name) != 0) {
        i++;
    }
    if (i == piece_count) {
        die("'{%s}': no piece of this name stands above, and the words are "
            "{i64}, {text}, {blob}",
            name);
    }
    pieces[i].is_used = true;
    at_line = pieces[i].line;
    for (const char *s = skip_space(pieces[i].text); *s;) {
        s = read_part(st, s, true);
    }
    at_line = line;
}

/* `{word}` at `s`. */
static const char *
read_brace(struct statement *st, const char *s, bool in_piece)
{
    size_t len = strcspn(s, "}\n");
    char name[NAME_MAX_LEN];

    if (s[len] != '}') {
        die("'%.8s': a brace that is not closed", s);
    }
    if (!put_type(st, s, len + 1)) {
        if (in_piece) {
            die("'%.*s': a piece has no pieces", (int)len + 1, s);
        }
        take_name(s + 1, len - 1, name);
        put_piece(st, name);
    }
    return s + len + 1;
}

/* Read one parameter, literal, word in braces, space or other byte. */
static const char *
read_part(struct statement *st, const char *s, bool in_piece)
{
    if (*s == '\'') {
        return read_literal(st, s);
    }
    if (*s == ':' && is_word(s[1])) {
        return read_parameter(st, s);
    }
    if (*s == '{') {
        return read_brace(st, s, in_piece);
    }
    if (*s == '$') {
        die("parameters are written :name");
    }
    if (*s == ';') {
        die("a piece has no semicolon");
    }
    if (isspace((unsigned char)*s) || strncmp(s, "--", 2) == 0) {
        return read_space(st, s);
    }
    put(st, s, 1);
    return s + 1;
}

/* Read the text up to its semicolon. */
static const char *
read_text(struct statement *st, const char *s)
{
    s = read_space(st, s);
    while (*s != ';') {
        if (*s == '\0') {
            die("no semicolon ends it");
        }
        s = read_part(st, s, false);
    }
    for (int i = 0; i < st->arg_count; i++) {
        if (st->args[i].width == 0) {
            die("argument '%s' is listed but not used", st->args[i].name);
        }
    }
    check_subset(st);
    number_places(st);
    return s + 1;
}

/* Keep the piece whose head is at `s`; gives the start of the next head. */
static const char *
read_piece(const char *s)
{
    struct piece *piece = &pieces[piece_count];
    const char *from;

    if (piece_count == PIECES_MAX) {
        die("more than %d pieces", PIECES_MAX);
    }
    memset(piece, 0, sizeof *piece);
    piece->line = at_line;
    take_own_name(s + 9, piece->name);
    at_name = piece->name;
    for (int i = 0; i < piece_count; i++) {
        if (strcmp(pieces[i].name, piece->name) == 0) {
            die("the piece of line %d has this name", pieces[i].line);
        }
    }
    s += strcspn(s, "\n");
    from = s;
    while (*s && !(s[-1] == '\n' && is_any_head(s))) {
        at_line += *s == '\n';
        s++;
    }
    piece->text = copy(from, (size_t)(s - from));
    if (!piece->text[strspn(piece->text, " \n")]) {
        die("the piece is empty");
    }
    piece_count++;
    return s;
}

/* At the end of a file: nothing stands there for nobody. */
static void
close_pieces(void)
{
    for (int i = 0; i < piece_count; i++) {
        if (!pieces[i].is_used) {
            at_line = pieces[i].line;
            at_name = pieces[i].name;
            die("the piece is never used");
        }
        free(pieces[i].text);
    }
    piece_count = 0;
}

size_t
read_statements(const char *path, struct statement **all, size_t count)
{
    const char *s = read_file(path);

    at_file = path;
    at_line = 1;
    while (*s) {
        at_name = "";
        if (is_head(s)) {
            if (count == STATEMENTS_MAX) {
                die("more than %d statements", STATEMENTS_MAX);
            }
            all[count] = calloc(1, sizeof **all);
            if (!all[count]) {
                die("out of memory");
            }
            all[count]->file = path;
            s = read_head(all[count], s);
            s = read_text(all[count], s);
            count++;
        } else if (is_piece_head(s)) {
            s = read_piece(s);
        } else if (strncmp(s, "--", 2) == 0) {
            s += strcspn(s, "\n");
        } else if (*s == '\n') {
            at_line++;
            s++;
        } else if (isspace((unsigned char)*s)) {
            s++;
        } else {
            die("a statement without a head '-- name(arguments)'");
        }
    }
    close_pieces();
    return count;
}
