/* SPDX-License-Identifier: Apache-2.0 */
/* IRI compaction: which term, compact IRI or relative reference says an IRI
 * best, given the value that comes with it. The numbers in comments are the
 * steps of JSON-LD 1.1 API, section 6.2.2. */
#include "compact_work.h"

#include "vc/iri.h"

/* ---- inverse contexts of the run ---- */

static size_t
inverse_slot(struct vc_inverse **slots, size_t count,
             const struct vc_active *active)
{
    size_t at =
        vc_hash_mix((uint32_t)((uintptr_t)active >> 4), 1) & (count - 1);
    while (slots[at] && slots[at]->active != active)
        at = (at + 1) & (count - 1);
    return at;
}

static enum vc_status
grow_inverses(struct vc_compact_run *run)
{
    size_t count = run->inverse_slots ? run->inverse_slots * 2 : 16;
    struct vc_inverse **slots =
        vc_arena_array(run->ld.arena, count, sizeof(struct vc_inverse *));
    if (!slots)
        return VC_NO_MEMORY;
    memset(slots, 0, count * sizeof(struct vc_inverse *));
    for (size_t i = 0; i < run->inverse_slots; i++) {
        struct vc_inverse *one = run->inverses[i];
        if (one)
            slots[inverse_slot(slots, count, one->active)] = one;
    }
    run->inverses = slots;
    run->inverse_slots = count;
    return VC_OK;
}

static enum vc_status
inverse_of(struct vc_compact_run *run, const struct vc_active *active,
           struct vc_inverse **out)
{
    if ((run->inverse_count + 1) * 2 > run->inverse_slots)
        VC_TRY(grow_inverses(run));
    size_t at = inverse_slot(run->inverses, run->inverse_slots, active);
    if (!run->inverses[at]) {
        VC_TRY(vc_inverse_new(&run->ld, active, &run->inverses[at]));
        run->inverse_count++;
    }
    *out = run->inverses[at];
    return VC_OK;
}

/* ---- what is looked for (4.3 to 4.19) ---- */

static void
want(struct vc_inverse_wish *wish, unsigned container)
{
    wish->containers[wish->container_count++] = (uint8_t)container;
}

/* A container, and the same with @set. */
static void
want_both(struct vc_inverse_wish *wish, unsigned container)
{
    want(wish, container);
    want(wish, container | CONTAINER_SET);
}

static void
prefer(struct vc_inverse_wish *wish, struct vc_view value)
{
    wish->values[wish->value_count++] = value;
}

static enum vc_direction
direction_of(const struct vc_json *value)
{
    const struct vc_json *d = vc_json_get(value, vc_ld_keywords[KW_DIRECTION]);
    if (!d)
        return DIRECTION_NULL;
    return vc_json_is_text(d, VC_VIEW("rtl")) ? DIRECTION_RTL : DIRECTION_LTR;
}

/* Language and direction of a value object in the form of the inverse context;
 * `out` has NULL data when it has neither. */
static enum vc_status
language_of(struct vc_ld *ld, const struct vc_json *value, struct vc_view *out)
{
    struct vc_view language =
        vc_json_get_text(value, vc_ld_keywords[KW_LANGUAGE]);
    enum vc_direction direction = direction_of(value);
    *out = (struct vc_view){NULL, 0};
    if (!language.data && direction == DIRECTION_NULL)
        return VC_OK;
    return vc_inverse_language(ld->arena, language, direction, out);
}

/* 4.7.3 to 4.7.6: the type and the language all items share. */
static enum vc_status
common_of_list(struct vc_ld *ld, const struct vc_json *list,
               struct vc_view *type, struct vc_view *language)
{
    const struct vc_view none = vc_ld_keywords[KW_NONE];
    for (VC_JSON_EACH(item, list)) {
        struct vc_view item_type = none;
        struct vc_view item_language = none;
        bool is_value = vc_expand_value_is_value(item);
        if (is_value) {
            struct vc_view given =
                vc_json_get_text(item, vc_ld_keywords[KW_TYPE]);
            VC_TRY(language_of(ld, item, &item_language));
            if (!item_language.data && given.data)
                item_type = given;
            if (!item_language.data)
                item_language = given.data ? none : VC_VIEW("@null");
        } else {
            item_type = vc_ld_keywords[KW_ID];
        }
        if (!language->data)
            *language = item_language;
        else if (is_value && !vc_view_equal(*language, item_language))
            *language = none;
        if (!type->data)
            *type = item_type;
        else if (!vc_view_equal(*type, item_type))
            *type = none;
        if (vc_view_equal(*language, none) && vc_view_equal(*type, none))
            break;
    }
    return VC_OK;
}

/* 4.7. */
static enum vc_status
wish_for_list(struct vc_ld *ld, const struct vc_inverse *inverse,
              const struct vc_json *value, struct vc_inverse_wish *wish,
              struct vc_view *preferred)
{
    const struct vc_view none = vc_ld_keywords[KW_NONE];
    const struct vc_json *list = vc_json_get(value, vc_ld_keywords[KW_LIST]);
    struct vc_view type = {NULL, 0};
    struct vc_view language = {NULL, 0};
    if (!vc_json_get(value, vc_ld_keywords[KW_INDEX]))
        want(wish, CONTAINER_LIST);
    if (list->count == 0)
        language = inverse->default_language;
    VC_TRY(common_of_list(ld, list, &type, &language));
    if (type.data && !vc_view_equal(type, none)) {
        wish->kind = INVERSE_TYPE;
        *preferred = type;
    } else {
        *preferred = language.data ? language : none;
    }
    return VC_OK;
}

/* 4.8. */
static void
wish_for_graph(const struct vc_json *value, struct vc_inverse_wish *wish,
               struct vc_view *preferred)
{
    bool index = vc_json_get(value, vc_ld_keywords[KW_INDEX]) != NULL;
    bool id = vc_json_get(value, vc_ld_keywords[KW_ID]) != NULL;
    if (index)
        want_both(wish, CONTAINER_GRAPH | CONTAINER_INDEX);
    if (id)
        want_both(wish, CONTAINER_GRAPH | CONTAINER_ID);
    want_both(wish, CONTAINER_GRAPH);
    want(wish, CONTAINER_SET);
    if (!index)
        want_both(wish, CONTAINER_GRAPH | CONTAINER_INDEX);
    if (!id)
        want_both(wish, CONTAINER_GRAPH | CONTAINER_ID);
    want_both(wish, CONTAINER_INDEX);
    wish->kind = INVERSE_TYPE;
    *preferred = vc_ld_keywords[KW_ID];
}

/* 4.9: a value object, a node, or nothing. */
static enum vc_status
wish_for_other(struct vc_ld *ld, const struct vc_json *value,
               struct vc_inverse_wish *wish, struct vc_view *preferred)
{
    if (vc_expand_value_is_value(value)) {
        struct vc_view type = vc_json_get_text(value, vc_ld_keywords[KW_TYPE]);
        struct vc_view language;
        VC_TRY(language_of(ld, value, &language));
        if (language.data && !vc_json_get(value, vc_ld_keywords[KW_INDEX])) {
            *preferred = language;
            want_both(wish, CONTAINER_LANGUAGE);
        } else if (type.data) {
            wish->kind = INVERSE_TYPE;
            *preferred = type;
        }
    } else {
        wish->kind = INVERSE_TYPE;
        *preferred = vc_ld_keywords[KW_ID];
        want_both(wish, CONTAINER_ID);
        want_both(wish, CONTAINER_TYPE);
    }
    want(wish, CONTAINER_SET);
    return VC_OK;
}

/* 4.16.1: is the node at the end of a reference known by a term? */
static enum vc_status
is_known_by_term(struct vc_compact_run *run, const struct vc_active *active,
                 const struct vc_json *value, bool *known)
{
    struct vc_view id = vc_json_get_text(value, vc_ld_keywords[KW_ID]);
    struct vc_view term;
    *known = false;
    if (!id.data)
        return VC_OK;
    VC_TRY(vc_compact_iri(run, active, id, NULL, COMPACT_VOCAB, &term));
    const struct vc_term_def *def = vc_active_term(active, term);
    *known = def && def->iri.data && vc_view_equal(def->iri, id);
    return VC_OK;
}

/* 4.14 to 4.19. */
static enum vc_status
set_preferred(struct vc_compact_run *run, const struct vc_active *active,
              const struct vc_json *value, struct vc_view preferred,
              struct vc_inverse_wish *wish)
{
    bool reverse = vc_view_equal(preferred, vc_ld_keywords[KW_REVERSE]);
    bool id = vc_view_equal(preferred, vc_ld_keywords[KW_ID]);
    const struct vc_json *list = vc_json_get(value, vc_ld_keywords[KW_LIST]);
    if (reverse)
        prefer(wish, preferred);
    if ((id || reverse) && vc_json_get(value, vc_ld_keywords[KW_ID])) {
        bool known;
        VC_TRY(is_known_by_term(run, active, value, &known));
        prefer(wish, vc_ld_keywords[known ? KW_VOCAB : KW_ID]);
        prefer(wish, vc_ld_keywords[known ? KW_ID : KW_VOCAB]);
    } else if (!reverse) {
        prefer(wish, preferred);
    }
    prefer(wish, vc_ld_keywords[KW_NONE]);
    if (list && list->count == 0)
        wish->kind = INVERSE_ANY;
    prefer(wish, VC_VIEW("@any"));
    const char *bar = memchr(preferred.data, '_', preferred.size);
    if (bar)
        prefer(wish, (struct vc_view){bar, preferred.size -
                                               (size_t)(bar - preferred.data)});
    return VC_OK;
}

/* 4: the term that says `iri` together with `value`, or NULL. */
static enum vc_status
find_term(struct vc_compact_run *run, struct vc_inverse *inverse,
          struct vc_view iri, const struct vc_json *value, bool reverse,
          const struct vc_term_def **out)
{
    struct vc_ld *ld = &run->ld;
    struct vc_inverse_wish wish = {.kind = INVERSE_LANGUAGE,
                                   .direction = direction_of(value)};
    struct vc_view preferred = VC_VIEW("@null");
    const struct vc_json *text = vc_json_get(value, vc_ld_keywords[KW_VALUE]);
    bool graph = vc_compact_value_is_graph(value);
    bool index = vc_json_get(value, vc_ld_keywords[KW_INDEX]) != NULL;
    wish.is_text = vc_json_is(text, VC_JSON_STRING);
    if (index && !graph) /* 4.5 */
        want_both(&wish, CONTAINER_INDEX);
    if (reverse) { /* 4.6 */
        wish.kind = INVERSE_TYPE;
        preferred = vc_ld_keywords[KW_REVERSE];
        want(&wish, CONTAINER_SET);
    } else if (vc_expand_value_is_list(value)) {
        VC_TRY(wish_for_list(ld, inverse, value, &wish, &preferred));
    } else if (graph) {
        wish_for_graph(value, &wish, &preferred);
    } else {
        VC_TRY(wish_for_other(ld, value, &wish, &preferred));
    }
    want(&wish, 0); /* 4.10 */
    if (!ld->mode_1_0 && !index)
        want_both(&wish, CONTAINER_INDEX); /* 4.11 */
    if (!ld->mode_1_0 && text && value->count == 1)
        want_both(&wish, CONTAINER_LANGUAGE); /* 4.12 */
    VC_TRY(set_preferred(run, inverse->active, value, preferred, &wish));
    return vc_inverse_select(ld, inverse, iri, &wish, out);
}

/* ---- the other ways ---- */

/* 5: what follows the vocabulary mapping, unless it would be read as a term,
 * a keyword or an IRI. */
static bool
cut_vocab(const struct vc_active *active, struct vc_view iri,
          struct vc_view *out)
{
    if (!active->vocab.data || iri.size <= active->vocab.size ||
        !vc_view_starts(iri, active->vocab))
        return false;
    struct vc_view suffix = {iri.data + active->vocab.size,
                             iri.size - active->vocab.size};
    if (memchr(suffix.data + 1, ':', suffix.size - 1) ||
        vc_ld_has_keyword_form(suffix) || vc_active_term(active, suffix))
        return false;
    *out = suffix;
    return true;
}

/* 9: would the whole IRI be read as a compact one? */
static enum vc_status
check_confusion(struct vc_ld *ld, const struct vc_active *active,
                struct vc_view iri)
{
    struct vc_iri parts;
    vc_iri_split(iri, &parts);
    if (!parts.scheme.data || parts.authority.data)
        return VC_OK;
    const struct vc_term_def *def = vc_active_term(active, parts.scheme);
    if (def && def->prefix)
        return vc_ld_fail(ld, VC_LD_IRI_CONFUSED_WITH_PREFIX, iri);
    return VC_OK;
}

/* Expansion takes what has // behind its first colon for an IRI as it is
 * (IRI Expansion, 6.2), so "../a:b" may be a reference and "../a://b" may not. */
static bool
reads_as_absolute(struct vc_view reference)
{
    const char *colon = memchr(reference.data, ':', reference.size);
    size_t rest = colon ? reference.size - (size_t)(colon - reference.data) : 0;
    return rest > 2 && colon[1] == '/' && colon[2] == '/';
}

/* 10: a reference by the base of the context. What would be read as a keyword
 * or its alias gets a "./". */
static enum vc_status
make_relative(struct vc_compact_run *run, const struct vc_active *active,
              struct vc_view iri, struct vc_view *out)
{
    *out = iri;
    if (vc_ld_is_blank(iri))
        return VC_OK;
    if (run->to_relative && active->base.data && vc_iri_is_absolute(iri)) {
        VC_TRY(vc_iri_relative(run->ld.arena, active->base, iri, out));
        if (reads_as_absolute(*out))
            *out = iri;
    }
    const struct vc_term_def *def = vc_active_term(active, *out);
    if (!vc_ld_has_keyword_form(*out) && (!def || def->iri_keyword == KW_NOT))
        return VC_OK;
    *out = vc_arena_join(run->ld.arena, VC_VIEW("./"), *out);
    return out->data ? VC_OK : VC_NO_MEMORY;
}

enum vc_status
vc_compact_iri(struct vc_compact_run *run, const struct vc_active *active,
               struct vc_view iri, const struct vc_json *value, unsigned how,
               struct vc_view *out)
{
    struct vc_inverse *inverse;
    const struct vc_term_def *def = NULL;
    *out = iri;
    VC_TRY(inverse_of(run, active, &inverse));
    if ((how & COMPACT_VOCAB) && vc_inverse_has(inverse, iri))
        VC_TRY(
            find_term(run, inverse, iri, value, how & COMPACT_REVERSE, &def));
    if (def) {
        *out = def->term;
        return VC_OK;
    }
    if (vc_ld_keyword(iri) != KW_NOT)
        return VC_OK;
    if ((how & COMPACT_VOCAB) && cut_vocab(active, iri, out))
        return VC_OK;
    struct vc_view compact;
    VC_TRY(vc_inverse_prefix_of(&run->ld, inverse, iri, !value, &compact));
    *out = compact.data ? compact : iri;
    if (compact.data)
        return VC_OK;
    VC_TRY(check_confusion(&run->ld, active, iri));
    if (how & COMPACT_VOCAB)
        return VC_OK;
    return make_relative(run, active, iri, out);
}

enum vc_status
vc_compact_iri_keyword(struct vc_compact_run *run,
                       const struct vc_active *active, enum vc_keyword keyword,
                       struct vc_view *out)
{
    return vc_compact_iri(run, active, vc_ld_keywords[keyword], NULL,
                          COMPACT_VOCAB, out);
}
