/* SPDX-License-Identifier: Apache-2.0 */
/* text: letters of the formats that are read byte by byte. */
#ifndef VC_TEXT_H
#define VC_TEXT_H

#include "vc/view.h"

#include <stdbool.h>

/* White space of JSON and XML. */
static inline bool
vc_text_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Without the white space at both ends. */
static inline struct vc_view
vc_text_trim(struct vc_view text)
{
    while (text.size > 0 && vc_text_is_space(text.data[0])) {
        text.data++;
        text.size--;
    }
    while (text.size > 0 && vc_text_is_space(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
}

/* 0 to 15; -1 when it is no hexadecimal digit. */
static inline int
vc_text_hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

#endif
