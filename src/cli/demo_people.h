/* SPDX-License-Identifier: Apache-2.0 */
/* demo_people: the learners of the demonstration: what they study, how far,
 * and the certificates their centres sign. */
#ifndef QUIPU_CLI_DEMO_PEOPLE_H
#define QUIPU_CLI_DEMO_PEOPLE_H

#include "cli/cli.h"
#include "formats/csv.h"

struct quiz_question;

/* Make the people of the table (demo/network/README.md), their days spread
 * over the months before `now_ms`. */
enum err demo_people(struct cli_node *n, const struct csv *learners,
                     int64_t now_ms);

/* The right answer, in the form assessment/quiz.h tells. */
const char *demo_best_answer(struct ctx *c, const struct quiz_question *q);

#endif
