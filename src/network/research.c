/* SPDX-License-Identifier: Apache-2.0 */
/* research: projects of joint research, read. */

#include "network/research.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/research.sql.h"

#include <string.h>

enum { GRANTS_MAX = 64 };

const struct research_role research_roles[RESEARCH_ROLES] = {
    {"lead", N_("Lead"),
     N_("Proposes the project, answers for it, reports on it.")},
    {"partner", N_("Partner"), N_("Does a part of the research.")},
    {"data_host", N_("Host of data"),
     N_("Keeps the data as the data rules say.")},
    {"ethics", N_("Ethics body"),
     N_("Reviews the project's ethics; where one takes part, it alone enters "
        "the decision.")},
    {"observer", N_("Observer"),
     N_("Reads along, and takes no part in the research.")},
};

/* --- one project --- */

static void
read_project(const struct row *r, struct research *out)
{
    *out = (struct research){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .node = row_i64(r, 2),
        .node_slug = row_text(r, 3),
        .node_name = row_text(r, 4),
        .call = row_i64(r, 5),
        .call_number = row_text(r, 6),
        .call_title = row_text(r, 7),
        .decider = row_i64(r, 8),
        .decider_slug = row_text(r, 9),
        .decider_name = row_text(r, 10),
        .title = row_text(r, 11),
        .abstract = row_text(r, 12),
        .remarks = row_text(r, 13),
        .status = row_text(r, 14),
        .from_date = row_text(r, 15),
        .to_date = row_text(r, 16),
        .report_months = row_i64(r, 17),
        .started_date = row_text(r, 18),
        .rev = row_i64(r, 19),
        .ethics = row_text(r, 20),
        .ethics_date = row_text(r, 21),
        .ethics_body = row_text(r, 22),
        .data_date = row_text(r, 23),
        .ethics_org = row_i64(r, 24),
    };
}

/* What the grants of the reader make of them. */
static enum err
find_standing(struct ctx *c, const struct access_grants *grants,
              struct research *r)
{
    int64_t *edits = ARENA_ARRAY(c->arena, GRANTS_MAX, int64_t);
    int64_t calls[GRANTS_MAX];
    size_t edit_count = 0, call_count = 0;
    struct rows rows;

    for (size_t i = 0; i < grants->count && i < GRANTS_MAX; i++) {
        const struct access_grant *g = &grants->items[i];

        if (access_role_has(g->role, CAP_RESEARCH_EDIT)) {
            edits[edit_count++] = g->org;
        }
        if (access_role_has(g->role, CAP_RESEARCH_CALL)) {
            calls[call_count++] = g->org;
        }
    }
    r->acts_at = edits;
    r->acts_count = edit_count;
    if (!edit_count && !call_count) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_research_stands, I64(r->id),
               I64S(edits, edit_count), I64S(calls, call_count)));
    for (size_t i = 0; i < rows.count; i++) {
        int64_t what = row_i64(&rows.items[i], 0);

        r->leads = r->leads || what == 1;
        r->decides = r->decides || what == 2;
        r->inside = true;
    }
    return OK;
}

enum err
research_by_number(struct ctx *c, const char *number, struct research *out)
{
    struct access_grants grants = {NULL, 0};
    struct answer asked;
    struct row row;

    db_ask(c->db, &asked, &SQL_research_by_number, TEXT(number),
           TEXT(c->lang->tag));
    if (c->person) {
        TRY(access_grants(c, &grants)); /* in the same flight */
    }
    TRY(answer_one(&asked, &row));
    read_project(&row, out);
    TRY(find_standing(c, &grants, out));
    if (!out->leads) {
        out->remarks = "";
    }
    return out->inside || research_is_public(out) ? OK : ERR_MISSING;
}

bool
research_answers_for(const struct research *r, int64_t org)
{
    for (size_t i = 0; i < r->acts_count; i++) {
        if (r->acts_at[i] == org) {
            return true;
        }
    }
    return false;
}

static bool
is_one_of(const char *status, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(status, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool
research_is_public(const struct research *r)
{
    static const char *const list[] = {"preparing", "active", "finished",
                                       "stopped"};

    return is_one_of(r->status, list, COUNT(list));
}

bool
research_is_over(const struct research *r)
{
    static const char *const list[] = {"declined", "withdrawn", "finished",
                                       "stopped"};

    return is_one_of(r->status, list, COUNT(list));
}

bool
research_is_reviewed(const struct research *r)
{
    return r->ethics && strcmp(r->ethics, "refused") != 0;
}

const char *
research_missing(const struct research *r)
{
    if (!research_is_reviewed(r) && !r->data_date) {
        return N_("It cannot begin yet: its ethics review is not decided in "
                  "its favour, and its data rules are not stated.");
    }
    if (!research_is_reviewed(r)) {
        return N_("It cannot begin yet: its ethics review is not decided in "
                  "its favour.");
    }
    return r->data_date ? NULL
                        : N_("It cannot begin yet: its data rules are not "
                             "stated.");
}

/* --- lists --- */

static enum err
read_list(struct ctx *c, const struct rows *rows, struct research_list *out)
{
    out->more = rows->count > RESEARCH_PAGE;
    out->count = out->more ? RESEARCH_PAGE : rows->count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct research);
    for (size_t i = 0; i < out->count; i++) {
        const struct row *r = &rows->items[i];

        out->items[i] = (struct research){
            .id = row_i64(r, 0),
            .number = row_text(r, 1),
            .node = row_i64(r, 2),
            .node_slug = row_text(r, 3),
            .node_name = row_text(r, 4),
            .title = row_text(r, 5),
            .status = row_text(r, 6),
            .from_date = row_text(r, 7),
            .to_date = row_text(r, 8),
        };
    }
    return OK;
}

enum err
research_public(struct ctx *c, const char *country, int64_t before,
                struct research_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_research_public, TEXT(country),
               I64(before ? before : INT64_MAX), TEXT(c->lang->tag),
               I64(RESEARCH_PAGE + 1)));
    return read_list(c, &rows, out);
}

enum err
research_of_call(struct ctx *c, int64_t call, bool all,
                 struct research_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_research_of_call, I64(call), I64(all),
               TEXT(c->lang->tag), I64(RESEARCH_PAGE + 1)));
    return read_list(c, &rows, out);
}

void
research_steps_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_steps, TEXT(number),
           I64(RESEARCH_STEPS_MAX));
}

enum err
research_steps_take(struct ctx *c, struct answer *a, struct research_steps *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct research_step);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct research_step){row_text(r, 0), row_text(r, 1),
                                               row_text(r, 2)};
    }
    return OK;
}

enum err
research_steps(struct ctx *c, const char *number, struct research_steps *out)
{
    struct answer a;

    research_steps_ask(c, number, &a);
    return research_steps_take(c, &a, out);
}

/* --- who takes part --- */

void
research_partners_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_partners, TEXT(number), TEXT(c->lang->tag),
           I64(RESEARCH_PARTNERS_MAX));
}

enum err
research_partners_take(struct ctx *c, struct answer *a,
                       struct research_partners *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct research_partner);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct research_partner){
            .org = row_i64(r, 0),
            .slug = row_text(r, 1),
            .name = row_text(r, 2),
            .role = row_text(r, 3),
            .status = row_text(r, 4),
            .task = row_text(r, 5),
            .on_date = row_text(r, 6),
            .why = row_text(r, 7),
            .rev = row_i64(r, 8),
        };
    }
    return OK;
}

enum err
research_partners(struct ctx *c, const char *number,
                  struct research_partners *out)
{
    struct answer a;

    research_partners_ask(c, number, &a);
    return research_partners_take(c, &a, out);
}

static void
read_parts(struct ctx *c, const struct rows *rows, struct research_parts *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct research_part);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];

        out->items[i] = (struct research_part){
            .number = row_text(r, 0),
            .title = row_text(r, 1),
            .lead = row_text(r, 2),
            .partner = {.org = row_i64(r, 3),
                        .role = row_text(r, 4),
                        .status = row_text(r, 5),
                        .task = row_text(r, 6),
                        .on_date = row_text(r, 7),
                        .why = row_text(r, 8),
                        .rev = row_i64(r, 9)},
        };
    }
}

enum err
research_desk(struct ctx *c, int64_t org, struct research_desk *out)
{
    struct answer parts, led, waiting;
    struct rows rows;

    TRY(access_need(c, CAP_RESEARCH_EDIT, org));
    out->decides = access_has(c, CAP_RESEARCH_CALL, org);
    db_ask(c->db, &parts, &SQL_research_parts, I64(org), TEXT(c->lang->tag),
           I64(RESEARCH_PAGE));
    db_ask(c->db, &led, &SQL_research_led, I64(org), TEXT(c->lang->tag),
           I64(RESEARCH_PAGE + 1));
    db_ask(c->db, &waiting, &SQL_research_to_decide,
           I64(out->decides ? org : 0), TEXT(c->lang->tag),
           I64(RESEARCH_PAGE + 1));
    TRY(answer_all(&parts, &rows));
    read_parts(c, &rows, &out->parts);
    TRY(answer_all(&led, &rows));
    TRY(read_list(c, &rows, &out->led));
    TRY(answer_all(&waiting, &rows));
    return read_list(c, &rows, &out->waiting);
}

/* --- what comes before collecting --- */

void
research_reviews_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_reviews, TEXT(number), TEXT(c->lang->tag),
           I64(RESEARCH_PAGE));
}

enum err
research_reviews_take(struct ctx *c, struct answer *a,
                      struct research_reviews *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct research_ethics);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct research_ethics){
            .id = row_i64(r, 0),
            .org_name = row_text(r, 1),
            .body = row_text(r, 2),
            .outcome = row_text(r, 3),
            .on_date = row_text(r, 4),
            .words = row_text(r, 5),
            .paper_hash = row_text(r, 6),
            .paper_type = row_text(r, 7),
            .paper_bytes = row_i64(r, 8),
        };
    }
    return OK;
}

enum err
research_reviews(struct ctx *c, const char *number,
                 struct research_reviews *out)
{
    struct answer a;

    research_reviews_ask(c, number, &a);
    return research_reviews_take(c, &a, out);
}

enum err
research_review_by_id(struct ctx *c, const char *number, int64_t id,
                      struct research_ethics *out)
{
    struct research_reviews list;
    struct research r;

    TRY(research_by_number(c, number, &r));
    if (!r.inside) {
        return ERR_MISSING;
    }
    TRY(research_reviews(c, r.number, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id == id) {
            *out = list.items[i];
            return OK;
        }
    }
    return ERR_MISSING;
}

void
research_data_ask(struct ctx *c, const char *number, struct answer *a)
{
    db_ask(c->db, a, &SQL_research_data, TEXT(number));
}

enum err
research_data_take(struct ctx *c, struct answer *a, struct research_data *out)
{
    struct row row;

    (void)c;
    TRY(answer_one(a, &row));
    *out = (struct research_data){
        .kind = row_text(&row, 0),
        .kept_at = row_text(&row, 1),
        .seen_by = row_text(&row, 2),
        .kept_until = row_text(&row, 3),
        .opened = row_text(&row, 4),
        .on_date = row_text(&row, 5),
    };
    return OK;
}

enum err
research_data(struct ctx *c, const char *number, struct research_data *out)
{
    struct answer a;

    research_data_ask(c, number, &a);
    return research_data_take(c, &a, out);
}
