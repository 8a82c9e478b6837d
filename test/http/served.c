/* SPDX-License-Identifier: Apache-2.0 */
/* served: the real server with routes of the test's own. */

#include "test/http/served.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "core/ctx.h"
#include "db/store.h"
#include "http/token.h"
#include "network/org.h"
#include "people/person.h"
#include "people/role.h"
#include "people/session.h"
#include "routes.h"

#include <arpa/inet.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct served served;

static struct {
    char folder[64];
    struct arena *arena;
    struct arena *replies;
    struct store *store;
    struct node node;
    struct http_options options;
    pthread_t thread;
    enum err result;
    char why[300];
    pthread_mutex_t lock;
    pthread_cond_t turned;
    bool ready, over;
} house = {.lock = PTHREAD_MUTEX_INITIALIZER,
           .turned = PTHREAD_COND_INITIALIZER};

/* --- routes --- */

static enum err
hello(struct req *r)
{
    served.hits++;
    buf_puts(&r->body, "hello");
    return OK;
}

static enum err
who(struct req *r)
{
    served.hits++;
    buf_printf(&r->body, "person=%s lang=%s prefix=%s flash=%s address=%s",
               r->session.id ? r->session.person_name : "nobody",
               r->ctx->lang->tag, r->prefix, r->flash ? r->flash : "",
               r->address);
    return OK;
}

static enum err
token(struct req *r)
{
    buf_puts(&r->body,
             r->session.id ? token_mask(r->ctx->arena, &r->session) : "none");
    return OK;
}

/* A page that compresses well. */
static enum err
page(struct req *r)
{
    buf_puts(&r->body, "<!doctype html><title>p</title>");
    for (int i = 0; i < 1000; i++) {
        buf_printf(&r->body, "<p>Line %d of many that are alike.", i);
    }
    return OK;
}

static enum err
big(struct req *r)
{
    r->type = "application/octet-stream";
    for (int i = 0; i < 7 * 1024; i++) {
        char line[1024];

        memset(line, 'a' + i % 26, sizeof line);
        buf_put(&r->body, line, sizeof line);
    }
    return OK;
}

static enum err
echo(struct req *r)
{
    const struct upload *u = req_upload(r, "file");
    const char *text = req_form(r, "text");

    served.hits++;
    buf_printf(&r->body, "text=%s", text ? text : "-");
    if (u) {
        buf_printf(&r->body, " file=%s bytes=%zu last=%c", u->name, u->bytes,
                   u->bytes ? u->data[u->bytes - 1] : '-');
    }
    return OK;
}

static enum err
write_form(struct req *r)
{
    return res_redirect(r, req_url(r, "/hello"));
}

static enum err
write_page(struct req *r)
{
    buf_printf(&r->body, "kept=%s problem=%s", req_kept(r, "text", "stored"),
               r->ctx->problem_count ? r->ctx->problems[0].text : "none");
    return OK;
}

/* Changes the session's person's language, unless `text` is empty. */
static enum err
write_post(struct req *r)
{
    const char *text = req_form(r, "text");

    served.writes++;
    if (!text || !*text) {
        return problem_at(r->ctx, "text", "Write something.");
    }
    if (r->ctx->person) {
        TRY(person_set_lang(r->ctx, r->ctx->person, text));
    }
    if (strcmp(text, "xx") == 0) {
        return problem_at(r->ctx, "text", "No such language.");
    }
    res_flash(r, "Done, señora.");
    return write_form(r);
}

static enum err
slow_post(struct req *r)
{
    served.hits++;
    buf_printf(&r->body, "slowly %s", req_form(r, "text"));
    return OK;
}

static enum err
wait_post(struct req *r)
{
    served.hits++;
    while (!served.gate) {
        usleep(1000);
    }
    buf_puts(&r->body, "waited");
    return OK;
}

static enum err
break_down(struct req *r)
{
    buf_puts(&r->body, "half a page");
    return ERR_INTERNAL;
}

static enum err
org(struct req *r)
{
    buf_printf(&r->body, "org=%lld", (long long)r->org);
    return OK;
}

#define ROW(m, p, f, g, t, a, u)                                               \
    {.method = m,                                                              \
     .pattern = p,                                                             \
     .handler = f,                                                             \
     .gate = (enum gate)(g),                                                   \
     .tx = t,                                                                  \
     .again = a,                                                               \
     .upload_bytes = u,                                                        \
     .name = #f},

const struct route routes[] = {
    ROW(METHOD_GET, "/", hello, GATE_PUBLIC, TX_NONE, NULL,
        0) ROW(METHOD_GET, "/hello", hello, GATE_PUBLIC, TX_NONE, NULL,
               0) ROW(METHOD_GET, "/who", who, GATE_PUBLIC, TX_READ, NULL, 0)
        ROW(METHOD_GET, "/mine", who, GATE_SELF, TX_READ, NULL,
            0) ROW(METHOD_GET, "/token", token, GATE_SELF, TX_READ, NULL, 0)
            ROW(METHOD_GET, "/page", page, GATE_PUBLIC, TX_NONE, NULL, 0) ROW(
                METHOD_GET, "/big", big, GATE_PUBLIC, TX_NONE, NULL,
                0) ROW(METHOD_POST, "/echo", echo, GATE_PUBLIC, TX_NONE, NULL,
                       0) ROW(METHOD_POST, "/upload", echo, GATE_PUBLIC,
                              TX_NONE, NULL, 4 << 20)
                ROW(METHOD_GET, "/write", write_page, GATE_PUBLIC, TX_READ,
                    NULL, 0) ROW(METHOD_POST, "/write", write_post, GATE_PUBLIC,
                                 TX_WRITE, write_page, 0)
                    ROW(METHOD_POST, "/slow", slow_post, GATE_PUBLIC, TX_SLOW,
                        NULL, 0) ROW(METHOD_POST, "/wait", wait_post,
                                     GATE_PUBLIC, TX_SLOW, NULL, 0)
                        ROW(METHOD_POST, "/password", wait_post, GATE_PUBLIC,
                            TX_PASSWORD, NULL,
                            0) ROW(METHOD_GET, "/fail", break_down, GATE_PUBLIC,
                                   TX_READ, NULL, 0)
                            ROW(METHOD_POST, "/demo", hello, GATE_DEMO, TX_READ,
                                NULL, 0) ROW(METHOD_GET, "/o/{org}/figures",
                                             org, GATE_CAP_REPORT_READ, TX_READ,
                                             NULL, 0)
                                ROW(METHOD_GET, "/o/{org}/people", org,
                                    GATE_CAP_PEOPLE_EDIT, TX_READ, NULL, 0)};
const size_t route_count = COUNT(routes);

static void
problem_page(struct req *r, int status)
{
    buf_printf(&r->body, "problem %d in %s for %s", status, r->ctx->lang->tag,
               r->session.id ? r->session.person_name : "nobody");
}

/* --- start and end --- */

static enum err
add_people(struct db *db, void *arg)
{
    struct ctx c = {.arena = house.arena,
                    .db = db,
                    .node = &house.node,
                    .lang = lang_find("en"),
                    .now_ms = clock_now_ms()};
    struct org uni = {.kind = "network", .slug = "uni", .name = "University"};
    struct person ana = {.name = "Ana"}, ben = {.name = "Ben"};

    (void)arg;
    TRY(org_add(&c, 0, &uni));
    TRY(person_add(&c, &ana));
    TRY(person_add(&c, &ben));
    TRY(role_grant(&c, ana.id, "observer", uni.id, 0));
    TRY(session_start(&c, ana.id, &served.token));
    return session_start(&c, ben.id, &served.stranger);
}

static void
on_ready(void *arg, int port)
{
    (void)arg;
    pthread_mutex_lock(&house.lock);
    served.port = port;
    house.ready = true;
    pthread_cond_broadcast(&house.turned);
    pthread_mutex_unlock(&house.lock);
}

static void *
run(void *arg)
{
    (void)arg;
    house.result =
        http_serve(&house.node, &house.options, house.why, sizeof house.why);
    pthread_mutex_lock(&house.lock);
    house.over = true;
    pthread_cond_broadcast(&house.turned);
    pthread_mutex_unlock(&house.lock);
    return NULL;
}

bool
served_begin(struct http_options options, const char *public_url)
{
    struct store_options store = {.folder = house.folder, .create = true};

    hash_init();
    snprintf(house.folder, sizeof house.folder, "/tmp/quipu-http-XXXXXX");
    if (!mkdtemp(house.folder) ||
        store_open(&house.store, &store, house.why, sizeof house.why) != OK) {
        fprintf(stderr, "%s\n", house.why);
        return false;
    }
    house.arena = arena_new((size_t)64 << 20);
    house.replies = arena_new((size_t)256 << 20);
    house.node = (struct node){.folder = house.folder,
                               .public_url = public_url,
                               .name = "Test",
                               .lang_tag = "en",
                               .store = house.store};
    if (store_write(house.store, house.arena, add_people, NULL) != OK) {
        return false;
    }
    options.listen[0] = "127.0.0.1:0";
    options.listen_count = 1;
    options.problem_page = problem_page;
    options.ready = on_ready;
    house.options = options;
    house.ready = house.over = false;
    if (pthread_create(&house.thread, NULL, run, NULL) != 0) {
        return false;
    }
    pthread_mutex_lock(&house.lock);
    while (!house.ready && !house.over) {
        pthread_cond_wait(&house.turned, &house.lock);
    }
    pthread_mutex_unlock(&house.lock);
    return !house.over;
}

void
served_stop(void)
{
    http_stop();
}

static int
take_away(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

void
served_end(void)
{
    http_stop();
    pthread_join(house.thread, NULL);
    store_close(house.store);
    arena_free(house.arena);
    arena_free(house.replies);
    nftw(house.folder, take_away, 8, FTW_DEPTH | FTW_PHYS);
    assert_int_equal(house.result, OK);
}

/* --- the client --- */

int
served_connect(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)served.port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
    return fd;
}

void
served_send_bytes(int fd, const char *p, size_t len)
{
    while (len) {
        ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

        if (n <= 0) {
            return; /* refused and closed already */
        }
        p += n;
        len -= (size_t)n;
    }
}

void
served_send(int fd, const char *text)
{
    served_send_bytes(fd, text, strlen(text));
}

/* 1 = something came, 0 = the other side has closed, -1 = nothing in time. */
static int
receive(int fd, char *p, size_t len, size_t *got, int ms)
{
    struct pollfd f = {.fd = fd, .events = POLLIN};
    ssize_t n;

    if (poll(&f, 1, ms) != 1) {
        return -1;
    }
    n = recv(fd, p, len, 0);
    *got = n > 0 ? (size_t)n : 0;
    return n > 0;
}

/* The head, byte by byte, so that nothing of the next answer is taken. */
static char *
read_head(int fd)
{
    char head[16384];
    size_t len = 0, got;

    while (len + 1 < sizeof head &&
           receive(fd, head + len, 1, &got, SERVED_WAIT_MS) == 1) {
        len += got;
        head[len] = '\0';
        if (len >= 4 && strcmp(head + len - 4, "\r\n\r\n") == 0) {
            return arena_text(house.replies, head);
        }
    }
    return NULL;
}

struct reply
served_read(int fd, bool bodiless)
{
    struct reply r = {.head = read_head(fd),
                      .body = arena_text(house.replies, "")};
    size_t want, got;

    if (!r.head) {
        r.closed = true;
        return r;
    }
    r.status = atoi(r.head + 9);
    want = (size_t)atol(reply_header(&r, "Content-Length"));
    if (bodiless || r.status == 304 || r.status == 100) {
        return r;
    }
    r.body = arena_alloc(house.replies, want + 1);
    while (r.body_len < want &&
           receive(fd, r.body + r.body_len, want - r.body_len, &got,
                   SERVED_WAIT_MS) == 1) {
        r.body_len += got;
    }
    assert_int_equal(r.body_len, want);
    r.closed = strstr(r.head, "Connection: close") != NULL;
    return r;
}

bool
served_is_closed(int fd, int ms)
{
    char rest[4096];
    size_t got;
    int more;

    while ((more = receive(fd, rest, sizeof rest, &got, ms)) == 1) {
    }
    return more == 0;
}

struct reply
served_ask(const char *text)
{
    int fd = served_connect();
    struct reply r;

    served_send(fd, text);
    r = served_read(fd, strncmp(text, "HEAD", 4) == 0);
    close(fd);
    return r;
}

const char *
reply_header(const struct reply *r, const char *name)
{
    static char value[4096];
    size_t n = strlen(name);

    for (const char *s = r->head; s && (s = strstr(s, "\r\n"));) {
        s += 2;
        if (strncasecmp(s, name, n) == 0 && s[n] == ':') {
            snprintf(value, sizeof value, "%.*s", (int)strcspn(s + n + 2, "\r"),
                     s + n + 2);
            return value;
        }
    }
    return "";
}
