/* SPDX-License-Identifier: Apache-2.0 */
/* demo_agreements: the demonstration's agreements. Institutions are real; that
 * they agreed on anything is invented, as the banner says. */

#include "cli/demo_agreements.h"

#include "base/arena.h"
#include "base/date.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "learning/origin.h"
#include "learning/series.h"
#include "network/agreement.h"
#include "network/agreement_goal.h"
#include "network/country.h"
#include "network/org.h"

#include <string.h>

struct work {
    struct cli_node *n;
    int64_t now_ms;
    int64_t hq;     /* the person who signs for the network */
    size_t members; /* so far */
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

/* Members joined on different days, so their three years end on different
 * ones. */
static enum err
add_members_of(struct ctx *c, struct work *w, const char *country)
{
    struct org node;
    struct org_list list;

    TRY(org_by_country(c, country, &node));
    TRY(org_children(c, node.id, "institution", &list));
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].status, "member") == 0) {
            /* one is so old that it is to be renewed */
            int days = strcmp(list.items[i].slug, "pucp") == 0
                           ? 3 * 365 - 120
                           : 20 + (int)(w->members++ * 29 % 340);

            c->now_ms = w->now_ms - days * DATE_DAY_MS;
            TRY(org_put_status(c, &list.items[i], list.items[i].rev, "member",
                               NULL));
            TRY(agreement_of_membership(c, list.items[i].id, NULL));
        }
    }
    return OK;
}

static enum err
add_memberships(struct ctx *c, void *arg)
{
    struct work *w = arg;

    TRY(setting_i64(c, "demo.hq", &w->hq));
    c->person = w->hq;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        TRY(add_members_of(c, w, country_table[i].code));
    }
    c->now_ms = w->now_ms;
    return OK;
}

/* Two that no real university should be told of: suspended at its own wish;
 * left, and come back. */
static const struct state {
    const char *slug, *name;
    struct {
        int days; /* ago */
        const char *status, *reason;
    } steps[4];
} states[] = {
    {"universidad-de-ensayo",
     "Universidad de Ensayo (demostración)",
     {{300, "member", NULL},
      {40, "suspended",
       "Pausa que pidió la propia universidad mientras renueva su "
       "coordinación."}}},
    {"instituto-de-muestra",
     "Instituto de Muestra (demostración)",
     {{350, "member", NULL},
      {200, "left", "La universidad dejó de ofrecer formación en línea."},
      {30, "member", NULL}}},
};

static enum err
add_states(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct org peru;

    TRY(org_by_country(c, "PE", &peru));
    c->person = w->hq;
    for (size_t i = 0; i < COUNT(states); i++) {
        struct org o = {.kind = "institution",
                        .slug = states[i].slug,
                        .name = states[i].name,
                        .country = "PE",
                        .city = "Lima"};

        TRY(org_add(c, peru.id, &o));
        for (size_t k = 0; k < COUNT(states[i].steps); k++) {
            if (states[i].steps[k].status) {
                c->now_ms = w->now_ms - states[i].steps[k].days * DATE_DAY_MS;
                TRY(org_set_status(c, o.id, o.rev++, states[i].steps[k].status,
                                   states[i].steps[k].reason));
            }
        }
        TRY(agreement_of_membership(c, o.id, NULL));
    }
    c->now_ms = w->now_ms;
    return OK;
}

/* How far an agreement has come. */
enum stage { DRAFTED, HALF_APPROVED, APPROVED, SIGNED };

static const struct spec {
    const char *kind, *title, *node, *parties[4];
    int from_days, to_days; /* from today; to 0 = open */
    enum stage stage;
} specs[] = {
    {"national_centre",
     "Convenio del centro nacional del Perú (demostración)",
     "peru",
     {"network", "pucp"},
     -320,
     410,
     SIGNED},
    {"national_centre",
     "Convenio del centro nacional de Chile (demostración)",
     "chile",
     {"network", "uchile"},
     -290,
     48,
     SIGNED},
    {"national_centre",
     "Convenio del centro nacional de Colombia (demostración)",
     "colombia",
     {"network", "unal"},
     -260,
     104,
     SIGNED},
    {"cooperation",
     "Aula compartida de IA (demostración)",
     "pucp",
     {"network", "pucp", "uchile"},
     -200,
     9,
     SIGNED},
    {"cooperation",
     "Banco de preguntas en común (demostración)",
     "uchile",
     {"network", "uchile", "unal"},
     -150,
     0,
     SIGNED},
    {"cooperation",
     "Prácticas con la industria (demostración)",
     "pucp",
     {"network", "pucp", "unal"},
     15,
     380,
     HALF_APPROVED},
    {"national_centre",
     "Convenio del centro nacional de Panamá (demostración)",
     "panama",
     {"network", "up-panama"},
     30,
     760,
     DRAFTED},
    {"cooperation",
     "Laboratorio de IA para docentes (demostración)",
     "unal",
     {"network", "unal"},
     5,
     370,
     APPROVED},
};

static enum err
draft(struct ctx *c, struct work *w, const struct spec *s,
      struct agreement_draft *d)
{
    int64_t *parties = ARENA_ARRAY(c->arena, COUNT(s->parties), int64_t);
    struct org o;

    TRY(org_by_slug(c, s->node, &o));
    *d = (struct agreement_draft){
        .kind = s->kind,
        .title = s->title,
        .node = o.id,
        .parties = parties,
        .from_date = day_from(c, w, s->from_days),
        .to_date = s->to_days ? day_from(c, w, s->to_days) : "",
        .is_public = true};
    for (size_t i = 0; i < COUNT(s->parties) && s->parties[i]; i++) {
        TRY(org_by_slug(c, s->parties[i], &o));
        parties[d->party_count++] = o.id;
    }
    return agreement_draft(c, d);
}

/* A centre opens programmes because its agreement says so. */
static enum err
follow(struct ctx *c, const struct spec *s, const struct agreement_draft *d)
{
    enum { WHAT_THE_CENTRE_DOES = 2 };
    struct series_openings openings;
    struct series series;

    if (strcmp(s->kind, "national_centre") != 0) {
        return OK;
    }
    TRY(series_by_slug(c, "genai-1x", &series));
    TRY(series_openings(c, series.id, &openings));
    for (size_t i = 0; i < openings.count; i++) {
        if (openings.items[i].org == d->node) {
            TRY(origin_put(c, openings.items[i].id, d->number,
                           WHAT_THE_CENTRE_DOES));
        }
    }
    return OK;
}

/* What a centre does (clause 2) is counted in universities that join. */
static enum err
tie(struct ctx *c, const struct work *w, const struct spec *s,
    const struct agreement_draft *d)
{
    const struct goal goal = {.indicator = "members",
                              .node = d->node,
                              .amount = 12,
                              .to_date = day_from(c, w, s->to_days)};

    return strcmp(s->kind, "national_centre") == 0
               ? agreement_goal_set(c, d->number, 2, &goal)
               : OK;
}

static enum err
add_one(struct ctx *c, struct work *w, const struct spec *s)
{
    int begun = s->from_days < 0 ? s->from_days : -12;
    struct agreement_draft d;
    int64_t rev = 1;

    c->now_ms = w->now_ms + (begun - 20) * DATE_DAY_MS;
    TRY(draft(c, w, s, &d));
    for (int yes = HALF_APPROVED; yes <= APPROVED && yes <= (int)s->stage;
         yes++) {
        c->now_ms += 5 * DATE_DAY_MS;
        TRY(agreement_approve(c, d.number, rev++));
    }
    if (s->stage == SIGNED) {
        const struct agreement_signature sign = {.signed_date =
                                                     day_from(c, w, begun - 4)};

        TRY(tie(c, w, s, &d));
        c->now_ms = w->now_ms + (begun - 4) * DATE_DAY_MS;
        TRY(agreement_sign(c, d.number, rev, &sign));
        TRY(follow(c, s, &d));
    }
    return OK;
}

static enum err
add_others(struct ctx *c, void *arg)
{
    struct work *w = arg;

    for (size_t i = 0; i < COUNT(specs); i++) {
        TRY(add_one(c, w, &specs[i]));
    }
    return OK;
}

enum err
demo_agreements(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.n = n, .now_ms = now_ms};
    struct ctx c = cli_ctx(n);

    c.now_ms = now_ms;
    c.lang = lang_find("es");
    TRY(cli_write(n, &c, add_memberships, &w));
    TRY(cli_write(n, &c, add_states, &w));
    return cli_write(n, &c, add_others, &w);
}
