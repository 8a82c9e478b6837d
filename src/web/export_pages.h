/* SPDX-License-Identifier: Apache-2.0 */
/* export_pages: everything a place owns, taken out as an archive. */
#ifndef QUIPU_WEB_EXPORT_PAGES_H
#define QUIPU_WEB_EXPORT_PAGES_H

#include "web/layout.h"

struct export_line {
    const char *name, *title;
};

struct export_view {
    const char *org_name, *action;
    const struct export_line *in, *out; /* what is in it, what is left out */
    size_t in_count, out_count;
    const char *token;
};

#endif
