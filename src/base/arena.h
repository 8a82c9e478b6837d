/* SPDX-License-Identifier: Apache-2.0 */
/* arena: the memory of one request, job or command, freed in one go.
 *
 * What an area function returns lives as long as the arena; nothing is freed
 * by hand. Reaching the maximum, or an empty heap, ends the process with one
 * log line: sizes are refused at the door, so neither is reachable from
 * outside, and the truth is in the database.
 */
#ifndef QUIPU_BASE_ARENA_H
#define QUIPU_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* A new arena that never holds more than `max_bytes`. */
struct arena *arena_new(size_t max_bytes);

/* Give everything back; the arena may be used again. Keeps one block. */
void arena_reset(struct arena *a);

/* Free it. NULL does nothing. */
void arena_free(struct arena *a);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

/* `size` bytes, zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc));

/* `count` zeroed elements of `size` bytes; the product is checked. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Copies. arena_text of NULL is NULL. */
char *arena_text(struct arena *a, const char *s);
char *arena_textn(struct arena *a, const char *s, size_t len);
void *arena_copy(struct arena *a, const void *p, size_t len);

/* The texts one after the other; the last argument is NULL. */
char *arena_join(struct arena *a, const char *first, ...)
    __attribute__((sentinel));

/* Text as printf writes it. */
char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type)                                            \
    ((type *)arena_array((a), (count), sizeof(type)))

#endif
