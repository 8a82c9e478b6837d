/* SPDX-License-Identifier: Apache-2.0 */
/* Term definitions and IRI expansion: the two call each other. */
#include "ld.h"

#include "vc/iri.h"

/* A chain of terms that define one another is followed this far. */
enum { MAX_TERM_DEPTH = 200 };

/* The definition in force; while a term is being defined it has none (step 6
 * takes the old one out). */
static const struct vc_term_def *
find(const struct vc_active *active, const struct vc_local *local,
     struct vc_view term)
{
    const struct vc_term_def *def = vc_active_term(active, term);
    if (!def || !local)
        return def;
    const struct vc_local_entry *entry = vc_active_entry(local, term);
    return entry && entry->state == TERM_OPEN ? NULL : def;
}

/* ---- IRI expansion ---- */

/* Defines `term` first when the context object at work has it. */
static enum vc_status
define_first(struct vc_ld *ld, struct vc_local *local, struct vc_view term)
{
    if (!local)
        return VC_OK;
    struct vc_local_entry *entry = vc_active_entry(local, term);
    if (!entry || entry->state == TERM_DONE)
        return VC_OK;
    return vc_context_term_define(ld, local, entry);
}

static size_t
colon_behind_first(struct vc_view text)
{
    for (size_t i = 1; i < text.size; i++) {
        if (text.data[i] == ':')
            return i;
    }
    return 0;
}

static enum vc_status
join(struct vc_ld *ld, struct vc_view a, struct vc_view b, struct vc_view *out)
{
    *out = vc_arena_join(ld->arena, a, b);
    return out->data ? VC_OK : VC_NO_MEMORY;
}

/* Step 6: compact and absolute IRIs. `done` says whether it was one. */
static enum vc_status
expand_colon(struct vc_ld *ld, const struct vc_active *active,
             struct vc_view value, size_t colon, struct vc_local *local,
             struct vc_view *out, bool *done)
{
    struct vc_view prefix = {value.data, colon};
    struct vc_view suffix = {value.data + colon + 1, value.size - colon - 1};
    *done = true;
    *out = value;
    if (vc_view_equal(prefix, VC_VIEW("_")) ||
        vc_view_starts(suffix, VC_VIEW("//")))
        return VC_OK;
    VC_TRY(define_first(ld, local, prefix));
    if (local)
        active = local->active;
    const struct vc_term_def *def = find(active, local, prefix);
    if (def && def->iri.data && def->prefix)
        return join(ld, def->iri, suffix, out);
    *done = vc_iri_is_absolute(value);
    return VC_OK;
}

enum vc_status
vc_context_term_iri(struct vc_ld *ld, const struct vc_active *active,
                    struct vc_view value, unsigned how, struct vc_local *local,
                    struct vc_view *out)
{
    *out = value;
    if (!value.data || vc_ld_keyword(value) != KW_NOT)
        return VC_OK;
    if (vc_ld_has_keyword_form(value)) {
        *out = (struct vc_view){NULL, 0};
        return VC_OK;
    }
    VC_TRY(define_first(ld, local, value));
    if (local)
        active = local->active;
    const struct vc_term_def *def = find(active, local, value);
    if (def && (def->iri_keyword != KW_NOT || (how & IRI_VOCAB))) {
        *out = def->iri;
        return VC_OK;
    }
    size_t colon = colon_behind_first(value);
    if (colon) {
        bool done;
        VC_TRY(expand_colon(ld, active, value, colon, local, out, &done));
        if (done)
            return VC_OK;
        if (local)
            active = local->active;
    }
    if ((how & IRI_VOCAB) && active->vocab.data)
        return join(ld, active->vocab, value, out);
    if ((how & IRI_DOCUMENT) && active->base.data)
        return vc_iri_resolve(ld->arena, active->base, value, out);
    return VC_OK;
}

/* ---- term definitions ---- */

/* The entries of an expanded term definition. */
struct entries {
    const struct vc_json *of[KW_COUNT];
    const struct vc_json *foreign; /* one that may not be there */
    bool simple;                   /* the value is a string */
};

static enum vc_status
read_entries(struct vc_ld *ld, const struct vc_json *value,
             struct entries *entries)
{
    memset(entries, 0, sizeof *entries);
    if (value->kind == VC_JSON_STRING || value->kind == VC_JSON_NULL) {
        entries->of[KW_ID] = value;
        entries->simple = value->kind == VC_JSON_STRING;
        return VC_OK;
    }
    if (value->kind != VC_JSON_OBJECT)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, value->name);
    for (VC_JSON_EACH(member, value)) {
        enum vc_keyword keyword = vc_ld_keyword(member->name);
        switch (keyword) {
        case KW_ID:
        case KW_REVERSE:
        case KW_CONTAINER:
        case KW_CONTEXT:
        case KW_DIRECTION:
        case KW_INDEX:
        case KW_LANGUAGE:
        case KW_NEST:
        case KW_PREFIX:
        case KW_PROTECTED:
        case KW_TYPE:
            entries->of[keyword] = member;
            break;
        default:
            entries->foreign = member;
        }
    }
    return VC_OK;
}

static bool
is_iri_or_blank(struct vc_view text)
{
    return text.data && (vc_iri_is_absolute(text) || vc_ld_is_blank(text));
}

static bool
has_byte(struct vc_view text, char byte)
{
    return text.size && memchr(text.data, byte, text.size);
}

static enum vc_status
set_protected(struct vc_ld *ld, const struct vc_json *value,
              struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    if (ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    if (value->kind != VC_JSON_BOOL)
        return vc_ld_fail(ld, VC_LD_INVALID_PROTECTED_VALUE, def->term);
    def->is_protected = value->u.boolean;
    return VC_OK;
}

/* Step 12. */
static enum vc_status
set_type(struct vc_ld *ld, struct vc_local *local, const struct vc_json *value,
         struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    if (value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_TYPE_MAPPING, def->term);
    VC_TRY(vc_context_term_iri(ld, local->active, value->u.text, IRI_VOCAB,
                               local, &def->type));
    enum vc_keyword keyword =
        def->type.data ? vc_ld_keyword(def->type) : KW_NOT;
    def->type_keyword = (uint8_t)keyword;
    bool newer = keyword == KW_JSON || keyword == KW_NONE;
    bool good =
        keyword == KW_ID || keyword == KW_VOCAB || (newer && !ld->mode_1_0) ||
        (keyword == KW_NOT && def->type.data && vc_iri_is_absolute(def->type));
    if (!good)
        return vc_ld_fail(ld, VC_LD_INVALID_TYPE_MAPPING, value->u.text);
    return VC_OK;
}

/* Step 15 and those behind it: a term without @id names itself. */
static enum vc_status
set_own_iri(struct vc_ld *ld, struct vc_local *local, struct vc_term_def *def)
{
    struct vc_view term = def->term;
    size_t colon = colon_behind_first(term);
    if (colon) {
        struct vc_view prefix = {term.data, colon};
        struct vc_view suffix = {term.data + colon + 1, term.size - colon - 1};
        VC_TRY(define_first(ld, local, prefix));
        const struct vc_term_def *found = find(local->active, local, prefix);
        if (found && found->iri.data)
            return join(ld, found->iri, suffix, &def->iri);
        def->iri = term;
        return VC_OK;
    }
    if (has_byte(term, '/')) {
        VC_TRY(vc_context_term_iri(ld, local->active, term,
                                   IRI_VOCAB | IRI_DOCUMENT, NULL, &def->iri));
        if (def->iri.data && vc_iri_is_absolute(def->iri))
            return VC_OK;
        return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, term);
    }
    if (vc_ld_keyword(term) == KW_TYPE) {
        def->iri = term;
        return VC_OK;
    }
    if (!local->active->vocab.data)
        return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, term);
    return join(ld, local->active->vocab, term, &def->iri);
}

static bool
ends_with_delimiter(struct vc_view text)
{
    return text.size && text.data[text.size - 1] &&
           strchr(":/?#[]@", text.data[text.size - 1]);
}

/* Step 14.2. `ignored`: the term is to be forgotten. */
static enum vc_status
set_given_iri(struct vc_ld *ld, struct vc_local *local,
              struct vc_local_entry *entry, const struct vc_json *id,
              bool simple, struct vc_term_def *def, bool *ignored)
{
    struct vc_view term = def->term;
    if (id->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, term);
    if (vc_ld_keyword(id->u.text) == KW_NOT &&
        vc_ld_has_keyword_form(id->u.text)) {
        *ignored = true;
        return VC_OK;
    }
    VC_TRY(vc_context_term_iri(ld, local->active, id->u.text, IRI_VOCAB, local,
                               &def->iri));
    enum vc_keyword keyword = def->iri.data ? vc_ld_keyword(def->iri) : KW_NOT;
    if (keyword == KW_NOT && !is_iri_or_blank(def->iri))
        return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, id->u.text);
    if (keyword == KW_CONTEXT)
        return vc_ld_fail(ld, VC_LD_INVALID_KEYWORD_ALIAS, term);
    size_t colon = colon_behind_first(term);
    bool compact = (colon && colon + 1 < term.size) || has_byte(term, '/');
    if (compact) {
        struct vc_view own;
        entry->state = TERM_DONE;
        VC_TRY(vc_context_term_iri(ld, local->active, term, IRI_VOCAB, local,
                                   &own));
        entry->state = TERM_OPEN;
        if (!vc_view_equal(own, def->iri))
            return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, term);
    }
    def->prefix = !colon && !has_byte(term, '/') && simple &&
                  (ends_with_delimiter(def->iri) || vc_ld_is_blank(def->iri));
    return VC_OK;
}

static unsigned
container_bit(const struct vc_json *value)
{
    if (value->kind != VC_JSON_STRING)
        return 0;
    switch (vc_ld_keyword(value->u.text)) {
    case KW_GRAPH:
        return CONTAINER_GRAPH;
    case KW_ID:
        return CONTAINER_ID;
    case KW_INDEX:
        return CONTAINER_INDEX;
    case KW_LANGUAGE:
        return CONTAINER_LANGUAGE;
    case KW_LIST:
        return CONTAINER_LIST;
    case KW_SET:
        return CONTAINER_SET;
    case KW_TYPE:
        return CONTAINER_TYPE;
    default:
        return 0;
    }
}

/* Step 19.1: which containers go together. */
static bool
containers_agree(unsigned bits, size_t count)
{
    if (count == 0)
        return false;
    if (count == 1)
        return true;
    if (bits & CONTAINER_LIST)
        return false;
    unsigned rest = bits & ~(unsigned)CONTAINER_SET;
    if (rest & CONTAINER_GRAPH)
        return rest == CONTAINER_GRAPH ||
               rest == (CONTAINER_GRAPH | CONTAINER_ID) ||
               rest == (CONTAINER_GRAPH | CONTAINER_INDEX);
    return (bits & CONTAINER_SET) && (rest & (rest - 1)) == 0;
}

static enum vc_status
set_container(struct vc_ld *ld, const struct vc_json *value,
              struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    unsigned bits = 0;
    size_t count = 0;
    bool good = true;
    if (value->kind == VC_JSON_ARRAY) {
        for (VC_JSON_EACH(item, value)) {
            unsigned bit = container_bit(item);
            good = good && bit && !(bits & bit);
            bits |= bit;
            count++;
        }
    } else {
        bits = container_bit(value);
        count = bits != 0;
    }
    if (!good || !containers_agree(bits, count))
        return vc_ld_fail(ld, VC_LD_INVALID_CONTAINER_MAPPING, def->term);
    bool newer = bits & (CONTAINER_GRAPH | CONTAINER_ID | CONTAINER_TYPE);
    if (ld->mode_1_0 && (newer || value->kind != VC_JSON_STRING))
        return vc_ld_fail(ld, VC_LD_INVALID_CONTAINER_MAPPING, def->term);
    def->container = (uint8_t)bits;
    if (!(bits & CONTAINER_TYPE))
        return VC_OK;
    if (!def->type.data) {
        def->type = vc_ld_keywords[KW_ID];
        def->type_keyword = KW_ID;
    }
    if (def->type_keyword != KW_ID && def->type_keyword != KW_VOCAB)
        return vc_ld_fail(ld, VC_LD_INVALID_TYPE_MAPPING, def->term);
    return VC_OK;
}

/* Step 20. */
static enum vc_status
set_index(struct vc_ld *ld, struct vc_local *local, const struct vc_json *value,
          struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    if (ld->mode_1_0 || !(def->container & CONTAINER_INDEX) ||
        value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    struct vc_view iri;
    VC_TRY(vc_context_term_iri(ld, local->active, value->u.text, IRI_VOCAB,
                               local, &iri));
    if (!iri.data || !vc_iri_is_absolute(iri))
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    def->index = value->u.text;
    return VC_OK;
}

/* Step 21: a scoped context is checked when it is defined. */
static enum vc_status
set_context(struct vc_ld *ld, struct vc_local *local,
            const struct vc_json *value, struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    if (ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    const struct vc_active *ignored;
    enum vc_status status = vc_context_process(
        ld, local->active, value, local->base_url, local->remotes,
        CONTEXT_OVERRIDE | CONTEXT_NO_VALIDATE, &ignored);
    if (status == VC_NO_MEMORY || status == VC_LIMIT)
        return status;
    if (status != VC_OK)
        return vc_ld_fail(ld, VC_LD_INVALID_SCOPED_CONTEXT, def->term);
    def->context = value;
    def->base_url = local->base_url;
    return VC_OK;
}

static enum vc_status
set_term_language(struct vc_ld *ld, const struct vc_json *value,
                  struct vc_term_def *def)
{
    if (!value || def->type.data)
        return VC_OK;
    if (value->kind == VC_JSON_STRING)
        def->language = value->u.text;
    else if (value->kind != VC_JSON_NULL)
        return vc_ld_fail(ld, VC_LD_INVALID_LANGUAGE_MAPPING, def->term);
    def->has_language = true;
    return VC_OK;
}

static enum vc_status
set_term_direction(struct vc_ld *ld, const struct vc_json *value,
                   struct vc_term_def *def)
{
    if (!value || def->type.data)
        return VC_OK;
    if (vc_json_is_text(value, VC_VIEW("ltr")))
        def->direction = DIRECTION_LTR;
    else if (vc_json_is_text(value, VC_VIEW("rtl")))
        def->direction = DIRECTION_RTL;
    else if (value->kind != VC_JSON_NULL)
        return vc_ld_fail(ld, VC_LD_INVALID_BASE_DIRECTION, def->term);
    def->has_direction = true;
    return VC_OK;
}

static enum vc_status
set_nest(struct vc_ld *ld, const struct vc_json *value, struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    if (ld->mode_1_0)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    enum vc_keyword keyword =
        value->kind == VC_JSON_STRING ? vc_ld_keyword(value->u.text) : KW_NOT;
    if (value->kind != VC_JSON_STRING ||
        (keyword != KW_NOT && keyword != KW_NEST))
        return vc_ld_fail(ld, VC_LD_INVALID_NEST_VALUE, def->term);
    def->nest = value->u.text;
    return VC_OK;
}

static enum vc_status
set_prefix(struct vc_ld *ld, const struct vc_json *value,
           struct vc_term_def *def)
{
    if (!value)
        return VC_OK;
    if (ld->mode_1_0 || has_byte(def->term, ':') || has_byte(def->term, '/'))
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    if (value->kind != VC_JSON_BOOL)
        return vc_ld_fail(ld, VC_LD_INVALID_PREFIX_VALUE, def->term);
    def->prefix = value->u.boolean;
    if (def->prefix && def->iri.data && vc_ld_keyword(def->iri) != KW_NOT)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, def->term);
    return VC_OK;
}

/* Step 13: a reverse property has no other entries. */
static enum vc_status
set_reverse(struct vc_ld *ld, struct vc_local *local,
            const struct entries *entries, struct vc_term_def *def,
            bool *ignored)
{
    const struct vc_json *value = entries->of[KW_REVERSE];
    if (entries->of[KW_ID] || entries->of[KW_NEST])
        return vc_ld_fail(ld, VC_LD_INVALID_REVERSE_PROPERTY, def->term);
    if (value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, def->term);
    if (vc_ld_has_keyword_form(value->u.text)) {
        *ignored = true;
        return VC_OK;
    }
    VC_TRY(vc_context_term_iri(ld, local->active, value->u.text, IRI_VOCAB,
                               local, &def->iri));
    if (!is_iri_or_blank(def->iri))
        return vc_ld_fail(ld, VC_LD_INVALID_IRI_MAPPING, value->u.text);
    const struct vc_json *container = entries->of[KW_CONTAINER];
    if (container && container->kind != VC_JSON_NULL) {
        unsigned bit = container_bit(container);
        if (bit != CONTAINER_SET && bit != CONTAINER_INDEX)
            return vc_ld_fail(ld, VC_LD_INVALID_REVERSE_PROPERTY, def->term);
        def->container = (uint8_t)bit;
    }
    def->reverse = true;
    return VC_OK;
}

/* Steps 11 to 26. */
static enum vc_status
fill(struct vc_ld *ld, struct vc_local *local, struct vc_local_entry *entry,
     const struct entries *entries, struct vc_term_def *def, bool *ignored)
{
    const struct vc_json *const *of = entries->of;
    VC_TRY(set_protected(ld, of[KW_PROTECTED], def));
    VC_TRY(set_type(ld, local, of[KW_TYPE], def));
    if (of[KW_REVERSE]) {
        VC_TRY(set_reverse(ld, local, entries, def, ignored));
    } else {
        const struct vc_json *id = of[KW_ID];
        if (id && vc_json_is_text(id, def->term))
            id = NULL;
        if (!id)
            VC_TRY(set_own_iri(ld, local, def));
        else if (id->kind != VC_JSON_NULL)
            VC_TRY(set_given_iri(ld, local, entry, id, entries->simple, def,
                                 ignored));
        if (*ignored)
            return VC_OK;
        VC_TRY(set_container(ld, of[KW_CONTAINER], def));
    }
    if (*ignored)
        return VC_OK;
    VC_TRY(set_index(ld, local, of[KW_INDEX], def));
    VC_TRY(set_context(ld, local, of[KW_CONTEXT], def));
    VC_TRY(set_term_language(ld, of[KW_LANGUAGE], def));
    VC_TRY(set_term_direction(ld, of[KW_DIRECTION], def));
    VC_TRY(set_nest(ld, of[KW_NEST], def));
    VC_TRY(set_prefix(ld, of[KW_PREFIX], def));
    if (entries->foreign)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION,
                          entries->foreign->name);
    def->iri_keyword =
        (uint8_t)(def->iri.data ? vc_ld_keyword(def->iri) : KW_NOT);
    def->iri_is_absolute = def->iri.data && vc_iri_is_absolute(def->iri);
    def->iri_is_well_formed = def->iri.data && vc_iri_is_well_formed(def->iri);
    return VC_OK;
}

static bool
same_text(struct vc_view a, struct vc_view b)
{
    return !a.data == !b.data && vc_view_equal(a, b);
}

/* Same but for protection. */
static bool
same_definition(const struct vc_term_def *a, const struct vc_term_def *b)
{
    return a->container == b->container && a->prefix == b->prefix &&
           a->reverse == b->reverse && a->has_language == b->has_language &&
           a->has_direction == b->has_direction &&
           a->direction == b->direction && same_text(a->iri, b->iri) &&
           same_text(a->type, b->type) && same_text(a->language, b->language) &&
           same_text(a->index, b->index) && same_text(a->nest, b->nest) &&
           !a->context == !b->context &&
           (!a->context || vc_json_equal(a->context, b->context));
}

/* Step 5, and step 4 for @type. */
static enum vc_status
check_keyword_term(struct vc_ld *ld, struct vc_view term,
                   const struct vc_json *value, bool *ignored)
{
    enum vc_keyword keyword = vc_ld_keyword(term);
    *ignored = keyword == KW_NOT && vc_ld_has_keyword_form(term);
    if (keyword == KW_NOT)
        return VC_OK;
    bool good = keyword == KW_TYPE && !ld->mode_1_0 &&
                value->kind == VC_JSON_OBJECT && value->count > 0;
    for (VC_JSON_EACH(member, good ? value : NULL)) {
        enum vc_keyword name = vc_ld_keyword(member->name);
        good = good && ((name == KW_CONTAINER &&
                         vc_json_is_text(member, VC_VIEW("@set"))) ||
                        name == KW_PROTECTED);
    }
    return good ? VC_OK : vc_ld_fail(ld, VC_LD_KEYWORD_REDEFINITION, term);
}

/* Steps 7 to 28 with the term marked as open. */
static enum vc_status
define_open(struct vc_ld *ld, struct vc_local *local,
            struct vc_local_entry *entry)
{
    struct vc_view term = entry->member->name;
    const struct vc_json *value = entry->member;
    const struct vc_term_def *old = vc_active_term(local->active, term);
    bool ignored;
    VC_TRY(check_keyword_term(ld, term, value, &ignored));
    if (ignored)
        return VC_OK;
    struct entries entries;
    VC_TRY(read_entries(ld, value, &entries));
    struct vc_term_def *def = vc_arena_zalloc(ld->arena, sizeof *def);
    if (!def)
        return VC_NO_MEMORY;
    def->term = term;
    def->hash = vc_hash(term);
    def->is_protected = local->is_protected;
    VC_TRY(fill(ld, local, entry, &entries, def, &ignored));
    if (ignored)
        return vc_active_put(ld, local, old, NULL);
    bool shielded =
        old && old->is_protected && !(local->flags & CONTEXT_OVERRIDE);
    if (old && same_definition(old, def)) {
        if (shielded || (old->is_protected == def->is_protected &&
                         same_text(old->base_url, def->base_url)))
            return VC_OK;
    } else if (shielded) {
        return vc_ld_fail(ld, VC_LD_PROTECTED_TERM_REDEFINITION, term);
    }
    return vc_active_put(ld, local, old, def);
}

enum vc_status
vc_context_term_define(struct vc_ld *ld, struct vc_local *local,
                       struct vc_local_entry *entry)
{
    if (entry->state == TERM_DONE)
        return VC_OK;
    struct vc_view term = entry->member->name;
    if (entry->state == TERM_OPEN)
        return vc_ld_fail(ld, VC_LD_CYCLIC_IRI_MAPPING, term);
    if (term.size == 0)
        return vc_ld_fail(ld, VC_LD_INVALID_TERM_DEFINITION, term);
    if (ld->work_left == 0 || ld->depth >= MAX_TERM_DEPTH)
        return vc_ld_fail(ld, VC_LIMIT, term);
    ld->work_left--;
    ld->depth++;
    entry->state = TERM_OPEN;
    enum vc_status status = define_open(ld, local, entry);
    entry->state = TERM_DONE;
    ld->depth--;
    return status;
}
