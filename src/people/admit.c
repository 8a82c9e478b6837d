/* SPDX-License-Identifier: Apache-2.0 */
/* admit: how people come in. */

#include "people/admit.h"

#include "base/arena.h"
#include "base/date.h"
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
#include "network/membership.h"
#include "network/org.h"
#include "people/admit.sql.h"
#include "people/login.h"
#include "people/person.h"
#include "people/role.h"

#include <string.h>

/* 40 random bits: guessed by nobody at the rate sign-ins are let in, and short
 * enough to copy from a poster. */
enum { CODE_BYTES = 5, CODE_CHARS = 8, WEEK_MINUTES = 7 * 24 * 60 };
enum { CODE_MAX_DAYS = 400 };

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
        .series = row_i64(row, 8),
    };
}

static void
hash_code(const char *code, unsigned char out[HASH_SIZE])
{
    hash_sha256(code, CODE_CHARS, out);
}

static const char *
grouped(struct ctx *c, const char *code)
{
    return arena_printf(c->arena, "%.4s-%s", code, code + 4);
}

/* People work at universities and their parts; a code of a country would
 * make them belong to no university. */
static enum err
need_workplace(struct ctx *c, int64_t org)
{
    struct org o;

    TRY(org_by_id(c, org, &o));
    if (strcmp(o.kind, "institution") == 0 || strcmp(o.kind, "unit") == 0) {
        return OK;
    }
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("A code belongs to one university. Choose it "
                         "first."));
}

enum err
admit_add_code(struct ctx *c, int64_t org, const struct join_code_wish *wish,
               const char **code)
{
    unsigned char bytes[CODE_BYTES], hash[HASH_SIZE];
    const char *text;
    const char *label = text_clean(c->arena, wish->label ? wish->label : "");

    TRY(access_need(c, CAP_PEOPLE_EDIT, org));
    TRY(need_workplace(c, org));
    TRY(membership_need_open(c, org));
    if (!*label || text_chars(label) > LIMIT_NAME_CHARS) {
        return problem_at(c, "label",
                          N_("Write what the code is for, in at most 200 "
                             "characters."));
    }
    if (wish->days < 1 || wish->days > CODE_MAX_DAYS) {
        return problem_at(c, "days", N_("From 1 to 400 days."));
    }
    random_bytes(bytes, sizeof bytes);
    text = encode_base32(c->arena, bytes, sizeof bytes);
    hash_code(text, hash);
    TRY(db_run(
        c->db, &SQL_admit_insert_code, I64(id_new()), BLOB(hash, sizeof hash),
        I64(org), wish->series ? I64(wish->series) : NIL,
        person_is_workgroup(wish->workgroup) ? TEXT(wish->workgroup) : NIL,
        TEXT(label), I64(c->now_ms), I64(c->now_ms + wish->days * DATE_DAY_MS),
        wish->uses > 0 ? I64(wish->uses) : NIL, I64(c->person)));
    *code = grouped(c, text);
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
    out->text = grouped(c, clean);
    return OK;
}

static enum err
add_newcomer(struct ctx *c, const struct newcomer *who, int64_t *person)
{
    struct person p = {.name = who->name, .lang = c->lang->tag};

    TRY(person_add(c, &p));
    if (who->phone && *who->phone) {
        TRY(person_add_address(c, p.id, "phone", who->phone));
    }
    if (who->email && *who->email) {
        TRY(person_add_address(c, p.id, "email", who->email));
    }
    *person = p.id;
    return OK;
}

enum err
admit_by_code(struct ctx *c, const char *code, const struct newcomer *who,
              struct join_code *used, int64_t *person)
{
    TRY(admit_find_code(c, code, used));
    TRY(membership_need_open(c, used->org));
    *person = c->person;
    if (!*person) {
        TRY(add_newcomer(c, who, person));
    }
    TRY(person_affiliate(c, *person, used->org,
                         used->workgroup ? used->workgroup : who->workgroup));
    TRY(db_run(c->db, &SQL_admit_use_code, I64(used->id), I64(c->now_ms)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, "code",
                          N_("The last place of this code was taken a moment "
                             "ago. Ask your coordinator for a new one."));
    }
    return record_add(c, "person.came_by_code", used->org, *person, NULL);
}
