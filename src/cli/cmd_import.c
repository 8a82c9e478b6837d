/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_import: courses, series and organisations come in. */

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
    if (cli_words_are(c, "directory", 2)) {
        const struct import_directory directory = {.file = c->words[1],
                                                   .type = c->type};

        return import_directory(call, n, &directory);
    }
    control_complain(call,
                     "quipu import course DIR [--series FILE] "
                     "[--publish] | series FILE | directory FILE [--type TYPE] "
                     "--data DIR [--org SLUG]");
    return CLI_MISUSED;
}
