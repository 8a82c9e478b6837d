/* SPDX-License-Identifier: Apache-2.0 */
/* proof_hash: what a proof signs. */
#ifndef VC_PROOF_HASH_H
#define VC_PROOF_HASH_H

#include "vc/proof.h"

/* The two hashes that `proof` signs, in its form. `of_document` may come
 * filled, from another proof over the same RDF; else its size is 0. A chained
 * proof covers the proofs it names as well. Errors: VC_PROOF_FORM and those of
 * vc_proof_hash_document. */
enum vc_status
vc_proof_hash_both(struct vc_arena *arena, const struct vc_proof_tools *tools,
                   const struct vc_json *document, const struct vc_proof *proof,
                   enum vc_hash hash, struct vc_proof_hash *of_document,
                   struct vc_proof_hash *of_options, struct vc_error *error);

/* Will a proof on these terms sign canonical JSON, which says nothing of what
 * is defined? */
bool vc_proof_signs_json(const struct vc_proof_terms *terms);

/* Is everything in the document, its proofs left out, defined by its contexts?
 * For those who sign its bytes: what RDF alone would lose (a base direction) is
 * theirs to keep. Errors: those of vc_expand and vc_to_rdf in safe mode. */
enum vc_status vc_proof_defined(struct vc_arena *arena,
                                const struct vc_proof_tools *tools,
                                const struct vc_json *document,
                                struct vc_error *error);

#endif
