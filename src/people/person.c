/* SPDX-License-Identifier: Apache-2.0 */
/* person: somebody the network knows. */

#include "people/person.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/presence.h"
#include "core/record.h"
#include "db/db.h"
#include "people/person.sql.h"

#include <string.h>

enum { NUMBER_BYTES = 16, ROLES_MAX = 1000 };

enum err
person_by_id(struct ctx *c, int64_t id, struct person *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_person_by_id, I64(id)));
    *out = (struct person){
        .id = row_i64(&row, 0),
        .number = row_text(&row, 1),
        .name = row_null(&row, 2) ? "" : row_text(&row, 2),
        .lang = row_text(&row, 3),
        .gender = row_text(&row, 4),
        .rev = row_i64(&row, 5),
    };
    return OK;
}

enum err
person_by_number(struct ctx *c, const char *number, int64_t *id)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_person_by_number, TEXT(number)));
    *id = row_i64(&row, 0);
    return OK;
}

enum err
person_with_roles(struct ctx *c, struct person_roles *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_person_with_roles, I64(ROLES_MAX)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct person_role);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct person_role){
            .number = row_text(row, 0),
            .name = row_null(row, 1) ? "" : row_text(row, 1),
            .role = row_text(row, 2),
            .org_slug = row_text(row, 3),
        };
    }
    return OK;
}

static enum err
check_name(struct ctx *c, const char **name)
{
    *name = text_clean(c->arena, *name ? *name : "");
    if (!**name) {
        return problem_at(c, "name", N_("Write the name."));
    }
    if (text_chars(*name) > LIMIT_NAME_CHARS) {
        return problem_at(c, "name",
                          N_("The name may have at most 200 characters."));
    }
    return OK;
}

enum err
person_add(struct ctx *c, struct person *spec)
{
    unsigned char number[NUMBER_BYTES];

    TRY(check_name(c, &spec->name));
    random_bytes(number, sizeof number);
    spec->id = id_new();
    spec->number = encode_base32(c->arena, number, sizeof number);
    spec->rev = 1;
    TRY(db_run(c->db, &SQL_person_insert, I64(spec->id), TEXT(spec->number),
               TEXT(spec->lang), TEXT(spec->gender), I64(c->now_ms)));
    TRY(person_add_name(c, spec->id, "Latn", spec->name));
    return record_add(c, "person.added", 0, spec->id, NULL);
}

enum err
person_add_name(struct ctx *c, int64_t person, const char *script,
                const char *name)
{
    TRY(check_name(c, &name));
    return db_run(c->db, &SQL_person_insert_name, I64(id_new()), I64(person),
                  TEXT(script), TEXT(name), TEXT(text_fold(c->arena, name)));
}

/* Something, an @, something with a dot inside: more would refuse real ones. */
static bool
looks_like_email(const char *s)
{
    const char *at = strchr(s, '@');
    const char *dot = at ? strchr(at + 1, '.') : NULL;

    return at && at > s && dot && dot > at + 1 && dot[1] &&
           !strpbrk(s, " \t\n,;<>()\"") && !strchr(at + 1, '@') &&
           strlen(s) <= 254;
}

/* Digits, an optional + in front, spaces and hyphens between. */
static const char *
phone_digits(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1);
    size_t n = 0;

    for (const char *p = s; *p; p++) {
        if ((*p >= '0' && *p <= '9') || (*p == '+' && p == s)) {
            out[n++] = *p;
        } else if (!strchr(" -.()", *p)) {
            return NULL;
        }
    }
    out[n] = '\0';
    return n >= 7 && n <= 16 ? out : NULL;
}

enum err
person_add_address(struct ctx *c, int64_t person, const char *kind,
                   const char *value)
{
    const char *clean = text_clean(c->arena, value);
    const char *folded;

    if (strcmp(kind, "phone") == 0) {
        folded = phone_digits(c->arena, clean);
        if (!folded) {
            return problem_at(c, "phone",
                              N_("This is no telephone number. Write it with "
                                 "the country's code, such as +51 999 123 "
                                 "456."));
        }
    } else {
        folded = clean;
        if (!looks_like_email(clean)) {
            return problem_at(c, "email",
                              N_("This is no e-mail address. It has the form "
                                 "name@university.edu."));
        }
    }
    return db_run(c->db, &SQL_person_insert_address, I64(id_new()), I64(person),
                  TEXT(kind), TEXT(clean), TEXT(folded), TEXT(ctx_today(c)));
}

enum err
person_set_lang(struct ctx *c, int64_t person, const char *lang)
{
    return db_run(c->db, &SQL_person_set_lang, TEXT(lang), I64(person));
}

bool
person_is_workgroup(const char *s)
{
    return s && (strcmp(s, "teaching") == 0 || strcmp(s, "support") == 0 ||
                 strcmp(s, "leaders") == 0);
}

enum err
person_affiliate(struct ctx *c, int64_t person, int64_t org,
                 const char *workgroup)
{
    struct presence was;
    struct row row;
    enum err e;

    if (!person_is_workgroup(workgroup)) {
        return problem_at(c, "workgroup", N_("Choose your kind of work."));
    }
    e = db_one(c->db, &row, &SQL_person_is_affiliated, I64(person), I64(org));
    if (e != ERR_MISSING) {
        return e;
    }
    TRY(presence_read(c, person, COUNT_PEOPLE, &was));
    TRY(db_run(c->db, &SQL_person_insert_affiliation, I64(id_new()),
               I64(person), I64(org), TEXT(workgroup), TEXT(ctx_today(c))));
    TRY(db_run(c->db, &SQL_person_mark_spread, I64(person), I64(org)));
    TRY(presence_count(c, person, &was));
    return record_add(c, "person.affiliated", org, person, NULL);
}

enum err
person_leave(struct ctx *c, int64_t person, int64_t org)
{
    struct presence was;

    TRY(access_need(c, CAP_PEOPLE_EDIT, org));
    TRY(presence_read(c, person, COUNT_PEOPLE, &was));
    TRY(db_run(c->db, &SQL_person_end_affiliation, TEXT(ctx_today(c)),
               I64(person), I64(org)));
    if (db_changed(c->db) == 0) {
        return ERR_MISSING;
    }
    TRY(presence_count(c, person, &was));
    return record_add(c, "person.left", org, person, NULL);
}

enum err
person_affiliations(struct ctx *c, int64_t person, struct affiliations *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_person_affiliations, I64(person),
               TEXT(c->lang->tag)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct affiliation);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct affiliation){
            .id = row_i64(row, 0),
            .org = row_i64(row, 1),
            .org_name = row_text(row, 2),
            .org_slug = row_text(row, 3),
            .workgroup = row_text(row, 4),
            .from_date = row_text(row, 5),
            .to_date = row_text(row, 6),
        };
    }
    return OK;
}

enum err
person_list_below(struct ctx *c, int64_t org, int64_t after_org, int64_t after,
                  struct person_lines *out)
{
    struct rows rows;

    *out = (struct person_lines){0};
    TRY(access_need(c, CAP_PEOPLE_READ, org));
    TRY(db_all(c->db, &rows, &SQL_person_list_below, I64(org), I64(after_org),
               I64(after), TEXT(c->lang->tag), I64(PERSON_PAGE + 1)));
    out->more = rows.count > PERSON_PAGE;
    out->count = out->more ? PERSON_PAGE : rows.count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct person_line);
    for (size_t i = 0; i < out->count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct person_line){
            .id = row_i64(row, 0),
            .name = row_null(row, 1) ? "" : row_text(row, 1),
            .workgroup = row_text(row, 2),
            .started = row_i64(row, 3),
            .completed = row_i64(row, 4),
            .certified = row_i64(row, 5),
            .org = row_i64(row, 6),
            .org_name = row_text(row, 7),
        };
    }
    return OK;
}

void
person_foresee_affiliations(struct ctx *c, int64_t person)
{
    db_foresee(c->db, &SQL_person_affiliations, I64(person),
               TEXT(c->lang->tag));
}
