/* SPDX-License-Identifier: Apache-2.0 */
/* demo_dialogues: the demonstration's policy dialogues. Places and institutions
 * are real; that they met, or did anything, is invented, as the banner says. */

#include "cli/demo_dialogues.h"

#include "base/arena.h"
#include "base/date.h"
#include "cli/cli.h"
#include "core/setting.h"
#include "network/attendance.h"
#include "network/dialogue.h"
#include "network/org.h"
#include "network/recommendation.h"

/* Days from today. */
enum { ENTERED = -170, HELD = -128, NOTED = -120, NEXT = 44, REGISTER = 30 };

struct work {
    int64_t now_ms;
    const char *series, *held, *next; /* numbers */
};

static const char *
day_from(struct ctx *c, const struct work *w, int days)
{
    return date_of_ms(c->arena, w->now_ms + days * DATE_DAY_MS);
}

static enum err
add_events(struct ctx *c, struct work *w)
{
    const char *first = day_from(c, w, HELD);
    const char *second = day_from(c, w, HELD + 1);
    const char *next = day_from(c, w, NEXT);
    struct dialogue_form held = {
        .title = "Primer diálogo regional (demostración)",
        .place = "Santiago de Chile",
        .zone = "America/Santiago",
        .langs = "es en pt",
        .register_until = day_from(c, w, HELD - 5),
        .sessions = arena_printf(
            c->arena,
            "%s 09:30-10:30 Apertura\n%s 11:00-13:00 Qué se enseña de IA, y "
            "a quién\n%s 15:00-17:00 Ética y protección de datos\n"
            "%s 09:30-12:00 Recomendaciones",
            first, first, first, second)};
    struct dialogue_form coming = {
        .title = "Segundo diálogo regional (demostración)",
        .place = "Lima, y por videoconferencia",
        .zone = "America/Lima",
        .langs = "es en",
        .register_until = day_from(c, w, REGISTER),
        .sessions = arena_printf(c->arena,
                                 "%s 09:00-10:00 Qué se hizo desde el primero\n"
                                 "%s 10:30-12:30 Microcertificación entre "
                                 "países\n%s 14:30-16:30 Nuevas "
                                 "recomendaciones",
                                 next, next, next)};

    TRY(dialogue_event_enter(c, w->series, &held, &w->held));
    return dialogue_event_enter(c, w->series, &coming, &w->next);
}

static enum err
send_to(struct ctx *c, const char *event, const char *slug, const char *offices)
{
    struct org o;

    TRY(org_by_slug(c, slug, &o));
    return attendance_send(c, event, o.id, 0, offices);
}

static enum err
begin(struct ctx *c, void *arg)
{
    struct work *w = arg;
    struct dialogue_series s = {
        .title = "Diálogos sobre IA en la educación superior (demostración)",
        .aim = "Que los países acuerden qué necesita su personal para usar la "
               "IA con responsabilidad, y cómo se reconoce lo aprendido."};
    struct org region;

    TRY(setting_i64(c, "demo.hq", &c->person));
    TRY(org_by_slug(c, "lac", &region));
    s.node = region.id;
    c->now_ms = w->now_ms + ENTERED * DATE_DAY_MS;
    TRY(dialogue_series_put(c, &s));
    w->series = s.number;
    TRY(add_events(c, w));
    TRY(send_to(c, w->held, "uchile", "Vicerrectoría\nCentro de docencia"));
    TRY(send_to(c, w->held, "pucp", "Vicerrectorado académico"));
    TRY(send_to(c, w->held, "unal", "Dirección de formación"));
    return send_to(c, w->next, "pucp",
                   "Vicerrectorado académico\nInstituto de docencia");
}

/* --- what was recommended, and what came of it --- */

static const struct answered {
    const char *slug, *status, *why;
    int days; /* from today */
} training[] = {{"chile", "running",
                 "Dos universidades abrieron el curso a todo su personal.",
                 -80},
                {"peru", "done",
                 "El centro nacional informa de 12 instituciones con el curso "
                 "abierto.",
                 -30}},
  rules[] = {{"peru", "planned", "", -60},
             {"panama", "declined",
              "Ya rige una norma propia que trata lo mismo.", -90}};

static const struct recommended {
    const char *words, *addressees;
    const struct answered *answers;
    size_t count;
} recommended[] = {
    {"Abrir la formación en IA también al personal de apoyo, no solo al "
     "docente.",
     "chile\nperu\ncolombia", training, COUNT(training)},
    {"Publicar reglas de uso de la IA en evaluaciones antes de cada semestre.",
     "chile\nperu\npanama", rules, COUNT(rules)},
    {"Reconocer las microcertificaciones de otros países de la región.",
     "network\nlac", NULL, 0},
};

static enum err
add_recommended(struct ctx *c, const struct work *w,
                const struct recommended *x)
{
    const char *number;

    c->now_ms = w->now_ms + NOTED * DATE_DAY_MS;
    TRY(recommendation_add(c, w->held, x->words, x->addressees, &number));
    for (size_t i = 0; i < x->count; i++) {
        const struct answered *a = &x->answers[i];
        struct answer_line line = {a->status, day_from(c, w, a->days), a->why};
        struct org o;

        c->now_ms = w->now_ms + a->days * DATE_DAY_MS;
        TRY(org_by_slug(c, a->slug, &o));
        TRY(recommendation_answer(c, number, o.id, 1, &line));
    }
    return OK;
}

static enum err
follow_up(struct ctx *c, void *arg)
{
    const struct work *w = arg;

    for (size_t i = 0; i < COUNT(recommended); i++) {
        TRY(add_recommended(c, w, &recommended[i]));
    }
    return OK;
}

/* Some come to the next event themselves. */
static enum err
register_some(struct ctx *c, void *arg)
{
    static const char *const who[] = {"demo.learner", "demo.facilitator",
                                      "demo.university", "demo.assessor"};
    const struct work *w = arg;

    for (size_t i = 0; i < COUNT(who); i++) {
        c->now_ms = w->now_ms - (int64_t)(COUNT(who) - i) * DATE_DAY_MS;
        TRY(setting_i64(c, who[i], &c->person));
        TRY(attendance_come(c, w->next));
    }
    return OK;
}

enum err
demo_dialogues(struct cli_node *n, int64_t now_ms)
{
    struct work w = {.now_ms = now_ms};
    struct ctx c = cli_ctx(n);

    c.now_ms = now_ms;
    c.lang = lang_find("es");
    TRY(cli_write(n, &c, begin, &w));
    TRY(cli_write(n, &c, follow_up, &w));
    return cli_write(n, &c, register_some, &w);
}
