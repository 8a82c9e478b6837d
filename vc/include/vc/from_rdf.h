/* SPDX-License-Identifier: Apache-2.0 */
/* RDF to JSON-LD (JSON-LD 1.1 API, section 9.1, fromRdf). */
#ifndef VC_FROM_RDF_H
#define VC_FROM_RDF_H

#include "vc/json.h"
#include "vc/to_rdf.h"

struct vc_from_rdf_options {
    enum vc_rdf_direction direction; /* how base directions are written */
    bool native_types;               /* useNativeTypes: numbers, booleans */
    bool rdf_type;                   /* useRdfType: rdf:type is no @type */
    bool mode_1_0;                   /* processingMode json-ld-1.0 */
    bool ordered;                    /* nodes in the order of their names */
};

/* Turns quads into an expanded document. Texts are shared with `dataset`, which
 * must live as long as the result. `options` and `error` may be NULL.
 *
 * Nothing is lost: what only looks like a list or a compound literal (nodes of
 * it stand elsewhere too, or form a ring) stays the nodes it is; so does a
 * number that a double cannot hold. Work and memory are linear in the dataset.
 * Errors: VC_LD_INVALID_JSON_LITERAL, VC_LD_INVALID_LANGUAGE_TAGGED_STRING,
 * VC_LD_INVALID_BASE_DIRECTION, VC_LIMIT (lists nested too deeply),
 * VC_NO_MEMORY. */
enum vc_status vc_from_rdf(struct vc_arena *arena,
                           const struct vc_dataset *dataset,
                           const struct vc_from_rdf_options *options,
                           struct vc_json **out, struct vc_error *error);

#endif
