/* SPDX-License-Identifier: Apache-2.0 */
/* Accept-Language and prefixes of paths: any text gives a language that ships
 * or none, and the path goes on inside the text. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/tr.h"
#include "http/lang.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const char *text = arena_textn(a, (const char *)data, size);
    const char *path = text;
    const struct lang *l = lang_accepted(text), *prefix = lang_prefix(&path);

    if ((l && !lang_find(l->tag)) || (prefix && path[0] != '/') ||
        (!prefix && path != text)) {
        abort();
    }
    arena_free(a);
    return 0;
}
