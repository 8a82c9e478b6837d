/* SPDX-License-Identifier: Apache-2.0 */
/* achievement: what a series earns. */

#include "credentials/achievement.h"

#include "base/encode.h"
#include "base/id.h"
#include "base/random.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "core/record.h"
#include "credentials/achievement.sql.h"
#include "db/db.h"

#include <string.h>

enum { NUMBER_BYTES = 16 };

static void
read_achievement(const struct row *row, struct achievement *out)
{
    *out = (struct achievement){
        .id = row_i64(row, 0),
        .number = row_text(row, 1),
        .series = row_i64(row, 2),
        .workload_hours = row_i64(row, 3),
        .credits_milli = row_i64(row, 4),
        .credit_system = row_text(row, 5),
        .level = row_text(row, 6),
        .level_system = row_text(row, 7),
        .participation = row_text(row, 8),
        .supervision = row_text(row, 9),
        .lang = row_text(row, 10),
        .name = row_text(row, 11),
        .description = row_text(row, 12),
        .criteria = row_text(row, 13),
        .outcomes = row_text(row, 14),
        .assessment = row_text(row, 15),
        .quality = row_text(row, 16),
        .prerequisites = row_text(row, 17),
        .stackability = row_text(row, 18),
    };
}

enum err
achievement_of_series(struct ctx *c, int64_t series, const char *lang,
                      struct achievement *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_achievement_of_series, I64(series),
               TEXT(lang)));
    read_achievement(&row, out);
    return OK;
}

enum err
achievement_by_id(struct ctx *c, int64_t id, const char *lang,
                  struct achievement *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_achievement_by_id, I64(id), TEXT(lang)));
    read_achievement(&row, out);
    return OK;
}

const char *
achievement_participation(const struct achievement *a)
{
    if (strcmp(a->participation, "onsite") == 0) {
        return N_("on site");
    }
    if (strcmp(a->participation, "blended") == 0) {
        return N_("online and on site");
    }
    return strcmp(a->participation, "work") == 0 ? N_("at work") : N_("online");
}

const char *
achievement_supervision(const struct achievement *a)
{
    if (strcmp(a->supervision, "verified") == 0) {
        return N_("supervised, identity verified");
    }
    return strcmp(a->supervision, "supervised") == 0
               ? N_("supervised, identity not verified")
               : N_("not supervised, identity not verified");
}

enum err
achievement_by_number(struct ctx *c, const char *number,
                      struct achievement *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_achievement_by_number, TEXT(number),
               TEXT(c->lang->tag)));
    read_achievement(&row, out);
    return OK;
}

enum err
achievement_put(struct ctx *c, const struct achievement *a, int64_t *id)
{
    unsigned char number[NUMBER_BYTES];
    struct row row;

    random_bytes(number, sizeof number);
    TRY(db_one(c->db, &row, &SQL_achievement_upsert, I64(id_new()),
               TEXT(encode_base32(c->arena, number, sizeof number)),
               I64(a->series), I64(a->workload_hours), I64(a->credits_milli),
               TEXT(a->credit_system), TEXT(a->participation),
               TEXT(a->supervision)));
    *id = row_i64(&row, 0);
    return record_add(c, "achievement.put", 0, *id, NULL);
}

/* The eleven elements leave no room for an empty text. */
static void
need(struct ctx *c, const char *field, const char *text)
{
    if (!text || !*text) {
        (void)problem_at(c, field,
                         N_("A micro-credential must say this: write it."));
    }
}

enum err
achievement_put_text(struct ctx *c, int64_t id, const struct achievement *a)
{
    need(c, "name", a->name);
    need(c, "description", a->description);
    need(c, "criteria", a->criteria);
    need(c, "outcomes", a->outcomes);
    need(c, "level", a->level);
    need(c, "level_system", a->level_system);
    need(c, "assessment", a->assessment);
    need(c, "quality", a->quality);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    return db_run(c->db, &SQL_achievement_upsert_text, I64(id), TEXT(a->lang),
                  TEXT(a->name), TEXT(a->description), TEXT(a->criteria),
                  TEXT(a->outcomes), TEXT(a->level), TEXT(a->level_system),
                  TEXT(a->assessment), TEXT(a->quality),
                  TEXT(a->prerequisites ? a->prerequisites : ""),
                  TEXT(a->stackability ? a->stackability : ""));
}

void
achievement_foresee(struct ctx *c, int64_t id, const char *lang)
{
    db_foresee(c->db, &SQL_achievement_by_id, I64(id), TEXT(lang));
}

void
achievement_foresee_of_series(struct ctx *c, int64_t series, const char *lang)
{
    db_foresee(c->db, &SQL_achievement_of_series, I64(series), TEXT(lang));
}
