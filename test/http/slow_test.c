/* SPDX-License-Identifier: Apache-2.0 */
/* Clients that are slow on purpose: each meets a deadline that its drops of
 * bytes do not move, and nobody else waits for them. Deadlines are short here,
 * by the server's options. */

#include "test/http/served.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define GET(path) "GET " path " HTTP/1.1\r\n" HOST
#define END "\r\n"
#define POST                                                                   \
    "POST /echo HTTP/1.1\r\n" HOST                                             \
    "Content-Type: application/x-www-form-urlencoded\r\n"

enum {
    HEADER_MS = 600,
    BODY_MS = 600,
    WINDOW_MS = 500,
    STALL_MS = 500,
    IDLE_MS = 500,
    SLACK_MS = 1500, /* the clock looks four times a second; machines pause */
    PER_ADDRESS = 150,
    DRIPPING = 120
};

static void
assert_answers(void)
{
    int64_t began = clock_steady_ms();
    struct reply r = served_ask(GET("/hello") END);

    assert_int_equal(r.status, 200);
    assert_in_range(clock_steady_ms() - began, 0, 1000);
}

/* Ms until the server closes a connection that drips `drop` every 50 ms. */
static int64_t
drip(int fd, const char *drop)
{
    int64_t began = clock_steady_ms();

    while (!served_is_closed(fd, 50)) {
        served_send(fd, drop);
        assert_in_range(clock_steady_ms() - began, 0, SERVED_WAIT_MS);
    }
    return clock_steady_ms() - began;
}

static void
a_silent_connection_is_closed(void **state)
{
    int fd = served_connect();
    int64_t began = clock_steady_ms();

    (void)state;
    assert_true(served_is_closed(fd, HEADER_MS + SLACK_MS));
    assert_in_range(clock_steady_ms() - began, HEADER_MS - 100,
                    HEADER_MS + SLACK_MS);
    close(fd);
}

static void
headers_in_drops_do_not_move_their_deadline(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, GET("/hello"));
    assert_in_range(drip(fd, "X: a\r\n"), HEADER_MS - 100,
                    HEADER_MS + SLACK_MS);
    close(fd);
}

/* 1,000 bytes give a second more than the base: 2.1 s for 1,500. */
static void
a_body_in_drops_does_not_move_its_deadline(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, POST "Content-Length: 1500\r\n" END "text=");
    assert_in_range(drip(fd, "thirty bytes every fifty milli"), 1500,
                    BODY_MS + 1500 + SLACK_MS);
    close(fd);
}

static void
a_body_below_the_least_pace_is_cut_off(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, POST "Content-Length: 100000\r\n" END "text=");
    assert_in_range(drip(fd, "a"), WINDOW_MS - 100, WINDOW_MS + SLACK_MS);
    close(fd);
}

static void
chunks_in_drops_are_cut_off_too(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, POST "Transfer-Encoding: chunked\r\n" END);
    assert_in_range(drip(fd, "1\r\na\r\n"), WINDOW_MS - 100,
                    WINDOW_MS + SLACK_MS);
    close(fd);
}

/* An extension of a chunk carries no byte of the body. */
static void
a_chunk_extension_without_end_is_cut_off(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, POST "Transfer-Encoding: chunked\r\n" END "1;");
    assert_in_range(drip(fd, "xxxxxxxxxxxxxxxxxxxxxxxxxxx"), WINDOW_MS - 100,
                    WINDOW_MS + SLACK_MS);
    close(fd);
}

static void
an_idle_connection_is_closed_without_a_word(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, GET("/hello") END);
    assert_int_equal(served_read(fd, false).status, 200);
    assert_true(served_is_closed(fd, IDLE_MS + SLACK_MS));
    close(fd);
}

/* It asks for 7 MB and reads none of it. */
static void
who_does_not_read_his_answer_is_closed(void **state)
{
    int fd = served_connect(), small = 4096;
    int64_t began = clock_steady_ms();
    char some[4096];
    ssize_t n, all = 0;

    (void)state;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    served_send(fd, GET("/big") END);
    usleep((STALL_MS + SLACK_MS) * 1000);
    while ((n = recv(fd, some, sizeof some, 0)) > 0) {
        all += n;
    }
    assert_in_range(all, 1, (7 << 20) - 1);
    assert_in_range(clock_steady_ms() - began, 0, SERVED_WAIT_MS);
    close(fd);
}

/* Slow, but never without reading for longer than the stall. */
static void
who_reads_steadily_gets_all_of_it(void **state)
{
    int fd = served_connect();
    size_t all = 0;
    char *some = malloc(1 << 20);

    (void)state;
    served_send(fd, GET("/big") "Connection: close\r\n" END);
    for (;;) {
        ssize_t n = recv(fd, some, 1 << 20, 0);

        if (n <= 0) {
            break;
        }
        all += (size_t)n;
        usleep(all < (4 << 20) ? 100000 : 0);
    }
    assert_true(all > 7 << 20);
    close(fd);
    free(some);
}

static void
many_dripping_connections_hold_nobody_up(void **state)
{
    int fds[DRIPPING], closed = 0;
    int64_t began = clock_steady_ms();

    (void)state;
    for (int i = 0; i < DRIPPING; i++) {
        fds[i] = served_connect();
        served_send(fds[i], i % 2 ? "GET /hello HTTP/1.1\r\n"
                                  : POST "Content-Length: 9000\r\n" END);
    }
    while (clock_steady_ms() - began < HEADER_MS + SLACK_MS) {
        for (int i = 0; i < DRIPPING; i++) {
            served_send(fds[i], i % 2 ? "X" : "a");
        }
        assert_answers();
        usleep(50000);
    }
    for (int i = 0; i < DRIPPING; i++) {
        closed += served_is_closed(fds[i], 500);
        close(fds[i]);
    }
    assert_int_equal(closed, DRIPPING);
}

/* A campus is one address: its limit is told, and given back. */
static void
an_address_holds_no_more_than_its_connections(void **state)
{
    int fds[PER_ADDRESS + 20], refused = 0;

    (void)state;
    usleep(300000); /* those of the other tests are gone */
    for (int i = 0; i < PER_ADDRESS + 20; i++) {
        fds[i] = served_connect();
        if (i >= PER_ADDRESS) {
            struct reply r = served_read(fds[i], false);

            refused += r.status == 503 || r.status == 0;
        }
    }
    assert_int_equal(refused, 20);
    for (int i = 0; i < PER_ADDRESS + 20; i++) {
        close(fds[i]);
    }
    usleep(300000);
    assert_answers();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_silent_connection_is_closed),
        cmocka_unit_test(headers_in_drops_do_not_move_their_deadline),
        cmocka_unit_test(a_body_in_drops_does_not_move_its_deadline),
        cmocka_unit_test(a_body_below_the_least_pace_is_cut_off),
        cmocka_unit_test(chunks_in_drops_are_cut_off_too),
        cmocka_unit_test(a_chunk_extension_without_end_is_cut_off),
        cmocka_unit_test(an_idle_connection_is_closed_without_a_word),
        cmocka_unit_test(who_does_not_read_his_answer_is_closed),
        cmocka_unit_test(who_reads_steadily_gets_all_of_it),
        cmocka_unit_test(many_dripping_connections_hold_nobody_up),
        cmocka_unit_test(an_address_holds_no_more_than_its_connections),
    };
    int failed;

    if (!served_begin((struct http_options){.header_ms = HEADER_MS,
                                            .body_base_ms = BODY_MS,
                                            .body_window_ms = WINDOW_MS,
                                            .stall_ms = STALL_MS,
                                            .keepalive_ms = IDLE_MS,
                                            .per_address = PER_ADDRESS},
                      "http://quipu.example")) {
        return 1;
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    served_end();
    return failed;
}
