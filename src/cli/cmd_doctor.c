/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_doctor: looks at everything that can go wrong with a data folder, beside
 * a running server, and says what to do about it. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/doctor.h"
#include "core/record.h"
#include "db/backup.h"
#include "db/db_sqlite.h"
#include "db/migrate.h"

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
    SYNC_ROUNDS = 5,
    SYNC_SLOW_US = 50 * 1000,
    SPACE_MB = 1024,
    CLOCK_OFF_MS = 2000,
    BACKUP_DAYS = 7
};

void
doctor_good(const char *format, ...)
{
    va_list ap;

    fputs("good  ", stdout);
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
    putchar('\n');
}

void
doctor_found(struct doctor *d, const char *advice, const char *format, ...)
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

void
doctor_mode(struct doctor *d, const char *path, const char *what, mode_t wanted)
{
    struct stat st;

    if (stat(path, &st) != 0) {
        doctor_found(d, "Put it back from your copy.", "%s %s is not there.",
                     what, path);
    } else if (st.st_mode & 077) {
        doctor_found(
            d, arena_printf(d->n.arena, "chmod %o %s", (unsigned)wanted, path),
            "%s %s is open to other users (mode %o).", what, path,
            (unsigned)st.st_mode & 0777U);
    } else {
        doctor_good("%s %s is open to its owner only.", what, path);
    }
}

static void
look_at_space(struct doctor *d, const char *folder)
{
    struct statvfs fs;
    int64_t mb;

    if (statvfs(folder, &fs) != 0) {
        doctor_found(d, "Is the disk mounted?",
                     "The disk of %s does not answer.", folder);
        return;
    }
    mb = (int64_t)((double)fs.f_bavail * (double)fs.f_frsize / 1048576);
    if (mb < SPACE_MB) {
        doctor_found(d,
                     "Make room; a full disk still serves readers, but keeps "
                     "nothing new.",
                     "Only %" PRId64 " MB are free.", mb);
    } else {
        doctor_good("%" PRId64 " MB are free.", mb);
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
        doctor_found(d, "Look at the disk and its file system (dmesg).",
                     "A file in %s cannot be written and synced.", folder);
    } else if (us > SYNC_SLOW_US) {
        doctor_found(d,
                     "A disk with a write cache that survives power loss makes "
                     "saving quick.",
                     "A sync takes %" PRId64
                     " ms; each saved answer waits for one.",
                     us / 1000);
    } else {
        doctor_good("A sync takes %" PRId64 ".%02" PRId64 " ms.", us / 1000,
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
        doctor_found(
            d,
            "Some program reads from the database for very long; end it. "
            "The log is cut when nobody reads.",
            "The database's log holds %" PRId64 " MB.", bytes / 1048576);
    } else {
        doctor_good("The database's log holds %" PRId64
                    " kB; SQLite %s; schema "
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
        doctor_found(d, advice, "The last backup is %" PRId64 " days old.",
                     (now - at) / DATE_DAY_MS);
    } else if (at) {
        doctor_good("The last backup is %" PRId64 " hours old.",
                    (now - at) / (DATE_DAY_MS / 24));
    } else if (file_modified_ms(seal) &&
               now - file_modified_ms(seal) > BACKUP_DAYS * DATE_DAY_MS) {
        doctor_found(d, advice, "There has been no backup yet.");
    } else {
        doctor_good("No backup yet; the node is new.");
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
        doctor_found(
            d,
            "Set the clock (timedatectl); certificates issued now would be "
            "dated before what they rest on.",
            "The clock is %" PRId64 " s behind the newest act in the "
            "database.",
            (newest - now) / 1000);
    } else {
        doctor_good("The clock is not behind the database; %s.",
                    driven > 0 ? "a time server drives it"
                    : driven < 0
                        ? "the kernel knows of no time server (chrony, "
                          "systemd-timesyncd)"
                        : "whether a time server drives it is not to be seen");
    }
}

/* --- a database elsewhere --- */

static void
look_at_server(struct doctor *d)
{
    struct store_server s;
    int64_t off;

    if (store_look_at_server(d->n.store, d->n.arena, &s) != OK) {
        doctor_found(d, "Look at its own log.",
                     "The database server does not answer.");
        return;
    }
    doctor_good("PostgreSQL %s; schema step %d; the database holds %" PRId64
                " MB.",
                s.version, migrate_shipped.count, s.bytes / 1048576);
    if (!s.syncs) {
        doctor_found(
            d,
            "Set fsync = on and full_page_writes = on in postgresql.conf; "
            "without them a loss of power loses certificates.",
            "The database server does not sync what it acknowledges.");
    }
    if (s.standby) {
        doctor_good("It is a standby: this doctor only read from it.");
    } else if (s.followers == 0) {
        doctor_good("No standby follows.");
    } else {
        doctor_good("Standbys that follow: %" PRId64
                    "; commits wait for %" PRId64 " of them.",
                    s.followers, s.followers_waited_for);
    }
    if (s.connections_max - s.connections < LIMIT_PG_CONNECTIONS) {
        doctor_found(d, "Raise max_connections, or end what is not needed.",
                     "%" PRId64 " of %" PRId64
                     " connections are taken; one more "
                     "Quipu needs %d.",
                     s.connections, s.connections_max, LIMIT_PG_CONNECTIONS);
    }
    off = s.clock_ms - clock_now_ms();
    if (off > CLOCK_OFF_MS || off < -CLOCK_OFF_MS) {
        doctor_found(
            d, "Let both follow a time server (chrony, systemd-timesyncd).",
            "The clocks of this machine and the database server differ by "
            "%" PRId64 " ms.",
            off);
    }
}

int
cmd_doctor(struct cli *c)
{
    struct doctor d = {0};
    int status;

    if (c->word_count || (!c->data && !c->seal)) {
        cli_fail(c->database
                     ? "quipu doctor --database postgresql://… --data DIR, "
                       "or --seal FILE where there is no folder"
                     : "quipu doctor --data DIR");
        return CLI_MISUSED;
    }
    status = cli_open(&d.n, c, STORE_READ_ONLY);
    if (status != CLI_DONE) {
        return status;
    }
    if (c->database) {
        look_at_server(&d);
        doctor_file_rows(&d);
        if (c->data) { /* of this machine; others may make copies, too */
            look_at_backup(&d, c);
        }
    } else {
        doctor_mode(&d, c->data, "The data folder", 0700);
        doctor_mode(&d, file_join(d.n.arena, c->data, BACKUP_DATABASE),
                    "The database", 0600);
        look_at_space(&d, c->data);
        look_at_sync(&d, c->data);
        look_at_log(&d, c->data);
        look_at_backup(&d, c);
        doctor_files(&d, c->data);
    }
    look_at_clock(&d);
    doctor_keys(&d, c);
    doctor_record(&d);
    doctor_figures(&d);
    doctor_certificates(&d);
    status = d.findings ? CLI_FAILED : CLI_DONE;
    printf("%d finding%s.\n", d.findings, d.findings == 1 ? "" : "s");
    cli_close(&d.n);
    return status;
}
