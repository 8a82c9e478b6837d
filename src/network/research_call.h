/* SPDX-License-Identifier: Apache-2.0 */
/* research_call: calls for joint research: who calls, for what, from when until
 * when institutions may propose. All of it is public.
 *
 * Days and times are those on the clocks of the call's zone; the instants they
 * mean are kept beside them when the call is written.
 */
#ifndef QUIPU_NETWORK_RESEARCH_CALL_H
#define QUIPU_NETWORK_RESEARCH_CALL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { RESEARCH_CALLS_MAX = 100, RESEARCH_CALL_CHARS = 4000 };

struct research_call {
    int64_t id;
    const char *number; /* permanent, its public address */
    int64_t node;       /* calls and decides: headquarters, region, country */
    const char *node_slug, *node_name;
    const char *title;
    const char *words; /* what is sought, and what is offered */
    const char *zone;  /* IANA */
    const char *opens_date, *opens_time;
    const char *closes_date, *closes_time; /* "HH:MM" */
    int64_t opens_ms, closes_ms;
    int64_t rev;
};

struct research_calls {
    struct research_call *items;
    size_t count;
};

enum research_call_state { RESEARCH_SOON, RESEARCH_OPEN, RESEARCH_CLOSED };
enum research_call_state research_call_state(const struct ctx *c,
                                             const struct research_call *k);

/* ERR_MISSING: none has this number. */
enum err research_call_by_number(struct ctx *c, const char *number,
                                 struct research_call *out);

/* All, and those of a node and below; what closes last first. */
enum err research_call_list(struct ctx *c, struct research_calls *out);
enum err research_call_below(struct ctx *c, int64_t org,
                             struct research_calls *out);

/* A new one at k->node, which must be the network, a region, a country or a
 * territory; or anew what stands there when k->number is set (k->rev as the
 * form has it). ERR_INVALID at title, words, zone, opens_date, opens_time,
 * closes_date, closes_time; ERR_CONFLICT: somebody wrote first.
 * Needs: CAP_RESEARCH_CALL at the node. */
enum err research_call_put(struct ctx *c, struct research_call *k);

#endif
