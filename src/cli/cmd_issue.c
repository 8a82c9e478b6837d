/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_issue: keys in files and what they sign: without a database, without a
 * node, without the network. */

#include "cli/cli.h"
#include "cli/key_file.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"

#include "vc/credential.h"
#include "vc/did.h"
#include "vc/instant.h"
#include "vc/jwk.h"
#include "vc/jwt.h"

#include <stdio.h>
#include <string.h>

enum { UNSIGNED_BYTES = 1024 * 1024, ARENA_BYTES = 16 * 1024 * 1024 };

/* --- keys --- */

static bool
read_type(const char *name, enum vc_key_type *out)
{
    static const struct {
        const char *name;
        enum vc_key_type type;
    } types[] = {{"ed25519", VC_KEY_ED25519},
                 {"p256", VC_KEY_P256},
                 {"p384", VC_KEY_P384}};

    for (size_t i = 0; i < COUNT(types); i++) {
        if (!name || strcmp(name, types[i].name) == 0) {
            *out = types[i].type;
            return true;
        }
    }
    cli_fail("--type is ed25519, p256 or p384");
    return false;
}

/* The document an issuer publishes, as JSON, or what to know of a key. */
static bool
print_key(const struct key_file *key, bool json)
{
    struct vc_arena va;
    struct vc_did_method method = {
        .key = key->secret.key,
        .name = vc_view_of(key->method + strlen(key->controller) + 1)};
    struct vc_json *node = NULL;
    struct vc_view text;
    char did[VC_DID_KEY_MAX_TEXT + 1];
    bool good;

    vc_arena_init(&va, NULL, 0);
    good = (json ? vc_did_document_make(&va, vc_view_of(key->controller),
                                        &method, 1, &node)
                 : vc_jwk_write(&va, &key->secret.key, &node)) == VC_OK &&
           vc_json_write(&va, node, json ? 2 : 0, &text) == VC_OK;
    did[vc_did_key_write(&key->secret.key, did)] = '\0';
    if (good && json) {
        printf("%.*s\n", (int)text.size, text.data);
    } else if (good) {
        struct vc_view algorithm = vc_jwk_algorithm(key->secret.key.type);

        printf("key: %s\nissuer: %s\n", key->method, key->controller);
        if (key->secret.key.type != VC_KEY_RSA) { /* it has no did:key */
            printf("as did:key: %s\n", did);
        }
        printf("algorithm: %.*s\nJWK: %.*s\n", (int)algorithm.size,
               algorithm.data, (int)text.size, text.data);
    } else {
        cli_fail("out of memory");
    }
    vc_arena_free(&va);
    return good;
}

int
cmd_key_file(struct cli *c)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct key_file key = {0};
    enum vc_key_type type;
    int status = CLI_MISUSED;

    if (cli_words_are(c, "new", 2)) {
        if (read_type(c->type, &type)) {
            status = key_file_new(a, c->words[1], type, c->issuer, &key) &&
                             print_key(&key, c->json)
                         ? CLI_DONE
                         : CLI_FAILED;
        }
    } else if (cli_words_are(c, "show", 2)) {
        status = key_file_read(a, c->words[1], c->issuer, &key) &&
                         print_key(&key, c->json)
                     ? CLI_DONE
                     : CLI_FAILED;
    } else {
        cli_fail(
            "quipu key new FILE [--type ed25519|p256|p384] [--issuer ID] "
            "| show FILE [--issuer ID] [--json]; of a node: quipu key list "
            "| new ISSUER --data DIR");
    }
    key_file_wipe(&key);
    arena_free(a);
    return status;
}

/* --- signing --- */

struct issuing {
    struct arena *a;
    struct vc_arena va;
    struct vc_context_set *contexts;
    struct vc_crypto *crypto;
    struct key_file key;
    struct vc_view text; /* unsigned */
};

/* Where in which file, and what. */
static int
complain(const char *path, enum vc_status s, const struct vc_error *error)
{
    const char *what = error->message[0] ? error->message : vc_status_text(s);

    if (error->line > 0) {
        return cli_fail("%s, line %zu: %s.", path, error->line, what);
    }
    return error->path[0] ? cli_fail("%s, at %s: %s.", path, error->path, what)
                          : cli_fail("%s: %s.", path, what);
}

static bool
prepare(struct issuing *w, const struct cli *c, struct vc_proof_terms *terms)
{
    char *data = NULL;

    terms->created_ms = clock_now_ms() / 1000 * 1000;
    if (c->now &&
        !vc_instant_parse(c->now, strlen(c->now), &terms->created_ms)) {
        cli_fail("--now is an instant such as 2026-03-01T00:00:00Z");
        return false;
    }
    if (!key_file_read(w->a, c->key, c->issuer, &w->key)) {
        return false;
    }
    if (file_read(w->a, c->in, UNSIGNED_BYTES, &data, &w->text.size) != OK) {
        cli_fail("%s cannot be read, or is larger than 1 MiB.", c->in);
        return false;
    }
    w->text.data = data;
    if (vc_context_set_new(NULL, 0, &w->contexts) != VC_OK ||
        vc_context_set_add_compiled(w->contexts, NULL) != VC_OK ||
        vc_crypto_new(NULL, &w->crypto) != VC_OK) {
        cli_fail("out of memory");
        return false;
    }
    terms->method = vc_view_of(w->key.method);
    terms->key = &w->key.secret.key;
    terms->signer = vc_secret_signer(&w->key.secret);
    if (c->suite) {
        terms->suite = vc_view_of(c->suite);
    }
    return true;
}

static int
put_out(const char *path, struct vc_view text)
{
    if (!path) {
        printf("%.*s\n", (int)text.size, text.data);
        return CLI_DONE;
    }
    return file_write(path, text.data, text.size, 0644) == OK
               ? CLI_DONE
               : cli_fail("%s cannot be written.", path);
}

static int
issue(struct issuing *w, const struct cli *c)
{
    struct vc_proof_terms terms = {.created_ms = 0};
    struct vc_proof_tools tools;
    struct vc_error error = {0};
    struct vc_view out;
    enum vc_status s;

    if (!prepare(w, c, &terms)) {
        return CLI_FAILED;
    }
    tools =
        (struct vc_proof_tools){.contexts = w->contexts, .crypto = w->crypto};
    s = c->jwt ? vc_jwt_issue(&w->va, &tools, w->text, NULL, &terms,
                              strcmp(c->jwt, "w3c") == 0 ? VC_JWT_W3C
                                                         : VC_JWT_BADGE,
                              &out, &error)
               : vc_credential_issue(&w->va, &tools, w->text, NULL, &terms,
                                     &out, &error);
    switch (s) {
    case VC_OK:
        return put_out(c->out, out);
    case VC_PROOF_SUITE:
        if (!c->suite) {
            return cli_fail("the RSA key in %s signs tokens only: --jwt badge.",
                            c->key);
        }
        return cli_fail("--suite %s: %s.", c->suite, error.message);
    case VC_KEY_CONTROLLER:
        return cli_fail("%s, at /issuer: the issuer is not %s, whose key %s "
                        "is.",
                        c->in, w->key.controller, c->key);
    default:
        return complain(c->in, s, &error);
    }
}

int
cmd_issue(struct cli *c)
{
    struct issuing w = {.a = NULL};
    int status;

    if (c->word_count != 0 || !c->key || !c->in || (c->suite && c->jwt)) {
        cli_fail("quipu issue --key FILE [--issuer ID] --in UNSIGNED [--suite "
                 "NAME | --jwt FORM] [--now TIME] [-o FILE]");
        return CLI_MISUSED;
    }
    if (c->jwt && strcmp(c->jwt, "badge") != 0 && strcmp(c->jwt, "w3c") != 0) {
        cli_fail("--jwt is badge (Open Badges 3.0) or w3c (vc+jwt)");
        return CLI_MISUSED;
    }
    w.a = arena_new(ARENA_BYTES);
    vc_arena_init(&w.va, NULL, 0);
    status = issue(&w, c);
    key_file_wipe(&w.key);
    vc_crypto_free(w.crypto);
    vc_context_set_free(w.contexts);
    vc_arena_free(&w.va);
    arena_free(w.a);
    return status;
}
