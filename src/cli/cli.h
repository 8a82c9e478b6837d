/* SPDX-License-Identifier: Apache-2.0 */
/* cli: the command line: options, the table of commands, and what commands
 * share: an open node and a context to work in. */
#ifndef QUIPU_CLI_CLI_H
#define QUIPU_CLI_CLI_H

#include "core/control.h"
#include "core/ctx.h"
#include "db/store.h"

#include <stdbool.h>

struct command;
struct vc_context_set;

/* Exit statuses. */
enum {
    CLI_DONE = CONTROL_DONE,
    CLI_FAILED = CONTROL_FAILED,
    CLI_MISUSED = CONTROL_MISUSED
};

enum { CLI_WORDS_MAX = 32, CLI_LISTEN_MAX = 8, CLI_CONTEXTS_MAX = 8 };

/* What stood on the command line. */
struct cli {
    const char *command;
    const struct command *entry;
    const char *words[CLI_WORDS_MAX]; /* what is no option */
    int word_count;
    const char *data, *database, *url, *name, *lang, *seal, *proxy, *series,
        *org, *role, *now, *did_docs, *status_lists, *schemas, *recipient, *out,
        *key, *in, *from, *to, *suite, *jwt, *type, *issuer, *people, *metrics,
        *log, *scratch, *standby;
    const char *listen[CLI_LISTEN_MAX];
    int listen_count;
    const char *context, *base;
    const char *context_files[CLI_CONTEXTS_MAX];
    int context_file_count;
    bool json, rehearse, publish, repair, safe, verbose, help;
    int argc; /* all of it, for control_write */
    const char *const *argv;
};

struct command {
    const char *name;
    int (*run)(struct cli *c);
    const char *usage; /* behind the name; names each option it takes */
    const char *does;  /* one sentence */
};

/* Run what the arguments say; gives the exit status. */
int cli_main(int argc, char **argv);

/* A line on standard error, "quipu: …"; gives CLI_FAILED. */
int cli_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What can be wrong with the arguments. */
enum cli_fault {
    CLI_WELL,
    CLI_UNKNOWN_COMMAND,
    CLI_UNKNOWN_OPTION, /* none of this command's */
    CLI_NO_VALUE,
    CLI_TOO_MANY
};

/* Read a command, its words and options, from the shell or the control socket.
 * `at` is the argument that is wrong. */
enum cli_fault cli_parse(int argc, const char *const *argv, struct cli *out,
                         const char **at);

/* Is the first word `verb`, of `count` words? */
bool cli_words_are(const struct cli *c, const char *verb, int count);

/* The sealing key's file: --seal, or the data folder's name with ".seal". */
const char *cli_seal_path(struct arena *a, const struct cli *c,
                          const char *folder);

/* --- a node to work on --- */

/* Where the records are: the folder, or the database beside it. */
struct store_options cli_store_options(const struct cli *c,
                                       enum store_mode mode);

/* The same in a sentence, without a password. */
const char *cli_place(const struct cli *c);

/* Is there a database with something in it already? */
bool cli_is_made(const struct cli *c);

/* Nothing is there yet, so that a node may come there; else says what is, or
 * why it cannot be told. */
int cli_check_empty(const struct cli *c);

struct cli_node {
    struct node node;
    struct arena *arena;
    struct store *store;
    struct vc_context_set *contexts;
};

/* Open for reading beside a server (or for the serving process). Says what is
 * wrong; then CLI_FAILED. */
int cli_open(struct cli_node *n, const struct cli *c, enum store_mode mode);

/* Fill `n` from a store that is open already. */
int cli_fill(struct cli_node *n, struct store *store, struct arena *a,
             const char *folder);
void cli_close(struct cli_node *n);

/* Read the keeper's sealing key into the node. */
int cli_open_keeper(struct cli_node *n, const struct cli *c);

/* A context for area functions: nobody is signed in, English. */
struct ctx cli_ctx(struct cli_node *n);

/* Run an area function in a transaction of the node's store. */
typedef enum err (*cli_fn)(struct ctx *c, void *arg);
enum err cli_read(struct cli_node *n, struct ctx *c, cli_fn fn, void *arg);
enum err cli_write(struct cli_node *n, struct ctx *c, cli_fn fn, void *arg);

/* The first problem of a context in English, or what an error means. */
const char *cli_why(const struct ctx *c, enum err e);

/* --- commands --- */
int cmd_init(struct cli *c);
int cmd_serve(struct cli *c);
int cmd_demo(struct cli *c);
int cmd_import(struct cli *c);
int cmd_user(struct cli *c);
int cmd_key(struct cli *c);
int cmd_key_file(struct cli *c);
int cmd_issue(struct cli *c);
int cmd_credential(struct cli *c);
int cmd_did(struct cli *c);
int cmd_verify(struct cli *c);
int cmd_bake(struct cli *c);
int cmd_unbake(struct cli *c);
int cmd_ld(struct cli *c);
extern const char cmd_ld_manual[]; /* what `quipu help ld` says further */
int cmd_inspect(struct cli *c);
int cmd_export(struct cli *c);
int cmd_backup(struct cli *c);
int cmd_restore(struct cli *c);
int cmd_move(struct cli *c);
int cmd_seal(struct cli *c);
int cmd_upgrade(struct cli *c);
int cmd_doctor(struct cli *c);
int cmd_place(struct cli *c);
int cmd_recount(struct cli *c);
int cmd_routes(struct cli *c);
int cmd_version(struct cli *c);

/* --- commands that write --- */

/* The work of such a command on an open node: the same in the server and
 * alone. Talks through control_say and control_complain. */
int cmd_import_work(struct control_call *call, struct cli_node *n,
                    const struct cli *c);
int cmd_user_work(struct control_call *call, struct cli_node *n,
                  const struct cli *c);
int cmd_key_work(struct control_call *call, struct cli_node *n,
                 const struct cli *c);
int cmd_place_work(struct control_call *call, struct cli_node *n,
                   const struct cli *c);
int cmd_recount_work(struct control_call *call, struct cli_node *n,
                     const struct cli *c);

/* What the server does with a command from the control socket (call->arg is
 * its node), and what happens without a server (call->arg NULL). */
int cmd_control(struct control_call *call);

/* Hand the command to the server of its folder, or do it here. */
int cli_write_command(struct cli *c);

#endif
