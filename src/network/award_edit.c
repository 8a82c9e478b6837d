/* SPDX-License-Identifier: Apache-2.0 */
/* award_edit: editions of the award, written and published. */

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/award.h"
#include "network/award.sql.h"
#include "network/award_lines.h"

#include <string.h>

enum { NUMBER_BYTES = 16, TEXT_CHARS = 3000, YEAR_MIN = 2000, YEAR_MAX = 2100 };

#define NOT_FIRST                                                              \
    N_("Somebody changed this edition while you wrote. What you wrote is "     \
       "still here; where it differs, the text of the other stands above the " \
       "field. Save again to keep yours.")

/* What a form says, cleaned and checked. */
struct checked {
    int64_t year, reviews_each;
    const char *zone, *opens_date, *closes_date, *review_until;
    const char *name, *about, *who, *jury, *prize, *categories, *criteria;
};

static const char *
checked_text(struct ctx *c, const char *typed, const char *field)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (text_chars(clean) > TEXT_CHARS) {
        (void)problem_at(c, field,
                         N_("At most 3,000 characters. Shorten the text."));
    }
    return clean;
}

static const char *
checked_day(struct ctx *c, const char *typed, const char *field)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (!date_valid(clean)) {
        (void)problem_day(c, field);
        return NULL;
    }
    return clean;
}

static int64_t
checked_number(struct ctx *c, const char *typed, int64_t least, int64_t most,
               const char *field, const char *wrong)
{
    int64_t n = 0;

    if (!text_i64(text_clean(c->arena, typed ? typed : ""), &n) || n < least ||
        n > most) {
        (void)problem_at(c, field, wrong);
    }
    return n;
}

static void
check_days(struct ctx *c, const struct award_form *f, struct checked *x)
{
    x->zone = text_clean(c->arena, f->zone ? f->zone : "");
    if (!zone_exists(x->zone)) {
        (void)problem_at(c, "zone",
                         N_("Write the time zone by its name, such as "
                            "America/Santiago."));
    }
    x->opens_date = checked_day(c, f->opens_date, "opens_date");
    x->closes_date = checked_day(c, f->closes_date, "closes_date");
    x->review_until = checked_day(c, f->review_until, "review_until");
    if (x->opens_date && x->closes_date &&
        strcmp(x->closes_date, x->opens_date) < 0) {
        (void)problem_at(c, "closes_date",
                         N_("This day lies before the first one."));
    }
    if (x->closes_date && x->review_until &&
        strcmp(x->review_until, x->closes_date) <= 0) {
        (void)problem_at(c, "review_until",
                         N_("Reviews end after the last day cases come in."));
    }
}

static enum err
check_form(struct ctx *c, const struct award_form *f, struct checked *x)
{
    if (!lang_find(f->lang ? f->lang : "")) {
        return ERR_MISSING;
    }
    x->year = checked_number(c, f->year, YEAR_MIN, YEAR_MAX, "year",
                             N_("Write the year, such as 2026."));
    x->reviews_each =
        checked_number(c, f->reviews_each, 1, AWARD_REVIEWS_MAX, "reviews_each",
                       N_("Write a number from 1 to 5."));
    check_days(c, f, x);
    x->name = text_clean(c->arena, f->name ? f->name : "");
    if (!*x->name || text_chars(x->name) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, "name",
                         N_("Write the name of the award, at most 200 "
                            "characters."));
    }
    x->about = checked_text(c, f->about, "about");
    x->who = checked_text(c, f->who, "who");
    x->jury = checked_text(c, f->jury, "jury");
    x->prize = checked_text(c, f->prize, "prize");
    x->categories = award_lines_check_categories(c, f->categories);
    x->criteria = award_lines_check_criteria(c, f->criteria);
    return c->problem_count ? ERR_INVALID : OK;
}

/* --- what stands --- */

static void
read_words(const struct row *r, struct award_form *out)
{
    out->name = row_text(r, 0);
    out->about = row_text(r, 1);
    out->who = row_text(r, 2);
    out->jury = row_text(r, 3);
    out->prize = row_text(r, 4);
    out->categories = row_text(r, 5);
    out->criteria = row_text(r, 6);
}

enum err
award_form_of(struct ctx *c, const struct award_edition *e, const char *lang,
              struct award_form *out)
{
    struct row row;
    enum err err;

    *out = (struct award_form){
        .lang = lang,
        .year = arena_printf(c->arena, "%lld", (long long)e->year),
        .zone = e->zone,
        .opens_date = e->opens_date,
        .closes_date = e->closes_date,
        .review_until = e->review_until,
        .reviews_each =
            arena_printf(c->arena, "%lld", (long long)e->reviews_each),
        .name = "",
        .about = "",
        .who = "",
        .jury = "",
        .prize = "",
        .categories = "",
        .criteria = "",
    };
    err = db_one(c->db, &row, &SQL_award_words_in, I64(e->id), TEXT(lang));
    if (err == OK) {
        read_words(&row, out);
    }
    return err == ERR_MISSING ? OK : err;
}

/* --- writing --- */

static enum err
put_words(struct ctx *c, int64_t edition, const char *lang,
          const struct checked *x)
{
    return db_run(c->db, &SQL_award_put_words, I64(edition), TEXT(lang),
                  TEXT(x->name), TEXT(x->about), TEXT(x->who), TEXT(x->jury),
                  TEXT(x->prize), TEXT(x->categories), TEXT(x->criteria));
}

enum err
award_enter(struct ctx *c, int64_t node, const struct award_form *f,
            const char **number)
{
    unsigned char bytes[NUMBER_BYTES];
    struct checked x;
    int64_t id = id_new();

    TRY(access_need(c, CAP_AWARD_EDIT, node));
    TRY(check_form(c, f, &x));
    random_bytes(bytes, sizeof bytes);
    *number = encode_base32(c->arena, bytes, sizeof bytes);
    TRY(db_run(c->db, &SQL_award_insert, I64(id), TEXT(*number), I64(node),
               I64(x.year), TEXT(f->lang), TEXT(x.zone), TEXT(x.opens_date),
               TEXT(x.closes_date), TEXT(x.review_until), I64(x.reviews_each),
               I64(c->now_ms), c->person ? I64(c->person) : NIL));
    TRY(put_words(c, id, f->lang, &x));
    return record_add(c, "award.entered", node, id, x.name);
}

/* In the edition's own language lines may come and go until somebody has sent
 * something; in others there are as many, with the same points. */
static enum err
check_shape(struct ctx *c, const struct award_edition *e, const char *lang,
            const struct checked *x)
{
    struct award_category cats[AWARD_CATEGORIES_MAX];
    bool is_own = strcmp(lang, e->lang) == 0;
    struct award_form own;
    struct row row;
    enum err err =
        is_own ? db_one(c->db, &row, &SQL_award_has_cases, I64(e->id)) : OK;

    if (err != OK) {
        return err == ERR_MISSING ? OK : err;
    }
    TRY(award_form_of(c, e, e->lang, &own));
    if (award_lines_categories(c->arena, x->categories, cats) !=
        e->category_count) {
        (void)problem_at(c, "categories",
                         is_own ? N_("Cases are being written for these "
                                     "categories: change words, add and take "
                                     "out none.")
                                : N_("Write as many categories as the "
                                     "edition's own language has."));
    }
    if (!award_lines_same_points(c->arena, own.criteria, x->criteria)) {
        (void)problem_at(c, "criteria",
                         is_own ? N_("Cases are being written for these "
                                     "criteria: change words, not their "
                                     "number or points.")
                                : N_("Write as many criteria as the edition's "
                                     "own language has, with the same "
                                     "points."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

enum err
award_edit(struct ctx *c, const char *number, int64_t rev,
           const struct award_form *f)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct checked x;

    TRY(award_office(c, number, CAP_AWARD_EDIT, e));
    TRY(award_need_unpublished(c, e));
    TRY(check_form(c, f, &x));
    TRY(check_shape(c, e, f->lang, &x));
    TRY(db_run(c->db, &SQL_award_update, I64(x.year), TEXT(x.zone),
               TEXT(x.opens_date), TEXT(x.closes_date), TEXT(x.review_until),
               I64(x.reviews_each), I64(e->id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL, NOT_FIRST);
    }
    TRY(put_words(c, e->id, f->lang, &x));
    return record_add(c, "award.edited", e->node, e->id, x.name);
}

enum err
award_publish(struct ctx *c, const char *number, int64_t rev)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    char today[DATE_SIZE];
    struct row row;

    TRY(award_office(c, number, CAP_AWARD_DECIDE, e));
    TRY(award_need_unpublished(c, e));
    if (e->phase == AWARD_ANNOUNCED || e->phase == AWARD_OPEN) {
        return problem_at(c, NULL,
                          N_("Cases still come in. The result is published "
                             "after the last day."));
    }
    TRY(db_one(c->db, &row, &SQL_award_undecided, I64(e->id)));
    if (row_i64(&row, 0)) {
        return problem_at(c, NULL,
                          N_("There are cases nobody has checked. Say of each "
                             "whether it is valid."));
    }
    if (!row_i64(&row, 1)) {
        return problem_at(c, NULL,
                          N_("No case is awarded yet. Give a place to one."));
    }
    zone_date(e->zone, c->now_ms, today);
    TRY(db_run(c->db, &SQL_award_publish, TEXT(today), I64(e->id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody changed this edition meanwhile. Look "
                             "at it again."));
    }
    return record_add(c, "award.published", e->node, e->id, e->name);
}
