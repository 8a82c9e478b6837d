/* SPDX-License-Identifier: Apache-2.0 */
/* demo_cohort: some people who begin on the same day. */

#include "cli/demo_cohort.h"

#include "assessment/quiz.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/text.h"
#include "cli/demo_cohort.sql.h"
#include "core/count.h"
#include "core/fare.h"
#include "db/db.h"
#include "learning/series.h"
#include "people/person.h"

#include <string.h>

enum {
    NUMBER_BYTES = 16,
    /* Days: begun so long ago, certified so long after that. */
    BEGAN_FIRST = 40,
    BEGAN_SPAN = 120,
    STUDY_DAYS = 21,
    CERTIFY_DAYS = 25,
    MONTH_CHARS = 7,
    ONE_IN = 50, /* works elsewhere, too; more than a cohort */
    NOON = 15    /* o'clock UTC: the same day everywhere in the region */
};

static const int64_t hour_ms = 3600000;

/* (splitmix64's mixing) */
uint64_t
demo_cohort_random(uint64_t a, uint64_t b)
{
    uint64_t z = (a + 1) * UINT64_C(0x9e3779b97f4a7c15) ^
                 (b + 1) * UINT64_C(0xd1b54a32d192ed03);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* --- who --- */

static const char *const women[] = {
    "Abril",   "Alba",   "Amaranta", "Camila", "Celeste", "Dalia",
    "Elisa",   "Emilia", "Flora",    "Inés",   "Iris",    "Jacinta",
    "Julieta", "Lía",    "Lucía",    "Maite",  "Marina",  "Noemí",
    "Olivia",  "Paloma", "Rocío",    "Salomé", "Violeta", "Ximena",
};
static const char *const men[] = {
    "Adrián", "Andrés", "Bruno",   "Ciro",   "Darío", "Elías",
    "Emilio", "Fabián", "Gael",    "Hernán", "Iñaki", "Ismael",
    "Joel",   "León",   "Lorenzo", "Marcos", "Mateo", "Nicolás",
    "Omar",   "Pablo",  "Rafael",  "Simón",  "Tomás", "Vicente",
};
/* Plants and birds: nobody's names. */
static const char *const plants[] = {
    "Algarrobo", "Arrayán",   "Cantuta",  "Caoba",     "Ceibo",     "Chañar",
    "Copihue",   "Flamboyán", "Guayacán", "Jacarandá", "Lapacho",   "Maitén",
    "Manglar",   "Molle",     "Ñire",     "Ombú",      "Palosanto", "Puya",
    "Quebracho", "Quishuar",  "Retama",   "Tajibo",    "Tamarugo",  "Totora",
};
static const char *const birds[] = {
    "Bandurria", "Cardenal", "Carpintero", "Chajá",     "Chingolo", "Chucao",
    "Colibrí",   "Cóndor",   "Garza",      "Hornero",   "Jilguero", "Loica",
    "Martineta", "Ñandú",    "Picaflor",   "Quetzal",   "Tangara",  "Tero",
    "Tordo",     "Tucán",    "Turpial",    "Yacutinga", "Zorzal",   "Zunzún",
};

/* The first answers of a cohort, counted together. */
struct fares {
    struct fare *items;
    size_t count;
};

struct somebody {
    struct fares *fares; /* of the cohort */
    uint64_t seed;
    int64_t row; /* of all people */
    int64_t id;
    const char *lang;
    struct count_who who;
};

static const char *
one_of(const char *const *list, size_t count, uint64_t random)
{
    return list[random % count];
}

static const char *
name_of(struct ctx *c, const struct somebody *s, bool woman)
{
    uint64_t r = demo_cohort_random(s->seed, 1);

    return arena_printf(c->arena, "%s %s %s (demo)",
                        woman ? one_of(women, COUNT(women), r)
                              : one_of(men, COUNT(men), r),
                        one_of(plants, COUNT(plants), r >> 16),
                        one_of(birds, COUNT(birds), r >> 32));
}

/* Begins with the row, so that numbers grow as the table does. */
static const char *
number_of(struct ctx *c, const struct somebody *s)
{
    unsigned char b[NUMBER_BYTES];
    uint64_t r[2] = {demo_cohort_random(s->seed, 2),
                     demo_cohort_random(s->seed, 3)};

    for (int i = 0; i < NUMBER_BYTES; i++) {
        b[i] = (unsigned char)(i < 5 ? s->row >> (8 * (4 - i))
                                     : (int64_t)(r[i & 1] >> (i / 2 * 8)));
    }
    return encode_base32(c->arena, b, sizeof b);
}

static enum err
write_person(struct ctx *c, const struct demo_cohort *k, struct somebody *s,
             const char *day)
{
    static const char *const groups[] = {"teaching", "teaching", "teaching",
                                         "support", "leaders"};
    uint64_t r = demo_cohort_random(s->seed, 4);
    bool woman = r % 100 < 53;
    const char *name = name_of(c, s, woman);

    s->id = id_new();
    s->who = (struct count_who){one_of(groups, COUNT(groups), r >> 32),
                                r % 25 == 24 ? NULL
                                : woman      ? "woman"
                                             : "man"};
    s->lang = r >> 20 & 7 ? "es" : "en";
    TRY(db_run(c->db, &SQL_demo_cohort_person, I64(s->id),
               TEXT(number_of(c, s)), TEXT(s->lang), TEXT(s->who.gender),
               I64(c->now_ms)));
    TRY(db_run(c->db, &SQL_demo_cohort_name, I64(id_new()), I64(s->id),
               TEXT(name), TEXT(text_fold(c->arena, name))));
    return db_run(c->db, &SQL_demo_cohort_affiliation, I64(id_new()),
                  I64(s->id), I64(k->org), TEXT(s->who.workgroup), TEXT(day));
}

/* --- what they have done --- */

/* Every second has a certificate, some are about to, half of the rest is at
 * it. */
enum stage { ENROLLED, STUDYING, COMPLETED, CERTIFIED };

static enum stage
stage_of(const struct somebody *s)
{
    uint64_t r = demo_cohort_random(s->seed, 5) % 100;

    if (s->row % 2) {
        return CERTIFIED;
    }
    return r < 2 ? COMPLETED : r < 50 ? STUDYING : ENROLLED;
}

static void
note_answer(struct fares *f, int64_t question, bool right)
{
    size_t i = 0;

    while (i < f->count && f->items[i].question != question) {
        i++;
    }
    if (i == f->count) {
        f->items[f->count++] = (struct fare){.question = question};
    }
    f->items[i].answers++;
    f->items[i].fully += right;
}

/* The quiz passed: at most one question missed of six or more. */
static enum err
pass_quiz(struct ctx *c, const struct demo_course *k, const struct somebody *s,
          int64_t take, int64_t at_ms, int64_t missed)
{
    int64_t id = id_new(), all = (int64_t)k->question_count;

    TRY(db_run(c->db, &SQL_demo_cohort_attempt, I64(id), I64(take),
               I64(k->quiz), TEXT(s->lang), I64(at_ms),
               I64((all - (missed < all)) * QUIZ_POINT),
               I64(all * QUIZ_POINT)));
    for (int64_t i = 0; i < all; i++) {
        const struct demo_question *q = &k->questions[i];

        TRY(db_run(c->db, &SQL_demo_cohort_answer, I64(id), I64(q->id),
                   TEXT(i == missed ? "" : q->answer),
                   I64(i == missed ? 0 : QUIZ_POINT)));
        note_answer(s->fares, q->id, i != missed);
    }
    return OK;
}

/* The take of a course and, when `done`, all that passes it. */
static enum err
write_take(struct ctx *c, const struct demo_course *k, const struct somebody *s,
           int64_t enrolment, int64_t started_ms, int64_t done_ms, bool done)
{
    int64_t take = id_new(), all = (int64_t)k->question_count;
    int64_t missed =
        all < 6 ? all
                : (int64_t)(demo_cohort_random(s->seed, (uint64_t)k->course) %
                            (uint64_t)(all * 2));
    int64_t right = all - (missed < all);
    size_t lessons = done ? k->lesson_count : started_ms ? 1 : 0;

    TRY(db_run(c->db, &SQL_demo_cohort_take, I64(take), I64(enrolment),
               I64(k->course), I64(k->version),
               started_ms ? I64(started_ms) : NIL, done ? I64(done_ms) : NIL,
               I64(done && all ? right * 100 / all : 0), I64(done)));
    for (size_t i = 0; i < lessons; i++) {
        TRY(db_run(c->db, &SQL_demo_cohort_lesson, I64(take),
                   I64(k->lessons[i]),
                   I64(started_ms + (int64_t)i * DATE_DAY_MS)));
    }
    return done ? pass_quiz(c, k, s, take, done_ms, missed) : OK;
}

struct days {
    int64_t began_ms, done_ms;
    char began[DATE_SIZE], done[DATE_SIZE];
};

static enum err
write_enrolment(struct ctx *c, struct demo_cohort *k, const struct somebody *s,
                const struct demo_series *series, int64_t opening,
                const struct days *d, enum stage stage)
{
    bool done = stage >= COMPLETED;
    int64_t id = id_new();

    TRY(db_run(c->db, &SQL_demo_cohort_enrolment, I64(id), I64(s->id),
               I64(series->id), I64(k->org), I64(opening), TEXT(s->lang),
               I64(d->began_ms), TEXT(d->began), done ? I64(d->done_ms) : NIL,
               TEXT(done ? d->done : NULL), I64(done), TEXT(s->who.workgroup),
               TEXT(s->who.gender ? s->who.gender : "")));
    for (size_t i = 0; i < series->course_count; i++) {
        bool needed = i <= (size_t)series->any_count;
        bool begun = stage == STUDYING ? i == 0 : done && needed;

        TRY(write_take(c, &series->courses[i], s, id, begun ? d->began_ms : 0,
                       d->done_ms, done && needed));
    }
    if (stage == CERTIFIED) {
        k->completed[k->completed_count++] = id;
    }
    return OK;
}

/* --- when --- */

static struct days
days_of(const struct demo_cohort *k)
{
    uint64_t r = demo_cohort_random((uint64_t)k->number, 6);
    int64_t today = k->now_ms / DATE_DAY_MS;
    int64_t began = today - BEGAN_FIRST - (int64_t)(r % BEGAN_SPAN);
    struct days d = {
        .began_ms = began * DATE_DAY_MS + NOON * hour_ms,
        .done_ms = (began + STUDY_DAYS) * DATE_DAY_MS + NOON * hour_ms,
    };

    date_write(began, d.began);
    date_write(began + STUDY_DAYS, d.done);
    return d;
}

static enum err
find_openings(struct ctx *c, const struct demo_cohort *k,
              int64_t openings[DEMO_SERIES])
{
    for (int i = 0; i < DEMO_SERIES; i++) {
        struct series_opening o;

        TRY(series_opening_for(c, k->plan->series[i].id, k->org, &o));
        openings[i] = o.id;
    }
    return OK;
}

/* --- figures --- */

enum { KINDS = 5 };

/* Those who are alike are counted together. */
struct tally {
    struct count_who who;
    int64_t n[KINDS];
};

struct tallies {
    struct tally items[DEMO_COHORT];
    size_t count;
};

static struct tally *
tally_of(struct tallies *t, struct count_who who)
{
    for (size_t i = 0; i < t->count; i++) {
        struct tally *x = &t->items[i];

        if (x->who.workgroup == who.workgroup && x->who.gender == who.gender) {
            return x;
        }
    }
    t->items[t->count] = (struct tally){.who = who};
    return &t->items[t->count++];
}

static enum err
write_activity(struct ctx *c, const struct demo_cohort *k,
               const struct somebody *s, const char *date)
{
    return db_run(c->db, &SQL_demo_cohort_activity, I64(s->id),
                  TEXT(arena_textn(c->arena, date, MONTH_CHARS)), I64(k->org),
                  TEXT(s->who.workgroup),
                  TEXT(s->who.gender ? s->who.gender : ""));
}

/* Nobody here belongs anywhere else yet, so that persons add up. */
static enum err
note(struct ctx *c, const struct demo_cohort *k, const struct somebody *s,
     const struct days *d, enum stage stage, struct tallies *t)
{
    bool another = strncmp(d->began, d->done, MONTH_CHARS) != 0;
    int64_t *n = tally_of(t, s->who)->n;

    n[0]++;
    n[1]++;
    if (stage >= STUDYING) {
        n[2]++;
        TRY(write_activity(c, k, s, d->began));
    }
    if (stage >= COMPLETED) {
        n[3]++;
        if (another) {
            n[4]++;
            TRY(write_activity(c, k, s, d->done));
        }
    }
    return OK;
}

static enum err
count_all(struct ctx *c, const struct demo_cohort *k, const struct days *d,
          const struct tallies *t)
{
    const struct {
        enum indicator indicator;
        const char *date;
    } kinds[KINDS] = {
        {COUNT_PEOPLE, d->began}, {COUNT_ENROLLED, d->began},
        {COUNT_ACTIVE, d->began}, {COUNT_COMPLETED, d->done},
        {COUNT_ACTIVE, d->done},
    };

    for (size_t i = 0; i < t->count; i++) {
        for (int j = 0; j < KINDS; j++) {
            if (t->items[i].n[j]) {
                TRY(count_add(c, k->org, kinds[j].indicator, t->items[i].who,
                              kinds[j].date, t->items[i].n[j]));
            }
        }
    }
    return OK;
}

static struct fares
no_fares(struct ctx *c, const struct demo_plan *plan)
{
    size_t most = 0;

    for (int i = 0; i < DEMO_SERIES; i++) {
        for (size_t k = 0; k < plan->series[i].course_count; k++) {
            most += plan->series[i].courses[k].question_count;
        }
    }
    return (struct fares){ARENA_ARRAY(c->arena, most, struct fare), 0};
}

static enum err
count_fares(struct ctx *c, int64_t org, const struct fares *f)
{
    for (size_t i = 0; i < f->count; i++) {
        TRY(fare_add(c, org, &f->items[i]));
    }
    return OK;
}

/* --- all of it --- */

enum err
demo_cohort_write(struct ctx *c, struct demo_cohort *k)
{
    struct days d = days_of(k);
    struct tallies t = {.count = 0};
    struct fares fares = no_fares(c, k->plan);
    int64_t openings[DEMO_SERIES], twice = 0;

    k->completed_count = 0; /* it may be run again */
    k->done_ms = d.began_ms + CERTIFY_DAYS * DATE_DAY_MS;
    TRY(find_openings(c, k, openings));
    for (int64_t i = 0; i < k->count; i++) {
        struct somebody s = {.fares = &fares,
                             .row = k->number * DEMO_COHORT + i};
        enum stage stage;

        s.seed = demo_cohort_random((uint64_t)s.row, 0);
        stage = stage_of(&s);
        TRY(write_person(c, k, &s, d.began));
        for (int n = 0; n < DEMO_SERIES; n++) {
            TRY(write_enrolment(c, k, &s, &k->plan->series[n], openings[n], &d,
                                n == 0 ? stage : ENROLLED));
        }
        TRY(note(c, k, &s, &d, stage, &t));
        if (k->elsewhere && s.row % ONE_IN == 0) {
            twice = s.id;
        }
    }
    TRY(count_fares(c, k->org, &fares));
    TRY(count_all(c, k, &d, &t));
    return twice ? person_affiliate(c, twice, k->elsewhere, "support") : OK;
}
