/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_doctor: looks at everything that can go wrong with a data folder, beside
 * a running server, and says what to do about it. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/limits.h"
#include "core/blob.h"
#include "core/record.h"
#include "core/recount.h"
#include "credentials/check.h"
#include "credentials/credential.h"
#include "credentials/issuer.h"
#include "db/backup.h"
#include "db/db_sqlite.h"
#include "db/migrate.h"
#include "keeper/keeper.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

enum {
    SAMPLE = 200, /* certificates checked, 0.1 ms each */
    SYNC_ROUNDS = 5,
    SYNC_SLOW_US = 50 * 1000,
    SPACE_MB = 1024,
    CLOCK_OFF_MS = 2000,
    BACKUP_DAYS = 7,
    FIGURES_MS = 5000
};

struct doctor {
    struct cli_node n;
    int findings;
    int64_t checked, bad; /* certificates */
    const char *bad_number, *bad_why;
    int64_t keys, closed; /* issuing keys */
};

static void __attribute__((format(printf, 1, 2))) good(const char *format, ...)
{
    va_list ap;

    fputs("good  ", stdout);
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
    putchar('\n');
}

/* What was found, and on the next line what to do. */
static void __attribute__((format(printf, 3, 4)))
found(struct doctor *d, const char *advice, const char *format, ...)
{
    va_list ap;

    d->findings++;
    fputs("LOOK  ", stdout);
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
    printf("\n      -> %s\n", advice);
}

/* --- folder and disk --- */

static void
look_at_mode(struct doctor *d, const char *path, const char *what,
             mode_t wanted)
{
    struct stat st;

    if (stat(path, &st) != 0) {
        found(d, "Put it back from your copy.", "%s %s is not there.", what,
              path);
    } else if (st.st_mode & 077) {
        found(d,
              arena_printf(d->n.arena, "chmod %o %s", (unsigned)wanted, path),
              "%s %s is open to other users (mode %o).", what, path,
              (unsigned)st.st_mode & 0777U);
    } else {
        good("%s %s is open to its owner only.", what, path);
    }
}

static void
look_at_space(struct doctor *d, const char *folder)
{
    struct statvfs fs;
    int64_t mb;

    if (statvfs(folder, &fs) != 0) {
        found(d, "Is the disk mounted?", "The disk of %s does not answer.",
              folder);
        return;
    }
    mb = (int64_t)((double)fs.f_bavail * (double)fs.f_frsize / 1048576);
    if (mb < SPACE_MB) {
        found(d,
              "Make room; a full disk still serves readers, but keeps "
              "nothing new.",
              "Only %" PRId64 " MB are free.", mb);
    } else {
        good("%" PRId64 " MB are free.", mb);
    }
}

/* One small write with a sync, as each commit does. */
static int64_t
sync_us(const char *path)
{
    int64_t best = -1;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    for (int i = 0; fd >= 0 && i < SYNC_ROUNDS; i++) {
        int64_t start = clock_steady_us(), took;

        if (write(fd, "sync", 4) != 4 || fdatasync(fd) != 0) {
            best = -1;
            break;
        }
        took = clock_steady_us() - start;
        best = best < 0 || took < best ? took : best;
    }
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    return best;
}

static void
look_at_sync(struct doctor *d, const char *folder)
{
    int64_t us =
        sync_us(arena_printf(d->n.arena, "%s/doctor.%d.tmp", folder, getpid()));

    if (us < 0) {
        found(d, "Look at the disk and its file system (dmesg).",
              "A file in %s cannot be written and synced.", folder);
    } else if (us > SYNC_SLOW_US) {
        found(d,
              "A disk with a write cache that survives power loss makes "
              "saving quick.",
              "A sync takes %" PRId64 " ms; each saved answer waits for one.",
              us / 1000);
    } else {
        good("A sync takes %" PRId64 ".%02" PRId64 " ms.", us / 1000,
             us % 1000 / 10);
    }
}

/* --- database --- */

static void
look_at_log(struct doctor *d, const char *folder)
{
    struct stat st;
    int64_t bytes = 0;

    if (stat(arena_printf(d->n.arena, "%s/quipu.db-wal", folder), &st) == 0) {
        bytes = (int64_t)st.st_size;
    }
    if (bytes > 2 * (int64_t)LIMIT_WAL_BYTES) {
        found(d,
              "Some program reads from the database for very long; end it. "
              "The log is cut when nobody reads.",
              "The database's log holds %" PRId64 " MB.", bytes / 1048576);
    } else {
        good("The database's log holds %" PRId64 " kB; SQLite %s; schema "
             "step %d.",
             bytes / 1024, db_sqlite_version(), migrate_shipped.count);
    }
}

/* --- the last backup --- */

static void
look_at_backup(struct doctor *d, const struct cli *c)
{
    static const char advice[] =
        "Run `quipu backup FOLDER --data DIR` (and --database as the server "
        "does) each night (cron, a systemd timer), and bring the copy to "
        "another machine.";
    const char *note = arena_printf(d->n.arena, "%s/" BACKUP_NOTE, c->data);
    const char *seal = cli_seal_path(d->n.arena, c, c->data);
    int64_t at = file_modified_ms(note), now = clock_now_ms();

    if (at && now - at > BACKUP_DAYS * DATE_DAY_MS) {
        found(d, advice, "The last backup is %" PRId64 " days old.",
              (now - at) / DATE_DAY_MS);
    } else if (at) {
        good("The last backup is %" PRId64 " hours old.",
             (now - at) / (DATE_DAY_MS / 24));
    } else if (file_modified_ms(seal) &&
               now - file_modified_ms(seal) > BACKUP_DAYS * DATE_DAY_MS) {
        found(d, advice, "There has been no backup yet.");
    } else {
        good("No backup yet; the node is new.");
    }
}

/* --- the clock --- */

static enum err
read_newest(struct ctx *c, void *arg)
{
    return record_newest_ms(c, arg);
}

/* Is it driven by a time server? 0 = nobody can say. */
static int
clock_is_driven(void)
{
    struct timex t = {0};

    return adjtimex(&t) < 0 ? 0 : t.status & STA_UNSYNC ? -1 : 1;
}

static void
look_at_clock(struct doctor *d)
{
    struct ctx c = cli_ctx(&d->n);
    int64_t newest = 0, now = clock_now_ms();
    int driven = clock_is_driven();

    if (cli_read(&d->n, &c, read_newest, &newest) == OK &&
        newest > now + CLOCK_OFF_MS) {
        found(d,
              "Set the clock (timedatectl); certificates issued now would be "
              "dated before what they rest on.",
              "The clock is %" PRId64 " s behind the newest act in the "
              "database.",
              (newest - now) / 1000);
    } else {
        good("The clock is not behind the database; %s.",
             driven > 0 ? "a time server drives it"
             : driven < 0
                 ? "the kernel knows of no time server (chrony, "
                   "systemd-timesyncd)"
                 : "whether a time server drives it is not to be seen");
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
static void
look_at_figures(struct doctor *d)
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
        found(d, "Run `quipu recount --data DIR`.",
              "Figures cannot be compared: %s", cli_why(&c, e));
    } else if (f.wrong) {
        found(d, "Run `quipu recount --repair --data DIR`.",
              "%zu of %zu figures are not what the records say, such as at "
              "%s.",
              f.wrong, f.compared, f.slug);
    } else {
        good("%zu figures of %zu places agree with the records.", f.compared,
             f.places);
    }
}

/* --- a database elsewhere --- */

static void
look_at_server(struct doctor *d)
{
    struct store_server s;
    int64_t off;

    if (store_look_at_server(d->n.store, d->n.arena, &s) != OK) {
        found(d, "Look at its own log.",
              "The database server does not answer.");
        return;
    }
    good("PostgreSQL %s; schema step %d; the database holds %" PRId64 " MB.",
         s.version, migrate_shipped.count, s.bytes / 1048576);
    if (!s.syncs) {
        found(d,
              "Set fsync = on and full_page_writes = on in postgresql.conf; "
              "without them a loss of power loses certificates.",
              "The database server does not sync what it acknowledges.");
    }
    if (s.standby) {
        good("It is a standby: this doctor only read from it.");
    } else {
        good("%" PRId64 " standbys follow; commits wait for %" PRId64
             " of them.",
             s.followers, s.followers_waited_for);
    }
    if (s.connections_max - s.connections < LIMIT_PG_CONNECTIONS) {
        found(d, "Raise max_connections, or end what is not needed.",
              "%" PRId64 " of %" PRId64 " connections are taken; one more "
              "Quipu needs %d.",
              s.connections, s.connections_max, LIMIT_PG_CONNECTIONS);
    }
    off = s.clock_ms - clock_now_ms();
    if (off > CLOCK_OFF_MS || off < -CLOCK_OFF_MS) {
        found(d, "Let both follow a time server (chrony, systemd-timesyncd).",
              "The clocks of this machine and the database server differ by "
              "%" PRId64 " ms.",
              off);
    }
}

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

static void
look_at_file_rows(struct doctor *d)
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
        found(d, "Put it back from your last backup, which has it too.",
              "The file after %s is not what its name says, or cannot be read.",
              after);
    } else {
        good("%" PRId64 " files (pictures of courses and the like) are whole.",
             f.count);
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

static void
look_at_record(struct doctor *d)
{
    struct record_walk walk = {0};
    struct ctx c = cli_ctx(&d->n);
    enum err e = walk_record(d, &walk);

    if (e != OK) {
        found(d, "Run doctor again; then restore the last backup.",
              "The record of acts cannot be read: %s", cli_why(&c, e));
    } else if (walk.broken) {
        found(d,
              "Somebody changed the database by hand. Compare with your "
              "last backup.",
              "The record of acts does not fit at number %" PRId64 ".",
              walk.broken);
    } else {
        good("The record of acts is unbroken (%" PRId64 " sealed).",
             walk.count);
    }
}

static void
look_at_files(struct doctor *d, const char *folder)
{
    int64_t count;
    const char *bad = NULL;

    if (blob_check_all(d->n.arena, folder, &count, &bad) != OK) {
        found(d, "Put it back from your last backup, which has it too.",
              "The file %s is not what its name says, or cannot be read.",
              bad ? bad : folder);
    } else {
        good("%" PRId64 " files (pictures of courses and the like) are whole.",
             count);
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

static void
look_at_keys(struct doctor *d, const struct cli *c)
{
    const char *seal = cli_seal_path(d->n.arena, c, d->n.node.folder);
    struct ctx ctx = cli_ctx(&d->n);
    enum err e;

    look_at_mode(d, seal, "The sealing key", 0600);
    if (keeper_open(&d->n.node.keeper, seal, d->n.contexts) != OK) {
        found(d,
              "Put it back from your copy, or give its words to `quipu seal "
              "from-words`; nothing can be signed without it.",
              "The sealing key %s cannot be used.", seal);
        return;
    }
    e = cli_read(&d->n, &ctx, open_keys, d);
    if (e != OK || d->closed) {
        found(d,
              "Is this the sealing key of this node? Look for the file of "
              "the same day as the database.",
              "The sealing key does not open %" PRId64 " of %" PRId64
              " issuing keys.",
              d->closed, d->keys);
    } else {
        good("The sealing key opens all %" PRId64 " issuing keys.", d->keys);
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

static void
look_at_certificates(struct doctor *d)
{
    struct ctx c = cli_ctx(&d->n);
    enum err e = cli_read(&d->n, &c, check_certificates, d);

    if (e != OK) {
        found(d, "Run doctor again; then restore the last backup.",
              "Certificates cannot be read: %s", cli_why(&c, e));
    } else if (d->bad) {
        found(d,
              "Compare it with the holder's copy and your last backup; do "
              "not issue before this is understood.",
              "%" PRId64 " of %" PRId64 " certificates are not as they were "
              "signed, such as %s: %s",
              d->bad, d->checked, d->bad_number, d->bad_why);
    } else {
        good("%" PRId64 " certificates looked at, all as they were signed.",
             d->checked);
    }
}

int
cmd_doctor(struct cli *c)
{
    struct doctor d = {0};
    int status;

    if (c->word_count || (!c->data && !c->seal)) {
        cli_fail("quipu doctor --data DIR");
        return CLI_MISUSED;
    }
    status = cli_open(&d.n, c, STORE_READ_ONLY);
    if (status != CLI_DONE) {
        return status;
    }
    if (c->database) {
        look_at_server(&d);
        look_at_file_rows(&d);
        if (c->data) { /* of this machine; others may make copies, too */
            look_at_backup(&d, c);
        }
    } else {
        look_at_mode(&d, c->data, "The data folder", 0700);
        look_at_mode(&d, file_join(d.n.arena, c->data, BACKUP_DATABASE),
                     "The database", 0600);
        look_at_space(&d, c->data);
        look_at_sync(&d, c->data);
        look_at_log(&d, c->data);
        look_at_backup(&d, c);
        look_at_files(&d, c->data);
    }
    look_at_clock(&d);
    look_at_keys(&d, c);
    look_at_record(&d);
    look_at_figures(&d);
    look_at_certificates(&d);
    status = d.findings ? CLI_FAILED : CLI_DONE;
    printf("%d finding%s.\n", d.findings, d.findings == 1 ? "" : "s");
    cli_close(&d.n);
    return status;
}
