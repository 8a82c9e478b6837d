/* SPDX-License-Identifier: Apache-2.0 */
/* credential: issue one: check its form, sign it, write it. */
#ifndef VC_CREDENTIAL_H
#define VC_CREDENTIAL_H

#include "vc/badge.h"
#include "vc/proof.h"

/* Read what is to be issued: strict JSON, the strict form of vc_badge_check, no
 * proof yet, the issuer being the controller of `terms->method`. `rules` may
 * be NULL; its `strict` is always taken as true. Errors: those of vc_json_parse
 * and vc_badge_check; VC_FORM_MEMBER (it is signed already);
 * VC_KEY_CONTROLLER. */
enum vc_status vc_credential_read(struct vc_arena *arena, struct vc_view text,
                                  const struct vc_badge_rules *rules,
                                  const struct vc_proof_terms *terms,
                                  struct vc_json **out,
                                  struct vc_badge *out_badge,
                                  struct vc_error *error);

/* Issue the unsigned credential in `text` with an embedded proof. The signed
 * document is compact JSON in the arena. Errors: those of vc_credential_read
 * and vc_proof_make. As a token: vc/jwt.h. */
enum vc_status vc_credential_issue(struct vc_arena *arena,
                                   const struct vc_proof_tools *tools,
                                   struct vc_view text,
                                   const struct vc_badge_rules *rules,
                                   const struct vc_proof_terms *terms,
                                   struct vc_view *out, struct vc_error *error);

#endif
