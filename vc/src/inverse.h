/* SPDX-License-Identifier: Apache-2.0 */
/* Inverse contexts: from an IRI, and the kind of a value, to the term that says
 * both (JSON-LD 1.1 API, sections 4.3 and 4.4).
 *
 * The algorithm of the standard lays out every term of a context. A badge
 * enters some twenty contexts of five hundred terms and uses a few of each: so
 * the terms of an IRI are laid out when the IRI is first asked for. */
#ifndef VC_INVERSE_H
#define VC_INVERSE_H

#include "ld.h"

enum vc_inverse_kind { INVERSE_LANGUAGE, INVERSE_TYPE, INVERSE_ANY };

/* A definition among those of its IRI. */
struct vc_inverse_term {
    const struct vc_term_def *def;
    uint32_t next; /* number + 1 of the next of this IRI; 0: none */
};

struct vc_inverse_group {
    uint32_t first; /* number + 1 of a term; 0: free slot */
    bool laid_out;
};

/* What one definition is chosen for. */
struct vc_inverse_entry {
    const struct vc_term_def *def; /* NULL: free slot */
    struct vc_view value;
    uint32_t hash;
    enum vc_inverse_kind kind;
};

/* A term that may stand before a colon. */
struct vc_inverse_prefix {
    const struct vc_term_def *def;
    /* Number + 1 of the last one with the longest IRI that begins this one's
     * and is not the same. */
    uint32_t shorter;
};

struct vc_inverse {
    const struct vc_active *active;
    struct vc_inverse_term *terms;
    size_t term_count;
    struct vc_inverse_group *groups;  /* open hash table by IRI */
    size_t group_count;               /* a power of two */
    struct vc_inverse_entry *entries; /* open hash table, grows */
    size_t entry_slots;
    size_t entry_count;
    struct vc_inverse_prefix
        *prefixes; /* in the order of IRIs; NULL: not yet */
    size_t prefix_count;
    struct vc_view default_language; /* "@none" where there is none */
};

/* What is looked for, best first. */
struct vc_inverse_wish {
    enum vc_inverse_kind kind;
    uint8_t containers[20]; /* sets of CONTAINER_*; 0 is @none */
    size_t container_count;
    struct vc_view values[8];
    size_t value_count;
    /* What a language map cannot carry: the direction of the value is not that
     * of the term, or the value is no text. */
    enum vc_direction direction;
    bool is_text;
};

/* The inverse of an active context. Walking a table is work that counts. */
enum vc_status vc_inverse_new(struct vc_ld *ld, const struct vc_active *active,
                              struct vc_inverse **out);

/* Term Selection (4.4); `out` NULL: no term fits. */
enum vc_status vc_inverse_select(struct vc_ld *ld, struct vc_inverse *inverse,
                                 struct vc_view iri,
                                 const struct vc_inverse_wish *wish,
                                 const struct vc_term_def **out);

/* Is there any term for this IRI? */
bool vc_inverse_has(const struct vc_inverse *inverse, struct vc_view iri);

/* IRI Compaction, step 7: the best compact IRI for `iri`; NULL data: none.
 * `bare`: the IRI stands without a value, so that a term of that very name is
 * as good. */
enum vc_status vc_inverse_prefix_of(struct vc_ld *ld,
                                    struct vc_inverse *inverse,
                                    struct vc_view iri, bool bare,
                                    struct vc_view *out);

/* How language and direction are written in an inverse context: "en-us",
 * "en-us_rtl", "_rtl". `language` may have NULL data. */
enum vc_status vc_inverse_language(struct vc_arena *arena,
                                   struct vc_view language,
                                   enum vc_direction direction,
                                   struct vc_view *out);

#endif
