/* SPDX-License-Identifier: Apache-2.0 */
/* credentials/batch: several certificates at once are what each would be
 * alone: signed by the right key, refused by themselves, counted once. */

#include "test/world.h"

#include "core/count.h"
#include "credentials/batch.h"
#include "credentials/check.h"
#include "db/db_sqlite.h"
#include "db/store.h"
#include "keeper/keeper.h"
#include "network/accreditation.h"
#include "people/person.h"
#include "world.sql.h"

/* Somebody of a place completes the series; the person, and the enrolment. */
static int64_t
learner(void **state, int64_t org, int64_t *enrolment)
{
    struct world *w = *state;
    int64_t rosa = w->people[ROSA];
    struct person p = {.name = "Another Learner", .lang = "en"};

    assert_int_equal(person_add(as(state, NOBODY), &p), OK);
    assert_int_equal(person_affiliate(as(state, NOBODY), p.id, org, "teaching"),
                     OK);
    w->people[ROSA] = p.id; /* who plays her part for a moment */
    *enrolment = world_complete(state);
    w->people[ROSA] = rosa;
    return p.id;
}

/* Batches open transactions of their own: what the test wrote is committed,
 * and seen again afterwards. */
static enum err
issue(void **state, enum who who, struct batch_item *items, size_t n)
{
    struct world *w = *state;
    struct ctx c = *as(state, who);
    struct store_options options = {.folder = w->folder, .mode = STORE_SERVE};
    char why[300] = "";
    enum err e;

    assert_int_equal(db_sqlite_commit(w->db), OK);
    db_sqlite_rollback(w->db);
    assert_int_equal(store_open(&w->node.store, &options, why, sizeof why), OK);
    c.db = NULL;
    e = batch_issue(&c, items, n);
    store_close(w->node.store);
    w->node.store = NULL;
    assert_int_equal(db_sqlite_begin(w->db, w->arena, true), OK);
    return e;
}

static int64_t
sum(void **state, enum indicator indicator, int64_t org)
{
    int64_t n = -1;

    assert_int_equal(
        count_sum(as(state, NOBODY), org, indicator, NULL, NULL, &n), OK);
    return n;
}

static void
is_true(void **state, const struct batch_item *item)
{
    struct check check;

    assert_int_equal(item->result, OK);
    assert_int_equal(check_bytes(as(state, NOBODY), item->draft.json,
                                 strlen(item->draft.json), &check),
                     OK);
    assert_int_equal(check.result, CHECK_TRUE);
    assert_non_null(strstr(item->draft.json, item->draft.number));
}

/* Two places, one who has not completed, one named twice, one that is not. */
static void
each_has_its_own_result(void **state)
{
    struct world *w = *state;
    struct batch_item items[6] = {{0}};
    int64_t begun = world_enrol(state);

    learner(state, w->law, &items[0].enrolment);
    items[1].enrolment = begun;
    learner(state, w->tec, &items[2].enrolment);
    items[3].enrolment = items[0].enrolment;
    learner(state, w->law, &items[4].enrolment);
    assert_int_equal(issue(state, COORDINATOR, items, COUNT(items)), OK);
    is_true(state, &items[0]);
    is_true(state, &items[2]);
    is_true(state, &items[4]);
    assert_int_equal(items[1].result, ERR_CONFLICT);
    assert_non_null(items[1].why);
    assert_int_equal(items[3].result, ERR_CONFLICT);
    assert_int_equal(items[5].result, ERR_MISSING);
    assert_string_not_equal(items[0].draft.number, items[4].draft.number);
    assert_int_equal(world_acts(state, "credential.issued"), 3);
}

static void
all_are_counted_where_they_belong(void **state)
{
    struct world *w = *state;

    assert_int_equal(sum(state, COUNT_CERTIFICATES, w->law), 2);
    assert_int_equal(sum(state, COUNT_CERTIFICATES, w->uni), 2);
    assert_int_equal(sum(state, COUNT_CERTIFICATES, w->tec), 1);
    assert_int_equal(sum(state, COUNT_CERTIFICATES, w->network), 3);
    assert_int_equal(sum(state, COUNT_CERTIFIED, w->law), 2);
    assert_int_equal(sum(state, COUNT_CERTIFIED, w->tec), 1);
    assert_int_equal(sum(state, COUNT_CERTIFIED, w->network), 3);
}

/* Each test adds to what is there. */
static void
who_has_a_certificate_is_no_person_more(void **state)
{
    struct world *w = *state;
    struct batch_item first = {0}, both[2] = {{0}};
    int64_t again;

    learner(state, w->law, &first.enrolment);
    assert_int_equal(issue(state, COORDINATOR, &first, 1), OK);
    assert_int_equal(sum(state, COUNT_CERTIFIED, w->peru), 4);
    again = learner(state, w->tec, &both[0].enrolment);
    learner(state, w->tec, &both[1].enrolment);
    assert_int_equal(
        db_run(w->db, &SQL_world_hand_over, I64(again), I64(first.enrolment)),
        OK);
    assert_int_equal(issue(state, COORDINATOR, both, 2), OK);
    assert_int_equal(both[0].result, OK);
    assert_int_equal(both[1].result, OK);
    assert_int_equal(sum(state, COUNT_CERTIFICATES, w->peru), 6);
    assert_int_equal(sum(state, COUNT_CERTIFICATES, w->tec), 3);
    assert_int_equal(sum(state, COUNT_CERTIFIED, w->peru), 5);
    assert_int_equal(sum(state, COUNT_CERTIFIED, w->tec), 3);
}

static void
without_the_right_nothing_is_stored(void **state)
{
    struct world *w = *state;
    struct batch_item items[2] = {{0}};
    int64_t before = world_acts(state, "credential.issued");

    learner(state, w->tec, &items[0].enrolment);
    learner(state, w->law, &items[1].enrolment);
    assert_int_equal(issue(state, STRANGER, items, 2), ERR_DENIED);
    assert_int_equal(world_acts(state, "credential.issued"), before);
}

/* Places beside each other whose certificates others sign. */
static void
each_is_signed_by_who_signs_there(void **state)
{
    struct world *w = *state;
    struct accreditation a = {.org = w->uni,
                              .from_date = "2026-06-15",
                              .to_date = "2026-06-30",
                              .reason = "Resolution 12"};
    struct keeper_key key;
    struct batch_item items[5] = {{0}};

    assert_int_equal(accreditation_give(as(state, COORDINATOR), &a), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &key), OK);
    assert_int_equal(issuer_accredit(as(state, NOBODY), a.id, &key), OK);
    for (size_t i = 0; i < COUNT(items); i++) {
        learner(state, i % 2 ? w->tec : w->law, &items[i].enrolment);
    }
    assert_int_equal(issue(state, NOBODY, items, COUNT(items)), OK);
    for (size_t i = 0; i < COUNT(items); i++) {
        is_true(state, &items[i]);
        assert_int_equal(items[i].draft.issuer.org, i % 2 ? w->peru : w->uni);
        assert_non_null(strstr(items[i].draft.json, items[i].draft.issuer.did));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(each_has_its_own_result),
        IN_WORLD(all_are_counted_where_they_belong),
        IN_WORLD(who_has_a_certificate_is_no_person_more),
        IN_WORLD(without_the_right_nothing_is_stored),
        IN_WORLD(each_is_signed_by_who_signs_there),
    };

    return RUN_IN_WORLD(tests);
}
