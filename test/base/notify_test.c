/* SPDX-License-Identifier: Apache-2.0 */
/* What a service manager is told, and how often it wants to hear. */
#include "test/unit.h"

#include "base/notify.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A manager's socket under `name`; its first byte may be NUL. */
static int
listen_at(const char *name, size_t len)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

    memcpy(at.sun_path, name, len);
    assert_true(fd >= 0);
    assert_int_equal(
        bind(fd, (struct sockaddr *)&at,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)),
        0);
    return fd;
}

static void
hears(int fd, const char *expected)
{
    char said[64];
    ssize_t n = recv(fd, said, sizeof said - 1, 0);

    assert_true(n > 0);
    said[n] = '\0';
    assert_string_equal(said, expected);
}

static void
a_manager_hears_by_a_file(void **state)
{
    char path[64];
    int fd;

    (void)state;
    snprintf(path, sizeof path, "/tmp/quipu-notify-%ld", (long)getpid());
    fd = listen_at(path, strlen(path));
    setenv("NOTIFY_SOCKET", path, 1);
    notify_send("READY=1");
    hears(fd, "READY=1");
    close(fd);
    unlink(path);
    notify_send("READY=1"); /* nobody there: nothing happens */
}

static void
a_manager_hears_by_an_abstract_name(void **state)
{
    char name[64];
    int fd;

    (void)state;
    snprintf(name, sizeof name, "@quipu-notify-%ld", (long)getpid());
    setenv("NOTIFY_SOCKET", name, 1);
    name[0] = '\0';
    fd = listen_at(name, 1 + strlen(name + 1));
    notify_send("WATCHDOG=1");
    hears(fd, "WATCHDOG=1");
    close(fd);
}

static void
without_a_manager_nothing_is_said(void **state)
{
    (void)state;
    unsetenv("NOTIFY_SOCKET");
    notify_send("READY=1");
    setenv("NOTIFY_SOCKET", "relative", 1);
    notify_send("READY=1");
    unsetenv("NOTIFY_SOCKET");
}

static void
the_watchdog_is_for_the_process_it_names(void **state)
{
    char pid[32];

    (void)state;
    unsetenv("WATCHDOG_PID");
    unsetenv("WATCHDOG_USEC");
    assert_int_equal(notify_watchdog_ms(), 0);
    setenv("WATCHDOG_USEC", "30000000", 1);
    assert_int_equal(notify_watchdog_ms(), 15000);
    setenv("WATCHDOG_PID", "1", 1);
    assert_int_equal(notify_watchdog_ms(), 0);
    snprintf(pid, sizeof pid, "%ld", (long)getpid());
    setenv("WATCHDOG_PID", pid, 1);
    assert_int_equal(notify_watchdog_ms(), 15000);
    setenv("WATCHDOG_USEC", "nonsense", 1);
    assert_int_equal(notify_watchdog_ms(), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manager_hears_by_a_file),
        cmocka_unit_test(a_manager_hears_by_an_abstract_name),
        cmocka_unit_test(without_a_manager_nothing_is_said),
        cmocka_unit_test(the_watchdog_is_for_the_process_it_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
