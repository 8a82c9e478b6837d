/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords and errors of the JSON-LD algorithms. */
#include "ld.h"

#include <stdio.h>

const struct vc_view vc_ld_keywords[KW_COUNT] = {
    [KW_NOT] = VC_VIEW_INIT(""),
    [KW_BASE] = VC_VIEW_INIT("@base"),
    [KW_CONTAINER] = VC_VIEW_INIT("@container"),
    [KW_CONTEXT] = VC_VIEW_INIT("@context"),
    [KW_DIRECTION] = VC_VIEW_INIT("@direction"),
    [KW_GRAPH] = VC_VIEW_INIT("@graph"),
    [KW_ID] = VC_VIEW_INIT("@id"),
    [KW_IMPORT] = VC_VIEW_INIT("@import"),
    [KW_INCLUDED] = VC_VIEW_INIT("@included"),
    [KW_INDEX] = VC_VIEW_INIT("@index"),
    [KW_JSON] = VC_VIEW_INIT("@json"),
    [KW_LANGUAGE] = VC_VIEW_INIT("@language"),
    [KW_LIST] = VC_VIEW_INIT("@list"),
    [KW_NEST] = VC_VIEW_INIT("@nest"),
    [KW_NONE] = VC_VIEW_INIT("@none"),
    [KW_PREFIX] = VC_VIEW_INIT("@prefix"),
    [KW_PROPAGATE] = VC_VIEW_INIT("@propagate"),
    [KW_PROTECTED] = VC_VIEW_INIT("@protected"),
    [KW_REVERSE] = VC_VIEW_INIT("@reverse"),
    [KW_SET] = VC_VIEW_INIT("@set"),
    [KW_TYPE] = VC_VIEW_INIT("@type"),
    [KW_VALUE] = VC_VIEW_INIT("@value"),
    [KW_VERSION] = VC_VIEW_INIT("@version"),
    [KW_VOCAB] = VC_VIEW_INIT("@vocab"),
};

/* By length first: a handful is left to compare, the usual ones first. */
enum vc_keyword
vc_ld_keyword_slow(struct vc_view text)
{
    static const unsigned char by_shape[16][8] = {
        [3] = {KW_ID},
        [4] = {KW_SET},
        [5] = {KW_TYPE, KW_LIST, KW_JSON, KW_NONE, KW_NEST, KW_BASE},
        [6] = {KW_VALUE, KW_GRAPH, KW_INDEX, KW_VOCAB},
        [7] = {KW_IMPORT, KW_PREFIX},
        [8] = {KW_CONTEXT, KW_REVERSE, KW_VERSION},
        [9] = {KW_INCLUDED, KW_LANGUAGE},
        [10] = {KW_CONTAINER, KW_DIRECTION, KW_PROPAGATE, KW_PROTECTED},
    };
    if (text.size > 10)
        return KW_NOT;
    for (const unsigned char *k = by_shape[text.size]; *k; k++) {
        struct vc_view name = vc_ld_keywords[*k];
        if (text.data[2] == name.data[2] && vc_view_equal(text, name))
            return (enum vc_keyword) * k;
    }
    return KW_NOT;
}

bool
vc_ld_has_keyword_form(struct vc_view text)
{
    if (text.size < 2 || text.data[0] != '@')
        return false;
    for (size_t i = 1; i < text.size; i++) {
        char c = (char)(text.data[i] | 0x20);
        if (c < 'a' || c > 'z')
            return false;
    }
    return true;
}

/* Appends with the two escapes of RFC 6901; false when it is full. */
static bool
add_token(char *out, size_t size, size_t *at, struct vc_view token)
{
    for (size_t i = 0; i < token.size; i++) {
        char c = token.data[i];
        if (*at + 3 > size)
            return false;
        if (c == '~' || c == '/') {
            out[(*at)++] = '~';
            c = c == '~' ? '0' : '1';
        }
        out[(*at)++] = c;
    }
    return true;
}

/* A JSON Pointer (RFC 6901), cut where there is no room. */
static void
write_path(const struct vc_path *path, char *out, size_t size)
{
    const struct vc_path *frames[64];
    size_t count = 0;
    for (; path && count < 64; path = path->up)
        frames[count++] = path;
    size_t at = 0;
    while (count > 0 && at + 24 < size) {
        const struct vc_path *frame = frames[--count];
        out[at++] = '/';
        if (!frame->name.data)
            at += (size_t)snprintf(out + at, size - at, "%zu", frame->index);
        else if (!add_token(out, size - 1, &at, frame->name))
            break;
    }
    out[at] = '\0';
}

enum vc_status
vc_ld_fail(struct vc_ld *ld, enum vc_status status, struct vc_view word)
{
    if (!ld->error)
        return status;
    int size = word.size > 120 ? 120 : (int)word.size;
    if (word.data)
        (void)vc_error_set(ld->error, status, "%s: \"%.*s\"",
                           vc_status_text(status), size, word.data);
    else
        (void)vc_error_set(ld->error, status, "%s", vc_status_text(status));
    write_path(ld->path, ld->error->path, sizeof ld->error->path);
    return status;
}

static const struct vc_active *
new_initial(struct vc_arena *arena, struct vc_view base)
{
    struct vc_active *active = vc_arena_zalloc(arena, sizeof *active);
    const struct vc_term_def **slots = vc_arena_zalloc(arena, sizeof *slots);
    if (!active || !slots)
        return NULL;
    active->slots = slots;
    active->slot_count = 1;
    active->base = base;
    active->original_base = base;
    return active;
}

enum vc_status
vc_ld_init(struct vc_ld *ld, struct vc_arena *arena,
           const struct vc_context_set *set,
           const struct vc_expand_options *options, struct vc_memo *memo,
           struct vc_error *error)
{
    static const struct vc_expand_options none;
    if (!options)
        options = &none;
    memset(ld, 0, sizeof *ld);
    ld->arena = arena;
    ld->set = set;
    ld->memo = memo;
    ld->loader = options->loader;
    ld->mode_1_0 = options->mode_1_0;
    ld->ordered = options->ordered;
    ld->safe = options->safe;
    ld->work_left =
        options->max_context_work ? options->max_context_work : 100000;
    ld->max_remote_contexts =
        options->max_remote_contexts ? options->max_remote_contexts : 32;
    ld->error = error;
    /* Results in the set hang on its own initial context, without a base. */
    if (set && set->initial && !options->base.data && !options->mode_1_0)
        ld->initial = set->initial;
    else
        ld->initial = new_initial(arena, options->base);
    return ld->initial ? VC_OK : VC_NO_MEMORY;
}
