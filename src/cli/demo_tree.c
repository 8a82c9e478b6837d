/* SPDX-License-Identifier: Apache-2.0 */
/* demo_tree: a history for the demonstration's tree. */

#include "cli/demo_tree.h"

#include "base/arena.h"
#include "base/date.h"
#include "cli/cli.h"
#include "core/ctx.h"
#include "network/org.h"
#include "network/reparent.h"

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

    TRY(org_by_slug(c, "unsaac", &to));
    TRY(reparent_move(c, units[0], to.id, day,
                      "El aula pasó al Cusco por convenio."));
    TRY(org_by_slug(c, "pucp", &to));
    return reparent_correct(c, units[1], to.id,
                            "Se había anotado en otra universidad.");
}

enum err
demo_tree(struct cli_node *n, int64_t now_ms)
{
    struct ctx c = cli_ctx(n);
    int64_t units[2];

    c.lang = lang_find("es");
    c.now_ms = now_ms + ENTERED * DATE_DAY_MS;
    TRY(cli_write(n, &c, make_units, units));
    c.now_ms = now_ms;
    return cli_write(n, &c, change_units, units);
}
