/* SPDX-License-Identifier: Apache-2.0 */
/* badge: the form of credentials (VC Data Model 2.0, chapter 4), the contexts
 * they may have, and what a signature over RDF would not show. */

#include "vc/badge.h"

#include "badge_check.h"

static const struct vc_view context_2 =
    VC_VIEW_INIT("https://www.w3.org/ns/credentials/v2");
static const struct vc_view context_1 =
    VC_VIEW_INIT("https://www.w3.org/2018/credentials/v1");

/* Contexts of Open Badges; they come second. */
static const struct vc_view badge_contexts[] = {
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"),
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"),
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/ob/v3p0/context.json"),
};

/* Contexts of CLR; in records they come second. */
static const struct vc_view record_contexts[] = {
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"),
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/clr/v2p0/context.json"),
};

/* Others that may stand in a list. None of them has an @vocab, which would
 * define whatever anybody writes. */
static const struct vc_view other_contexts[] = {
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"),
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"),
    VC_VIEW_INIT("https://purl.imsglobal.org/spec/clr/v2p0/context.json"),
    VC_VIEW_INIT("https://www.w3.org/ns/credentials/status/v1"),
    VC_VIEW_INIT("https://w3id.org/vc/status-list/2021/v1"),
    VC_VIEW_INIT("https://w3id.org/security/data-integrity/v1"),
    VC_VIEW_INIT("https://w3id.org/security/data-integrity/v2"),
    VC_VIEW_INIT("https://w3id.org/security/multikey/v1"),
    VC_VIEW_INIT("https://w3id.org/security/jwk/v1"),
    VC_VIEW_INIT("https://w3id.org/security/suites/ed25519-2020/v1"),
    VC_VIEW_INIT("https://w3id.org/security/suites/jws-2020/v1"),
    VC_VIEW_INIT("https://w3id.org/dcc/v1"),
};

/* --- contexts ------------------------------------------------------------ */

static bool
is_among(struct vc_view text, const struct vc_view *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (vc_view_equal(text, list[i])) {
            return true;
        }
    }
    return false;
}

static bool
is_badge_context(struct vc_view text)
{
    return is_among(text, badge_contexts,
                    sizeof(badge_contexts) / sizeof(badge_contexts[0]));
}

static enum vc_status
check_context(struct check *c, const struct vc_json *item, size_t index)
{
    if (item->kind == VC_JSON_OBJECT && index > 0 && c->rules->any_context) {
        return VC_OK;
    }
    if (!vc_badge_check_is_string(item)) {
        return vc_badge_check_fail(
            c, VC_FORM_CONTEXT,
            "a context must be an address, not written in place");
    }
    if (index == 0) {
        c->version_1 = vc_view_equal(item->u.text, context_1);
        if (!c->version_1 && !vc_view_equal(item->u.text, context_2)) {
            return vc_badge_check_fail(c, VC_FORM_CONTEXT,
                                       "the first context must be %s",
                                       context_2.data);
        }
        return c->version_1 && c->rules->strict
                   ? vc_badge_check_fail(c, VC_FORM_CONTEXT,
                                         "the data model 1.1 is not issued")
                   : VC_OK;
    }
    if (c->rules->any_context) {
        return vc_badge_check_url(c, item);
    }
    if (is_badge_context(item->u.text) ||
        is_among(item->u.text, other_contexts,
                 sizeof(other_contexts) / sizeof(other_contexts[0])) ||
        is_among(item->u.text, c->rules->contexts, c->rules->context_count)) {
        return VC_OK;
    }
    return vc_badge_check_fail(c, VC_FORM_CONTEXT,
                               "\"%.*s\" is not an allowed context",
                               (int)item->u.text.size, item->u.text.data);
}

enum vc_status
vc_badge_check_contexts(struct check *c, const struct vc_json *document)
{
    const struct vc_json *contexts = vc_json_get(document, VC_VIEW("@context"));
    vc_badge_check_enter(c, VC_VIEW("@context"));
    size_t i = 0;

    if (vc_json_is(contexts, VC_JSON_STRING)) {
        VC_TRY(check_context(c, contexts, 0));
        vc_badge_check_leave(c);
        return VC_OK;
    }
    if (!vc_json_is(contexts, VC_JSON_ARRAY) || contexts->count == 0) {
        return vc_badge_check_fail(c, VC_FORM_CONTEXT,
                                   "a list of contexts is needed");
    }
    for (VC_JSON_EACH(item, contexts)) {
        VC_TRY(check_context(c, item, i++));
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

/* Badges: a context of Open Badges comes second. Records: one of CLR comes
 * second, and Open Badges third. */
static enum vc_status
check_order_of_contexts(struct check *c, const struct vc_json *document)
{
    const struct vc_json *at =
        vc_json_first(vc_json_get(document, VC_VIEW("@context")));
    bool record = c->out->kind == VC_BADGE_RECORD;
    bool good = true;

    at = at != NULL ? at->next : NULL;
    if (record) {
        good = vc_json_is(at, VC_JSON_STRING) &&
               is_among(at->u.text, record_contexts,
                        sizeof(record_contexts) / sizeof(record_contexts[0]));
        at = at != NULL ? at->next : NULL;
    }
    if (good && vc_json_is(at, VC_JSON_STRING) &&
        is_badge_context(at->u.text)) {
        return VC_OK;
    }
    vc_badge_check_enter(c, VC_VIEW("@context"));
    return vc_badge_check_fail(
        c, VC_FORM_CONTEXT, "%s",
        record ? "the second context must be that of CLR, the third that of "
                 "Open Badges"
               : "the second context must be that of Open Badges");
}

/* --- the whole tree ------------------------------------------------------ */

static bool
is_blank_label(struct vc_view text)
{
    if (text.size < 2 || text.data[0] != '_' || text.data[1] != ':') {
        return false;
    }
    for (size_t i = 2; i < text.size; i++) {
        if (text.data[i] == ' ' || text.data[i] == '\n') {
            return false;
        }
    }
    return true;
}

/* Numbers and booleans stand only where Open Badges has some: elsewhere a text
 * in their place would give the same RDF, hence the same signature. The index
 * of a status should be a text; samples of 1EdTech have a number there, which
 * RDF tells apart. */
static bool
may_be_scalar(const struct check *c, const struct vc_json *value)
{
    static const struct vc_view numbers[] = {
        VC_VIEW_INIT("creditsEarned"), VC_VIEW_INIT("creditsAvailable"),
        VC_VIEW_INIT("latitude"), VC_VIEW_INIT("longitude"),
        VC_VIEW_INIT("statusSize")};

    if (value->kind == VC_JSON_BOOL) {
        return vc_view_equal(value->name, VC_VIEW("hashed")) ||
               vc_view_equal(value->name, VC_VIEW("partial"));
    }
    return is_among(value->name, numbers,
                    sizeof(numbers) / sizeof(numbers[0])) ||
           (!c->rules->strict &&
            vc_view_equal(value->name, VC_VIEW("statusListIndex")));
}

/* Keywords say things that RDF drops (@index) or says in another place (@nest,
 * @included): whoever reads the JSON would read what nobody signed. Only texts
 * with a language need some. */
static bool
is_keyword_allowed(const struct vc_json *parent, struct vc_view name)
{
    static const struct vc_view of_values[] = {
        VC_VIEW_INIT("@value"), VC_VIEW_INIT("@language"),
        VC_VIEW_INIT("@direction"), VC_VIEW_INIT("@type")};

    if (name.size == 0 || name.data[0] != '@' ||
        vc_view_equal(name, VC_VIEW("@context"))) {
        return true;
    }
    return vc_json_get(parent, VC_VIEW("@value")) != NULL &&
           is_among(name, of_values, sizeof(of_values) / sizeof(of_values[0]));
}

/* What RDF would not show: labels of blank nodes, texts for numbers, contexts
 * inside that are not those of an embedded credential, null. */
static enum vc_status
scan(struct check *c, const struct vc_json *value, bool top)
{
    size_t i = 0;

    switch (value->kind) {
    case VC_JSON_STRING:
        return is_blank_label(value->u.text)
                   ? vc_badge_check_fail(c, VC_FORM_BLANK,
                                         "a blank node label is not signed")
                   : VC_OK;
    case VC_JSON_NULL:
        return vc_badge_check_fail(c, VC_FORM_BLANK, "null is not signed");
    case VC_JSON_NUMBER:
    case VC_JSON_BOOL:
        return c->out->kind == VC_BADGE_OTHER || c->rules->context_count > 0 ||
                       may_be_scalar(c, value)
                   ? VC_OK
                   : vc_badge_check_fail(c, VC_FORM_MEMBER, "a text is needed");
    default:
        break;
    }
    if (value->kind == VC_JSON_ARRAY && value->count == 0) {
        return vc_badge_check_fail(c, VC_FORM_BLANK,
                                   "an empty list is not signed");
    }
    if (value->kind == VC_JSON_OBJECT && !top &&
        vc_json_get(value, VC_VIEW("@context")) != NULL) {
        bool version_1 = c->version_1;

        VC_TRY(vc_badge_check_contexts(c, value));
        c->version_1 = version_1;
    }
    for (VC_JSON_EACH(item, value)) {
        if (c->rules->any_context && item->name.data != NULL &&
            vc_view_equal(item->name, VC_VIEW("@context"))) {
            continue; /* made of keywords */
        }
        vc_badge_check_push(c, (struct part){item->name, i++});
        if (item->name.data != NULL && !is_keyword_allowed(value, item->name)) {
            return vc_badge_check_fail(c, VC_FORM_BLANK,
                                       "a keyword has no place here");
        }
        VC_TRY(scan(c, item, false));
        vc_badge_check_leave(c);
    }
    return VC_OK;
}

/* --- VC Data Model ------------------------------------------------------- */

static enum vc_status
check_issuer(struct check *c, const struct vc_json *document)
{
    const struct vc_json *issuer = vc_json_get(document, VC_VIEW("issuer"));
    const struct vc_json *id = issuer;

    if (issuer == NULL) {
        return vc_badge_check_missing(c, VC_VIEW("issuer"));
    }
    vc_badge_check_enter(c, VC_VIEW("issuer"));
    if (issuer->kind == VC_JSON_OBJECT) {
        id = vc_json_get(issuer, VC_VIEW("id"));
        c->out->issuer_name = vc_json_get_text(issuer, VC_VIEW("name"));
        if (id == NULL) {
            return vc_badge_check_missing(c, VC_VIEW("id"));
        }
        if (c->out->kind != VC_BADGE_OTHER) {
            VC_TRY(vc_badge_check_class(c, issuer, VC_BADGE_CLASS_PROFILE));
        }
    }
    VC_TRY(vc_badge_check_url(c, id));
    c->out->issuer = id->u.text;
    if (c->rules->strict && c->out->kind != VC_BADGE_OTHER &&
        c->out->issuer_name.data == NULL) {
        return vc_badge_check_missing(c, VC_VIEW("name"));
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

static enum vc_status
check_one_date(struct check *c, const struct vc_json *document,
               struct vc_view name, struct vc_view *out, bool *has,
               int64_t *out_ms)
{
    const struct vc_json *value = vc_json_get(document, name);
    vc_badge_check_enter(c, name);

    if (value != NULL) {
        VC_TRY(vc_badge_check_date(c, value, out_ms));
        *out = value->u.text;
        *has = true;
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

static enum vc_status
check_dates(struct check *c, const struct vc_json *document)
{
    struct vc_badge *out = c->out;
    struct vc_view from =
        c->version_1 ? VC_VIEW("issuanceDate") : VC_VIEW("validFrom");
    struct vc_view until =
        c->version_1 ? VC_VIEW("expirationDate") : VC_VIEW("validUntil");

    VC_TRY(check_one_date(c, document, from, &out->valid_from, &out->has_from,
                          &out->from_ms));
    VC_TRY(check_one_date(c, document, until, &out->valid_until,
                          &out->has_until, &out->until_ms));
    if (!out->has_from && (c->version_1 || out->kind != VC_BADGE_OTHER)) {
        return vc_badge_check_missing(c, from);
    }
    if (out->has_from && out->has_until && out->from_ms > out->until_ms) {
        return vc_badge_check_fail(c, VC_FORM_DATE,
                                   "the end lies before the beginning");
    }
    return VC_OK;
}

/* An object or several, each with a type; the ids that are there are URLs. */
static enum vc_status
check_typed(struct check *c, const struct vc_json *value, bool needs_id)
{
    size_t i = 0;

    if (value->kind == VC_JSON_ARRAY) {
        for (VC_JSON_EACH(item, value)) {
            vc_badge_check_push(c, (struct part){.index = i++});

            if (item->kind == VC_JSON_ARRAY) {
                return vc_badge_check_fail(c, VC_FORM_MEMBER,
                                           "an object is needed");
            }
            VC_TRY(check_typed(c, item, needs_id));
            vc_badge_check_leave(c);
        }
        return VC_OK;
    }
    if (value->kind != VC_JSON_OBJECT) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "an object is needed");
    }
    if (vc_json_get(value, VC_VIEW("type")) == NULL ||
        !vc_badge_check_all(vc_json_get(value, VC_VIEW("type")),
                            vc_badge_check_is_string)) {
        return vc_badge_check_missing(c, VC_VIEW("type"));
    }
    if (vc_json_get(value, VC_VIEW("id")) != NULL) {
        return vc_badge_check_url(c, vc_json_get(value, VC_VIEW("id")));
    }
    return needs_id ? vc_badge_check_missing(c, VC_VIEW("id")) : VC_OK;
}

static enum vc_status
check_typed_members(struct check *c, const struct vc_json *document)
{
    static const struct {
        struct vc_view name;
        bool needs_id;
    } members[] = {
        {VC_VIEW_INIT("credentialStatus"), false},
        {VC_VIEW_INIT("credentialSchema"), true},
        {VC_VIEW_INIT("evidence"), false},
        {VC_VIEW_INIT("termsOfUse"), false},
        {VC_VIEW_INIT("refreshService"), false},
        {VC_VIEW_INIT("proof"), false},
    };

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const struct vc_json *value = vc_json_get(document, members[i].name);

        if (value != NULL) {
            vc_badge_check_enter(c, members[i].name);

            VC_TRY(check_typed(c, value, members[i].needs_id));
            vc_badge_check_leave(c);
        }
    }
    c->out->status = vc_json_get(document, VC_VIEW("credentialStatus"));
    return VC_OK;
}

static bool
has_digest(const struct vc_json *resource)
{
    static const struct vc_view names[] = {VC_VIEW_INIT("digestSRI"),
                                           VC_VIEW_INIT("digestMultibase")};
    bool found = false;

    for (size_t i = 0; i < 2; i++) {
        const struct vc_json *digest = vc_json_get(resource, names[i]);

        if (digest != NULL &&
            !vc_badge_check_all(digest, vc_badge_check_is_string)) {
            return false;
        }
        found = found || digest != NULL;
    }
    return found;
}

/* Has an item of the list before `until` the same id? */
static bool
is_named_before(const struct vc_json *list, const struct vc_json *until)
{
    for (VC_JSON_EACH(item, list)) {
        if (item == until) {
            break;
        }
        if (vc_json_is_text(vc_json_get(item, VC_VIEW("id")),
                            vc_json_get_text(until, VC_VIEW("id")))) {
            return true;
        }
    }
    return false;
}

/* An object with an address of its own and a digest (section 5.3). */
static enum vc_status
check_resource(struct check *c, const struct vc_json *resource)
{
    const struct vc_json *id = vc_json_get(resource, VC_VIEW("id"));

    if (resource->kind != VC_JSON_OBJECT) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "an object is needed");
    }
    if (id == NULL) {
        return vc_badge_check_missing(c, VC_VIEW("id"));
    }
    VC_TRY(vc_badge_check_url(c, id));
    return has_digest(resource)
               ? VC_OK
               : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                     "a related resource needs a digest");
}

static enum vc_status
check_resources(struct check *c, const struct vc_json *document)
{
    enum { MAX_RESOURCES = 256 };
    struct vc_view name = VC_VIEW("relatedResource");
    const struct vc_json *list = vc_json_get(document, name);
    size_t i = 0;

    if (list == NULL) {
        return VC_OK;
    }
    vc_badge_check_enter(c, name);
    if (list->kind != VC_JSON_ARRAY) {
        VC_TRY(check_resource(c, list));
    } else if (list->count > MAX_RESOURCES) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "too many resources");
    } else {
        for (VC_JSON_EACH(item, list)) {
            vc_badge_check_push(c, (struct part){.index = i++});
            VC_TRY(check_resource(c, item));
            if (is_named_before(list, item)) {
                return vc_badge_check_fail(c, VC_FORM_MEMBER,
                                           "the resource stands twice");
            }
            vc_badge_check_leave(c);
        }
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

static bool
is_full_object(const struct vc_json *value)
{
    return value->kind == VC_JSON_OBJECT && value->count > 0;
}

static enum vc_status
check_subject(struct check *c, const struct vc_json *document)
{
    struct vc_view name = VC_VIEW("credentialSubject");
    const struct vc_json *subject = vc_json_get(document, name);

    if (subject == NULL) {
        return vc_badge_check_missing(c, name);
    }
    if (!vc_badge_check_all(subject, is_full_object)) {
        vc_badge_check_enter(c, name);
        enum vc_status s =
            vc_badge_check_fail(c, VC_FORM_MEMBER, "the subject says nothing");

        vc_badge_check_leave(c);
        return s;
    }
    c->out->achievement_name = vc_json_get_text(
        vc_json_get(subject, VC_VIEW("achievement")), VC_VIEW("name"));
    return VC_OK;
}

static enum vc_status
check_id(struct check *c, const struct vc_json *document)
{
    const struct vc_json *id = vc_json_get(document, VC_VIEW("id"));
    vc_badge_check_enter(c, VC_VIEW("id"));

    if (id != NULL) {
        VC_TRY(vc_badge_check_url(c, id));
        c->out->id = id->u.text;
    }
    vc_badge_check_leave(c);
    return id == NULL && c->out->kind != VC_BADGE_OTHER
               ? vc_badge_check_missing(c, VC_VIEW("id"))
               : VC_OK;
}

static struct vc_view
issuer_id(const struct vc_json *document)
{
    const struct vc_json *issuer = vc_json_get(document, VC_VIEW("issuer"));

    return vc_json_is(issuer, VC_JSON_STRING)
               ? issuer->u.text
               : vc_json_get_text(issuer, VC_VIEW("id"));
}

static enum vc_badge_kind
kind_of(const struct vc_json *document)
{
    if (vc_badge_check_has_type(document, VC_VIEW("OpenBadgeCredential")) ||
        vc_badge_check_has_type(document, VC_VIEW("AchievementCredential"))) {
        return VC_BADGE_ACHIEVEMENT;
    }
    if (vc_badge_check_has_type(document, VC_VIEW("ClrCredential"))) {
        return VC_BADGE_RECORD;
    }
    return vc_badge_check_has_type(document, VC_VIEW("EndorsementCredential"))
               ? VC_BADGE_ENDORSEMENT
               : VC_BADGE_OTHER;
}

static unsigned
class_of(enum vc_badge_kind kind)
{
    return kind == VC_BADGE_ACHIEVEMENT ? VC_BADGE_CLASS_CREDENTIAL
           : kind == VC_BADGE_RECORD    ? VC_BADGE_CLASS_RECORD
                                        : VC_BADGE_CLASS_ENDORSING;
}

static enum vc_status
check_all(struct check *c, const struct vc_json *document)
{
    struct vc_badge *out = c->out;

    if (!vc_json_is(document, VC_JSON_OBJECT)) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER,
                                   "a credential is an object");
    }
    /* Who and what is shown even where the check stops at once. */
    out->kind = kind_of(document);
    out->name = vc_json_get_text(document, VC_VIEW("name"));
    out->issuer = issuer_id(document);
    VC_TRY(vc_badge_check_contexts(c, document));
    VC_TRY(vc_badge_check_types(c, document, VC_BADGE_CLASS_NONE));
    if (!vc_badge_check_has_type(document, VC_VIEW("VerifiableCredential"))) {
        return vc_badge_check_fail(
            c, VC_FORM_MEMBER, "the type \"VerifiableCredential\" is missing");
    }
    VC_TRY(check_id(c, document));
    VC_TRY(check_issuer(c, document));
    VC_TRY(check_dates(c, document));
    VC_TRY(check_subject(c, document));
    VC_TRY(check_typed_members(c, document));
    VC_TRY(check_resources(c, document));
    if (out->kind != VC_BADGE_OTHER) {
        if (c->rules->strict && out->name.data == NULL) {
            return vc_badge_check_missing(c, VC_VIEW("name"));
        }
        VC_TRY(check_order_of_contexts(c, document));
        VC_TRY(vc_badge_check_class(c, document, class_of(out->kind)));
    }
    return scan(c, document, true);
}

enum vc_status
vc_badge_check(const struct vc_json *document,
               const struct vc_badge_rules *rules, struct vc_badge *out,
               struct vc_error *error)
{
    const struct vc_badge_rules none = {0};
    struct check c = {
        .rules = rules != NULL ? rules : &none, .out = out, .error = error};

    *out = (struct vc_badge){.kind = VC_BADGE_OTHER};
    return check_all(&c, document);
}
