/* SPDX-License-Identifier: Apache-2.0 */
/* judge_status: what the issuer's lists say of a credential, and whether they
 * can be relied on. */

#include "judge.h"

#include "vc/status_list.h"

#include <stdio.h>

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

/* Lists by the type of their entries; the second is the draft before. */
static const struct kind {
    struct vc_view entry;
    struct vc_view credential;
    struct vc_view subject;
} kinds[] = {
    {VC_VIEW_INIT("BitstringStatusListEntry"),
     VC_VIEW_INIT("BitstringStatusListCredential"),
     VC_VIEW_INIT("BitstringStatusList")},
    {VC_VIEW_INIT("StatusList2021Entry"),
     VC_VIEW_INIT("StatusList2021Credential"), VC_VIEW_INIT("StatusList2021")},
};

static const struct kind *
find_kind(struct vc_view entry)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (vc_view_equal(entry, kinds[i].entry)) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* An entry taken apart. */
struct entry {
    const struct vc_json *node;
    const struct kind *kind; /* NULL: none of these */
    struct vc_view type;
    struct vc_view purpose;
    struct vc_view list; /* the address of the list */
    uint64_t index;
    unsigned size; /* bits */
};

/* Digits, or (samples of 1EdTech) a JSON number of digits. */
static bool
read_index(const struct vc_json *value, uint64_t *out)
{
    return vc_json_is(value, VC_JSON_NUMBER)
               ? vc_status_list_index(value->u.number.text, out)
               : vc_json_is(value, VC_JSON_STRING) &&
                     vc_status_list_index(value->u.text, out);
}

/* One text for each value that an entry can have; of more bits than one, and
 * for messages, they must be there (section 2.1 of the standard). */
static bool
has_messages(const struct entry *e)
{
    const struct vc_json *messages =
        vc_json_get(e->node, VC_VIEW("statusMessage"));

    if (messages == NULL) {
        return e->size == 1 && !vc_view_equal(e->purpose, VC_VIEW("message"));
    }
    for (VC_JSON_EACH(item, messages)) {
        if (vc_json_get_text(item, VC_VIEW("status")).data == NULL ||
            vc_json_get_text(item, VC_VIEW("message")).data == NULL) {
            return false;
        }
    }
    return messages->kind == VC_JSON_ARRAY && messages->count == 1U << e->size;
}

/* What is wrong with the entry, or NULL. */
static const char *
read_entry(const struct vc_json *node, struct entry *out)
{
    const struct vc_json *size = vc_json_get(node, VC_VIEW("statusSize"));

    *out = (struct entry){
        .node = node,
        .kind = find_kind(vc_json_get_text(node, VC_VIEW("type"))),
        .type = vc_json_get_text(node, VC_VIEW("type")),
        .purpose = vc_json_get_text(node, VC_VIEW("statusPurpose")),
        .list = vc_json_get_text(node, VC_VIEW("statusListCredential")),
        .size = 1};
    if (out->list.data == NULL) {
        return "it names no list";
    }
    if (out->purpose.data == NULL ||
        !read_index(vc_json_get(node, VC_VIEW("statusListIndex")),
                    &out->index)) {
        return "it needs a purpose and a number";
    }
    if (size != NULL) {
        double value = size->kind == VC_JSON_NUMBER ? size->u.number.value : 0;

        if (!(value >= 1 && value <= VC_STATUS_LIST_MAX_SIZE) ||
            value != (double)(unsigned)value) {
            return "it has a size that is not read";
        }
        out->size = (unsigned)value;
    }
    return has_messages(out) ? NULL : "it has not one message for each value";
}

/* "0x1f": the value as messages write it. */
static struct vc_view
message_of(const struct entry *e, unsigned value)
{
    char text[16];
    int n = snprintf(text, sizeof(text), "0x%x", value);
    struct vc_view none = {NULL, 0};

    for (VC_JSON_EACH(item, vc_json_get(e->node, VC_VIEW("statusMessage")))) {
        if (vc_json_is_text(vc_json_get(item, VC_VIEW("status")),
                            (struct vc_view){text, (size_t)n})) {
            return vc_json_get_text(item, VC_VIEW("message"));
        }
    }
    return none;
}

static void
say_value(struct vc_finding *f, const struct entry *e, unsigned value)
{
    struct vc_view message = message_of(e, value);
    bool set = value != 0;

    if (set && vc_view_equal(e->purpose, VC_VIEW("revocation"))) {
        vc_judge_say(f, VC_FINDING_STATUS_REVOKED);
    } else if (set && vc_view_equal(e->purpose, VC_VIEW("suspension"))) {
        vc_judge_say(f, VC_FINDING_STATUS_SUSPENDED);
    } else if (message.data != NULL &&
               vc_view_equal(e->purpose, VC_VIEW("message"))) {
        vc_judge_say(f, VC_FINDING_STATUS_MESSAGE);
        vc_judge_with(f, "message", message);
    } else {
        /* Other purposes (refresh) say nothing of validity. */
        vc_judge_say(f, VC_FINDING_STATUS_GOOD);
    }
}

/* What is wrong with the list as an answer to the entry, or NULL. */
static const char *
list_fault(const struct vc_json *list, const struct entry *e,
           const struct vc_verdict *verdict, struct vc_view issuer)
{
    const struct vc_json *subject =
        vc_json_get(list, VC_VIEW("credentialSubject"));
    const struct kind *kind = e->kind;

    if (!vc_judge_has_text(vc_json_get(list, VC_VIEW("type")),
                           kind->credential) ||
        !vc_judge_has_text(vc_json_get(subject, VC_VIEW("type")),
                           kind->subject)) {
        return "it is no status list";
    }
    if (verdict->result == VC_RESULT_NOT_VERIFIED) {
        return "it is not a valid credential itself";
    }
    /* It may go without (section 2.2); one that it has is its address. */
    if (verdict->badge.id.data != NULL &&
        !vc_view_equal(verdict->badge.id, e->list)) {
        return "it is another list than the document names";
    }
    if (!may_issue_list(verdict->badge.issuer, issuer, e->list)) {
        return "it was issued by somebody else";
    }
    if (!vc_judge_has_text(vc_json_get(subject, VC_VIEW("statusPurpose")),
                           e->purpose)) {
        return "it is a list for another purpose";
    }
    return NULL;
}

/* The list as a credential: JSON or a token. */
static enum vc_status
judge_list(struct judge *j, struct vc_view bytes, const struct entry *e,
           struct vc_view issuer, struct vc_finding *f)
{
    struct vc_error error = {0};
    const struct vc_json *list = NULL;
    struct vc_verdict verdict;
    const char *fault = NULL;
    unsigned value = 0;
    enum vc_status s = VC_OK;

    VC_TRY(vc_judge_bytes(j, bytes, MAX_LIST_BYTES, VC_JUDGE_IN_LIST, &verdict,
                          &list));
    fault = list_fault(list, e, &verdict, issuer);
    if (fault != NULL) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_LIST, fault);
    }
    if (verdict.result != VC_RESULT_VERIFIED) {
        vc_judge_say(f, VC_FINDING_STATUS_NO_LIST);
        return VC_OK;
    }
    s = vc_status_list_read(
        j->arena,
        vc_json_get_text(vc_json_get(list, VC_VIEW("credentialSubject")),
                         VC_VIEW("encodedList")),
        e->size, e->index, &value, &error);
    if (s != VC_OK) {
        return s == VC_NO_MEMORY ? s
                                 : say_status(j, f, VC_FINDING_STATUS_BAD_LIST,
                                              error.message);
    }
    say_value(f, e, value);
    return VC_OK;
}

/* --- the list of 1EdTech ------------------------------------------------- */

/* A revoked credential is an object with its id, or the id alone; `revoked`
 * false takes the revocation back. */
static bool
is_revocation_of(const struct vc_json *item, struct vc_view id)
{
    const struct vc_json *revoked = vc_json_get(item, VC_VIEW("revoked"));

    if (vc_json_is(item, VC_JSON_STRING)) {
        return vc_view_equal(item->u.text, id);
    }
    return vc_json_is_text(vc_json_get(item, VC_VIEW("id")), id) &&
           !(vc_json_is(revoked, VC_JSON_BOOL) && !revoked->u.boolean);
}

/* 1EdTech Revocation List Status Method 1.0: no signature, but the address that
 * the credential names, and the issuer. The standard says `revokedCredential`,
 * the validator of 1EdTech `revokedCredentials`. */
static enum vc_status
judge_revocations(struct judge *j, struct vc_view bytes,
                  const struct vc_badge *badge, struct vc_view address,
                  struct vc_finding *f)
{
    const struct vc_json_limits limits = {.max_bytes = MAX_LIST_BYTES,
                                          .max_depth = VC_JUDGE_MAX_DEPTH};
    struct vc_json *list = NULL;
    const struct vc_json *revoked = NULL;
    const struct vc_json *id = NULL;
    const struct vc_json *issuer = NULL;
    enum vc_status s = vc_json_parse(j->arena, bytes, &limits, &list, NULL);

    if (s == VC_NO_MEMORY) {
        return s;
    }
    revoked = vc_json_get(list, VC_VIEW("revokedCredential"));
    revoked = revoked != NULL
                  ? revoked
                  : vc_json_get(list, VC_VIEW("revokedCredentials"));
    id = vc_json_get(list, VC_VIEW("id"));
    issuer = vc_json_get(list, VC_VIEW("issuer"));
    issuer = vc_json_is(issuer, VC_JSON_OBJECT)
                 ? vc_json_get(issuer, VC_VIEW("id"))
                 : issuer;
    if (!vc_json_is(list, VC_JSON_OBJECT) ||
        (revoked != NULL && revoked->kind != VC_JSON_ARRAY)) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_LIST,
                          "it is no list of revoked credentials");
    }
    if ((id != NULL && !vc_json_is_text(id, address)) ||
        (issuer != NULL && !vc_json_is_text(issuer, badge->issuer))) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_LIST,
                          "it is the list of somebody else");
    }
    vc_judge_say(f, VC_FINDING_STATUS_GOOD);
    for (VC_JSON_EACH(item, revoked)) {
        if (badge->id.data != NULL && is_revocation_of(item, badge->id)) {
            vc_judge_say(f, VC_FINDING_STATUS_REVOKED);
        }
    }
    return VC_OK;
}

/* --- entries ------------------------------------------------------------- */

/* What is at `address`; false where that says all there is to say. */
static enum vc_status
resolve(struct judge *j, struct vc_view address, struct vc_view *out,
        bool *found, struct vc_finding *f)
{
    const struct vc_resolver *r = &j->options->resolver;
    enum vc_resolved resolved = VC_RESOLVED_UNKNOWN;

    if (r->status_list != NULL) {
        resolved = r->status_list(r->user, j->arena, address, out);
    }
    *found = resolved == VC_RESOLVED;
    if (!*found) {
        vc_judge_say(f, VC_FINDING_STATUS_NO_LIST);
    }
    return resolved == VC_RESOLVED_NO_MEMORY ? VC_NO_MEMORY : VC_OK;
}

static enum vc_status
judge_entry(struct judge *j, const struct vc_json *node,
            const struct vc_badge *badge, struct vc_finding *f)
{
    struct entry e;
    const char *fault = read_entry(node, &e);
    bool simple = e.type.data != NULL &&
                  vc_view_equal(e.type, VC_VIEW("1EdTechRevocationList"));
    struct vc_view bytes = {NULL, 0};
    bool found = false;

    if (simple) {
        e.list = vc_json_get_text(node, VC_VIEW("id"));
        fault = e.list.data == NULL ? "it names no list" : NULL;
    } else if (e.kind == NULL) {
        vc_judge_say(f, VC_FINDING_STATUS_NOT_READ);
        vc_judge_with(f, "type", e.type);
        return VC_OK;
    }
    if (fault != NULL) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_ENTRY, fault);
    }
    VC_TRY(resolve(j, e.list, &bytes, &found, f));
    if (!found) {
        return VC_OK;
    }
    return simple ? judge_revocations(j, bytes, badge, e.list, f)
                  : judge_list(j, bytes, &e, badge->issuer, f);
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

        VC_TRY(judge_entry(j, entry, &v->badge, &f));
        if (vc_verdict_outcome(&f) > vc_verdict_outcome(worst)) {
            *worst = f;
        }
    }
    return VC_OK;
}
