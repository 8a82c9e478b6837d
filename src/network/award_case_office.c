/* SPDX-License-Identifier: Apache-2.0 */
/* award_case_office: cases of practice as the award's office works on them:
 * valid or not, words for reviewers, places. */

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/award_case.h"
#include "network/award_case.sql.h"
#include "network/award_case_row.h"

#include <string.h>

enum { REASON_MIN_CHARS = 10, REASON_CHARS = 2000 };

#define NOT_FIRST                                                              \
    N_("Somebody changed this case meanwhile. Look at it again; what you "     \
       "wrote is still here.")

static enum err
find(struct ctx *c, const char *edition, int64_t n, enum cap cap,
     struct award_edition *e, struct award_case *out)
{
    struct award_question *q = award_office_ask(c, edition);
    struct answer *found = ARENA_NEW(c->arena, struct answer);
    struct row row;

    db_ask(c->db, found, &SQL_award_case_by_n, TEXT(edition), I64(n));
    TRY(award_office_take(c, q, cap, e));
    TRY(answer_one(found, &row));
    award_case_row(&row, out);
    return OK;
}

enum err
award_case_by_n(struct ctx *c, const char *edition, int64_t n,
                struct award_edition *e, struct award_case *out)
{
    return find(c, edition, n, CAP_AWARD_EDIT, e, out);
}

static enum err
written(struct ctx *c, const char *act, const struct award_edition *e,
        const struct award_case *k, const char *value)
{
    return db_changed(c->db) == 0 ? problem_as(c, ERR_CONFLICT, NULL, NOT_FIRST)
                                  : record_add(c, act, e->node, k->id, value);
}

enum err
award_case_judge(struct ctx *c, const char *edition, int64_t n, int64_t rev,
                 bool is_valid, const char *reason)
{
    const char *clean = text_clean(c->arena, reason ? reason : "");
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_case k;

    TRY(find(c, edition, n, CAP_AWARD_EDIT, e, &k));
    TRY(award_need_unpublished(c, e));
    if ((!is_valid && text_chars(clean) < REASON_MIN_CHARS) ||
        text_chars(clean) > REASON_CHARS) {
        return problem_at(c, "reason",
                          N_("Write the reason in a sentence or two; whoever "
                             "sent the case reads it."));
    }
    TRY(db_run(c->db, &SQL_award_case_judge,
               TEXT(is_valid ? "valid" : "invalid"), TEXT(clean),
               c->person ? I64(c->person) : NIL, I64(k.id), I64(rev)));
    return written(c, is_valid ? "award.case_valid" : "award.case_invalid", e,
                   &k, clean);
}

/* NULL where it is what was sent in. */
static const char *
other_text(struct ctx *c, const char *typed, const char *sent, size_t max,
           const char *field)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (!*clean || text_chars(clean) > max) {
        (void)problem_at(c, field,
                         N_("Reviewers need a text here, no longer than what "
                            "may be sent in."));
    }
    return strcmp(clean, sent) == 0 ? NULL : clean;
}

enum err
award_case_redact(struct ctx *c, const char *edition, int64_t n, int64_t rev,
                  const char *title, const char *abstract, const char *words,
                  bool shows_file)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_case k;

    TRY(find(c, edition, n, CAP_AWARD_EDIT, e, &k));
    TRY(award_need_unpublished(c, e));
    title = other_text(c, title, k.title, LIMIT_NAME_CHARS, "blind_title");
    abstract = other_text(c, abstract, k.abstract, AWARD_CASE_ABSTRACT_CHARS,
                          "blind_abstract");
    words =
        other_text(c, words, k.words, AWARD_CASE_WORDS_CHARS, "blind_words");
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_award_case_redact, TEXT(title), TEXT(abstract),
               TEXT(words), I64(shows_file), I64(k.id), I64(rev)));
    return written(c, "award.case_redacted", e, &k, NULL);
}

enum err
award_case_place(struct ctx *c, const char *edition, int64_t n, int64_t rev,
                 const char *place)
{
    const char *clean = text_clean(c->arena, place ? place : "");
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_case k;

    TRY(find(c, edition, n, CAP_AWARD_DECIDE, e, &k));
    TRY(award_need_unpublished(c, e));
    if (strcmp(k.state, "valid") != 0) {
        return problem_at(c, "place", N_("Only a valid case can be awarded."));
    }
    if (text_chars(clean) > LIMIT_NAME_CHARS) {
        return problem_at(c, "place",
                          N_("This is longer than 200 characters. Shorten "
                             "it."));
    }
    TRY(db_run(c->db, &SQL_award_case_place, TEXT(clean), I64(k.id), I64(rev)));
    return written(c, *clean ? "award.case_placed" : "award.case_unplaced", e,
                   &k, clean);
}
