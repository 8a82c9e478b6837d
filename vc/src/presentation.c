/* SPDX-License-Identifier: Apache-2.0 */
/* presentation: the rules of the data model for presentations. */

#include "vc/presentation.h"

#include "badge_check.h"

/* An address, or an object with one. */
static enum vc_status
check_holder(struct check *c, const struct vc_json *document)
{
    const struct vc_json *holder = vc_json_get(document, VC_VIEW("holder"));

    if (holder == NULL) {
        return VC_OK;
    }
    vc_badge_check_enter(c, VC_VIEW("holder"));
    if (holder->kind == VC_JSON_OBJECT) {
        holder = vc_json_get(holder, VC_VIEW("id"));
        if (holder == NULL) {
            return vc_badge_check_missing(c, VC_VIEW("id"));
        }
    }
    VC_TRY(vc_badge_check_url(c, holder));
    vc_badge_check_leave(c);
    return VC_OK;
}

/* {"@context": …, "type": "EnvelopedVerifiableCredential",
 *  "id": "data:application/vc+jwt,…"} */
static enum vc_status
check_envelope(struct check *c, const struct vc_json *envelope)
{
    VC_TRY(vc_badge_check_contexts(c, envelope));
    return vc_view_starts(vc_json_get_text(envelope, VC_VIEW("id")),
                          VC_VIEW("data:"))
               ? VC_OK
               : vc_badge_check_fail(c, VC_FORM_MEMBER,
                                     "an envelope needs a data: address");
}

static enum vc_status
check_credential(struct check *c, const struct vc_json *credential)
{
    struct vc_badge badge;

    if (!vc_json_is(credential, VC_JSON_OBJECT)) {
        return vc_badge_check_fail(c, VC_FORM_MEMBER, "an object is needed");
    }
    if (vc_badge_check_has_type(credential,
                                VC_VIEW("EnvelopedVerifiableCredential"))) {
        return check_envelope(c, credential);
    }
    return vc_badge_check(credential, c->rules, &badge, c->error);
}

static enum vc_status
check_credentials(struct check *c, const struct vc_json *document)
{
    const struct vc_json *list =
        vc_json_get(document, VC_VIEW("verifiableCredential"));
    size_t i = 0;

    if (list == NULL) {
        return VC_OK;
    }
    vc_badge_check_enter(c, VC_VIEW("verifiableCredential"));
    if (list->kind != VC_JSON_ARRAY) {
        VC_TRY(check_credential(c, list));
    } else if (list->count > VC_PRESENTATION_MAX_CREDENTIALS) {
        return vc_badge_check_fail(c, VC_LIMIT, "too many credentials");
    }
    for (const struct vc_json *item =
             list->kind == VC_JSON_ARRAY ? vc_json_first(list) : NULL;
         item != NULL; item = item->next) {
        vc_badge_check_push(c, (struct part){.index = i++});
        VC_TRY(check_credential(c, item));
        vc_badge_check_leave(c);
    }
    vc_badge_check_leave(c);
    return VC_OK;
}

enum vc_status
vc_presentation_check(const struct vc_json *document,
                      const struct vc_badge_rules *rules,
                      struct vc_error *error)
{
    const struct vc_badge_rules none = {0};
    struct vc_badge ignored = {.kind = VC_BADGE_OTHER};
    struct check c = {.rules = rules != NULL ? rules : &none,
                      .out = &ignored,
                      .error = error};
    const struct vc_json *id = vc_json_get(document, VC_VIEW("id"));

    if (!vc_json_is(document, VC_JSON_OBJECT)) {
        return vc_badge_check_fail(&c, VC_FORM_MEMBER,
                                   "a presentation is an object");
    }
    VC_TRY(vc_badge_check_contexts(&c, document));
    VC_TRY(vc_badge_check_types(&c, document, VC_BADGE_CLASS_NONE));
    if (!vc_badge_check_has_type(document, VC_VIEW("VerifiablePresentation"))) {
        return vc_badge_check_fail(
            &c, VC_FORM_MEMBER,
            "the type \"VerifiablePresentation\" is missing");
    }
    if (id != NULL) {
        vc_badge_check_enter(&c, VC_VIEW("id"));
        VC_TRY(vc_badge_check_url(&c, id));
        vc_badge_check_leave(&c);
    }
    VC_TRY(check_holder(&c, document));
    return check_credentials(&c, document);
}
