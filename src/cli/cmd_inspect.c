/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inspect: what a certificate says of itself, whether it is true or not. */

#include "cli/cli.h"

#include "base/arena.h"
#include "base/file.h"

#include "vc/badge.h"
#include "vc/bake.h"
#include "vc/identity.h"
#include "vc/jwt.h"

#include <stdio.h>
#include <string.h>

enum { ARENA_BYTES = 256 * 1024 * 1024 };

/* --- output -------------------------------------------------------------- */

/* One line; what a terminal might obey becomes a space. */
static void
say(const char *label, struct vc_view text)
{
    if (!text.data) {
        return;
    }
    printf("%s: ", label);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool c1 = c == 0xC2 && i + 1 < text.size &&
                  (unsigned char)text.data[i + 1] < 0xA0;

        i += c1 ? 1 : 0;
        putchar(c < 0x20 || c == 0x7F || c1 ? ' ' : c);
    }
    putchar('\n');
}

static void
say_member(const char *label, const struct vc_json *object, struct vc_view name)
{
    const struct vc_json *value = vc_json_get(object, name);

    say(label, vc_json_is(value, VC_JSON_NUMBER)
                   ? value->u.number.text
                   : vc_json_get_text(object, name));
}

/* Each item of a list, or the one there is. */
static void
for_each(const struct vc_json *list, void (*fn)(const struct vc_json *item))
{
    if (vc_json_is(list, VC_JSON_ARRAY)) {
        for (VC_JSON_EACH(item, list)) {
            fn(item);
        }
    } else if (list) {
        fn(list);
    }
}

/* --- parts --------------------------------------------------------------- */

static void
say_identity(const struct vc_json *identity)
{
    const struct vc_json *hashed = vc_json_get(identity, VC_VIEW("hashed"));
    bool open = vc_json_is(hashed, VC_JSON_BOOL) && !hashed->u.boolean;

    say_member("recipient by", identity, VC_VIEW("identityType"));
    if (open) {
        say_member("  who is", identity, VC_VIEW("identityHash"));
    } else {
        say("  who is", VC_VIEW("hashed (--recipient compares)"));
    }
}

static void
say_result(const struct vc_json *result)
{
    say_member("result", result, VC_VIEW("value"));
    say_member("result", result, VC_VIEW("status"));
    say_member("result", result, VC_VIEW("achievedLevel"));
}

static void
say_status(const struct vc_json *status)
{
    say_member("status by", status, VC_VIEW("type"));
    say_member("  purpose", status, VC_VIEW("statusPurpose"));
    say_member("  list", status, VC_VIEW("statusListCredential"));
    say_member("  entry", status, VC_VIEW("statusListIndex"));
}

static void
say_proof(const struct vc_json *proof)
{
    bool named = vc_json_get(proof, VC_VIEW("cryptosuite")) != NULL;

    say_member("proof", proof,
               named ? VC_VIEW("cryptosuite") : VC_VIEW("type"));
    say_member("  key", proof, VC_VIEW("verificationMethod"));
    say_member("  made", proof, VC_VIEW("created"));
}

static void
say_schema(const struct vc_json *value)
{
    say_member("schema", value, VC_VIEW("id"));
}

static void
say_inner(const struct vc_json *value)
{
    if (vc_json_is(value, VC_JSON_OBJECT)) {
        say("holds", vc_json_get_text(value, VC_VIEW("name")).data
                         ? vc_json_get_text(value, VC_VIEW("name"))
                         : vc_json_get_text(value, VC_VIEW("id")));
    } else {
        say("holds", VC_VIEW("a token"));
    }
}

static const char *
kind_of(const struct vc_badge *badge, const struct vc_json *document)
{
    const struct vc_json *types = vc_json_get(document, VC_VIEW("type"));
    const char *kind = "credential";

    switch (badge->kind) {
    case VC_BADGE_ACHIEVEMENT:
        return "Open Badge";
    case VC_BADGE_ENDORSEMENT:
        return "endorsement";
    case VC_BADGE_RECORD:
        return "learner record";
    default:
        break;
    }
    for (VC_JSON_EACH(type, types)) {
        if (vc_json_is_text(type, VC_VIEW("BitstringStatusListCredential"))) {
            kind = "status list";
        }
    }
    return kind;
}

static void
say_subject(const struct vc_json *subject)
{
    const struct vc_json *achievement =
        vc_json_get(subject, VC_VIEW("achievement"));
    const struct vc_json *criteria =
        vc_json_get(achievement, VC_VIEW("criteria"));

    say_member("recipient", subject, VC_VIEW("id"));
    for_each(vc_json_get(subject, VC_VIEW("identifier")), say_identity);
    say_member("achievement", achievement, VC_VIEW("name"));
    say_member("  id", achievement, VC_VIEW("id"));
    say_member("  type", achievement, VC_VIEW("achievementType"));
    say_member("  about", achievement, VC_VIEW("description"));
    say_member("  criteria", criteria, VC_VIEW("narrative"));
    say_member("  criteria", criteria, VC_VIEW("id"));
    say_member("credits", subject, VC_VIEW("creditsEarned"));
    for_each(vc_json_get(subject, VC_VIEW("result")), say_result);
    for_each(vc_json_get(subject, VC_VIEW("verifiableCredential")), say_inner);
}

static void
say_document(const struct vc_json *document)
{
    struct vc_badge badge;
    struct vc_error error = {0};
    enum vc_status s = vc_badge_check(document, NULL, &badge, &error);

    say("kind", vc_view_of(kind_of(&badge, document)));
    say_member("id", document, VC_VIEW("id"));
    say_member("name", document, VC_VIEW("name"));
    say("issuer", badge.issuer);
    say("  name", badge.issuer_name);
    say("valid from", badge.valid_from);
    say("valid until", badge.valid_until);
    for_each(vc_json_get(document, VC_VIEW("credentialSubject")), say_subject);
    for_each(vc_json_get(document, VC_VIEW("endorsement")), say_inner);
    for_each(vc_json_get(document, VC_VIEW("credentialStatus")), say_status);
    for_each(vc_json_get(document, VC_VIEW("credentialSchema")), say_schema);
    for_each(vc_json_get(document, VC_VIEW("proof")), say_proof);
    if (s != VC_OK) {
        say("incomplete", vc_view_of(error.message));
        say("  at", vc_view_of(error.path[0] ? error.path : "/"));
    }
}

/* --- the file ------------------------------------------------------------ */

static int
say_recipient(struct vc_arena *va, const struct vc_json *document,
              const char *recipient)
{
    static const char *const words[] = {
        [VC_IDENTITY_NONE] = "the certificate names no recipient so",
        [VC_IDENTITY_SAME] = "the same",
        [VC_IDENTITY_OTHER] = "somebody else",
        [VC_IDENTITY_NOT_READ] = "hashed in a way that is not read"};
    struct vc_view any = {NULL, 0};
    struct vc_crypto *crypto = NULL;
    enum vc_identity found = VC_IDENTITY_NONE;
    enum vc_status s = vc_crypto_new(NULL, &crypto);

    if (s == VC_OK) {
        s = vc_identity_check(va, crypto, document, any, vc_view_of(recipient),
                              &found);
    }
    vc_crypto_free(crypto);
    if (s != VC_OK) {
        return cli_fail("out of memory");
    }
    say("compared", vc_view_of(words[found]));
    return CLI_DONE;
}

static int
inspect(struct vc_arena *va, const char *path, struct vc_view bytes,
        const char *recipient)
{
    static const char *const carriers[] = {[VC_PICTURE_NONE] =
                                               "a file of its own",
                                           [VC_PICTURE_PNG] = "PNG",
                                           [VC_PICTURE_SVG] = "SVG"};
    enum vc_picture picture = vc_bake_kind(bytes);
    struct vc_error error = {0};
    struct vc_json *json = NULL;
    struct vc_jwt token = {.credential = NULL};
    enum vc_status s = VC_OK;
    bool is_token;

    if (picture != VC_PICTURE_NONE) {
        s = vc_bake_read(va, bytes, &bytes, &error);
    }
    is_token = s == VC_OK && vc_jws_looks_like(bytes);
    if (s == VC_OK) {
        s = is_token ? vc_jwt_read(va, bytes, NULL, &token, &error)
                     : vc_json_parse(va, bytes, NULL, &json, &error);
    }
    if (s != VC_OK) {
        return cli_fail("%s: %s.", path,
                        error.message[0] ? error.message : vc_status_text(s));
    }
    say("file", vc_view_of(path));
    say("carried by", vc_view_of(carriers[picture]));
    say("signed as", vc_view_of(is_token ? "token" : "document"));
    say_document(is_token ? token.credential : json);
    if (is_token) {
        say("proof", token.jws.algorithm);
        say("  key", token.jws.kid);
    }
    return recipient ? say_recipient(va, is_token ? token.credential : json,
                                     recipient)
                     : CLI_DONE;
}

int
cmd_inspect(struct cli *c)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct vc_arena va;
    int worst = CLI_DONE;

    if (c->word_count == 0) {
        cli_fail("quipu inspect FILE … [--recipient TEXT]");
        worst = CLI_MISUSED;
    }
    vc_arena_init(&va, NULL, ARENA_BYTES);
    for (int i = 0; i < c->word_count; i++) {
        char *data = NULL;
        size_t len = 0;
        int status = CLI_MISUSED;

        if (file_read(a, c->words[i], VC_BAKE_MAX_PICTURE, &data, &len) != OK) {
            cli_fail("%s cannot be read.", c->words[i]);
        } else {
            status = inspect(&va, c->words[i], (struct vc_view){data, len},
                             c->recipient);
        }
        worst = status > worst ? status : worst;
        vc_arena_reset(&va);
    }
    vc_arena_free(&va);
    arena_free(a);
    return worst;
}
