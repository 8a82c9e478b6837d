/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_errors: whether OpenSSL refused what it was given, or was short of
 * memory: no key and no signature is called wrong because of the latter. */
#ifndef VC_CRYPTO_ERRORS_H
#define VC_CRYPTO_ERRORS_H

#include <openssl/err.h>
#include <stdbool.h>

/* Empties OpenSSL's list of errors. Whether it has `something` to say, and all of
 * that is `library` speaking of its own subject, or others saying that it did. */
static inline bool
crypto_blames_input(int library, bool something)
{
    bool blames = true;

    for (unsigned long e = ERR_get_error(); e != 0; e = ERR_get_error()) {
        bool own = ERR_GET_LIB(e) == library && ERR_GET_RFLAGS(e) == 0;
        bool passed_on = ERR_GET_REASON(e) == (library | ERR_RFLAG_COMMON);

        something = something || own;
        blames = blames && (own || passed_on);
    }
    return blames && something;
}

#endif
