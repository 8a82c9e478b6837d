/* SPDX-License-Identifier: Apache-2.0 */
/* import_directory: organisations come in from the dump of the Research
 * Organization Registry, or from a table.
 *
 * The file is read twice: first to its end without writing, so that a damaged
 * one changes nothing; then in transactions of a few hundred organisations, so
 * that pages go on answering. Each organisation is whole in itself, and one
 * that is there is recognised: a command that was stopped is given again. */

#include "cli/import.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/ror.h"
#include "network/directory.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    BATCH = 400, /* organisations a transaction: about 50 ms of the writer */
    CSV_BYTES = 64 * 1024 * 1024,
    TOLD_MAX = 50, /* lines about single organisations; nobody reads more */
    NAMES_MAX = ROR_NAMES_MAX
};

static const size_t file_arena_bytes = (size_t)512 * 1024 * 1024;

struct source {
    const char *path;
    const char *type;       /* of the registry: education, company */
    struct ror_reader *ror; /* NULL = a table */
    struct csv csv;
    size_t row;
};

struct work {
    struct control_call *call;
    struct cli_node *n;
    const struct import_directory *what;
    struct source source;
    struct arena *file; /* of the table */
    bool is_company;
    bool is_over;
    bool is_refused;
    size_t told;
    size_t read;
    size_t outcomes[DIRECTORY_OUTCOMES];
    struct directory_entry batch[BATCH];
    size_t count;
};

static void
tell(struct work *w, size_t line, const char *text)
{
    if (w->told++ < TOLD_MAX) {
        control_complain(w->call, "%s:%zu: %s", w->what->file, line, text);
    }
}

/* --- from the registry --- */

static void
names_of_ror(struct arena *a, const struct ror_org *o,
             struct directory_entry *out)
{
    struct directory_name *names =
        ARENA_ARRAY(a, o->name_count, struct directory_name);

    for (size_t i = 0; i < o->name_count; i++) {
        const struct ror_name *n = &o->names[i];

        if (n->shown) {
            out->name = n->value;
            out->lang = n->lang;
        } else {
            names[out->name_count++] =
                (struct directory_name){n->is_short ? NULL : n->lang, n->value};
        }
    }
    out->names = names;
}

/* The next one of the wanted type. */
static enum err
next_of_ror(struct work *w, struct arena *a, struct directory_entry *out,
            size_t *line)
{
    struct ror_org o;
    enum err e;

    do {
        e = ror_next(w->source.ror, a, &o);
        if (e == ERR_INVALID) {
            const struct ror_problem *p = ror_problem(w->source.ror);

            tell(w, p->line, p->text);
        }
        TRY(e);
    } while (w->is_company ? !o.is_company : !o.is_education);
    *out = (struct directory_entry){
        .kind = w->is_company ? "enterprise" : "institution",
        .ror = o.id,
        .country = o.country,
        .city = o.city,
        .website = o.website,
        .is_gone = o.is_gone,
    };
    names_of_ror(a, &o, out);
    *line = 0;
    return OK;
}

/* --- from a table --- */

static const char *
cell(const struct work *w, struct arena *a, const char *column)
{
    const char *s =
        text_clean(a, csv_cell(&w->source.csv, w->source.row, column));

    return *s ? s : NULL;
}

/* Columns name_es, name_pt …; and `alias` with | between. */
static void
names_of_row(const struct work *w, struct arena *a, struct directory_entry *out)
{
    struct directory_name *names =
        ARENA_ARRAY(a, NAMES_MAX, struct directory_name);
    const char *aliases = cell(w, a, "alias");

    for (size_t i = 0; i < w->source.csv.column_count; i++) {
        const char *column = w->source.csv.columns[i];
        const char *name =
            strncasecmp(column, "name_", 5) == 0 ? cell(w, a, column) : NULL;

        if (name && out->name_count < NAMES_MAX) {
            names[out->name_count++] =
                (struct directory_name){column + strlen("name_"), name};
        }
    }
    while (aliases && *aliases && out->name_count < NAMES_MAX) {
        size_t len = strcspn(aliases, "|");
        const char *name = text_clean(a, arena_textn(a, aliases, len));

        if (*name) {
            names[out->name_count++] = (struct directory_name){NULL, name};
        }
        aliases += len + (aliases[len] == '|');
    }
    out->names = names;
}

static bool
is_code(const char *s)
{
    return s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' && !s[2];
}

/* What a row says that cannot be; NULL = nothing. */
static const char *
fault_of_row(const struct directory_entry *e, const char *ror)
{
    if (!e->name) {
        return "the column \"name\" is empty; each organisation needs one.";
    }
    if (ror && !e->ror) {
        return "\"ror\" is no number of the registry: nine signs, such as "
               "00abc1d23, whose last two check the others.";
    }
    if (e->country && !is_code(e->country)) {
        return "\"country\" is no code of ISO 3166; write two letters, such "
               "as PE.";
    }
    return NULL;
}

static enum err
next_of_table(struct work *w, struct arena *a, struct directory_entry *out,
              size_t *line)
{
    const char *kind, *ror, *fault;

    if (w->source.row == w->source.csv.row_count) {
        return ERR_MISSING;
    }
    kind = cell(w, a, "kind");
    ror = cell(w, a, "ror");
    *line = (size_t)w->source.csv.rows[w->source.row].line;
    *out = (struct directory_entry){
        .kind = kind ? kind : "institution",
        .ror = ror ? ror_id_of(a, ror) : NULL,
        .country = cell(w, a, "country"),
        .name = cell(w, a, "name"),
        .lang = cell(w, a, "lang"),
        .city = cell(w, a, "city"),
        .website = cell(w, a, "website"),
    };
    names_of_row(w, a, out);
    w->source.row++;
    fault = fault_of_row(out, ror);
    if (fault) {
        tell(w, *line, fault);
        w->is_refused = true;
    }
    return OK;
}

/* --- either --- */

static enum err
next(struct work *w, struct arena *a, struct directory_entry *out, size_t *line)
{
    return w->source.ror ? next_of_ror(w, a, out, line)
                         : next_of_table(w, a, out, line);
}

static bool
looks_like_json(const char *path)
{
    FILE *f = fopen(path, "rb");
    int byte = f ? fgetc(f) : EOF;

    while (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t') {
        byte = fgetc(f);
    }
    if (f) {
        fclose(f);
    }
    return byte == '[' || byte == '{';
}

/* A column nobody asks for is perhaps one with a slip in its name. */
static void
tell_columns(struct work *w)
{
    static const char *const known[] = {"name", "country", "city", "website",
                                        "ror",  "kind",    "lang", "alias"};
    const struct csv *csv = &w->source.csv;

    for (size_t i = 0; i < csv->column_count; i++) {
        const char *column = csv->columns[i];
        size_t k = 0;

        while (k < COUNT(known) && strcasecmp(known[k], column) != 0) {
            k++;
        }
        if (k == COUNT(known) && *column &&
            strncasecmp(column, "name_", 5) != 0) {
            control_complain(w->call,
                             "%s:1: note: the column \"%s\" is not known here "
                             "and left out.",
                             w->what->file, column);
        }
    }
}

static enum err
open_table(struct work *w)
{
    char *text;
    size_t len;
    int line = 0;
    enum err e;

    TRY(file_read(w->file, w->source.path, CSV_BYTES, &text, &len));
    e = csv_parse(w->file, text, len, &w->source.csv, &line);
    if (e == ERR_INVALID) {
        tell(w, (size_t)line, w->source.csv.fault);
    } else if (e == OK && !csv_has(&w->source.csv, "name")) {
        tell(w, 1,
             "the first line must name the columns: name, country, city, "
             "website, ror, kind, lang, name_es …, alias.");
        e = ERR_INVALID;
    }
    return e;
}

static enum err
open_source(struct work *w)
{
    w->source.path = control_path(w->call, w->what->file);
    return looks_like_json(w->source.path)
               ? ror_open(w->source.path, &w->source.ror)
               : open_table(w);
}

static void
close_source(struct work *w)
{
    ror_close(w->source.ror);
    w->source = (struct source){0};
    arena_reset(w->file);
}

/* Read the whole file without writing. */
static enum err
read_through(struct work *w)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    struct ctx c = cli_ctx(w->n);
    struct directory_entry entry;
    size_t line;
    enum err e = OK;

    c.arena = a;
    while (e == OK && !control_is_stopped(w->call)) {
        arena_reset(a);
        c.problem_count = 0;
        e = next(w, a, &entry, &line);
        w->read += e == OK;
        if (e == OK && entry.name &&
            directory_check(&c, &entry) == ERR_INVALID) {
            tell(w, line, cli_why(&c, ERR_INVALID));
            w->is_refused = true;
        }
    }
    arena_free(a);
    return e != ERR_MISSING ? e : w->is_refused ? ERR_INVALID : OK;
}

/* --- writing --- */

static void
tell_outcome(struct work *w, size_t i, const struct directory_kept *kept)
{
    const struct directory_entry *e = &w->batch[i];

    if (kept->outcome == DIRECTORY_GONE_HERE) {
        control_complain(w->call,
                         "note: %s (%s) exists no longer, says the registry; "
                         "it is left as it is here.",
                         kept->org.name, kept->org.slug);
    } else if (kept->outcome == DIRECTORY_NAMESAKE && w->told++ < TOLD_MAX) {
        control_complain(w->call,
                         "note: %s (%s) was added beside another of this name "
                         "with another number; is it the same?",
                         e->name, kept->org.slug);
    }
}

static enum err
keep_batch(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct directory_kept *kept =
        ARENA_ARRAY(c->arena, w->count, struct directory_kept);

    for (size_t i = 0; i < w->count; i++) {
        TRY(directory_keep(c, &w->batch[i], &kept[i]));
    }
    for (size_t i = 0; i < w->count; i++) {
        w->outcomes[kept[i].outcome]++;
        tell_outcome(w, i, &kept[i]);
    }
    return OK;
}

static enum err
fill_batch(struct work *w, struct arena *a)
{
    size_t line;
    enum err e = OK;

    w->count = 0;
    while (w->count < BATCH && e == OK) {
        e = next(w, a, &w->batch[w->count], &line);
        w->count += e == OK;
    }
    w->is_over = e == ERR_MISSING;
    return w->is_over ? OK : e;
}

static enum err
write_all(struct work *w, struct ctx *c)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    size_t done = 0;
    enum err e = open_source(w);

    while (e == OK && !w->is_over) {
        arena_reset(a);
        arena_reset(w->n->arena);
        e = control_is_stopped(w->call) ? ERR_BUSY : fill_batch(w, a);
        if (e == OK && w->count > 0) {
            e = cli_write(w->n, c, keep_batch, w);
            done += w->count;
            if (!w->what->quiet) {
                control_progress(w->call, "organisations %zu/%zu", done,
                                 w->read);
            }
        }
    }
    arena_free(a);
    close_source(w);
    return e;
}

static void
tell_result(struct work *w)
{
    static const struct {
        enum directory_outcome outcome;
        const char *text;
    } lines[] = {
        {DIRECTORY_ADDED, "added"},
        {DIRECTORY_RECOGNISED, "recognised by name"},
        {DIRECTORY_FILLED, "known, something empty filled in"},
        {DIRECTORY_SAME, "known, nothing new"},
        {DIRECTORY_NAMESAKE, "added beside one of the same name"},
        {DIRECTORY_AWAY, "of countries outside this network, left out"},
        {DIRECTORY_GONE, "that exist no longer, left out"},
        {DIRECTORY_GONE_HERE, "known here that exist no longer"},
    };

    control_say(w->call, "organisations read: %zu", w->read);
    for (size_t i = 0; i < COUNT(lines); i++) {
        size_t count = w->outcomes[lines[i].outcome];

        if (count > 0) {
            control_say(w->call, "%8zu %s", count, lines[i].text);
        }
    }
}

static int
run(struct work *w)
{
    struct ctx c = cli_ctx(w->n);
    enum err e = open_source(w);

    if (e == OK) {
        tell_columns(w);
        e = read_through(w);
    }
    close_source(w);
    if (e == ERR_MISSING || e == ERR_INVALID || e == ERR_LIMIT) {
        control_complain(w->call, "quipu: %s %s; nothing was imported.",
                         w->what->file,
                         e == ERR_MISSING ? "is no file that can be read"
                         : e == ERR_LIMIT ? "is too large for a table (64 MB)"
                                          : "was refused");
        return CLI_FAILED;
    }
    if (e == OK) {
        e = write_all(w, &c);
    }
    if (e != OK) {
        control_complain(w->call,
                         "quipu: stopped after some organisations: %s. Each "
                         "one kept is whole; give the command again to go on.",
                         cli_why(&c, e));
        return CLI_FAILED;
    }
    if (!w->what->quiet) {
        tell_result(w);
    }
    return CLI_DONE;
}

int
import_directory(struct control_call *call, struct cli_node *n,
                 const struct import_directory *what)
{
    struct cli_node here = *n;
    struct work *w;
    struct arena *own;
    int status;

    if (what->type && strcmp(what->type, "education") != 0 &&
        strcmp(what->type, "company") != 0) {
        control_complain(call, "quipu: --type is education (universities and "
                               "colleges) or company (enterprises)");
        return CLI_MISUSED;
    }
    own = arena_new(LIMIT_ARENA_BYTES);
    here.arena = arena_new(LIMIT_ARENA_BYTES);
    w = ARENA_NEW(own, struct work);
    *w = (struct work){.call = call,
                       .n = &here,
                       .what = what,
                       .file = arena_new(file_arena_bytes),
                       .is_company =
                           what->type && strcmp(what->type, "company") == 0};
    status = run(w);
    arena_free(w->file);
    arena_free(here.arena);
    arena_free(own);
    return status;
}
