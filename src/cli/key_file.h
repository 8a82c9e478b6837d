/* SPDX-License-Identifier: Apache-2.0 */
/* key_file: an issuing key in a file of its own, without a node.
 *
 * JSON, as a controller document would list it (Multikey), and the secret:
 *
 *     {"id": "did:web:uni.example#z6Mk…",     the verification method
 *      "type": "Multikey",
 *      "controller": "did:web:uni.example",   the issuer
 *      "publicKeyMultibase": "z6Mk…",
 *      "secretKeyMultibase": "z3u2…"}
 *
 * Keys as other programs write them are read too: PEM, and private JSON Web
 * Keys. They do not say whose they are, so the caller does.
 *
 * Nobody else may read it (0600); a file that is there is never written over.
 * What goes wrong is said on standard error, with the file and the member. */
#ifndef QUIPU_CLI_KEY_FILE_H
#define QUIPU_CLI_KEY_FILE_H

#include "vc/secret.h"

#include <stdbool.h>

struct arena;

struct key_file {
    struct vc_secret secret;
    const char *method; /* the id: controller, "#", name */
    const char *controller;
};

/* Make a key and its file. `issuer` NULL: the key is its own issuer
 * (did:key). */
bool key_file_new(struct arena *a, const char *path, enum vc_key_type type,
                  const char *issuer, struct key_file *out);

/* Read one. `issuer` is whose the key is, where the file does not say so; NULL:
 * its own (did:key). Its name is the JWK's "kid", else the Multikey text, else
 * the thumbprint of an RSA key. The caller wipes it with key_file_wipe. */
bool key_file_read(struct arena *a, const char *path, const char *issuer,
                   struct key_file *out);

void key_file_wipe(struct key_file *key);

#endif
