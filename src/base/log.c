/* SPDX-License-Identifier: Apache-2.0 */
/* log: each line leaves in a single write, so that threads never mix. */

#include "base/log.h"

#include "base/clock.h"
#include "base/date.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static _Atomic(enum log_level) lowest = LOG_INFO;

static const char *const names[] = {"debug", "info", "warn", "error"};

void
log_set_level(enum log_level level)
{
    atomic_store(&lowest, level);
}

static void
write_line(char *line, size_t size, int used)
{
    size_t len = used < 0 ? 0 : (size_t)used;

    if (len > size - 2) {
        len = size - 2;
    }
    /* A line is a line, whatever stands in the values. */
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)line[i] < 0x20) {
            line[i] = ' ';
        }
    }
    line[len] = '\n';
    if (write(STDERR_FILENO, line, len + 1) < 0) {
        return; /* nowhere left to complain */
    }
}

void
log_line(enum log_level level, const char *what, const char *format, ...)
{
    char line[1024];
    char stamp[DATE_STAMP_SIZE];
    int n;
    va_list ap;

    if (level < atomic_load(&lowest)) {
        return;
    }
    date_stamp(clock_now_ms(), stamp);
    n = snprintf(line, sizeof line, "%s %s %s%s", stamp, names[level], what,
                 format[0] ? " " : "");
    if (n > 0 && (size_t)n < sizeof line) {
        va_start(ap, format);
        n += vsnprintf(line + n, sizeof line - (size_t)n, format, ap);
        va_end(ap);
    }
    write_line(line, sizeof line, n);
}

_Noreturn void
log_fatal(const char *what, const char *key, int64_t value)
{
    log_line(LOG_ERROR, what, "%s=%lld fatal=1", key, (long long)value);
    abort();
}
