/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue: series of policy dialogues and their events, read. */

#include "network/dialogue.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/zone.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/dialogue.sql.h"

#include <string.h>

static void
read_series(const struct row *r, struct dialogue_series *out)
{
    *out = (struct dialogue_series){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .node = row_i64(r, 2),
        .node_slug = row_text(r, 3),
        .node_name = row_text(r, 4),
        .title = row_text(r, 5),
        .aim = row_text(r, 6),
        .rev = row_i64(r, 7),
    };
}

static void
read_event(const struct row *r, struct dialogue_event *out)
{
    *out = (struct dialogue_event){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .series = row_i64(r, 2),
        .series_number = row_text(r, 3),
        .series_title = row_text(r, 4),
        .node = row_i64(r, 5),
        .node_slug = row_text(r, 6),
        .node_name = row_text(r, 7),
        .title = row_text(r, 8),
        .place = row_text(r, 9),
        .zone = row_text(r, 10),
        .langs = row_text(r, 11),
        .from_date = row_text(r, 12),
        .to_date = row_text(r, 13),
        .register_until = row_text(r, 14),
        .is_off = strcmp(row_text(r, 15), "cancelled") == 0,
        .why = row_text(r, 16),
        .rev = row_i64(r, 17),
    };
}

enum err
dialogue_series_by_number(struct ctx *c, const char *number,
                          struct dialogue_series *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_dialogue_series_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_series(&row, out);
    return OK;
}

enum err
dialogue_event_by_number(struct ctx *c, const char *number,
                         struct dialogue_event *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_dialogue_event_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_event(&row, out);
    return OK;
}

static void
read_series_list(struct ctx *c, const struct rows *rows,
                 struct dialogue_series_list *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct dialogue_series);
    for (size_t i = 0; i < rows->count; i++) {
        read_series(&rows->items[i], &out->items[i]);
    }
}

enum err
dialogue_series_list(struct ctx *c, struct dialogue_series_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_dialogue_series_list, TEXT(c->lang->tag),
               I64(DIALOGUE_PAGE)));
    read_series_list(c, &rows, out);
    return OK;
}

enum err
dialogue_series_below(struct ctx *c, int64_t org,
                      struct dialogue_series_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_dialogue_series_below, I64(org),
               TEXT(c->lang->tag), I64(DIALOGUE_PAGE)));
    read_series_list(c, &rows, out);
    return OK;
}

static void
read_events(struct ctx *c, const struct rows *rows, struct dialogue_events *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct dialogue_event);
    for (size_t i = 0; i < rows->count; i++) {
        read_event(&rows->items[i], &out->items[i]);
    }
}

enum err
dialogue_events_of(struct ctx *c, int64_t series, struct dialogue_events *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_dialogue_events_of, I64(series),
               TEXT(c->lang->tag), I64(DIALOGUE_PAGE)));
    read_events(c, &rows, out);
    return OK;
}

void
dialogue_ask_events_at(struct ctx *c, int64_t org, const char *since,
                       size_t most, struct answer *a)
{
    db_ask(c->db, a, &SQL_dialogue_events_at, I64(org), TEXT(since),
           TEXT(c->lang->tag), I64((int64_t)most));
}

enum err
dialogue_take_events(struct ctx *c, struct answer *a,
                     struct dialogue_events *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_events(c, &rows, out);
    return OK;
}

enum err
dialogue_events_coming(struct ctx *c, struct dialogue_events *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_dialogue_events_coming, TEXT(ctx_today(c)),
               TEXT(c->lang->tag), I64(DIALOGUE_PAGE)));
    read_events(c, &rows, out);
    return OK;
}

/* Checked when it was entered; should the zone have changed its rule since so
 * that the minute is no more, the clocks of UTC stand in. */
static int64_t
instant(const char *zone, const char *date, const char *hhmm)
{
    int minute = ((hhmm[0] - '0') * 10 + hhmm[1] - '0') * 60 +
                 (hhmm[3] - '0') * 10 + hhmm[4] - '0';
    int64_t days = 0, ms = 0;

    (void)date_parse(date, &days);
    return zone_instant(zone, days, minute, &ms)
               ? ms
               : (days * 1440 + minute) * 60000;
}

static struct dialogue_session
read_session(const struct row *r, const char *zone)
{
    struct dialogue_session s = {
        .key = row_i64(r, 0),
        .on_date = row_text(r, 1),
        .from_time = row_text(r, 2),
        .to_time = row_text(r, 3),
        .title = row_text(r, 4),
        .is_off = row_i64(r, 5) != 0,
        .sequence = row_i64(r, 6),
        .changed_ms = row_i64(r, 7),
    };

    s.from_ms = instant(zone, s.on_date, s.from_time);
    s.to_ms = instant(zone, s.on_date, s.to_time);
    return s;
}

enum err
dialogue_sessions(struct ctx *c, const struct dialogue_event *e, bool off,
                  struct dialogue_sessions *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_dialogue_session_list, I64(e->id)));
    out->count = 0;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct dialogue_session);
    for (size_t i = 0; i < rows.count; i++) {
        struct dialogue_session s = read_session(&rows.items[i], e->zone);

        if (off || !s.is_off) {
            out->items[out->count++] = s;
        }
    }
    return OK;
}

enum err
dialogue_entries(struct ctx *c, int64_t series,
                 const struct dialogue_events *events,
                 struct dialogue_entries *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_dialogue_entries, I64(series),
               I64(DIALOGUE_ENTRIES_MAX)));
    out->count = 0;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct dialogue_entry);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        for (size_t k = 0; k < events->count; k++) {
            const struct dialogue_event *e = &events->items[k];

            if (e->id == row_i64(r, 8)) {
                out->items[out->count++] =
                    (struct dialogue_entry){e, read_session(r, e->zone)};
            }
        }
    }
    return OK;
}

const char *
dialogue_sessions_text(struct ctx *c, const struct dialogue_sessions *s)
{
    const char *out = "";

    for (size_t i = 0; i < s->count; i++) {
        const struct dialogue_session *x = &s->items[i];

        if (!x->is_off) {
            out =
                arena_printf(c->arena, "%s%s%s %s-%s %s", out, *out ? "\n" : "",
                             x->on_date, x->from_time, x->to_time, x->title);
        }
    }
    return out;
}

bool
dialogue_is_open(const struct ctx *c, const struct dialogue_event *e)
{
    return !e->is_off && strcmp(e->register_until, ctx_today(c)) >= 0;
}

void
dialogue_foresee_sessions(struct ctx *c, int64_t event)
{
    db_foresee(c->db, &SQL_dialogue_session_list, I64(event));
}
