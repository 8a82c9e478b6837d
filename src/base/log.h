/* SPDX-License-Identifier: Apache-2.0 */
/* log: one line per event on standard error, key=value, English.
 *
 * Never a secret, never a personal value: rows are named by id.
 */
#ifndef QUIPU_BASE_LOG_H
#define QUIPU_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum { LOG_LEVELS = LOG_ERROR + 1 };

/* Lines below this level are not written. Default LOG_INFO. */
void log_set_level(enum log_level level);

/* Each line as a JSON object instead: time, level, event, id (of the request,
 * if there is one) and the key=value pairs as members; what is no pair becomes
 * "text". Numbers stay numbers. */
void log_set_json(bool on);

/* Lines of this thread belong to this request from now on ("" = to none). */
void log_set_request(const char *id);

/* How many lines of a level were written, for the metrics. */
int64_t log_count(enum log_level level);

/* Write `what` and, as printf would, `format` after it. */
void log_line(enum log_level level, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Write one line and end the process (abort). For what cannot be gone on
 * from: an empty heap, a failed sync. */
_Noreturn void log_fatal(const char *what, const char *key, int64_t value);

#endif
