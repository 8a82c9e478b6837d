/* SPDX-License-Identifier: Apache-2.0 */
/* access: THE door: may this person do that at this node? */

#include "core/access.h"

#include "base/arena.h"
#include "core/access.sql.h"
#include "core/ctx.h"
#include "db/db.h"

#include <string.h>

#define CAPS(name) (UINT64_C(1) << CAP_##name)

static const struct role {
    const char *name;
    const char *word;
    uint64_t caps;
} role_table[] = {
#define ROLE(name, word, caps) {#name, word, caps},
#include "core/roles.def"
#undef ROLE
};

_Static_assert(CAP_COUNT <= 64, "capabilities fit a set of 64 bits");

static const struct role *
find(const char *name)
{
    for (size_t i = 0; i < COUNT(role_table); i++) {
        if (strcmp(role_table[i].name, name) == 0) {
            return &role_table[i];
        }
    }
    return NULL;
}

/* An unknown role (from a newer program) allows nothing. */
bool
access_role_has(const char *role, enum cap cap)
{
    const struct role *r = find(role);

    return r && (r->caps >> cap & 1);
}

/* `rank` gets that of the first role that has it. */
static enum err
need(struct ctx *c, enum cap cap, int64_t org, int *rank)
{
    struct rows rows;
    int best = -1;

    if (!c->person || cap == CAP_NONE) {
        return ERR_DENIED;
    }
    TRY(db_all(c->db, &rows, &SQL_access_roles_at, I64(c->person), I64(org),
               TEXT(ctx_today(c))));
    for (size_t i = 0; i < rows.count; i++) {
        const char *role = row_text(&rows.items[i], 0);
        int r = access_role_rank(role);

        if (access_role_has(role, cap) && (best < 0 || r < best)) {
            best = r;
        }
    }
    *rank = best;
    return best < 0 ? ERR_DENIED : OK;
}

enum err
access_need(struct ctx *c, enum cap cap, int64_t org)
{
    int rank;

    return need(c, cap, org, &rank);
}

int
access_rank_with(struct ctx *c, enum cap cap, int64_t org)
{
    int rank = -1;

    return need(c, cap, org, &rank) == OK ? rank : -1;
}

bool
access_has(struct ctx *c, enum cap cap, int64_t org)
{
    return access_need(c, cap, org) == OK;
}

enum err
access_grants(struct ctx *c, struct access_grants *out)
{
    struct rows rows;

    *out = (struct access_grants){0};
    if (!c->person) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_access_grants, I64(c->person),
               TEXT(ctx_today(c))));
    out->items = ARENA_ARRAY(c->arena, rows.count, struct access_grant);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[out->count++] = (struct access_grant){
            .role = row_text(row, 0),
            .role_word = access_role_word(row_text(row, 0)),
            .org = row_i64(row, 1),
            .mandate = row_i64(row, 2),
            .org_slug = row_text(row, 3),
            .org_name = row_text(row, 4),
        };
    }
    return OK;
}

bool
access_anywhere(struct ctx *c, enum cap cap, int64_t *org)
{
    struct access_grants grants;

    if (access_grants(c, &grants) != OK) {
        return false;
    }
    for (size_t i = 0; i < grants.count; i++) {
        if (access_role_has(grants.items[i].role, cap)) {
            if (org) {
                *org = grants.items[i].org;
            }
            return true;
        }
    }
    return false;
}

int
access_role_rank(const char *role)
{
    const struct role *r = find(role);

    return r ? (int)(r - role_table) : -1;
}

int
access_role_count(void)
{
    return (int)COUNT(role_table);
}

const char *
access_role_name(int rank)
{
    return role_table[rank].name;
}

bool
access_is_role(const char *role)
{
    return find(role) != NULL;
}

const char *
access_role_word(const char *role)
{
    const struct role *r = find(role);

    return r ? r->word : NULL;
}

enum err
access_org(struct ctx *c, const char *slug, int64_t *org, const char **now)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_access_org, TEXT(slug));

    if (e == ERR_MISSING) {
        e = db_one(c->db, &row, &SQL_access_org_old, TEXT(slug));
    }
    TRY(e);
    *org = row_i64(&row, 0);
    *now = row_text(&row, 1);
    return OK;
}
