/* SPDX-License-Identifier: Apache-2.0 */
/* cli: the command line: options and the table of commands. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int cmd_help(struct cli *c);

static const struct command commands[] = {
    {"demo", cmd_demo, "--data DIR --listen HOST:PORT …",
     "make a demonstration network (once) and serve it on this machine"},
    {"init", cmd_init, "--data DIR --url URL --name NAME [--lang es]",
     "make a new node and its first administrator"},
    {"serve", cmd_serve, "--data DIR --listen HOST:PORT … [--proxy ADDR]",
     "serve a node"},
    {"import", cmd_import,
     "course DIR [--series FILE] [--publish] | series FILE --data DIR "
     "[--org SLUG]",
     "bring in a course of Markdown files, or a series of courses"},
    {"user", cmd_user,
     "add NAME [--role ROLE] [--org SLUG] | link NUMBER | list --data DIR",
     "add a person, make a one-time sign-in link, list who holds roles"},
    {"key", cmd_key, "list | new ISSUER --data DIR",
     "list issuing keys, replace one"},
    {"credential", cmd_credential, "list | export ID --data DIR",
     "numbers of certificates, or one signed file"},
    {"did", cmd_did, "export --data DIR", "the key documents of all issuers"},
    {"verify", cmd_verify,
     "FILE … [--did-docs FILE] [--status-lists DIR] [--now TIME] [--json]",
     "is this certificate true? 0 yes, 1 no or not knowable, 2 wrong use"},
    {"backup", cmd_backup, "FILE --data DIR",
     "copy the database while it is in use, and read the copy back"},
    {"doctor", cmd_doctor, "--data DIR",
     "look at everything that can go wrong, and say what to do"},
    {"routes", cmd_routes, "", "every address with its gate"},
    {"version", cmd_version, "", "the version of this program"},
    {"help", cmd_help, "", "this text"},
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

static int
cmd_help(struct cli *c)
{
    (void)c;
    puts("Quipu keeps the record of a micro-certification network.\n\n"
         "usage: quipu COMMAND [WORDS] [OPTIONS]\n");
    for (size_t i = 0; i < COUNT(commands); i++) {
        printf("  quipu %s %s\n      %s\n", commands[i].name, commands[i].usage,
               commands[i].does);
    }
    puts("\nExit status: 0 done, 1 failed, 2 wrong use.");
    return CLI_DONE;
}

/* --- options --- */

struct option {
    const char *name;
    size_t offset; /* of a `const char *` in struct cli */
};

static const struct option options[] = {
    {"--data", offsetof(struct cli, data)},
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
};

static bool
take_flag(struct cli *c, const char *word)
{
    if (strcmp(word, "--json") == 0) {
        c->json = true;
    } else if (strcmp(word, "--publish") == 0) {
        c->publish = true;
    } else if (strcmp(word, "--verbose") == 0) {
        c->verbose = true;
    } else {
        return false;
    }
    return true;
}

static bool
take_option(struct cli *c, const char *word, const char *value,
            const char **why)
{
    if (strcmp(word, "--listen") == 0 && value) {
        if (c->listen_count == CLI_LISTEN_MAX) {
            *why = "too many --listen";
            return false;
        }
        c->listen[c->listen_count++] = value;
        return true;
    }
    for (size_t i = 0; i < COUNT(options); i++) {
        if (strcmp(options[i].name, word) == 0) {
            if (!value) {
                *why = "an option without its value";
                return false;
            }
            *(const char **)((char *)c + options[i].offset) = value;
            return true;
        }
    }
    *why = "an option that is not known";
    return false;
}

bool
cli_parse(int argc, const char *const *argv, struct cli *out, const char **why)
{
    *out = (struct cli){.argc = argc, .argv = argv};
    *why = "a command is missing";
    if (argc < 1) {
        return false;
    }
    out->command = argv[0];
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0) {
            if (out->word_count == CLI_WORDS_MAX) {
                *why = "too many words";
                return false;
            }
            out->words[out->word_count++] = argv[i];
        } else if (!take_flag(out, argv[i])) {
            if (!take_option(out, argv[i], i + 1 < argc ? argv[i + 1] : NULL,
                             why)) {
                return false;
            }
            i++;
        }
    }
    return true;
}

bool
cli_words_are(const struct cli *c, const char *verb, int count)
{
    return c->word_count == count && strcmp(c->words[0], verb) == 0;
}

int
cli_main(int argc, char **argv)
{
    struct cli c;
    const char *why;

    hash_init();
    if (argc < 2) {
        (void)cmd_help(NULL);
        return CLI_MISUSED;
    }
    if (!cli_parse(argc - 1, (const char *const *)argv + 1, &c, &why)) {
        cli_fail("%s. `quipu help` lists commands and options.", why);
        return CLI_MISUSED;
    }
    log_set_level(c.verbose ? LOG_DEBUG : LOG_INFO);
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(commands[i].name, c.command) == 0 ||
            (strcmp(c.command, "--help") == 0 && commands[i].run == cmd_help)) {
            return commands[i].run(&c);
        }
    }
    cli_fail("'%s' is no command. `quipu help` lists them.", c.command);
    return CLI_MISUSED;
}
