/* SPDX-License-Identifier: Apache-2.0 */
/* research_plan: milestones, reports and outputs of joint research, read. */

#include "network/research_plan.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/research_plan.sql.h"

#include <string.h>

/* --- milestones --- */

static void
read_milestone(const struct row *r, struct research_milestone *out)
{
    *out = (struct research_milestone){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .project = row_text(r, 2),
        .node = row_i64(r, 3),
        .node_slug = row_text(r, 4),
        .title = row_text(r, 5),
        .owner = row_i64(r, 6),
        .owner_slug = row_text(r, 7),
        .owner_name = row_text(r, 8),
        .due_date = row_text(r, 9),
        .status = row_text(r, 10),
        .evidence = row_text(r, 11),
        .closed_date = row_text(r, 12),
        .rev = row_i64(r, 13),
    };
}

static void
read_milestones(struct ctx *c, const struct rows *rows,
                struct research_milestones *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct research_milestone);
    for (size_t i = 0; i < rows->count; i++) {
        read_milestone(&rows->items[i], &out->items[i]);
    }
}

void
research_milestones_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_plan_milestones, TEXT(number),
           TEXT(c->lang->tag), I64(RESEARCH_MILESTONES_MAX));
}

enum err
research_milestones_take(struct ctx *c, struct answer *a,
                         struct research_milestones *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_milestones(c, &rows, out);
    return OK;
}

enum err
research_milestones(struct ctx *c, const char *number,
                    struct research_milestones *out)
{
    struct answer a;

    research_milestones_ask(c, number, &a);
    return research_milestones_take(c, &a, out);
}

void
research_milestones_ask_owned(struct ctx *c, const int64_t *orgs, size_t n,
                              bool below, struct answer *a)
{
    db_ask(c->db, a,
           below ? &SQL_research_plan_milestones_below
                 : &SQL_research_plan_milestones_owned,
           I64S(orgs, n), TEXT(c->lang->tag), I64(RESEARCH_MILESTONES_MAX));
}

enum err
research_milestones_take_owned(struct ctx *c, struct answer *a,
                               struct research_milestones *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_milestones(c, &rows, out);
    return OK;
}

enum err
research_milestone_by_id(struct ctx *c, int64_t id,
                         struct research_milestone *out,
                         struct research *project)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_research_plan_milestone_by_id, I64(id),
               TEXT(c->lang->tag)));
    read_milestone(&row, out);
    TRY(research_by_number(c, out->number, project));
    return project->inside ? OK : ERR_MISSING;
}

void
research_milestone_steps_ask(struct ctx *c, int64_t id, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_plan_milestone_steps, I64(id),
           I64(RESEARCH_STEPS_MAX));
}

enum err
research_milestone_steps_take(struct ctx *c, struct answer *a,
                              struct research_milestone_steps *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items =
        ARENA_ARRAY(c->arena, rows.count, struct research_milestone_step);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct research_milestone_step){
            row_text(r, 0), row_text(r, 1), row_text(r, 2), row_text(r, 3),
            row_text(r, 4)};
    }
    return OK;
}

bool
research_milestone_is_mine(struct ctx *c, const struct research_milestone *m,
                           const struct research *project)
{
    return project->leads || access_has(c, CAP_RESEARCH_EDIT, m->owner);
}

/* --- reports --- */

static void
read_reports(struct ctx *c, const struct rows *rows,
             struct research_reports *out)
{
    const char *today = ctx_today(c);

    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct research_report);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];
        const char *due = row_text(r, 0), *handed = row_text(r, 1);

        out->items[i] =
            (struct research_report){due, handed, row_text(r, 2),
                                     strcmp(due, handed ? handed : today) < 0};
    }
}

void
research_reports_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_plan_reports, TEXT(number),
           I64(RESEARCH_REPORTS_MAX));
}

enum err
research_reports_take(struct ctx *c, struct answer *a,
                      struct research_reports *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_reports(c, &rows, out);
    return OK;
}

enum err
research_reports(struct ctx *c, const char *number,
                 struct research_reports *out)
{
    struct answer a;

    research_reports_ask(c, number, &a);
    return research_reports_take(c, &a, out);
}

/* --- outputs --- */

static void
read_outputs(struct ctx *c, const struct rows *rows,
             struct research_outputs *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct research_output);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];

        out->items[i] = (struct research_output){
            row_i64(r, 0),  row_text(r, 1), row_text(r, 2),
            row_text(r, 3), row_text(r, 4), row_text(r, 5)};
    }
}

void
research_outputs_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_plan_outputs, TEXT(number),
           I64(RESEARCH_OUTPUTS_MAX));
}

enum err
research_outputs_take(struct ctx *c, struct answer *a,
                      struct research_outputs *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_outputs(c, &rows, out);
    return OK;
}

enum err
research_outputs(struct ctx *c, const char *number,
                 struct research_outputs *out)
{
    struct answer a;

    research_outputs_ask(c, number, &a);
    return research_outputs_take(c, &a, out);
}

/* --- all of it --- */

void
research_whole_ask(struct ctx *c, const char *number,
                   struct research_whole_asked *a)
{
    research_partners_ask(c, number, &a->partners);
    research_milestones_ask(c, number, &a->milestones);
    research_outputs_ask(c, number, &a->outputs);
    research_reports_ask(c, number, &a->reports);
    research_steps_ask(c, number, &a->steps);
}

enum err
research_whole_take(struct ctx *c, struct research_whole_asked *a,
                    struct research_whole *out)
{
    TRY(research_partners_take(c, &a->partners, &out->partners));
    TRY(research_milestones_take(c, &a->milestones, &out->milestones));
    TRY(research_outputs_take(c, &a->outputs, &out->outputs));
    TRY(research_reports_take(c, &a->reports, &out->reports));
    return research_steps_take(c, &a->steps, &out->steps);
}
