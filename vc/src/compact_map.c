/* SPDX-License-Identifier: Apache-2.0 */
/* Compaction into language, index, id, type and graph maps: JSON-LD 1.1 API,
 * section 6.1.2, steps 12.8.8 and 12.8.9. */
#include "compact_work.h"

/* Takes the first value of a member of the compacted item; NULL when it is no
 * text, which cannot be a key. */
static enum vc_status
take_first(struct vc_compact_run *run, struct vc_json *object,
           struct vc_view name, struct vc_view *out)
{
    const struct vc_json *member = vc_json_get(object, name);
    const struct vc_json *first =
        vc_json_is(member, VC_JSON_ARRAY) ? vc_json_first(member) : member;
    if (!vc_json_is(first, VC_JSON_STRING))
        return VC_OK;
    *out = first->u.text;
    if (member->kind != VC_JSON_ARRAY || member->count == 1) {
        (void)vc_json_remove(object, name);
        return VC_OK;
    }
    struct vc_json *rest = vc_json_array(run->ld.arena);
    if (member->count == 2)
        return vc_json_replace(object, name,
                               vc_json_share(run->ld.arena, first->next));
    for (const struct vc_json *item = first->next; item; item = item->next)
        VC_TRY(vc_json_append(rest, vc_json_share(run->ld.arena, item)));
    return vc_json_replace(object, name, rest);
}

/* 12.8.9.5 and 12.8.9.6. Expansion reads the key as a value of the index term,
 * so a value under that very name goes first; the standard compacts the name,
 * which no longer finds a term with a type. */
static enum vc_status
index_key(struct vc_compact_run *run, struct vc_compact_item *item,
          struct vc_view *key)
{
    struct vc_view index = item->def->index;
    struct vc_view iri;
    struct vc_view name;
    if (!index.data || vc_ld_keyword(index) == KW_INDEX) {
        *key = vc_json_get_text(item->expanded, vc_ld_keywords[KW_INDEX]);
        return VC_OK;
    }
    VC_TRY(take_first(run, item->compacted, index, key));
    if (key->data)
        return VC_OK;
    VC_TRY(vc_context_term_iri(&run->ld, item->active, index, IRI_VOCAB, NULL,
                               &iri));
    VC_TRY(vc_compact_iri(run, item->active, iri, NULL, COMPACT_VOCAB, &name));
    return take_first(run, item->compacted, name, key);
}

/* 12.8.9.7. A reference that became a text is its own key. */
static enum vc_status
id_key(struct vc_compact_run *run, struct vc_compact_item *item,
       struct vc_view *key)
{
    struct vc_view alias;
    VC_TRY(vc_compact_iri_keyword(run, item->active, KW_ID, &alias));
    if (item->compacted->kind != VC_JSON_STRING)
        return take_first(run, item->compacted, alias, key);
    struct vc_view id = vc_json_get_text(item->expanded, vc_ld_keywords[KW_ID]);
    item->compacted = vc_json_object(run->ld.arena);
    if (!item->compacted)
        return VC_NO_MEMORY;
    return vc_compact_iri(run, item->active, id, NULL, 0, key);
}

/* 12.8.9.8. */
static enum vc_status
type_key(struct vc_compact_run *run, struct vc_compact_item *item,
         struct vc_view *key)
{
    struct vc_view alias;
    VC_TRY(vc_compact_iri_keyword(run, item->active, KW_TYPE, &alias));
    VC_TRY(take_first(run, item->compacted, alias, key));
    VC_TRY(vc_compact_iri_keyword(run, item->active, KW_ID, &alias));
    const struct vc_json *id =
        vc_json_get(item->expanded, vc_ld_keywords[KW_ID]);
    if (!id || item->compacted->count != 1 ||
        !vc_json_get(item->compacted, alias))
        return VC_OK;
    struct vc_json *only = vc_json_object(run->ld.arena);
    VC_TRY(vc_json_set(only, id->name, vc_json_share(run->ld.arena, id)));
    struct vc_compact_at at = {.active = item->active, .property = item->term};
    return vc_compact_element(run, at, only, &item->compacted);
}

/* 12.8.8.1 and 12.8.8.2. */
static enum vc_status
graph_key(struct vc_compact_run *run, struct vc_compact_item *item,
          struct vc_view *key)
{
    if (item->def->container & CONTAINER_INDEX) {
        *key = vc_json_get_text(item->expanded, vc_ld_keywords[KW_INDEX]);
        return VC_OK;
    }
    struct vc_view id = vc_json_get_text(item->expanded, vc_ld_keywords[KW_ID]);
    return id.data ? vc_compact_iri(run, item->active, id, NULL, 0, key)
                   : VC_OK;
}

/* The key, and what is left of the item under it. */
static enum vc_status
split(struct vc_compact_run *run, struct vc_compact_item *item,
      struct vc_view *key)
{
    unsigned container = item->def->container;
    const struct vc_json *value =
        vc_json_get(item->expanded, vc_ld_keywords[KW_VALUE]);
    if (container & CONTAINER_GRAPH)
        return graph_key(run, item, key);
    if ((container & CONTAINER_LANGUAGE) && value) {
        *key = vc_json_get_text(item->expanded, vc_ld_keywords[KW_LANGUAGE]);
        item->compacted = vc_json_share(run->ld.arena, value);
        return item->compacted ? VC_OK : VC_NO_MEMORY;
    }
    if (container & CONTAINER_INDEX)
        return index_key(run, item, key);
    if (container & CONTAINER_ID)
        return id_key(run, item, key);
    if (container & CONTAINER_TYPE)
        return type_key(run, item, key);
    return VC_OK;
}

enum vc_status
vc_compact_map_add(struct vc_compact_run *run, struct vc_compact_item *item)
{
    struct vc_view key = {NULL, 0};
    struct vc_json *map;
    VC_TRY(split(run, item, &key));
    if (!key.data)
        VC_TRY(vc_compact_iri_keyword(run, item->active, KW_NONE, &key));
    VC_TRY(vc_ld_index_make(&run->index, item->into, item->term, VC_JSON_OBJECT,
                            &map));
    return vc_compact_add(run, map, key, item->compacted, item->as_array);
}
