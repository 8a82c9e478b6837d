/* SPDX-License-Identifier: Apache-2.0 */
/* formats/zip: an archive, read back by its own structure and by zlib. What
 * other programs say of archives is in e2e/export.mjs. */

#include "formats/zip.h"
#include "test/unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

static int
open_file(void)
{
    char path[] = "/tmp/zip_test-XXXXXX";
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    (void)unlink(path);
    return fd;
}

/* What was written, at most `max` bytes. */
static size_t
read_back(int fd, unsigned char *out, size_t max)
{
    size_t len = 0;
    ssize_t n;

    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    while (len < max && (n = read(fd, out + len, max - len)) > 0) {
        len += (size_t)n;
    }
    return len;
}

static uint32_t
at32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static unsigned
at16(const unsigned char *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

static void
files_stand_in_the_list_as_they_were_put(void **state)
{
    static unsigned char bytes[4096], plain[64];
    int fd = open_file();
    struct zip *z = zip_new(fd, 100000, INT64_C(1781524800000));
    int64_t total, files;
    size_t len;
    const unsigned char *end, *list;
    z_stream s = {0};

    (void)state;
    zip_begin(z, "a/\xc3\xb1.txt");
    zip_put(z, "hello ", 6);
    zip_put(z, "", 0);
    zip_put(z, "world", 5);
    zip_end(z);
    zip_begin(z, "empty");
    zip_end(z);
    assert_int_equal(zip_close(z, &total, &files), OK);
    assert_int_equal(files, 2);
    len = read_back(fd, bytes, sizeof bytes);
    assert_int_equal(len, total);
    end = bytes + len - 22;
    assert_int_equal(at32(end), 0x06054b50);
    assert_int_equal(at16(end + 10), 2);
    list = bytes + at32(end + 16);
    assert_int_equal(at32(list), 0x02014b50);
    assert_int_equal(at16(list + 8) & 0x0800, 0x0800); /* UTF-8 */
    assert_int_equal(at16(list + 14), (2026 - 1980) << 9 | 6 << 5 | 15);
    assert_int_equal(at32(list + 16),
                     crc32(0, (const void *)"hello world", 11));
    assert_int_equal(at32(list + 24), 11);
    assert_memory_equal(list + 46, "a/\xc3\xb1.txt", 8);
    assert_int_equal(inflateInit2(&s, -15), Z_OK);
    s.next_in = bytes + at32(list + 42) + 30 + 8;
    s.avail_in = at32(list + 20);
    s.next_out = plain;
    s.avail_out = sizeof plain;
    assert_int_equal(inflate(&s, Z_FINISH), Z_STREAM_END);
    assert_int_equal(s.total_out, 11);
    assert_memory_equal(plain, "hello world", 11);
    inflateEnd(&s);
    list += 46 + 8;
    assert_int_equal(at32(list + 24), 0);
    assert_int_equal(at32(bytes + at32(list + 42)), 0x04034b50);
    close(fd);
}

static void
more_than_is_allowed_is_told_at_the_end(void **state)
{
    static unsigned char noise[5000];
    int fd = open_file();
    struct zip *z = zip_new(fd, 2000, 0);
    int64_t bytes, files;
    uint32_t x = 1;

    (void)state;
    for (size_t i = 0; i < sizeof noise; i++) {
        x = x * 1664525 + 1013904223;
        noise[i] = (unsigned char)(x >> 24);
    }
    for (int i = 0; i < 50; i++) {
        zip_begin(z, "noise");
        zip_put(z, noise, sizeof noise);
        zip_end(z);
    }
    assert_int_equal(zip_error(z), ERR_LIMIT);
    assert_int_equal(zip_close(z, &bytes, &files), ERR_LIMIT);
    assert_true(bytes <= 2000);
    close(fd);
}

static void
a_disk_that_is_full_is_told(void **state)
{
    int fd = open("/dev/full", O_WRONLY);
    struct zip *z = zip_new(fd, 100000, 0);
    int64_t bytes, files;

    (void)state;
    zip_begin(z, "a");
    zip_put(z, "a", 1);
    zip_end(z);
    assert_int_equal(zip_close(z, &bytes, &files), ERR_FULL);
    close(fd);
}

static void
more_files_than_the_list_holds_are_told(void **state)
{
    int fd = open("/dev/null", O_WRONLY);
    struct zip *z = zip_new(fd, ZIP_BYTES_MAX, 0);
    int64_t bytes, files;

    (void)state;
    for (int i = 0; i < ZIP_FILES_MAX; i++) {
        zip_begin(z, "a");
        zip_end(z);
    }
    assert_int_equal(zip_error(z), OK);
    zip_begin(z, "a");
    assert_int_equal(zip_error(z), ERR_LIMIT);
    assert_int_equal(zip_close(z, &bytes, &files), ERR_LIMIT);
    close(fd);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_stand_in_the_list_as_they_were_put),
        cmocka_unit_test(more_than_is_allowed_is_told_at_the_end),
        cmocka_unit_test(a_disk_that_is_full_is_told),
        cmocka_unit_test(more_files_than_the_list_holds_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
