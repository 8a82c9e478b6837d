/* SPDX-License-Identifier: Apache-2.0 */
/* place: building the tree by hand: regions below the network, countries and
 * territories below a region, institutions below a country, units below an
 * institution. What comes in by joining or import goes through org_add. */
#ifndef QUIPU_NETWORK_PLACE_H
#define QUIPU_NETWORK_PLACE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;
struct org;

/* What is added below a node of this kind, one at a time: "region",
 * "institution", "unit"; NULL where nothing is (countries go by
 * place_add_countries). */
const char *place_kind_below(const char *kind);

/* Add one below `parent`. Of `typed` name, city and website are read (the last
 * two may be NULL); the rest is filled in.
 * ERR_INVALID at "name" or "website"; ERR_CONFLICT at "name": that place has
 * one of this name. Needs: CAP_ORG_EDIT at `parent`. */
enum err place_add(struct ctx *c, const struct org *parent, struct org *typed);

/* Add countries and territories below a region by their codes; those that are
 * in the network already stay where they are. `added` gets how many were new.
 * ERR_INVALID at "country": none chosen, or no code of the table.
 * Needs: CAP_ORG_EDIT at `region`. */
enum err place_add_countries(struct ctx *c, const struct org *region,
                             const char *const *codes, size_t count,
                             size_t *added);

#endif
