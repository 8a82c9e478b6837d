/* SPDX-License-Identifier: Apache-2.0 */
/* presentation: the form of what a holder puts together out of credentials (VC
 * Data Model 2.0, section 4.13). Nothing of signatures. */
#ifndef VC_PRESENTATION_H
#define VC_PRESENTATION_H

#include "vc/badge.h"

enum { VC_PRESENTATION_MAX_CREDENTIALS = 64 };

/* Check a presentation and the form of every credential in it; enveloped ones
 * (a data: address of a token) only as envelopes. Whether a credential without
 * a proof is the holder's own is for whoever judges the proof of the whole.
 * Errors: those of vc_badge_check, VC_LIMIT. `rules` may be NULL. */
enum vc_status vc_presentation_check(const struct vc_json *document,
                                     const struct vc_badge_rules *rules,
                                     struct vc_error *error);

#endif
