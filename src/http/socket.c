/* SPDX-License-Identifier: Apache-2.0 */
/* socket: sockets that listen. */

#include "http/socket.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum err
socket_explain(char *why, size_t size, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vsnprintf(why, size, format, ap);
    va_end(ap);
    return ERR_CONFLICT;
}

/* "host:port" or "[host]:port" apart. */
static bool
split(const char *s, char host[256], char port[16])
{
    const char *colon = strrchr(s, ':');
    size_t n;

    if (!colon || strlen(colon + 1) >= 16 || !colon[1]) {
        return false;
    }
    n = (size_t)(colon - s);
    if (n >= 2 && s[0] == '[' && s[n - 1] == ']') {
        s++;
        n -= 2;
    }
    if (n == 0 || n >= 256) {
        return false;
    }
    memcpy(host, s, n);
    host[n] = '\0';
    snprintf(port, 16, "%s", colon + 1);
    return true;
}

static int
bind_one(const struct addrinfo *a)
{
    int on = 1;
    int fd =
        socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    }
    if (bind(fd, a->ai_addr, a->ai_addrlen) < 0 ||
        listen(fd, SOCKET_BACKLOG) < 0) {
        int code = errno;

        close(fd);
        errno = code;
        return -1;
    }
    return fd;
}

enum err
socket_open(const char *address, int *fd, char *why, size_t why_size)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found;
    char host[256], port[16];

    if (!split(address, host, port)) {
        return socket_explain(
            why, why_size,
            "'%s' is no address to listen on. Write HOST:PORT, "
            "such as 127.0.0.1:8080.",
            address);
    }
    if (getaddrinfo(host, port, &hints, &found) != 0) {
        return socket_explain(why, why_size, "The host '%s' is not known here.",
                              host);
    }
    *fd = bind_one(found);
    freeaddrinfo(found);
    if (*fd < 0) {
        return socket_explain(
            why, why_size,
            "Cannot listen on %s: %s. Is another program there? "
            "Choose another port.",
            address, strerror(errno));
    }
    return OK;
}

int
socket_port(int fd)
{
    struct sockaddr_storage a;
    socklen_t len = sizeof a;

    if (getsockname(fd, (struct sockaddr *)&a, &len) < 0) {
        return 0;
    }
    return ntohs(a.ss_family == AF_INET6
                     ? ((struct sockaddr_in6 *)&a)->sin6_port
                     : ((struct sockaddr_in *)&a)->sin_port);
}

bool
socket_is_loopback(int fd)
{
    struct sockaddr_storage a;
    socklen_t len = sizeof a;

    if (getsockname(fd, (struct sockaddr *)&a, &len) < 0) {
        return false;
    }
    if (a.ss_family == AF_INET6) {
        return IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&a)->sin6_addr);
    }
    return ntohl(((struct sockaddr_in *)&a)->sin_addr.s_addr) >> 24 == 127;
}
