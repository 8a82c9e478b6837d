/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: any bytes get a verdict in bounded work, and the only document
 * that is verified is the one that was signed. */
#include "fuzz.h"

#include "../test/sample.h"

#include "vc/credential.h"

struct judge {
    struct sample sample;
    struct vc_arena arena;
    struct vc_json *signed_document;
};

static struct judge *
judge_open(void)
{
    static struct judge j;
    struct vc_proof_tools tools;
    struct vc_proof_terms terms;
    struct vc_view text;

    if (j.signed_document != NULL) {
        return &j;
    }
    FUZZ_CHECK(sample_open(&j.sample) == VC_OK);
    vc_arena_init(&j.arena, NULL, 0);
    tools = sample_tools(&j.sample);
    terms = sample_terms(&j.sample);
    FUZZ_CHECK(vc_credential_issue(&j.arena, &tools, VC_VIEW(sample_unsigned),
                                   NULL, &terms, &text, NULL) == VC_OK);
    FUZZ_CHECK(vc_json_parse(&j.arena, text, NULL, &j.signed_document, NULL) ==
               VC_OK);
    return &j;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct judge *j = judge_open();
    struct vc_verdict_options options = sample_options(&j->sample);
    struct vc_arena arena;
    struct vc_verdict verdict;
    struct vc_json *document = NULL;
    struct vc_view text = {(const char *)data, size};
    struct vc_view out;

    vc_arena_init(&arena, NULL, 256 << 20);
    FUZZ_CHECK(vc_verdict_make(&arena, text, &options, &verdict) == VC_OK);
    FUZZ_CHECK(vc_verdict_text(&arena, &verdict, &out) == VC_OK);
    FUZZ_CHECK(vc_verdict_json(&arena, &verdict, &out) == VC_OK);
    if (verdict.result == VC_RESULT_VERIFIED) {
        FUZZ_CHECK(vc_json_parse(&arena, text, NULL, &document, NULL) == VC_OK);
        FUZZ_CHECK(vc_json_equal(document, j->signed_document));
    }
    vc_arena_free(&arena);
    return 0;
}
