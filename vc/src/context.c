/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD context processing: lists, addresses, imports, and the keywords of a
 * context object. Active contexts are shared until something really changes,
 * so that naming the same contexts again costs no copy. */
#include "ld.h"

#include "vc/iri.h"

static enum vc_status
load(struct vc_ld *ld, struct vc_view url, const struct vc_json **out)
{
    *out = vc_context_set_document(ld->set, url);
    if (*out)
        return VC_OK;
    enum vc_status status = VC_LD_LOADING_REMOTE_CONTEXT_FAILED;
    if (ld->loader.load)
        status = ld->loader.load(ld->loader.user, url, out);
    if (status == VC_OK || status == VC_NO_MEMORY)
        return status;
    return vc_ld_fail(ld, VC_LD_LOADING_REMOTE_CONTEXT_FAILED, url);
}

static enum vc_status
resolve_url(struct vc_ld *ld, struct vc_view base_url, struct vc_view text,
            struct vc_view *out)
{
    *out = text;
    if (vc_iri_is_absolute(text))
        return VC_OK;
    if (!base_url.data)
        return vc_ld_fail(ld, VC_LD_LOADING_REMOTE_CONTEXT_FAILED, text);
    return vc_iri_resolve(ld->arena, base_url, text, out);
}

/* ---- contexts by address (step 5.2) ---- */

static bool
remotes_have(const struct vc_remote *remotes, struct vc_view url)
{
    for (; remotes; remotes = remotes->up) {
        if (vc_view_equal(remotes->url, url))
            return true;
    }
    return false;
}

static enum vc_status
process_loaded(struct vc_ld *ld, const struct vc_active *active,
               struct vc_view url, const struct vc_remote *remotes,
               unsigned flags, const struct vc_active **out)
{
    const struct vc_json *document;
    VC_TRY(load(ld, url, &document));
    const struct vc_json *inner = vc_json_get(document, VC_VIEW("@context"));
    if (!inner)
        return vc_ld_fail(ld, VC_LD_INVALID_REMOTE_CONTEXT, url);
    struct vc_remote here = {remotes, url, remotes ? remotes->count + 1 : 1};
    return vc_context_process(ld, active, inner, url, &here, flags, out);
}

static enum vc_status
process_address(struct vc_ld *ld, const struct vc_active *active,
                struct vc_view text, struct vc_view base_url,
                const struct vc_remote *remotes, unsigned flags,
                const struct vc_active **out)
{
    struct vc_view url;
    VC_TRY(resolve_url(ld, base_url, text, &url));
    if ((flags & CONTEXT_NO_VALIDATE) && remotes_have(remotes, url)) {
        *out = active;
        return VC_OK;
    }
    if (remotes && remotes->count >= ld->max_remote_contexts)
        return vc_ld_fail(ld, VC_LD_CONTEXT_OVERFLOW, url);
    /* Inside the check of a scoped context what was skipped depends on the way
     * here, so only whole, checked results are kept. */
    flags &= ~(unsigned)CONTEXT_NO_PROPAGATE;
    if (flags & CONTEXT_NO_VALIDATE)
        return process_loaded(ld, active, url, remotes, flags, out);
    struct vc_memo_entry key = {
        .active = active, .url = url, .flags = flags, .hash = vc_hash(url)};
    *out = vc_context_set_recall(ld, &key);
    if (*out)
        return VC_OK;
    VC_TRY(process_loaded(ld, active, url, remotes, flags, out));
    key.result = *out;
    return vc_context_set_keep(ld, &key);
}

/* ---- context objects (steps 5.5 to 5.13) ---- */

/* Step 5.6: the imported context with the entries of this one laid over it. */
static enum vc_status
import_context(struct vc_ld *ld, const struct vc_json **context,
               struct vc_view base_url)
{
    const struct vc_json *import = vc_json_get(*context, VC_VIEW("@import"));
    if (!import)
        return VC_OK;
    if (ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_CONTEXT_ENTRY, import->name);
    if (import->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_IMPORT_VALUE, import->name);
    struct vc_view url;
    const struct vc_json *document;
    VC_TRY(resolve_url(ld, base_url, import->u.text, &url));
    VC_TRY(load(ld, url, &document));
    const struct vc_json *inner = vc_json_get(document, VC_VIEW("@context"));
    if (!vc_json_is(inner, VC_JSON_OBJECT))
        return vc_ld_fail(ld, VC_LD_INVALID_REMOTE_CONTEXT, url);
    if (vc_json_get(inner, VC_VIEW("@import")))
        return vc_ld_fail(ld, VC_LD_INVALID_CONTEXT_ENTRY, import->name);
    struct vc_json *merged = vc_json_object(ld->arena);
    struct vc_local seen = {0};
    VC_TRY(vc_active_index(ld, &seen, *context));
    for (VC_JSON_EACH(member, inner)) {
        if (!vc_active_entry(&seen, member->name))
            VC_TRY(vc_json_set(merged, member->name,
                               vc_json_share(ld->arena, member)));
    }
    for (VC_JSON_EACH(member, *context))
        VC_TRY(vc_json_set(merged, member->name,
                           vc_json_share(ld->arena, member)));
    *context = merged;
    return VC_OK;
}

static enum vc_status
set_base(struct vc_ld *ld, struct vc_local *local, const struct vc_json *value)
{
    struct vc_view base = {NULL, 0};
    const struct vc_active *active = local->active;
    if (value->kind == VC_JSON_STRING && vc_iri_is_absolute(value->u.text))
        base = value->u.text;
    else if (value->kind == VC_JSON_STRING && active->base.data)
        VC_TRY(vc_iri_resolve(ld->arena, active->base, value->u.text, &base));
    else if (value->kind != VC_JSON_NULL)
        return vc_ld_fail(ld, VC_LD_INVALID_BASE_IRI, value->name);
    if (vc_view_equal(base, active->base) && !base.data == !active->base.data)
        return VC_OK;
    VC_TRY(vc_active_own(ld, local));
    local->own->base = base;
    return VC_OK;
}

static enum vc_status
set_vocab(struct vc_ld *ld, struct vc_local *local, const struct vc_json *value)
{
    struct vc_view vocab = {NULL, 0};
    if (value->kind == VC_JSON_STRING) {
        VC_TRY(vc_context_term_iri(ld, local->active, value->u.text,
                                   IRI_DOCUMENT | IRI_VOCAB, NULL, &vocab));
        bool relative = !vocab.data || (!vc_iri_is_absolute(vocab) &&
                                        !vc_ld_is_blank(vocab) && ld->mode_1_0);
        if (relative)
            return vc_ld_fail(ld, VC_LD_INVALID_VOCAB_MAPPING, value->u.text);
    } else if (value->kind != VC_JSON_NULL) {
        return vc_ld_fail(ld, VC_LD_INVALID_VOCAB_MAPPING, value->name);
    }
    if (vc_view_equal(vocab, local->active->vocab) &&
        !vocab.data == !local->active->vocab.data)
        return VC_OK;
    VC_TRY(vc_active_own(ld, local));
    local->own->vocab = vocab;
    return VC_OK;
}

static enum vc_status
set_language(struct vc_ld *ld, struct vc_local *local,
             const struct vc_json *value)
{
    struct vc_view language = {NULL, 0};
    if (value->kind == VC_JSON_STRING)
        language = value->u.text;
    else if (value->kind != VC_JSON_NULL)
        return vc_ld_fail(ld, VC_LD_INVALID_DEFAULT_LANGUAGE, value->name);
    if (vc_view_equal(language, local->active->language))
        return VC_OK;
    VC_TRY(vc_active_own(ld, local));
    local->own->language = language;
    return VC_OK;
}

static enum vc_status
set_direction(struct vc_ld *ld, struct vc_local *local,
              const struct vc_json *value)
{
    enum vc_direction direction = DIRECTION_NULL;
    if (ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_CONTEXT_ENTRY, value->name);
    if (vc_json_is_text(value, VC_VIEW("ltr")))
        direction = DIRECTION_LTR;
    else if (vc_json_is_text(value, VC_VIEW("rtl")))
        direction = DIRECTION_RTL;
    else if (value->kind != VC_JSON_NULL)
        return vc_ld_fail(ld, VC_LD_INVALID_BASE_DIRECTION, value->name);
    if (direction == local->active->direction)
        return VC_OK;
    VC_TRY(vc_active_own(ld, local));
    local->own->direction = direction;
    return VC_OK;
}

static enum vc_status
check_version(struct vc_ld *ld, const struct vc_json *value)
{
    if (value->kind != VC_JSON_NUMBER || value->u.number.value != 1.1)
        return vc_ld_fail(ld, VC_LD_INVALID_VERSION_VALUE, value->name);
    if (ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_PROCESSING_MODE_CONFLICT, value->name);
    return VC_OK;
}

/* The keyword entries, in the order of the standard: @vocab uses @base. */
static enum vc_status
process_keywords(struct vc_ld *ld, struct vc_local *local,
                 const struct vc_json *context)
{
    const struct vc_json *found[KW_COUNT] = {NULL};
    for (VC_JSON_EACH(member, context))
        found[vc_ld_keyword(member->name)] = member;
    if (found[KW_BASE] && !local->remotes)
        VC_TRY(set_base(ld, local, found[KW_BASE]));
    if (found[KW_VOCAB])
        VC_TRY(set_vocab(ld, local, found[KW_VOCAB]));
    if (found[KW_LANGUAGE])
        VC_TRY(set_language(ld, local, found[KW_LANGUAGE]));
    if (found[KW_DIRECTION])
        VC_TRY(set_direction(ld, local, found[KW_DIRECTION]));
    if (found[KW_PROPAGATE] && ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_CONTEXT_ENTRY,
                          found[KW_PROPAGATE]->name);
    if (found[KW_PROPAGATE] && found[KW_PROPAGATE]->kind != VC_JSON_BOOL)
        return vc_ld_fail(ld, VC_LD_INVALID_PROPAGATE_VALUE,
                          found[KW_PROPAGATE]->name);
    const struct vc_json *shield = found[KW_PROTECTED];
    if (shield && ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_CONTEXT_ENTRY, shield->name);
    if (shield && shield->kind != VC_JSON_BOOL)
        return vc_ld_fail(ld, VC_LD_INVALID_PROTECTED_VALUE, shield->name);
    local->is_protected = shield && shield->u.boolean;
    return VC_OK;
}

static bool
is_context_keyword(struct vc_view name)
{
    switch (vc_ld_keyword(name)) {
    case KW_BASE:
    case KW_DIRECTION:
    case KW_IMPORT:
    case KW_LANGUAGE:
    case KW_PROPAGATE:
    case KW_PROTECTED:
    case KW_VERSION:
    case KW_VOCAB:
        return true;
    default:
        return false;
    }
}

static enum vc_status
process_object(struct vc_ld *ld, const struct vc_active *active,
               const struct vc_json *context, struct vc_view base_url,
               const struct vc_remote *remotes, unsigned flags,
               const struct vc_active **out)
{
    const struct vc_json *version = vc_json_get(context, VC_VIEW("@version"));
    if (version)
        VC_TRY(check_version(ld, version));
    VC_TRY(import_context(ld, &context, base_url));
    struct vc_local local = {.active = active,
                             .base_url = base_url,
                             .remotes = remotes,
                             .flags = flags};
    VC_TRY(vc_active_index(ld, &local, context));
    VC_TRY(process_keywords(ld, &local, context));
    for (VC_JSON_EACH(member, context)) {
        if (!is_context_keyword(member->name))
            VC_TRY(vc_context_term_define(
                ld, &local, vc_active_entry(&local, member->name)));
    }
    *out = local.active;
    return VC_OK;
}

/* ---- the algorithm ---- */

/* Step 5.1. `previous` is what the next node goes back to, or NULL. */
static enum vc_status
process_null(struct vc_ld *ld, const struct vc_active *active,
             const struct vc_active *previous, unsigned flags,
             const struct vc_active **out)
{
    if (!(flags & CONTEXT_OVERRIDE) && active->protected_count > 0)
        return vc_ld_fail(ld, VC_LD_INVALID_CONTEXT_NULLIFICATION,
                          VC_VIEW("@context"));
    *out = ld->initial;
    if (!previous)
        return VC_OK;
    struct vc_active *copy = vc_arena_alloc(ld->arena, sizeof *copy);
    if (!copy)
        return VC_NO_MEMORY;
    *copy = *ld->initial;
    copy->previous = previous;
    *out = copy;
    return VC_OK;
}

static enum vc_status
process_one(struct vc_ld *ld, const struct vc_active *active,
            const struct vc_json *context, struct vc_view base_url,
            const struct vc_remote *remotes, unsigned flags,
            const struct vc_active **out)
{
    switch (context->kind) {
    case VC_JSON_NULL:
        return process_null(
            ld, active, flags & CONTEXT_NO_PROPAGATE ? active->previous : NULL,
            flags, out);
    case VC_JSON_STRING:
        return process_address(ld, active, context->u.text, base_url, remotes,
                               flags, out);
    case VC_JSON_OBJECT:
        return process_object(ld, active, context, base_url, remotes, flags,
                              out);
    default:
        return vc_ld_fail(ld, VC_LD_INVALID_LOCAL_CONTEXT, VC_VIEW("@context"));
    }
}

enum vc_status
vc_context_process(struct vc_ld *ld, const struct vc_active *active,
                   const struct vc_json *local, struct vc_view base_url,
                   const struct vc_remote *remotes, unsigned flags,
                   const struct vc_active **out)
{
    const struct vc_json *propagate = vc_json_get(local, VC_VIEW("@propagate"));
    if (vc_json_is(propagate, VC_JSON_BOOL)) {
        flags &= ~(unsigned)CONTEXT_NO_PROPAGATE;
        flags |= propagate->u.boolean ? 0u : CONTEXT_NO_PROPAGATE;
    }
    const struct vc_active *result = active;
    if ((flags & CONTEXT_NO_PROPAGATE) && !active->previous) {
        struct vc_active *copy = vc_arena_alloc(ld->arena, sizeof *copy);
        if (!copy)
            return VC_NO_MEMORY;
        *copy = *active;
        copy->previous = active;
        result = copy;
    }
    if (local->kind != VC_JSON_ARRAY)
        return process_one(ld, result, local, base_url, remotes, flags, out);
    for (VC_JSON_EACH(context, local))
        VC_TRY(process_one(ld, result, context, base_url, remotes, flags,
                           &result));
    *out = result;
    return VC_OK;
}

enum vc_status
vc_context_scoped(struct vc_ld *ld, const struct vc_active *active,
                  const struct vc_term_def *def, unsigned flags,
                  const struct vc_active **out)
{
    struct vc_memo_entry key = {
        .active = active,
        .local = def->context,
        .flags = flags,
        .hash = vc_hash_mix((uint32_t)((uintptr_t)active >> 4),
                            (uint32_t)((uintptr_t)def->context >> 4)),
    };
    const struct vc_active *result = vc_context_set_recall(ld, &key);
    if (!result) {
        VC_TRY(vc_context_process(ld, active, def->context, def->base_url, NULL,
                                  flags, &result));
        key.result = result;
        VC_TRY(vc_context_set_keep(ld, &key));
    }
    *out = result;
    return VC_OK;
}
