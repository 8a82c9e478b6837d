/* SPDX-License-Identifier: Apache-2.0 */
/* keeper: makes issuing keys and signs with them. */

#include "keeper/keeper.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/random.h"
#include "keeper/words.h"

#include "vc/credential.h"
#include "vc/crypto.h"
#include "vc/key.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert(KEEPER_SEALED_SIZE == VC_CRYPTO_SEED + HASH_SEAL_EXTRA, "");
_Static_assert((int)WORDS_KEY_SIZE == (int)HASH_KEY_SIZE, "");

/* A signed document is some kB; a megabyte leaves room for evidence. */
enum { KEEPER_ARENA_BYTES = 32 * 1024 * 1024 };

/* Nothing of it changes once it is open, so threads sign beside each other. */
struct keeper {
    unsigned char seal[HASH_KEY_SIZE];
    const struct vc_context_set *contexts;
};

/* --- the file of the sealing key: its words in one line --- */

enum err
keeper_make_seal(struct arena *a, const char *path, const char **words)
{
    unsigned char key[HASH_KEY_SIZE];
    enum err e;

    if (file_exists(path)) {
        return ERR_CONFLICT;
    }
    random_bytes(key, sizeof key);
    *words = words_write(a, key);
    hash_wipe(key, sizeof key);
    e = file_write(path, *words, strlen(*words), 0600);
    return e;
}

enum err
keeper_restore_seal(const char *path, const char *words)
{
    unsigned char key[HASH_KEY_SIZE];
    bool good = words_read(words, key);

    hash_wipe(key, sizeof key);
    if (!good) {
        return ERR_INVALID;
    }
    return file_exists(path) ? ERR_CONFLICT
                             : file_write(path, words, strlen(words), 0600);
}

static enum err
read_seal(struct keeper *k, const char *path)
{
    struct arena *a = arena_new(64 * 1024);
    struct stat st;
    char *text = NULL;
    size_t len = 0;
    enum err e = ERR_MISSING;

    if (stat(path, &st) == 0) {
        e = st.st_mode & 077 ? ERR_DENIED
                             : file_read(a, path, 4096, &text, &len);
    }
    if (e == OK && !words_read(text, k->seal)) {
        e = ERR_INVALID;
    }
    if (text) {
        hash_wipe(text, len);
    }
    arena_free(a);
    return e;
}

enum err
keeper_open(struct keeper **out, const char *seal_path,
            const struct vc_context_set *contexts)
{
    struct keeper *k = calloc(1, sizeof *k);
    enum err e;

    *out = NULL;
    if (!k) {
        return ERR_INTERNAL;
    }
    k->contexts = contexts;
    e = read_seal(k, seal_path);
    if (e != OK) {
        keeper_close(k);
        return e;
    }
    *out = k;
    return OK;
}

void
keeper_close(struct keeper *k)
{
    if (k) {
        hash_wipe(k->seal, sizeof k->seal);
        free(k);
    }
}

/* --- keys --- */

static void
write_multibase(const unsigned char public_key[VC_CRYPTO_PUBLIC],
                char out[KEEPER_MULTIBASE_SIZE])
{
    struct vc_key key = {.type = VC_KEY_ED25519, .size = VC_CRYPTO_PUBLIC};
    char text[VC_KEY_MAX_TEXT];
    size_t n;

    memcpy(key.bytes, public_key, VC_CRYPTO_PUBLIC);
    n = vc_key_write(&key, text);
    memcpy(out, text, n);
    out[n] = '\0';
}

enum err
keeper_key_new(struct keeper *k, struct keeper_key *out)
{
    unsigned char seed[VC_CRYPTO_SEED], public_key[VC_CRYPTO_PUBLIC];
    unsigned char secret[VC_CRYPTO_SECRET];

    random_bytes(seed, sizeof seed);
    vc_crypto_ed25519_pair(seed, public_key, secret);
    write_multibase(public_key, out->multibase);
    hash_seal(k->seal, seed, sizeof seed, out->sealed);
    hash_wipe(seed, sizeof seed);
    hash_wipe(secret, sizeof secret);
    return OK;
}

/* Open a sealed key into its pair. */
static bool
open_key(const struct keeper *k, const void *sealed, size_t len,
         unsigned char public_key[VC_CRYPTO_PUBLIC],
         unsigned char secret[VC_CRYPTO_SECRET])
{
    unsigned char seed[VC_CRYPTO_SEED];

    if (len != KEEPER_SEALED_SIZE || !hash_open(k->seal, sealed, len, seed)) {
        return false;
    }
    vc_crypto_ed25519_pair(seed, public_key, secret);
    hash_wipe(seed, sizeof seed);
    return true;
}

bool
keeper_opens(struct keeper *k, const void *sealed, size_t len,
             const char *multibase)
{
    unsigned char public_key[VC_CRYPTO_PUBLIC], secret[VC_CRYPTO_SECRET];
    char text[KEEPER_MULTIBASE_SIZE];
    bool good;

    good = open_key(k, sealed, len, public_key, secret);
    hash_wipe(secret, sizeof secret);
    if (good) {
        write_multibase(public_key, text);
        good = strcmp(text, multibase) == 0;
    }
    return good;
}

/* --- signing --- */

static enum vc_status
sign(void *user, const uint8_t *bytes, size_t len,
     uint8_t out[VC_CRYPTO_SIGNATURE])
{
    const unsigned char *secret = user;

    vc_crypto_ed25519_sign(secret, bytes, len, out);
    return VC_OK;
}

/* Sign one with an opened key. */
static enum err
issue(struct arena *a, struct vc_arena *va, const struct vc_proof_tools *tools,
      const struct vc_proof_terms *terms, struct keeper_paper *p)
{
    struct vc_view signed_text;
    struct vc_error error = {0};
    enum vc_status s = vc_credential_issue(va, tools, vc_view_of(p->text), NULL,
                                           terms, &signed_text, &error);

    if (s == VC_OK) {
        p->json = arena_textn(a, signed_text.data, signed_text.size);
    } else {
        p->why = arena_printf(a, "%s at %s: %s", vc_status_name(s), error.path,
                              error.message);
    }
    vc_arena_reset(va);
    return s == VC_OK ? OK : s == VC_NO_MEMORY ? ERR_INTERNAL : ERR_INVALID;
}

static enum err
issue_all(const struct keeper *k, struct arena *a,
          const struct vc_proof_terms *terms, struct keeper_paper *papers,
          size_t n)
{
    struct vc_proof_tools tools = {.contexts = k->contexts};
    struct vc_arena va;
    enum err result = OK;

    if (vc_crypto_new(NULL, &tools.crypto) != VC_OK) {
        return ERR_INTERNAL;
    }
    vc_arena_init(&va, NULL, KEEPER_ARENA_BYTES);
    for (size_t i = 0; i < n; i++) {
        enum err e = issue(a, &va, &tools, terms, &papers[i]);

        result = e == OK ? result : e;
    }
    vc_arena_free(&va);
    vc_crypto_free(tools.crypto);
    return result;
}

enum err
keeper_sign(struct keeper *k, struct arena *a, const void *sealed,
            size_t sealed_len, const char *method, int64_t created_ms,
            struct keeper_paper *papers, size_t n)
{
    unsigned char public_key[VC_CRYPTO_PUBLIC], secret[VC_CRYPTO_SECRET];
    struct vc_proof_terms terms = {
        .method = vc_view_of(method),
        .created_ms = created_ms,
        .signer = {.sign = sign, .user = secret},
    };
    bool opens = open_key(k, sealed, sealed_len, public_key, secret);
    enum err e;

    for (size_t i = 0; i < n; i++) {
        papers[i].json = NULL;
        papers[i].why = opens ? "no memory"
                              : "the sealing key does not open this issuing "
                                "key";
    }
    e = opens ? issue_all(k, a, &terms, papers, n) : ERR_DENIED;
    hash_wipe(secret, sizeof secret);
    return e;
}
