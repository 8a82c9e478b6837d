/* SPDX-License-Identifier: Apache-2.0 */
/* check: is this paper true? The verdict of the library, in the reader's
 * words.
 *
 * Documents of issuers of this node come from the database; of others nothing
 * is fetched, since no page calls the network: then the key is "not known
 * here".
 */
#ifndef QUIPU_CREDENTIALS_CHECK_H
#define QUIPU_CREDENTIALS_CHECK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct ctx;

enum check_outcome {
    CHECK_NOT_APPLICABLE,
    CHECK_OK,
    CHECK_UNKNOWN,
    CHECK_FAILED
};

struct check_layer {
    const char *title; /* "Signature", translated */
    enum check_outcome outcome;
    const char *code;     /* for programs: "proof_ok" */
    const char *sentence; /* translated */
};

enum check_result { CHECK_TRUE, CHECK_UNSURE, CHECK_FALSE };

enum { CHECK_LAYERS = 8 };

struct check {
    enum check_result result;
    struct check_layer layers[CHECK_LAYERS];
    size_t layer_count;
    const char *worst; /* the sentence of the layer that decides */
    /* as the document claims; NULL where it does not say */
    const char *id;
    const char *issuer;
    const char *issuer_name;
    const char *issuer_host; /* where the issuer's keys are published */
    const char *holder_name;
    const char *title;
    const char *valid_from; /* date */
    bool ours;              /* issued by this node */
    bool demo;              /* name or issuer says it is a demonstration */
};

/* Judge the bytes of a credential. Runs in a reading transaction (for the keys
 * of our own issuers); about 0.1 ms. ERR_INTERNAL: no memory. */
enum err check_bytes(struct ctx *c, const char *bytes, size_t len,
                     struct check *out);

/* For issuing: does the verifier accept `json`, given only `document` as what
 * is published under `did`? `why` gets an English sentence when not. */
bool check_accepts(struct ctx *c, const char *json, const char *did,
                   const char *document, const char **why);

#endif
