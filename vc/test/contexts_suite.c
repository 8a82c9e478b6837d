/* SPDX-License-Identifier: Apache-2.0 */
/* Our contexts against the published ones, term by term: mapping, type,
 * container, language, prefix, protection, and what every scoped context makes
 * of the whole. */
#include "outside.h"

#include "contexts_pinned.h"
#include "ld.h"

static struct vc_arena arena;

struct side {
    struct vc_context_set *set;
    struct vc_ld ld;
    struct vc_memo memo;
};

static bool
text_is(struct vc_view a, struct vc_view b)
{
    return !a.data == !b.data && vc_view_equal(a, b);
}

static bool
same_but_context(const struct vc_term_def *a, const struct vc_term_def *b)
{
    return a->container == b->container && a->prefix == b->prefix &&
           a->reverse == b->reverse && a->is_protected == b->is_protected &&
           a->has_language == b->has_language &&
           a->has_direction == b->has_direction &&
           a->direction == b->direction && text_is(a->iri, b->iri) &&
           text_is(a->type, b->type) && text_is(a->language, b->language) &&
           text_is(a->index, b->index) && text_is(a->nest, b->nest) &&
           !a->context == !b->context;
}

static bool same(struct side *x, const struct vc_active *a,
                 const struct vc_active *a_outside, struct side *y,
                 const struct vc_active *b);

/* Both ways to enter the scoped context. */
static bool
same_scoped(struct side *x, const struct vc_active *a,
            const struct vc_term_def *da, struct side *y,
            const struct vc_active *b, const struct vc_term_def *db)
{
    static const unsigned ways[] = {CONTEXT_OVERRIDE, CONTEXT_NO_PROPAGATE};
    for (int i = 0; i < 2; i++) {
        const struct vc_active *inner_a = NULL;
        const struct vc_active *inner_b = NULL;
        enum vc_status sa = vc_context_scoped(&x->ld, a, da, ways[i], &inner_a);
        enum vc_status sb = vc_context_scoped(&y->ld, b, db, ways[i], &inner_b);
        if (sa != sb || (sa == VC_OK && !same(x, inner_a, a, y, inner_b)))
            return false;
    }
    return true;
}

static size_t
terms(const struct vc_active *active)
{
    size_t count = 0;
    for (uint32_t i = 0; i < active->slot_count; i++)
        count += active->slots[i] && active->slots[i]->term.data[0];
    return count;
}

static bool
same(struct side *x, const struct vc_active *a,
     const struct vc_active *a_outside, struct side *y,
     const struct vc_active *b)
{
    if (terms(a) != terms(b) || !text_is(a->vocab, b->vocab) ||
        !text_is(a->base, b->base) || !text_is(a->language, b->language) ||
        a->direction != b->direction || !a->previous != !b->previous)
        return false;
    for (uint32_t i = 0; i < a->slot_count; i++) {
        const struct vc_term_def *da = a->slots[i];
        if (!da || !da->term.data[0])
            continue;
        const struct vc_term_def *db = vc_active_term(b, da->term);
        bool good = db && same_but_context(da, db);
        /* Terms that were there outside have been compared there. */
        if (good && da->context && vc_active_term(a_outside, da->term) != da)
            good = same_scoped(x, a, da, y, b, db);
        if (good)
            continue;
        printf("# differs: %.*s\n", (int)da->term.size, da->term.data);
        return false;
    }
    return true;
}

static const struct vc_active *
enter(struct side *side, const char *url)
{
    struct vc_error error = {0};
    const struct vc_active *active = NULL;
    struct vc_json *local = vc_json_string(&arena, vc_view_of(url));
    assert_non_null(local);
    if (vc_context_process(&side->ld, side->ld.initial, local,
                           (struct vc_view){NULL, 0}, NULL, 0,
                           &active) != VC_OK)
        fail_msg("%s: %s", url, error.message);
    return active;
}

static void
begin(struct side *side, struct vc_context_set *set)
{
    memset(side, 0, sizeof *side);
    side->set = set;
    assert_int_equal(
        vc_ld_init(&side->ld, &arena, set, NULL, &side->memo, NULL), VC_OK);
}

static void
every_context_says_what_the_published_one_says(void **state)
{
    (void)state;
    struct vc_context_set *ours = NULL;
    struct vc_context_set *theirs = NULL;
    vc_arena_init(&arena, NULL, 0);
    assert_int_equal(vc_context_set_new(NULL, 0, &ours), VC_OK);
    assert_int_equal(vc_context_set_new(NULL, 0, &theirs), VC_OK);
    assert_int_equal(vc_context_set_add_compiled(ours, NULL), VC_OK);
    for (size_t i = 0; i < PINNED_COUNT; i++) {
        char path[300];
        snprintf(path, sizeof path, "contexts/%s", pinned[i].published);
        struct vc_view text = outside_read(&arena, path);
        assert_int_equal(
            vc_context_set_add(theirs, vc_view_of(pinned[i].url), text, NULL),
            VC_OK);
    }
    int passed = 0;
    for (size_t i = 0; i < PINNED_COUNT; i++) {
        struct side x;
        struct side y;
        begin(&x, ours);
        begin(&y, theirs);
        const struct vc_active *a = enter(&x, pinned[i].url);
        const struct vc_active *b = enter(&y, pinned[i].url);
        bool good = terms(a) > 0 && same(&x, a, x.ld.initial, &y, b);
        passed += good;
        if (!good)
            printf("# not the same: %s\n", pinned[i].url);
    }
    outside_result("contexts", passed, (int)PINNED_COUNT, 22);
    vc_context_set_free(ours);
    vc_context_set_free(theirs);
    vc_arena_free(&arena);
}

/* Published files that are not compiled in, and why. */
static const struct {
    const char *file;
    bool defines_everything; /* by @vocab: no term would ever be undefined */
} left_out[] = {
    {"credentials-examples-v2.jsonld", true},
    {"credentials-undefined-terms-v2.jsonld", true},
    /* Names for examples; draws in a context that nobody has here. */
    {"credentials-examples-v1.jsonld", false},
    /* What stood at an address before it was corrected. */
    {"ob-v3p0-3.0.3.as-of-2024-03.json", false},
};

static bool
is_pinned(struct vc_view file, struct vc_view url)
{
    for (size_t i = 0; i < PINNED_COUNT; i++) {
        if (vc_view_equal(file, vc_view_of(pinned[i].published)))
            return vc_view_equal(url, vc_view_of(pinned[i].url));
    }
    return false;
}

static bool
is_left_out(struct vc_view file, const struct vc_json *document)
{
    const struct vc_json *context = vc_json_get(document, VC_VIEW("@context"));
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        if (vc_view_equal(file, vc_view_of(left_out[i].file)))
            return left_out[i].defines_everything ==
                   (vc_json_get(context, VC_VIEW("@vocab")) != NULL);
    }
    return false;
}

static void
every_published_context_is_compiled_in_or_left_out_on_purpose(void **state)
{
    (void)state;
    int passed = 0;
    int total = 0;
    struct vc_json *index = NULL;
    vc_arena_init(&arena, NULL, 0);
    struct vc_view text = outside_read(&arena, "contexts/index.json");
    assert_int_equal(vc_json_parse(&arena, text, NULL, &index, NULL), VC_OK);
    for (VC_JSON_EACH(entry, vc_json_get(index, VC_VIEW("contexts")))) {
        struct vc_view file = vc_json_get_text(entry, VC_VIEW("file"));
        struct vc_view url = vc_json_get_text(entry, VC_VIEW("url"));
        struct vc_json *document = NULL;
        char path[300];
        snprintf(path, sizeof path, "contexts/%.*s", (int)file.size, file.data);
        assert_int_equal(vc_json_parse(&arena, outside_read(&arena, path), NULL,
                                       &document, NULL),
                         VC_OK);
        bool good = is_pinned(file, url) || is_left_out(file, document);
        if (!good)
            printf("# neither: %.*s\n", (int)file.size, file.data);
        passed += good;
        total++;
    }
    outside_result("contexts-published", passed, total, 26);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_context_says_what_the_published_one_says),
        cmocka_unit_test(
            every_published_context_is_compiled_in_or_left_out_on_purpose),
    };
    outside_need("contexts", 22 + 26);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
