/* SPDX-License-Identifier: Apache-2.0 */
/* tmplc_block: if and for, as blocks of C; where they end, the HTML must be
 * where it would be without them. */
#include "tmplc.h"

#include <string.h>

enum { DEPTH_MAX = 32 };

struct block {
    bool is_for;
    bool has_else;
    int line;
    struct state at_start; /* for `if`: where both arms begin */
    struct state at_else;  /* where the first arm ended */
};

static struct block blocks[DEPTH_MAX];
static int depth;
static int loops;

static struct block *
push(bool is_for)
{
    if (depth == DEPTH_MAX) {
        die("blocks are nested deeper than %d", DEPTH_MAX);
    }
    if (now.place == IN_TAG_NAME && now.tag[0]) {
        now.place = IN_TAG; /* <li{{if …}} class="x"{{end}}> */
    }
    blocks[depth] =
        (struct block){.is_for = is_for, .line = at_line, .at_start = now};
    return &blocks[depth++];
}

void
block_begin_if(const char *s)
{
    bool no = strncmp(s, "not ", 4) == 0;

    s = no ? skip_space(s + 4) : s;
    check_expression(s);
    mark_line();
    fprintf(out, "    if (%shtml_is(%s)) {\n", no ? "!" : "", s);
    push(false);
}

void
block_else(void)
{
    struct block *k = depth ? &blocks[depth - 1] : NULL;

    if (!k || k->is_for || k->has_else) {
        die("{{else}} without its {{if}}");
    }
    html_end_bare();
    literal_flush();
    fprintf(out, "    } else {\n");
    k->has_else = true;
    k->at_else = now;
    now = k->at_start;
    space_before = false;
}

void
block_end(void)
{
    const struct block *k;

    if (depth == 0) {
        die("{{end}} without its {{if}} or {{for}}");
    }
    html_end_bare();
    k = &blocks[--depth];
    if (!html_is_same(k->has_else ? &k->at_else : &k->at_start, &now)) {
        die("the block of line %d ends in another place of the HTML than it "
            "began, or its other arm did (or only one of them has an h1)",
            k->line);
    }
    literal_flush();
    fprintf(out, "    }\n");
    /* An arm may have written into the value, or not: count it as begun. */
    now.value_begun =
        now.value_begun || (k->has_else && k->at_else.value_begun);
    space_before = false;
}

void
block_begin_for(const char *s)
{
    const char *in = strstr(s, " in "), *count, *as;
    char decl[WORD_MAX], items[WORD_MAX], number[WORD_MAX];
    int id = ++loops;
    bool text;

    count = in ? strstr(in, " count ") : NULL;
    if (!count || (size_t)(in - s) >= sizeof decl ||
        (size_t)(count - in) >= sizeof items) {
        die("a loop is written: for TYPE *name in ITEMS count NUMBER");
    }
    snprintf(decl, sizeof decl, "%.*s", (int)(in - s), s);
    snprintf(items, sizeof items, "%.*s", (int)(count - in - 4), in + 4);
    as = strstr(count + 7, " as ");
    snprintf(number, sizeof number, "%.*s",
             (int)(as ? as - count - 7 : (int)strlen(count + 7)), count + 7);
    check_expression(items);
    check_expression(number);
    text = strncmp(decl, "const char *", 12) == 0;
    mark_line();
    fprintf(out,
            "    for (size_t i_%d = 0; i_%d < (size_t)(%s); i_%d++) {\n"
            "    %s = %s(%s)[i_%d];\n",
            id, id, number, id, decl, text ? "" : "&", items, id);
    if (as) {
        check_expression(as + 4);
        fprintf(out, "    size_t %s = i_%d;\n", as + 4, id);
    }
    push(true);
    now.value_begun = true; /* an address in a loop would have several */
}

int
block_open_line(void)
{
    return depth ? blocks[depth - 1].line : 0;
}
