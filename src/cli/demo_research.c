/* SPDX-License-Identifier: Apache-2.0 */
/* demo_research: the demonstration's joint research. Institutions are real; that
 * they do any of this is invented, as the banner says. The DOI has the prefix
 * that Crossref keeps for tests. */

#include "cli/demo_research.h"

#include "base/date.h"
#include "base/err.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "network/org.h"
#include "network/research.h"
#include "network/research_call.h"
#include "network/research_plan.h"
#include "people/person.h"
#include "people/role.h"

struct work {
    int64_t now_ms;
    int64_t region, university, chile, colombia; /* who acts */
    const char *closed, *open;                   /* calls */
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

/* Somebody does the next thing, so many days from today. */
static void
as_of(struct ctx *c, const struct work *w, int64_t person, int days)
{
    c->person = person;
    c->now_ms = w->now_ms + days * DATE_DAY_MS;
}

static enum err
find_org(struct ctx *c, const char *slug, int64_t *id)
{
    struct org o;

    TRY(org_by_slug(c, slug, &o));
    *id = o.id;
    return OK;
}

/* --- who acts for the universities of other countries --- */

static enum err
add_office(struct ctx *c, const char *name, const char *slug, int64_t *person)
{
    struct person p = {.name = name};
    int64_t org;

    TRY(find_org(c, slug, &org));
    TRY(person_add(c, &p));
    *person = p.id;
    return role_grant(c, p.id, "focal_point", org, 0);
}

static enum err
add_people(struct ctx *c, void *arg)
{
    struct work *w = arg;

    as_of(c, w, 0, -360);
    TRY(setting_i64(c, "demo.region", &w->region));
    TRY(setting_i64(c, "demo.university", &w->university));
    TRY(add_office(c, "Oficina de investigación de Chile (demo)", "uchile",
                   &w->chile));
    return add_office(c, "Oficina de investigación de Colombia (demo)", "unal",
                      &w->colombia);
}

/* --- calls --- */

static enum err
add_call(struct ctx *c, struct work *w, const char *title, const char *words,
         int opens, int closes, const char **number)
{
    struct research_call k = {.title = title,
                              .words = words,
                              .zone = "America/Lima",
                              .opens_date = day_from(c, w, opens),
                              .opens_time = "08:00",
                              .closes_date = day_from(c, w, closes),
                              .closes_time = "18:00"};

    TRY(find_org(c, "lac", &k.node));
    as_of(c, w, w->region, opens - 10);
    TRY(research_call_put(c, &k));
    *number = k.number;
    return OK;
}

static enum err
add_calls(struct ctx *c, void *arg)
{
    struct work *w = arg;

    TRY(add_call(c, w, "Competencia digital del personal (demostración)",
                 "Se buscan proyectos de al menos dos países que estudien cómo "
                 "cambia el trabajo del personal universitario con la IA.\n"
                 "Propone una institución miembro; las demás se invitan "
                 "después.",
                 -330, -290, &w->closed));
    return add_call(c, w, "La IA en la evaluación (demostración)",
                    "Se buscan estudios breves sobre reglas de uso de la IA en "
                    "exámenes y trabajos, y sobre lo que cambian.\n"
                    "La oficina regional decide en las cuatro semanas que "
                    "siguen al cierre.",
                    -20, 40, &w->open);
}

/* --- steps of every project --- */

static enum err
propose(struct ctx *c, const struct work *w, const char *slug,
        struct research *r)
{
    TRY(find_org(c, slug, &r->node));
    r->report_months = 6;
    r->from_date = r->from_date ? r->from_date : day_from(c, w, -240);
    r->to_date = r->to_date ? r->to_date : day_from(c, w, 300);
    return research_put(c, r);
}

static enum err
now(struct ctx *c, const char *number, struct research *r)
{
    return research_by_number(c, number, r);
}

static enum err
take_part(struct ctx *c, const char *number, const char *slug)
{
    int64_t org;

    TRY(find_org(c, slug, &org));
    return research_answer(c, number, org, 1, "accepted", "");
}

static enum err
state_data(struct ctx *c, const struct work *w, const char *number)
{
    const struct research_data d = {
        .kind = "anonymous",
        .kept_at = "Repositorio institucional de la universidad que los guarda",
        .seen_by = "Las oficinas de investigación que participan",
        .kept_until = day_from(c, w, 1800),
        .opened = "open"};
    struct research r;

    TRY(now(c, number, &r));
    return research_state_data(c, number, r.rev, &d);
}

/* --- one under way --- */

static const struct stone {
    const char *title, *owner;
    int due;
    const char *evidence;
    int done;
} stones[] = {
    {"Cuestionario probado en dos universidades", "pucp", -170,
     "Informe de la prueba, 64 respuestas, en la página del proyecto.", -175},
    {"Encuesta cerrada en los tres países", "uchile", -60,
     "Tres conjuntos de datos entregados a la universidad que los guarda.",
     -58},
    {"Entrevistas con el personal de apoyo", "pucp", -12, NULL, 0},
    {"Datos publicados sin nada que identifique a nadie", "unal", 60, NULL, 0},
    {"Recomendaciones para los centros nacionales", "pucp", 130, NULL, 0},
};

static enum err
begin_first(struct ctx *c, const struct work *w, const char *number)
{
    const struct research_ethics ethics = {
        .body = "Comité de ética de la investigación (demostración)",
        .outcome = "conditions",
        .on_date = day_from(c, w, -252),
        .words = "Las respuestas se recogen sin nombre ni correo."};
    struct research r;

    as_of(c, w, w->region, -282);
    TRY(now(c, number, &r));
    TRY(research_decide(c, number, r.rev, "taken_up",
                        "Tres países, una pregunta clara y un plan de datos "
                        "realista."));
    as_of(c, w, w->university, -275);
    TRY(research_invite(c, number, "uchile", "partner",
                        "Encuesta en Chile y análisis."));
    TRY(research_invite(c, number, "unal", "data_host",
                        "Guardar y publicar los datos."));
    as_of(c, w, w->chile, -270);
    TRY(take_part(c, number, "uchile"));
    as_of(c, w, w->colombia, -268);
    TRY(take_part(c, number, "unal"));
    as_of(c, w, w->university, -250);
    TRY(now(c, number, &r));
    TRY(research_review(c, number, r.rev, &ethics));
    TRY(state_data(c, w, number));
    as_of(c, w, w->university, -240);
    TRY(now(c, number, &r));
    return research_move(c, number, r.rev, "started", "");
}

static enum err
add_stones(struct ctx *c, const struct work *w, const char *number)
{
    struct research_milestones list;

    for (size_t i = 0; i < COUNT(stones); i++) {
        as_of(c, w, w->university, -235);
        TRY(research_milestone_add(c, number, stones[i].title, stones[i].owner,
                                   day_from(c, w, stones[i].due)));
    }
    TRY(research_milestones(c, number, &list)); /* the first due first */
    for (size_t i = 0; i < list.count; i++) {
        if (stones[i].evidence) {
            as_of(c, w, w->university, stones[i].done);
            TRY(research_milestone_tell(c, list.items[i].id, 1, "done",
                                        stones[i].evidence, NULL));
        }
    }
    as_of(c, w, w->university, -30);
    return research_milestone_tell(
        c, list.items[4].id, 1, "moved",
        "Los centros piden revisarlas antes de publicarlas.",
        day_from(c, w, 150));
}

static enum err
deliver(struct ctx *c, const struct work *w, const char *number)
{
    const struct research_output paper = {
        .kind = "article",
        .title = "Qué hace con la IA el personal de tres universidades "
                 "(demostración)",
        .doi = "10.5555/quipu.demo.2026.01",
        .on_date = day_from(c, w, -15)};
    struct research_reports list;

    as_of(c, w, w->university, -50);
    TRY(research_reports(c, number, &list));
    TRY(research_report_hand_in(c, number, list.items[0].due_date,
                                "El cuestionario se probó y la encuesta cerró "
                                "en los tres países. Sigue la publicación de "
                                "los datos."));
    as_of(c, w, w->university, -14);
    return research_output_add(c, number, &paper);
}

static enum err
add_first(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct research r = {
        .call_number = w->closed,
        .title = "Cómo usa la IA el personal de tres universidades "
                 "(demostración)",
        .abstract = "Qué tareas cambian, qué se aprende por cuenta propia y "
                    "qué falta en la formación.\nUna encuesta en Perú, Chile y "
                    "Colombia, y entrevistas con el personal de apoyo.",
        .remarks = "Falta confirmar quién traduce el cuestionario."};

    as_of(c, w, w->university, -300);
    TRY(propose(c, w, "pucp", &r));
    TRY(begin_first(c, w, r.number));
    TRY(add_stones(c, w, r.number));
    return deliver(c, w, r.number);
}

/* --- one in preparation, one proposed --- */

static enum err
add_others(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct research preparing = {
        .title = "Microcertificados y carrera del personal (demostración)",
        .abstract = "Si un microcertificado cambia algo en la carrera de "
                    "quien lo obtiene, y en cuánto tiempo.",
        .from_date = day_from(c, w, 30),
        .to_date = day_from(c, w, 600)};
    struct research proposed = {
        .call_number = w->open,
        .title = "Reglas de uso de la IA en exámenes (demostración)",
        .abstract = "Qué reglas publican doce universidades y qué entienden "
                    "de ellas quienes evalúan.",
        .from_date = day_from(c, w, 90),
        .to_date = day_from(c, w, 450)};

    as_of(c, w, w->colombia, -25);
    TRY(propose(c, w, "unal", &preparing));
    TRY(state_data(c, w, preparing.number));
    TRY(research_invite(c, preparing.number, "pucp", "partner",
                        "Entrevistas con el personal de apoyo."));
    as_of(c, w, w->chile, -5);
    return propose(c, w, "uchile", &proposed);
}

enum err
demo_research(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.now_ms = now_ms};
    struct ctx c = cli_ctx(n);

    c.now_ms = now_ms;
    c.lang = lang_find("es");
    TRY(cli_write(n, &c, add_people, &w));
    TRY(cli_write(n, &c, add_calls, &w));
    TRY(cli_write(n, &c, add_first, &w));
    return cli_write(n, &c, add_others, &w);
}
