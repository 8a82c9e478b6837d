/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of compaction share: the state of one run. */
#ifndef VC_COMPACT_WORK_H
#define VC_COMPACT_WORK_H

#include "inverse.h"
#include "ld_index.h"
#include "vc/compact.h"

struct vc_compact_run {
    struct vc_ld ld;
    struct vc_ld_index index;
    struct vc_inverse **inverses; /* open hash table by active context */
    size_t inverse_slots;
    size_t inverse_count;
    bool compact_arrays;
    bool to_relative;
    unsigned depth;
};

/* Where one element stands. */
struct vc_compact_at {
    const struct vc_active *active;
    struct vc_view property; /* active property; NULL data: null */
    bool from_map;           /* the value of an index map */
};

static inline const struct vc_term_def *
vc_compact_def(const struct vc_active *active, struct vc_view property)
{
    return property.data ? vc_active_term(active, property) : NULL;
}

/* ---- compact.c ---- */

/* Compaction Algorithm (section 6.1.2). */
enum vc_status vc_compact_element(struct vc_compact_run *run,
                                  struct vc_compact_at at,
                                  const struct vc_json *element,
                                  struct vc_json **out);

/* "Add value" of the standard; `value` is ours. */
enum vc_status vc_compact_add(struct vc_compact_run *run,
                              struct vc_json *object, struct vc_view name,
                              struct vc_json *value, bool as_array);

/* ---- compact_iri.c ---- */

enum { COMPACT_VOCAB = 1, COMPACT_REVERSE = 2 };

/* IRI Compaction (section 6.2). `value` may be NULL. */
enum vc_status vc_compact_iri(struct vc_compact_run *run,
                              const struct vc_active *active,
                              struct vc_view iri, const struct vc_json *value,
                              unsigned how, struct vc_view *out);

/* The same for a keyword: its alias. */
enum vc_status vc_compact_iri_keyword(struct vc_compact_run *run,
                                      const struct vc_active *active,
                                      enum vc_keyword keyword,
                                      struct vc_view *out);

/* ---- compact_value.c ---- */

/* Value Compaction (section 6.3) of a value object or a reference; `def` is the
 * definition of the active property, or NULL. */
enum vc_status vc_compact_value(struct vc_compact_run *run,
                                const struct vc_active *active,
                                const struct vc_term_def *def,
                                const struct vc_json *value,
                                struct vc_json **out);

bool vc_compact_value_is_reference(const struct vc_json *element);
bool vc_compact_value_is_graph(const struct vc_json *element);

/* ---- compact_map.c ---- */

/* A value on its way into the result. */
struct vc_compact_item {
    const struct vc_active *active;
    const struct vc_json *expanded;
    struct vc_json *compacted;
    struct vc_view term; /* item active property */
    const struct vc_term_def *def;
    struct vc_json *into; /* nest result */
    bool as_array;
};

/* Step 12.8.8 for a graph in a graph container, and 12.8.9: puts the item into
 * the map that is the value of its term. */
enum vc_status vc_compact_map_add(struct vc_compact_run *run,
                                  struct vc_compact_item *item);

#endif
