/* SPDX-License-Identifier: Apache-2.0 */
/* cli_work: commands that write, with a server running and without. */

#include "cli/cli.h"

#include <string.h>

static const struct {
    const char *name;
    int (*work)(struct control_call *call, struct cli_node *n,
                const struct cli *c);
} works[] = {
    {"import", cmd_import_work}, {"key", cmd_key_work},
    {"place", cmd_place_work},   {"recount", cmd_recount_work},
    {"user", cmd_user_work},
};

static int
work_on(struct control_call *call, struct cli_node *n, const struct cli *c)
{
    for (size_t i = 0; i < COUNT(works); i++) {
        if (strcmp(works[i].name, c->command) == 0) {
            return works[i].work(call, n, c);
        }
    }
    control_complain(call,
                     "quipu: the server knows no command '%s'; is it "
                     "of another version?",
                     c->command);
    return CLI_MISUSED;
}

int
cmd_control(struct control_call *call)
{
    struct cli_node alone = {0};
    const struct cli_node *server = call->arg;
    struct cli c;
    const char *at;
    int status;

    if (cli_parse(call->argc, call->argv, &c, &at) != CLI_WELL) {
        control_complain(call,
                         "quipu: the server does not know '%s'. Is it of "
                         "another version?",
                         at);
        return CLI_MISUSED;
    }
    if (server) { /* the same node, with the memory of this command */
        struct cli_node here = *server;

        here.arena = call->arena;
        return work_on(call, &here, &c);
    }
    status = cli_fill(&alone, call->store, call->arena, c.data);
    if (status == CLI_DONE) {
        status = work_on(call, &alone, &c);
    }
    alone.store = NULL; /* both belong to control_write */
    alone.arena = NULL;
    cli_close(&alone);
    return status;
}

int
cli_write_command(struct cli *c)
{
    if (!c->data) {
        cli_fail("say which data folder: --data DIR");
        return CLI_MISUSED;
    }
    if (c->database) {
        return control_write_to(c->database, c->argc, c->argv, cmd_control,
                                NULL);
    }
    return control_write(c->data, c->argc, c->argv, cmd_control, NULL);
}

int
cmd_user(struct cli *c)
{
    return cli_write_command(c);
}

int
cmd_key(struct cli *c)
{
    bool of_node = c->data || cli_words_are(c, "list", 1);

    if (of_node && (c->type || c->issuer || c->json)) {
        cli_fail("--type, --issuer and --json are for keys in files, without "
                 "--data");
        return CLI_MISUSED;
    }
    return of_node ? cli_write_command(c) : cmd_key_file(c);
}

int
cmd_place(struct cli *c)
{
    return cli_write_command(c);
}

int
cmd_import(struct cli *c)
{
    return cli_write_command(c);
}
