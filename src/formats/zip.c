/* SPDX-License-Identifier: Apache-2.0 */
/* zip: an archive written as it is made. */

#include "formats/zip.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define ZLIB_CONST /* next_in is read only */
#include <zlib.h>

enum {
    CHUNK = 64 * 1024,
    LEVEL = 6,
    VERSION = 20,   /* deflate */
    FLAGS = 0x0808, /* sizes follow the data; names are UTF-8 */
    MADE_BY_UNIX = 0x0300,
    MODE_FILE = 0100644,
    /* What the list of files takes: 46 bytes and a name each. */
    LIST_MAX = ZIP_FILES_MAX * (46 + ZIP_NAME_MAX)
};

struct zip {
    int fd;
    int64_t max_bytes;
    int64_t at; /* bytes written */
    int64_t files;
    enum err error;
    struct buf list; /* of files, as it stands at the end */
    uint16_t time, date;
    /* the file in hand */
    z_stream packer;
    char name[ZIP_NAME_MAX + 1];
    int64_t began_at;
    int64_t data_at;
    int64_t size;
    uint32_t crc;
    unsigned char out[CHUNK];
};

static void
fail(struct zip *z, enum err e)
{
    if (z->error == OK) {
        z->error = e;
    }
}

static void
write_all(struct zip *z, const void *p, size_t len)
{
    const char *s = p;

    if (z->error == OK && z->at + (int64_t)len > z->max_bytes) {
        fail(z, ERR_LIMIT);
    }
    while (z->error == OK && len) {
        ssize_t n = write(z->fd, s, len);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            fail(z, n < 0 && errno != ENOSPC && errno != EDQUOT ? ERR_INTERNAL
                                                                : ERR_FULL);
            return;
        }
        s += n;
        len -= (size_t)n;
        z->at += n;
    }
}

static void
put16(struct buf *b, unsigned v)
{
    buf_putc(b, (char)(v & 255));
    buf_putc(b, (char)(v >> 8 & 255));
}

static void
put32(struct buf *b, uint32_t v)
{
    put16(b, v & 65535);
    put16(b, v >> 16);
}

/* MS-DOS's clock, in UTC: even seconds, years 1980 to 2107 in seven bits. */
static void
set_clock(struct zip *z, int64_t now_ms)
{
    int64_t s = now_ms / 1000 % 86400;
    int year, month, day;

    date_civil(now_ms / 86400000, &year, &month, &day);
    year = year < 1980 ? 1980 : year > 2107 ? 2107 : year;
    z->time = (uint16_t)(s / 3600 << 11 | s / 60 % 60 << 5 | s % 60 / 2);
    z->date = (uint16_t)((year - 1980) << 9 | month << 5 | day);
}

struct zip *
zip_new(int fd, int64_t max_bytes, int64_t now_ms)
{
    struct zip *z = calloc(1, sizeof *z);

    if (!z) {
        log_fatal("no memory for an archive", "bytes", sizeof *z);
    }
    z->fd = fd;
    z->max_bytes = max_bytes < ZIP_BYTES_MAX ? max_bytes : ZIP_BYTES_MAX;
    buf_init(&z->list, LIST_MAX);
    set_clock(z, now_ms);
    return z;
}

void
zip_begin(struct zip *z, const char *name)
{
    struct buf head;
    size_t len = strlen(name);

    if (z->files == ZIP_FILES_MAX || len > ZIP_NAME_MAX) {
        fail(z, ERR_LIMIT);
    }
    if (z->error != OK) {
        return;
    }
    memcpy(z->name, name, len + 1);
    z->began_at = z->at;
    z->size = 0;
    z->crc = 0;
    buf_init(&head, 30 + ZIP_NAME_MAX);
    put32(&head, 0x04034b50);
    put16(&head, VERSION);
    put16(&head, FLAGS);
    put16(&head, 8); /* deflate */
    put16(&head, z->time);
    put16(&head, z->date);
    put32(&head, 0);
    put32(&head, 0);
    put32(&head, 0);
    put16(&head, (unsigned)len);
    put16(&head, 0);
    buf_puts(&head, name);
    write_all(z, head.data, head.len);
    buf_free(&head);
    z->data_at = z->at;
    memset(&z->packer, 0, sizeof z->packer);
    if (deflateInit2(&z->packer, LEVEL, Z_DEFLATED, -15, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        fail(z, ERR_INTERNAL);
    }
}

static void
pack(struct zip *z, int flush)
{
    int state;

    do {
        z->packer.next_out = z->out;
        z->packer.avail_out = CHUNK;
        state = deflate(&z->packer, flush);
        if (state == Z_STREAM_ERROR) {
            fail(z, ERR_INTERNAL);
            return;
        }
        write_all(z, z->out, CHUNK - z->packer.avail_out);
    } while (z->error == OK && !z->packer.avail_out);
}

void
zip_put(struct zip *z, const void *p, size_t len)
{
    if (z->error != OK || !len) {
        return;
    }
    z->crc = (uint32_t)crc32(z->crc, p, (unsigned)len);
    z->size += (int64_t)len;
    z->packer.next_in = p;
    z->packer.avail_in = (unsigned)len;
    pack(z, Z_NO_FLUSH);
    if (z->size > ZIP_BYTES_MAX) {
        fail(z, ERR_LIMIT);
    }
}

static void
list_file(struct zip *z, uint32_t packed)
{
    struct buf *b = &z->list;

    put32(b, 0x02014b50);
    put16(b, MADE_BY_UNIX | VERSION);
    put16(b, VERSION);
    put16(b, FLAGS);
    put16(b, 8);
    put16(b, z->time);
    put16(b, z->date);
    put32(b, z->crc);
    put32(b, packed);
    put32(b, (uint32_t)z->size);
    put16(b, (unsigned)strlen(z->name));
    put16(b, 0);
    put16(b, 0);
    put16(b, 0);
    put16(b, 0);
    put32(b, (uint32_t)MODE_FILE << 16);
    put32(b, (uint32_t)z->began_at);
    buf_puts(b, z->name);
    z->files++;
}

void
zip_end(struct zip *z)
{
    struct buf tail;
    uint32_t packed;

    if (z->error == OK) {
        pack(z, Z_FINISH);
    }
    deflateEnd(&z->packer);
    if (z->error != OK) {
        return;
    }
    packed = (uint32_t)(z->at - z->data_at);
    buf_init(&tail, 16);
    put32(&tail, 0x08074b50);
    put32(&tail, z->crc);
    put32(&tail, packed);
    put32(&tail, (uint32_t)z->size);
    write_all(z, tail.data, tail.len);
    buf_free(&tail);
    list_file(z, packed);
}

enum err
zip_error(const struct zip *z)
{
    return z->error;
}

enum err
zip_close(struct zip *z, int64_t *bytes, int64_t *files)
{
    int64_t at = z->at;
    struct buf end;
    enum err e;

    write_all(z, buf_text(&z->list), z->list.len);
    buf_init(&end, 22);
    put32(&end, 0x06054b50);
    put16(&end, 0);
    put16(&end, 0);
    put16(&end, (unsigned)z->files);
    put16(&end, (unsigned)z->files);
    put32(&end, (uint32_t)z->list.len);
    put32(&end, (uint32_t)at);
    put16(&end, 0);
    write_all(z, end.data, end.len);
    buf_free(&end);
    e = buf_ok(&z->list) ? z->error : ERR_LIMIT;
    *bytes = z->at;
    *files = z->files;
    buf_free(&z->list);
    free(z);
    return e;
}
