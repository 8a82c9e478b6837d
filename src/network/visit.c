/* SPDX-License-Identifier: Apache-2.0 */
/* visit: a delegation comes. */

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
#include "formats/picture.h"
#include "network/directory.h"
#include "network/office.h"
#include "network/visit.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16 };

/* --- reading --- */

static void
read_visit(const struct row *row, bool inner, struct visit *out)
{
    *out = (struct visit){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .node = row_i64(row, 2),
        .node_slug = row_text(row, 3),
        .node_name = row_text(row, 4),
        .guest = row_text(row, 5),
        .guest_slug = row_text(row, 6),
        .title = row_text(row, 7),
        .from_date = row_text(row, 8),
        .to_date = row_text(row, 9),
        .place = row_text(row, 10),
        .delegates = row_text(row, 11),
        .agenda = row_text(row, 12),
        .public_note = row_text(row, 13),
        .minutes = inner ? row_text(row, 14) : "",
        .remarks = inner ? row_text(row, 15) : "",
        .news = inner ? row_text(row, 16) : "",
        .is_public = row_i64(row, 17) != 0,
        .rev = row_i64(row, 18),
    };
}

static enum err
read_allowed(struct ctx *c, const struct row *row, struct visit *out)
{
    bool inner = access_has(c, CAP_VISIT_EDIT, row_i64(row, 2));

    read_visit(row, inner, out);
    return out->is_public || inner ? OK : ERR_MISSING;
}

enum err
visit_by_number(struct ctx *c, const char *number, struct visit *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_visit_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    return read_allowed(c, &row, out);
}

enum err
visit_of_item(struct ctx *c, int64_t item, struct visit *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_visit_of_item, I64(item), TEXT(c->lang->tag)));
    return read_allowed(c, &row, out);
}

void
visit_foresee_of_item(struct ctx *c, int64_t item)
{
    db_foresee(c->db, &SQL_visit_of_item, I64(item), TEXT(c->lang->tag));
}

enum err
visit_list_below(struct ctx *c, int64_t node, const char *before_date,
                 int64_t before_id, struct visit_list *out)
{
    bool inner = access_has(c, CAP_VISIT_EDIT, node);
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_visit_list_below, I64(node), I64(inner),
               TEXT(before_date), I64(before_id), TEXT(c->lang->tag),
               I64(VISIT_PAGE + 1)));
    out->more = rows.count > VISIT_PAGE;
    out->count = out->more ? VISIT_PAGE : rows.count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct visit);
    for (size_t i = 0; i < out->count; i++) {
        read_visit(&rows.items[i], inner, &out->items[i]);
    }
    return OK;
}

/* --- writing --- */

static const char *
clean(struct ctx *c, const char *field, const char *s, size_t most)
{
    s = text_clean(c->arena, s ? s : "");
    if (text_chars(s) > most) {
        (void)problem_at(c, field, N_("This is too long; shorten it."));
    }
    return s;
}

/* Each line is an office. */
static void
check_offices(struct ctx *c, const char *field, const char *lines)
{
    while (*lines) {
        size_t len = strcspn(lines, "\n");

        if (office_is_person(
                text_clean(c->arena, arena_textn(c->arena, lines, len)))) {
            (void)office_problem(c, field);
            return;
        }
        lines += len + (lines[len] == '\n');
    }
}

static void
check_days(struct ctx *c, struct visit *v)
{
    if (!v->to_date || !*v->to_date) {
        v->to_date = v->from_date;
    }
    if (!v->from_date || !date_valid(v->from_date)) {
        (void)problem_day(c, "from_date");
    } else if (!date_valid(v->to_date)) {
        (void)problem_day(c, "to_date");
    } else if (strcmp(v->to_date, v->from_date) < 0) {
        (void)problem_at(c, "to_date", N_("It would end before it begins."));
    }
}

static enum err
check(struct ctx *c, struct visit *v)
{
    v->title = clean(c, "title", v->title, LIMIT_NAME_CHARS);
    v->guest = clean(c, "guest", v->guest, LIMIT_NAME_CHARS);
    v->place = clean(c, "place", v->place, LIMIT_NAME_CHARS);
    v->delegates = clean(c, "delegates", v->delegates, LIMIT_TEXT_CHARS);
    v->agenda = clean(c, "agenda", v->agenda, LIMIT_TEXT_CHARS);
    v->public_note = clean(c, "public_note", v->public_note, LIMIT_TEXT_CHARS);
    v->minutes = clean(c, "minutes", v->minutes, LIMIT_TEXT_CHARS);
    v->remarks = clean(c, "remarks", v->remarks, LIMIT_TEXT_CHARS);
    v->news = clean(c, "news", v->news, LIMIT_TEXT_CHARS);
    if (!*v->title) {
        (void)problem_at(c, "title",
                         N_("Write what it was, such as Visit of the regional "
                            "office to headquarters."));
    }
    if (!*v->guest) {
        (void)problem_at(c, "guest", N_("Write which institution came."));
    }
    check_offices(c, "guest", v->guest);
    check_offices(c, "delegates", v->delegates);
    check_days(c, v);
    return c->problem_count ? ERR_INVALID : OK;
}

/* The organisation with exactly this name; two of one name are nobody. */
static enum err
find_guest(struct ctx *c, const char *name, int64_t *org)
{
    struct org guest;
    enum err e = directory_named(c, name, &guest);

    *org = e == OK ? guest.id : 0;
    return e == ERR_MISSING || e == ERR_CONFLICT ? OK : e;
}

static enum err
insert(struct ctx *c, struct visit *v, struct value guest_org)
{
    unsigned char number[NUMBER_BYTES];

    random_bytes(number, sizeof number);
    v->number = encode_base32(c->arena, number, sizeof number);
    v->id = id_new();
    TRY(db_run(
        c->db, &SQL_visit_insert, I64(v->id), TEXT(v->number), I64(v->node),
        TEXT(v->guest), guest_org, TEXT(v->title), TEXT(v->from_date),
        TEXT(v->to_date), TEXT(v->place), TEXT(v->delegates), TEXT(v->agenda),
        TEXT(v->public_note), TEXT(v->minutes), TEXT(v->remarks), TEXT(v->news),
        I64(v->is_public), I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return record_add(c, "visit.recorded", v->node, v->id, NULL);
}

enum err
visit_put(struct ctx *c, struct visit *v)
{
    struct value guest_org;
    int64_t org;

    TRY(access_need(c, CAP_VISIT_EDIT, v->node));
    TRY(check(c, v));
    TRY(find_guest(c, v->guest, &org));
    guest_org = org ? I64(org) : NIL;
    if (!v->id) {
        return insert(c, v, guest_org);
    }
    TRY(db_run(c->db, &SQL_visit_update, TEXT(v->guest), guest_org,
               TEXT(v->title), TEXT(v->from_date), TEXT(v->to_date),
               TEXT(v->place), TEXT(v->delegates), TEXT(v->agenda),
               TEXT(v->public_note), TEXT(v->minutes), TEXT(v->remarks),
               TEXT(v->news), I64(v->is_public), I64(v->id), I64(v->rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody else changed this visit meanwhile. What "
                             "you wrote is still here; where it differs, "
                             "their text stands above the field. Take over "
                             "what is right, then save again."));
    }
    return record_add(c, "visit.changed", v->node, v->id, NULL);
}

enum err
visit_forget_news(struct ctx *c, const struct visit *v)
{
    TRY(access_need(c, CAP_VISIT_EDIT, v->node));
    return db_run(c->db, &SQL_visit_forget_news, I64(v->id));
}

/* --- pictures --- */

enum err
visit_pictures(struct ctx *c, int64_t visit, struct visit_pictures *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_visit_picture_list, I64(visit)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct visit_picture);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct visit_picture){
            .position = row_i64(r, 0),
            .hash = row_text(r, 1),
            .type = row_text(r, 2),
            .width = row_i64(r, 3),
            .height = row_i64(r, 4),
            .bytes = row_i64(r, 5),
            .caption = row_text(r, 6),
        };
    }
    return OK;
}

void
visit_foresee_pictures(struct ctx *c, int64_t visit)
{
    db_foresee(c->db, &SQL_visit_picture_list, I64(visit));
}

enum err
visit_add_picture(struct ctx *c, const struct visit *v, const struct picture *p,
                  const char *hash, const char *caption)
{
    struct visit_pictures there;
    int64_t position;

    TRY(access_need(c, CAP_VISIT_EDIT, v->node));
    TRY(visit_pictures(c, v->id, &there));
    if (there.count >= VISIT_PICTURES_MAX) {
        return problem_as(c, ERR_LIMIT, "picture",
                          N_("Twelve pictures are there already; that is all "
                             "a visit can have."));
    }
    position = there.count ? there.items[there.count - 1].position + 1 : 1;
    caption = clean(c, "caption", caption, LIMIT_NAME_CHARS);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_visit_insert_picture, I64(v->id), I64(position),
               TEXT(hash), TEXT(p->type), I64(p->width), I64(p->height),
               I64((int64_t)p->len), TEXT(caption)));
    return record_add(c, "visit.pictured", v->node, v->id, NULL);
}
