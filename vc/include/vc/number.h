/* SPDX-License-Identifier: Apache-2.0 */
/* Doubles and their texts, exact in both directions, independent of locale. */
#ifndef VC_NUMBER_H
#define VC_NUMBER_H

#include "vc/view.h"

/* Enough for every text written here. */
enum { VC_NUMBER_BYTES = 32 };

/* The double nearest to a JSON number (RFC 8259 section 6), ties to even.
 * `text` must have that form. False when it is too large for a double. */
bool vc_number_parse(struct vc_view text, double *out);

/* Shortest text that reads back as `value`, in the form of ECMAScript's
 * Number::toString (RFC 8785 section 3.2.2.3). `value` must be finite. Returns
 * the bytes written, no NUL. */
size_t vc_number_write(double value, char out[VC_NUMBER_BYTES]);

/* The canonical lexical form of xsd:double as JSON-LD 1.1 API section 8.6
 * step 8 makes it: at most 15 digits after the point, "1.1E0". */
size_t vc_number_write_double(double value, char out[VC_NUMBER_BYTES]);

/* All digits of a double without a fraction part and below 1e21. */
size_t vc_number_write_integer(double value, char out[VC_NUMBER_BYTES]);

#endif
