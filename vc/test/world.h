/* SPDX-License-Identifier: Apache-2.0 */
/* An issuer with one key of any kind and the sample badge, for the tests of
 * tokens and proofs: what it signs, and what its document says. */
#ifndef VC_TEST_WORLD_H
#define VC_TEST_WORLD_H

#include "vc_test.h"

#include "sample.h"

#include "vc/jwk.h"
#include "vc/jws.h"
#include "vc/secret.h"

struct world {
    struct sample sample; /* contexts and hashes */
    struct vc_arena arena;
    struct vc_secret secret;
    const char *method;   /* the id of the key */
    const char *document; /* of the issuer; NULL: made of the key */
    const char *times;    /* further members of the method, ",…" */
    bool as_jwk;
};

static inline enum vc_resolved
world_resolve(void *user, struct vc_arena *arena, struct vc_view id,
              struct vc_view *out)
{
    const struct world *w = user;
    struct vc_json *jwk = NULL;
    struct vc_view key;
    char text[VC_KEY_MAX_TEXT + 2];
    char buf[2000];

    if (!vc_view_equal(id, VC_VIEW(SAMPLE_DID))) {
        return VC_RESOLVED_NOTHING;
    }
    if (w->document != NULL) {
        *out = vc_view_of(w->document);
        return VC_RESOLVED;
    }
    if (w->as_jwk) {
        assert_int_equal(vc_jwk_write(arena, &w->secret.key, &jwk), VC_OK);
        assert_int_equal(vc_json_write(arena, jwk, 0, &key), VC_OK);
    } else {
        size_t n = vc_key_write(&w->secret.key, text + 1);

        text[0] = text[n + 1] = '"';
        key = (struct vc_view){text, n + 2};
    }
    snprintf(buf, sizeof(buf),
             "{\"id\":\"" SAMPLE_DID "\",\"verificationMethod\":[{\"id\":"
             "\"%s\",\"type\":\"%s\",\"controller\":\"" SAMPLE_DID
             "\",\"%s\":%.*s%s}],\"assertionMethod\":[\"%s\"]}",
             w->method, w->as_jwk ? "JsonWebKey" : "Multikey",
             w->as_jwk ? "publicKeyJwk" : "publicKeyMultibase", (int)key.size,
             key.data, w->times, w->method);
    *out = vc_arena_copy(arena, vc_view_of(buf));
    return VC_RESOLVED;
}

/* A new key of that kind, under `SAMPLE_DID#key`. */
static inline void
world_key(struct world *w, enum vc_key_type type)
{
    w->method = SAMPLE_DID "#key";
    w->document = NULL;
    w->times = "";
    w->as_jwk = type != VC_KEY_ED25519;
    assert_int_equal(vc_secret_make(type, &w->secret), VC_OK);
}

static inline void
world_open(struct world *w)
{
    assert_int_equal(sample_open(&w->sample), VC_OK);
    vc_arena_init(&w->arena, NULL, 0);
    world_key(w, VC_KEY_ED25519);
}

static inline void
world_close(struct world *w)
{
    sample_close(&w->sample);
    vc_arena_free(&w->arena);
}

static inline struct vc_proof_terms
world_terms(struct world *w)
{
    struct vc_proof_terms terms = sample_terms(&w->sample);

    terms.method = vc_view_of(w->method);
    terms.signer = vc_secret_signer(&w->secret);
    terms.key = &w->secret.key;
    return terms;
}

static inline struct vc_verdict
world_judge_at(struct world *w, struct vc_view text, int64_t now_ms)
{
    struct vc_verdict_options options = sample_options(&w->sample);
    struct vc_verdict v;

    options.resolver =
        (struct vc_resolver){.document = world_resolve, .user = w};
    options.now_ms = now_ms != 0 ? now_ms : options.now_ms;
    assert_int_equal(vc_verdict_make(&w->arena, text, &options, &v), VC_OK);
    return v;
}

static inline struct vc_verdict
world_judge(struct world *w, struct vc_view text)
{
    return world_judge_at(w, text, 0);
}

static inline void
world_layer(const struct vc_verdict *v, enum vc_layer layer, const char *code)
{
    assert_string_equal(vc_verdict_code(&v->layers[layer]), code);
}

/* `text` with the first `from` made `to`. */
static inline struct vc_view
world_changed(struct world *w, struct vc_view text, const char *from,
              const char *to)
{
    size_t n = strlen(from);
    size_t at = 0;
    struct vc_view head;

    while (at + n <= text.size && memcmp(text.data + at, from, n) != 0) {
        at++;
    }
    if (at + n > text.size) {
        fail_msg("%s is not there", from);
    }
    head = vc_arena_join(&w->arena, (struct vc_view){text.data, at},
                         vc_view_of(to));
    return vc_arena_join(
        &w->arena, head,
        (struct vc_view){text.data + at + n, text.size - at - n});
}

/* JSON text parsed; it must live on. */
static inline struct vc_json *
world_json(struct world *w, struct vc_view text)
{
    struct vc_json *out = NULL;
    struct vc_error error = {0};

    if (vc_json_parse(&w->arena, text, NULL, &out, &error) != VC_OK) {
        fail_msg("%.*s: %s", (int)text.size, text.data, error.message);
    }
    return out;
}

/* The world of the program that includes this: opened once, with a fresh key
 * of Ed25519 for each test. */
static struct world w;

static inline int
open_all(void **state)
{
    (void)state;
    world_open(&w);
    return 0;
}

static inline int
close_all(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static inline int
fresh(void **state)
{
    (void)state;
    world_key(&w, VC_KEY_ED25519);
    return 0;
}

#endif
