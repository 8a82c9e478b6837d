/* SPDX-License-Identifier: Apache-2.0 */
/* demo_visits: the demonstration's visits, by offices, and two briefs; what came of them is
 * invented, as the banner says. */

#include "cli/demo_visits.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "core/blob.h"
#include "core/setting.h"
#include "formats/picture.h"
#include "network/agreement.h"
#include "network/item.h"
#include "network/org.h"
#include "network/visit.h"
#include "reports/brief.h"

#include <string.h>

enum { FIRST_DAYS = 396, SECOND_DAYS = 60, BRIEF_DAYS = 120 };

/* What happens to an item: so many days ago, in these words. */
struct step {
    int days;
    const char *what, *words;
    int due_days; /* from today, where it moves */
};

struct spec {
    const char *title, *owner;
    int due_days; /* from today */
    const char *countries[4];
    const char *indicator, *goal_node;
    int64_t goal;
    const char *agreements; /* of this kind it led to; NULL = none */
    struct step steps[3];
};

static const struct spec first[] = {
    {"Más universidades en la red",
     "lac",
     215,
     {0},
     "members",
     "lac",
     60,
     NULL,
     {{0}}},
    {"Explorar centros nacionales",
     "lac",
     -40,
     {"peru", "chile", "colombia"},
     "centres",
     "lac",
     3,
     "national_centre",
     {{45, "done",
       "Tres centros en vigor, con convenio y acta de apertura en el "
       "expediente.",
       0}}},
    {"Personal formado: microcertificación y serie 1+X",
     "peru",
     35,
     {0},
     "certificates",
     "lac",
     150,
     NULL,
     {{0}}},
    {"Investigación conjunta",
     "uchile",
     125,
     {"chile", "peru"},
     NULL,
     NULL,
     0,
     "cooperation",
     {{130, "moved",
       "El comité de ética de una de las universidades cambió de integrantes.",
       30},
      {20, "stalled", "Falta la aprobación ética en dos países.", 0}}},
    {"Diálogos de políticas",
     "lac",
     -4,
     {"panama"},
     NULL,
     NULL,
     0,
     NULL,
     {{0}}},
};

static const struct spec second[] = {
    {"Preparar el centro nacional de Panamá",
     "panama",
     90,
     {"panama"},
     "centres",
     "panama",
     1,
     NULL,
     {{0}}},
    {"Abrir la serie 1+X a diez universidades más",
     "network",
     120,
     {0},
     "enrolled",
     "lac",
     300,
     NULL,
     {{0}}},
};

struct work {
    int64_t now_ms, hq;
    struct picture picture; /* of the exercise in the laboratory */
    const char *hash;
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

/* Agreements of the kind, as they stand in the register, came of the item. */
static enum err
tie(struct ctx *c, int64_t item, const char *kind)
{
    struct agreement_list list;

    TRY(agreement_register(c, kind, "", 0, &list));
    for (size_t i = 0; i < list.count && i < 3; i++) {
        TRY(item_tie(c, item, list.items[i].number));
    }
    return OK;
}

static enum err
add_item(struct ctx *c, const struct work *w, const struct visit *v,
         const struct spec *s)
{
    int64_t countries[COUNT(s->countries)], id, rev = 1;
    struct item_draft d = {.title = s->title,
                           .due_date = day_from(c, w, s->due_days),
                           .countries = countries};
    struct org o;

    TRY(org_by_slug(c, s->owner, &o));
    d.owner = o.id;
    for (size_t i = 0; i < COUNT(s->countries) && s->countries[i]; i++) {
        TRY(org_by_slug(c, s->countries[i], &o));
        countries[d.country_count++] = o.id;
    }
    TRY(item_add(c, v, &d, &id));
    if (s->indicator) {
        TRY(org_by_slug(c, s->goal_node, &o));
        TRY(item_set_goal(c, id, rev++, s->indicator, o.id, s->goal));
    }
    if (s->agreements) {
        c->now_ms = w->now_ms;
        TRY(tie(c, id, s->agreements));
    }
    for (size_t i = 0; i < COUNT(s->steps) && s->steps[i].what; i++) {
        const struct step *x = &s->steps[i];

        c->now_ms = w->now_ms - x->days * DATE_DAY_MS;
        TRY(item_tell(c, id, rev++, x->what, x->words,
                      day_from(c, w, x->due_days)));
    }
    return OK;
}

static enum err
add_visit(struct ctx *c, const struct work *w, int days, bool with_picture,
          struct visit v, const struct spec *specs, size_t count)
{
    struct org lac;

    TRY(org_by_slug(c, "lac", &lac));
    c->now_ms = w->now_ms - days * DATE_DAY_MS;
    v.node = lac.id;
    v.from_date = day_from(c, w, -days);
    v.is_public = true;
    TRY(visit_put(c, &v));
    TRY(visit_by_number(c, v.number, &v));
    if (with_picture) {
        TRY(visit_add_picture(c, &v, &w->picture, w->hash,
                              "Laboratorio de IA: la hoja del ejercicio"));
    }
    for (size_t i = 0; i < count; i++) {
        c->now_ms = w->now_ms - days * DATE_DAY_MS;
        TRY(add_item(c, w, &v, &specs[i]));
    }
    return OK;
}

/* A brief of four months ago, to compare today's with. */
static enum err
add_brief(struct ctx *c, const struct work *w, const char *slug)
{
    const char *number;
    struct org o;

    TRY(org_by_slug(c, slug, &o));
    c->now_ms = w->now_ms - BRIEF_DAYS * DATE_DAY_MS;
    return brief_freeze(c, o.id, &number);
}

static enum err
add_both(struct ctx *c, void *arg)
{
    struct work *w = arg;

    TRY(setting_i64(c, "demo.hq", &w->hq));
    c->person = w->hq;
    TRY(add_visit(
        c, w, FIRST_DAYS, true,
        (struct visit){
            .title = "Visita de la Oficina Regional a la sede de la red",
            .guest = "América Latina y el Caribe",
            .place = "Sede de la red (demostración)",
            .delegates = "Dirección, Oficina Regional\nSubdirección, sede de "
                         "la red\nJefatura de alianzas, sede\nUna empresa "
                         "asociada, región",
            .agenda = "09:30 Bienvenida: funciones y proyectos de la sede\n"
                      "10:15 La región: formación docente, ética de la IA, "
                      "transformación digital\n11:00 Áreas de cooperación\n"
                      "12:00 Laboratorio de IA: recorrido y un ejercicio",
            .public_note =
                "La Oficina Regional y la sede llegaron a un primer consenso "
                "en áreas como sumar más universidades a la red, explorar "
                "centros nacionales, formar al personal con la "
                "microcertificación y la serie 1+X, e iniciar investigación "
                "conjunta y diálogos de políticas.",
            .minutes = "Se repasaron los proyectos; la agenda se cumplió.",
            .remarks = "Conviene volver a hablar antes de marzo."},
        first, COUNT(first)));
    TRY(add_brief(c, w, "lac"));
    TRY(add_brief(c, w, "peru"));
    return add_visit(
        c, w, SECOND_DAYS, false,
        (struct visit){
            .title = "Visita de la Universidad de Panamá a la Oficina Regional",
            .guest = "Universidad de Panamá",
            .place = "Oficina Regional (demostración)",
            .delegates = "Rectorado\nDirección de innovación docente",
            .agenda = "10:00 Requisitos de un centro nacional\n11:30 "
                      "Laboratorio de IA",
            .public_note = "Se acordó preparar un centro nacional."},
        second, COUNT(second));
}

/* A picture of the courses stands for one from the laboratory. */
static enum err
read_picture(struct cli_node *n, struct work *w)
{
    const char *path =
        arena_printf(n->arena,
                     "%s/demo/series/genai-foundations/03-asking-well/"
                     "window.es.png",
                     n->node.folder);
    char *data;
    size_t len;

    TRY(file_read(n->arena, path, LIMIT_PICTURE_BYTES, &data, &len));
    TRY(picture_convert(n->arena, data, len, &w->picture));
    return blob_put(n->arena, &n->node, w->picture.data, w->picture.len,
                    &w->hash);
}

enum err
demo_visits(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.now_ms = now_ms};
    struct ctx c = cli_ctx(n);

    TRY(read_picture(n, &w));

    c.now_ms = now_ms;
    c.lang = lang_find("es");
    return cli_write(n, &c, add_both, &w);
}
