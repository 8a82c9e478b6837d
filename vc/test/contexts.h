/* SPDX-License-Identifier: Apache-2.0 */
/* A context set out of the outside folder, under the published addresses. */
#ifndef VC_TEST_CONTEXTS_H
#define VC_TEST_CONTEXTS_H

#include "outside.h"

#include "vc/context.h"
#include "vc/json.h"

static inline struct vc_context_set *
outside_contexts(struct vc_arena *arena)
{
    struct vc_context_set *set = NULL;
    struct vc_json *index = NULL;
    struct vc_view text = outside_read(arena, "contexts/index.json");

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(arena, text, NULL, &index, NULL), VC_OK);
    assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
    for (VC_JSON_EACH(entry, vc_json_get(index, VC_VIEW("contexts")))) {
        struct vc_view file = vc_json_get_text(entry, VC_VIEW("file"));
        char path[200];

        snprintf(path, sizeof(path), "contexts/%.*s", (int)file.size,
                 file.data);
        assert_int_equal(
            vc_context_set_add(set, vc_json_get_text(entry, VC_VIEW("url")),
                               outside_read(arena, path), NULL),
            VC_OK);
    }
    return set;
}

#endif
