/* SPDX-License-Identifier: Apache-2.0 */
/* session: who is signed in on this browser. */

#include "people/session.h"

#include "base/date.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "core/ctx.h"
#include "db/db.h"
#include "people/session.sql.h"

#include <string.h>

enum { TOKEN_BYTES = 32, TOKEN_CHARS = 43 };

void
session_ask(struct ctx *c, const char *token, struct session_question *q)
{
    *q = (struct session_question){.asked = strlen(token) == TOKEN_CHARS};
    if (q->asked) {
        hash_sha256(token, TOKEN_CHARS, q->hash);
        db_ask(c->db, &q->row, &SQL_session_by_hash,
               BLOB(q->hash, sizeof q->hash), I64(c->now_ms));
    }
}

enum err
session_answer(struct ctx *c, struct session_question *q, struct session *out)
{
    struct row row;
    size_t len = 0;
    const void *csrf;

    *out = (struct session){0};
    if (!q->asked) {
        return ERR_MISSING;
    }
    TRY(answer_one(&q->row, &row));
    out->id = row_i64(&row, 0);
    out->person = row_i64(&row, 1);
    csrf = row_blob(&row, 2, &len);
    if (len != SESSION_CSRF_SIZE) {
        return ERR_INTERNAL;
    }
    memcpy(out->csrf, csrf, len);
    out->lang = row_text(&row, 3);
    out->person_name = row_null(&row, 4) ? "" : row_text(&row, 4);
    out->has_role = row_i64(&row, 5) > 0;
    c->person = out->person;
    c->session = out->id;
    return OK;
}

enum err
session_load(struct ctx *c, const char *token, struct session *out)
{
    struct session_question q;

    session_ask(c, token, &q);
    return session_answer(c, &q, out);
}

enum err
session_start(struct ctx *c, int64_t person, const char **token)
{
    unsigned char secret[TOKEN_BYTES], csrf[SESSION_CSRF_SIZE];
    unsigned char hash[HASH_SIZE];
    int64_t id = id_new();

    random_bytes(secret, sizeof secret);
    random_bytes(csrf, sizeof csrf);
    *token = encode_base64url(c->arena, secret, sizeof secret);
    hash_sha256(*token, strlen(*token), hash);
    return db_run(c->db, &SQL_session_insert, I64(id), I64(person),
                  BLOB(hash, sizeof hash), BLOB(csrf, sizeof csrf),
                  I64(c->now_ms),
                  I64(c->now_ms + LIMIT_SESSION_DAYS * DATE_DAY_MS));
}

enum err
session_end(struct ctx *c)
{
    return db_run(c->db, &SQL_session_delete, I64(c->session));
}

enum err
session_end_all(struct ctx *c, int64_t person)
{
    return db_run(c->db, &SQL_session_delete_all, I64(person));
}

enum err
session_old(struct ctx *c, bool *any)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_session_find_old, I64(c->now_ms)));
    *any = rows.count > 0;
    return OK;
}

enum err
session_sweep(struct ctx *c, int max, int *done)
{
    TRY(db_run(c->db, &SQL_session_delete_old, I64(c->now_ms), I64(max)));
    *done = (int)db_changed(c->db);
    return OK;
}
