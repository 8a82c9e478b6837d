/* SPDX-License-Identifier: Apache-2.0 */
/* office: offices are written down, never the people who hold them. */

#include "network/office.h"

#include "base/tr.h"
#include "core/ctx.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

bool
office_is_person(const char *line)
{
    static const char *const forms[] = {
        "Mr",  "Mrs",  "Ms",   "Miss", "Dr",    "Prof",  "Sr",
        "Sra", "Srta", "Dra",  "Ing",  "Lic",   "Don",   "Doña",
        "H.E", "S.E",  "Mtro", "Mtra", "Señor", "Señora"};

    for (size_t i = 0; i < COUNT(forms); i++) {
        size_t len = strlen(forms[i]);

        if (strncasecmp(line, forms[i], len) == 0 &&
            (line[len] == '.' || line[len] == ' ')) {
            return true;
        }
    }
    return false;
}

enum err
office_problem(struct ctx *c, const char *field)
{
    return problem_at(
        c, field,
        N_("Write the office, not the person: Director, not Ms. and a name."));
}
