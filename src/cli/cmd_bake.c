/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_bake: certificates into pictures and out of them, without a database. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/file.h"

#include "vc/bake.h"

#include <stdio.h>

enum { ARENA_BYTES = 256 * 1024 * 1024 };

struct baker {
    struct arena *a;
    struct vc_arena va;
};

static void
open_baker(struct baker *b)
{
    b->a = arena_new(ARENA_BYTES);
    vc_arena_init(&b->va, NULL, ARENA_BYTES);
}

static void
close_baker(struct baker *b)
{
    vc_arena_free(&b->va);
    arena_free(b->a);
}

static bool
read_file(struct baker *b, const char *path, struct vc_view *out)
{
    char *data = NULL;

    if (file_read(b->a, path, VC_BAKE_MAX_PICTURE, &data, &out->size) != OK) {
        cli_fail("%s cannot be read, or is larger than %d MiB.", path,
                 VC_BAKE_MAX_PICTURE >> 20);
        return false;
    }
    out->data = data;
    return true;
}

static int
write_file(const char *path, struct vc_view bytes)
{
    if (file_write(path, bytes.data, bytes.size, 0644) != OK) {
        return cli_fail("%s cannot be written.", path);
    }
    return CLI_DONE;
}

static int
complain(const char *path, enum vc_status s, const struct vc_error *error)
{
    const char *what = error->message[0] ? error->message : vc_status_text(s);

    return error->line ? cli_fail("%s, line %zu: %s.", path, error->line, what)
                       : cli_fail("%s: %s.", path, what);
}

int
cmd_bake(struct cli *c)
{
    struct baker b;
    struct vc_view picture;
    struct vc_view credential;
    struct vc_view out;
    struct vc_error error = {0};
    int status = CLI_MISUSED;
    enum vc_status s;

    if (c->word_count != 2 || !c->out) {
        cli_fail("quipu bake PICTURE CREDENTIAL -o FILE");
        return CLI_MISUSED;
    }
    open_baker(&b);
    if (read_file(&b, c->words[0], &picture) &&
        read_file(&b, c->words[1], &credential)) {
        s = vc_bake_write(&b.va, picture, credential, &out, &error);
        status = s == VC_OK
                     ? write_file(c->out, out)
                     : complain(s >= VC_BAKE_NONE ? c->words[0] : c->words[1],
                                s, &error);
    }
    close_baker(&b);
    return status;
}

int
cmd_unbake(struct cli *c)
{
    struct baker b;
    struct vc_view picture;
    struct vc_view out;
    struct vc_error error = {0};
    int status = CLI_MISUSED;
    enum vc_status s;

    if (c->word_count != 1) {
        cli_fail("quipu unbake PICTURE [-o FILE]");
        return CLI_MISUSED;
    }
    open_baker(&b);
    if (read_file(&b, c->words[0], &picture)) {
        s = vc_bake_read(&b.va, picture, &out, &error);
        if (s != VC_OK) {
            status = complain(c->words[0], s, &error);
        } else if (c->out) {
            status = write_file(c->out, out);
        } else {
            printf("%.*s\n", (int)out.size, out.data);
            status = CLI_DONE;
        }
    }
    close_baker(&b);
    return status;
}
