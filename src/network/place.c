/* SPDX-License-Identifier: Apache-2.0 */
/* place: building the tree by hand. */

#include "network/place.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "network/country.h"
#include "network/org.h"

#include <string.h>

static const char *const kinds_below[][2] = {
    {"network", "region"},
    {"country", "institution"},
    {"territory", "institution"},
    {"institution", "unit"},
};

const char *
place_kind_below(const char *kind)
{
    for (size_t i = 0; i < COUNT(kinds_below); i++) {
        if (strcmp(kinds_below[i][0], kind) == 0) {
            return kinds_below[i][1];
        }
    }
    return NULL;
}

static enum err
check_typed(struct ctx *c, struct org *typed)
{
    typed->name = text_clean(c->arena, typed->name ? typed->name : "");
    typed->city = text_clean(c->arena, typed->city ? typed->city : "");
    typed->website = text_clean(c->arena, typed->website ? typed->website : "");
    if (!*typed->name) {
        (void)problem_at(c, "name", N_("Write the name."));
    } else if (text_chars(typed->name) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "name",
                         N_("The name may have at most 200 characters."));
    }
    if (text_chars(typed->city) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "city",
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    }
    if (*typed->website && !text_is_website(typed->website)) {
        (void)problem_at(c, "website",
                         N_("This is no address of a web site, such as "
                            "www.university.edu."));
    }
    typed->city = *typed->city ? typed->city : NULL;
    typed->website = *typed->website ? typed->website : NULL;
    return c->problem_count ? ERR_INVALID : OK;
}

/* Two names that differ in capitals or accents only are one. */
static enum err
need_new_name(struct ctx *c, int64_t parent, const char *name)
{
    const char *folded = text_fold(c->arena, name);
    struct org_list list;

    TRY(org_children(c, parent, NULL, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(text_fold(c->arena, list.items[i].name), folded) == 0) {
            return problem_as(c, ERR_CONFLICT, "name",
                              N_("This place has one of this name already."));
        }
    }
    return OK;
}

enum err
place_add(struct ctx *c, const struct org *parent, struct org *typed)
{
    TRY(access_need(c, CAP_ORG_EDIT, parent->id));
    typed->kind = place_kind_below(parent->kind);
    if (!typed->kind) {
        return ERR_INVALID;
    }
    TRY(check_typed(c, typed));
    TRY(need_new_name(c, parent->id, typed->name));
    typed->country = parent->country;
    return org_add(c, parent->id, typed);
}

static enum err
add_country(struct ctx *c, int64_t region, const struct country *k)
{
    struct org o = {
        .kind = k->territory ? "territory" : "country",
        .slug = k->slug,
        .name = country_name(k->code, "en"),
        .country = k->code,
        .zone = k->zone,
        .lang = k->lang,
    };

    return org_add(c, region, &o);
}

enum err
place_add_countries(struct ctx *c, const struct org *region,
                    const char *const *codes, size_t count, size_t *added)
{
    *added = 0;
    TRY(access_need(c, CAP_ORG_EDIT, region->id));
    if (count == 0) {
        return problem_at(c, "country", N_("Choose at least one."));
    }
    for (size_t i = 0; i < count; i++) {
        const struct country *k = country_find(codes[i]);
        struct org there;
        enum err e;

        if (!k) {
            return problem_at(c, "country",
                              N_("Choose from the countries and territories "
                                 "shown."));
        }
        e = org_by_country(c, k->code, &there);
        if (e == ERR_MISSING) {
            e = add_country(c, region->id, k);
            *added += 1;
        }
        TRY(e);
    }
    return OK;
}
