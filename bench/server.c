/* SPDX-License-Identifier: Apache-2.0 */
/* server: a bench's server: what `quipu serve` does, with a chosen size of
 * groups and with time added to each sync, as slower disks take it.
 *
 *     bench_server DIR HOST:PORT GROUP DELAY_MS
 */

#include "cli/cli.h"
#include "cli/serve.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS = 5 };

static int64_t delay_ms;

/* In the place of the C library's: SQLite is linked dynamically and finds this
 * one first. */
int
fdatasync(int fd)
{
    const struct timespec t = {.tv_sec = delay_ms / 1000,
                               .tv_nsec = delay_ms % 1000 * 1000000};

    if (delay_ms) {
        nanosleep(&t, NULL);
    }
    return fsync(fd);
}

static void
say_ready(void *arg, int port)
{
    (void)arg;
    printf("ready %d\n", port);
    fflush(stdout);
}

int
main(int argc, char **argv)
{
    struct store_options options = {.mode = STORE_SERVE};
    struct cli c = {.listen_count = 1};
    struct cli_node n;
    struct store *store;
    char why[512];
    int64_t group;
    int status;

    if (argc != ARGUMENTS || !text_i64(argv[3], &group) ||
        !text_i64(argv[4], &delay_ms)) {
        return cli_fail("bench_server DIR HOST:PORT GROUP DELAY_MS");
    }
    c.data = options.folder = argv[1];
    c.listen[0] = argv[2];
    options.group = (int)group;
    if (store_open(&store, &options, why, sizeof why) != OK) {
        return cli_fail("%s", why);
    }
    status = cli_fill(&n, store, arena_new(LIMIT_ARENA_BYTES), c.data);
    if (status == CLI_DONE) {
        status = cli_open_keeper(&n, &c);
    }
    if (status == CLI_DONE) {
        status = serve_node(&n, &c, say_ready, NULL);
    }
    cli_close(&n);
    return status;
}
