/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_small: version, routes. */

#include "cli/cli.h"

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
