/* SPDX-License-Identifier: Apache-2.0 */
/* admit: how people come in: the contact of an accepted university as its
 * coordinator, and staff by a code printed on paper. */
#ifndef QUIPU_PEOPLE_ADMIT_H
#define QUIPU_PEOPLE_ADMIT_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

/* Accept an application (network/join.h): the institution becomes a member
 * and the contact person its coordinator. `link` gets the secret of a sign-in
 * link good for seven days. Errors and rights: as join_accept. */
enum err admit_application(struct ctx *c, int64_t id, int64_t rev,
                           const char **link);

struct join_code {
    int64_t id;
    int64_t org;
    const char *org_name;
    const char *org_slug;
    const char *workgroup; /* NULL = the person chooses */
    const char *label;
    int64_t expires_ms;
    int64_t uses_left; /* -1 = no limit */
};

struct join_codes {
    struct join_code *items;
    size_t count;
};

/* Make a code for an organisation, good for `days`, at most `uses` people
 * (0 = no limit). `code` gets its text, eight signs in two groups; it cannot
 * be read again. Needs: CAP_PEOPLE_EDIT at `org`. */
enum err admit_add_code(struct ctx *c, int64_t org, const char *label,
                        const char *workgroup, int days, int64_t uses,
                        const char **code);

/* Codes of an organisation in force. Needs: CAP_PEOPLE_EDIT at `org`. */
enum err admit_codes(struct ctx *c, int64_t org, struct join_codes *out);

/* Whose code is it? ERR_MISSING: unknown or over (with a problem at "code"). */
enum err admit_find_code(struct ctx *c, const char *code,
                         struct join_code *out);

/* Come in by a code: a new person with a name, a phone or e-mail if they wish,
 * belonging to the code's organisation. `person` gets the row.
 * ERR_INVALID at name, phone, email, workgroup, code. */
struct newcomer {
    const char *name;
    const char *phone; /* "" = none */
    const char *email;
    const char *workgroup;
};
enum err admit_by_code(struct ctx *c, const char *code,
                       const struct newcomer *who, int64_t *person);

#endif
