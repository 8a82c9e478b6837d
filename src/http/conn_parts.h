/* SPDX-License-Identifier: Apache-2.0 */
/* conn_parts: what the files of a connection share; nobody else includes it.
 *
 *   conn.c           begins and ends, deadlines, other threads
 *   conn_read.c      bytes come in: how far they allow to go
 *   conn_head.c      the head of a request, by llhttp
 *   conn_exchange.c  the request, its memory, its way to the handlers
 *   conn_write.c     the answer goes out
 *
 * A connection moves from phase to phase in these functions only, on the
 * thread of its loop. Each may end it: after a call look at `phase`. */
#ifndef QUIPU_HTTP_CONN_PARTS_H
#define QUIPU_HTTP_CONN_PARTS_H

#include "base/limits.h"
#include "http/address.h"
#include "http/body.h"
#include "http/conn.h"
#include "http/scan.h"

enum {
    CONN_HEADERS_MAX = LIMIT_HEADER_COUNT + 1,
    CONN_OUT_MAX = LIMIT_RESPONSE_BYTES * 2,
    CONN_KEPT_BYTES = 256 * 1024, /* of a buffer for the next request */
    CONN_PIECE = 128 * 1024,      /* of a file, at a time */
    CONN_LINGER_MS = 20 * 1000,
    CONN_LINGER_IDLE_MS = 3 * 1000
};

/* LINGER: answered and shut, but the other side still sends what we refused;
 * closing now would reset the connection and take our answer from it. */
enum phase { HEAD, BODY, BUSY, WRITING, LINGER, CLOSING };

struct conn {
    uv_tcp_t tcp;
    uv_write_t write;
    uv_shutdown_t shutdown;
    struct loop *loop;
    struct conn *prev, *next;
    enum phase phase;
    char peer[ADDRESS_SIZE];
    bool counted; /* against the limit of its address */
    bool keep_alive;
    bool ended;  /* the other side sends no more */
    bool gone;   /* and reads no more */
    bool slow;   /* counted among the slow bodies */
    bool held;   /* not read from, until its answers are taken */
    bool unread; /* something of the request is left unread */
    struct buf in;
    struct buf out;
    struct scan scan;
    llhttp_t parser;
    bool complete; /* llhttp has seen the end of the message */
    int refusal;   /* status, when the body cannot be taken */
    struct body body;
    struct exchange *x;
    /* deadlines on the steady clock */
    int64_t began_ms; /* of the head, or of the body */
    int64_t deadline_ms;
    int64_t window_ms;    /* the body's: since when … */
    int64_t window_bytes; /* … this many came */
    size_t queued;        /* bytes the system had not taken at the last look */
    /* the header being read */
    struct {
        const char *p;
        size_t len;
    } name, value, url;
};

/* What the options choose, else what is usual. */
static inline int64_t
conn_option(int64_t chosen, int64_t usual)
{
    return chosen ? chosen : usual;
}

/* --- conn.c --- */

/* Close; a request under way ends first. */
void conn_close(struct conn *c);

/* Count the body being read among the slow ones, or no longer. */
void conn_set_slow(struct conn *c, bool slow);

/* --- conn_read.c --- */

/* Go as far as what has come in allows. */
void conn_advance(struct conn *c);

/* Read again, after a pause or for the first time. */
void conn_resume(struct conn *c);

/* --- conn_head.c --- */

/* Read the head that begins what has come in, when it is whole. True when the
 * body follows; else more must come, or the request is refused. */
bool conn_head(struct conn *c);

/* --- conn_exchange.c --- */

/* A request begins, in memory of an earlier one. */
void conn_exchange_begin(struct conn *c);

/* It is over, or there is none; its memory serves the next. */
void conn_exchange_end(struct conn *c);

/* From now on it belongs to the handlers; conn_send_answer() follows. */
void conn_exchange_hand_over(struct conn *c);

/* --- conn_write.c --- */

/* Answer what never became a request, and close. */
void conn_refuse(struct conn *c, int status);

/* Answer a request whose body cannot be taken, in the reader's language. */
void conn_refuse_body(struct conn *c, int status);

/* The answer stands: send it. */
void conn_send_answer(struct conn *c);

#endif
