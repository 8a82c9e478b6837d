/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_small: version, routes, backup. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/limits.h"
#include "db/backup.h"
#include "routes.h"

#include <stdio.h>

int
cmd_version(struct cli *c)
{
    (void)c;
    puts("quipu " QUIPU_VERSION);
    return CLI_DONE;
}

static const char *
gate_name(enum gate gate)
{
    static const char *const caps[] = {
        "-",
#define CAP(name, sentence) #name,
#include "core/caps.def"
#undef CAP
    };

    switch (gate) {
    case GATE_PUBLIC:
        return "public";
    case GATE_SELF:
        return "self";
    case GATE_DEMO:
        return "demo";
    default:
        return (size_t)gate < COUNT(caps) ? caps[gate] : "-";
    }
}

int
cmd_routes(struct cli *c)
{
    (void)c;
    for (size_t i = 0; i < route_count; i++) {
        printf("%s %s %s %s\n", routes[i].method == METHOD_GET ? "GET" : "POST",
               routes[i].pattern, gate_name(routes[i].gate), routes[i].name);
    }
    return CLI_DONE;
}

int
cmd_backup(struct cli *c)
{
    struct arena *a;
    char why[512] = "";
    int status = CLI_DONE;

    if (c->word_count != 1 || !c->data) {
        cli_fail("quipu backup FILE --data DIR");
        return CLI_MISUSED;
    }
    a = arena_new(LIMIT_ARENA_BYTES);
    switch (backup_copy(arena_printf(a, "%s/%s", c->data, BACKUP_DATABASE),
                        c->words[0], why, sizeof why)) {
    case OK:
        printf("%s is a checked copy. The sealing key is not in it: keep that "
               "apart.\n",
               c->words[0]);
        break;
    case ERR_CONFLICT:
        status = cli_fail("%s is there already; nothing was overwritten.",
                          c->words[0]);
        break;
    case ERR_FULL:
        status = cli_fail("The disk of %s is full.", c->words[0]);
        break;
    default:
        status = cli_fail("No copy was made: %s",
                          *why ? why : "the database cannot be read");
    }
    arena_free(a);
    return status;
}
