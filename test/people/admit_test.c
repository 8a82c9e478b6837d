/* SPDX-License-Identifier: Apache-2.0 */
/* people/admit: printed codes bring people in, for a time and a number. */

#include "test/world.h"

#include "people/admit.h"
#include "people/person.h"
#include "world.sql.h"

static const struct join_code_wish poster = {
    .label = "Notice board", .workgroup = "teaching", .days = 30};

static const char *
make(void **state, struct join_code_wish wish)
{
    struct world *w = *state;
    const char *code = NULL;

    assert_int_equal(admit_add_code(as(state, FOCAL), w->uni, &wish, &code),
                     OK);
    return code;
}

static enum err
come_in(void **state, const char *code, int64_t *person)
{
    const struct newcomer who = {.name = "Inés Tara", .workgroup = "support"};
    struct join_code used;

    return admit_by_code(as(state, NOBODY), code, &who, &used, person);
}

static int64_t
persons(void **state)
{
    struct world *w = *state;
    struct row row;

    assert_int_equal(db_one(w->db, &row, &SQL_world_persons), OK);
    return row_i64(&row, 0);
}

static void
who_comes_in_belongs_to_the_codes_university(void **state)
{
    struct world *w = *state;
    struct affiliations list;
    int64_t person;

    assert_int_equal(come_in(state, make(state, poster), &person), OK);
    assert_int_equal(person_affiliations(as(state, NOBODY), person, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].org, w->uni);
}

static void
a_code_is_read_as_people_write_it(void **state)
{
    const char *code = make(state, poster);
    char typed[16];
    size_t n = 0;
    int64_t person;

    for (const char *s = code; *s; s++) {
        if (*s != '-') {
            typed[n++] = (char)(*s >= 'a' && *s <= 'z' ? *s - 32 : *s);
        } else {
            typed[n++] = ' ';
        }
    }
    typed[n] = '\0';
    assert_int_equal(come_in(state, typed, &person), OK);
}

static void
a_code_expires(void **state)
{
    const char *code = make(state, poster);
    int64_t person;

    world_pass_days(state, 29);
    assert_int_equal(come_in(state, code, &person), OK);
    world_pass_days(state, 2);
    assert_int_equal(come_in(state, code, &person), ERR_INVALID);
}

static void
a_code_for_two_lets_two_in(void **state)
{
    struct join_code_wish two = poster;
    const char *code;
    int64_t person;

    two.uses = 2;
    code = make(state, two);
    assert_int_equal(come_in(state, code, &person), OK);
    assert_int_equal(come_in(state, code, &person), OK);
    assert_int_equal(come_in(state, code, &person), ERR_INVALID);
}

static void
an_unknown_code_makes_nobody(void **state)
{
    int64_t before = persons(state), person;
    struct ctx *c;

    assert_int_equal(come_in(state, "0000-0000", &person), ERR_INVALID);
    assert_int_equal(come_in(state, "", &person), ERR_INVALID);
    assert_int_equal(come_in(state, "0000-0000-0000-0000", &person),
                     ERR_INVALID);
    c = as(state, NOBODY);
    assert_int_equal(persons(state), before);
    assert_int_equal(c->problem_count, 0);
}

static void
somebody_signed_in_stays_who_they_are(void **state)
{
    struct world *w = *state;
    const char *code = make(state, poster);
    const struct newcomer who = {.name = "", .workgroup = "support"};
    struct affiliations list;
    struct join_code used;
    int64_t before = persons(state), person;

    assert_int_equal(
        admit_by_code(as(state, STRANGER), code, &who, &used, &person), OK);
    assert_int_equal(person, w->people[STRANGER]);
    assert_int_equal(persons(state), before);
    assert_int_equal(person_affiliations(as(state, NOBODY), person, &list), OK);
    assert_int_equal(list.count, 1);
}

static void
only_who_may_edit_people_makes_codes(void **state)
{
    static const enum who others[] = {REGION,   TEACHER, ASSESSOR, MINISTRY,
                                      STRANGER, ROSA,    NOBODY};
    struct world *w = *state;
    const char *code;

    for (size_t i = 0; i < COUNT(others); i++) {
        assert_int_equal(
            admit_add_code(as(state, others[i]), w->uni, &poster, &code),
            ERR_DENIED);
    }
    assert_int_equal(admit_add_code(as(state, FOCAL), w->tec, &poster, &code),
                     ERR_DENIED);
    assert_int_equal(
        admit_add_code(as(state, COORDINATOR), w->tec, &poster, &code), OK);
}

static void
days_beyond_a_year_and_a_bit_are_refused(void **state)
{
    static const int days[] = {0, -1, 401, 100000};
    struct world *w = *state;
    const char *code;

    for (size_t i = 0; i < COUNT(days); i++) {
        struct join_code_wish wish = poster;
        struct ctx *c = as(state, FOCAL);

        wish.days = days[i];
        assert_int_equal(admit_add_code(c, w->uni, &wish, &code), ERR_INVALID);
        assert_string_equal(c->problems[0].field, "days");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(who_comes_in_belongs_to_the_codes_university),
        IN_WORLD(a_code_is_read_as_people_write_it),
        IN_WORLD(a_code_expires),
        IN_WORLD(a_code_for_two_lets_two_in),
        IN_WORLD(an_unknown_code_makes_nobody),
        IN_WORLD(somebody_signed_in_stays_who_they_are),
        IN_WORLD(only_who_may_edit_people_makes_codes),
        IN_WORLD(days_beyond_a_year_and_a_bit_are_refused),
    };

    return RUN_IN_WORLD(tests);
}
