/* SPDX-License-Identifier: Apache-2.0 */
/* sqlc_subset: what only one of our two engines understands is refused, so that
 * no statement works on one of them alone. */
#include "sqlc.h"

#include <ctype.h>
#include <string.h>

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

bool
begins(const char *s, const char *words)
{
    size_t i = 0;

    for (; words[i] != '\0'; i++) {
        if (toupper((unsigned char)s[i]) != words[i]) {
            return false;
        }
    }
    return word_len(s + i) == 0;
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

void
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
        } else if (word_len(s) > 0) {
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
