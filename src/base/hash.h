/* SPDX-License-Identifier: Apache-2.0 */
/* hash: SHA-256, constant-time compare, passwords and sealing.
 *
 * The only file of the application that knows a crypto library; credentials
 * have their own in vc.
 */
#ifndef QUIPU_BASE_HASH_H
#define QUIPU_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

enum { HASH_SIZE = 32, HASH_PASSWORD_SIZE = 128, HASH_KEY_SIZE = 32 };

/* Call once at start, before threads. Ends the process when the library
 * cannot be used. */
void hash_init(void);

void hash_sha256(const void *p, size_t len, unsigned char out[HASH_SIZE]);

/* The same of bytes that come piece by piece; hash_end frees it. */
struct hash_run;
struct hash_run *hash_begin(void);
void hash_add(struct hash_run *h, const void *p, size_t len);
void hash_end(struct hash_run *h, unsigned char out[HASH_SIZE]);

/* HMAC-SHA-256 (RFC 2104). */
void hash_hmac(const void *key, size_t key_len, const void *p, size_t len,
               unsigned char out[HASH_SIZE]);

/* Equal, in a time that does not depend on where they differ. */
bool hash_same(const void *a, const void *b, size_t len);

/* Argon2id, 64 MiB, 3 passes: about 66 ms and 64 MiB while it runs, so one at
 * a time and never on a network loop. False when memory is short. */
bool hash_password(const char *password, char out[HASH_PASSWORD_SIZE]);
bool hash_password_check(const char *stored, const char *password);

/* Authenticated sealing with a 32-byte key (XChaCha20-Poly1305); `out` has
 * HASH_SEAL_EXTRA more bytes than the input, and back. Opening fails on any
 * change or a wrong key. */
enum { HASH_SEAL_EXTRA = 24 + 16 };
void hash_seal(const unsigned char key[HASH_KEY_SIZE], const void *p,
               size_t len, unsigned char *out);
bool hash_open(const unsigned char key[HASH_KEY_SIZE], const void *p,
               size_t len, unsigned char *out);

/* Overwrite a secret; the compiler may not leave it out. */
void hash_wipe(void *p, size_t len);

#endif
