/* SPDX-License-Identifier: Apache-2.0 */
/* key_file: an issuing key in a file of its own. */

#include "cli/key_file.h"

#include "base/arena.h"
#include "base/file.h"
#include "cli/cli.h"

#include "vc/did.h"
#include "vc/jwk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_FILE_BYTES = 16 * 1024 };

void
key_file_wipe(struct key_file *key)
{
    vc_crypto_wipe(&key->secret, sizeof key->secret);
}

/* --- making --- */

static bool
write_all(int fd, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, text, len);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        text += n;
        len -= (size_t)n;
    }
    return fsync(fd) == 0;
}

/* O_EXCL: what is there is never written over, not even in a race. */
static bool
write_new(const char *path, const char *text, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good;

    if (fd < 0) {
        cli_fail(errno == EEXIST
                     ? "%s is there already; nothing was overwritten."
                     : "%s cannot be written.",
                 path);
        return false;
    }
    good = write_all(fd, text, len);
    good = close(fd) == 0 && good;
    if (!good) {
        (void)unlink(path);
        cli_fail("%s cannot be written.", path);
    }
    return good;
}

/* An issuer is a DID or an https address, and no DID of a key. */
static bool
is_issuer(const char *id)
{
    return (strncmp(id, "did:", 4) == 0 || strncmp(id, "https://", 8) == 0) &&
           strncmp(id, "did:key:", 8) != 0 &&
           strpbrk(id, "#\"\\ \t\r\n") == NULL;
}

bool
key_file_new(struct arena *a, const char *path, enum vc_key_type type,
             const char *issuer, struct key_file *out)
{
    char key[VC_KEY_MAX_TEXT + 1];
    char secret[VC_SECRET_MAX_TEXT + 1];
    char text[2048];
    int len;
    bool good;

    if (issuer && !is_issuer(issuer)) {
        cli_fail("--issuer is a DID or an https address, such as "
                 "did:web:uni.example");
        return false;
    }
    if (vc_secret_make(type, &out->secret) != VC_OK) {
        cli_fail("out of memory");
        return false;
    }
    key[vc_key_write(&out->secret.key, key)] = '\0';
    secret[vc_secret_write(&out->secret, secret)] = '\0';
    out->controller =
        issuer ? arena_text(a, issuer) : arena_printf(a, "did:key:%s", key);
    out->method = arena_printf(a, "%s#%s", out->controller, key);
    len = snprintf(text, sizeof text,
                   "{\n  \"id\": \"%s\",\n  \"type\": \"Multikey\",\n"
                   "  \"controller\": \"%s\",\n"
                   "  \"publicKeyMultibase\": \"%s\",\n"
                   "  \"secretKeyMultibase\": \"%s\"\n}\n",
                   out->method, out->controller, key, secret);
    good = len > 0 && (size_t)len < sizeof text;
    if (!good) {
        cli_fail("--issuer is too long");
    }
    good = good && write_new(path, text, (size_t)len);
    vc_crypto_wipe(text, sizeof text);
    vc_crypto_wipe(secret, sizeof secret);
    return good;
}

/* --- reading --- */

static bool
wrong(const char *path, const char *member, const char *what)
{
    cli_fail("%s: \"%s\" %s", path, member, what);
    return false;
}

static bool
is_private(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0 && (st.st_mode & 077) != 0) {
        cli_fail("%s can be read by others. Run `chmod 600 %s`, and think of "
                 "the key as known to them.",
                 path, path);
        return false;
    }
    return true;
}

static bool
take_members(struct arena *a, const char *path, const struct vc_json *file,
             struct key_file *out)
{
    struct vc_view id = vc_json_get_text(file, VC_VIEW("id"));
    struct vc_view controller = vc_json_get_text(file, VC_VIEW("controller"));
    struct vc_view text = vc_json_get_text(file, VC_VIEW("publicKeyMultibase"));
    struct vc_view secret =
        vc_json_get_text(file, VC_VIEW("secretKeyMultibase"));
    struct vc_key key;

    if (!vc_json_is_text(vc_json_get(file, VC_VIEW("type")),
                         VC_VIEW("Multikey"))) {
        return wrong(path, "type", "must be \"Multikey\".");
    }
    if (!secret.data || vc_secret_read(secret, &out->secret) != VC_OK) {
        return wrong(path, "secretKeyMultibase",
                     "is no private key of Ed25519, P-256 or P-384.");
    }
    if (!text.data || vc_key_read(text, &key) != VC_OK ||
        !vc_key_equal(&key, &out->secret.key)) {
        return wrong(path, "publicKeyMultibase",
                     "is not the public half of the private key.");
    }
    if (!controller.data || controller.size == 0) {
        return wrong(path, "controller", "must name the issuer.");
    }
    if (!id.data || id.size <= controller.size + 1 ||
        !vc_view_equal(vc_did_without_fragment(id), controller)) {
        return wrong(path, "id", "must be the controller, \"#\" and a name.");
    }
    out->method = arena_textn(a, id.data, id.size);
    out->controller = arena_textn(a, controller.data, controller.size);
    return true;
}

/* A name that may stand behind the "#" of an id. */
static bool
is_name(struct vc_view name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.')) {
            return false;
        }
    }
    return name.size > 0 && name.size <= 100;
}

/* What the key is called where the file gives no name. */
static bool
name_key(struct vc_arena *va, const struct vc_key *key, char *multikey,
         struct vc_view *out)
{
    struct vc_crypto *crypto = NULL;
    bool good = key->type != VC_KEY_RSA;

    *out = (struct vc_view){multikey, vc_key_write(key, multikey)};
    if (!good && vc_crypto_new(NULL, &crypto) == VC_OK) {
        good = vc_jwk_thumbprint(va, crypto, key, out) == VC_OK;
    }
    vc_crypto_free(crypto);
    return good;
}

/* A key that does not say whose it is. */
static bool
take_bare(struct arena *a, struct vc_arena *va, const char *path,
          const char *issuer, struct vc_view kid, struct key_file *out)
{
    char multikey[VC_KEY_MAX_TEXT];
    struct vc_view name;

    if (issuer && !is_issuer(issuer)) {
        cli_fail("--issuer is a DID or an https address, such as "
                 "did:web:uni.example");
        return false;
    }
    if (!issuer && out->secret.key.type == VC_KEY_RSA) {
        cli_fail("%s does not say whose key it is: --issuer does.", path);
        return false;
    }
    if (!name_key(va, &out->secret.key, multikey, &name)) {
        cli_fail("out of memory");
        return false;
    }
    if (issuer && is_name(kid)) {
        name = kid;
    }
    out->controller =
        issuer ? arena_text(a, issuer)
               : arena_printf(a, "did:key:%.*s", (int)name.size, name.data);
    out->method =
        arena_printf(a, "%s#%.*s", out->controller, (int)name.size, name.data);
    return true;
}

static bool
take_json(struct arena *a, struct vc_arena *va, const char *path,
          const char *issuer, struct vc_view text, struct key_file *out)
{
    struct vc_error error = {0};
    struct vc_json *file = NULL;

    if (vc_json_parse(va, text, NULL, &file, &error) != VC_OK) {
        cli_fail("%s, line %zu: %s", path, error.line, error.message);
        return false;
    }
    if (!vc_json_get(file, VC_VIEW("kty"))) {
        return take_members(a, path, file, out);
    }
    if (vc_secret_read_jwk(file, &out->secret, &error) != VC_OK) {
        cli_fail("%s: %s.", path, error.message);
        return false;
    }
    return take_bare(a, va, path, issuer,
                     vc_json_get_text(file, VC_VIEW("kid")), out);
}

static bool
take_pem(struct arena *a, struct vc_arena *va, const char *path,
         const char *issuer, struct vc_view text, struct key_file *out)
{
    struct vc_view none = {NULL, 0};
    struct vc_error error = {0};

    if (vc_secret_read_pem(text, &out->secret, &error) != VC_OK) {
        cli_fail("%s: %s.", path, error.message);
        return false;
    }
    return take_bare(a, va, path, issuer, none, out);
}

bool
key_file_read(struct arena *a, const char *path, const char *issuer,
              struct key_file *out)
{
    struct vc_arena va;
    char *data = NULL;
    size_t len = 0;
    bool good;

    *out = (struct key_file){0};
    if (file_read(a, path, KEY_FILE_BYTES, &data, &len) != OK) {
        cli_fail("%s cannot be read.", path);
        return false;
    }
    if (!is_private(path)) {
        return false;
    }
    vc_arena_init(&va, NULL, 0);
    good =
        strstr(data, "-----BEGIN ") != NULL
            ? take_pem(a, &va, path, issuer, (struct vc_view){data, len}, out)
            : take_json(a, &va, path, issuer, (struct vc_view){data, len}, out);
    if (good && issuer && strcmp(issuer, out->controller) != 0) {
        cli_fail("%s is the key of %s, not of %s.", path, out->controller,
                 issuer);
        good = false;
    }
    vc_arena_free(&va);
    vc_crypto_wipe(data, len);
    return good;
}
