/* SPDX-License-Identifier: Apache-2.0 */
/* batch: several certificates in one go. */

#include "credentials/batch.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
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
    const struct issue_draft *before = NULL;
    enum err e = OK;

    b->c->db = db;
    for (size_t i = 0; i < b->count && e == OK; i++) {
        struct batch_item *item = &b->items[i];

        e = keep(b->c, item,
                 item->enrolment ? issue_prepare_next(b->c, item->enrolment,
                                                      before, &item->draft)
                                 : ERR_MISSING);
        before = item->result == OK ? &item->draft : before;
    }
    b->c->db = NULL;
    return e;
}

/* --- signing --- */

/* Those of the first one's key together. */
static void
sign_from(struct batch *b, size_t first)
{
    struct batch_item *same[BATCH_MAX];
    struct issue_draft *drafts[BATCH_MAX] = {NULL};
    size_t n = 0;

    for (size_t i = first; i < b->count; i++) {
        struct batch_item *item = &b->items[i];

        if (item->result == OK && !item->draft.json &&
            item->draft.key.id == b->items[first].draft.key.id) {
            same[n] = item;
            drafts[n++] = &item->draft;
        }
    }
    issue_sign_all(b->c, drafts, n);
    for (size_t i = 0; i < n; i++) {
        same[i]->result = drafts[i]->json ? OK : ERR_INTERNAL;
    }
}

/* True: there is something to store. */
static bool
sign(struct batch *b)
{
    bool any = false;

    for (size_t i = 0; i < b->count; i++) {
        if (b->items[i].result == OK && !b->items[i].draft.json) {
            sign_from(b, i);
        }
        any = any || b->items[i].draft.json;
    }
    return any;
}

/* --- storing --- */

static bool
counts_as(const struct issue_draft *a, const struct issue_draft *b)
{
    return a->org == b->org && a->first == b->first &&
           text_equal(a->issued_date, b->issued_date) &&
           text_equal(a->workgroup, b->workgroup) &&
           text_equal(a->gender, b->gender);
}

/* Equal ones in one statement: by the first of them. */
static enum err
count(struct batch *b)
{
    bool done[BATCH_MAX] = {false};

    for (size_t i = 0; i < b->count; i++) {
        const struct issue_draft *d = &b->items[i].draft;
        int64_t n = 0;

        for (size_t j = i; j < b->count && b->items[i].result == OK; j++) {
            if (b->items[j].result == OK && !done[j] &&
                counts_as(&b->items[j].draft, d)) {
                done[j] = true;
                n++;
            }
        }
        if (n) {
            TRY(issue_count(b->c, d, n));
        }
    }
    return OK;
}

/* Keys are looked at once in a row. */
static enum err
store_one(struct batch *b, struct batch_item *item, int64_t *good_key)
{
    if (item->draft.key.id != *good_key) {
        TRY(issue_need_key(b->c, &item->draft));
        *good_key = item->draft.key.id;
    }
    return issue_keep(b->c, &item->draft);
}

/* Run again after a lost group: what is signed (draft.json) says what to do. */
static enum err
store(struct db *db, void *arg)
{
    struct batch *b = arg;
    int64_t good_key = 0;
    enum err e = OK;

    b->c->db = db;
    for (size_t i = 0; i < b->count && e == OK; i++) {
        struct batch_item *item = &b->items[i];

        if (item->draft.json) {
            e = keep(b->c, item, store_one(b, item, &good_key));
        }
    }
    e = e == OK ? count(b) : e;
    b->c->db = NULL;
    return e;
}

enum err
batch_issue(struct ctx *c, struct batch_item *items, size_t n)
{
    struct batch b = {.c = c, .items = items, .count = n};

    if (n > BATCH_MAX) {
        log_fatal("a batch is too large", "items", (int64_t)n);
    }
    TRY(store_read(c->node->store, c->arena, LIMIT_READ_POOL_MS, prepare, &b));
    return sign(&b) ? store_write(c->node->store, c->arena, store, &b) : OK;
}
