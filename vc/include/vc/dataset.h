/* SPDX-License-Identifier: Apache-2.0 */
/* RDF terms, quads and datasets: what to_rdf and the N-Quads reader make, and
 * what the N-Quads writer and the canonicalization take. */
#ifndef VC_DATASET_H
#define VC_DATASET_H

#include "vc/alloc.h"
#include "vc/status.h"
#include "vc/view.h"

#include <stdint.h>

enum vc_term_kind { VC_TERM_IRI, VC_TERM_BLANK, VC_TERM_LITERAL };

struct vc_term {
    enum vc_term_kind kind;
    /* Blank nodes only: their number. Blank nodes of one dataset are numbered
     * 0, 1, 2 … without holes; one label has one number, so nobody downstream
     * needs to compare labels. */
    uint32_t number;
    struct vc_view value;    /* the IRI; the label without "_:"; the text */
    struct vc_view datatype; /* of a literal without a language; else NULL data.
                              * NULL data without language is xsd:string */
    struct vc_view language; /* of rdf:langString; else NULL data */
};

struct vc_quad {
    const struct vc_term *subject;   /* IRI or blank node */
    const struct vc_term *predicate; /* IRI */
    const struct vc_term *object;    /* any */
    const struct vc_term *graph; /* IRI or blank node; NULL = default graph */
};

/* A set of quads: none stands in it twice. Read quads, count and blank_count;
 * the rest belongs to the functions below. */
struct vc_dataset {
    struct vc_quad *quads; /* in the order they were added */
    size_t count;
    size_t blank_count; /* blank nodes have the numbers 0 … blank_count - 1 */
    struct vc_arena *arena;
    size_t capacity;
    size_t max_count;
    uint32_t *slots; /* open hash table of quad number + 1 */
    uint32_t *hashes;
    size_t slot_count; /* a power of two */
    const struct vc_term *last_subject;
    uint32_t last_hash;
};

/* Starts an empty dataset in the arena. `max_count` 0 means 1,000,000. */
void vc_dataset_init(struct vc_dataset *dataset, struct vc_arena *arena,
                     size_t max_count);

/* Adds a quad unless it is there; the terms are not copied. A datatype of
 * xsd:string must be left out by the caller. Errors: VC_NO_MEMORY, VC_LIMIT. */
enum vc_status vc_dataset_add(struct vc_dataset *dataset,
                              const struct vc_quad *quad);

/* Same kind, text, datatype and language; blank nodes by number. */
bool vc_term_equal(const struct vc_term *a, const struct vc_term *b);

#endif
