/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: each block of a text is clean, and its source a part of it. */
#include "fuzz.h"

#include "base/hash.h"
#include "base/text.h"
#include "formats/markdown.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct html_clean_options options = {0};
    struct arena *a = arena_new(FUZZ_ARENA_BYTES);
    const char *text = (const char *)data;
    struct md_text t = {0};

    hash_init();
    if (text_utf8_valid(text, size) &&
        markdown_read(a, text, size, &options, &t) == OK) {
        for (size_t i = 0; i < t.segment_count; i++) {
            const struct md_segment *s = &t.segments[i];

            FUZZ_CHECK(s->kind && s->source);
            FUZZ_CHECK(strcmp(s->kind, "footnotes") == 0 ||
                       strstr(arena_textn(a, text, size), s->source));
            fuzz_check_html(s->html.html, s->html.len);
        }
    }
    arena_free(a);
    return 0;
}
