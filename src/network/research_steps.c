/* SPDX-License-Identifier: Apache-2.0 */
/* research_steps: what comes before any data is collected: the decision of an
 * ethics review, and the data rules. */

#include "base/date.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/office.h"
#include "network/research.h"
#include "network/research.sql.h"

#include <string.h>

static bool
is_known(const char *key, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(list[i], key)) {
            return true;
        }
    }
    return false;
}

static const char *
checked_line(struct ctx *c, const char *typed, const char *field,
             const char *empty)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (!*clean) {
        (void)problem_at(c, field, empty);
    } else if (text_chars(clean) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, field,
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    }
    return clean;
}

static enum err
need_running(struct ctx *c, const struct research *r)
{
    return research_is_over(r)
               ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("This project is over; nothing is changed in it "
                               "any more."))
               : OK;
}

/* --- ethics --- */

int64_t
research_reviewer(const struct research *r)
{
    if (r->ethics_org) {
        return research_answers_for(r, r->ethics_org) ? r->ethics_org : 0;
    }
    return r->leads ? r->node : 0;
}

static void
check_review(struct ctx *c, struct research_ethics *e)
{
    static const char *const outcomes[] = {"approved", "conditions",
                                           "not_needed", "refused"};

    e->body =
        checked_line(c, e->body, "body", N_("Write which committee decided."));
    if (office_is_person(e->body)) {
        (void)office_problem(c, "body");
    }
    e->on_date = text_clean(c->arena, e->on_date ? e->on_date : "");
    if (!is_known(e->outcome, outcomes, COUNT(outcomes))) {
        (void)problem_at(c, "outcome", N_("Choose what was decided."));
    }
    if (!date_valid(e->on_date)) {
        (void)problem_day(c, "on_date");
    } else if (strcmp(e->on_date, ctx_today(c)) > 0) {
        (void)problem_at(c, "on_date", N_("This day has not come yet."));
    }
    e->words = text_clean(c->arena, e->words ? e->words : "");
    if (*e->words || !text_equal(e->outcome, "approved")) {
        e->words = research_words(c, e->words, "words",
                                  N_("Write the conditions or the reason in a "
                                     "sentence."));
    }
}

enum err
research_review(struct ctx *c, const char *number, int64_t rev,
                const struct research_ethics *typed)
{
    struct research_ethics e = *typed;
    struct research r;
    int64_t org;

    TRY(research_by_number(c, number, &r));
    org = research_reviewer(&r);
    if (!org) {
        return ERR_DENIED;
    }
    TRY(r.ethics_org ? access_need_here(c, CAP_RESEARCH_EDIT, org)
                     : access_need(c, CAP_RESEARCH_EDIT, org));
    TRY(need_running(c, &r));
    check_review(c, &e);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(research_touch(c, &r, rev));
    TRY(db_run(c->db, &SQL_research_insert_review, I64(id_new()), I64(r.id),
               I64(org), TEXT(e.body), TEXT(e.outcome), TEXT(e.on_date),
               TEXT(e.words), TEXT(e.paper_hash), TEXT(e.paper_type),
               e.paper_hash ? I64(e.paper_bytes) : NIL, I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    if (strcmp(e.outcome, "refused") == 0 && strcmp(r.status, "active") == 0) {
        TRY(db_run(c->db, &SQL_research_set_status, TEXT("preparing"), NIL,
                   I64(r.id), I64(rev + 1)));
    }
    return research_note(c, &r, "ethics_reviewed", e.words);
}

/* --- data --- */

static void
check_data(struct ctx *c, const struct research *r, struct research_data *d)
{
    static const char *const kinds[] = {"none", "anonymous", "personal"};
    static const char *const opened[] = {"open", "request", "closed"};

    if (!is_known(d->kind, kinds, COUNT(kinds))) {
        (void)problem_at(c, "kind", N_("Choose whose data are collected."));
    }
    d->kept_at = checked_line(c, d->kept_at, "kept_at",
                              N_("Write where the data are kept."));
    d->seen_by =
        checked_line(c, d->seen_by, "seen_by", N_("Write who may see them."));
    if (office_is_person(d->seen_by)) {
        (void)office_problem(c, "seen_by");
    }
    d->kept_until = text_clean(c->arena, d->kept_until ? d->kept_until : "");
    if (!date_valid(d->kept_until)) {
        (void)problem_day(c, "kept_until");
    } else if (strcmp(d->kept_until, r->to_date) < 0) {
        (void)problem_at(c, "kept_until",
                         N_("They would be deleted before the project ends."));
    }
    if (!is_known(d->opened, opened, COUNT(opened))) {
        (void)problem_at(c, "opened",
                         N_("Choose what happens to them in the end."));
    }
}

enum err
research_state_data(struct ctx *c, const char *number, int64_t rev,
                    const struct research_data *typed)
{
    struct research_data d = *typed;
    struct research r;

    TRY(research_by_number(c, number, &r));
    TRY(access_need(c, CAP_RESEARCH_EDIT, r.node));
    TRY(need_running(c, &r));
    check_data(c, &r, &d);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(research_touch(c, &r, rev));
    TRY(db_run(c->db, &SQL_research_insert_data, I64(id_new()), I64(r.id),
               TEXT(d.kind), TEXT(d.kept_at), TEXT(d.seen_by),
               TEXT(d.kept_until), TEXT(d.opened), TEXT(ctx_today(c)),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return research_note(c, &r, "data_stated", "");
}
