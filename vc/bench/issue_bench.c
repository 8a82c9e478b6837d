/* SPDX-License-Identifier: Apache-2.0 */
/* issue_bench: microseconds of each stage of issuing and verifying one badge
 * of 1.6 kB, on one core, contexts warm, nothing kept between two badges.
 *
 * Prints one `name number unit` a line: medians of many rounds (default 2000, or
 * the number given as argument) in processor time, how fast a large text is
 * parsed, what one verification takes of memory. With `badge`, `document` or
 * `quads` it prints what it works on, for others to be measured with. */

#include "../test/sample.h"

#include "vc/credential.h"
#include "vc/expand.h"
#include "vc/rdfc.h"
#include "vc/to_rdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum stage {
    PARSE,
    FORM,
    EXPAND,
    TO_RDF,
    CANON,
    HASH,
    OPTIONS, /* the same five for the proof options */
    SIGN,
    CHECK, /* the signature alone */
    WRITE,
    ISSUE, /* all of it, as the program calls it */
    VERIFY,
    STAGES
};

static const char *const names[STAGES] = {
    "vc_parse",   "vc_form", "vc_expand", "vc_to_rdf", "vc_canon", "vc_hash",
    "vc_options", "vc_sign", "vc_check",  "vc_write",  "vc_issue", "vc_verify"};

struct bench {
    struct sample sample;
    struct vc_arena arena; /* emptied for each badge */
    struct vc_view issued;
    const struct vc_json *proof;
    double at;
    double *us; /* STAGES of this round */
};

static double
now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
must(enum vc_status status)
{
    if (status != VC_OK) {
        fprintf(stderr, "vc_bench: %s\n", vc_status_name(status));
        exit(1);
    }
}

/* The stage that ends here. */
static void
lap(struct bench *b, enum stage stage)
{
    double now = now_us();

    b->us[stage] = now - b->at;
    b->at = now_us();
}

static void
run_stages(struct bench *b)
{
    const struct vc_expand_options expand = {.safe = true};
    const struct vc_to_rdf_options to_rdf = {.safe = true};
    struct vc_proof_tools tools = sample_tools(&b->sample);
    struct vc_json *document = NULL;
    struct vc_json *expanded = NULL;
    struct vc_badge badge;
    struct vc_dataset dataset;
    struct vc_rdfc_result canonical;
    struct vc_proof_hash options;
    uint8_t both[2 * VC_CRYPTO_MAX_HASH] = {0};
    uint8_t signature[VC_CRYPTO_SIGNATURE];
    struct vc_view text;

    vc_arena_reset(&b->arena);
    b->at = now_us();
    must(vc_json_parse(&b->arena, VC_VIEW(sample_unsigned), NULL, &document,
                       NULL));
    lap(b, PARSE);
    must(vc_badge_check(document, NULL, &badge, NULL));
    lap(b, FORM);
    must(vc_expand(&b->arena, tools.contexts, document, &expand, &expanded,
                   NULL));
    lap(b, EXPAND);
    must(vc_to_rdf(&b->arena, expanded, &to_rdf, &dataset, NULL));
    lap(b, TO_RDF);
    must(vc_rdfc_canonicalize(&b->arena, tools.crypto, &dataset, NULL,
                              &canonical, NULL));
    lap(b, CANON);
    must(vc_crypto_hash(tools.crypto, VC_SHA256, canonical.text.data,
                        canonical.text.size, both));
    lap(b, HASH);
    must(vc_proof_hash_options(&b->arena, &tools, document, b->proof, VC_SHA256,
                               &options, NULL));
    lap(b, OPTIONS);
    vc_crypto_ed25519_sign(b->sample.secret, both, 64, signature);
    lap(b, SIGN);
    if (!vc_crypto_ed25519_verify(b->sample.key.bytes, both, 64, signature,
                                  sizeof(signature))) {
        must(VC_PROOF_SIGNATURE);
    }
    lap(b, CHECK);
    must(vc_json_write(&b->arena, document, 0, &text));
    lap(b, WRITE);
}

static void
run_whole(struct bench *b)
{
    struct vc_proof_tools tools = sample_tools(&b->sample);
    struct vc_proof_terms terms = sample_terms(&b->sample);
    struct vc_verdict_options options = sample_options(&b->sample);
    struct vc_verdict verdict;
    struct vc_view out;

    vc_arena_reset(&b->arena);
    b->at = now_us();
    must(vc_credential_issue(&b->arena, &tools, VC_VIEW(sample_unsigned), NULL,
                             &terms, &out, NULL));
    lap(b, ISSUE);
    vc_arena_reset(&b->arena);
    b->at = now_us();
    must(vc_verdict_make(&b->arena, b->issued, &options, &verdict));
    lap(b, VERIFY);
    if (verdict.result != VC_RESULT_VERIFIED) {
        must(VC_PROOF_SIGNATURE);
    }
}

static int
compare(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;

    return (*x > *y) - (*x < *y);
}

static void
print_medians(const double *us, size_t rounds)
{
    double *column = malloc(rounds * sizeof(*column));

    if (column == NULL) {
        must(VC_NO_MEMORY);
        return;
    }
    for (int stage = 0; stage < STAGES; stage++) {
        for (size_t i = 0; i < rounds; i++) {
            column[i] = us[i * STAGES + (size_t)stage];
        }
        qsort(column, rounds, sizeof(*column), compare);
        printf("%s %.2f us\n", names[stage], column[rounds / 2]);
    }
    free(column);
}

/* An array of badges, as an import has it. */
static void
print_parsing(struct bench *b)
{
    enum { BADGES = 600, TRIES = 15 };
    size_t one = sizeof(sample_unsigned) - 1;
    size_t size = BADGES * (one + 1) + 1;
    char *text = malloc(size);
    struct vc_json *document = NULL;
    double best = 0;

    if (text == NULL) {
        must(VC_NO_MEMORY);
        return;
    }
    for (size_t i = 0; i < BADGES; i++) {
        text[i * (one + 1)] = i == 0 ? '[' : ',';
        memcpy(text + i * (one + 1) + 1, sample_unsigned, one);
    }
    text[size - 1] = ']';
    for (int i = 0; i < TRIES; i++) {
        vc_arena_reset(&b->arena);
        b->at = now_us();
        must(vc_json_parse(&b->arena, (struct vc_view){text, size}, NULL,
                           &document, NULL));
        double us = now_us() - b->at;
        best = best == 0 || us < best ? us : best;
    }
    printf("vc_json %.1f MB/s\n", (double)size / best);
    free(text);
}

/* All that one verification asks of its allocator. */
static void *
count_bytes(void *user, size_t size)
{
    size_t *bytes = user;

    *bytes += size;
    return malloc(size);
}

static void
uncount(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

static void
print_memory(struct bench *b)
{
    size_t bytes = 0;
    struct vc_allocator counting = {count_bytes, uncount, &bytes};
    struct vc_verdict_options options = sample_options(&b->sample);
    struct vc_verdict verdict;
    struct vc_arena arena;

    vc_arena_init(&arena, &counting, 0);
    must(vc_verdict_make(&arena, b->issued, &options, &verdict));
    vc_arena_free(&arena);
    printf("vc_memory %zu bytes\n", bytes);
}

/* What the measured works on, for a peer. */
static void
print_input(struct bench *b, const char *what)
{
    struct vc_proof_tools tools = sample_tools(&b->sample);
    struct vc_view text = b->issued;
    struct vc_json *document = NULL;
    struct vc_proof_hash hash;

    if (strcmp(what, "document") == 0) {
        must(sample_resolve(&b->sample, &b->arena, VC_VIEW(SAMPLE_DID),
                            &text) == VC_RESOLVED
                 ? VC_OK
                 : VC_NO_MEMORY);
    } else if (strcmp(what, "quads") == 0) {
        must(vc_json_parse(&b->arena, b->issued, NULL, &document, NULL));
        must(vc_proof_hash_document(&b->arena, &tools, document, VC_SHA256,
                                    &hash, NULL));
        text = hash.canonical;
    }
    printf("%.*s\n", (int)text.size, text.data);
}

static void
run_rounds(struct bench *b, size_t rounds)
{
    double *us = calloc(rounds, STAGES * sizeof(*us));

    must(us == NULL ? VC_NO_MEMORY : VC_OK);
    for (size_t i = 0; i < rounds; i++) {
        b->us = us + i * STAGES;
        run_stages(b);
        run_whole(b);
    }
    print_medians(us, rounds);
    free(us);
}

int
main(int argc, char **argv)
{
    struct bench b = {.at = 0};
    struct vc_arena kept;
    struct vc_json *document = NULL;
    struct vc_proof_tools tools;
    struct vc_proof_terms terms;
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;
    bool shows = argc > 1 && rounds == 0;

    rounds = rounds == 0 || rounds > 1000000 ? 2000 : rounds;
    must(sample_open(&b.sample));
    vc_arena_init(&kept, NULL, 0);
    vc_arena_init(&b.arena, NULL, 0);
    tools = sample_tools(&b.sample);
    terms = sample_terms(&b.sample);
    must(vc_credential_issue(&kept, &tools, VC_VIEW(sample_unsigned), NULL,
                             &terms, &b.issued, NULL));
    must(vc_json_parse(&kept, b.issued, NULL, &document, NULL));
    must(vc_context_set_learn(b.sample.contexts, document, NULL));
    b.proof = vc_json_get(document, VC_VIEW("proof"));
    if (shows) {
        print_input(&b, argv[1]);
    } else {
        run_rounds(&b, rounds);
        print_parsing(&b);
        print_memory(&b);
    }
    vc_arena_free(&b.arena);
    vc_arena_free(&kept);
    sample_close(&b.sample);
    return 0;
}
