/* SPDX-License-Identifier: Apache-2.0 */
/* rdfc: RDF Dataset Canonicalization (RDFC-1.0) with a limit on the work.
 *
 * Graphs can be made on purpose that take hours; the limits below end such a
 * graph with VC_RDFC_WORK. Nothing that people sign comes near them.
 *
 * The canonical form does not depend on the order of the quads, with one
 * exception that the standard has: where blank nodes name graphs, two nodes may
 * differ only in which of them lies in which graph; the algorithm cannot tell
 * them apart and takes them as they come (docs/decisions/0006).
 */
#ifndef VC_RDFC_H
#define VC_RDFC_H

#include "vc/crypto.h"
#include "vc/dataset.h"

enum {
    VC_RDFC_MAX_CALLS = 5000,   /* of Hash N-Degree Quads */
    VC_RDFC_MAX_STEPS = 100000, /* related nodes hashed or put into a path */
    VC_RDFC_MAX_DEPTH = 500     /* of that recursion */
};

/* 0 in a field means its default: SHA-256 and the numbers above. */
struct vc_rdfc_options {
    enum vc_hash hash;
    size_t max_calls;
    size_t max_steps;
};

struct vc_rdfc_result {
    struct vc_view text; /* canonical N-Quads, one line a quad, sorted */
    /* Blank node i of the dataset has become _:c14n<numbers[i]>. */
    const uint32_t *numbers;
    size_t calls; /* of Hash N-Degree Quads, for measuring */
    size_t steps;
};

/* Canonicalize `dataset`; the result lives in `arena`, as does the scratch
 * memory. `options` and `error` may be NULL. Errors: VC_RDFC_WORK, VC_LIMIT
 * (more than 4 GiB of text), VC_NO_MEMORY. */
enum vc_status vc_rdfc_canonicalize(struct vc_arena *arena,
                                    struct vc_crypto *crypto,
                                    const struct vc_dataset *dataset,
                                    const struct vc_rdfc_options *options,
                                    struct vc_rdfc_result *out,
                                    struct vc_error *error);

#endif
