/* SPDX-License-Identifier: Apache-2.0 */
/* credential: issue one: check its form, sign it, write it. */
#ifndef VC_CREDENTIAL_H
#define VC_CREDENTIAL_H

#include "vc/badge.h"
#include "vc/proof.h"

/* Issue the unsigned credential in `text`: strict JSON, the strict form of
 * vc_badge_check, no proof yet, the issuer being the controller of
 * `terms->method`. The signed document is compact JSON in the arena. Errors:
 * those of vc_json_parse, vc_badge_check and vc_proof_make; VC_KEY_CONTROLLER.
 * `rules` may be NULL; its `strict` is always taken as true. */
enum vc_status vc_credential_issue(struct vc_arena *arena,
                                   const struct vc_proof_tools *tools,
                                   struct vc_view text,
                                   const struct vc_badge_rules *rules,
                                   const struct vc_proof_terms *terms,
                                   struct vc_view *out, struct vc_error *error);

#endif
