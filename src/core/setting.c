/* SPDX-License-Identifier: Apache-2.0 */
/* setting: named values of this node. */

#include "core/setting.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/ctx.h"
#include "core/setting.sql.h"
#include "db/db.h"

enum err
setting_text(struct ctx *c, const char *name, const char **out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_setting_get, TEXT(name)));
    *out = row_text(&row, 0);
    return OK;
}

enum err
setting_i64(struct ctx *c, const char *name, int64_t *out)
{
    const char *text;

    TRY(setting_text(c, name, &text));
    return text_i64(text, out) ? OK : ERR_INTERNAL;
}

enum err
setting_put(struct ctx *c, const char *name, const char *value)
{
    return db_run(c->db, &SQL_setting_put, TEXT(name), TEXT(value));
}

enum err
setting_put_i64(struct ctx *c, const char *name, int64_t value)
{
    return setting_put(c, name,
                       arena_printf(c->arena, "%lld", (long long)value));
}
