/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs of the W3C's suite for the VC Data Model 2.0: what an issuer must sign
 * or refuse. Their names end in the outcome. */
#include "contexts.h"

#include "vc/expand.h"
#include "vc/presentation.h"

#include <dirent.h>

#define INPUT "vc-data-model-2.0/suite-input"
#define ISSUER "did:example:issuer"

static struct vc_arena arena;
static struct vc_context_set *contexts;
static int passed;
static int total;

static struct vc_json *
read_json(const char *path)
{
    struct vc_json *out = NULL;
    struct vc_view text = outside_read(&arena, path);

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

/* The suite sends credentials without an issuer, or with one that has no id:
 * the service puts its own there. It must not put anything else right. */
static void
put_issuer(struct vc_json *credential)
{
    struct vc_json *issuer = vc_json_get(credential, VC_VIEW("issuer"));
    struct vc_json *id = vc_json_string(&arena, VC_VIEW(ISSUER));

    if (!vc_json_is(credential, VC_JSON_OBJECT)) {
        return;
    }
    if (issuer == NULL) {
        assert_int_equal(vc_json_set(credential, VC_VIEW("issuer"), id), VC_OK);
    } else if (issuer->kind == VC_JSON_OBJECT &&
               vc_json_get(issuer, VC_VIEW("id")) == NULL) {
        assert_int_equal(vc_json_set(issuer, VC_VIEW("id"), id), VC_OK);
    }
}

static enum vc_status
check(struct vc_json *document, bool presentation, struct vc_error *error)
{
    const struct vc_badge_rules rules = {.any_context = true};
    const struct vc_expand_options options = {.safe = true};
    struct vc_badge badge;
    struct vc_json *expanded = NULL;

    if (presentation) {
        return vc_presentation_check(document, &rules, error);
    }
    put_issuer(document);
    VC_TRY(vc_badge_check(document, &rules, &badge, error));
    (void)vc_json_remove(document, VC_VIEW("proof")); /* signed without it */
    return vc_expand(&arena, contexts, document, &options, &expanded, error);
}

/* 1: good; 0: to be refused; -1: the name does not say. Of the last kind is one
 * whose credential is the holder's own, by keys that only the suite has. */
static int
wanted(const char *name)
{
    if (strstr(name, "-ok.json") != NULL) {
        return 1;
    }
    return strstr(name, "-fail") != NULL ? 0 : -1;
}

static void
try_file(const char *folder, const char *name)
{
    char path[400];
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (wanted(name) == -1) {
        printf("# no outcome in the name: %s\n", name);
        return;
    }
    s = check(read_json(path), strncmp(name, "presentation", 12) == 0, &error);
    total++;
    passed += (s == VC_OK) == (wanted(name) == 1);
    if ((s == VC_OK) != (wanted(name) == 1)) {
        printf("# failed: %s: %s %s\n", path, error.message, error.path);
    }
}

static void
try_folder(const char *folder)
{
    char path[1024];
    DIR *d = NULL;

    snprintf(path, sizeof(path), "%s/conformance/%s", outside_folder(), folder);
    d = opendir(path);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (strstr(e->d_name, ".json") != NULL) {
            try_file(folder, e->d_name);
        }
    }
    closedir(d);
}

static int
open_suite(void **state)
{
    (void)state;
    outside_need("vc-data-model-2.0", 79);
    vc_arena_init(&arena, NULL, 0);
    contexts = outside_contexts(&arena);
    return 0;
}

static int
close_suite(void **state)
{
    (void)state;
    vc_context_set_free(contexts);
    vc_arena_free(&arena);
    return 0;
}

static void
every_input_is_signed_or_refused_as_its_name_says(void **state)
{
    (void)state;
    try_folder(INPUT);
    try_folder(INPUT "/names-and-descriptions");
    outside_result("vc-data-model-2.0", passed, total, 79);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_input_is_signed_or_refused_as_its_name_says),
    };
    return cmocka_run_group_tests(tests, open_suite, close_suite);
}
