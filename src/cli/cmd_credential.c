/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_credential: numbers of certificates, one signed file, and the key
 * documents of all issuers; all beside a running server. */

#include "cli/cli.h"

#include "credentials/credential.h"
#include "credentials/issuer.h"

#include <stdio.h>
#include <string.h>

struct listing {
    const char *after;
    struct credential_numbers numbers;
};

static enum err
read_numbers(struct ctx *c, void *arg)
{
    struct listing *l = arg;

    return credential_numbers(c, l->after, &l->numbers);
}

static int
list(struct cli_node *n)
{
    struct listing l = {.after = ""};
    struct ctx c = cli_ctx(n);

    do {
        enum err e = cli_read(n, &c, read_numbers, &l);

        if (e != OK) {
            return cli_fail("%s", cli_why(&c, e));
        }
        for (size_t i = 0; i < l.numbers.count; i++) {
            puts(l.numbers.items[i]);
            l.after = l.numbers.items[i];
        }
    } while (l.numbers.count);
    return CLI_DONE;
}

struct export
{
    const char *number;
    const char *json;
};

static enum err
read_json(struct ctx *c, void *arg)
{
    struct export *x = arg;

    return credential_json(c, x->number, &x->json);
}

/* A number, or the whole address that stands in the document as its id. */
static int export(struct cli_node *n, const char *id)
{
    const char *slash = strrchr(id, '/');
    struct export x = {.number = slash ? slash + 1 : id};
    struct ctx c = cli_ctx(n);
    enum err e = cli_read(n, &c, read_json, &x);

    if (e != OK) {
        return cli_fail("There is no certificate %s here.", id);
    }
    puts(x.json);
    return CLI_DONE;
}

int
cmd_credential(struct cli *c)
{
    struct cli_node n;
    bool listing = c->word_count == 1 && strcmp(c->words[0], "list") == 0;
    bool exporting = c->word_count == 2 && strcmp(c->words[0], "export") == 0;
    int status;

    if (!listing && !exporting) {
        cli_fail("quipu credential list | export ID --data DIR");
        return CLI_MISUSED;
    }
    status = cli_open(&n, c, STORE_READ_ONLY);
    if (status != CLI_DONE) {
        return status;
    }
    status = listing ? list(&n) : export(&n, c->words[1]);
    cli_close(&n);
    return status;
}

/* --- did export --- */

static enum err
print_documents(struct ctx *c, void *arg)
{
    struct issuers all;

    (void)arg;
    TRY(issuer_list(c, &all));
    puts("[");
    for (size_t i = 0; i < all.count; i++) {
        const char *json;

        TRY(issuer_document(c, &all.items[i], &json));
        printf("%s%s\n", json, i + 1 < all.count ? "," : "");
    }
    puts("]");
    return OK;
}

int
cmd_did(struct cli *c)
{
    struct cli_node n;
    struct ctx ctx;
    enum err e;
    int status;

    if (c->word_count != 1 || strcmp(c->words[0], "export") != 0) {
        cli_fail("quipu did export --data DIR");
        return CLI_MISUSED;
    }
    status = cli_open(&n, c, STORE_READ_ONLY);
    if (status != CLI_DONE) {
        return status;
    }
    ctx = cli_ctx(&n);
    e = cli_read(&n, &ctx, print_documents, NULL);
    if (e != OK) {
        status = cli_fail("%s", cli_why(&ctx, e));
    }
    cli_close(&n);
    return status;
}
