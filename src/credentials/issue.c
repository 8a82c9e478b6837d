/* SPDX-License-Identifier: Apache-2.0 */
/* issue: a completed series becomes a signed Open Badges 3.0 credential. */

#include "credentials/issue.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/log.h"
#include "base/random.h"
#include "base/tr.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/presence.h"
#include "core/record.h"
#include "credentials/check.h"
#include "credentials/document.h"
#include "credentials/issue.sql.h"
#include "credentials/signer.h"
#include "db/db.h"
#include "network/accreditation.h"
#include "network/org.h"

#include <string.h>

enum { LIST_MAX = 100, NUMBER_BYTES = 16 };

enum err
issue_waiting(struct ctx *c, int64_t org, struct issue_lines *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_CREDENTIAL_ISSUE, org));
    TRY(db_all(c->db, &rows, &SQL_issue_waiting, I64(org), TEXT(c->lang->tag),
               TEXT(ctx_today(c)), I64(LIST_MAX)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct issue_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct issue_line){
            .enrolment = row_i64(row, 0),
            .holder_name = row_null(row, 1) ? "" : row_text(row, 1),
            .org_name = row_text(row, 2),
            .series_title = row_text(row, 3),
            .completed_date = row_text(row, 4),
        };
    }
    return OK;
}

enum err
issue_count_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                    int64_t *counts)
{
    struct rows rows;

    memset(counts, 0, n * sizeof *counts);
    n = n < ISSUE_COUNT_MAX ? n : ISSUE_COUNT_MAX;
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_issue_count_waiting, I64S(orgs, n),
               TEXT(ctx_today(c))));
    for (size_t i = 0; i < rows.count; i++) {
        for (size_t j = 0; j < n; j++) {
            if (orgs[j] == row_i64(&rows.items[i], 0)) {
                counts[j] = row_i64(&rows.items[i], 1);
            }
        }
    }
    return OK;
}

/* --- step 1 --- */

/* Who signs for this person is not who is asking: say who does, and, where the
 * institution did so itself, since when not any more. */
static enum err
refuse(struct ctx *c, int64_t org, const struct signer *s)
{
    const char *text =
        arena_printf(c->arena, "%s %s",
                     tr(c->lang, "Certificates are signed here by"), s->name);
    struct accreditation a;
    enum err e =
        s->accreditation ? ERR_MISSING : accreditation_last(c, org, &a);

    if (e == OK) {
        text = arena_printf(
            c->arena, "%s (%s). %s.",
            tr(c->lang, "The institution's right to issue certificates itself "
                        "has ended"),
            a.ended_date ? a.ended_date : a.to_date, text);
    } else if (e != ERR_MISSING) {
        return e;
    }
    return problem_as(c, ERR_CONFLICT, NULL, text);
}

static enum err
find_issuer(struct ctx *c, int64_t opened_by, struct issue_draft *d)
{
    struct signer s;
    enum err e = signer_for(c, d->org, opened_by, &s);

    if (e == ERR_MISSING) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Nobody signs certificates here now: no national "
                             "centre is in force, and headquarters has no "
                             "mandate to."));
    }
    TRY(e);
    e = c->person ? signer_need(c, &s) : OK;
    if (e != OK) {
        return e == ERR_DENIED ? refuse(c, d->org, &s) : e;
    }
    e = signer_key(c, &s, &d->issuer, &d->key);
    if (e == ERR_MISSING) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Who signs certificates here has no key to sign "
                             "with yet."));
    }
    TRY(e);
    return issuer_document(c, &d->issuer, &d->document);
}

static enum err
read_enrolment(struct ctx *c, int64_t enrolment, struct issue_draft *d,
               int64_t *series, int64_t *mandate, const char **person_number)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issue_enrolment, I64(enrolment)));
    d->enrolment = enrolment;
    d->person = row_i64(&row, 0);
    d->org = row_i64(&row, 1);
    *series = row_i64(&row, 2);
    d->lang = row_text(&row, 3);
    *mandate = row_i64(&row, 5);
    d->holder_name = row_null(&row, 6) ? "" : row_text(&row, 6);
    *person_number = row_text(&row, 7);
    d->workgroup = row_text(&row, 9);
    d->gender = row_text(&row, 10);
    if (c->person) {
        TRY(access_need(c, CAP_CREDENTIAL_ISSUE, d->org));
    }
    if (row_null(&row, 4)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This series is not completed yet."));
    }
    if (!row_null(&row, 8)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The certificate has been issued already."));
    }
    return OK;
}

enum err
issue_prepare(struct ctx *c, int64_t enrolment, struct issue_draft *out)
{
    unsigned char number[NUMBER_BYTES];
    int64_t series = 0, mandate = 0;
    const char *person_number = NULL, *zone;
    char *day = arena_alloc(c->arena, DATE_SIZE);
    char *stamp = arena_alloc(c->arena, ZONE_STAMP_SIZE);

    *out = (struct issue_draft){0};
    TRY(read_enrolment(c, enrolment, out, &series, &mandate, &person_number));
    TRY(find_issuer(c, mandate, out));
    if (achievement_of_series(c, series, out->lang, &out->achievement) != OK) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("It is not defined yet what this series "
                             "certifies."));
    }
    TRY(org_zone(c, out->org, &zone));
    zone_date(zone, c->now_ms, day);
    zone_stamp(zone, c->now_ms, stamp);
    random_bytes(number, sizeof number);
    out->number = encode_base32(c->arena, number, sizeof number);
    out->issued_ms = c->now_ms;
    out->issued_date = day;
    out->issued_stamp = stamp;
    return document_write(c, out, person_number, &out->text);
}

/* --- step 2 --- */

enum err
issue_sign(struct ctx *c, struct issue_draft *d)
{
    const char *why = "";
    enum err e = keeper_sign_credential(
        c->node->keeper, c->arena, d->key.sealed, d->key.sealed_len,
        d->key.method, d->issued_ms, d->text, &d->json, &why);

    if (e != OK) {
        log_line(LOG_ERROR, "credential not signed", "enrolment=%lld why=%s",
                 (long long)d->enrolment, why);
        return ERR_INTERNAL;
    }
    /* What leaves this house must be accepted by anybody: our own verifier
     * first, with nothing but what is published. */
    if (!check_accepts(c, d->json, d->issuer.did, d->document, &why)) {
        log_line(LOG_ERROR, "credential not accepted by own verifier",
                 "enrolment=%lld why=%s", (long long)d->enrolment, why);
        return ERR_INTERNAL;
    }
    return OK;
}

/* --- step 3 --- */

enum err
issue_store(struct ctx *c, const struct issue_draft *d)
{
    struct presence was;
    struct row row;
    int64_t id = id_new();
    enum err e = db_one(c->db, &row, &SQL_issue_key_in_force, I64(d->key.id),
                        TEXT(ctx_today(c)));

    if (e == ERR_MISSING) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The key was replaced, or the right to sign "
                             "ended a moment ago. Look again who signs."));
    }
    TRY(e);
    TRY(presence_read(c, d->person, COUNT_CERTIFIED, &was));
    TRY(db_run(c->db, &SQL_issue_insert, I64(id), TEXT(d->number),
               I64(d->issuer.id), I64(d->key.id), I64(d->achievement.id),
               I64(d->enrolment), I64(d->person), I64(d->org),
               TEXT(d->holder_name), TEXT(d->lang), TEXT(d->json),
               I64(d->issued_ms), TEXT(d->issued_date)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The certificate has been issued already."));
    }
    TRY(db_run(c->db, &SQL_issue_served, I64(d->enrolment)));
    TRY(presence_count(c, d->person, &was));
    TRY(count_add(c, d->org, COUNT_CERTIFICATES,
                  (struct count_who){d->workgroup, d->gender}, d->issued_date,
                  1));
    return record_add(c, "credential.issued", d->org, id, d->number);
}
