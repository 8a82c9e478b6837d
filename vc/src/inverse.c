/* SPDX-License-Identifier: Apache-2.0 */
/* Inverse context creation, term selection, and the search for a prefix. The
 * numbers in comments are the steps of JSON-LD 1.1 API, section 4.3. */
#include "inverse.h"

#include <stdlib.h>

enum vc_status
vc_inverse_language(struct vc_arena *arena, struct vc_view language,
                    enum vc_direction direction, struct vc_view *out)
{
    static const struct vc_view tails[] = {
        [DIRECTION_NULL] = VC_VIEW_INIT(""),
        [DIRECTION_LTR] = VC_VIEW_INIT("_ltr"),
        [DIRECTION_RTL] = VC_VIEW_INIT("_rtl"),
    };
    struct vc_view tail = tails[direction];
    char *text = vc_arena_alloc(arena, language.size + tail.size);
    if (!text)
        return VC_NO_MEMORY;
    for (size_t i = 0; i < language.size; i++) {
        char c = language.data[i];
        text[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    memcpy(text + language.size, tail.data, tail.size);
    *out = (struct vc_view){text, language.size + tail.size};
    return VC_OK;
}

/* ---- terms by IRI ---- */

static struct vc_inverse_group *
find_group(const struct vc_inverse *inverse, struct vc_view iri)
{
    size_t mask = inverse->group_count - 1;
    size_t at = vc_hash(iri) & mask;
    while (inverse->groups[at].first &&
           !vc_view_equal(
               inverse->terms[inverse->groups[at].first - 1].def->iri, iri))
        at = (at + 1) & mask;
    return &inverse->groups[at];
}

/* 4.1 of IRI Compaction: what a text without any language is said to be in. */
static enum vc_status
set_default_language(struct vc_ld *ld, struct vc_inverse *inverse)
{
    const struct vc_active *active = inverse->active;
    inverse->default_language = vc_ld_keywords[KW_NONE];
    if (!active->language.data && active->direction == DIRECTION_NULL)
        return VC_OK;
    return vc_inverse_language(ld->arena, active->language, active->direction,
                               &inverse->default_language);
}

enum vc_status
vc_inverse_new(struct vc_ld *ld, const struct vc_active *active,
               struct vc_inverse **out)
{
    size_t cost = active->slot_count / 32;
    if (ld->work_left < cost)
        return vc_ld_fail(ld, VC_LIMIT, VC_VIEW("@context"));
    ld->work_left -= cost;
    struct vc_inverse *inverse = vc_arena_zalloc(ld->arena, sizeof *inverse);
    if (!inverse)
        return VC_NO_MEMORY;
    inverse->active = active;
    inverse->terms =
        vc_arena_array(ld->arena, active->slot_count, sizeof *inverse->terms);
    inverse->group_count = 16;
    while (inverse->group_count < active->slot_count)
        inverse->group_count *= 2;
    inverse->groups = vc_arena_array(ld->arena, inverse->group_count,
                                     sizeof *inverse->groups);
    if (!inverse->terms || !inverse->groups)
        return VC_NO_MEMORY;
    memset(inverse->groups, 0, inverse->group_count * sizeof *inverse->groups);
    for (uint32_t i = 0; i < active->slot_count; i++) {
        const struct vc_term_def *def = active->slots[i];
        if (!def || !def->iri.data) /* 3.1, and terms taken out */
            continue;
        struct vc_inverse_group *group = find_group(inverse, def->iri);
        inverse->terms[inverse->term_count++] =
            (struct vc_inverse_term){def, group->first};
        group->first = (uint32_t)inverse->term_count;
    }
    *out = inverse;
    return set_default_language(ld, inverse);
}

bool
vc_inverse_has(const struct vc_inverse *inverse, struct vc_view iri)
{
    return find_group(inverse, iri)->first != 0;
}

/* ---- entries ---- */

static uint32_t
entry_hash(struct vc_view iri, unsigned container, enum vc_inverse_kind kind,
           struct vc_view value)
{
    return vc_hash_mix(vc_hash_mix(vc_hash(iri), container << 2 | kind),
                       vc_hash(value));
}

static struct vc_inverse_entry *
find_entry(const struct vc_inverse *inverse, struct vc_view iri,
           unsigned container, enum vc_inverse_kind kind, struct vc_view value)
{
    uint32_t hash = entry_hash(iri, container, kind, value);
    size_t mask = inverse->entry_slots - 1;
    size_t at = hash & mask;
    for (; inverse->entries[at].def; at = (at + 1) & mask) {
        const struct vc_inverse_entry *e = &inverse->entries[at];
        if (e->hash == hash && e->kind == kind &&
            e->def->container == container && vc_view_equal(e->value, value) &&
            vc_view_equal(e->def->iri, iri))
            break;
    }
    return &inverse->entries[at];
}

static enum vc_status
grow_entries(struct vc_ld *ld, struct vc_inverse *inverse)
{
    size_t slots = inverse->entry_slots ? inverse->entry_slots * 2 : 64;
    struct vc_inverse_entry *entries =
        vc_arena_array(ld->arena, slots, sizeof *entries);
    if (!entries)
        return VC_NO_MEMORY;
    memset(entries, 0, slots * sizeof *entries);
    for (size_t i = 0; i < inverse->entry_slots; i++) {
        if (!inverse->entries[i].def)
            continue;
        size_t at = inverse->entries[i].hash & (slots - 1);
        while (entries[at].def)
            at = (at + 1) & (slots - 1);
        entries[at] = inverse->entries[i];
    }
    inverse->entries = entries;
    inverse->entry_slots = slots;
    return VC_OK;
}

/* Chooses `def` for a value unless a better one is chosen already. */
static enum vc_status
choose(struct vc_ld *ld, struct vc_inverse *inverse,
       const struct vc_term_def *def, enum vc_inverse_kind kind,
       struct vc_view value)
{
    if ((inverse->entry_count + 1) * 2 > inverse->entry_slots)
        VC_TRY(grow_entries(ld, inverse));
    struct vc_inverse_entry *entry =
        find_entry(inverse, def->iri, def->container, kind, value);
    if (entry->def)
        return VC_OK;
    *entry = (struct vc_inverse_entry){
        .def = def,
        .value = value,
        .hash = entry_hash(def->iri, def->container, kind, value),
        .kind = kind};
    inverse->entry_count++;
    return VC_OK;
}

/* 3.13 to 3.15: a term with a language, a direction, or both. */
static enum vc_status
lay_out_language(struct vc_ld *ld, struct vc_inverse *inverse,
                 const struct vc_term_def *def)
{
    enum vc_direction direction =
        def->has_direction ? (enum vc_direction)def->direction : DIRECTION_NULL;
    struct vc_view value = vc_ld_keywords[KW_NONE];
    if (def->language.data || direction != DIRECTION_NULL)
        VC_TRY(
            vc_inverse_language(ld->arena, def->language, direction, &value));
    else if (def->has_language)
        value = VC_VIEW("@null");
    return choose(ld, inverse, def, INVERSE_LANGUAGE, value);
}

/* 3.6 to 3.16, but `@any` is what an empty list takes, which must not come
 * to say its property backwards, nor become a JSON literal. */
static enum vc_status
lay_out_term(struct vc_ld *ld, struct vc_inverse *inverse,
             const struct vc_term_def *def)
{
    struct vc_view none = vc_ld_keywords[KW_NONE];
    struct vc_view any = VC_VIEW("@any");
    if (def->reverse)
        return choose(ld, inverse, def, INVERSE_TYPE,
                      vc_ld_keywords[KW_REVERSE]);
    if (def->type_keyword != KW_JSON)
        VC_TRY(choose(ld, inverse, def, INVERSE_ANY, none));
    if (def->type_keyword == KW_NONE) {
        VC_TRY(choose(ld, inverse, def, INVERSE_LANGUAGE, any));
        return choose(ld, inverse, def, INVERSE_TYPE, any);
    }
    if (def->type.data)
        return choose(ld, inverse, def, INVERSE_TYPE, def->type);
    if (def->has_language || def->has_direction)
        return lay_out_language(ld, inverse, def);
    VC_TRY(
        choose(ld, inverse, def, INVERSE_LANGUAGE, inverse->default_language));
    VC_TRY(choose(ld, inverse, def, INVERSE_LANGUAGE, none));
    return choose(ld, inverse, def, INVERSE_TYPE, none);
}

/* 3: shortest first, then by code point. */
static int
by_length(const void *a, const void *b)
{
    struct vc_view x = (*(const struct vc_term_def *const *)a)->term;
    struct vc_view y = (*(const struct vc_term_def *const *)b)->term;
    if (x.size != y.size)
        return x.size < y.size ? -1 : 1;
    return vc_view_compare(x, y);
}

static enum vc_status
lay_out(struct vc_ld *ld, struct vc_inverse *inverse,
        struct vc_inverse_group *group)
{
    size_t count = 0;
    for (uint32_t i = group->first; i; i = inverse->terms[i - 1].next)
        count++;
    const struct vc_term_def **defs =
        vc_arena_array(ld->arena, count, sizeof(const struct vc_term_def *));
    if (!defs)
        return VC_NO_MEMORY;
    count = 0;
    for (uint32_t i = group->first; i; i = inverse->terms[i - 1].next)
        defs[count++] = inverse->terms[i - 1].def;
    if (count > 1)
        qsort(defs, count, sizeof(const struct vc_term_def *), by_length);
    for (size_t i = 0; i < count; i++)
        VC_TRY(lay_out_term(ld, inverse, defs[i]));
    group->laid_out = true;
    return VC_OK;
}

/* ---- Term Selection (4.4) ---- */

/* A language map holds texts, and each gets the direction of the term. */
static bool
can_carry(const struct vc_inverse *inverse, const struct vc_inverse_wish *wish,
          const struct vc_term_def *def)
{
    if (!(def->container & CONTAINER_LANGUAGE))
        return true;
    enum vc_direction direction = def->has_direction
                                      ? (enum vc_direction)def->direction
                                      : inverse->active->direction;
    return wish->is_text && direction == wish->direction;
}

enum vc_status
vc_inverse_select(struct vc_ld *ld, struct vc_inverse *inverse,
                  struct vc_view iri, const struct vc_inverse_wish *wish,
                  const struct vc_term_def **out)
{
    struct vc_inverse_group *group = find_group(inverse, iri);
    *out = NULL;
    if (!group->first)
        return VC_OK;
    if (!group->laid_out)
        VC_TRY(lay_out(ld, inverse, group));
    for (size_t i = 0; i < wish->container_count; i++) {
        for (size_t k = 0; k < wish->value_count; k++) {
            const struct vc_term_def *def =
                find_entry(inverse, iri, wish->containers[i], wish->kind,
                           wish->values[k])
                    ->def;
            if (!def || !can_carry(inverse, wish, def))
                continue;
            *out = def;
            return VC_OK;
        }
    }
    return VC_OK;
}

/* ---- prefixes ---- */

/* By IRI; of those with one IRI the best term comes last, as the search goes
 * from the end. */
static int
by_iri(const void *a, const void *b)
{
    const struct vc_inverse_prefix *x = a;
    const struct vc_inverse_prefix *y = b;
    int order = vc_view_compare(x->def->iri, y->def->iri);
    return order ? order : by_length(&y->def, &x->def);
}

static enum vc_status
find_prefixes(struct vc_ld *ld, struct vc_inverse *inverse)
{
    size_t count = 0;
    for (size_t i = 0; i < inverse->term_count; i++)
        count += inverse->terms[i].def->prefix;
    struct vc_inverse_prefix *all =
        vc_arena_array(ld->arena, count, sizeof *all);
    if (!all)
        return VC_NO_MEMORY;
    count = 0;
    for (size_t i = 0; i < inverse->term_count; i++) {
        if (inverse->terms[i].def->prefix)
            all[count++] = (struct vc_inverse_prefix){inverse->terms[i].def, 0};
    }
    if (count > 1)
        qsort(all, count, sizeof *all, by_iri);
    for (size_t i = 1; i < count; i++) {
        uint32_t k = (uint32_t)i;
        if (vc_view_equal(all[i].def->iri, all[i - 1].def->iri))
            k = all[i - 1].shorter;
        while (k && !vc_view_starts(all[i].def->iri, all[k - 1].def->iri))
            k = all[k - 1].shorter;
        all[i].shorter = k;
    }
    inverse->prefixes = all;
    inverse->prefix_count = count;
    return VC_OK;
}

/* Number + 1 of the last prefix whose IRI is not behind `iri` and begins it;
 * the others that do hang on it by `shorter`. */
static uint32_t
last_prefix(const struct vc_inverse *inverse, struct vc_view iri)
{
    size_t low = 0;
    size_t high = inverse->prefix_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (vc_view_compare(inverse->prefixes[middle].def->iri, iri) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t at = (uint32_t)low;
    while (at && !vc_view_starts(iri, inverse->prefixes[at - 1].def->iri))
        at = inverse->prefixes[at - 1].shorter;
    return at;
}

/* "term:suffix", unless it would be read as something else. */
static enum vc_status
try_prefix(struct vc_ld *ld, const struct vc_inverse *inverse,
           const struct vc_term_def *def, struct vc_view iri, bool bare,
           struct vc_view *out)
{
    struct vc_view suffix = {iri.data + def->iri.size,
                             iri.size - def->iri.size};
    out->data = NULL;
    if (suffix.size == 0 || vc_view_starts(suffix, VC_VIEW("//")) ||
        vc_view_equal(def->term, VC_VIEW("_")))
        return VC_OK;
    struct vc_view head = vc_arena_join(ld->arena, def->term, VC_VIEW(":"));
    struct vc_view text =
        head.data ? vc_arena_join(ld->arena, head, suffix) : head;
    if (!text.data)
        return VC_NO_MEMORY;
    const struct vc_term_def *other = vc_active_term(inverse->active, text);
    if (!other || (bare && other->iri.data && vc_view_equal(other->iri, iri)))
        *out = text;
    return VC_OK;
}

/* The best of the terms with one IRI, the last of which has the number `at` - 1.
 * Every one that cannot be used is work that counts. */
static enum vc_status
try_prefixes(struct vc_ld *ld, const struct vc_inverse *inverse, uint32_t at,
             struct vc_view iri, bool bare, struct vc_view *out)
{
    struct vc_view prefix = inverse->prefixes[at - 1].def->iri;
    for (; at; at--) {
        const struct vc_term_def *def = inverse->prefixes[at - 1].def;
        if (!vc_view_equal(def->iri, prefix))
            return VC_OK;
        VC_TRY(try_prefix(ld, inverse, def, iri, bare, out));
        if (out->data)
            return VC_OK;
        if (ld->work_left == 0)
            return vc_ld_fail(ld, VC_LIMIT, iri);
        ld->work_left--;
    }
    return VC_OK;
}

enum vc_status
vc_inverse_prefix_of(struct vc_ld *ld, struct vc_inverse *inverse,
                     struct vc_view iri, bool bare, struct vc_view *out)
{
    *out = (struct vc_view){NULL, 0};
    if (!inverse->prefixes)
        VC_TRY(find_prefixes(ld, inverse));
    uint32_t at = last_prefix(inverse, iri);
    for (; at; at = inverse->prefixes[at - 1].shorter) {
        const struct vc_term_def *def = inverse->prefixes[at - 1].def;
        struct vc_view text = {NULL, 0};
        size_t size = def->term.size + 1 + iri.size - def->iri.size;
        if (out->data && size > out->size)
            continue;
        VC_TRY(try_prefixes(ld, inverse, at, iri, bare, &text));
        if (text.data && (!out->data || text.size < out->size ||
                          vc_view_compare(text, *out) < 0))
            *out = text;
    }
    return VC_OK;
}
