/* SPDX-License-Identifier: Apache-2.0 */
/* The contexts compiled into the library. */
#include "vc/context.h"
const struct vc_compiled_context vc_compiled_contexts[] = {{NULL, NULL, 0}};
