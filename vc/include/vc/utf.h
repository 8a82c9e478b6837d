/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: check, decode, encode, and the order of UTF-16. */
#ifndef VC_UTF_H
#define VC_UTF_H

#include "vc/view.h"

#include <stdint.h>

/* Position of the first byte that is not well-formed UTF-8 (RFC 3629: no
 * overlong forms, no surrogates, nothing above U+10FFFF); text.size if none. */
size_t vc_utf_check(struct vc_view text);

/* Bytes of the well-formed sequence at p[0 … size-1]; 0 if there is none. */
size_t vc_utf_sequence(const char *p, size_t size);

/* The code point at `*at` of well-formed text, moving `*at` behind it. */
uint32_t vc_utf_next(struct vc_view text, size_t *at);

/* Writes a code point (no surrogate, at most U+10FFFF); bytes written. */
size_t vc_utf_encode(uint32_t code_point, char out[4]);

/* Order by UTF-16 code units (RFC 8785 section 3.2.3) of well-formed UTF-8. */
int vc_utf_compare16(struct vc_view a, struct vc_view b);

#endif
