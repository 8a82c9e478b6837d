/* SPDX-License-Identifier: Apache-2.0 */
/* arena: blocks of growing size, bump allocation, poisoned for ASan. */

#include "base/arena.h"

#include "base/log.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
/* A gap between allocations makes small overruns visible to ASan. */
enum { ARENA_GAP = 16 };
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
enum { ARENA_GAP = 0 };
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ARENA_FIRST = 16 * 1024, ARENA_ALIGN = alignof(max_align_t) };
enum { PRINT_SMALL = 256 };

struct block {
    struct block *next;
    size_t size; /* of data */
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *head; /* the block in use; older ones follow */
    size_t used;
    size_t max;
};

static struct block *
block_new(size_t size)
{
    struct block *b = malloc(sizeof *b + size);

    if (!b) {
        log_fatal("out of memory", "wanted", (int64_t)size);
    }
    b->next = NULL;
    b->size = size;
    b->used = 0;
    POISON(b->data, size);
    return b;
}

struct arena *
arena_new(size_t max_bytes)
{
    struct arena *a = malloc(sizeof *a);

    if (!a) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *a);
    }
    a->head = block_new(ARENA_FIRST);
    a->used = 0;
    a->max = max_bytes;
    return a;
}

static void
free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;

        UNPOISON(b->data, b->size);
        free(b);
        b = next;
    }
}

void
arena_reset(struct arena *a)
{
    struct block *first = a->head;

    /* Keep the oldest block: it has the common size. */
    while (first->next) {
        struct block *next = first->next;

        UNPOISON(first->data, first->size);
        free(first);
        first = next;
    }
    first->used = 0;
    POISON(first->data, first->size);
    a->head = first;
    a->used = 0;
}

void
arena_free(struct arena *a)
{
    if (a) {
        free_blocks(a->head);
        free(a);
    }
}

size_t
arena_used(const struct arena *a)
{
    return a->used;
}

/* Room whose bytes are whatever they were. */
static void *
take(struct arena *a, size_t size)
{
    size_t want;
    struct block *b = a->head;
    void *p;

    if (size > a->max || a->used > a->max - size) {
        log_fatal("arena is full", "wanted", (int64_t)size);
    }
    want = (size + ARENA_GAP + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    if (b->size - b->used < want) {
        size_t next = b->size * 2;

        b = block_new(next > want ? next : want);
        b->next = a->head;
        a->head = b;
    }
    p = b->data + b->used;
    UNPOISON(p, size);
    b->used += want;
    a->used += size;
    return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        log_fatal("arena is full", "wanted", INT64_MAX);
    }
    return arena_alloc(a, count * size);
}

void *
arena_copy(struct arena *a, const void *p, size_t len)
{
    void *copy = take(a, len);

    if (len) {
        memcpy(copy, p, len);
    }
    return copy;
}

char *
arena_textn(struct arena *a, const char *s, size_t len)
{
    char *copy = take(a, len + 1);

    if (len) {
        memcpy(copy, s, len);
    }
    copy[len] = '\0';
    return copy;
}

char *
arena_text(struct arena *a, const char *s)
{
    return s ? arena_textn(a, s, strlen(s)) : NULL;
}

char *
arena_join(struct arena *a, const char *first, ...)
{
    size_t len = strlen(first), at = 0;
    const char *s;
    va_list ap;
    char *out;

    va_start(ap, first);
    while ((s = va_arg(ap, const char *))) {
        len += strlen(s);
    }
    va_end(ap);
    out = take(a, len + 1);
    va_start(ap, first);
    for (s = first; s; s = va_arg(ap, const char *)) {
        size_t n = strlen(s);

        memcpy(out + at, s, n);
        at += n;
    }
    va_end(ap);
    out[at] = '\0';
    return out;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
    char small[PRINT_SMALL]; /* most texts: formatted once, not twice */
    va_list ap;
    size_t len;
    char *s;
    int n;

    va_start(ap, format);
    n = vsnprintf(small, sizeof small, format, ap);
    va_end(ap);
    if (n < 0) {
        log_fatal("printf failed", "format", n);
    }
    len = (size_t)n;
    if (len < sizeof small) {
        return arena_textn(a, small, len);
    }
    s = take(a, len + 1);
    va_start(ap, format);
    vsnprintf(s, len + 1, format, ap);
    va_end(ap);
    return s;
}
