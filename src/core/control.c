/* SPDX-License-Identifier: Apache-2.0 */
/* control: commands over the folder's socket.
 *
 * Request: "quipu 1 COUNT\n", then the caller's folder and COUNT words, each as
 * "BYTES\n" and that many bytes. Answer: lines that start with o (output), e
 * (complaint) or p (progress), and last "x STATUS\n".
 */

#define _GNU_SOURCE /* struct ucred */

#include "core/control.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/store.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    PATH_SIZE = 4096,
    REQUEST_SECONDS = 5, /* a request is sent in one go */
    ANSWER_SECONDS = 20,
    LINE_MAX_BYTES = 4096,
    BACKLOG = 16,
    START_TRIES = 30, /* while a server that has the lock opens its socket */
    START_PAUSE_NS = 100 * 1000 * 1000
};

#define SOCKET_NAME "quipu.sock"

/* Where the lines of a call go: a socket, or our own terminal. */
struct control_link {
    int fd;    /* -1 = standard output and error */
    bool dead; /* nobody reads any more */
    const _Atomic bool *stopping;
};

struct control {
    char path[PATH_SIZE];
    int listener;
    int wake[2]; /* closed end wakes the thread */
    pthread_t thread;
    _Atomic bool stopping;
    struct store *store;
    control_fn fn;
    void *arg;
};

/* --- bytes --- */

static bool
send_all(int fd, const char *p, size_t len)
{
    while (len) {
        ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        p += n;
        len -= (size_t)n;
    }
    return true;
}

/* Bytes come through a buffer, so that lines cost few calls. */
struct input {
    int fd;
    char bytes[LINE_MAX_BYTES];
    size_t at, len;
};

static int
next_byte(struct input *in)
{
    if (in->at == in->len) {
        ssize_t n;

        do {
            n = recv(in->fd, in->bytes, sizeof in->bytes, 0);
        } while (n < 0 && errno == EINTR);
        if (n <= 0) {
            return -1;
        }
        in->at = 0;
        in->len = (size_t)n;
    }
    return (unsigned char)in->bytes[in->at++];
}

/* A line without its end; false at the end of input or above `size`. */
static bool
read_line(struct input *in, char *out, size_t size)
{
    size_t n = 0;
    int c;

    while ((c = next_byte(in)) >= 0 && c != '\n') {
        if (n + 1 >= size || c == '\0') {
            return false;
        }
        out[n++] = (char)c;
    }
    out[n] = '\0';
    return c == '\n';
}

static void
set_seconds(int fd, int option, int seconds)
{
    const struct timeval tv = {.tv_sec = seconds};

    setsockopt(fd, SOL_SOCKET, option, &tv, sizeof tv);
}

/* The socket's address. Names of sockets are short (108 bytes); a deep folder
 * is reached through an open descriptor of it, which the caller closes. */
static bool
address_of(const char *folder, struct sockaddr_un *address, int *folder_fd)
{
    int n = snprintf(address->sun_path, sizeof address->sun_path,
                     "%s/" SOCKET_NAME, folder);

    address->sun_family = AF_UNIX;
    *folder_fd = -1;
    if (n > 0 && (size_t)n < sizeof address->sun_path) {
        return true;
    }
    *folder_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    snprintf(address->sun_path, sizeof address->sun_path,
             "/proc/self/fd/%d/" SOCKET_NAME, *folder_fd);
    return *folder_fd >= 0;
}

/* --- lines of a call --- */

static void
show(char kind, const char *text)
{
    static _Atomic bool progress_stands;

    if (kind == 'p') {
        if (isatty(STDERR_FILENO)) {
            fprintf(stderr, "\r\033[K%s", text);
            atomic_store(&progress_stands, true);
        }
        return;
    }
    if (atomic_exchange(&progress_stands, false)) {
        fputs("\r\033[K", stderr);
    }
    fprintf(kind == 'o' ? stdout : stderr, "%s\n", text);
    fflush(kind == 'o' ? stdout : stderr);
}

static void
put_line(struct control_link *link, char kind, const char *text)
{
    char head = kind;

    if (!link || link->fd < 0) {
        show(kind, text);
    } else if (!link->dead) {
        link->dead = !send_all(link->fd, &head, 1) ||
                     !send_all(link->fd, text, strlen(text)) ||
                     !send_all(link->fd, "\n", 1);
    }
}

/* Cut into lines that the other side takes. */
static void __attribute__((format(printf, 3, 0)))
put_text(struct control_link *link, char kind, const char *format, va_list ap)
{
    char text[16 * 1024], line[LINE_MAX_BYTES - 8];
    const char *at = text;

    vsnprintf(text, sizeof text, format, ap);
    do {
        size_t len = strcspn(at, "\n");

        if (len >= sizeof line) {
            len = sizeof line - 1;
        }
        memcpy(line, at, len);
        line[len] = '\0';
        put_line(link, kind, line);
        at += len;
        at += *at == '\n';
    } while (*at);
}

void
control_say(struct control_call *call, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    put_text(call->link, 'o', format, ap);
    va_end(ap);
}

void
control_complain(struct control_call *call, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    put_text(call->link, 'e', format, ap);
    va_end(ap);
}

void
control_progress(struct control_call *call, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    put_text(call->link, 'p', format, ap);
    va_end(ap);
}

bool
control_is_stopped(struct control_call *call)
{
    struct control_link *link = call->link;
    char byte;

    if (!link) {
        return false;
    }
    if (link->fd >= 0 && !link->dead) {
        /* The other side says nothing after its request. */
        link->dead = recv(link->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    }
    return link->dead || (link->stopping && atomic_load(link->stopping));
}

const char *
control_path(const struct control_call *call, const char *name)
{
    return name[0] == '/'
               ? name
               : arena_printf(call->arena, "%s/%s", call->folder, name);
}

/* --- the server's side --- */

/* A word of the request, or NULL. `room` is what all words may still hold. */
static const char *
read_word(struct input *in, struct arena *a, size_t *room)
{
    char head[16], *end;
    unsigned long len;
    char *word;

    if (!read_line(in, head, sizeof head) || head[0] < '0' || head[0] > '9') {
        return NULL;
    }
    len = strtoul(head, &end, 10);
    if (*end != '\0' || len > *room) {
        return NULL;
    }
    *room -= len;
    word = arena_alloc(a, len + 1);
    for (unsigned long i = 0; i < len; i++) {
        int c = next_byte(in);

        if (c <= 0) {
            return NULL;
        }
        word[i] = (char)c;
    }
    return next_byte(in) == '\n' ? word : NULL;
}

static bool
read_request(int fd, struct arena *a, struct control_call *call)
{
    struct input *in = ARENA_NEW(a, struct input);
    const char **words;
    size_t room = CONTROL_BYTES_MAX;
    char line[32], *end;
    long count;

    in->fd = fd;
    if (!read_line(in, line, sizeof line) ||
        strncmp(line, "quipu 1 ", 8) != 0) {
        return false;
    }
    count = strtol(line + 8, &end, 10);
    if (*end != '\0' || count < 1 || count > CONTROL_WORDS_MAX) {
        return false;
    }
    call->folder = read_word(in, a, &room);
    words = ARENA_ARRAY(a, (size_t)count + 1, const char *);
    for (long i = 0; i < count; i++) {
        words[i] = read_word(in, a, &room);
        if (!words[i]) {
            return false;
        }
    }
    call->argv = words;
    call->argc = (int)count;
    return call->folder != NULL;
}

/* Who is at the other end? The kernel says so, nobody can pretend. */
static bool
may_command(int fd)
{
    struct ucred who;
    socklen_t len = sizeof who;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 &&
           (who.uid == 0 || who.uid == geteuid());
}

static void
answer(struct control *c, int fd)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    struct control_link link = {.fd = fd, .stopping = &c->stopping};
    struct control_call call = {
        .store = c->store, .arena = a, .arg = c->arg, .link = &link};
    char status[32];

    set_seconds(fd, SO_RCVTIMEO, REQUEST_SECONDS);
    set_seconds(fd, SO_SNDTIMEO, ANSWER_SECONDS);
    if (!may_command(fd)) {
        put_line(&link, 'x', " denied");
    } else if (!read_request(fd, a, &call)) {
        put_line(&link, 'x', " malformed");
    } else {
        log_line(LOG_INFO, "command", "name=%s words=%d", call.argv[0],
                 call.argc);
        snprintf(status, sizeof status, " %d", c->fn(&call));
        put_line(&link, 'x', status);
    }
    arena_free(a);
}

static void *
control_thread(void *arg)
{
    struct control *c = arg;
    const struct timespec pause = {.tv_nsec = START_PAUSE_NS};
    struct pollfd fds[2] = {{.fd = c->listener, .events = POLLIN},
                            {.fd = c->wake[0], .events = POLLIN}};

    while (!atomic_load(&c->stopping)) {
        int fd;

        if (poll(fds, 2, -1) < 0 && errno != EINTR) {
            log_fatal("poll failed", "errno", errno);
        }
        if (!(fds[0].revents & POLLIN)) {
            continue;
        }
        fd = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0) {
            answer(c, fd);
            close(fd);
        } else {
            nanosleep(&pause, NULL); /* no descriptor is free, say */
        }
    }
    return NULL;
}

static int
listen_at(const char *folder)
{
    struct sockaddr_un address = {0};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int folder_fd = -1;
    bool good = fd >= 0 && address_of(folder, &address, &folder_fd);

    if (good) {
        /* We hold the lock: what is there was left by a killed server. */
        unlink(address.sun_path);
        /* Nobody can connect before listen(). */
        good =
            bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
            chmod(address.sun_path, 0600) == 0 && listen(fd, BACKLOG) == 0;
    }
    if (folder_fd >= 0) {
        close(folder_fd);
    }
    if (!good && fd >= 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

enum err
control_serve(struct control **out, const char *folder, struct store *store,
              control_fn fn, void *arg)
{
    struct control *c = calloc(1, sizeof *c);

    *out = NULL;
    if (!c) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *c);
    }
    snprintf(c->path, sizeof c->path, "%s/" SOCKET_NAME, folder);
    c->store = store;
    c->fn = fn;
    c->arg = arg;
    c->listener = listen_at(folder);
    if (c->listener < 0) {
        log_line(LOG_ERROR, "no socket for commands", "file=%s text=\"%s\"",
                 c->path, strerror(errno));
        free(c);
        return ERR_INTERNAL;
    }
    if (pipe2(c->wake, O_CLOEXEC) < 0 ||
        pthread_create(&c->thread, NULL, control_thread, c) != 0) {
        log_fatal("no thread for commands", "errno", errno);
    }
    *out = c;
    return OK;
}

void
control_stop(struct control *c)
{
    if (!c) {
        return;
    }
    atomic_store(&c->stopping, true);
    close(c->wake[1]);
    pthread_join(c->thread, NULL);
    unlink(c->path);
    close(c->wake[0]);
    close(c->listener);
    free(c);
}

/* --- the command's side --- */

static int
connect_to(const char *folder)
{
    struct sockaddr_un address = {0};
    int fd, folder_fd, code = ENOENT;

    if (!address_of(folder, &address, &folder_fd)) {
        errno = code;
        return -1;
    }
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 &&
        connect(fd, (const struct sockaddr *)&address, sizeof address) < 0) {
        code = errno;
        close(fd);
        fd = -1;
    }
    if (folder_fd >= 0) {
        close(folder_fd);
    }
    errno = code;
    return fd;
}

static bool
send_word(int fd, const char *word)
{
    char head[32];

    snprintf(head, sizeof head, "%zu\n", strlen(word));
    return send_all(fd, head, strlen(head)) &&
           send_all(fd, word, strlen(word)) && send_all(fd, "\n", 1);
}

static bool
send_request(int fd, int argc, const char *const *argv)
{
    char head[32], here[PATH_SIZE];
    bool good;

    snprintf(head, sizeof head, "quipu 1 %d\n", argc);
    good = getcwd(here, sizeof here) != NULL &&
           send_all(fd, head, strlen(head)) && send_word(fd, here);
    for (int i = 0; good && i < argc; i++) {
        good = send_word(fd, argv[i]);
    }
    return good;
}

/* Show the answer's lines up to the last one. */
static enum err
show_answer(int fd, int *status)
{
    struct input in = {.fd = fd};
    char line[LINE_MAX_BYTES];

    while (read_line(&in, line, sizeof line)) {
        char *end;

        if (line[0] != 'x') {
            show(line[0], line + 1);
            continue;
        }
        if (strcmp(line, "x denied") == 0) {
            return ERR_DENIED;
        }
        *status = (int)strtol(line + 1, &end, 10);
        return end != line + 1 && *end == '\0' ? OK : ERR_INTERNAL;
    }
    show('e', "quipu: the server ended before the command did; what was "
              "written until then is kept");
    return ERR_INTERNAL;
}

static bool
too_long(int argc, const char *const *argv)
{
    size_t sum = PATH_SIZE; /* the folder goes with them */

    for (int i = 0; i < argc; i++) {
        sum += strlen(argv[i]);
    }
    return argc < 1 || argc > CONTROL_WORDS_MAX || sum > CONTROL_BYTES_MAX;
}

enum err
control_ask(const char *folder, int argc, const char *const *argv, int *status)
{
    int fd;
    enum err e;

    if (too_long(argc, argv)) {
        return ERR_LIMIT;
    }
    fd = connect_to(folder);
    if (fd < 0) {
        return errno == EACCES || errno == EPERM ? ERR_DENIED : ERR_MISSING;
    }
    /* A refused request is still answered: read on even if sending failed. */
    (void)send_request(fd, argc, argv);
    e = show_answer(fd, status);
    close(fd);
    return e;
}

/* Open and do the work here. ERR_CONFLICT: somebody has the folder's lock. */
static enum err
work_here(const struct store_options *options, struct control_call *call,
          control_fn fn, int *status, char *why, size_t why_size)
{
    struct control_link link = {.fd = -1};
    char here[PATH_SIZE];

    TRY(store_open(&call->store, options, why, why_size));
    call->arena = arena_new(LIMIT_ARENA_BYTES);
    call->folder = getcwd(here, sizeof here) ? here : "/";
    call->link = &link;
    *status = fn(call);
    arena_free(call->arena);
    store_close(call->store);
    return OK;
}

int
control_write(const char *folder, int argc, const char *const *argv,
              control_fn fn, void *arg)
{
    const struct timespec pause = {.tv_nsec = START_PAUSE_NS};
    const struct store_options options = {.folder = folder,
                                          .mode = STORE_SERVE};
    struct control_call call = {.argc = argc, .argv = argv, .arg = arg};
    char why[512] = "";
    int status = CONTROL_FAILED;
    enum err e = ERR_CONFLICT;

    /* A server that has the lock but no socket yet is starting; another
     * command that has it may end. */
    for (int i = 0; e == ERR_CONFLICT && i < START_TRIES; i++) {
        if (i) {
            nanosleep(&pause, NULL);
        }
        e = control_ask(folder, argc, argv, &status);
        if (e == ERR_MISSING) {
            e = work_here(&options, &call, fn, &status, why, sizeof why);
        }
    }
    if (e == ERR_DENIED && !why[0]) {
        snprintf(why, sizeof why,
                 "the server of %s takes commands of its own user only",
                 folder);
    }
    if (e == ERR_LIMIT) {
        snprintf(why, sizeof why, "too many or too long words");
    }
    if (e != OK && why[0]) {
        fprintf(stderr, "quipu: %s\n", why);
    }
    return e == OK ? status : CONTROL_FAILED;
}

int
control_write_to(const char *database, int argc, const char *const *argv,
                 control_fn fn, void *arg)
{
    const struct store_options options = {.database = database,
                                          .mode = STORE_SERVE};
    struct control_call call = {.argc = argc, .argv = argv, .arg = arg};
    char why[512] = "";
    int status = CONTROL_FAILED;

    if (work_here(&options, &call, fn, &status, why, sizeof why) != OK) {
        fprintf(stderr, "quipu: %s\n", why);
    }
    return status;
}
