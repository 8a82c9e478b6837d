/* SPDX-License-Identifier: Apache-2.0 */
/* setting: named values of this node. */
#ifndef QUIPU_CORE_SETTING_H
#define QUIPU_CORE_SETTING_H

#include "base/err.h"

#include <stdint.h>

struct ctx;

/* ERR_MISSING: never set. ERR_INTERNAL: no number. */
enum err setting_text(struct ctx *c, const char *name, const char **out);
enum err setting_i64(struct ctx *c, const char *name, int64_t *out);

enum err setting_put(struct ctx *c, const char *name, const char *value);
enum err setting_put_i64(struct ctx *c, const char *name, int64_t value);

#endif
