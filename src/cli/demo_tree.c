/* SPDX-License-Identifier: Apache-2.0 */
/* demo_tree: a history for the demonstration's tree. */

#include "cli/demo_tree.h"

#include "base/date.h"
#include "cli/cli.h"
#include "core/ctx.h"
#include "core/setting.h"
#include "network/carry.h"
#include "network/country.h"
#include "network/grouping.h"
#include "network/org.h"
#include "network/reparent.h"

#include <string.h>

/* Days from today. */
enum { ENTERED = -300, MOVED = -75 };

static enum err
add_unit(struct ctx *c, const char *parent, const char *name, int64_t *id)
{
    struct org above, unit = {.kind = "unit", .name = name, .status = "known"};

    TRY(org_by_slug(c, parent, &above));
    unit.country = above.country;
    TRY(org_add(c, above.id, &unit));
    *id = unit.id;
    return OK;
}

static enum err
make_units(struct ctx *c, void *arg)
{
    int64_t *units = arg;

    TRY(add_unit(c, "uni-peru", "Aula de IA (demostración)", &units[0]));
    return add_unit(c, "unmsm", "Oficina de docencia virtual (demostración)",
                    &units[1]);
}

static enum err
change_units(struct ctx *c, void *arg)
{
    const int64_t *units = arg;
    const char *day = date_of_ms(c->arena, c->now_ms + MOVED * DATE_DAY_MS);
    struct org to;
    bool left;

    TRY(org_by_slug(c, "unsaac", &to));
    TRY(reparent_move(c, units[0], to.id, day,
                      "El aula pasó al Cusco por convenio."));
    TRY(carry_slice(c, 1, &left)); /* a unit is one */
    TRY(org_by_slug(c, "pucp", &to));
    TRY(reparent_correct(c, units[1], to.id,
                         "Se había anotado en otra universidad."));
    return carry_slice(c, 1, &left);
}

/* --- groupings: languages as the table of countries has them; a sub-region and a
 * funder of the demonstration's own --- */

static const struct group {
    const char *kind, *name;
    const char *langs;  /* of the table, blanks between; or */
    const char *codes;  /* countries */
    const char *keeper; /* whose it is; NULL = the region */
} groups[] = {
    {"language", "Español", "es", NULL, NULL},
    {"language", "English", "en", NULL, NULL},
    {"language", "Nederlands / Papiamento", "nl pap", NULL, NULL},
    {"language", "Português", "pt", NULL, NULL},
    {"language", "Kreyòl ayisyen / Français", "ht", NULL, NULL},
    {"sub_region", "Países andinos (demostración)", NULL, "BO CO EC PE VE",
     NULL},
    {"sub_region", "Cono Sur y Brasil (demostración)", NULL, "AR BR CL PY UY",
     NULL},
    {"funder", "Fondo de conectividad (demostración)", NULL, "BO GY HT HN NI",
     NULL},
    {"other", "Con centro nacional (demo)", NULL, "PE CL CO", "network"},
};

/* Is it one of the words? */
static bool
has_word(const char *words, const char *word)
{
    size_t len = strlen(word);

    for (const char *w = words; w; w = strchr(w, ' ')) {
        w += *w == ' ';
        if (strncmp(w, word, len) == 0 && (w[len] == ' ' || !w[len])) {
            return true;
        }
    }
    return false;
}

static enum err
make_group(struct ctx *c, const struct group *what)
{
    struct grouping g = {.kind = what->kind, .name = what->name};
    int64_t ids[COUNTRY_COUNT];
    size_t n = 0;
    struct org keeper;

    TRY(org_by_slug(c, what->keeper ? what->keeper : "lac", &keeper));
    g.node = keeper.id;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        const struct country *k = &country_table[i];
        struct org o;

        if (what->langs ? has_word(what->langs, k->lang)
                        : has_word(what->codes, k->code)) {
            TRY(org_by_country(c, k->code, &o));
            ids[n++] = o.id;
        }
    }
    return grouping_put(c, &g, ids, n, ctx_today(c));
}

static enum err
make_groups(struct ctx *c, void *arg)
{
    (void)arg;
    TRY(setting_i64(c, "demo.hq", &c->person));
    for (size_t i = 0; i < COUNT(groups); i++) {
        TRY(make_group(c, &groups[i]));
    }
    return OK;
}

enum err
demo_tree(struct cli_node *n, int64_t now_ms)
{
    struct ctx c = cli_ctx(n);
    int64_t units[2];

    c.lang = lang_find("es");
    c.now_ms = now_ms + ENTERED * DATE_DAY_MS;
    TRY(cli_write(n, &c, make_units, units));
    TRY(cli_write(n, &c, make_groups, NULL));
    c.now_ms = now_ms;
    c.person = 0;
    return cli_write(n, &c, change_units, units);
}
