/* SPDX-License-Identifier: Apache-2.0 */
/* country: looking up the compiled table of states and territories. */
#include "network/country.h"

#include <string.h>
#include <strings.h>

const struct country *
country_find(const char *code)
{
    if (code == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        if (strcasecmp(country_table[i].code, code) == 0) {
            return &country_table[i];
        }
    }
    return NULL;
}

const char *
country_name(const char *code, const char *lang_tag)
{
    const struct country *country = country_find(code);
    size_t len = lang_tag != NULL ? strcspn(lang_tag, "-_") : 0;

    if (country == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < COUNTRY_LANGS; i++) {
        if (strlen(country_langs[i]) == len &&
            strncasecmp(country_langs[i], lang_tag, len) == 0) {
            return country->names[i];
        }
    }
    return country->names[0]; /* English */
}

bool
country_is_territory(const char *code)
{
    const struct country *country = country_find(code);

    return country != NULL && country->territory;
}

const struct country *
country_by_slug(const char *slug)
{
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        if (strcmp(country_table[i].slug, slug) == 0) {
            return &country_table[i];
        }
    }
    return NULL;
}
