/* SPDX-License-Identifier: Apache-2.0 */
/* Value compaction: what is left of a value object or a reference when its
 * property says the rest. The numbers in comments are the steps of JSON-LD 1.1
 * API, section 6.3.2. */
#include "compact_work.h"

bool
vc_compact_value_is_reference(const struct vc_json *element)
{
    if (!vc_json_get(element, vc_ld_keywords[KW_ID]))
        return false;
    return element->count == 1 ||
           (element->count == 2 &&
            vc_json_get(element, vc_ld_keywords[KW_INDEX]));
}

bool
vc_compact_value_is_graph(const struct vc_json *element)
{
    bool graph = false;
    if (!vc_json_is(element, VC_JSON_OBJECT) || element->count > 3)
        return false;
    for (VC_JSON_EACH(member, element)) {
        enum vc_keyword keyword = vc_ld_keyword(member->name);
        if (keyword != KW_GRAPH && keyword != KW_ID && keyword != KW_INDEX)
            return false;
        graph = graph || keyword == KW_GRAPH;
    }
    return graph;
}

/* 6. */
static enum vc_status
compact_reference(struct vc_compact_run *run, const struct vc_active *active,
                  const struct vc_term_def *def, const struct vc_json *id,
                  struct vc_json **out)
{
    struct vc_view text;
    bool vocab = def->type_keyword == KW_VOCAB;
    VC_TRY(vc_compact_iri(run, active, id->u.text, NULL,
                          vocab ? COMPACT_VOCAB : 0, &text));
    *out = vc_json_string(run->ld.arena, text);
    return *out ? VC_OK : VC_NO_MEMORY;
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Both absent, or the same but for case. */
static bool
same_language(struct vc_view a, struct vc_view b)
{
    if (!a.data || !b.data || a.size != b.size)
        return !a.data && !b.data;
    for (size_t i = 0; i < a.size; i++) {
        if (lower(a.data[i]) != lower(b.data[i]))
            return false;
    }
    return true;
}

static bool
same_direction(const struct vc_json *value, enum vc_direction direction)
{
    switch (direction) {
    case DIRECTION_LTR:
        return vc_json_is_text(value, VC_VIEW("ltr"));
    case DIRECTION_RTL:
        return vc_json_is_text(value, VC_VIEW("rtl"));
    default:
        return !value;
    }
}

/* 7 to 10: does the property say all but the value itself? */
static bool
is_said_by_property(const struct vc_active *active,
                    const struct vc_term_def *def, const struct vc_json *object)
{
    const struct vc_json *of[KW_COUNT] = {NULL};
    for (VC_JSON_EACH(member, object))
        of[vc_ld_keyword(member->name)] = member;
    if (of[KW_INDEX] && !(def && (def->container & CONTAINER_INDEX)))
        return false;
    if (def && def->type_keyword == KW_NONE)
        return false;
    if (of[KW_TYPE])
        return def && def->type.data && vc_json_is_text(of[KW_TYPE], def->type);
    /* A type that the property would add must be one that it does not: such a
     * term coerces text only. */
    if (def && def->type.data && def->type_keyword != KW_ID &&
        def->type_keyword != KW_VOCAB)
        return false;
    if (of[KW_VALUE]->kind != VC_JSON_STRING)
        return true;
    if (def && def->type.data)
        return false;
    struct vc_view language =
        def && def->has_language ? def->language : active->language;
    enum vc_direction direction = def && def->has_direction
                                      ? (enum vc_direction)def->direction
                                      : active->direction;
    return same_language(vc_json_get_text(object, vc_ld_keywords[KW_LANGUAGE]),
                         language) &&
           same_direction(of[KW_DIRECTION], direction);
}

/* 8.1 and 11: the object with names and type compacted. An index that the
 * container says is left out. */
static enum vc_status
compact_object(struct vc_compact_run *run, const struct vc_active *active,
               const struct vc_term_def *def, const struct vc_json *object,
               struct vc_json **out)
{
    struct vc_arena *arena = run->ld.arena;
    *out = vc_json_object(arena);
    for (VC_JSON_EACH(member, object)) {
        enum vc_keyword keyword = vc_ld_keyword(member->name);
        struct vc_json *copy = vc_json_share(arena, member);
        struct vc_view name;
        if (keyword == KW_INDEX && def && (def->container & CONTAINER_INDEX))
            continue;
        VC_TRY(vc_compact_iri_keyword(run, active, keyword, &name));
        if (keyword == KW_TYPE && vc_json_is(copy, VC_JSON_STRING))
            VC_TRY(vc_compact_iri(run, active, copy->u.text, NULL,
                                  COMPACT_VOCAB, &copy->u.text));
        VC_TRY(vc_json_set(*out, name, copy));
    }
    return *out ? VC_OK : VC_NO_MEMORY;
}

enum vc_status
vc_compact_value(struct vc_compact_run *run, const struct vc_active *active,
                 const struct vc_term_def *def, const struct vc_json *value,
                 struct vc_json **out)
{
    const struct vc_json *id = vc_json_get(value, vc_ld_keywords[KW_ID]);
    if (!id && is_said_by_property(active, def, value)) {
        *out = vc_json_share(run->ld.arena,
                             vc_json_get(value, vc_ld_keywords[KW_VALUE]));
        return *out ? VC_OK : VC_NO_MEMORY;
    }
    bool coerced =
        def && (def->type_keyword == KW_ID || def->type_keyword == KW_VOCAB);
    bool index = value->count > 1;
    if (vc_json_is(id, VC_JSON_STRING) && coerced &&
        (!index || (def->container & CONTAINER_INDEX)))
        return compact_reference(run, active, def, id, out);
    return compact_object(run, active, def, value, out);
}
