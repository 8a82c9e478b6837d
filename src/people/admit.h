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
    int64_t series;    /* that it leads to, 0 = none */
    const char *text;  /* in two groups; only where the code was typed */
};

struct join_codes {
    struct join_code *items;
    size_t count;
};

/* Make a code for an institution or a part of one; `code` gets its text, eight
 * signs in two groups, which cannot be read again. ERR_INVALID at label, days;
 * ERR_CONFLICT: the node is no place where people work.
 * Needs: CAP_PEOPLE_EDIT at `org`. */
struct join_code_wish {
    const char *label;
    const char *workgroup; /* anything unknown = the person chooses */
    int64_t series;        /* 0 = none */
    int days;
    int64_t uses; /* 0 = no limit */
};
enum err admit_add_code(struct ctx *c, int64_t org,
                        const struct join_code_wish *wish, const char **code);

/* Codes of an organisation in force. Needs: CAP_PEOPLE_EDIT at `org`. */
enum err admit_codes(struct ctx *c, int64_t org, struct join_codes *out);

/* Whose code is it? `code` as typed, from paper. ERR_INVALID at "code":
 * unknown or over. */
enum err admit_find_code(struct ctx *c, const char *code,
                         struct join_code *out);

/* Come in by a code: a new person with a name, a phone or e-mail if they wish,
 * belonging to the code's organisation; somebody signed in (ctx.person) stays
 * who they are and belongs there from now on. `person` gets the row.
 * ERR_INVALID at name, phone, email, workgroup, code. */
struct newcomer {
    const char *name;
    const char *phone; /* "" = none */
    const char *email;
    const char *workgroup;
};
enum err admit_by_code(struct ctx *c, const char *code,
                       const struct newcomer *who, struct join_code *used,
                       int64_t *person);

#endif
