/* SPDX-License-Identifier: Apache-2.0 */
/* weierstrass: ECDSA verification on P-256 and P-384. For public numbers only. */
#ifndef VC_WEIERSTRASS_H
#define VC_WEIERSTRASS_H

#include "vc/crypto.h"

/* Write `point`, compressed or not, as 4, x and y (65 or 97 bytes). False when
 * it does not lie on the curve. */
bool vc_weierstrass_point(enum vc_curve curve, const uint8_t *point, size_t len,
                          uint8_t out[97]);

/* Check r and s (fixed numbers one after the other) over a hash of 32 (P-256)
 * or 48 (P-384) bytes. VC_PROOF_SIGNATURE, VC_KEY_FORM as
 * vc_crypto_ecdsa_verify. */
enum vc_status vc_weierstrass_verify(enum vc_curve curve, const uint8_t *point,
                                     size_t point_len, const uint8_t *hash,
                                     const uint8_t *signature,
                                     size_t signature_len);

#endif
