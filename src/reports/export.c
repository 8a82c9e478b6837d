/* SPDX-License-Identifier: Apache-2.0 */
/* export: everything a place owns, as one archive. */

#include "reports/export.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "core/access.h"
#include "core/blob.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/store.h"
#include "formats/zip.h"
#include "network/org.h"
#include "reports/export.sql.h"
#include "reports/export_row.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    SLICE = 200,   /* rows of one transaction */
    PIECE = 65536, /* bytes handed on at a time */
    KEY_MAX = 120,
    PATH_MAX_BYTES = 300,
    SUMS_MAX = 32 * 1024 * 1024,
    ASKED_MS = 60 * 60 * 1000
};

/* --- asking --- */

enum err
export_ask(struct ctx *c, int64_t org)
{
    TRY(access_need(c, CAP_EXPORT, org));
    return record_add(c, "export.asked", org, org, NULL);
}

enum err
export_is_asked(struct ctx *c, int64_t org, bool *asked)
{
    struct row row;
    enum err e;

    TRY(access_need(c, CAP_EXPORT, org));
    e = db_one(c->db, &row, &SQL_export_asked, I64(org), I64(c->person),
               I64(id_first_of(c->now_ms - ASKED_MS)));
    *asked = e == OK;
    return e == ERR_MISSING ? OK : e;
}

enum err
export_parts(struct ctx *c, int64_t org, struct export_part out[EXPORT_SHEETS])
{
    TRY(access_need(c, CAP_EXPORT, org));
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        const struct export_sheet *s = &export_sheets[i];

        out[i] = (struct export_part){s->name, s->title,
                                      s->cap && !access_has(c, s->cap, org)};
    }
    return OK;
}

/* --- making: what is at hand --- */

struct maker {
    const struct export_job *job;
    struct zip *zip;
    struct hash_run *hash; /* of the file in hand */
    struct buf out;        /* of it, not handed on yet */
    struct buf json;       /* of the table in hand, not in the spool yet */
    int spool;
    struct buf sums;
    char path[PATH_MAX_BYTES];
    struct arena *slice; /* rows in hand */
    struct arena *one;   /* a file in hand, and what one row needs */
    int64_t until;       /* rows from here on came too late */
    const char *slug, *name;
    struct export_part parts[EXPORT_SHEETS];
    int64_t rows[EXPORT_SHEETS];
    bool inner;   /* minutes and private remarks are theirs */
    int64_t lost; /* files that rows name and nobody has */
    enum err error;
};

static bool
goes_on(struct maker *m)
{
    const struct export_job *job = m->job;

    if (m->error == OK) {
        m->error = zip_error(m->zip);
    }
    if (m->error == OK && job->deadline_ms &&
        clock_steady_ms() > job->deadline_ms) {
        m->error = ERR_LIMIT;
    }
    return m->error == OK;
}

static void
begin_file(struct maker *m, const char *path)
{
    snprintf(m->path, sizeof m->path, "%s", path);
    zip_begin(m->zip, path);
    m->hash = hash_begin();
}

static void
put_bytes(struct maker *m, const void *p, size_t len)
{
    hash_add(m->hash, p, len);
    zip_put(m->zip, p, len);
}

static void
hand_on(struct maker *m)
{
    put_bytes(m, buf_text(&m->out), m->out.len);
    buf_clear(&m->out);
}

static void
end_file(struct maker *m)
{
    unsigned char sum[HASH_SIZE];

    hand_on(m);
    zip_end(m->zip);
    hash_end(m->hash, sum);
    buf_printf(&m->sums, "%s  %s\n", encode_hex(m->one, sum, sizeof sum),
               m->path);
}

static struct ctx
reader_of(const struct maker *m, struct db *db, struct arena *a)
{
    return (struct ctx){.arena = a,
                        .db = db,
                        .node = m->job->node,
                        .now_ms = m->job->now_ms,
                        .lang = m->job->lang,
                        .person = m->job->person};
}

/* --- rows, a slice at a time --- */

struct slice {
    struct maker *m;
    const struct export_sheet *sheet;
    int64_t after;
    char after_key[KEY_MAX];
    struct rows rows;
};

static enum err
read_slice(struct db *db, void *arg)
{
    struct slice *s = arg;
    const struct maker *m = s->m;
    struct value org = I64(m->job->org), after = I64(s->after),
                 key = TEXT(s->after_key), until = I64(m->until),
                 count = I64(SLICE);

    switch (s->sheet->shape) {
    case EXPORT_ONE:
        return db_all(db, &s->rows, s->sheet->sql, org, after, until, count);
    case EXPORT_TWO:
        return db_all(db, &s->rows, s->sheet->sql, org, after, key, until,
                      count);
    case EXPORT_INNER:
        return db_all(db, &s->rows, s->sheet->sql, org, I64(m->inner), after,
                      until, count);
    case EXPORT_INNER_TWO:
        return db_all(db, &s->rows, s->sheet->sql, org, I64(m->inner), after,
                      key, until, count);
    case EXPORT_READER:
        return db_all(db, &s->rows, s->sheet->sql, org, I64(m->job->person),
                      after, until, count);
    }
    return ERR_INTERNAL;
}

typedef void (*row_fn)(struct maker *m, const struct export_sheet *sheet,
                       const struct row *row, int64_t n);

/* Hand each row to `fn`, with its number from 0; how many there were. */
static int64_t
each_row(struct maker *m, const struct export_sheet *sheet, row_fn fn)
{
    struct slice s = {.m = m, .sheet = sheet};
    int64_t n = 0;

    do {
        arena_reset(m->slice);
        m->error = store_read(m->job->node->store, m->slice, LIMIT_READ_POOL_MS,
                              read_slice, &s);
        for (size_t i = 0; m->error == OK && i < s.rows.count; i++) {
            const struct row *row = &s.rows.items[i];

            s.after = row_i64(row, 0);
            snprintf(s.after_key, sizeof s.after_key, "%s", row_text(row, 1));
            fn(m, sheet, row, n++);
        }
    } while (goes_on(m) && s.rows.count == SLICE);
    return n;
}

/* --- the spool --- */

/* While a table goes out as CSV its JSON waits in a file. */
static void
spool(struct maker *m)
{
    const char *p = buf_text(&m->json);
    size_t len = m->json.len;

    while (m->error == OK && len) {
        ssize_t n = write(m->spool, p, len);

        if (n > 0) {
            p += n;
            len -= (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            m->error = errno == ENOSPC ? ERR_FULL : ERR_INTERNAL;
        }
    }
    buf_clear(&m->json);
}

static void
unspool(struct maker *m)
{
    char *piece = arena_alloc(m->one, PIECE);
    ssize_t n = 0;

    if (lseek(m->spool, 0, SEEK_SET) != 0) {
        m->error = ERR_INTERNAL;
    }
    while (goes_on(m) && (n = read(m->spool, piece, PIECE)) > 0) {
        put_bytes(m, piece, (size_t)n);
    }
    if (n < 0 || ftruncate(m->spool, 0) != 0 ||
        lseek(m->spool, 0, SEEK_SET) != 0) {
        m->error = ERR_INTERNAL;
    }
}

/* --- its files --- */

struct wanted {
    struct maker *m;
    const char *hash;
    char *bytes;
    size_t len;
};

static enum err
read_blob(struct db *db, void *arg)
{
    struct wanted *w = arg;
    struct ctx c = reader_of(w->m, db, w->m->one);

    return blob_get(&c, w->hash, LIMIT_PICTURE_BYTES, &w->bytes, &w->len);
}

static void
put_blob(struct maker *m, const char *path, const char *hash)
{
    struct wanted w = {.m = m, .hash = hash};
    enum err e = store_read(m->job->node->store, m->one, LIMIT_READ_POOL_MS,
                            read_blob, &w);

    if (e == ERR_MISSING) {
        m->lost++; /* the doctor's affair; the rest is worth having */
        return;
    }
    if (e != OK) {
        m->error = e;
        return;
    }
    begin_file(m, path);
    put_bytes(m, w.bytes, w.len);
    end_file(m);
}

static void
file_row(struct maker *m, const struct export_sheet *sheet,
         const struct row *row, int64_t n)
{
    const char *content = NULL, *path;
    bool is_hash = false;

    (void)n;
    if (!goes_on(m)) {
        return;
    }
    arena_reset(m->one);
    path = export_row_file(m->one, sheet, row, &content, &is_hash);
    if (path && is_hash) {
        put_blob(m, path, content);
    } else if (path) {
        begin_file(m, path);
        buf_puts(&m->out, content);
        buf_putc(&m->out, '\n');
        end_file(m);
    }
}

/* --- one table --- */

static void
table_row(struct maker *m, const struct export_sheet *sheet,
          const struct row *row, int64_t n)
{
    arena_reset(m->one);
    export_row_csv(&m->out, m->one, sheet, row);
    buf_puts(&m->json, n ? ",\n" : "[\n");
    export_row_json(&m->json, m->one, sheet, row);
    if (m->out.len > PIECE) {
        hand_on(m);
    }
    if (m->json.len > PIECE) {
        spool(m);
    }
}

static void
put_sheet(struct maker *m, size_t i)
{
    const struct export_sheet *sheet = &export_sheets[i];

    begin_file(m, arena_printf(m->one, "%s.csv", sheet->name));
    export_row_head(&m->out, sheet);
    m->rows[i] = each_row(m, sheet, table_row);
    end_file(m);
    buf_puts(&m->json, m->rows[i] ? "\n]\n" : "[]\n");
    spool(m);
    if (!goes_on(m)) {
        return;
    }
    begin_file(m, arena_printf(m->one, "%s.json", sheet->name));
    unspool(m);
    end_file(m);
    if (goes_on(m) && strpbrk(sheet->columns, "#!")) {
        (void)each_row(m, sheet, file_row);
    }
}

/* --- what all of it is --- */

static const char *
now_text(const struct maker *m)
{
    char *stamp = arena_alloc(m->one, DATE_STAMP_SIZE);

    date_stamp_seconds(m->job->now_ms, stamp);
    return stamp;
}

static void
put_contents(struct maker *m)
{
    struct buf *b = &m->out;

    begin_file(m, "contents.json");
    buf_printf(b, "{\"made_at\":\"%s\",\"node\":", now_text(m));
    export_row_text(b, m->job->node->public_url);
    buf_puts(b, ",\"place\":");
    export_row_text(b, m->slug);
    buf_puts(b, ",\"tables\":[");
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        buf_printf(b, "%s\n{\"name\":\"%s\",", i ? "," : "", m->parts[i].name);
        if (m->parts[i].is_left_out) {
            buf_puts(b, "\"left_out\":true}");
        } else {
            buf_printf(b, "\"rows\":%lld}", (long long)m->rows[i]);
        }
    }
    buf_puts(b, "\n]}\n");
    end_file(m);
}

static void
put_tables(struct maker *m, const struct lang *l)
{
    struct buf *b = &m->out;
    bool any = false;

    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        const struct export_part *p = &m->parts[i];

        if (!p->is_left_out) {
            buf_printf(b, "- %s.csv, %s.json (%lld): %s\n", p->name, p->name,
                       (long long)m->rows[i], tr(l, p->title));
        }
    }
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        const struct export_part *p = &m->parts[i];

        if (p->is_left_out) {
            buf_printf(b, "%s- %s: %s\n", any ? "" : "\n", p->name,
                       tr(l, p->title));
            any = true;
        }
    }
    if (any) {
        buf_printf(b, "\n%s\n",
                   tr(l, "The last ones, without a number, were left out: your "
                         "role does not allow to see them."));
    }
}

static void
put_readme(struct maker *m)
{
    const struct lang *l = m->job->lang;
    struct buf *b = &m->out;

    begin_file(m, "README.txt");
    buf_printf(b, "%s\n%s, %s\n\n%s\n\n", m->name, m->job->node->public_url,
               now_text(m),
               tr(l,
                  "Everything this place owns, and the places below it. Each "
                  "table is there twice, as CSV for spreadsheets and as "
                  "JSON for programs; the number behind it is that of its "
                  "rows."));
    put_tables(m, l);
    buf_printf(b, "\n%s\n\n%s\n",
               tr(l, "Papers, pictures and certificates lie in folders called "
                     "as their tables, whose last column says where. A "
                     "certificate is the signed document itself: quipu verify, "
                     "or any other verifier of Open Badges 3.0, reads it."),
               tr(l, "SHA256SUMS has the sum of each file: sha256sum -c "
                     "SHA256SUMS. In CSV a text that a spreadsheet would take "
                     "for a formula has an apostrophe before it; in JSON it "
                     "stands as it is. Days and times are UTC unless a zone "
                     "stands beside them. There are names of people in it: "
                     "keep it as you keep those."));
    if (m->lost) {
        buf_printf(b, "\n%s %lld\n",
                   tr(l, "Files that could not be read; quipu doctor says "
                         "more:"),
                   (long long)m->lost);
    }
    end_file(m);
}

static void
put_sums(struct maker *m)
{
    begin_file(m, "SHA256SUMS");
    put_bytes(m, buf_text(&m->sums), m->sums.len);
    end_file(m);
    if (!buf_ok(&m->sums)) {
        m->error = ERR_LIMIT;
    }
}

/* --- all of it --- */

/* Who reads may do what, and what the place is called. */
static enum err
look(struct db *db, void *arg)
{
    struct maker *m = arg;
    struct ctx c = reader_of(m, db, m->slice);
    struct org org;

    TRY(org_by_id(&c, m->job->org, &org));
    if (m->job->person) {
        TRY(export_parts(&c, org.id, m->parts));
        m->inner = access_has(&c, CAP_VISIT_EDIT, org.id);
    } else {
        m->inner = true;
        for (size_t i = 0; i < EXPORT_SHEETS; i++) {
            m->parts[i] = (struct export_part){export_sheets[i].name,
                                               export_sheets[i].title, false};
        }
    }
    m->slug = org.slug;
    m->name = org.name;
    return OK;
}

enum err
export_write(const struct export_job *job, struct export_done *out)
{
    struct arena *ground = arena_new(LIMIT_ARENA_BYTES);
    struct maker *m = ARENA_NEW(ground, struct maker);
    enum err e;

    *out = (struct export_done){0};
    m->job = job;
    m->slice = arena_new(LIMIT_ARENA_BYTES);
    m->one = arena_new(LIMIT_ARENA_BYTES);
    m->until = id_first_of(clock_now_ms() + 1);
    m->zip = zip_new(job->fd, job->max_bytes ? job->max_bytes : ZIP_BYTES_MAX,
                     job->now_ms);
    buf_init(&m->out, LIMIT_ARENA_BYTES);
    buf_init(&m->json, LIMIT_ARENA_BYTES);
    buf_init(&m->sums, SUMS_MAX);
    m->error = file_spool(ground, job->spool, &m->spool);
    if (m->error == OK) {
        m->error =
            store_read(job->node->store, m->slice, LIMIT_READ_POOL_MS, look, m);
    }
    if (m->error == OK) {
        m->slug = arena_text(ground, m->slug);
        m->name = arena_text(ground, m->name);
    }
    for (size_t i = 0; m->error == OK && i < EXPORT_SHEETS; i++) {
        if (!m->parts[i].is_left_out) {
            put_sheet(m, i);
            out->rows += m->rows[i];
        }
    }
    if (goes_on(m)) {
        put_contents(m);
        put_readme(m);
        put_sums(m);
    }
    e = zip_close(m->zip, &out->bytes, &out->files);
    e = m->error != OK ? m->error : e;
    if (!buf_ok(&m->out) || !buf_ok(&m->json)) {
        e = ERR_LIMIT;
    }
    if (m->spool >= 0) {
        close(m->spool);
    }
    buf_free(&m->out);
    buf_free(&m->json);
    buf_free(&m->sums);
    arena_free(m->one);
    arena_free(m->slice);
    arena_free(ground);
    return e;
}
