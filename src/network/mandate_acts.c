/* SPDX-License-Identifier: Apache-2.0 */
/* mandate_acts: what happens to a mandate: its steps, its terms, its end. */

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/mandate.h"
#include "network/mandate.sql.h"
#include "network/office.h"

#include <string.h>

enum {
    REASON_MIN_CHARS = 10,
    REASON_MAX_CHARS = 2000,
    TERM_DAYS_MAX = 3660 /* ten years */
};

/* The terminal and imports act without a person; people need the right. */
static enum err
need_edit(struct ctx *c, int64_t node)
{
    return c->person ? access_need(c, CAP_MANDATE_EDIT, node) : OK;
}

static const char *const events[] = {"contact", "agreement", "launch",
                                     "endorsement", "end"};

bool
mandate_is_event(const char *event)
{
    for (size_t i = 0; i < COUNT(events); i++) {
        if (strcmp(events[i], event) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_words(struct ctx *c, const struct mandate_event *e)
{
    size_t chars = e->note ? text_chars(e->note) : 0;

    if (c->person && strcmp(e->event, "end") == 0 && chars < REASON_MIN_CHARS) {
        (void)problem_at(c, "note",
                         N_("Write why it ends, in a sentence; it stays in the "
                            "history."));
    } else if (chars > REASON_MAX_CHARS) {
        (void)problem_at(c, "note", N_("At most 2,000 characters."));
    }
    if (e->who && office_is_person(e->who)) {
        (void)office_problem(c, "who");
    } else if (e->who && text_chars(e->who) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "who",
                         N_("The name may have at most 200 characters."));
    }
    if (e->document && text_chars(e->document) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "document",
                         N_("The name may have at most 200 characters."));
    }
}

/* Imports replay a history whose clock need not have come so far. */
static enum err
check_event(struct ctx *c, const struct mandate *m,
            const struct mandate_event *e)
{
    const char *event = e->event, *on_date = e->on_date;

    check_words(c, e);
    if (!date_valid(on_date)) {
        (void)problem_day(c, "on_date");
    } else if (c->person && strcmp(on_date, ctx_today(c)) > 0) {
        (void)problem_at(c, "on_date",
                         N_("This day has not come yet. Note what has "
                            "happened already."));
    }
    if (!mandate_is_event(event)) {
        (void)problem_at(c, "event", N_("Choose what happened."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    return strcmp(m->status, "ended") == 0 && strcmp(event, "endorsement") != 0
               ? problem_as(c, ERR_CONFLICT, "event",
                            N_("This mandate has ended. Give a new one."))
               : OK;
}

static enum err
end(struct ctx *c, int64_t id, const char *on_date)
{
    TRY(db_run(c->db, &SQL_mandate_set_status, TEXT("ended"), TEXT(on_date),
               I64(id)));
    return db_run(c->db, &SQL_mandate_end_grants, TEXT(on_date), I64(id));
}

enum err
mandate_note_event(struct ctx *c, int64_t id, const struct mandate_event *e)
{
    struct mandate m;

    TRY(mandate_by_id(c, id, &m));
    TRY(need_edit(c, m.node));
    TRY(check_event(c, &m, e));
    TRY(db_run(c->db, &SQL_mandate_insert_event, I64(id_new()), I64(id),
               TEXT(e->event), TEXT(e->on_date), TEXT(e->note), TEXT(e->who),
               TEXT(e->document), c->person ? I64(c->person) : NIL));
    if (strcmp(e->event, "launch") == 0) {
        TRY(db_run(c->db, &SQL_mandate_set_status, TEXT("active"),
                   TEXT(m.to_date), I64(id)));
    } else if (strcmp(e->event, "agreement") == 0 &&
               strcmp(m.status, "contact") == 0) {
        TRY(db_run(c->db, &SQL_mandate_set_status, TEXT("agreed"),
                   TEXT(m.to_date), I64(id)));
    } else if (strcmp(e->event, "end") == 0) {
        TRY(end(c, id, e->on_date));
    }
    return record_add(c, arena_printf(c->arena, "mandate.%s", e->event), m.node,
                      id, NULL);
}

enum err
mandate_note(struct ctx *c, int64_t id, const char *event, const char *on_date,
             const char *note)
{
    const struct mandate_event e = {
        .event = event, .on_date = on_date, .note = note};

    return mandate_note_event(c, id, &e);
}

/* --- its time --- */

enum err
mandate_terms(struct ctx *c, int64_t id, struct mandate_terms *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_mandate_terms, I64(id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct mandate_term);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct mandate_term){row_text(&rows.items[i], 0),
                                              row_text(&rows.items[i], 1)};
    }
    return OK;
}

enum err
mandate_next_end(struct ctx *c, const struct mandate *m, const char **out)
{
    struct mandate_terms terms;
    char *day = arena_alloc(c->arena, DATE_SIZE);

    *out = NULL;
    if (!m->to_date) {
        return OK;
    }
    TRY(mandate_terms(c, m->id, &terms));
    date_next_end(terms.count ? terms.items[terms.count - 1].from_date
                              : m->from_date,
                  m->to_date, day);
    *out = day;
    return OK;
}

static enum err
check_last_day(struct ctx *c, const char *from, const char *to_date)
{
    int64_t first = 0, last;

    (void)date_parse(from, &first);
    return to_date && date_parse(to_date, &last) && last > first &&
                   last - first <= TERM_DAYS_MAX
               ? OK
               : problem_at(c, "to_date",
                            N_("Write its last day, as year-month-day: after "
                               "the last term, ten years on at most."));
}

enum err
mandate_renew(struct ctx *c, int64_t id, int64_t rev, const char *to_date)
{
    char *from = arena_alloc(c->arena, DATE_SIZE);
    struct mandate m;
    int64_t last = 0;

    TRY(mandate_by_id(c, id, &m));
    TRY(need_edit(c, m.node));
    if (strcmp(m.status, "active") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Only a mandate that was launched and has not "
                             "ended has terms."));
    }
    if (m.to_date) {
        (void)date_parse(m.to_date, &last);
        date_write(last + 1, from);
    } else {
        from = arena_text(c->arena, m.from_date);
    }
    if (!to_date || !*to_date) {
        TRY(mandate_next_end(c, &m, &to_date));
    }
    TRY(check_last_day(c, from, to_date));
    TRY(db_run(c->db, &SQL_mandate_extend, TEXT(to_date), I64(id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody else changed this mandate a moment ago. "
                             "Look at it again, then decide."));
    }
    TRY(db_run(c->db, &SQL_mandate_insert_term, I64(id_new()), I64(id),
               TEXT(from), TEXT(to_date), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    return record_add(c, "mandate.renewed", m.node, id, to_date);
}
