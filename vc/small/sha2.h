/* SPDX-License-Identifier: Apache-2.0 */
/* sha2: SHA-256, SHA-384 and SHA-512 (FIPS 180-4). */
#ifndef VC_SHA2_H
#define VC_SHA2_H

#include <stddef.h>
#include <stdint.h>

enum vc_sha2_kind { VC_SHA2_256 = 32, VC_SHA2_384 = 48, VC_SHA2_512 = 64 };

enum { VC_SHA2_MAX_BLOCK = 128, VC_SHA2_MAX_HASH = 64 };

struct vc_sha2 {
    enum vc_sha2_kind kind; /* bytes of the hash */
    uint64_t state[8];      /* the low halves only, for SHA-256 */
    uint64_t bytes;         /* taken so far */
    uint8_t block[VC_SHA2_MAX_BLOCK];
};

void vc_sha2_begin(struct vc_sha2 *h, enum vc_sha2_kind kind);
void vc_sha2_more(struct vc_sha2 *h, const void *bytes, size_t len);

/* Writes `kind` bytes. */
void vc_sha2_end(struct vc_sha2 *h, uint8_t *out);

#endif
