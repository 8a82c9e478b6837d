/* SPDX-License-Identifier: Apache-2.0 */
/* judge_embedded: credentials inside a credential, each judged by the same
 * rules: endorsements, and what a record is made of. */

#include "judge.h"

enum {
    MAX_NESTING = 3, /* endorsements of endorsements */
    MAX_TOKEN_BYTES = 1 << 20
};

/* A credential inside another: an object, or a token. */
struct embedded_item {
    const struct vc_json *document;
    struct vc_view token;
};

/* Embedded credentials of one document, in the order of its text. */
struct embedded {
    struct embedded_item *items;
    size_t count;
    size_t capacity;
};

/* VC Data Model 2.0, section 4.13.2: the contexts must say what an envelope
 * is. */
struct vc_view
vc_judge_enveloped(const struct vc_json *item)
{
    static const struct vc_view context =
        VC_VIEW_INIT("https://www.w3.org/ns/credentials/v2");
    static const struct vc_view prefix = VC_VIEW_INIT("data:application/");
    struct vc_view none = {NULL, 0};
    struct vc_view id = vc_json_get_text(item, VC_VIEW("id"));
    const char *comma = NULL;

    if (id.data == NULL || !vc_view_starts(id, prefix) ||
        !vc_judge_has_text(vc_json_get(item, VC_VIEW("@context")), context) ||
        !vc_judge_has_text(vc_json_get(item, VC_VIEW("type")),
                           VC_VIEW("EnvelopedVerifiableCredential"))) {
        return none;
    }
    comma = memchr(id.data, ',', id.size);
    if (comma == NULL) {
        return none;
    }
    id.size -= (size_t)(comma + 1 - id.data);
    id.data = comma + 1;
    return id;
}

static enum vc_status
add_embedded(struct judge *j, struct embedded *e, const struct vc_json *item)
{
    struct embedded_item one = {.document = item, .token = {NULL, 0}};

    if (e->count == e->capacity) {
        return VC_LIMIT;
    }
    if (e->items == NULL) {
        e->items = vc_arena_array(j->arena, e->capacity, sizeof(*e->items));
        if (e->items == NULL) {
            return VC_NO_MEMORY;
        }
    }
    one.token =
        item->kind == VC_JSON_STRING ? item->u.text : vc_judge_enveloped(item);
    e->items[e->count++] = one;
    return VC_OK;
}

/* Is it a member whose values are credentials? */
static bool
holds_credentials(const struct vc_json *member)
{
    static const struct vc_view names[] = {
        VC_VIEW_INIT("endorsement"), VC_VIEW_INIT("endorsementJwt"),
        VC_VIEW_INIT("verifiableCredential")};

    for (size_t i = 0; member->name.data != NULL && i < 3; i++) {
        if (vc_view_equal(member->name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Find what is embedded, not what is embedded in that. The depth is that of
 * the document, which its parser bounds. */
static enum vc_status
find_embedded(struct judge *j, const struct vc_json *value, struct embedded *e)
{
    for (VC_JSON_EACH(item, value)) {
        if (!holds_credentials(item)) {
            VC_TRY(find_embedded(j, item, e));
        } else if (item->kind != VC_JSON_ARRAY) {
            VC_TRY(add_embedded(j, e, item));
        } else {
            for (VC_JSON_EACH(one, item)) {
                VC_TRY(add_embedded(j, e, one));
            }
        }
    }
    return VC_OK;
}

/* Does the document itself, not what is embedded in it, speak of `id`? */
static bool
speaks_of(const struct vc_json *value, struct vc_view id)
{
    for (VC_JSON_EACH(item, value)) {
        if (holds_credentials(item)) {
            continue;
        }
        if ((item->name.data != NULL &&
             vc_view_equal(item->name, VC_VIEW("id")) &&
             vc_json_is_text(item, id)) ||
            speaks_of(item, id)) {
            return true;
        }
    }
    return false;
}

/* An endorsement of something that the document does not speak of says nothing
 * here, however good it is: it was taken from somewhere else. */
static bool
is_strange(const struct vc_json *outer, const struct vc_json *inner,
           const struct vc_verdict *v)
{
    struct vc_view id = vc_json_get_text(
        vc_json_get(inner, VC_VIEW("credentialSubject")), VC_VIEW("id"));
    const struct vc_json *issuer = vc_json_get(outer, VC_VIEW("issuer"));

    return v->badge.kind == VC_BADGE_ENDORSEMENT && id.data != NULL &&
           !vc_json_is_text(issuer, id) && !speaks_of(outer, id);
}

static enum vc_status
judge_item(struct judge *j, struct embedded_item *item, unsigned nesting,
           struct vc_verdict *out)
{
    const struct vc_json_limits limits = {.max_bytes = MAX_TOKEN_BYTES,
                                          .max_depth = VC_JUDGE_MAX_DEPTH};

    return item->token.data != NULL
               ? vc_judge_token(j, item->token, &limits, nesting, out,
                                &item->document)
               : vc_judge_document(j, item->document, nesting, out);
}

/* A record is made of credentials, a badge is endorsed by them. */
static void
say_all(struct vc_finding *f, bool record, bool bad, bool unknown)
{
    if (record) {
        vc_judge_say(f, bad       ? VC_FINDING_RECORD_BAD
                        : unknown ? VC_FINDING_RECORD_UNKNOWN
                                  : VC_FINDING_RECORD_OK);
    } else {
        vc_judge_say(f, bad       ? VC_FINDING_ENDORSEMENTS_BAD
                        : unknown ? VC_FINDING_ENDORSEMENTS_UNKNOWN
                                  : VC_FINDING_ENDORSEMENTS_OK);
    }
}

static enum vc_status
judge_each(struct judge *j, const struct vc_json *document,
           const struct embedded *e, unsigned nesting, struct vc_verdict *v)
{
    struct vc_finding *f = &v->layers[VC_LAYER_ENDORSEMENTS];
    struct vc_verdict *items =
        vc_arena_array(j->arena, e->count, sizeof(*items));
    bool bad = false;
    bool unknown = false;
    bool strange = false;

    if (items == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < e->count; i++) {
        VC_TRY(judge_item(j, &e->items[i], nesting + 1, &items[i]));
        bad = bad || items[i].result == VC_RESULT_NOT_VERIFIED;
        unknown = unknown || items[i].result == VC_RESULT_UNKNOWN;
        strange =
            strange || is_strange(document, e->items[i].document, &items[i]);
    }
    v->endorsements = items;
    v->endorsement_count = e->count;
    say_all(f, v->badge.kind == VC_BADGE_RECORD, bad, unknown);
    if (!bad && strange) {
        vc_judge_say(f, VC_FINDING_ENDORSEMENTS_STRANGE);
    }
    return vc_judge_number(j, f, "count", e->count);
}

enum vc_status
vc_judge_embedded(struct judge *j, const struct vc_json *document,
                  unsigned nesting, struct vc_verdict *v)
{
    struct vc_finding *f = &v->layers[VC_LAYER_ENDORSEMENTS];
    struct embedded e = {
        .capacity =
            nesting >= MAX_NESTING ? 0 : j->max_endorsements - j->endorsements};
    enum vc_status s = find_embedded(j, document, &e);

    if (s == VC_LIMIT) {
        vc_judge_say(f, VC_FINDING_ENDORSEMENTS_TOO_MANY);
        return vc_judge_number(j, f, "limit", j->max_endorsements);
    }
    VC_TRY(s);
    j->endorsements += e.count;
    if (e.count > 0) {
        return judge_each(j, document, &e, nesting, v);
    }
    vc_judge_say(f, VC_FINDING_ENDORSEMENTS_NONE);
    return VC_OK;
}
