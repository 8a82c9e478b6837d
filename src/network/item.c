/* SPDX-License-Identifier: Apache-2.0 */
/* item: what a visit agreed on, read and listed; what happens to one is
 * item_acts.c. */

#include "network/item.h"

#include "base/arena.h"
#include "base/err.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/item.sql.h"

#include <string.h>

static void
read_item(const struct row *row, struct item *out)
{
    *out = (struct item){
        .id = row_i64(row, 0),
        .visit = row_i64(row, 1),
        .visit_number = row_text(row, 2),
        .visit_title = row_text(row, 3),
        .visit_is_public = row_i64(row, 4) != 0,
        .position = row_i64(row, 5),
        .node = row_i64(row, 6),
        .node_slug = row_text(row, 7),
        .title = row_text(row, 8),
        .owner = row_i64(row, 9),
        .owner_slug = row_text(row, 10),
        .owner_name = row_text(row, 11),
        .due_date = row_text(row, 12),
        .status = row_text(row, 13),
        .evidence = row_text(row, 14),
        .closed_date = row_text(row, 15),
        .goal = {.indicator = row_text(row, 16),
                 .node = row_i64(row, 17),
                 .node_slug = row_text(row, 18),
                 .node_name = row_text(row, 19),
                 .count = row_i64(row, 20),
                 .from_date = row_text(row, 21),
                 .reached = row_i64(row, 24)},
        .rev = row_i64(row, 22),
        .owner_office = row_text(row, 23),
    };
}

static void
read_list(struct ctx *c, const struct rows *rows, size_t most,
          struct item_list *out)
{
    out->more = rows->count > most;
    out->count = out->more ? most : rows->count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct item);
    for (size_t i = 0; i < out->count; i++) {
        read_item(&rows->items[i], &out->items[i]);
    }
}

/* --- one --- */

enum err
item_by_id(struct ctx *c, int64_t id, struct item *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_item_by_id, I64(id), TEXT(c->lang->tag)));
    read_item(&row, out);
    access_foresee(c, out->owner);
    access_foresee(c, out->node);
    return out->visit_is_public || item_is_mine(c, out) ? OK : ERR_MISSING;
}

bool
item_is_mine(struct ctx *c, const struct item *i)
{
    return access_has(c, CAP_FOLLOW_UP, i->owner) ||
           access_has(c, CAP_VISIT_EDIT, i->node);
}

enum err
item_places(struct ctx *c, int64_t id, struct item_places *out)
{
    struct rows rows;

    out->count = 0;
    TRY(db_all(c->db, &rows, &SQL_item_places, I64(id), TEXT(c->lang->tag)));
    for (size_t i = 0; i < rows.count && i < ITEM_COUNTRIES_MAX; i++) {
        out->items[out->count++] = (struct item_place){
            row_text(&rows.items[i], 0), row_text(&rows.items[i], 1)};
    }
    return OK;
}

enum err
item_steps(struct ctx *c, int64_t id, struct item_steps *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_steps, I64(id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct item_step);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] =
            (struct item_step){row_text(r, 0), row_text(r, 1), row_text(r, 2),
                               row_text(r, 3), row_text(r, 4)};
    }
    return OK;
}

enum err
item_agreements(struct ctx *c, int64_t id, struct item_agreements *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_agreements, I64(id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct item_agreement);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct item_agreement){row_text(r, 0), row_text(r, 1),
                                                row_text(r, 2)};
    }
    return OK;
}

enum err
item_count_agreements(struct ctx *c, int64_t visit, int64_t *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_item_count_agreements, I64(visit)));
    *out = row_i64(&row, 0);
    return OK;
}

/* --- lists --- */

enum err
item_list_of_visit(struct ctx *c, int64_t visit, struct item_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_list_of_visit, I64(visit),
               TEXT(c->lang->tag), I64(ITEM_PER_VISIT + 1)));
    read_list(c, &rows, ITEM_PER_VISIT, out);
    return OK;
}

enum err
item_list_open(struct ctx *c, int64_t node, size_t most, struct item_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_list_open, I64(node),
               I64(access_has(c, CAP_VISIT_EDIT, node)), TEXT(c->lang->tag),
               I64((int64_t)most + 1)));
    read_list(c, &rows, most, out);
    return OK;
}

enum err
item_list_goals(struct ctx *c, int64_t node, size_t most, struct item_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_list_goals, I64(node),
               I64(access_has(c, CAP_VISIT_EDIT, node)), TEXT(c->lang->tag),
               I64((int64_t)most + 1)));
    read_list(c, &rows, most, out);
    return OK;
}

enum err
item_list_unfinished(struct ctx *c, int64_t node, const char *before,
                     struct item_list *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_VISIT_EDIT, node));
    TRY(db_all(c->db, &rows, &SQL_item_list_unfinished, I64(node), TEXT(before),
               TEXT(c->lang->tag), I64(ITEM_PAGE + 1)));
    read_list(c, &rows, ITEM_PAGE, out);
    return OK;
}

static enum err
list_by_owner(struct ctx *c, const struct sql *which, const int64_t *orgs,
              size_t n, struct item_list *out)
{
    struct rows rows;

    *out = (struct item_list){0};
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, which, I64S(orgs, n), TEXT(c->lang->tag),
               I64(ITEM_PAGE + 1)));
    read_list(c, &rows, ITEM_PAGE, out);
    return OK;
}

enum err
item_list_owned(struct ctx *c, const int64_t *orgs, size_t n,
                struct item_list *out)
{
    return list_by_owner(c, &SQL_item_list_owned, orgs, n, out);
}

enum err
item_list_owned_below(struct ctx *c, const int64_t *orgs, size_t n,
                      struct item_list *out)
{
    return list_by_owner(c, &SQL_item_list_owned_below, orgs, n, out);
}

enum err
item_list_behind(struct ctx *c, int64_t agreement, struct item_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_list_behind, I64(agreement),
               TEXT(c->lang->tag), I64(ITEM_PAGE + 1)));
    read_list(c, &rows, ITEM_PAGE, out);
    return OK;
}

/* --- what a page will read --- */

void
item_foresee(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_item_places, I64(id), TEXT(c->lang->tag));
    db_foresee(c->db, &SQL_item_steps, I64(id));
    db_foresee(c->db, &SQL_item_agreements, I64(id));
}

void
item_foresee_of_visit(struct ctx *c, int64_t visit)
{
    db_foresee(c->db, &SQL_item_list_of_visit, I64(visit), TEXT(c->lang->tag),
               I64(ITEM_PER_VISIT + 1));
    db_foresee(c->db, &SQL_item_count_agreements, I64(visit));
}

void
item_foresee_unfinished(struct ctx *c, int64_t node, const char *before)
{
    db_foresee(c->db, &SQL_item_list_unfinished, I64(node), TEXT(before),
               TEXT(c->lang->tag), I64(ITEM_PAGE + 1));
}

void
item_foresee_behind(struct ctx *c, int64_t agreement)
{
    db_foresee(c->db, &SQL_item_list_behind, I64(agreement), TEXT(c->lang->tag),
               I64(ITEM_PAGE + 1));
}

void
item_foresee_mine(struct ctx *c, const struct item_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i].visit_is_public) {
            access_foresee(c, list->items[i].owner);
            access_foresee(c, list->items[i].node);
        }
    }
}

void
item_foresee_goals(struct ctx *c, int64_t node, size_t most)
{
    db_foresee(c->db, &SQL_item_list_goals, I64(node),
               I64(access_has(c, CAP_VISIT_EDIT, node)), TEXT(c->lang->tag),
               I64((int64_t)most + 1));
}
