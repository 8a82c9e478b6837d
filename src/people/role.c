/* SPDX-License-Identifier: Apache-2.0 */
/* role: giving and ending roles. */

#include "people/role.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/accreditation.h"
#include "network/mandate.h"
#include "people/role.sql.h"

enum { PEOPLE_MAX = 100 };

enum err
role_grant(struct ctx *c, int64_t person, const char *role, int64_t org,
           int64_t mandate)
{
    struct row row;
    enum err e;

    if (!access_is_role(role)) {
        return problem_at(c, "role", N_("Choose one of the roles."));
    }
    e = db_one(c->db, &row, &SQL_role_held, I64(person), TEXT(role), I64(org));
    if (e != ERR_MISSING) {
        return e;
    }
    TRY(db_run(c->db, &SQL_role_insert, I64(id_new()), I64(person), TEXT(role),
               I64(org), mandate ? I64(mandate) : NIL, TEXT(ctx_today(c)),
               c->person ? I64(c->person) : NIL));
    return record_add(c, arena_printf(c->arena, "role.granted.%s", role), org,
                      person, NULL);
}

/* What a role that signs hangs on: the mandate in force at that very node, or
 * the right of an institution to issue itself (then `mandate` stays 0). A role
 * that also opens programmes is a national centre's alone. */
static enum err
find_hook(struct ctx *c, const char *role, int64_t org, int64_t *mandate)
{
    static const char *const kinds[] = {"national_centre", "secretariat"};
    bool opens = access_role_has(role, CAP_SERIES_OPEN);
    struct accreditation a;
    struct mandate m;
    enum err e;

    for (size_t i = 0; i < (opens ? 1 : COUNT(kinds)); i++) {
        e = mandate_for(c, org, kinds[i], &m);
        if (e == OK && m.node == org) {
            *mandate = m.id;
            return OK;
        }
        if (e != OK && e != ERR_MISSING) {
            return e;
        }
    }
    e = opens ? ERR_MISSING : accreditation_next(c, org, &a);
    return e != ERR_MISSING
               ? e
               : problem_at(c, "role",
                            N_("This role signs certificates: it is given at "
                               "a country whose national centre is in force; "
                               "that of a certificates officer also at "
                               "headquarters, and at an institution that "
                               "issues certificates itself."));
}

enum err
role_grant_by_hand(struct ctx *c, int64_t person, const char *role, int64_t org)
{
    int64_t mandate = 0;

    TRY(access_need(c, CAP_ROLE_GRANT, org));
    if (!access_is_role(role)) {
        return problem_at(c, "role", N_("Choose one of the roles."));
    }
    if (!role_may_give(c, role, org)) {
        return problem_at(c, "role",
                          N_("This role is above your own. Ask who gave you "
                             "yours."));
    }
    if (access_role_has(role, CAP_CREDENTIAL_ISSUE)) {
        TRY(find_hook(c, role, org, &mandate));
    }
    return role_grant(c, person, role, org, mandate);
}

bool
role_may_give(struct ctx *c, const char *role, int64_t org)
{
    int mine = access_rank_with(c, CAP_ROLE_GRANT, org);

    return mine >= 0 && mine <= access_role_rank(role);
}

enum err
role_org(struct ctx *c, int64_t grant, int64_t *org)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_role_org_of, I64(grant)));
    *org = row_i64(&row, 0);
    return OK;
}

/* Headquarters must not lock itself out. */
static enum err
need_another(struct ctx *c, const char *role, int64_t org)
{
    struct row row;

    if (!access_role_has(role, CAP_MANDATE_EDIT)) {
        return OK;
    }
    TRY(db_one(c->db, &row, &SQL_role_count, TEXT(role), I64(org)));
    return row_i64(&row, 0) > 1
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL,
                            N_("This is the last one with this role here. "
                               "Give it to somebody else first."));
}

enum err
role_end(struct ctx *c, int64_t grant)
{
    char *yesterday = arena_alloc(c->arena, DATE_SIZE);
    struct row row;

    TRY(db_one(c->db, &row, &SQL_role_org_of, I64(grant)));
    TRY(access_need(c, CAP_ROLE_GRANT, row_i64(&row, 0)));
    if (!role_may_give(c, row_text(&row, 2), row_i64(&row, 0))) {
        return ERR_DENIED;
    }
    TRY(need_another(c, row_text(&row, 2), row_i64(&row, 0)));
    date_write(c->now_ms / DATE_DAY_MS - 1, yesterday);
    TRY(db_run(c->db, &SQL_role_end, TEXT(yesterday), I64(grant)));
    return record_add(c, "role.ended", row_i64(&row, 0), row_i64(&row, 1),
                      NULL);
}

enum err
role_holders(struct ctx *c, int64_t org, struct role_holders *out)
{
    struct rows rows;

    *out = (struct role_holders){0};
    TRY(access_need(c, CAP_ROLE_GRANT, org));
    TRY(db_all(c->db, &rows, &SQL_role_holders, I64(org), TEXT(ctx_today(c))));
    out->items = ARENA_ARRAY(c->arena, rows.count, struct role_holder);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[out->count++] = (struct role_holder){
            .grant = row_i64(row, 0),
            .person = row_i64(row, 1),
            .name = row_text(row, 2),
            .role = row_text(row, 3),
            .from_date = row_text(row, 4),
            .mandate_title = row_text(row, 5),
        };
    }
    return OK;
}

enum err
role_people(struct ctx *c, int64_t org, struct role_people *out)
{
    struct rows rows;

    *out = (struct role_people){0};
    TRY(access_need(c, CAP_ROLE_GRANT, org));
    TRY(db_all(c->db, &rows, &SQL_role_people, I64(org), I64(PEOPLE_MAX)));
    out->items = ARENA_ARRAY(c->arena, rows.count, struct role_person);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[out->count++] = (struct role_person){
            .id = row_i64(&rows.items[i], 0),
            .name = row_text(&rows.items[i], 1),
        };
    }
    return OK;
}

void
role_foresee_people(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_role_people, I64(org), I64(PEOPLE_MAX));
}
