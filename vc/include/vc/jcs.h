/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Canonicalization Scheme (RFC 8785). */
#ifndef VC_JCS_H
#define VC_JCS_H

#include "vc/json.h"

/* Appends the canonical text of `node`. Needs a tree whose texts are
 * well-formed UTF-8 and whose numbers are finite, as vc_json_parse makes it. A
 * failure stays in the buffer. */
void vc_jcs_write(struct vc_buf *buf, const struct vc_json *node);

/* The canonical text of `node` in the arena. Errors: VC_NO_MEMORY. */
enum vc_status vc_jcs(struct vc_arena *arena, const struct vc_json *node,
                      struct vc_view *out);

#endif
