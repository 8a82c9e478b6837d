/* SPDX-License-Identifier: Apache-2.0 */
/* zip: gzip (RFC 1952) without name and time, so that the same bytes give the
 * same file. Only by the libraries of the system: verifiers pack nothing. */
#ifndef VC_ZIP_H
#define VC_ZIP_H

#include "vc/alloc.h"
#include "vc/status.h"

/* At most 4 GiB. Errors: VC_LIMIT, VC_NO_MEMORY. */
enum vc_status vc_zip_gzip(struct vc_arena *arena, struct vc_view bytes,
                           struct vc_view *out);

#endif
