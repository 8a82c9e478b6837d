/* SPDX-License-Identifier: Apache-2.0 */
/* award_case: a case of practice that an organisation sends to an edition of
 * the award.
 *
 *     draft -> received -> valid or invalid -> (valid ones) awarded
 *
 * Nobody needs an account for sending one: the draft is opened again by a link
 * whose secret is kept as a hash. What was sent in is never changed; where
 * reviewers may not read it as it is, the office writes other words beside it.
 * Awarded cases are public once the result is; of others nobody outside the
 * office and their reviewers reads anything.
 */
#ifndef QUIPU_NETWORK_AWARD_CASE_H
#define QUIPU_NETWORK_AWARD_CASE_H

#include "network/award.h"

enum {
    AWARD_CASE_PAGE = 100,
    AWARD_CASE_ABSTRACT_CHARS = 1500,
    AWARD_CASE_WORDS_CHARS = 12000,
    AWARD_CASE_PLACES_MAX = 200, /* countries and kinds of one edition */
    AWARD_CASE_AWARDED_MAX = 200
};

struct award_case {
    int64_t id;
    int64_t edition;
    const char *edition_number;
    int64_t n; /* in its edition, from 1; 0 = a draft */
    const char *state;
    int64_t category; /* from 1; 0 = not chosen */
    int64_t org;      /* 0 = not in the directory */
    const char *org_name;
    const char *kind;    /* institution enterprise international */
    const char *country; /* "" = an international organisation's */
    const char *contact_name;
    const char *contact_post;
    const char *contact_email;
    const char *lang;
    const char *title;
    const char *abstract;
    const char *words;
    const char *link;      /* "" = none */
    const char *file_hash; /* NULL = no file, as file_type */
    const char *file_type;
    int64_t file_bytes;
    const char *blind_title; /* NULL = as sent in, as the next two */
    const char *blind_abstract;
    const char *blind_words;
    bool shows_file; /* file or link, to reviewers */
    const char *reason;
    const char *place; /* "" = not awarded */
    int64_t sent_ms;   /* 0 = a draft */
    int64_t rev;
};

struct award_cases {
    struct award_case *items;
    size_t count;
    bool more;
};

/* --- by whom it is sent; needs the secret of the link alone --- */

/* First step: which organisation, whom to turn to. Of `who` org (0 = not in the
 * directory), org_name, kind, country and the contact count. `secret` gets what
 * opens the draft. ERR_INVALID at org_name, kind, country, contact_name,
 * contact_post, contact_email; ERR_CONFLICT: no cases are taken in. */
enum err award_case_begin(struct ctx *c, const char *edition,
                          const struct award_case *who, const char **secret);

/* ERR_MISSING: none. */
enum err award_case_by_link(struct ctx *c, const char *secret,
                            struct award_case *out);

struct award_case_text {
    int64_t category;
    const char *title, *abstract, *words, *link;
    const char *file_hash; /* a new one, kept already; NULL = as it was */
    const char *file_type;
    int64_t file_bytes;
    bool drops_file;
};

/* Keep what is written so far, however little. ERR_INVALID: too long;
 * ERR_CONFLICT: somebody wrote first (rev), it is sent, or the edition takes
 * none in. */
enum err award_case_save(struct ctx *c, const char *secret, int64_t rev,
                         const struct award_case_text *t);

/* Keep it and send it: it gets its number. ERR_INVALID at category, title,
 * abstract, words, link, agrees: something is missing, or a text names the
 * organisation; ERR_CONFLICT as above. */
enum err award_case_send(struct ctx *c, const char *secret, int64_t rev,
                         const struct award_case_text *t, bool agrees);

/* --- in public --- */

/* Awarded ones of a published edition, by category, place and number; none
 * before. */
enum err award_case_awarded(struct ctx *c, const struct award_edition *e,
                            struct award_cases *out);

/* One of them. ERR_MISSING: it is none. */
enum err award_case_public(struct ctx *c, const struct award_edition *e,
                           int64_t n, struct award_case *out);

/* The three counts, each with its definition:
 *   received: cases sent in, each once; drafts do not count;
 *   valid:    those of them that meet the rules, as the office has said;
 *   awarded:  those of them that got a place, once the result is public.
 * They count cases of organisations, not people; this is the one place where
 * they are computed. */
enum { AWARD_RECEIVED, AWARD_VALID, AWARD_AWARDED, AWARD_COUNTS };
struct award_count {
    const char *key; /* a country's code ("" = international), or a kind */
    int64_t n[AWARD_COUNTS];
};
struct award_counts {
    struct award_count all;
    struct award_count countries[AWARD_CASE_PLACES_MAX];
    size_t country_count;
    struct award_count kinds[8];
    size_t kind_count;
};
enum err award_case_counts(struct ctx *c, const struct award_edition *e,
                           struct award_counts *out);
/* Asked first and taken later (db.h). */
struct answer;
void award_case_ask_counts(struct ctx *c, const struct award_edition *e,
                           struct answer *a);
enum err award_case_take_counts(struct answer *a, struct award_counts *out);

/* --- in the office; each needs CAP_AWARD_EDIT at the edition's node (placing:
 * CAP_AWARD_DECIDE), and no part in its reviews. Writing: ERR_CONFLICT when
 * somebody wrote first (rev) or the result is public --- */

enum err award_case_by_n(struct ctx *c, const char *edition, int64_t n,
                         struct award_edition *e, struct award_case *out);

/* Does it meet the rules? The reason is read by whoever sent it; it is asked
 * for (10..2000 characters, field "reason") where it does not. One that is not
 * valid any more loses its place. */
enum err award_case_judge(struct ctx *c, const char *edition, int64_t n,
                          int64_t rev, bool is_valid, const char *reason);

/* What reviewers read instead of what was sent in; the same text takes it back.
 * ERR_INVALID at blind_title, blind_abstract, blind_words. */
enum err award_case_redact(struct ctx *c, const char *edition, int64_t n,
                           int64_t rev, const char *title, const char *abstract,
                           const char *words, bool shows_file);

/* Would reviewers read the organisation's name in it? */
enum err award_case_names(struct ctx *c, const struct award_case *k,
                          bool *names);
void award_case_ask_names(struct ctx *c, const struct award_case *k,
                          struct answer *a);
enum err award_case_take_names(struct ctx *c, const struct award_case *k,
                               struct answer *a, bool *names);

/* Give it a place ("First place"), or with "" take it back. ERR_INVALID at
 * place: it is not valid, or the text is too long. */
enum err award_case_place(struct ctx *c, const char *edition, int64_t n,
                          int64_t rev, const char *place);

/* --- drafts nobody goes on with (jobs) --- */

/* Is any draft untouched for LIMIT_DRAFT_DAYS? And delete at most `max`. */
enum err award_case_old(struct ctx *c, bool *any);
enum err award_case_sweep(struct ctx *c, int max, int *done);

#endif
