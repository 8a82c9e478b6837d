/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_ld: JSON-LD and RDF turned into one another, without a database and
 * without the network: contexts are the compiled-in ones and those handed
 * over. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/file.h"

#include "vc/compact.h"
#include "vc/crypto.h"
#include "vc/flatten.h"
#include "vc/from_rdf.h"
#include "vc/iri.h"
#include "vc/quads.h"
#include "vc/rdfc.h"

#include <stdio.h>
#include <string.h>

enum { FILE_BYTES = 16 * 1024 * 1024, ARENA_BYTES = 1024 * 1024 * 1024 };

const char cmd_ld_manual[] =
    "\n"
    "  FILE is JSON-LD or N-Quads, told apart by how it begins; - is standard\n"
    "  input. At most 16 MiB. The result goes to standard output.\n"
    "\n"
    "  expand     every name as a whole IRI, no context\n"
    "  compact    the names of --context, or of the document's own context\n"
    "  flatten    each node once, beside the others; compacted by --context\n"
    "  nquads     RDF, a statement a line\n"
    "  canon      RDF in the one order that is signed (RDFC-1.0, SHA-256)\n"
    "\n"
    "  --context FILE           a file with \"@context\", or a known address\n"
    "  --context-file URL=FILE  take the context at URL from FILE; may be\n"
    "                           repeated. Nothing is ever fetched.\n"
    "  --base URL               what relative references are relative to\n"
    "  --safe                   refuse what would be lost: undefined names,\n"
    "                           relative references\n"
    "\n"
    "  Exit status: 0 done, 1 the document is at fault (said with file, line\n"
    "  or place), 2 wrong use or a file that cannot be read.\n";

enum verb { EXPAND, COMPACT, FLATTEN, NQUADS, CANON, VERBS };

static const char *const verbs[VERBS] = {"expand", "compact", "flatten",
                                         "nquads", "canon"};

struct ld {
    const struct cli *c;
    struct arena *a;
    struct vc_arena va;
    struct vc_context_set *contexts;
    struct vc_view base;
    const struct vc_json *context;  /* by which to compact, or NULL */
    const struct vc_json *document; /* as read; NULL for N-Quads */
    struct vc_json *expanded;
    struct vc_dataset dataset;
    struct vc_error error;
};

/* --- what goes wrong --- */

/* Name file, place and word; CLI_FAILED. A path leads into the document, after
 * expansion into its expanded form. */
static int
complain(const struct ld *ld, const char *path, bool in_expanded,
         enum vc_status s)
{
    const struct vc_error *e = &ld->error;
    const char *what = e->message[0] ? e->message : vc_status_text(s);
    const char *hint = s == VC_LD_LOADING_REMOTE_CONTEXT_FAILED
                           ? ". Nothing is fetched: hand it over with "
                             "--context-file."
                           : "";

    if (strcmp(path, "-") == 0) {
        path = "standard input";
    }
    if (e->line) {
        return cli_fail("%s, line %zu, column %zu: %s", path, e->line,
                        e->column, what);
    }
    if (e->path[0]) {
        return cli_fail("%s at %s%s: %s%s", path, e->path,
                        in_expanded ? " of its expanded form" : "", what, hint);
    }
    return cli_fail("%s%s: %s%s", path, in_expanded ? " and its context" : "",
                    what, hint);
}

/* --- what comes in --- */

static bool
read_input(struct ld *ld, const char *path, struct vc_view *out)
{
    char *data = NULL;
    enum err e = OK;

    if (strcmp(path, "-") == 0) {
        data = arena_alloc(ld->a, FILE_BYTES + 1);
        out->size = fread(data, 1, FILE_BYTES + 1, stdin);
        e = out->size > FILE_BYTES || ferror(stdin) ? ERR_LIMIT : OK;
    } else {
        e = file_read(ld->a, path, FILE_BYTES, &data, &out->size);
    }
    out->data = data;
    if (e != OK) {
        cli_fail("%s cannot be read, or is larger than %d MiB.", path,
                 FILE_BYTES >> 20);
    }
    return e == OK;
}

static int
read_json(struct ld *ld, const char *path, struct vc_json **out)
{
    struct vc_view text;
    enum vc_status s;

    if (!read_input(ld, path, &text)) {
        return CLI_MISUSED;
    }
    s = vc_json_parse(&ld->va, text, NULL, out, &ld->error);
    return s == VC_OK ? CLI_DONE : complain(ld, path, false, s);
}

/* --context-file URL=FILE */
static int
add_context(struct ld *ld, const char *pair)
{
    const char *equals = strchr(pair, '=');
    struct vc_view text;
    enum vc_status s;

    /* An address may have an "=" of its own; a file seldom has. */
    for (const char *p = equals; p; p = strchr(p + 1, '=')) {
        equals = p;
    }
    if (!equals || equals == pair || !equals[1]) {
        cli_fail("--context-file is written URL=FILE, not %s", pair);
        return CLI_MISUSED;
    }
    if (!read_input(ld, equals + 1, &text)) {
        return CLI_MISUSED;
    }
    s = vc_context_set_add(ld->contexts,
                           (struct vc_view){pair, (size_t)(equals - pair)},
                           text, &ld->error);
    return s == VC_OK ? CLI_DONE : complain(ld, equals + 1, false, s);
}

static int
read_contexts(struct ld *ld)
{
    int status = CLI_DONE;

    if (vc_context_set_new(NULL, 0, &ld->contexts) != VC_OK ||
        vc_context_set_add_compiled(ld->contexts, NULL) != VC_OK) {
        return cli_fail("out of memory");
    }
    for (int i = 0; status == CLI_DONE && i < ld->c->context_file_count; i++) {
        status = add_context(ld, ld->c->context_files[i]);
    }
    return status;
}

/* The context to compact by. */
static int
choose_context(struct ld *ld, enum verb verb)
{
    const char *given = ld->c->context;
    struct vc_json *root;
    int status;

    if (given && strstr(given, "://")) {
        ld->context = vc_json_string(&ld->va, vc_view_of(given));
        return ld->context ? CLI_DONE : cli_fail("out of memory");
    }
    if (given) {
        status = read_json(ld, given, &root);
        if (status == CLI_DONE && root->kind != VC_JSON_OBJECT &&
            root->kind != VC_JSON_ARRAY) {
            status = cli_fail("%s is no context.", given);
        }
        ld->context = root;
        return status;
    }
    if (verb == COMPACT) {
        ld->context = vc_json_get(ld->document, VC_VIEW("@context"));
        if (!ld->context) {
            cli_fail("The document has no context of its own: say which with "
                     "--context FILE.");
            return CLI_MISUSED;
        }
    }
    return CLI_DONE;
}

/* --- from one form to the other --- */

/* JSON begins with a bracket; a statement with one of three other signs. */
static bool
is_quads(struct vc_view text)
{
    size_t i = 0;

    while (i < text.size && memchr(" \t\r\n", text.data[i], 4)) {
        i++;
    }
    return i < text.size && memchr("<_#", text.data[i], 3);
}

static enum vc_status
expand(struct ld *ld)
{
    struct vc_expand_options options = {
        .base = ld->base,
        .safe = ld->c->safe,
    };

    return vc_expand(&ld->va, ld->contexts, ld->document, &options,
                     &ld->expanded, &ld->error);
}

/* Read FILE into what `verb` starts from: an expanded document or quads. */
static int
read_document(struct ld *ld, const char *path, enum verb verb)
{
    struct vc_to_rdf_options rdf = {.safe = ld->c->safe};
    struct vc_view text;
    struct vc_json *root = NULL;
    bool wants_quads = verb == NQUADS || verb == CANON;
    enum vc_status s;

    if (!read_input(ld, path, &text)) {
        return CLI_MISUSED;
    }
    if (is_quads(text)) {
        s = vc_quads_read(&ld->va, text, 0, &ld->dataset, &ld->error);
        if (s == VC_OK && !wants_quads) {
            s = vc_from_rdf(&ld->va, &ld->dataset, NULL, &ld->expanded,
                            &ld->error);
        }
        return s == VC_OK ? CLI_DONE : complain(ld, path, false, s);
    }
    s = vc_json_parse(&ld->va, text, NULL, &root, &ld->error);
    ld->document = root;
    if (s == VC_OK) {
        s = expand(ld);
    }
    if (s != VC_OK) {
        return complain(ld, path, false, s);
    }
    if (wants_quads) {
        s = vc_to_rdf(&ld->va, ld->expanded, &rdf, &ld->dataset, &ld->error);
    }
    return s == VC_OK ? CLI_DONE : complain(ld, path, true, s);
}

static enum vc_status
canonical(struct ld *ld, struct vc_view *out)
{
    struct vc_crypto *crypto = NULL;
    struct vc_rdfc_result result;
    enum vc_status s = vc_crypto_new(NULL, &crypto);

    if (s == VC_OK) {
        s = vc_rdfc_canonicalize(&ld->va, crypto, &ld->dataset, NULL, &result,
                                 &ld->error);
    }
    vc_crypto_free(crypto);
    if (s == VC_OK) {
        *out = result.text;
    }
    return s;
}

static enum vc_status
make_json(struct ld *ld, enum verb verb, struct vc_view *out)
{
    struct vc_compact_options compact = {.base = ld->base};
    struct vc_json *result = ld->expanded;

    if (verb == FLATTEN) {
        VC_TRY(vc_flatten(&ld->va, result, NULL, &result, &ld->error));
    }
    if (ld->context) {
        VC_TRY(vc_compact(&ld->va, ld->contexts, result, ld->context, &compact,
                          &result, &ld->error));
    }
    VC_TRY(vc_json_write(&ld->va, result, 2, out));
    *out = vc_arena_join(&ld->va, *out, VC_VIEW("\n"));
    return out->data ? VC_OK : VC_NO_MEMORY;
}

static int
turn(struct ld *ld, const char *path, enum verb verb)
{
    struct vc_view out = {"", 0};
    enum vc_status s;
    int status = read_document(ld, path, verb);

    if (status == CLI_DONE && (verb == COMPACT || verb == FLATTEN)) {
        status = choose_context(ld, verb);
    }
    if (status != CLI_DONE) {
        return status;
    }
    switch (verb) {
    case NQUADS:
        s = vc_quads_write(&ld->va, &ld->dataset, &out);
        break;
    case CANON:
        s = canonical(ld, &out);
        break;
    default:
        s = make_json(ld, verb, &out);
    }
    if (s != VC_OK) {
        return complain(ld, path, true, s);
    }
    if (fwrite(out.data, 1, out.size, stdout) != out.size ||
        fflush(stdout) != 0) {
        return cli_fail("The result cannot be written.");
    }
    return CLI_DONE;
}

static int
misused(void)
{
    cli_fail("quipu ld expand|compact|flatten|nquads|canon FILE. `quipu help "
             "ld` says more.");
    return CLI_MISUSED;
}

int
cmd_ld(struct cli *c)
{
    struct ld ld = {.c = c};
    int status;
    int verb = 0;

    if (c->word_count != 2) {
        return misused();
    }
    while (verb < VERBS && strcmp(verbs[verb], c->words[0]) != 0) {
        verb++;
    }
    if (verb == VERBS) {
        return misused();
    }
    if (c->context && verb != COMPACT && verb != FLATTEN) {
        cli_fail("`quipu ld %s` takes no --context.", c->words[0]);
        return CLI_MISUSED;
    }
    if (c->base) {
        ld.base = vc_view_of(c->base);
        if (!vc_iri_is_absolute(ld.base)) {
            cli_fail("--base is a whole address, not %s", c->base);
            return CLI_MISUSED;
        }
    }
    ld.a = arena_new((size_t)FILE_BYTES * (CLI_CONTEXTS_MAX + 3));
    vc_arena_init(&ld.va, NULL, ARENA_BYTES);
    status = read_contexts(&ld);
    if (status == CLI_DONE) {
        status = turn(&ld, c->words[1], (enum verb)verb);
    }
    vc_context_set_free(ld.contexts);
    vc_arena_free(&ld.va);
    arena_free(ld.a);
    return status;
}
