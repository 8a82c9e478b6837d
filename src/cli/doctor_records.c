/* SPDX-License-Identifier: Apache-2.0 */
/* doctor_records: what doctor looks at in the database: files, the record of
 * acts, keys, certificates, figures. */

#include "cli/doctor.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "core/blob.h"
#include "core/record.h"
#include "core/recount.h"
#include "credentials/check.h"
#include "credentials/credential.h"
#include "credentials/issuer.h"
#include "keeper/keeper.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    SAMPLE = 200, /* certificates checked, 0.1 ms each */
    FIGURES_MS = 5000
};

/* --- files --- */

/* One after the other, each in a transaction of its own: all of them together
 * would take longer than a read may. */
struct files {
    const char *after, *hash;
    int64_t count;
};

static enum err
check_next_file(struct ctx *c, void *arg)
{
    struct files *f = arg;
    char *bytes;
    size_t len;

    return blob_next(c, f->after, &f->hash, &bytes, &len);
}

void
doctor_file_rows(struct doctor *d)
{
    struct arena *kept = d->n.arena, *a = arena_new(LIMIT_ARENA_BYTES * 2);
    char after[BLOB_HASH_CHARS + 1] = "";
    struct files f = {.after = after};
    enum err e = OK;

    d->n.arena = a;
    while (e == OK) {
        struct ctx c = cli_ctx(&d->n);

        e = cli_read(&d->n, &c, check_next_file, &f);
        if (e == OK) {
            snprintf(after, sizeof after, "%s", f.hash);
            f.count++;
        }
        arena_reset(a);
    }
    d->n.arena = kept;
    arena_free(a);
    if (e != ERR_MISSING) {
        doctor_found(
            d, "Put it back from your last backup, which has it too.",
            "The file after %s is not what its name says, or cannot be read.",
            after);
    } else {
        doctor_good("%" PRId64
                    " files (pictures of courses and the like) are whole.",
                    f.count);
    }
}

void
doctor_files(struct doctor *d, const char *folder)
{
    int64_t count;
    const char *bad = NULL;

    if (blob_check_all(d->n.arena, folder, &count, &bad) != OK) {
        doctor_found(
            d, "Put it back from your last backup, which has it too.",
            "The file %s is not what its name says, or cannot be read.",
            bad ? bad : folder);
    } else {
        doctor_good("%" PRId64
                    " files (pictures of courses and the like) are whole.",
                    count);
    }
}

/* --- the record --- */

enum { RECORD_SLICE = 1000 };

static enum err
check_record(struct ctx *c, void *arg)
{
    return record_verify(c, arg, RECORD_SLICE);
}

/* As many transactions as it takes: the record is longer than memory. */
static enum err
walk_record(struct doctor *d, struct record_walk *walk)
{
    struct cli_node n = d->n;
    enum err e = OK;

    n.arena = arena_new(LIMIT_ARENA_BYTES);
    while (e == OK && !walk->over) {
        struct ctx c = cli_ctx(&n);

        e = cli_read(&n, &c, check_record, walk);
        arena_reset(n.arena);
    }
    arena_free(n.arena);
    return e;
}

void
doctor_record(struct doctor *d)
{
    struct record_walk walk = {0};
    struct ctx c = cli_ctx(&d->n);
    enum err e = walk_record(d, &walk);

    if (e != OK) {
        doctor_found(d, "Run doctor again; then restore the last backup.",
                     "The record of acts cannot be read: %s", cli_why(&c, e));
    } else if (walk.broken) {
        doctor_found(d,
                     "Somebody changed the database by hand. Compare with your "
                     "last backup.",
                     "The record of acts does not fit at number %" PRId64 ".",
                     walk.broken);
    } else {
        doctor_good("The record of acts is unbroken (%" PRId64 " sealed).",
                    walk.count);
    }
}

/* --- keys and certificates --- */

static enum err
open_keys(struct ctx *c, void *arg)
{
    struct doctor *d = arg;
    struct issuers all;

    TRY(issuer_list(c, &all));
    for (size_t i = 0; i < all.count; i++) {
        struct issuer_keys keys;

        TRY(issuer_keys(c, &all.items[i], &keys));
        for (size_t k = 0; k < keys.count; k++) {
            const struct issuer_key *key = &keys.items[k];

            d->keys++;
            d->closed += !keeper_opens(d->n.node.keeper, key->sealed,
                                       key->sealed_len, key->multibase);
        }
    }
    return OK;
}

void
doctor_keys(struct doctor *d, const struct cli *c)
{
    const char *seal = cli_seal_path(d->n.arena, c, d->n.node.folder);
    struct ctx ctx = cli_ctx(&d->n);
    enum err e = keeper_open(&d->n.node.keeper, seal, d->n.contexts);
    int before = d->findings;

    if (e != OK && e != ERR_DENIED) {
        doctor_found(
            d,
            "Put it back from your copy, or give its words to `quipu seal "
            "from-words`; nothing can be signed without it.",
            "The sealing key %s %s.", seal,
            e == ERR_MISSING ? "is not there" : "cannot be used");
        return;
    }
    doctor_mode(d, seal, "The sealing key", 0600);
    if (e != OK) {
        if (d->findings == before) {
            doctor_found(d, "Run quipu doctor as the user of the server.",
                         "The sealing key %s cannot be read.", seal);
        }
        return;
    }
    e = cli_read(&d->n, &ctx, open_keys, d);
    if (e != OK || d->closed) {
        doctor_found(
            d,
            "Is this the sealing key of this node? Look for the file of "
            "the same day as the database.",
            "The sealing key does not open %" PRId64 " of %" PRId64
            " issuing keys.",
            d->closed, d->keys);
    } else {
        doctor_good("The sealing key opens all %" PRId64 " issuing keys.",
                    d->keys);
    }
}

static enum err
check_one(struct ctx *c, struct doctor *d, const char *number)
{
    struct check check;
    const char *json;

    TRY(credential_json(c, number, &json));
    TRY(check_bytes(c, json, strlen(json), &check));
    d->checked++;
    /* A certificate that has ended or is withdrawn is still what was signed. */
    if (check.result == CHECK_FALSE && d->bad++ == 0) {
        d->bad_number = number;
        d->bad_why = check.worst;
    }
    return OK;
}

static enum err
check_certificates(struct ctx *c, void *arg)
{
    struct doctor *d = arg;
    struct credential_numbers page = {0};
    const char *after = "";

    /* Numbers are random, so the first ones are a fair sample. */
    TRY(credential_numbers(c, after, &page));
    for (size_t i = 0; i < page.count && i < SAMPLE; i++) {
        TRY(check_one(c, d, page.items[i]));
    }
    return OK;
}

void
doctor_certificates(struct doctor *d)
{
    struct ctx c = cli_ctx(&d->n);
    enum err e = cli_read(&d->n, &c, check_certificates, d);

    if (e != OK) {
        doctor_found(d, "Run doctor again; then restore the last backup.",
                     "Certificates cannot be read: %s", cli_why(&c, e));
    } else if (d->bad) {
        doctor_found(
            d,
            "Compare it with the holder's copy and your last backup; do "
            "not issue before this is understood.",
            "%" PRId64 " of %" PRId64 " certificates are not as they were "
            "signed, such as %s: %s",
            d->bad, d->checked, d->bad_number, d->bad_why);
    } else {
        doctor_good("%" PRId64
                    " certificates looked at, all as they were signed.",
                    d->checked);
    }
}

/* --- figures --- */

struct figures {
    struct recount_node nodes[RECOUNT_PAGE];
    size_t node_count, places, compared, wrong;
    int64_t node;
    int64_t until_ms;
    char slug[LIMIT_SLUG_CHARS + 1]; /* of the first that is wrong */
};

static enum err
read_places(struct ctx *c, void *arg)
{
    struct figures *f = arg;

    return recount_nodes(c, 0, f->nodes, &f->node_count);
}

static enum err
compare_place(struct ctx *c, void *arg)
{
    struct figures *f = arg;
    const struct recount_node *node = &f->nodes[f->places];
    struct recount r;

    TRY(recount_node(c, node->id, &r));
    if (r.count && !f->wrong) {
        snprintf(f->slug, sizeof f->slug, "%s", node->slug);
    }
    f->compared += r.compared;
    f->wrong += r.count;
    return OK;
}

/* As many places as time allows: all of them are for `quipu recount`. */
void
doctor_figures(struct doctor *d)
{
    struct figures f = {.until_ms = clock_steady_ms() + FIGURES_MS};
    struct cli_node n = d->n;
    struct ctx c = cli_ctx(&d->n);
    enum err e = cli_read(&d->n, &c, read_places, &f);

    n.arena = arena_new(LIMIT_ARENA_BYTES);
    while (e == OK && f.places < f.node_count &&
           clock_steady_ms() < f.until_ms) {
        struct ctx own = cli_ctx(&n);

        e = cli_read(&n, &own, compare_place, &f);
        f.places++;
        arena_reset(n.arena);
    }
    arena_free(n.arena);
    if (e != OK) {
        doctor_found(d, "Run `quipu recount --data DIR`.",
                     "Figures cannot be compared: %s", cli_why(&c, e));
    } else if (f.wrong) {
        doctor_found(
            d, "Run `quipu recount --repair --data DIR`.",
            "%zu of %zu figures are not what the records say, such as at "
            "%s.",
            f.wrong, f.compared, f.slug);
    } else {
        doctor_good("%zu figures of %zu places agree with the records.",
                    f.compared, f.places);
    }
}
