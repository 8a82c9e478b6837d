/* SPDX-License-Identifier: Apache-2.0 */
/* gate: who gets past a route's row.
 *
 * First what needs no database: the host we are called by, and where a form
 * comes from. Then, inside the transaction: the session, the language, the
 * token of a form, and the capability at {org}.
 */
#ifndef QUIPU_HTTP_GATE_H
#define QUIPU_HTTP_GATE_H

#include "base/err.h"

struct exchange;

/* Without a database. 0, or the status to answer with: 421 (we are not that
 * host), 403 (a form of another site). */
int gate_door(struct exchange *x);

/* Who asks, and in which language: session, person, language. Inside a
 * transaction, or without one; then nobody is signed in. */
enum err gate_person(struct exchange *x);

/* Inside the transaction (or without one for TX_NONE). OK: go on, unless
 * x->answered says that a redirect is the answer. ERR_DENIED, ERR_MISSING. */
enum err gate_pass(struct exchange *x);

#endif
