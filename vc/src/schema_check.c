/* SPDX-License-Identifier: Apache-2.0 */
/* schema_check: a document against a schema of a closed set. */

#include "schema_set.h"

#include "vc/utf.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

enum { MAX_DEPTH = 256, MAX_STEPS = 1000000 };

/* Where in the document: a chain upwards. */
struct place {
    const struct place *above;
    struct vc_view name; /* data is NULL for an item */
    size_t index;
};

struct run {
    const struct vc_schema_set *set;
    struct vc_arena *arena;
    struct vc_error *error;
    bool quiet; /* only the answer counts, not why */
    bool formats;
    size_t steps;      /* left */
    uint32_t *scratch; /* of patterns */
    size_t scratch_size;
    unsigned depth;
};

static enum vc_status check(struct run *r, const struct vc_json *schema,
                            const struct vc_json *value,
                            const struct place *place);

/* --- saying where -------------------------------------------------------- */

static size_t
write_place(const struct place *place, char *out, size_t cap)
{
    size_t at = 0;
    int n = 0;

    if (place == NULL || place->above == NULL) {
        return 0;
    }
    at = write_place(place->above, out, cap);
    if (at >= cap) {
        return at;
    }
    n = place->name.data != NULL
            ? snprintf(out + at, cap - at, "/%.*s", (int)place->name.size,
                       place->name.data)
            : snprintf(out + at, cap - at, "/%zu", place->index);
    return at + (n > 0 ? (size_t)n : 0);
}

static enum vc_status
mismatch(struct run *r, const struct place *place, struct vc_view keyword,
         const char *what)
{
    if (r->error != NULL && !r->quiet) {
        (void)vc_error_set(r->error, VC_SCHEMA_MISMATCH, "%s (%.*s)", what,
                           (int)keyword.size, keyword.data);
        r->error->path[0] = '\0';
        (void)write_place(place, r->error->path, sizeof(r->error->path));
    }
    return VC_SCHEMA_MISMATCH;
}

static enum vc_status
spend(struct run *r, size_t steps)
{
    if (steps >= r->steps) {
        return vc_error_set(r->error, VC_LIMIT,
                            "checking the schema takes too much work");
    }
    r->steps -= steps;
    return VC_OK;
}

/* Does it fit? Says nothing of why not. */
static enum vc_status
try(struct run *r, const struct vc_json *schema, const struct vc_json *value,
    const struct place *place, bool *fits)
{
    bool quiet = r->quiet;
    enum vc_status s = VC_OK;

    r->quiet = true;
    s = check(r, schema, value, place);
    r->quiet = quiet;
    *fits = s == VC_OK;
    return s == VC_SCHEMA_MISMATCH ? VC_OK : s;
}

/* --- single values ------------------------------------------------------- */

static bool
is_integer(const struct vc_json *value)
{
    return value->kind == VC_JSON_NUMBER &&
           floor(value->u.number.value) == value->u.number.value;
}

static bool
has_type(const struct vc_json *value, struct vc_view type)
{
    static const struct {
        struct vc_view name;
        enum vc_json_kind kind;
    } types[] = {
        {VC_VIEW_INIT("null"), VC_JSON_NULL},
        {VC_VIEW_INIT("boolean"), VC_JSON_BOOL},
        {VC_VIEW_INIT("object"), VC_JSON_OBJECT},
        {VC_VIEW_INIT("array"), VC_JSON_ARRAY},
        {VC_VIEW_INIT("number"), VC_JSON_NUMBER},
        {VC_VIEW_INIT("string"), VC_JSON_STRING},
    };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (vc_view_equal(type, types[i].name)) {
            return value->kind == types[i].kind;
        }
    }
    return is_integer(value); /* no other name passed the reader */
}

static enum vc_status
check_type(struct run *r, const struct vc_json *types,
           const struct vc_json *value, const struct place *place)
{
    bool fits = types->kind == VC_JSON_STRING && has_type(value, types->u.text);

    for (VC_JSON_EACH(type, types)) {
        fits = fits || has_type(value, type->u.text);
    }
    return fits ? VC_OK
                : mismatch(r, place, VC_VIEW("type"), "it is of another kind");
}

static enum vc_status
check_enum(struct run *r, const struct vc_json *list,
           const struct vc_json *value, const struct place *place)
{
    for (VC_JSON_EACH(item, list)) {
        VC_TRY(spend(r, 1 + item->count));
        if (vc_json_equal(item, value)) {
            return VC_OK;
        }
    }
    return mismatch(r, place, VC_VIEW("enum"),
                    "it is none of the values there may be");
}

static bool
is_multiple(double value, double of)
{
    double times = value / of;

    if (fmod(value, of) == 0) {
        return true;
    }
    /* 0.0075 is 75 times 0.0001, but not in binary. */
    return isfinite(times) &&
           fabs(times - nearbyint(times)) <= 4 * DBL_EPSILON * fabs(times);
}

static enum vc_status
check_number(struct run *r, const struct vc_json *keyword, double value,
             const struct place *place)
{
    double limit = keyword->u.number.value;
    bool fits = true;

    if (vc_view_equal(keyword->name, VC_VIEW("maximum"))) {
        fits = value <= limit;
    } else if (vc_view_equal(keyword->name, VC_VIEW("exclusiveMaximum"))) {
        fits = value < limit;
    } else if (vc_view_equal(keyword->name, VC_VIEW("minimum"))) {
        fits = value >= limit;
    } else if (vc_view_equal(keyword->name, VC_VIEW("exclusiveMinimum"))) {
        fits = value > limit;
    } else if (vc_view_equal(keyword->name, VC_VIEW("multipleOf"))) {
        fits = is_multiple(value, limit);
    }
    return fits ? VC_OK
                : mismatch(r, place, keyword->name,
                           "the number is not one there may be");
}

static size_t
length_of(struct vc_view text)
{
    size_t n = 0;

    for (size_t at = 0; at < text.size; n++) {
        (void)vc_utf_next(text, &at);
    }
    return n;
}

static enum vc_status
matches(struct run *r, const struct vc_regex *regex, struct vc_view text,
        bool *out)
{
    size_t size = vc_regex_scratch(regex);

    VC_TRY(spend(r, 1 + text.size * vc_regex_size(regex) / 64));
    if (size > r->scratch_size) {
        r->scratch = vc_arena_array(r->arena, size, sizeof(*r->scratch));
        r->scratch_size = r->scratch != NULL ? size : 0;
    }
    if (r->scratch == NULL) {
        return VC_NO_MEMORY;
    }
    *out = vc_regex_match(regex, r->scratch, text);
    return VC_OK;
}

static enum vc_status
check_text(struct run *r, const struct schema_node *node,
           const struct vc_json *keyword, struct vc_view text,
           const struct place *place)
{
    bool fits = true;

    if (vc_view_equal(keyword->name, VC_VIEW("maxLength"))) {
        fits = (double)length_of(text) <= keyword->u.number.value;
    } else if (vc_view_equal(keyword->name, VC_VIEW("minLength"))) {
        fits = (double)length_of(text) >= keyword->u.number.value;
    } else if (vc_view_equal(keyword->name, VC_VIEW("pattern"))) {
        VC_TRY(matches(r, node->pattern, text, &fits));
    } else if (r->formats && vc_view_equal(keyword->name, VC_VIEW("format"))) {
        fits = vc_schema_format_fits(keyword->u.text, text);
    }
    return fits ? VC_OK
                : mismatch(r, place, keyword->name,
                           "the text is not one there may be");
}

/* --- arrays -------------------------------------------------------------- */

/* Items from the `first` on against one schema. */
static enum vc_status
check_items_from(struct run *r, const struct vc_json *schema,
                 const struct vc_json *value, size_t first,
                 const struct place *place)
{
    struct place at = {.above = place};

    for (VC_JSON_EACH(item, value)) {
        if (at.index >= first) {
            VC_TRY(check(r, schema, item, &at));
        }
        at.index++;
    }
    return VC_OK;
}

/* Items one by one against a list of schemas. */
static enum vc_status
check_items_by(struct run *r, const struct vc_json *list,
               const struct vc_json *value, const struct place *place)
{
    struct place at = {.above = place};
    const struct vc_json *item = vc_json_first(value);

    for (VC_JSON_EACH(schema, list)) {
        if (item == NULL) {
            break;
        }
        VC_TRY(check(r, schema, item, &at));
        item = item->next;
        at.index++;
    }
    return VC_OK;
}

/* items, additionalItems and prefixItems, by the dialect. */
static enum vc_status
check_items(struct run *r, const struct vc_json *schema,
            const struct vc_json *value, const struct place *place)
{
    const struct vc_json *items = vc_json_get(schema, VC_VIEW("items"));
    const struct vc_json *list = vc_json_get(schema, VC_VIEW("prefixItems"));
    const struct vc_json *rest = items;

    if (vc_json_is(items, VC_JSON_ARRAY)) {
        list = items;
        rest = vc_json_get(schema, VC_VIEW("additionalItems"));
    }
    if (list != NULL) {
        VC_TRY(check_items_by(r, list, value, place));
    }
    return rest != NULL
               ? check_items_from(r, rest, value,
                                  list != NULL ? list->count : 0, place)
               : VC_OK;
}

static double
number_or(const struct vc_json *schema, struct vc_view name, double fallback)
{
    const struct vc_json *value = vc_json_get(schema, name);

    return value != NULL ? value->u.number.value : fallback;
}

static enum vc_status
check_contains(struct run *r, const struct vc_json *schema,
               const struct vc_json *value, const struct place *place)
{
    const struct vc_json *wanted = vc_json_get(schema, VC_VIEW("contains"));
    double found = 0;

    if (wanted == NULL) {
        return VC_OK;
    }
    for (VC_JSON_EACH(item, value)) {
        bool fits = false;

        VC_TRY(try(r, wanted, item, place, &fits));
        found += fits ? 1 : 0;
    }
    return found >= number_or(schema, VC_VIEW("minContains"), 1) &&
                   found <= number_or(schema, VC_VIEW("maxContains"), INFINITY)
               ? VC_OK
               : mismatch(r, place, VC_VIEW("contains"),
                          "it has not the items that it should");
}

static enum vc_status
check_unique(struct run *r, const struct vc_json *value,
             const struct place *place)
{
    for (VC_JSON_EACH(item, value)) {
        for (const struct vc_json *other = item->next; other != NULL;
             other = other->next) {
            VC_TRY(spend(r, 1 + other->count));
            if (vc_json_equal(item, other)) {
                return mismatch(r, place, VC_VIEW("uniqueItems"),
                                "an item stands twice");
            }
        }
    }
    return VC_OK;
}

static enum vc_status
check_array(struct run *r, const struct vc_json *schema,
            const struct vc_json *value, const struct place *place)
{
    const struct vc_json *unique = vc_json_get(schema, VC_VIEW("uniqueItems"));

    if (value->count > number_or(schema, VC_VIEW("maxItems"), INFINITY) ||
        value->count < number_or(schema, VC_VIEW("minItems"), 0)) {
        return mismatch(r, place, VC_VIEW("minItems, maxItems"),
                        "it has not as many items as it should");
    }
    VC_TRY(check_items(r, schema, value, place));
    VC_TRY(check_contains(r, schema, value, place));
    return unique != NULL && unique->u.boolean ? check_unique(r, value, place)
                                               : VC_OK;
}

/* --- objects ------------------------------------------------------------- */

/* The schemas that a member has by its name and by patterns; `*known` when
 * there is one. */
static enum vc_status
check_member(struct run *r, const struct vc_json *schema,
             const struct vc_json *member, const struct place *at, bool *known)
{
    const struct vc_json *properties =
        vc_json_get(schema, VC_VIEW("properties"));
    const struct vc_json *own = vc_json_get(properties, member->name);

    VC_TRY(spend(r, 1 + (properties != NULL ? properties->count / 16 : 0)));
    *known = own != NULL;
    if (own != NULL) {
        VC_TRY(check(r, own, member, at));
    }
    for (VC_JSON_EACH(by, vc_json_get(schema, VC_VIEW("patternProperties")))) {
        bool fits = false;

        VC_TRY(matches(r, vc_schema_set_name(r->set, by), member->name, &fits));
        if (fits) {
            *known = true;
            VC_TRY(check(r, by, member, at));
        }
    }
    return VC_OK;
}

static enum vc_status
check_members(struct run *r, const struct vc_json *schema,
              const struct vc_json *value, const struct place *place)
{
    const struct vc_json *others =
        vc_json_get(schema, VC_VIEW("additionalProperties"));
    const struct vc_json *names = vc_json_get(schema, VC_VIEW("propertyNames"));

    for (VC_JSON_EACH(member, value)) {
        const struct place at = {.above = place, .name = member->name};
        const struct vc_json name = {.kind = VC_JSON_STRING,
                                     .u.text = member->name};
        bool known = false;

        VC_TRY(check_member(r, schema, member, &at, &known));
        if (!known && others != NULL) {
            VC_TRY(check(r, others, member, &at));
        }
        if (names != NULL) {
            VC_TRY(check(r, names, &name, &at));
        }
    }
    return VC_OK;
}

static enum vc_status
check_required(struct run *r, const struct vc_json *names,
               const struct vc_json *value, const struct place *place)
{
    for (VC_JSON_EACH(name, names)) {
        const struct place at = {.above = place, .name = name->u.text};

        VC_TRY(spend(r, 1 + value->count));
        if (vc_json_get(value, name->u.text) == NULL) {
            return mismatch(r, &at, VC_VIEW("required"), "it is missing");
        }
    }
    return VC_OK;
}

static enum vc_status
check_dependents(struct run *r, const struct vc_json *schema,
                 const struct vc_json *value, const struct place *place)
{
    for (VC_JSON_EACH(names,
                      vc_json_get(schema, VC_VIEW("dependentRequired")))) {
        if (vc_json_get(value, names->name) != NULL) {
            VC_TRY(check_required(r, names, value, place));
        }
    }
    for (VC_JSON_EACH(dependent,
                      vc_json_get(schema, VC_VIEW("dependentSchemas")))) {
        if (vc_json_get(value, dependent->name) != NULL) {
            VC_TRY(check(r, dependent, value, place));
        }
    }
    return VC_OK;
}

static enum vc_status
check_object(struct run *r, const struct vc_json *schema,
             const struct vc_json *value, const struct place *place)
{
    if (value->count > number_or(schema, VC_VIEW("maxProperties"), INFINITY) ||
        value->count < number_or(schema, VC_VIEW("minProperties"), 0)) {
        return mismatch(r, place, VC_VIEW("minProperties, maxProperties"),
                        "it has not as many members as it should");
    }
    VC_TRY(check_required(r, vc_json_get(schema, VC_VIEW("required")), value,
                          place));
    VC_TRY(check_members(r, schema, value, place));
    return check_dependents(r, schema, value, place);
}

/* --- schemas of schemas -------------------------------------------------- */

/* How many of the schemas it fits, counted up to two. */
static enum vc_status
count_fits(struct run *r, const struct vc_json *list,
           const struct vc_json *value, const struct place *place,
           size_t *count)
{
    *count = 0;
    for (VC_JSON_EACH(schema, list)) {
        bool fits = false;

        VC_TRY(try(r, schema, value, place, &fits));
        *count += fits ? 1 : 0;
        if (*count > 1) {
            break;
        }
    }
    return VC_OK;
}

static enum vc_status
check_choices(struct run *r, const struct vc_json *schema,
              const struct vc_json *value, const struct place *place)
{
    const struct vc_json *any = vc_json_get(schema, VC_VIEW("anyOf"));
    const struct vc_json *one = vc_json_get(schema, VC_VIEW("oneOf"));
    const struct vc_json *none = vc_json_get(schema, VC_VIEW("not"));
    size_t count = 0;
    bool fits = false;

    for (VC_JSON_EACH(item, vc_json_get(schema, VC_VIEW("allOf")))) {
        VC_TRY(check(r, item, value, place));
    }
    if (any != NULL) {
        VC_TRY(count_fits(r, any, value, place, &count));
        if (count == 0) {
            return mismatch(r, place, VC_VIEW("anyOf"), "it fits no choice");
        }
    }
    if (one != NULL) {
        VC_TRY(count_fits(r, one, value, place, &count));
        if (count != 1) {
            return mismatch(r, place, VC_VIEW("oneOf"),
                            count == 0 ? "it fits no choice"
                                       : "it fits more than one choice");
        }
    }
    if (none != NULL) {
        VC_TRY(try(r, none, value, place, &fits));
        if (fits) {
            return mismatch(r, place, VC_VIEW("not"),
                            "it is what it may not "
                            "be");
        }
    }
    return VC_OK;
}

static enum vc_status
check_condition(struct run *r, const struct vc_json *schema,
                const struct vc_json *value, const struct place *place)
{
    const struct vc_json *condition = vc_json_get(schema, VC_VIEW("if"));
    const struct vc_json *then = NULL;
    bool fits = false;

    if (condition == NULL) {
        return VC_OK;
    }
    VC_TRY(try(r, condition, value, place, &fits));
    then = vc_json_get(schema, fits ? VC_VIEW("then") : VC_VIEW("else"));
    return then != NULL ? check(r, then, value, place) : VC_OK;
}

/* Keywords for one value, whatever else there is. */
static enum vc_status
check_scalars(struct run *r, const struct schema_node *node,
              const struct vc_json *value, const struct place *place)
{
    for (VC_JSON_EACH(keyword, node->json)) {
        if (vc_view_equal(keyword->name, VC_VIEW("type"))) {
            VC_TRY(check_type(r, keyword, value, place));
        } else if (vc_view_equal(keyword->name, VC_VIEW("enum"))) {
            VC_TRY(check_enum(r, keyword, value, place));
        } else if (vc_view_equal(keyword->name, VC_VIEW("const"))) {
            VC_TRY(spend(r, 1 + value->count));
            if (!vc_json_equal(keyword, value)) {
                return mismatch(r, place, keyword->name, "it is another value");
            }
        } else if (value->kind == VC_JSON_NUMBER) {
            VC_TRY(check_number(r, keyword, value->u.number.value, place));
        } else if (value->kind == VC_JSON_STRING) {
            VC_TRY(check_text(r, node, keyword, value->u.text, place));
        }
    }
    return VC_OK;
}

static enum vc_status
check_keywords(struct run *r, const struct schema_node *node,
               const struct vc_json *value, const struct place *place)
{
    const struct vc_json *schema = node->json;

    if (node->target != NULL) {
        VC_TRY(check(r, node->target, value, place));
        if (r->set->resources[node->resource].dialect == VC_SCHEMA_OLD) {
            return VC_OK;
        }
    }
    VC_TRY(check_scalars(r, node, value, place));
    if (value->kind == VC_JSON_ARRAY) {
        VC_TRY(check_array(r, schema, value, place));
    } else if (value->kind == VC_JSON_OBJECT) {
        VC_TRY(check_object(r, schema, value, place));
    }
    VC_TRY(check_choices(r, schema, value, place));
    return check_condition(r, schema, value, place);
}

/* The depth is that of the document times that of references, which may go
 * round: hence a limit of its own. */
static enum vc_status
check(struct run *r, const struct vc_json *schema, const struct vc_json *value,
      const struct place *place)
{
    const struct schema_node *node = vc_schema_set_node(r->set, schema);
    enum vc_status s = VC_OK;

    VC_TRY(spend(r, 1));
    if (node == NULL) {
        return vc_error_set(r->error, VC_SCHEMA_FORM, "there is no schema");
    }
    if (schema->kind == VC_JSON_BOOL) {
        return schema->u.boolean ? VC_OK
                                 : mismatch(r, place, VC_VIEW("false"),
                                            "there may be nothing here");
    }
    if (r->depth == MAX_DEPTH) {
        return vc_error_set(r->error, VC_LIMIT, "nested too deeply");
    }
    r->depth++;
    s = check_keywords(r, node, value, place);
    r->depth--;
    return s;
}

enum vc_status
vc_schema_check(const struct vc_schema_set *set, struct vc_arena *arena,
                struct vc_view address, const struct vc_json *document,
                const struct vc_schema_options *options, struct vc_error *error)
{
    const struct schema_resource *resource =
        set->closed ? vc_schema_set_resource(set, address) : NULL;
    struct run r = {.set = set,
                    .arena = arena,
                    .error = error,
                    .formats = options != NULL && options->formats,
                    .steps = options != NULL && options->max_steps > 0
                                 ? options->max_steps
                                 : MAX_STEPS};
    const struct place root = {.above = NULL};

    if (resource == NULL) {
        return vc_error_set(error, VC_SCHEMA_FORM, "there is no schema");
    }
    return check(&r, resource->root, document, &root);
}
