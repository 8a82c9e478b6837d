/* SPDX-License-Identifier: Apache-2.0 */
/* jobs: what a server does by itself, on a store whose clock is moved. */

#include "test/db/probe.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/tr.h"
#include "core/blob.h"
#include "core/count.h"
#include "core/ctx.h"
#include "core/record.h"
#include "jobs/jobs.h"
#include "jobs/jobs_probe.sql.h"
#include "network/carry.h"
#include "network/org.h"
#include "network/reparent.h"
#include "people/login.h"
#include "people/person.h"
#include "people/session.h"

#include <string.h>

static const int64_t day = 86400000;

enum { ACTS = 250, SESSIONS = 130 };

struct world {
    struct probe *p;
    struct node node;
    struct jobs *jobs;
    int64_t now_ms;
};

/* The shipped schema in place of the probe's. */
static struct world
begin(struct probe *p)
{
    struct world w = {.p = p, .now_ms = clock_now_ms()};
    struct store_options options = probe_options(p);
    static char database[512];
    char why[400] = "";

    store_close(p->store);
    p->store = NULL;
    options.steps = NULL;
    options.folder = file_join(p->arena, p->folder, "node");
    if (p->database[0]) {
        probe_make_schema(database, sizeof database);
        options.database = database;
    }
    if (store_open(&p->store, &options, why, sizeof why) != OK) {
        fail_msg("%s", why);
    }
    w.node = (struct node){.folder = options.folder, .store = p->store};
    return w;
}

static void
end(struct world *w)
{
    jobs_free(w->jobs);
    clock_set_for_tests(0);
}

/* `ms` later a server makes its round. */
static void
pass(struct world *w, int64_t ms)
{
    if (!w->jobs) {
        w->jobs = jobs_new(&w->node);
    }
    w->now_ms += ms;
    clock_set_for_tests(w->now_ms);
    jobs_round(w->jobs);
}

struct call {
    struct world *w;
    enum err (*fn)(struct ctx *c, void *arg);
    void *arg;
};

static enum err
run_call(struct db *db, void *arg)
{
    struct call *call = arg;
    struct ctx c = {.arena = call->w->p->arena,
                    .db = db,
                    .node = &call->w->node,
                    .now_ms = call->w->now_ms,
                    .lang = &tr_langs[0]};

    return call->fn(&c, call->arg);
}

static void
write_with(struct world *w, enum err (*fn)(struct ctx *c, void *arg), void *arg)
{
    struct call call = {w, fn, arg};

    assert_int_equal(store_write(w->p->store, w->p->arena, run_call, &call),
                     OK);
}

struct counts {
    int64_t sessions, logins, unchained;
};

static enum err
count_fn(struct db *db, void *arg)
{
    struct counts *n = arg;
    struct row row;

    TRY(db_one(db, &row, &SQL_jobs_probe_counts));
    *n = (struct counts){row_i64(&row, 0), row_i64(&row, 1), row_i64(&row, 2)};
    return OK;
}

static struct counts
count(struct world *w)
{
    struct counts n = {-1, -1, -1};

    assert_int_equal(
        store_read(w->p->store, w->p->arena, LIMIT_READ_POOL_MS, count_fn, &n),
        OK);
    return n;
}

/* --- the record --- */

static enum err
act(struct ctx *c, void *arg)
{
    (void)arg;
    for (int i = 0; i < ACTS; i++) {
        TRY(record_add(c, "org.joined", 0, i + 1, i % 2 ? "a value" : NULL));
    }
    return OK;
}

static enum err
walk(struct ctx *c, void *arg)
{
    struct record_walk *r = arg;

    while (!r->over) {
        TRY(record_verify(c, r, 100));
    }
    return OK;
}

static enum err
tamper(struct ctx *c, void *arg)
{
    return db_run(c->db, &SQL_jobs_probe_tamper, I64(*(int64_t *)arg));
}

static void
acts_are_sealed_within_a_round_and_tampering_shows(void **state)
{
    struct world w = begin(*state);
    struct record_walk good = {0}, bad = {0};
    int64_t number = 120;

    write_with(&w, act, NULL);
    assert_int_equal(count(&w).unchained, ACTS);
    pass(&w, 1000);
    assert_int_equal(count(&w).unchained, 0);
    write_with(&w, walk, &good);
    assert_int_equal(good.count, ACTS);
    assert_int_equal(good.broken, 0);

    write_with(&w, act, NULL); /* the chain goes on */
    pass(&w, 1000);
    good = (struct record_walk){0};
    write_with(&w, walk, &good);
    assert_int_equal(good.count, 2 * ACTS);

    write_with(&w, tamper, &number);
    write_with(&w, walk, &bad);
    assert_int_equal(bad.broken, number);
    end(&w);
}

/* --- sessions and links --- */

static enum err
sign_in_often(struct ctx *c, void *arg)
{
    struct person p = {.name = "Office (test)", .lang = "es"};
    const char *token;

    TRY(person_add(c, &p));
    for (int i = 0; i < SESSIONS; i++) {
        TRY(session_start(c, p.id, &token));
    }
    *(int64_t *)arg = p.id;
    return OK;
}

static enum err
sign_in_once(struct ctx *c, void *arg)
{
    const char *token;

    return session_start(c, *(int64_t *)arg, &token);
}

static void
sessions_that_are_over_go_and_others_stay(void **state)
{
    struct world w = begin(*state);
    int64_t person;

    write_with(&w, sign_in_often, &person);
    pass(&w, 29 * day);
    assert_int_equal(count(&w).sessions, SESSIONS);
    write_with(&w, sign_in_once, &person);
    pass(&w, 2 * day);
    assert_int_equal(count(&w).sessions, 1);
    end(&w);
}

static enum err
add_logins(struct ctx *c, void *arg)
{
    struct person p = {.name = "Office (test)", .lang = "es"};
    const char *secret;

    (void)arg;
    TRY(person_add(c, &p));
    TRY(login_add_link(c, p.id, 60, &secret));
    return login_set_password(c, p.id, "office", "not a hash");
}

static void
links_go_a_day_after_their_end_and_passwords_stay(void **state)
{
    struct world w = begin(*state);

    write_with(&w, add_logins, NULL);
    pass(&w, day / 2);
    assert_int_equal(count(&w).logins, 2);
    pass(&w, day);
    assert_int_equal(count(&w).logins, 1);
    end(&w);
}

/* --- drafts --- */

static enum err
add_drafts(struct ctx *c, void *arg)
{
    (void)arg;
    TRY(db_run(c->db, &SQL_jobs_probe_org));
    /* left, gone on with later, refused and taken up again, sent */
    TRY(db_run(c->db, &SQL_jobs_probe_draft, I64(11), BLOB("a", 1),
               TEXT("draft"), I64(c->now_ms), NIL));
    TRY(db_run(c->db, &SQL_jobs_probe_draft, I64(12), BLOB("b", 1),
               TEXT("draft"), I64(c->now_ms), NIL));
    TRY(db_run(c->db, &SQL_jobs_probe_draft, I64(13), BLOB("c", 1),
               TEXT("draft"), I64(c->now_ms), I64(c->now_ms)));
    TRY(db_run(c->db, &SQL_jobs_probe_draft, I64(14), BLOB("d", 1),
               TEXT("sent"), I64(c->now_ms), NIL));
    TRY(db_run(c->db, &SQL_jobs_probe_clause, I64(11), I64(c->now_ms)));
    return db_run(c->db, &SQL_jobs_probe_clause, I64(12),
                  I64(c->now_ms + 10 * day));
}

static enum err
find_drafts(struct db *db, void *arg)
{
    struct rows rows;
    char *out = arg;

    TRY(db_all(db, &rows, &SQL_jobs_probe_applications));
    for (size_t i = 0; i < rows.count; i++) {
        *out++ = (char)('0' + row_i64(&rows.items[i], 0) - 10);
    }
    *out = '\0';
    return OK;
}

static void
drafts_are(struct world *w, const char *expected)
{
    char ids[8];

    assert_int_equal(store_read(w->p->store, w->p->arena, LIMIT_READ_POOL_MS,
                                find_drafts, ids),
                     OK);
    assert_string_equal(ids, expected);
}

static void
drafts_nobody_goes_on_with_are_forgotten(void **state)
{
    struct world w = begin(*state);

    write_with(&w, add_drafts, NULL);
    pass(&w, (LIMIT_DRAFT_DAYS - 1) * day);
    drafts_are(&w, "1234");
    pass(&w, 2 * day);
    drafts_are(&w, "234");
    pass(&w, 10 * day);
    drafts_are(&w, "34");
    end(&w);
}

/* --- files --- */

static enum err
name_paper(struct ctx *c, void *arg)
{
    TRY(db_run(c->db, &SQL_jobs_probe_org));
    return db_run(c->db, &SQL_jobs_probe_paper, TEXT(arg));
}

static const char *
path_of(struct world *w, const char *hash)
{
    return arena_printf(w->p->arena, "%s/blobs/%.2s/%s", w->node.folder, hash,
                        hash);
}

struct reading {
    struct ctx *c;
    const char *hash;
};

static enum err
read_blob(struct db *db, void *arg)
{
    struct reading *r = arg;
    char *bytes;
    size_t len;

    r->c->db = db;
    return blob_get(r->c, r->hash, 100, &bytes, &len);
}

static bool
is_kept(struct world *w, const char *hash)
{
    struct ctx c = {.arena = w->p->arena, .node = &w->node};
    struct reading r = {&c, hash};
    enum err e =
        store_read(w->p->store, w->p->arena, LIMIT_READ_POOL_MS, read_blob, &r);

    assert_true(e == OK || e == ERR_MISSING);
    return e == OK;
}

static void
files_no_row_names_go_after_a_day(void **state)
{
    struct world w = begin(*state);
    struct arena *a = w.p->arena;
    const char *named, *lost, *again, *half;

    assert_int_equal(blob_put(a, &w.node, "named", 5, &named), OK);
    assert_int_equal(blob_put(a, &w.node, "lost", 4, &lost), OK);
    assert_int_equal(blob_put(a, &w.node, "again", 5, &again), OK);
    half = arena_join(a, path_of(&w, lost), ".77.tmp", NULL);
    if (!w.p->database[0]) {
        assert_int_equal(file_write(half, "x", 1, 0600), OK);
    }
    write_with(&w, name_paper, arena_text(a, named));

    pass(&w, day / 2);
    assert_true(is_kept(&w, lost)); /* its row may still come */
    pass(&w, day / 2 - 1000);
    /* Its time is nearly over, but here is somebody who needs it. */
    assert_int_equal(blob_put(a, &w.node, "again", 5, &again), OK);
    pass(&w, day / 2 + 1000);
    assert_true(is_kept(&w, named));
    assert_false(is_kept(&w, lost));
    assert_false(file_exists(half));
    if (w.p->database[0]) { /* a folder's clock cannot be set */
        assert_true(is_kept(&w, again));
    }
    pass(&w, day);
    assert_true(is_kept(&w, named));
    assert_false(is_kept(&w, again));
    end(&w);
}

static int
times(const char *text, const char *what)
{
    int n = 0;

    while ((text = strstr(text, what))) {
        n++;
        text += strlen(what);
    }
    return n;
}

/* Who adds a column for a file must add it to blob_sweep.sql. */
static void
every_column_that_names_a_file_is_asked(void **state)
{
    int columns = 0;

    (void)state;
    for (int i = 0; i < migrate_shipped.count; i++) {
        columns += times(migrate_shipped.items[i].text, "_hash {text}");
    }
    /* picture.blob_, application.paper_, agreement.paper_,
     * visit_picture.blob_, award_case.file_, research_ethics.paper_ */
    assert_int_equal(columns, 6);
}

/* --- places on their way --- */

enum { UNIVERSITIES = 40 };

struct tree {
    int64_t country, from, to, members_there;
    bool on_its_way;
};

static enum err
add(struct ctx *c, int64_t parent, const char *kind, const char *name,
    int64_t *id)
{
    struct org o = {.kind = kind, .name = name, .status = "member"};

    TRY(org_add(c, parent, &o));
    *id = o.id;
    return OK;
}

static enum err
plant(struct ctx *c, void *arg)
{
    struct tree *t = arg;
    int64_t network, unused;

    TRY(add(c, 0, "network", "All", &network));
    TRY(add(c, network, "region", "Here", &t->from));
    TRY(add(c, network, "region", "There", &t->to));
    TRY(add(c, t->from, "country", "Land", &t->country));
    for (int i = 0; i < UNIVERSITIES; i++) {
        TRY(add(c, t->country, "institution",
                arena_printf(c->arena, "Uni %d", i), &unused));
    }
    return OK;
}

/* The command begins, and its machine loses power. */
static enum err
move_and_stop(struct ctx *c, void *arg)
{
    struct tree *t = arg;
    bool left;

    TRY(reparent_move(c, t->country, t->to, ctx_today(c), NULL));
    TRY(carry_slice(c, 1, &left));
    return carry_slice(c, 1, &left);
}

static enum err
look_at(struct ctx *c, void *arg)
{
    struct tree *t = arg;

    TRY(carry_any(c, &t->on_its_way));
    return count_sum(c, t->to, COUNT_MEMBERS, NULL, NULL, &t->members_there);
}

static void
a_move_that_was_cut_off_is_gone_on_with(void **state)
{
    struct world w = begin(*state);
    struct tree t = {0};

    write_with(&w, plant, &t);
    w.now_ms += 2 * day; /* later than it came there */
    clock_set_for_tests(w.now_ms);
    write_with(&w, move_and_stop, &t);
    pass(&w, 0);
    write_with(&w, look_at, &t);
    assert_true(t.on_its_way); /* somebody may be at it */
    assert_int_equal(t.members_there, 1);
    pass(&w, (int64_t)11 * 1000);
    write_with(&w, look_at, &t);
    assert_false(t.on_its_way);
    assert_int_equal(t.members_there, UNIVERSITIES);
    end(&w);
}

/* --- the thread --- */

static void
a_thread_makes_rounds_until_it_is_told_to_end(void **state)
{
    struct world w = begin(*state);

    write_with(&w, act, NULL);
    w.jobs = jobs_new(&w.node);
    jobs_start(w.jobs);
    for (int i = 0; i < 500 && count(&w).unchained; i++) {
        usleep(10000);
    }
    assert_int_equal(count(&w).unchained, 0);
    end(&w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(acts_are_sealed_within_a_round_and_tampering_shows),
        WITH_PROBE(sessions_that_are_over_go_and_others_stay),
        WITH_PROBE(links_go_a_day_after_their_end_and_passwords_stay),
        WITH_PROBE(drafts_nobody_goes_on_with_are_forgotten),
        WITH_PROBE(files_no_row_names_go_after_a_day),
        WITH_PROBE(a_move_that_was_cut_off_is_gone_on_with),
        cmocka_unit_test(every_column_that_names_a_file_is_asked),
        WITH_PROBE(a_thread_makes_rounds_until_it_is_told_to_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
