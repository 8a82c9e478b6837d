/* SPDX-License-Identifier: Apache-2.0 */
/* schema: does a document fit a JSON Schema? The part of draft 2019-09 that the
 * schemas of credentials use, and more; documents of 2020-12, 7 and 4 are read
 * as far as they say the same.
 *
 * Read: type enum const, multipleOf maximum exclusiveMaximum minimum
 * exclusiveMinimum, maxLength minLength pattern, items (one schema or a list)
 * additionalItems prefixItems (2020-12) maxItems minItems uniqueItems contains
 * maxContains minContains, maxProperties minProperties required properties
 * patternProperties additionalProperties propertyNames dependentRequired
 * dependentSchemas, allOf anyOf oneOf not if then else, $id $anchor $ref $defs
 * definitions, format, and what says nothing of validity (title, description,
 * $comment, default, examples, deprecated, readOnly, writeOnly, content…).
 *
 * A schema with any other keyword is refused, since to leave it out would let
 * through what it forbids: unevaluatedItems and unevaluatedProperties,
 * $recursiveRef, $dynamicRef, $vocabulary, dependencies, and every name that is
 * no keyword. Patterns: see src/regex.h.
 *
 * Nothing is fetched: a $ref leads into schemas that were handed over. */
#ifndef VC_SCHEMA_H
#define VC_SCHEMA_H

#include "vc/alloc.h"
#include "vc/json.h"
#include "vc/status.h"

/* Schemas that refer to one another; lives in the arena it was made in. */
struct vc_schema_set;

/* Errors: VC_NO_MEMORY. */
enum vc_status vc_schema_set_new(struct vc_arena *arena,
                                 struct vc_schema_set **out);

/* Add a schema, found at `address` and by its $id. The tree must live as long as
 * the set. Errors, with the place: VC_SCHEMA_FORM, VC_LIMIT,
 * VC_NO_MEMORY. */
enum vc_status vc_schema_set_add(struct vc_schema_set *set,
                                 struct vc_view address,
                                 const struct vc_json *schema,
                                 struct vc_error *error);

/* Resolve every $ref; nothing may be added afterwards, and threads may share
 * the set. Errors: VC_SCHEMA_FORM (one leads nowhere). */
enum vc_status vc_schema_set_close(struct vc_schema_set *set,
                                   struct vc_error *error);

struct vc_schema_options {
    /* Check "format" for date-time, date, email and uri; the others, and all
     * without this, say nothing of validity. */
    bool formats;
    size_t max_steps; /* work in all; 0 = 1,000,000 */
};

/* Does `document` fit the schema at `address`? Scratch memory out of `arena`;
 * `options` may be NULL. Errors: VC_SCHEMA_MISMATCH with the place in the
 * document and a sentence; VC_SCHEMA_FORM (no schema there, or the set is not
 * closed); VC_LIMIT (too much work); VC_NO_MEMORY. */
enum vc_status vc_schema_check(const struct vc_schema_set *set,
                               struct vc_arena *arena, struct vc_view address,
                               const struct vc_json *document,
                               const struct vc_schema_options *options,
                               struct vc_error *error);

#endif
