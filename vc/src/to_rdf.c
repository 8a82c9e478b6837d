/* SPDX-License-Identifier: Apache-2.0 */
/* Expanded JSON-LD to quads (JSON-LD 1.1 API, sections 7.2, 8.3 and 8.5).
 *
 * The standard goes by way of a node map. A dataset is a set, so the quads can
 * be written straight from the tree: what the node map merges, the set merges.
 * Members that only it compares (@index) have no place in RDF. */
#include "vc/to_rdf.h"

#include "ld.h"
#include "vc/iri.h"
#include "vc/jcs.h"
#include "vc/number.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define I18N "https://www.w3.org/ns/i18n#"

static const struct vc_term rdf_type = {.value = VC_VIEW_INIT(RDF "type")};
static const struct vc_term rdf_first = {.value = VC_VIEW_INIT(RDF "first")};
static const struct vc_term rdf_rest = {.value = VC_VIEW_INIT(RDF "rest")};
static const struct vc_term rdf_nil = {.value = VC_VIEW_INIT(RDF "nil")};
static const struct vc_term rdf_value = {.value = VC_VIEW_INIT(RDF "value")};
static const struct vc_term rdf_language = {.value =
                                                VC_VIEW_INIT(RDF "language")};
static const struct vc_term rdf_direction = {.value =
                                                 VC_VIEW_INIT(RDF "direction")};

struct run {
    struct vc_ld ld; /* for the path and the error */
    struct vc_arena *arena;
    struct vc_dataset *dataset;
    struct vc_to_rdf_options options;
    const struct vc_term **labels; /* open hash table by the old label */
    struct vc_view *names;
    size_t slot_count;
    size_t label_count;
};

/* ---- terms ---- */

static struct vc_term *
new_term(struct run *run, enum vc_term_kind kind, struct vc_view value)
{
    struct vc_term *term = vc_arena_zalloc(run->arena, sizeof *term);
    if (!term)
        return NULL;
    term->kind = kind;
    term->value = value;
    return term;
}

static enum vc_status
new_blank(struct run *run, const struct vc_term **out)
{
    char text[1 + VC_NUMBER_BYTES] = "b";
    if (run->dataset->blank_count >= UINT32_MAX)
        return VC_LIMIT;
    size_t size =
        vc_number_write_integer((double)run->dataset->blank_count, text + 1);
    struct vc_view label =
        vc_arena_copy(run->arena, (struct vc_view){text, 1 + size});
    struct vc_term *term = new_term(run, VC_TERM_BLANK, label);
    if (!term || !label.data)
        return VC_NO_MEMORY;
    term->number = (uint32_t)run->dataset->blank_count++;
    *out = term;
    return VC_OK;
}

static enum vc_status
grow_labels(struct run *run)
{
    size_t count = run->slot_count ? run->slot_count * 2 : 16;
    const struct vc_term **labels =
        vc_arena_array(run->arena, count, sizeof *labels);
    struct vc_view *names = vc_arena_array(run->arena, count, sizeof *names);
    if (!labels || !names)
        return VC_NO_MEMORY;
    memset(labels, 0, count * sizeof *labels);
    for (size_t i = 0; i < run->slot_count; i++) {
        if (!run->labels[i])
            continue;
        size_t at = vc_hash(run->names[i]) & (count - 1);
        while (labels[at])
            at = (at + 1) & (count - 1);
        labels[at] = run->labels[i];
        names[at] = run->names[i];
    }
    run->labels = labels;
    run->names = names;
    run->slot_count = count;
    return VC_OK;
}

/* The new blank node for a label of the document. */
static enum vc_status
named_blank(struct run *run, struct vc_view label, const struct vc_term **out)
{
    if ((run->label_count + 1) * 2 > run->slot_count)
        VC_TRY(grow_labels(run));
    size_t at = vc_hash(label) & (run->slot_count - 1);
    for (; run->labels[at]; at = (at + 1) & (run->slot_count - 1)) {
        if (!vc_view_equal(run->names[at], label))
            continue;
        *out = run->labels[at];
        return VC_OK;
    }
    VC_TRY(new_blank(run, out));
    run->labels[at] = *out;
    run->names[at] = label;
    run->label_count++;
    return VC_OK;
}

/* Term of an @id, @type or property; NULL for what is neither an IRI nor a
 * blank node. `known`: expansion has seen that it is an IRI. */
static enum vc_status
term_of(struct run *run, struct vc_view text, bool known,
        const struct vc_term **out)
{
    *out = NULL;
    if (!known && vc_ld_is_blank(text))
        return named_blank(run, text, out);
    if (known || vc_iri_is_well_formed(text)) {
        *out = new_term(run, VC_TERM_IRI, text);
        return *out ? VC_OK : VC_NO_MEMORY;
    }
    if (run->options.safe)
        return vc_ld_fail(&run->ld, VC_SAFE_RELATIVE_IRI, text);
    return VC_OK;
}

/* A quad, unless one of its places is empty. */
static enum vc_status
add(struct run *run, const struct vc_term *subject,
    const struct vc_term *predicate, const struct vc_term *object,
    const struct vc_term *graph)
{
    if (!subject || !predicate || !object)
        return VC_OK;
    struct vc_quad quad = {subject, predicate, object, graph};
    return vc_dataset_add(run->dataset, &quad);
}

/* ---- literals (8.5) ---- */

static enum vc_status
number_text(struct run *run, double value, bool as_double, struct vc_view *out)
{
    char text[VC_NUMBER_BYTES];
    size_t size = as_double ? vc_number_write_double(value, text)
                            : vc_number_write_integer(value, text);
    *out = vc_arena_copy(run->arena, (struct vc_view){text, size});
    return out->data ? VC_OK : VC_NO_MEMORY;
}

static bool
is_whole(double value)
{
    return value < 1e21 && value > -1e21 &&
           (value >= 9007199254740992.0 || value <= -9007199254740992.0 ||
            value == (double)(int64_t)value);
}

/* Text and datatype of a number, boolean or JSON literal. */
static enum vc_status
native_literal(struct run *run, const struct vc_json *value,
               struct vc_view datatype, struct vc_term *literal)
{
    bool typed = datatype.data != NULL;
    if (value->kind == VC_JSON_BOOL) {
        literal->value = value->u.boolean ? VC_VIEW("true") : VC_VIEW("false");
        if (!typed)
            literal->datatype = VC_VIEW(XSD "boolean");
        return VC_OK;
    }
    double number = value->u.number.value;
    bool as_double =
        !is_whole(number) || vc_view_equal(datatype, VC_VIEW(XSD "double"));
    if (!typed)
        literal->datatype =
            as_double ? VC_VIEW(XSD "double") : VC_VIEW(XSD "integer");
    return number_text(run, number, as_double, &literal->value);
}

static enum vc_status
lower_case(struct run *run, struct vc_view text, struct vc_view *out)
{
    bool change = false;
    for (size_t i = 0; i < text.size; i++)
        change |= text.data[i] >= 'A' && text.data[i] <= 'Z';
    *out = text;
    if (!change)
        return VC_OK;
    char *copy = vc_arena_alloc(run->arena, text.size);
    if (!copy)
        return VC_NO_MEMORY;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        copy[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    *out = (struct vc_view){copy, text.size};
    return VC_OK;
}

static enum vc_status
plain_literal(struct run *run, struct vc_view text, const struct vc_term **out)
{
    *out = new_term(run, VC_TERM_LITERAL, text);
    return *out ? VC_OK : VC_NO_MEMORY;
}

/* A text with a base direction, by a datatype or by a blank node. */
static enum vc_status
directed(struct run *run, struct vc_term *literal, struct vc_view direction,
         const struct vc_term *graph, const struct vc_term **out)
{
    if (run->options.direction == VC_RDF_DIRECTION_I18N_DATATYPE) {
        struct vc_buf buf;
        vc_buf_init(&buf, run->arena, 64, 0);
        vc_buf_add(&buf, VC_VIEW(I18N));
        vc_buf_add(&buf, literal->language);
        vc_buf_byte(&buf, '_');
        vc_buf_add(&buf, direction);
        literal->language = (struct vc_view){NULL, 0};
        *out = literal;
        return vc_buf_finish(&buf, &literal->datatype);
    }
    const struct vc_term *part;
    VC_TRY(new_blank(run, out));
    if (literal->language.data) {
        VC_TRY(plain_literal(run, literal->language, &part));
        VC_TRY(add(run, *out, &rdf_language, part, graph));
    }
    VC_TRY(plain_literal(run, literal->value, &part));
    VC_TRY(add(run, *out, &rdf_value, part, graph));
    VC_TRY(plain_literal(run, direction, &part));
    return add(run, *out, &rdf_direction, part, graph);
}

/* Expansion gives texts here; a tree from elsewhere may have anything. */
static struct vc_view
text_of(const struct vc_json *member)
{
    return vc_json_is(member, VC_JSON_STRING) ? member->u.text
                                              : (struct vc_view){NULL, 0};
}

/* `out` NULL: the value has no place in RDF. */
static enum vc_status
value_object(struct run *run, const struct vc_json *object,
             const struct vc_term *graph, const struct vc_term **out)
{
    const struct vc_json *of[KW_COUNT] = {NULL};
    for (VC_JSON_EACH(member, object))
        of[vc_ld_keyword(member->name)] = member;
    const struct vc_json *value = of[KW_VALUE];
    struct vc_view datatype = text_of(of[KW_TYPE]);
    struct vc_view language = text_of(of[KW_LANGUAGE]);
    struct vc_view direction = text_of(of[KW_DIRECTION]);
    *out = NULL;
    struct vc_term *literal =
        new_term(run, VC_TERM_LITERAL, (struct vc_view){NULL, 0});
    if (!literal)
        return VC_NO_MEMORY;
    if (datatype.data && vc_view_equal(datatype, vc_ld_keywords[KW_JSON])) {
        literal->datatype = VC_VIEW(RDF "JSON");
        *out = literal;
        return vc_jcs(run->arena, value, &literal->value);
    }
    if (datatype.data && !vc_iri_is_well_formed(datatype)) {
        if (run->options.safe)
            return vc_ld_fail(&run->ld, VC_SAFE_RELATIVE_IRI, datatype);
        return VC_OK;
    }
    if (!vc_view_equal(datatype, VC_VIEW(XSD "string")))
        literal->datatype = datatype;
    if (!vc_json_is_scalar(value))
        return run->options.safe
                   ? vc_ld_fail(&run->ld, VC_SAFE_DROPPED_VALUE, value->name)
                   : VC_OK;
    if (value->kind != VC_JSON_STRING) {
        *out = literal;
        return native_literal(run, value, datatype, literal);
    }
    literal->value = value->u.text;
    if (language.data) {
        if (!vc_expand_value_is_language(language))
            return VC_OK;
        VC_TRY(lower_case(run, language, &literal->language));
    }
    *out = literal;
    if (!direction.data)
        return VC_OK;
    if (run->options.direction != VC_RDF_DIRECTION_NONE)
        return directed(run, literal, direction, graph, out);
    if (run->options.safe)
        return vc_ld_fail(&run->ld, VC_SAFE_DIRECTION, value->u.text);
    return VC_OK;
}

/* ---- nodes and lists ---- */

static enum vc_status node_object(struct run *run, const struct vc_json *node,
                                  const struct vc_term *graph,
                                  const struct vc_term **out);
static enum vc_status list_object(struct run *run, const struct vc_json *list,
                                  const struct vc_term *graph,
                                  const struct vc_term **out);

static enum vc_status
object_of(struct run *run, const struct vc_json *item,
          const struct vc_term *graph, const struct vc_term **out)
{
    *out = NULL;
    if (item->kind != VC_JSON_OBJECT)
        return VC_OK;
    for (VC_JSON_EACH(member, item)) {
        enum vc_keyword keyword = vc_ld_keyword(member->name);
        if (keyword == KW_VALUE)
            return value_object(run, item, graph, out);
        if (keyword == KW_LIST)
            return list_object(run, member, graph, out);
    }
    return node_object(run, item, graph, out);
}

/* A chain of rdf:first and rdf:rest (8.6). */
static enum vc_status
list_object(struct run *run, const struct vc_json *list,
            const struct vc_term *graph, const struct vc_term **out)
{
    const struct vc_term *here = NULL;
    *out = &rdf_nil;
    if (list->count == 0)
        return VC_OK;
    VC_TRY(new_blank(run, &here));
    *out = here;
    for (VC_JSON_EACH(item, list)) {
        const struct vc_term *object;
        const struct vc_term *rest = &rdf_nil;
        VC_TRY(object_of(run, item, graph, &object));
        VC_TRY(add(run, here, &rdf_first, object, graph));
        if (item->next)
            VC_TRY(new_blank(run, &rest));
        VC_TRY(add(run, here, &rdf_rest, rest, graph));
        here = rest;
    }
    return VC_OK;
}

/* Predicate of a member; NULL for a blank node or a relative one. */
static enum vc_status
predicate_of(struct run *run, const struct vc_json *member,
             const struct vc_term **out)
{
    struct vc_view name = member->name;
    *out = NULL;
    if (vc_ld_is_blank(name) && !run->options.generalized) {
        if (run->options.safe)
            return vc_ld_fail(&run->ld, VC_SAFE_BLANK_PREDICATE, name);
        return VC_OK;
    }
    return term_of(run, name, member->is_iri, out);
}

static enum vc_status
property(struct run *run, const struct vc_json *member,
         const struct vc_term *subject, const struct vc_term *graph)
{
    const struct vc_term *predicate;
    VC_TRY(predicate_of(run, member, &predicate));
    for (VC_JSON_EACH(item, member)) {
        const struct vc_term *object;
        VC_TRY(object_of(run, item, graph, &object));
        VC_TRY(add(run, subject, predicate, object, graph));
    }
    return VC_OK;
}

static enum vc_status
reverse(struct run *run, const struct vc_json *map,
        const struct vc_term *object, const struct vc_term *graph)
{
    for (VC_JSON_EACH(member, map)) {
        const struct vc_term *predicate;
        VC_TRY(predicate_of(run, member, &predicate));
        for (VC_JSON_EACH(item, member)) {
            const struct vc_term *subject;
            VC_TRY(object_of(run, item, graph, &subject));
            VC_TRY(add(run, subject, predicate, object, graph));
        }
    }
    return VC_OK;
}

static enum vc_status
types(struct run *run, const struct vc_json *member,
      const struct vc_term *subject, const struct vc_term *graph)
{
    for (VC_JSON_EACH(item, member)) {
        const struct vc_term *type = NULL;
        if (item->kind == VC_JSON_STRING)
            VC_TRY(term_of(run, item->u.text, item->is_iri, &type));
        VC_TRY(add(run, subject, &rdf_type, type, graph));
    }
    return VC_OK;
}

/* What stands in a graph or at the top. A value says nothing there, and a list
 * no more than the nodes in it; in a graph container they pass expansion. */
static enum vc_status
nodes(struct run *run, const struct vc_json *list, const struct vc_term *graph)
{
    for (VC_JSON_EACH(item, list)) {
        const struct vc_term *ignored;
        const struct vc_json *items =
            vc_json_get(item, vc_ld_keywords[KW_LIST]);
        bool is_free = items || vc_expand_value_is_value(item);
        if (is_free && run->options.safe)
            return vc_ld_fail(&run->ld, VC_SAFE_DROPPED_VALUE,
                              item->u.list.first->name);
        if (items)
            VC_TRY(nodes(run, items, graph));
        else if (!is_free)
            VC_TRY(object_of(run, item, graph, &ignored));
    }
    return VC_OK;
}

static enum vc_status
node_member(struct run *run, const struct vc_json *member,
            const struct vc_term *subject, const struct vc_term *graph)
{
    switch (vc_ld_keyword(member->name)) {
    case KW_NOT:
        return property(run, member, subject, graph);
    case KW_TYPE:
        return types(run, member, subject, graph);
    case KW_GRAPH:
        if (!subject)
            return VC_OK;
        return nodes(run, member, subject);
    case KW_INCLUDED:
        return nodes(run, member, graph);
    case KW_REVERSE:
        return reverse(run, member, subject, graph);
    default:
        return VC_OK;
    }
}

/* Writes a node and all below; `out` is its term, NULL if its @id is none. */
static enum vc_status
node_object(struct run *run, const struct vc_json *node,
            const struct vc_term *graph, const struct vc_term **out)
{
    const struct vc_json *id = vc_json_get(node, vc_ld_keywords[KW_ID]);
    *out = NULL;
    if (!id)
        VC_TRY(new_blank(run, out));
    else if (id->kind == VC_JSON_STRING)
        VC_TRY(term_of(run, id->u.text, id->is_iri, out));
    struct vc_path here = {.up = run->ld.path};
    run->ld.path = &here;
    for (VC_JSON_EACH(member, node)) {
        here.name = member->name;
        VC_TRY(node_member(run, member, *out, graph));
    }
    run->ld.path = here.up;
    return VC_OK;
}

enum vc_status
vc_to_rdf(struct vc_arena *arena, const struct vc_json *expanded,
          const struct vc_to_rdf_options *options, struct vc_dataset *out,
          struct vc_error *error)
{
    struct run run = {.arena = arena, .dataset = out, .ld.error = error};
    if (options)
        run.options = *options;
    vc_dataset_init(out, arena, run.options.max_quads);
    return nodes(&run, expanded, NULL);
}
