/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: any bytes as a token and as a JSON Web Key. The only tokens that
 * are verified are those that were signed. */
#include "fuzz.h"

#include "../test/sample.h"

#include "vc/jwk.h"
#include "vc/jwt.h"

enum { FORMS = 2 };

struct issuer {
    struct sample sample;
    struct vc_arena arena;
    struct vc_view tokens[FORMS];
};

static struct issuer *
issuer_open(void)
{
    static struct issuer j;
    struct vc_proof_tools tools;
    struct vc_proof_terms terms;

    if (j.tokens[0].data != NULL) {
        return &j;
    }
    FUZZ_CHECK(sample_open(&j.sample) == VC_OK);
    vc_arena_init(&j.arena, NULL, 0);
    tools = sample_tools(&j.sample);
    terms = sample_terms(&j.sample);
    for (int i = 0; i < FORMS; i++) {
        FUZZ_CHECK(vc_jwt_issue(&j.arena, &tools, VC_VIEW(sample_unsigned),
                                NULL, &terms, VC_JWT_BADGE + i, &j.tokens[i],
                                NULL) == VC_OK);
    }
    return &j;
}

/* A key that was read is written and read as the same. */
static void
try_key(struct vc_arena *arena, const struct vc_json *node)
{
    struct vc_key key;
    struct vc_key again;
    struct vc_json *jwk = NULL;

    if (vc_jwk_read(node, &key, NULL) == VC_OK) {
        FUZZ_CHECK(vc_jwk_write(arena, &key, &jwk) == VC_OK);
        FUZZ_CHECK(vc_jwk_read(jwk, &again, NULL) == VC_OK);
        FUZZ_CHECK(vc_key_equal(&key, &again));
    }
}

static bool
is_issued(const struct issuer *j, struct vc_view text)
{
    while (text.size > 0 && strchr(" \t\r\n", text.data[0]) != NULL) {
        text.data++;
        text.size--;
    }
    while (text.size > 0 && strchr(" \t\r\n", text.data[text.size - 1])) {
        text.size--;
    }
    return vc_view_equal(text, j->tokens[0]) ||
           vc_view_equal(text, j->tokens[1]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct issuer *j = issuer_open();
    struct vc_verdict_options options = sample_options(&j->sample);
    struct vc_arena arena;
    struct vc_verdict verdict;
    struct vc_jwt jwt;
    struct vc_json *node = NULL;
    struct vc_view text = {(const char *)data, size};
    struct vc_view out;

    vc_arena_init(&arena, NULL, 64 << 20);
    if (vc_json_parse(&arena, text, NULL, &node, NULL) == VC_OK) {
        try_key(&arena, node);
    }
    if (vc_jwt_read(&arena, text, NULL, &jwt, NULL) == VC_OK) {
        try_key(&arena, jwt.jws.jwk);
    }
    if (vc_jws_looks_like(text)) {
        FUZZ_CHECK(vc_verdict_make(&arena, text, &options, &verdict) == VC_OK);
        FUZZ_CHECK(vc_verdict_text(&arena, &verdict, &out) == VC_OK);
        FUZZ_CHECK(verdict.result != VC_RESULT_VERIFIED || is_issued(j, text));
    }
    vc_arena_free(&arena);
    return 0;
}
