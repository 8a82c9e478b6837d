/* SPDX-License-Identifier: Apache-2.0 */
/* token: the anti-forgery token of a session, masked anew in every answer, so
 * that compressed pages do not give it away (BREACH). */
#ifndef QUIPU_HTTP_TOKEN_H
#define QUIPU_HTTP_TOKEN_H

#include <stdbool.h>

struct arena;
struct session;

/* A fresh masked form of the session's secret. */
const char *token_mask(struct arena *a, const struct session *s);

/* Does a masked form belong to the session? */
bool token_fits(struct arena *a, const struct session *s, const char *token);

#endif
