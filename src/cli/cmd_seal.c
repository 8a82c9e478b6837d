/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_seal: the sealing key made again from the words that were written down
 * when the node was made. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/hash.h"
#include "keeper/keeper.h"

#include <stdio.h>
#include <string.h>

/* The words come by standard input: those on a command line are seen by other
 * users of the machine and kept by shells. */
static int
write_seal(const char *path)
{
    char words[1024];
    size_t len = fread(words, 1, sizeof words - 1, stdin);
    int status;

    words[len] = '\0';
    words[strcspn(words, "\n")] = '\0';
    switch (keeper_restore_seal(path, words)) {
    case OK:
        printf("%s is written. Does it open this node's keys? `quipu doctor` "
               "says so.\n",
               path);
        status = CLI_DONE;
        break;
    case ERR_INVALID:
        status = cli_fail("These are not the 17 words of a sealing key, in one "
                          "line: one of them is missing, or misread. The last "
                          "one checks the others. Nothing was written.");
        break;
    case ERR_CONFLICT:
        status =
            cli_fail("%s is there already; nothing was overwritten.", path);
        break;
    default:
        status = cli_fail("%s cannot be written.", path);
    }
    hash_wipe(words, sizeof words);
    return status;
}

int
cmd_seal(struct cli *c)
{
    struct arena *a;
    int status;

    if (!cli_words_are(c, "from-words", 1) || !c->data) {
        cli_fail("quipu seal from-words --data DIR, with the words on standard "
                 "input");
        return CLI_MISUSED;
    }
    a = arena_new(64 * 1024);
    status = write_seal(cli_seal_path(a, c, c->data));
    arena_free(a);
    return status;
}
