/* SPDX-License-Identifier: Apache-2.0 */
/* log: one line per event on standard error, key=value, English.
 *
 * Never a secret, never a personal value: rows are named by id.
 */
#ifndef QUIPU_BASE_LOG_H
#define QUIPU_BASE_LOG_H

#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below this level are not written. Default LOG_INFO. */
void log_set_level(enum log_level level);

/* Write `what` and, as printf would, `format` after it. */
void log_line(enum log_level level, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Write one line and end the process (abort). For what cannot be gone on
 * from: an empty heap, a failed sync. */
_Noreturn void log_fatal(const char *what, const char *key, int64_t value);

#endif
