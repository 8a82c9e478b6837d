/* SPDX-License-Identifier: Apache-2.0 */
/* judge_status: what the issuer's lists say of a credential, and whether they
 * can be relied on. */

#include "judge.h"

#include "vc/status_list.h"

enum {
    MAX_ENTRIES = 4, /* of one credential */
    MAX_LIST_BYTES = 4 << 20
};

static enum vc_status
say_status(struct judge *j, struct vc_finding *f, enum vc_finding_code code,
           const char *detail)
{
    vc_judge_say(f, code);
    return vc_judge_copy(j, f, "detail", detail);
}

/* The host of an https address, or of a did:web. */
static struct vc_view
host_of(struct vc_view id)
{
    static const struct vc_view https = VC_VIEW_INIT("https://");
    static const struct vc_view web = VC_VIEW_INIT("did:web:");
    struct vc_view none = {NULL, 0};
    struct vc_view host = id;
    bool is_web = vc_view_starts(id, web);
    size_t n = 0;

    if (!is_web && !vc_view_starts(id, https)) {
        return none;
    }
    host.data += https.size; /* both are eight characters long */
    host.size -= https.size;
    while (n < host.size &&
           strchr(is_web ? ":#" : "/?#", host.data[n]) == NULL) {
        n++;
    }
    host.size = n;
    return host;
}

/* The issuer of a list is the issuer of the credential, or holds the host that
 * the credential names for the list. */
static bool
may_issue_list(struct vc_view list_issuer, struct vc_view issuer,
               struct vc_view address)
{
    struct vc_view host = host_of(list_issuer);

    return list_issuer.data != NULL &&
           ((issuer.data != NULL && vc_view_equal(list_issuer, issuer)) ||
            (host.data != NULL && vc_view_equal(host, host_of(address))));
}

/* What is wrong with the list as an answer to the entry, or NULL. */
static const char *
list_fault(const struct vc_json *list, const struct vc_json *entry,
           const struct vc_verdict *verdict, struct vc_view issuer)
{
    const struct vc_json *subject =
        vc_json_get(list, VC_VIEW("credentialSubject"));
    struct vc_view address =
        vc_json_get_text(entry, VC_VIEW("statusListCredential"));
    struct vc_view purpose = vc_json_get_text(entry, VC_VIEW("statusPurpose"));

    if (!vc_judge_has_text(vc_json_get(list, VC_VIEW("type")),
                           VC_VIEW("BitstringStatusListCredential")) ||
        !vc_judge_has_text(vc_json_get(subject, VC_VIEW("type")),
                           VC_VIEW("BitstringStatusList"))) {
        return "it is no status list";
    }
    if (verdict->result == VC_RESULT_NOT_VERIFIED) {
        return "it is not a valid credential itself";
    }
    if (verdict->badge.id.data == NULL ||
        !vc_view_equal(verdict->badge.id, address)) {
        return "it is another list than the document names";
    }
    if (!may_issue_list(verdict->badge.issuer, issuer, address)) {
        return "it was issued by somebody else";
    }
    if (!vc_judge_has_text(vc_json_get(subject, VC_VIEW("statusPurpose")),
                           purpose)) {
        return "it is a list for another purpose";
    }
    return NULL;
}

static enum vc_status
judge_list(struct judge *j, struct vc_view bytes, const struct vc_json *entry,
           struct vc_view issuer, struct vc_finding *f)
{
    const struct vc_json_limits limits = {.max_bytes = MAX_LIST_BYTES,
                                          .max_depth = VC_JUDGE_MAX_DEPTH};
    struct vc_view purpose = vc_json_get_text(entry, VC_VIEW("statusPurpose"));
    struct vc_error error = {0};
    struct vc_json *list = NULL;
    struct vc_verdict verdict;
    const char *fault = NULL;
    uint64_t index = 0;
    bool set = false;
    enum vc_status s = VC_OK;

    if (purpose.data == NULL ||
        !vc_status_list_index(
            vc_json_get_text(entry, VC_VIEW("statusListIndex")), &index)) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_ENTRY,
                          "it needs a purpose and a number");
    }
    s = vc_json_parse(j->arena, bytes, &limits, &list, &error);
    if (s != VC_OK) {
        return s == VC_NO_MEMORY ? s
                                 : say_status(j, f, VC_FINDING_STATUS_BAD_LIST,
                                              vc_status_text(s));
    }
    VC_TRY(vc_judge_document(j, list, VC_JUDGE_IN_LIST, &verdict));
    fault = list_fault(list, entry, &verdict, issuer);
    if (fault != NULL) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_LIST, fault);
    }
    if (verdict.result != VC_RESULT_VERIFIED) {
        vc_judge_say(f, VC_FINDING_STATUS_NO_LIST);
        return VC_OK;
    }
    s = vc_status_list_bit(
        j->arena,
        vc_json_get_text(vc_json_get(list, VC_VIEW("credentialSubject")),
                         VC_VIEW("encodedList")),
        index, &set, &error);
    if (s != VC_OK) {
        return s == VC_NO_MEMORY ? s
                                 : say_status(j, f, VC_FINDING_STATUS_BAD_LIST,
                                              error.message);
    }
    /* Other purposes (message, refresh) say nothing of validity. */
    vc_judge_say(f, set && vc_view_equal(purpose, VC_VIEW("revocation"))
                        ? VC_FINDING_STATUS_REVOKED
                    : set && vc_view_equal(purpose, VC_VIEW("suspension"))
                        ? VC_FINDING_STATUS_SUSPENDED
                        : VC_FINDING_STATUS_GOOD);
    return VC_OK;
}

static enum vc_status
judge_entry(struct judge *j, const struct vc_json *entry, struct vc_view issuer,
            struct vc_finding *f)
{
    const struct vc_resolver *r = &j->options->resolver;
    struct vc_view type = vc_json_get_text(entry, VC_VIEW("type"));
    struct vc_view address =
        vc_json_get_text(entry, VC_VIEW("statusListCredential"));
    enum vc_resolved resolved = VC_RESOLVED_UNKNOWN;
    struct vc_view bytes = {NULL, 0};

    if (type.data == NULL ||
        !vc_view_equal(type, VC_VIEW("BitstringStatusListEntry"))) {
        vc_judge_say(f, VC_FINDING_STATUS_NOT_READ);
        vc_judge_with(f, "type", type);
        return VC_OK;
    }
    if (address.data == NULL) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_ENTRY,
                          "it names no list");
    }
    if (r->status_list != NULL) {
        resolved = r->status_list(r->user, j->arena, address, &bytes);
    }
    if (resolved == VC_RESOLVED_NO_MEMORY) {
        return VC_NO_MEMORY;
    }
    if (resolved != VC_RESOLVED) {
        vc_judge_say(f, VC_FINDING_STATUS_NO_LIST);
        return VC_OK;
    }
    return judge_list(j, bytes, entry, issuer, f);
}

/* The worst of all entries. A list has no status of its own: it is current or
 * it is not, and lists of lists would never end. */
enum vc_status
vc_judge_status(struct judge *j, const struct vc_json *document,
                unsigned nesting, struct vc_verdict *v)
{
    const struct vc_json *status =
        vc_json_get(document, VC_VIEW("credentialStatus"));
    bool several = vc_json_is(status, VC_JSON_ARRAY);
    const struct vc_json *entry = several ? vc_json_first(status) : status;
    struct vc_finding *worst = &v->layers[VC_LAYER_STATUS];

    vc_judge_say(worst, VC_FINDING_STATUS_NONE);
    if (status != NULL && nesting == VC_JUDGE_IN_LIST) {
        return say_status(j, worst, VC_FINDING_STATUS_BAD_ENTRY,
                          "a list has no status itself");
    }
    if (several && status->count > MAX_ENTRIES) {
        return say_status(j, worst, VC_FINDING_STATUS_BAD_ENTRY,
                          "there are too many entries");
    }
    for (; entry != NULL; entry = several ? entry->next : NULL) {
        struct vc_finding f;

        VC_TRY(judge_entry(j, entry, v->badge.issuer, &f));
        if (vc_verdict_outcome(&f) > vc_verdict_outcome(worst)) {
            *worst = f;
        }
    }
    return VC_OK;
}
