/* SPDX-License-Identifier: Apache-2.0 */
/* award_case: cases of practice, sent in by a link and read in public. */

#include "network/award_case.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/encode.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/award_case.sql.h"
#include "network/award_case_row.h"
#include "network/org.h"

#include <string.h>

enum { SECRET_BYTES = 16, NAME_MIN_CHARS = 4 };

void
award_case_row(const struct row *r, struct award_case *out)
{
    *out = (struct award_case){
        .id = row_i64(r, 0),
        .edition = row_i64(r, 1),
        .edition_number = row_text(r, 2),
        .n = row_i64(r, 3),
        .state = row_text(r, 4),
        .category = row_i64(r, 5),
        .org = row_i64(r, 6),
        .org_name = row_text(r, 7),
        .kind = row_text(r, 8),
        .country = row_text(r, 9),
        .contact_name = row_text(r, 10),
        .contact_post = row_text(r, 11),
        .contact_email = row_text(r, 12),
        .lang = row_text(r, 13),
        .title = row_text(r, 14),
        .abstract = row_text(r, 15),
        .words = row_text(r, 16),
        .link = row_text(r, 17),
        .file_hash = row_text(r, 18),
        .file_type = row_text(r, 19),
        .file_bytes = row_i64(r, 20),
        .blind_title = row_text(r, 21),
        .blind_abstract = row_text(r, 22),
        .blind_words = row_text(r, 23),
        .shows_file = row_i64(r, 24) != 0,
        .reason = row_text(r, 25),
        .place = row_text(r, 26),
        .sent_ms = row_i64(r, 27),
        .rev = row_i64(r, 28),
    };
}

void
award_case_rows(struct ctx *c, const struct rows *rows, size_t max,
                struct award_cases *out)
{
    out->more = rows->count > max;
    out->count = out->more ? max : rows->count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct award_case);
    for (size_t i = 0; i < out->count; i++) {
        award_case_row(&rows->items[i], &out->items[i]);
    }
}

/* --- the organisation and its contact --- */

static void
need_line(struct ctx *c, const char **value, const char *field,
          const char *empty)
{
    *value = text_clean(c->arena, *value ? *value : "");
    if (!**value) {
        (void)problem_at(c, field, empty);
    } else if (text_chars(*value) > LIMIT_NAME_CHARS) {
        (void)problem_at(c, field,
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    }
}

static bool
is_kind(const char *kind)
{
    return text_equal(kind, "institution") || text_equal(kind, "enterprise") ||
           text_equal(kind, "international");
}

/* One of the directory says itself what and where it is. */
static void
check_org(struct ctx *c, struct award_case *k)
{
    struct org found, node;

    if (k->org && org_by_id(c, k->org, &found) == OK && is_kind(found.kind)) {
        k->org_name = found.name;
        k->kind = found.kind;
        k->country = found.country ? found.country : "";
        return;
    }
    k->org = 0;
    need_line(c, &k->org_name, "org_name",
              N_("Write the name of the organisation."));
    if (!is_kind(k->kind)) {
        (void)problem_at(c, "kind", N_("Choose what kind it is."));
    }
    k->country = k->country ? k->country : "";
    if (text_equal(k->kind, "international") && !*k->country) {
        return;
    }
    if (org_by_country(c, k->country, &node) != OK) {
        (void)problem_at(c, "country", N_("Choose the country or territory."));
    } else {
        k->country = node.country;
    }
}

static void
check_contact(struct ctx *c, struct award_case *k)
{
    need_line(c, &k->contact_name, "contact_name",
              N_("Write the name of the person we may turn to."));
    need_line(c, &k->contact_post, "contact_post",
              N_("Write the post of that person."));
    need_line(c, &k->contact_email, "contact_email",
              N_("Write an e-mail address for the answer."));
    if (*k->contact_email && !text_is_email(k->contact_email)) {
        (void)problem_at(c, "contact_email",
                         N_("This is no e-mail address. It has the form "
                            "name@university.edu."));
    }
}

static enum err
need_open(struct ctx *c, const char *edition, struct award_edition *out)
{
    TRY(award_by_number(c, edition, out));
    if (out->phase == AWARD_OPEN) {
        return OK;
    }
    return problem_as(c, ERR_CONFLICT, NULL,
                      out->phase == AWARD_ANNOUNCED
                          ? N_("This edition does not take cases in yet.")
                          : N_("This edition takes no cases in any more."));
}

enum err
award_case_begin(struct ctx *c, const char *edition,
                 const struct award_case *who, const char **secret)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    unsigned char bytes[SECRET_BYTES], hash[HASH_SIZE];
    struct award_case k = *who;

    TRY(need_open(c, edition, e));
    check_org(c, &k);
    check_contact(c, &k);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    random_bytes(bytes, sizeof bytes);
    *secret = encode_base32(c->arena, bytes, sizeof bytes);
    hash_sha256(*secret, strlen(*secret), hash);
    return db_run(c->db, &SQL_award_case_insert, I64(id_new()), I64(e->id),
                  BLOB(hash, sizeof hash), k.org ? I64(k.org) : NIL,
                  TEXT(k.org_name), TEXT(k.kind), TEXT(k.country),
                  TEXT(k.contact_name), TEXT(k.contact_post),
                  TEXT(k.contact_email), TEXT(c->lang->tag), I64(c->now_ms));
}

enum err
award_case_by_link(struct ctx *c, const char *secret, struct award_case *out)
{
    unsigned char hash[HASH_SIZE];
    struct row row;

    hash_sha256(secret, strlen(secret), hash);
    TRY(db_one(c->db, &row, &SQL_award_case_by_link, BLOB(hash, sizeof hash)));
    award_case_row(&row, out);
    return OK;
}

/* --- its text --- */

static const char *
short_text(struct ctx *c, const char *typed, size_t max, const char *field,
           const char *too_long)
{
    const char *clean = text_clean(c->arena, typed ? typed : "");

    if (text_chars(clean) > max) {
        (void)problem_at(c, field, too_long);
    }
    return clean;
}

static void
check_lengths(struct ctx *c, const struct award_edition *e,
              struct award_case_text *t)
{
    t->title = short_text(c, t->title, LIMIT_NAME_CHARS, "title",
                          N_("This is longer than 200 characters. Shorten "
                             "it."));
    t->abstract =
        short_text(c, t->abstract, AWARD_CASE_ABSTRACT_CHARS, "abstract",
                   N_("At most 1,500 characters. Shorten the text."));
    t->words = short_text(c, t->words, AWARD_CASE_WORDS_CHARS, "words",
                          N_("At most 12,000 characters. Shorten the text."));
    t->link = short_text(c, t->link, LIMIT_NAME_CHARS, "link",
                         N_("This is longer than 200 characters. Shorten "
                            "it."));
    if (*t->link && !text_is_website(t->link)) {
        (void)problem_at(c, "link",
                         N_("This is no web address. It has the form "
                            "www.university.edu."));
    }
    if (t->category < 0 || (size_t)t->category > e->category_count) {
        t->category = 0;
    }
}

/* Draft, open edition, same revision: what every writing by link asks. */
static enum err
write_draft(struct ctx *c, const char *secret, int64_t rev,
            struct award_edition *e, struct award_case_text *t,
            struct award_case *k)
{
    TRY(award_case_by_link(c, secret, k));
    if (strcmp(k->state, "draft") != 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("The case has been sent in already; nothing of "
                             "it can be changed now."));
    }
    TRY(need_open(c, k->edition_number, e));
    check_lengths(c, e, t);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    TRY(db_run(c->db, &SQL_award_case_save, I64(t->category), TEXT(t->title),
               TEXT(t->abstract), TEXT(t->words), TEXT(t->link),
               TEXT(c->lang->tag), I64(c->now_ms), I64(k->id), I64(rev)));
    if (db_changed(c->db) == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("Somebody changed this case while you wrote. "
                             "What you wrote is still here; where it differs, "
                             "the text of the other stands above the field. "
                             "Save again to keep yours."));
    }
    if (t->file_hash || t->drops_file) {
        TRY(db_run(c->db, &SQL_award_case_set_file, TEXT(t->file_hash),
                   TEXT(t->file_type), I64(t->file_hash ? t->file_bytes : 0),
                   I64(k->id)));
    }
    return OK;
}

enum err
award_case_save(struct ctx *c, const char *secret, int64_t rev,
                const struct award_case_text *given)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_case_text t = *given;
    struct award_case k;

    return write_draft(c, secret, rev, e, &t, &k);
}

void
award_case_ask_names(struct ctx *c, const struct award_case *k,
                     struct answer *a)
{
    db_ask(c->db, a, &SQL_award_case_org_names, I64(k->org));
}

/* A whole name, as words; short ones are words of other things too. */
static bool
holds(struct arena *a, const char *text, const char *name)
{
    const char *folded = text_fold(a, name);

    return text_chars(folded) >= NAME_MIN_CHARS &&
           strstr(arena_printf(a, " %s ", text_fold(a, text)),
                  arena_printf(a, " %s ", folded));
}

/* Its name as typed, and those the directory has (none for org 0). */
static enum err
take_names(struct ctx *c, const struct award_case *k, struct answer *a,
           const char ***out, size_t *count)
{
    struct rows rows;

    TRY(answer_all(a, &rows));
    *out = ARENA_ARRAY(c->arena, rows.count + 1, const char *);
    for (size_t i = 0; i < rows.count; i++) {
        (*out)[i] = row_text(&rows.items[i], 0);
    }
    (*out)[rows.count] = k->org_name;
    *count = rows.count + 1;
    return OK;
}

static enum err
names_of(struct ctx *c, const struct award_case *k, const char ***out,
         size_t *count)
{
    struct answer a;

    award_case_ask_names(c, k, &a);
    return take_names(c, k, &a, out, count);
}

static bool
holds_any(struct ctx *c, const char *text, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (holds(c->arena, text, names[i])) {
            return true;
        }
    }
    return false;
}

enum err
award_case_take_names(struct ctx *c, const struct award_case *k,
                      struct answer *a, bool *names)
{
    const char **all;
    size_t n;

    TRY(take_names(c, k, a, &all, &n));
    *names = holds_any(c, k->blind_title ? k->blind_title : k->title, all, n) ||
             holds_any(c, k->blind_abstract ? k->blind_abstract : k->abstract,
                       all, n) ||
             holds_any(c, k->blind_words ? k->blind_words : k->words, all, n);
    return OK;
}

enum err
award_case_names(struct ctx *c, const struct award_case *k, bool *names)
{
    struct answer a;

    award_case_ask_names(c, k, &a);
    return award_case_take_names(c, k, &a, names);
}

static void
need_text(struct ctx *c, const char *text, const char *field, const char *empty,
          const char *const *names, size_t n)
{
    if (!*text) {
        (void)problem_at(c, field, empty);
    } else if (holds_any(c, text, names, n)) {
        (void)problem_at(c, field,
                         N_("This names your organisation. Reviewers must not "
                            "know whose case it is: write \"our university\" "
                            "or the like."));
    }
}

static enum err
check_complete(struct ctx *c, const struct award_case *k,
               const struct award_case_text *t, bool agrees)
{
    bool has_file = t->file_hash || (k->file_hash && !t->drops_file);
    const char **names;
    size_t n;

    TRY(names_of(c, k, &names, &n));
    if (!t->category) {
        (void)problem_at(c, "category", N_("Choose the category."));
    }
    need_text(c, t->title, "title", N_("Write a title."), names, n);
    need_text(c, t->abstract, "abstract",
              N_("Write what was done, for whom and what came of it."), names,
              n);
    need_text(c, t->words, "words", N_("Write the case."), names, n);
    if (*t->link && has_file) {
        (void)problem_at(c, "link", N_("Send a file or a link, not both."));
    }
    if (!agrees) {
        (void)problem_at(c, "agrees",
                         N_("Without this the case cannot take part."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

enum err
award_case_send(struct ctx *c, const char *secret, int64_t rev,
                const struct award_case_text *given, bool agrees)
{
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_case_text t = *given;
    struct award_case k;

    TRY(write_draft(c, secret, rev, e, &t, &k));
    TRY(check_complete(c, &k, &t, agrees));
    TRY(db_run(c->db, &SQL_award_case_send, I64(c->now_ms), I64(e->id),
               I64(k.id)));
    return record_add(c, "award.case_sent", e->node, k.id, NULL);
}

/* --- in public --- */

enum err
award_case_awarded(struct ctx *c, const struct award_edition *e,
                   struct award_cases *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_case_awarded, I64(e->id),
               I64(AWARD_CASE_AWARDED_MAX)));
    award_case_rows(c, &rows, AWARD_CASE_AWARDED_MAX, out);
    return OK;
}

enum err
award_case_public(struct ctx *c, const struct award_edition *e, int64_t n,
                  struct award_case *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_award_case_by_n, TEXT(e->number), I64(n)));
    award_case_row(&row, out);
    return e->phase == AWARD_PUBLISHED && strcmp(out->state, "valid") == 0 &&
                   *out->place
               ? OK
               : ERR_MISSING;
}

static void
add_count(struct award_count *list, size_t *count, size_t max, const char *key,
          const struct row *r)
{
    size_t i = 0;

    while (i < *count && strcmp(list[i].key, key) != 0) {
        i++;
    }
    if (i == max) {
        return;
    }
    if (i == *count) {
        list[(*count)++] = (struct award_count){.key = key};
    }
    for (int k = 0; k < AWARD_COUNTS; k++) {
        list[i].n[k] += row_i64(r, 2 + k);
    }
}

void
award_case_ask_counts(struct ctx *c, const struct award_edition *e,
                      struct answer *a)
{
    db_ask(c->db, a, &SQL_award_case_counts, I64(e->id));
}

enum err
award_case_take_counts(struct answer *a, struct award_counts *out)
{
    struct rows rows;

    memset(out, 0, sizeof *out);
    TRY(answer_all(a, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        add_count(out->countries, &out->country_count, COUNT(out->countries),
                  row_text(r, 0), r);
        add_count(out->kinds, &out->kind_count, COUNT(out->kinds),
                  row_text(r, 1), r);
        for (int k = 0; k < AWARD_COUNTS; k++) {
            out->all.n[k] += row_i64(r, 2 + k);
        }
    }
    return OK;
}

enum err
award_case_counts(struct ctx *c, const struct award_edition *e,
                  struct award_counts *out)
{
    struct answer a;

    award_case_ask_counts(c, e, &a);
    return award_case_take_counts(&a, out);
}

/* --- drafts nobody goes on with --- */

static int64_t
abandoned_before(const struct ctx *c)
{
    return c->now_ms - LIMIT_DRAFT_DAYS * DATE_DAY_MS;
}

enum err
award_case_old(struct ctx *c, bool *any)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_award_case_find_old,
               I64(abandoned_before(c))));
    *any = rows.count > 0;
    return OK;
}

enum err
award_case_sweep(struct ctx *c, int max, int *done)
{
    TRY(db_run(c->db, &SQL_award_case_delete_old, I64(abandoned_before(c)),
               I64(max)));
    *done = (int)db_changed(c->db);
    return OK;
}
