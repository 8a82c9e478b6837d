/* SPDX-License-Identifier: Apache-2.0 */
/* batch: several certificates in one go. */

#include "credentials/batch.h"

#include "base/limits.h"
#include "core/ctx.h"
#include "db/store.h"

struct batch {
    struct ctx *c;
    struct batch_item *items;
    size_t count;
};

/* An item's own failure ends nothing. */
static enum err
keep(struct ctx *c, struct batch_item *item, enum err e)
{
    item->result = e;
    item->why = e != OK && c->problem_count ? c->problems[0].text : NULL;
    c->problem_count = 0;
    return e == ERR_CONFLICT || e == ERR_MISSING ? OK : e;
}

static enum err
prepare(struct db *db, void *arg)
{
    struct batch *b = arg;
    enum err e = OK;

    b->c->db = db;
    for (size_t i = 0; i < b->count && e == OK; i++) {
        struct batch_item *item = &b->items[i];

        e = keep(b->c, item,
                 item->enrolment
                     ? issue_prepare(b->c, item->enrolment, &item->draft)
                     : ERR_MISSING);
    }
    b->c->db = NULL;
    return e;
}

/* Run again after a lost group: what is signed (draft.json) says what to do. */
static enum err
store(struct db *db, void *arg)
{
    struct batch *b = arg;
    enum err e = OK;

    b->c->db = db;
    for (size_t i = 0; i < b->count && e == OK; i++) {
        struct batch_item *item = &b->items[i];

        if (item->draft.json) {
            e = keep(b->c, item, issue_store(b->c, &item->draft));
        }
    }
    b->c->db = NULL;
    return e;
}

enum err
batch_issue(struct ctx *c, struct batch_item *items, size_t n)
{
    struct batch b = {.c = c, .items = items, .count = n};
    bool any = false;

    TRY(store_read(c->node->store, c->arena, LIMIT_READ_POOL_MS, prepare, &b));
    for (size_t i = 0; i < n; i++) {
        if (items[i].result == OK) {
            items[i].result = issue_sign(c, &items[i].draft);
            if (items[i].result != OK) {
                items[i].draft.json = NULL;
            }
        }
        any = any || items[i].draft.json;
    }
    return any ? store_write(c->node->store, c->arena, store, &b) : OK;
}
