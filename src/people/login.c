/* SPDX-License-Identifier: Apache-2.0 */
/* login: how somebody proves to be the person they were. */

#include "people/login.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "people/login.sql.h"

#include <pthread.h>
#include <string.h>

enum { LINK_BYTES = 16, WAIT_MAX_MINUTES = 60 };

static const int64_t minute_ms = 60000;

/* 64 MiB each: one at a time, so that a hundred sign-ins do not need 6 GiB. */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* Names are compared as people type them: folded for letters' case, spaces
 * off, but with signs kept, since "ana@x" is not "ana x". */
static const char *
name_key(struct arena *a, const char *name)
{
    char *key = arena_text(a, text_clean(a, name));

    for (char *s = key; *s; s++) {
        if (*s >= 'A' && *s <= 'Z') {
            *s = (char)(*s + 32);
        }
    }
    return key;
}

enum err
login_find(struct ctx *c, const char *name, struct login_password *out)
{
    struct row row;
    enum err e =
        db_one(c->db, &row, &SQL_login_by_name, TEXT(name_key(c->arena, name)));

    *out = (struct login_password){0};
    if (e == ERR_MISSING) {
        return OK;
    }
    TRY(e);
    out->id = row_i64(&row, 0);
    out->person = row_i64(&row, 1);
    out->secret = row_text(&row, 2);
    out->failed = row_i64(&row, 3);
    out->wait_until_ms = row_i64(&row, 4);
    if (out->wait_until_ms > c->now_ms) {
        return problem_as(c, ERR_LIMIT, NULL,
                          N_("Too many attempts for this name. Wait a few "
                             "minutes, then try again, or ask your "
                             "coordinator for a one-time link."));
    }
    return OK;
}

/* The hash of a password nobody has, of the same cost as a real one: an
 * unknown name must take as long as a known one. */
static const char *
nobodys_secret(void)
{
    static char secret[HASH_PASSWORD_SIZE];
    static bool made;

    if (!made) {
        made = hash_password("nobody has this password", secret);
    }
    return secret;
}

bool
login_check(const struct login_password *l, const char *password)
{
    bool good;

    pthread_mutex_lock(&one_at_a_time);
    good = hash_password_check(l->id ? l->secret : nobodys_secret(), password);
    pthread_mutex_unlock(&one_at_a_time);
    return good && l->id != 0;
}

enum err
login_note(struct ctx *c, const struct login_password *l, bool good)
{
    int64_t over = l->failed + 1 - LIMIT_SIGNINS_PER_ACCOUNT;
    int64_t minutes = 0;

    if (!l->id) {
        return OK;
    }
    if (good) {
        return db_run(c->db, &SQL_login_reset, I64(l->id));
    }
    if (over >= 0) {
        minutes = over > 5 ? WAIT_MAX_MINUTES : INT64_C(1) << over;
    }
    return db_run(c->db, &SQL_login_fail,
                  I64(minutes ? c->now_ms + minutes * minute_ms : 0),
                  I64(l->id));
}

enum err
login_password_fits(struct ctx *c, const char *password)
{
    if (text_chars(password) < LIMIT_PASSWORD_MIN_CHARS) {
        return problem_at(c, "password",
                          N_("The password needs at least 10 characters. "
                             "Three or four words that only you put together "
                             "are good."));
    }
    if (strlen(password) > LIMIT_PASSWORD_MAX_BYTES) {
        return problem_at(c, "password",
                          N_("The password is longer than 1,000 "
                             "characters."));
    }
    return OK;
}

enum err
login_hash(struct ctx *c, const char *password, const char **secret)
{
    char *out = arena_alloc(c->arena, HASH_PASSWORD_SIZE);
    bool good;

    pthread_mutex_lock(&one_at_a_time);
    good = hash_password(password, out);
    pthread_mutex_unlock(&one_at_a_time);
    *secret = out;
    return good ? OK : ERR_BUSY;
}

enum err
login_set_password(struct ctx *c, int64_t person, const char *name,
                   const char *secret)
{
    const char *key = name_key(c->arena, name);
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_login_of_person, I64(person));

    if (e == OK) {
        TRY(db_run(c->db, &SQL_login_delete, I64(row_i64(&row, 0))));
    } else if (e != ERR_MISSING) {
        return e;
    }
    if (!*key) {
        return problem_at(c, "name",
                          N_("Write the name you will sign in "
                             "with."));
    }
    TRY(db_run(c->db, &SQL_login_insert, I64(id_new()), I64(person),
               TEXT("password"), TEXT(key), TEXT(secret), I64(c->now_ms), NIL));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, "name",
                          N_("Somebody else signs in with this name. Choose "
                             "another."));
    }
    return record_add(c, "login.password_set", 0, person, NULL);
}

/* Only the hash of a link's secret is kept. */
static const char *
link_key(struct arena *a, const char *secret)
{
    unsigned char hash[HASH_SIZE];

    hash_sha256(secret, strlen(secret), hash);
    return encode_hex(a, hash, sizeof hash);
}

enum err
login_add_link(struct ctx *c, int64_t person, int minutes, const char **secret)
{
    unsigned char bytes[LINK_BYTES];

    random_bytes(bytes, sizeof bytes);
    *secret = encode_base32(c->arena, bytes, sizeof bytes);
    TRY(db_run(c->db, &SQL_login_insert, I64(id_new()), I64(person),
               TEXT("link"), TEXT(link_key(c->arena, *secret)), NIL,
               I64(c->now_ms), I64(c->now_ms + minutes * minute_ms)));
    return record_add(c, "login.link_made", 0, person, NULL);
}

enum err
login_link_person(struct ctx *c, const char *secret, int64_t *person)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_login_link, TEXT(link_key(c->arena, secret)),
               I64(c->now_ms)));
    *person = row_i64(&row, 0);
    return OK;
}

enum err
login_use_link(struct ctx *c, const char *secret, int64_t *person)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_login_use, I64(c->now_ms),
               TEXT(link_key(c->arena, secret))));
    *person = row_i64(&row, 0);
    return record_add(c, "login.link_used", 0, *person, NULL);
}

/* --- what is over --- */

enum err
login_old(struct ctx *c, bool *any)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_login_find_old,
               I64(c->now_ms - DATE_DAY_MS)));
    *any = rows.count > 0;
    return OK;
}

enum err
login_sweep(struct ctx *c, int max, int *done)
{
    TRY(db_run(c->db, &SQL_login_delete_old, I64(c->now_ms - DATE_DAY_MS),
               I64(max)));
    *done = (int)db_changed(c->db);
    return OK;
}
