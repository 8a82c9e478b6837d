/* SPDX-License-Identifier: Apache-2.0 */
/* tree_at: the tree as it was on a day. */

#include "network/tree_at.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/tree_at.sql.h"

static void
read_places(struct ctx *c, const struct rows *rows, struct tree_places *out)
{
    out->items = ARENA_ARRAY(c->arena, rows->count, struct tree_place);
    out->count = rows->count;
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];

        out->items[i] = (struct tree_place){
            .org = row_i64(r, 0),
            .slug = row_text(r, 1),
            .name = row_text(r, 2),
            .kind = row_text(r, 3),
            .status = row_text(r, 4),
            .to_date = row_text(r, 5),
        };
    }
}

void
tree_at_foresee(struct ctx *c, int64_t org, const char *date, int64_t after)
{
    db_foresee(c->db, &SQL_tree_at_way, I64(org), TEXT(date),
               TEXT(c->lang->tag));
    db_foresee(c->db, &SQL_tree_at_below, I64(org), TEXT(date),
               TEXT(c->lang->tag), I64(after), I64(TREE_AT_PAGE + 1));
    db_foresee(c->db, &SQL_tree_at_changes, I64(org), TEXT(c->lang->tag),
               I64(TREE_AT_CHANGES));
}

enum err
tree_at_way(struct ctx *c, int64_t org, const char *date,
            struct tree_places *out)
{
    struct rows rows;

    *out = (struct tree_places){.more = false};
    TRY(db_all(c->db, &rows, &SQL_tree_at_way, I64(org), TEXT(date),
               TEXT(c->lang->tag)));
    read_places(c, &rows, out);
    return rows.count ? OK : ERR_MISSING;
}

enum err
tree_at_below(struct ctx *c, int64_t org, const char *date, int64_t after,
              struct tree_places *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_tree_at_below, I64(org), TEXT(date),
               TEXT(c->lang->tag), I64(after), I64(TREE_AT_PAGE + 1)));
    out->more = rows.count > TREE_AT_PAGE;
    rows.count = out->more ? TREE_AT_PAGE : rows.count;
    read_places(c, &rows, out);
    return OK;
}

enum err
tree_at_changes(struct ctx *c, int64_t org, struct tree_changes *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_tree_at_changes, I64(org), TEXT(c->lang->tag),
               I64(TREE_AT_CHANGES)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct tree_change);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct tree_change){
            .slug = row_text(r, 0),
            .name = row_text(r, 1),
            .from_slug = row_text(r, 2),
            .from_name = row_text(r, 3),
            .to_slug = row_text(r, 4),
            .to_name = row_text(r, 5),
            .date = row_text(r, 6),
            .corrected = !row_null(r, 7),
            .reason = row_text(r, 8),
        };
    }
    return OK;
}
