/* SPDX-License-Identifier: Apache-2.0 */
/* document: the unsigned Open Badges 3.0 credential of a draft.
 *
 * Everything in it is made of permanent numbers, never of a slug or a row id.
 * Values that a schema wants as lists are lists. The eleven mandatory elements
 * of a micro-credential (domain.md 5.2) each have their place: learner, title,
 * country, awarding body and date in members of their own; outcomes, workload,
 * level, assessment, participation and quality assurance in the criteria, as
 * Open Badges has no member for them.
 */
#ifndef QUIPU_CREDENTIALS_DOCUMENT_H
#define QUIPU_CREDENTIALS_DOCUMENT_H

#include "base/err.h"

struct achievement;
struct ctx;
struct issue_draft;

/* The criteria as Markdown, which is what the narrative is defined to be: the
 * same in every certificate of an achievement. */
const char *document_narrative(struct ctx *c, const struct achievement *a);

/* `person_number` is the holder's permanent number. ERR_INTERNAL: no memory,
 * or a member that cannot be written. */
enum err document_write(struct ctx *c, const struct issue_draft *d,
                        const char *person_number, const char **text);

#endif
