/* SPDX-License-Identifier: Apache-2.0 */
/* poc: turns gettext catalogues into sorted tables in C.
 *
 *   poc OUT.c es a.po b.po … -- pt c.po …     tables of each language
 *   poc check es TEXTS a.po b.po …            are all texts translated?
 *
 * A language may have several files; the same msgid with another translation
 * is an error, as is a translation that lacks a %{placeholder} of its original
 * or has one too many. Fuzzy entries count as missing. TEXTS has one C string
 * literal a line, for plurals two parted by a tab (tools/texts writes it).
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMS = 6, LINE_MAX_LEN = 65536 };

struct entry {
    char *msgid;
    char *plural;
    char *forms[FORMS];
    bool fuzzy;
    const char *file;
    int line;
};

static struct entry *entries;
static size_t count, cap;
static char *plural_rule;
static int plural_count = 2;
static const char *path;
static int line;

__attribute__((format(printf, 1, 2))) static _Noreturn void
die(const char *format, ...)
{
    va_list ap;

    fprintf(stderr, "%s:%d: ", path, line);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

static void *
need(void *p)
{
    if (!p) {
        die("out of memory");
    }
    return p;
}

/* Append a C string literal's content to a heap text. */
static void
append_literal(char **to, const char *s)
{
    size_t have = *to ? strlen(*to) : 0;
    char *p = need(realloc(*to, have + strlen(s) + 1));

    *to = p;
    p += have;
    if (*s++ != '"') {
        die("a text in quotes is missing");
    }
    for (; *s && *s != '"'; s++) {
        if (*s == '\\') {
            s++;
            *p++ = *s == 'n' ? '\n' : *s == 't' ? '\t' : *s;
        } else {
            *p++ = *s;
        }
    }
    if (*s != '"') {
        die("a text without its closing quote");
    }
    *p = '\0';
}

/* --- checking placeholders --- */

static bool
has_placeholder(const char *s, const char *name, size_t len)
{
    for (; (s = strstr(s, "%{")); s += 2) {
        if (strncmp(s + 2, name, len) == 0 && s[2 + len] == '}') {
            return true;
        }
    }
    return false;
}

static void
check_each(const char *from, const char *to, const char *what)
{
    for (const char *s = from; (s = strstr(s, "%{")); s += 2) {
        size_t len = strcspn(s + 2, "}");

        if (!has_placeholder(to, s + 2, len)) {
            die("%%{%.*s} stands only in the %s of \"%s\"", (int)len, s + 2,
                what, from);
        }
    }
}

static void
check_entry(const struct entry *e)
{
    for (int i = 0; i < FORMS && e->forms[i]; i++) {
        if (!*e->forms[i]) {
            continue;
        }
        check_each(e->forms[i], e->plural ? e->plural : e->msgid,
                   "translation");
        if (!e->plural) { /* "one piece" may do without its number */
            check_each(e->msgid, e->forms[i], "original");
        }
    }
}

/* As many forms as the language has, where the original has a plural. */
static void
check_forms(const struct entry *e)
{
    int forms = 0;

    while (forms < FORMS && e->forms[forms] && *e->forms[forms]) {
        forms++;
    }
    if (!e->plural && forms > 1) {
        die("\"%s\" has plural forms, its original has none", e->msgid);
    }
    if (e->plural && forms != plural_count) {
        die("\"%s\" has %d of %d plural forms", e->msgid, forms, plural_count);
    }
}

/* --- reading --- */

static void
read_plural_rule(const char *header)
{
    const char *s = strstr(header, " plural="), *forms;
    size_t n;

    if (!s) {
        return;
    }
    s += strlen(" plural=");
    forms = strstr(header, "nplurals=");
    plural_count =
        forms ? (int)strtol(forms + strlen("nplurals="), NULL, 10) : 0;
    if (plural_count < 1 || plural_count > FORMS) {
        die("nplurals= is missing or more than %d", FORMS);
    }
    n = strcspn(s, ";\n");
    if (strspn(s, "n0123456789 ()!=<>?:&|%") < n) {
        die("the plural rule has signs that are no rule");
    }
    free(plural_rule);
    plural_rule = need(calloc(1, n + 1));
    memcpy(plural_rule, s, n);
}

static struct entry *
find(const char *msgid)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(entries[i].msgid, msgid) == 0) {
            return &entries[i];
        }
    }
    return NULL;
}

static void
keep(struct entry *e)
{
    struct entry *before;

    if (!e->msgid) {
        return;
    }
    if (!*e->msgid) {
        read_plural_rule(e->forms[0] ? e->forms[0] : "");
        return;
    }
    if (!e->forms[0] || !*e->forms[0] || e->fuzzy) {
        return;
    }
    check_entry(e);
    check_forms(e);
    before = find(e->msgid);
    if (before) {
        if (strcmp(before->forms[0], e->forms[0]) != 0) {
            die("\"%s\" is translated otherwise in %s:%d", e->msgid,
                before->file, before->line);
        }
        return;
    }
    if (count == cap) {
        cap = cap ? cap * 2 : 256;
        entries = need(realloc(entries, cap * sizeof *entries));
    }
    entries[count++] = *e;
}

static void
read_line(char *s, struct entry *e, char ***current)
{
    char *quote = strchr(s, '"');

    if (*s == '"') {
        if (!*current) {
            die("a text outside an entry");
        }
        append_literal(*current, s);
        return;
    }
    if (strncmp(s, "msgid_plural", 12) == 0) {
        *current = &e->plural;
    } else if (strncmp(s, "msgid", 5) == 0) {
        *current = &e->msgid;
    } else if (strncmp(s, "msgstr[", 7) == 0) {
        int i = s[7] - '0';

        if (i < 0 || i >= FORMS) {
            die("a plural form of more than %d", FORMS);
        }
        *current = &e->forms[i];
    } else if (strncmp(s, "msgstr", 6) == 0) {
        *current = &e->forms[0];
    } else {
        die("'%s' is no line of a catalogue", s);
    }
    if (!quote) {
        die("a text in quotes is missing");
    }
    append_literal(*current, quote);
}

static void
read_catalogue(const char *name)
{
    FILE *f = fopen(name, "rb");
    static char s[LINE_MAX_LEN];
    struct entry e = {0};
    char **current = NULL;

    path = name;
    line = 0;
    if (!f) {
        die("%s", strerror(errno));
    }
    while (fgets(s, sizeof s, f)) {
        line++;
        s[strcspn(s, "\r\n")] = '\0';
        if (strncmp(s, "msgid", 5) == 0 && s[5] != '_' && e.msgid) {
            keep(&e);
            e = (struct entry){0};
        }
        if (!*s) {
            keep(&e);
            e = (struct entry){0};
            current = NULL;
        } else if (s[0] == '#') {
            e.fuzzy = e.fuzzy || (s[1] == ',' && strstr(s, "fuzzy"));
        } else {
            if (!e.msgid) {
                e.file = name;
                e.line = line;
            }
            read_line(s, &e, &current);
        }
    }
    keep(&e);
    fclose(f);
}

/* --- writing --- */

static int
by_msgid(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->msgid,
                  ((const struct entry *)b)->msgid);
}

static void
write_literal(FILE *out, const char *s)
{
    fputc('"', out);
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '"' || c == '\\') {
            fprintf(out, "\\%c", c);
        } else if (c < 0x20 || c >= 0x7f || c == '?') {
            fprintf(out, "\\%03o", c);
        } else {
            fputc(c, out);
        }
    }
    fputc('"', out);
}

static void
write_language(FILE *out, const char *tag)
{
    qsort(entries, count, sizeof *entries, by_msgid);
    fprintf(out,
            "static unsigned\nplural_%s(unsigned long n)\n{\n"
            "    return (unsigned)(%s);\n}\n\n",
            tag, plural_rule ? plural_rule : "n != 1");
    fprintf(out, "static const struct tr_entry entries_%s[] = {\n", tag);
    for (size_t i = 0; i < count; i++) {
        fputs("    {", out);
        write_literal(out, entries[i].msgid);
        fputs(", {", out);
        for (int k = 0; k < FORMS && entries[i].forms[k]; k++) {
            write_literal(out, entries[i].forms[k]);
            fputs(", ", out);
        }
        fputs("}},\n", out);
    }
    fputs("    {\"\\377\", {\"\"}}, /* never empty, never found */\n};\n\n",
          out);
}

static const struct {
    const char *tag, *dir, *name;
} known[] = {
    {"en", "ltr", "English"},
    {"es", "ltr", "Espa\\303\\261ol"},
    {"pt", "ltr", "Portugu\\303\\252s"},
    {"fr", "ltr", "Fran\\303\\247ais"},
    {"ar", "rtl",
     "\\330\\247\\331\\204\\330\\271\\330\\261\\330\\250\\331\\212\\330\\251"},
    {"zh", "ltr", "\\344\\270\\255\\346\\226\\207"},
    {"ru", "ltr",
     "\\320\\240\\321\\203\\321\\201\\321\\201\\320\\272\\320\\270\\320\\271"},
};

static void
write_row(FILE *out, const char *tag, size_t entries_count)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].tag, tag) == 0) {
            fprintf(out, "    {\"%s\", \"%s\", \"%s\", ", tag, known[i].dir,
                    known[i].name);
            if (strcmp(tag, "en") == 0) {
                fprintf(out, "NULL, 0, NULL},\n");
            } else {
                fprintf(out, "entries_%s, %zu, plural_%s},\n", tag,
                        entries_count, tag);
            }
            return;
        }
    }
    die("the language '%s' is not in poc's table", tag);
}

static int
write_tables(int argc, char **argv)
{
    FILE *out = fopen(argv[1], "w");
    char rows[8][8];
    size_t counts[8], langs = 0;

    path = argv[1];
    if (!out) {
        die("%s", strerror(errno));
    }
    fputs("/* Made by poc from po/. */\n#include \"base/tr.h\"\n\n", out);
    for (int i = 2; i < argc && langs < 8; i++) {
        const char *tag = argv[i++];

        count = 0;
        free(plural_rule);
        plural_rule = NULL;
        while (i < argc && strcmp(argv[i], "--") != 0) {
            read_catalogue(argv[i++]);
        }
        write_language(out, tag);
        snprintf(rows[langs], sizeof rows[0], "%s", tag);
        counts[langs++] = count;
    }
    fputs("const struct lang tr_langs[] = {\n", out);
    write_row(out, "en", 0);
    for (size_t i = 0; i < langs; i++) {
        write_row(out, rows[i], counts[i]);
    }
    fprintf(out, "};\nconst size_t tr_lang_count = %zu;\n", langs + 1);
    return fclose(out) == 0 ? 0 : 1;
}

/* --- is everything translated? --- */

static int
check_texts(int argc, char **argv)
{
    FILE *f = fopen(argv[3], "rb");
    static char s[LINE_MAX_LEN];
    int missing = 0;

    for (int i = 4; i < argc; i++) {
        read_catalogue(argv[i]);
    }
    path = argv[3];
    line = 0;
    if (!f) {
        die("%s", strerror(errno));
    }
    while (fgets(s, sizeof s, f)) {
        char *text = NULL;

        line++;
        s[strcspn(s, "\r\n")] = '\0';
        if (!*s) {
            continue;
        }
        append_literal(&text, s);
        if (*text && !find(text)) {
            fprintf(stderr, "not in %s: \"%s\"\n", argv[2], text);
            missing++;
        }
        free(text);
    }
    fclose(f);
    printf("%s: %d texts missing\n", argv[2], missing);
    return missing ? 1 : 0;
}

int
main(int argc, char **argv)
{
    path = "poc";
    if (argc > 4 && strcmp(argv[1], "check") == 0) {
        return check_texts(argc, argv);
    }
    if (argc < 3) {
        fprintf(stderr, "usage: poc OUT.c TAG FILE… [-- TAG FILE…]\n");
        return 2;
    }
    return write_tables(argc, argv);
}
