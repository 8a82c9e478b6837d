/* SPDX-License-Identifier: Apache-2.0 */
/* words: a key as words to write down, and back.
 *
 * Each 16 bits become a word of five letters that can be said aloud
 * (proquints: consonant, vowel, consonant, vowel, consonant); one more word is
 * a check over the others. 32 bytes are 17 words.
 */
#ifndef QUIPU_KEEPER_WORDS_H
#define QUIPU_KEEPER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { WORDS_KEY_SIZE = 32, WORDS_COUNT = WORDS_KEY_SIZE / 2 + 1 };

/* "lusab babad …": WORDS_COUNT words parted by spaces. */
const char *words_write(struct arena *a,
                        const unsigned char key[WORDS_KEY_SIZE]);

/* Read them; capitals, hyphens and further spaces are fine. False: not the
 * right number of words, a word that is none, or the check does not fit. */
bool words_read(const char *s, unsigned char key[WORDS_KEY_SIZE]);

#endif
