/* SPDX-License-Identifier: Apache-2.0 */
/* brief: one page about a place, frozen with a number. */

#include "reports/brief.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/random.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/agreement.h"
#include "network/item.h"
#include "network/mandate.h"
#include "reports/brief.sql.h"
#include "reports/figures.h"
#include "reports/silence.h"
#include "reports/small.h"

#include <string.h>

enum { NUMBER_BYTES = 16, ITEMS = 10 };

/* --- reading --- */

static void
read_brief(const struct row *row, struct brief *out)
{
    *out = (struct brief){.number = row_text(row, 1),
                          .node = row_i64(row, 2),
                          .on_date = row_text(row, 3)};
}

enum err
brief_by_number(struct ctx *c, const char *number, struct brief *out)
{
    struct rows rows;
    struct row row;

    TRY(db_one(c->db, &row, &SQL_brief_by_number, TEXT(number)));
    read_brief(&row, out);
    if (!access_has(c, CAP_REPORT_READ, out->node)) {
        return ERR_MISSING;
    }
    TRY(db_all(c->db, &rows, &SQL_brief_lines, I64(row_i64(&row, 0))));
    out->count = rows.count;
    out->lines = ARENA_ARRAY(c->arena, rows.count, struct brief_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->lines[i] =
            (struct brief_line){row_text(r, 0), row_text(r, 1), row_text(r, 2)};
    }
    return OK;
}

enum err
brief_list(struct ctx *c, int64_t org, struct brief_list *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_REPORT_READ, org));
    TRY(db_all(c->db, &rows, &SQL_brief_list, I64(org), I64(BRIEF_LIST)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct brief);
    for (size_t i = 0; i < rows.count; i++) {
        read_brief(&rows.items[i], &out->items[i]);
    }
    return OK;
}

const char *
brief_figure(const struct brief *b, const char *name)
{
    for (size_t i = 0; i < b->count; i++) {
        if (strcmp(b->lines[i].section, "figure") == 0 &&
            strcmp(b->lines[i].name, name) == 0) {
            return b->lines[i].value;
        }
    }
    return NULL;
}

/* --- freezing --- */

struct writing {
    int64_t id;
    int64_t position;
};

static enum err
write_line(struct ctx *c, struct writing *w, const char *section,
           const char *name, const char *value)
{
    return w->position == BRIEF_LINES
               ? OK
               : db_run(c->db, &SQL_brief_insert_line, I64(w->id),
                        I64(++w->position), TEXT(section), TEXT(name),
                        TEXT(value));
}

static enum err
write_figure(struct ctx *c, struct writing *w, const char *name, int64_t shown)
{
    return write_line(c, w, "figure", name,
                      shown == SMALL_HIDDEN
                          ? BRIEF_HIDDEN
                          : arena_printf(c->arena, "%lld", (long long)shown));
}

static enum err
write_figures(struct ctx *c, struct writing *w, int64_t org)
{
    struct figures f;

    TRY(figures_of(c, org, NULL,
                   FIGURES_FOR_ALL | FIGURES_NO_MONTHS | FIGURES_NO_GROUPS,
                   &f));
    TRY(write_figure(c, w, "members", f.members));
    TRY(write_figure(c, w, "enrolled", f.of[FIGURES_ENROLLED].total));
    TRY(write_figure(c, w, "completed", f.of[FIGURES_COMPLETED].total));
    return write_figure(c, w, "certified", f.of[FIGURES_CERTIFIED].total);
}

/* Who acts here, and which agreements are to be thought of. */
static enum err
write_offices(struct ctx *c, struct writing *w, int64_t org)
{
    struct agreement_list agreements;
    struct mandate_list mandates;

    TRY(mandate_at(c, org, &mandates));
    for (size_t i = 0; i < mandates.count; i++) {
        if (strcmp(mandates.items[i].status, "active") == 0) {
            TRY(write_line(c, w, "centre", mandates.items[i].title,
                           mandates.items[i].from_date));
        }
    }
    if (!access_has(c, CAP_AGREEMENT_READ, org)) {
        return OK;
    }
    TRY(agreement_list_below(c, org, false, "", 0, &agreements));
    for (size_t i = 0; i < agreements.count; i++) {
        if (agreement_due(c, &agreements.items[i]) != AGREEMENT_FAR) {
            TRY(write_line(c, w, "agreement", agreements.items[i].title,
                           agreements.items[i].until_date));
        }
    }
    return OK;
}

static enum err
write_open(struct ctx *c, struct writing *w, int64_t org)
{
    struct item_list items;
    struct silent_reports late;
    struct silence silence;

    TRY(item_list_open(c, org, ITEMS, &items));
    for (size_t i = 0; i < items.count; i++) {
        TRY(write_line(c, w, "item", items.items[i].title,
                       items.items[i].due_date));
    }
    TRY(silence_of(c, org, &silence));
    for (size_t i = 0; i < silence.count; i++) {
        TRY(write_line(c, w, "silent", silence.items[i].name, ""));
    }
    TRY(silence_reports(c, org, &late));
    for (size_t i = 0; i < late.count; i++) {
        TRY(write_line(c, w, "late_report", late.items[i].title,
                       late.items[i].due_date));
    }
    return OK;
}

enum err
brief_freeze(struct ctx *c, int64_t org, const char **number)
{
    unsigned char bytes[NUMBER_BYTES];
    struct writing w = {.id = id_new()};

    TRY(access_need(c, CAP_REPORT_READ, org));
    random_bytes(bytes, sizeof bytes);
    *number = encode_base32(c->arena, bytes, sizeof bytes);
    TRY(db_run(c->db, &SQL_brief_insert, I64(w.id), TEXT(*number), I64(org),
               TEXT(ctx_today(c)), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    TRY(write_figures(c, &w, org));
    TRY(write_offices(c, &w, org));
    TRY(write_open(c, &w, org));
    return record_add(c, "brief.frozen", org, w.id, *number);
}

void
brief_foresee_list(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_brief_list, I64(org), I64(BRIEF_LIST));
}

void
brief_foresee(struct ctx *c, const char *number)
{
    db_foresee(c->db, &SQL_brief_by_number, TEXT(number));
}
