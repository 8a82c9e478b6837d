/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD expansion (JSON-LD 1.1 API, section 9.1, expand). */
#ifndef VC_EXPAND_H
#define VC_EXPAND_H

#include "vc/context.h"

/* All zero is right for credentials but for `safe`. */
struct vc_expand_options {
    struct vc_view base; /* absolute; NULL data: relative IRIs stay relative */
    const struct vc_json *expand_context; /* or NULL */
    struct vc_loader loader;    /* for addresses the set does not have */
    bool mode_1_0;              /* processingMode json-ld-1.0 */
    bool ordered;               /* members in the order of their names */
    bool safe;                  /* whatever would be lost is an error */
    size_t max_context_work;    /* term definitions; 0 = 100,000 */
    size_t max_remote_contexts; /* in a chain of inclusion; 0 = 32 */
};

/* Expands `document` into an array of node objects in the arena; texts and
 * subtrees of `document` and of the set are shared, so all three must live as
 * long as the result. `set` and `options` may be NULL. Recursion is as deep as
 * the document: 512 levels need half a megabyte of stack, the default of
 * vc_json_parse a quarter of that. Errors: VC_LD_* of the standard, VC_SAFE_*
 * with the path and the word at fault, VC_LIMIT, VC_NO_MEMORY. */
enum vc_status vc_expand(struct vc_arena *arena,
                         const struct vc_context_set *set,
                         const struct vc_json *document,
                         const struct vc_expand_options *options,
                         struct vc_json **out, struct vc_error *error);

#endif
