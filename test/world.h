/* SPDX-License-Identifier: Apache-2.0 */
/* world: a small network in a real database, for tests of the areas.
 *
 *     network > lac > peru > uni > law         Uni holds Peru's centre, which
 *                          > tec               has a key and has opened the
 *                   > chile > sur              series "one" to Peru
 *
 * The series has a core course (two lessons, a quiz of two questions) and
 * three electives of one lesson, of which any two complete it. Uni, Tec and
 * Sur are members. The people are in enum who.
 *
 * Each test begins with the world as told here, inside a transaction that is
 * rolled back behind it; `as` gives the context of a person. It is 2026-06-15.
 */
#ifndef QUIPU_TEST_WORLD_H
#define QUIPU_TEST_WORLD_H

#include "test/unit.h"

#include "core/ctx.h"
#include "db/db.h"
#include "learning/enrol.h"
#include "learning/series.h"

#include <stdint.h>

enum who {
    NOBODY,      /* and the terminal: no person */
    HQ,          /* hq_officer at network */
    REGION,      /* regional_officer at lac */
    COORDINATOR, /* centre_coordinator at peru, by the mandate */
    FOCAL,       /* focal_point at uni */
    TEACHER,     /* facilitator at uni */
    ASSESSOR,    /* assessor at peru */
    MINISTRY,    /* observer at peru */
    STRANGER,    /* holds nothing, belongs nowhere */
    ROSA,        /* works at uni's law, enrolled in nothing */
    WHO_COUNT
};

struct world {
    char folder[64];
    const char *database; /* under test/with-postgres; NULL = in the folder */
    struct arena *ground; /* of the world; `arena` is the test's */
    struct arena *arena;
    struct db *db;
    struct node node;
    struct vc_context_set *contexts;
    struct ctx ctx;
    int64_t network, lac, peru, chile, uni, law, tec, sur;
    int64_t mandate;
    int64_t people[WHO_COUNT];
    int64_t series;
};

/* The context of somebody, without problems. */
struct ctx *as(void **state, enum who who);

/* Time goes on. */
void world_pass_days(void **state, int days);

/* A new woman of this name, at a place; her number. */
int64_t world_someone_at(void **state, const char *name, int64_t org,
                         const char *workgroup);

/* Rosa enrols in the series "one". */
int64_t world_enrol(void **state);

/* Her take of one of its courses. */
struct take world_take(void **state, const char *course);

/* She reads all its lessons, and gives the quiz these answers (a question
 * each, in the words of the options; NULL = no quiz is sent). */
void world_study(void **state, const char *course, const char *first,
                 const char *second);

/* She completes the series; its enrolment. */
int64_t world_complete(void **state);

/* How many acts of this name the record has. */
int64_t world_acts(void **state, const char *act);

int world_group_begin(void **state);
int world_group_end(void **state);
int world_begin(void **state);
int world_end(void **state);

#define IN_WORLD(test)                                                         \
    cmocka_unit_test_setup_teardown(test, world_begin, world_end)

#define RUN_IN_WORLD(tests)                                                    \
    cmocka_run_group_tests(tests, world_group_begin, world_group_end)

#endif
