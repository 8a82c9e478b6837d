/* SPDX-License-Identifier: Apache-2.0 */
/* keeper: makes issuing keys and signs with them; nothing else of the program
 * ever sees a private key.
 *
 * Private keys lie sealed in the database; the sealing key is one file beside
 * the data folder (0600), never in a backup. The keeper gets the whole
 * document, not a digest, so that it signs only what is a credential of the
 * issuer whose key it is. Safe from every thread.
 */
#ifndef QUIPU_KEEPER_KEEPER_H
#define QUIPU_KEEPER_KEEPER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct keeper;
struct vc_context_set;

enum {
    KEEPER_SEALED_SIZE = 32 + 24 + 16, /* seed, nonce, tag */
    KEEPER_MULTIBASE_SIZE = 80
};

/* Make the file of a new sealing key (ERR_CONFLICT: it is there). `words` gets
 * the key as words to write down. */
enum err keeper_make_seal(struct arena *a, const char *path,
                          const char **words);

/* Write the file again from its words. ERR_INVALID: they do not fit. */
enum err keeper_restore_seal(const char *path, const char *words);

/* Read the sealing key. ERR_MISSING: no file; ERR_DENIED: others may read it,
 * or we may not; ERR_INVALID: it is no key. `contexts` outlives the keeper. */
enum err keeper_open(struct keeper **out, const char *seal_path,
                     const struct vc_context_set *contexts);
void keeper_close(struct keeper *k);

/* A new key pair: the private one sealed, the public one as Multikey text. */
struct keeper_key {
    unsigned char sealed[KEEPER_SEALED_SIZE];
    char multibase[KEEPER_MULTIBASE_SIZE];
};
enum err keeper_key_new(struct keeper *k, struct keeper_key *out);

/* Does the sealing key open this one, and is it the private half of
 * `multibase`? */
bool keeper_opens(struct keeper *k, const void *sealed, size_t len,
                  const char *multibase) __attribute__((nonnull));

/* A credential to be signed. */
struct keeper_paper {
    const char *text; /* unsigned; set by the caller */
    const char *json; /* signed; NULL when it was not */
    const char *why;  /* why not, in English, for the log */
};

/* Sign `n` credentials of one issuer with a sealed key, opened once for all of
 * them, under the verification method `method` (did#multibase). OK: all are
 * signed. Else some or none are, and the error is that of the last that is not:
 * ERR_INVALID: it is no credential of that issuer; ERR_DENIED: the key does
 * not open; ERR_INTERNAL. */
enum err keeper_sign(struct keeper *k, struct arena *a, const void *sealed,
                     size_t sealed_len, const char *method, int64_t created_ms,
                     struct keeper_paper *papers, size_t n);

#endif
