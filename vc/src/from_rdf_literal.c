/* SPDX-License-Identifier: Apache-2.0 */
/* fromRdf: literals become value objects. The numbers in comments are the steps
 * of JSON-LD 1.1 API, section 8.7.2 unless they say else. */
#include "from_rdf_work.h"

#include "vc/number.h"

/* Above, not every whole number is a double. */
#define WHOLE_MAX 9007199254740992.0

/* ---- numbers and booleans (2.4) ---- */

static size_t
digits(struct vc_view text, size_t at)
{
    size_t start = at;
    while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
        at++;
    return at - start;
}

static size_t
sign(struct vc_view text, size_t at)
{
    return at < text.size && (text.data[at] == '+' || text.data[at] == '-');
}

/* Writes an xsd:integer or xsd:double as JSON does: no plus, no zeros in front,
 * digits on both sides of a point. False when it is neither. */
static bool
as_json(struct vc_view text, bool whole, struct vc_buf *out)
{
    size_t at = sign(text, 0);
    bool minus = at && text.data[0] == '-';
    size_t before = digits(text, at);
    size_t point = at + before;
    bool has_point = !whole && point < text.size && text.data[point] == '.';
    size_t after = has_point ? digits(text, point + 1) : 0;
    size_t power = point + has_point + after;
    bool has_power = !whole && power < text.size &&
                     (text.data[power] == 'e' || text.data[power] == 'E');
    size_t power_sign = has_power ? sign(text, power + 1) : 0;
    size_t power_digits = has_power ? digits(text, power + 1 + power_sign) : 0;
    if (before + after == 0 || has_power != (power_digits > 0) ||
        power + has_power + power_sign + power_digits != text.size)
        return false;
    while (before > 1 && text.data[at] == '0') {
        at++;
        before--;
    }
    if (minus)
        vc_buf_byte(out, '-');
    vc_buf_add(out, before ? (struct vc_view){text.data + at, before}
                           : VC_VIEW("0"));
    if (after)
        vc_buf_add(out, (struct vc_view){text.data + point, after + 1});
    vc_buf_add(out, (struct vc_view){text.data + power, text.size - power});
    return true;
}

/* 2.4.3. `out` stays NULL for what a double cannot hold. */
static enum vc_status
native_number(struct vc_from_rdf_run *run, struct vc_view text, bool whole,
              struct vc_json **out)
{
    struct vc_buf buf;
    struct vc_view json;
    double value;
    vc_buf_init(&buf, run->ld.arena, text.size + 2, 0);
    bool good = as_json(text, whole, &buf);
    VC_TRY(vc_buf_finish(&buf, &json));
    if (!good || !vc_number_parse(json, &value) ||
        (whole && (value > WHOLE_MAX || value < -WHOLE_MAX)))
        return VC_OK;
    *out = vc_json_number(run->ld.arena, value);
    return *out ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
native_boolean(struct vc_from_rdf_run *run, struct vc_view text,
               struct vc_json **out)
{
    bool yes = vc_view_equal(text, VC_VIEW("true")) ||
               vc_view_equal(text, VC_VIEW("1"));
    bool no = vc_view_equal(text, VC_VIEW("false")) ||
              vc_view_equal(text, VC_VIEW("0"));
    if (!yes && !no)
        return VC_OK;
    *out = vc_json_bool(run->ld.arena, yes);
    return *out ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
native_value(struct vc_from_rdf_run *run, const struct vc_term *literal,
             struct vc_json **out)
{
    *out = NULL;
    if (!literal->datatype.data)
        return VC_OK;
    if (vc_view_equal(literal->datatype, VC_VIEW(XSD "boolean")))
        return native_boolean(run, literal->value, out);
    bool whole = vc_view_equal(literal->datatype, VC_VIEW(XSD "integer"));
    if (!whole && !vc_view_equal(literal->datatype, VC_VIEW(XSD "double")))
        return VC_OK;
    return native_number(run, literal->value, whole, out);
}

/* ---- the others (2.5) ---- */

static enum vc_status
set_text(struct vc_from_rdf_run *run, struct vc_json *object,
         enum vc_keyword keyword, struct vc_view text)
{
    return vc_json_set(object, vc_ld_keywords[keyword],
                       vc_json_string(run->ld.arena, text));
}

/* 2.5.2. */
static enum vc_status
json_literal(struct vc_from_rdf_run *run, const struct vc_term *literal,
             struct vc_json *object)
{
    struct vc_json *value;
    enum vc_status status =
        vc_json_parse(run->ld.arena, literal->value, NULL, &value, NULL);
    if (status == VC_NO_MEMORY || status == VC_LIMIT)
        return status;
    if (status != VC_OK)
        return vc_ld_fail(&run->ld, VC_LD_INVALID_JSON_LITERAL, literal->value);
    VC_TRY(vc_json_set(object, vc_ld_keywords[KW_VALUE], value));
    return set_text(run, object, KW_TYPE, vc_ld_keywords[KW_JSON]);
}

static bool
is_direction(struct vc_view text)
{
    return vc_view_equal(text, VC_VIEW("ltr")) ||
           vc_view_equal(text, VC_VIEW("rtl"));
}

/* 2.5.3: "…i18n#ar-EG_rtl". Any other fragment is just a datatype. */
static bool
split_i18n(struct vc_view datatype, struct vc_view *language,
           struct vc_view *direction)
{
    struct vc_view base = VC_VIEW(I18N);
    if (!datatype.data || !vc_view_starts(datatype, base))
        return false;
    const char *start = datatype.data + base.size;
    size_t size = datatype.size - base.size;
    const char *bar = size ? memchr(start, '_', size) : NULL;
    if (!bar)
        return false;
    *language = (struct vc_view){start, (size_t)(bar - start)};
    *direction = (struct vc_view){bar + 1, size - language->size - 1};
    return is_direction(*direction) &&
           (language->size == 0 || vc_expand_value_is_language(*language));
}

enum vc_status
vc_from_rdf_literal(struct vc_from_rdf_run *run, const struct vc_term *literal,
                    struct vc_json **out)
{
    struct vc_view language;
    struct vc_view direction;
    struct vc_json *native = NULL;
    *out = vc_json_object(run->ld.arena);
    if (!*out)
        return VC_NO_MEMORY;
    if (run->options.native_types)
        VC_TRY(native_value(run, literal, &native));
    if (native)
        return vc_json_set(*out, vc_ld_keywords[KW_VALUE], native);
    if (!run->options.mode_1_0 && literal->datatype.data &&
        vc_view_equal(literal->datatype, VC_VIEW(RDF "JSON")))
        return json_literal(run, literal, *out);
    VC_TRY(set_text(run, *out, KW_VALUE, literal->value));
    if (run->options.direction == VC_RDF_DIRECTION_I18N_DATATYPE &&
        split_i18n(literal->datatype, &language, &direction)) {
        if (language.size)
            VC_TRY(set_text(run, *out, KW_LANGUAGE, language));
        return set_text(run, *out, KW_DIRECTION, direction);
    }
    if (literal->language.data)
        return set_text(run, *out, KW_LANGUAGE, literal->language);
    if (literal->datatype.data)
        return set_text(run, *out, KW_TYPE, literal->datatype);
    return VC_OK;
}

/* ---- compound literals (8.4.2, step 6.1) ---- */

/* The text of a property that has one plain text; NULL data for any other. */
static struct vc_view
plain_text(const struct vc_json *object, struct vc_view name)
{
    const struct vc_json *values = vc_json_get(object, name);
    const struct vc_json *only =
        values && values->count == 1 ? vc_json_first(values) : NULL;
    if (!only || only->count != 1)
        return (struct vc_view){NULL, 0};
    return vc_json_get_text(only, vc_ld_keywords[KW_VALUE]);
}

enum vc_status
vc_from_rdf_literal_compound(struct vc_from_rdf_run *run,
                             struct vc_rdf_node *node)
{
    const struct vc_json *from = node->object;
    struct vc_view value = plain_text(from, VC_VIEW(RDF "value"));
    struct vc_view direction = plain_text(from, VC_VIEW(RDF "direction"));
    struct vc_view language = plain_text(from, VC_VIEW(RDF "language"));
    if (!vc_from_rdf_can_go(run, node) || !value.data || !direction.data ||
        from->count != (language.data ? 4 : 3))
        return VC_OK;
    if (language.data && !vc_expand_value_is_language(language))
        return vc_ld_fail(&run->ld, VC_LD_INVALID_LANGUAGE_TAGGED_STRING,
                          language);
    if (!is_direction(direction))
        return vc_ld_fail(&run->ld, VC_LD_INVALID_BASE_DIRECTION, direction);
    struct vc_json *to = run->blanks[node->term->number].once.value;
    to->count = 0;
    to->u.list.first = NULL;
    to->u.list.last = NULL;
    node->gone = true;
    VC_TRY(set_text(run, to, KW_VALUE, value));
    if (language.data)
        VC_TRY(set_text(run, to, KW_LANGUAGE, language));
    return set_text(run, to, KW_DIRECTION, direction);
}
