/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD to RDF (JSON-LD 1.1 API, section 9.1, toRdf). */
#ifndef VC_TO_RDF_H
#define VC_TO_RDF_H

#include "vc/dataset.h"
#include "vc/expand.h"

enum vc_rdf_direction {
    VC_RDF_DIRECTION_NONE, /* base directions are lost */
    VC_RDF_DIRECTION_I18N_DATATYPE,
    VC_RDF_DIRECTION_COMPOUND_LITERAL
};

struct vc_to_rdf_options {
    enum vc_rdf_direction direction;
    bool safe;        /* what could not become a quad is an error */
    bool generalized; /* blank nodes may stand as predicates */
    size_t max_quads; /* 0 = 1,000,000 */
};

/* Turns an expanded document (of vc_expand) into quads, in the order of the
 * document. Blank nodes get new labels b0, b1 …. Texts are shared with
 * `expanded`. What has no place in RDF (relative IRIs, blank node predicates)
 * is left out, or an error with `safe`. Language tags become lower case, as the
 * standard allows and the reference does. Errors: VC_SAFE_*, VC_LIMIT,
 * VC_NO_MEMORY. `options` may be NULL. */
enum vc_status vc_to_rdf(struct vc_arena *arena, const struct vc_json *expanded,
                         const struct vc_to_rdf_options *options,
                         struct vc_dataset *out, struct vc_error *error);

#endif
