/* SPDX-License-Identifier: Apache-2.0 */
/* picture: the side of the caller: a child process for each picture. */

#include "formats/picture.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKER_MS = 8000, PIECE = 64 * 1024, HEAD = 8 };

/* A child with one socket as its input and output. -1 = none. */
static pid_t
start_worker(int *fd)
{
    static char name[] = "quipu", word[] = PICTURE_WORKER;
    char *const argv[] = {name, word, NULL};
    char *const environment[] = {NULL};
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t pid = -1;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return -1;
    }
    if (posix_spawn_file_actions_init(&actions) == 0) {
        if (posix_spawn_file_actions_adddup2(&actions, ends[1], 0) != 0 ||
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1) != 0 ||
            posix_spawn(&pid, "/proc/self/exe", &actions, NULL, argv,
                        environment) != 0) {
            pid = -1;
        }
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return -1;
    }
    *fd = ends[0];
    return pid;
}

/* Write what is left, read what comes, until the child closes or the time is
 * over. */
static bool
talk(int fd, const char *p, size_t len, struct buf *answer)
{
    int64_t end = clock_steady_ms() + WORKER_MS;
    bool sending = true;

    for (;;) {
        struct pollfd at = {.fd = fd, .events = POLLIN};
        int64_t left = end - clock_steady_ms();
        char *room;
        ssize_t n;

        if (sending && len == 0) {
            shutdown(fd, SHUT_WR);
            sending = false;
        }
        at.events = sending ? POLLIN | POLLOUT : POLLIN;
        if (left <= 0 || poll(&at, 1, (int)left) <= 0) {
            return false;
        }
        if (sending && at.revents & POLLOUT) {
            n = send(fd, p, len, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0 && errno != EAGAIN) {
                sending = false; /* refused early: its status tells */
            } else if (n > 0) {
                p += n;
                len -= (size_t)n;
            }
        }
        if (at.revents & (POLLIN | POLLHUP)) {
            room = buf_room(answer, PIECE);
            n = room ? recv(fd, room, PIECE, 0) : -1;
            if (n <= 0) {
                return n == 0;
            }
            buf_add(answer, (size_t)n);
        }
    }
}

static int64_t
number(const unsigned char *p)
{
    return (int64_t)p[0] << 24 | (int64_t)p[1] << 16 | (int64_t)p[2] << 8 |
           p[3];
}

enum err
picture_convert(struct arena *a, const void *p, size_t len, struct picture *out)
{
    struct buf answer;
    int fd = -1, status = 0;
    bool whole;
    pid_t pid;

    if (len > LIMIT_PICTURE_BYTES) {
        return ERR_INVALID;
    }
    pid = start_worker(&fd);
    if (pid < 0) {
        return ERR_INTERNAL;
    }
    buf_init(&answer, LIMIT_PICTURE_BYTES + PIECE);
    whole = talk(fd, p, len, &answer);
    close(fd);
    if (!whole) {
        kill(pid, SIGKILL);
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    whole = whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
            answer.len > HEAD;
    if (whole) {
        const unsigned char *head = (const unsigned char *)answer.data;

        *out = (struct picture){
            .data = arena_copy(a, answer.data + HEAD, answer.len - HEAD),
            .len = answer.len - HEAD,
            .type = "image/webp",
            .width = number(head),
            .height = number(head + 4),
        };
    }
    buf_free(&answer);
    if (whole) {
        return OK;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 1 ? ERR_INVALID
                                                         : ERR_LIMIT;
}
