/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_import: courses and series come in. */

#include "cli/cli.h"
#include "cli/import.h"

int
cmd_import_work(struct control_call *call, struct cli_node *n,
                const struct cli *c)
{
    struct import_series series = {.file = c->series, .org = c->org};

    if (cli_words_are(c, "series", 2)) {
        series.file = c->words[1];
        return import_series(call, n, &series);
    }
    if (cli_words_are(c, "course", 2)) {
        const struct import_course course = {
            .folder = c->words[1], .org = c->org, .publish = c->publish};
        int status = import_course(call, n, &course);

        return status == CLI_DONE && c->series ? import_series(call, n, &series)
                                               : status;
    }
    control_complain(call, "quipu import course DIR [--series FILE] "
                           "[--publish] | series FILE --data DIR [--org SLUG]");
    return CLI_MISUSED;
}
