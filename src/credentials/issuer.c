/* SPDX-License-Identifier: Apache-2.0 */
/* issuer: who signs certificates, with which keys. */

#include "credentials/issuer.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/random.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "credentials/issuer.sql.h"
#include "db/db.h"
#include "network/accreditation.h"

#include "vc/did.h"

#include <string.h>

enum { NUMBER_BYTES = 16, NUMBER_CHARS = 26, DOCUMENT_BYTES = 1024 * 1024 };

/* "did:web:host%3A8080:issuers:": the part before the number. The path of the
 * public address, where there is one, becomes parts of the DID. */
static const char *
did_start(struct ctx *c)
{
    const char *s = strstr(c->node->public_url, "://");
    struct buf b;
    const char *out;

    s = s ? s + 3 : c->node->public_url;
    buf_init(&b, 4096);
    buf_puts(&b, "did:web:");
    for (; *s; s++) {
        if (*s == ':') {
            buf_puts(&b, "%3A");
        } else {
            buf_putc(&b, *s == '/' ? ':' : *s);
        }
    }
    buf_puts(&b, ":issuers:");
    out = arena_text(c->arena, buf_text(&b));
    buf_free(&b);
    return out;
}

static void
read_issuer(struct ctx *c, const struct row *row, struct issuer *out)
{
    *out = (struct issuer){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .mandate = row_i64(row, 2),
        .org = row_i64(row, 3),
        .name = row_text(row, 4),
        .url = row_text(row, 5),
        .country = row_text(row, 6),
    };
    out->did = arena_printf(c->arena, "%s%s", did_start(c), out->number);
}

enum err
issuer_by_number(struct ctx *c, const char *number, struct issuer *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issuer_by_number, TEXT(number)));
    read_issuer(c, &row, out);
    return OK;
}

enum err
issuer_by_id(struct ctx *c, int64_t id, struct issuer *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issuer_by_id, I64(id)));
    read_issuer(c, &row, out);
    return OK;
}

enum err
issuer_of_mandate(struct ctx *c, int64_t mandate, struct issuer *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issuer_of_mandate, I64(mandate)));
    read_issuer(c, &row, out);
    return OK;
}

enum err
issuer_of_org(struct ctx *c, int64_t org, struct issuer *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issuer_of_org, I64(org)));
    read_issuer(c, &row, out);
    return OK;
}

enum err
issuer_list(struct ctx *c, struct issuers *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_issuer_list));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct issuer);
    for (size_t i = 0; i < rows.count; i++) {
        read_issuer(c, &rows.items[i], &out->items[i]);
    }
    return OK;
}

static enum err
insert_key(struct ctx *c, int64_t issuer, int64_t accreditation,
           const struct keeper_key *key)
{
    return db_run(c->db, &SQL_issuer_insert_key, I64(id_new()), I64(issuer),
                  TEXT(key->multibase), BLOB(key->sealed, sizeof key->sealed),
                  I64(c->now_ms), accreditation ? I64(accreditation) : NIL);
}

/* What certificates call an issuer: a demonstration says so in the name, in one
 * of the words that check.c knows it by. */
static const char *
own_name(struct ctx *c, const char *name)
{
    bool told = strstr(name, "emonstration") || strstr(name, "emostración");

    return c->node->demo && !told
               ? arena_printf(c->arena, "%s (demonstration)", name)
               : name;
}

static const char *
new_number(struct ctx *c)
{
    unsigned char number[NUMBER_BYTES];

    random_bytes(number, sizeof number);
    return encode_base32(c->arena, number, sizeof number);
}

enum err
issuer_add(struct ctx *c, int64_t mandate, const char *name,
           const struct keeper_key *key, int64_t *id)
{
    struct row m;

    TRY(db_one(c->db, &m, &SQL_issuer_mandate, I64(mandate)));
    if (c->person) {
        TRY(access_need(c, CAP_CREDENTIAL_ISSUE, row_i64(&m, 0)));
    }
    if (strcmp(row_text(&m, 1), "active") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The centre is not active: note its launch "
                             "first."));
    }
    *id = id_new();
    TRY(db_run(c->db, &SQL_issuer_insert, I64(*id), TEXT(new_number(c)),
               I64(mandate), NIL, TEXT(own_name(c, name)),
               TEXT(row_text(&m, 3)), TEXT(row_text(&m, 2)), I64(c->now_ms)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Who signs here has a key already."));
    }
    TRY(insert_key(c, *id, 0, key));
    return record_add(c, "issuer.added", row_i64(&m, 0), *id, NULL);
}

/* The first accreditation of an institution makes its issuer. */
static enum err
add_of_org(struct ctx *c, int64_t org, int64_t *id)
{
    struct row o;

    TRY(db_one(c->db, &o, &SQL_issuer_institution, I64(org)));
    *id = id_new();
    TRY(db_run(c->db, &SQL_issuer_insert, I64(*id), TEXT(new_number(c)), NIL,
               I64(org), TEXT(own_name(c, row_text(&o, 0))),
               TEXT(row_text(&o, 1)), TEXT(row_text(&o, 2)), I64(c->now_ms)));
    return record_add(c, "issuer.added", org, *id, NULL);
}

static enum err
not_in_force(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("The institution does not issue certificates itself "
                         "now: its right to has ended."));
}

enum err
issuer_accredit(struct ctx *c, int64_t accreditation,
                const struct keeper_key *key)
{
    struct accreditation a;
    struct issuer i;
    struct issuer_key there;
    enum err e;

    TRY(accreditation_by_id(c, accreditation, &a));
    if (c->person) {
        TRY(access_need(c, CAP_ACCREDIT, a.org));
    }
    if (a.state == ACCREDITATION_ENDED || a.state == ACCREDITATION_OVER) {
        return not_in_force(c);
    }
    e = issuer_of_org(c, a.org, &i);
    if (e == ERR_MISSING) {
        TRY(add_of_org(c, a.org, &i.id));
    } else {
        TRY(e);
        e = issuer_key(c, &i, a.id, &there);
        if (e != ERR_MISSING) {
            return e == OK ? ERR_CONFLICT : e;
        }
    }
    TRY(insert_key(c, i.id, a.id, key));
    return record_add(c, "issuer.key_added", a.org, i.id, NULL);
}

enum err
issuer_add_key(struct ctx *c, int64_t issuer, const struct keeper_key *key)
{
    struct issuer i;
    struct accreditation a = {0};

    TRY(issuer_by_id(c, issuer, &i));
    if (c->person) {
        TRY(access_need_here(c, CAP_CREDENTIAL_ISSUE, i.org));
    }
    if (!i.mandate) {
        enum err e = accreditation_for(c, i.org, &a);

        if (e != OK) {
            return e == ERR_MISSING ? not_in_force(c) : e;
        }
    }
    TRY(db_run(c->db, &SQL_issuer_revoke_keys, I64(c->now_ms), I64(issuer),
               I64(a.id)));
    TRY(insert_key(c, issuer, a.id, key));
    return record_add(c, "issuer.key_added", i.org, issuer, NULL);
}

enum err
issuer_keys(struct ctx *c, const struct issuer *i, struct issuer_keys *out)
{
    struct rows rows;
    int64_t last;

    TRY(db_all(c->db, &rows, &SQL_issuer_keys, I64(i->id)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct issuer_key);
    for (size_t k = 0; k < rows.count; k++) {
        const struct row *row = &rows.items[k];
        struct issuer_key *key = &out->items[k];

        *key = (struct issuer_key){
            .id = row_i64(row, 0),
            .multibase = row_text(row, 1),
            .created_ms = row_i64(row, 3),
            .revoked_ms = row_i64(row, 4),
            .accreditation = row_i64(row, 5),
        };
        if (!row_null(row, 6) && date_parse(row_text(row, 6), &last)) {
            key->expires_ms = (last + 1) * DATE_DAY_MS; /* it counts in UTC */
        }
        key->sealed = row_blob(row, 2, &key->sealed_len);
        key->method = arena_printf(c->arena, "%s#%s", i->did, key->multibase);
    }
    return OK;
}

enum err
issuer_key(struct ctx *c, const struct issuer *i, int64_t accreditation,
           struct issuer_key *out)
{
    struct issuer_keys keys;

    TRY(issuer_keys(c, i, &keys));
    for (size_t k = keys.count; k > 0; k--) {
        if (keys.items[k - 1].revoked_ms == 0 &&
            keys.items[k - 1].accreditation == accreditation) {
            *out = keys.items[k - 1];
            return OK;
        }
    }
    return ERR_MISSING;
}

enum err
issuer_accreditation(struct ctx *c, int64_t credential,
                     struct accreditation *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issuer_accreditation, I64(credential)));
    return row_null(&row, 0) ? ERR_MISSING
                             : accreditation_by_id(c, row_i64(&row, 0), out);
}

/* --- the DID document --- */

static enum err
make_document(struct ctx *c, const struct issuer *i,
              const struct issuer_keys *keys, struct vc_arena *va,
              const char **json)
{
    struct vc_did_method *methods =
        ARENA_ARRAY(c->arena, keys->count, struct vc_did_method);
    struct vc_json *document;
    struct vc_view text;

    for (size_t k = 0; k < keys->count; k++) {
        if (vc_key_read(vc_view_of(keys->items[k].multibase),
                        &methods[k].key) != VC_OK) {
            return ERR_INTERNAL;
        }
        methods[k].has_revoked = keys->items[k].revoked_ms != 0;
        methods[k].revoked_ms = keys->items[k].revoked_ms;
        methods[k].has_expires = keys->items[k].expires_ms != 0;
        methods[k].expires_ms = keys->items[k].expires_ms;
    }
    if (vc_did_document_make(va, vc_view_of(i->did), methods, keys->count,
                             &document) != VC_OK ||
        vc_json_write(va, document, 2, &text) != VC_OK) {
        return ERR_INTERNAL;
    }
    *json = arena_textn(c->arena, text.data, text.size);
    return OK;
}

enum err
issuer_document(struct ctx *c, const struct issuer *i, const char **json)
{
    struct issuer_keys keys;
    struct vc_arena va;
    enum err e;

    TRY(issuer_keys(c, i, &keys));
    vc_arena_init(&va, NULL, DOCUMENT_BYTES);
    e = make_document(c, i, &keys, &va, json);
    vc_arena_free(&va);
    return e;
}

const char *
issuer_number_of_did(struct ctx *c, const char *did, size_t len)
{
    const char *start = did_start(c);
    size_t n = strlen(start);

    if (len != n + NUMBER_CHARS || memcmp(did, start, n) != 0) {
        return NULL;
    }
    return arena_textn(c->arena, did + n, NUMBER_CHARS);
}

void
issuer_foresee(struct ctx *c, int64_t id)
{
    db_foresee(c->db, &SQL_issuer_by_id, I64(id));
}

void
issuer_foresee_accreditation(struct ctx *c, int64_t credential)
{
    db_foresee(c->db, &SQL_issuer_accreditation, I64(credential));
}

void
issuer_foresee_of(struct ctx *c, int64_t mandate, int64_t org)
{
    if (mandate) {
        db_foresee(c->db, &SQL_issuer_of_mandate, I64(mandate));
    } else {
        db_foresee(c->db, &SQL_issuer_of_org, I64(org));
    }
}
