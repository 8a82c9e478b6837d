/* SPDX-License-Identifier: Apache-2.0 */
/* rdfc_work: what the two halves of the canonicalization share. */
#ifndef VC_RDFC_WORK_H
#define VC_RDFC_WORK_H

#include "vc/buf.h"
#include "vc/rdfc.h"

#define NONE UINT32_MAX

enum { HEX = 2 * VC_CRYPTO_MAX_HASH, LABEL = 16 };

/* A quad as text without its blank nodes: the text from `begin` to `end`, and
 * where in it each of subject, object and graph is missing. */
struct line {
    uint32_t begin;
    uint32_t end;
    uint32_t cut[3];
    uint32_t node[3]; /* blank node, or NONE: nothing is missing */
};

/* A node that hangs together with the one being hashed. */
struct related {
    uint8_t hash[VC_CRYPTO_MAX_HASH];
    uint32_t node;
};

/* Stacks that grow; what is on them is named by index, for they move. */
struct numbers {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

struct work {
    struct vc_arena *arena;
    struct vc_crypto *crypto;
    const struct vc_dataset *dataset;
    enum vc_hash hash;
    size_t hash_size;
    struct vc_error *error;

    struct vc_buf shared; /* the texts of all lines */
    struct line *lines;
    uint32_t *mention_from; /* lines of node i: mentions[from[i]..from[i+1]) */
    uint32_t *mentions;
    size_t nodes;

    uint8_t *first;      /* first degree hashes, hash_size each */
    uint32_t *canonical; /* NONE: not yet */
    uint32_t next_canonical;

    uint32_t *trial;       /* number in the trial issuer + 1; 0: none */
    struct numbers issued; /* nodes in the order the trial issuer took them */
    struct numbers saved;  /* issued nodes of the best paths; permutations */
    struct related *related;
    size_t related_count;
    size_t related_capacity;
    struct vc_buf text; /* data to hash and paths of all open calls */

    size_t calls;
    size_t max_calls;
    size_t steps;
    size_t max_steps;
};

/* Stable merge sort; qsort() may take memory of its own. Inlined so that the
 * comparison is too. */
static inline __attribute__((always_inline)) void
sort(uint32_t *items, uint32_t *spare, size_t count,
     int (*compare)(const void *context, uint32_t a, uint32_t b),
     const void *context)
{
    enum { RUN = 8 };

    for (size_t from = 0; from < count; from += RUN) {
        size_t to = count - from < RUN ? count : from + RUN;

        for (size_t i = from + 1; i < to; i++) {
            uint32_t item = items[i];
            size_t k = i;

            while (k > from && compare(context, items[k - 1], item) > 0) {
                items[k] = items[k - 1];
                k--;
            }
            items[k] = item;
        }
    }
    for (size_t width = RUN; width < count; width *= 2) {
        for (size_t from = 0; from + width < count; from += 2 * width) {
            size_t middle = from + width;
            size_t to = count - from < 2 * width ? count : from + 2 * width;
            size_t a = 0;
            size_t b = middle;
            size_t at = from;

            memcpy(spare, items + from, width * sizeof(*items));
            while (a < width && b < to) {
                items[at++] = compare(context, spare[a], items[b]) <= 0
                                  ? spare[a++]
                                  : items[b++];
            }
            memcpy(items + at, spare + a, (width - a) * sizeof(*items));
        }
    }
}

/* Write prefix and number; returns the characters, at most LABEL. */
size_t vc_rdfc_label(char *out, struct vc_view prefix, uint32_t number);

enum vc_status vc_rdfc_push(struct work *w, struct numbers *stack,
                            uint32_t item);

/* Give a node the next number of the trial issuer; take numbers back until
 * `count` are left. */
enum vc_status vc_rdfc_issue(struct work *w, uint32_t node);
void vc_rdfc_undo(struct work *w, size_t count);

/* Hash N-Degree Quads (4.8) of a node that the trial issuer has numbered; the
 * issuer then holds what the best paths have numbered. */
enum vc_status vc_rdfc_n_degree(struct work *w, uint32_t node, unsigned depth,
                                uint8_t out[VC_CRYPTO_MAX_HASH]);

#endif
