/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_verify: is this certificate true? Without a database and without the
 * network: what may be known of issuers comes in --did-docs. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"

#include "vc/bake.h"
#include "vc/instant.h"
#include "vc/verdict.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { FILE_BYTES = VC_BAKE_MAX_PICTURE, DOCUMENTS_BYTES = 64 * 1024 * 1024 };

/* What the resolver may know. */
struct known {
    struct arena *a;
    const struct vc_json *documents; /* an array, NULL = none given */
    const char *lists;               /* folder, NULL = none given */
    const char *schemas;             /* likewise */
};

static enum vc_resolved
find_document(void *user, struct vc_arena *arena, struct vc_view id,
              struct vc_view *out)
{
    const struct known *k = user;

    if (!k->documents) {
        return VC_RESOLVED_UNKNOWN;
    }
    for (VC_JSON_EACH(item, k->documents)) {
        if (vc_json_is(item, VC_JSON_OBJECT) &&
            vc_view_equal(vc_json_get_text(item, VC_VIEW("id")), id)) {
            return vc_json_write(arena, item, 0, out) == VC_OK
                       ? VC_RESOLVED
                       : VC_RESOLVED_UNKNOWN;
        }
    }
    return VC_RESOLVED_NOTHING;
}

/* Is it JSON with that text under `name`? */
static bool
has_id(struct vc_view bytes, struct vc_view name, struct vc_view id)
{
    struct vc_arena va;
    struct vc_json *document = NULL;
    bool found;

    vc_arena_init(&va, NULL, (size_t)FILE_BYTES * 8);
    found = vc_json_parse(&va, bytes, NULL, &document, NULL) == VC_OK &&
            vc_json_is_text(vc_json_get(document, name), id);
    vc_arena_free(&va);
    return found;
}

/* The file of the folder `in` that has `id` under `name`. */
static bool
find_by_id(const struct known *k, const char *in, struct vc_view name,
           struct vc_view id, struct vc_view *out)
{
    DIR *folder = opendir(in);
    bool found = false;
    const struct dirent *e;

    while (folder && !found && (e = readdir(folder))) {
        char *data = NULL;
        size_t len = 0;

        if (*e->d_name != '.' && file_read(k->a, file_join(k->a, in, e->d_name),
                                           FILE_BYTES, &data, &len) == OK) {
            *out = (struct vc_view){data, len};
            found = has_id(*out, name, id);
        }
    }
    if (folder) {
        closedir(folder);
    }
    return found;
}

static bool
find_by_name(const struct known *k, struct vc_view address, struct vc_view *out)
{
    size_t start = address.size;
    const char *name;
    char *data = NULL;
    size_t len = 0;

    while (start && address.data[start - 1] != '/') {
        start--;
    }
    name = arena_textn(k->a, address.data + start, address.size - start);
    if (!*name || *name == '.' ||
        (file_read(k->a, file_join(k->a, k->lists, name), FILE_BYTES, &data,
                   &len) != OK &&
         file_read(k->a, arena_printf(k->a, "%s/%s.json", k->lists, name),
                   FILE_BYTES, &data, &len) != OK)) {
        return false;
    }
    *out = (struct vc_view){data, len};
    return true;
}

/* A list is known by its id. Tokens and lists without one lie under the last
 * part of their address. */
static enum vc_resolved
find_list(void *user, struct vc_arena *arena, struct vc_view address,
          struct vc_view *out)
{
    const struct known *k = user;

    (void)arena;
    return k->lists && (find_by_id(k, k->lists, VC_VIEW("id"), address, out) ||
                        find_by_name(k, address, out))
               ? VC_RESOLVED
               : VC_RESOLVED_UNKNOWN;
}

static enum vc_resolved
find_schema(void *user, struct vc_arena *arena, struct vc_view address,
            struct vc_view *out)
{
    const struct known *k = user;

    (void)arena;
    return k->schemas && find_by_id(k, k->schemas, VC_VIEW("$id"), address, out)
               ? VC_RESOLVED
               : VC_RESOLVED_UNKNOWN;
}

struct checker {
    struct arena *a;
    struct vc_arena va;   /* of one file */
    struct vc_arena keep; /* of the documents */
    struct vc_context_set *contexts;
    struct vc_crypto *crypto;
    struct known known;
    int64_t now_ms;
    bool json;
};

static int
check_file(struct checker *k, const char *path)
{
    struct vc_verdict_options options = {
        .tools = {.contexts = k->contexts, .crypto = k->crypto},
        .resolver = {.document = find_document,
                     .status_list = find_list,
                     .schema = find_schema,
                     .user = &k->known},
        .now_ms = k->now_ms,
    };
    struct vc_verdict verdict;
    struct vc_view text;
    char *data = NULL;
    size_t len = 0;
    enum vc_status s;

    if (file_read(k->a, path, FILE_BYTES, &data, &len) != OK) {
        cli_fail("%s cannot be read.", path);
        return CLI_MISUSED;
    }
    vc_arena_reset(&k->va);
    s = vc_verdict_make(&k->va, (struct vc_view){data, len}, &options,
                        &verdict);
    if (s == VC_OK) {
        s = k->json ? vc_verdict_json(&k->va, &verdict, &text)
                    : vc_verdict_text(&k->va, &verdict, &text);
    }
    if (s != VC_OK) {
        return cli_fail("out of memory");
    }
    if (!k->json) {
        printf("%s\n", path);
    }
    printf("%.*s\n", (int)text.size, text.data);
    return verdict.result == VC_RESULT_VERIFIED ? CLI_DONE : CLI_FAILED;
}

static bool
read_documents(struct checker *k, const char *path)
{
    struct vc_json *read;
    struct vc_json *all = vc_json_array(&k->keep);
    char *data = NULL;
    size_t len = 0;

    if (file_read(k->a, path, DOCUMENTS_BYTES, &data, &len) != OK ||
        vc_json_parse(&k->keep, (struct vc_view){data, len}, NULL, &read,
                      NULL) != VC_OK ||
        (read->kind != VC_JSON_ARRAY && read->kind != VC_JSON_OBJECT)) {
        cli_fail("%s is no key document, and no list of them.", path);
        return false;
    }
    if (read->kind == VC_JSON_OBJECT && vc_json_append(all, read) != VC_OK) {
        cli_fail("out of memory");
        return false;
    }
    k->known.documents = read->kind == VC_JSON_ARRAY ? read : all;
    return true;
}

static bool
prepare(struct checker *k, const struct cli *c)
{
    if (vc_context_set_new(NULL, 0, &k->contexts) != VC_OK ||
        vc_context_set_add_compiled(k->contexts, NULL) != VC_OK ||
        vc_crypto_new(NULL, &k->crypto) != VC_OK) {
        cli_fail("out of memory");
        return false;
    }
    if (c->now && !vc_instant_parse(c->now, strlen(c->now), &k->now_ms)) {
        cli_fail("--now is an instant such as 2026-03-01T00:00:00Z");
        return false;
    }
    return !c->did_docs || read_documents(k, c->did_docs);
}

int
cmd_verify(struct cli *c)
{
    struct checker k = {.a = arena_new((size_t)DOCUMENTS_BYTES * 4),
                        .now_ms = clock_now_ms(),
                        .json = c->json};
    int worst = CLI_DONE;

    if (c->word_count == 0) {
        cli_fail("quipu verify FILE … [--did-docs FILE] [--status-lists DIR] "
                 "[--schemas DIR] [--now TIME] [--json]");
        arena_free(k.a);
        return CLI_MISUSED;
    }
    vc_arena_init(&k.va, NULL, 0);
    vc_arena_init(&k.keep, NULL, 0);
    k.known.a = k.a;
    k.known.lists = c->status_lists;
    k.known.schemas = c->schemas;
    if (prepare(&k, c)) {
        for (int i = 0; i < c->word_count; i++) {
            int status = check_file(&k, c->words[i]);

            worst = status > worst ? status : worst;
        }
    } else {
        worst = CLI_MISUSED;
    }
    vc_crypto_free(k.crypto);
    vc_context_set_free(k.contexts);
    vc_arena_free(&k.va);
    vc_arena_free(&k.keep);
    arena_free(k.a);
    return worst;
}
