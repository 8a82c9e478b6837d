/* SPDX-License-Identifier: Apache-2.0 */
/* rsa: signatures of PKCS #1 version 1.5 with SHA-256 (RS256), checked. */
#ifndef VC_RSA_H
#define VC_RSA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Check a signature over a hash of 32 bytes. The modulus (up to 4096 bits) is
 * given highest byte first, without leading zeros. */
bool vc_rsa_verify(const uint8_t *modulus, size_t modulus_len,
                   uint32_t exponent, const uint8_t hash[32],
                   const uint8_t *signature, size_t signature_len);

#endif
