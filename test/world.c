/* SPDX-License-Identifier: Apache-2.0 */
/* world: a small network in a real database, for tests of the areas. */

#include "test/world.h"

#include "assessment/attempt.h"
#include "assessment/quiz.h"
#include "base/file.h"
#include "base/limits.h"
#include "credentials/achievement.h"
#include "credentials/issuer.h"
#include "db/db_pg.h"
#include "db/db_sqlite.h"
#include "db/store.h"
#include "formats/mdcourse.h"
#include "keeper/keeper.h"
#include "learning/course.h"
#include "learning/lesson.h"
#include "learning/progress.h"
#include "network/mandate.h"
#include "network/org.h"
#include "people/person.h"
#include "people/role.h"
#include "world.sql.h"

#include "vc/context.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const int64_t noon_ms = INT64_C(1781524800000); /* 2026-06-15 12:00 */
static const int64_t day_ms = 86400000;

enum { PG_LIMIT_MS = 10000 };

static void
must(struct ctx *c, enum err e)
{
    if (e != OK) {
        fail_msg("the world: error %d, %s", (int)e,
                 c->problem_count ? c->problems[0].text : "no problem told");
    }
}

/* --- the tree, its centre, its people --- */

static int64_t
add_org(struct ctx *c, int64_t parent, struct org o)
{
    must(c, org_add(c, parent, &o));
    return o.id;
}

static int64_t
add_university(struct ctx *c, int64_t country, const char *code,
               const char *slug, const char *name)
{
    return add_org(c, country,
                   (struct org){.kind = "institution",
                                .slug = slug,
                                .name = name,
                                .country = code,
                                .status = "member"});
}

static void
add_tree(struct world *w, struct ctx *c)
{
    w->network = add_org(c, 0,
                         (struct org){.kind = "network",
                                      .slug = "network",
                                      .name = "World",
                                      .status = "member"});
    w->lac = add_org(c, w->network,
                     (struct org){.kind = "region",
                                  .slug = "lac",
                                  .name = "Region",
                                  .status = "known"});
    w->peru = add_org(c, w->lac,
                      (struct org){.kind = "country",
                                   .slug = "peru",
                                   .name = "Peru",
                                   .country = "PE",
                                   .zone = "America/Lima",
                                   .status = "known"});
    w->chile = add_org(c, w->lac,
                       (struct org){.kind = "country",
                                    .slug = "chile",
                                    .name = "Chile",
                                    .country = "CL",
                                    .zone = "America/Santiago",
                                    .status = "known"});
    w->uni = add_university(c, w->peru, "PE", "uni", "Universidad Uni");
    w->tec = add_university(c, w->peru, "PE", "tec", "Universidad Tec");
    w->sur = add_university(c, w->chile, "CL", "sur", "Universidad Sur");
    w->law = add_org(c, w->uni,
                     (struct org){.kind = "unit",
                                  .slug = "law",
                                  .name = "Faculty of Law",
                                  .country = "PE",
                                  .status = "known"});
}

static void
add_centre(struct world *w, struct ctx *c)
{
    struct mandate m = {.kind = "national_centre",
                        .node = w->peru,
                        .holder = w->uni,
                        .title = "National Centre",
                        .status = "agreed",
                        .from_date = "2026-01-10"};
    struct keeper_key key;
    int64_t issuer;

    must(c, mandate_add(c, &m));
    must(c, mandate_note(c, m.id, "launch", "2026-01-10", NULL));
    w->mandate = m.id;
    must(c, keeper_key_new(w->node.keeper, &key));
    must(c, issuer_add(c, m.id, m.title, &key, &issuer));
}

static void
add_people(struct world *w, struct ctx *c)
{
    const struct {
        const char *name, *role;
        int64_t org;
    } list[WHO_COUNT] = {
        [HQ] = {"Hugo Quena", "hq_officer", w->network},
        [REGION] = {"Rita Zampoña", "regional_officer", w->lac},
        [COORDINATOR] = {"Celia Charango", "centre_coordinator", w->peru},
        [FOCAL] = {"Fidel Cajón", "focal_point", w->uni},
        [TEACHER] = {"Teresa Tinya", "facilitator", w->uni},
        [ASSESSOR] = {"Ada Pinkuyo", "assessor", w->peru},
        [MINISTRY] = {"Mario Wakrapuku", "observer", w->peru},
        [STRANGER] = {"Saúl Siku", NULL, 0},
        [ROSA] = {"Rosa Molle", NULL, 0},
    };

    for (int i = NOBODY + 1; i < WHO_COUNT; i++) {
        struct person p = {.name = list[i].name};

        must(c, person_add(c, &p));
        w->people[i] = p.id;
        if (list[i].role) {
            must(c, role_grant(c, p.id, list[i].role, list[i].org,
                               i == COORDINATOR ? w->mandate : 0));
        }
    }
    must(c, person_affiliate(c, w->people[ROSA], w->law, "teaching"));
}

/* --- the courses --- */

static void
write_file(struct world *w, const char *course, const char *file,
           const char *text)
{
    const char *path =
        arena_printf(w->ground, "%s/%s/%s", w->folder, course, file);
    char *folder = arena_text(w->ground, path);

    *strrchr(folder, '/') = '\0';
    assert_int_equal(file_mkdirs(folder, 0700), OK);
    assert_int_equal(file_write(path, text, strlen(text), 0600), OK);
}

static int64_t
add_course(struct world *w, struct ctx *c, const char *slug, bool core)
{
    static const char quiz[] = "::a::One and one?{=two ~three}\n\n"
                               "::b::Snow is white.{TRUE}\n";
    struct mdcourse read;
    struct course_put put = {
        .read = &read, .org = w->network, .pass_pct = 70, .publish = true};

    write_file(w, slug, "course.ini",
               arena_printf(w->ground,
                            "slug = %s\nbase = en\ntitle.en = %s\n"
                            "summary.en = About it.\noutcome.1.en = Knows.\n"
                            "workload_minutes = 60\nlicence = CC0\n"
                            "author = Nobody\n",
                            slug, slug));
    write_file(w, slug, "01-first/README.en.md", "# First\n\nText.\n");
    if (core) {
        write_file(w, slug, "02-second/README.en.md", "# Second\n\nText.\n");
        write_file(w, slug, "quiz.en.gift", quiz);
    }
    if (mdcourse_read(w->ground,
                      arena_printf(w->ground, "%s/%s", w->folder, slug),
                      &read) != OK) {
        fail_msg("the course %s: %s", slug,
                 read.remarks.count ? read.remarks.items[0].text : "?");
    }
    must(c, course_put(c, &put));
    return put.course;
}

static void
add_series(struct world *w, struct ctx *c)
{
    int64_t electives[] = {add_course(w, c, "e-one", false),
                           add_course(w, c, "e-two", false),
                           add_course(w, c, "e-three", false)};
    const struct series_words words = {"en", "One", "The series."};
    struct series_spec spec = {.slug = "one",
                               .org = w->network,
                               .core = add_course(w, c, "core", true),
                               .any_count = 2,
                               .electives = electives,
                               .elective_count = COUNT(electives)};
    struct achievement a = {.workload_hours = 4,
                            .participation = "online",
                            .supervision = "none",
                            .lang = "en",
                            .name = "One (demonstration)",
                            .description = "What it is.",
                            .criteria = "All of it.",
                            .outcomes = "Knows.",
                            .level = "introductory",
                            .level_system = "Ours",
                            .assessment = "Quiz",
                            .quality = "Looked at",
                            .prerequisites = "None",
                            .stackability = "Alone"};

    must(c, series_put(c, &spec, &words, 1, &w->series));
    a.series = w->series;
    must(c, achievement_put(c, &a, &a.id));
    must(c, achievement_put_text(c, a.id, &a));
    must(c, series_open(c, w->series, w->peru, w->mandate, "2026-02-01", NULL,
                        NULL));
}

/* --- the group --- */

static void
make_database(struct world *w)
{
    struct store_options options = {.folder = w->folder,
                                    .database = w->database,
                                    .mode = STORE_SERVE,
                                    .create = true};
    char why[300] = "";
    struct store *store;

    if (store_open(&store, &options, why, sizeof why) != OK) {
        fail_msg("%s", why);
    }
    store_close(store);
}

static void
open_node(struct world *w)
{
    const char *seal = arena_printf(w->ground, "%s/seal", w->folder), *words;
    char why[300] = "";

    assert_int_equal(vc_context_set_new(NULL, 0, &w->contexts), VC_OK);
    assert_int_equal(vc_context_set_add_compiled(w->contexts, NULL), VC_OK);
    assert_int_equal(keeper_make_seal(w->ground, seal, &words), OK);
    assert_int_equal(keeper_open(&w->node.keeper, seal, w->contexts), OK);
    w->node.folder = w->folder;
    w->node.public_url = "https://world.example";
    w->node.name = "World";
    w->node.lang_tag = "en";
    w->node.contexts = w->contexts;
    if ((w->database
             ? db_pg_open(&w->db, w->database, DB_PG_WRITE, why, sizeof why)
             : db_sqlite_open(&w->db,
                              arena_printf(w->ground, "%s/quipu.db", w->folder),
                              DB_SQLITE_WRITE, why, sizeof why)) != OK) {
        fail_msg("%s", why);
    }
}

static enum err
begin(struct world *w, struct arena *a)
{
    return w->database ? db_pg_begin(w->db, a, true, PG_LIMIT_MS)
                       : db_sqlite_begin(w->db, a, true);
}

static struct ctx
context(struct world *w, struct arena *a)
{
    return (struct ctx){.arena = a,
                        .db = w->db,
                        .node = &w->node,
                        .now_ms = noon_ms,
                        .lang = lang_find("en")};
}

int
world_group_begin(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct ctx c;

    *state = w;
    w->database = getenv("QUIPU_TEST_DATABASE");
    snprintf(w->folder, sizeof w->folder, "/tmp/quipu-world-XXXXXX");
    if (!mkdtemp(w->folder)) {
        return -1;
    }
    w->ground = arena_new(LIMIT_ARENA_BYTES);
    make_database(w);
    open_node(w);
    c = context(w, w->ground);
    assert_int_equal(begin(w, w->ground), OK);
    add_tree(w, &c);
    add_centre(w, &c);
    add_people(w, &c);
    add_series(w, &c);
    assert_int_equal(
        w->database ? db_pg_commit(w->db) : db_sqlite_commit(w->db), OK);
    return 0;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

int
world_group_end(void **state)
{
    struct world *w = *state;

    if (w->database) {
        db_pg_close(w->db);
    } else {
        db_sqlite_close(w->db);
    }
    keeper_close(w->node.keeper);
    vc_context_set_free(w->contexts);
    nftw(w->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    arena_free(w->ground);
    free(w);
    return 0;
}

int
world_begin(void **state)
{
    struct world *w = *state;

    w->arena = arena_new(LIMIT_ARENA_BYTES);
    w->ctx = context(w, w->arena);
    return begin(w, w->arena) == OK ? 0 : -1;
}

int
world_end(void **state)
{
    struct world *w = *state;

    if (w->database) {
        db_pg_rollback(w->db);
    } else {
        db_sqlite_rollback(w->db);
    }
    arena_free(w->arena);
    return 0;
}

/* --- in a test --- */

struct ctx *
as(void **state, enum who who)
{
    struct world *w = *state;

    w->ctx.person = w->people[who];
    w->ctx.problem_count = 0;
    return &w->ctx;
}

void
world_pass_days(void **state, int days)
{
    struct world *w = *state;

    w->ctx.now_ms += days * day_ms;
}

int64_t
world_someone_at(void **state, const char *name, int64_t org,
                 const char *workgroup)
{
    struct person p = {.name = name, .gender = "woman"};

    assert_int_equal(person_add(as(state, NOBODY), &p), OK);
    assert_int_equal(person_affiliate(as(state, NOBODY), p.id, org, workgroup),
                     OK);
    return p.id;
}

int64_t
world_enrol(void **state)
{
    struct ctx *c = as(state, ROSA);
    struct series s;
    int64_t id;

    must(c, series_by_slug(c, "one", &s));
    must(c, enrol_start(c, &s, &id));
    return id;
}

struct take
world_take(void **state, const char *course)
{
    struct ctx *c = as(state, ROSA);
    struct enrolment e;
    struct take t;

    must(c, enrol_place(c, "one", course, &e, &t));
    return t;
}

/* The id of the option with these words, as a form sends it. */
static const char *
option_of(struct ctx *c, const struct quiz_question *q, const char *words)
{
    for (size_t i = 0; i < q->option_count; i++) {
        if (strcmp(q->options[i].text, words) == 0) {
            return arena_printf(c->arena, "%lld", (long long)q->options[i].id);
        }
    }
    fail_msg("no option '%s'", words);
    return NULL;
}

void
world_study(void **state, const char *course, const char *first,
            const char *second)
{
    struct take t = world_take(state, course);
    struct ctx *c = as(state, ROSA);
    struct lesson_lines lines;
    struct quiz z;
    int64_t number;

    must(c, lesson_lines(c, t.version, "en", "en", &lines));
    for (size_t i = 0; i < lines.count; i++) {
        must(c, progress_lesson(c, &t, lines.items[i].id, NULL));
    }
    if (first) {
        must(c, quiz_load(c, t.quiz, "en", "en", 0, &z));
        must(c, attempt_next(c, &t, &z, &number));
        must(c, attempt_send(c, &t, &z, number,
                             (const char *const[]){
                                 option_of(c, &z.questions[0], first),
                                 option_of(c, &z.questions[1], second)}));
    }
}

int64_t
world_complete(void **state)
{
    int64_t id = world_enrol(state);

    world_study(state, "core", "two", "true");
    world_study(state, "e-one", NULL, NULL);
    world_study(state, "e-three", NULL, NULL);
    return id;
}

int64_t
world_acts(void **state, const char *act)
{
    struct world *w = *state;
    struct row row;

    assert_int_equal(db_one(w->db, &row, &SQL_world_acts, TEXT(act)), OK);
    return row_i64(&row, 0);
}
