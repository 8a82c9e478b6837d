/* SPDX-License-Identifier: Apache-2.0 */
/* check: is this paper true? The verdict of the library, in the reader's
 * words. */

#include "credentials/check.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "credentials/issuer.h"

#include "vc/verdict.h"

#include <string.h>

enum { CHECK_BYTES = 32 * 1024 * 1024, CHECK_DATE = 10 };

/* --- what is known about issuers --- */

/* Our own issuers, from the database. */
static enum vc_resolved
own_document(void *user, struct vc_arena *arena, struct vc_view id,
             struct vc_view *out)
{
    struct ctx *c = user;
    const char *number = issuer_number_of_did(c, id.data, id.size);
    struct issuer issuer;
    const char *json;
    enum err e;

    (void)arena;
    if (!number) {
        return VC_RESOLVED_UNKNOWN; /* somebody else's: nothing is fetched */
    }
    e = issuer_by_number(c, number, &issuer);
    if (e == OK) {
        e = issuer_document(c, &issuer, &json);
    }
    if (e == OK) {
        *out = vc_view_of(json);
        return VC_RESOLVED;
    }
    return e == ERR_MISSING ? VC_RESOLVED_NOTHING : VC_RESOLVED_UNKNOWN;
}

/* One document and nothing else, for checking before a commit. */
struct one_document {
    const char *did;
    const char *document;
};

static enum vc_resolved
given_document(void *user, struct vc_arena *arena, struct vc_view id,
               struct vc_view *out)
{
    const struct one_document *one = user;

    (void)arena;
    if (!vc_view_equal(id, vc_view_of(one->did))) {
        return VC_RESOLVED_NOTHING;
    }
    *out = vc_view_of(one->document);
    return VC_RESOLVED;
}

/* --- the verdict in words --- */

static const char *const titles[VC_LAYER_COUNT] = {
    [VC_LAYER_FORM] = N_("Form"),
    [VC_LAYER_PROOF] = N_("Signature"),
    [VC_LAYER_KEY] = N_("Issuer's key"),
    [VC_LAYER_KEY_TIME] = N_("Key at that time"),
    [VC_LAYER_DATES] = N_("Dates"),
    [VC_LAYER_STATUS] = N_("Withdrawal"),
    [VC_LAYER_ENDORSEMENTS] = N_("Endorsements"),
    [VC_LAYER_ACCREDITATION] = N_("Accreditation"),
};

_Static_assert((int)CHECK_LAYERS == (int)VC_LAYER_COUNT, "all layers shown");

static const char *
view_text(struct ctx *c, struct vc_view v)
{
    return v.data ? arena_textn(c->arena, v.data, v.size) : NULL;
}

/* The host in "did:web:HOST:…" (its port is written %3A) or "https://HOST/…". */
static const char *
host_of(struct ctx *c, const char *id)
{
    static const char web[] = "did:web:", https[] = "https://";
    const char *at;
    char *host;
    size_t len;

    if (id && text_starts(id, web)) {
        at = id + sizeof web - 1;
        return encode_unpercent(c->arena, at, strcspn(at, ":"), false, &host,
                                &len)
                   ? host
                   : NULL;
    }
    if (id && text_starts(id, https)) {
        at = id + sizeof https - 1;
        return arena_textn(c->arena, at, strcspn(at, "/"));
    }
    return NULL;
}

/* People read who issued by name and address; the identifier stands apart. */
static void
name_issuer(struct ctx *c, const struct check *claims, struct vc_finding *f)
{
    for (size_t i = 0; i < f->value_count; i++) {
        if (claims->issuer_host && strcmp(f->values[i].name, "issuer") == 0) {
            f->values[i].value = vc_view_of(
                claims->issuer_name
                    ? arena_printf(c->arena, "%s (%s)", claims->issuer_name,
                                   claims->issuer_host)
                    : claims->issuer_host);
        }
    }
}

static const char *
sentence(struct ctx *c, struct vc_arena *va, const struct check *claims,
         struct vc_finding finding)
{
    const char *reason = tr(c->lang, vc_verdict_reason(&finding));
    struct vc_view filled;

    name_issuer(c, claims, &finding);
    if (vc_verdict_fill(va, &finding, vc_view_of(reason), &filled) != VC_OK) {
        return reason;
    }
    return arena_textn(c->arena, filled.data, filled.size);
}

static void
write_layers(struct ctx *c, struct vc_arena *va, const struct vc_verdict *v,
             struct check *out)
{
    static const enum check_outcome outcomes[] = {
        [VC_OUTCOME_NOT_APPLICABLE] = CHECK_NOT_APPLICABLE,
        [VC_OUTCOME_OK] = CHECK_OK,
        [VC_OUTCOME_UNKNOWN] = CHECK_UNKNOWN,
        [VC_OUTCOME_FAILED] = CHECK_FAILED,
    };
    enum check_outcome worst = CHECK_NOT_APPLICABLE;

    for (int i = 0; i < VC_LAYER_COUNT; i++) {
        struct check_layer *layer = &out->layers[out->layer_count++];

        layer->title = tr(c->lang, titles[i]);
        layer->outcome = outcomes[vc_verdict_outcome(&v->layers[i])];
        layer->code = vc_verdict_code(&v->layers[i]);
        layer->sentence = sentence(c, va, out, v->layers[i]);
        /* Accreditation decides nothing unless it failed. */
        if (layer->outcome > worst &&
            (i != VC_LAYER_ACCREDITATION || layer->outcome == CHECK_FAILED)) {
            worst = layer->outcome;
            out->worst = layer->sentence;
        }
    }
}

/* "demonstration" in either name is how a demonstration marks its papers. */
static bool
says_demo(const char *s)
{
    return s && (strstr(s, "demonstration") || strstr(s, "demostración") ||
                 strstr(s, "Demonstration") || strstr(s, "Demostración"));
}

/* The name of the holder as the subject's identifier of type "name". */
static const char *
holder_name(struct ctx *c, struct vc_arena *va, struct vc_view bytes)
{
    struct vc_json *doc;
    const struct vc_json *subject, *identifiers;

    if (vc_json_parse(va, bytes, NULL, &doc, NULL) != VC_OK) {
        return NULL;
    }
    subject = vc_json_get(doc, VC_VIEW("credentialSubject"));
    if (!vc_json_is(subject, VC_JSON_OBJECT)) {
        return NULL;
    }
    identifiers = vc_json_get(subject, VC_VIEW("identifier"));
    if (!vc_json_is(identifiers, VC_JSON_ARRAY)) {
        return NULL;
    }
    for (VC_JSON_EACH(item, identifiers)) {
        if (vc_json_is(item, VC_JSON_OBJECT) &&
            vc_view_equal(vc_json_get_text(item, VC_VIEW("identityType")),
                          VC_VIEW("name"))) {
            return view_text(c,
                             vc_json_get_text(item, VC_VIEW("identityHash")));
        }
    }
    return NULL;
}

static void
write_claims(struct ctx *c, struct vc_arena *va, struct vc_view bytes,
             const struct vc_verdict *v, struct check *out)
{
    const struct vc_badge *b = &v->badge;

    out->id = view_text(c, b->id);
    out->issuer = view_text(c, b->issuer);
    out->issuer_host = host_of(c, out->issuer);
    out->issuer_name = view_text(c, b->issuer_name);
    out->title =
        view_text(c, b->achievement_name.data ? b->achievement_name : b->name);
    out->holder_name = holder_name(c, va, bytes);
    if (b->valid_from.data && b->valid_from.size >= CHECK_DATE) {
        out->valid_from = arena_textn(c->arena, b->valid_from.data, CHECK_DATE);
    }
    out->ours = out->issuer &&
                issuer_number_of_did(c, out->issuer, strlen(out->issuer));
    out->demo = says_demo(out->title) || says_demo(out->issuer_name);
}

/* --- judging --- */

/* A verdict with what its findings lie in. */
struct judging {
    struct vc_arena arena;
    struct vc_crypto *crypto;
    struct vc_verdict verdict;
};

static enum err
judge(struct judging *j, struct ctx *c, struct vc_resolver resolver,
      struct vc_view bytes)
{
    struct vc_verdict_options options = {
        .tools = {.contexts = c->node->contexts},
        .resolver = resolver,
        .now_ms = c->now_ms,
    };

    vc_arena_init(&j->arena, NULL, CHECK_BYTES);
    j->crypto = NULL;
    if (vc_crypto_new(NULL, &j->crypto) != VC_OK) {
        return ERR_INTERNAL;
    }
    options.tools.crypto = j->crypto;
    return vc_verdict_make(&j->arena, bytes, &options, &j->verdict) == VC_OK
               ? OK
               : ERR_INTERNAL;
}

static void
end_judging(struct judging *j)
{
    vc_arena_free(&j->arena);
    vc_crypto_free(j->crypto);
}

enum err
check_bytes(struct ctx *c, const char *bytes, size_t len, struct check *out)
{
    struct vc_resolver resolver = {.document = own_document, .user = c};
    struct vc_view view = {bytes, len};
    struct judging j;
    enum err e = judge(&j, c, resolver, view);

    if (e == OK) {
        *out = (struct check){0};
        out->result = j.verdict.result == VC_RESULT_VERIFIED ? CHECK_TRUE
                      : j.verdict.result == VC_RESULT_NOT_VERIFIED
                          ? CHECK_FALSE
                          : CHECK_UNSURE;
        write_claims(c, &j.arena, view, &j.verdict, out);
        write_layers(c, &j.arena, &j.verdict, out);
    }
    end_judging(&j);
    return e;
}

bool
check_accepts(struct ctx *c, const char *json, const char *did,
              const char *document, const char **why)
{
    struct one_document one = {.did = did, .document = document};
    struct vc_resolver resolver = {.document = given_document, .user = &one};
    struct check check = {0};
    struct judging j;
    bool good = false;

    if (judge(&j, c, resolver, vc_view_of(json)) == OK) {
        good = j.verdict.result == VC_RESULT_VERIFIED;
        if (!good) {
            write_layers(c, &j.arena, &j.verdict, &check);
        }
        *why = check.worst ? check.worst : "";
    } else {
        *why = "no memory";
    }
    end_judging(&j);
    return good;
}
