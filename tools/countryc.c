/* SPDX-License-Identifier: Apache-2.0 */
/* countryc: writes the table of states and territories as C, with their names
 * from Debian's iso-codes and our corrections.
 *
 *   countryc ISO-JSON LOCALE-DIR countries.csv country_names.csv out.c
 *
 * Runs at build time on files of this machine. It stops at the first name it
 * cannot find, so a missing catalogue is a failed build and never an empty
 * line on a page.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTRIES = 40, LANGS = 7, FIELD = 160, MAX_FIXES = 200 };

/* Our tag and the folder of the catalogue. Portuguese is read from Brazil's,
 * the one country of the region that works in it. English is the msgid. */
static const char *const langs[LANGS][2] = {
    {"en", NULL}, {"es", "es"},    {"pt", "pt_BR"}, {"fr", "fr"},
    {"ar", "ar"}, {"zh", "zh_CN"}, {"ru", "ru"},
};

struct file {
    char *bytes; /* with a NUL after the last one */
    size_t len;
};

struct row {
    char code[FIELD], kind[FIELD], slug[FIELD], lang[FIELD], zone[FIELD];
    char names[LANGS][FIELD];
};

struct fix {
    char code[FIELD], lang[FIELD], name[FIELD];
};

static void __attribute__((noreturn, format(printf, 1, 2)))
die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("countryc: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static struct file
read_file(const char *path)
{
    struct file file = {0};
    FILE *in = fopen(path, "rb");
    long size = -1;

    if (in == NULL) {
        die("%s: %s (is the package iso-codes installed?)", path,
            strerror(errno));
    }
    if (fseek(in, 0, SEEK_END) == 0) {
        size = ftell(in);
    }
    if (size < 0 || fseek(in, 0, SEEK_SET) != 0) {
        die("%s: cannot tell its size", path);
    }
    file.len = (size_t)size;
    file.bytes = malloc(file.len + 1);
    if (file.bytes == NULL) {
        die("out of memory");
    }
    if (fread(file.bytes, 1, file.len, in) != file.len) {
        die("%s: cannot be read to its end", path);
    }
    file.bytes[file.len] = '\0';
    fclose(in);
    return file;
}

/* Cut `line` into exactly `count` fields at its commas. Our two lists hold no
 * quotes, and names with a comma are what they are there to avoid. */
static void
split(const char *path, char *line, char (*const fields[])[FIELD], size_t count)
{
    const char *at = line;

    line[strcspn(line, "\r")] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t len = strcspn(at, ",");

        if (len == 0 || len >= FIELD || (at[len] == ',') != (i + 1 < count)) {
            die("%s: not %zu short fields: %s", path, count, line);
        }
        memcpy(*fields[i], at, len);
        (*fields[i])[len] = '\0';
        at += len + 1;
    }
}

/* The next line of a file, or NULL; the newline becomes a NUL. */
static char *
next_line(char **at)
{
    char *line = *at;
    size_t len = strcspn(line, "\n");

    if (*line == '\0') {
        return NULL;
    }
    *at = line + len + (line[len] == '\n');
    line[len] = '\0';
    return line;
}

static void
read_countries(const char *path, struct row *rows)
{
    char *at = read_file(path).bytes;
    size_t count = 0;
    char *line;

    next_line(&at); /* the names of the columns */
    while ((line = next_line(&at)) != NULL) {
        struct row *r = &rows[count];

        if (count == COUNTRIES) {
            die("%s: more than %d lines", path, COUNTRIES);
        }
        split(path, line,
              (char(*const[])[FIELD]){&r->code, &r->kind, &r->slug, &r->lang,
                                      &r->zone},
              5);
        if (strcmp(r->kind, "state") != 0 &&
            strcmp(r->kind, "territory") != 0) {
            die("%s: %s is neither state nor territory", path, r->code);
        }
        if (count > 0 && strcmp(rows[count - 1].code, r->code) >= 0) {
            die("%s: %s is out of order", path, r->code);
        }
        count++;
    }
    if (count != COUNTRIES) {
        die("%s: %zu lines instead of %d", path, count, COUNTRIES);
    }
}

static size_t
read_fixes(const char *path, struct fix *fixes)
{
    char *at = read_file(path).bytes;
    size_t count = 0;
    char *line;

    next_line(&at);
    while ((line = next_line(&at)) != NULL) {
        struct fix *f = &fixes[count];

        if (count == MAX_FIXES) {
            die("%s: more than %d lines", path, MAX_FIXES);
        }
        split(path, line, (char(*const[])[FIELD]){&f->code, &f->lang, &f->name},
              3);
        count++;
    }
    return count;
}

/* Copy the string value of `key` between `from` and `to`; false when there is
 * none. iso-codes writes one key a line and no escapes in the names we need,
 * which is checked. */
static bool
json_string(const char *from, const char *to, const char *key, char *out)
{
    char quoted[FIELD];
    const char *at;
    size_t len;

    snprintf(quoted, sizeof quoted, "\"%s\": \"", key);
    at = strstr(from, quoted);
    if (at == NULL || at >= to) {
        return false;
    }
    at += strlen(quoted);
    len = strcspn(at, "\"\\");
    if (at[len] != '"' || len >= FIELD) {
        die("the value of %s is not a short plain string", key);
    }
    memcpy(out, at, len);
    out[len] = '\0';
    return true;
}

/* English: the common name where ISO has one, else the name. */
static void
english_name(const struct file *json, const char *code, char *out)
{
    char key[FIELD];
    const char *from;
    const char *to;

    snprintf(key, sizeof key, "\"alpha_2\": \"%.2s\"", code);
    from = strstr(json->bytes, key);
    to = from != NULL ? strchr(from, '}') : NULL;
    if (to == NULL) {
        die("%s is not in the list of ISO 3166-1", code);
    }
    if (!json_string(from, to, "common_name", out) &&
        !json_string(from, to, "name", out)) {
        die("%s has no name in the list of ISO 3166-1", code);
    }
}

static uint32_t
mo_word(const struct file *mo, size_t offset)
{
    uint32_t word;

    if (offset > mo->len || mo->len - offset < sizeof word) {
        die("a catalogue is cut short");
    }
    memcpy(&word, mo->bytes + offset, sizeof word);
    return word;
}

/* The string a table entry (length, offset) points to; GNU gettext ends each
 * with a NUL that the length does not count. */
static const char *
mo_string(const struct file *mo, size_t entry)
{
    uint32_t len = mo_word(mo, entry);
    uint32_t offset = mo_word(mo, entry + 4);

    if (offset > mo->len || len >= mo->len - offset ||
        mo->bytes[offset + len] != '\0') {
        die("a catalogue points outside itself");
    }
    return mo->bytes + offset;
}

/* The translation of `msgid`, or NULL. A catalogue of a machine of the other
 * byte order is refused: Debian compiles them little-endian everywhere, and
 * the words are read as this machine has them. */
static const char *
mo_find(const struct file *mo, const char *msgid)
{
    uint32_t count;
    uint32_t originals;
    uint32_t translations;

    if (mo_word(mo, 0) != 0x950412de) {
        die("a catalogue is not in the form of GNU gettext for this machine");
    }
    count = mo_word(mo, 8);
    originals = mo_word(mo, 12);
    translations = mo_word(mo, 16);
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(mo_string(mo, originals + (size_t)i * 8), msgid) == 0) {
            return mo_string(mo, translations + (size_t)i * 8);
        }
    }
    return NULL;
}

static const char *
find_fix(const struct fix *fixes, size_t count, const char *code,
         const char *lang)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fixes[i].code, code) == 0 &&
            strcmp(fixes[i].lang, lang) == 0) {
            return fixes[i].name;
        }
    }
    return NULL;
}

/* Fill one language of all rows. `english` is ISO's own name, the msgid. */
static void
fill_language(struct row *rows, char (*english)[FIELD], size_t lang,
              const char *locale_dir, const struct fix *fixes, size_t fix_count)
{
    char path[4096];
    struct file mo = {0};

    if (langs[lang][1] != NULL) {
        snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/iso_3166-1.mo",
                 locale_dir, langs[lang][1]);
        mo = read_file(path);
    }
    for (size_t i = 0; i < COUNTRIES; i++) {
        const char *name =
            find_fix(fixes, fix_count, rows[i].code, langs[lang][0]);

        if (name == NULL) {
            name = mo.bytes != NULL ? mo_find(&mo, english[i]) : english[i];
        }
        if (name == NULL || *name == '\0' || strlen(name) >= FIELD) {
            die("%s has no name in %s", rows[i].code, langs[lang][0]);
        }
        memcpy(rows[i].names[lang], name, strlen(name) + 1);
    }
    free(mo.bytes);
}

static void
put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            fputc('\\', out);
        }
        fputc(*text, out);
    }
    fputc('"', out);
}

static void
write_table(const char *path, const struct row *rows)
{
    FILE *out = fopen(path, "wb");

    if (out == NULL) {
        die("%s: %s", path, strerror(errno));
    }
    fputs("/* Written by tools/countryc.c; change its .csv files. */\n"
          "#include \"network/country.h\"\n\n"
          "const char *const country_langs[COUNTRY_LANGS] = {",
          out);
    for (size_t i = 0; i < LANGS; i++) {
        fprintf(out, "\"%s\", ", langs[i][0]);
    }
    fputs("};\n\nconst struct country country_table[COUNTRY_COUNT] = {\n", out);
    for (size_t i = 0; i < COUNTRIES; i++) {
        fprintf(out, "    {\"%s\", \"%s\", %s, \"%s\", \"%s\", {", rows[i].code,
                rows[i].slug,
                strcmp(rows[i].kind, "territory") == 0 ? "true" : "false",
                rows[i].lang, rows[i].zone);
        for (size_t lang = 0; lang < LANGS; lang++) {
            put_string(out, rows[i].names[lang]);
            fputs(", ", out);
        }
        fputs("}},\n", out);
    }
    fputs("};\n", out);
    if (fclose(out) != 0) {
        die("%s: cannot be written", path);
    }
}

int
main(int argc, char **argv)
{
    static struct row rows[COUNTRIES];
    static struct fix fixes[MAX_FIXES];
    static char english[COUNTRIES][FIELD];
    struct file json;
    size_t fix_count;

    if (argc != 6) {
        die("usage: countryc ISO-JSON LOCALE-DIR countries.csv "
            "country_names.csv out.c");
    }
    json = read_file(argv[1]);
    read_countries(argv[3], rows);
    fix_count = read_fixes(argv[4], fixes);
    for (size_t i = 0; i < COUNTRIES; i++) {
        english_name(&json, rows[i].code, english[i]);
    }
    for (size_t lang = 0; lang < LANGS; lang++) {
        fill_language(rows, english, lang, argv[2], fixes, fix_count);
    }
    write_table(argv[5], rows);
    free(json.bytes);
    return 0;
}
