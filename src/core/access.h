/* SPDX-License-Identifier: Apache-2.0 */
/* access: THE door: may this person do that at this node?
 *
 * A grant is (person, role, node, from, to); a role is a named set of
 * capabilities (core/roles.def); a grant counts for everything below its node
 * today. A grant that hangs on a mandate counts while the mandate is active and
 * its last term is not over.
 * What is not granted is refused.
 */
#ifndef QUIPU_CORE_ACCESS_H
#define QUIPU_CORE_ACCESS_H

#include "base/err.h"
#include "core/caps.h"
#include "db/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

/* OK, or ERR_DENIED. Nodes of the tree are public knowledge, so a refusal may
 * say that the node exists; functions about persons answer ERR_MISSING for
 * what the reader may not know. */
enum err access_need(struct ctx *c, enum cap cap, int64_t org);

/* The same by a role held at that very node: what is done in the name of the
 * node itself, such as signing with its key, is not done from above. */
enum err access_need_here(struct ctx *c, enum cap cap, int64_t org);

/* The reader's rights at a node will be asked for: with what is asked next, in
 * one flight (db_foresee). */
void access_foresee(struct ctx *c, int64_t org);

/* The same of access_need_here. */
void access_foresee_here(struct ctx *c, int64_t org);

/* access_need as a question, for menus. Any failure is a no. */
bool access_has(struct ctx *c, enum cap cap, int64_t org);

/* Does this person hold the capability anywhere? `org` gets the node nearest
 * to the top (may be NULL). */
bool access_anywhere(struct ctx *c, enum cap cap, int64_t *org);

/* The grants of the signed-in person in force today, highest node first. */
struct access_grant {
    const char *role;
    const char *role_word; /* English msgid for people */
    int64_t org;
    int64_t mandate; /* 0 = none */
    const char *org_slug;
    const char *org_name;
};
struct access_grants {
    struct access_grant *items;
    size_t count;
};
enum err access_grants(struct ctx *c, struct access_grants *out);

/* The node of an address part, today's or an old one; `now` gets today's.
 * ERR_MISSING: none. */
enum err access_org(struct ctx *c, const char *slug, int64_t *org,
                    const char **now);

/* The same together with what whoever holds a session may do there, in one
 * flight: ask before anything is known of either. The rights then lie ready for
 * access_need. `hash` of the session's token; NULL = nobody asks for rights. */
struct access_question {
    struct answer org, roles;
    const char *slug;
    bool asks_roles;
};
void access_ask(struct ctx *c, const char *slug, const void *hash, size_t len,
                struct access_question *q);
/* After the session is known. As access_org. */
enum err access_answer(struct ctx *c, struct access_question *q, int64_t *org,
                       const char **now);

/* Does the role contain the capability? For menus built from access_grants
 * without a question each; an unknown role allows nothing. */
bool access_role_has(const char *role, enum cap cap);

/* How far from the top of core/roles.def a role stands, 0 = first; an unknown
 * one is above all. */
int access_role_rank(const char *role);

/* The rank of the reader's first role at the node that has the capability; -1:
 * none has it. */
int access_rank_with(struct ctx *c, enum cap cap, int64_t org);

/* What the capability allows, in English for translation: it follows "may". */
const char *access_cap_sentence(enum cap cap);

/* The roles in the order of core/roles.def. */
int access_role_count(void);
const char *access_role_name(int rank);

/* Is it a role's name? */
bool access_is_role(const char *role);

/* The English word of a role, for translation; NULL when it is none. */
const char *access_role_word(const char *role);

#endif
