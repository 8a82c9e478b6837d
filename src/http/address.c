/* SPDX-License-Identifier: Apache-2.0 */
/* address: how many connections each address holds. */

#include "http/address.h"

#include "base/limits.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* Twice as many cells as connections: a free one is always near. */
enum { CELLS = LIMIT_CONNECTIONS * 2 };

static struct {
    pthread_mutex_t lock;
    struct {
        char address[ADDRESS_SIZE];
        int count; /* a cell with 0 may be taken by another address */
        bool used; /* somebody stood here: go on looking behind it */
    } cells[CELLS];
} table = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint32_t
hash(const char *s)
{
    uint32_t h = 2166136261u;

    for (; *s; s++) {
        h = (h ^ (unsigned char)*s) * 16777619u;
    }
    return h % CELLS;
}

/* The cell of an address, or a free one for it; -1 = all are taken. */
static int
find(const char *address)
{
    uint32_t start = hash(address);
    int free_cell = -1;

    for (uint32_t i = 0; i < CELLS; i++) {
        int at = (int)((start + i) % CELLS);

        if (table.cells[at].count > 0 &&
            strcmp(table.cells[at].address, address) == 0) {
            return at;
        }
        if (table.cells[at].count == 0 && free_cell < 0) {
            free_cell = at;
        }
        if (!table.cells[at].used) {
            break;
        }
    }
    return free_cell;
}

bool
address_take(const char *address, int max)
{
    bool good = false;
    int at;

    pthread_mutex_lock(&table.lock);
    at = find(address);
    if (at >= 0 && table.cells[at].count < max) {
        if (table.cells[at].count == 0) {
            memset(table.cells[at].address, 0, ADDRESS_SIZE);
            strncpy(table.cells[at].address, address, ADDRESS_SIZE - 1);
            table.cells[at].used = true;
        }
        table.cells[at].count++;
        good = true;
    }
    pthread_mutex_unlock(&table.lock);
    return good;
}

void
address_give(const char *address)
{
    int at;

    pthread_mutex_lock(&table.lock);
    at = find(address);
    if (at >= 0 && table.cells[at].count > 0) {
        table.cells[at].count--;
    }
    pthread_mutex_unlock(&table.lock);
}
