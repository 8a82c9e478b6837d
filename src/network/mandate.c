/* SPDX-License-Identifier: Apache-2.0 */
/* mandate: who acts for a node of the tree. */

#include "network/mandate.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/random.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/mandate.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16 };

static void
read_mandate(const struct row *row, struct mandate *out)
{
    *out = (struct mandate){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .kind = row_text(row, 2),
        .node = row_i64(row, 3),
        .node_slug = row_text(row, 4),
        .node_country = row_text(row, 5),
        .holder = row_i64(row, 6),
        .holder_name = row_text(row, 7),
        .holder_slug = row_text(row, 8),
        .title = row_text(row, 9),
        .status = row_text(row, 10),
        .from_date = row_text(row, 11),
        .to_date = row_text(row, 12),
        .rev = row_i64(row, 13),
    };
}

enum err
mandate_by_id(struct ctx *c, int64_t id, struct mandate *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_mandate_by_id, I64(id), TEXT(c->lang->tag)));
    read_mandate(&row, out);
    return OK;
}

enum err
mandate_for(struct ctx *c, int64_t node, const char *kind, struct mandate *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_mandate_for, I64(node), TEXT(kind),
               TEXT(ctx_today(c)), TEXT(c->lang->tag)));
    read_mandate(&row, out);
    return OK;
}

enum err
mandate_list(struct ctx *c, const char *kind, struct mandate_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_mandate_list, TEXT(kind),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct mandate);
    for (size_t i = 0; i < rows.count; i++) {
        read_mandate(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
mandate_events(struct ctx *c, int64_t id, struct mandate_events *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_mandate_events, I64(id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct mandate_event);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct mandate_event){
            .event = row_text(&rows.items[i], 0),
            .on_date = row_text(&rows.items[i], 1),
            .note = row_text(&rows.items[i], 2),
        };
    }
    return OK;
}

/* The terminal and imports act without a person; people need the right. */
static enum err
need_edit(struct ctx *c, int64_t node)
{
    return c->person ? access_need(c, CAP_ORG_EDIT, node) : OK;
}

enum err
mandate_add(struct ctx *c, struct mandate *spec)
{
    unsigned char number[NUMBER_BYTES];

    TRY(need_edit(c, spec->node));
    random_bytes(number, sizeof number);
    spec->id = id_new();
    spec->number = encode_base32(c->arena, number, sizeof number);
    TRY(db_run(c->db, &SQL_mandate_insert, I64(spec->id), TEXT(spec->number),
               TEXT(spec->kind), I64(spec->node), I64(spec->holder),
               TEXT(spec->title), TEXT(spec->status), TEXT(spec->from_date)));
    return record_add(c, "mandate.added", spec->node, spec->id, NULL);
}

static enum err
end(struct ctx *c, int64_t id, const char *on_date)
{
    TRY(db_run(c->db, &SQL_mandate_set_status, TEXT("ended"), TEXT(on_date),
               I64(id)));
    return db_run(c->db, &SQL_mandate_end_grants, TEXT(on_date), I64(id));
}

enum err
mandate_note(struct ctx *c, int64_t id, const char *event, const char *on_date,
             const char *note)
{
    struct mandate m;

    TRY(mandate_by_id(c, id, &m));
    TRY(need_edit(c, m.node));
    if (!date_valid(on_date)) {
        return problem_at(c, "on_date",
                          N_("Write the day as year-month-day, such as "
                             "2026-03-31."));
    }
    TRY(db_run(c->db, &SQL_mandate_insert_event, I64(id_new()), I64(id),
               TEXT(event), TEXT(on_date), TEXT(note),
               c->person ? I64(c->person) : NIL));
    if (strcmp(event, "launch") == 0) {
        TRY(db_run(c->db, &SQL_mandate_set_status, TEXT("active"), NIL,
                   I64(id)));
    } else if (strcmp(event, "end") == 0) {
        TRY(end(c, id, on_date));
    }
    return record_add(c, arena_printf(c->arena, "mandate.%s", event), m.node,
                      id, NULL);
}
