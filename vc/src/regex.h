/* SPDX-License-Identifier: Apache-2.0 */
/* regex: the regular expressions of JSON Schema (ECMA 262) that describe
 * regular languages, matched in time proportional to the text.
 *
 * Read: characters, `.`, classes, \d \w \s and their opposites, escapes, groups,
 * alternatives, * + ? and {m,n}, ^ and $. Not read, and refused: look-around,
 * back references, \b, \p{…}, flags. */
#ifndef VC_REGEX_H
#define VC_REGEX_H

#include "vc/alloc.h"
#include "vc/status.h"

#include <stdint.h>

enum {
    VC_REGEX_MAX_STEPS = 4096, /* instructions, with repetitions written out */
    VC_REGEX_MAX_RANGES = 1024,
    VC_REGEX_MAX_DEPTH = 64
};

struct vc_regex;

/* Errors, with a sentence: VC_SCHEMA_FORM (not a regular expression, or one
 * that is not read), VC_LIMIT, VC_NO_MEMORY. */
enum vc_status vc_regex_compile(struct vc_arena *arena, struct vc_view pattern,
                                const struct vc_regex **out,
                                struct vc_error *error);

/* What one character costs at most, for those who count. */
size_t vc_regex_size(const struct vc_regex *regex);

/* How many numbers of scratch memory a match needs. */
size_t vc_regex_scratch(const struct vc_regex *regex);

/* Does the expression match anywhere in `text`, which is well-formed UTF-8?
 * `scratch` has room for vc_regex_scratch(regex) numbers of any content. */
bool vc_regex_match(const struct vc_regex *regex, uint32_t *scratch,
                    struct vc_view text);

#endif
