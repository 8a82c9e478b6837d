/* SPDX-License-Identifier: Apache-2.0 */
/* status_list_bits: what reading and making lists share. */
#ifndef VC_STATUS_LIST_BITS_H
#define VC_STATUS_LIST_BITS_H

#include "unzip.h"

#include "vc/status_list.h"

/* `size` bits, the highest first, from `offset` (0 to 7) on. */
unsigned vc_status_list_bits(const uint8_t pair[2], unsigned offset,
                             unsigned size);

/* Unpack an encoded list into `sink`, which sets the limit. */
enum vc_status vc_status_list_unzip(struct vc_arena *arena,
                                    struct vc_view encoded,
                                    struct vc_unzip_sink sink,
                                    struct vc_error *error);

#endif
