/* SPDX-License-Identifier: Apache-2.0 */
/* Names and texts of the outcomes, and the writing of an error. */
#include "vc/status.h"

#include <stdarg.h>
#include <stdio.h>

const char *
vc_status_text(enum vc_status status)
{
    static const char *const text[] = {
#define VC_STATUS(name, text) text,
#include "vc/status.def"
#undef VC_STATUS
    };
    return (size_t)status < VC_STATUS_COUNT ? text[status] : "unknown status";
}

const char *
vc_status_name(enum vc_status status)
{
    static const char *const name[] = {
#define VC_STATUS(name, text) #name,
#include "vc/status.def"
#undef VC_STATUS
    };
    return (size_t)status < VC_STATUS_COUNT ? name[status] : "unknown status";
}

enum vc_status
vc_error_set(struct vc_error *error, enum vc_status status, const char *format,
             ...)
{
    if (!error)
        return status;
    va_list list;
    va_start(list, format);
    error->status = status;
    error->line = 0;
    error->column = 0;
    error->path[0] = '\0';
    vsnprintf(error->message, sizeof error->message, format, list);
    va_end(list);
    return status;
}
