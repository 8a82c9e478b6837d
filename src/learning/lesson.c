/* SPDX-License-Identifier: Apache-2.0 */
/* lesson: the lessons of a course version and their text by language. */

#include "learning/lesson.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "db/db.h"
#include "learning/lesson.sql.h"

#include <string.h>

enum err
lesson_lines(struct ctx *c, int64_t version, const char *lang,
             const char *base_lang, struct lesson_lines *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_lesson_lines, I64(version), TEXT(lang),
               TEXT(base_lang)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct lesson_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->items[i] = (struct lesson_line){
            .id = row_i64(row, 0),
            .position = row_i64(row, 1),
            .slug = row_text(row, 2),
            .lang = row_text(row, 3),
            .title = row_text(row, 4),
            .minutes = row_i64(row, 5),
            .bytes = row_i64(row, 6),
        };
    }
    return OK;
}

void
lesson_ask_body(struct ctx *c, int64_t lesson, const char *lang,
                struct answer *a)
{
    db_ask(c->db, a, &SQL_lesson_body, I64(lesson), TEXT(lang));
}

enum err
lesson_take_body(struct answer *a, struct clean_html *out)
{
    struct row row;
    const char *html;
    enum err e = answer_one(a, &row);

    *out = (struct clean_html){0};
    if (e == OK) {
        html = row_text(&row, 0);
        *out = html_clean_stored(html, strlen(html));
    }
    return e == ERR_MISSING ? OK : e; /* a lesson without a text yet */
}

void
lesson_foresee_lines(struct ctx *c, int64_t version, const char *lang,
                     const char *base_lang)
{
    db_foresee(c->db, &SQL_lesson_lines, I64(version), TEXT(lang),
               TEXT(base_lang));
}
