/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that can be read in two ways, or in none: the server refuses each
 * and takes its well-formed twin. The first 36 are what other servers were
 * measured with (reliability.md 2.6). */

#include "test/http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GET "GET /hello HTTP/1.1\r\n"
#define POST "POST /echo HTTP/1.1\r\n" HOST FORM
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define END "\r\n"
#define OK_GET GET HOST END
#define OK_POST POST "Content-Length: 6\r\n" END "text=a"
#define CHUNKED POST "Transfer-Encoding: chunked\r\n" END
#define OK_CHUNKED CHUNKED "6\r\ntext=a\r\n0\r\n\r\n"

struct bytes {
    const char *p;
    size_t len;
};
/* A literal may hold NUL. */
#define B(s)                                                                   \
    {                                                                          \
        s, sizeof(s) - 1                                                       \
    }

struct pair_of_twins {
    const char *what;
    struct bytes bad;
    struct bytes good;
};

/* clang-format off */
static const struct pair_of_twins table[] = {
    /* framing of the body */
    {"length and chunked together",
     B(POST "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n" END "0\r\n\r\n"), B(OK_POST)},
    {"chunked and length together",
     B(POST "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"two different lengths",
     B(POST "Content-Length: 6\r\nContent-Length: 7\r\n" END "text=ab"), B(OK_POST)},
    {"two equal lengths",
     B(POST "Content-Length: 6\r\nContent-Length: 6\r\n" END "text=a"), B(OK_POST)},
    {"a list of lengths", B(POST "Content-Length: 6, 6\r\n" END "text=a"), B(OK_POST)},
    {"a length with a sign", B(POST "Content-Length: +6\r\n" END "text=a"), B(OK_POST)},
    {"a negative length", B(POST "Content-Length: -1\r\n" END "text=a"), B(OK_POST)},
    {"a length in hex", B(POST "Content-Length: 0x6\r\n" END "text=a"), B(OK_POST)},
    {"an empty length", B(POST "Content-Length: \r\n" END "text=a"), B(OK_POST)},
    {"a length of 2^64+2", B(POST "Content-Length: 18446744073709551618\r\n" END "te"), B(OK_POST)},
    {"a length of 2^63", B(POST "Content-Length: 9223372036854775808\r\n" END "te"), B(OK_POST)},
    {"a length with a space inside", B(POST "Content-Length: 6 6\r\n" END "text=a"), B(OK_POST)},
    {"a space before the colon of the length",
     B(POST "Content-Length : 6\r\n" END "text=a"), B(OK_POST)},
    {"a space before the colon of the coding",
     B(POST "Transfer-Encoding : chunked\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"a coding of two words", B(POST "Transfer-Encoding: chunked, identity\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"an unknown coding", B(POST "Transfer-Encoding: xchunked\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"a coding that hides in quotes", B(POST "Transfer-Encoding: \"chunked\"\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"a coding behind a vertical tab", B(POST "Transfer-Encoding:\vchunked\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"chunked with a tab behind", B(POST "Transfer-Encoding: chunked\t\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"chunked with blanks behind", B(POST "Transfer-Encoding: chunked  \t \r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"chunked twice", B(POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" END "0\r\n\r\n"), B(OK_CHUNKED)},
    {"chunked in HTTP/1.0",
     B("POST /echo HTTP/1.0\r\n" HOST FORM "Transfer-Encoding: chunked\r\n" END "0\r\n\r\n"),
     B("POST /echo HTTP/1.0\r\n" HOST FORM "Content-Length: 6\r\n" END "text=a")},
    {"a chunk size with a sign", B(CHUNKED "+6\r\ntext=a\r\n0\r\n\r\n"), B(OK_CHUNKED)},
    {"a chunk size with 0x", B(CHUNKED "0x6\r\ntext=a\r\n0\r\n\r\n"), B(OK_CHUNKED)},
    {"a chunk size of 2^64+6", B(CHUNKED "10000000000000006\r\ntext=a\r\n0\r\n\r\n"), B(OK_CHUNKED)},
    {"chunk data without CRLF behind it", B(CHUNKED "6\r\ntext=aXX0\r\n\r\n"), B(OK_CHUNKED)},
    {"a chunk size ended by a line feed", B(CHUNKED "6\ntext=a\r\n0\r\n\r\n"), B(OK_CHUNKED)},
    {"an empty chunk size", B(CHUNKED "\r\ntext=a\r\n0\r\n\r\n"), B(OK_CHUNKED)},
    {"a chunk size that is no number", B(CHUNKED "G\r\ntext=a\r\n0\r\n\r\n"), B(OK_CHUNKED)},
    {"a trailer that is a length", B(CHUNKED "6\r\ntext=a\r\n0\r\nContent-Length: 1\r\n\r\n"), B(OK_CHUNKED)},
    {"a trailer ended by a line feed", B(CHUNKED "6\r\ntext=a\r\n0\r\nX: y\n\r\n"), B(OK_CHUNKED)},
    {"a GET with a body", B(GET HOST "Content-Length: 6\r\n" END "text=a"), B(GET HOST "Content-Length: 0\r\n" END)},
    {"a body larger than the route takes", B(POST "Content-Length: 9999999\r\n" END "text=a"), B(OK_POST)},

    /* headers */
    {"no Host", B(GET END), B(OK_GET)},
    {"two Hosts", B(GET HOST HOST END), B(OK_GET)},
    {"two different Hosts", B(GET HOST "Host: evil.example\r\n" END), B(OK_GET)},
    {"an empty Host", B(GET "Host: \r\n" END), B(OK_GET)},
    {"a Host with a user", B(GET "Host: ana@quipu.example\r\n" END), B(OK_GET)},
    {"a Host with a path", B(GET "Host: quipu.example/x\r\n" END), B(OK_GET)},
    {"a Host with a space", B(GET "Host: quipu .example\r\n" END), B(OK_GET)},
    {"somebody else's Host", B(GET "Host: evil.example\r\n" END), B(GET "Host: QUIPU.example\r\n" END)},
    {"NUL in a value", B(GET HOST "X: a\0b\r\n" END), B(GET HOST "X: a b\r\n" END)},
    {"NUL in a name", B(GET HOST "X\0: a\r\n" END), B(GET HOST "X0: a\r\n" END)},
    {"a control sign in a value", B(GET HOST "X: a\x01\r\n" END), B(GET HOST "X: a\tb\r\n" END)},
    {"DEL in a value", B(GET HOST "X: a\x7f\r\n" END), B(GET HOST "X: a~\r\n" END)},
    {"a value that is no UTF-8", B(GET HOST "X: \xff\xfe\r\n" END), B(GET HOST "X: \xc3\xb1\r\n" END)},
    {"a folded line", B(GET HOST "X: a\r\n b\r\n" END), B(GET HOST "X: a b\r\n" END)},
    {"a folded Host", B(GET "Host:\r\n quipu.example\r\n" END), B(GET "Host:quipu.example\r\n" END)},
    {"a header line that begins with a space", B(GET " X: a\r\n" HOST END), B(GET "X: a\r\n" HOST END)},
    {"a header line without a colon", B(GET HOST "X\r\n" END), B(GET HOST "X:\r\n" END)},
    {"a header without a name", B(GET HOST ": a\r\n" END), B(GET HOST "a: \r\n" END)},
    {"a name with a space", B(GET HOST "X Y: a\r\n" END), B(GET HOST "X-Y: a\r\n" END)},
    {"a name with brackets", B(GET HOST "X(Y): a\r\n" END), B(GET HOST "X_Y: a\r\n" END)},
    {"a name that is no ASCII", B(GET HOST "\xc3\xb1: a\r\n" END), B(GET HOST "n: a\r\n" END)},
    {"a lone line feed behind a header", B(GET HOST "X: a\n" END), B(GET HOST "X: a\r\n" END)},
    {"a lone line feed as the end", B(GET HOST "\n"), B(OK_GET)},
    {"line feeds only", B("GET /hello HTTP/1.1\nHost: quipu.example\n\n"), B(OK_GET)},
    {"a lone carriage return in a value", B(GET HOST "X: a\rb\r\n" END), B(GET HOST "X: ab\r\n" END)},
    {"a carriage return in place of a line end", B(GET HOST "X: a\rY: b\r\n" END), B(GET HOST "X: a\r\nY: b\r\n" END)},
    {"an expectation nobody knows", B(POST "Expect: tea\r\nContent-Length: 6\r\n" END "text=a"), B(OK_POST)},

    /* the first line */
    {"a version of one digit", B("GET /hello HTTP/1\r\n" HOST END), B(OK_GET)},
    {"version 1.2", B("GET /hello HTTP/1.2\r\n" HOST END), B("GET /hello HTTP/1.0\r\n" HOST END)},
    {"version 2.0", B("GET /hello HTTP/2.0\r\n" HOST END), B(OK_GET)},
    {"version 9.9", B("GET /hello HTTP/9.9\r\n" HOST END), B(OK_GET)},
    {"a version in lower case", B("GET /hello http/1.1\r\n" HOST END), B(OK_GET)},
    {"another protocol", B("GET /hello HTTPS/1.1\r\n" HOST END), B(OK_GET)},
    {"no version", B("GET /hello\r\n" HOST END), B(OK_GET)},
    {"two spaces behind the method", B("GET  /hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"two spaces before the version", B("GET /hello  HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"a tab in place of a space", B("GET\t/hello\tHTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"a space behind the version", B("GET /hello HTTP/1.1 \r\n" HOST END), B(OK_GET)},
    {"a space inside the address", B("GET /hel lo HTTP/1.1\r\n" HOST END), B("GET /hello?a=%20 HTTP/1.1\r\n" HOST END)},
    {"a space before the method", B(" GET /hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"a method in lower case", B("get /hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"an unknown method", B("BREW /hello HTTP/1.1\r\n" HOST END), B("HEAD /hello HTTP/1.1\r\n" HOST END)},
    {"a method with a bracket", B("GE(T /hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"TRACE", B("TRACE /hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"CONNECT", B("CONNECT quipu.example:443 HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"the beginning of HTTP/2", B("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), B(OK_GET)},
    {"an address of another host", B("GET http://evil.example/hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"an address of another scheme", B("GET https://quipu.example/hello HTTP/1.1\r\n" HOST END), B("GET http://quipu.example/hello HTTP/1.1\r\n" HOST END)},
    {"an address with a user", B("GET http://quipu.example@quipu.example/hello HTTP/1.1\r\n" HOST END), B("GET HTTP://Quipu.example/hello HTTP/1.1\r\n" HOST END)},
    {"an address without a host", B("GET http:///hello HTTP/1.1\r\n" HOST END), B("GET http://quipu.example/hello?a HTTP/1.1\r\n" HOST END)},
    {"an address of another kind", B("GET ftp://quipu.example/hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"an address of another host, ours in the header", B("GET http://evil.example/hello HTTP/1.1\r\n" HOST END), B("GET http://quipu.example/hello HTTP/1.1\r\nHost: other.example\r\n" END)},
    {"an address without a slash", B("GET hello HTTP/1.1\r\n" HOST END), B(OK_GET)},
    {"a fragment", B("GET /hello#x HTTP/1.1\r\n" HOST END), B("GET /hello?x HTTP/1.1\r\n" HOST END)},
    {"a raw sign that is no ASCII", B("GET /hello?\xc3\xb1 HTTP/1.1\r\n" HOST END), B("GET /hello?%C3%B1 HTTP/1.1\r\n" HOST END)},
    {"an escape that is none", B("GET /hello?a=%zz HTTP/1.1\r\n" HOST END), B("GET /hello?a=%7a HTTP/1.1\r\n" HOST END)},
    {"an escaped NUL", B("GET /hello%00 HTTP/1.1\r\n" HOST END), B("GET /hell%6f HTTP/1.1\r\n" HOST END)},
    {"an escape that is no UTF-8", B("GET /hello?a=%ff HTTP/1.1\r\n" HOST END), B("GET /hello?a=%c3%b1 HTTP/1.1\r\n" HOST END)},
    {"an empty line in front", B("\r\n" GET HOST END), B(OK_GET)},
    {"the greeting of TLS", B("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), B(OK_GET)},

    /* bodies of forms */
    {"a form that is no UTF-8", B(POST "Content-Length: 8\r\n" END "text=%ff"), B(POST "Content-Length: 8\r\n" END "text=%41")},
    {"a form with NUL", B(POST "Content-Length: 8\r\n" END "text=%00"), B(POST "Content-Length: 8\r\n" END "text=%20")},
    {"a type nobody reads", B("POST /echo HTTP/1.1\r\n" HOST "Content-Type: text/xml\r\nContent-Length: 6\r\n" END "text=a"), B(OK_POST)},
};
/* clang-format on */

static const int refusals[] = {400, 405, 413, 414, 415,
                               417, 421, 431, 501, 505};

static bool
is_refusal(int status)
{
    for (size_t i = 0; i < COUNT(refusals); i++) {
        if (refusals[i] == status) {
            return true;
        }
    }
    return false;
}

static struct reply
ask_bytes(struct bytes b, bool *closed)
{
    int fd = served_connect();
    struct reply r;

    served_send_bytes(fd, b.p, b.len);
    r = served_read(fd, b.len > 4 && memcmp(b.p, "HEAD", 4) == 0);
    *closed = r.closed;
    close(fd);
    return r;
}

static void
each_malformed_request_is_refused_and_its_twin_taken(void **state)
{
    int accepted = 0, refused_twins = 0;
    bool closed;

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        int before = served.hits;
        struct reply bad = ask_bytes(table[i].bad, &closed), good;

        if ((bad.status && !is_refusal(bad.status)) ||
            (!bad.status && !closed) || served.hits != before) {
            print_error("accepted: %s (%d)\n", table[i].what, bad.status);
            accepted++;
        }
        good = ask_bytes(table[i].good, &closed);
        if (good.status != 200 || served.hits != before + 1) {
            print_error("twin of %s refused: %d\n", table[i].what, good.status);
            refused_twins++;
        }
    }
    print_message("# malformed: %zu asked, %d accepted, %d twins refused\n",
                  COUNT(table), accepted, refused_twins);
    assert_int_equal(accepted, 0);
    assert_int_equal(refused_twins, 0);
}

/* What follows a request that was refused for its form is never read as the
 * next request. */
static void
nothing_is_smuggled_behind_a_malformed_request(void **state)
{
    static const char hidden[] = "GET /hello HTTP/1.1\r\n" HOST END;
    int read_on = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        int fd = served_connect(), before = served.hits;
        struct reply r;

        served_send_bytes(fd, table[i].bad.p, table[i].bad.len);
        served_send(fd, hidden);
        r = served_read(fd, false);
        /* Refused for what it says, not for its form: the connection may
         * live, and the next request is one in its own right. Its answer is
         * awaited, or it would be counted in the next row. */
        if (!r.closed) {
            (void)served_read(fd, false);
            close(fd);
            continue;
        }
        if (!served_is_closed(fd, SERVED_WAIT_MS) || served.hits != before) {
            print_error("read on behind: %s\n", table[i].what);
            read_on++;
        }
        close(fd);
    }
    assert_int_equal(read_on, 0);
}

static void
a_header_too_large_is_refused_at_its_limit(void **state)
{
    char *head = malloc(80000);
    int size;

    (void)state;
    for (int len = 15000; len <= 70000; len += 55000) {
        size = snprintf(head, 80000, GET HOST "X: %0*d\r\n\r\n", len, 7);
        assert_true(size > len);
        assert_int_equal(served_ask(head).status, len < 16000 ? 200 : 431);
    }
    free(head);
}

static void
too_many_headers_and_too_long_an_address_are_refused(void **state)
{
    char text[8192];
    int n;

    (void)state;
    for (int count = 90; count <= 110; count += 20) {
        n = snprintf(text, sizeof text, GET HOST);
        for (int i = 0; i < count; i++) {
            n += snprintf(text + n, sizeof text - (size_t)n, "X-%d: a\r\n", i);
        }
        snprintf(text + n, sizeof text - (size_t)n, "\r\n");
        assert_int_equal(served_ask(text).status, count < 100 ? 200 : 431);
    }
    for (int len = 4000; len <= 4200; len += 200) {
        snprintf(text, sizeof text, "GET /hello?a=%0*d HTTP/1.1\r\n" HOST END,
                 len, 7);
        assert_int_equal(served_ask(text).status, len < 4080 ? 200 : 414);
    }
}

/* However the bytes are cut, the answer is the same. */
static void
a_request_may_come_byte_by_byte(void **state)
{
    static const char *const whole[] = {OK_GET, OK_POST, OK_CHUNKED};

    (void)state;
    for (size_t i = 0; i < COUNT(whole); i++) {
        int fd = served_connect();
        struct reply r;

        for (const char *s = whole[i]; *s; s++) {
            served_send_bytes(fd, s, 1);
            usleep(200);
        }
        r = served_read(fd, false);
        assert_int_equal(r.status, 200);
        assert_string_equal(r.body, i ? "text=a" : "hello");
        close(fd);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_malformed_request_is_refused_and_its_twin_taken),
        cmocka_unit_test(nothing_is_smuggled_behind_a_malformed_request),
        cmocka_unit_test(a_header_too_large_is_refused_at_its_limit),
        cmocka_unit_test(too_many_headers_and_too_long_an_address_are_refused),
        cmocka_unit_test(a_request_may_come_byte_by_byte),
    };
    int failed;

    if (!served_begin((struct http_options){.header_ms = 700,
                                            .body_base_ms = 700,
                                            .body_window_ms = 2000},
                      "http://quipu.example")) {
        return 1;
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    served_end();
    return failed;
}
