/* SPDX-License-Identifier: Apache-2.0 */
/* network/country: the table of states and territories as compiled in. */
#include "network/country.h"

#include "test/unit.h"

#include <stdio.h>
#include <string.h>

static void
forty_names_stand_in_each_of_seven_languages(void **state)
{
    size_t present = 0;

    (void)state;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        for (size_t lang = 0; lang < COUNTRY_LANGS; lang++) {
            const char *name =
                country_name(country_table[i].code, country_langs[lang]);

            present += name != NULL && *name != '\0';
        }
    }
    assert_int_equal(present, 40 * 7);
}

/* "Virgin Islands, British" and "Sint Maarten (Dutch part)" are forms for a
 * list, not names for a sentence. The marks of the other scripts count too. */
static void
no_name_has_a_comma_or_a_bracket(void **state)
{
    static const char *const marks[] = {",", "(",  ")",  "[", "]",
                                        "،", "，", "（", "）"};
    size_t faults = 0;

    (void)state;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        for (size_t lang = 0; lang < COUNTRY_LANGS; lang++) {
            for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
                if (strstr(country_table[i].names[lang], marks[m]) != NULL) {
                    print_message("%s %s: %s\n", country_table[i].code,
                                  country_langs[lang],
                                  country_table[i].names[lang]);
                    faults++;
                }
            }
        }
    }
    assert_int_equal(faults, 0);
}

static void
seven_of_the_forty_are_territories(void **state)
{
    size_t territories = 0;

    (void)state;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        territories += country_table[i].territory;
    }
    assert_int_equal(territories, 7);
    assert_true(country_is_territory("AW"));
    assert_false(country_is_territory("PE"));
    assert_false(country_is_territory("ZZ"));
}

static void
names_answer_to_tags_with_a_region_or_a_script(void **state)
{
    (void)state;
    assert_string_equal(country_name("BR", "es-419"), "Brasil");
    assert_string_equal(country_name("br", "pt_BR"), "Brasil");
    assert_string_equal(country_name("BO", "zh-Hans"), "玻利维亚");
    assert_string_equal(country_name("SR", "es"), "Surinam");
    assert_string_equal(country_name("VG", "EN"), "British Virgin Islands");
}

static void
an_unknown_language_gives_english_and_an_unknown_code_nothing(void **state)
{
    (void)state;
    assert_string_equal(country_name("MX", "qu"), "Mexico");
    assert_string_equal(country_name("MX", ""), "Mexico");
    assert_string_equal(country_name("MX", NULL), "Mexico");
    assert_null(country_name("US", "es"));
    assert_null(country_name(NULL, "es"));
    assert_null(country_find(""));
}

/* A slug is part of an address: a-z, 0-9, hyphen, 2 to 40 characters. */
static void
slugs_fit_into_addresses_and_differ(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        const char *slug = country_table[i].slug;

        assert_in_range(strlen(slug), 2, 40);
        assert_int_equal(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(slug));
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(slug, country_table[k].slug);
        }
    }
}

static void
every_zone_is_known_to_this_machine(void **state)
{
    FILE *there = fopen("/usr/share/zoneinfo/America/Lima", "rb");

    (void)state;
    if (there == NULL) {
        print_message("skipped: no tzdata on this machine\n");
        skip();
    }
    fclose(there);
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        char path[128];
        FILE *zone;

        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s",
                 country_table[i].zone);
        zone = fopen(path, "rb");
        assert_non_null(zone);
        fclose(zone);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forty_names_stand_in_each_of_seven_languages),
        cmocka_unit_test(no_name_has_a_comma_or_a_bracket),
        cmocka_unit_test(seven_of_the_forty_are_territories),
        cmocka_unit_test(names_answer_to_tags_with_a_region_or_a_script),
        cmocka_unit_test(
            an_unknown_language_gives_english_and_an_unknown_code_nothing),
        cmocka_unit_test(slugs_fit_into_addresses_and_differ),
        cmocka_unit_test(every_zone_is_known_to_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
