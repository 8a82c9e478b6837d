/* SPDX-License-Identifier: Apache-2.0 */
/* html_refs: the character references of HTML 4, and those of ASCII signs. */
#ifndef QUIPU_FORMATS_HTML_REFS_H
#define QUIPU_FORMATS_HTML_REFS_H

#include <stddef.h>
#include <stdint.h>

enum { HTML_REFS_NAME_MAX = 9 };

/* The sign of a name such as "eacute" (1..HTML_REFS_NAME_MAX bytes, no NUL);
 * 0 = there is none. */
uint32_t html_refs_find(const char *name, size_t len);

#endif
