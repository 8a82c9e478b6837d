/* SPDX-License-Identifier: Apache-2.0 */
/* charset: text as programs on Windows write it, made UTF-8. */
#ifndef QUIPU_FORMATS_CHARSET_H
#define QUIPU_FORMATS_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Does it begin with the mark of UTF-16, in either order of bytes? A
 * spreadsheet writes that as "Unicode text". */
bool charset_is_utf16(const char *p, size_t len);

/* The text behind that mark; NULL: half a sign, or a NUL, stands in it. */
const char *charset_from_utf16(struct arena *a, const char *p, size_t len);

/* windows-1252, in which every row of bytes is a text; NUL is a blank. */
const char *charset_from_windows(struct arena *a, const char *p, size_t len);

#endif
