/* SPDX-License-Identifier: Apache-2.0 */
/* cli: the command line: options and the table of commands. */

#include "cli/cli.h"

#include "base/hash.h"
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int cmd_help(struct cli *c);

static const struct command commands[] = {
    {"demo", cmd_demo,
     "--data DIR --listen HOST:PORT … [--url URL] [--people N [--org SLUG]] "
     "[--metrics ADDR:PORT] [--standby postgresql://…]",
     "make a demonstration network (once) and serve it on this machine; with "
     "--people it has N people more, a certificate for every second, in all "
     "countries or in one of them"},
    {"init", cmd_init, "--data DIR --url URL --name NAME [--lang es]",
     "make a new node and its first administrator"},
    {"serve", cmd_serve,
     "--data DIR --listen HOST:PORT … [--url URL] [--proxy ADDR] "
     "[--metrics ADDR:PORT] [--log json] [--standby postgresql://…]",
     "serve a node; --metrics answers Prometheus there, on this machine only; "
     "--log json writes each line of the log as an object; --standby reads "
     "pages from a standby of --database, never older than what their reader "
     "wrote"},
    {"import", cmd_import,
     "course DIR [--series FILE] [--publish] | series FILE | directory FILE "
     "[--type education|company] --data DIR [--org SLUG]",
     "bring in a course of Markdown files, a series of courses, or "
     "organisations (dump of the Research Organization Registry, or a table)"},
    {"user", cmd_user,
     "add NAME [--role ROLE] [--org SLUG] | link NUMBER | merge NUMBER NUMBER "
     "| "
     "list --data DIR",
     "add a person, make a one-time sign-in link, bring two records of one "
     "person together (the first goes), list who holds roles"},
    {"key", cmd_key,
     "list | new ISSUER --data DIR; new FILE [--type TYPE] [--issuer ID] | "
     "show FILE [--issuer ID] [--json]",
     "list a node's issuing keys, replace one; without a node: make a key in a "
     "file (TYPE ed25519, p256 or p384; without --issuer it is a did:key), "
     "show its public half or, with --json, the document to publish"},
    {"issue", cmd_issue,
     "--key FILE [--issuer ID] --in UNSIGNED [--suite NAME | --jwt FORM] "
     "[--now TIME] [-o FILE]",
     "sign a credential with a key in a file (of `quipu key new`, or a JSON "
     "Web "
     "Key or PEM whose issuer is ID; RSA for tokens only): NAME is "
     "eddsa-rdfc-2022, "
     "eddsa-jcs-2022, ecdsa-rdfc-2019 or ecdsa-jcs-2019; FORM is badge (the "
     "token of Open Badges 3.0) or w3c (vc+jwt)"},
    {"credential", cmd_credential, "list | export ID --data DIR",
     "numbers of certificates, or one signed file"},
    {"did", cmd_did, "export --data DIR", "the key documents of all issuers"},
    {"verify", cmd_verify,
     "FILE … [--did-docs FILE] [--status-lists DIR] [--schemas DIR] "
     "[--now TIME] [--json]",
     "is this certificate (JSON, token, PNG, SVG) true? 0 yes, 1 no or not "
     "knowable, 2 wrong use"},
    {"bake", cmd_bake, "PICTURE CREDENTIAL -o FILE",
     "put a signed certificate into a PNG or SVG, in the place of any in it"},
    {"unbake", cmd_unbake, "PICTURE [-o FILE]",
     "the certificate that a PNG or SVG carries"},
    {"ld", cmd_ld,
     "expand | compact | flatten | nquads | canon FILE [--context FILE] "
     "[--context-file URL=FILE …] [--base URL] [--safe]",
     "turn JSON-LD or N-Quads into another of their forms"},
    {"inspect", cmd_inspect, "FILE … [--recipient TEXT]",
     "what a certificate says of itself, without a verdict; is TEXT (an e-mail "
     "address) its recipient?"},
    {"export", cmd_export, "[--org SLUG] --out FILE [--lang TAG] --data DIR",
     "everything a place owns, itself and below it, as one archive of CSV, "
     "JSON and files; beside a running server"},
    {"backup", cmd_backup, "FOLDER --data DIR",
     "copy the database and its files while in use, and read the copy back"},
    {"restore", cmd_restore, "FOLDER --data DIR",
     "make a data folder from such a copy, or fill the empty database of "
     "--database; overwrites nothing"},
    {"move", cmd_move, "--from sqlite:DIR --to postgresql://… (or back)",
     "bring a node from a folder to a database elsewhere, and compare"},
    {"seal", cmd_seal, "from-words --data DIR",
     "write the sealing key again; its words come by standard input"},
    {"upgrade", cmd_upgrade,
     "[--rehearse [--scratch postgresql://…]] --data DIR",
     "bring the database forward to this program (serve does it, too); "
     "--rehearse tries it on a copy beside a running server, and says how long "
     "it takes; on PostgreSQL the copy is a database for that time on the same "
     "server, or the empty one of --scratch"},
    {"doctor", cmd_doctor, "--data DIR",
     "look at everything that can go wrong, and say what to do"},
    {"place", cmd_place,
     "move SLUG PARENT [--from DAY] | correct SLUG PARENT | history SLUG "
     "--data DIR",
     "bring an organisation below another from a day on; say that it always "
     "belonged there; or list where it stood"},
    {"recount", cmd_recount, "[--repair] --data DIR",
     "compute all figures anew from the records, name each that differs, and "
     "with --repair write it anew"},
    {"routes", cmd_routes, "", "every address with its gate"},
    {"version", cmd_version, "", "the version of this program"},
    {"help", cmd_help, "[COMMAND]", "this text, or that of one command"},
};

int
cli_fail(const char *format, ...)
{
    va_list ap;

    fputs("quipu: ", stderr);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    return CLI_FAILED;
}

static const struct command *
find_command(const char *name)
{
    for (size_t i = 0; name && i < COUNT(commands); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static void
print_command(const struct command *command)
{
    printf("  quipu %s %s\n      %s\n", command->name, command->usage,
           command->does);
}

/* The same with what there is to say beyond one line. */
static void
print_manual(const struct command *command)
{
    print_command(command);
    if (command->run == cmd_ld) {
        fputs(cmd_ld_manual, stdout);
    }
}

static int
cmd_help(struct cli *c)
{
    const struct command *one = find_command(c ? c->words[0] : NULL);

    if (c && c->words[0] && !one) {
        cli_fail("'%s' is no command. `quipu help` lists them.", c->words[0]);
        return CLI_MISUSED;
    }
    if (one) {
        print_manual(one);
        return CLI_DONE;
    }
    puts("Quipu keeps the record of a micro-certification network.\n\n"
         "usage: quipu COMMAND [WORDS] [OPTIONS]\n");
    for (size_t i = 0; i < COUNT(commands); i++) {
        print_command(&commands[i]);
    }
    puts(
        "\nWith each: --seal FILE (the sealing key, else DIR.seal), --verbose, "
        "--help.\nBeside --data: --database postgresql://… (the records are "
        "there, and not in DIR).\nExit status: 0 done, 1 failed, 2 wrong use.");
    return CLI_DONE;
}

/* --- options --- */

struct option {
    const char *name;
    size_t offset; /* of a `const char *` in struct cli */
};

static const struct option options[] = {
    {"--data", offsetof(struct cli, data)},
    {"--database", offsetof(struct cli, database)},
    {"--url", offsetof(struct cli, url)},
    {"--name", offsetof(struct cli, name)},
    {"--lang", offsetof(struct cli, lang)},
    {"--seal", offsetof(struct cli, seal)},
    {"--proxy", offsetof(struct cli, proxy)},
    {"--series", offsetof(struct cli, series)},
    {"--org", offsetof(struct cli, org)},
    {"--role", offsetof(struct cli, role)},
    {"--now", offsetof(struct cli, now)},
    {"--did-docs", offsetof(struct cli, did_docs)},
    {"--status-lists", offsetof(struct cli, status_lists)},
    {"--schemas", offsetof(struct cli, schemas)},
    {"--recipient", offsetof(struct cli, recipient)},
    {"--key", offsetof(struct cli, key)},
    {"--in", offsetof(struct cli, in)},
    {"--suite", offsetof(struct cli, suite)},
    {"--jwt", offsetof(struct cli, jwt)},
    {"--type", offsetof(struct cli, type)},
    {"--issuer", offsetof(struct cli, issuer)},
    {"--metrics", offsetof(struct cli, metrics)},
    {"--log", offsetof(struct cli, log)},
    {"--context", offsetof(struct cli, context)},
    {"--base", offsetof(struct cli, base)},
    {"-o", offsetof(struct cli, out)},
    {"--out", offsetof(struct cli, out)},
    {"--from", offsetof(struct cli, from)},
    {"--to", offsetof(struct cli, to)},
    {"--people", offsetof(struct cli, people)},
    {"--scratch", offsetof(struct cli, scratch)},
    {"--standby", offsetof(struct cli, standby)},
};

static const struct option flags[] = {
    /* of a `bool` */
    {"--json", offsetof(struct cli, json)},
    {"--publish", offsetof(struct cli, publish)},
    {"--rehearse", offsetof(struct cli, rehearse)},
    {"--repair", offsetof(struct cli, repair)},
    {"--safe", offsetof(struct cli, safe)},
    {"--verbose", offsetof(struct cli, verbose)},
    {"--help", offsetof(struct cli, help)},
};

/* The usage line is what a command takes: an option that does not stand there
 * would be read and forgotten, which looks like obeying it. */
static bool
command_takes(const struct command *command, const char *option)
{
    static const char *const of_all[] = {"--seal", "--verbose", "--help"};
    size_t len;

    /* Who takes a folder takes a database beside it. */
    if (strcmp(option, "--database") == 0) {
        option = "--data";
    }
    len = strlen(option);

    for (size_t i = 0; i < COUNT(of_all); i++) {
        if (strcmp(of_all[i], option) == 0) {
            return true;
        }
    }
    for (const char *p = command->usage; (p = strstr(p, option)); p += len) {
        if (!p[len] || strchr(" ]|", p[len])) {
            return true;
        }
    }
    return false;
}

static bool
take_flag(struct cli *c, const char *word)
{
    for (size_t i = 0; i < COUNT(flags); i++) {
        if (strcmp(flags[i].name, word) == 0) {
            *(bool *)((char *)c + flags[i].offset) = true;
            return true;
        }
    }
    return false;
}

static enum cli_fault
take_option(struct cli *c, const char *word, const char *value)
{
    const char **to = NULL;

    if (strcmp(word, "--listen") == 0) {
        if (c->listen_count == CLI_LISTEN_MAX) {
            return CLI_TOO_MANY;
        }
        to = &c->listen[c->listen_count];
        c->listen_count += value != NULL;
    }
    if (strcmp(word, "--context-file") == 0) {
        if (c->context_file_count == CLI_CONTEXTS_MAX) {
            return CLI_TOO_MANY;
        }
        to = &c->context_files[c->context_file_count];
        c->context_file_count += value != NULL;
    }
    for (size_t i = 0; !to && i < COUNT(options); i++) {
        if (strcmp(options[i].name, word) == 0) {
            to = (const char **)((char *)c + options[i].offset);
        }
    }
    if (!to) {
        return CLI_UNKNOWN_OPTION;
    }
    *to = value;
    return value ? CLI_WELL : CLI_NO_VALUE;
}

enum cli_fault
cli_parse(int argc, const char *const *argv, struct cli *out, const char **at)
{
    const struct command *command;

    *out = (struct cli){.argc = argc, .argv = argv};
    *at = argc > 0 ? argv[0] : "";
    command = find_command(*at);
    if (!command) {
        return CLI_UNKNOWN_COMMAND;
    }
    out->command = argv[0];
    out->entry = command;
    for (int i = 1; i < argc; i++) {
        enum cli_fault fault = CLI_WELL;

        *at = argv[i];
        if (argv[i][0] != '-' || !argv[i][1]) { /* "-" is standard input */
            if (out->word_count == CLI_WORDS_MAX) {
                return CLI_TOO_MANY;
            }
            out->words[out->word_count++] = argv[i];
        } else if (!command_takes(command, argv[i])) {
            return CLI_UNKNOWN_OPTION;
        } else if (!take_flag(out, argv[i])) {
            fault =
                take_option(out, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            i++;
        }
        if (fault != CLI_WELL) {
            return fault;
        }
    }
    return CLI_WELL;
}

bool
cli_words_are(const struct cli *c, const char *verb, int count)
{
    return c->word_count == count && strcmp(c->words[0], verb) == 0;
}

/* Say what is wrong with the arguments; gives CLI_MISUSED. */
static int
misused(enum cli_fault fault, const char *command, const char *at)
{
    switch (fault) {
    case CLI_UNKNOWN_COMMAND:
        cli_fail("'%s' is no command. `quipu help` lists them.", at);
        break;
    case CLI_UNKNOWN_OPTION:
        cli_fail("`quipu %s` takes no option '%s'. `quipu help %s` says what "
                 "it takes.",
                 command, at, command);
        break;
    case CLI_NO_VALUE:
        cli_fail("A value must follow '%s'. `quipu help %s` shows an example.",
                 at, command);
        break;
    default:
        cli_fail("'%s' is one too many.", at);
    }
    return CLI_MISUSED;
}

int
cli_main(int argc, char **argv)
{
    struct cli c;
    const char *at;
    const char *name = argc > 1 ? argv[1] : "";
    enum cli_fault fault;

    hash_init();
    if (argc < 2) {
        (void)cmd_help(NULL);
        return CLI_MISUSED;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        return cmd_help(NULL);
    }
    if (strcmp(name, "--version") == 0) {
        return cmd_version(NULL);
    }
    fault = cli_parse(argc - 1, (const char *const *)argv + 1, &c, &at);
    if (fault != CLI_WELL) {
        return misused(fault, name, at);
    }
    if (c.database && !store_is_address(c.database)) {
        cli_fail("A database is written postgresql://USER@HOST/NAME, not %s.",
                 c.database);
        return CLI_MISUSED;
    }
    if (c.standby && (!c.database || !store_is_address(c.standby))) {
        cli_fail("--standby takes postgresql://USER@HOST/NAME, a standby of "
                 "--database.");
        return CLI_MISUSED;
    }
    if (c.log && strcmp(c.log, "json") != 0) {
        cli_fail("--log takes json; without it lines are text.");
        return CLI_MISUSED;
    }
    log_set_json(c.log != NULL);
    log_set_level(c.verbose ? LOG_DEBUG : LOG_INFO);
    if (c.help) {
        print_manual(c.entry);
        return CLI_DONE;
    }
    return c.entry->run(&c);
}
