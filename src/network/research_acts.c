/* SPDX-License-Identifier: Apache-2.0 */
/* research_acts: a project is proposed, changed, decided, begun, ended; an
 * organisation is invited and answers. */

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/directory.h"
#include "network/research.h"
#include "network/research.sql.h"
#include "network/research_call.h"
#include "network/research_plan.h"

#include <string.h>

enum { NUMBER_BYTES = 16, YEAR_DAYS = 366 };

/* --- for all that write --- */

const char *
research_words(struct ctx *c, const char *typed, const char *field,
               const char *msgid)
{
    const char *words = text_clean(c->arena, typed ? typed : "");
    size_t chars = text_chars(words);

    if (chars < RESEARCH_WORDS_MIN) {
        (void)problem_at(c, field, msgid);
    } else if (chars > RESEARCH_WORDS_CHARS) {
        (void)problem_at(c, field,
                         N_("At most 2,000 characters. Shorten the text."));
    }
    return words;
}

static enum err
somebody_else(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("Somebody changed this project while you wrote. What "
                         "you wrote is still here; look at what stands there "
                         "now, then save again."));
}

static enum err
over(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("This project is over; nothing is changed in it any "
                         "more."));
}

enum err
research_touch(struct ctx *c, const struct research *r, int64_t rev)
{
    TRY(db_run(c->db, &SQL_research_touch, I64(r->id), I64(rev)));
    return db_changed(c->db) ? OK : somebody_else(c);
}

enum err
research_note(struct ctx *c, const struct research *r, const char *what,
              const char *words)
{
    TRY(db_run(c->db, &SQL_research_insert_step, I64(id_new()), I64(r->id),
               TEXT(what), TEXT(ctx_today(c)), TEXT(words), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    return record_add(c, arena_printf(c->arena, "research.%s", what), r->node,
                      r->id, r->title);
}

/* --- proposing, changing --- */

static const char *
checked_text(struct ctx *c, const char *typed, const char *field, size_t most,
             const char *empty, const char *too_long)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (empty && !*clean) {
        (void)problem_at(c, field, empty);
    } else if (text_chars(clean) > most) {
        (void)problem_at(c, field, too_long);
    }
    return clean;
}

static void
check_days(struct ctx *c, struct research *r)
{
    int64_t from = 0, to = 0;

    r->from_date = text_clean(c->arena, r->from_date ? r->from_date : "");
    r->to_date = text_clean(c->arena, r->to_date ? r->to_date : "");
    if (!date_parse(r->from_date, &from)) {
        (void)problem_day(c, "from_date");
    }
    if (!date_parse(r->to_date, &to)) {
        (void)problem_day(c, "to_date");
    } else if (from && to <= from) {
        (void)problem_at(c, "to_date",
                         N_("The project would end before it begins."));
    } else if (from && to - from > RESEARCH_YEARS_MAX * YEAR_DAYS) {
        (void)problem_at(c, "to_date",
                         N_("A project runs for at most ten years."));
    }
}

static enum err
check_form(struct ctx *c, struct research *r)
{
    r->title = checked_text(c, r->title, "title", LIMIT_NAME_CHARS,
                            N_("Write what the project is called."),
                            N_("This is longer than 200 characters. Shorten "
                               "it."));
    r->abstract =
        checked_text(c, r->abstract, "abstract", RESEARCH_ABSTRACT_CHARS,
                     N_("Write what is to be found out, and how."),
                     N_("At most 4,000 characters. Shorten the text."));
    r->remarks =
        checked_text(c, r->remarks, "remarks", RESEARCH_ABSTRACT_CHARS, NULL,
                     N_("At most 4,000 characters. Shorten the text."));
    check_days(c, r);
    if (r->report_months != 3 && r->report_months != 6 &&
        r->report_months != 12) {
        (void)problem_at(c, "report_months",
                         N_("Choose how often a report is expected."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

/* The call it answers must be open at this moment. */
static enum err
find_call(struct ctx *c, struct research *r)
{
    struct research_call k;

    if (!r->call_number) {
        return OK;
    }
    TRY(research_call_by_number(c, r->call_number, &k));
    switch (research_call_state(c, &k)) {
    case RESEARCH_SOON:
        return problem_at(c, NULL, N_("This call is not open yet."));
    case RESEARCH_CLOSED:
        return problem_at(c, NULL,
                          N_("This call is closed; a project can still be "
                             "made without one."));
    case RESEARCH_OPEN:
        break;
    }
    r->call = k.id;
    r->decider = k.node;
    return OK;
}

static enum err
insert(struct ctx *c, struct research *r)
{
    unsigned char bytes[NUMBER_BYTES];

    random_bytes(bytes, sizeof bytes);
    r->id = id_new();
    r->number = encode_base32(c->arena, bytes, sizeof bytes);
    r->rev = 1;
    r->status = r->call ? "proposed" : "preparing";
    TRY(db_run(c->db, &SQL_research_insert, I64(r->id), TEXT(r->number),
               I64(r->node), r->call ? I64(r->call) : NIL,
               r->call ? I64(r->decider) : NIL, TEXT(r->title),
               TEXT(r->abstract), TEXT(r->remarks), TEXT(r->status),
               TEXT(r->from_date), TEXT(r->to_date), I64(r->report_months),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    TRY(db_run(c->db, &SQL_research_put_partner, I64(r->id), I64(r->node),
               TEXT("lead"), TEXT("accepted"), TEXT(""), TEXT(ctx_today(c)),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return research_note(c, r, r->call ? "proposed" : "made", "");
}

static enum err
update(struct ctx *c, const struct research *old, struct research *r)
{
    TRY(db_run(c->db, &SQL_research_update, TEXT(r->title), TEXT(r->abstract),
               TEXT(r->remarks), TEXT(r->from_date), TEXT(r->to_date),
               I64(r->report_months), I64(old->id), I64(r->rev)));
    if (db_changed(c->db) == 0) {
        return somebody_else(c);
    }
    if (strcmp(old->status, "active") == 0) {
        TRY(research_expect_reports(c, old->id, old->started_date, r->to_date,
                                    r->report_months));
    }
    return record_add(c, "research.changed", old->node, old->id, r->title);
}

enum err
research_put(struct ctx *c, struct research *r)
{
    struct research old = {.node = r->node};

    if (r->number) {
        TRY(research_by_number(c, r->number, &old));
    }
    TRY(access_need(c, CAP_RESEARCH_EDIT, old.node));
    if (r->number && research_is_over(&old)) {
        return over(c);
    }
    TRY(r->number ? OK : find_call(c, r));
    TRY(check_form(c, r));
    return r->number ? update(c, &old, r) : insert(c, r);
}

/* --- deciding, beginning, ending --- */

static enum err
set_status(struct ctx *c, const struct research *r, int64_t rev,
           const char *status, const char *what, const char *words)
{
    TRY(db_run(c->db, &SQL_research_set_status, TEXT(status),
               strcmp(status, "active") == 0 ? TEXT(ctx_today(c)) : NIL,
               I64(r->id), I64(rev)));
    return db_changed(c->db) ? research_note(c, r, what, words)
                             : somebody_else(c);
}

enum err
research_decide(struct ctx *c, const char *number, int64_t rev,
                const char *what, const char *words)
{
    bool taken = text_equal(what, "taken_up");
    struct research r;

    TRY(research_by_number(c, number, &r));
    if (!r.decider) {
        return ERR_MISSING;
    }
    TRY(access_need(c, CAP_RESEARCH_CALL, r.decider));
    if (strcmp(r.status, "proposed") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This proposal is decided already."));
    }
    if (!taken && !text_equal(what, "declined")) {
        (void)problem_at(c, "what", N_("Choose one of the two."));
    }
    words = research_words(c, words, "words",
                           N_("Write the reason in a sentence; the institution "
                              "reads it."));
    if (c->problem_count) {
        return ERR_INVALID;
    }
    return set_status(c, &r, rev, taken ? "preparing" : "declined", what,
                      words);
}

static enum err
start(struct ctx *c, const struct research *r, int64_t rev)
{
    const char *missing = research_missing(r);
    const char *from = r->started_date ? r->started_date : ctx_today(c);

    if (missing) {
        return problem_at(c, "what", missing);
    }
    TRY(set_status(c, r, rev, "active", "started", ""));
    return research_expect_reports(c, r->id, from, r->to_date,
                                   r->report_months);
}

/* From which state each step leads on, and where to. */
static const struct move {
    const char *what, *from, *also, *to;
} moves[] = {
    {"started", "preparing", NULL, "active"},
    {"finished", "active", NULL, "finished"},
    {"stopped", "preparing", "active", "stopped"},
    {"withdrawn", "proposed", NULL, "withdrawn"},
};

static const struct move *
find_move(const char *what)
{
    for (size_t i = 0; i < COUNT(moves); i++) {
        if (text_equal(moves[i].what, what)) {
            return &moves[i];
        }
    }
    return NULL;
}

enum err
research_move(struct ctx *c, const char *number, int64_t rev, const char *what,
              const char *words)
{
    const struct move *m = find_move(what);
    struct research r;

    TRY(research_by_number(c, number, &r));
    TRY(access_need(c, CAP_RESEARCH_EDIT, r.node));
    if (!m) {
        return problem_at(c, "what", N_("Choose what happens."));
    }
    if (strcmp(r.status, m->from) != 0 &&
        !(m->also && strcmp(r.status, m->also) == 0)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The project is no longer where you saw it. Look "
                             "at it again."));
    }
    if (strcmp(what, "started") == 0) {
        return start(c, &r, rev);
    }
    words = research_words(c, words, "words",
                           strcmp(what, "finished") == 0
                               ? N_("Write in a sentence what came of it.")
                               : N_("Write the reason in a sentence; it stays "
                                    "in the history."));
    if (c->problem_count) {
        return ERR_INVALID;
    }
    return set_status(c, &r, rev, m->to, what, words);
}

/* --- inviting, answering --- */

static void
check_role(struct ctx *c, const char *role)
{
    for (size_t i = 1; i < RESEARCH_ROLES; i++) {
        if (text_equal(research_roles[i].key, role)) {
            return;
        }
    }
    (void)problem_at(c, "role", N_("Choose what it is asked to be."));
}

static enum err
check_org(struct ctx *c, const char *typed, int64_t *org)
{
    const char *name = text_clean(c->arena, typed ? typed : "");
    struct org o;
    enum err e;

    if (!*name) {
        (void)problem_at(c, "org", N_("Write the name of the organisation."));
        return OK;
    }
    e = directory_named(c, name, &o);
    if (e == ERR_MISSING) {
        (void)problem_about(c, "org", name,
                            N_("no organisation or country here has this name. "
                               "Write it as it stands on its page."));
        return OK;
    }
    if (e == ERR_CONFLICT) {
        (void)problem_about(c, "org", name,
                            N_("several have this name. Write the end of its "
                               "page's address."));
        return OK;
    }
    TRY(e);
    *org = o.id;
    return OK;
}

/* Two bodies that decide the same would contradict each other. */
static enum err
check_ethics(struct ctx *c, const struct research *r, const char *role,
             int64_t org)
{
    struct rows rows;

    if (!text_equal(role, "ethics")) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_research_has_ethics, I64(r->id), I64(org)));
    if (rows.count) {
        (void)problem_at(c, "role",
                         N_("An ethics body is asked or takes part already; a "
                            "project has one."));
    }
    return OK;
}

enum err
research_invite(struct ctx *c, const char *number, const char *org,
                const char *role, const char *task)
{
    struct research r;
    struct row count;
    int64_t id = 0;

    TRY(research_by_number(c, number, &r));
    TRY(access_need(c, CAP_RESEARCH_EDIT, r.node));
    if (research_is_over(&r)) {
        return over(c);
    }
    TRY(check_org(c, org, &id));
    check_role(c, role);
    task = checked_text(c, task, "task", RESEARCH_WORDS_CHARS, NULL,
                        N_("At most 2,000 characters. Shorten the text."));
    TRY(check_ethics(c, &r, role, id));
    TRY(db_one(c->db, &count, &SQL_research_count_partners, I64(r.id)));
    if (row_i64(&count, 0) >= RESEARCH_PARTNERS_MAX) {
        (void)problem_at(c, "org", N_("At most 40 take part in a project."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_research_put_partner, I64(r.id), I64(id), TEXT(role),
               TEXT("invited"), TEXT(task), TEXT(ctx_today(c)), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    if (db_changed(c->db) == 0) {
        return problem_at(c, "org", N_("It is invited or takes part already."));
    }
    return record_add(c, "research.invited", id, r.id, r.title);
}

enum err
research_answer(struct ctx *c, const char *number, int64_t org, int64_t rev,
                const char *what, const char *words)
{
    bool leaves = text_equal(what, "left");
    bool accepts = text_equal(what, "accepted");
    struct research r;
    struct row row;

    TRY(research_by_number(c, number, &r));
    TRY(access_need_here(c, CAP_RESEARCH_EDIT, org));
    TRY(db_one(c->db, &row, &SQL_research_partner_of, I64(r.id), I64(org)));
    if (!accepts && !leaves && !text_equal(what, "declined")) {
        return problem_at(c, "what", N_("Choose one of the two."));
    }
    if (research_is_over(&r)) {
        return over(c);
    }
    if (strcmp(row_text(&row, 0), "lead") == 0 ||
        strcmp(row_text(&row, 1), leaves ? "accepted" : "invited") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This invitation is answered already."));
    }
    words = accepts ? ""
                    : research_words(c, words, "words",
                                     N_("Write why, in a sentence; the lead "
                                        "reads it."));
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_research_set_partner, TEXT(what), TEXT(ctx_today(c)),
               TEXT(words), I64(c->now_ms), c->person ? I64(c->person) : NIL,
               I64(r.id), I64(org), I64(rev)));
    return db_changed(c->db)
               ? record_add(
                     c, arena_printf(c->arena, "research.answered.%s", what),
                     org, r.id, r.title)
               : somebody_else(c);
}
