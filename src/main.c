/* SPDX-License-Identifier: Apache-2.0 */
/* main: one executable, its commands in cli/. */

#include "cli/cli.h"
#include "formats/picture.h"

#include <string.h>

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], PICTURE_WORKER) == 0) {
        return picture_worker_main(); /* the child that decodes pictures */
    }
    return cli_main(argc, argv);
}
