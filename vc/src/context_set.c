/* SPDX-License-Identifier: Apache-2.0 */
/* Context sets: documents by address, and the results of processing them. */
#include "ld.h"

enum { SET_MAX_BYTES = 64 * 1024 * 1024, MAX_SET_WORK = 10000000 };

/* ---- documents ---- */

const struct vc_json *
vc_context_set_document(const struct vc_context_set *set, struct vc_view url)
{
    if (!set)
        return NULL;
    for (const struct vc_context_document *d = set->documents; d; d = d->next) {
        if (vc_view_equal(d->url, url))
            return d->root;
    }
    return NULL;
}

enum vc_status
vc_context_set_new(const struct vc_allocator *allocator, size_t max_bytes,
                   struct vc_context_set **out)
{
    struct vc_arena arena;
    vc_arena_init(&arena, allocator, max_bytes ? max_bytes : SET_MAX_BYTES);
    struct vc_context_set *set = vc_arena_zalloc(&arena, sizeof *set);
    struct vc_ld ld;
    if (!set || vc_ld_init(&ld, &arena, NULL, NULL, NULL, NULL) != VC_OK) {
        vc_arena_free(&arena);
        return VC_NO_MEMORY;
    }
    set->initial = ld.initial;
    set->arena = arena;
    *out = set;
    return VC_OK;
}

void
vc_context_set_free(struct vc_context_set *set)
{
    if (!set)
        return;
    /* The set lies in its own arena: the arena moves out first. */
    struct vc_arena arena = set->arena;
    vc_arena_free(&arena);
}

enum vc_status
vc_context_set_add(struct vc_context_set *set, struct vc_view url,
                   struct vc_view text, struct vc_error *error)
{
    if (vc_context_set_document(set, url))
        return vc_error_set(error, VC_INVALID,
                            "this context is in the set already: %.*s",
                            url.size > 200 ? 200 : (int)url.size, url.data);
    struct vc_view kept = vc_arena_copy(&set->arena, text);
    struct vc_context_document *document =
        vc_arena_zalloc(&set->arena, sizeof *document);
    if (!kept.data || !document)
        return VC_NO_MEMORY;
    struct vc_json *root;
    VC_TRY(vc_json_parse(&set->arena, kept, NULL, &root, error));
    if (!vc_json_get(root, VC_VIEW("@context")))
        return vc_error_set(error, VC_LD_INVALID_REMOTE_CONTEXT,
                            "no \"@context\" in %.*s",
                            url.size > 200 ? 200 : (int)url.size, url.data);
    document->url = vc_arena_copy(&set->arena, url);
    if (!document->url.data)
        return VC_NO_MEMORY;
    document->root = root;
    document->next = set->documents;
    set->documents = document;
    return VC_OK;
}

enum vc_status
vc_context_set_add_compiled(struct vc_context_set *set, struct vc_error *error)
{
    for (const struct vc_compiled_context *c = vc_compiled_contexts; c->url;
         c++) {
        struct vc_view text = {(const char *)c->text, c->size};
        VC_TRY(vc_context_set_add(set, vc_view_of(c->url), text, error));
    }
    return VC_OK;
}

/* ---- kept results ---- */

static bool
same_key(const struct vc_memo_entry *a, const struct vc_memo_entry *b)
{
    return a->hash == b->hash && a->active == b->active &&
           a->local == b->local && a->flags == b->flags &&
           vc_view_equal(a->url, b->url);
}

static const struct vc_active *
look_up(const struct vc_memo *memo, const struct vc_memo_entry *key)
{
    if (memo->slot_count == 0)
        return NULL;
    size_t mask = memo->slot_count - 1;
    for (size_t i = key->hash & mask; memo->slots[i].result;
         i = (i + 1) & mask) {
        if (same_key(&memo->slots[i], key))
            return memo->slots[i].result;
    }
    return NULL;
}

const struct vc_active *
vc_context_set_recall(const struct vc_ld *ld, const struct vc_memo_entry *key)
{
    const struct vc_active *found = NULL;
    if (ld->set)
        found = look_up(&ld->set->memo, key);
    return found ? found : look_up(ld->memo, key);
}

enum vc_status
vc_context_set_keep(struct vc_ld *ld, const struct vc_memo_entry *entry)
{
    struct vc_memo *memo = ld->memo;
    if ((memo->count + 1) * 2 > memo->slot_count) {
        size_t count = memo->slot_count ? memo->slot_count * 2 : 16;
        struct vc_memo_entry *slots =
            vc_arena_array(ld->arena, count, sizeof *slots);
        if (!slots)
            return VC_NO_MEMORY;
        memset(slots, 0, count * sizeof *slots);
        for (size_t i = 0; i < memo->slot_count; i++) {
            if (!memo->slots[i].result)
                continue;
            size_t at = memo->slots[i].hash & (count - 1);
            while (slots[at].result)
                at = (at + 1) & (count - 1);
            slots[at] = memo->slots[i];
        }
        memo->slots = slots;
        memo->slot_count = count;
    }
    size_t at = entry->hash & (memo->slot_count - 1);
    while (memo->slots[at].result)
        at = (at + 1) & (memo->slot_count - 1);
    memo->slots[at] = *entry;
    memo->count++;
    return VC_OK;
}

/* ---- filling a set ahead ---- */

static enum vc_status
prepare_one(struct vc_ld *ld, const struct vc_active *active,
            const struct vc_term_def *def, unsigned flags,
            const struct vc_active **out)
{
    enum vc_status status = vc_context_scoped(ld, active, def, flags, out);
    if (status == VC_OK || status == VC_NO_MEMORY || status == VC_LIMIT)
        return status;
    /* A context that cannot be entered this way (it would redefine a protected
     * term) fails where a document tries it, not here. */
    *out = NULL;
    return VC_OK;
}

/* Enters each scoped context both ways, by a type and by a property; and from
 * there those of the properties that it defines itself. Several types on one
 * node are left to vc_context_set_learn: all combinations are too many. */
static enum vc_status
prepare_scoped(struct vc_ld *ld, const struct vc_active *active,
               const struct vc_active *outside, int levels)
{
    for (uint32_t i = 0; i < active->slot_count; i++) {
        const struct vc_term_def *def = active->slots[i];
        const struct vc_active *scoped;
        if (!def || !def->context ||
            (outside && vc_active_find(outside, def->term, def->hash) == def))
            continue;
        VC_TRY(prepare_one(ld, active, def, CONTEXT_NO_PROPAGATE, &scoped));
        if (scoped && levels > 0)
            VC_TRY(prepare_scoped(ld, scoped, active, levels - 1));
        VC_TRY(prepare_one(ld, active, def, CONTEXT_OVERRIDE, &scoped));
        if (scoped && levels > 0)
            VC_TRY(prepare_scoped(ld, scoped, active, levels - 1));
    }
    return VC_OK;
}

static enum vc_status
begin(struct vc_context_set *set, struct vc_ld *ld, struct vc_error *error)
{
    struct vc_expand_options options = {.max_context_work = MAX_SET_WORK};
    VC_TRY(vc_ld_init(ld, &set->arena, set, &options, &set->memo, error));
    return VC_OK;
}

/* Enters the addresses one after the other. */
static enum vc_status
enter_list(struct vc_ld *ld, const struct vc_json *list,
           const struct vc_active *active, const struct vc_active **out)
{
    return vc_context_process(ld, active, list, (struct vc_view){NULL, 0}, NULL,
                              0, out);
}

enum vc_status
vc_context_set_prepare(struct vc_context_set *set, const struct vc_view *urls,
                       size_t count, struct vc_error *error)
{
    struct vc_ld ld;
    struct vc_json *list = vc_json_array(&set->arena);
    VC_TRY(begin(set, &ld, error));
    for (size_t i = 0; i < count; i++) {
        struct vc_view url = vc_arena_copy(&set->arena, urls[i]);
        if (!url.data)
            return VC_NO_MEMORY;
        VC_TRY(vc_json_append(list, vc_json_string(&set->arena, url)));
    }
    const struct vc_active *active;
    const struct vc_active *again;
    if (!list)
        return VC_NO_MEMORY;
    VC_TRY(enter_list(&ld, list, ld.initial, &active));
    /* A credential inside another names the same list again. Where that is an
     * error, it is one of the document that does it. */
    ld.error = NULL;
    enum vc_status status = enter_list(&ld, list, active, &again);
    if (status == VC_NO_MEMORY || status == VC_LIMIT)
        return status;
    return prepare_scoped(&ld, active, NULL, 2);
}

enum vc_status
vc_context_set_learn(struct vc_context_set *set, const struct vc_json *sample,
                     struct vc_error *error)
{
    /* What is kept may point into the sample: it points into a copy. */
    struct vc_view text;
    struct vc_json *copy;
    VC_TRY(vc_json_write(&set->arena, sample, 0, &text));
    VC_TRY(vc_json_parse(&set->arena, text, NULL, &copy, error));
    struct vc_ld ld;
    VC_TRY(begin(set, &ld, error));
    struct vc_json *expanded;
    struct vc_expand_at at = {.active = ld.initial};
    return vc_expand_element(&ld, at, copy, &expanded);
}
