/* SPDX-License-Identifier: Apache-2.0 */
/* status_list: one bit of a W3C Bitstring Status List.
 *
 * Only the unpacking: that the list is signed, by whom, and current, is for
 * vc/verdict.h to judge.
 */
#ifndef VC_STATUS_LIST_H
#define VC_STATUS_LIST_H

#include "vc/alloc.h"
#include "vc/status.h"

#include <stdint.h>

enum {
    VC_STATUS_LIST_MIN_BITS = 131072,   /* fewer would tell whose bit it is */
    VC_STATUS_LIST_MAX_BYTES = 16 << 20 /* unpacked */
};

/* Read the number of an entry: decimal digits, no leading zero. False for
 * anything else. */
bool vc_status_list_index(struct vc_view text, uint64_t *out);

/* The bit `index` of an encoded list: multibase base64url (lists without the
 * prefix are about, and read), gzip, bit 0 the most significant of byte 0.
 * Errors, with a sentence: VC_INVALID (not such a list, too short, no such
 * bit), VC_LIMIT (unpacks to more than the maximum), VC_NO_MEMORY. */
enum vc_status vc_status_list_bit(struct vc_arena *arena,
                                  struct vc_view encoded, uint64_t index,
                                  bool *out, struct vc_error *error);

#endif
