/* SPDX-License-Identifier: Apache-2.0 */
/* import: courses, series and organisations from folders and files, for the
 * command and for the demonstration. */
#ifndef QUIPU_CLI_IMPORT_H
#define QUIPU_CLI_IMPORT_H

#include "cli/cli.h"

struct import_course {
    const char *folder;
    const char *org;  /* slug of the organisation whose course it is; NULL =
                         the network */
    int64_t pass_pct; /* of its quiz; 0 = 70 */
    bool publish;
    bool quiet; /* says only what is wrong */
};

/* Read a course and keep it as a new version; nothing of it when something is
 * refused. Talks through the call; gives the exit status. */
int import_course(struct control_call *call, struct cli_node *n,
                  const struct import_course *what);

/* Make or renew a series of courses that are there, and what it earns.
 * `any_count`, texts and the definition come from the file. */
struct import_series {
    const char *file;
    const char *org;
    bool quiet;
    int64_t id; /* out */
};
int import_series(struct control_call *call, struct cli_node *n,
                  struct import_series *what);

/* Keep the organisations of the registry's dump, or of a table with the columns
 * name, country, city, website, ror, kind, lang, name_es …, alias. */
struct import_directory {
    const char *file;
    const char *type; /* of the dump: education (NULL) or company */
    bool quiet;
};
int import_directory(struct control_call *call, struct cli_node *n,
                     const struct import_directory *what);

#endif
