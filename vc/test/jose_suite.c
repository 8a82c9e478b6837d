/* SPDX-License-Identifier: Apache-2.0 */
/* Wycheproof's attacks on signed texts and on their keys.
 *
 * The vectors also know algorithms that are never taken here (shared secrets,
 * PSS, SHA-512): whatever their result says, the right answer is a refusal. */
#include "outside.h"

#include "vc/jwk.h"
#include "vc/jws.h"

static struct vc_json *
read_json(struct vc_arena *arena, const char *path)
{
    struct vc_json *out = NULL;
    struct vc_view text = outside_read(arena, path);

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

/* The key of a set by its kid, or the one key there is. */
static const struct vc_json *
key_of(const struct vc_json *group, struct vc_view kid)
{
    const struct vc_json *keys = vc_json_get(group, VC_VIEW("public"));

    keys = keys != NULL ? keys : vc_json_get(group, VC_VIEW("private"));
    if (vc_json_get(keys, VC_VIEW("keys")) == NULL) {
        return keys;
    }
    for (VC_JSON_EACH(key, vc_json_get(keys, VC_VIEW("keys")))) {
        if (kid.data != NULL &&
            vc_json_is_text(vc_json_get(key, VC_VIEW("kid")), kid)) {
            return key;
        }
    }
    return NULL;
}

static bool
is_taken(struct vc_arena *arena, const struct vc_json *group,
         const struct vc_json *test, bool *known)
{
    struct vc_view text = vc_json_get_text(test, VC_VIEW("jws"));
    struct vc_jws jws;
    struct vc_key key;

    *known = false;
    if (text.data == NULL || vc_jws_read(arena, text, &jws, NULL) != VC_OK) {
        return false;
    }
    *known = vc_jwk_type_for(jws.algorithm) != 0;
    return vc_jwk_read(key_of(group, jws.kid), &key, NULL) == VC_OK &&
           vc_jws_check(&jws, &key, NULL) == VC_OK;
}

static void
suite(const char *name, const char *path, int want, int want_taken,
      int want_foreign)
{
    struct vc_arena arena;
    int total = 0;
    int passed = 0;
    int taken = 0;
    int foreign = 0;

    outside_need(name, want);
    vc_arena_init(&arena, NULL, 0);
    for (VC_JSON_EACH(group, vc_json_get(read_json(&arena, path),
                                         VC_VIEW("testGroups")))) {
        for (VC_JSON_EACH(test, vc_json_get(group, VC_VIEW("tests")))) {
            bool known = false;
            bool valid = vc_json_is_text(vc_json_get(test, VC_VIEW("result")),
                                         VC_VIEW("valid"));
            bool good = is_taken(&arena, group, test, &known);

            total++;
            taken += good ? 1 : 0;
            foreign += valid && !known ? 1 : 0;
            if (good == (valid && known)) {
                passed++;
            } else {
                printf("# failed: %s, case %d of %d\n", name, total, want);
            }
        }
    }
    printf("# %s: %d taken; %d valid ones of other algorithms refused\n", name,
           taken, foreign);
    assert_int_equal(taken, want_taken);
    assert_int_equal(foreign, want_foreign);
    outside_result(name, passed, total, want);
    vc_arena_free(&arena);
}

static void
attacks_on_signed_texts_are_told_apart(void **state)
{
    (void)state;
    suite("wycheproof-jws", "wycheproof/json_web_signature_test.json", 401, 10,
          36);
}

static void
attacks_on_their_keys_are_told_apart(void **state)
{
    (void)state;
    suite("wycheproof-jwk", "wycheproof/json_web_key_test.json", 26, 1, 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attacks_on_signed_texts_are_told_apart),
        cmocka_unit_test(attacks_on_their_keys_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
