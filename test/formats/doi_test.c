/* SPDX-License-Identifier: Apache-2.0 */
/* formats/doi: what Crossref's pattern takes, and why the rest is refused. */

#include "base/err.h"
#include "formats/doi.h"
#include "test/unit.h"

static void
what_has_the_form_is_taken_as_it_is_meant(void **state)
{
    static const struct {
        const char *typed, *doi;
    } good[] = {
        {"10.5555/12345678", "10.5555/12345678"},
        {" https://doi.org/10.1234/ABC.(5);6:7/8_9-0 ",
         "10.1234/abc.(5);6:7/8_9-0"},
        {"http://dx.doi.org/10.123456789/x", "10.123456789/x"},
        {"doi: 10.1000/182", "10.1000/182"},
        {"DOI:10.1000/a", "10.1000/a"},
    };
    struct arena *a = *state;

    for (size_t i = 0; i < COUNT(good); i++) {
        const char *doi;

        assert_int_equal(doi_read(a, good[i].typed, &doi), DOI_GOOD);
        assert_string_equal(doi, good[i].doi);
    }
}

static void
what_has_not_is_refused_with_the_fault(void **state)
{
    static const struct {
        const char *typed;
        enum doi_fault fault;
    } bad[] = {
        {"", DOI_NO_PREFIX},
        {"11.1234/a", DOI_NO_PREFIX},
        {"10.123/a", DOI_NO_PREFIX},
        {"10.1234567890/a", DOI_NO_PREFIX},
        {"10.12a4/a", DOI_NO_PREFIX},
        {"10x1234/a", DOI_NO_PREFIX},
        {"https://example.org/10.1234/a", DOI_NO_PREFIX},
        {"10.1234", DOI_NO_SUFFIX},
        {"10.1234/", DOI_NO_SUFFIX},
        {"10.1234/a b", DOI_BAD_SIGN},
        {"10.1234/<script>", DOI_BAD_SIGN},
        {"10.1234/caf\xc3\xa9", DOI_BAD_SIGN},
        {"10.1234/a,", DOI_BAD_SIGN},
    };
    struct arena *a = *state;
    const char *doi;
    char *longest = arena_alloc(a, DOI_CHARS + 2);

    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(doi_read(a, bad[i].typed, &doi), bad[i].fault);
    }
    memset(longest, '1', DOI_CHARS + 1);
    memcpy(longest, "10.1234/", 8);
    longest[DOI_CHARS] = '\0';
    assert_int_equal(doi_read(a, longest, &doi), DOI_GOOD);
    longest[DOI_CHARS] = '1';
    longest[DOI_CHARS + 1] = '\0';
    assert_int_equal(doi_read(a, longest, &doi), DOI_TOO_LONG);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(what_has_the_form_is_taken_as_it_is_meant),
        IN_ARENA(what_has_not_is_refused_with_the_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
