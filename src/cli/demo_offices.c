/* SPDX-License-Identifier: Apache-2.0 */
/* demo_offices: who holds the offices of the demonstration's network.
 * Institutions are real; that they hold an office is invented, as the banner
 * says. */

#include "cli/demo_offices.h"

#include "base/arena.h"
#include "base/date.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "network/mandate.h"
#include "network/org.h"
#include "network/presidency.h"
#include "people/person.h"
#include "people/post.h"

struct work {
    int64_t now_ms;
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

/* --- the presidency --- */

static enum err
propose(struct ctx *c, const char *by, const char *whom, int64_t year)
{
    struct org nominator, nominee;

    TRY(org_by_slug(c, by, &nominator));
    TRY(org_by_slug(c, whom, &nominee));
    return presidency_nominate(
        c, nominator.id, nominee.id, year,
        "Por su experiencia en formar a quienes enseñan (demostración).");
}

static enum err
preside(struct ctx *c, const char *slug, int64_t year)
{
    struct org o;

    TRY(org_by_slug(c, slug, &o));
    TRY(presidency_answer(c, o.id, year, true));
    return presidency_give(c, o.id, year,
                           arena_printf(c->arena,
                                        "Presidencia %lld (demostración)",
                                        (long long)year));
}

/* Two held, and whom some propose for the next. */
static enum err
add_presidencies(struct ctx *c, void *arg)
{
    int64_t next = presidency_year(c);

    (void)arg;
    TRY(propose(c, "uchile", "unal", next - 2));
    TRY(preside(c, "unal", next - 2));
    TRY(propose(c, "unal", "uchile", next - 1));
    TRY(propose(c, "pucp", "uchile", next - 1));
    TRY(preside(c, "uchile", next - 1));
    TRY(propose(c, "unal", "pucp", next));
    return propose(c, "uchile", "pucp", next);
}

/* --- posts --- */

static enum err
add_person(struct ctx *c, const char *name, int64_t *id)
{
    struct person p = {.name = name, .lang = NULL};

    TRY(person_add(c, &p));
    *id = p.id;
    return OK;
}

static enum err
assign(struct ctx *c, const struct work *w, struct post_spec s,
       const char *name, int from, int to)
{
    TRY(add_person(c, name, &s.person));
    s.from_date = day_from(c, w, from);
    s.to_date = day_from(c, w, to);
    return post_assign(c, &s);
}

/* Peru's coordinator is nominated; headquarters has still to confirm. */
static enum err
nominate(struct ctx *c, const struct work *w)
{
    struct post_spec s = {.title = "Coordinación del centro del Perú",
                          .from_date = day_from(c, w, 20),
                          .to_date = day_from(c, w, 750)};
    struct org node;

    TRY(org_by_slug(c, "peru", &node));
    TRY(setting_i64(c, "demo.centre", &s.person));
    c->person = s.person;
    TRY(post_nominate(c, node.id, &s));
    c->person = 0;
    return OK;
}

static enum err
add_posts(struct ctx *c, void *arg)
{
    const struct post_spec general = {.kind = "secretary_general",
                                      .title = "Secretaría General"};
    const struct post_spec deputy = {
        .kind = "deputy", .title = "Secretaría Adjunta de Programas"};
    const struct work *w = arg;

    TRY(assign(c, w, general, "Persona de la Secretaría 1 (demo)", -390, -130));
    TRY(assign(c, w, general, "Persona de la Secretaría 2 (demo)", -129, 600));
    TRY(assign(c, w, deputy, "Persona de la Secretaría 3 (demo)", -200, 530));
    return nominate(c, w);
}

/* The regional office represents the network in one country as well. */
static enum err
add_representation(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct org region, chile;
    struct mandate m = {.kind = "representation",
                        .title = "Representación en Chile (demostración)",
                        .status = "active",
                        .from_date = day_from(c, w, -380)};

    TRY(org_by_slug(c, "lac", &region));
    TRY(org_by_slug(c, "chile", &chile));
    m.holder = region.id;
    m.node = chile.id;
    return mandate_add(c, &m);
}

enum err
demo_offices(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.now_ms = now_ms};
    struct ctx c = cli_ctx(n);

    c.now_ms = now_ms;
    c.lang = lang_find("es");
    TRY(cli_write(n, &c, add_presidencies, &w));
    TRY(cli_write(n, &c, add_posts, &w));
    return cli_write(n, &c, add_representation, &w);
}
