/* SPDX-License-Identifier: Apache-2.0 */
/* Expansion of values: coercion, language maps, index, id and type maps. */
#include "ld.h"

#include "vc/iri.h"

#include <stdlib.h>

bool
vc_expand_value_is_list(const struct vc_json *node)
{
    return vc_json_get(node, vc_ld_keywords[KW_LIST]) != NULL;
}

bool
vc_expand_value_is_value(const struct vc_json *node)
{
    return vc_json_get(node, vc_ld_keywords[KW_VALUE]) != NULL;
}

bool
vc_expand_value_is_graph(const struct vc_json *node)
{
    return vc_json_get(node, vc_ld_keywords[KW_GRAPH]) != NULL;
}

/* ---- order ---- */

static int
by_text(const void *a, const void *b)
{
    const struct vc_view *x = a;
    const struct vc_view *y = b;
    return vc_view_compare(*x, *y);
}

void
vc_expand_value_sort(struct vc_view *names, size_t count)
{
    if (count > 1)
        qsort(names, count, sizeof *names, by_text);
}

static int
by_name(const void *a, const void *b)
{
    const struct vc_json *const *x = a;
    const struct vc_json *const *y = b;
    return vc_view_compare((*x)->name, (*y)->name);
}

const struct vc_json **
vc_expand_value_members(struct vc_ld *ld, const struct vc_json *object,
                        bool force)
{
    const struct vc_json **members = vc_arena_array(
        ld->arena, object->count, sizeof(const struct vc_json *));
    if (!members)
        return NULL;
    size_t count = 0;
    for (VC_JSON_EACH(member, object))
        members[count++] = member;
    if (count > 1 && (force || ld->ordered))
        qsort(members, count, sizeof(const struct vc_json *), by_name);
    return members;
}

/* ---- languages and directions ---- */

/* The grammar of RFC 3066, as safe mode asks: letters, then letters and
 * digits, in parts of one to eight. */
bool
vc_expand_value_is_language(struct vc_view tag)
{
    size_t part = 0;
    bool first = true;
    for (size_t i = 0; i <= tag.size; i++) {
        char c = i < tag.size ? tag.data[i] : '-';
        char low = (char)(c | 0x20);
        if (c == '-') {
            if (part == 0 || part > 8)
                return false;
            part = 0;
            first = false;
        } else if ((low >= 'a' && low <= 'z') ||
                   (!first && c >= '0' && c <= '9')) {
            part++;
        } else {
            return false;
        }
    }
    return true;
}

enum vc_status
vc_expand_value_check_language(struct vc_ld *ld, struct vc_view language)
{
    if (!ld->safe || vc_expand_value_is_language(language))
        return VC_OK;
    return vc_ld_fail(ld, VC_SAFE_LANGUAGE, language);
}

static enum vc_status
set_language(struct vc_ld *ld, struct vc_json *object, struct vc_view language)
{
    VC_TRY(vc_expand_value_check_language(ld, language));
    return vc_json_set(object, vc_ld_keywords[KW_LANGUAGE],
                       vc_json_string(ld->arena, language));
}

static enum vc_status
set_direction(struct vc_ld *ld, struct vc_json *object,
              enum vc_direction direction)
{
    if (direction == DIRECTION_NULL)
        return VC_OK;
    struct vc_view text =
        direction == DIRECTION_LTR ? VC_VIEW("ltr") : VC_VIEW("rtl");
    return vc_json_set(object, vc_ld_keywords[KW_DIRECTION],
                       vc_json_string(ld->arena, text));
}

static enum vc_direction
direction_of(const struct vc_active *active, const struct vc_term_def *def)
{
    if (def && def->has_direction)
        return (enum vc_direction)def->direction;
    return active->direction;
}

/* ---- Value Expansion (5.3.2) ---- */

static enum vc_status
reference(struct vc_ld *ld, const struct vc_active *active, struct vc_view text,
          unsigned how, struct vc_json **out)
{
    struct vc_view iri;
    VC_TRY(vc_context_term_iri(ld, active, text, how, NULL, &iri));
    bool well_formed = iri.data && vc_iri_is_well_formed(iri);
    bool good = well_formed ||
                (iri.data && (vc_iri_is_absolute(iri) || vc_ld_is_blank(iri)));
    if (ld->safe && !good)
        return vc_ld_fail(ld, VC_SAFE_RELATIVE_IRI, text);
    struct vc_json *id =
        iri.data ? vc_json_string(ld->arena, iri) : vc_json_null(ld->arena);
    *out = vc_json_object(ld->arena);
    VC_TRY(vc_json_set(*out, vc_ld_keywords[KW_ID], id));
    id->is_iri = well_formed;
    return VC_OK;
}

enum vc_status
vc_expand_value(struct vc_ld *ld, const struct vc_active *active,
                const struct vc_term_def *def, const struct vc_json *value,
                struct vc_json **out)
{
    enum vc_keyword coercion =
        def ? (enum vc_keyword)def->type_keyword : KW_NOT;
    bool text = value->kind == VC_JSON_STRING;
    if (coercion == KW_ID && text)
        return reference(ld, active, value->u.text, IRI_DOCUMENT, out);
    if (coercion == KW_VOCAB && text)
        return reference(ld, active, value->u.text, IRI_DOCUMENT | IRI_VOCAB,
                         out);
    *out = vc_json_object(ld->arena);
    VC_TRY(vc_json_set(*out, vc_ld_keywords[KW_VALUE],
                       vc_json_share(ld->arena, value)));
    if (def && def->type.data && coercion != KW_ID && coercion != KW_VOCAB &&
        coercion != KW_NONE)
        return vc_json_set(*out, vc_ld_keywords[KW_TYPE],
                           vc_json_string(ld->arena, def->type));
    if (!text)
        return VC_OK;
    struct vc_view language =
        def && def->has_language ? def->language : active->language;
    if (language.data)
        VC_TRY(set_language(ld, *out, language));
    return set_direction(ld, *out, direction_of(active, def));
}

/* ---- language maps (13.7) ---- */

static enum vc_status
language_item(struct vc_ld *ld, const struct vc_expand_at *at,
              struct vc_view language, const struct vc_json *item,
              struct vc_json *out)
{
    if (item->kind == VC_JSON_NULL)
        return VC_OK;
    if (item->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_LANGUAGE_MAP_VALUE, language);
    struct vc_json *object = vc_json_object(ld->arena);
    VC_TRY(vc_json_set(object, vc_ld_keywords[KW_VALUE],
                       vc_json_share(ld->arena, item)));
    struct vc_view expanded;
    VC_TRY(vc_context_term_iri(ld, at->active, language, IRI_VOCAB, NULL,
                               &expanded));
    if (!expanded.data || vc_ld_keyword(expanded) != KW_NONE)
        VC_TRY(set_language(ld, object, language));
    VC_TRY(set_direction(ld, object, direction_of(at->active, at->def)));
    return vc_json_append(out, object);
}

enum vc_status
vc_expand_value_language_map(struct vc_ld *ld, struct vc_expand_at at,
                             const struct vc_json *map, struct vc_json **out)
{
    const struct vc_json **members = vc_expand_value_members(ld, map, false);
    *out = vc_json_array(ld->arena);
    if (!members || !*out)
        return VC_NO_MEMORY;
    for (size_t i = 0; i < map->count; i++) {
        const struct vc_json *value = members[i];
        struct vc_path here = {.up = ld->path, .name = value->name};
        ld->path = &here;
        if (value->kind != VC_JSON_ARRAY)
            VC_TRY(language_item(ld, &at, value->name, value, *out));
        else
            for (VC_JSON_EACH(item, value))
                VC_TRY(language_item(ld, &at, value->name, item, *out));
        ld->path = here.up;
    }
    return VC_OK;
}

/* ---- index, id and type maps (13.8) ---- */

struct map_key {
    struct vc_view text;     /* as it stands */
    struct vc_view expanded; /* 13.8.3.4 */
    bool is_none;
};

/* Puts `first` before what the node already has under `name`. */
static enum vc_status
put_before(struct vc_ld *ld, struct vc_json *node, struct vc_view name,
           struct vc_json *first)
{
    const struct vc_json *old = vc_json_get(node, name);
    struct vc_json *array = vc_json_array(ld->arena);
    VC_TRY(vc_json_append(array, first));
    if (vc_json_is(old, VC_JSON_ARRAY)) {
        for (VC_JSON_EACH(item, old))
            VC_TRY(vc_json_append(array, vc_json_share(ld->arena, item)));
    } else if (old) {
        VC_TRY(vc_json_append(array, vc_json_share(ld->arena, old)));
    }
    return vc_json_replace(node, name, array);
}

/* 13.8.3.7.2: the index becomes a property of its own. */
static enum vc_status
add_index_property(struct vc_ld *ld, const struct vc_expand_at *at,
                   const struct map_key *key, struct vc_json *item)
{
    struct vc_view index = at->def->index;
    struct vc_json *text = vc_json_string(ld->arena, key->text);
    struct vc_json *value;
    struct vc_view property;
    if (!text)
        return VC_NO_MEMORY;
    VC_TRY(vc_expand_value(ld, at->active, vc_active_term(at->active, index),
                           text, &value));
    VC_TRY(
        vc_context_term_iri(ld, at->active, index, IRI_VOCAB, NULL, &property));
    return put_before(ld, item, property, value);
}

static enum vc_status
set_item_id(struct vc_ld *ld, const struct vc_active *active,
            const struct map_key *key, struct vc_json *item)
{
    struct vc_view iri;
    VC_TRY(
        vc_context_term_iri(ld, active, key->text, IRI_DOCUMENT, NULL, &iri));
    bool good = iri.data && (vc_ld_is_blank(iri) || vc_iri_is_absolute(iri));
    if (ld->safe && !good)
        return vc_ld_fail(ld, VC_SAFE_RELATIVE_IRI, key->text);
    return vc_json_set(item, vc_ld_keywords[KW_ID],
                       iri.data ? vc_json_string(ld->arena, iri)
                                : vc_json_null(ld->arena));
}

/* 13.8.3.7 for one item, which is ours to change. */
static enum vc_status
map_item(struct vc_ld *ld, const struct vc_expand_at *at,
         const struct map_key *key, struct vc_json *item, struct vc_json *out)
{
    unsigned container = at->def->container;
    if ((container & CONTAINER_GRAPH) && !vc_expand_value_is_graph(item)) {
        struct vc_json *graph = vc_json_array(ld->arena);
        struct vc_json *object = vc_json_object(ld->arena);
        VC_TRY(vc_json_append(graph, item));
        VC_TRY(vc_json_set(object, vc_ld_keywords[KW_GRAPH], graph));
        item = object;
    }
    if (key->is_none)
        return vc_json_append(out, item);
    /* Only a node can be given an id, a type or a property. */
    bool plain_index = (container & CONTAINER_INDEX) && !at->def->index.data;
    if (!plain_index && vc_expand_value_is_value(item))
        return vc_ld_fail(ld, VC_LD_INVALID_VALUE_OBJECT, key->text);
    if (!plain_index && vc_expand_value_is_list(item))
        return vc_ld_fail(ld, VC_LD_INVALID_SET_OR_LIST_OBJECT, key->text);
    if (container & CONTAINER_INDEX) {
        if (at->def->index.data)
            VC_TRY(add_index_property(ld, at, key, item));
        else if (!vc_json_get(item, vc_ld_keywords[KW_INDEX]))
            VC_TRY(vc_json_set(item, vc_ld_keywords[KW_INDEX],
                               vc_json_string(ld->arena, key->text)));
    } else if (container & CONTAINER_ID) {
        if (!vc_json_get(item, vc_ld_keywords[KW_ID]))
            VC_TRY(set_item_id(ld, at->active, key, item));
    } else if (key->expanded.data) {
        if (ld->safe && !vc_iri_is_absolute(key->expanded))
            return vc_ld_fail(ld, VC_SAFE_UNDEFINED_TYPE, key->text);
        VC_TRY(put_before(ld, item, vc_ld_keywords[KW_TYPE],
                          vc_json_string(ld->arena, key->expanded)));
    }
    return vc_json_append(out, item);
}

/* 13.8.3.1 to 13.8.3.3. */
static enum vc_status
map_context(struct vc_ld *ld, const struct vc_expand_at *at,
            struct vc_view index, const struct vc_active **out)
{
    *out = at->active;
    unsigned container = at->def->container;
    if (!(container & (CONTAINER_ID | CONTAINER_TYPE)))
        return VC_OK;
    if (at->active->previous)
        *out = at->active->previous;
    if (!(container & CONTAINER_TYPE))
        return VC_OK;
    const struct vc_term_def *def = vc_active_term(*out, index);
    if (!def || !def->context)
        return VC_OK;
    return vc_context_scoped(ld, *out, def, CONTEXT_NO_PROPAGATE, out);
}

static enum vc_status
map_member(struct vc_ld *ld, const struct vc_expand_at *at,
           const struct vc_json *member, struct vc_json *out)
{
    struct map_key key = {.text = member->name};
    VC_TRY(vc_context_term_iri(ld, at->active, member->name, IRI_VOCAB, NULL,
                               &key.expanded));
    key.is_none = key.expanded.data && vc_ld_keyword(key.expanded) == KW_NONE;
    struct vc_expand_at inner = *at;
    inner.from_map = true;
    VC_TRY(map_context(ld, at, member->name, &inner.active));
    if (inner.active != at->active)
        inner.def = vc_active_term(inner.active, at->property);
    struct vc_json *expanded;
    if (member->kind != VC_JSON_ARRAY) {
        struct vc_json *array = vc_json_array(ld->arena);
        VC_TRY(vc_json_append(array, vc_json_share(ld->arena, member)));
        VC_TRY(vc_expand_element(ld, inner, array, &expanded));
    } else {
        VC_TRY(vc_expand_element(ld, inner, member, &expanded));
    }
    struct vc_json *next;
    for (struct vc_json *item = expanded->u.list.first; item; item = next) {
        next = item->next;
        VC_TRY(map_item(ld, at, &key, item, out));
    }
    return VC_OK;
}

enum vc_status
vc_expand_value_map(struct vc_ld *ld, struct vc_expand_at at,
                    const struct vc_json *map, struct vc_json **out)
{
    const struct vc_json **members = vc_expand_value_members(ld, map, false);
    *out = vc_json_array(ld->arena);
    if (!members || !*out)
        return VC_NO_MEMORY;
    for (size_t i = 0; i < map->count; i++) {
        struct vc_path here = {.up = ld->path, .name = members[i]->name};
        ld->path = &here;
        VC_TRY(map_member(ld, &at, members[i], *out));
        ld->path = here.up;
    }
    return VC_OK;
}
