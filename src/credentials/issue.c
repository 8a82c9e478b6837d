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
issue_ask_waiting(struct ctx *c, int64_t org, struct answer *a)
{
    TRY(access_need(c, CAP_CREDENTIAL_ISSUE, org));
    db_ask(c->db, a, &SQL_issue_waiting, I64(org), TEXT(c->lang->tag),
           TEXT(ctx_today(c)), I64(LIST_MAX));
    return OK;
}

enum err
issue_take_waiting(struct ctx *c, struct answer *a, struct issue_lines *out)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
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

/* The centre that would sign if this programme were in its scope; NULL = the
 * scope is not the reason. */
static enum err
find_outside(struct ctx *c, const struct issue_draft *d, const struct signer *s,
             const char **centre)
{
    struct signer any;

    *centre = NULL;
    TRY(signer_for(c, d->org, d->opened_by, 0, &any));
    if (any.mandate && any.mandate != s->mandate) {
        *centre = any.name;
    }
    return OK;
}

/* Who signs for this person is not who is asking: say who does, and why the
 * asker does not any more: the programme is none of theirs, or the
 * institution's time is over. */
static enum err
refuse(struct ctx *c, const struct issue_draft *d, const struct signer *s)
{
    const char *centre,
        *text = arena_printf(c->arena, "%s %s",
                             tr(c->lang, "Certificates are signed "
                                         "here by"),
                             s->name);
    struct accreditation a;
    enum err e;

    TRY(find_outside(c, d, s, &centre));
    if (centre) {
        return problem_as(
            c, ERR_CONFLICT, NULL,
            arena_printf(c->arena, "%s %s. %s. %s",
                         tr(c->lang, "This programme lies outside what may be "
                                     "signed today by"),
                         centre, text,
                         tr(c->lang, "Ask them: they sign it, and can widen "
                                     "what the centre signs for.")));
    }
    e = s->accreditation ? ERR_MISSING : accreditation_last(c, d->org, &a);
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
find_issuer(struct ctx *c, struct issue_draft *d)
{
    struct signer s;
    enum err e = signer_for(c, d->org, d->opened_by, d->series, &s);

    if (e == ERR_MISSING) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Nobody signs certificates here now: no national "
                             "centre is in force, and headquarters has no "
                             "mandate to."));
    }
    TRY(e);
    e = c->person ? signer_need(c, &s) : OK;
    if (e != OK) {
        return e == ERR_DENIED ? refuse(c, d, &s) : e;
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

/* One of the same place among those before. */
static const struct issue_draft *
before_at(const struct issue_draft *d)
{
    const struct issue_draft *b = d->before;

    while (b && b->org != d->org) {
        b = b->before;
    }
    return b;
}

static enum err
find_place(struct ctx *c, struct issue_draft *d)
{
    const struct issue_draft *b = before_at(d);
    const char *zone;
    char *day, *stamp;

    if (b) {
        d->issued_date = b->issued_date;
        d->issued_stamp = b->issued_stamp;
        return OK;
    }
    TRY(org_zone(c, d->org, &zone));
    day = arena_alloc(c->arena, DATE_SIZE);
    stamp = arena_alloc(c->arena, ZONE_STAMP_SIZE);
    zone_date(zone, c->now_ms, day);
    zone_stamp(zone, c->now_ms, stamp);
    d->issued_date = day;
    d->issued_stamp = stamp;
    return OK;
}

static enum err
find_signer(struct ctx *c, struct issue_draft *d)
{
    for (const struct issue_draft *b = d->before; b; b = b->before) {
        if (b->org == d->org && b->opened_by == d->opened_by) {
            d->issuer = b->issuer;
            d->key = b->key;
            d->document = b->document;
            return OK;
        }
    }
    return find_issuer(c, d);
}

static enum err
find_achievement(struct ctx *c, struct issue_draft *d)
{
    for (const struct issue_draft *b = d->before; b; b = b->before) {
        if (b->series == d->series && strcmp(b->lang, d->lang) == 0) {
            d->achievement = b->achievement;
            d->narrative = b->narrative;
            return OK;
        }
    }
    if (achievement_of_series(c, d->series, d->lang, &d->achievement) != OK) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("It is not defined yet what this series "
                             "certifies."));
    }
    d->narrative = document_narrative(c, &d->achievement);
    return OK;
}

static enum err
read_enrolment(struct ctx *c, int64_t enrolment, struct issue_draft *d,
               const char **person_number)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_issue_enrolment, I64(enrolment)));
    d->enrolment = enrolment;
    d->person = row_i64(&row, 0);
    d->org = row_i64(&row, 1);
    d->series = row_i64(&row, 2);
    d->lang = row_text(&row, 3);
    d->opened_by = row_i64(&row, 5);
    d->holder_name = row_null(&row, 6) ? "" : row_text(&row, 6);
    *person_number = row_text(&row, 7);
    d->workgroup = row_text(&row, 9);
    d->gender = row_text(&row, 10);
    if (c->person && !before_at(d)) {
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
issue_prepare_next(struct ctx *c, int64_t enrolment,
                   const struct issue_draft *before, struct issue_draft *out)
{
    unsigned char number[NUMBER_BYTES];
    const char *person_number = NULL;

    *out = (struct issue_draft){.before = before};
    TRY(read_enrolment(c, enrolment, out, &person_number));
    TRY(find_signer(c, out));
    TRY(find_achievement(c, out));
    TRY(find_place(c, out));
    random_bytes(number, sizeof number);
    out->number = encode_base32(c->arena, number, sizeof number);
    out->issued_ms = c->now_ms;
    return document_write(c, out, person_number, &out->text);
}

enum err
issue_prepare(struct ctx *c, int64_t enrolment, struct issue_draft *out)
{
    return issue_prepare_next(c, enrolment, NULL, out);
}

/* --- step 2 --- */

static void
refuse_signed(struct issue_draft *d, const char *what, const char *why)
{
    log_line(LOG_ERROR, what, "enrolment=%lld why=%s", (long long)d->enrolment,
             why);
    d->json = NULL;
}

void
issue_sign_all(struct ctx *c, struct issue_draft *const *drafts, size_t n)
{
    struct keeper_paper papers[ISSUE_SIGN_MAX];
    const struct issuer_key *key = &drafts[0]->key;
    const char *why;

    for (size_t i = 0; i < n; i++) {
        papers[i] = (struct keeper_paper){.text = drafts[i]->text};
    }
    (void)keeper_sign(c->node->keeper, c->arena, key->sealed, key->sealed_len,
                      key->method, drafts[0]->issued_ms, papers, n);
    for (size_t i = 0; i < n; i++) {
        struct issue_draft *d = drafts[i];

        d->json = papers[i].json;
        /* What leaves this house must be accepted by anybody: our own verifier
         * first, with nothing but what is published. */
        if (!d->json) {
            refuse_signed(d, "credential not signed", papers[i].why);
        } else if (!check_accepts(c, d->json, d->issuer.did, d->document,
                                  &why)) {
            refuse_signed(d, "credential not accepted by own verifier", why);
        }
    }
}

enum err
issue_sign(struct ctx *c, struct issue_draft *d)
{
    issue_sign_all(c, &d, 1);
    return d->json ? OK : ERR_INTERNAL;
}

/* --- step 3 --- */

enum err
issue_need_key(struct ctx *c, const struct issue_draft *d)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_issue_key_in_force, I64(d->key.id),
                        TEXT(ctx_today(c)));

    return e == ERR_MISSING
               ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("The key was replaced, or the right to sign "
                               "ended a moment ago. Look again who signs."))
               : e;
}

enum err
issue_keep(struct ctx *c, struct issue_draft *d)
{
    struct presence was;
    int64_t id = id_new();

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
    d->first = was.count == 0; /* then counting the event counts the person */
    if (!d->first) {
        TRY(presence_count(c, d->person, &was));
    }
    return record_add(c, "credential.issued", d->org, id, d->number);
}

enum err
issue_count(struct ctx *c, const struct issue_draft *d, int64_t n)
{
    struct count_who who = {d->workgroup, d->gender};

    if (d->first) {
        TRY(count_add(c, d->org, COUNT_CERTIFIED, who, d->issued_date, n));
    }
    return count_add(c, d->org, COUNT_CERTIFICATES, who, d->issued_date, n);
}

enum err
issue_store(struct ctx *c, struct issue_draft *d)
{
    TRY(issue_need_key(c, d));
    TRY(issue_keep(c, d));
    return issue_count(c, d, 1);
}

void
issue_foresee_waiting(struct ctx *c, const int64_t *orgs, size_t n)
{
    if (n) {
        db_foresee(c->db, &SQL_issue_count_waiting,
                   I64S(orgs, n < ISSUE_COUNT_MAX ? n : ISSUE_COUNT_MAX),
                   TEXT(ctx_today(c)));
    }
}
