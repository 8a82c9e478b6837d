/* SPDX-License-Identifier: Apache-2.0 */
/* entry: what the browser calls. Texts go in and out through the module's own
 * memory; nothing is imported, so a module that runs can reach nothing. */

#include "vc/instant.h"
#include "vc/verdict.h"

#include <stdlib.h>

#define EXPORT(name) __attribute__((export_name(name), used))

enum { MAX_BYTES = 128 << 20 }; /* of one verification */

/* The texts of one question, as JavaScript filled them in. */
enum { CREDENTIAL, DOCUMENTS, LISTS, NOW, TEXTS };

static struct {
    struct vc_context_set *contexts;
    struct vc_crypto *crypto;
    struct vc_view texts[TEXTS]; /* malloc'ed; data NULL = not given */
    struct vc_view answer;       /* in the arena */
    struct vc_arena arena;
} module;

/* What the resolver may know. */
struct known {
    const struct vc_json *documents; /* an array, NULL = none given */
    const struct vc_json *lists;     /* texts by address, NULL = none given */
};

/* The same rules as `quipu verify --did-docs`. */
static enum vc_resolved
find_document(void *user, struct vc_arena *arena, struct vc_view id,
              struct vc_view *out)
{
    const struct known *k = user;

    if (k->documents == NULL) {
        return VC_RESOLVED_UNKNOWN;
    }
    for (VC_JSON_EACH(item, k->documents)) {
        if (vc_json_is(item, VC_JSON_OBJECT) &&
            vc_view_equal(vc_json_get_text(item, VC_VIEW("id")), id)) {
            return vc_json_write(arena, item, 0, out) == VC_OK
                       ? VC_RESOLVED
                       : VC_RESOLVED_NO_MEMORY;
        }
    }
    return VC_RESOLVED_NOTHING;
}

static enum vc_resolved
find_list(void *user, struct vc_arena *arena, struct vc_view address,
          struct vc_view *out)
{
    const struct known *k = user;

    (void)arena;
    if (k->lists != NULL) {
        *out = vc_json_get_text(k->lists, address);
        return out->data != NULL ? VC_RESOLVED : VC_RESOLVED_UNKNOWN;
    }
    return VC_RESOLVED_UNKNOWN;
}

/* Contexts and hashes, once for all questions. */
static enum vc_status
prepare(void)
{
    if (module.contexts == NULL) {
        VC_TRY(vc_context_set_new(NULL, 0, &module.contexts));
        VC_TRY(vc_context_set_add_compiled(module.contexts, NULL));
    }
    return module.crypto != NULL ? VC_OK : vc_crypto_new(NULL, &module.crypto);
}

/* A text that was given must be JSON of that kind. */
static enum vc_status
read_known(struct vc_view text, enum vc_json_kind kind,
           const struct vc_json **out)
{
    struct vc_json *all = NULL;

    if (text.data == NULL) {
        return VC_OK;
    }
    VC_TRY(vc_json_parse(&module.arena, text, NULL, &all, NULL));
    *out = all;
    return vc_json_is(all, kind) ? VC_OK : VC_INVALID;
}

static enum vc_status
verify(void)
{
    struct known known = {NULL, NULL};
    struct vc_verdict_options options = {.resolver = {.document = find_document,
                                                      .status_list = find_list,
                                                      .user = &known}};
    struct vc_view now = module.texts[NOW];
    struct vc_verdict verdict;

    VC_TRY(prepare());
    options.tools.contexts = module.contexts;
    options.tools.crypto = module.crypto;
    VC_TRY(
        read_known(module.texts[DOCUMENTS], VC_JSON_ARRAY, &known.documents));
    VC_TRY(read_known(module.texts[LISTS], VC_JSON_OBJECT, &known.lists));
    if (now.data == NULL ||
        !vc_instant_parse(now.data, now.size, &options.now_ms)) {
        return VC_INVALID;
    }
    VC_TRY(vc_verdict_make(&module.arena, module.texts[CREDENTIAL], &options,
                           &verdict));
    return vc_verdict_json(&module.arena, &verdict, &module.answer);
}

/* Room for text `which` of the next question; NULL when there is none. */
EXPORT("take")
void *
vc_wasm_take(uint32_t which, uint32_t size)
{
    char *memory = which < TEXTS ? malloc(size > 0 ? size : 1) : NULL;

    if (memory != NULL) {
        free((void *)module.texts[which].data);
        module.texts[which] = (struct vc_view){memory, size};
    }
    return memory;
}

/* Answers the question that stands in the texts: 0, or a status of the library.
 * The answer stays until `done`. */
EXPORT("verify")
int
vc_wasm_verify(void)
{
    vc_arena_init(&module.arena, NULL, MAX_BYTES);
    module.answer = (struct vc_view){NULL, 0};
    return (int)verify();
}

EXPORT("answer")
const char *
vc_wasm_answer(void)
{
    return module.answer.data;
}

EXPORT("answer_size")
uint32_t
vc_wasm_answer_size(void)
{
    return (uint32_t)module.answer.size;
}

/* The text of a status, ended by NUL. */
EXPORT("status_text")
const char *
vc_wasm_status_text(int status)
{
    return vc_status_text((enum vc_status)status);
}

/* Forgets the question and its answer. */
EXPORT("done")
void
vc_wasm_done(void)
{
    vc_arena_free(&module.arena);
    for (int i = 0; i < TEXTS; i++) {
        free((void *)module.texts[i].data);
        module.texts[i] = (struct vc_view){NULL, 0};
    }
}
