/* SPDX-License-Identifier: Apache-2.0 */
/* zip: an archive written as it is made (PKWARE APPNOTE 6.3): files are
 * deflated, names are UTF-8, nothing is ever read back, so that it can go into
 * a pipe and takes the same memory however large it gets.
 *
 *     z = zip_new(fd, max_bytes, now_ms);
 *     zip_begin(z, "folder/name.csv");
 *     zip_put(z, p, len);            as often as needed
 *     zip_end(z);
 *     e = zip_close(z, &bytes);      the list of files; frees it
 *
 * The first thing that goes wrong is kept, what follows does nothing, and
 * zip_close() tells it. Without the extension for large archives: at most
 * ZIP_FILES_MAX files and ZIP_BYTES_MAX bytes.
 */
#ifndef QUIPU_FORMATS_ZIP_H
#define QUIPU_FORMATS_ZIP_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { ZIP_FILES_MAX = 65000, ZIP_NAME_MAX = 400 };
#define ZIP_BYTES_MAX INT64_C(4000000000)

struct zip;

/* Write into `fd`, which stays the caller's. */
struct zip *zip_new(int fd, int64_t max_bytes, int64_t now_ms);

/* A file begins; `name` is a path with slashes, unique in the archive. */
void zip_begin(struct zip *z, const char *name);
void zip_put(struct zip *z, const void *p, size_t len);
void zip_end(struct zip *z);

/* What has gone wrong so far; OK = nothing. */
enum err zip_error(const struct zip *z);

/* ERR_LIMIT: more files or bytes than allowed; ERR_FULL: no room to write;
 * ERR_INTERNAL. `bytes` and `files` of the whole archive. */
enum err zip_close(struct zip *z, int64_t *bytes, int64_t *files);

#endif
