/* SPDX-License-Identifier: Apache-2.0 */
/* grouping: countries taken together beside the tree. */

#include "network/grouping.h"

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
#include "network/grouping.sql.h"

#include <string.h>

enum { COUNTRIES_MAX = 64 }; /* of a form; as the statements have places */

/* --- reading --- */

static void
read_grouping(const struct row *r, struct grouping *out)
{
    *out = (struct grouping){
        .id = row_i64(r, 0),
        .slug = row_text(r, 1),
        .node = row_i64(r, 2),
        .kind = row_text(r, 3),
        .name = row_text(r, 4),
        .rev = row_i64(r, 5),
    };
}

enum err
grouping_list(struct ctx *c, int64_t node, struct groupings *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_grouping_list, I64(node),
               I64(GROUPING_LIST)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct grouping);
    for (size_t i = 0; i < rows.count; i++) {
        read_grouping(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
grouping_by_slug(struct ctx *c, const char *slug, struct grouping *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_grouping_by_slug, TEXT(slug)));
    read_grouping(&row, out);
    return OK;
}

enum err
grouping_members(struct ctx *c, int64_t id, const char *date,
                 struct grouping_members *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_grouping_members, I64(id),
               TEXT(date ? date : ""), TEXT(c->lang->tag),
               I64(GROUPING_MEMBERS)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct grouping_member);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct grouping_member){row_i64(r, 0), row_text(r, 1),
                                                 row_text(r, 2), row_text(r, 3),
                                                 row_text(r, 4)};
    }
    return OK;
}

void
grouping_foresee_members(struct ctx *c, int64_t id, const char *date)
{
    db_foresee(c->db, &SQL_grouping_members, I64(id), TEXT(""),
               TEXT(c->lang->tag), I64(GROUPING_MEMBERS));
    db_foresee(c->db, &SQL_grouping_members, I64(id), TEXT(date),
               TEXT(c->lang->tag), I64(GROUPING_MEMBERS));
}

/* --- writing --- */

static bool
is_kind(const char *s)
{
    static const char *const kinds[] = {GROUPING_KINDS};

    for (size_t i = 0; s && i < COUNT(kinds); i++) {
        if (strcmp(s, kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

static enum err
check(struct ctx *c, struct grouping *g, const int64_t *countries, size_t count,
      const char *date)
{
    struct rows rows;

    g->name = text_clean(c->arena, g->name ? g->name : "");
    if (!*g->name) {
        (void)problem_at(c, "name", N_("Write the name."));
    } else if (text_chars(g->name) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "name",
                         N_("The name may have at most 200 characters."));
    }
    if (!is_kind(g->kind)) {
        (void)problem_at(c, "kind", N_("Choose one."));
    }
    if (!date || !date_valid(date) || strcmp(date, ctx_today(c)) > 0) {
        (void)problem_at(c, "from_date", N_("Choose a day, today or earlier."));
    }
    if (count == 0 || count > COUNTRIES_MAX) {
        return problem_at(c, "country", N_("Choose at least one."));
    }
    TRY(db_all(c->db, &rows, &SQL_grouping_countries, I64(g->node),
               I64S(countries, count)));
    if (rows.count != count) {
        (void)problem_at(c, "country",
                         N_("Choose from the countries and territories "
                            "shown."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

static struct value
by(const struct ctx *c)
{
    return c->person ? I64(c->person) : NIL;
}

static enum err
keep(struct ctx *c, struct grouping *g)
{
    if (g->id) {
        TRY(db_run(c->db, &SQL_grouping_update, TEXT(g->kind), TEXT(g->name),
                   I64(g->id), I64(g->rev)));
        return db_changed(c->db)
                   ? OK
                   : problem_as(c, ERR_CONFLICT, NULL,
                                N_("Somebody else has changed this grouping "
                                   "meanwhile. What you wrote is still "
                                   "here."));
    }
    g->id = id_new();
    g->slug = text_slug(c->arena, g->name);
    if (!*g->slug) { /* of letters that addresses have not */
        g->slug = arena_printf(c->arena, "g%lld", (long long)g->id);
    }
    TRY(db_run(c->db, &SQL_grouping_insert, I64(g->id), TEXT(g->slug),
               I64(g->node), TEXT(g->kind), TEXT(g->name), I64(c->now_ms),
               by(c)));
    return db_changed(c->db)
               ? OK
               : problem_as(c, ERR_CONFLICT, "name",
                            N_("There is a grouping of this name already."));
}

enum err
grouping_put(struct ctx *c, struct grouping *g, const int64_t *countries,
             size_t count, const char *date)
{
    bool is_new = g->id == 0;

    TRY(access_need(c, CAP_GROUPING_EDIT, g->node));
    TRY(check(c, g, countries, count, date));
    TRY(keep(c, g));
    TRY(db_run(c->db, &SQL_grouping_leave, TEXT(date), I64(g->id),
               I64S(countries, count)));
    TRY(db_run(c->db, &SQL_grouping_forget, I64(g->id), TEXT(date),
               I64S(countries, count)));
    for (size_t i = 0; i < count; i++) {
        TRY(db_run(c->db, &SQL_grouping_come, I64(id_new()), I64(g->id),
                   I64(countries[i]), TEXT(date), by(c)));
    }
    return record_add(c, is_new ? "grouping.made" : "grouping.changed", g->node,
                      g->id, g->name);
}

void
grouping_foresee_list(struct ctx *c, int64_t node)
{
    db_foresee(c->db, &SQL_grouping_list, I64(node), I64(GROUPING_LIST));
}
