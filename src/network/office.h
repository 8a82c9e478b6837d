/* SPDX-License-Identifier: Apache-2.0 */
/* office: offices are written down, never the people who hold them. */
#ifndef QUIPU_NETWORK_OFFICE_H
#define QUIPU_NETWORK_OFFICE_H

#include "base/err.h"

#include <stdbool.h>

struct ctx;

/* Does a line begin with a form of address that goes with a person's name
 * ("Ms. …", "Sr. …", "Prof. …"), English or Spanish? */
bool office_is_person(const char *line);

/* Tell so at a field; gives ERR_INVALID. */
enum err office_problem(struct ctx *c, const char *field);

#endif
