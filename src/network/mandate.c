/* SPDX-License-Identifier: Apache-2.0 */
/* mandate: who acts for a node of the tree. */

#include "network/mandate.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/mandate.sql.h"
#include "network/org.h"

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
        .scope = row_text(row, 14),
    };
}

static void
read_list(struct ctx *c, const struct rows *rows, struct mandate_list *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct mandate);
    for (size_t i = 0; i < rows->count; i++) {
        read_mandate(&rows->items[i], &out->items[i]);
    }
}

bool
mandate_is_in_force(const struct ctx *c, const struct mandate *m)
{
    const char *today = ctx_today(c);

    return strcmp(m->status, "active") == 0 &&
           strcmp(m->from_date, today) <= 0 &&
           (!m->to_date || strcmp(m->to_date, today) >= 0);
}

enum err
mandate_by_number(struct ctx *c, const char *number, struct mandate *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_mandate_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_mandate(&row, out);
    return OK;
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

void
mandate_ask_list(struct ctx *c, const char *kind, struct answer *a)
{
    db_ask(c->db, a, &SQL_mandate_list, TEXT(kind), TEXT(c->lang->tag));
}

enum err
mandate_take_list(struct ctx *c, struct answer *a, struct mandate_list *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_list(c, &rows, out);
    return OK;
}

enum err
mandate_list(struct ctx *c, const char *kind, struct mandate_list *out)
{
    struct answer a;

    mandate_ask_list(c, kind, &a);
    return mandate_take_list(c, &a, out);
}

enum err
mandate_at(struct ctx *c, int64_t node, struct mandate_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_mandate_at, I64(node), TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    return OK;
}

enum err
mandate_held(struct ctx *c, int64_t holder, struct mandate_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_mandate_held, I64(holder),
               TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    return OK;
}

void
mandate_ask_held(struct ctx *c, int64_t holder, struct answer *a)
{
    db_ask(c->db, a, &SQL_mandate_held, I64(holder), TEXT(c->lang->tag));
}

enum err
mandate_several(struct ctx *c, struct mandate_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_mandate_several, TEXT(c->lang->tag),
               TEXT(ctx_today(c))));
    read_list(c, &rows, out);
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
            .who = row_text(&rows.items[i], 3),
            .document = row_text(&rows.items[i], 4),
        };
    }
    return OK;
}

/* The terminal and imports act without a person; people need the right. */
static enum err
need_edit(struct ctx *c, int64_t node)
{
    return c->person ? access_need(c, CAP_MANDATE_EDIT, node) : OK;
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

/* --- by hand --- */

static const char *const kinds_of[][3] = {
    {"network", "secretariat", NULL}, /* the presidency: presidency.h */
    {"region", "regional_office", NULL},
    {"country", "national_centre", "representation"},
    {"territory", "national_centre", "representation"},
};

size_t
mandate_kinds_of(const char *node_kind, const char *kinds[2])
{
    size_t n = 0;

    for (size_t i = 0; i < COUNT(kinds_of); i++) {
        if (strcmp(kinds_of[i][0], node_kind) == 0) {
            for (; n < 2 && kinds_of[i][n + 1]; n++) {
                kinds[n] = kinds_of[i][n + 1];
            }
        }
    }
    return n;
}

static void
check_kind(struct ctx *c, const char *node_kind, const char *kind)
{
    const char *kinds[2];
    size_t count = mandate_kinds_of(node_kind, kinds);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            return;
        }
    }
    (void)problem_at(c, "kind", N_("Choose what the mandate is."));
}

static void
check_given(struct ctx *c, const char *node_kind, struct mandate *m)
{
    struct org holder;

    check_kind(c, node_kind, m->kind ? m->kind : "");
    /* headquarters is the network's own node and may be its own secretariat */
    if (!m->holder || org_by_id(c, m->holder, &holder) != OK ||
        (strcmp(holder.kind, "institution") != 0 &&
         strcmp(holder.kind, "unit") != 0 &&
         strcmp(holder.kind, "region") != 0 &&
         (m->holder != m->node || strcmp(holder.kind, "network") != 0))) {
        (void)problem_at(c, "holder", N_("Choose who holds the mandate."));
    }
    m->title = text_clean(c->arena, m->title ? m->title : "");
    if (!*m->title) {
        (void)problem_at(c, "title",
                         N_("Write its name, such as National Centre of "
                            "Peru."));
    } else if (text_chars(m->title) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "title",
                         N_("The name may have at most 200 characters."));
    }
    if (!m->from_date || !date_valid(m->from_date)) {
        (void)problem_day(c, "from_date");
    }
}

enum err
mandate_give(struct ctx *c, const char *node_kind, struct mandate *spec)
{
    struct mandate_list there;

    TRY(need_edit(c, spec->node));
    check_given(c, node_kind, spec);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(mandate_at(c, spec->node, &there));
    for (size_t i = 0; i < there.count; i++) {
        if (strcmp(there.items[i].kind, spec->kind) == 0 &&
            strcmp(there.items[i].status, "ended") != 0) {
            return problem_as(c, ERR_CONFLICT, "kind",
                              N_("There is one here that has not ended. End "
                                 "it first: two would sign for one place."));
        }
    }
    spec->status = "contact";
    return mandate_add(c, spec);
}

void
mandate_foresee_list(struct ctx *c, const char *kind)
{
    db_foresee(c->db, &SQL_mandate_list, TEXT(kind), TEXT(c->lang->tag));
}

void
mandate_foresee(struct ctx *c, const struct mandate *m)
{
    db_foresee(c->db, &SQL_mandate_events, I64(m->id));
    db_foresee(c->db, &SQL_mandate_terms, I64(m->id));
    db_foresee(c->db, &SQL_mandate_by_id, I64(m->id), TEXT(c->lang->tag));
    db_foresee(c->db, &SQL_mandate_held, I64(m->holder), TEXT(c->lang->tag));
}

void
mandate_foresee_events(struct ctx *c, const struct mandate_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        db_foresee(c->db, &SQL_mandate_events, I64(list->items[i].id));
    }
}

void
mandate_foresee_for(struct ctx *c, int64_t node, const char *kind)
{
    db_foresee(c->db, &SQL_mandate_for, I64(node), TEXT(kind),
               TEXT(ctx_today(c)), TEXT(c->lang->tag));
}

void
mandate_foresee_several(struct ctx *c)
{
    db_foresee(c->db, &SQL_mandate_several, TEXT(c->lang->tag),
               TEXT(ctx_today(c)));
}
