/* SPDX-License-Identifier: Apache-2.0 */
/* research_plan_acts: a milestone is added, moved, done; a report is expected
 * and handed in; an output is entered. */

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "formats/doi.h"
#include "network/research_plan.h"
#include "network/research_plan.sql.h"

#include <string.h>

static enum err
open_to_lead(struct ctx *c, const char *number, struct research *r)
{
    TRY(research_by_number(c, number, r));
    TRY(access_need(c, CAP_RESEARCH_EDIT, r->node));
    return research_is_over(r)
               ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("This project is over; nothing is changed in it "
                               "any more."))
               : OK;
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

/* --- milestones --- */

enum err
research_milestone_add(struct ctx *c, const char *number, const char *title,
                       const char *owner, const char *due_date)
{
    struct research r;
    struct row row;
    int64_t org = 0, id = id_new();
    enum err e;

    TRY(open_to_lead(c, number, &r));
    title = checked_line(c, title, "title", N_("Write what is reached then."));
    due_date = text_clean(c->arena, due_date ? due_date : "");
    if (!date_valid(due_date)) {
        (void)problem_day(c, "due_date");
    } else if (strcmp(due_date, r.from_date) < 0 ||
               strcmp(due_date, r.to_date) > 0) {
        (void)problem_at(c, "due_date",
                         N_("This day lies outside the project."));
    }
    e = db_one(c->db, &row, &SQL_research_plan_milestone_owner, I64(r.id),
               TEXT(owner ? owner : ""));
    if (e == OK) {
        org = row_i64(&row, 0);
    } else if (e == ERR_MISSING) {
        (void)problem_at(c, "owner",
                         N_("Choose who sees to it: the lead, or who has "
                            "accepted to take part."));
    } else {
        return e;
    }
    TRY(db_one(c->db, &row, &SQL_research_plan_milestone_count, I64(r.id)));
    if (row_i64(&row, 0) >= RESEARCH_MILESTONES_MAX) {
        return problem_as(c, ERR_LIMIT, NULL,
                          N_("A project has at most 60 milestones."));
    }
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_research_plan_milestone_insert, I64(id), I64(r.id),
               TEXT(title), I64(org), TEXT(due_date)));
    return record_add(c, "research.milestone_added", r.node, id, title);
}

static enum err
check_tell(struct ctx *c, const struct research_milestone *m, const char *what,
           const char **words, const char *due_date)
{
    static const char *const whats[] = {"done", "dropped", "reopened", "moved"};
    bool is_known = false;

    for (size_t i = 0; i < COUNT(whats); i++) {
        is_known = is_known || text_equal(whats[i], what);
    }
    if (!is_known) {
        return problem_at(c, "what", N_("Choose how it stands."));
    }
    if ((strcmp(m->status, "open") == 0) == (strcmp(what, "reopened") == 0)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          strcmp(what, "reopened") == 0
                              ? N_("It is open already.")
                              : N_("It is closed. Open it again first."));
    }
    *words = research_words(c, *words, "words",
                            strcmp(what, "done") == 0
                                ? N_("Write what shows that it is done: a "
                                     "document, a page, a number.")
                                : N_("Write the reason in a sentence; it stays "
                                     "in the history."));
    if (strcmp(what, "moved") == 0 && !(due_date && date_valid(due_date))) {
        (void)problem_day(c, "due_date");
    } else if (strcmp(what, "moved") == 0 &&
               strcmp(due_date, ctx_today(c)) < 0) {
        (void)problem_at(c, "due_date",
                         N_("This day is over. Choose one to come."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

enum err
research_milestone_tell(struct ctx *c, int64_t id, int64_t rev,
                        const char *what, const char *words,
                        const char *due_date)
{
    struct research_milestone m;
    struct research r;
    bool moved = text_equal(what, "moved"), done = text_equal(what, "done");
    bool closes = done || text_equal(what, "dropped");

    TRY(research_milestone_by_id(c, id, &m, &r));
    if (!research_milestone_is_mine(c, &m, &r)) {
        return ERR_DENIED;
    }
    if (research_is_over(&r)) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This project is over; nothing is changed in it "
                             "any more."));
    }
    TRY(check_tell(c, &m, what, &words, due_date));
    TRY(db_run(c->db, &SQL_research_plan_milestone_set,
               TEXT(moved ? due_date : m.due_date),
               TEXT(closes ? what : "open"), done ? TEXT(words) : NIL,
               closes ? TEXT(ctx_today(c)) : NIL, I64(id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody else changed this milestone a moment "
                             "ago. Look at it again, then decide."));
    }
    TRY(db_run(c->db, &SQL_research_plan_milestone_insert_step, I64(id_new()),
               I64(id), TEXT(what), TEXT(ctx_today(c)),
               TEXT(moved ? m.due_date : NULL), TEXT(moved ? due_date : NULL),
               TEXT(words), I64(c->now_ms), c->person ? I64(c->person) : NIL));
    return record_add(c, arena_printf(c->arena, "research.milestone_%s", what),
                      m.owner, id, m.title);
}

/* --- reports --- */

/* The same day so many months later; the last of the month where it has none
 * such. */
static void
add_months(const char *date, int64_t months, char out[DATE_SIZE])
{
    int64_t days = 0;
    int year, month, day, last;

    (void)date_parse(date, &days);
    date_civil(days, &year, &month, &day);
    month += (int)months - 1;
    year += month / 12;
    month = month % 12 + 1;
    date_civil(date_days(month == 12 ? year + 1 : year,
                         month == 12 ? 1 : month + 1, 1) -
                   1,
               &year, &month, &last);
    date_write(date_days(year, month, day > last ? last : day), out);
}

enum err
research_expect_reports(struct ctx *c, int64_t project, const char *from_date,
                        const char *to_date, int64_t months)
{
    const char *today = ctx_today(c);
    char due[DATE_SIZE];

    TRY(db_run(c->db, &SQL_research_plan_report_forget, I64(project),
               TEXT(today)));
    for (int64_t k = 1; k < RESEARCH_REPORTS_MAX; k++) {
        add_months(from_date, k * months, due);
        if (strcmp(due, to_date) >= 0) {
            break;
        }
        if (strcmp(due, today) > 0) {
            TRY(db_run(c->db, &SQL_research_plan_report_expect, I64(project),
                       TEXT(arena_textn(c->arena, due, DATE_SIZE - 1))));
        }
    }
    return db_run(c->db, &SQL_research_plan_report_expect, I64(project),
                  TEXT(to_date));
}

enum err
research_report_hand_in(struct ctx *c, const char *number, const char *due_date,
                        const char *words)
{
    struct research r;
    struct row row;

    TRY(open_to_lead(c, number, &r));
    TRY(db_one(c->db, &row, &SQL_research_plan_report_one, I64(r.id),
               TEXT(due_date)));
    words = text_clean(c->arena, words ? words : "");
    if (text_chars(words) < RESEARCH_WORDS_MIN) {
        return problem_at(c, "words",
                          N_("Write what was done and what comes next."));
    }
    if (text_chars(words) > RESEARCH_REPORT_CHARS) {
        return problem_at(c, "words",
                          N_("At most 10,000 characters. Shorten the text."));
    }
    TRY(db_run(c->db, &SQL_research_plan_report_hand_in, TEXT(ctx_today(c)),
               TEXT(words), c->person ? I64(c->person) : NIL, I64(r.id),
               TEXT(due_date)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This report is handed in already."));
    }
    return record_add(c, "research.reported", r.node, r.id, due_date);
}

/* --- outputs --- */

static const char *
checked_doi(struct ctx *c, const char *typed)
{
    const char *doi = "";

    if (!*text_clean(c->arena, typed ? typed : "")) {
        return "";
    }
    switch (doi_read(c->arena, typed, &doi)) {
    case DOI_GOOD:
        return doi;
    case DOI_NO_PREFIX:
        (void)problem_at(c, "doi",
                         N_("A DOI begins with 10., four to nine digits and a "
                            "slash, such as 10.1234/abc.56."));
        break;
    case DOI_NO_SUFFIX:
        (void)problem_at(c, "doi",
                         N_("Behind the slash of a DOI stands the work's own "
                            "part, such as 10.1234/abc.56. It is missing."));
        break;
    case DOI_BAD_SIGN:
        (void)problem_at(c, "doi",
                         N_("Behind the slash of a DOI stand only letters "
                            "without accents, digits and - . _ ; ( ) / : with "
                            "no blank. Copy it again."));
        break;
    case DOI_TOO_LONG:
        (void)problem_at(c, "doi",
                         N_("A DOI is shorter than this. Copy it "
                            "again."));
        break;
    }
    return doi;
}

static void
check_output(struct ctx *c, struct research_output *o)
{
    static const char *const kinds[] = {"article", "dataset", "report",
                                        "course", "software"};
    bool is_known = false;

    for (size_t i = 0; i < COUNT(kinds); i++) {
        is_known = is_known || text_equal(kinds[i], o->kind);
    }
    if (!is_known) {
        (void)problem_at(c, "kind", N_("Choose what it is."));
    }
    o->title =
        checked_line(c, o->title, "title", N_("Write what it is called."));
    o->doi = checked_doi(c, o->doi);
    o->url = text_clean(c->arena, o->url ? o->url : "");
    if (*o->url &&
        (!text_is_website(o->url) || !(text_starts(o->url, "https://") ||
                                       text_starts(o->url, "http://")))) {
        (void)problem_at(c, "url",
                         N_("Write the address as the browser shows it, such "
                            "as https://repository.example/12."));
    }
    if (!*o->doi && !*o->url) {
        (void)problem_at(c, "doi", N_("Write its DOI or its address."));
    }
    o->on_date = text_clean(c->arena, o->on_date ? o->on_date : "");
    if (!date_valid(o->on_date)) {
        (void)problem_day(c, "on_date");
    } else if (strcmp(o->on_date, ctx_today(c)) > 0) {
        (void)problem_at(c, "on_date", N_("This day has not come yet."));
    }
}

enum err
research_output_add(struct ctx *c, const char *number,
                    const struct research_output *typed)
{
    struct research_output o = *typed;
    struct research_outputs list;
    struct research r;

    TRY(research_by_number(c, number, &r));
    TRY(access_need(c, CAP_RESEARCH_EDIT, r.node));
    if (!r.started_date) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The project has not begun; nothing can have come "
                             "of it yet."));
    }
    check_output(c, &o);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(research_outputs(c, r.number, &list));
    for (size_t i = 0; i < list.count && *o.doi; i++) {
        if (strcmp(list.items[i].doi, o.doi) == 0) {
            return problem_as(c, ERR_CONFLICT, "doi",
                              N_("An output with this DOI is entered "
                                 "already."));
        }
    }
    if (list.count >= RESEARCH_OUTPUTS_MAX) {
        return problem_as(c, ERR_LIMIT, NULL,
                          N_("A project has at most 200 outputs here."));
    }
    TRY(db_run(c->db, &SQL_research_plan_output_insert, I64(id_new()),
               I64(r.id), TEXT(o.kind), TEXT(o.title), TEXT(o.doi), TEXT(o.url),
               TEXT(o.on_date), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    return record_add(c, "research.output_added", r.node, r.id, o.title);
}
