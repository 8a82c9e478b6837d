/* SPDX-License-Identifier: Apache-2.0 */
/* Who gets past which gate: every route, every role, at its own node, above,
 * below and beside it. The answers of the gate are compared with
 * test/access.txt, so that a change of rights is a change of that file, seen
 * in review. To write it anew: QUIPU_WRITE_ACCESS=1 test/core/access_test. */

#include "test/world.h"

#include "base/buf.h"
#include "base/file.h"
#include "core/access.h"
#include "http/exchange.h"
#include "http/gate.h"
#include "http/token.h"
#include "people/person.h"
#include "people/role.h"
#include "people/session.h"
#include "routes.h"

#include <stdio.h>
#include <stdlib.h>

enum { TABLE_BYTES = 1 << 20, NAME_WIDTH = 19 };

static const char *const role_names[] = {
#define ROLE(name, word, caps) #name,
#include "core/roles.def"
#undef ROLE
};

/* Someone whose role is at Uni asks at these nodes. */
enum { OWN, ABOVE, BELOW, BESIDE, PLACES };
static const char *const place_words[PLACES] = {"own", "above", "below",
                                                "beside"};
static const char *const slugs[PLACES] = {"uni", "peru", "law", "tec"};

static const char *
sign_in(void **state, int64_t person)
{
    const char *token = NULL;

    if (person) {
        assert_int_equal(session_start(as(state, NOBODY), person, &token), OK);
    }
    return token;
}

static struct pairs
pairs_of(struct arena *a, const char *name, const char *value)
{
    struct pair *p = ARENA_NEW(a, struct pair);

    *p = (struct pair){name, value};
    return (struct pairs){p, 1};
}

/* What the gate says: OK, or why not; `led` = to the sign-in page. */
static enum err
ask(void **state, const struct route *route, const char *slug,
    const char *token, bool *led)
{
    struct world *w = *state;
    struct server server = {.node = &w->node, .cookie = "quipu"};
    struct exchange x = {.server = &server, .arena = w->arena};
    struct session session;
    struct pair org = {"org", slug};
    struct pairs none = {NULL, 0};

    x.ctx = *as(state, NOBODY);
    x.target = "/";
    x.req = (struct req){
        .ctx = &x.ctx,
        .method = route->method,
        .prefix = "",
        .path = "/",
        .route = route,
        .params =
            strstr(route->pattern, "{org}") ? (struct pairs){&org, 1} : none,
        .cookies = token ? pairs_of(w->arena, "quipu", token) : none,
        .node = &w->node};
    buf_init(&x.req.body, TABLE_BYTES);
    if (token) {
        assert_int_equal(session_load(&x.ctx, token, &session), OK);
        x.req.form = pairs_of(w->arena, "csrf", token_mask(w->arena, &session));
        x.ctx.person = 0;
    }
    enum err e = gate_pass(&x);

    *led = x.answered;
    buf_free(&x.req.body);
    return e;
}

static void
put_name(struct buf *out, const char *name)
{
    buf_printf(out, "    %-*s", NAME_WIDTH, name);
}

static void
put_person(void **state, struct buf *out, const struct route *route,
           const char *name, const char *token)
{
    bool led;
    enum err e = ask(state, route, "uni", token, &led);

    put_name(out, name);
    buf_printf(out, " %s\n",
               led                ? "led to the sign-in"
               : e == OK          ? "yes"
               : e == ERR_MISSING ? "no such page"
                                  : "no");
}

static void
put_role(void **state, struct buf *out, const struct route *route,
         const char *name, const char *token)
{
    size_t yes = 0;

    put_name(out, name);
    for (int i = 0; i < PLACES; i++) {
        bool led;
        enum err e = ask(state, route, slugs[i], token, &led);

        assert_true(e == OK || e == ERR_DENIED);
        if (e == OK) {
            buf_printf(out, " %s", place_words[i]);
            yes++;
        }
    }
    buf_puts(out, yes ? "\n" : " no\n");
}

static const char *
table(void **state)
{
    struct world *w = *state;
    const char *stranger = sign_in(state, w->people[STRANGER]);
    const char *tokens[COUNT(role_names)];
    struct buf out;
    const char *text;

    for (size_t i = 0; i < COUNT(role_names); i++) {
        struct person p = {.name = role_names[i]};

        assert_int_equal(person_add(as(state, NOBODY), &p), OK);
        assert_int_equal(
            role_grant(as(state, NOBODY), p.id, role_names[i], w->uni, 0), OK);
        tokens[i] = sign_in(state, p.id);
    }
    buf_init(&out, TABLE_BYTES);
    for (size_t i = 0; i < route_count; i++) {
        const struct route *r = &routes[i];

        buf_printf(&out, "%s %s\n", r->method == METHOD_GET ? "GET" : "POST",
                   r->pattern);
        put_person(state, &out, r, "nobody", NULL);
        put_person(state, &out, r, "no role", stranger);
        for (size_t k = 0; k < COUNT(role_names) && r->gate < GATE_PUBLIC;
             k++) {
            put_role(state, &out, r, role_names[k], tokens[k]);
        }
    }
    text = arena_text(w->arena, buf_text(&out));
    buf_free(&out);
    return text;
}

static const char head[] =
    "; Who gets past the gate of each route. A role is held at an institution;"
    " it is asked\n; for at that node (own), its country (above), its faculty"
    " (below), and another\n; institution of the country (beside). Made by"
    " test/core/access_test.c, which fails\n; when this file and the program"
    " differ.\n\n";

/* The first line that differs, for whoever changed a right. */
static void
compare(const char *file, const char *now)
{
    const char *route = "";
    size_t route_len = 0;
    int line = 1;

    while (*now) {
        size_t n = strcspn(now, "\n"), m = strcspn(file, "\n");

        if (*now != ' ') {
            route = now;
            route_len = n;
        }
        if (n != m || strncmp(now, file, n) != 0) {
            fail_msg("test/access.txt:%d (%.*s) says '%.*s', the program says "
                     "'%.*s'. If that is meant: QUIPU_WRITE_ACCESS=1 and "
                     "commit the file.",
                     line, (int)route_len, route, (int)m, file, (int)n, now);
        }
        now += n + (now[n] == '\n');
        file += m + (file[m] == '\n');
        line++;
    }
    assert_string_equal(file, "");
}

static void
rights_are_those_of_the_file_under_review(void **state)
{
    struct world *w = *state;
    const char *now = arena_printf(w->arena, "%s%s", head, table(state));
    char *file;
    size_t len;

    if (getenv("QUIPU_WRITE_ACCESS")) {
        assert_int_equal(file_write(ACCESS_FILE, now, strlen(now), 0644), OK);
        return;
    }
    assert_int_equal(file_read(w->arena, ACCESS_FILE, TABLE_BYTES, &file, &len),
                     OK);
    compare(file, now);
}

static void
an_unknown_role_allows_nothing(void **state)
{
    (void)state;
    for (int cap = CAP_NONE + 1; cap < CAP_COUNT; cap++) {
        assert_false(access_role_has("emperor", (enum cap)cap));
        assert_false(access_role_has("", (enum cap)cap));
    }
}

static void
a_grant_of_tomorrow_or_yesterday_is_none_today(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, FOCAL);

    assert_int_equal(access_need(c, CAP_PEOPLE_READ, w->uni), OK);
    world_pass_days(state, -1);
    assert_int_equal(access_need(c, CAP_PEOPLE_READ, w->uni), ERR_DENIED);
}

static void
nobody_and_no_capability_are_refused(void **state)
{
    struct world *w = *state;

    assert_int_equal(access_need(as(state, NOBODY), CAP_ORG_READ, w->uni),
                     ERR_DENIED);
    assert_int_equal(access_need(as(state, HQ), CAP_NONE, w->uni), ERR_DENIED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(rights_are_those_of_the_file_under_review),
        IN_WORLD(an_unknown_role_allows_nothing),
        IN_WORLD(a_grant_of_tomorrow_or_yesterday_is_none_today),
        IN_WORLD(nobody_and_no_capability_are_refused),
    };

    return RUN_IN_WORLD(tests);
}
