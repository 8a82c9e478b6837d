/* SPDX-License-Identifier: Apache-2.0 */
/* post: offices of a mandate that people hold for a time. */

#include "people/post.h"

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
#include "network/office.h"
#include "network/org.h"
#include "people/person.h"
#include "people/post.sql.h"

#include <string.h>

enum { WORDS_MIN_CHARS = 10, WORDS_MAX_CHARS = 2000, YEAR_DAYS = 366 };

static void
read_post(struct ctx *c, const struct row *row, struct post *out)
{
    const char *today = ctx_today(c);

    *out = (struct post){
        .id = row_i64(row, 0),
        .mandate = row_i64(row, 1),
        .mandate_title = row_text(row, 2),
        .mandate_number = row_text(row, 3),
        .kind = row_text(row, 4),
        .title = row_text(row, 5),
        .person = row_i64(row, 6),
        .person_name = row_text(row, 7),
        .nominated_by = row_i64(row, 8),
        .nominator_slug = row_text(row, 9),
        .nominator_name = row_text(row, 10),
        .status = row_text(row, 11),
        .from_date = row_text(row, 12),
        .to_date = row_text(row, 13),
        .reason = row_text(row, 14),
    };
    out->now = strcmp(out->status, "held") == 0 &&
               strcmp(out->from_date, today) <= 0 &&
               strcmp(out->to_date, today) >= 0;
}

static void
read_list(struct ctx *c, const struct rows *rows, struct posts *out)
{
    out->count = rows->count;
    out->items = ARENA_ARRAY(c->arena, rows->count, struct post);
    for (size_t i = 0; i < rows->count; i++) {
        read_post(c, &rows->items[i], &out->items[i]);
    }
}

enum err
post_list(struct ctx *c, struct posts *out)
{
    struct org root;
    struct rows rows;

    TRY(org_root(c, &root));
    TRY(db_all(c->db, &rows, &SQL_post_list,
               I64(access_has(c, CAP_MANDATE_EDIT, root.id)),
               TEXT(c->lang->tag), TEXT(ctx_today(c)), I64(POST_LIST_MAX)));
    read_list(c, &rows, out);
    return OK;
}

enum err
post_list_of(struct ctx *c, int64_t node, struct posts *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_NOMINATE, node));
    TRY(db_all(c->db, &rows, &SQL_post_list_of, I64(1), TEXT(c->lang->tag),
               I64(node), I64(POST_LIST_MAX)));
    read_list(c, &rows, out);
    return OK;
}

/* --- what is asked for --- */

/* The demonstration acts without a person; people need the right. */
static enum err
need_network(struct ctx *c, struct org *root)
{
    TRY(org_root(c, root));
    return c->person ? access_need(c, CAP_MANDATE_EDIT, root->id) : OK;
}

static void
check_days(struct ctx *c, const struct post_spec *s)
{
    int64_t first, last;

    if (!s->from_date || !date_parse(s->from_date, &first)) {
        (void)problem_day(c, "from_date");
        return;
    }
    if (!s->to_date || !date_parse(s->to_date, &last)) {
        (void)problem_day(c, "to_date");
    } else if (last < first) {
        (void)problem_at(c, "to_date",
                         N_("The last day lies before the first."));
    } else if (last - first > POST_YEARS_MAX * YEAR_DAYS) {
        (void)problem_at(c, "to_date",
                         N_("A post is held for five years at most; then it is "
                            "given again."));
    }
}

static enum err
check(struct ctx *c, const struct post_spec *s)
{
    struct person p;
    enum err e = s->person ? person_by_id(c, s->person, &p) : ERR_MISSING;

    if (e == ERR_MISSING) {
        (void)problem_at(c, "person", N_("Choose one of the people shown."));
    } else if (e != OK) {
        return e;
    }
    if (!*s->title) {
        (void)problem_at(c, "title", N_("Write what the post is called."));
    } else if (office_is_person(s->title)) {
        (void)office_problem(c, "title");
    } else if (text_chars(s->title) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "title",
                         N_("The name may have at most 200 characters."));
    }
    check_days(c, s);
    return c->problem_count ? ERR_INVALID : OK;
}

static enum err
check_reason(struct ctx *c, const char **reason)
{
    *reason = text_clean(c->arena, *reason ? *reason : "");
    return text_chars(*reason) >= WORDS_MIN_CHARS &&
                   text_chars(*reason) <= WORDS_MAX_CHARS
               ? OK
               : problem_at(c, "reason",
                            N_("Write the reason in a sentence; it stays in "
                               "the history."));
}

static enum err
insert(struct ctx *c, int64_t mandate, const struct post_spec *s,
       int64_t nominated_by, int64_t *id)
{
    *id = id_new();
    return db_run(
        c->db, &SQL_post_insert, I64(*id), I64(mandate), TEXT(s->kind),
        TEXT(s->title), I64(s->person), nominated_by ? I64(nominated_by) : NIL,
        TEXT(nominated_by ? "nominated" : "held"), TEXT(s->from_date),
        TEXT(s->to_date), I64(c->now_ms), c->person ? I64(c->person) : NIL);
}

/* --- the secretariat's --- */

enum err
post_assign(struct ctx *c, const struct post_spec *s)
{
    struct mandate m;
    struct org root;
    struct row row;
    int64_t id;
    enum err e;

    TRY(need_network(c, &root));
    if (strcmp(s->kind, "secretary_general") != 0 &&
        strcmp(s->kind, "deputy") != 0) {
        (void)problem_at(c, "kind", N_("Choose which post it is."));
    }
    TRY(check(c, s));
    e = mandate_for(c, root.id, "secretariat", &m);
    if (e == ERR_MISSING) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("There is no secretariat in force. Give its "
                             "mandate first."));
    }
    TRY(e);
    if (strcmp(s->kind, "secretary_general") == 0) {
        e = db_one(c->db, &row, &SQL_post_meeting, I64(m.id), TEXT(s->kind),
                   TEXT(s->from_date), TEXT(s->to_date));
        if (e != ERR_MISSING) {
            return e == OK ? problem_as(c, ERR_CONFLICT, "from_date",
                                        N_("Somebody holds this post on some "
                                           "of these days. End that first."))
                           : e;
        }
    }
    TRY(insert(c, m.id, s, 0, &id));
    return record_add(c, "post.assigned", root.id, id, NULL);
}

/* --- coordinators --- */

enum err
post_nominate(struct ctx *c, int64_t node, const struct post_spec *s)
{
    struct post_spec spec = *s;
    struct mandate m;
    int64_t id;
    enum err e;

    TRY(access_need_here(c, CAP_NOMINATE, node));
    spec.kind = "coordinator";
    TRY(check(c, &spec));
    e = mandate_for(c, node, "national_centre", &m);
    if (e == ERR_MISSING || (e == OK && m.node != node)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Only a national centre in force nominates a "
                             "coordinator."));
    }
    TRY(e);
    TRY(insert(c, m.id, &spec, node, &id));
    return record_add(c, "post.nominated", node, id, NULL);
}

static enum err
answer(struct ctx *c, int64_t id, const char *status, const char *reason)
{
    struct org root;
    struct row row;

    TRY(need_network(c, &root));
    TRY(db_one(c->db, &row, &SQL_post_by_id, I64(0), TEXT(c->lang->tag),
               I64(id)));
    if (strcmp(status, "declined") == 0) {
        TRY(check_reason(c, &reason));
    }
    TRY(db_run(c->db, &SQL_post_answer, TEXT(status), TEXT(reason), I64(id)));
    return db_changed(c->db) == 0
               ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("This nomination was answered already."))
               : record_add(c,
                            strcmp(status, "held") == 0 ? "post.confirmed"
                                                        : "post.declined",
                            root.id, id, NULL);
}

enum err
post_confirm(struct ctx *c, int64_t id)
{
    return answer(c, id, "held", NULL);
}

enum err
post_decline(struct ctx *c, int64_t id, const char *reason)
{
    return answer(c, id, "declined", reason);
}

enum err
post_end(struct ctx *c, int64_t id, const char *reason)
{
    struct org root;
    struct row row;

    TRY(need_network(c, &root));
    TRY(db_one(c->db, &row, &SQL_post_by_id, I64(0), TEXT(c->lang->tag),
               I64(id)));
    TRY(check_reason(c, &reason));
    TRY(db_run(c->db, &SQL_post_end, TEXT(ctx_today(c)), TEXT(reason),
               TEXT(ctx_today(c)), I64(id)));
    return db_changed(c->db) == 0
               ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("This post is not held any more."))
               : record_add(c, "post.ended", root.id, id, NULL);
}
