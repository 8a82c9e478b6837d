/* SPDX-License-Identifier: Apache-2.0 */
/* item_acts: an item is added, tied to a figure, moved, done, dropped. */

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/agreement.h"
#include "network/goal.h"
#include "network/item.h"
#include "network/item.sql.h"
#include "network/org.h"
#include "network/visit.h"

#include <string.h>

enum { WORDS_MIN_CHARS = 10, WORDS_MAX_CHARS = 2000 };

static enum err
somebody_else(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("Somebody else changed this item a moment ago. Look "
                         "at it again, then decide."));
}

/* --- adding --- */

static void
check_words_of(struct ctx *c, const struct item_draft *d)
{
    struct org owner;

    if (!*d->title) {
        (void)problem_at(c, "title", N_("Write what was agreed."));
    } else if (text_chars(d->title) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "title",
                         N_("The name may have at most 200 characters."));
    }
    if (!d->owner || org_by_id(c, d->owner, &owner) != OK) {
        (void)problem_at(c, "owner", N_("Choose who sees to it."));
    }
}

static enum err
check_draft(struct ctx *c, const struct visit *v, const struct item_draft *d)
{
    check_words_of(c, d);
    if (!d->due_date || !date_valid(d->due_date)) {
        (void)problem_day(c, "due_date");
    } else if (strcmp(d->due_date, v->from_date) < 0) {
        (void)problem_at(c, "due_date",
                         N_("It would be due before the visit."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

static enum err
put_countries(struct ctx *c, int64_t id, const struct item_draft *d)
{
    for (size_t i = 0; i < d->country_count && i < ITEM_COUNTRIES_MAX; i++) {
        TRY(db_run(c->db, &SQL_item_insert_country, I64(id),
                   I64(d->countries[i])));
    }
    return OK;
}

enum err
item_add(struct ctx *c, const struct visit *v, const struct item_draft *d,
         int64_t *id)
{
    struct row last;

    TRY(access_need(c, CAP_VISIT_EDIT, v->node));
    TRY(check_draft(c, v, d));
    TRY(db_one(c->db, &last, &SQL_item_last_position, I64(v->id)));
    if (row_i64(&last, 1) >= ITEM_PER_VISIT) {
        return problem_as(c, ERR_LIMIT, NULL,
                          N_("This visit has forty items; that is all it can "
                             "have."));
    }
    *id = id_new();
    TRY(db_run(c->db, &SQL_item_insert, I64(*id), I64(v->id),
               I64(row_i64(&last, 0) + 1), I64(v->node), TEXT(d->title),
               I64(d->owner), TEXT(d->due_date)));
    TRY(put_countries(c, *id, d));
    return record_add(c, "item.agreed", v->node, *id, NULL);
}

/* --- correcting --- */

static enum err
open_for_work(struct ctx *c, int64_t id, struct item *out)
{
    TRY(item_by_id(c, id, out));
    return access_need(c, CAP_VISIT_EDIT, out->node);
}

static bool
is_closed(const struct item *i)
{
    return strcmp(i->status, "done") == 0 || strcmp(i->status, "dropped") == 0;
}

enum err
item_correct(struct ctx *c, int64_t id, int64_t rev, const struct item_draft *d)
{
    struct item i;

    TRY(open_for_work(c, id, &i));
    if (is_closed(&i)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("It is closed. Open it again first."));
    }
    check_words_of(c, d);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_item_correct, TEXT(d->title), I64(d->owner), I64(id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(db_run(c->db, &SQL_item_delete_countries, I64(id)));
    TRY(put_countries(c, id, d));
    TRY(db_run(c->db, &SQL_item_insert_step, I64(id_new()), I64(id),
               TEXT("corrected"), TEXT(ctx_today(c)), NIL, NIL,
               TEXT(arena_printf(c->arena, "%s · %s", i.title, i.owner_name)),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return record_add(c, "item.corrected", i.node, id, NULL);
}

/* --- its figure --- */

enum err
item_set_goal(struct ctx *c, int64_t id, int64_t rev, const char *indicator,
              int64_t node, int64_t count)
{
    struct item i;

    TRY(open_for_work(c, id, &i));
    if (indicator && !goal_is_known(indicator)) {
        (void)problem_at(c, "goal_indicator", N_("Choose what is counted."));
    }
    if (indicator && (count < 1 || count > GOAL_MAX)) {
        (void)problem_at(c, "goal_count",
                         N_("Write a number from 1 to 1,000,000."));
    }
    if (indicator && !node) {
        (void)problem_at(c, "goal_node", N_("Choose where it is counted."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_item_set_goal, TEXT(indicator),
               indicator ? I64(node) : NIL, indicator ? I64(count) : NIL,
               I64(id), I64(rev)));
    return db_changed(c->db) == 0
               ? somebody_else(c)
               : record_add(c, "item.tied", i.node, id, indicator);
}

/* --- how it stands --- */

static enum err
check_words(struct ctx *c, const char *what, const char **words)
{
    *words = text_clean(c->arena, *words ? *words : "");
    if (text_chars(*words) >= WORDS_MIN_CHARS &&
        text_chars(*words) <= WORDS_MAX_CHARS) {
        return OK;
    }
    return problem_at(c, "words",
                      strcmp(what, "done") == 0
                          ? N_("Write what shows that it is done: a document, "
                               "a page, a number.")
                          : N_("Write the reason in a sentence; it stays in "
                               "the history."));
}

static enum err
check_move(struct ctx *c, const char *due_date)
{
    if (!due_date || !date_valid(due_date)) {
        return problem_day(c, "due_date");
    }
    return strcmp(due_date, ctx_today(c)) < 0
               ? problem_at(c, "due_date",
                            N_("This day is over. Choose one to come."))
               : OK;
}

static enum err
close_it(struct ctx *c, const struct item *i, int64_t rev, const char *what,
         const char *words)
{
    bool open = strcmp(what, "reopened") == 0;

    return db_run(c->db, &SQL_item_close, TEXT(open ? "open" : what),
                  strcmp(what, "done") == 0 ? TEXT(words) : NIL,
                  open ? NIL : TEXT(ctx_today(c)), I64(i->id), I64(rev));
}

static enum err
write_down(struct ctx *c, const struct item *i, const char *what,
           const char *words, const char *due_date)
{
    bool moved = strcmp(what, "moved") == 0;

    TRY(db_run(c->db, &SQL_item_insert_step, I64(id_new()), I64(i->id),
               TEXT(what), TEXT(ctx_today(c)), TEXT(moved ? i->due_date : NULL),
               TEXT(moved ? due_date : NULL), TEXT(words), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    return record_add(c, arena_printf(c->arena, "item.%s", what), i->owner,
                      i->id, NULL);
}

enum err
item_tell(struct ctx *c, int64_t id, int64_t rev, const char *what,
          const char *words, const char *due_date)
{
    static const char *const whats[] = {"done", "dropped", "stalled",
                                        "reopened", "moved"};
    bool known = false, moved, stalled, reopened;
    struct item i;

    TRY(item_by_id(c, id, &i));
    if (!item_is_mine(c, &i)) {
        return ERR_DENIED;
    }
    for (size_t k = 0; k < COUNT(whats); k++) {
        known = known || strcmp(whats[k], what) == 0;
    }
    if (!known) {
        return problem_at(c, "what", N_("Choose how it stands."));
    }
    moved = strcmp(what, "moved") == 0;
    stalled = strcmp(what, "stalled") == 0;
    reopened = strcmp(what, "reopened") == 0;
    if (is_closed(&i) != reopened) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          reopened ? N_("It is open already.")
                                   : N_("It is closed. Open it again first."));
    }
    TRY(check_words(c, what, &words));
    if (moved) {
        TRY(check_move(c, due_date));
    }
    TRY(moved || stalled
            ? db_run(c->db, &SQL_item_move, TEXT(moved ? due_date : i.due_date),
                     TEXT(stalled ? "stalled" : "open"), I64(id), I64(rev))
            : close_it(c, &i, rev, what, words));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    return write_down(c, &i, what, words, due_date);
}

/* --- what came of it --- */

enum err
item_tie(struct ctx *c, int64_t id, const char *agreement_number)
{
    struct agreement a;
    struct item i;
    enum err e;

    TRY(open_for_work(c, id, &i));
    e = agreement_by_number(c, agreement_number, &a);
    if (e == ERR_MISSING) {
        return problem_at(c, "number",
                          N_("There is no agreement with this number. It "
                             "stands at the end of its address."));
    }
    TRY(e);
    TRY(db_run(c->db, &SQL_item_insert_agreement, I64(id), I64(a.id)));
    return record_add(c, "item.led", i.node, id, a.number);
}
