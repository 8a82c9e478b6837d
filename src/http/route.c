/* SPDX-License-Identifier: Apache-2.0 */
/* route: which row of routes.def an address belongs to. */

#include "http/route.h"

#include "base/arena.h"

#include <string.h>

/* Length of the part at `s`, up to the next slash. */
static size_t
part_len(const char *s)
{
    return strcspn(s, "/");
}

/* Compare without keeping anything: most rows differ in their first sign. */
static bool
fits(const char *pattern, const char *path)
{
    if (pattern[0] == '/' && path[0] == '/' && pattern[1] != path[1] &&
        pattern[1] != '{') {
        return false;
    }
    while (*pattern == '/' && *path == '/') {
        size_t n = part_len(++pattern), m = part_len(++path);

        if (pattern[0] == '{' ? m == 0
                              : n != m || memcmp(pattern, path, n) != 0) {
            return false;
        }
        pattern += n;
        path += m;
    }
    return !*pattern && !*path;
}

static void
take_params(struct arena *a, const char *pattern, const char *path,
            struct pairs *out)
{
    out->items = ARENA_ARRAY(a, ROUTE_PARAMS_MAX, struct pair);
    out->count = 0;
    while (*pattern == '/' && out->count < ROUTE_PARAMS_MAX) {
        size_t n = part_len(++pattern), m = part_len(++path);

        if (pattern[0] == '{') {
            out->items[out->count++] = (struct pair){
                .name = arena_textn(a, pattern + 1, n - 2),
                .value = arena_textn(a, path, m),
            };
        }
        pattern += n;
        path += m;
    }
}

/* How many literal bytes: the more, the better a row fits. */
static size_t
weight(const char *pattern)
{
    size_t n = 0;

    for (; *pattern; pattern++) {
        if (*pattern == '{') {
            pattern += strcspn(pattern, "}");
        } else {
            n++;
        }
    }
    return n;
}

const struct route *
route_find(struct arena *a, enum method method, const char *path,
           struct pairs *params, bool *other_method)
{
    const struct route *best = NULL;

    *other_method = false;
    for (size_t i = 0; i < route_count; i++) {
        const struct route *r = &routes[i];

        if (!fits(r->pattern, path)) {
            continue;
        }
        if (r->method != method) {
            *other_method = true;
        } else if (!best || weight(r->pattern) > weight(best->pattern)) {
            best = r;
        }
    }
    if (best) {
        take_params(a, best->pattern, path, params);
    }
    return best;
}

bool
route_check(const char **why)
{
    for (size_t i = 0; i < route_count; i++) {
        const struct route *r = &routes[i];

        *why = r->pattern;
        if (!r->handler || r->gate == GATE_MISSING || !r->tx || !r->name ||
            r->pattern[0] != '/') {
            return false;
        }
        if (r->method == METHOD_GET && r->tx == TX_WRITE) {
            return false; /* reading writes nothing */
        }
        if (r->gate < GATE_PUBLIC && !strstr(r->pattern, "{org}")) {
            return false; /* a capability is held at a place */
        }
    }
    return true;
}
