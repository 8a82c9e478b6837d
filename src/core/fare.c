/* SPDX-License-Identifier: Apache-2.0 */
/* fare: how the questions of quizzes fare at a node and below. */

#include "core/fare.h"

#include "core/ctx.h"
#include "core/fare.sql.h"
#include "db/db.h"

enum err
fare_count(struct ctx *c, int64_t attempt)
{
    return db_run(c->db, &SQL_fare_count, I64(attempt), I64(db_slot(c->db)));
}

enum err
fare_add(struct ctx *c, int64_t org, const struct fare *f)
{
    return db_run(c->db, &SQL_fare_add, I64(org), I64(f->question),
                  I64(f->answers), I64(f->fully), I64(db_slot(c->db)));
}

enum err
fare_put(struct ctx *c, int64_t node, const struct fare *f)
{
    return db_run(c->db, &SQL_fare_put, I64(node), I64(f->question),
                  I64(f->answers), I64(f->fully), I64(db_slot(c->db)));
}

enum err
fare_carry(struct ctx *c, int64_t org, int64_t node, int64_t times)
{
    return db_run(c->db, &SQL_fare_carry, I64(node), I64(times), I64(org),
                  I64(db_slot(c->db)));
}
