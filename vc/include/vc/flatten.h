/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD flattening (JSON-LD 1.1 API, section 9.1, flatten). */
#ifndef VC_FLATTEN_H
#define VC_FLATTEN_H

#include "vc/json.h"

struct vc_flatten_options {
    bool ordered;     /* graphs and nodes in the order of their names */
    size_t max_nodes; /* in all graphs together; 0 = 1,000,000 */
};

/* Flattens an expanded document (of vc_expand): every node stands once in its
 * graph, blank nodes get new labels _:b0, _:b1 …. The result is expanded too;
 * vc_compact compacts it. Texts and subtrees of `expanded` are shared, so that
 * it must live as long as the result. A node whose @id expansion could not read
 * is left out. `options` and `error` may be NULL; the path of an error leads
 * into `expanded`. Work and memory are linear in the document. Errors:
 * VC_LD_CONFLICTING_INDEXES, VC_INVALID (not an expanded document), VC_LIMIT
 * (too many nodes, nested too deeply), VC_NO_MEMORY. */
enum vc_status vc_flatten(struct vc_arena *arena,
                          const struct vc_json *expanded,
                          const struct vc_flatten_options *options,
                          struct vc_json **out, struct vc_error *error);

#endif
