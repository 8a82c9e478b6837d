/* SPDX-License-Identifier: Apache-2.0 */
/* recommendation: what a policy dialogue recommends, and what came of it. */

#include "network/recommendation.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/dialogue.h"
#include "network/directory.h"
#include "network/recommendation.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16, WHY_MIN_CHARS = 10 };

/* --- reading --- */

static void
read_one(const struct row *r, struct recommendation *out)
{
    *out = (struct recommendation){
        .id = row_i64(r, 0),
        .number = row_text(r, 1),
        .position = row_i64(r, 2),
        .words = row_text(r, 3),
        .event = row_i64(r, 4),
        .event_number = row_text(r, 5),
        .event_title = row_text(r, 6),
        .event_date = row_text(r, 7),
        .node = row_i64(r, 8),
        .node_slug = row_text(r, 9),
        .addressees = row_i64(r, 10),
        .silent = row_i64(r, 11),
        .done = row_i64(r, 12),
    };
}

static void
read_list(struct ctx *c, const struct rows *rows, struct recommendations *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct recommendation);
    for (size_t i = 0; i < rows->count; i++) {
        read_one(&rows->items[i], &out->items[i]);
    }
}

enum err
recommendation_by_number(struct ctx *c, const char *number,
                         struct recommendation *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_recommendation_by_number, TEXT(number)));
    read_one(&row, out);
    return OK;
}

enum err
recommendation_list(struct ctx *c, int64_t event, struct recommendations *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_recommendation_list, I64(event),
               I64(RECOMMENDATION_PER_EVENT)));
    read_list(c, &rows, out);
    return OK;
}

enum err
recommendation_for(struct ctx *c, int64_t org, struct recommendations *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_recommendation_for, I64(org),
               I64(RECOMMENDATION_LIST)));
    read_list(c, &rows, out);
    return OK;
}

static struct addressee
read_addressee(const struct row *r)
{
    return (struct addressee){row_i64(r, 0),  row_text(r, 1), row_text(r, 2),
                              row_text(r, 3), row_text(r, 4), row_text(r, 5),
                              row_i64(r, 6)};
}

enum err
recommendation_addressees(struct ctx *c, int64_t id, struct addressees *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_recommendation_addressees, I64(id),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct addressee);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = read_addressee(&rows.items[i]);
    }
    return OK;
}

enum err
recommendation_addressee(struct ctx *c, int64_t id, int64_t org,
                         struct addressee *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_recommendation_addressee, I64(id), I64(org),
               TEXT(c->lang->tag)));
    *out = read_addressee(&row);
    return OK;
}

enum err
recommendation_answers(struct ctx *c, int64_t id, int64_t org,
                       struct answer_lines *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_recommendation_answers, I64(id), I64(org),
               I64(RECOMMENDATION_LIST)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct answer_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct answer_line){row_text(r, 0), row_text(r, 1),
                                             row_text(r, 2)};
    }
    return OK;
}

/* --- adding --- */

struct orgs {
    int64_t items[RECOMMENDATION_ADDRESSEES];
    size_t count;
};

static bool
has_org(const struct orgs *o, int64_t org)
{
    for (size_t i = 0; i < o->count; i++) {
        if (o->items[i] == org) {
            return true;
        }
    }
    return false;
}

/* One of the lines. */
static enum err
read_addressee_line(struct ctx *c, const char *line, struct orgs *out)
{
    struct org o;
    enum err e = directory_named(c, line, &o);

    if (e == ERR_MISSING) {
        return problem_about(c, "addressees", line,
                             N_("no organisation or country here has this "
                                "name. Write it as it stands on its page."));
    }
    if (e == ERR_CONFLICT) {
        return problem_about(c, "addressees", line,
                             N_("several have this name. Write the end of its "
                                "page's address."));
    }
    TRY(e);
    if (has_org(out, o.id)) {
        return OK;
    }
    if (out->count == RECOMMENDATION_ADDRESSEES) {
        return problem_at(c, "addressees", N_("At most 40 addressees."));
    }
    out->items[out->count++] = o.id;
    return OK;
}

/* One a line. ERR_INVALID is told at once: a list with a gap helps nobody. */
static enum err
read_addressees(struct ctx *c, const char *typed, struct orgs *out)
{
    const char *s = typed ? typed : "";

    while (*(s += strspn(s, ";\r\n"))) {
        size_t len = strcspn(s, ";\r\n");
        const char *line = text_clean(c->arena, arena_textn(c->arena, s, len));

        s += len;
        if (*line) {
            TRY(read_addressee_line(c, line, out));
        }
    }
    return out->count ? OK
                      : problem_at(c, "addressees",
                                   N_("Write to whom it is addressed."));
}

enum err
recommendation_add(struct ctx *c, const char *event, const char *words,
                   const char *addressees, const char **number)
{
    struct orgs *orgs = ARENA_NEW(c->arena, struct orgs);
    unsigned char bytes[NUMBER_BYTES];
    struct dialogue_event e;
    struct row last;
    int64_t id = id_new();

    TRY(dialogue_event_by_number(c, event, &e));
    TRY(access_need(c, CAP_DIALOGUE_EDIT, e.node));
    words = text_clean(c->arena, words ? words : "");
    if (!*words) {
        (void)problem_at(c, "words", N_("Write what is recommended."));
    } else if (text_chars(words) > RECOMMENDATION_CHARS) {
        (void)problem_at(c, "words",
                         N_("At most 1,000 characters. Shorten the text."));
    }
    orgs->count = 0;
    TRY(read_addressees(c, addressees, orgs));
    TRY(db_one(c->db, &last, &SQL_recommendation_last, I64(e.id)));
    if (row_i64(&last, 0) >= RECOMMENDATION_PER_EVENT) {
        (void)problem_at(c, "words", N_("An event has at most 50."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    random_bytes(bytes, sizeof bytes);
    *number = encode_base32(c->arena, bytes, sizeof bytes);
    TRY(db_run(c->db, &SQL_recommendation_insert, I64(id), TEXT(*number),
               I64(e.id), I64(row_i64(&last, 0) + 1), TEXT(words),
               c->person ? I64(c->person) : NIL));
    for (size_t i = 0; i < orgs->count; i++) {
        TRY(db_run(c->db, &SQL_recommendation_insert_addressee, I64(id),
                   I64(orgs->items[i])));
    }
    return record_add(c, "recommendation.added", e.node, id, e.title);
}

/* --- answering --- */

static bool
is_answer(const char *status)
{
    static const char *const known[] = {"planned", "running", "done",
                                        "declined"};

    for (size_t i = 0; status && i < COUNT(known); i++) {
        if (strcmp(status, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_day(struct ctx *c, const struct recommendation *r, const char *date)
{
    if (!date_valid(date)) {
        (void)problem_day(c, "on_date");
    } else if (strcmp(date, ctx_today(c)) > 0) {
        (void)problem_at(c, "on_date", N_("This day has not come yet."));
    } else if (strcmp(date, r->event_date) < 0) {
        (void)problem_at(c, "on_date", N_("This day lies before the event."));
    }
}

static void
check_why(struct ctx *c, const char *status, const char *why)
{
    bool closes = strcmp(status, "done") == 0;

    if (text_chars(why) > RECOMMENDATION_WHY_CHARS) {
        (void)problem_at(c, "why",
                         N_("At most 2,000 characters. Shorten the text."));
    } else if ((closes || strcmp(status, "declined") == 0) &&
               text_chars(why) < WHY_MIN_CHARS) {
        (void)problem_at(c, "why",
                         closes ? N_("Write what shows that it is done: a "
                                     "document, an address, a figure.")
                                : N_("Write why it is not taken up."));
    }
}

enum err
recommendation_answer(struct ctx *c, const char *number, int64_t org,
                      int64_t rev, const struct answer_line *a)
{
    const char *date = text_clean(c->arena, a->on_date ? a->on_date : "");
    const char *why = text_clean(c->arena, a->why ? a->why : "");
    struct recommendation r;
    struct addressee x;

    TRY(recommendation_by_number(c, number, &r));
    TRY(access_need(c, CAP_DIALOGUE_ANSWER, org));
    TRY(recommendation_addressee(c, r.id, org, &x));
    if (!is_answer(a->status)) {
        return problem_at(c, "status", N_("Choose how far it is."));
    }
    check_day(c, &r, date);
    check_why(c, a->status, why);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_recommendation_update_addressee, TEXT(a->status),
               TEXT(date), TEXT(why), I64(r.id), I64(org), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody else has answered meanwhile. What you "
                             "wrote is still here; save again to keep it."));
    }
    TRY(db_run(c->db, &SQL_recommendation_insert_answer, I64(id_new()),
               I64(r.id), I64(org), TEXT(a->status), TEXT(date), TEXT(why),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return record_add(c, "recommendation.answered", org, r.id, a->status);
}

void
recommendation_foresee_list(struct ctx *c, int64_t event)
{
    db_foresee(c->db, &SQL_recommendation_list, I64(event),
               I64(RECOMMENDATION_PER_EVENT));
}
