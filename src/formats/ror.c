/* SPDX-License-Identifier: Apache-2.0 */
/* ror: the dump of the Research Organization Registry, one organisation after
 * another.
 *
 * The array is cut into its elements by counting brackets outside strings; each
 * element then goes through the strict JSON reader, which decides. So memory is
 * that of one organisation. */

#include "formats/ror.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vc/json.h>

static const char address[] = "https://ror.org/";
static const char crockford[] = "0123456789abcdefghjkmnpqrstvwxyz";

enum { BLOCK = 64 * 1024, CHECK_DIGITS = 2 };

enum place { BEFORE_ARRAY, IN_ARRAY, AFTER_ARRAY };

struct ror_reader {
    FILE *file;
    long long size, read;
    char block[BLOCK];
    size_t at, have;
    size_t line; /* of the next byte */
    enum place place;
    bool is_first;
    char *record;
    size_t len;
    size_t record_line;
    struct vc_arena json;
    struct ror_problem problem;
};

/* --- numbers --- */

bool
ror_id_is_valid(const char *id)
{
    unsigned long long n = 0;
    unsigned check;

    if (strlen(id) != ROR_ID_CHARS || id[0] != '0') {
        return false;
    }
    for (int i = 0; i < ROR_ID_CHARS - CHECK_DIGITS; i++) {
        const char *at = strchr(crockford, id[i]);

        if (!at) {
            return false;
        }
        n = n * 32 + (unsigned long long)(at - crockford);
    }
    check = 98 - (unsigned)(n * 100 % 97);
    return id[7] == (char)('0' + check / 10) &&
           id[8] == (char)('0' + check % 10);
}

const char *
ror_id_of(struct arena *a, const char *text)
{
    const char *slash = strstr(text, "ror.org/");
    char *id;

    text = slash ? slash + strlen("ror.org/") : text;
    id = arena_text(a, text);
    for (char *s = id; *s; s++) {
        *s = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
    }
    return ror_id_is_valid(id) ? id : NULL;
}

/* --- cutting the array into its elements --- */

static enum err refuse(struct ror_reader *r, size_t line, const char *format,
                       ...) __attribute__((format(printf, 3, 4)));

static enum err
refuse(struct ror_reader *r, size_t line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(r->problem.text, sizeof r->problem.text, format, args);
    va_end(args);
    r->problem.line = line;
    return ERR_INVALID;
}

/* The next byte; EOF at the end. */
static int
next_byte(struct ror_reader *r)
{
    if (r->at == r->have) {
        r->have = fread(r->block, 1, sizeof r->block, r->file);
        r->read += (long long)r->have;
        r->at = 0;
        if (r->have == 0) {
            return EOF;
        }
    }
    r->line += r->block[r->at] == '\n';
    return (unsigned char)r->block[r->at++];
}

static int
next_sign(struct ror_reader *r)
{
    int byte;

    do {
        byte = next_byte(r);
    } while (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t');
    return byte;
}

/* Copy one object, whose bracket has been read, to its end. */
static enum err
cut_record(struct ror_reader *r)
{
    int depth = 1, byte = '{';
    bool in_string = false, escaped = false;

    r->len = 0;
    r->record_line = r->line;
    r->record[r->len++] = '{';
    while (depth > 0) {
        byte = next_byte(r);
        if (byte == EOF) {
            return refuse(r, r->line,
                          "The file ends in the middle of an "
                          "organisation. Download it again.");
        }
        if (r->len == ROR_RECORD_BYTES) {
            return refuse(r, r->record_line,
                          "An organisation takes more than %d kB; this is no "
                          "dump of the registry.",
                          ROR_RECORD_BYTES / 1024);
        }
        r->record[r->len++] = (char)byte;
        if (in_string) {
            in_string = escaped || byte != '"';
            escaped = !escaped && byte == '\\';
        } else if (byte == '"') {
            in_string = true;
        } else {
            depth +=
                (byte == '{' || byte == '[') - (byte == '}' || byte == ']');
        }
    }
    return OK;
}

/* Find the next element. ERR_MISSING: the array is over. */
static enum err
find_record(struct ror_reader *r)
{
    int byte = next_sign(r);

    if (r->place == BEFORE_ARRAY) {
        if (byte != '[') {
            return refuse(r, r->line,
                          "The dump of the registry is one JSON array, in "
                          "[ ]. Unpack the zip file, and take the .json of "
                          "schema 2.");
        }
        r->place = IN_ARRAY;
        r->is_first = true;
        byte = next_sign(r);
    }
    if (byte == ']') {
        r->place = AFTER_ARRAY;
        return next_sign(r) == EOF
                   ? ERR_MISSING
                   : refuse(r, r->line, "Something follows the array.");
    }
    if (!r->is_first) {
        if (byte != ',') {
            return refuse(r, r->line,
                          byte == EOF ? "The file ends before its array does. "
                                        "Download it again."
                                      : "A comma is missing here.");
        }
        byte = next_sign(r);
    }
    r->is_first = false;
    return byte == '{' ? cut_record(r)
                       : refuse(r, r->line,
                                "An organisation is expected here, in { }.");
}

/* --- one organisation --- */

static const char *
text_of(struct arena *a, struct vc_view text)
{
    return text.data && text.size ? arena_textn(a, text.data, text.size) : NULL;
}

static const char *
member(struct arena *a, const struct vc_json *object, const char *name)
{
    return text_of(a, vc_json_get_text(object, vc_view_of(name)));
}

static bool
has(const struct vc_json *array, const char *word)
{
    for (VC_JSON_EACH(item, array)) {
        if (vc_json_is_text(item, vc_view_of(word))) {
            return true;
        }
    }
    return false;
}

static const struct vc_json *
get(const struct vc_json *object, const char *name)
{
    return vc_json_get(object, vc_view_of(name));
}

static size_t
read_names(struct arena *a, const struct vc_json *from, struct ror_org *out)
{
    struct ror_name *names = ARENA_ARRAY(a, ROR_NAMES_MAX, struct ror_name);
    size_t shown = 0;

    out->names = names;
    for (VC_JSON_EACH(item, from)) {
        const struct vc_json *types = get(item, "types");
        struct ror_name name = {.value = member(a, item, "value"),
                                .lang = member(a, item, "lang"),
                                .shown = has(types, "ror_display"),
                                .is_short = has(types, "acronym")};

        if (name.value && out->name_count < ROR_NAMES_MAX) {
            names[out->name_count++] = name;
            shown += name.shown;
        }
    }
    return shown;
}

static void
read_places(struct arena *a, const struct vc_json *record, struct ror_org *out)
{
    const struct vc_json *place =
        get(vc_json_first(get(record, "locations")), "geonames_details");

    out->country = member(a, place, "country_code");
    out->city = member(a, place, "name");
    for (VC_JSON_EACH(link, get(record, "links"))) {
        if (!out->website &&
            vc_json_is_text(get(link, "type"), vc_view_of("website"))) {
            out->website = member(a, link, "value");
        }
    }
}

static enum err
read_record(struct ror_reader *r, struct arena *a, const struct vc_json *record,
            struct ror_org *out)
{
    const char *id = member(a, record, "id");
    const char *status = member(a, record, "status");
    const struct vc_json *types = get(record, "types");

    *out = (struct ror_org){0};
    if (!vc_json_is(get(record, "names"), VC_JSON_ARRAY)) {
        return refuse(r, r->record_line,
                      get(record, "name")
                          ? "This is a dump of schema 1, which the registry "
                            "has given up. Take the .json of schema 2."
                          : "An organisation has no \"names\".");
    }
    if (!id || strncmp(id, address, sizeof address - 1) != 0 ||
        !ror_id_is_valid(id + sizeof address - 1)) {
        return refuse(r, r->record_line,
                      "\"%.60s\" is no number of the "
                      "registry: its check digits are wrong.",
                      id ? id : "");
    }
    out->id = id + sizeof address - 1;
    if (read_names(a, get(record, "names"), out) != 1) {
        return refuse(r, r->record_line,
                      "%s: exactly one of its names must be of type "
                      "\"ror_display\".",
                      out->id);
    }
    read_places(a, record, out);
    if (!out->country || strlen(out->country) != 2) {
        return refuse(r, r->record_line, "%s: it lies in no country.", out->id);
    }
    out->is_education = has(types, "education");
    out->is_company = has(types, "company");
    out->is_gone = !status || strcmp(status, "active") != 0;
    return OK;
}

/* --- the reader --- */

enum err
ror_open(const char *path, struct ror_reader **out)
{
    return ror_open_stream(fopen(path, "rb"), out);
}

enum err
ror_open_stream(FILE *file, struct ror_reader **out)
{
    struct ror_reader *r = file ? calloc(1, sizeof *r) : NULL;
    char *record = r ? malloc(ROR_RECORD_BYTES) : NULL;

    if (!record || fseek(file, 0, SEEK_END) != 0) {
        if (file) {
            fclose(file);
        }
        free(record);
        free(r);
        return ERR_MISSING;
    }
    r->size = ftell(file);
    rewind(file);
    r->file = file;
    r->record = record;
    r->line = 1;
    vc_arena_init(&r->json, NULL, 0);
    *out = r;
    return OK;
}

enum err
ror_next(struct ror_reader *r, struct arena *a, struct ror_org *out)
{
    struct vc_json *record;
    struct vc_error error = {0};

    if (r->problem.line) {
        return ERR_INVALID;
    }
    if (r->place == AFTER_ARRAY) {
        return ERR_MISSING;
    }
    TRY(find_record(r));
    vc_arena_reset(&r->json);
    if (vc_json_parse(&r->json,
                      (struct vc_view){.data = r->record, .size = r->len}, NULL,
                      &record, &error) != VC_OK) {
        return refuse(r, r->record_line + (error.line ? error.line - 1 : 0),
                      "%s", error.message);
    }
    return read_record(r, a, record, out);
}

const struct ror_problem *
ror_problem(const struct ror_reader *r)
{
    return &r->problem;
}

int
ror_percent(const struct ror_reader *r)
{
    return r->size > 0 ? (int)(r->read * 100 / r->size) : 100;
}

void
ror_close(struct ror_reader *r)
{
    if (r) {
        fclose(r->file);
        vc_arena_free(&r->json);
        free(r->record);
        free(r);
    }
}
