/* SPDX-License-Identifier: Apache-2.0 */
/* org: the nodes of the tree of responsibility. */

#include "network/org.h"

#include "base/arena.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/count.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/country.h"
#include "network/directory.h"
#include "network/org.sql.h"

#include <stdlib.h>
#include <string.h>

enum { BELOW_SLICE = 64 };

/* The twelve columns every statement about nodes answers with. */
void
org_read(struct ctx *c, const struct row *row, struct org *out)
{
    const char *common;

    *out = (struct org){
        .id = row_i64(row, 0),
        .kind = row_text(row, 1),
        .slug = row_text(row, 2),
        .name = row_text(row, 3),
        .country = row_text(row, 4),
        .city = row_text(row, 5),
        .website = row_text(row, 6),
        .ror = row_text(row, 7),
        .zone = row_text(row, 8),
        .lang = row_text(row, 9),
        .status = row_text(row, 10),
        .rev = row_i64(row, 11),
    };
    if (strcmp(out->kind, "country") == 0 ||
        strcmp(out->kind, "territory") == 0) {
        common = country_name(out->country, c->lang->tag);
        out->name = common ? common : out->name;
    }
}

static void
read_list(struct ctx *c, const struct rows *rows, struct org_list *out)
{
    out->items = ARENA_ARRAY(c->arena, rows->count, struct org);
    out->count = rows->count;
    for (size_t i = 0; i < rows->count; i++) {
        org_read(c, &rows->items[i], &out->items[i]);
    }
}

enum err
org_by_id(struct ctx *c, int64_t id, struct org *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_org_by_id, I64(id), TEXT(c->lang->tag)));
    org_read(c, &row, out);
    return OK;
}

enum err
org_by_slug(struct ctx *c, const char *slug, struct org *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_org_by_slug, TEXT(slug), TEXT(c->lang->tag)));
    org_read(c, &row, out);
    return OK;
}

bool
org_is_institution_of(const struct org *o, const char *country)
{
    return strcmp(o->kind, "institution") == 0 &&
           text_equal(o->country, country);
}

enum err
org_by_old_slug(struct ctx *c, const char *slug, struct org *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_org_by_old_slug, TEXT(slug)));
    return org_by_id(c, row_i64(&row, 0), out);
}

enum err
org_root(struct ctx *c, struct org *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_org_root, TEXT(c->lang->tag)));
    org_read(c, &row, out);
    return OK;
}

enum err
org_by_country(struct ctx *c, const char *code, struct org *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_org_by_country, TEXT(code)));
    return org_by_id(c, row_i64(&row, 0), out);
}

enum err
org_way(struct ctx *c, int64_t id, struct org_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_org_way, I64(id), TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    return OK;
}

enum err
org_are_below(struct ctx *c, int64_t id, const int64_t *nodes, size_t n,
              bool *below)
{
    memset(below, 0, n * sizeof *below);
    for (size_t from = 0; from < n; from += BELOW_SLICE) {
        size_t count = n - from < BELOW_SLICE ? n - from : BELOW_SLICE;
        struct rows rows;

        TRY(db_all(c->db, &rows, &SQL_org_are_below, I64(id),
                   I64S(nodes + from, count)));
        for (size_t i = 0; i < rows.count; i++) {
            for (size_t j = from; j < from + count; j++) {
                below[j] = below[j] || nodes[j] == row_i64(&rows.items[i], 0);
            }
        }
    }
    return OK;
}

/* An organisation with what it is sorted by. */
struct keyed {
    const char *key;
    struct org org;
};

static int
by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    return order ? order : (x->org.id > y->org.id) - (x->org.id < y->org.id);
}

/* By the names the reader sees, which the database does not know of
 * countries. */
static void
sort_by_name(struct ctx *c, struct org_list *list)
{
    struct keyed *keyed = ARENA_ARRAY(c->arena, list->count, struct keyed);

    for (size_t i = 0; i < list->count; i++) {
        keyed[i] = (struct keyed){text_fold(c->arena, list->items[i].name),
                                  list->items[i]};
    }
    qsort(keyed, list->count, sizeof *keyed, by_key);
    for (size_t i = 0; i < list->count; i++) {
        list->items[i] = keyed[i].org;
    }
}

void
org_ask_children(struct ctx *c, int64_t id, const char *kind, struct answer *a)
{
    db_ask(c->db, a, &SQL_org_children, I64(id), TEXT(kind),
           TEXT(c->lang->tag));
}

enum err
org_take_children(struct ctx *c, struct answer *a, struct org_list *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    read_list(c, &rows, out);
    sort_by_name(c, out);
    return OK;
}

enum err
org_children(struct ctx *c, int64_t id, const char *kind, struct org_list *out)
{
    struct answer a;

    org_ask_children(c, id, kind, &a);
    return org_take_children(c, &a, out);
}

/* --- what a page will read --- */

void
org_foresee_way(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_org_way, I64(id), TEXT(c->lang->tag));
}

void
org_foresee_slug(struct ctx *c, const char *slug)
{
    db_foresee(c->db, &SQL_org_by_slug, TEXT(slug), TEXT(c->lang->tag));
}

void
org_foresee_id(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_org_by_id, I64(id), TEXT(c->lang->tag));
}

void
org_foresee_children(struct ctx *c, int64_t id, const char *kind)
{
    db_foresee(c->db, &SQL_org_children, I64(id), TEXT(kind),
               TEXT(c->lang->tag));
}

void
org_foresee_countries_below(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_org_countries_below, I64(id), TEXT(c->lang->tag));
}

enum err
org_countries_below(struct ctx *c, int64_t id, struct org_list *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_org_countries_below, I64(id),
               TEXT(c->lang->tag)));
    read_list(c, &rows, out);
    sort_by_name(c, out);
    return OK;
}

/* --- figures --- */

enum err
org_figures(struct ctx *c, struct org_figures *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_org_figures));
    out->members = row_i64(&row, 0);
    out->countries = row_i64(&row, 1);
    out->centres = row_i64(&row, 2);
    out->root = row_i64(&row, 3);
    return OK;
}

void
org_ask_country_counts(struct ctx *c, int64_t id, struct answer *a)
{
    db_ask(c->db, a, &SQL_org_country_counts, I64(id));
}

enum err
org_take_country_counts(struct ctx *c, struct answer *a,
                        struct org_country_counts *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct org_country_count);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct org_country_count){
            .code = row_text(&rows.items[i], 0),
            .slug = row_text(&rows.items[i], 1),
            .members = row_i64(&rows.items[i], 2),
        };
    }
    return OK;
}

enum err
org_country_counts(struct ctx *c, int64_t id, struct org_country_counts *out)
{
    struct answer a;

    org_ask_country_counts(c, id, &a);
    return org_take_country_counts(c, &a, out);
}

/* --- writing --- */

/* Insert under the wanted slug, or the first free one of slug-2, slug-3 … */
static enum err
insert(struct ctx *c, struct org *o, const char *folded)
{
    const char *wanted =
        o->slug && *o->slug ? o->slug : text_slug(c->arena, o->name);

    if (!*wanted) {
        wanted = arena_printf(c->arena, "o%lld", (long long)o->id);
    }
    o->slug = wanted;
    for (int n = 2; n < 100; n++) {
        TRY(db_run(c->db, &SQL_org_insert, I64(o->id), TEXT(o->kind),
                   TEXT(o->slug), TEXT(o->name), TEXT(folded), TEXT(o->country),
                   TEXT(o->city), TEXT(o->website), TEXT(o->ror), TEXT(o->zone),
                   TEXT(o->lang), TEXT(o->status), I64(c->now_ms)));
        if (db_changed(c->db) == 1) {
            return OK;
        }
        o->slug =
            arena_printf(c->arena, "%.*s-%d", LIMIT_SLUG_CHARS - 3, wanted, n);
    }
    return ERR_CONFLICT;
}

/* An institution that becomes a member counts, one that is none any more does
 * not. */
static enum err
count_member(struct ctx *c, const struct org *o, const char *was,
             const char *is)
{
    int64_t n = (strcmp(is, "member") == 0) - (strcmp(was, "member") == 0);

    if (n == 0 || strcmp(o->kind, "institution") != 0) {
        return OK;
    }
    return count_add(c, o->id, COUNT_MEMBERS, (struct count_who){0},
                     ctx_today(c), n);
}

enum err
org_add(struct ctx *c, int64_t parent, struct org *spec)
{
    const char *folded = text_fold(c->arena, spec->name);

    spec->id = id_new();
    spec->rev = 1;
    if (!spec->status) {
        spec->status = "known";
    }
    TRY(insert(c, spec, folded));
    TRY(db_run(c->db, &SQL_org_insert_self, I64(spec->id)));
    if (parent) {
        TRY(db_run(c->db, &SQL_org_insert_parent, I64(id_new()), I64(spec->id),
                   I64(parent), TEXT(ctx_today(c))));
        TRY(db_run(c->db, &SQL_org_insert_path, I64(spec->id), I64(parent)));
    }
    TRY(db_run(c->db, &SQL_org_insert_path_at, I64(spec->id), I64(parent)));
    TRY(count_member(c, spec, "known", spec->status));
    TRY(directory_index(c, spec->id, spec->country, spec->name));
    return record_add(c, "org.added", spec->id, spec->id, NULL);
}

enum err
org_put_status(struct ctx *c, const struct org *o, int64_t rev,
               const char *status, const char *reason)
{
    TRY(db_run(c->db, &SQL_org_set_status, TEXT(status), I64(o->id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody else changed this organisation a "
                             "moment ago. Look at it again, then decide."));
    }
    TRY(count_member(c, o, o->status, status));
    TRY(db_run(c->db, &SQL_org_insert_status, I64(id_new()), I64(o->id),
               TEXT(status), TEXT(ctx_today(c)), TEXT(reason),
               c->person ? I64(c->person) : NIL));
    return record_add(c, arena_printf(c->arena, "org.%s", status), o->id, o->id,
                      reason);
}

enum err
org_set_status(struct ctx *c, int64_t id, int64_t rev, const char *status,
               const char *reason)
{
    struct org o;

    if (access_need(c, CAP_MEMBER_REVIEW, id) != OK) {
        TRY(access_need(c, CAP_ORG_EDIT, id));
    }
    TRY(org_by_id(c, id, &o));
    return org_put_status(c, &o, rev, status, reason);
}

enum err
org_add_name(struct ctx *c, int64_t id, const char *lang, const char *name)
{
    struct org o;

    TRY(org_by_id(c, id, &o));
    TRY(db_run(c->db, &SQL_org_insert_name, I64(id), TEXT(lang), TEXT(name)));
    return directory_index(c, id, o.country, name);
}

enum err
org_zone(struct ctx *c, int64_t id, const char **zone)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_org_zone, I64(id));

    if (e == ERR_MISSING) {
        *zone = "Etc/UTC";
        return OK;
    }
    TRY(e);
    *zone = row_text(&row, 0);
    return OK;
}

void
org_foresee_zone(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_org_zone, I64(id));
}

void
org_foresee_root(struct ctx *c)
{
    db_foresee(c->db, &SQL_org_root, TEXT(c->lang->tag));
}
