/* SPDX-License-Identifier: Apache-2.0 */
/* Damage that JSON survives, where damaged bytes mostly end in the parser. */
#ifndef VC_FUZZ_TRANSPLANT_H
#define VC_FUZZ_TRANSPLANT_H

#include "vc/json.h"

/* Where the damage of an input begins: the same input, the same damage. */
static inline uint32_t
transplant_seed(const uint8_t *data, size_t size)
{
    uint32_t random = (uint32_t)size;
    for (size_t i = 0; i < size; i++)
        random = random * 31 + data[i];
    return random;
}

enum { TRANSPLANT_NODES = 256 };

static inline size_t
transplant_collect(struct vc_json *node, struct vc_json **nodes, size_t count)
{
    if (count < TRANSPLANT_NODES)
        nodes[count++] = node;
    if (node->kind < VC_JSON_ARRAY)
        return count;
    for (struct vc_json *m = node->u.list.first; m; m = m->next)
        count = transplant_collect(m, nodes, count);
    return count;
}

/* Puts a copy of one value in the place of another. */
static inline bool
transplant(struct vc_arena *arena, struct vc_json *document, uint32_t *random)
{
    struct vc_json *nodes[TRANSPLANT_NODES];
    size_t count = transplant_collect(document, nodes, 0);
    *random = *random * 1664525u + 1013904223u;
    struct vc_json *to = nodes[(*random >> 8) % count];
    *random = *random * 1664525u + 1013904223u;
    struct vc_json *from = vc_json_copy(arena, nodes[(*random >> 8) % count]);
    if (!from)
        return false;
    to->kind = from->kind;
    to->count = from->count;
    to->u = from->u;
    return true;
}

#endif
