/* SPDX-License-Identifier: Apache-2.0 */
/* sqlc: turns the statements of a .sql file into C, and refuses what only one
 * of our two engines understands.
 *
 *   sqlc header thing.sql out.h           one file's statements
 *   sqlc list ROOT out.c a.sql b.sql …    all of them, for tests; unique names
 *   sqlc migrations out.c 0001_a.sql …    the steps of the schema, as text
 *
 * A statement has a head, `-- thing_verb(first, second)   remark`, and a text
 * with :first and :second, ended by a semicolon. Parameters are numbered in
 * the order of the head, so calls pass arguments as the head lists them. A
 * list of at most 64 is written `IN :ids[64]`: as many places are made, those
 * left over are bound as NULL. Comments do not reach the program.
 *
 * What several statements of a file repeat stands once, above them, as a
 * piece: `-- piece thing_columns   remark`, then its text up to the next head,
 * with no semicolon. `{thing_columns}` in a statement is that text, as if it
 * were written there; its parameters are those of the statement.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ARGS_MAX = 40,
    NAME_MAX_LEN = 64,
    TEXT_MAX = 16000,
    STATEMENTS_MAX = 4000,
    PIECES_MAX = 20, /* in one file */
    WIDTH_MAX = 256
};

struct arg {
    char name[NAME_MAX_LEN];
    int width; /* 0 = not used yet, 1 = one value, else a list */
    int first; /* number of its first place */
};

struct statement {
    const char *file;
    int line;
    char name[NAME_MAX_LEN];
    struct arg args[ARGS_MAX];
    int arg_count;
    char text[TEXT_MAX];
    size_t len;
};

struct piece {
    char name[NAME_MAX_LEN];
    char *text; /* as it stands in the file, from the end of its head */
    int line;   /* of its head, where the text begins */
    bool is_used;
};

/* The pieces of the file that is being read, above the place we are at. */
static struct piece pieces[PIECES_MAX];
static int piece_count;

/* Where we are, for messages. */
static const char *at_file;
static int at_line;
static const char *at_name = "";

static void __attribute__((noreturn, format(printf, 1, 2)))
die(const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:%d: %s%s", at_file ? at_file : "sqlc", at_line, at_name,
            at_name[0] ? ": " : "");
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

static char *
read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t cap = 65536, len = 0, n;
    char *bytes = malloc(cap + 1);

    if (!in || !bytes) {
        die("%s: %s", path, strerror(errno));
    }
    while ((n = fread(bytes + len, 1, cap - len, in)) > 0) {
        len += n;
        if (len == cap) {
            cap *= 2;
            bytes = realloc(bytes, cap + 1);
            if (!bytes) {
                die("out of memory");
            }
        }
    }
    if (ferror(in)) {
        die("%s: cannot be read to its end", path);
    }
    fclose(in);
    bytes[len] = '\0';
    if (strlen(bytes) != len) {
        die("%s: has a NUL byte", path);
    }
    return bytes;
}

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

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t
word_len(const char *s)
{
    size_t n = 0;

    while (is_word(s[n])) {
        n++;
    }
    return n;
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

/* --- the subset both engines have --- */

/* Never, whatever follows. */
static const char *const refused_words[] = {
    "LIKE",
    "ILIKE",
    "GLOB",
    "REGEXP",
    "SIMILAR",
    "AUTOINCREMENT",
    "ROWID",
    "OID",
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "LOCALTIMESTAMP",
    "PRAGMA",
    "ATTACH",
    "ARRAY",
    "ISNULL",
    "NOTNULL",
    "REAL",
    "FLOAT",
    "DOUBLE",
    "NUMERIC",
    "TRUE",
    "FALSE",
    "COLLATE",
    "INDEXED",

    "DEFERRABLE",
    "DEFERRED",
};

/* Refused as functions; as names of columns they are fine. */
static const char *const refused_functions[] = {
    "NOW",
    "DATE",
    "TIME",
    "DATETIME",
    "JULIANDAY",
    "STRFTIME",
    "UNIXEPOCH",
    "CLOCK_TIMESTAMP",
    "TO_CHAR",
    "TO_TIMESTAMP",
    "EXTRACT",
    "RANDOM",
    "GROUP_CONCAT",
    "STRING_AGG",
    "ARRAY_AGG",
    "IFNULL",
    "IIF",
    "NVL",
    "TOTAL",
    "AVG",
    "MATCH",
    "CHANGES",
    "LAST_INSERT_ROWID",
    "PRINTF",
    "FORMAT",
    "TYPEOF",
    "INSTR",
    "HEX",
    "UPPER",
    "LOWER",
    "RANDOMBLOB",
    "GEN_RANDOM_UUID",
};

static bool
same_word(const char *s, size_t len, const char *word)
{
    if (strlen(word) != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (toupper((unsigned char)s[i]) != word[i]) {
            return false;
        }
    }
    return true;
}

static const char *
skip_blank(const char *s)
{
    while (*s == ' ') {
        s++;
    }
    return s;
}

/* Does the text from `s` begin with these words (capitals, one blank)? */
static bool
begins(const char *s, const char *words)
{
    size_t i = 0;

    for (; words[i] != '\0'; i++) {
        if (toupper((unsigned char)s[i]) != words[i]) {
            return false;
        }
    }
    return !is_word(s[i]);
}

/* Is the word at `s` preceded by "CAST(", or "CAST(COALESCE("? */
static bool
after_cast(const char *start, const char *s)
{
    static const char *const before[] = {"CAST(", "CAST(COALESCE("};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t n = strlen(before[i]);

        if ((size_t)(s - start) >= n && strncmp(s - n, before[i], n) == 0) {
            return true;
        }
    }
    return false;
}

/* Pairs of words that only one engine takes. */
static void
check_pairs(const char *s)
{
    if (begins(s, "FOR UPDATE") || begins(s, "FOR SHARE")) {
        die("%.10s: rows cannot be locked on SQLite", s);
    }
    if (begins(s, "INSERT OR") || begins(s, "UPDATE OR") ||
        begins(s, "REPLACE INTO")) {
        die("%.12s: write ON CONFLICT", s);
    }
    if (begins(s, "NOT IN") && s[6] == ' ' && s[7] == '$') {
        die("NOT IN a padded list is never true");
    }
}

static void
check_word(const char *start, const char *s, size_t len)
{
    const char *next = skip_blank(s + len);

    for (size_t i = 0; i < sizeof refused_words / sizeof *refused_words; i++) {
        if (same_word(s, len, refused_words[i])) {
            die("%s is outside the subset of both engines", refused_words[i]);
        }
    }
    if (*next == '(') {
        for (size_t i = 0;
             i < sizeof refused_functions / sizeof *refused_functions; i++) {
            if (same_word(s, len, refused_functions[i])) {
                die("%s() is outside the subset of both engines",
                    refused_functions[i]);
            }
        }
        if (len >= 4 && same_word(s, 4, "JSON")) {
            die("JSON functions are outside the subset of both engines");
        }
        if (same_word(s, len, "SUM") && !after_cast(start, s)) {
            die("a sum is written CAST(SUM(x) AS {i64})");
        }
    }
    if (same_word(s, len, "IS") && !begins(next, "NULL") &&
        !begins(next, "NOT NULL") && !begins(next, "DISTINCT FROM") &&
        !begins(next, "NOT DISTINCT FROM")) {
        die("IS is for NULL; write = or IS NOT DISTINCT FROM");
    }
    check_pairs(s);
}

/* The finished text, with `$1` for parameters and literals as they are. */
static void
check_subset(const struct statement *st)
{
    const char *start = st->text;
    const char *s = start;

    if (!begins(s, "SELECT") && !begins(s, "INSERT") && !begins(s, "UPDATE") &&
        !begins(s, "DELETE") && !begins(s, "WITH")) {
        die("a statement starts with SELECT, INSERT, UPDATE, DELETE or WITH");
    }
    while (*s) {
        if (*s == '\'') {
            for (s++; *s != '\'' || s[1] == '\''; s++) {
                s += *s == '\''; /* a doubled quote */
            }
            s++;
        } else if (isdigit((unsigned char)*s)) {
            size_t n = word_len(s);

            if (s[n] == '.') {
                die("no fractions: whole numbers of the smallest unit");
            }
            s += n;
        } else if (is_word(*s)) {
            size_t n = word_len(s);

            check_word(start, s, n);
            s += n;
        } else if (strncmp(s, "::", 2) == 0 || strncmp(s, "->", 2) == 0 ||
                   strncmp(s, "==", 2) == 0 || strchr("\"`[]?@#", *s)) {
            die("'%.2s' is outside the subset of both engines", s);
        } else {
            s++;
        }
    }
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

/* Read all statements of a file behind those already there. */
static size_t
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

/* --- C --- */

/* FNV-1a: the id of a statement is the hash of its name. */
static uint32_t
id_of(const char *name)
{
    uint32_t h = 2166136261u;

    for (; *name; name++) {
        h = (h ^ (unsigned char)*name) * 16777619u;
    }
    return h;
}

static FILE *
open_out(const char *path)
{
    FILE *out = fopen(path, "wb");

    if (!out) {
        die("%s: %s", path, strerror(errno));
    }
    return out;
}

static void
close_out(FILE *out, const char *path)
{
    if (ferror(out) || fclose(out) != 0) {
        die("%s: cannot be written", path);
    }
}

static void
put_string(FILE *out, const char *s)
{
    fputs("\n    \"", out);
    for (size_t column = 0; *s; s++, column++) {
        if (column > 66 && *s == ' ') {
            fputs("\"\n    \"", out);
            column = 0;
        }
        fputc(*s, out);
    }
    fputs("\"", out);
}

static void
put_statement(FILE *out, const struct statement *st)
{
    bool lists = false;

    for (int i = 0; i < st->arg_count; i++) {
        lists = lists || st->args[i].width > 1;
    }
    if (lists) {
        fprintf(out, "static const short widths_%s[] = {", st->name);
        for (int i = 0; i < st->arg_count; i++) {
            fprintf(out, "%s%d", i ? ", " : "", st->args[i].width);
        }
        fputs("};\n", out);
    }
    fprintf(out, "static const struct sql SQL_%s = {\n    \"%s\",", st->name,
            st->name);
    put_string(out, st->text);
    fprintf(out, ",\n    %d, %uu, %s%s};\n\n", st->arg_count,
            (unsigned)id_of(st->name), lists ? "widths_" : "",
            lists ? st->name : "NULL");
}

static int
make_header(const char *in, const char *path, struct statement **all)
{
    size_t count = read_statements(in, all, 0);
    FILE *out = open_out(path);

    fputs("/* Written by tools/sqlc.c; change the .sql file. */\n"
          "#pragma once\n#include \"db/db.h\"\n\n",
          out);
    for (size_t i = 0; i < count; i++) {
        put_statement(out, all[i]);
    }
    close_out(out, path);
    return 0;
}

static void
check_unique(struct statement **all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (id_of(all[i]->name) == id_of(all[j]->name)) {
                at_file = all[i]->file;
                at_line = all[i]->line;
                at_name = all[i]->name;
                die("has the name (or its hash) of %s in %s", all[j]->name,
                    all[j]->file);
            }
        }
    }
}

static int
make_list(char **argv, int argc, struct statement **all)
{
    size_t count = 0, root = strlen(argv[0]);
    FILE *out;

    for (int i = 2; i < argc; i++) {
        count = read_statements(argv[i], all, count);
    }
    check_unique(all, count);
    out = open_out(argv[1]);
    fputs("/* Written by tools/sqlc.c: every statement of the program. */\n"
          "#include \"db/sql_list.h\"\n\n",
          out);
    for (size_t i = 0; i < count; i++) {
        put_statement(out, all[i]);
    }
    fputs("const struct sql_listed sql_list[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        const char *file = all[i]->file;

        while (strncmp(file, "../", 3) == 0) {
            file += 3;
        }
        if (strncmp(file, argv[0], root) == 0 && file[root] == '/') {
            file += root + 1;
        }
        fprintf(out, "    {\"%s\", %d, &SQL_%s},\n", file, all[i]->line,
                all[i]->name);
    }
    fprintf(out, "};\n\nconst size_t sql_list_count = %zu;\n", count);
    close_out(out, argv[1]);
    return 0;
}

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static int
by_base_name(const void *a, const void *b)
{
    return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

static int
make_migrations(char **argv, int argc)
{
    FILE *out;

    qsort(argv + 1, (size_t)(argc - 1), sizeof *argv, by_base_name);
    out = open_out(argv[0]);
    fputs("/* Written by tools/sqlc.c: the steps of the schema. */\n"
          "#include \"db/migrate.h\"\n",
          out);
    for (int i = 1; i < argc; i++) {
        const char *text = read_file(argv[i]);

        at_file = argv[i];
        if (strtol(base_name(argv[i]), NULL, 10) != i - 1 ||
            strlen(base_name(argv[i])) < 9 || base_name(argv[i])[4] != '_') {
            die("steps are named 0000_what.sql, without gaps");
        }
        fprintf(out, "\nstatic const char step_%d[] = {", i - 1);
        for (size_t n = 0; text[n]; n++) {
            fprintf(out, "%s%d,", n % 18 ? "" : "\n    ", (signed char)text[n]);
        }
        fputs("0};\n", out);
    }
    fputs("\nstatic const struct migrate_step steps[] = {\n", out);
    for (int i = 1; i < argc; i++) {
        const char *base = base_name(argv[i]);

        fprintf(out, "    {%d, \"%.*s\", step_%d},\n", i - 1,
                (int)strcspn(base, "."), base, i - 1);
    }
    fprintf(out,
            "};\n\nconst struct migrate_steps migrate_shipped = {steps, %d};\n",
            argc - 1);
    close_out(out, argv[0]);
    return 0;
}

int
main(int argc, char **argv)
{
    struct statement **all = calloc(STATEMENTS_MAX, sizeof *all);

    if (!all) {
        die("out of memory");
    }
    if (argc == 4 && strcmp(argv[1], "header") == 0) {
        return make_header(argv[2], argv[3], all);
    }
    if (argc >= 5 && strcmp(argv[1], "list") == 0) {
        return make_list(argv + 2, argc - 2, all);
    }
    if (argc >= 4 && strcmp(argv[1], "migrations") == 0) {
        return make_migrations(argv + 2, argc - 2);
    }
    die("usage: header in.sql out.h | list ROOT out.c in.sql… | "
        "migrations out.c 0000_x.sql…");
}
