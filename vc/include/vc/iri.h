/* SPDX-License-Identifier: Apache-2.0 */
/* IRIs (RFC 3987) by the grammar of RFC 3986: parts, resolving, forms. */
#ifndef VC_IRI_H
#define VC_IRI_H

#include "vc/alloc.h"
#include "vc/status.h"
#include "vc/view.h"

/* The five parts, without their delimiters. data is NULL where a part is
 * absent; the path is never absent. */
struct vc_iri {
    struct vc_view scheme;
    struct vc_view authority;
    struct vc_view path;
    struct vc_view query;
    struct vc_view fragment;
};

/* RFC 3986 appendix B; every text has parts. */
void vc_iri_split(struct vc_view text, struct vc_iri *out);

/* Scheme, colon, and no white space behind it. */
bool vc_iri_is_absolute(struct vc_view text);

/* Absolute, every character may stand in an N-Quads IRIREF, one "#" at most. */
bool vc_iri_is_well_formed(struct vc_view text);

/* `reference` against the absolute `base` (RFC 3986 section 5.2, strict, dot
 * segments removed). Errors: VC_NO_MEMORY. */
enum vc_status vc_iri_resolve(struct vc_arena *arena, struct vc_view base,
                              struct vc_view reference, struct vc_view *out);

/* A reference that leads from the absolute `base` to the absolute `iri`
 * (vc_iri_resolve gives `iri` again) and is a path, a query or a fragment; `iri`
 * itself where there is none. Errors: VC_NO_MEMORY. */
enum vc_status vc_iri_relative(struct vc_arena *arena, struct vc_view base,
                               struct vc_view iri, struct vc_view *out);

#endif
