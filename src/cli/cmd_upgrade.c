/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_upgrade: brings a node's database forward to this program, or tries it
 * on a copy and says how long it takes. */

#include "cli/cli.h"
#include "cli/rehearse_remote.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "db/migrate.h"
#include "db/rehearse.h"

#include <inttypes.h>
#include <stdio.h>

enum { WHY_SIZE = 512 };

static const char *
last_step(int count)
{
    return count ? migrate_shipped.items[count - 1].name : "none";
}

/* What the steps are like in earnest. */
static void
say_what_follows(const struct cli *c)
{
    if (c->database) {
        printf("The upgrade takes these steps only, and makes no copy: stop "
               "every server of this database, run quipu backup, then quipu "
               "upgrade, or start the new program.\n");
    } else {
        printf("The upgrade takes as long: stop the server, then run quipu "
               "upgrade --data %s, or start the new program.\n",
               c->data);
    }
}

static enum err
try_on_copy(struct arena *a, const struct cli *c, struct rehearsal *r,
            char *why, size_t why_size)
{
    return c->database
               ? rehearse_remote(a, c, &migrate_shipped, r, why, why_size)
               : rehearse(a, c->data, &migrate_shipped, r, why, why_size);
}

static int
rehearse_upgrade(const struct cli *c)
{
    struct arena *a = arena_new(LIMIT_ARENA_BYTES);
    struct rehearsal r;
    char why[WHY_SIZE] = "";
    int status = CLI_DONE;

    if (try_on_copy(a, c, &r, why, sizeof why) != OK) {
        status = cli_fail("The rehearsal failed: %s. The node was not touched.",
                          why);
    } else if (r.before == r.after) {
        printf("Nothing to do: the database is at step %s, as this program "
               "is.\n",
               last_step(r.after));
    } else {
        printf("On a copy of %" PRId64 " MB, %d step%s (%s to %s) took %" PRId64
               " ms, behind a checked copy of %" PRId64
               " ms. The node was not touched.\n",
               r.bytes / 1048576, r.after - r.before,
               r.after - r.before == 1 ? "" : "s", last_step(r.before),
               last_step(r.after), r.steps_ms, r.copy_ms);
        say_what_follows(c);
    }
    arena_free(a);
    return status;
}

int
cmd_upgrade(struct cli *c)
{
    struct store_options options = cli_store_options(c, STORE_SERVE);
    int64_t began = clock_steady_ms();
    struct store *store;
    char why[WHY_SIZE] = "";

    if (c->word_count || !(c->data || c->database)) {
        cli_fail("quipu upgrade --data DIR");
        return CLI_MISUSED;
    }
    if (c->scratch &&
        !(c->rehearse && c->database && store_is_address(c->scratch))) {
        cli_fail("quipu upgrade --rehearse --scratch postgresql://USER@HOST/"
                 "NAME --database postgresql://USER@HOST/NAME");
        return CLI_MISUSED;
    }
    if (c->rehearse) {
        return rehearse_upgrade(c);
    }
    options.create = false;
    if (store_open(&store, &options, why, sizeof why) != OK) {
        return cli_fail("Nothing was upgraded: %s.", why);
    }
    store_close(store);
    printf("The database is at step %s, as this program is (%" PRId64 " ms).\n",
           last_step(migrate_shipped.count), clock_steady_ms() - began);
    return CLI_DONE;
}
