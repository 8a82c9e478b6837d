/* SPDX-License-Identifier: Apache-2.0 */
/* admit: how people come in. */

#include "people/admit.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/join.h"
#include "people/admit.sql.h"
#include "people/login.h"
#include "people/person.h"
#include "people/role.h"

#include <string.h>

/* 40 random bits: guessed by nobody at the rate sign-ins are let in, and short
 * enough to copy from a poster. */
enum { CODE_BYTES = 5, CODE_CHARS = 8, WEEK_MINUTES = 7 * 24 * 60 };
enum { CODE_MAX_DAYS = 400 };

static const int64_t day_ms = 86400000;

enum err
admit_application(struct ctx *c, int64_t id, int64_t rev, const char **link)
{
    struct application a;
    struct person person;

    TRY(join_accept(c, id, rev, &a));
    person = (struct person){.name = a.contact_name, .lang = a.lang};
    TRY(person_add(c, &person));
    TRY(person_add_address(c, person.id, "email", a.contact_email));
    TRY(person_affiliate(c, person.id, a.org, "leaders"));
    TRY(role_grant(c, person.id, "focal_point", a.org, 0));
    return login_add_link(c, person.id, WEEK_MINUTES, link);
}

static void
read_code(const struct row *row, struct join_code *out)
{
    *out = (struct join_code){
        .id = row_i64(row, 0),
        .org = row_i64(row, 1),
        .org_name = row_text(row, 2),
        .org_slug = row_text(row, 3),
        .workgroup = row_text(row, 4),
        .label = row_text(row, 5),
        .expires_ms = row_i64(row, 6),
        .uses_left = row_i64(row, 7),
    };
}

static void
hash_code(const char *code, unsigned char out[HASH_SIZE])
{
    hash_sha256(code, CODE_CHARS, out);
}

enum err
admit_add_code(struct ctx *c, int64_t org, const char *label,
               const char *workgroup, int days, int64_t uses, const char **code)
{
    unsigned char bytes[CODE_BYTES], hash[HASH_SIZE];
    const char *text;
    const char *clean = text_clean(c->arena, label ? label : "");

    TRY(access_need(c, CAP_PEOPLE_EDIT, org));
    if (!*clean || text_chars(clean) > LIMIT_NAME_CHARS) {
        return problem_at(c, "label",
                          N_("Write what the code is for, in at most 200 "
                             "characters."));
    }
    if (days < 1 || days > CODE_MAX_DAYS) {
        return problem_at(c, "days", N_("From 1 to 400 days."));
    }
    random_bytes(bytes, sizeof bytes);
    text = encode_base32(c->arena, bytes, sizeof bytes);
    hash_code(text, hash);
    TRY(db_run(c->db, &SQL_admit_insert_code, I64(id_new()),
               BLOB(hash, sizeof hash), I64(org),
               person_is_workgroup(workgroup) ? TEXT(workgroup) : NIL,
               TEXT(clean), I64(c->now_ms), I64(c->now_ms + days * day_ms),
               uses > 0 ? I64(uses) : NIL, I64(c->person)));
    *code = arena_printf(c->arena, "%.4s-%s", text, text + 4);
    return record_add(c, "join_code.made", org, 0, NULL);
}

enum err
admit_codes(struct ctx *c, int64_t org, struct join_codes *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_PEOPLE_EDIT, org));
    TRY(db_all(c->db, &rows, &SQL_admit_codes, I64(org), I64(c->now_ms),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct join_code);
    for (size_t i = 0; i < rows.count; i++) {
        read_code(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
admit_find_code(struct ctx *c, const char *code, struct join_code *out)
{
    const char *clean = encode_base32_clean(c->arena, code, CODE_CHARS);
    unsigned char hash[HASH_SIZE];
    struct row row;
    enum err e = ERR_MISSING;

    if (clean) {
        hash_code(clean, hash);
        e = db_one(c->db, &row, &SQL_admit_find_code, BLOB(hash, sizeof hash),
                   I64(c->now_ms), TEXT(c->lang->tag));
    }
    if (e == ERR_MISSING) {
        return problem_at(c, "code",
                          N_("This code is not known, or its time is over. "
                             "Compare it with the paper, or ask your "
                             "coordinator for a new one."));
    }
    TRY(e);
    read_code(&row, out);
    return OK;
}

enum err
admit_by_code(struct ctx *c, const char *code, const struct newcomer *who,
              int64_t *person)
{
    struct join_code j;
    struct person p = {.name = who->name, .lang = c->lang->tag};

    TRY(admit_find_code(c, code, &j));
    TRY(person_add(c, &p));
    if (who->phone && *who->phone) {
        TRY(person_add_address(c, p.id, "phone", who->phone));
    }
    if (who->email && *who->email) {
        TRY(person_add_address(c, p.id, "email", who->email));
    }
    TRY(person_affiliate(c, p.id, j.org,
                         j.workgroup ? j.workgroup : who->workgroup));
    TRY(db_run(c->db, &SQL_admit_use_code, I64(j.id), I64(c->now_ms)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, "code",
                          N_("The last place of this code was taken a moment "
                             "ago. Ask your coordinator for a new one."));
    }
    *person = p.id;
    return record_add(c, "person.came_by_code", j.org, p.id, NULL);
}
