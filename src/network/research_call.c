/* SPDX-License-Identifier: Apache-2.0 */
/* research_call: calls for joint research, read and written. */

#include "network/research_call.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/org.h"
#include "network/research_call.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16, AHEAD_DAYS = 1830 };

/* --- reading --- */

static void
read_call(const struct row *r, struct research_call *out)
{
    *out = (struct research_call){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .node = row_i64(r, 2),
        .node_slug = row_text(r, 3),
        .node_name = row_text(r, 4),
        .title = row_text(r, 5),
        .words = row_text(r, 6),
        .zone = row_text(r, 7),
        .opens_date = row_text(r, 8),
        .opens_time = row_text(r, 9),
        .closes_date = row_text(r, 10),
        .closes_time = row_text(r, 11),
        .opens_ms = row_i64(r, 12),
        .closes_ms = row_i64(r, 13),
        .rev = row_i64(r, 14),
    };
}

static enum err
read_calls(struct ctx *c, const struct rows *rows, struct research_calls *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct research_call);
    for (size_t i = 0; i < rows->count; i++) {
        read_call(&rows->items[i], &out->items[i]);
    }
    return OK;
}

enum err
research_call_by_number(struct ctx *c, const char *number,
                        struct research_call *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_research_call_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_call(&row, out);
    return OK;
}

enum err
research_call_list(struct ctx *c, struct research_calls *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_research_call_list, TEXT(c->lang->tag),
               I64(RESEARCH_CALLS_MAX)));
    return read_calls(c, &rows, out);
}

enum err
research_call_below(struct ctx *c, int64_t org, struct research_calls *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_research_call_below, I64(org),
               TEXT(c->lang->tag), I64(RESEARCH_CALLS_MAX)));
    return read_calls(c, &rows, out);
}

enum research_call_state
research_call_state(const struct ctx *c, const struct research_call *k)
{
    return c->now_ms < k->opens_ms     ? RESEARCH_SOON
           : c->now_ms <= k->closes_ms ? RESEARCH_OPEN
                                       : RESEARCH_CLOSED;
}

/* --- writing --- */

/* "HH:MM" in minutes; -1: it is none. */
static int
minutes(const char *hhmm)
{
    int h, m;

    if (strlen(hhmm) != 5 || hhmm[2] != ':' ||
        strspn(hhmm, "0123456789") != 2 ||
        strspn(hhmm + 3, "0123456789") != 2) {
        return -1;
    }
    h = (hhmm[0] - '0') * 10 + hhmm[1] - '0';
    m = (hhmm[3] - '0') * 10 + hhmm[4] - '0';
    return h > 23 || m > 59 ? -1 : h * 60 + m;
}

static const char *
cleaned(struct ctx *c, const char *typed)
{
    return text_clean(c->arena, typed ? typed : "");
}

/* The instant a day and a time mean; 0 and a problem where they mean none. */
static int64_t
instant(struct ctx *c, const char *zone, const char *date, const char *time,
        const char *date_field, const char *time_field)
{
    int64_t day = 0, today = 0, ms = 0;
    int minute = minutes(time);

    if (!date_valid(date)) {
        (void)problem_day(c, date_field);
    }
    if (minute < 0) {
        (void)problem_at(c, time_field,
                         N_("Write the time as hours and minutes, such as "
                            "18:00."));
    }
    if (!date_valid(date) || minute < 0 || !zone_exists(zone)) {
        return 0;
    }
    (void)date_parse(date, &day);
    (void)date_parse(ctx_today(c), &today);
    if (day > today + AHEAD_DAYS || day < today - AHEAD_DAYS) {
        (void)problem_at(c, date_field,
                         N_("This day is more than five years away."));
    } else if (!zone_instant(zone, day, minute, &ms)) {
        (void)problem_at(c, time_field,
                         N_("On that day clocks are put forward over that "
                            "time. Choose another."));
    }
    return ms;
}

static void
check_words(struct ctx *c, struct research_call *k)
{
    k->title = cleaned(c, k->title);
    k->words = cleaned(c, k->words);
    if (!*k->title) {
        (void)problem_at(c, "title", N_("Write what is called for."));
    } else if (text_chars(k->title) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "title",
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    }
    if (!*k->words) {
        (void)problem_at(c, "words",
                         N_("Write what is sought and who may propose."));
    } else if (text_chars(k->words) > RESEARCH_CALL_CHARS) {
        (void)problem_at(c, "words",
                         N_("At most 4,000 characters. Shorten the text."));
    }
}

static enum err
check(struct ctx *c, struct research_call *k)
{
    check_words(c, k);
    k->zone = cleaned(c, k->zone);
    k->opens_date = cleaned(c, k->opens_date);
    k->opens_time = cleaned(c, k->opens_time);
    k->closes_date = cleaned(c, k->closes_date);
    k->closes_time = cleaned(c, k->closes_time);
    if (!zone_exists(k->zone)) {
        (void)problem_at(c, "zone",
                         N_("Write the time zone by its name, such as "
                            "America/Santiago."));
    }
    k->opens_ms = instant(c, k->zone, k->opens_date, k->opens_time,
                          "opens_date", "opens_time");
    k->closes_ms = instant(c, k->zone, k->closes_date, k->closes_time,
                           "closes_date", "closes_time");
    if (!c->problem_count && k->closes_ms <= k->opens_ms) {
        (void)problem_at(c, "closes_date",
                         N_("The call would close before it opens."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

/* Those call who stand above institutions. */
static enum err
check_node(struct ctx *c, int64_t node)
{
    static const char *const kinds[] = {"network", "region", "country",
                                        "territory"};
    struct org org;

    TRY(access_need(c, CAP_RESEARCH_CALL, node));
    TRY(org_by_id(c, node, &org));
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcmp(org.kind, kinds[i]) == 0) {
            return OK;
        }
    }
    return problem_at(c, NULL,
                      N_("Headquarters, regions and countries call for "
                         "research; an institution proposes."));
}

static enum err
insert(struct ctx *c, struct research_call *k)
{
    unsigned char bytes[NUMBER_BYTES];

    random_bytes(bytes, sizeof bytes);
    k->id = id_new();
    k->number = encode_base32(c->arena, bytes, sizeof bytes);
    k->rev = 1;
    TRY(db_run(c->db, &SQL_research_call_insert, I64(k->id), TEXT(k->number),
               I64(k->node), TEXT(k->title), TEXT(k->words), TEXT(k->zone),
               TEXT(k->opens_date), TEXT(k->opens_time), TEXT(k->closes_date),
               TEXT(k->closes_time), I64(k->opens_ms), I64(k->closes_ms),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return record_add(c, "research.called", k->node, k->id, k->title);
}

enum err
research_call_put(struct ctx *c, struct research_call *k)
{
    struct research_call old = {.node = k->node};

    if (k->number) {
        TRY(research_call_by_number(c, k->number, &old));
    }
    TRY(check_node(c, old.node));
    TRY(check(c, k));
    if (!k->number) {
        return insert(c, k);
    }
    TRY(db_run(c->db, &SQL_research_call_update, TEXT(k->title), TEXT(k->words),
               TEXT(k->zone), TEXT(k->opens_date), TEXT(k->opens_time),
               TEXT(k->closes_date), TEXT(k->closes_time), I64(k->opens_ms),
               I64(k->closes_ms), I64(old.id), I64(k->rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody changed this call while you wrote. What "
                             "you wrote is still here; where it differs, the "
                             "text of the other stands above the field. Save "
                             "again to keep yours."));
    }
    return record_add(c, "research.call_changed", old.node, old.id, k->title);
}
