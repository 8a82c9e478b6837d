/* SPDX-License-Identifier: Apache-2.0 */
/* mandate: who acts for a node of the tree: a national centre for a country, a
 * regional office for a region, the presidency or secretariat for the network.
 *
 * The holder is an organisation; it may change, and the issuing key belongs to
 * the mandate, so that a change is visible. Events come in any order: the
 * ministry's endorsement may follow the launch (domain.md 0.2).
 */
#ifndef QUIPU_NETWORK_MANDATE_H
#define QUIPU_NETWORK_MANDATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

struct mandate {
    int64_t id;
    const char *number; /* permanent; stands in signed documents */
    const char *kind;   /* national_centre representation regional_office
                           presidency secretariat */
    int64_t node;
    const char *node_slug;
    const char *node_country; /* NULL above countries */
    int64_t holder;
    const char *holder_name;
    const char *holder_slug;
    const char *title;
    const char *status; /* contact agreed active ended */
    const char *from_date;
    const char *to_date; /* last day of its last term; NULL = none is set */
    const char *scope;   /* signs for: all, or what is listed
                            (learning/scope.h) */
    int64_t rev;
};

struct mandate_list {
    struct mandate *items;
    size_t count;
};

struct mandate_event {
    const char *event; /* contact agreement launch endorsement end */
    const char *on_date;
    const char *note;     /* NULL = none; of an end: why */
    const char *who;      /* the office it was done with; NULL = not told */
    const char *document; /* its number or address; NULL = none */
};

struct mandate_events {
    struct mandate_event *items;
    size_t count;
};

/* Is it active, and today among its days? */
bool mandate_is_in_force(const struct ctx *c, const struct mandate *m);

/* ERR_MISSING: none. */
enum err mandate_by_number(struct ctx *c, const char *number,
                           struct mandate *out);
enum err mandate_by_id(struct ctx *c, int64_t id, struct mandate *out);

/* The mandate of a kind in force nearest above (or at) a node: the centre that
 * serves a university. ERR_MISSING: none. */
enum err mandate_for(struct ctx *c, int64_t node, const char *kind,
                     struct mandate *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void mandate_foresee_for(struct ctx *c, int64_t node, const char *kind);

/* All of a kind, active first, then by title. */
enum err mandate_list(struct ctx *c, const char *kind,
                      struct mandate_list *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void mandate_foresee_list(struct ctx *c, const char *kind);

/* The same asked first and taken later, so that others share the flight
 * (db.h). */
struct answer;
void mandate_ask_list(struct ctx *c, const char *kind, struct answer *a);
enum err mandate_take_list(struct ctx *c, struct answer *a,
                           struct mandate_list *out);

/* All at one node, whatever their state, the newest first. */
enum err mandate_at(struct ctx *c, int64_t node, struct mandate_list *out);
/* mandate_events will be read of each (db_foresee). */
void mandate_foresee_events(struct ctx *c, const struct mandate_list *list);

/* All that an organisation holds or held, those in force first. */
enum err mandate_held(struct ctx *c, int64_t holder, struct mandate_list *out);

void mandate_ask_held(struct ctx *c, int64_t holder, struct answer *a);

/* Those in force today of organisations that hold more than one, by holder; at
 * most 200. */
enum err mandate_several(struct ctx *c, struct mandate_list *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void mandate_foresee_several(struct ctx *c);

/* What happened to it, oldest first. */
enum err mandate_events(struct ctx *c, int64_t id, struct mandate_events *out);
/* What mandate_events, mandate_terms, mandate_by_id and, of its holder,
 * mandate_held read, asked with what is asked next (db_foresee). */
void mandate_foresee(struct ctx *c, const struct mandate *m);

/* A new mandate; of `spec` kind, node, holder, title, status and from_date
 * are read, id and number filled in. Needs: CAP_MANDATE_EDIT at the node, unless
 * nobody is signed in (import, demonstration). */
enum err mandate_add(struct ctx *c, struct mandate *spec);

/* The kinds a node of this kind can have, in the order they are offered; at
 * most two. Gives how many. */
size_t mandate_kinds_of(const char *node_kind, const char *kinds[2]);

/* Give one by hand: it begins as "contact". `spec` as in mandate_add but for
 * the status; `node_kind` is that of its node. ERR_INVALID at "kind",
 * "holder" (no institution, unit or region, nor the network for itself), "title", "from_date"; ERR_CONFLICT at
 * "kind": one of it has not ended here. Needs: as mandate_add. */
enum err mandate_give(struct ctx *c, const char *node_kind,
                      struct mandate *spec);

/* Is it one of the events? */
bool mandate_is_event(const char *event);

/* Note an event: "agreement" of one in contact makes it agreed, "launch" makes
 * it active, "end" ends it and with it all grants that hang on it: nothing is
 * signed any more, what was signed stays valid. ERR_INVALID at "on_date" (no
 * day, or not yet), "event", "who" (a person's name), "note" (an end without a
 * reason of 10..2000 characters, by a person); ERR_CONFLICT at "event": it has
 * ended. Needs: as mandate_add. */
enum err mandate_note_event(struct ctx *c, int64_t id,
                            const struct mandate_event *event);
enum err mandate_note(struct ctx *c, int64_t id, const char *event,
                      const char *on_date, const char *note);

/* --- its time --- */

struct mandate_terms {
    struct mandate_term {
        const char *from_date, *to_date;
    } * items; /* oldest first */
    size_t count;
};
enum err mandate_terms(struct ctx *c, int64_t id, struct mandate_terms *out);

/* The last day if it were renewed by the length of its last term; NULL = it
 * has no term yet. */
enum err mandate_next_end(struct ctx *c, const struct mandate *m,
                          const char **out);

/* One term more: until `to_date`, or with "" as long as the last one. The
 * first begins with the mandate. ERR_INVALID at "to_date" (no day, not after
 * the last term, or more than ten years on); ERR_CONFLICT: not active, or
 * somebody else was first. Needs: as mandate_add. */
enum err mandate_renew(struct ctx *c, int64_t id, int64_t rev,
                       const char *to_date);

#endif
