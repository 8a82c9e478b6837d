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
#include "people/role.sql.h"

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

enum err
role_grant_by_hand(struct ctx *c, int64_t person, const char *role, int64_t org)
{
    TRY(access_need(c, CAP_ROLE_GRANT, org));
    return role_grant(c, person, role, org, 0);
}

enum err
role_end(struct ctx *c, int64_t grant)
{
    char *yesterday = arena_alloc(c->arena, DATE_SIZE);
    struct row row;

    TRY(db_one(c->db, &row, &SQL_role_org_of, I64(grant)));
    TRY(access_need(c, CAP_ROLE_GRANT, row_i64(&row, 0)));
    date_write(c->now_ms / 86400000 - 1, yesterday);
    TRY(db_run(c->db, &SQL_role_end, TEXT(yesterday), I64(grant)));
    return record_add(c, "role.ended", row_i64(&row, 0), row_i64(&row, 1),
                      NULL);
}
