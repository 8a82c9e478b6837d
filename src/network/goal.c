/* SPDX-License-Identifier: Apache-2.0 */
/* goal: a commitment with a figure. */

#include "network/goal.h"

#include "base/arena.h"
#include "base/id.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/goal.sql.h"

#include <string.h>

static const char *const indicators[] = {GOAL_INDICATORS};

bool
goal_is_known(const char *indicator)
{
    for (size_t i = 0; i < COUNT(indicators); i++) {
        if (strcmp(indicators[i], indicator) == 0) {
            return true;
        }
    }
    return false;
}

bool
goal_counts_people(const char *indicator)
{
    return strcmp(indicator, "members") != 0 &&
           strcmp(indicator, "centres") != 0;
}

enum err
goal_add(struct ctx *c, struct goal *g)
{
    g->id = id_new();
    return db_run(c->db, &SQL_goal_insert, I64(g->id), TEXT(g->indicator),
                  I64(g->node), I64(g->amount), TEXT(g->from_date),
                  TEXT(g->to_date));
}

static void
read_list(struct ctx *c, const struct rows *rows, struct goals *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct goal);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];

        out->items[i] = (struct goal){
            .id = row_i64(r, 0),
            .indicator = row_text(r, 1),
            .node = row_i64(r, 2),
            .node_slug = row_text(r, 3),
            .node_name = row_text(r, 4),
            .amount = row_i64(r, 5),
            .from_date = row_text(r, 6),
            .to_date = row_text(r, 7),
            .reached = row_i64(r, 8),
        };
    }
}

enum err
goal_list(struct ctx *c, const int64_t *ids, size_t n, struct goals *out)
{
    struct rows rows;

    *out = (struct goals){0};
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_goal_list, I64S(ids, n), TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    return OK;
}

enum err
goal_list_of_agreement(struct ctx *c, int64_t agreement, struct goals *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_goal_list_of_agreement, I64(agreement),
               TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    return OK;
}

void
goal_foresee_of_agreement(struct ctx *c, int64_t agreement)
{
    db_foresee(c->db, &SQL_goal_list_of_agreement, I64(agreement),
               TEXT(c->lang->tag));
}

const struct goal *
goal_find(const struct goals *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].id == id) {
            return &list->items[i];
        }
    }
    return NULL;
}
