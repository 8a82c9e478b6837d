/* SPDX-License-Identifier: Apache-2.0 */
/* ini: lines `key = value`. */

#include "formats/ini.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

/* More than any file of ours has; keys are compared one by one. */
enum { LINES_MAX = 2000 };

const char *
ini_get(const struct ini *ini, const char *key)
{
    for (size_t i = 0; i < ini->count; i++) {
        if (strcmp(ini->items[i].key, key) == 0) {
            return ini->items[i].value;
        }
    }
    return NULL;
}

static enum err
parse_line(struct arena *a, const char *s, size_t len, int line,
           struct ini *out)
{
    const char *text = text_clean(a, arena_textn(a, s, len));
    const char *eq = strchr(text, '=');
    const char *key;

    if (!*text || *text == '#') {
        return OK;
    }
    if (!eq || eq == text) {
        return ERR_INVALID;
    }
    key = text_clean(a, arena_textn(a, text, (size_t)(eq - text)));
    if (!*key || ini_get(out, key) || out->count == LINES_MAX) {
        return ERR_INVALID;
    }
    out->items[out->count++] = (struct ini_line){
        .key = key, .value = text_clean(a, eq + 1), .line = line};
    return OK;
}

enum err
ini_parse(struct arena *a, const char *text, size_t len, struct ini *out,
          int *line)
{
    const char *end = text + len;

    *out = (struct ini){0};
    *line = 0;
    if (!text_utf8_valid(text, len)) {
        return ERR_INVALID;
    }
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
    }
    out->items = ARENA_ARRAY(a, LINES_MAX, struct ini_line);
    while (text < end) {
        const char *lf = memchr(text, '\n', (size_t)(end - text));
        const char *stop = lf ? lf : end;

        ++*line;
        TRY(parse_line(a, text, (size_t)(stop - text), *line, out));
        text = stop + 1;
    }
    return OK;
}
