/* SPDX-License-Identifier: Apache-2.0 */
/* demo_pack: the files of demo/ inside the program. */
#ifndef QUIPU_CLI_DEMO_PACK_H
#define QUIPU_CLI_DEMO_PACK_H

#include <stddef.h>

struct pack_file {
    const char *name; /* "network/learners.csv" */
    const unsigned char *data;
    size_t len;
};

extern const struct pack_file pack_files[];
extern const size_t pack_file_count;

#endif
