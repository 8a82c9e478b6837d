/* SPDX-License-Identifier: Apache-2.0 */
/* recount: counters compared with the records. */

#include "core/recount.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "core/fare.h"
#include "core/recount.sql.h"
#include "db/db.h"

#include <stdlib.h>
#include <string.h>

enum { MONTH_CHARS = 7 };

static const struct sql *const statements[COUNT_ALL] = {
    [COUNT_MEMBERS] = &SQL_recount_members,
    [COUNT_PEOPLE] = &SQL_recount_people,
    [COUNT_ENROLLED] = &SQL_recount_enrolled,
    [COUNT_ACTIVE] = &SQL_recount_active,
    [COUNT_COMPLETED] = &SQL_recount_completed,
    [COUNT_CERTIFIED] = &SQL_recount_certified,
    [COUNT_CERTIFICATES] = &SQL_recount_certificates,
};

enum err
recount_nodes(struct ctx *c, int64_t after,
              struct recount_node nodes[RECOUNT_PAGE], size_t *count)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_recount_nodes, I64(after),
               I64(RECOUNT_PAGE)));
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++) {
        nodes[i] = (struct recount_node){row_i64(&rows.items[i], 0),
                                         row_text(&rows.items[i], 1)};
    }
    return OK;
}

static int
by_cell(const void *a, const void *b)
{
    const struct recount_drift *x = a, *y = b;
    int order = (x->indicator > y->indicator) - (x->indicator < y->indicator);

    order = order ? order : strcmp(x->month, y->month);
    order = order ? order : strcmp(x->workgroup, y->workgroup);
    return order ? order : strcmp(x->gender, y->gender);
}

/* What one side says, still one figure for each row. */
struct sides {
    struct recount_drift *items;
    size_t count;
};

static void
add_counted(struct sides *s, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        enum indicator indicator = count_by_name(row_text(row, 0));
        bool stock = indicator < COUNT_ALL &&
                     count_indicators[indicator].adds == COUNT_ADDS_STOCK;

        s->items[s->count++] = (struct recount_drift){
            .indicator = indicator,
            .month = stock ? "" : row_text(row, 1),
            .workgroup = row_text(row, 2),
            .gender = row_text(row, 3),
            .counted = row_i64(row, 4),
        };
    }
}

static void
add_recorded(struct sides *s, enum indicator indicator, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];

        s->items[s->count++] = (struct recount_drift){
            .indicator = indicator,
            .month = row_text(row, 0),
            .workgroup = row_text(row, 1),
            .gender = row_text(row, 2),
            .recorded = row_i64(row, 3),
        };
    }
}

/* Those of questions, already compared, behind the others. */
static void
add_questions(const struct rows *rows, struct recount *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];

        for (int fully = 0; fully < 2; fully++) {
            struct recount_drift d = {
                .indicator = COUNT_ALL,
                .question = row_i64(row, 0),
                .fully = fully,
                .month = "",
                .workgroup = "",
                .gender = "",
                .counted = row_i64(row, 1 + 2 * fully),
                .recorded = row_i64(row, 2 + 2 * fully),
            };

            out->compared++;
            if (d.counted != d.recorded) {
                out->items[out->count++] = d;
            }
        }
    }
}

/* Rows of the same figure become one; what agrees is dropped. */
static void
compare(struct sides *s, struct recount *out)
{
    qsort(s->items, s->count, sizeof *s->items, by_cell);
    *out = (struct recount){.items = s->items};
    for (size_t i = 0, next; i < s->count; i = next) {
        struct recount_drift d = s->items[i];

        for (next = i + 1; next < s->count && by_cell(&d, &s->items[next]) == 0;
             next++) {
            d.counted += s->items[next].counted;
            d.recorded += s->items[next].recorded;
        }
        out->compared++;
        if (d.counted != d.recorded) {
            out->items[out->count++] = d;
        }
    }
}

enum err
recount_node(struct ctx *c, int64_t node, struct recount *out)
{
    struct rows counted, recorded[COUNT_ALL], questions;
    struct sides s = {0};
    size_t count;

    TRY(db_all(c->db, &counted, &SQL_recount_counted, I64(node)));
    count = counted.count;
    for (int i = 0; i < COUNT_ALL; i++) {
        TRY(db_all(c->db, &recorded[i], statements[i], I64(node)));
        count += recorded[i].count;
    }
    TRY(db_all(c->db, &questions, &SQL_recount_questions, I64(node)));
    s.items = ARENA_ARRAY(c->arena, count + 2 * questions.count,
                          struct recount_drift);
    add_counted(&s, &counted);
    for (int i = 0; i < COUNT_ALL; i++) {
        add_recorded(&s, (enum indicator)i, &recorded[i]);
    }
    compare(&s, out);
    add_questions(&questions, out);
    return OK;
}

static enum err
repair_question(struct ctx *c, int64_t node, const struct recount_drift *d)
{
    int64_t n = d->recorded - d->counted;
    struct fare f = {d->question, d->fully ? 0 : n, d->fully ? n : 0};

    return fare_put(c, node, &f);
}

enum err
recount_repair(struct ctx *c, int64_t node, struct recount *out)
{
    const char *month = arena_textn(c->arena, ctx_today(c), MONTH_CHARS);

    TRY(recount_node(c, node, out));
    for (size_t i = 0; i < out->count; i++) {
        const struct recount_drift *d = &out->items[i];
        struct count_cell cell = {
            .node = node,
            .indicator = d->indicator,
            .month = *d->month ? d->month : month,
            .workgroup = d->workgroup,
            .gender = d->gender,
            .n = d->recorded - d->counted,
        };

        cell.early = cell.n; /* as if it had never been wrong */
        if (d->question) {
            TRY(repair_question(c, node, d));
        } else if (d->indicator < COUNT_ALL) {
            TRY(count_put(c, &cell));
        }
    }
    return OK;
}
