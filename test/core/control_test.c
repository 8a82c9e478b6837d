/* SPDX-License-Identifier: Apache-2.0 */
/* core/control: the same command with a server running and without. */

#include "test/db/probe.h"

#include "base/file.h"
#include "core/control.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

/* Written by whoever does the work, in memory all processes share. */
struct seen {
    _Atomic int64_t pid; /* of the process that ran the command */
    _Atomic bool inside, stopped;
};

static struct seen *seen;

/* A child that ends with us, so that a failed test leaves no process. */
static pid_t
child_of_test(void)
{
    pid_t child = fork();

    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    return child;
}

/* "insert ID": one row; tells the words and the folder it got. */
static int
run_command(struct control_call *call)
{
    int64_t id;

    atomic_store(&seen->pid, getpid());
    if (call->argc > 1 && strcmp(call->argv[0], "wait") == 0) {
        atomic_store(&seen->inside, true);
        while (!control_is_stopped(call)) {
            usleep(1000);
        }
        atomic_store(&seen->stopped, true);
        return CONTROL_FAILED;
    }
    if (call->argc != 2) {
        control_complain(call, "insert takes one number\nand you gave %d",
                         call->argc - 1);
        return CONTROL_MISUSED;
    }
    id = strtol(call->argv[1], NULL, 10);
    control_progress(call, "at work");
    control_say(call, "id %lld", (long long)id);
    control_say(call, "from %s", control_path(call, "x"));
    return store_write(call->store, call->arena, probe_insert_fn, &id) == OK
               ? CONTROL_DONE
               : CONTROL_FAILED;
}

/* The shipped schema has no table probe: a server of our own steps. */
static pid_t
start_server(struct probe *p)
{
    int ready[2];
    char byte;
    pid_t child;

    store_close(p->store);
    p->store = NULL;
    assert_int_equal(pipe(ready), 0);
    child = child_of_test();
    if (child == 0) {
        struct control *c;

        probe_open(p);
        if (control_serve(&c, p->folder, p->store, run_command, NULL) != OK) {
            _exit(1);
        }
        (void)!write(ready[1], "x", 1);
        pause();
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

static void
end_server(pid_t child)
{
    int status;

    kill(child, SIGKILL);
    waitpid(child, &status, 0);
}

/* Run `control_ask` in a child and catch what it writes. */
static int
ask(struct probe *p, int argc, const char *const *argv, char *out, size_t size)
{
    char path[] = "/tmp/quipu-out-XXXXXX";
    int fd = mkstemp(path), status;
    ssize_t n;
    pid_t child = child_of_test();

    if (child == 0) {
        int result = CONTROL_FAILED;
        enum err e;

        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        if (chdir("/usr") != 0) {
            _exit(99);
        }
        e = control_ask(p->folder, argc, argv, &result);
        _exit(e == OK ? result : 100 + (int)e);
    }
    waitpid(child, &status, 0);
    n = pread(fd, out, size - 1, 0);
    out[n > 0 ? n : 0] = '\0';
    close(fd);
    unlink(path);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void
a_running_server_does_the_work_and_its_lines_come_back(void **state)
{
    struct probe *p = *state;
    const char *const good[] = {"insert", "7"};
    const char *const bad[] = {"insert", "a b", "c\nd"};
    char out[400];
    pid_t server = start_server(p);

    assert_int_equal(ask(p, 2, good, out, sizeof out), CONTROL_DONE);
    assert_string_equal(out, "id 7\nfrom /usr/x\n");
    assert_int_equal(atomic_load(&seen->pid), server);
    assert_int_equal(ask(p, 3, bad, out, sizeof out), CONTROL_MISUSED);
    assert_string_equal(out, "insert takes one number\nand you gave 2\n");
    assert_int_equal(ask(p, 2, good, out, sizeof out), CONTROL_FAILED);
    end_server(server);
    probe_open(p);
    assert_int_equal(probe_count(p), 1);
}

static void
without_a_server_there_is_nobody_to_ask(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"insert", "7"};
    int status;

    assert_int_equal(control_ask(p->folder, 2, argv, &status), ERR_MISSING);
    end_server(start_server(p)); /* killed: its socket is left behind */
    assert_true(file_exists(file_join(p->arena, p->folder, "quipu.sock")));
    assert_int_equal(control_ask(p->folder, 2, argv, &status), ERR_MISSING);
    end_server(start_server(p)); /* and is no obstacle to the next */
}

static int
note_shipped(struct control_call *call)
{
    atomic_store(&seen->pid, getpid());
    return call->argc == 2 && call->store ? CONTROL_DONE : CONTROL_FAILED;
}

static void
without_a_server_a_command_works_under_the_lock(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"note", "1"};
    struct store_options options = {.create = true};
    char why[300] = "";

    /* A folder of the shipped schema, as control_write opens it. */
    store_close(p->store);
    p->store = NULL;
    options.folder = file_join(p->arena, p->folder, "shipped");
    assert_int_equal(store_open(&p->store, &options, why, sizeof why), OK);
    store_close(p->store);
    p->store = NULL;
    assert_int_equal(control_write(options.folder, 2, argv, note_shipped, NULL),
                     CONTROL_DONE);
    assert_int_equal(atomic_load(&seen->pid), getpid());
    /* Nothing is made where nothing is. */
    assert_int_equal(control_write(file_join(p->arena, p->folder, "none"), 2,
                                   argv, note_shipped, NULL),
                     CONTROL_FAILED);
    assert_false(file_exists(file_join(p->arena, p->folder, "none")));
}

static void
a_server_that_dies_leaves_the_command_failed(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"wait", "1"};
    char out[400];
    pid_t server = start_server(p), killer = child_of_test();

    if (killer == 0) {
        while (!atomic_load(&seen->inside)) {
            usleep(1000);
        }
        kill(server, SIGKILL);
        _exit(0);
    }
    assert_int_equal(ask(p, 2, argv, out, sizeof out), 100 + ERR_INTERNAL);
    assert_non_null(strstr(out, "server ended"));
    waitpid(killer, NULL, 0);
    waitpid(server, NULL, 0);
}

static void
a_command_is_told_when_its_caller_goes(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"wait", "1"}, *const next[] = {"insert", "1"};
    char out[400];
    pid_t server = start_server(p), caller = child_of_test();

    if (caller == 0) {
        int status;

        _exit(control_ask(p->folder, 2, argv, &status) == OK);
    }
    while (!atomic_load(&seen->inside)) {
        usleep(1000);
    }
    end_server(caller);
    assert_int_equal(ask(p, 2, next, out, sizeof out), CONTROL_DONE);
    assert_true(atomic_load(&seen->stopped));
    end_server(server);
}

static void
a_server_that_stops_tells_the_command_at_work(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"wait", "1"};
    struct control *c;
    pid_t caller;
    int status = 0;

    assert_int_equal(control_serve(&c, p->folder, p->store, run_command, NULL),
                     OK);
    caller = child_of_test();
    if (caller == 0) {
        int result = 0;

        _exit(control_ask(p->folder, 2, argv, &result) == OK ? result : 99);
    }
    while (!atomic_load(&seen->inside)) {
        usleep(1000);
    }
    control_stop(c);
    waitpid(caller, &status, 0);
    assert_int_equal(WEXITSTATUS(status), CONTROL_FAILED);
    assert_false(file_exists(file_join(p->arena, p->folder, "quipu.sock")));
}

static int
connect_raw(struct probe *p)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    assert_true((size_t)snprintf(address.sun_path, sizeof address.sun_path,
                                 "%.80s/quipu.sock",
                                 p->folder) < sizeof address.sun_path);
    assert_int_equal(
        connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

/* Send these bytes; the answer must be that they are malformed. */
static void
refuse_raw(struct probe *p, const char *request)
{
    char out[64];
    int fd = connect_raw(p);
    ssize_t n;

    assert_int_equal(write(fd, request, strlen(request)), strlen(request));
    shutdown(fd, SHUT_WR);
    n = recv(fd, out, sizeof out, MSG_WAITALL);
    assert_int_equal(n, strlen("x malformed\n"));
    assert_memory_equal(out, "x malformed\n", (size_t)n);
    close(fd);
}

static void
malformed_requests_run_nothing(void **state)
{
    static const char *const requests[] = {
        "",
        "\n",
        "GET / HTTP/1.1\r\n\r\n",
        "quipu 1 0\n",
        "quipu 1 -1\n1\n/\n",
        "quipu 1 99\n1\n/\n",
        "quipu 1 1x\n1\n/\n4\nnote\n",
        "quipu 2 1\n1\n/\n4\nnote\n",
        "quipu 1 1\n1\n/\n5\nnote\n",
        "quipu 1 1\n1\n/\n3\nnote\n",
        "quipu 1 1\n1\n/\n-4\nnote\n",
        "quipu 1 1\n1\n/\n+4\nnote\n",
        "quipu 1 1\n1\n/\n4 \nnote\n",
        "quipu 1 1\n1\n/\n99999999\nnote\n",
        "quipu 1 1\n1\n/\n18446744073709551617\nn\n",
        "quipu 1 2\n1\n/\n4\nnote\n",
        "quipu 1 1\n1\n/\n",
    };
    struct probe *p = *state;
    const char *const argv[] = {"insert", "1"};
    const char *many;
    char out[400];
    pid_t server = start_server(p);

    for (size_t i = 0; i < COUNT(requests); i++) {
        refuse_raw(p, requests[i]);
    }
    many = arena_printf(p->arena, "quipu 1 %d\n1\n/\n", CONTROL_WORDS_MAX + 1);
    for (int i = 0; i <= CONTROL_WORDS_MAX; i++) {
        many = arena_printf(p->arena, "%s1\nn\n", many);
    }
    refuse_raw(p, many);
    assert_int_equal(atomic_load(&seen->pid), 0);
    assert_int_equal(ask(p, 2, argv, out, sizeof out), CONTROL_DONE);
    end_server(server);
}

static void
another_user_is_refused_whatever_the_files_allow(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"insert", "1"};
    const char *socket_path = file_join(p->arena, p->folder, "quipu.sock");
    struct stat st;
    pid_t server, child;
    int status;

    if (geteuid() != 0) {
        print_message("# skipped: command of another user (not root)\n");
        skip();
    }
    server = start_server(p);
    assert_int_equal(stat(socket_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(chmod(p->folder, 0755), 0);
    assert_int_equal(chmod(socket_path, 0666), 0);
    child = child_of_test();
    if (child == 0) {
        if (setuid(65534) != 0) {
            _exit(99);
        }
        _exit((int)control_ask(p->folder, 2, argv, &status));
    }
    waitpid(child, &status, 0);
    assert_int_equal(WEXITSTATUS(status), ERR_DENIED);
    assert_int_equal(atomic_load(&seen->pid), 0);
    end_server(server);
}

static void
a_deep_folder_is_reached_too(void **state)
{
    struct probe *p = *state;
    const char *const argv[] = {"insert", "1"};
    struct probe deep = {.arena = p->arena};
    char out[400];
    pid_t server;

    store_close(p->store); /* TSan wants no thread of ours at a fork */
    p->store = NULL;
    snprintf(deep.folder, sizeof deep.folder, "%.80s/%0100d", p->folder, 0);
    server = start_server(&deep);
    assert_int_equal(ask(&deep, 2, argv, out, sizeof out), CONTROL_DONE);
    end_server(server);
}

static int
begin(void **state)
{
    memset(seen, 0, sizeof *seen);
    return probe_begin(state);
}

#define WITH_SERVER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, begin, probe_end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SERVER(a_running_server_does_the_work_and_its_lines_come_back),
        WITH_SERVER(without_a_server_there_is_nobody_to_ask),
        WITH_SERVER(without_a_server_a_command_works_under_the_lock),
        WITH_SERVER(a_server_that_dies_leaves_the_command_failed),
        WITH_SERVER(a_command_is_told_when_its_caller_goes),
        WITH_SERVER(a_server_that_stops_tells_the_command_at_work),
        WITH_SERVER(malformed_requests_run_nothing),
        WITH_SERVER(another_user_is_refused_whatever_the_files_allow),
        WITH_SERVER(a_deep_folder_is_reached_too),
    };

    seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return seen == MAP_FAILED ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
