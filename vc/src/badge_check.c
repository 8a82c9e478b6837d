/* SPDX-License-Identifier: Apache-2.0 */
/* badge_check: kinds of values and classes of objects, with the place of the
 * first fault. */

#include "badge_check.h"

#include "vc/instant.h"

#include <stdarg.h>
#include <stdio.h>

/* --- errors with their place --------------------------------------------- */

/* The place as a JSON Pointer, cut where it does not fit: it only helps to find
 * the fault. */
static void
write_path(const struct check *c, char *out, size_t cap)
{
    size_t at = 0;

    out[0] = '\0';
    for (size_t i = 0; i < c->depth && i < MAX_PATH && at < cap; i++) {
        const struct part *part = &c->path[i];
        int n = part->name.data != NULL
                    ? snprintf(out + at, cap - at, "/%.*s",
                               (int)part->name.size, part->name.data)
                    : snprintf(out + at, cap - at, "/%zu", part->index);

        if (n < 0) {
            return;
        }
        at += (size_t)n;
    }
}

enum vc_status
vc_badge_check_fail(struct check *c, enum vc_status status, const char *format,
                    ...)
{
    char text[sizeof(c->error->message)];
    va_list list;

    va_start(list, format);
    (void)vsnprintf(text, sizeof(text), format, list);
    va_end(list);
    status = vc_error_set(c->error, status, "%s", text);
    if (c->error != NULL) {
        write_path(c, c->error->path, sizeof(c->error->path));
    }
    return status;
}

void
vc_badge_check_push(struct check *c, struct part part)
{
    if (c->depth < MAX_PATH) {
        c->path[c->depth] = part;
    }
    c->depth++;
}

/* Step into a member or an item; vc_badge_check_leave() steps out again. */
void
vc_badge_check_enter(struct check *c, struct vc_view name)
{
    vc_badge_check_push(c, (struct part){.name = name});
}

static void
enter_item(struct check *c, size_t index)
{
    vc_badge_check_push(c, (struct part){.index = index});
}

void
vc_badge_check_leave(struct check *c)
{
    c->depth--;
}

enum vc_status
vc_badge_check_missing(struct check *c, struct vc_view name)
{
    return vc_badge_check_fail(c, VC_FORM_MEMBER, "\"%.*s\" is missing",
                               (int)name.size, name.data);
}

/* --- kinds of values ----------------------------------------------------- */

/* What no URL has: controls, the blank, <>"{}|\\^ and the grave accent. */
static const bool never_in_url[256] = {
    [0] = 1,   [1] = 1,   [2] = 1,   [3] = 1,   [4] = 1,   [5] = 1,
    [6] = 1,   [7] = 1,   [8] = 1,   [9] = 1,   [10] = 1,  [11] = 1,
    [12] = 1,  [13] = 1,  [14] = 1,  [15] = 1,  [16] = 1,  [17] = 1,
    [18] = 1,  [19] = 1,  [20] = 1,  [21] = 1,  [22] = 1,  [23] = 1,
    [24] = 1,  [25] = 1,  [26] = 1,  [27] = 1,  [28] = 1,  [29] = 1,
    [30] = 1,  [31] = 1,  [' '] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1,
    ['{'] = 1, ['}'] = 1, ['|'] = 1, ['^'] = 1, ['`'] = 1, ['\\'] = 1};

static bool
is_url(struct vc_view text)
{
    size_t i = 0;
    bool bad = false;

    while (i < text.size &&
           ((text.data[i] >= 'a' && text.data[i] <= 'z') ||
            (text.data[i] >= 'A' && text.data[i] <= 'Z') ||
            (i > 0 && ((text.data[i] >= '0' && text.data[i] <= '9') ||
                       (text.data[i] != '\0' &&
                        strchr("+-.", text.data[i]) != NULL))))) {
        i++;
    }
    if (i == 0 || i + 1 >= text.size || text.data[i] != ':') {
        return false;
    }
    for (; i < text.size; i++) {
        bad |= never_in_url[(unsigned char)text.data[i]];
    }
    return !bad;
}

bool
vc_badge_check_is_string(const struct vc_json *value)
{
    return vc_json_is(value, VC_JSON_STRING);
}

/* {"@value": "…", "@language": "…"} */
static bool
is_language_string(const struct vc_json *value)
{
    return vc_json_is(value, VC_JSON_OBJECT) &&
           vc_json_get_text(value, VC_VIEW("@value")).data != NULL;
}

/* Every item, or the value itself when it is no array. An empty array is
 * never right: the issuer would have left it out. */
bool
vc_badge_check_all(const struct vc_json *value,
                   bool (*good)(const struct vc_json *))
{
    if (value->kind != VC_JSON_ARRAY) {
        return good(value);
    }
    for (VC_JSON_EACH(item, value)) {
        if (!good(item)) {
            return false;
        }
    }
    return value->count > 0;
}

static bool
is_words_item(const struct vc_json *value)
{
    return vc_badge_check_is_string(value) || is_language_string(value);
}

enum vc_status
vc_badge_check_url(struct check *c, const struct vc_json *value)
{
    return vc_badge_check_is_string(value) && is_url(value->u.text)
               ? VC_OK
               : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                     "an address (URL) is needed");
}

enum vc_status
vc_badge_check_date(struct check *c, const struct vc_json *value,
                    int64_t *out_ms)
{
    return vc_badge_check_is_string(value) &&
                   vc_instant_parse(value->u.text.data, value->u.text.size,
                                    out_ms)
               ? VC_OK
               : vc_badge_check_fail(
                     c, VC_FORM_DATE,
                     "a date and time with an offset is needed");
}

/* Is `type` among the types of the object? */
bool
vc_badge_check_has_type(const struct vc_json *object, struct vc_view type)
{
    const struct vc_json *types = vc_json_get(object, VC_VIEW("type"));

    if (vc_json_is_text(types, type)) {
        return true;
    }
    if (vc_json_is(types, VC_JSON_ARRAY)) {
        for (VC_JSON_EACH(item, types)) {
            if (vc_json_is_text(item, type)) {
                return true;
            }
        }
    }
    return false;
}

/* The strict schema of Open Badges wants a list of types, but one alone for
 * three small classes. */
enum vc_status
vc_badge_check_types(struct check *c, const struct vc_json *object,
                     unsigned class)
{
    const struct vc_json *types = vc_json_get(object, VC_VIEW("type"));
    bool alone = class == VC_BADGE_CLASS_IDENTITY ||
                 class == VC_BADGE_CLASS_IDENTIFIER ||
                 class == VC_BADGE_CLASS_IMAGE;

    if (types == NULL || !vc_badge_check_all(types, vc_badge_check_is_string)) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "\"type\" is missing");
    }
    if (c->rules->strict && (types->kind == VC_JSON_ARRAY) == alone) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "\"type\" must be %s",
                                   alone ? "one text" : "an array");
    }
    return VC_OK;
}

/* --- Open Badges, by the table ------------------------------------------- */

static enum vc_status
check_objects(struct check *c, const struct vc_json *value, unsigned class)
{
    size_t i = 0;

    if (value->kind != VC_JSON_ARRAY) {
        return c->rules->strict ? vc_badge_check_fail(c, VC_FORM_MEMBER,
                                                      "an array is needed")
                                : vc_badge_check_class(c, value, class);
    }
    for (VC_JSON_EACH(item, value)) {
        enter_item(c, i++);

        VC_TRY(vc_badge_check_class(c, item, class));
        vc_badge_check_leave(c);
    }
    return VC_OK;
}

/* Credentials inside: objects, whose form is judged with them, or tokens. */
static bool
is_inner(const struct vc_json *value)
{
    return value->kind == VC_JSON_OBJECT || value->kind == VC_JSON_STRING;
}

/* One of a list, or "ext:" and a word of somebody's own. For issuing: others
 * write what they like there. */
static enum vc_status
check_word(struct check *c, const struct vc_json *value, unsigned list)
{
    if (!vc_badge_check_is_string(value)) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "a text is needed");
    }
    return !c->rules->strict || vc_badge_model_knows(list, value->u.text)
               ? VC_OK
               : vc_badge_check_fail(
                     c, VC_FORM_MEMBER,
                     "no such word; others begin with \"ext:\"");
}

static enum vc_status
check_plain(struct check *c, const struct vc_json *value, unsigned kind,
            unsigned list)
{
    int64_t ms = 0;

    switch (kind) {
    case VC_BADGE_KIND_URL:
        return vc_badge_check_url(c, value);
    case VC_BADGE_KIND_DATE:
        return vc_badge_check_date(c, value, &ms);
    case VC_BADGE_KIND_TEXT:
        return vc_badge_check_is_string(value)
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER, "a text is needed");
    case VC_BADGE_KIND_TEXTS:
        return vc_badge_check_all(value, vc_badge_check_is_string) &&
                       (!c->rules->strict || value->kind == VC_JSON_ARRAY)
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                         "a list of texts is needed");
    case VC_BADGE_KIND_WORD:
        return check_word(c, value, list);
    case VC_BADGE_KIND_INNER:
        return vc_badge_check_all(value, is_inner) &&
                       (!c->rules->strict || value->kind == VC_JSON_ARRAY)
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                         "a list of credentials is needed");
    case VC_BADGE_KIND_WORDS:
        return vc_badge_check_all(value, is_words_item)
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER, "a text is needed");
    case VC_BADGE_KIND_NUMBER:
        return value->kind == VC_JSON_NUMBER
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                         "a number is needed");
    default:
        return value->kind == VC_JSON_BOOL
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                         "true or false is needed");
    }
}

static enum vc_status
check_member(struct check *c, const struct vc_json *value,
             const struct vc_badge_member *member)
{
    vc_badge_check_enter(c, member->name);

    if (member->kind == VC_BADGE_KIND_OBJECT &&
        member->child == VC_BADGE_CLASS_IMAGE && !c->rules->strict &&
        vc_badge_check_is_string(value)) {
        VC_TRY(vc_badge_check_url(c, value)); /* as the first drafts had it */
    } else if (member->kind == VC_BADGE_KIND_OBJECT) {
        VC_TRY(vc_badge_check_class(c, value, member->child));
    } else if (member->kind == VC_BADGE_KIND_OBJECTS) {
        VC_TRY(check_objects(c, value, member->child));
    } else {
        VC_TRY(check_plain(c, value, member->kind, member->child));
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

static const struct vc_badge_member *
find_member(const struct vc_badge_class *class, struct vc_view name,
            size_t *out_index)
{
    for (size_t i = 0; i < class->count; i++) {
        if (vc_view_equal(class->members[i].name, name)) {
            *out_index = i;
            return &class->members[i];
        }
    }
    return NULL;
}

/* The depth is that of the document, which its parser bounds. */
enum vc_status
vc_badge_check_class(struct check *c, const struct vc_json *object,
                     unsigned class)
{
    const struct vc_badge_class *model = &vc_badge_classes[class];
    uint32_t seen = 0;

    if (!vc_json_is(object, VC_JSON_OBJECT)) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "an object is needed");
    }
    if (model->type.data != NULL) {
        VC_TRY(vc_badge_check_types(c, object, class));
        if (!vc_badge_check_has_type(object, model->type)) {
            return vc_badge_check_fail(c, VC_FORM_MEMBER,
                                       "the type \"%.*s\" is missing",
                                       (int)model->type.size, model->type.data);
        }
    }
    for (VC_JSON_EACH(value, object)) {
        size_t i = 0;
        const struct vc_badge_member *member =
            find_member(model, value->name, &i);

        if (member != NULL) {
            seen |= UINT32_C(1) << i;
            VC_TRY(check_member(c, value, member));
        }
    }
    for (size_t i = 0; i < model->count; i++) {
        if (model->members[i].required && (seen >> i & 1) == 0) {
            return vc_badge_check_missing(c, model->members[i].name);
        }
    }
    return vc_badge_words_check(c, object, class);
}
