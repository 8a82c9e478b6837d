/* SPDX-License-Identifier: Apache-2.0 */
/* item: areas of consensus, read; what happens to them is item_acts.c. */

#include "network/item.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/country.h"
#include "network/item.sql.h"
#include "network/org.h"

#include <string.h>

/* Nodes asked about in one statement; somebody with more roles than this sees
 * the highest of them. */
enum { NODES_MAX = 64 };

static void
read_item(const struct row *row, struct item *out)
{
    *out = (struct item){
        .id = row_i64(row, 0),
        .node = row_i64(row, 1),
        .node_slug = row_text(row, 2),
        .visit = row_i64(row, 3),
        .visit_number = row_text(row, 4),
        .visit_title = row_text(row, 5),
        .visit_date = row_text(row, 6),
        .title = row_text(row, 7),
        .owner = row_i64(row, 8),
        .owner_slug = row_text(row, 9),
        .owner_name = row_text(row, 10),
        .office = row_text(row, 11),
        .due_date = row_text(row, 12),
        .status = row_text(row, 13),
        .why = row_text(row, 14),
        .closed_date = row_text(row, 15),
        .rev = row_i64(row, 16),
        .moves = row_i64(row, 17),
    };
    out->late = item_is_unfinished(out) && row_i64(row, 18) == 1;
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

bool
item_is_unfinished(const struct item *i)
{
    return !i->closed_date && strcmp(i->status, "proposed") != 0;
}

enum err
item_by_id(struct ctx *c, int64_t id, struct item *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_item_by_id, I64(id), TEXT(ctx_today(c)),
               TEXT(c->lang->tag)));
    read_item(&row, out);
    return access_has(c, CAP_VISIT_READ, out->node) ||
                   access_has(c, CAP_VISIT_READ, out->owner)
               ? OK
               : ERR_MISSING;
}

bool
item_may_write(struct ctx *c, const struct item *i)
{
    return access_has(c, CAP_VISIT_EDIT, i->node) ||
           access_has(c, CAP_VISIT_EDIT, i->owner);
}

enum err
item_list_of_visit(struct ctx *c, int64_t visit, bool inner,
                   struct item_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_list_of_visit, I64(visit), I64(inner),
               TEXT(ctx_today(c)), TEXT(c->lang->tag)));
    read_list(c, &rows, rows.count, out);
    for (size_t i = 0; i < out->count && !inner; i++) {
        out->items[i].why = "";
    }
    return OK;
}

enum err
item_list_unfinished(struct ctx *c, int64_t node, const char *before_date,
                     struct item_list *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_VISIT_READ, node));
    TRY(db_all(c->db, &rows, &SQL_item_list_unfinished, I64(node),
               TEXT(before_date), TEXT(ctx_today(c)), TEXT(c->lang->tag),
               I64(ITEM_FOLLOW_MAX + 1)));
    read_list(c, &rows, ITEM_FOLLOW_MAX, out);
    return OK;
}

enum err
item_follow_ups(struct ctx *c, bool closed, struct item_list *out)
{
    struct access_grants grants;
    int64_t nodes[NODES_MAX];
    struct rows rows;
    size_t n = 0;

    TRY(access_grants(c, &grants));
    for (size_t i = 0; i < grants.count && n < NODES_MAX; i++) {
        if (access_role_has(grants.items[i].role, CAP_VISIT_EDIT)) {
            nodes[n++] = grants.items[i].org;
        }
    }
    *out = (struct item_list){0};
    if (!n) {
        return OK;
    }
    if (closed) {
        TRY(db_all(c->db, &rows, &SQL_item_follow_ups_closed, I64S(nodes, n),
                   TEXT(c->lang->tag), I64(ITEM_FOLLOW_MAX + 1)));
    } else {
        TRY(db_all(c->db, &rows, &SQL_item_follow_ups, I64S(nodes, n),
                   TEXT(ctx_today(c)), TEXT(c->lang->tag),
                   I64(ITEM_FOLLOW_MAX + 1)));
    }
    read_list(c, &rows, ITEM_FOLLOW_MAX, out);
    return OK;
}

enum err
item_events(struct ctx *c, int64_t id, struct item_events *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_item_event_list, I64(id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct item_event);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct item_event){
            .act = row_text(r, 0),
            .on_date = row_text(r, 1),
            .from_due = row_text(r, 2),
            .to_due = row_text(r, 3),
            .why = row_text(r, 4),
            .office = row_text(r, 5),
        };
    }
    return OK;
}

/* --- countries --- */

enum err
item_countries(struct ctx *c, int64_t id, struct item_countries *out)
{
    struct rows rows;

    out->count = 0;
    TRY(db_all(c->db, &rows, &SQL_item_country_list, I64(id)));
    for (size_t i = 0; i < rows.count && i < ITEM_COUNTRIES_MAX; i++) {
        out->codes[out->count++] = row_text(&rows.items[i], 0);
    }
    return OK;
}

/* The code of what somebody calls a country; NULL = none of the table. */
static const char *
code_of(struct ctx *c, const char *word)
{
    const char *folded = text_fold(c->arena, word);
    const struct country *by_code = country_find(word);

    if (by_code) {
        return by_code->code;
    }
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        for (size_t l = 0; l < COUNTRY_LANGS; l++) {
            const char *name = country_table[i].names[l];

            if (name && strcmp(text_fold(c->arena, name), folded) == 0) {
                return country_table[i].code;
            }
        }
    }
    return NULL;
}

static bool
has_code(const struct item_countries *list, const char *code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

enum err
item_read_countries(struct ctx *c, const char *typed, const char *field,
                    struct item_countries *out)
{
    out->count = 0;
    while (*typed) {
        size_t len = strcspn(typed, ",;\n");
        const char *word =
            text_clean(c->arena, arena_textn(c->arena, typed, len));
        const char *code;

        typed += len + (typed[len] != '\0');
        if (!*word) {
            continue;
        }
        code = code_of(c, word);
        if (!code) {
            return problem_at(c, field,
                              N_("One of these is no country of the network. "
                                 "Write names with commas between them."));
        }
        if (!has_code(out, code) && out->count < ITEM_COUNTRIES_MAX) {
            out->codes[out->count++] = code;
        }
    }
    return OK;
}
