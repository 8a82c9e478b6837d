/* SPDX-License-Identifier: Apache-2.0 */
/* probe: what probe.html shows, one member for each kind of place. */
#ifndef QUIPU_TEST_WEB_PROBE_H
#define QUIPU_TEST_WEB_PROBE_H

#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct probe_view {
    const char *text;
    const char *url;
    const char *date;
    struct clean_html clean;
    int64_t big;
    int small;
    size_t count;
    bool flag;
    const char *const *words;
    size_t word_count;
};

#endif
