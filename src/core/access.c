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
_Static_assert(COUNT(role_table) <= 64, "roles fit a set of 64 bits");

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

/* Keep which roles of the table these are; an unknown one is none. */
static void
keep_roles(struct ctx *c, int64_t org, const struct rows *roles)
{
    c->rights.epoch = db_epoch(c->db);
    c->rights.person = c->person;
    c->rights.org = org;
    c->rights.now_ms = c->now_ms;
    c->rights.roles = 0;
    for (size_t i = 0; i < roles->count; i++) {
        int rank = access_role_rank(row_text(&roles->items[i], 0));

        if (rank >= 0) {
            c->rights.roles |= UINT64_C(1) << rank;
        }
    }
}

/* Are the roles of the person here the last that were asked for, and is
 * nothing written since? */
static bool
is_kept(const struct ctx *c, int64_t org)
{
    return c->rights.epoch == db_epoch(c->db) &&
           c->rights.person == c->person && c->rights.org == org &&
           c->rights.now_ms == c->now_ms;
}

void
access_foresee(struct ctx *c, int64_t org)
{
    if (c->person && !is_kept(c, org)) {
        db_foresee(c->db, &SQL_access_roles_at, I64(c->person), I64(org),
                   TEXT(ctx_today(c)));
    }
}

static enum err
roles_at(struct ctx *c, int64_t org)
{
    struct rows rows;

    if (is_kept(c, org)) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_access_roles_at, I64(c->person), I64(org),
               TEXT(ctx_today(c))));
    keep_roles(c, org, &rows);
    return OK;
}

/* `rank` gets that of the first role that has it. */
static enum err
need(struct ctx *c, enum cap cap, int64_t org, int *rank)
{
    if (!c->person || cap == CAP_NONE) {
        return ERR_DENIED;
    }
    TRY(roles_at(c, org));
    for (size_t i = 0; i < COUNT(role_table); i++) {
        if ((c->rights.roles >> i & 1) && (role_table[i].caps >> cap & 1)) {
            *rank = (int)i;
            return OK;
        }
    }
    return ERR_DENIED;
}

enum err
access_need(struct ctx *c, enum cap cap, int64_t org)
{
    int rank;

    return need(c, cap, org, &rank);
}

enum err
access_need_here(struct ctx *c, enum cap cap, int64_t org)
{
    struct rows rows;

    if (!c->person || cap == CAP_NONE) {
        return ERR_DENIED;
    }
    TRY(db_all(c->db, &rows, &SQL_access_roles_here, I64(c->person), I64(org),
               TEXT(ctx_today(c))));
    for (size_t i = 0; i < rows.count; i++) {
        if (access_role_has(row_text(&rows.items[i], 0), cap)) {
            return OK;
        }
    }
    return ERR_DENIED;
}

void
access_foresee_here(struct ctx *c, int64_t org)
{
    if (c->person) {
        db_foresee(c->db, &SQL_access_roles_here, I64(c->person), I64(org),
                   TEXT(ctx_today(c)));
    }
}

int
access_rank_with(struct ctx *c, enum cap cap, int64_t org)
{
    int rank;

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

const char *
access_cap_sentence(enum cap cap)
{
    static const char *const sentences[] = {
        "",
#define CAP(name, sentence) sentence,
#include "core/caps.def"
#undef CAP
    };

    return sentences[cap];
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

void
access_ask(struct ctx *c, const char *slug, const void *hash, size_t len,
           struct access_question *q)
{
    *q = (struct access_question){.slug = slug, .asks_roles = hash != NULL};
    db_ask(c->db, &q->org, &SQL_access_org, TEXT(slug));
    if (q->asks_roles) {
        db_ask(c->db, &q->roles, &SQL_access_roles_of_session, BLOB(hash, len),
               I64(c->now_ms), TEXT(slug), TEXT(ctx_today(c)));
    }
}

enum err
access_answer(struct ctx *c, struct access_question *q, int64_t *org,
              const char **now)
{
    struct row row;
    struct rows roles;
    enum err e = answer_one(&q->org, &row);

    if (e == ERR_MISSING) {
        e = db_one(c->db, &row, &SQL_access_org_old, TEXT(q->slug));
        q->asks_roles = false; /* of the slug of today */
    }
    TRY(e);
    *org = row_i64(&row, 0);
    *now = row_text(&row, 1);
    if (q->asks_roles && c->person) {
        TRY(answer_all(&q->roles, &roles));
        keep_roles(c, *org, &roles);
    }
    return OK;
}

enum err
access_org(struct ctx *c, const char *slug, int64_t *org, const char **now)
{
    struct access_question q;

    access_ask(c, slug, NULL, 0, &q);
    return access_answer(c, &q, org, now);
}
