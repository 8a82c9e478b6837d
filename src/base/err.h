/* SPDX-License-Identifier: Apache-2.0 */
/* err: the one signal of failure inside the application.
 *
 * The value says what a caller may do about it and has a meaning in HTTP; the
 * text for the person and the field stand in the context (core/ctx.h).
 */
#ifndef QUIPU_BASE_ERR_H
#define QUIPU_BASE_ERR_H

#include <stddef.h>

/* On an enum only clang understands it: then every ignored result of that type
 * is reported. gcc warns at the attribute itself, so clang builds are part of
 * `make check`. */
#ifdef __clang__
#define MUST_USE __attribute__((warn_unused_result))
#else
#define MUST_USE
#endif

enum MUST_USE err {
    OK = 0,
    ERR_INVALID,  /* 422: the person can correct it; text and field are set */
    ERR_DENIED,   /* 403: may see that it exists, may not do this */
    ERR_MISSING,  /* 404: not there, or not for this person to know */
    ERR_CONFLICT, /* 409: somebody else was first */
    ERR_LIMIT,    /* 413 or 429: too much, or too often */
    ERR_FULL,     /* 507: no space left; reading goes on */
    ERR_BUSY,     /* 503: try again shortly */
    ERR_INTERNAL  /* 500: a fault of ours; details in the log only */
};

/* Pass an error up and keep the good case straight. */
#define TRY(call)                                                              \
    do {                                                                       \
        enum err try_err_ = (call);                                            \
        if (try_err_ != OK) {                                                  \
            return try_err_;                                                   \
        }                                                                      \
    } while (0)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
