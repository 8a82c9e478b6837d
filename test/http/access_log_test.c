/* SPDX-License-Identifier: Apache-2.0 */
/* The access log: a line for each answer, found again by the answer's number,
 * and nothing personal in it. */

#include "served.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char log_name[] = "/tmp/quipu-log-XXXXXX";
static char text[64 * 1024];

static const char *
log_text(void)
{
    int fd = open(log_name, O_RDONLY);
    ssize_t n = read(fd, text, sizeof text - 1);

    close(fd);
    text[n > 0 ? n : 0] = '\0';
    return text;
}

/* The line of an answer; it is written before the answer is sent. */
static const char *
line_of(const struct reply *r)
{
    const char *id = reply_header(r, "X-Request-Id");
    const char *at;

    assert_int_equal(strlen(id), 16);
    at = strstr(log_text(), id);
    assert_non_null(at);
    return at;
}

static bool
line_has(const struct reply *r, const char *what)
{
    const char *line = line_of(r), *end = strchr(line, '\n');
    const char *at = strstr(line, what);

    return at && end && at < end;
}

static void
each_answer_has_a_line_with_its_number(void **state)
{
    struct reply one =
        served_ask("GET /hello?name=Rosa HTTP/1.1\r\n" HOST "\r\n");
    struct reply two = served_ask("GET /hello HTTP/1.1\r\n" HOST "\r\n");
    char first[32];

    (void)state;
    assert_true(line_has(&one, "method=GET path=/hello status=200 bytes="));
    assert_true(line_has(&one, " ms="));
    snprintf(first, sizeof first, "%s", reply_header(&one, "X-Request-Id"));
    assert_string_not_equal(first, reply_header(&two, "X-Request-Id"));
    assert_null(strstr(log_text(), "Rosa"));
}

static void
what_never_became_a_request_has_one_too(void **state)
{
    struct reply r = served_ask("GET /hello HTTP/9.9\r\n" HOST "\r\n");

    (void)state;
    assert_true(line_has(&r, "method=- path=- status=505"));
}

static void
an_address_without_a_route_gives_no_secret_away(void **state)
{
    struct reply r = served_ask("GET /sign-in/lnk/hswtf7te9mqsqhn4v6mpjk88zr"
                                " HTTP/1.1\r\n" HOST "\r\n");

    (void)state;
    assert_true(line_has(&r, "path=/sign-in/lnk/* status=404"));
    assert_null(strstr(log_text(), "hswtf7te9mqsqhn4v6mpjk88zr"));
}

static void
neither_cookies_nor_forms_stand_in_it(void **state)
{
    (void)state;
    served_ask("POST /echo HTTP/1.1\r\n" HOST "Cookie: quipu=TOPSECRET\r\n"
               "Content-Type: application/x-www-form-urlencoded\r\n"
               "Content-Length: 14\r\n\r\ntext=PERSONAL!");
    assert_null(strstr(log_text(), "TOPSECRET"));
    assert_null(strstr(log_text(), "PERSONAL"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_a_line_with_its_number),
        cmocka_unit_test(what_never_became_a_request_has_one_too),
        cmocka_unit_test(an_address_without_a_route_gives_no_secret_away),
        cmocka_unit_test(neither_cookies_nor_forms_stand_in_it),
    };
    int fd = mkstemp(log_name), terminal = dup(STDERR_FILENO), failed;

    if (fd < 0 || terminal < 0 || dup2(fd, STDERR_FILENO) < 0 ||
        !served_begin((struct http_options){.access_log = true},
                      "http://quipu.example")) {
        return 1;
    }
    /* cmocka tells what fails on standard error: that goes to the terminal */
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    served_end();
    dup2(terminal, STDERR_FILENO);
    if (failed) {
        fputs(log_text(), stderr);
    }
    unlink(log_name);
    return failed;
}
