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

#endif
