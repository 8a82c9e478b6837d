/* SPDX-License-Identifier: Apache-2.0 */
/* directory: finding organisations, and recognising those that come again. */

#include "network/directory.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/country.h"
#include "network/directory.sql.h"

#include <string.h>

enum {
    WORDS_MAX = 3,
    SCAN_MAX = 1000 /* rows of the index: 3 ms */
};

/* --- finding --- */

/* Where the words of the index begin and end that start with what was typed. */
struct range {
    const char *low, *high;
};

static struct range
range_of(struct arena *a, const char *word)
{
    /* U+10FFFF sorts after every continuation of the word. */
    return (struct range){word, arena_printf(a, "%s\xf4\x8f\xbf\xbf", word)};
}

/* The longest words of a folded text, longest first; the rest of `out` is
 * ranges that hold every word. */
static size_t
longest_words(struct arena *a, const char *folded, struct range out[WORDS_MAX])
{
    const char *words[WORDS_MAX] = {"", "", ""};
    size_t lens[WORDS_MAX] = {0};
    size_t count = 0;

    for (const char *s = folded; *s;) {
        const char *word = s;
        size_t len = strcspn(s, " ");

        s += len + strspn(s + len, " ");
        for (size_t i = 0; i < WORDS_MAX; i++) {
            if (len > lens[i]) {
                const char *shorter = words[i];
                size_t shorter_len = lens[i];

                words[i] = word;
                lens[i] = len;
                word = shorter;
                len = shorter_len;
            }
        }
    }
    for (size_t i = 0; i < WORDS_MAX; i++) {
        out[i] = range_of(a, arena_textn(a, words[i], lens[i]));
        count += lens[i] > 0;
    }
    return count;
}

static enum err
width_of(struct ctx *c, const char *country, const struct range *r,
         int64_t *width)
{
    struct row row;

    TRY(country ? db_one(c->db, &row, &SQL_directory_width, TEXT(country),
                         TEXT(r->low), TEXT(r->high), I64(SCAN_MAX))
                : db_one(c->db, &row, &SQL_directory_width_anywhere,
                         TEXT(r->low), TEXT(r->high), I64(SCAN_MAX)));
    *width = row_i64(&row, 0);
    return OK;
}

/* Put the rarest word first: it is the one whose rows are walked through. */
static enum err
rarest_first(struct ctx *c, const char *country, struct range *words,
             size_t count)
{
    int64_t least = INT64_MAX;
    size_t best = 0;

    for (size_t i = 0; i < count; i++) {
        int64_t width;

        TRY(width_of(c, country, &words[i], &width));
        if (width < least) {
            least = width;
            best = i;
        }
    }
    if (best > 0) {
        struct range first = words[0];

        words[0] = words[best];
        words[best] = first;
    }
    return OK;
}

static void
add_rows(struct ctx *c, const struct rows *rows, struct directory_found *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (out->list.count == DIRECTORY_FOUND_MAX) {
            out->more = true;
            return;
        }
        org_read(c, &rows->items[i], &out->list.items[out->list.count++]);
    }
}

/* One more than is shown, so that it is known whether there are more. */
static enum err
search_in(struct ctx *c, const struct directory_query *q, const struct range *w,
          struct directory_found *out)
{
    const char *lang = c->lang->tag;
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_directory_members_in, TEXT(q->country),
               TEXT(q->kind), TEXT(w[0].low), TEXT(w[0].high), TEXT(w[1].low),
               TEXT(w[1].high), TEXT(w[2].low), TEXT(w[2].high), TEXT(lang),
               I64(DIRECTORY_FOUND_MAX + 1)));
    add_rows(c, &rows, out);
    if (out->more) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_directory_others_in, TEXT(q->country),
               TEXT(q->kind), TEXT(w[0].low), TEXT(w[0].high), TEXT(w[1].low),
               TEXT(w[1].high), TEXT(w[2].low), TEXT(w[2].high), TEXT(lang),
               I64(SCAN_MAX), I64(DIRECTORY_FOUND_MAX + 1)));
    add_rows(c, &rows, out);
    return OK;
}

static enum err
search_anywhere(struct ctx *c, const struct directory_query *q,
                const struct range *w, struct directory_found *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_directory_anywhere, TEXT(q->kind),
               TEXT(w[0].low), TEXT(w[0].high), TEXT(w[1].low), TEXT(w[1].high),
               TEXT(w[2].low), TEXT(w[2].high), TEXT(c->lang->tag),
               I64(SCAN_MAX), I64(DIRECTORY_FOUND_MAX + 1)));
    add_rows(c, &rows, out);
    return OK;
}

enum err
directory_search(struct ctx *c, const struct directory_query *q,
                 struct directory_found *out)
{
    const char *folded = text_fold(c->arena, q->typed);
    struct range words[WORDS_MAX];
    size_t count;

    *out = (struct directory_found){
        .list.items = ARENA_ARRAY(c->arena, DIRECTORY_FOUND_MAX, struct org),
        .too_few = text_chars(folded) < DIRECTORY_MIN_CHARS};
    if (out->too_few) {
        return OK;
    }
    count = longest_words(c->arena, folded, words);
    if (count > 1) {
        TRY(rarest_first(c, q->country, words, count));
    }
    return q->country ? search_in(c, q, words, out)
                      : search_anywhere(c, q, words, out);
}

/* --- one, by its name --- */

static enum err
country_named(struct ctx *c, const char *typed, struct org *out)
{
    const struct country *k = country_find(typed);
    const char *folded = text_fold(c->arena, typed);

    for (size_t i = 0; !k && i < COUNTRY_COUNT; i++) {
        const char *name = country_name(country_table[i].code, c->lang->tag);

        if (strcmp(text_fold(c->arena, name), folded) == 0) {
            k = &country_table[i];
        }
    }
    return k ? org_by_country(c, k->code, out) : ERR_MISSING;
}

enum err
directory_named(struct ctx *c, const char *typed, struct org *out)
{
    const char *name = text_clean(c->arena, typed ? typed : "");
    struct rows rows;
    enum err e;

    if (!*name) {
        return ERR_MISSING;
    }
    e = country_named(c, name, out);
    if (e != ERR_MISSING) {
        return e;
    }
    TRY(db_all(c->db, &rows, &SQL_directory_named,
               TEXT(text_fold(c->arena, name))));
    if (rows.count == 1) {
        return org_by_id(c, row_i64(&rows.items[0], 0), out);
    }
    return rows.count ? ERR_CONFLICT : org_by_slug(c, name, out);
}

/* --- coming in --- */

enum err
directory_index(struct ctx *c, int64_t org, const char *country,
                const char *name)
{
    const char *folded = text_fold(c->arena, name);

    TRY(db_run(c->db, &SQL_directory_insert_alias, TEXT(folded), I64(org)));
    while (*folded) {
        size_t len = strcspn(folded, " ");

        TRY(db_run(c->db, &SQL_directory_insert_word,
                   TEXT(country ? country : ""),
                   TEXT(arena_textn(c->arena, folded, len)), I64(org)));
        folded += len + strspn(folded + len, " ");
    }
    return OK;
}

enum err
directory_check(struct ctx *c, const struct directory_entry *e)
{
    if (strcmp(e->kind, "institution") != 0 &&
        strcmp(e->kind, "enterprise") != 0 &&
        strcmp(e->kind, "international") != 0) {
        return problem_at(c, "kind",
                          N_("Of which kind is it? Write "
                             "institution, enterprise or "
                             "international."));
    }
    if (!*text_fold(c->arena, e->name)) {
        return problem_at(c, "name", N_("Its name is missing."));
    }
    if (text_chars(e->name) > DIRECTORY_NAME_CHARS) {
        return problem_at(c, "name",
                          N_("Its name is too long: shorten it to "
                             "what stands on its letters."));
    }
    if (!e->country && strcmp(e->kind, "international") != 0) {
        return problem_at(c, "country",
                          N_("In which country does it lie? Write the two "
                             "letters of ISO 3166, such as PE."));
    }
    return OK;
}

/* By any of its whole names, in its country. Where one of the same name has
 * another number it is a namesake, unless a further one has none. */
static enum err
find_by_name(struct ctx *c, const struct directory_entry *e, const char *name,
             int64_t *id, bool *namesake)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_directory_by_name,
               TEXT(text_fold(c->arena, name)),
               TEXT(e->country ? e->country : ""), TEXT(e->kind)));
    for (size_t i = 0; i < rows.count && !*id; i++) {
        const char *ror = row_text(&rows.items[i], 1);

        if (!ror || !*ror || !e->ror) {
            *id = row_i64(&rows.items[i], 0);
        } else {
            *namesake = true;
        }
    }
    return OK;
}

static enum err
find(struct ctx *c, const struct directory_entry *e, int64_t *id,
     enum directory_outcome *outcome)
{
    bool namesake = false;
    struct row row;

    *id = 0;
    if (e->ror) {
        enum err found =
            db_one(c->db, &row, &SQL_directory_by_ror, TEXT(e->ror));

        if (found != ERR_MISSING) {
            TRY(found);
            *id = row_i64(&row, 0);
            *outcome = DIRECTORY_SAME;
            return OK;
        }
    }
    TRY(find_by_name(c, e, e->name, id, &namesake));
    for (size_t i = 0; i < e->name_count && !*id; i++) {
        /* Two universities may share an acronym. */
        if (e->names[i].lang) {
            TRY(find_by_name(c, e, e->names[i].name, id, &namesake));
        }
    }
    *outcome = *id && e->ror ? DIRECTORY_RECOGNISED
               : *id         ? DIRECTORY_SAME
               : namesake    ? DIRECTORY_NAMESAKE
                             : DIRECTORY_ADDED;
    return OK;
}

static enum err
add_name(struct ctx *c, const struct org *o, const struct directory_name *n,
         bool *filled)
{
    if (n->lang && !text_equal(n->lang, o->lang)) {
        TRY(db_run(c->db, &SQL_directory_insert_name, I64(o->id), TEXT(n->lang),
                   TEXT(n->name)));
        *filled = *filled || db_changed(c->db) == 1;
    }
    return directory_index(c, o->id, o->country, n->name);
}

static enum err
add_names(struct ctx *c, const struct directory_entry *e, const struct org *o,
          bool *filled)
{
    for (size_t i = 0; i < e->name_count; i++) {
        if (text_chars(e->names[i].name) <= DIRECTORY_NAME_CHARS) {
            TRY(add_name(c, o, &e->names[i], filled));
        }
    }
    return add_name(c, o, &(struct directory_name){e->lang, e->name}, filled);
}

/* Where an organisation of this kind hangs in the tree. ERR_MISSING: its
 * country is not in this network. */
static enum err
find_parent(struct ctx *c, const struct directory_entry *e, struct org *out)
{
    return strcmp(e->kind, "international") == 0
               ? org_root(c, out)
               : org_by_country(c, e->country, out);
}

static enum err
add(struct ctx *c, const struct directory_entry *e, struct directory_kept *out)
{
    struct org parent;
    bool filled = false;
    enum err found = find_parent(c, e, &parent);

    if (found == ERR_MISSING) {
        out->outcome = DIRECTORY_AWAY;
        return OK;
    }
    TRY(found);
    out->org = (struct org){.kind = e->kind,
                            .name = e->name,
                            .country = e->country,
                            .city = e->city,
                            .website = e->website,
                            .ror = e->ror,
                            .lang = e->lang};
    TRY(org_add(c, parent.id, &out->org));
    return add_names(c, e, &out->org, &filled);
}

static bool
is_empty(const char *s)
{
    return !s || !*s;
}

static enum err
fill(struct ctx *c, const struct directory_entry *e, struct directory_kept *out)
{
    const struct org *o = &out->org;
    bool filled = (is_empty(o->ror) && e->ror) ||
                  (is_empty(o->city) && e->city) ||
                  (is_empty(o->website) && e->website);

    if (filled) {
        TRY(db_run(c->db, &SQL_directory_fill, TEXT(e->ror), TEXT(e->city),
                   TEXT(e->website), I64(o->id)));
    }
    TRY(add_names(c, e, o, &filled));
    if (!filled) {
        return OK;
    }
    if (out->outcome == DIRECTORY_SAME) {
        out->outcome = DIRECTORY_FILLED;
    }
    return record_add(c, "org.filled", o->id, o->id, NULL);
}

enum err
directory_keep(struct ctx *c, const struct directory_entry *e,
               struct directory_kept *out)
{
    int64_t id;

    *out = (struct directory_kept){0};
    TRY(directory_check(c, e));
    TRY(find(c, e, &id, &out->outcome));
    if (id) {
        TRY(org_by_id(c, id, &out->org));
        if (e->is_gone) {
            out->outcome = DIRECTORY_GONE_HERE;
            return OK;
        }
        return fill(c, e, out);
    }
    if (e->is_gone) {
        out->outcome = DIRECTORY_GONE;
        return OK;
    }
    return add(c, e, out);
}
