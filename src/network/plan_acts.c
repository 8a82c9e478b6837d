/* SPDX-License-Identifier: Apache-2.0 */
/* plan_acts: a plan is begun, changed, agreed by both sides, revised. */

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
#include "network/mandate.h"
#include "network/plan.h"
#include "network/plan.sql.h"
#include "network/plan_report.h"

#include <string.h>

enum { WORDS_MIN_CHARS = 10, WORDS_MAX_CHARS = 2000, YEAR_DAYS = 366 };

static enum err
somebody_else(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("Somebody else changed this plan a moment ago. What "
                         "you wrote is still here. Look at the plan, then "
                         "save again."));
}

static enum err
no_draft(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("This is no draft any more. What was agreed changes "
                         "by a further version, with a reason."));
}

/* --- what a draft says --- */

static const char *
nth(struct ctx *c, const char *name, size_t i)
{
    return arena_printf(c->arena, "%s_%zu", name, i + 1);
}

static void
check_time(struct ctx *c, const struct plan_draft *d)
{
    int64_t first, last;

    if (!date_parse(d->from_date, &first)) {
        (void)problem_day(c, "from_date");
        return;
    }
    if (!date_parse(d->to_date, &last)) {
        (void)problem_day(c, "to_date");
    } else if (last <= first) {
        (void)problem_at(c, "to_date",
                         N_("The last day lies before the first."));
    } else if (last - first > PLAN_YEARS_MAX * YEAR_DAYS) {
        (void)problem_at(c, "to_date",
                         N_("A plan runs for five years at most."));
    }
    if (d->every_months != 6 && d->every_months != 12) {
        (void)problem_at(c, "every_months",
                         N_("Choose how often it is reported on."));
    }
}

static void
check_goal(struct ctx *c, const struct goal *g, size_t i)
{
    if (!goal_is_known(g->indicator)) {
        (void)problem_at(c, nth(c, "indicator", i),
                         N_("Choose what is counted."));
    }
    if (g->amount < 1 || g->amount > GOAL_MAX) {
        (void)problem_at(c, nth(c, "amount", i),
                         N_("Write a number from 1 to 1,000,000."));
    }
    if (!g->node) {
        (void)problem_at(c, nth(c, "node", i),
                         N_("Choose where it is counted."));
    }
}

static void
check_target(struct ctx *c, const struct plan_draft *d, size_t i)
{
    const struct plan_target *t = &d->targets[i];

    if (!*t->title) {
        (void)problem_at(c, nth(c, "title", i),
                         N_("Write what is to be reached."));
    } else if (text_chars(t->title) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, nth(c, "title", i),
                         N_("The name may have at most 200 characters."));
    }
    if (!date_valid(t->due_date)) {
        (void)problem_day(c, nth(c, "due_date", i));
    } else if (strcmp(t->due_date, d->from_date) < 0 ||
               strcmp(t->due_date, d->to_date) > 0) {
        (void)problem_at(c, nth(c, "due_date", i),
                         N_("This day lies outside the time of the plan."));
    }
    if (t->goal.indicator) {
        check_goal(c, &t->goal, i);
    }
}

static enum err
check_draft(struct ctx *c, const struct plan_draft *d)
{
    bool some = false;

    check_time(c, d);
    for (size_t i = 0; i < d->aim_count; i++) {
        some = some || *d->aims[i].text;
        if (text_chars(d->aims[i].text) > WORDS_MAX_CHARS) {
            (void)problem_at(c,
                             arena_printf(c->arena, "aim_%s", d->aims[i].lang),
                             N_("At most 2,000 characters."));
        }
    }
    if (!some && d->aim_count) {
        (void)problem_at(c, arena_printf(c->arena, "aim_%s", d->aims[0].lang),
                         N_("Write what the plan is for."));
    }
    for (size_t i = 0; i < d->target_count; i++) {
        check_target(c, d, i);
    }
    return c->problem_count ? ERR_INVALID : OK;
}

/* Two plans of one mandate do not share a day. */
static enum err
check_meeting(struct ctx *c, int64_t mandate, int64_t first,
              const struct plan_draft *d)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_plan_meeting, I64(mandate),
                        I64(first), TEXT(d->from_date), TEXT(d->to_date));

    return e == OK ? problem_as(c, ERR_CONFLICT, "from_date",
                                N_("There is a plan for some of these days "
                                   "already. Change that one, or begin "
                                   "later."))
                   : (e == ERR_MISSING ? OK : e);
}

/* --- keeping it --- */

static enum err
put_aims(struct ctx *c, int64_t plan, const struct plan_draft *d)
{
    for (size_t i = 0; i < d->aim_count; i++) {
        const struct plan_aim *a = &d->aims[i];

        TRY(*a->text ? db_run(c->db, &SQL_plan_put_aim, I64(plan),
                              TEXT(a->lang), TEXT(a->text))
                     : db_run(c->db, &SQL_plan_delete_aim, I64(plan),
                              TEXT(a->lang)));
    }
    return OK;
}

static enum err
put_target(struct ctx *c, int64_t plan, const struct plan_draft *d, size_t i,
           int64_t key)
{
    const struct plan_target *t = &d->targets[i];
    struct goal g = t->goal;

    g.from_date = d->from_date;
    g.to_date = t->due_date;
    if (g.indicator) {
        TRY(goal_add(c, &g));
    }
    return db_run(c->db, &SQL_plan_insert_target, I64(plan),
                  I64((int64_t)i + 1), I64(key), TEXT(t->title),
                  TEXT(t->due_date), g.indicator ? I64(g.id) : NIL);
}

/* A key nobody gave is a new target's; each stands once. */
static enum err
put_targets(struct ctx *c, int64_t plan, int64_t first,
            const struct plan_draft *d)
{
    struct row row;
    int64_t last;

    TRY(db_one(c->db, &row, &SQL_plan_last_key, I64(first)));
    last = row_i64(&row, 0);
    TRY(db_run(c->db, &SQL_plan_delete_targets, I64(plan)));
    for (size_t i = 0; i < d->target_count; i++) {
        int64_t key = d->targets[i].key;
        bool known = key > 0 && key <= row_i64(&row, 0);

        for (size_t k = 0; k < i; k++) {
            known = known && d->targets[k].key != key;
        }
        TRY(put_target(c, plan, d, i, known ? key : ++last));
    }
    return OK;
}

static bool
has_plans(const struct mandate *m)
{
    return strcmp(m->kind, "national_centre") == 0 ||
           strcmp(m->kind, "regional_office") == 0;
}

enum err
plan_begin(struct ctx *c, int64_t mandate, const struct plan_draft *d,
           int64_t *id)
{
    struct mandate m;

    TRY(mandate_by_id(c, mandate, &m));
    TRY(access_need(c, CAP_PLAN_EDIT, m.node));
    if (!has_plans(&m) || strcmp(m.status, "ended") == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Only a national centre or a regional office "
                             "that has not ended has a plan."));
    }
    TRY(check_draft(c, d));
    TRY(check_meeting(c, mandate, 0, d));
    *id = id_new();
    TRY(db_run(c->db, &SQL_plan_insert, I64(*id), I64(mandate), I64(*id),
               I64(1), TEXT(d->from_date), TEXT(d->to_date),
               I64(d->every_months), NIL, I64(c->now_ms), I64(c->person)));
    TRY(put_aims(c, *id, d));
    TRY(put_targets(c, *id, *id, d));
    return record_add(c, "plan.begun", m.node, *id, NULL);
}

static enum err
open_draft(struct ctx *c, int64_t id, struct plan *out)
{
    TRY(plan_by_id(c, id, out));
    TRY(access_need(c, CAP_PLAN_EDIT, out->node));
    return strcmp(out->status, "draft") == 0 ? OK : no_draft(c);
}

enum err
plan_change(struct ctx *c, int64_t id, int64_t rev, const struct plan_draft *d)
{
    struct plan_draft kept = *d;
    struct plan p;

    TRY(open_draft(c, id, &p));
    if (p.version > 1) {
        kept.from_date = p.from_date;
        kept.to_date = p.to_date;
        kept.every_months = p.every_months;
    }
    TRY(check_draft(c, &kept));
    TRY(check_meeting(c, p.mandate, p.first, &kept));
    TRY(db_run(c->db, &SQL_plan_change, TEXT(kept.from_date),
               TEXT(kept.to_date), I64(kept.every_months), I64(id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(put_aims(c, id, &kept));
    TRY(put_targets(c, id, p.first, &kept));
    return record_add(c, "plan.changed", p.node, id, NULL);
}

/* --- both sides --- */

static enum err
check_yes(struct ctx *c, const struct plan *p, enum plan_side side)
{
    bool centre = side == PLAN_CENTRE;
    struct plan_targets targets;

    if (centre ? p->centre_date : p->office_date) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Your side has agreed already; the other side's "
                             "turn it is."));
    }
    if ((centre ? p->office_by : p->centre_by) == c->person) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("You agreed for the other side. Somebody else "
                             "speaks for this one."));
    }
    TRY(plan_targets(c, p, &targets));
    return targets.count
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("A plan has at least one target. Write it "
                               "first."));
}

enum err
plan_agree(struct ctx *c, int64_t id, int64_t rev)
{
    enum plan_side side;
    struct plan p;

    TRY(open_draft(c, id, &p));
    side = plan_side(c, p.node);
    TRY(check_yes(c, &p, side));
    if (side == PLAN_CENTRE) {
        p.centre_date = ctx_today(c);
        p.centre_by = c->person;
    } else {
        p.office_date = ctx_today(c);
        p.office_by = c->person;
    }
    p.status = p.centre_date && p.office_date ? "agreed" : "draft";
    TRY(db_run(c->db, &SQL_plan_agree, TEXT(p.centre_date),
               p.centre_by ? I64(p.centre_by) : NIL, TEXT(p.office_date),
               p.office_by ? I64(p.office_by) : NIL, TEXT(p.status), I64(id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    if (strcmp(p.status, "agreed") != 0) {
        return record_add(c, "plan.approved", p.node, id, NULL);
    }
    TRY(p.version == 1
            ? plan_report_expect(c, &p)
            : db_run(c->db, &SQL_plan_replace, I64(p.first), I64(p.version)));
    return record_add(c, "plan.agreed", p.node, id, NULL);
}

enum err
plan_drop(struct ctx *c, int64_t id, int64_t rev)
{
    struct plan p;

    TRY(open_draft(c, id, &p));
    TRY(db_run(c->db, &SQL_plan_drop, I64(id), I64(rev)));
    return db_changed(c->db) == 0
               ? somebody_else(c)
               : record_add(c, "plan.dropped", p.node, id, NULL);
}

/* --- after it was agreed --- */

static enum err
open_agreed(struct ctx *c, int64_t id, struct plan *out)
{
    TRY(plan_by_id(c, id, out));
    TRY(access_need(c, CAP_PLAN_EDIT, out->node));
    return strcmp(out->status, "agreed") == 0
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("This version is not the one agreed on."));
}

static enum err
check_words(struct ctx *c, const char *field, const char *msgid,
            const char **words)
{
    *words = text_clean(c->arena, *words ? *words : "");
    return text_chars(*words) >= WORDS_MIN_CHARS &&
                   text_chars(*words) <= WORDS_MAX_CHARS
               ? OK
               : problem_at(c, field, msgid);
}

enum err
plan_revise(struct ctx *c, int64_t id, const char *reason, int64_t *draft)
{
    struct plan p;
    struct row row;

    TRY(open_agreed(c, id, &p));
    TRY(check_words(c, "reason",
                    N_("Write the reason in a sentence; it stays with the "
                       "plan."),
                    &reason));
    TRY(db_one(c->db, &row, &SQL_plan_last_version, I64(p.first)));
    if (row_i64(&row, 1) > 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("A further version has been begun. Work on that "
                             "one."));
    }
    *draft = id_new();
    TRY(db_run(c->db, &SQL_plan_insert, I64(*draft), I64(p.mandate),
               I64(p.first), I64(row_i64(&row, 0) + 1), TEXT(p.from_date),
               TEXT(p.to_date), I64(p.every_months), TEXT(reason),
               I64(c->now_ms), I64(c->person)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(db_run(c->db, &SQL_plan_copy_aims, I64(*draft), I64(id)));
    TRY(db_run(c->db, &SQL_plan_copy_targets, I64(*draft), I64(id)));
    return record_add(c, "plan.revised", p.node, *draft, NULL);
}

enum err
plan_deliver(struct ctx *c, int64_t id, int64_t key, const char *evidence)
{
    const struct plan_target *found = NULL;
    struct plan_targets list;
    struct plan p;

    TRY(open_agreed(c, id, &p));
    TRY(plan_targets(c, &p, &list));
    for (size_t i = 0; i < list.count; i++) {
        found = list.items[i].key == key ? &list.items[i] : found;
    }
    if (!found) {
        return ERR_MISSING;
    }
    if (found->goal.indicator || found->done_date) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          found->done_date
                              ? N_("It was delivered already.")
                              : N_("This target counts itself; nothing is "
                                   "to be noted."));
    }
    TRY(check_words(c, "evidence",
                    N_("Write what shows that it is done: a document, a page, "
                       "a number."),
                    &evidence));
    TRY(db_run(c->db, &SQL_plan_deliver, I64(p.first), I64(key),
               TEXT(ctx_today(c)), TEXT(evidence), I64(c->now_ms),
               I64(c->person)));
    return record_add(c, "plan.delivered", p.node, id, NULL);
}
