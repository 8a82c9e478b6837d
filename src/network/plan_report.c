/* SPDX-License-Identifier: Apache-2.0 */
/* plan_report: what a centre reports on its plan. */

#include "network/plan_report.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/plan_report.sql.h"

#include <string.h>

enum {
    DONE_MIN_CHARS = 10,
    TEXT_MAX_CHARS = 4000,
    REASON_MAX_CHARS = 2000,
    REPORTS_MAX = 12 /* half-yearly for five years, and the rest */
};

static void
read_report(const struct row *row, struct plan_report *out)
{
    *out = (struct plan_report){
        .id = row_i64(row, 0),
        .plan = row_i64(row, 1),
        .node = row_i64(row, 2),
        .node_slug = row_text(row, 3),
        .mandate_number = row_text(row, 4),
        .mandate_title = row_text(row, 5),
        .mandate_status = row_text(row, 6),
        .from_date = row_text(row, 7),
        .to_date = row_text(row, 8),
        .due_date = row_text(row, 9),
        .status = row_text(row, 10),
        .rev = row_i64(row, 11),
        .agreed = row_i64(row, 12),
    };
}

static void
read_list(struct ctx *c, const struct rows *rows, struct plan_reports *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct plan_report);
    for (size_t i = 0; i < rows->count; i++) {
        read_report(&rows->items[i], &out->items[i]);
    }
}

enum err
plan_report_by_id(struct ctx *c, int64_t id, struct plan_report *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_plan_report_by_id, I64(id)));
    read_report(&row, out);
    return access_need(c, CAP_REPORT_READ, out->node);
}

enum err
plan_report_list(struct ctx *c, int64_t mandate, int64_t node,
                 struct plan_reports *out)
{
    struct rows rows;

    *out = (struct plan_reports){0};
    if (!access_has(c, CAP_REPORT_READ, node)) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_plan_report_list, I64(mandate),
               I64(PLAN_REPORT_LIST_MAX)));
    read_list(c, &rows, out);
    return OK;
}

enum err
plan_report_papers(struct ctx *c, int64_t report, struct plan_papers *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_plan_report_papers, I64(report)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct plan_paper);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct plan_paper){
            row_i64(r, 0),  row_text(r, 1), row_text(r, 2), row_text(r, 3),
            row_text(r, 4), row_text(r, 5), row_text(r, 6), row_text(r, 7)};
    }
    return OK;
}

enum err
plan_report_figures(struct ctx *c, int64_t paper, struct plan_targets *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_plan_report_figures, I64(paper),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct plan_target);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct plan_target){
            .title = row_text(r, 0),
            .due_date = row_text(r, 1),
            .goal = {.indicator = row_text(r, 2),
                     .node = row_i64(r, 3),
                     .node_slug = row_text(r, 4),
                     .node_name = row_text(r, 5),
                     .amount = row_i64(r, 6),
                     .reached = row_i64(r, 7)},
            .done_date = row_text(r, 8),
            .done_evidence = row_text(r, 9),
        };
    }
    return OK;
}

enum err
plan_report_now(struct ctx *c, const struct plan_report *r,
                struct plan_targets *out)
{
    return r->agreed
               ? plan_targets(
                     c, &(struct plan){.id = r->agreed, .first = r->plan}, out)
               : ERR_MISSING;
}

/* So many days after today. */
static const char *
day_after(struct ctx *c, int64_t days)
{
    char *out = arena_alloc(c->arena, DATE_SIZE);
    int64_t today = 0;

    (void)date_parse(ctx_today(c), &today);
    date_write(today + days, out);
    return out;
}

enum err
plan_report_due(struct ctx *c, const int64_t *orgs, size_t n, int64_t days,
                struct plan_reports *out)
{
    struct rows rows;

    *out = (struct plan_reports){0};
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_plan_report_due, I64S(orgs, n),
               TEXT(day_after(c, days)), I64(PLAN_REPORT_LIST_MAX)));
    read_list(c, &rows, out);
    return OK;
}

enum err
plan_report_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                    struct plan_reports *out)
{
    struct rows rows;

    *out = (struct plan_reports){0};
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_plan_report_waiting, I64S(orgs, n),
               I64(PLAN_REPORT_LIST_MAX)));
    read_list(c, &rows, out);
    return OK;
}

/* --- when they are expected --- */

/* The same day so many months on; what a month has not, is its last day. */
static int64_t
months_on(int64_t day, int months)
{
    int year, month, day_of;
    int64_t first_of_next, out;

    date_civil(day, &year, &month, &day_of);
    month += months - 1;
    year += month / 12;
    month = month % 12 + 1;
    out = date_days(year, month, day_of);
    first_of_next =
        month == 12 ? date_days(year + 1, 1, 1) : date_days(year, month + 1, 1);
    return out < first_of_next ? out : first_of_next - 1;
}

enum err
plan_report_expect(struct ctx *c, const struct plan *p)
{
    int64_t first = 0, last = 0;

    (void)date_parse(p->from_date, &first);
    (void)date_parse(p->to_date, &last);
    for (int i = 0; i < REPORTS_MAX; i++) {
        int months = (int)p->every_months * i;
        int64_t from = months_on(first, months);
        int64_t to = months_on(first, months + (int)p->every_months) - 1;
        char from_date[DATE_SIZE], to_date[DATE_SIZE], due_date[DATE_SIZE];

        if (from > last) {
            break;
        }
        to = to < last ? to : last;
        date_write(from, from_date);
        date_write(to, to_date);
        date_write(to + PLAN_REPORT_DAYS, due_date);
        TRY(db_run(c->db, &SQL_plan_report_insert, I64(id_new()), I64(p->first),
                   I64(p->node), TEXT(from_date), TEXT(to_date),
                   TEXT(due_date)));
    }
    return OK;
}

/* --- handing in and answering --- */

static enum err
somebody_else(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("Somebody else changed this report a moment ago. "
                         "What you wrote is still here. Look at the report, "
                         "then decide."));
}

static void
check_text(struct ctx *c, const char *field, const char *text)
{
    if (text_chars(text) > TEXT_MAX_CHARS) {
        (void)problem_at(c, field, N_("At most 4,000 characters."));
    }
}

static enum err
freeze(struct ctx *c, const struct plan_report *r, int64_t paper)
{
    struct plan_targets list;

    TRY(plan_report_now(c, r, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct plan_target *t = &list.items[i];
        const struct goal *g = &t->goal;
        bool figure = g->indicator != NULL;

        TRY(db_run(c->db, &SQL_plan_report_insert_figure, I64(paper),
                   I64((int64_t)i + 1), TEXT(t->title), TEXT(t->due_date),
                   TEXT(g->indicator), figure ? I64(g->node) : NIL,
                   figure ? I64(g->amount) : NIL,
                   figure ? I64(g->reached) : NIL, TEXT(t->done_date),
                   TEXT(t->done_evidence)));
    }
    return OK;
}

enum err
plan_report_hand_in(struct ctx *c, int64_t id, int64_t rev,
                    const struct plan_paper *p)
{
    int64_t paper = id_new();
    struct plan_report r;

    TRY(plan_report_by_id(c, id, &r));
    TRY(access_need_here(c, CAP_PLAN_EDIT, r.node));
    if (strcmp(r.status, "expected") != 0 &&
        strcmp(r.status, "sent_back") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This report was handed in already."));
    }
    if (text_chars(p->done) < DONE_MIN_CHARS) {
        (void)problem_at(c, "done", N_("Write what was done in this time."));
    }
    check_text(c, "done", p->done);
    check_text(c, "hard", p->hard);
    check_text(c, "next", p->next);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_plan_report_set_status, TEXT("handed_in"), I64(id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(db_run(c->db, &SQL_plan_report_insert_paper, I64(paper), I64(id),
               TEXT(p->done), TEXT(p->hard), TEXT(p->next), TEXT(ctx_today(c)),
               I64(c->now_ms), I64(c->person)));
    TRY(freeze(c, &r, paper));
    return record_add(c, "plan.reported", r.node, id, NULL);
}

static enum err
answer(struct ctx *c, int64_t id, int64_t rev, const char *word,
       const char *reason)
{
    struct plan_report r;

    TRY(plan_report_by_id(c, id, &r));
    if (plan_side(c, r.node) != PLAN_OFFICE) {
        return ERR_DENIED;
    }
    if (strcmp(r.status, "handed_in") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Nothing was handed in that waits for an "
                             "answer."));
    }
    if (strcmp(word, "sent_back") == 0) {
        reason = text_clean(c->arena, reason ? reason : "");
        if (text_chars(reason) < DONE_MIN_CHARS ||
            text_chars(reason) > REASON_MAX_CHARS) {
            return problem_at(c, "reason",
                              N_("Write in a sentence what is missing; the "
                                 "centre reads it."));
        }
    }
    TRY(db_run(c->db, &SQL_plan_report_set_status, TEXT(word), I64(id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(db_run(c->db, &SQL_plan_report_answer, TEXT(word), TEXT(ctx_today(c)),
               I64(c->person), TEXT(reason), I64(id)));
    return record_add(c,
                      strcmp(word, "accepted") == 0 ? "plan.report_accepted"
                                                    : "plan.report_sent_back",
                      r.node, id, NULL);
}

enum err
plan_report_accept(struct ctx *c, int64_t id, int64_t rev)
{
    return answer(c, id, rev, "accepted", NULL);
}

enum err
plan_report_send_back(struct ctx *c, int64_t id, int64_t rev,
                      const char *reason)
{
    return answer(c, id, rev, "sent_back", reason);
}

void
plan_report_foresee_list(struct ctx *c, int64_t mandate)
{
    db_foresee(c->db, &SQL_plan_report_list, I64(mandate),
               I64(PLAN_REPORT_LIST_MAX));
}

void
plan_report_foresee_papers(struct ctx *c, int64_t report)
{
    db_foresee(c->db, &SQL_plan_report_papers, I64(report));
}

void
plan_report_foresee_duties(struct ctx *c, const int64_t *orgs, size_t n,
                           int64_t days)
{
    if (n) {
        db_foresee(c->db, &SQL_plan_report_due, I64S(orgs, n),
                   TEXT(day_after(c, days)), I64(PLAN_REPORT_LIST_MAX));
        db_foresee(c->db, &SQL_plan_report_waiting, I64S(orgs, n),
                   I64(PLAN_REPORT_LIST_MAX));
    }
}

void
plan_report_foresee_now(struct ctx *c, const struct plan_report *r)
{
    plan_foresee_targets(c, r->agreed, r->plan);
}
