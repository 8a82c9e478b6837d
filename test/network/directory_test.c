/* SPDX-License-Identifier: Apache-2.0 */
/* network/directory: organisations are found by a few letters, and those that
 * come again are recognised. */

#include "test/world.h"

#include "network/directory.h"

#include <stdio.h>

static struct directory_kept
keep(void **state, struct directory_entry e)
{
    struct directory_kept kept;

    assert_int_equal(directory_keep(as(state, NOBODY), &e, &kept), OK);
    return kept;
}

static struct directory_found
search(void **state, const char *country, const char *typed)
{
    struct directory_found found;

    assert_int_equal(directory_search(as(state, NOBODY),
                                      &(struct directory_query){
                                          .typed = typed, .country = country},
                                      &found),
                     OK);
    return found;
}

static const struct directory_name cay_names[] = {{"en", "Cayetano University"},
                                                  {NULL, "UCAY"}};

/* What the registry says of one. */
static struct directory_entry
cayetano(void)
{
    return (struct directory_entry){.kind = "institution",
                                    .ror = "0testab27",
                                    .country = "PE",
                                    .name = "Universidad Cayetano",
                                    .lang = "es",
                                    .city = "Lima",
                                    .website = "https://cay.example",
                                    .names = cay_names,
                                    .name_count = 2};
}

static void
what_is_new_is_added_and_found_by_each_of_its_names(void **state)
{
    struct directory_kept kept = keep(state, cayetano());
    const char *const typed[] = {"cay",        "CAYETANO univ",   "ucay",
                                 "university", "Universidad cay", "úniv cáye"};

    assert_int_equal(kept.outcome, DIRECTORY_ADDED);
    assert_string_equal(kept.org.status, "known");
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct directory_found in = search(state, "PE", typed[i]);
        struct directory_found all = search(state, NULL, typed[i]);
        bool found = false;

        for (size_t k = 0; k < in.list.count; k++) {
            found = found || in.list.items[k].id == kept.org.id;
        }
        if (!found || all.list.count < in.list.count) {
            fail_msg("\"%s\" does not find it", typed[i]);
        }
    }
    assert_int_equal(search(state, "CL", "cayetano").list.count, 0);
    assert_int_equal(search(state, "PE", "cayetano lima").list.count, 0);
}

static void
members_stand_first_and_few_letters_find_nothing(void **state)
{
    struct directory_found found;
    int64_t other =
        keep(state, (struct directory_entry){.kind = "institution",
                                             .country = "PE",
                                             .name = "Academia Universitaria"})
            .org.id;

    found = search(state, "PE", "uni");
    assert_int_equal(found.list.count, 3);
    assert_string_equal(found.list.items[0].status, "member");
    assert_string_equal(found.list.items[1].status, "member");
    assert_int_equal(found.list.items[2].id, other);
    assert_false(found.more);
    found = search(state, "PE", " un ");
    assert_true(found.too_few);
    assert_int_equal(found.list.count, 0);
}

static void
more_than_a_page_is_said(void **state)
{
    char name[40];

    for (int i = 0; i < DIRECTORY_FOUND_MAX + 5; i++) {
        snprintf(name, sizeof name, "Escuela %d", i);
        keep(state, (struct directory_entry){
                        .kind = "institution", .country = "CL", .name = name});
    }
    assert_int_equal(search(state, "CL", "escuela").list.count,
                     DIRECTORY_FOUND_MAX);
    assert_true(search(state, "CL", "escuela").more);
    assert_true(search(state, NULL, "escuela").more);
    assert_false(search(state, "CL", "escuela 21").more);
}

static void
coming_again_changes_nothing(void **state)
{
    int64_t id = keep(state, cayetano()).org.id;
    struct directory_kept again = keep(state, cayetano());

    assert_int_equal(again.outcome, DIRECTORY_SAME);
    assert_int_equal(again.org.id, id);
    assert_int_equal(search(state, "PE", "cayetano").list.count, 1);
}

/* It was written by hand, with another name of it first, before the registry's
 * number was known; what stands here stays. */
static void
one_written_by_hand_is_recognised_and_filled(void **state)
{
    struct directory_kept hand =
        keep(state, (struct directory_entry){.kind = "institution",
                                             .country = "PE",
                                             .name = "CAYETANO  University",
                                             .city = "Callao"});
    struct directory_kept kept = keep(state, cayetano());
    struct org now;

    assert_int_equal(kept.outcome, DIRECTORY_RECOGNISED);
    assert_int_equal(kept.org.id, hand.org.id);
    assert_int_equal(org_by_id(as(state, NOBODY), hand.org.id, &now), OK);
    assert_string_equal(now.ror, "0testab27");
    assert_string_equal(now.city, "Callao");
    assert_string_equal(now.website, "https://cay.example");
    assert_int_equal(world_acts(state, "org.filled"), 1);
}

static void
a_namesake_with_another_number_is_added_and_told(void **state)
{
    struct directory_entry other = cayetano();
    int64_t id = keep(state, other).org.id;
    struct directory_kept kept;

    other.ror = "0testac24";
    kept = keep(state, other);
    assert_int_equal(kept.outcome, DIRECTORY_NAMESAKE);
    assert_int_not_equal(kept.org.id, id);
    /* In another country it is simply another one. */
    other.ror = "0testad21";
    other.country = "CL";
    assert_int_equal(keep(state, other).outcome, DIRECTORY_ADDED);
}

static void
two_that_share_an_acronym_stay_two(void **state)
{
    struct directory_entry other = cayetano();
    int64_t id = keep(state, other).org.id;

    other.ror = NULL;
    other.name = "Unión Cayense";
    other.names = &cay_names[1];
    other.name_count = 1;
    assert_int_not_equal(keep(state, other).org.id, id);
}

static void
what_exists_no_longer_is_not_added(void **state)
{
    struct directory_entry gone = cayetano();
    struct directory_kept kept;

    gone.is_gone = true;
    assert_int_equal(keep(state, gone).outcome, DIRECTORY_GONE);
    assert_int_equal(search(state, "PE", "cayetano").list.count, 0);
    keep(state, cayetano());
    kept = keep(state, gone);
    assert_int_equal(kept.outcome, DIRECTORY_GONE_HERE);
    assert_int_equal(search(state, "PE", "cayetano").list.count, 1);
}

static void
a_country_outside_the_network_is_left_out(void **state)
{
    struct directory_entry far = cayetano();

    far.country = "FR";
    assert_int_equal(keep(state, far).outcome, DIRECTORY_AWAY);
}

static void
international_ones_hang_under_the_network(void **state)
{
    struct world *w = *state;
    struct org_list way;
    struct directory_kept kept =
        keep(state, (struct directory_entry){.kind = "international",
                                             .name = "Unión de Pruebas"});

    assert_int_equal(kept.outcome, DIRECTORY_ADDED);
    assert_int_equal(org_way(as(state, NOBODY), kept.org.id, &way), OK);
    assert_int_equal(way.count, 2);
    assert_int_equal(way.items[0].id, w->network);
    assert_int_equal(search(state, NULL, "pruebas").list.count, 1);
}

static void
impossible_entries_are_refused_at_their_field(void **state)
{
    const struct {
        struct directory_entry e;
        const char *field;
    } cases[] = {
        {{.kind = "school", .country = "PE", .name = "X"}, "kind"},
        {{.kind = "institution", .country = "PE", .name = " - "}, "name"},
        {{.kind = "institution", .name = "X"}, "country"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ctx *c = as(state, NOBODY);
        struct directory_kept kept;

        assert_int_equal(directory_keep(c, &cases[i].e, &kept), ERR_INVALID);
        assert_string_equal(c->problems[0].field, cases[i].field);
    }
}

static void
somebody_means_one_place_by_its_name(void **state)
{
    struct world *w = *state;
    struct directory_kept kept = keep(state, cayetano());
    struct ctx *c = as(state, NOBODY);
    struct org o;

    assert_int_equal(directory_named(c, " cayetano UNIVERSITY ", &o), OK);
    assert_int_equal(o.id, kept.org.id);
    assert_int_equal(directory_named(c, "pe", &o), OK);
    assert_int_equal(o.id, w->peru);
    c->lang = lang_find("es");
    assert_int_equal(directory_named(c, "Perú", &o), OK);
    assert_int_equal(o.id, w->peru);
    assert_int_equal(directory_named(c, kept.org.slug, &o), OK);
    assert_int_equal(o.id, kept.org.id);
    assert_int_equal(directory_named(c, "cayetano", &o), ERR_MISSING);
    assert_int_equal(directory_named(c, "", &o), ERR_MISSING);
}

static void
two_of_one_name_are_told_apart_by_nobody(void **state)
{
    struct directory_entry other = cayetano();
    struct org o;

    (void)keep(state, cayetano());
    other.ror = "0testcd14";
    other.country = "CL";
    (void)keep(state, other);
    assert_int_equal(
        directory_named(as(state, NOBODY), "Universidad Cayetano", &o),
        ERR_CONFLICT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(what_is_new_is_added_and_found_by_each_of_its_names),
        IN_WORLD(somebody_means_one_place_by_its_name),
        IN_WORLD(two_of_one_name_are_told_apart_by_nobody),
        IN_WORLD(members_stand_first_and_few_letters_find_nothing),
        IN_WORLD(more_than_a_page_is_said),
        IN_WORLD(coming_again_changes_nothing),
        IN_WORLD(one_written_by_hand_is_recognised_and_filled),
        IN_WORLD(a_namesake_with_another_number_is_added_and_told),
        IN_WORLD(two_that_share_an_acronym_stay_two),
        IN_WORLD(what_exists_no_longer_is_not_added),
        IN_WORLD(a_country_outside_the_network_is_left_out),
        IN_WORLD(international_ones_hang_under_the_network),
        IN_WORLD(impossible_entries_are_refused_at_their_field),
    };
    return RUN_IN_WORLD(tests);
}
