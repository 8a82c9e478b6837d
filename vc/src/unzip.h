/* SPDX-License-Identifier: Apache-2.0 */
/* unzip: deflate streams (RFC 1951) in gzip and zlib wrapping, a piece at a
 * time, so that a bomb costs no memory.
 *
 * The face has two bodies: unzip.c by zlib, and small/unzip_small.c with nothing
 * below it, for WebAssembly. */
#ifndef VC_UNZIP_H
#define VC_UNZIP_H

#include "vc/alloc.h"
#include "vc/status.h"

enum vc_unzip_form { VC_UNZIP_GZIP = 1, VC_UNZIP_ZLIB };

/* Takes the next unpacked piece. Anything but VC_OK ends the work, and is what
 * vc_unzip returns: that is how a caller sets a limit. */
struct vc_unzip_sink {
    enum vc_status (*take)(void *user, const uint8_t *bytes, size_t len);
    void *user;
};

/* Unpacks exactly one stream, checksum included; scratch memory out of `arena`.
 * VC_INVALID: damaged, cut short, or followed by other bytes. */
enum vc_status vc_unzip(struct vc_arena *arena, enum vc_unzip_form form,
                        struct vc_view packed, struct vc_unzip_sink sink);

/* CRC-32 of gzip and PNG; begin with 0, go on with what it returned. */
uint32_t vc_unzip_crc32(uint32_t crc, const void *bytes, size_t len);

#endif
