/* SPDX-License-Identifier: Apache-2.0 */
/* demo_award: the demonstration's award of cases of practice. Institutions are
 * real; their cases, points and places are invented, as the banner says. */

#include "cli/demo_award.h"

#include "base/arena.h"
#include "base/date.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "network/award.h"
#include "network/award_case.h"
#include "network/award_review.h"
#include "network/org.h"
#include "people/person.h"
#include "people/role.h"

enum { REVIEWERS = 3 };

/* Days from today: of the edition that is over, and of the open one. */
static const struct days {
    int entered, opens, closes, review, published;
} past = {-330, -320, -260, -215, -200}, open_now = {-45, -30, 40, 75, 0};

struct sent {
    const char *slug; /* NULL = not in the directory */
    const char *name, *kind, *country;
    int category;
    const char *title, *abstract, *words;
    const char *reason; /* it is not valid; NULL = it is, "" = not checked */
    int64_t points[3];  /* what a first reviewer gives; 0 = none yet */
    const char *place;
};

/* --- cases --- */

static const struct sent past_cases[] = {
    {"unal",
     NULL,
     NULL,
     NULL,
     1,
     "Consultorio de preguntas sobre IA",
     "Cada martes el personal trae una duda de su trabajo y la resuelve con "
     "pares. En un año, tres de cada cuatro participantes terminaron una "
     "microcertificación.",
     "Empezamos con una mesa y dos personas. Hoy son seis mesas en tres "
     "sedes.\n\nCada duda queda escrita con su respuesta; quien llega después "
     "busca primero ahí. Lo que más se repite se convirtió en una guía "
     "breve.\n\nLo haríamos otra vez igual, pero con el personal de apoyo "
     "desde el primer día.",
     NULL,
     {18, 9, 9},
     "Primer lugar"},
    {"pucp",
     NULL,
     NULL,
     NULL,
     2,
     "El centro que va a las sedes",
     "Un equipo móvil lleva los cursos y la evaluación a sedes sin conexión "
     "estable, y vuelve a los tres meses.",
     "Dos personas, una maleta con equipos y un calendario conocido. Las "
     "evidencias se guardan en papel y se cargan a la vuelta.\n\nLa segunda "
     "visita fue la que más cambió las clases.",
     NULL,
     {16, 9, 8},
     "Segundo lugar"},
    {NULL,
     "Taller Andino de Datos (empresa de demostración)",
     "enterprise",
     "EC",
     3,
     "Prácticas de datos con problemas de verdad",
     "Una empresa pequeña presta sus datos, ya sin nombres, y quien aprende "
     "los ordena con ayuda de un modelo y explica cada paso.",
     "Cada grupo recibe una tabla, una pregunta y cuatro horas. Se evalúa la "
     "explicación, no el resultado.\n\nDe doce grupos, nueve encontraron un "
     "error que nosotros no habíamos visto.",
     NULL,
     {15, 8, 8},
     "Mención"},
    {"ucr",
     NULL,
     NULL,
     NULL,
     1,
     "Rúbricas abiertas entre facultades",
     "Cinco facultades acordaron una sola rúbrica para tareas hechas con IA, "
     "y la publican con ejemplos calificados.",
     "La rúbrica cabe en una página. Cada semestre se agregan dos ejemplos y "
     "se quita uno.\n\nLo difícil no fue escribirla, sino dejar las que ya "
     "existían.",
     NULL,
     {13, 7, 7},
     ""},
    {"unam",
     NULL,
     NULL,
     NULL,
     1,
     "Bibliotecas que acompañan",
     "El personal de bibliotecas atiende consultas sobre IA en horario "
     "ampliado y deriva las difíciles.",
     "Formamos primero a las personas que atienden de noche. La consulta más "
     "común es cómo citar.",
     NULL,
     {11, 7, 6},
     ""},
    {"ufmg",
     NULL,
     NULL,
     NULL,
     2,
     "Guías en dos lenguas",
     "Las guías del curso se tradujeron y adaptaron con docentes de la "
     "región, ejemplo por ejemplo.",
     "Traducir llevó un mes; cambiar los ejemplos, cuatro. Valió la pena: las "
     "preguntas en clase cambiaron.",
     NULL,
     {10, 6, 7},
     ""},
    {"uchile",
     NULL,
     NULL,
     NULL,
     3,
     "Pasantías cortas en tres sectores",
     "Docentes pasan dos semanas en una empresa para ver qué tareas cambian.",
     "De veinte pasantías, catorce terminaron en una actividad nueva de "
     "curso.",
     NULL,
     {9, 5, 6},
     ""},
    {"udea",
     NULL,
     NULL,
     NULL,
     1,
     "Un plan para el año próximo",
     "Describe lo que se hará cuando haya presupuesto.",
     "Todavía no hemos empezado.",
     "El caso debe estar hecho y terminado dentro del período; este describe "
     "un plan.",
     {0},
     ""},
    {NULL,
     "Pantalla Clara (empresa de demostración)",
     "enterprise",
     "MX",
     3,
     "Presentación de nuestro producto",
     "Ventajas de nuestro programa para universidades.",
     "Precios y condiciones a pedido.",
     "Es publicidad de un producto y no un caso de práctica.",
     {0},
     ""},
};

static const struct sent open_cases[] = {
    {"uce",
     NULL,
     NULL,
     NULL,
     1,
     "Tutorías entre pares para el turno de noche",
     "Quien terminó el curso acompaña a dos personas del turno de noche "
     "durante un semestre.",
     "Las tutorías duran media hora y empiezan por una tarea pendiente de "
     "quien consulta.\n\nDejamos de contar asistencias y contamos tareas "
     "resueltas.",
     NULL,
     {0},
     ""},
    {"utp-panama",
     NULL,
     NULL,
     NULL,
     2,
     "Un laboratorio prestado",
     "Tres sedes comparten un laboratorio con reserva por horas y una "
     "persona que acompaña.",
     "Antes cada sede pedía el suyo. Ahora hay uno, con agenda, y se usa de "
     "lunes a sábado.",
     NULL,
     {0},
     ""},
    {NULL,
     "Cooperativa Nube Baja (demostración)",
     "enterprise",
     "CO",
     3,
     "Datos del campo, explicados por quien los junta",
     "La cooperativa y un instituto enseñan a leer los datos de la propia "
     "cosecha.",
     "El curso se da en la bodega, los sábados, con los datos de esa semana.",
     "",
     {0},
     ""},
};

/* --- the work --- */

struct work {
    int64_t now_ms;
    const struct days *days;
    const struct sent *cases;
    size_t count;
    const char *number; /* of the edition */
    size_t nth;         /* case in hand, from 0 */
    int64_t hq, reviewers[REVIEWERS];
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

/* As somebody, on a day. */
static void
be(struct ctx *c, const struct work *w, int64_t person, int days)
{
    c->person = person;
    c->now_ms = w->now_ms + days * DATE_DAY_MS;
}

static enum err
add_reviewers(struct ctx *c, void *arg)
{
    static const struct {
        const char *name, *org;
    } more[] = {{"Evaluación 2 (demo)", "colombia"},
                {"Evaluación 3 (demo)", "chile"}};
    struct work *w = arg;

    TRY(setting_i64(c, "demo.hq", &w->hq));
    TRY(setting_i64(c, "demo.assessor", &w->reviewers[0]));
    be(c, w, 0, past.entered);
    for (size_t i = 0; i < COUNT(more); i++) {
        struct person p = {.name = more[i].name};
        struct org o;

        TRY(org_by_slug(c, more[i].org, &o));
        TRY(person_add(c, &p));
        TRY(role_grant(c, p.id, "assessor", o.id, 0));
        w->reviewers[i + 1] = p.id;
    }
    return OK;
}

static enum err
name_reviewers(struct ctx *c, const struct work *w)
{
    for (size_t i = 0; i < REVIEWERS; i++) {
        struct person p;

        TRY(person_by_id(c, w->reviewers[i], &p));
        TRY(award_review_name(c, w->number, p.number));
    }
    return OK;
}

static enum err
enter(struct ctx *c, void *arg)
{
    struct work *w = arg;
    const char *year =
        arena_textn(c->arena, day_from(c, w, w->days->closes), 4);
    struct award_form es = {
        .lang = "es",
        .year = year,
        .zone = "America/Panama",
        .opens_date = day_from(c, w, w->days->opens),
        .closes_date = day_from(c, w, w->days->closes),
        .review_until = day_from(c, w, w->days->review),
        .reviews_each = "2",
        .name = arena_printf(
            c->arena, "Premio a casos de práctica %s (demostración)", year),
        .about = "Qué hicieron instituciones y empresas para que su gente "
                 "trabaje bien con la IA, contado para que otros puedan "
                 "hacerlo.",
        .who = "Instituciones de educación superior, empresas y organismos "
               "internacionales; no hace falta ser miembro de la red.\nEl caso "
               "está hecho y terminado en los tres años anteriores.",
        .jury = "La oficina de programas comprueba las reglas; dos personas "
                "evaluadoras de otros países leen cada caso; la oficina decide "
                "con la clasificación a la vista.",
        .prize = "Un diploma verificable y la publicación del caso.",
        .categories =
            "Competencia en IA: formación y microcertificación del personal.\n"
            "Centros nacionales: adaptar programas a un país.\n"
            "Universidad y empresa: aprender con problemas de verdad.",
        .criteria = "Efecto demostrado: 20\nOtros pueden hacerlo: 10\n"
                    "Claridad: 10",
    };
    struct award_form en = es;
    struct org network;

    TRY(org_by_slug(c, "network", &network));
    be(c, w, w->hq, w->days->entered);
    TRY(award_enter(c, network.id, &es, &w->number));
    en.lang = "en";
    en.name = arena_printf(
        c->arena, "Award of cases of practice %s (demonstration)", year);
    en.about = "What institutions and enterprises did so that their people "
               "work well with AI, told so that others can do it.";
    en.who = "Institutions of higher education, enterprises and international "
             "organisations; they need not be members of the network.\nThe "
             "case was begun and ended within the last three years.";
    en.jury = "The programme office checks the rules; two assessors from other "
              "countries read each case; the office decides with the ranking "
              "before it.";
    en.prize = "A diploma that can be verified, and publication of the case.";
    en.categories =
        "Competence in AI: training and micro-certification of staff.\n"
        "National centres: programmes made to fit a country.\n"
        "University and enterprise: learning from real problems.";
    en.criteria = "Effect that is shown: 20\nOthers can do it: 10\nClarity: 10";
    TRY(award_edit(c, w->number, 1, &en));
    return name_reviewers(c, w);
}

static enum err
send_case(struct ctx *c, void *arg)
{
    const struct work *w = arg;
    const struct sent *s = &w->cases[w->nth];
    struct award_case who = {
        .org_name = s->name,
        .kind = s->kind,
        .country = s->country,
        .contact_name = "Oficina de contacto (demo)",
        .contact_post = "Coordinación de innovación",
        .contact_email =
            arena_printf(c->arena, "premio%d@example.org", (int)w->nth + 1)};
    const struct award_case_text text = {.category = s->category,
                                         .title = s->title,
                                         .abstract = s->abstract,
                                         .words = s->words,
                                         .link = ""};
    const char *secret;
    struct org o;

    be(c, w, 0, w->days->opens + 2 + (int)w->nth);
    if (s->slug) {
        TRY(org_by_slug(c, s->slug, &o));
        who.org = o.id;
    }
    TRY(award_case_begin(c, w->number, &who, &secret));
    return award_case_send(c, secret, 1, &text, true);
}

/* The office checks it and gives it to reviewers. */
static enum err
check_case(struct ctx *c, void *arg)
{
    const struct work *w = arg;
    const struct sent *s = &w->cases[w->nth];
    int64_t n = (int64_t)w->nth + 1;

    be(c, w, w->hq, w->days->opens + 15);
    if (s->reason && !*s->reason) {
        return OK;
    }
    TRY(award_case_judge(c, w->number, n, 2, !s->reason,
                         s->reason ? s->reason : ""));
    return s->reason ? OK : award_review_assign(c, w->number, n, "");
}

/* The three criteria; each reviewer sees them a little otherwise. */
static enum err
give_points(struct ctx *c, const struct work *w, size_t who,
            const struct award_review *review)
{
    static const char *const remarks[] = {"Hay cifras de antes y de después.",
                                          "El texto dice cómo empezar.", ""};
    const struct sent *s = &w->cases[review->n - 1];
    struct award_score scores[3];

    for (size_t i = 0; i < COUNT(scores); i++) {
        int64_t less = (int64_t)((who + i) % 2);

        scores[i] = (struct award_score){s->points[i] - less, remarks[i]};
    }
    return award_review_give(c, review->id, review->rev, scores);
}

static enum err
review_cases(struct ctx *c, void *arg)
{
    const struct work *w = arg;

    for (size_t who = 0; who < REVIEWERS; who++) {
        struct award_reviews list;

        be(c, w, w->reviewers[who], w->days->closes + 10 + (int)who);
        TRY(award_review_mine(c, &list));
        for (size_t i = 0; i < list.count; i++) {
            TRY(give_points(c, w, who, &list.items[i]));
        }
    }
    return OK;
}

static enum err
publish(struct ctx *c, void *arg)
{
    const struct work *w = arg;

    be(c, w, w->hq, w->days->published);
    for (size_t i = 0; i < w->count; i++) {
        if (*w->cases[i].place) {
            TRY(award_case_place(c, w->number, (int64_t)i + 1, 3,
                                 w->cases[i].place));
        }
    }
    return award_publish(c, w->number, 2);
}

static enum err
run_edition(struct cli_node *n, struct ctx *c, struct work *w)
{
    TRY(cli_write(n, c, enter, w));
    for (w->nth = 0; w->nth < w->count; w->nth++) {
        TRY(cli_write(n, c, send_case, w));
        TRY(cli_write(n, c, check_case, w));
    }
    return OK;
}

enum err
demo_award(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.now_ms = now_ms,
                     .days = &past,
                     .cases = past_cases,
                     .count = COUNT(past_cases)};
    struct ctx c = cli_ctx(n);

    c.lang = lang_find("es");
    TRY(cli_write(n, &c, add_reviewers, &w));
    TRY(run_edition(n, &c, &w));
    TRY(cli_write(n, &c, review_cases, &w));
    TRY(cli_write(n, &c, publish, &w));
    w.days = &open_now;
    w.cases = open_cases;
    w.count = COUNT(open_cases);
    return run_edition(n, &c, &w);
}
