/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue: a series of policy dialogues and its events: when, where, in which
 * languages, with which sessions. All of it is public.
 *
 * Days and times are those on the clocks of the event's place. A session keeps
 * its key for good: the same title is the same session, however often it is
 * moved, and one that is left out stays as called off, so that calendars of
 * others learn of it.
 */
#ifndef QUIPU_NETWORK_DIALOGUE_H
#define QUIPU_NETWORK_DIALOGUE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum {
    DIALOGUE_PAGE = 50,
    DIALOGUE_SESSIONS_MAX = 40,  /* that take place */
    DIALOGUE_ENTRIES_MAX = 2000, /* in the calendar of a series */
    DIALOGUE_KEYS_MAX = 400,     /* and ever have */
    DIALOGUE_LANGS_MAX = 8,
    DIALOGUE_DAYS_MAX = 31
};

struct dialogue_series {
    int64_t id;
    const char *number; /* permanent, its public address */
    int64_t node;
    const char *node_slug;
    const char *node_name;
    const char *title;
    const char *aim;
    int64_t rev;
};

struct dialogue_series_list {
    struct dialogue_series *items;
    size_t count;
};

struct dialogue_event {
    int64_t id;
    const char *number;
    int64_t series;
    const char *series_number;
    const char *series_title;
    int64_t node; /* the series' */
    const char *node_slug;
    const char *node_name;
    const char *title;
    const char *place;
    const char *zone;
    const char *langs; /* tags with blanks between */
    const char *from_date;
    const char *to_date;
    const char *register_until; /* "" = nobody can register */
    bool is_off;
    const char *why; /* it was called off; "" = it was not */
    int64_t rev;
};

struct dialogue_events {
    struct dialogue_event *items;
    size_t count;
};

struct dialogue_session {
    int64_t key; /* within its event, for good */
    const char *on_date;
    const char *from_time; /* "HH:MM" */
    const char *to_time;
    const char *title;
    bool is_off;
    int64_t sequence; /* how often it was changed */
    int64_t changed_ms;
    int64_t from_ms, to_ms; /* the instants */
};

struct dialogue_sessions {
    struct dialogue_session *items;
    size_t count;
};

/* ERR_MISSING: none has this number. */
enum err dialogue_series_by_number(struct ctx *c, const char *number,
                                   struct dialogue_series *out);
enum err dialogue_event_by_number(struct ctx *c, const char *number,
                                  struct dialogue_event *out);

/* All series, and those held at a node and below; by title. */
enum err dialogue_series_list(struct ctx *c, struct dialogue_series_list *out);
enum err dialogue_series_below(struct ctx *c, int64_t org,
                               struct dialogue_series_list *out);

/* Events of a series, the latest first; those of all series from today on, the
 * next first. At most DIALOGUE_PAGE. */
enum err dialogue_events_of(struct ctx *c, int64_t series,
                            struct dialogue_events *out);
enum err dialogue_events_coming(struct ctx *c, struct dialogue_events *out);

/* Those since a day that concern a place, the latest first: held there, below or
 * above it, or with a delegation from there. At most `most`. */
struct answer;
void dialogue_ask_events_at(struct ctx *c, int64_t org, const char *since,
                            size_t most, struct answer *a);
enum err dialogue_take_events(struct ctx *c, struct answer *a,
                              struct dialogue_events *out);

/* In the order of time, with `off` also what was called off. */
enum err dialogue_sessions(struct ctx *c, const struct dialogue_event *e,
                           bool off, struct dialogue_sessions *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void dialogue_foresee_sessions(struct ctx *c, int64_t event);

/* Those of all events of a series that are in `events`, called off ones too. */
struct dialogue_entry {
    const struct dialogue_event *event;
    struct dialogue_session session;
};
struct dialogue_entries {
    struct dialogue_entry *items;
    size_t count;
};
enum err dialogue_entries(struct ctx *c, int64_t series,
                          const struct dialogue_events *events,
                          struct dialogue_entries *out);

/* As the form has them: "2026-12-03 09:00-10:30 Opening", one a line. */
const char *dialogue_sessions_text(struct ctx *c,
                                   const struct dialogue_sessions *s);

/* Can somebody still register today? */
bool dialogue_is_open(const struct ctx *c, const struct dialogue_event *e);

/* --- writing; each needs CAP_DIALOGUE_EDIT at the series' node --- */

/* A new series at s->node, or its title and aim anew when s->number is set
 * (with s->rev as the form has it). ERR_INVALID at title, aim; ERR_CONFLICT. */
enum err dialogue_series_put(struct ctx *c, struct dialogue_series *s);

struct dialogue_form {
    const char *title, *place, *zone;
    const char *langs; /* blanks or commas between */
    const char *register_until;
    const char *sessions; /* lines as above */
};

/* ERR_INVALID at title, place, zone, langs, register_until, sessions. `number`
 * gets the new one's. */
enum err dialogue_event_enter(struct ctx *c, const char *series,
                              const struct dialogue_form *f,
                              const char **number);

/* ERR_INVALID as above; ERR_CONFLICT: somebody wrote first, or it was called
 * off. */
enum err dialogue_event_edit(struct ctx *c, const char *number, int64_t rev,
                             const struct dialogue_form *f);

/* It does not take place; its sessions neither. ERR_INVALID at why;
 * ERR_CONFLICT as above. */
enum err dialogue_event_call_off(struct ctx *c, const char *number, int64_t rev,
                                 const char *why);

#endif
