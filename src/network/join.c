/* SPDX-License-Identifier: Apache-2.0 */
/* join: a university asks to join the network, and the centre decides. */

#include "network/join.h"

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
#include "network/agreement.h"
#include "network/country.h"
#include "network/join.sql.h"
#include "network/org.h"
#include "network/terms.h"

#include <string.h>

enum { SECRET_BYTES = 16, LIST_MAX = 100, MOTIVE_CHARS = 2000 };
enum { REASON_MIN_CHARS = 10, STAFF_MAX = 1000000 };

static void
read_application(const struct row *row, struct application *out)
{
    *out = (struct application){
        .id = row_i64(row, 0),
        .state = row_text(row, 1),
        .country = row_text(row, 2),
        .node = row_i64(row, 3),
        .node_slug = row_text(row, 4),
        .org = row_i64(row, 5),
        .lang = row_text(row, 6),
        .org_name = row_text(row, 7),
        .city = row_text(row, 8),
        .website = row_text(row, 9),
        .contact_name = row_text(row, 10),
        .contact_post = row_text(row, 11),
        .contact_email = row_text(row, 12),
        .signer_post = row_text(row, 13),
        .staff_count = row_i64(row, 14),
        .motive = row_text(row, 15),
        .created_ms = row_i64(row, 16),
        .sent_ms = row_i64(row, 17),
        .decided_ms = row_i64(row, 18),
        .reason = row_text(row, 19),
        .rev = row_i64(row, 20),
        .clauses = row_i64(row, 21),
        .remark = row_text(row, 22),
        .signed_kind = row_text(row, 23),
        .signer_name = row_text(row, 24),
        .paper_hash = row_text(row, 25),
        .paper_type = row_text(row, 26),
        .paper_bytes = row_i64(row, 27),
        .endorsed_ms = row_i64(row, 28),
        .endorsement = row_text(row, 29),
    };
}

/* --- checking what was typed: every wrong field says so --- */

static void
need_text(struct ctx *c, const char **value, const char *field,
          const char *empty)
{
    *value = text_clean(c->arena, *value ? *value : "");
    if (!**value) {
        (void)problem_at(c, field, empty);
    } else if (text_chars(*value) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, field,
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    }
}

static void
check_org(struct ctx *c, struct application *a)
{
    struct org node, found;

    if (!a->country || org_by_country(c, a->country, &node) != OK) {
        (void)problem_at(c, "country", N_("Choose the country or territory."));
    } else {
        a->node = node.id;
        a->country = node.country;
    }
    if (a->org && org_by_id(c, a->org, &found) == OK && a->node &&
        org_is_institution_of(&found, a->country)) {
        a->org_name = found.name;
        if (strcmp(found.status, "member") == 0) {
            (void)problem_as(c, ERR_CONFLICT, "org_name",
                             N_("This university is a member already. Ask its "
                                "coordinator for a join code."));
        }
    } else {
        a->org = 0;
    }
    need_text(c, &a->org_name, "org_name",
              N_("Write the name of the university."));
}

static void
check_people(struct ctx *c, struct application *a)
{
    need_text(c, &a->contact_name, "contact_name",
              N_("Write the name of the person we may turn to."));
    need_text(c, &a->contact_post, "contact_post",
              N_("Write the post of that person."));
    need_text(c, &a->contact_email, "contact_email",
              N_("Write an e-mail address for the answer."));
    if (*a->contact_email && !text_is_email(a->contact_email)) {
        (void)problem_at(c, "contact_email",
                         N_("This is no e-mail address. It has the form "
                            "name@university.edu."));
    }
}

static void
check_rest(struct ctx *c, struct application *a)
{
    a->city = text_clean(c->arena, a->city ? a->city : "");
    a->website = text_clean(c->arena, a->website ? a->website : "");
    a->motive = text_clean(c->arena, a->motive ? a->motive : "");
    if (*a->website && !text_is_website(a->website)) {
        (void)problem_at(c, "website",
                         N_("This is no web address. It has the form "
                            "www.university.edu."));
    }
    if (a->staff_count < 0 || a->staff_count > STAFF_MAX) {
        (void)problem_at(c, "staff_count",
                         N_("Write the number of staff in digits, such as "
                            "350."));
    }
    if (text_chars(a->motive) > MOTIVE_CHARS) {
        (void)problem_at(c, "motive",
                         N_("At most 2,000 characters. Shorten the text."));
    }
}

static void
hash_secret(const char *secret, unsigned char out[HASH_SIZE])
{
    hash_sha256(secret, strlen(secret), out);
}

/* Another application of the same university that waits already? */
static enum err
check_waiting(struct ctx *c, const struct application *a)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_join_waiting, I64(a->org),
                        TEXT(a->country), TEXT(a->org_name));

    if (e == OK) {
        return problem_as(c, ERR_CONFLICT, "org_name",
                          N_("An application of this university is waiting "
                             "for its answer already."));
    }
    return e == ERR_MISSING ? OK : e;
}

enum err
join_begin(struct ctx *c, struct application *a, const char **secret)
{
    unsigned char bytes[SECRET_BYTES], hash[HASH_SIZE];

    check_org(c, a);
    check_people(c, a);
    check_rest(c, a);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(check_waiting(c, a));
    random_bytes(bytes, sizeof bytes);
    *secret = encode_base32(c->arena, bytes, sizeof bytes);
    hash_secret(*secret, hash);
    a->id = id_new();
    return db_run(c->db, &SQL_join_insert, I64(a->id), BLOB(hash, sizeof hash),
                  TEXT(a->country), I64(a->node), a->org ? I64(a->org) : NIL,
                  TEXT(c->lang->tag), TEXT(a->org_name), TEXT(a->city),
                  TEXT(a->website), TEXT(a->contact_name),
                  TEXT(a->contact_post), TEXT(a->contact_email),
                  I64(a->staff_count), TEXT(a->motive), TEXT(TERMS_VERSION),
                  I64(c->now_ms));
}

enum err
join_by_link(struct ctx *c, const char *secret, struct application *out)
{
    unsigned char hash[HASH_SIZE];
    struct row row;

    hash_secret(secret, hash);
    TRY(db_one(c->db, &row, &SQL_join_by_link, BLOB(hash, sizeof hash)));
    read_application(&row, out);
    return OK;
}

static enum err
need_draft(struct ctx *c, const struct application *a)
{
    if (strcmp(a->state, "draft") == 0) {
        return OK;
    }
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("The application has been sent already; nothing of "
                         "it can be changed now."));
}

enum err
join_agree(struct ctx *c, const char *secret, const bool *agreed,
           const char *remark)
{
    const char *clean = text_clean(c->arena, remark ? remark : "");
    struct application a;

    TRY(join_by_link(c, secret, &a));
    TRY(need_draft(c, &a));
    if (text_chars(clean) > MOTIVE_CHARS) {
        return problem_at(c, "remark",
                          N_("At most 2,000 characters. Shorten the text."));
    }
    TRY(db_run(c->db, &SQL_join_remark, *clean ? TEXT(clean) : NIL,
               TEXT(TERMS_VERSION), I64(a.id)));
    for (int i = 0; i < TERMS_CLAUSES; i++) {
        if (agreed[i]) {
            TRY(db_run(c->db, &SQL_join_clause_add, I64(a.id), I64(i + 1),
                       I64(c->now_ms)));
        } else {
            TRY(db_run(c->db, &SQL_join_clause_drop, I64(a.id), I64(i + 1)));
        }
    }
    return OK;
}

enum err
join_clauses(struct ctx *c, int64_t application, bool *agreed)
{
    struct rows rows;

    memset(agreed, 0, TERMS_CLAUSES * sizeof *agreed);
    TRY(db_all(c->db, &rows, &SQL_join_clauses, I64(application)));
    for (size_t i = 0; i < rows.count; i++) {
        int64_t n = row_i64(&rows.items[i], 0);

        if (n >= 1 && n <= TERMS_CLAUSES) {
            agreed[n - 1] = true;
        }
    }
    return OK;
}

const char *
join_paper_type(const char *data, size_t len)
{
    static const struct {
        const char *type, *first;
        size_t bytes;
    } known[] = {{"application/pdf", "%PDF-", 5},
                 {"image/jpeg", "\xff\xd8\xff", 3},
                 {"image/png", "\x89PNG\r\n\x1a\n", 8}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (len > known[i].bytes &&
            memcmp(data, known[i].first, known[i].bytes) == 0) {
            return known[i].type;
        }
    }
    if (len > 12 && memcmp(data, "RIFF", 4) == 0 &&
        memcmp(data + 8, "WEBP", 4) == 0) {
        return "image/webp";
    }
    return NULL;
}

void
join_check_signer(struct ctx *c, struct join_signature *sign)
{
    need_text(c, &sign->signer_name, "signer_name",
              N_("Write the name of the person who signs."));
    need_text(c, &sign->signer_post, "signer_post",
              N_("Write who signs, such as rector or vice-rector."));
}

enum err
join_sign(struct ctx *c, const char *secret, const struct join_signature *given)
{
    struct join_signature sign = *given;
    struct application a;

    TRY(join_by_link(c, secret, &a));
    TRY(need_draft(c, &a));
    join_check_signer(c, &sign);
    if (a.clauses < TERMS_CLAUSES) {
        (void)problem_at(c, "clauses",
                         N_("Not all clauses are agreed to yet. Go back to "
                            "the agreement."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(check_waiting(c, &a));
    TRY(db_run(c->db, &SQL_join_sign, I64(c->now_ms),
               TEXT(sign.paper_hash ? "page" : "click"), TEXT(sign.signer_name),
               TEXT(sign.signer_post),
               sign.paper_hash ? TEXT(sign.paper_hash) : NIL,
               sign.paper_hash ? TEXT(sign.paper_type) : NIL,
               sign.paper_hash ? I64(sign.paper_bytes) : NIL, I64(a.id)));
    return record_add(c, "join.sent", a.node, a.id, NULL);
}

enum err
join_reopen(struct ctx *c, const char *secret)
{
    struct application a;

    TRY(join_by_link(c, secret, &a));
    TRY(db_run(c->db, &SQL_join_reopen, I64(a.id)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This application has not been refused."));
    }
    return record_add(c, "join.reopened", a.node, a.id, NULL);
}

enum err
join_list_below(struct ctx *c, int64_t org, struct application_list *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_MEMBER_REVIEW, org));
    TRY(db_all(c->db, &rows, &SQL_join_list_below, I64(org), I64(LIST_MAX)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct application);
    for (size_t i = 0; i < rows.count; i++) {
        read_application(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
join_count_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                   int64_t *counts)
{
    struct rows rows;

    memset(counts, 0, n * sizeof *counts);
    n = n < JOIN_COUNT_MAX ? n : JOIN_COUNT_MAX;
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_join_count_waiting, I64S(orgs, n)));
    for (size_t i = 0; i < rows.count; i++) {
        for (size_t j = 0; j < n; j++) {
            if (orgs[j] == row_i64(&rows.items[i], 0)) {
                counts[j] = row_i64(&rows.items[i], 1);
            }
        }
    }
    return OK;
}

enum err
join_by_id(struct ctx *c, int64_t id, struct application *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_join_by_id, I64(id)));
    read_application(&row, out);
    /* An application holds personal data: who may not decide may not know. */
    return access_need(c, CAP_MEMBER_REVIEW, out->node) == OK ? OK
                                                              : ERR_MISSING;
}

static enum err
somebody_else(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("Somebody else has decided on this application. "
                         "Look at it again."));
}

static enum err
decide(struct ctx *c, const struct application *a, int64_t rev,
       const char *state, const char *reason)
{
    TRY(db_run(c->db, &SQL_join_decide, TEXT(state), a->org ? I64(a->org) : NIL,
               I64(c->now_ms), I64(c->person), TEXT(reason), I64(a->id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    return record_add(c, arena_printf(c->arena, "join.%s", state), a->node,
                      a->id, reason);
}

bool
join_is_decider(struct ctx *c, const struct application *a)
{
    struct org_list way; /* from the root to the country */

    return org_way(c, a->node, &way) == OK && way.count > 1 &&
           access_has(c, CAP_MEMBER_REVIEW, way.items[way.count - 2].id);
}

enum err
join_endorse(struct ctx *c, int64_t id, int64_t rev, const char *words)
{
    const char *clean = text_clean(c->arena, words ? words : "");
    struct application a;

    TRY(join_by_id(c, id, &a));
    if (text_chars(clean) > MOTIVE_CHARS) {
        return problem_at(c, "words", N_("At most 2000 characters, please."));
    }
    TRY(db_run(c->db, &SQL_join_endorse, I64(c->now_ms), I64(c->person),
               TEXT(clean), I64(id), I64(rev)));
    return db_changed(c->db) == 0
               ? somebody_else(c)
               : record_add(c, "join.endorsed", a.node, id, NULL);
}

enum err
join_accept(struct ctx *c, int64_t id, int64_t rev, struct application *out)
{
    struct org org = {0};

    TRY(join_by_id(c, id, out));
    if (!join_is_decider(c, out)) {
        return ERR_DENIED;
    }
    if (out->org) {
        TRY(org_by_id(c, out->org, &org));
    } else {
        org = (struct org){.kind = "institution",
                           .name = out->org_name,
                           .country = out->country,
                           .city = *out->city ? out->city : NULL,
                           .website = *out->website ? out->website : NULL};
        TRY(org_add(c, out->node, &org));
        out->org = org.id;
    }
    TRY(org_set_status(c, org.id, org.rev, "member", NULL));
    TRY(agreement_of_membership(c, org.id, out));
    return decide(c, out, rev, "accepted", NULL);
}

enum err
join_refuse(struct ctx *c, int64_t id, int64_t rev, const char *reason)
{
    struct application a;
    const char *clean = text_clean(c->arena, reason ? reason : "");

    TRY(join_by_id(c, id, &a));
    if (text_chars(clean) < REASON_MIN_CHARS ||
        text_chars(clean) > MOTIVE_CHARS) {
        return problem_at(c, "reason",
                          N_("Write the reason in a sentence or two; the "
                             "university reads it."));
    }
    return decide(c, &a, rev, "refused", clean);
}

/* --- abandoned drafts --- */

static int64_t
abandoned_before(const struct ctx *c)
{
    return c->now_ms - LIMIT_DRAFT_DAYS * DATE_DAY_MS;
}

enum err
join_old(struct ctx *c, bool *any)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_join_find_old, I64(abandoned_before(c)),
               I64(1)));
    *any = rows.count > 0;
    return OK;
}

enum err
join_sweep(struct ctx *c, int max, int *done)
{
    /* the clauses first: that none is younger stays true without them */
    TRY(db_run(c->db, &SQL_join_delete_old_clauses, I64(abandoned_before(c)),
               I64(max)));
    TRY(db_run(c->db, &SQL_join_delete_old, I64(abandoned_before(c)),
               I64(max)));
    *done = (int)db_changed(c->db);
    return OK;
}

void
join_foresee_waiting(struct ctx *c, const int64_t *orgs, size_t n)
{
    if (n) {
        db_foresee(c->db, &SQL_join_count_waiting,
                   I64S(orgs, n < JOIN_COUNT_MAX ? n : JOIN_COUNT_MAX));
    }
}
