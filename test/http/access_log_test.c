/* SPDX-License-Identifier: Apache-2.0 */
/* The access log: a line for each answer, found again by the answer's number,
 * and nothing personal in it. */

#include "served.h"

#include "base/log.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static void
as_json_a_line_is_one_object(void **state)
{
    struct reply r;
    const char *line, *from;

    (void)state;
    log_set_json(true);
    r = served_ask("GET /hello/%22%5C HTTP/1.1\r\n" HOST "\r\n");
    log_line(LOG_WARN, "odd", "n=-12 name=\"a \"b\" c\" zero=007 why not?");
    log_set_json(false);
    line = line_of(&r);
    from = strstr(log_text(), "{\"time\":\"20");
    assert_true(from && from < line);
    assert_true(line_has(&r,
                         "\",\"method\":\"GET\",\"path\":\"/hello/\\\"\\\\\","
                         "\"status\":404,\"bytes\":"));
    assert_non_null(strstr(log_text(),
                           "\"level\":\"warn\",\"event\":\"odd\",\"n\":-12,"
                           "\"name\":\"a \\\"b\\\" c\",\"zero\":\"007\","
                           "\"text\":\"why not?\"}\n"));
}

static void
a_json_line_that_is_too_long_is_still_one(void **state)
{
    char value[900];

    (void)state;
    memset(value, '"', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    log_set_json(true);
    log_line(LOG_WARN, "long", "a=%s b=%s c=1", value, value);
    log_set_json(false);
    /* What does not fit is left out as a whole. */
    assert_non_null(strstr(log_text(), "\"event\":\"long\",\"a\":\"\\\""));
    assert_non_null(strstr(log_text(), "\\\"\"}\n"));
    assert_null(strstr(log_text(), ",\"b\":"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_a_line_with_its_number),
        cmocka_unit_test(what_never_became_a_request_has_one_too),
        cmocka_unit_test(an_address_without_a_route_gives_no_secret_away),
        cmocka_unit_test(neither_cookies_nor_forms_stand_in_it),
        cmocka_unit_test(as_json_a_line_is_one_object),
        cmocka_unit_test(a_json_line_that_is_too_long_is_still_one),
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
