/* SPDX-License-Identifier: Apache-2.0 */
/* What a call of the library says: an outcome, and where in the input. */
#ifndef VC_STATUS_H
#define VC_STATUS_H

#include <stddef.h>

/* clang then reports every result that nobody looks at; gcc knows the
 * attribute only on functions. */
#if defined(__clang__)
#define VC_MUST_USE __attribute__((warn_unused_result))
#else
#define VC_MUST_USE
#endif

enum VC_MUST_USE vc_status {
#define VC_STATUS(name, text) name,
#include "vc/status.def"
#undef VC_STATUS
    VC_STATUS_COUNT
};

/* Filled by the call that failed, left alone by one that worked. The caller
 * owns it; every function takes NULL where nobody wants to know. */
struct vc_error {
    enum vc_status status;
    size_t line;       /* from 1; 0 where the input is not text */
    size_t column;     /* bytes from 1 */
    char path[256];    /* JSON Pointer into the document, or "" */
    char message[256]; /* one English sentence with the word that is at fault */
};

/* The text of a status, for JSON-LD its error code. Never NULL. */
const char *vc_status_text(enum vc_status status);

/* The name of a status as written in C ("VC_OK"). Never NULL. */
const char *vc_status_name(enum vc_status status);

/* Fill `error` (may be NULL) with a printf text cut at its size; returns
 * `status`, so that a failing function can end with it. */
enum vc_status vc_error_set(struct vc_error *error, enum vc_status status,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Pass a failure up; the good case goes straight on. */
#define VC_TRY(call)                                                           \
    do {                                                                       \
        enum vc_status vc_try_status = (call);                                 \
        if (__builtin_expect(vc_try_status != VC_OK, 0))                       \
            return vc_try_status;                                              \
    } while (0)

#endif
