/* SPDX-License-Identifier: Apache-2.0 */
/* ballast: a file of no use beside the database, given up when the disk is
 * full: what must still be written (log, index of the log, one more act) then
 * has room until somebody makes more. */
#ifndef QUIPU_DB_BALLAST_H
#define QUIPU_DB_BALLAST_H

#include <stdbool.h>
#include <stdint.h>

/* Take it on board: reserve `bytes` in FOLDER/ballast, unless that would leave
 * less than twice as much free. Is it there now? */
bool ballast_take(const char *folder, int64_t bytes);

/* Give it up. Was there one? */
bool ballast_drop(const char *folder);

#endif
