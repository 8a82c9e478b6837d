/* SPDX-License-Identifier: Apache-2.0 */
/* lock: one process writes to a data folder. The kernel gives the lock back
 * when the process ends, however it ends. */
#ifndef QUIPU_DB_LOCK_H
#define QUIPU_DB_LOCK_H

#include "base/err.h"

#include <stddef.h>

/* Take FOLDER/lock and write our process id into it. `fd` is to be given to
 * lock_drop. ERR_CONFLICT: somebody has it; `why` names the process id. */
enum err lock_take(int *fd, const char *folder, char *why, size_t why_size);

/* -1 does nothing. */
void lock_drop(int fd);

#endif
