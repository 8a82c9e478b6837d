/* SPDX-License-Identifier: Apache-2.0 */
/* item_acts: what happens to an item: proposed, agreed, changed, moved, done. */

#include "network/item.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/item.sql.h"
#include "network/org.h"
#include "network/visit.h"

#include <string.h>

enum { WHY_MIN_CHARS = 10, WHY_CHARS = 2000, YEAR_DAYS = 366 };

static enum err
add_event(struct ctx *c, int64_t id, const char *act, const char *from_due,
          const char *to_due, const char *why)
{
    return db_run(c->db, &SQL_item_insert_event, I64(id_new()), I64(id),
                  TEXT(act), TEXT(ctx_today(c)), TEXT(from_due), TEXT(to_due),
                  TEXT(why), c->person ? I64(c->person) : NIL);
}

/* --- what was typed --- */

static const char *
checked_title(struct ctx *c, const char *typed, const char *field)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");
    size_t chars = text_chars(clean);

    if (chars < ITEM_TITLE_MIN_CHARS) {
        (void)problem_at(c, field, N_("Write what was agreed."));
    } else if (chars > ITEM_TITLE_CHARS) {
        (void)problem_at(c, field,
                         N_("This is longer than 300 characters. Shorten "
                            "it."));
    }
    return clean;
}

static enum err
checked_owner(struct ctx *c, const char *slug, const char *field, int64_t *out)
{
    struct org o;
    enum err e = org_by_slug(c, slug ? slug : "", &o);

    if (e == ERR_MISSING) {
        (void)problem_at(c, field, N_("Choose who will do it."));
        return OK;
    }
    *out = o.id;
    return e;
}

/* A day not before `from`, and within ten years of it. */
static const char *
checked_due(struct ctx *c, const char *typed, const char *from,
            const char *field)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");
    int64_t due = 0, begun = 0;

    if (!date_parse(clean, &due)) {
        (void)problem_at(c, field,
                         N_("Write the day as year-month-day, such as "
                            "2026-03-31."));
    } else if (from && date_parse(from, &begun) && due < begun) {
        (void)problem_at(c, field, N_("This day lies before the visit."));
    } else if (from && due > begun + ITEM_YEARS_MAX * YEAR_DAYS) {
        (void)problem_at(c, field,
                         N_("This day is more than ten years ahead."));
    }
    return clean;
}

static enum err
checked_why(struct ctx *c, const char *typed, const char *empty,
            const char **out)
{
    *out = text_clean(c->arena, typed ? typed : "");
    if (text_chars(*out) < WHY_MIN_CHARS) {
        return problem_at(c, "why", empty);
    }
    if (text_chars(*out) > WHY_CHARS) {
        return problem_at(c, "why",
                          N_("At most 2,000 characters. Shorten the text."));
    }
    return OK;
}

static enum err
put_countries(struct ctx *c, int64_t id, const struct item_countries *list)
{
    TRY(db_run(c->db, &SQL_item_clear_countries, I64(id)));
    for (size_t i = 0; i < list->count; i++) {
        TRY(db_run(c->db, &SQL_item_insert_country, I64(id),
                   TEXT(list->codes[i])));
    }
    return OK;
}

/* --- proposed, agreed --- */

static bool
is_there(struct ctx *c, const struct item_list *list, const char *title)
{
    const char *folded = text_fold(c->arena, title);

    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(text_fold(c->arena, list->items[i].title), folded) == 0) {
            return true;
        }
    }
    return false;
}

static enum err
add_item(struct ctx *c, const struct visit *v, size_t position,
         const char *title, int64_t owner, const char *due, const char *status,
         int64_t *id)
{
    *id = id_new();
    return db_run(c->db, &SQL_item_insert, I64(*id), I64(v->node), I64(v->id),
                  I64((int64_t)position), TEXT(title), I64(owner), TEXT(due),
                  TEXT(status));
}

enum err
item_propose(struct ctx *c, const struct visit *v, const char *const *titles,
             size_t count)
{
    struct item_list list;
    size_t added = 0;
    int64_t id;

    TRY(access_need(c, CAP_VISIT_EDIT, v->node));
    TRY(item_list_of_visit(c, v->id, true, &list));
    for (size_t i = 0; i < count; i++) {
        const char *title = text_cut(c->arena, text_clean(c->arena, titles[i]),
                                     ITEM_TITLE_CHARS);

        if (text_chars(title) >= ITEM_TITLE_MIN_CHARS &&
            list.count + added < ITEM_PER_VISIT && !is_there(c, &list, title)) {
            TRY(add_item(c, v, list.count + added + 1, title, v->node, "",
                         "proposed", &id));
            added++;
        }
    }
    return added ? record_add(c, "item.proposed", v->node, v->id, NULL) : OK;
}

/* A row that was checked, ready to be kept. */
struct agreed {
    const char *title, *due;
    int64_t owner;
    struct item_countries countries;
};

static enum err
check_row(struct ctx *c, const struct visit *v, const struct item_form *f,
          size_t n, struct agreed *out)
{
    struct arena *a = c->arena;

    out->title = checked_title(c, f->title, arena_printf(a, "title-%zu", n));
    out->due = checked_due(c, f->due_date, v->from_date,
                           arena_printf(a, "due_date-%zu", n));
    (void)item_read_countries(c, f->countries ? f->countries : "",
                              arena_printf(a, "countries-%zu", n),
                              &out->countries);
    return checked_owner(c, f->owner, arena_printf(a, "owner-%zu", n),
                         &out->owner);
}

static enum err
keep_row(struct ctx *c, const struct visit *v, const struct item_form *f,
         const struct agreed *row, size_t position)
{
    int64_t id = f->id;

    if (id) {
        TRY(db_run(c->db, &SQL_item_agree, TEXT(row->title), I64(row->owner),
                   TEXT(row->due), I64(id), I64(v->id)));
        if (db_changed(c->db) == 0) {
            return problem_as(c, ERR_CONFLICT, NULL,
                              N_("Somebody else has decided on one of these "
                                 "proposals. Look at the visit again."));
        }
    } else {
        TRY(add_item(c, v, position, row->title, row->owner, row->due, "open",
                     &id));
    }
    TRY(put_countries(c, id, &row->countries));
    TRY(add_event(c, id, "agreed", "", row->due, ""));
    return record_add(c, "item.agreed", v->node, id, row->title);
}

enum err
item_confirm(struct ctx *c, const struct visit *v, const struct item_form *rows,
             size_t count)
{
    struct agreed *checked = ARENA_ARRAY(c->arena, count, struct agreed);
    struct item_list list;

    TRY(access_need(c, CAP_VISIT_EDIT, v->node));
    TRY(item_list_of_visit(c, v->id, true, &list));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].keep) {
            TRY(check_row(c, v, &rows[i], i, &checked[i]));
        }
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    if (list.count + count > 2 * ITEM_PER_VISIT) {
        return problem_at(c, NULL, N_("A visit has at most 30 items."));
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].keep) {
            TRY(keep_row(c, v, &rows[i], &checked[i], list.count + i + 1));
        } else if (rows[i].id) {
            TRY(db_run(c->db, &SQL_item_drop_proposal, I64(rows[i].id),
                       I64(v->id)));
        }
    }
    return OK;
}

/* --- changed, moved, closed --- */

static enum err
open_to_write(struct ctx *c, int64_t id, struct item *out)
{
    TRY(item_by_id(c, id, out));
    if (!item_may_write(c, out)) {
        return ERR_DENIED;
    }
    if (strcmp(out->status, "proposed") == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This is only proposed. Confirm it first."));
    }
    return OK;
}

/* Did the update find the row as it was read? */
static enum err
need_changed(struct ctx *c)
{
    return db_changed(c->db)
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("Somebody changed this item while you wrote. "
                               "What you wrote is still here; look at the "
                               "history, then save again."));
}

enum err
item_edit(struct ctx *c, int64_t id, int64_t rev, const struct item_form *f)
{
    struct item_countries countries;
    const char *title;
    struct item i;
    int64_t owner = 0;

    TRY(open_to_write(c, id, &i));
    title = checked_title(c, f->title, "title");
    TRY(checked_owner(c, f->owner, "owner", &owner));
    (void)item_read_countries(c, f->countries ? f->countries : "", "countries",
                              &countries);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_item_edit, TEXT(title), I64(owner), I64(id),
               I64(rev)));
    TRY(need_changed(c));
    TRY(put_countries(c, id, &countries));
    TRY(add_event(c, id, "edited", "", "",
                  strcmp(title, i.title) == 0 ? "" : i.title));
    return record_add(c, "item.edited", i.node, id, title);
}

enum err
item_move(struct ctx *c, int64_t id, int64_t rev, const char *due_date,
          const char *why)
{
    const char *due, *reason;
    struct item i;

    TRY(open_to_write(c, id, &i));
    if (i.closed_date) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This item is closed. Take it up again first."));
    }
    due = checked_due(c, due_date, i.visit_date, "due_date");
    (void)checked_why(c, why,
                      N_("Write why the day moves, in a sentence; it stays in "
                         "the history."),
                      &reason);
    if (!c->problem_count && strcmp(due, i.due_date) == 0) {
        (void)problem_at(c, "due_date", N_("This is the day it has already."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_item_move, TEXT(due), I64(id), I64(rev)));
    TRY(need_changed(c));
    TRY(add_event(c, id, "moved", i.due_date, due, reason));
    return record_add(c, "item.moved", i.node, id, reason);
}

/* What a state asks for; NULL = no sentence needed. */
static const char *
asked_of(const char *status, bool closed)
{
    if (strcmp(status, "done") == 0) {
        return N_("Write what shows that it is done: a document, a place, a "
                  "figure.");
    }
    if (strcmp(status, "running") == 0 && !closed) {
        return NULL;
    }
    return N_("Write the reason in a sentence; it stays in the history.");
}

static bool
is_status(const char *status, const struct item *i)
{
    static const char *const unfinished[] = {"running", "stuck", "done",
                                             "dropped"};

    if (i->closed_date) { /* can only be taken up again */
        return strcmp(status, "open") == 0;
    }
    for (size_t n = 0; n < COUNT(unfinished); n++) {
        if (strcmp(status, unfinished[n]) == 0) {
            return true;
        }
    }
    return false;
}

enum err
item_set_status(struct ctx *c, int64_t id, int64_t rev, const char *status,
                const char *why)
{
    const char *asked, *sentence = "";
    bool closes;
    struct item i;

    TRY(open_to_write(c, id, &i));
    if (!is_status(status, &i)) {
        return problem_at(c, "status", N_("Choose what happened."));
    }
    asked = asked_of(status, i.closed_date != NULL);
    if (asked) {
        TRY(checked_why(c, why, asked, &sentence));
    }
    closes = strcmp(status, "done") == 0 || strcmp(status, "dropped") == 0;
    TRY(db_run(c->db, &SQL_item_set_status, TEXT(status), TEXT(sentence),
               closes ? TEXT(ctx_today(c)) : NIL, I64(id), I64(rev)));
    TRY(need_changed(c));
    TRY(add_event(c, id, status, "", "", sentence));
    return record_add(c, arena_printf(c->arena, "item.%s", status), i.node, id,
                      sentence);
}
