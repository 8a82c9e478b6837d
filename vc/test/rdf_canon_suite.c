/* SPDX-License-Identifier: Apache-2.0 */
/* The RDFC-1.0 tests of the W3C: canonical forms byte for byte, the maps of
 * identifiers, and the one that has to be refused. */
#include "outside.h"

#include "vc/quads.h"
#include "vc/rdfc.h"

struct run {
    struct vc_arena arena;
    struct vc_crypto *crypto;
    int passed;
    int total;
    size_t most_calls;
};

static void
report(struct run *run, const char *name, const char *what, bool good)
{
    run->total++;
    run->passed += good ? 1 : 0;
    if (!good) {
        printf("# failed: %s %s\n", name, what);
    }
}

/* {"e0": "c14n0", ...}: every blank node of the input stands in it under its
 * label, and there are no more. */
static bool
map_is(const struct vc_dataset *dataset, const struct vc_rdfc_result *result,
       struct vc_view map)
{
    size_t entries = 0;

    for (size_t i = 0; i < map.size; i++) {
        entries += map.data[i] == ':' ? 1 : 0;
    }
    for (size_t i = 0; i < dataset->count; i++) {
        const struct vc_quad *q = &dataset->quads[i];
        const struct vc_term *terms[3] = {q->subject, q->object, q->graph};

        for (size_t k = 0; k < 3; k++) {
            char want[200];

            if (terms[k] == NULL || terms[k]->kind != VC_TERM_BLANK) {
                continue;
            }
            snprintf(want, sizeof(want), "\"%.*s\": \"c14n%u\"",
                     (int)terms[k]->value.size, terms[k]->value.data,
                     result->numbers[terms[k]->number]);
            if (strstr(map.data, want) == NULL) {
                return false;
            }
        }
    }
    return entries == dataset->blank_count;
}

static void
one(struct run *run, const char *name, const char *line)
{
    char path[200];
    struct vc_dataset dataset;
    struct vc_rdfc_result result = {0};
    struct vc_rdfc_options options = {
        .hash = strstr(line, "SHA384") != NULL ? VC_SHA384 : VC_SHA256};
    bool refuse = strstr(line, "Negative") != NULL;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;
    struct vc_view want;

    snprintf(path, sizeof(path), "rdf-canon/rdfc10/%s-in.nq", name);
    s = vc_quads_read(&run->arena, outside_read(&run->arena, path), 0, &dataset,
                      &error);
    assert_int_equal(s, VC_OK);
    s = vc_rdfc_canonicalize(&run->arena, run->crypto, &dataset, &options,
                             &result, &error);
    if (refuse) {
        report(run, name, "must be refused", s == VC_RDFC_WORK);
        return;
    }
    if (result.calls > run->most_calls) {
        run->most_calls = result.calls;
        printf("# %s: %zu calls, %zu steps\n", name, result.calls,
               result.steps);
    }
    snprintf(path, sizeof(path), "rdf-canon/rdfc10/%s-rdfc10.nq", name);
    want = outside_read(&run->arena, path);
    report(run, name, "canonical form",
           s == VC_OK && want.data != NULL && vc_view_equal(want, result.text));
    snprintf(path, sizeof(path), "rdf-canon/rdfc10/%s-rdfc10map.json", name);
    want = outside_read(&run->arena, path);
    if (want.data != NULL) {
        report(run, name, "map of identifiers",
               s == VC_OK && map_is(&dataset, &result, want));
    }
}

static void
all_86_tests_give_the_published_bytes(void **state)
{
    struct run run = {0};
    struct vc_view manifest;
    const char *at = NULL;

    (void)state;
    outside_need("rdf-canon", 86);
    vc_arena_init(&run.arena, NULL, 0);
    assert_int_equal(vc_crypto_new(NULL, &run.crypto), VC_OK);
    manifest = outside_read(&run.arena, "rdf-canon/manifest.csv");
    assert_non_null(manifest.data);
    for (at = strchr(manifest.data, '\n'); at != NULL && at[1] != '\0';
         at = strchr(at + 1, '\n')) {
        char line[400];
        char name[40];

        snprintf(line, sizeof(line), "%.*s", (int)strcspn(at + 1, "\n"),
                 at + 1);
        snprintf(name, sizeof(name), "%.*s", (int)strcspn(line, ","), line);
        one(&run, name, line);
    }
    outside_result("rdf-canon", run.passed, run.total, 86);
    vc_crypto_free(run.crypto);
    vc_arena_free(&run.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_86_tests_give_the_published_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
