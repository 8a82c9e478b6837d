/* SPDX-License-Identifier: Apache-2.0 */
/* An example: a badge with a place in a status list, baked into a picture, read
 * by a verifier who fetches what it needs; then the badge is withdrawn. At the
 * end the badge in other forms: compacted by a context of one's own, and as
 * canonical quads.
 *
 *   cc revoke.c $(pkg-config --cflags --libs quipu-vc) -o revoke
 */
#include <vc/bake.h>
#include <vc/compact.h>
#include <vc/credential.h>
#include <vc/did.h>
#include <vc/expand.h>
#include <vc/secret.h>
#include <vc/status_list.h>
#include <vc/verdict.h>

#include <stdio.h>
#include <time.h>

#define ISSUER "did:web:issuer.example"
#define LIST "https://issuer.example/status/1"
enum { PLACE = 4711 }; /* drawn at random, never given twice */

struct office {
    struct vc_context_set *contexts;
    struct vc_crypto *crypto;
    struct vc_secret secret;
    char method[sizeof(ISSUER) + VC_KEY_MAX_TEXT + 1];
    struct vc_status_list list;
    struct vc_view published; /* the list, signed */
    int64_t now_ms;
};

static enum vc_status
sign_document(struct office *o, struct vc_arena *arena,
              struct vc_view unsigned_, struct vc_view *out,
              struct vc_error *error)
{
    const struct vc_proof_tools tools = {.contexts = o->contexts,
                                         .crypto = o->crypto};
    const struct vc_proof_terms terms = {.method = vc_view_of(o->method),
                                         .created_ms = o->now_ms,
                                         .signer = vc_secret_signer(&o->secret),
                                         .key = &o->secret.key};

    return vc_credential_issue(arena, &tools, unsigned_, NULL, &terms, out,
                               error);
}

/* The list as it stands, good for a day. */
static enum vc_status
publish(struct office *o, struct vc_arena *arena, struct vc_error *error)
{
    const struct vc_status_list_terms terms = {.id = VC_VIEW(LIST),
                                               .issuer = VC_VIEW(ISSUER),
                                               .purpose = VC_VIEW("revocation"),
                                               .from_ms = o->now_ms,
                                               .until_ms =
                                                   o->now_ms + 86400000};
    struct vc_json *credential = NULL;
    struct vc_view text;

    VC_TRY(vc_status_list_credential(arena, &o->list, &terms, &credential));
    VC_TRY(vc_json_write(arena, credential, 0, &text));
    return sign_document(o, arena, text, &o->published, error);
}

/* --- what the verifier fetches; here out of the office's drawer ---------- */

static enum vc_resolved
find_document(void *user, struct vc_arena *arena, struct vc_view id,
              struct vc_view *out)
{
    const struct office *o = user;
    const struct vc_did_method method = {.key = o->secret.key};
    struct vc_json *document = NULL;

    if (!vc_view_equal(id, VC_VIEW(ISSUER))) {
        return VC_RESOLVED_NOTHING;
    }
    return vc_did_document_make(arena, id, &method, 1, &document) == VC_OK &&
                   vc_json_write(arena, document, 0, out) == VC_OK
               ? VC_RESOLVED
               : VC_RESOLVED_NO_MEMORY;
}

static enum vc_resolved
find_list(void *user, struct vc_arena *arena, struct vc_view address,
          struct vc_view *out)
{
    const struct office *o = user;

    (void)arena;
    *out = o->published;
    return vc_view_equal(address, VC_VIEW(LIST)) ? VC_RESOLVED
                                                 : VC_RESOLVED_UNKNOWN;
}

/* --- the story ----------------------------------------------------------- */

static const char badge[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:5a2f6e0c-58a1-4e0b-9a5e-0c1f4f6f7a10\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"name\":\"Reading knots\",\"validFrom\":\"2026-01-01T00:00:00Z\","
    "\"issuer\":{\"id\":\"" ISSUER "\",\"type\":[\"Profile\"],"
    "\"name\":\"Issuing office (example)\"},"
    "\"credentialSubject\":{\"type\":[\"AchievementSubject\"],"
    "\"id\":\"urn:uuid:0d6c1f3e-2c5b-4d7e-8a7b-6d3f2b1a0c9e\","
    "\"achievement\":{\"id\":\"https://issuer.example/achievements/1\","
    "\"type\":[\"Achievement\"],\"name\":\"Reading knots\","
    "\"description\":\"Reads three kinds of knot.\","
    "\"criteria\":{\"narrative\":\"Shown to a teacher.\"}}}}";

static const char picture[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">"
    "<circle cx=\"4\" cy=\"4\" r=\"4\"/></svg>";

static enum vc_status
open_office(struct office *o, struct vc_arena *arena)
{
    char key[VC_KEY_MAX_TEXT];
    size_t size = 0;

    o->now_ms = (int64_t)time(NULL) * 1000;
    VC_TRY(vc_context_set_new(NULL, 0, &o->contexts));
    VC_TRY(vc_context_set_add_compiled(o->contexts, NULL));
    VC_TRY(vc_crypto_new(NULL, &o->crypto));
    VC_TRY(vc_secret_make(VC_KEY_ED25519, &o->secret));
    size = vc_key_write(&o->secret.key, key);
    (void)snprintf(o->method, sizeof(o->method), ISSUER "#%.*s", (int)size,
                   key);
    return vc_status_list_new(arena, 1, 1, &o->list);
}

static enum vc_status
make_badge(struct office *o, struct vc_arena *arena, struct vc_view *out,
           struct vc_error *error)
{
    struct vc_json *document = NULL;
    struct vc_json *entry = NULL;
    struct vc_view text;

    VC_TRY(vc_json_parse(arena, VC_VIEW(badge), NULL, &document, error));
    VC_TRY(vc_status_list_entry(arena, VC_VIEW(LIST), VC_VIEW("revocation"),
                                PLACE, 1, NULL, &entry));
    VC_TRY(vc_json_set(document, VC_VIEW("credentialStatus"), entry));
    VC_TRY(vc_json_write(arena, document, 0, &text));
    VC_TRY(sign_document(o, arena, text, &text, error));
    return vc_bake_write(arena, VC_VIEW(picture), text, out, error);
}

static enum vc_status
judge(struct office *o, struct vc_arena *arena, struct vc_view bytes,
      enum vc_result *out)
{
    const struct vc_verdict_options options = {
        .tools = {.contexts = o->contexts, .crypto = o->crypto},
        .resolver = {.document = find_document,
                     .status_list = find_list,
                     .user = o},
        .now_ms = o->now_ms};
    struct vc_verdict verdict;

    VC_TRY(vc_verdict_make(arena, bytes, &options, &verdict));
    printf("result: %s, status: %s\n", vc_verdict_result_name(verdict.result),
           vc_verdict_code(&verdict.layers[VC_LAYER_STATUS]));
    *out = verdict.result;
    return VC_OK;
}

/* What the badge says, in one's own words and as statements. */
static enum vc_status
show_forms(struct office *o, struct vc_arena *arena, struct vc_view baked,
           struct vc_error *error)
{
    const struct vc_proof_tools tools = {.contexts = o->contexts,
                                         .crypto = o->crypto};
    struct vc_json *document = NULL;
    struct vc_json *context = NULL;
    struct vc_json *node = NULL;
    struct vc_proof_hash canonical;
    struct vc_view text;

    VC_TRY(vc_bake_read(arena, baked, &text, error));
    VC_TRY(vc_json_parse(arena, text, NULL, &document, error));
    VC_TRY(vc_json_parse(arena,
                         VC_VIEW("{\"nombre\":\"https://schema.org/name\"}"),
                         NULL, &context, error));
    VC_TRY(vc_expand(arena, o->contexts, document, NULL, &node, error));
    VC_TRY(vc_compact(arena, o->contexts, node, context, NULL, &node, error));
    text = vc_json_get_text(node, VC_VIEW("nombre"));
    printf("nombre: %.*s\n", (int)text.size,
           text.data != NULL ? text.data : "");
    VC_TRY(vc_proof_hash_document(arena, &tools, document, VC_SHA256,
                                  &canonical, error));
    printf("%zu bytes of canonical quads\n", canonical.canonical.size);
    return VC_OK;
}

static enum vc_status
run(struct office *o, struct vc_arena *arena, struct vc_error *error)
{
    enum vc_result before = VC_RESULT_UNKNOWN;
    enum vc_result after = VC_RESULT_UNKNOWN;
    struct vc_view baked;

    VC_TRY(open_office(o, arena));
    VC_TRY(publish(o, arena, error));
    VC_TRY(make_badge(o, arena, &baked, error));
    VC_TRY(judge(o, arena, baked, &before));
    VC_TRY(show_forms(o, arena, baked, error));

    VC_TRY(vc_status_list_set(&o->list, PLACE, 1));
    VC_TRY(publish(o, arena, error));
    VC_TRY(judge(o, arena, baked, &after));
    return before == VC_RESULT_VERIFIED && after == VC_RESULT_NOT_VERIFIED
               ? VC_OK
               : VC_INVALID;
}

int
main(void)
{
    struct office o = {0};
    struct vc_arena arena;
    struct vc_error error = {0};
    enum vc_status status;

    vc_arena_init(&arena, NULL, 8 << 20);
    status = run(&o, &arena, &error);
    if (status != VC_OK) {
        fprintf(stderr, "%s: %s %s\n", vc_status_name(status), error.message,
                error.path);
    }
    vc_crypto_wipe(&o.secret, sizeof(o.secret));
    vc_crypto_free(o.crypto);
    vc_context_set_free(o.contexts);
    vc_arena_free(&arena);
    return status == VC_OK ? 0 : 1;
}
