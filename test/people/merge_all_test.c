/* SPDX-License-Identifier: Apache-2.0 */
/* people/merge: no table is forgotten, and what two records hold in one place
 * becomes one. */

#include "test/world.h"

#include "base/arena.h"
#include "core/record.h"
#include "credentials/issue.h"
#include "db/migrate.h"
#include "people/merge.h"
#include "people/merge_probe.sql.h"
#include "people/person.h"
#include "people/role.h"
#include "people/session.h"
#include "reports/history.h"

#include <string.h>

#define PUT(...) assert_int_equal(db_run(w->db, __VA_ARGS__), OK)

static int64_t
someone(void **state, int64_t org)
{
    struct world *w = *state;
    struct person p = {.name = "Rosa Molle Quispe", .gender = "woman"};

    assert_int_equal(person_add(as(state, NOBODY), &p), OK);
    assert_int_equal(person_affiliate(as(state, NOBODY), p.id,
                                      org ? org : w->sur, "teaching"),
                     OK);
    return p.id;
}

/* --- each column --- */

/* Who did it: stays as it was written, a reader follows person.merged_into.
 * Before a column comes to stand here, look whether a rule compares it. */
static const char *const said_by[] = {
    "org_status.by_person",
    "mandate_event.by_person",
    "application.decided_by",
    "application.endorsed_by",
    "role_grant.by_person",
    "join_code.by_person",
    "record.person",
    "series_open.by_person",
    "agreement.by_person",
    "agreement_term.by_person",
    "agreement_approval.by_person",
    "accreditation.by_person",
    "accreditation.ended_by",
    "visit.by_person",
    "item_step.by_person",
    "dialogue_series.by_person",
    "dialogue_event.by_person",
    "dialogue_delegation.by_person",
    "recommendation.by_person",
    "recommendation_answer.by_person",
    "org_parent.by_person",
    "brief.by_person",
    "award_edition.by_person",
    "award_case.judged_by",
    "award_reviewer.by_person",
    "membership_notice.by_person",
    "mandate_term.by_person",
    "mandate_scope.by_person",
    "plan.by_person",
    "plan_done.by_person",
    "plan_report_paper.by_person",
    "plan_report_paper.answer_by",
    "nomination.by_person",
    "candidacy.by_person",
    "post.by_person",
    "org_group.by_person",
    "org_group_member.by_person",
    "research_call.by_person",
    "research_project.by_person",
    "research_step.by_person",
    "research_partner.by_person",
    "research_ethics.by_person",
    "research_data.by_person",
    "research_milestone_step.by_person",
    "research_report.by_person",
    "research_output.by_person",
};

static bool
is_said_by(const char *column)
{
    for (size_t i = 0; i < COUNT(said_by); i++) {
        if (strcmp(said_by[i], column) == 0) {
            return true;
        }
    }
    return false;
}

static bool
is_looked_at(const char *column)
{
    return strstr(SQL_merge_probe_left.text, column) != NULL;
}

/* Does this line of a table's definition hold a person? */
static bool
holds_person(const char *name, const char *line)
{
    size_t len = strlen(name);

    if (strncmp(line, " {i64}", 6) != 0) {
        return false;
    }
    if (strstr(line, "REFERENCES ")) {
        return strstr(line, "REFERENCES person ") != NULL;
    }
    return strcmp(name, "person") == 0 || strcmp(name, "by_person") == 0 ||
           (len > 3 && strcmp(name + len - 3, "_by") == 0);
}

static int
check_column(struct arena *a, const char *table, const char *name,
             const char *line, int *seen)
{
    const char *column = arena_printf(a, "%s.%s", table, name);

    if (!holds_person(name, line)) {
        return 0;
    }
    (*seen)++;
    if (is_looked_at(arena_printf(a, "'%s'", column)) == is_said_by(column)) {
        print_error("neither moved by a merge nor told why not: %s\n", column);
        return 1;
    }
    return 0;
}

static const char *
word_at(struct arena *a, const char *s)
{
    return arena_textn(a, s, strcspn(s, " \n("));
}

static int
check_step(struct arena *a, const char *text, int *seen)
{
    static const char create[] = "CREATE TABLE ", alter[] = "ALTER TABLE ";
    static const char add[] = " ADD COLUMN ";
    const char *table = "";
    int wrong = 0;

    for (const char *s = text; *s; s += strcspn(s, "\n"), s += *s == '\n') {
        const char *line = arena_textn(a, s, strcspn(s, "\n"));
        const char *name = NULL;

        if (strncmp(line, create, sizeof create - 1) == 0) {
            table = word_at(a, line + sizeof create - 1);
        } else if (strncmp(line, alter, sizeof alter - 1) == 0) {
            table = word_at(a, line + sizeof alter - 1);
            name = strstr(line, add);
            name = name ? name + sizeof add - 1 : NULL;
        } else if (*table && strncmp(line, "    ", 4) == 0) {
            name = line + 4;
        }
        if (name) {
            const char *word = word_at(a, name);

            wrong += check_column(a, table, word, name + strlen(word), seen);
        }
    }
    return wrong;
}

/* Who adds a column adds it to merge_probe_left, and then to the merge, or to
 * said_by. */
static void
every_column_that_holds_a_person_is_moved_or_told(void **state)
{
    struct world *w = *state;
    int seen = 0, wrong = 0;

    for (int i = 0; i < migrate_shipped.count; i++) {
        wrong += check_step(w->arena, migrate_shipped.items[i].text, &seen);
    }
    assert_int_equal(wrong, 0);
    assert_true(seen >= 60);
}

/* --- each row --- */

static void
certify(void **state)
{
    struct issue_draft d;
    int64_t enrolment = world_complete(state);

    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &d), OK);
    assert_int_equal(issue_store(as(state, COORDINATOR), &d), OK);
}

static void
put_something_everywhere(void **state, int64_t person, int64_t other)
{
    struct world *w = *state;
    const char *token;

    certify(state);
    assert_int_equal(session_start(as(state, NOBODY), person, &token), OK);
    assert_int_equal(
        role_grant(as(state, NOBODY), person, "facilitator", w->uni, 0), OK);
    PUT(&SQL_merge_probe_address, I64(person));
    PUT(&SQL_merge_probe_login, I64(person));
    PUT(&SQL_merge_probe_code, I64(person), I64(w->uni));
    PUT(&SQL_merge_probe_went, I64(7), I64(person));
    PUT(&SQL_merge_probe_post, I64(person), I64(w->mandate));
    PUT(&SQL_merge_probe_plan, I64(person), I64(other), I64(w->mandate));
    PUT(&SQL_merge_probe_plan, I64(other), I64(person), I64(w->mandate));
    PUT(&SQL_merge_probe_series, I64(w->lac));
    PUT(&SQL_merge_probe_event, I64(1), TEXT("one"));
    PUT(&SQL_merge_probe_attend, I64(1), I64(person));
    PUT(&SQL_merge_probe_edition, I64(1), TEXT("e1"), I64(w->lac), TEXT(""));
    PUT(&SQL_merge_probe_case, I64(1), I64(1), BLOB("1", 1), NIL);
    PUT(&SQL_merge_probe_reviewer, I64(1), I64(person), I64(1));
    PUT(&SQL_merge_probe_review, I64(1), I64(1), I64(person), TEXT("given"),
        TEXT(""));
}

/* `was`: every column has rows; else only what stays with who went. */
static void
look(void **state, int64_t person, bool was)
{
    static const char stays[] = "person_name.person";
    struct world *w = *state;
    struct rows rows;

    assert_int_equal(db_all(w->db, &rows, &SQL_merge_probe_left, I64(person)),
                     OK);
    for (size_t i = 0; i < rows.count; i++) {
        const char *column = row_text(&rows.items[i], 0);
        int64_t n = row_i64(&rows.items[i], 1);

        if (was ? n == 0 : n > 0 && strcmp(column, stays) != 0) {
            fail_msg("%s: %lld rows", column, (long long)n);
        }
    }
}

static void
nothing_is_left_with_who_went(void **state)
{
    struct world *w = *state;
    int64_t rosa = w->people[ROSA], into = someone(state, 0);
    struct rows rows;

    put_something_everywhere(state, rosa, w->people[HQ]);
    look(state, rosa, true);
    assert_int_equal(merge_persons(as(state, NOBODY), rosa, into), OK);
    look(state, rosa, false);
    assert_int_equal(db_all(w->db, &rows, &SQL_merge_probe_plan_said), OK);
    for (size_t i = 0; i < 2; i++) {
        const struct row *r = &rows.items[i];

        assert_true(row_i64(r, 0) == into ? row_i64(r, 1) == w->people[HQ]
                                          : row_i64(r, 1) == into);
    }
}

/* --- two rows become one --- */

struct expected {
    bool from;
    const char *state, *words;
    int64_t points; /* -1 = none */
};

static const struct pair {
    const char *from, *into; /* states; NULL = has no review */
    struct expected rows[2];
    size_t row_count;
    bool is_public, is_own;
} pairs[] = {
    {"given", NULL, {{false, "given", "", 3}}, 1, false, false},
    {"open",
     "given",
     {{false, "given", "", 5}, {true, "withdrawn", "", -1}},
     2,
     false,
     false},
    {"given",
     "open",
     {{false, "given", "", 3}, {true, "withdrawn", "", -1}},
     2,
     false,
     false},
    {"given",
     "given",
     {{false, "given", "", 5}, {true, "withdrawn", "", 3}},
     2,
     false,
     false},
    {"conflict",
     "given",
     {{false, "conflict", "friend", -1}, {true, "withdrawn", "friend", -1}},
     2,
     false,
     false},
    {"given",
     "conflict",
     {{false, "conflict", "friend", -1}, {true, "withdrawn", "", 3}},
     2,
     false,
     false},
    {"open",
     "withdrawn",
     {{false, "open", "", -1}, {true, "withdrawn", "", -1}},
     2,
     false,
     false},
    {"given",
     "given",
     {{false, "given", "", 5}, {true, "given", "", 3}},
     2,
     true,
     false},
    {"open", NULL, {{false, "withdrawn", "", -1}}, 1, false, true},
    {"given", NULL, {{false, "given", "", 3}}, 1, true, true},
};

static void
put_review(void **state, int64_t id, int64_t n, int64_t person, const char *how,
           int64_t points)
{
    struct world *w = *state;

    if (!how) {
        return;
    }
    PUT(&SQL_merge_probe_review, I64(id), I64(n), I64(person), TEXT(how),
        TEXT(strcmp(how, "conflict") == 0 ? "friend" : ""));
    if (strcmp(how, "given") == 0) {
        PUT(&SQL_merge_probe_score, I64(id), I64(points));
    }
}

static void
expect_row(const struct row *r, const struct expected *e, int64_t from,
           int64_t into)
{
    assert_int_equal(row_i64(r, 1), e->from ? from : into);
    assert_string_equal(row_text(r, 2), e->state);
    assert_string_equal(row_text(r, 3), e->words);
    assert_int_equal(row_i64(r, 4), e->points);
}

static void
of_two_reviews_of_a_case_one_counts(void **state)
{
    struct world *w = *state;
    int64_t into = w->people[ROSA], from = someone(state, 0);
    struct rows rows;
    size_t at = 0;

    PUT(&SQL_merge_probe_edition, I64(1), TEXT("e1"), I64(w->lac), TEXT(""));
    PUT(&SQL_merge_probe_edition, I64(2), TEXT("e2"), I64(w->lac),
        TEXT("2026-06-01"));
    for (size_t i = 0; i < COUNT(pairs); i++) {
        const struct pair *p = &pairs[i];
        int64_t n = (int64_t)i + 1;
        char hash = (char)('a' + i);

        PUT(&SQL_merge_probe_case, I64(n), I64(p->is_public ? 2 : 1),
            BLOB(&hash, 1), p->is_own ? I64(w->uni) : NIL);
        put_review(state, 2 * n, n, from, p->from, 3);
        put_review(state, 2 * n + 1, n, into, p->into, 5);
    }
    assert_int_equal(merge_persons(as(state, NOBODY), from, into), OK);
    assert_int_equal(db_all(w->db, &rows, &SQL_merge_probe_reviews), OK);
    for (size_t i = 0; i < COUNT(pairs); i++) {
        for (size_t k = 0; k < pairs[i].row_count; k++) {
            assert_true(at < rows.count);
            print_message("pair %zu, row %zu\n", i, k);
            expect_row(&rows.items[at++], &pairs[i].rows[k], from, into);
        }
    }
    assert_int_equal(at, rows.count);
}

static void
who_is_named_in_either_reviews_and_registers_once(void **state)
{
    struct world *w = *state;
    int64_t into = w->people[ROSA], from = someone(state, 0);
    struct row row;

    for (int64_t i = 1; i <= 2; i++) {
        const char *number = i == 1 ? "one" : "two";

        PUT(&SQL_merge_probe_edition, I64(i), TEXT(number), I64(w->lac),
            TEXT(""));
        PUT(&SQL_merge_probe_reviewer, I64(i), I64(from), I64(i == 1));
        PUT(&SQL_merge_probe_reviewer, I64(i), I64(into), I64(i == 2));
    }
    PUT(&SQL_merge_probe_series, I64(w->lac));
    PUT(&SQL_merge_probe_event, I64(1), TEXT("one"));
    PUT(&SQL_merge_probe_attend, I64(1), I64(from));
    PUT(&SQL_merge_probe_attend, I64(1), I64(into));
    assert_int_equal(merge_persons(as(state, NOBODY), from, into), OK);
    for (int64_t i = 1; i <= 2; i++) {
        assert_int_equal(
            db_one(w->db, &row, &SQL_merge_probe_active, I64(i), I64(into)),
            OK);
        assert_int_equal(row_i64(&row, 0), 1);
    }
    look(state, from, false);
}

static void
acts_of_who_went_carry_the_name_and_are_found(void **state)
{
    struct world *w = *state;
    int64_t from = w->people[ROSA], into = someone(state, 0);
    struct history_query q = {.org = w->network, .act = "test"};
    struct history h;

    assert_int_equal(record_add(as(state, ROSA), "test.done", w->uni, 0, NULL),
                     OK);
    assert_int_equal(merge_persons(as(state, NOBODY), from, into), OK);
    q.by = into;
    assert_int_equal(history_list(as(state, HQ), &q, &h), OK);
    assert_int_equal(h.count, 1);
    assert_string_equal(h.items[0].name, "Rosa Molle Quispe");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(every_column_that_holds_a_person_is_moved_or_told),
        IN_WORLD(nothing_is_left_with_who_went),
        IN_WORLD(of_two_reviews_of_a_case_one_counts),
        IN_WORLD(who_is_named_in_either_reviews_and_registers_once),
        IN_WORLD(acts_of_who_went_carry_the_name_and_are_found),
    };

    return RUN_IN_WORLD(tests);
}
