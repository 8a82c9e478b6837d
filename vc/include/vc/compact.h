/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD compaction (JSON-LD 1.1 API, section 9.1, compact). */
#ifndef VC_COMPACT_H
#define VC_COMPACT_H

#include "vc/context.h"

/* All zero is the default of the standard, without a base. */
struct vc_compact_options {
    struct vc_view base;     /* of relative references and relative context
                              * addresses; absolute, or NULL data */
    struct vc_loader loader; /* for addresses the set does not have */
    bool mode_1_0;           /* processingMode json-ld-1.0 */
    bool ordered;            /* members in the order of their names */
    bool keep_arrays;        /* compactArrays false: arrays of one stay */
    bool keep_absolute; /* compactToRelative false: references stay whole */
    size_t max_context_work;    /* term definitions; 0 = 100,000 */
    size_t max_remote_contexts; /* in a chain of inclusion; 0 = 32 */
};

/* Compacts an expanded document (of vc_expand, vc_flatten or vc_from_rdf) by
 * `context`: a context, or an object with one under "@context"; NULL compacts
 * by no context. `out` is one object; its "@context" is the one given unless
 * that is empty. Texts and subtrees of all inputs are shared, so that they must
 * live as long as the result. `set`, `options` and `error` may be NULL; the
 * path of an error leads into `expanded`.
 *
 * Work and memory are linear in the document but for the definitions that
 * max_context_work counts; 512 levels need half a megabyte of stack. What a
 * term has no room for (a second list of a list container, a second JSON
 * literal) stands under the whole IRI. Errors: VC_LD_* of the standard,
 * VC_INVALID (not an expanded document), VC_LIMIT (nested deeper than 1,024
 * nodes and lists, too many term definitions), VC_NO_MEMORY. */
enum vc_status vc_compact(struct vc_arena *arena,
                          const struct vc_context_set *set,
                          const struct vc_json *expanded,
                          const struct vc_json *context,
                          const struct vc_compact_options *options,
                          struct vc_json **out, struct vc_error *error);

#endif
