/* SPDX-License-Identifier: Apache-2.0 */
/* office: offices are written down, never the people who hold them. */
#ifndef QUIPU_NETWORK_OFFICE_H
#define QUIPU_NETWORK_OFFICE_H

#include "base/tr.h"

#include <stdbool.h>

#define OFFICE_PROBLEM                                                         \
    N_("Write the office, not the person: Director, not Ms. and a name.")

/* Does a line begin with a form of address that goes with a person's name
 * ("Ms. …", "Sr. …", "Prof. …"), English or Spanish? */
bool office_is_person(const char *line);

#endif
