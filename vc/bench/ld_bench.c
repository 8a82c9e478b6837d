/* SPDX-License-Identifier: Apache-2.0 */
/* Microseconds of each stage from JSON text to canonical quads, best of some
 * rounds: ld_bench FILE… */
#include "vc/expand.h"
#include "vc/jcs.h"
#include "vc/rdfc.h"
#include "vc/to_rdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 40, REPEATS = 50 };

struct bench {
    struct vc_arena arena;
    struct vc_crypto *crypto;
    const struct vc_context_set *set;
    struct vc_view text;
    struct vc_json *document;
    struct vc_json *expanded;
    struct vc_dataset dataset;
    struct vc_rdfc_result canonical;
};

static double
now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static enum vc_status
parse(struct bench *b)
{
    return vc_json_parse(&b->arena, b->text, NULL, &b->document, NULL);
}

static enum vc_status
expand(struct bench *b)
{
    struct vc_expand_options options = {.safe = true};
    return vc_expand(&b->arena, b->set, b->document, &options, &b->expanded,
                     NULL);
}

static enum vc_status
to_rdf(struct bench *b)
{
    struct vc_to_rdf_options options = {.safe = true};
    return vc_to_rdf(&b->arena, b->expanded, &options, &b->dataset, NULL);
}

static enum vc_status
canonicalize(struct bench *b)
{
    return vc_rdfc_canonicalize(&b->arena, b->crypto, &b->dataset, NULL,
                                &b->canonical, NULL);
}

static const struct stage {
    const char *name;
    enum vc_status (*run)(struct bench *);
} stages[] = {{"parse", parse},
              {"expand", expand},
              {"to_rdf", to_rdf},
              {"rdfc", canonicalize}};

enum { STAGES = sizeof stages / sizeof *stages };

static void
die(const char *what, enum vc_status status)
{
    fprintf(stderr, "%s: %s\n", what, vc_status_text(status));
    exit(1);
}

/* One document through all stages; adds the time of each. */
static void
one(struct bench *b, double *us)
{
    vc_arena_reset(&b->arena);
    double before = now_us();
    for (int i = 0; i < STAGES; i++) {
        enum vc_status status = stages[i].run(b);
        if (status != VC_OK)
            die(stages[i].name, status);
        double after = now_us();
        us[i] += after - before;
        before = after;
    }
}

static void
measure(struct bench *b, const char *title)
{
    double best[STAGES] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        double us[STAGES] = {0};
        for (int i = 0; i < REPEATS; i++)
            one(b, us);
        for (int i = 0; i < STAGES; i++) {
            if (round == 0 || us[i] / REPEATS < best[i])
                best[i] = us[i] / REPEATS;
        }
    }
    double sum = 0;
    printf("%-10s", title);
    for (int i = 0; i < STAGES; i++) {
        printf(" %s %.1f", stages[i].name, best[i]);
        sum += best[i];
    }
    printf(" | %.1f us, %zu quads, %zu bytes, %zu kB of arena\n", sum,
           b->dataset.count, b->text.size, b->arena.used_bytes / 1024);
}

static struct vc_view
read_file(const char *path)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file)
        die(path, VC_INVALID);
    size_t size = fread(text, 1, sizeof text, file);
    fclose(file);
    return (struct vc_view){text, size};
}

static struct vc_context_set *
new_set(void)
{
    struct vc_context_set *set = NULL;
    enum vc_status status = vc_context_set_new(NULL, 0, &set);
    if (status == VC_OK)
        status = vc_context_set_add_compiled(set, NULL);
    if (status != VC_OK)
        die("contexts", status);
    return set;
}

/* Three ways to hold the contexts: as documents only, processed ahead, and
 * with what one sample needed. */
static void
bench_file(struct bench *b, const char *path)
{
    struct vc_view list[] = {
        VC_VIEW("https://www.w3.org/ns/credentials/v2"),
        VC_VIEW("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")};
    struct vc_error error = {0};
    printf("%s\n", path);
    b->text = read_file(path);
    struct vc_context_set *set = new_set();
    b->set = set;
    measure(b, "documents");
    double before = now_us();
    enum vc_status status = vc_context_set_prepare(set, list, 2, &error);
    if (status != VC_OK)
        die(error.message, status);
    double took = now_us() - before;
    measure(b, "prepared");
    if (parse(b) != VC_OK || vc_context_set_learn(set, b->document, &error))
        die(error.message, error.status);
    measure(b, "learned");
    printf("preparing took %.0f us\n", took);
    vc_context_set_free(set);
}

int
main(int argc, char **argv)
{
    struct bench b = {0};
    vc_arena_init(&b.arena, NULL, 0);
    enum vc_status status = vc_crypto_new(NULL, &b.crypto);
    if (status != VC_OK)
        die("crypto", status);
    for (int i = 1; i < argc; i++)
        bench_file(&b, argv[i]);
    vc_crypto_free(b.crypto);
    vc_arena_free(&b.arena);
    return argc < 2;
}
