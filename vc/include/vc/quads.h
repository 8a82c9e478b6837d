/* SPDX-License-Identifier: Apache-2.0 */
/* N-Quads (RDF 1.1 N-Quads): reader and writer. */
#ifndef VC_QUADS_H
#define VC_QUADS_H

#include "vc/buf.h"
#include "vc/dataset.h"

/* Reads a whole document into `out` (prepared here, in the arena). Texts
 * without escapes are views into `text`, which must live as long. Errors:
 * VC_QUADS_SYNTAX and VC_JSON_UTF8 with line and column, VC_LIMIT (more quads
 * than `max_count`; 0 = default), VC_NO_MEMORY. */
enum vc_status vc_quads_read(struct vc_arena *arena, struct vc_view text,
                             size_t max_count, struct vc_dataset *out,
                             struct vc_error *error);

/* One term in canonical form: only \b \t \n \f \r \" \\ and, as \uXXXX, the other
 * controls, U+007F, U+FFFE and U+FFFF are escaped. A blank node is written
 * under the label it has. */
void vc_quads_write_term(struct vc_buf *buf, const struct vc_term *term);

/* One line in canonical form (RDFC-1.0 section 5.2) with the final newline;
 * blank nodes under the labels they have. */
void vc_quads_write_quad(struct vc_buf *buf, const struct vc_quad *quad);

/* All quads in the order of the dataset. Errors: VC_NO_MEMORY, VC_LIMIT. */
enum vc_status vc_quads_write(struct vc_arena *arena,
                              const struct vc_dataset *dataset,
                              struct vc_view *out);

#endif
