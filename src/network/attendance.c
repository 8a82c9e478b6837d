/* SPDX-License-Identifier: Apache-2.0 */
/* attendance: who comes to an event of policy dialogues. */

#include "network/attendance.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/attendance.sql.h"
#include "network/dialogue.h"
#include "network/office.h"

#include <string.h>

enum err
attendance_delegations(struct ctx *c, int64_t event, struct delegations *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_attendance_delegations, I64(event),
               TEXT(c->lang->tag), I64(ATTENDANCE_LIST)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct delegation);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] =
            (struct delegation){row_i64(r, 0), row_text(r, 1), row_text(r, 2),
                                row_text(r, 3), row_i64(r, 4)};
    }
    return OK;
}

enum err
attendance_people(struct ctx *c, int64_t event, int64_t *count, bool *mine)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_attendance_people, I64(event),
               I64(c->person)));
    *count = row_i64(&row, 0);
    *mine = row_i64(&row, 1) != 0;
    return OK;
}

enum err
attendance_names(struct ctx *c, const struct dialogue_event *e,
                 int64_t after_ms, int64_t after, struct attendees *out)
{
    struct rows rows;

    *out = (struct attendees){.more = false};
    if (!access_has(c, CAP_DIALOGUE_EDIT, e->node)) {
        return ERR_MISSING;
    }
    TRY(db_all(c->db, &rows, &SQL_attendance_names, I64(e->id),
               TEXT(c->lang->tag), I64(after_ms), I64(after),
               I64(ATTENDANCE_LIST + 1)));
    out->more = rows.count > ATTENDANCE_LIST;
    out->count = out->more ? ATTENDANCE_LIST : rows.count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct attendee);
    for (size_t i = 0; i < out->count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] =
            (struct attendee){row_i64(r, 0), row_i64(r, 1), row_text(r, 2),
                              row_text(r, 3), row_text(r, 4)};
    }
    return OK;
}

static enum err
need_open(struct ctx *c, const char *number, struct dialogue_event *out)
{
    TRY(dialogue_event_by_number(c, number, out));
    return dialogue_is_open(c, out)
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("Nobody can register for this event any "
                               "more."));
}

enum err
attendance_come(struct ctx *c, const char *event)
{
    struct dialogue_event e;

    if (!c->person) {
        return ERR_DENIED;
    }
    TRY(need_open(c, event, &e));
    TRY(db_run(c->db, &SQL_attendance_insert, I64(e.id), I64(c->person),
               I64(c->now_ms)));
    return db_changed(c->db) == 0
               ? OK
               : record_add(c, "dialogue.registered", e.node, e.id, NULL);
}

/* Not to come is possible for as long as the event lies ahead, and behind it. */
enum err
attendance_stay_away(struct ctx *c, const char *event)
{
    struct dialogue_event e;

    if (!c->person) {
        return ERR_DENIED;
    }
    TRY(dialogue_event_by_number(c, event, &e));
    TRY(db_run(c->db, &SQL_attendance_delete, I64(e.id), I64(c->person)));
    return db_changed(c->db) == 0
               ? OK
               : record_add(c, "dialogue.withdrawn", e.node, e.id, NULL);
}

/* One office a line, cleaned; persons are refused. */
static const char *
checked_offices(struct ctx *c, const char *text)
{
    const char *out = "";
    size_t count = 0;

    for (text = text ? text : ""; *text;) {
        size_t len = strcspn(text, "\r\n");
        const char *line =
            text_clean(c->arena, arena_textn(c->arena, text, len));

        text += len + strspn(text + len, "\r\n");
        if (!*line) {
            continue;
        }
        if (++count > ATTENDANCE_OFFICES_MAX) {
            (void)problem_at(c, "offices", N_("At most 20 offices."));
            return "";
        }
        if (text_chars(line) > LIMIT_NAME_CHARS) {
            (void)problem_at(c, "offices",
                             N_("A line is longer than 200 characters. "
                                "Shorten it."));
            return "";
        }
        if (office_is_person(line)) {
            (void)office_problem(c, "offices");
            return "";
        }
        out = arena_printf(c->arena, "%s%s%s", out, *out ? "\n" : "", line);
    }
    return out;
}

enum err
attendance_send(struct ctx *c, const char *event, int64_t org, int64_t rev,
                const char *offices)
{
    struct value by = c->person ? I64(c->person) : NIL;
    struct dialogue_event e;

    TRY(access_need(c, CAP_DIALOGUE_ANSWER, org));
    TRY(need_open(c, event, &e));
    offices = checked_offices(c, offices);
    if (!rev && !*offices && !c->problem_count) {
        return problem_at(c, "offices",
                          N_("Write which offices come, one a line."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    if (!*offices) {
        TRY(db_run(c->db, &SQL_attendance_delete_delegation, I64(e.id),
                   I64(org), I64(rev)));
    } else if (rev) {
        TRY(db_run(c->db, &SQL_attendance_update_delegation, TEXT(offices),
                   I64(c->now_ms), by, I64(e.id), I64(org), I64(rev)));
    } else {
        TRY(db_run(c->db, &SQL_attendance_insert_delegation, I64(e.id),
                   I64(org), TEXT(offices), I64(c->now_ms), by));
    }
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody else has written this delegation "
                             "meanwhile. What you wrote is still here."));
    }
    return record_add(c,
                      *offices ? "dialogue.delegation_sent"
                               : "dialogue.delegation_withdrawn",
                      org, e.id, e.title);
}

void
attendance_foresee(struct ctx *c, int64_t event)
{
    db_foresee(c->db, &SQL_attendance_delegations, I64(event),
               TEXT(c->lang->tag), I64(ATTENDANCE_LIST));
    db_foresee(c->db, &SQL_attendance_people, I64(event), I64(c->person));
}
