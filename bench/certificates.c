/* SPDX-License-Identifier: Apache-2.0 */
/* certificates: for completed enrolments (ids on standard input, as
 * bench_learners prints them) certificates are issued in batches, on some
 * threads, in a data folder nobody serves; prints how many a second, and the
 * processor time of each, which is the same on a busy machine.
 *
 *     bench_certificates DIR THREADS
 */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "credentials/batch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { ARGUMENTS = 3, THREADS_MAX = 8, PEOPLE_MAX = 20000 };

static struct {
    struct cli_node node;
    int64_t waiting[PEOPLE_MAX];
    size_t count;
    _Atomic size_t next, stored;
    atomic_bool failed;
} bench;

static void *
work(void *arg)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    size_t from;

    (void)arg;
    while ((from = atomic_fetch_add(&bench.next, BATCH_MAX)) < bench.count) {
        struct batch_item items[BATCH_MAX] = {{0}};
        size_t n = bench.count - from;
        struct ctx c = cli_ctx(&bench.node);

        n = n < BATCH_MAX ? n : BATCH_MAX;
        c.arena = a;
        for (size_t i = 0; i < n; i++) {
            items[i].enrolment = bench.waiting[from + i];
        }
        if (batch_issue(&c, items, n) != OK) {
            atomic_store(&bench.failed, true);
            break;
        }
        for (size_t i = 0; i < n; i++) {
            bench.stored += items[i].result == OK;
        }
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void
read_ids(void)
{
    char line[32];

    while (bench.count < PEOPLE_MAX && fgets(line, sizeof line, stdin)) {
        bench.waiting[bench.count++] = strtoll(line, NULL, 10);
    }
}

/* Of all threads, the store's writer and the kernel with them. */
static int64_t
processor_us(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 +
           u.ru_utime.tv_usec + u.ru_stime.tv_usec;
}

static int
run(int64_t threads)
{
    pthread_t ids[THREADS_MAX];
    int64_t began = clock_steady_us(), used = processor_us(), took;

    for (int64_t i = 0; i < threads; i++) {
        pthread_create(&ids[i], NULL, work, NULL);
    }
    for (int64_t i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
    }
    took = clock_steady_us() - began;
    used = processor_us() - used;
    printf("%zu of %zu, %.0f a second, %.1f us of processor time each\n",
           (size_t)bench.stored, bench.count,
           (double)bench.stored * 1e6 / (double)took,
           (double)used / (double)(bench.stored ? bench.stored : 1));
    return atomic_load(&bench.failed) || bench.stored != bench.count
               ? CLI_FAILED
               : CLI_DONE;
}

int
main(int argc, char **argv)
{
    struct cli c = {0};
    int64_t threads;
    int status;

    if (argc != ARGUMENTS || !text_i64(argv[2], &threads) || threads < 1 ||
        threads > THREADS_MAX) {
        return cli_fail("bench_certificates DIR THREADS <ids");
    }
    c.data = argv[1];
    read_ids();
    status = cli_open(&bench.node, &c, STORE_SERVE);
    if (status == CLI_DONE) {
        status = cli_open_keeper(&bench.node, &c);
    }
    if (status == CLI_DONE) {
        status = run(threads);
    }
    cli_close(&bench.node);
    return status;
}
