/* SPDX-License-Identifier: Apache-2.0 */
/* visit: a delegation came: entered, edited, read. */

#include "network/visit.h"

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
#include "network/office.h"
#include "network/visit.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16, TIME_CHARS = 5, AHEAD_DAYS = 730 };

/* As stored, in the order of enum visit_part; and as fields of the form. */
static const char *const part_names[VISIT_PARTS] = {"guest", "host", "agenda",
                                                    "stop"};
static const char *const part_fields[VISIT_PARTS] = {"guests", "hosts",
                                                     "agenda", "stops"};

static void
read_visit(const struct row *row, struct visit *out)
{
    *out = (struct visit){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .node = row_i64(row, 2),
        .node_slug = row_text(row, 3),
        .node_name = row_text(row, 4),
        .title = row_text(row, 5),
        .host = row_text(row, 6),
        .guest = row_text(row, 7),
        .place = row_text(row, 8),
        .from_date = row_text(row, 9),
        .to_date = row_text(row, 10),
        .is_public = row_i64(row, 11) != 0,
        .public_note = row_text(row, 12),
        .minutes = row_text(row, 13),
        .remarks = row_text(row, 14),
        .rev = row_i64(row, 15),
    };
}

enum err
visit_by_number(struct ctx *c, const char *number, struct visit *out)
{
    struct row row;
    bool inner;

    TRY(db_one(c->db, &row, &SQL_visit_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_visit(&row, out);
    inner = access_has(c, CAP_VISIT_READ, out->node);
    if (!inner && !out->is_public) {
        return ERR_MISSING;
    }
    if (!inner) {
        out->minutes = "";
    }
    if (!inner || !access_has(c, CAP_VISIT_EDIT, out->node)) {
        out->remarks = "";
    }
    return OK;
}

enum err
visit_lines(struct ctx *c, int64_t visit, struct visit_lines *out)
{
    struct rows rows;

    memset(out, 0, VISIT_PARTS * sizeof *out);
    TRY(db_all(c->db, &rows, &SQL_visit_line_list, I64(visit)));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        for (int p = 0; p < VISIT_PARTS; p++) {
            if (strcmp(part_names[p], row_text(r, 0)) == 0 &&
                out[p].count < VISIT_LINES_MAX) {
                out[p].items[out[p].count++] =
                    (struct visit_line){row_text(r, 1), row_text(r, 2)};
            }
        }
    }
    return OK;
}

const char *
visit_lines_text(struct ctx *c, const struct visit_lines *lines)
{
    const char *out = "";

    for (size_t i = 0; i < lines->count; i++) {
        const struct visit_line *l = &lines->items[i];

        out = arena_printf(c->arena, "%s%s%s%s%s", out, i ? "\n" : "",
                           l->at_time, *l->at_time ? " " : "", l->line);
    }
    return out;
}

/* --- lists --- */

static void
read_list(struct ctx *c, const struct rows *rows, struct visit_list *out)
{
    out->more = rows->count > VISIT_PAGE;
    out->count = out->more ? VISIT_PAGE : rows->count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct visit);
    for (size_t i = 0; i < out->count; i++) {
        read_visit(&rows->items[i], &out->items[i]);
    }
}

/* "" = from the newest: later than any day. */
static const char *
or_last(const char *before)
{
    return *before ? before : "9999-12-31";
}

enum err
visit_list_below(struct ctx *c, int64_t org, const char *before,
                 int64_t before_id, struct visit_list *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_VISIT_READ, org));
    TRY(db_all(c->db, &rows, &SQL_visit_list_below, I64(org),
               TEXT(or_last(before)), I64(before_id), TEXT(c->lang->tag),
               I64(VISIT_PAGE + 1)));
    read_list(c, &rows, out);
    return OK;
}

enum err
visit_list_public(struct ctx *c, const char *before, int64_t before_id,
                  struct visit_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_visit_list_public, TEXT(or_last(before)),
               I64(before_id), TEXT(c->lang->tag), I64(VISIT_PAGE + 1)));
    read_list(c, &rows, out);
    return OK;
}

/* --- checking what was typed: every wrong field says so --- */

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

static const char *
checked_office(struct ctx *c, const char *typed, const char *field,
               const char *empty)
{
    const char *clean = checked_line(c, typed, field, empty);

    if (office_is_person(clean)) {
        (void)problem_at(c, field, OFFICE_PROBLEM);
    }
    return clean;
}

static const char *
checked_text(struct ctx *c, const char *typed, const char *field)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (text_chars(clean) > LIMIT_TEXT_CHARS) {
        (void)problem_at(c, field,
                         N_("This is longer than 20,000 characters. Shorten "
                            "the text."));
    }
    return clean;
}

static void
check_days(struct ctx *c, struct visit *v)
{
    int64_t from = 0, to = 0, today = 0;

    v->from_date = text_clean(c->arena, v->from_date ? v->from_date : "");
    v->to_date = text_clean(c->arena, v->to_date ? v->to_date : "");
    if (!date_parse(v->from_date, &from)) {
        (void)problem_at(c, "from_date",
                         N_("Write the day as year-month-day, such as "
                            "2026-03-31."));
        return;
    }
    (void)date_parse(ctx_today(c), &today);
    if (from > today + AHEAD_DAYS) {
        (void)problem_at(c, "from_date",
                         N_("This day is more than two years ahead."));
    }
    if (!*v->to_date) {
        v->to_date = v->from_date;
    } else if (!date_parse(v->to_date, &to)) {
        (void)problem_at(c, "to_date",
                         N_("Write the day as year-month-day, such as "
                            "2026-03-31."));
    } else if (to < from) {
        (void)problem_at(c, "to_date", N_("It would end before it begins."));
    } else if (to - from >= VISIT_DAYS_MAX) {
        (void)problem_at(c, "to_date", N_("A visit has at most 31 days."));
    }
}

/* "9:30 Welcome" or "09:30 Welcome": the time, and where the text begins. */
static const char *
split_time(struct ctx *c, const char *line, const char **at_time)
{
    size_t hour = strspn(line, "0123456789");
    int h, m;

    *at_time = "";
    if (hour < 1 || hour > 2 || (line[hour] != ':' && line[hour] != '.') ||
        strspn(line + hour + 1, "0123456789") != 2 || line[hour + 3] != ' ') {
        return line;
    }
    h = hour == 2 ? (line[0] - '0') * 10 + line[1] - '0' : line[0] - '0';
    m = (line[hour + 1] - '0') * 10 + line[hour + 2] - '0';
    if (h > 23 || m > 59) {
        return line;
    }
    *at_time = arena_printf(c->arena, "%02d:%02d", h, m);
    return line + hour + 4;
}

/* Can be told apart: a line too much, a person instead of an office, a line
 * without an end. */
static void
check_part(struct ctx *c, enum visit_part part, const char *text,
           struct visit_lines *out)
{
    const char *field = part_fields[part];

    out->count = 0;
    while (*text) {
        size_t len = strcspn(text, "\r\n");
        const char *line =
            text_clean(c->arena, arena_textn(c->arena, text, len));
        struct visit_line l;

        text += len + strspn(text + len, "\r\n");
        if (!*line) {
            continue;
        }
        if (out->count == VISIT_LINES_MAX) {
            (void)problem_at(c, field, N_("At most 40 lines."));
            return;
        }
        l.line = part == VISIT_AGENDA || part == VISIT_STOP
                     ? split_time(c, line, &l.at_time)
                     : (l.at_time = "", line);
        if (text_chars(l.line) > LIMIT_NAME_CHARS) {
            (void)problem_at(c, field,
                             N_("A line is longer than 200 characters. "
                                "Shorten it."));
            return;
        }
        if (office_is_person(l.line)) {
            (void)problem_at(c, field, OFFICE_PROBLEM);
            return;
        }
        out->items[out->count++] = l;
    }
}

static enum err
check_form(struct ctx *c, struct visit_form *f, struct visit_lines *lines)
{
    struct visit *v = &f->v;

    v->title = checked_line(c, v->title, "title",
                            N_("Write what visit this is, in a few words."));
    v->guest =
        checked_office(c, v->guest, "guest", N_("Write which office came."));
    v->host =
        checked_office(c, v->host, "host", N_("Write which office received."));
    v->place = checked_line(c, v->place, "place", N_("Write where it was."));
    check_days(c, v);
    v->public_note = checked_text(c, v->public_note, "public_note");
    v->minutes = checked_text(c, v->minutes, "minutes");
    v->remarks = checked_text(c, v->remarks, "remarks");
    for (int p = 0; p < VISIT_PARTS; p++) {
        check_part(c, (enum visit_part)p, f->parts[p] ? f->parts[p] : "",
                   &lines[p]);
    }
    return c->problem_count ? ERR_INVALID : OK;
}

/* --- writing --- */

static enum err
put_lines(struct ctx *c, int64_t visit, const struct visit_lines *lines)
{
    for (int p = 0; p < VISIT_PARTS; p++) {
        for (size_t i = 0; i < lines[p].count; i++) {
            TRY(db_run(c->db, &SQL_visit_insert_line, I64(visit),
                       TEXT(part_names[p]), I64((int64_t)i + 1),
                       TEXT(lines[p].items[i].at_time),
                       TEXT(lines[p].items[i].line)));
        }
    }
    return OK;
}

enum err
visit_enter(struct ctx *c, int64_t node, struct visit_form *f)
{
    struct visit_lines *lines =
        ARENA_ARRAY(c->arena, VISIT_PARTS, struct visit_lines);
    unsigned char bytes[NUMBER_BYTES];
    struct visit *v = &f->v;

    TRY(access_need(c, CAP_VISIT_EDIT, node));
    TRY(check_form(c, f, lines));
    random_bytes(bytes, sizeof bytes);
    v->number = encode_base32(c->arena, bytes, sizeof bytes);
    v->id = id_new();
    v->node = node;
    v->rev = 1;
    TRY(db_run(c->db, &SQL_visit_insert, I64(v->id), TEXT(v->number), I64(node),
               TEXT(v->title), TEXT(v->host), TEXT(v->guest), TEXT(v->place),
               TEXT(v->from_date), TEXT(v->to_date), I64(v->is_public),
               TEXT(v->public_note), TEXT(v->minutes), TEXT(v->remarks),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    TRY(put_lines(c, v->id, lines));
    return record_add(c, "visit.entered", node, v->id, v->title);
}

enum err
visit_edit(struct ctx *c, const char *number, int64_t rev, struct visit_form *f)
{
    struct visit_lines *lines =
        ARENA_ARRAY(c->arena, VISIT_PARTS, struct visit_lines);
    struct visit *v = &f->v, old;

    TRY(visit_by_number(c, number, &old));
    TRY(access_need(c, CAP_VISIT_EDIT, old.node));
    TRY(check_form(c, f, lines));
    TRY(db_run(c->db, &SQL_visit_update, TEXT(v->title), TEXT(v->host),
               TEXT(v->guest), TEXT(v->place), TEXT(v->from_date),
               TEXT(v->to_date), I64(v->is_public), TEXT(v->public_note),
               TEXT(v->minutes), TEXT(v->remarks), I64(old.id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody changed this visit while you wrote. "
                             "What you wrote is still here; where it differs, "
                             "the text of the other stands above the field. "
                             "Save again to keep yours."));
    }
    TRY(db_run(c->db, &SQL_visit_clear_lines, I64(old.id)));
    TRY(put_lines(c, old.id, lines));
    v->id = old.id;
    v->number = old.number;
    v->node = old.node;
    v->rev = rev + 1;
    return record_add(c, "visit.edited", old.node, old.id, v->title);
}
