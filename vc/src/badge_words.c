/* SPDX-License-Identifier: Apache-2.0 */
/* badge_words: what the specifications say of classes in words, which tables of
 * members cannot: one member asks for another, an id leads somewhere. */

#include "badge_check.h"

/* --- Open Badges --------------------------------------------------------- */

/* The item of that id in a list, or the one object there is; or NULL. */
static const struct vc_json *
find_id(const struct vc_json *list, struct vc_view id)
{
    if (vc_json_is(list, VC_JSON_OBJECT)) {
        return vc_json_is_text(vc_json_get(list, VC_VIEW("id")), id) ? list
                                                                     : NULL;
    }
    for (VC_JSON_EACH(item, list)) {
        if (vc_json_is_text(vc_json_get(item, VC_VIEW("id")), id)) {
            return item;
        }
    }
    return NULL;
}

static bool
is_listed(const struct vc_json *list, struct vc_view text)
{
    for (VC_JSON_EACH(item, list)) {
        if (vc_json_is_text(item, text)) {
            return true;
        }
    }
    return vc_json_is_text(list, text);
}

/* A result is one that the achievement describes, its level and its value are
 * among those that can be reached. */
static enum vc_status
check_result(struct check *c, const struct vc_json *result,
             const struct vc_json *descriptions)
{
    struct vc_view id = vc_json_get_text(result, VC_VIEW("resultDescription"));
    struct vc_view level = vc_json_get_text(result, VC_VIEW("achievedLevel"));
    struct vc_view value = vc_json_get_text(result, VC_VIEW("value"));
    const struct vc_json *description = NULL;
    const struct vc_json *allowed = NULL;

    if (id.data == NULL) {
        return VC_OK;
    }
    description = find_id(descriptions, id);
    if (description == NULL) {
        return vc_badge_check_fail(
            c, VC_FORM_MEMBER, "the achievement does not describe this result");
    }
    if (level.data != NULL &&
        find_id(vc_json_get(description, VC_VIEW("rubricCriterionLevel")),
                level) == NULL) {
        return vc_badge_check_fail(
            c, VC_FORM_MEMBER, "the achievement has no such level of a result");
    }
    allowed = vc_json_get(description, VC_VIEW("allowedValue"));
    if (allowed != NULL && value.data != NULL && !is_listed(allowed, value)) {
        return vc_badge_check_fail(
            c, VC_FORM_MEMBER, "the achievement has no such value of a result");
    }
    if (vc_view_equal(vc_json_get_text(description, VC_VIEW("resultType")),
                      VC_VIEW("Status")) &&
        vc_json_get(result, VC_VIEW("status")) == NULL) {
        return vc_badge_check_missing(c, VC_VIEW("status"));
    }
    return VC_OK;
}

static enum vc_status
check_results(struct check *c, const struct vc_json *subject)
{
    const struct vc_json *results = vc_json_get(subject, VC_VIEW("result"));
    const struct vc_json *descriptions =
        vc_json_get(vc_json_get(subject, VC_VIEW("achievement")),
                    VC_VIEW("resultDescription"));
    size_t i = 0;

    vc_badge_check_enter(c, VC_VIEW("result"));
    for (VC_JSON_EACH(result, results)) {
        vc_badge_check_push(c, (struct part){.index = i++});
        VC_TRY(check_result(c, result, descriptions));
        vc_badge_check_leave(c);
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

/* For issuing only: badges with neither an id nor an identifier, and with
 * results of nothing, are about. */
static enum vc_status
check_subject(struct check *c, const struct vc_json *subject)
{
    if (!c->rules->strict) {
        return VC_OK;
    }
    if (vc_json_get(subject, VC_VIEW("id")) == NULL &&
        vc_json_get(subject, VC_VIEW("identifier")) == NULL) {
        return vc_badge_check_fail(
            c, VC_FORM_MEMBER,
            "the subject needs an \"id\" or an \"identifier\"");
    }
    return check_results(c, subject);
}

static enum vc_status
check_criteria(struct check *c, const struct vc_json *criteria)
{
    return vc_json_get(criteria, VC_VIEW("id")) != NULL ||
                   vc_json_get(criteria, VC_VIEW("narrative")) != NULL
               ? VC_OK
               : vc_badge_check_fail(
                     c, VC_FORM_MEMBER,
                     "criteria need an \"id\" or a \"narrative\"");
}

static enum vc_status
check_description(struct check *c, const struct vc_json *description)
{
    struct vc_view level =
        vc_json_get_text(description, VC_VIEW("requiredLevel"));

    return level.data == NULL || !c->rules->strict ||
                   find_id(vc_json_get(description,
                                       VC_VIEW("rubricCriterionLevel")),
                           level) != NULL
               ? VC_OK
               : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                     "the level that is required is missing");
}

/* --- CLR ----------------------------------------------------------------- */

static bool
is_association_type(struct vc_view text)
{
    static const struct vc_view types[] = {
        VC_VIEW_INIT("exactMatchOf"), VC_VIEW_INIT("isChildOf"),
        VC_VIEW_INIT("isParentOf"),   VC_VIEW_INIT("isPartOf"),
        VC_VIEW_INIT("isPeerOf"),     VC_VIEW_INIT("isRelatedTo"),
        VC_VIEW_INIT("precedes"),     VC_VIEW_INIT("replacedBy")};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (vc_view_equal(text, types[i])) {
            return true;
        }
    }
    return false;
}

/* Is `id` that of a credential in the record, or of its achievement? */
static bool
credential_has(const struct vc_json *credential, struct vc_view id)
{
    const struct vc_json *subject =
        vc_json_get(credential, VC_VIEW("credentialSubject"));

    return vc_json_is_text(vc_json_get(credential, VC_VIEW("id")), id) ||
           find_id(vc_json_get(subject, VC_VIEW("achievement")), id) != NULL;
}

static bool
is_closed(const struct vc_json *credential)
{
    return credential->kind == VC_JSON_STRING ||
           vc_badge_check_has_type(credential,
                                   VC_VIEW("EnvelopedVerifiableCredential"));
}

/* Does the record hold what has that id? What stands in tokens is not seen
 * here, and may be anything. */
static bool
record_has(const struct vc_json *subject, struct vc_view id)
{
    const struct vc_json *inner =
        vc_json_get(subject, VC_VIEW("verifiableCredential"));

    if (find_id(vc_json_get(subject, VC_VIEW("achievement")), id) != NULL) {
        return true;
    }
    if (!vc_json_is(inner, VC_JSON_ARRAY)) {
        return is_closed(inner) || credential_has(inner, id);
    }
    for (VC_JSON_EACH(credential, inner)) {
        if (is_closed(credential) || credential_has(credential, id)) {
            return true;
        }
    }
    return false;
}

static enum vc_status
check_association(struct check *c, const struct vc_json *association,
                  const struct vc_json *subject)
{
    static const struct vc_view ends[] = {VC_VIEW_INIT("sourceId"),
                                          VC_VIEW_INIT("targetId")};

    for (size_t i = 0; i < 2; i++) {
        if (!record_has(subject, vc_json_get_text(association, ends[i]))) {
            vc_badge_check_enter(c, ends[i]);
            return vc_badge_check_fail(c, VC_FORM_MEMBER,
                                       "the record holds nothing of that id");
        }
    }
    return VC_OK;
}

/* Is the credential, or its achievement, the end of an association? */
static bool
is_associated(const struct vc_json *credential, const struct vc_json *list)
{
    for (VC_JSON_EACH(a, list)) {
        if (credential_has(credential,
                           vc_json_get_text(a, VC_VIEW("sourceId"))) ||
            credential_has(credential,
                           vc_json_get_text(a, VC_VIEW("targetId")))) {
            return true;
        }
    }
    return false;
}

/* What is about another learner has no place, unless it is brought into
 * relation. */
static enum vc_status
check_inner_subject(struct check *c, const struct vc_json *credential,
                    const struct vc_json *subject)
{
    struct vc_view learner = vc_json_get_text(subject, VC_VIEW("id"));
    struct vc_view id = vc_json_get_text(
        vc_json_get(credential, VC_VIEW("credentialSubject")), VC_VIEW("id"));

    return learner.data == NULL || id.data == NULL ||
                   vc_view_equal(learner, id) ||
                   is_associated(credential,
                                 vc_json_get(subject, VC_VIEW("association")))
               ? VC_OK
               : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                     "the credential is about somebody else "
                                     "than the record");
}

static enum vc_status
check_record(struct check *c, const struct vc_json *subject)
{
    size_t i = 0;

    vc_badge_check_enter(c, VC_VIEW("verifiableCredential"));
    for (VC_JSON_EACH(credential,
                      vc_json_get(subject, VC_VIEW("verifiableCredential")))) {
        vc_badge_check_push(c, (struct part){.index = i++});
        VC_TRY(check_inner_subject(c, credential, subject));
        vc_badge_check_leave(c);
    }
    vc_badge_check_leave(c);
    /* The model asks for ids of achievements, not where they stand: a record
     * of others may speak of one that it does not hold. */
    if (!c->rules->strict) {
        return VC_OK;
    }
    vc_badge_check_enter(c, VC_VIEW("association"));
    i = 0;
    for (VC_JSON_EACH(association,
                      vc_json_get(subject, VC_VIEW("association")))) {
        vc_badge_check_push(c, (struct part){.index = i++});
        VC_TRY(check_association(c, association, subject));
        vc_badge_check_leave(c);
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

enum vc_status
vc_badge_words_check(struct check *c, const struct vc_json *object,
                     unsigned class)
{
    switch (class) {
    case VC_BADGE_CLASS_SUBJECT:
        return check_subject(c, object);
    case VC_BADGE_CLASS_CRITERIA:
        return check_criteria(c, object);
    case VC_BADGE_CLASS_DESCRIPTION:
        return check_description(c, object);
    case VC_BADGE_CLASS_RECORD_SUBJECT:
        return check_record(c, object);
    case VC_BADGE_CLASS_ASSOCIATION:
        return is_association_type(
                   vc_json_get_text(object, VC_VIEW("associationType")))
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                         "no such kind of association");
    default:
        return VC_OK;
    }
}
