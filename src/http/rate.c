/* SPDX-License-Identifier: Apache-2.0 */
/* rate: how often something was done under a key lately. */

#include "http/rate.h"

#include "base/clock.h"
#include "base/tr.h"
#include "http/req.h"

#include <pthread.h>
#include <stdint.h>

/* Keys that share a cell share its budget: with 4,096 cells that is rare, and
 * a stranger cannot choose whom to meet, as the hash is keyed by the start. */
enum { CELLS = 4096 };

static const int64_t minute_ms = 60000;

static struct {
    pthread_mutex_t lock;
    uint64_t salt;
    struct {
        int64_t since_ms;
        int count;
    } cells[CELLS];
} table = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint64_t
mix(uint64_t h, const char *s)
{
    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
    }
    return h ^ h >> 29;
}

bool
rate_take(const char *kind, const char *key, int max)
{
    int64_t now = clock_steady_ms();
    bool good;
    uint64_t h;

    pthread_mutex_lock(&table.lock);
    if (!table.salt) {
        table.salt = (uint64_t)clock_steady_us() | 1;
    }
    h = mix(mix(table.salt, kind), key) % CELLS;
    if (now - table.cells[h].since_ms >= minute_ms) {
        table.cells[h].since_ms = now;
        table.cells[h].count = 0;
    }
    good = ++table.cells[h].count <= max;
    pthread_mutex_unlock(&table.lock);
    return good;
}

enum err
rate_check(struct req *r, const char *kind, int max)
{
    return rate_take(kind, r->address, max)
               ? OK
               : problem_as(r->ctx, ERR_LIMIT, NULL,
                            N_("Too many attempts from this place. Wait a "
                               "minute, then try again."));
}
