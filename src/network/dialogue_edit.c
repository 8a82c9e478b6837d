/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue_edit: series of policy dialogues and their events, written. */

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/dialogue.h"
#include "network/dialogue.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16, AHEAD_DAYS = 1830, AIM_CHARS = 2000, TAG_CHARS = 8 };

/* What a form says, cleaned and checked. */
struct checked {
    const char *title, *place, *zone, *langs, *register_until;
    const char *from_date, *to_date;
    struct dialogue_session sessions[DIALOGUE_SESSIONS_MAX];
    size_t count;
};

#define NOT_FIRST                                                              \
    N_("Somebody changed this event while you wrote. What you wrote is still " \
       "here; where it differs, the text of the other stands above the "       \
       "field. Save again to keep yours.")

static const char *
new_number(struct ctx *c)
{
    unsigned char bytes[NUMBER_BYTES];

    random_bytes(bytes, sizeof bytes);
    return encode_base32(c->arena, bytes, sizeof bytes);
}

static const char *
checked_line(struct ctx *c, const char *typed, const char *field,
             const char *empty)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (!*clean) {
        (void)problem_at(c, field, empty);
    } else if (text_chars(clean) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, field,
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    }
    return clean;
}

/* --- series --- */

enum err
dialogue_series_put(struct ctx *c, struct dialogue_series *s)
{
    struct dialogue_series old = {.node = s->node};

    if (s->number) {
        TRY(dialogue_series_by_number(c, s->number, &old));
    }
    TRY(access_need(c, CAP_DIALOGUE_EDIT, old.node));
    s->title = checked_line(c, s->title, "title",
                            N_("Write what the dialogues are about."));
    s->aim = text_clean(c->arena, s->aim ? s->aim : "");
    if (text_chars(s->aim) > AIM_CHARS) {
        (void)problem_at(c, "aim",
                         N_("At most 2,000 characters. Shorten the text."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    if (!s->number) {
        s->id = id_new();
        s->number = new_number(c);
        s->rev = 1;
        TRY(db_run(c->db, &SQL_dialogue_series_insert, I64(s->id),
                   TEXT(s->number), I64(s->node), TEXT(s->title), TEXT(s->aim),
                   I64(c->now_ms), c->person ? I64(c->person) : NIL));
        return record_add(c, "dialogue.series_added", s->node, s->id, s->title);
    }
    TRY(db_run(c->db, &SQL_dialogue_series_update, TEXT(s->title), TEXT(s->aim),
               I64(old.id), I64(s->rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody changed this series while you wrote. "
                             "What you wrote is still here; where it differs, "
                             "the text of the other stands above the field. "
                             "Save again to keep yours."));
    }
    return record_add(c, "dialogue.series_edited", old.node, old.id, s->title);
}

/* --- the sessions, a line each: "2026-12-03 09:00-10:30 Opening" --- */

/* "9:30" or "09.30" to "09:30", and the text behind it. */
static const char *
read_time(struct ctx *c, const char *s, const char **out)
{
    size_t digits = strspn(s, "0123456789");
    int h, m;

    if (digits < 1 || digits > 2 || (s[digits] != ':' && s[digits] != '.') ||
        strspn(s + digits + 1, "0123456789") != 2) {
        return NULL;
    }
    h = digits == 2 ? (s[0] - '0') * 10 + s[1] - '0' : s[0] - '0';
    m = (s[digits + 1] - '0') * 10 + s[digits + 2] - '0';
    if (h > 23 || m > 59) {
        return NULL;
    }
    *out = arena_printf(c->arena, "%02d:%02d", h, m);
    return s + digits + 3;
}

static bool
read_session(struct ctx *c, const char *line, struct dialogue_session *out)
{
    const char *day = arena_textn(c->arena, line, strcspn(line, " "));
    const char *s = line + strlen(day);

    if (!date_valid(day) || *s != ' ') {
        return false;
    }
    out->on_date = day;
    s = read_time(c, s + strspn(s, " "), &out->from_time);
    if (!s) {
        return false;
    }
    s += strspn(s, " ");
    if (text_starts(s, "-")) {
        s++;
    } else if (text_starts(s, "\xe2\x80\x93")) { /* en dash */
        s += 3;
    } else {
        return false;
    }
    s = read_time(c, s + strspn(s, " "), &out->to_time);
    if (!s || *s != ' ') {
        return false;
    }
    out->title = text_clean(c->arena, s);
    return *out->title != '\0';
}

static int
minutes(const char *hhmm)
{
    return ((hhmm[0] - '0') * 10 + hhmm[1] - '0') * 60 + (hhmm[3] - '0') * 10 +
           hhmm[4] - '0';
}

/* What is wrong with a line that could be read; NULL = nothing. */
static const char *
session_problem(struct ctx *c, const struct checked *f,
                const struct dialogue_session *s)
{
    int64_t day = 0, today = 0, ms;

    (void)date_parse(s->on_date, &day);
    (void)date_parse(ctx_today(c), &today);
    if (strcmp(s->to_time, s->from_time) <= 0) {
        return N_("A session would end before it begins.");
    }
    if (day > today + AHEAD_DAYS) {
        return N_("A session is more than five years ahead.");
    }
    if (text_chars(s->title) > LIMIT_NAME_CHARS) {
        return N_("A line is longer than 200 characters. Shorten it.");
    }
    if (zone_exists(f->zone) &&
        (!zone_instant(f->zone, day, minutes(s->from_time), &ms) ||
         !zone_instant(f->zone, day, minutes(s->to_time), &ms))) {
        return N_("On that day clocks are put forward over that time. Choose "
                  "another.");
    }
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(f->sessions[i].title, s->title) == 0) {
            return N_("Two sessions have the same title. Tell them apart.");
        }
    }
    return NULL;
}

static void
add_span(struct ctx *c, struct checked *f)
{
    int64_t from = 0, to = 0;

    f->from_date = f->to_date = f->sessions[0].on_date;
    for (size_t i = 1; i < f->count; i++) {
        const char *day = f->sessions[i].on_date;

        f->from_date = strcmp(day, f->from_date) < 0 ? day : f->from_date;
        f->to_date = strcmp(day, f->to_date) > 0 ? day : f->to_date;
    }
    (void)date_parse(f->from_date, &from);
    (void)date_parse(f->to_date, &to);
    if (to - from >= DIALOGUE_DAYS_MAX) {
        (void)problem_at(c, "sessions",
                         N_("An event has at most 31 days. Make two of it."));
    }
}

static void
check_sessions(struct ctx *c, const char *text, struct checked *f)
{
    const char *wrong = NULL;

    for (text = text ? text : ""; *text && !wrong;) {
        size_t len = strcspn(text, "\r\n");
        const char *line =
            text_clean(c->arena, arena_textn(c->arena, text, len));
        struct dialogue_session s = {0};

        text += len + strspn(text + len, "\r\n");
        if (!*line) {
            continue;
        }
        if (f->count == DIALOGUE_SESSIONS_MAX) {
            wrong = N_("At most 40 sessions.");
        } else if (!read_session(c, line, &s)) {
            wrong = N_("A line a session: day, from-to, title, such as "
                       "2026-12-03 09:00-10:30 Opening.");
        } else {
            wrong = session_problem(c, f, &s);
            f->sessions[f->count++] = s;
        }
    }
    if (!wrong && !f->count) {
        wrong = N_("Enter at least one session.");
    }
    if (wrong) {
        (void)problem_at(c, "sessions", wrong);
        return;
    }
    add_span(c, f);
}

/* --- the other fields --- */

/* Tags as "en" or "pt-BR"; gives them with one blank between. */
static const char *
checked_langs(struct ctx *c, const char *typed)
{
    const char *s = typed ? typed : "", *out = "";
    size_t count = 0;

    while (*(s += strspn(s, " ,;\t\r\n"))) {
        size_t len = strcspn(s, " ,;\t\r\n");
        const char *tag = arena_textn(c->arena, s, len);

        s += len;
        if (len < 2 || len > TAG_CHARS || ++count > DIALOGUE_LANGS_MAX ||
            strspn(tag, "abcdefghijklmnopqrstuvwxyz") < 2 ||
            strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "-") != len) {
            (void)problem_at(c, "langs",
                             N_("Write languages by their codes, at most "
                                "eight, such as es, en, pt."));
            return "";
        }
        out = arena_printf(c->arena, "%s%s%s", out, *out ? " " : "", tag);
    }
    if (!*out) {
        (void)problem_at(c, "langs",
                         N_("Write languages by their codes, at most eight, "
                            "such as es, en, pt."));
    }
    return out;
}

static void
check_register_until(struct ctx *c, const char *typed, struct checked *f)
{
    f->register_until = text_clean(c->arena, typed ? typed : "");
    if (!*f->register_until) {
        return;
    }
    if (!date_valid(f->register_until)) {
        (void)problem_day(c, "register_until");
    } else if (f->to_date && strcmp(f->register_until, f->to_date) > 0) {
        (void)problem_at(c, "register_until",
                         N_("This day lies behind the event."));
    }
}

static enum err
check_form(struct ctx *c, const struct dialogue_form *f, struct checked *out)
{
    memset(out, 0, sizeof *out);
    out->title =
        checked_line(c, f->title, "title", N_("Write what event this is."));
    out->place =
        checked_line(c, f->place, "place", N_("Write where it takes place."));
    out->zone = text_clean(c->arena, f->zone ? f->zone : "");
    if (!zone_exists(out->zone)) {
        (void)problem_at(c, "zone",
                         N_("Write the time zone by its name, such as "
                            "America/Santiago."));
    }
    out->langs = checked_langs(c, f->langs);
    check_sessions(c, f->sessions, out);
    check_register_until(c, f->register_until, out);
    return c->problem_count ? ERR_INVALID : OK;
}

/* --- events --- */

static enum err
insert_session(struct ctx *c, int64_t event, int64_t key,
               const struct dialogue_session *s)
{
    return db_run(c->db, &SQL_dialogue_session_insert, I64(event), I64(key),
                  TEXT(s->on_date), TEXT(s->from_time), TEXT(s->to_time),
                  TEXT(s->title), I64(c->now_ms));
}

enum err
dialogue_event_enter(struct ctx *c, const char *series,
                     const struct dialogue_form *f, const char **number)
{
    struct checked *x = ARENA_NEW(c->arena, struct checked);
    struct dialogue_series s;
    int64_t id = id_new();

    TRY(dialogue_series_by_number(c, series, &s));
    TRY(access_need(c, CAP_DIALOGUE_EDIT, s.node));
    TRY(check_form(c, f, x));
    *number = new_number(c);
    TRY(db_run(c->db, &SQL_dialogue_event_insert, I64(id), TEXT(*number),
               I64(s.id), TEXT(x->title), TEXT(x->place), TEXT(x->zone),
               TEXT(x->langs), TEXT(x->from_date), TEXT(x->to_date),
               TEXT(x->register_until), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    for (size_t i = 0; i < x->count; i++) {
        TRY(insert_session(c, id, (int64_t)i + 1, &x->sessions[i]));
    }
    return record_add(c, "dialogue.event_added", s.node, id, x->title);
}

static enum err
update_session(struct ctx *c, int64_t event, int64_t key,
               const struct dialogue_session *s, bool is_off)
{
    return db_run(c->db, &SQL_dialogue_session_update, TEXT(s->on_date),
                  TEXT(s->from_time), TEXT(s->to_time), TEXT(s->title),
                  I64(is_off), I64(c->now_ms), I64(event), I64(key));
}

static const struct dialogue_session *
by_title(const struct dialogue_session *items, size_t count, const char *title)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].title, title) == 0) {
            return &items[i];
        }
    }
    return NULL;
}

static bool
is_same_time(const struct dialogue_session *a, const struct dialogue_session *b)
{
    return strcmp(a->on_date, b->on_date) == 0 &&
           strcmp(a->from_time, b->from_time) == 0 &&
           strcmp(a->to_time, b->to_time) == 0;
}

/* What has the same title is the same session; others are called off or new.
 * `all` = what calendars show of every session has changed. */
static enum err
merge_sessions(struct ctx *c, const struct dialogue_event *e, bool all,
               const struct checked *x)
{
    struct dialogue_sessions old;
    int64_t last = 0;

    TRY(dialogue_sessions(c, e, true, &old));
    for (size_t i = 0; i < old.count; i++) {
        const struct dialogue_session *o = &old.items[i];
        const struct dialogue_session *n =
            by_title(x->sessions, x->count, o->title);

        last = o->key > last ? o->key : last;
        if (n && (all || o->is_off || !is_same_time(o, n))) {
            TRY(update_session(c, e->id, o->key, n, false));
        } else if (!n && (all || !o->is_off)) {
            TRY(update_session(c, e->id, o->key, o, true));
        }
    }
    for (size_t i = 0; i < x->count; i++) {
        if (by_title(old.items, old.count, x->sessions[i].title)) {
            continue;
        }
        if (++last > DIALOGUE_KEYS_MAX) {
            return problem_at(c, "sessions",
                              N_("Too many sessions of this event were called "
                                 "off. Enter a new event."));
        }
        TRY(insert_session(c, e->id, last, &x->sessions[i]));
    }
    return OK;
}

enum err
dialogue_event_edit(struct ctx *c, const char *number, int64_t rev,
                    const struct dialogue_form *f)
{
    struct checked *x = ARENA_NEW(c->arena, struct checked);
    struct dialogue_event e;
    bool all;

    TRY(dialogue_event_by_number(c, number, &e));
    TRY(access_need(c, CAP_DIALOGUE_EDIT, e.node));
    TRY(check_form(c, f, x));
    TRY(db_run(c->db, &SQL_dialogue_event_update, TEXT(x->title),
               TEXT(x->place), TEXT(x->zone), TEXT(x->langs),
               TEXT(x->from_date), TEXT(x->to_date), TEXT(x->register_until),
               I64(e.id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          e.is_off ? N_("This event was called off.")
                                   : NOT_FIRST);
    }
    all = strcmp(e.title, x->title) != 0 || strcmp(e.place, x->place) != 0 ||
          strcmp(e.zone, x->zone) != 0;
    TRY(merge_sessions(c, &e, all, x));
    return record_add(c, "dialogue.event_edited", e.node, e.id, x->title);
}

enum err
dialogue_event_call_off(struct ctx *c, const char *number, int64_t rev,
                        const char *why)
{
    struct dialogue_event e;

    TRY(dialogue_event_by_number(c, number, &e));
    TRY(access_need(c, CAP_DIALOGUE_EDIT, e.node));
    why = checked_line(c, why, "why", N_("Write why it is called off."));
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_dialogue_event_call_off, TEXT(why), I64(e.id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          e.is_off ? N_("This event was called off.")
                                   : NOT_FIRST);
    }
    TRY(db_run(c->db, &SQL_dialogue_sessions_off, I64(c->now_ms), I64(e.id)));
    return record_add(c, "dialogue.event_called_off", e.node, e.id, why);
}
