/* SPDX-License-Identifier: Apache-2.0 */
/* tmplc: what the files of the tool share.
 *
 *   tmplc.c         the file, its pages, the words between {{ and }}
 *   tmplc_html.c    follows the HTML: where we are, what may stand here
 *   tmplc_value.c   values, texts, parts
 *   tmplc_block.c   if, for
 *   tmplc_out.c     the C that is written; complaints */
#ifndef QUIPU_TOOLS_TMPLC_H
#define QUIPU_TOOLS_TMPLC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { NAME_MAX_LEN = 64, WORD_MAX = 4096 };

enum place {
    IN_TEXT,
    IN_TAG_NAME,
    IN_TAG, /* between attributes */
    IN_ATTR_NAME,
    BEFORE_VALUE, /* after = */
    IN_DOUBLE,    /* "…" */
    IN_SINGLE,    /* '…' */
    IN_BARE,      /* value without quotes */
    IN_COMMENT
};

/* Where in the HTML we are. */
struct state {
    enum place place;
    char tag[NAME_MAX_LEN];
    char attr[NAME_MAX_LEN];
    bool closing;     /* a </tag> */
    bool value_begun; /* something stands in the value already */
    bool keep_space;  /* inside pre or textarea */
    bool has_alt;     /* the img being read has one */
    bool is_hidden;   /* the input being read needs no label */
    bool is_named;    /* … has aria-label or aria-labelledby */
    bool in_label;
    int headings;            /* h1 so far, on this way through the branches */
    const char *id, *id_end; /* its id, as the page writes it */
};

/* --- tmplc_out.c --- */

extern const char *at_path; /* the page's file */
extern int at_line;         /* where we are in it */
extern FILE *out;           /* the C */

/* Stop the build: what is wrong at this line of the page. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Bytes of HTML wait until something else is written, to go out in one call. */
void literal_put(char c);
void literal_drop(size_t count);
void literal_trim(void); /* white space at its end */
void literal_flush(void);

/* What is written next is not HTML; from here on the C compiler speaks of this
 * line of the page. */
void mark_line(void);

/* --- tmplc_html.c --- */

extern struct state now;
extern bool space_before; /* the last byte written was white space */

/* A page begins (`piece`: what is shown inside pages); `whole` is its file. */
void html_begin(const char *whole, bool piece);

/* Write the byte at `s` of the page. Runs of white space in text become one;
 * comments do not reach the reader. */
void html_put(const char *s);

/* The function that makes a value safe where we stand; the build stops where
 * none may stand. */
const char *html_writer(void);

/* Texts and formed values may stand where a value may, but not in addresses. */
void html_check_text(void);

/* A value stands here now. */
void html_value_put(void);

/* `{{if …}} selected{{end}}`: an attribute without a value ends with its arm. */
void html_end_bare(void);

/* Could the same HTML follow? */
bool html_is_same(const struct state *a, const struct state *b);

/* --- tmplc_value.c --- */

extern bool texts_only; /* print the texts to translate instead */

const char *skip_space(const char *s);

/* Only names, members and indices: logic belongs in C. */
void check_expression(const char *s);
void check_name(const char *s, size_t n);

void value_write(const char *s);

/* num, date: values with a form of their own, which `function` writes. */
void value_write_formed(const char *function, const char *s);

/* t "text" name=value … */
void text_write(const char *s);

/* tn expression "one" "many" name=value … ; %{n} is the number itself */
void text_write_plural(const char *s);

/* part name(argument, t "text", …) */
void part_write(const char *s);

/* --- tmplc_block.c --- */

void block_begin_if(const char *s);
void block_else(void);

/* for const struct term *t in v->terms count v->term_count [as i] */
void block_begin_for(const char *s);
void block_end(void);

/* The line of the block that is open, 0 = none is. */
int block_open_line(void);

#endif
