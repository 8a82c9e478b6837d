/* SPDX-License-Identifier: Apache-2.0 */
/* caps: what can be allowed, and who gets past a route's gate. */
#ifndef QUIPU_CORE_CAPS_H
#define QUIPU_CORE_CAPS_H

#include <stdint.h>

enum cap {
    CAP_NONE = 0,
#define CAP(name, sentence) CAP_##name,
#include "core/caps.def"
#undef CAP
    CAP_COUNT
};

/* A gate is never 0: a row without one refuses everybody and does not start.
 * Values of enum cap are gates too: the capability at {org}. */
enum gate {
    GATE_MISSING = 0,
#define CAP(name, sentence) GATE_CAP_##name,
#include "core/caps.def"
#undef CAP
    GATE_PUBLIC = 1000, /* anybody; those above are capabilities at {org} */
    GATE_SELF,          /* whoever is signed in; the handler shows own things */
    GATE_DEMO           /* anybody, in a demonstration only; else 404 */
};

#endif
