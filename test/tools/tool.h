/* SPDX-License-Identifier: Apache-2.0 */
/* tool: a generator run on a small file in a folder of its own, and what it
 * wrote or said. The tool's path is the first argument of the test. */
#ifndef QUIPU_TEST_TOOLS_TOOL_H
#define QUIPU_TEST_TOOLS_TOOL_H

#include "test/unit.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *tool;
static char tool_folder[] = "/tmp/quipu-tool-XXXXXX";
static char said[20000]; /* the file written, else the complaint */

static inline void
tool_write(const char *name, const char *text)
{
    FILE *f = fopen(name, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static inline void
tool_read(const char *name)
{
    FILE *f = fopen(name, "rb");
    size_t n = f ? fread(said, 1, sizeof said - 1, f) : 0;

    said[n] = '\0';
    if (f) {
        fclose(f);
    }
}

/* Run the tool; true when it ended with 0. `written` is then in `said`, else
 * what it complained of. */
static inline bool
tool_run(const char *const *argv, const char *written)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        int fd = open("complaint", O_WRONLY | O_CREAT | O_TRUNC, 0600);

        dup2(fd, STDERR_FILENO);
        dup2(fd, STDOUT_FILENO);
        execv(tool, (char *const *)(uintptr_t)argv);
        _exit(99);
    }
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    tool_read(WEXITSTATUS(status) == 0 ? written : "complaint");
    return WEXITSTATUS(status) == 0;
}

static inline void
assert_said(const char *text)
{
    if (!strstr(said, text)) {
        fprintf(stderr, "expected \"%s\" in:\n%s\n", text, said);
        fail();
    }
}

/* Called first in main(). */
static inline void
tool_begin(char **argv)
{
    tool = argv[1];
    if (!mkdtemp(tool_folder) || chdir(tool_folder) != 0) {
        abort();
    }
}

/* The files this leaves are few and named by the test. */
static inline int
tool_end(int failed, const char *const *names)
{
    for (; *names; names++) {
        unlink(*names);
    }
    unlink("complaint");
    if (chdir("/") != 0 || rmdir(tool_folder) != 0) {
        return 1;
    }
    return failed;
}

#endif
