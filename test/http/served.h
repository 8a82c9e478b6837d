/* SPDX-License-Identifier: Apache-2.0 */
/* served: the real server with routes of the test's own, in this process on a
 * free port of 127.0.0.1, and a client that sends bytes as they are. */
#ifndef QUIPU_TEST_HTTP_SERVED_H
#define QUIPU_TEST_HTTP_SERVED_H

#include "test/unit.h"

#include "http/http.h"

#include <stdatomic.h>
#include <stdbool.h>

/* The host of the public address: what well-formed requests name. */
#define HOST "Host: quipu.example\r\n"

enum { SERVED_WAIT_MS = 8000 };

struct served {
    int port;
    const char *token;    /* cookie of Ana's session: an observer at "uni" */
    const char *stranger; /* of Ben's, who holds no role */
    atomic_int hits;      /* requests that reached a handler */
    atomic_int writes;    /* … of /write, each run counted */
    atomic_int gate;      /* /wait answers when this is not 0 */
};
extern struct served served;

/* Start with these options (listen address and problem page are filled in),
 * and end gracefully. False: it could not begin. */
bool served_begin(struct http_options options, const char *public_url);
void served_end(void);

/* Tell it to end, without waiting. */
void served_stop(void);

struct reply {
    int status; /* 0 = the connection ended without an answer */
    char *head; /* status line and headers, as text */
    char *body;
    size_t body_len;
    bool closed; /* the server has closed behind it */
};

int served_connect(void);
void served_send(int fd, const char *text);
void served_send_bytes(int fd, const char *p, size_t len);

/* Read one answer; `bodiless` for HEAD. Everything lives until
 * served_end. */
struct reply served_read(int fd, bool bodiless);

/* Has the server closed? Waits for it up to `ms`. */
bool served_is_closed(int fd, int ms);

/* Connect, send, read one answer, close. */
struct reply served_ask(const char *text);

/* The value of a header of an answer, "" = not there. */
const char *reply_header(const struct reply *r, const char *name);

#endif
