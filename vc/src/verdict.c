/* SPDX-License-Identifier: Apache-2.0 */
/* verdict: the layers, judged one after another. A layer that could not be
 * judged says so and never counts as good. */

#include "vc/verdict.h"

#include "vc/did.h"
#include "vc/instant.h"
#include "vc/status_list.h"

enum {
    MAX_BYTES = 1 << 20,
    MAX_DEPTH = 64,
    MAX_PROOFS = 8,
    MAX_ENDORSEMENTS = 16,
    MAX_NESTING = 3, /* endorsements of endorsements */
    IN_LIST = 100,   /* the nesting of a status list */
    MAX_ENTRIES = 4, /* of one credential's status */
    MAX_LIST_BYTES = 4 << 20
};

struct judge {
    struct vc_arena *arena;
    const struct vc_verdict_options *options;
    size_t max_proofs;
    size_t max_endorsements;
    size_t endorsements; /* counted so far, nested ones included */
};

/* --- findings ------------------------------------------------------------ */

static void
say(struct vc_finding *f, enum vc_finding_code code)
{
    *f = (struct vc_finding){.code = code};
}

static void
with(struct vc_finding *f, const char *name, struct vc_view value)
{
    if (f->value_count < VC_FINDING_VALUES) {
        f->values[f->value_count++] = (struct vc_finding_value){
            name, value.data != NULL ? value : VC_VIEW("?")};
    }
}

/* The same, copied: `text` does not live as long as the verdict. */
static enum vc_status
with_copy(struct judge *j, struct vc_finding *f, const char *name,
          const char *text)
{
    struct vc_view copy = vc_arena_copy(j->arena, vc_view_of(text));

    if (copy.data == NULL) {
        return VC_NO_MEMORY;
    }
    with(f, name, copy);
    return VC_OK;
}

static enum vc_status
with_number(struct judge *j, struct vc_finding *f, const char *name,
            size_t number)
{
    char digits[24];
    size_t at = sizeof(digits);

    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return with_copy(j, f, name, digits + at);
}

static bool
is_good(const struct vc_finding *f)
{
    return vc_verdict_outcome(f) <= VC_OUTCOME_OK;
}

/* --- form ---------------------------------------------------------------- */

/* What an error on the way to a canonical document says of the form. */
static enum vc_status
say_form(struct judge *j, struct vc_finding *f, enum vc_status status,
         const struct vc_error *error)
{
    enum vc_finding_code code = VC_FINDING_FORM_LINKED_DATA;
    bool place = false;

    if (status == VC_NO_MEMORY) {
        return status;
    }
    if (status == VC_FORM_CONTEXT) {
        code = VC_FINDING_FORM_BAD_CONTEXT;
    } else if (status == VC_FORM_DATE) {
        code = VC_FINDING_FORM_BAD_DATE;
        place = true;
    } else if (status == VC_FORM_MEMBER) {
        code = VC_FINDING_FORM_BAD_MEMBER;
        place = true;
    } else if (status == VC_FORM_BLANK || (status >= VC_SAFE_UNDEFINED_TERM &&
                                           status <= VC_SAFE_DIRECTION)) {
        code = VC_FINDING_FORM_UNDEFINED;
        place = true;
    } else if (status == VC_RDFC_WORK || status == VC_LIMIT) {
        say(f, VC_FINDING_FORM_TOO_COMPLEX);
        return VC_OK;
    }
    say(f, code);
    VC_TRY(with_copy(j, f, "detail",
                     error->message[0] != '\0' ? error->message
                                               : vc_status_text(status)));
    return place ? with_copy(j, f, "path",
                             error->path[0] != '\0' ? error->path : "/")
                 : VC_OK;
}

static enum vc_status
say_not_json(struct judge *j, struct vc_finding *f, enum vc_status status,
             const struct vc_error *error)
{
    if (status == VC_NO_MEMORY) {
        return status;
    }
    say(f, VC_FINDING_FORM_NOT_JSON);
    VC_TRY(with_copy(j, f, "detail", vc_status_text(status)));
    return with_number(j, f, "line", error->line);
}

/* --- keys ---------------------------------------------------------------- */

/* The key of a method that is not a did:key. `*found` tells whether there is
 * one; if not, `f` says why. */
static enum vc_status
look_up(struct judge *j, struct vc_view issuer, struct vc_view method,
        struct vc_key_method *out, bool *found, struct vc_finding *f)
{
    const struct vc_resolver *r = &j->options->resolver;
    struct vc_error error = {0};
    struct vc_json *document = NULL;
    struct vc_view bytes = {NULL, 0};
    struct vc_view address;
    enum vc_resolved resolved = VC_RESOLVED_UNKNOWN;
    enum vc_status s = VC_OK;

    *found = false;
    if (vc_view_starts(issuer, VC_VIEW("did:web:"))) {
        s = vc_did_web_address(j->arena, issuer, &address);
        if (s != VC_OK) {
            say(f, VC_FINDING_KEY_BAD_DOCUMENT);
            with(f, "issuer", issuer);
            return s == VC_NO_MEMORY
                       ? s
                       : with_copy(j, f, "detail", vc_status_text(s));
        }
    }
    if (r->document != NULL) {
        resolved = r->document(r->user, j->arena, issuer, &bytes);
    }
    if (resolved == VC_RESOLVED_NO_MEMORY) {
        return VC_NO_MEMORY;
    }
    if (resolved != VC_RESOLVED) {
        say(f, resolved == VC_RESOLVED_NOTHING ? VC_FINDING_KEY_NO_DOCUMENT
                                               : VC_FINDING_KEY_UNREACHABLE);
        with(f, "issuer", issuer);
        return VC_OK;
    }
    s = vc_did_document_read(j->arena, bytes, issuer, &document, &error);
    if (s == VC_OK) {
        s = vc_key_find(document, issuer, method, VC_VIEW("assertionMethod"),
                        out, &error);
    }
    if (s == VC_NO_MEMORY) {
        return s;
    }
    *found = s == VC_OK;
    say(f, s == VC_OK             ? VC_FINDING_KEY_OK
           : s == VC_KEY_UNLISTED ? VC_FINDING_KEY_NOT_LISTED
           : s == VC_KEY_PURPOSE  ? VC_FINDING_KEY_OTHER_PURPOSE
           : s == VC_KEY_FORM     ? VC_FINDING_KEY_UNREADABLE
                                  : VC_FINDING_KEY_BAD_DOCUMENT);
    with(f, "issuer", issuer);
    return s == VC_KEY_FORM || s == VC_KEY_DOCUMENT || s == VC_KEY_CONTROLLER
               ? with_copy(j, f, "detail", error.message)
               : VC_OK;
}

static enum vc_status
find_key(struct judge *j, struct vc_view issuer, const struct vc_proof *proof,
         struct vc_key_method *out, bool *found, struct vc_finding *f)
{
    struct vc_view controller = vc_did_without_fragment(proof->method);
    bool is_did_key = vc_view_starts(controller, VC_VIEW("did:key:"));

    *out = (struct vc_key_method){0};
    *found = is_did_key && vc_did_key_read(proof->method, &out->key);
    if (issuer.data == NULL || !vc_view_equal(controller, issuer)) {
        say(f, VC_FINDING_KEY_NOT_ISSUERS);
        with(f, "controller", controller);
        with(f, "issuer", issuer);
        return VC_OK;
    }
    if (!is_did_key) {
        return look_up(j, issuer, proof->method, out, found, f);
    }
    say(f, *found ? VC_FINDING_KEY_OK : VC_FINDING_KEY_UNREADABLE);
    with(f, "issuer", issuer);
    return *found ? VC_OK
                  : with_copy(j, f, "detail", "it is not a known kind of key");
}

static enum vc_status
with_date(struct judge *j, struct vc_finding *f, int64_t ms)
{
    char text[VC_INSTANT_TEXT + 1];
    size_t n = vc_instant_write(ms, text);

    text[n] = '\0';
    return with_copy(j, f, "date", text);
}

/* Was the key good when the proof was made? */
static enum vc_status
judge_key_time(struct judge *j, const struct vc_proof *proof,
               const struct vc_key_method *method, struct vc_finding *f)
{
    int64_t when = proof->has_created ? proof->created_ms : j->options->now_ms;
    bool revoked = method->has_revoked && when >= method->revoked_ms;
    bool expired = method->has_expires && when >= method->expires_ms;

    if (!revoked && !expired) {
        say(f, VC_FINDING_KEY_TIME_OK);
        return VC_OK;
    }
    say(f, !proof->has_created ? VC_FINDING_KEY_TIME_UNDATED
           : revoked           ? VC_FINDING_KEY_REVOKED
                               : VC_FINDING_KEY_EXPIRED);
    return with_date(j, f, revoked ? method->revoked_ms : method->expires_ms);
}

/* --- proofs -------------------------------------------------------------- */

/* The document's hash, made when the first proof needs it. */
struct subject {
    const struct vc_json *document;
    struct vc_verdict *verdict;
    bool tried;
    bool readable;
    struct vc_proof_hash hash; /* SHA-256 of canonical RDF */
};

/* A document that cannot be read as linked data fails in form, however many
 * proofs it has. */
static enum vc_status
hash_once(struct judge *j, struct subject *subject)
{
    struct vc_error error = {0};
    struct vc_finding *form = &subject->verdict->layers[VC_LAYER_FORM];
    enum vc_status s = VC_OK;

    if (subject->tried) {
        return VC_OK;
    }
    subject->tried = true;
    s = vc_proof_hash_document(j->arena, &j->options->tools, subject->document,
                               VC_SHA256, &subject->hash, &error);
    subject->readable = s == VC_OK;
    return s == VC_OK || (s != VC_NO_MEMORY && !is_good(form))
               ? VC_OK
               : say_form(j, form, s, &error);
}

static enum vc_status
say_proof(struct judge *j, struct vc_finding *f, enum vc_status status,
          const struct vc_proof *proof, const struct vc_error *error)
{
    switch (status) {
    case VC_OK:
        say(f, VC_FINDING_PROOF_OK);
        return VC_OK;
    case VC_NO_MEMORY:
        return status;
    case VC_PROOF_SUITE:
        say(f, VC_FINDING_PROOF_UNKNOWN_SUITE);
        with(f, "suite", proof->suite);
        return VC_OK;
    case VC_PROOF_PURPOSE:
        say(f, VC_FINDING_PROOF_OTHER_PURPOSE);
        return VC_OK;
    case VC_PROOF_SIGNATURE:
        say(f, VC_FINDING_PROOF_WRONG);
        return VC_OK;
    default:
        say(f, VC_FINDING_PROOF_INCOMPLETE);
        return with_copy(j, f, "detail",
                         error->message[0] != '\0' ? error->message
                                                   : vc_status_text(status));
    }
}

static enum vc_status
judge_signature(struct judge *j, struct subject *subject,
                const struct vc_proof *proof, const struct vc_key *key,
                struct vc_finding *f)
{
    struct vc_proof_hash hash = subject->hash;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    if (!subject->readable) {
        say(f, VC_FINDING_PROOF_NOT_CHECKED);
        return VC_OK;
    }
    if (proof->form == VC_PROOF_RDFC && vc_proof_hash_for(key) != VC_SHA256) {
        s = vc_proof_hash_document(j->arena, &j->options->tools,
                                   subject->document, vc_proof_hash_for(key),
                                   &hash, &error);
    }
    if (s == VC_OK) {
        s = vc_proof_check(j->arena, &j->options->tools, subject->document,
                           proof, &hash, key, &error);
    }
    if (s == VC_OK && proof->has_expires &&
        j->options->now_ms > proof->expires_ms) {
        say(f, VC_FINDING_PROOF_EXPIRED);
        return with_date(j, f, proof->expires_ms);
    }
    return say_proof(j, f, s, proof, &error);
}

static enum vc_status
judge_proof(struct judge *j, struct subject *subject,
            const struct vc_json *node, struct vc_verdict_proof *out)
{
    struct vc_error error = {0};
    struct vc_proof proof;
    struct vc_key_method method;
    bool found = false;
    enum vc_status s = vc_proof_read(node, &proof, &error);

    *out =
        (struct vc_verdict_proof){.suite = proof.suite, .method = proof.method};
    say(&out->key, VC_FINDING_KEY_NOT_CHECKED);
    say(&out->key_time, VC_FINDING_KEY_TIME_NOT_CHECKED);
    if (s != VC_OK) {
        return say_proof(j, &out->proof, s, &proof, &error);
    }
    VC_TRY(hash_once(j, subject));
    VC_TRY(find_key(j, subject->verdict->badge.issuer, &proof, &method, &found,
                    &out->key));
    if (!found) {
        say(&out->proof, VC_FINDING_PROOF_NO_KEY);
        return VC_OK;
    }
    VC_TRY(judge_key_time(j, &proof, &method, &out->key_time));
    VC_TRY(judge_signature(j, subject, &proof, &method.key, &out->proof));
    out->good =
        is_good(&out->proof) && is_good(&out->key) && is_good(&out->key_time);
    return VC_OK;
}

/* Any one good proof is enough; else the first speaks for all. */
static enum vc_status
judge_proofs(struct judge *j, struct subject *subject)
{
    struct vc_verdict *v = subject->verdict;
    const struct vc_json *proofs =
        vc_json_get(subject->document, VC_VIEW("proof"));
    bool list = vc_json_is(proofs, VC_JSON_ARRAY);
    size_t count = proofs == NULL ? 0 : list ? proofs->count : 1;
    struct vc_verdict_proof *items = NULL;
    const struct vc_json *node = list ? vc_json_first(proofs) : proofs;
    size_t best = 0;

    say(&v->layers[VC_LAYER_KEY], VC_FINDING_KEY_NOT_CHECKED);
    say(&v->layers[VC_LAYER_KEY_TIME], VC_FINDING_KEY_TIME_NOT_CHECKED);
    if (count == 0) {
        say(&v->layers[VC_LAYER_PROOF], VC_FINDING_PROOF_NONE);
        return VC_OK;
    }
    if (count > j->max_proofs) {
        say(&v->layers[VC_LAYER_PROOF], VC_FINDING_PROOF_TOO_MANY);
        return with_number(j, &v->layers[VC_LAYER_PROOF], "limit",
                           j->max_proofs);
    }
    items = vc_arena_array(j->arena, count, sizeof(*items));
    if (items == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++, node = node->next) {
        VC_TRY(judge_proof(j, subject, node, &items[i]));
        if (items[i].good && !items[best].good) {
            best = i;
        }
    }
    v->proofs = items;
    v->proof_count = count;
    v->layers[VC_LAYER_PROOF] = items[best].proof;
    v->layers[VC_LAYER_KEY] = items[best].key;
    v->layers[VC_LAYER_KEY_TIME] = items[best].key_time;
    return VC_OK;
}

/* --- dates --------------------------------------------------------------- */

static enum vc_status
judge_dates(struct judge *j, struct vc_verdict *v)
{
    struct vc_finding *f = &v->layers[VC_LAYER_DATES];
    const struct vc_badge *badge = &v->badge;

    if (badge->has_from && j->options->now_ms < badge->from_ms) {
        say(f, VC_FINDING_DATES_NOT_YET);
        return with_date(j, f, badge->from_ms);
    }
    if (badge->has_until && j->options->now_ms > badge->until_ms) {
        say(f, VC_FINDING_DATES_EXPIRED);
        return with_date(j, f, badge->until_ms);
    }
    /* The form check stops at its first fault, perhaps before the dates. */
    say(f, is_good(&v->layers[VC_LAYER_FORM]) || badge->has_from
               ? VC_FINDING_DATES_OK
               : VC_FINDING_DATES_NOT_CHECKED);
    return VC_OK;
}

/* --- endorsements -------------------------------------------------------- */

static enum vc_status judge_document(struct judge *j,
                                     const struct vc_json *document,
                                     unsigned nesting, struct vc_verdict *out);

/* Embedded credentials of one document, in the order of its text. */
struct embedded {
    const struct vc_json **items;
    size_t count;
    size_t capacity;
    bool unreadable; /* some are tokens, which are not read here */
};

static enum vc_status
add_embedded(struct judge *j, struct embedded *e, const struct vc_json *item)
{
    if (item->kind != VC_JSON_OBJECT) {
        e->unreadable = true;
        return VC_OK;
    }
    if (e->count == e->capacity) {
        return VC_LIMIT;
    }
    if (e->items == NULL) {
        e->items = vc_arena_array(j->arena, e->capacity, sizeof(*e->items));
        if (e->items == NULL) {
            return VC_NO_MEMORY;
        }
    }
    e->items[e->count++] = item;
    return VC_OK;
}

/* Find what is embedded, not what is embedded in that. The depth is that of
 * the document, which its parser bounds. */
static enum vc_status
find_embedded(struct judge *j, const struct vc_json *value, struct embedded *e)
{
    for (VC_JSON_EACH(item, value)) {
        if (item->name.data != NULL &&
            vc_view_equal(item->name, VC_VIEW("endorsementJwt"))) {
            e->unreadable = true;
        } else if (item->name.data != NULL &&
                   (vc_view_equal(item->name, VC_VIEW("endorsement")) ||
                    vc_view_equal(item->name,
                                  VC_VIEW("verifiableCredential")))) {
            if (item->kind != VC_JSON_ARRAY) {
                VC_TRY(add_embedded(j, e, item));
            }
            for (const struct vc_json *one =
                     item->kind == VC_JSON_ARRAY ? vc_json_first(item) : NULL;
                 one != NULL; one = one->next) {
                VC_TRY(add_embedded(j, e, one));
            }
        } else {
            VC_TRY(find_embedded(j, item, e));
        }
    }
    return VC_OK;
}

static enum vc_status
judge_each(struct judge *j, const struct embedded *e, unsigned nesting,
           struct vc_verdict *v)
{
    struct vc_finding *f = &v->layers[VC_LAYER_ENDORSEMENTS];
    struct vc_verdict *items =
        vc_arena_array(j->arena, e->count, sizeof(*items));
    bool bad = false;
    bool unknown = e->unreadable;

    if (items == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < e->count; i++) {
        VC_TRY(judge_document(j, e->items[i], nesting + 1, &items[i]));
        bad = bad || items[i].result == VC_RESULT_NOT_VERIFIED;
        unknown = unknown || items[i].result == VC_RESULT_UNKNOWN;
    }
    v->endorsements = items;
    v->endorsement_count = e->count;
    say(f, bad       ? VC_FINDING_ENDORSEMENTS_BAD
           : unknown ? VC_FINDING_ENDORSEMENTS_UNKNOWN
                     : VC_FINDING_ENDORSEMENTS_OK);
    return with_number(j, f, "count", e->count);
}

static enum vc_status
judge_endorsements(struct judge *j, const struct vc_json *document,
                   unsigned nesting, struct vc_verdict *v)
{
    struct vc_finding *f = &v->layers[VC_LAYER_ENDORSEMENTS];
    struct embedded e = {
        .capacity =
            nesting >= MAX_NESTING ? 0 : j->max_endorsements - j->endorsements};
    enum vc_status s = find_embedded(j, document, &e);

    if (s == VC_LIMIT) {
        say(f, VC_FINDING_ENDORSEMENTS_TOO_MANY);
        return with_number(j, f, "limit", j->max_endorsements);
    }
    VC_TRY(s);
    j->endorsements += e.count;
    if (e.count > 0) {
        return judge_each(j, &e, nesting, v);
    }
    say(f, e.unreadable ? VC_FINDING_ENDORSEMENTS_UNKNOWN
                        : VC_FINDING_ENDORSEMENTS_NONE);
    return VC_OK;
}

/* --- status -------------------------------------------------------------- */

static enum vc_status
say_status(struct judge *j, struct vc_finding *f, enum vc_finding_code code,
           const char *detail)
{
    say(f, code);
    return with_copy(j, f, "detail", detail);
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

static bool
has_text(const struct vc_json *value, struct vc_view text)
{
    if (vc_json_is(value, VC_JSON_ARRAY)) {
        for (VC_JSON_EACH(item, value)) {
            if (vc_json_is_text(item, text)) {
                return true;
            }
        }
    }
    return vc_json_is_text(value, text);
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

    if (!has_text(vc_json_get(list, VC_VIEW("type")),
                  VC_VIEW("BitstringStatusListCredential")) ||
        !has_text(vc_json_get(subject, VC_VIEW("type")),
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
    if (!has_text(vc_json_get(subject, VC_VIEW("statusPurpose")), purpose)) {
        return "it is a list for another purpose";
    }
    return NULL;
}

static enum vc_status
judge_list(struct judge *j, struct vc_view bytes, const struct vc_json *entry,
           struct vc_view issuer, struct vc_finding *f)
{
    const struct vc_json_limits limits = {.max_bytes = MAX_LIST_BYTES,
                                          .max_depth = MAX_DEPTH};
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
    VC_TRY(judge_document(j, list, IN_LIST, &verdict));
    fault = list_fault(list, entry, &verdict, issuer);
    if (fault != NULL) {
        return say_status(j, f, VC_FINDING_STATUS_BAD_LIST, fault);
    }
    if (verdict.result != VC_RESULT_VERIFIED) {
        say(f, VC_FINDING_STATUS_NO_LIST);
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
    say(f, set && vc_view_equal(purpose, VC_VIEW("revocation"))
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
        say(f, VC_FINDING_STATUS_NOT_READ);
        with(f, "type", type);
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
        say(f, VC_FINDING_STATUS_NO_LIST);
        return VC_OK;
    }
    return judge_list(j, bytes, entry, issuer, f);
}

/* The worst of all entries. A list has no status of its own: it is current or
 * it is not, and lists of lists would never end. */
static enum vc_status
judge_status(struct judge *j, const struct vc_json *document, unsigned nesting,
             struct vc_verdict *v)
{
    const struct vc_json *status =
        vc_json_get(document, VC_VIEW("credentialStatus"));
    bool several = vc_json_is(status, VC_JSON_ARRAY);
    const struct vc_json *entry = several ? vc_json_first(status) : status;
    struct vc_finding *worst = &v->layers[VC_LAYER_STATUS];

    say(worst, VC_FINDING_STATUS_NONE);
    if (status != NULL && nesting == IN_LIST) {
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

/* --- the whole ----------------------------------------------------------- */

static void
decide(struct vc_verdict *v)
{
    enum vc_outcome worst = VC_OUTCOME_OK;

    for (int i = 0; i < VC_LAYER_COUNT; i++) {
        enum vc_outcome outcome = vc_verdict_outcome(&v->layers[i]);

        if (i == VC_LAYER_ACCREDITATION && outcome != VC_OUTCOME_FAILED) {
            continue;
        }
        worst = outcome > worst ? outcome : worst;
    }
    v->result = worst == VC_OUTCOME_FAILED    ? VC_RESULT_NOT_VERIFIED
                : worst == VC_OUTCOME_UNKNOWN ? VC_RESULT_UNKNOWN
                                              : VC_RESULT_VERIFIED;
}

static enum vc_status
judge_document(struct judge *j, const struct vc_json *document,
               unsigned nesting, struct vc_verdict *out)
{
    struct subject subject = {.document = document, .verdict = out};
    struct vc_badge_rules rules = j->options->rules;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    *out = (struct vc_verdict){0};
    rules.strict = false;
    say(&out->layers[VC_LAYER_FORM], VC_FINDING_FORM_OK);
    say(&out->layers[VC_LAYER_ACCREDITATION], VC_FINDING_ACCREDITATION_UNKNOWN);
    s = vc_badge_check(document, &rules, &out->badge, &error);
    if (s != VC_OK) {
        VC_TRY(say_form(j, &out->layers[VC_LAYER_FORM], s, &error));
    }
    /* Contexts that are not allowed are not processed at all. */
    subject.tried = s == VC_FORM_CONTEXT;
    VC_TRY(judge_proofs(j, &subject));
    VC_TRY(judge_dates(j, out));
    VC_TRY(judge_status(j, document, nesting, out));
    VC_TRY(judge_endorsements(j, document, nesting, out));
    decide(out);
    return VC_OK;
}

/* Nothing but the form can be judged. */
static void
judge_nothing(struct vc_verdict *v)
{
    say(&v->layers[VC_LAYER_PROOF], VC_FINDING_PROOF_NOT_CHECKED);
    say(&v->layers[VC_LAYER_KEY], VC_FINDING_KEY_NOT_CHECKED);
    say(&v->layers[VC_LAYER_KEY_TIME], VC_FINDING_KEY_TIME_NOT_CHECKED);
    say(&v->layers[VC_LAYER_DATES], VC_FINDING_DATES_NOT_CHECKED);
    say(&v->layers[VC_LAYER_STATUS], VC_FINDING_STATUS_NONE);
    say(&v->layers[VC_LAYER_ENDORSEMENTS], VC_FINDING_ENDORSEMENTS_NONE);
    say(&v->layers[VC_LAYER_ACCREDITATION], VC_FINDING_ACCREDITATION_UNKNOWN);
    decide(v);
}

static size_t
or_default(size_t value, size_t fallback)
{
    return value != 0 ? value : fallback;
}

enum vc_status
vc_verdict_make(struct vc_arena *arena, struct vc_view bytes,
                const struct vc_verdict_options *options,
                struct vc_verdict *out)
{
    struct judge j = {.arena = arena,
                      .options = options,
                      .max_proofs = or_default(options->max_proofs, MAX_PROOFS),
                      .max_endorsements = or_default(options->max_endorsements,
                                                     MAX_ENDORSEMENTS)};
    const struct vc_json_limits limits = {
        .max_bytes = or_default(options->max_bytes, MAX_BYTES),
        .max_depth = MAX_DEPTH};
    struct vc_error error = {0};
    struct vc_json *document = NULL;
    enum vc_status s = VC_OK;

    *out = (struct vc_verdict){0};
    if (bytes.size > limits.max_bytes) {
        say(&out->layers[VC_LAYER_FORM], VC_FINDING_FORM_TOO_LARGE);
        VC_TRY(with_number(&j, &out->layers[VC_LAYER_FORM], "limit",
                           limits.max_bytes));
        judge_nothing(out);
        return VC_OK;
    }
    s = vc_json_parse(arena, bytes, &limits, &document, &error);
    if (s != VC_OK) {
        VC_TRY(say_not_json(&j, &out->layers[VC_LAYER_FORM], s, &error));
        judge_nothing(out);
        return VC_OK;
    }
    return judge_document(&j, document, 0, out);
}
