/* SPDX-License-Identifier: Apache-2.0 */
/* edwards: Ed25519 verification (RFC 8032). For public numbers only. */
#ifndef VC_EDWARDS_H
#define VC_EDWARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As vc_crypto_ed25519_verify: false also for S >= L, for keys and R of small
 * order and for encodings that are not canonical. */
bool vc_edwards_verify(const uint8_t public_key[32], const void *bytes,
                       size_t len, const uint8_t signature[64]);

#endif
