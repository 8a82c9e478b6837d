/* SPDX-License-Identifier: Apache-2.0 */
/* words: a key as words to write down, and back. */

#include "keeper/words.h"

#include "base/arena.h"
#include "base/hash.h"

#include <stdint.h>
#include <string.h>

static const char consonants[] = "bdfghjklmnprstvz";
static const char vowels[] = "aiou";

static void
write_word(uint16_t n, char *out)
{
    out[0] = consonants[n >> 12 & 15];
    out[1] = vowels[n >> 10 & 3];
    out[2] = consonants[n >> 6 & 15];
    out[3] = vowels[n >> 4 & 3];
    out[4] = consonants[n & 15];
}

/* The first 16 bits of the key's hash: a slip of the pen is found with
 * 65,535 chances in 65,536. */
static uint16_t
check_of(const unsigned char *key)
{
    unsigned char hash[HASH_SIZE];

    hash_sha256(key, WORDS_KEY_SIZE, hash);
    return (uint16_t)(hash[0] << 8 | hash[1]);
}

const char *
words_write(struct arena *a, const unsigned char key[WORDS_KEY_SIZE])
{
    char *out = arena_alloc(a, (size_t)WORDS_COUNT * 6);

    for (size_t i = 0; i < WORDS_COUNT; i++) {
        int n = i + 1 < WORDS_COUNT ? key[i * 2] << 8 | key[i * 2 + 1]
                                    : check_of(key);

        write_word((uint16_t)n, out + i * 6);
        out[i * 6 + 5] = i + 1 < WORDS_COUNT ? ' ' : '\0';
    }
    return out;
}

static int
index_of(const char *signs, char c)
{
    const char *at = c ? strchr(signs, c) : NULL;

    return at ? (int)(at - signs) : -1;
}

static bool
read_word(const char *s, uint16_t *out)
{
    int part[5], n = 0;

    for (int i = 0; i < 5; i++) {
        part[i] = index_of(i % 2 ? vowels : consonants, s[i]);
        if (part[i] < 0) {
            return false;
        }
        n = n << (i % 2 ? 2 : 4) | part[i];
    }
    *out = (uint16_t)n;
    return true;
}

bool
words_read(const char *s, unsigned char key[WORDS_KEY_SIZE])
{
    char letters[WORDS_COUNT * 5 + 1];
    size_t len = 0;
    uint16_t n;

    for (; *s; s++) {
        char c = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;

        if (c == ' ' || c == '-' || c == '\n' || c == '\t' || c == '\r') {
            continue;
        }
        if (len == WORDS_COUNT * 5) {
            return false;
        }
        letters[len++] = c;
    }
    if (len != WORDS_COUNT * 5) {
        return false;
    }
    letters[len] = '\0';
    for (size_t i = 0; i + 1 < WORDS_COUNT; i++) {
        if (!read_word(letters + i * 5, &n)) {
            return false;
        }
        key[i * 2] = (unsigned char)(n >> 8);
        key[i * 2 + 1] = (unsigned char)n;
    }
    return read_word(letters + (WORDS_COUNT - 1) * 5, &n) && n == check_of(key);
}
