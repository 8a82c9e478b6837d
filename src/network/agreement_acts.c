/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_acts: how an agreement comes about: drafted, approved, signed,
 * renewed, ended. */

#include "network/agreement.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/agreement.sql.h"
#include "network/join.h"
#include "network/org.h"
#include "network/terms.h"

#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_BYTES = 16,
    REASON_MIN_CHARS = 10,
    REASON_MAX_CHARS = 2000,
    MEMBERSHIP_YEARS = 3, /* as the clause on term and exit says */
    CLAUSE_BYTES = 8 * 1024
};

/* Agreements are kept in these; both texts count. */
static const char *const langs[] = {"en", "es"};

static struct value
person_of(const struct ctx *c)
{
    return c->person ? I64(c->person) : NIL;
}

static const char *
day_after(struct ctx *c, const char *date, int days)
{
    char *out = arena_alloc(c->arena, DATE_SIZE);
    int64_t day = 0;

    (void)date_parse(date, &day);
    date_write(day + days, out);
    return out;
}

/* --- texts --- */

/* Put names for %{parties} and %{place}. */
static const char *
fill_in(struct arena *a, const char *text, const char *parties,
        const char *place)
{
    static const char parties_mark[] = "%{parties}", place_mark[] = "%{place}";
    const char *out;
    struct buf b;

    buf_init(&b, CLAUSE_BYTES);
    while (*text) {
        if (text_starts(text, parties_mark)) {
            buf_puts(&b, parties);
            text += sizeof parties_mark - 1;
        } else if (text_starts(text, place_mark)) {
            buf_puts(&b, place);
            text += sizeof place_mark - 1;
        } else {
            buf_putc(&b, *text++);
        }
    }
    out = arena_text(a, buf_text(&b));
    buf_free(&b);
    return out;
}

/* "A, B and C" in a language, of the names in it. */
static enum err
names_of(struct ctx *c, const int64_t *orgs, size_t n, const char **out)
{
    const char *all = "";

    for (size_t i = 0; i < n; i++) {
        struct org o;

        TRY(org_by_id(c, orgs[i], &o));
        all = i == 0      ? o.name
              : i + 1 < n ? arena_printf(c->arena, "%s, %s", all, o.name)
                          : arena_printf(c->arena, "%s %s %s", all,
                                         tr(c->lang, "and"), o.name);
    }
    *out = all;
    return OK;
}

static enum err
add_clauses(struct ctx *c, int64_t id, const char *kind, int64_t node,
            const int64_t *parties, size_t n)
{
    const struct terms_text *t = terms_of(kind);
    const struct lang *kept = c->lang;

    for (size_t l = 0; l < COUNT(langs); l++) {
        const char *names;
        struct org place;

        c->lang = lang_find(langs[l]);
        TRY(names_of(c, parties, n, &names));
        TRY(org_by_id(c, node, &place));
        for (int i = 0; i < t->count; i++) {
            TRY(db_run(c->db, &SQL_agreement_insert_clause, I64(id), I64(i + 1),
                       TEXT(langs[l]), TEXT(tr(c->lang, t->clauses[i].title)),
                       TEXT(fill_in(c->arena, tr(c->lang, t->clauses[i].text),
                                    names, place.name))));
        }
    }
    c->lang = kept;
    return OK;
}

/* --- drafting --- */

static void
check_days(struct ctx *c, struct agreement_draft *d)
{
    if (!d->from_date || !date_valid(d->from_date)) {
        (void)problem_day(c, "from_date");
        return;
    }
    if (!d->to_date || !*d->to_date) {
        d->to_date = AGREEMENT_OPEN;
    } else if (!date_valid(d->to_date)) {
        (void)problem_day(c, "to_date");
    } else if (strcmp(d->to_date, d->from_date) < 0) {
        (void)problem_at(c, "to_date", N_("It would end before it begins."));
    }
}

static enum err
check_draft(struct ctx *c, struct agreement_draft *d)
{
    if (!d->kind || !terms_of(d->kind) || strcmp(d->kind, "membership") == 0) {
        (void)problem_at(c, "kind", N_("Choose what the agreement is about."));
    }
    d->title = text_clean(c->arena, d->title ? d->title : "");
    if (!*d->title) {
        (void)problem_at(c, "title",
                         N_("Write its name, as it stands on the first page."));
    } else if (text_chars(d->title) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "title",
                         N_("The name may have at most 200 characters."));
    }
    if (d->party_count < 2) {
        (void)problem_at(c, "parties", N_("Choose at least two parties."));
    } else if (d->party_count > AGREEMENT_PARTIES_MAX) {
        (void)problem_at(c, "parties", N_("At most twelve parties."));
    }
    check_days(c, d);
    return c->problem_count ? ERR_INVALID : OK;
}

static int
by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* The same parties, in any order? `sorted` are those of the draft. */
static enum err
has_parties(struct ctx *c, int64_t id, const int64_t *sorted, size_t n,
            bool *same)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_agreement_party_ids, I64(id)));
    *same = rows.count == n;
    for (size_t i = 0; i < n && *same; i++) {
        *same = row_i64(&rows.items[i], 0) == sorted[i];
    }
    return OK;
}

static enum err
refuse_overlap(struct ctx *c, const struct agreement_draft *d)
{
    int64_t *sorted =
        arena_copy(c->arena, d->parties, d->party_count * sizeof *d->parties);
    struct rows rows;

    qsort(sorted, d->party_count, sizeof *sorted, by_number);
    TRY(db_all(c->db, &rows, &SQL_agreement_meeting, TEXT(d->kind),
               I64(d->node), TEXT(d->from_date), TEXT(d->to_date)));
    for (size_t i = 0; i < rows.count; i++) {
        bool same;

        TRY(has_parties(c, row_i64(&rows.items[i], 0), sorted, d->party_count,
                        &same));
        if (same) {
            return problem_as(c, ERR_CONFLICT, "from_date",
                              N_("These parties have an agreement of this kind "
                                 "here for a time that meets this one. Renew "
                                 "that one, or choose other days."));
        }
    }
    return OK;
}

/* Who must approve: the two levels above the place; a country's own centre
 * approves what its institutions sign. */
static enum err
add_approvals(struct ctx *c, int64_t id, int64_t node)
{
    struct org_list way;
    int position = 0;

    TRY(org_way(c, node, &way));
    for (size_t i = way.count; i-- > 0 && position < 2;) {
        const char *kind = way.items[i].kind;
        bool is_own = way.items[i].id == node;

        if (strcmp(kind, "institution") == 0 || strcmp(kind, "unit") == 0 ||
            (is_own && strcmp(kind, "network") != 0)) {
            continue;
        }
        TRY(db_run(c->db, &SQL_agreement_insert_approval, I64(id),
                   I64(++position), I64(way.items[i].id)));
    }
    return OK;
}

static enum err
insert(struct ctx *c, const struct agreement_draft *d, const char *status,
       const struct application *a)
{
    bool is_signed = strcmp(status, "in_force") == 0;

    TRY(db_run(
        c->db, &SQL_agreement_insert, I64(d->id), TEXT(d->number),
        TEXT(d->kind), TEXT(d->title), I64(d->node), a ? I64(a->id) : NIL,
        TEXT(status), I64(d->is_public), is_signed ? TEXT(d->from_date) : NIL,
        TEXT(a ? a->paper_hash : NULL), TEXT(a ? a->paper_type : NULL),
        a && a->paper_hash ? I64(a->paper_bytes) : NIL, TEXT(d->from_date),
        TEXT(d->to_date), I64(c->now_ms), person_of(c)));
    TRY(db_run(c->db, &SQL_agreement_insert_term, I64(id_new()), I64(d->id),
               TEXT(d->from_date), TEXT(d->to_date), I64(c->now_ms),
               person_of(c)));
    for (size_t i = 0; i < d->party_count; i++) {
        TRY(db_run(c->db, &SQL_agreement_insert_party, I64(d->id),
                   I64(d->parties[i]), I64((int64_t)i + 1)));
    }
    return add_clauses(c, d->id, d->kind, d->node, d->parties, d->party_count);
}

static void
number_it(struct ctx *c, struct agreement_draft *d)
{
    unsigned char number[NUMBER_BYTES];

    random_bytes(number, sizeof number);
    d->id = id_new();
    d->number = encode_base32(c->arena, number, sizeof number);
}

enum err
agreement_draft(struct ctx *c, struct agreement_draft *d)
{
    TRY(access_need(c, CAP_AGREEMENT_EDIT, d->node));
    TRY(check_draft(c, d));
    TRY(refuse_overlap(c, d));
    number_it(c, d);
    TRY(insert(c, d, "waiting", NULL));
    TRY(add_approvals(c, d->id, d->node));
    return record_add(c, "agreement.drafted", d->node, d->id, NULL);
}

enum err
agreement_of_membership(struct ctx *c, int64_t org, const struct application *a)
{
    int64_t parties[2];
    struct agreement_draft d = {.kind = "membership",
                                .node = org,
                                .parties = parties,
                                .party_count = 2,
                                .from_date = arena_text(c->arena, ctx_today(c)),
                                .is_public = true};
    struct org root, member;
    int year, month, day;
    int64_t today = 0;

    TRY(org_root(c, &root));
    TRY(org_by_id(c, org, &member));
    parties[0] = root.id;
    parties[1] = org;
    d.title = member.name;
    (void)date_parse(d.from_date, &today);
    date_civil(today, &year, &month, &day);
    d.to_date = day_after(
        c,
        arena_printf(c->arena, "%04d-%02d-01", year + MEMBERSHIP_YEARS, month),
        day - 2);
    number_it(c, &d);
    TRY(insert(c, &d, "in_force", a));
    return record_add(c, "agreement.signed", org, d.id, NULL);
}

/* --- what happens to it --- */

static enum err
somebody_else(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("Somebody else changed this agreement a moment ago. "
                         "Look at it again, then decide."));
}

/* Open it for work: the right at its node, and the state it must be in. */
static enum err
open_in(struct ctx *c, const char *number, const char *status,
        const char *otherwise, struct agreement *out)
{
    TRY(agreement_by_number(c, number, out));
    TRY(access_need(c, CAP_AGREEMENT_EDIT, out->node));
    return strcmp(out->status, status) == 0
               ? OK
               : problem_as(c, ERR_CONFLICT, NULL, otherwise);
}

/* Whose turn it is. ERR_CONFLICT: nobody's. */
static enum err
turn_of(struct ctx *c, const struct agreement *a, int64_t *node, bool *is_last)
{
    struct agreement_parts parts;

    TRY(agreement_parts(c, a->id, &parts));
    for (size_t i = 0; i < parts.approval_count; i++) {
        if (strcmp(parts.approvals[i].state, "waiting") == 0) {
            *node = parts.approvals[i].node;
            *is_last = i + 1 == parts.approval_count;
            return OK;
        }
    }
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("This agreement waits for nobody's approval."));
}

static enum err
decide(struct ctx *c, const char *number, int64_t rev, const char *state,
       const char *reason)
{
    bool is_yes = strcmp(state, "approved") == 0, is_last = false;
    struct agreement a;
    int64_t node;

    TRY(agreement_by_number(c, number, &a));
    if (strcmp(a.status, "waiting") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This agreement waits for nobody's approval."));
    }
    TRY(turn_of(c, &a, &node, &is_last));
    TRY(access_need(c, CAP_AGREEMENT_APPROVE, node));
    TRY(db_run(c->db, &SQL_agreement_set_status,
               TEXT(!is_yes   ? "refused"
                    : is_last ? "approved"
                              : "waiting"),
               I64(a.id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(db_run(c->db, &SQL_agreement_decide, I64(a.id), I64(node), TEXT(state),
               I64(c->now_ms), person_of(c), TEXT(reason)));
    return record_add(c, is_yes ? "agreement.approved" : "agreement.refused",
                      node, a.id, reason);
}

enum err
agreement_approve(struct ctx *c, const char *number, int64_t rev)
{
    return decide(c, number, rev, "approved", NULL);
}

static enum err
check_reason(struct ctx *c, const char **reason)
{
    *reason = text_clean(c->arena, *reason ? *reason : "");
    return text_chars(*reason) < REASON_MIN_CHARS ||
                   text_chars(*reason) > REASON_MAX_CHARS
               ? problem_at(c, "reason",
                            N_("Write the reason in a sentence or two; all "
                               "parties read it."))
               : OK;
}

enum err
agreement_refuse(struct ctx *c, const char *number, int64_t rev,
                 const char *reason)
{
    TRY(check_reason(c, &reason));
    return decide(c, number, rev, "refused", reason);
}

static enum err
check_past_day(struct ctx *c, const char *field, const char *date)
{
    if (!date || !date_valid(date)) {
        return problem_day(c, field);
    }
    return strcmp(date, ctx_today(c)) > 0
               ? problem_at(c, field,
                            N_("This day has not come yet. Note what has "
                               "happened already."))
               : OK;
}

enum err
agreement_sign(struct ctx *c, const char *number, int64_t rev,
               const struct agreement_signature *sign)
{
    struct agreement a;

    TRY(open_in(c, number, "approved",
                N_("It can be signed once everybody has approved it, and "
                   "once."),
                &a));
    TRY(check_past_day(c, "signed_date", sign->signed_date));
    TRY(db_run(c->db, &SQL_agreement_sign, TEXT(sign->signed_date),
               TEXT(sign->paper_hash), TEXT(sign->paper_type),
               sign->paper_hash ? I64(sign->paper_bytes) : NIL, I64(a.id),
               I64(rev)));
    return db_changed(c->db) == 0
               ? somebody_else(c)
               : record_add(c, "agreement.signed", a.node, a.id, NULL);
}

enum err
agreement_next_end(struct ctx *c, const struct agreement *a, const char **out)
{
    char *day = arena_alloc(c->arena, DATE_SIZE);
    struct agreement_parts parts;

    TRY(agreement_parts(c, a->id, &parts));
    date_next_end(parts.terms[parts.term_count - 1].from_date, a->until_date,
                  day);
    *out = day;
    return OK;
}

/* From the day after the last one. */
static enum err
add_term(struct ctx *c, const struct agreement *a, int64_t rev,
         const char *to_date)
{
    TRY(db_run(c->db, &SQL_agreement_extend, TEXT(to_date), I64(a->id),
               I64(rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    TRY(db_run(c->db, &SQL_agreement_insert_term, I64(id_new()), I64(a->id),
               TEXT(day_after(c, a->until_date, 1)), TEXT(to_date),
               I64(c->now_ms), person_of(c)));
    return record_add(c, "agreement.renewed", a->node, a->id, to_date);
}

enum err
agreement_renew(struct ctx *c, const char *number, int64_t rev,
                const char *to_date)
{
    struct agreement a;
    const char *from;

    TRY(open_in(c, number, "in_force",
                N_("Only an agreement in force can be renewed."), &a));
    if (a.end_reason) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Notice was given. Draft a new agreement."));
    }
    if (strcmp(a.until_date, AGREEMENT_OPEN) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("It has no end, so there is nothing to renew."));
    }
    from = day_after(c, a.until_date, 1);
    if (!to_date || !*to_date) {
        TRY(agreement_next_end(c, &a, &to_date));
    }
    if (!date_valid(to_date) || strcmp(to_date, from) < 0) {
        return problem_at(c, "to_date",
                          N_("Write a day after the end of the last term, as "
                             "year-month-day."));
    }
    return add_term(c, &a, rev, to_date);
}

enum err
agreement_end(struct ctx *c, const char *number, int64_t rev,
              const char *on_date, const char *reason)
{
    struct agreement a;

    TRY(open_in(c, number, "in_force",
                N_("Only an agreement in force can be ended."), &a));
    TRY(check_reason(c, &reason));
    if (!on_date || !date_valid(on_date) || strcmp(on_date, a.from_date) < 0) {
        return problem_at(c, "on_date",
                          N_("Write the last day, as year-month-day; not "
                             "before it began."));
    }
    TRY(db_run(c->db, &SQL_agreement_finish,
               TEXT(strcmp(on_date, ctx_today(c)) < 0 ? "ended" : "in_force"),
               TEXT(on_date), TEXT(reason), I64(a.id), I64(rev)));
    return db_changed(c->db) == 0
               ? somebody_else(c)
               : record_add(c, "agreement.ended", a.node, a.id, reason);
}

/* --- of members --- */

enum err
agreement_of_member_end(struct ctx *c, int64_t org, const char *on_date,
                        const char *reason)
{
    struct agreement a;
    enum err e = agreement_of_member(c, org, &a);

    if (e == ERR_MISSING) {
        return OK;
    }
    TRY(e);
    TRY(db_run(c->db, &SQL_agreement_finish, TEXT("in_force"), TEXT(on_date),
               TEXT(reason), I64(a.id), I64(a.rev)));
    return record_add(c, "agreement.ended", a.node, a.id, reason);
}

enum err
agreement_of_member_keep(struct ctx *c, int64_t org)
{
    struct agreement a;
    struct agreement_parts parts;
    enum err e = agreement_of_member(c, org, &a);

    if (e == ERR_MISSING) {
        return OK;
    }
    TRY(e);
    TRY(agreement_parts(c, a.id, &parts));
    TRY(db_run(c->db, &SQL_agreement_finish, TEXT("in_force"),
               TEXT(parts.terms[parts.term_count - 1].to_date), NIL, I64(a.id),
               I64(a.rev)));
    return record_add(c, "agreement.kept", a.node, a.id, NULL);
}

enum err
agreement_of_member_renew(struct ctx *c, int64_t org, int64_t rev)
{
    const char *to_date;
    struct agreement a;

    TRY(agreement_of_member(c, org, &a));
    TRY(agreement_next_end(c, &a, &to_date));
    return add_term(c, &a, rev, to_date);
}
