/* SPDX-License-Identifier: Apache-2.0 */
/* What the server does with well-formed requests: order, headers, language,
 * sessions, forms, files, proxies, and its end. Ana is an observer at "uni",
 * Ben holds no role. */

#include "test/http/served.h"

#include "base/limits.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GET(path) "GET " path " HTTP/1.1\r\n" HOST
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define END "\r\n"

static char text[65536];

/* "GET path" with further header lines. */
static struct reply
get(const char *path, const char *headers)
{
    snprintf(text, sizeof text, "GET %s HTTP/1.1\r\n" HOST "%s\r\n", path,
             headers);
    return served_ask(text);
}

static struct reply
get_as(const char *token, const char *path)
{
    char cookie[200];

    snprintf(cookie, sizeof cookie, "Cookie: a=b; quipu=%s\r\n", token);
    return get(path, cookie);
}

static struct reply
post(const char *path, const char *headers, const char *body)
{
    snprintf(text, sizeof text,
             "POST %s HTTP/1.1\r\n" HOST FORM "Content-Length: %zu\r\n"
             "%s\r\n%s",
             path, strlen(body), headers, body);
    return served_ask(text);
}

static void
assert_has(const char *haystack, const char *needle)
{
    if (!strstr(haystack, needle)) {
        fail_msg("'%s' is not in '%s'", needle, haystack);
    }
}

/* --- the wire --- */

static void
a_connection_answers_one_request_after_the_other(void **state)
{
    int fd = served_connect();

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct reply r;

        served_send(fd, GET("/hello") END);
        r = served_read(fd, false);
        assert_int_equal(r.status, 200);
        assert_string_equal(r.body, "hello");
        assert_false(r.closed);
    }
    served_send(fd, GET("/hello") "Connection: close\r\n" END);
    assert_true(served_read(fd, false).closed);
    assert_true(served_is_closed(fd, SERVED_WAIT_MS));
    close(fd);
}

/* Requests on the loop, on the writer and on the pool, sent at once. */
static void
pipelined_requests_are_answered_in_their_order(void **state)
{
    static const char all[] =
        "POST /slow HTTP/1.1\r\n" HOST FORM "Content-Length: 6\r\n" END
        "text=1" GET("/hello") END
        "POST /write HTTP/1.1\r\n" HOST FORM "Content-Length: 6\r\n" END
        "text=2"
        "HEAD /hello HTTP/1.1\r\n" HOST END "POST /echo HTTP/1.1\r\n" HOST FORM
        "Transfer-Encoding: chunked\r\n" END
        "3\r\ntex\r\n3;x=y\r\nt=3\r\n0\r\n\r\n" GET("/nowhere") END GET("/who")
            END;
    int fd = served_connect();

    (void)state;
    served_send(fd, all);
    assert_string_equal(served_read(fd, false).body, "slowly 1");
    assert_string_equal(served_read(fd, false).body, "hello");
    assert_int_equal(served_read(fd, false).status, 303);
    assert_int_equal(served_read(fd, true).status, 200);
    assert_string_equal(served_read(fd, false).body, "text=3");
    assert_int_equal(served_read(fd, false).status, 404);
    assert_int_equal(served_read(fd, false).status, 200);
    close(fd);
}

static void
a_thousand_requests_sent_ahead_are_all_answered(void **state)
{
    enum { REQUESTS = 4000 };
    static const char one[] = GET("/hello") END;
    int fd = served_connect(), child, count = 0;

    (void)state;
    child = fork();
    if (child == 0) {
        for (int i = 0; i < REQUESTS; i++) {
            served_send(fd, one);
        }
        _exit(0);
    }
    while (count < REQUESTS && served_read(fd, false).status == 200) {
        count++;
    }
    assert_int_equal(count, REQUESTS);
    close(fd);
}

static void
head_is_get_without_the_body(void **state)
{
    struct reply whole = served_ask(GET("/hello") END);
    struct reply head = served_ask("HEAD /hello HTTP/1.1\r\n" HOST END);

    (void)state;
    assert_int_equal(head.status, 200);
    assert_string_equal(reply_header(&head, "Content-Length"), "5");
    assert_string_equal(reply_header(&whole, "Content-Length"), "5");
}

static void
an_http_1_0_client_gets_its_answer_and_the_end(void **state)
{
    int fd = served_connect();
    struct reply r;

    (void)state;
    served_send(fd,
                "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n" HOST END);
    r = served_read(fd, false);
    assert_string_equal(r.body, "hello");
    assert_true(served_is_closed(fd, SERVED_WAIT_MS));
    close(fd);
}

static void
an_offer_to_upgrade_is_passed_over(void **state)
{
    struct reply r = served_ask(
        GET("/hello") "Connection: Upgrade, HTTP2-Settings\r\n"
                      "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n" END);

    (void)state;
    assert_int_equal(r.status, 200);
}

static void
who_waits_for_100_is_told_to_go_on(void **state)
{
    int fd = served_connect();

    (void)state;
    served_send(fd, "POST /echo HTTP/1.1\r\n" HOST FORM
                    "Expect: 100-continue\r\nContent-Length: 6\r\n" END);
    assert_int_equal(served_read(fd, false).status, 100);
    served_send(fd, "text=a");
    assert_string_equal(served_read(fd, false).body, "text=a");
    close(fd);
}

static void
methods_that_an_address_has_not_are_named(void **state)
{
    struct reply r =
        served_ask("POST /hello HTTP/1.1\r\n" HOST "Content-Length: 0\r\n" END);

    (void)state;
    assert_int_equal(r.status, 405);
    assert_string_equal(reply_header(&r, "Allow"), "GET, HEAD");
    r = served_ask("PUT /hello HTTP/1.1\r\n" HOST "Content-Length: 0\r\n" END);
    assert_int_equal(r.status, 405);
    assert_string_equal(reply_header(&r, "Allow"), "GET, HEAD, POST");
    r = served_ask(GET("/echo") END);
    assert_int_equal(r.status, 405);
    assert_string_equal(reply_header(&r, "Allow"), "POST");
}

/* --- headers of answers --- */

static void
every_page_says_what_browsers_may_do_with_it(void **state)
{
    struct reply r = served_ask(GET("/hello") END);

    (void)state;
    assert_string_equal(
        reply_header(&r, "Content-Security-Policy"),
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action "
        "'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'");
    assert_string_equal(reply_header(&r, "X-Content-Type-Options"), "nosniff");
    assert_string_equal(reply_header(&r, "Referrer-Policy"), "same-origin");
    assert_string_equal(reply_header(&r, "Cross-Origin-Opener-Policy"),
                        "same-origin");
    assert_string_equal(reply_header(&r, "Strict-Transport-Security"), "");
    assert_string_equal(reply_header(&r, "Vary"),
                        "Accept-Language, Cookie, Accept-Encoding");
    assert_string_equal(reply_header(&r, "Content-Language"), "en");
    assert_int_equal(strlen(reply_header(&r, "Date")), 29);
}

static void
a_known_public_page_is_not_sent_again(void **state)
{
    struct reply r = get("/page", ""), again;
    char headers[200];

    (void)state;
    snprintf(headers, sizeof headers, "If-None-Match: \"other\", %s\r\n",
             reply_header(&r, "ETag"));
    again = get("/page", headers);
    assert_int_equal(again.status, 304);
    assert_string_equal(reply_header(&again, "Content-Length"), "");
    assert_int_equal(get("/page", "If-None-Match: W/\"0\"\r\n").status, 200);
}

static void
a_signed_in_page_is_never_stored(void **state)
{
    struct reply r = get_as(served.token, "/who");

    (void)state;
    assert_string_equal(reply_header(&r, "Cache-Control"), "no-store");
    assert_string_equal(reply_header(&r, "ETag"), "");
    assert_has(r.body, "person=Ana");
}

static void
long_pages_are_compressed_for_who_takes_it(void **state)
{
    struct reply plain = get("/page", "");
    struct reply br = get("/page", "Accept-Encoding: gzip, br\r\n");
    struct reply gz = get("/page", "Accept-Encoding: gzip;q=0.5\r\n");
    struct reply none = get("/page", "Accept-Encoding: br;q=0, gzip;q=0.0\r\n");
    struct reply small = get("/hello", "Accept-Encoding: gzip, br\r\n");

    (void)state;
    assert_string_equal(reply_header(&br, "Content-Encoding"), "br");
    assert_string_equal(reply_header(&gz, "Content-Encoding"), "gzip");
    assert_string_equal(reply_header(&none, "Content-Encoding"), "");
    assert_string_equal(reply_header(&small, "Content-Encoding"), "");
    assert_true(br.body_len * 5 < plain.body_len);
    assert_true(gz.body_len * 5 < plain.body_len);
    assert_memory_equal(gz.body, "\x1f\x8b", 2);
}

/* --- language --- */

static void
the_language_is_prefix_then_cookie_then_browser_then_node(void **state)
{
    struct reply r;

    (void)state;
    assert_has(get("/who", "").body, "lang=en prefix= ");
    r = get("/who", "Accept-Language: de, es-419;q=0.8, en;q=0.5\r\n");
    assert_has(r.body, "lang=es prefix= ");
    assert_string_equal(reply_header(&r, "Content-Language"), "es");
    assert_has(get("/who", "Accept-Language: es;q=0, en;q=0.1\r\n").body,
               "lang=en");
    assert_has(get("/who", "Accept-Language: en\r\nCookie: lang=es\r\n").body,
               "lang=es");
    assert_has(
        get("/es/who", "Accept-Language: en\r\nCookie: lang=en\r\n").body,
        "lang=es prefix=/es ");
    assert_has(get("/en/who", "Accept-Language: es\r\n").body,
               "lang=en prefix=/en ");
    assert_int_equal(get("/es", "").status, 200);
    assert_int_equal(get("/es/", "").status, 200);
    assert_int_equal(get("/xx/who", "").status, 404);
}

static void
a_failure_is_told_in_the_readers_language(void **state)
{
    struct reply r = get("/es/nowhere", "");

    (void)state;
    assert_int_equal(r.status, 404);
    assert_string_equal(r.body, "problem 404 in es for nobody");
    assert_string_equal(get_as(served.token, "/nowhere").body,
                        "problem 404 in en for Ana");
    r = get("/es/hello?a=%ff", "");
    assert_int_equal(r.status, 400);
    assert_string_equal(r.body, "problem 400 in es for nobody");
    r = get("/fail", "");
    assert_int_equal(r.status, 500);
    assert_string_equal(r.body, "problem 500 in en for nobody");
}

/* --- who may --- */

static void
who_is_not_signed_in_is_led_to_sign_in_and_back(void **state)
{
    struct reply r = get("/es/mine?a=b&c=d", "");

    (void)state;
    assert_int_equal(r.status, 303);
    assert_string_equal(reply_header(&r, "Location"),
                        "/es/sign-in?next=%2Fes%2Fmine%3Fa%3Db%26c%3Dd");
    r = get_as("nonsense", "/mine");
    assert_int_equal(r.status, 303);
    r = get_as(served.token, "/mine");
    assert_int_equal(r.status, 200);
}

static void
a_capability_counts_at_its_organisation(void **state)
{
    (void)state;
    assert_int_equal(get_as(served.token, "/o/uni/figures").status, 200);
    assert_int_equal(get_as(served.token, "/o/uni/people").status, 403);
    assert_int_equal(get_as(served.stranger, "/o/uni/figures").status, 403);
    assert_int_equal(get_as(served.token, "/o/nowhere/figures").status, 404);
    assert_int_equal(get("/o/uni/figures", "").status, 303);
}

static void
what_is_for_demonstrations_is_not_there(void **state)
{
    (void)state;
    assert_int_equal(post("/demo", "", "as=hq").status, 404);
}

static void
a_form_without_a_session_needs_no_token_but_a_good_origin(void **state)
{
    (void)state;
    assert_int_equal(post("/echo", "", "text=a").status, 200);
    assert_int_equal(
        post("/echo", "Origin: http://quipu.example\r\n", "text=a").status,
        200);
    assert_int_equal(
        post("/echo", "Origin: https://quipu.example\r\n", "text=a").status,
        403);
    assert_int_equal(
        post("/echo", "Origin: http://evil.example\r\n", "text=a").status, 403);
    assert_int_equal(post("/echo", "Origin: null\r\n", "text=a").status, 403);
    assert_int_equal(
        post("/echo", "Sec-Fetch-Site: cross-site\r\n", "text=a").status, 403);
    assert_int_equal(
        post("/echo", "Sec-Fetch-Site: same-site\r\n", "text=a").status, 403);
    assert_int_equal(
        post("/echo", "Sec-Fetch-Site: same-origin\r\n", "text=a").status, 200);
}

static void
a_form_of_somebody_signed_in_needs_the_token_of_the_session(void **state)
{
    struct reply one = get_as(served.token, "/token"),
                 two = get_as(served.token, "/token"),
                 other = get_as(served.stranger, "/token");
    char cookie[200], body[400];
    int before = served.writes;

    (void)state;
    assert_int_equal(strlen(one.body), 86);
    assert_string_not_equal(one.body, two.body); /* masked anew */
    snprintf(cookie, sizeof cookie, "Cookie: quipu=%s\r\n", served.token);
    assert_int_equal(post("/write", cookie, "text=es").status, 403);
    snprintf(body, sizeof body, "text=es&csrf=%s", other.body);
    assert_int_equal(post("/write", cookie, body).status, 403);
    snprintf(body, sizeof body, "text=es&csrf=%.85sA", one.body);
    assert_int_equal(served.writes, before);
    for (int i = 0; i < 2; i++) {
        snprintf(body, sizeof body, "text=en&csrf=%s", i ? one.body : two.body);
        assert_int_equal(post("/write", cookie, body).status, 303);
    }
}

/* --- forms and writes --- */

static void
a_failed_form_changes_nothing_and_comes_back_as_typed(void **state)
{
    struct reply mask = get_as(served.token, "/token"), r;
    char cookie[200], body[400];

    (void)state;
    snprintf(cookie, sizeof cookie, "Cookie: quipu=%s\r\n", served.token);
    snprintf(body, sizeof body, "text=es&csrf=%s", mask.body);
    assert_int_equal(post("/write", cookie, body).status, 303);
    assert_has(get_as(served.token, "/who").body, "lang=es");
    /* The handler writes "xx" and then fails: rolled back. */
    snprintf(body, sizeof body, "text=xx&csrf=%s", mask.body);
    r = post("/write", cookie, body);
    assert_int_equal(r.status, 422);
    assert_string_equal(r.body, "kept=xx problem=No such language.");
    assert_has(get_as(served.token, "/who").body, "lang=es");
    snprintf(body, sizeof body, "text=en&csrf=%s", mask.body);
    assert_int_equal(post("/write", cookie, body).status, 303);
}

static void
what_was_done_is_said_once_on_the_next_page(void **state)
{
    struct reply r = post("/write", "", "text=x");
    char cookie[300];

    (void)state;
    assert_int_equal(r.status, 303);
    assert_string_equal(reply_header(&r, "Location"), "/hello");
    snprintf(cookie, sizeof cookie, "Cookie: %.*s\r\n",
             (int)strcspn(reply_header(&r, "Set-Cookie"), ";"),
             reply_header(&r, "Set-Cookie"));
    assert_has(reply_header(&r, "Set-Cookie"), "HttpOnly; SameSite=Lax");
    r = get("/who", cookie);
    assert_has(r.body, "flash=Done, señora.");
    assert_has(reply_header(&r, "Set-Cookie"), "Max-Age=0");
}

static void
a_file_comes_whole_with_its_fields(void **state)
{
    static const char head[] =
        "--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nañb"
        "\r\n--xyz\r\nContent-Disposition: form-data; name=\"file\"; "
        "filename=\"C:\\\\dir/../my photo.png\"\r\nContent-Type: "
        "image/png\r\n\r\n";
    static const char tail[] = "\r\n--xyz--\r\n";
    enum { FILE_BYTES = 3 << 20 };
    char *file = calloc(1, FILE_BYTES);
    int fd = served_connect();
    struct reply r;

    (void)state;
    file[FILE_BYTES - 1] = 'z';
    snprintf(text, sizeof text,
             "POST /upload HTTP/1.1\r\n" HOST
             "Content-Type: multipart/form-data; boundary=xyz\r\n"
             "Content-Length: %zu\r\n\r\n",
             strlen(head) + FILE_BYTES + strlen(tail));
    served_send(fd, text);
    served_send(fd, head);
    served_send_bytes(fd, file, FILE_BYTES);
    served_send(fd, tail);
    r = served_read(fd, false);
    assert_int_equal(r.status, 200);
    assert_string_equal(r.body,
                        "text=añb file=my photo.png bytes=3145728 last=z");
    close(fd);
    free(file);
}

/* The page arrives although the client sends on: with a plain close() the
 * reset would take it away. */
static void
a_body_too_large_is_told_even_to_who_sends_on(void **state)
{
    char *bytes = calloc(1, 8 << 20);
    struct reply r;
    int fd = served_connect();

    (void)state;
    served_send(fd, "POST /es/echo HTTP/1.1\r\n" HOST FORM
                    "Content-Length: 8388608\r\n" END);
    served_send_bytes(fd, bytes, 8 << 20);
    r = served_read(fd, false);
    assert_int_equal(r.status, 413);
    assert_string_equal(r.body, "problem 413 in es for nobody");
    assert_true(r.closed);
    close(fd);
    /* The same with a length that was not told. */
    fd = served_connect();
    served_send(fd, "POST /echo HTTP/1.1\r\n" HOST FORM
                    "Transfer-Encoding: chunked\r\n" END "800000\r\n");
    served_send_bytes(fd, bytes, 8 << 20);
    assert_int_equal(served_read(fd, false).status, 413);
    close(fd);
    free(bytes);
}

static void
a_large_answer_comes_whole_to_a_slow_reader(void **state)
{
    int fd = served_connect();
    struct reply r;

    (void)state;
    served_send(fd, GET("/big") END GET("/hello") END);
    usleep(200000);
    r = served_read(fd, false);
    assert_int_equal(r.body_len, 7 << 20);
    for (size_t i = 0; i < r.body_len; i++) {
        assert_int_equal(r.body[i], 'a' + i / 1024 % 26);
    }
    assert_string_equal(served_read(fd, false).body, "hello");
    close(fd);
}

static void
nobody_is_believed_about_his_address_but_the_proxy(void **state)
{
    (void)state;
    assert_has(get("/who", "X-Forwarded-For: 10.1.1.1\r\n").body,
               "address=127.0.0.1");
}

/* --- behind a proxy, https outside --- */

static void
the_proxys_last_hop_is_the_address(void **state)
{
    (void)state;
    assert_has(get("/who", "X-Forwarded-For: 1.1.1.1, 10.2.2.2\r\n").body,
               "address=10.2.2.2");
    assert_has(get("/who", "X-Forwarded-For: 1.1.1.1\r\n"
                           "X-Forwarded-For: 10.3.3.3\r\n")
                   .body,
               "address=10.3.3.3");
    assert_has(get("/who", "X-Forwarded-For: <b>evil</b>\r\n").body,
               "address=127.0.0.1");
}

static void
behind_https_the_cookie_has_the_strict_name(void **state)
{
    char cookie[200];
    struct reply r;

    (void)state;
    assert_int_equal(get_as(served.token, "/mine").status, 303);
    snprintf(cookie, sizeof cookie, "Cookie: __Host-quipu=%s\r\n",
             served.token);
    r = get("/mine", cookie);
    assert_int_equal(r.status, 200);
    assert_has(reply_header(&r, "Strict-Transport-Security"), "max-age=");
}

static void
the_scheme_of_an_origin_is_what_the_proxy_says(void **state)
{
    (void)state;
    assert_int_equal(post("/echo",
                          "Origin: https://quipu.example\r\n"
                          "X-Forwarded-Proto: https\r\n",
                          "text=a")
                         .status,
                     200);
    assert_int_equal(post("/echo",
                          "Origin: https://quipu.example\r\n"
                          "X-Forwarded-Proto: http\r\n",
                          "text=a")
                         .status,
                     403);
}

static void
a_proxy_may_hold_more_connections_than_an_address(void **state)
{
    int fds[8];

    (void)state;
    for (int i = 0; i < 8; i++) {
        fds[i] = served_connect();
        served_send(fds[i], GET("/hello") END);
        assert_int_equal(served_read(fds[i], false).status, 200);
    }
    for (int i = 0; i < 8; i++) {
        close(fds[i]);
    }
}

/* --- the end --- */

/* Under way, on the wire and idle at the moment of the stop. */
static void
a_graceful_stop_loses_no_request_fully_sent(void **state)
{
    enum { CLIENTS = 40 };
    int waiting = served_connect(), idle = served_connect(), fds[CLIENTS];
    struct reply r;

    (void)state;
    served_send(idle, GET("/hello") END);
    assert_int_equal(served_read(idle, false).status, 200);
    served_send(waiting, "POST /wait HTTP/1.1\r\n" HOST FORM
                         "Content-Length: 0\r\n" END);
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = served_connect();
        served_send(fds[i], GET("/hello") END);
        assert_int_equal(served_read(fds[i], false).status, 200);
    }
    usleep(50000);
    for (int i = 0; i < CLIENTS; i++) {
        if (i == CLIENTS / 2) {
            served_stop();
        }
        served_send(fds[i], GET("/hello") END);
    }
    for (int i = 0; i < CLIENTS; i++) {
        r = served_read(fds[i], false);
        assert_int_equal(r.status, 200);
        close(fds[i]);
    }
    served.gate = 1;
    r = served_read(waiting, false);
    assert_string_equal(r.body, "waited");
    assert_true(r.closed);
    assert_true(served_is_closed(idle, SERVED_WAIT_MS));
    close(waiting);
    close(idle);
}

/* One is being hashed, 64 wait; everything else goes on. */
static void
passwords_wait_in_a_short_queue_of_their_own(void **state)
{
    static const char one[] = "POST /password HTTP/1.1\r\n" HOST FORM
                              "Content-Length: 6\r\n" END "text=1";
    int fds[LIMIT_PASSWORD_QUEUE + 2], before = served.hits, busy = 0;
    struct reply r;

    (void)state;
    served.gate = 0;
    for (int i = 0; i < LIMIT_PASSWORD_QUEUE + 2; i++) {
        fds[i] = served_connect();
        served_send(fds[i], one);
        while (i == 0 && served.hits == before) {
            usleep(1000);
        }
    }
    assert_string_equal(served_ask("POST /slow HTTP/1.1\r\n" HOST FORM
                                   "Content-Length: 6\r\n" END "text=2")
                            .body,
                        "slowly 2");
    served.gate = 1;
    for (int i = 0; i < LIMIT_PASSWORD_QUEUE + 2; i++) {
        r = served_read(fds[i], false);
        busy += r.status == 503 && *reply_header(&r, "Retry-After");
        assert_true(r.status == 200 || r.status == 503);
        close(fds[i]);
    }
    served.gate = 0;
    assert_int_equal(busy, 1);
}

int
main(void)
{
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(a_connection_answers_one_request_after_the_other),
        cmocka_unit_test(pipelined_requests_are_answered_in_their_order),
        cmocka_unit_test(a_thousand_requests_sent_ahead_are_all_answered),
        cmocka_unit_test(head_is_get_without_the_body),
        cmocka_unit_test(an_http_1_0_client_gets_its_answer_and_the_end),
        cmocka_unit_test(an_offer_to_upgrade_is_passed_over),
        cmocka_unit_test(who_waits_for_100_is_told_to_go_on),
        cmocka_unit_test(methods_that_an_address_has_not_are_named),
        cmocka_unit_test(every_page_says_what_browsers_may_do_with_it),
        cmocka_unit_test(a_known_public_page_is_not_sent_again),
        cmocka_unit_test(a_signed_in_page_is_never_stored),
        cmocka_unit_test(long_pages_are_compressed_for_who_takes_it),
        cmocka_unit_test(
            the_language_is_prefix_then_cookie_then_browser_then_node),
        cmocka_unit_test(a_failure_is_told_in_the_readers_language),
        cmocka_unit_test(who_is_not_signed_in_is_led_to_sign_in_and_back),
        cmocka_unit_test(a_capability_counts_at_its_organisation),
        cmocka_unit_test(what_is_for_demonstrations_is_not_there),
        cmocka_unit_test(
            a_form_without_a_session_needs_no_token_but_a_good_origin),
        cmocka_unit_test(
            a_form_of_somebody_signed_in_needs_the_token_of_the_session),
        cmocka_unit_test(a_failed_form_changes_nothing_and_comes_back_as_typed),
        cmocka_unit_test(what_was_done_is_said_once_on_the_next_page),
        cmocka_unit_test(a_file_comes_whole_with_its_fields),
        cmocka_unit_test(a_body_too_large_is_told_even_to_who_sends_on),
        cmocka_unit_test(passwords_wait_in_a_short_queue_of_their_own),
        cmocka_unit_test(a_large_answer_comes_whole_to_a_slow_reader),
        cmocka_unit_test(nobody_is_believed_about_his_address_but_the_proxy),
        cmocka_unit_test(a_graceful_stop_loses_no_request_fully_sent),
    };
    const struct CMUnitTest proxied[] = {
        cmocka_unit_test(the_proxys_last_hop_is_the_address),
        cmocka_unit_test(behind_https_the_cookie_has_the_strict_name),
        cmocka_unit_test(the_scheme_of_an_origin_is_what_the_proxy_says),
        cmocka_unit_test(a_proxy_may_hold_more_connections_than_an_address),
    };
    int failed;

    if (!served_begin((struct http_options){0}, "http://quipu.example")) {
        return 1;
    }
    failed = cmocka_run_group_tests(plain, NULL, NULL);
    served_end();
    if (!served_begin(
            (struct http_options){.proxy = "127.0.0.1", .per_address = 2},
            "https://quipu.example")) {
        return 1;
    }
    failed += cmocka_run_group_tests(proxied, NULL, NULL);
    served_end();
    return failed;
}
