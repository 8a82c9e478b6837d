/* SPDX-License-Identifier: Apache-2.0 */
/* socket: sockets that listen, and what may be asked of them. */
#ifndef QUIPU_HTTP_SOCKET_H
#define QUIPU_HTTP_SOCKET_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { SOCKET_BACKLOG = 1024 };

/* Listen on "HOST:PORT" or "[HOST]:PORT". On failure `why` gets an English
 * sentence. */
enum err socket_open(const char *address, int *fd, char *why, size_t why_size);

int socket_port(int fd);

/* Can only this machine reach it? */
bool socket_is_loopback(int fd);

/* Write such a sentence; gives ERR_CONFLICT. */
enum err socket_explain(char *why, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
