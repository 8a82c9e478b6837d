/* SPDX-License-Identifier: Apache-2.0 */
/* sqlc: what the files of the tool share.
 *
 *   sqlc.c          what is made: headers, the list, the steps of the schema
 *   sqlc_read.c     statements and pieces of a file
 *   sqlc_subset.c   what only one of our two engines understands */
#ifndef QUIPU_TOOLS_SQLC_H
#define QUIPU_TOOLS_SQLC_H

#include <stdbool.h>
#include <stddef.h>

enum {
    ARGS_MAX = 40,
    NAME_MAX_LEN = 64,
    TEXT_MAX = 16000,
    STATEMENTS_MAX = 4000
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

/* --- sqlc.c --- */

/* Where we are, for messages. */
extern const char *at_file;
extern int at_line;
extern const char *at_name;

/* Stop the build: what is wrong there. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The whole file, which has no NUL byte. */
char *read_file(const char *path);

/* --- sqlc_read.c --- */

/* Read all statements of a file behind the `count` already there; gives how
 * many there are then. */
size_t read_statements(const char *path, struct statement **all, size_t count);

/* Letters, digits and underscores: how many stand at `s`. */
size_t word_len(const char *s);

/* --- sqlc_subset.c --- */

/* Does the text from `s` begin with these words (capitals, one blank)? */
bool begins(const char *s, const char *words);

/* Die unless both engines understand the statement. Parameters stand in it as
 * `$1`, literals as they are. */
void check_subset(const struct statement *st);

#endif
