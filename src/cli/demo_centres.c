/* SPDX-License-Identifier: Apache-2.0 */
/* demo_centres: the demonstration's plans and reports. Institutions are real;
 * that they agreed on anything is invented, as the banner says. */

#include "cli/demo_centres.h"

#include "base/date.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "learning/scope.h"
#include "network/mandate.h"
#include "network/org.h"
#include "network/plan_report.h"
#include "people/person.h"
#include "people/role.h"

enum { PLAN_FIRST = -235, HANDED_IN = -28 };

struct work {
    int64_t now_ms;
    int64_t hq, region;
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

/* Who acts, and on which day. */
static void
be(struct ctx *c, const struct work *w, int64_t person, int days)
{
    c->person = person;
    c->now_ms = w->now_ms + days * DATE_DAY_MS;
}

/* --- plans --- */

struct target_spec {
    const char *title;
    int due_days;
    const char *indicator; /* NULL = a deliverable */
    int64_t amount;
};

enum { TARGETS = 4 };

static const struct plan_spec {
    const char *country, *coordinator; /* NULL = the one that signs in */
    const char *aims_es, *aims_en;
    struct target_spec targets[TARGETS];
} specs[] = {
    {"peru",
     NULL,
     "Que el personal docente y de apoyo de las universidades del Perú use la "
     "IA generativa con criterio, y que lo aprendido se reconozca.",
     "That teaching and support staff of Peru's universities use generative "
     "AI with judgement, and that what they learned is recognised.",
     {{"Más universidades miembros", 125, "members", 6},
      {"Personas inscritas en los programas", 125, "enrolled", 120},
      {"Certificados emitidos", 125, "certificates", 40},
      {"Glosario de IA en quechua", -60, NULL, 0}}},
    {"chile",
     "Coordinación del centro nacional de Chile (demo)",
     "Formar a equipos de dirección y llevar la serie a las regiones.",
     "To train leaders, and to bring the series to the regions.",
     {{"Más universidades miembros", 100, "members", 8},
      {"Personas que completan un programa", 125, "completed", 60},
      {"Guía de reconocimiento con el ministerio", -10, NULL, 0}}},
    {"colombia",
     "Coordinación del centro nacional de Colombia (demo)",
     "Abrir la serie a las universidades públicas y formar a quienes forman.",
     "To open the series to public universities and train the trainers.",
     {{"Más universidades miembros", 120, "members", 5},
      {"Taller para veinte formadores", 60, NULL, 0}}},
};

static enum err
find_coordinator(struct ctx *c, const struct plan_spec *s,
                 const struct mandate *m, int64_t *person)
{
    struct person p = {.name = s->coordinator, .lang = NULL};

    if (!s->coordinator) {
        return setting_i64(c, "demo.centre", person);
    }
    TRY(person_add(c, &p));
    *person = p.id;
    return role_grant(c, p.id, "centre_coordinator", m->node, m->id);
}

static enum err
propose(struct ctx *c, const struct work *w, const struct plan_spec *s,
        const struct mandate *m, int first, int64_t *id)
{
    const struct plan_aim aims[] = {{"es", s->aims_es}, {"en", s->aims_en}};
    struct plan_target targets[TARGETS];
    struct plan_draft d = {.from_date = day_from(c, w, first),
                           .to_date = day_from(c, w, first + 364),
                           .every_months = 6,
                           .aims = aims,
                           .aim_count = COUNT(aims),
                           .targets = targets};

    for (size_t i = 0; i < TARGETS && s->targets[i].title; i++) {
        const struct target_spec *t = &s->targets[i];

        targets[d.target_count++] =
            (struct plan_target){.title = t->title,
                                 .due_date = day_from(c, w, t->due_days),
                                 .goal = {.indicator = t->indicator,
                                          .node = m->node,
                                          .amount = t->amount}};
    }
    return plan_begin(c, m->id, &d, id);
}

static enum err
find_centre(struct ctx *c, const char *country, struct mandate *m)
{
    struct org node;

    TRY(org_by_slug(c, country, &node));
    return mandate_for(c, node.id, "national_centre", m);
}

/* Proposed by the centre, agreed to by it, and by the region. */
static enum err
add_plan(struct ctx *c, const struct work *w, const struct plan_spec *s,
         int first, bool agreed, int64_t *person, int64_t *id)
{
    struct mandate m;

    be(c, w, 0, first);
    TRY(find_centre(c, s->country, &m));
    TRY(find_coordinator(c, s, &m, person));
    be(c, w, *person, first + 1);
    TRY(propose(c, w, s, &m, first, id));
    TRY(plan_agree(c, *id, 1));
    if (agreed) {
        be(c, w, w->region, first + 4);
        TRY(plan_agree(c, *id, 2));
    }
    return OK;
}

/* Peru's: a handbook delivered, the first half-year reported on. */
static enum err
add_peru(struct ctx *c, void *arg)
{
    static const struct plan_paper paper = {
        .done = "Se abrió la serie en cinco universidades, se hicieron dos "
                "talleres para coordinadoras y coordinadores, y se entregó el "
                "glosario en quechua.",
        .hard = "El tiempo del personal: las inscripciones se concentran en "
                "las pausas académicas.",
        .next = "Llevar la serie a tres universidades de la sierra y emitir "
                "los certificados de la primera cohorte."};
    struct work *w = arg;
    struct plan_reports reports;
    int64_t person, id;
    struct plan p;

    TRY(add_plan(c, w, &specs[0], PLAN_FIRST, true, &person, &id));
    be(c, w, person, -70);
    TRY(plan_deliver(c, id, 4,
                     "Glosario de 120 términos, publicado con licencia CC BY "
                     "en la página del centro."));
    TRY(plan_by_id(c, id, &p));
    TRY(plan_report_list(c, p.mandate, p.node, &reports));
    be(c, w, person, HANDED_IN);
    return plan_report_hand_in(c, reports.items[0].id, reports.items[0].rev,
                               &paper);
}

/* Chile's report is late; Colombia's plan waits for the region. */
static enum err
add_others(struct ctx *c, void *arg)
{
    struct work *w = arg;
    int64_t person, id;

    TRY(add_plan(c, w, &specs[1], PLAN_FIRST + 17, true, &person, &id));
    return add_plan(c, w, &specs[2], -8, false, &person, &id);
}

/* --- terms, scope, an end --- */

static enum err
set_term(struct ctx *c, const struct work *w, const char *country, int days)
{
    struct mandate m;

    TRY(find_centre(c, country, &m));
    return mandate_renew(c, m.id, m.rev, day_from(c, w, days));
}

static enum err
add_ended(struct ctx *c, const struct work *w)
{
    static const struct {
        const char *event, *who, *document, *note;
        int days;
    } steps[] = {
        {"contact", "Rectorado", NULL, NULL, -390},
        {"agreement", "Rectorado", "Convenio 7 (demostración)", NULL, -330},
        {"launch", "Rectorado y Ministerio de Educación", NULL, NULL, -300},
        {"end", NULL, NULL,
         "La universidad pidió terminar; la sede certifica a quienes ya habían "
         "empezado.",
         -45},
    };
    struct org node, host;
    struct mandate m = {.kind = "national_centre",
                        .title = "Centro nacional de demostración (Argentina)",
                        .status = "contact",
                        .from_date = day_from(c, w, -300)};

    TRY(org_by_slug(c, "argentina", &node));
    TRY(org_by_slug(c, "uba", &host));
    m.node = node.id;
    m.holder = host.id;
    be(c, w, w->hq, -390);
    TRY(mandate_add(c, &m));
    for (size_t i = 0; i < COUNT(steps); i++) {
        const struct mandate_event e = {.event = steps[i].event,
                                        .on_date =
                                            day_from(c, w, steps[i].days),
                                        .note = steps[i].note,
                                        .who = steps[i].who,
                                        .document = steps[i].document};

        be(c, w, w->hq, steps[i].days);
        TRY(mandate_note_event(c, m.id, &e));
    }
    return OK;
}

static enum err
add_times(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct mandate m;

    TRY(setting_i64(c, "demo.hq", &w->hq));
    TRY(setting_i64(c, "demo.region", &w->region));
    TRY(add_ended(c, w));
    be(c, w, w->hq, -100);
    TRY(set_term(c, w, "peru", 410));
    TRY(set_term(c, w, "chile", 48));
    TRY(set_term(c, w, "colombia", 104));
    be(c, w, w->hq, -90);
    TRY(find_centre(c, "chile", &m));
    return scope_add(c, m.id, "genai-1x", m.from_date, "");
}

enum err
demo_centres(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.now_ms = now_ms};
    struct ctx c = cli_ctx(n);

    c.lang = lang_find("es");
    TRY(cli_write(n, &c, add_times, &w));
    TRY(cli_write(n, &c, add_peru, &w));
    return cli_write(n, &c, add_others, &w);
}
