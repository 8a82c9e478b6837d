/* SPDX-License-Identifier: Apache-2.0 */
/* history: the record of acts as people search it. */

#include "reports/history.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/tr.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/org.h"
#include "reports/history.sql.h"

#include <string.h>

enum {
    SCAN = 4000,  /* rows of the record looked at in one statement: 10 ms */
    STEPS_MAX = 8 /* statements for a page on which nothing stands yet */
};

/* When a day begins in a zone. */
static int64_t
start_of(const char *zone, int64_t day)
{
    char stamp[ZONE_STAMP_SIZE]; /* 2026-11-25T20:27:10-05:00 */
    int minutes;

    zone_stamp(zone, day * DATE_DAY_MS, stamp);
    minutes = ((stamp[20] - '0') * 10 + stamp[21] - '0') * 60 +
              (stamp[23] - '0') * 10 + stamp[24] - '0';
    return day * DATE_DAY_MS -
           (stamp[19] == '-' ? -minutes : minutes) * (DATE_DAY_MS / 1440);
}

/* A query in the terms of the statements. */
struct walk {
    const struct history_query *q;
    const char *act_low, *act_high;
    int64_t from_ms, to_ms;
    int64_t low; /* nothing below this row counts */
    bool is_root;
};

static enum err
read_days(struct ctx *c, struct walk *w)
{
    int64_t from = 0, to = 0;
    const char *zone;

    TRY(org_zone(c, w->q->org, &zone));
    w->from_ms = 0;
    w->to_ms = INT64_MAX;
    if (w->q->from && !date_parse(w->q->from, &from)) {
        return problem_at(c, "from",
                          N_("This is no day. Write it as year, "
                             "month, day: 2026-03-31."));
    }
    if (w->q->to && !date_parse(w->q->to, &to)) {
        return problem_at(c, "to",
                          N_("This is no day. Write it as year, "
                             "month, day: 2026-03-31."));
    }
    if (w->q->from && w->q->to && to < from) {
        return problem_at(c, "to", N_("This day comes before the first one."));
    }
    if (w->q->from) {
        w->from_ms = start_of(zone, from);
    }
    if (w->q->to) {
        w->to_ms = start_of(zone, to + 1);
    }
    /* No act is written down before it was done. */
    w->low = id_first_of(w->from_ms);
    return OK;
}

/* Of acts: all, those of a room, or one. */
static void
read_act(struct ctx *c, struct walk *w)
{
    const char *act = w->q->act;

    if (!act || !*act) {
        w->act_low = "";
        w->act_high = "~";
    } else if (strchr(act, '.')) {
        w->act_low = act;
        w->act_high = arena_printf(c->arena, "%s/", act);
    } else {
        w->act_low = arena_printf(c->arena, "%s.", act);
        w->act_high = arena_printf(c->arena, "%s/", act);
    }
}

static void
read_lines(struct ctx *c, const struct rows *rows, struct history *out)
{
    struct history_line *lines =
        ARENA_ARRAY(c->arena, HISTORY_PAGE, struct history_line);

    for (size_t i = 0; i < rows->count && i < HISTORY_PAGE; i++) {
        const struct row *r = &rows->items[i];

        lines[i] = (struct history_line){
            .id = row_i64(r, 0),
            .at_ms = row_i64(r, 1),
            .act = row_text(r, 2),
            .person = row_i64(r, 3),
            .name = row_text(r, 4),
            .slug = row_text(r, 5),
            .place = row_text(r, 6),
            .value = row_text(r, 7),
            .number = row_i64(r, 8),
        };
        out->count++;
    }
    out->items = lines;
    if (rows->count > HISTORY_PAGE) {
        out->next = lines[HISTORY_PAGE - 1].id;
    }
}

/* A place with few nodes below it: its rows by the index of places. */
static enum err
list_of_few(struct ctx *c, const struct walk *w, int64_t before,
            struct history *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_history_of_few, I64(w->q->org), I64(w->low),
               I64(before), TEXT(w->act_low), TEXT(w->act_high),
               I64(w->from_ms), I64(w->to_ms), w->q->by ? I64(w->q->by) : NIL,
               TEXT(c->lang->tag), I64(HISTORY_PAGE + 1)));
    read_lines(c, &rows, out);
    return OK;
}

/* A place with many: the whole record, piece by piece. */
static enum err
list_of_many(struct ctx *c, const struct walk *w, int64_t before,
             struct history *out)
{
    for (int step = 0; step < STEPS_MAX && out->count == 0; step++) {
        struct rows rows;
        struct row row;
        int64_t low;
        bool is_last;

        TRY(db_one(c->db, &row, &SQL_history_step, I64(before), I64(SCAN)));
        low = row_i64(&row, 0);
        is_last = row_i64(&row, 1) < SCAN || low <= w->low;
        low = low < w->low ? w->low : low;
        TRY(db_all(c->db, &rows, &SQL_history_of_many, I64(w->q->org),
                   I64(w->is_root), I64(low), I64(before), TEXT(w->act_low),
                   TEXT(w->act_high), I64(w->from_ms), I64(w->to_ms),
                   w->q->by ? I64(w->q->by) : NIL, TEXT(c->lang->tag),
                   I64(HISTORY_PAGE + 1)));
        read_lines(c, &rows, out);
        if (is_last) {
            return OK;
        }
        before = low;
        if (rows.count <= HISTORY_PAGE) {
            out->next = low;
        }
    }
    return OK;
}

enum err
history_list(struct ctx *c, const struct history_query *q, struct history *out)
{
    struct walk w = {.q = q};
    struct org org;

    *out = (struct history){0};
    TRY(access_need(c, CAP_RECORD_READ, q->org));
    TRY(read_days(c, &w));
    read_act(c, &w);
    TRY(org_by_id(c, q->org, &org));
    w.is_root = strcmp(org.kind, "network") == 0;
    return strcmp(org.kind, "institution") == 0 || strcmp(org.kind, "unit") == 0
               ? list_of_few(c, &w, q->before ? q->before : INT64_MAX, out)
               : list_of_many(c, &w, q->before ? q->before : INT64_MAX, out);
}
