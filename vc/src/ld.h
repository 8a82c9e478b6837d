/* SPDX-License-Identifier: Apache-2.0 */
/* What the JSON-LD algorithms share inside the library: keywords, the state of
 * one run, active contexts and their tables. */
#ifndef VC_LD_H
#define VC_LD_H

#include "hash.h"
#include "vc/context.h"
#include "vc/expand.h"

enum vc_keyword {
    KW_NOT, /* no keyword */
    KW_BASE,
    KW_CONTAINER,
    KW_CONTEXT,
    KW_DIRECTION,
    KW_GRAPH,
    KW_ID,
    KW_IMPORT,
    KW_INCLUDED,
    KW_INDEX,
    KW_JSON,
    KW_LANGUAGE,
    KW_LIST,
    KW_NEST,
    KW_NONE,
    KW_PREFIX,
    KW_PROPAGATE,
    KW_PROTECTED,
    KW_REVERSE,
    KW_SET,
    KW_TYPE,
    KW_VALUE,
    KW_VERSION,
    KW_VOCAB,
    KW_COUNT
};

/* Names of the keywords by number; [KW_NOT] is empty. */
extern const struct vc_view vc_ld_keywords[KW_COUNT];

enum vc_keyword vc_ld_keyword_slow(struct vc_view text);

static inline enum vc_keyword
vc_ld_keyword(struct vc_view text)
{
    return text.size > 2 && text.data[0] == '@' ? vc_ld_keyword_slow(text)
                                                : KW_NOT;
}

static inline bool
vc_ld_is_blank(struct vc_view iri)
{
    return vc_view_starts(iri, VC_VIEW("_:"));
}

/* "@" and letters only: reserved, ignored where it is no keyword. */
bool vc_ld_has_keyword_form(struct vc_view text);

/* ---- active contexts ---- */

enum {
    CONTAINER_GRAPH = 1,
    CONTAINER_ID = 2,
    CONTAINER_INDEX = 4,
    CONTAINER_LANGUAGE = 8,
    CONTAINER_LIST = 16,
    CONTAINER_SET = 32,
    CONTAINER_TYPE = 64
};

enum vc_direction { DIRECTION_NULL, DIRECTION_LTR, DIRECTION_RTL };

struct vc_term_def {
    struct vc_view term;
    uint32_t hash;
    uint8_t container;    /* CONTAINER_* */
    uint8_t iri_keyword;  /* enum vc_keyword of `iri` */
    uint8_t type_keyword; /* enum vc_keyword of `type` */
    uint8_t direction;    /* enum vc_direction, where has_direction */
    bool prefix;
    bool is_protected;
    bool reverse;
    bool has_direction;
    bool has_language;
    bool iri_is_absolute;
    bool iri_is_well_formed;
    struct vc_view iri;            /* NULL data: mapped to null */
    struct vc_view type;           /* NULL data: none */
    struct vc_view language;       /* where has_language; NULL data: null */
    struct vc_view index;          /* NULL data: @index */
    struct vc_view nest;           /* NULL data: none */
    const struct vc_json *context; /* scoped; NULL: none */
    struct vc_view base_url;       /* of the document that holds `context` */
};

struct vc_active {
    const struct vc_term_def **slots; /* open hash table, at most half full */
    uint32_t slot_count;              /* a power of two */
    uint32_t term_count;              /* slots in use, removed ones too */
    uint32_t protected_count;
    enum vc_direction direction;
    /* Lengths (modulo 64) of the terms that stand for these keywords: most
     * names are told apart by them alone. */
    uint64_t type_sizes;
    uint64_t id_value_sizes;
    struct vc_view base;          /* NULL data: null */
    struct vc_view original_base; /* of the document */
    struct vc_view vocab;         /* NULL data: none */
    struct vc_view language;      /* NULL data: none */
    const struct vc_active *previous;
};

const struct vc_term_def *vc_active_find(const struct vc_active *active,
                                         struct vc_view term, uint32_t hash);

static inline const struct vc_term_def *
vc_active_term(const struct vc_active *active, struct vc_view term)
{
    return vc_active_find(active, term, vc_hash(term));
}

/* ---- results of context processing, kept ---- */

struct vc_memo_entry {
    const struct vc_active *active;
    const struct vc_json *local; /* a scoped context by identity, or NULL */
    struct vc_view url;          /* else a context by its address */
    unsigned flags;
    uint32_t hash;
    const struct vc_active *result; /* NULL: free slot */
};

struct vc_memo {
    struct vc_memo_entry *slots;
    size_t slot_count;
    size_t count;
};

struct vc_context_document {
    struct vc_view url;
    const struct vc_json *root;
    struct vc_context_document *next;
};

struct vc_context_set {
    struct vc_arena arena;
    struct vc_context_document *documents;
    const struct vc_active *initial; /* no base, no terms */
    struct vc_memo memo;
};

/* ---- one run ---- */

/* Where in the document we are: frames on the C stack, newest first. */
struct vc_path {
    const struct vc_path *up;
    struct vc_view name; /* NULL data: an item */
    size_t index;
};

struct vc_ld {
    struct vc_arena *arena;
    const struct vc_context_set *set; /* may be NULL */
    struct vc_memo *memo;             /* where new results go */
    const struct vc_active *initial;
    struct vc_loader loader;
    bool mode_1_0;
    bool ordered;
    bool safe;
    size_t work_left; /* term definitions that may still be made */
    size_t max_remote_contexts;
    unsigned depth; /* of term definitions that wait for one another */
    const struct vc_path *path;
    struct vc_error *error;
};

/* Writes an error with the path of the run; returns `status`. `word` may have
 * NULL data. */
enum vc_status vc_ld_fail(struct vc_ld *ld, enum vc_status status,
                          struct vc_view word);

/* Prepares a run; makes the initial context. */
enum vc_status vc_ld_init(struct vc_ld *ld, struct vc_arena *arena,
                          const struct vc_context_set *set,
                          const struct vc_expand_options *options,
                          struct vc_memo *memo, struct vc_error *error);

/* ---- context.c ---- */

enum {
    CONTEXT_OVERRIDE = 1,     /* protected terms may be redefined */
    CONTEXT_NO_PROPAGATE = 2, /* forget it at the next node */
    CONTEXT_NO_VALIDATE = 4   /* inside the check of a scoped context */
};

struct vc_remote {
    const struct vc_remote *up;
    struct vc_view url;
    size_t count; /* with those above */
};

/* Context Processing Algorithm (section 4.1.2). */
enum vc_status vc_context_process(struct vc_ld *ld,
                                  const struct vc_active *active,
                                  const struct vc_json *local,
                                  struct vc_view base_url,
                                  const struct vc_remote *remotes,
                                  unsigned flags, const struct vc_active **out);

/* The same for a scoped context of a term; the result is kept. */
enum vc_status vc_context_scoped(struct vc_ld *ld,
                                 const struct vc_active *active,
                                 const struct vc_term_def *def, unsigned flags,
                                 const struct vc_active **out);

/* ---- active.c ---- */

/* A context object while its terms are being defined. */
struct vc_local_entry {
    const struct vc_json *member; /* NULL: free slot */
    enum { TERM_NEW, TERM_OPEN, TERM_DONE } state;
};

struct vc_local {
    struct vc_local_entry *slots;
    size_t slot_count;
    const struct vc_active *active; /* what is built, shared until changed */
    struct vc_active *own;          /* == active once it is ours */
    struct vc_view base_url;
    const struct vc_remote *remotes;
    bool is_protected;
    unsigned flags;
};

/* Makes `local->own`. Copying a table is work that counts. */
enum vc_status vc_active_own(struct vc_ld *ld, struct vc_local *local);

/* Puts `def` in the place of `old`, which is the definition of the same term
 * or NULL. A NULL `def` takes the term out. */
enum vc_status vc_active_put(struct vc_ld *ld, struct vc_local *local,
                             const struct vc_term_def *old,
                             const struct vc_term_def *def);

/* Fills the table of `local` with the members of a context object. */
enum vc_status vc_active_index(struct vc_ld *ld, struct vc_local *local,
                               const struct vc_json *context);

struct vc_local_entry *vc_active_entry(const struct vc_local *local,
                                       struct vc_view term);

/* ---- context_term.c ---- */

/* Create Term Definition (section 4.2.2). */
enum vc_status vc_context_term_define(struct vc_ld *ld, struct vc_local *local,
                                      struct vc_local_entry *entry);

enum { IRI_DOCUMENT = 1, IRI_VOCAB = 2 };

/* IRI Expansion (section 5.2); `local` is NULL outside of definitions. `out`
 * has NULL data for null. */
enum vc_status vc_context_term_iri(struct vc_ld *ld,
                                   const struct vc_active *active,
                                   struct vc_view value, unsigned how,
                                   struct vc_local *local, struct vc_view *out);

/* ---- context_set.c ---- */

const struct vc_json *vc_context_set_document(const struct vc_context_set *set,
                                              struct vc_view url);
const struct vc_active *vc_context_set_recall(const struct vc_ld *ld,
                                              const struct vc_memo_entry *key);
enum vc_status vc_context_set_keep(struct vc_ld *ld,
                                   const struct vc_memo_entry *entry);

/* ---- expand.c ---- */

struct vc_expand_at {
    const struct vc_active *active;
    const struct vc_term_def *def; /* of the active property, or NULL */
    struct vc_view property;       /* active property; NULL data: null */
    struct vc_view base_url;
    bool from_map;
};

/* Expansion Algorithm (section 5.1.2). `out` NULL means null. */
enum vc_status vc_expand_element(struct vc_ld *ld, struct vc_expand_at at,
                                 const struct vc_json *element,
                                 struct vc_json **out);

/* ---- expand_result.c ---- */

/* A node under construction: its members, by a table once they are many. */
struct vc_expand_result {
    struct vc_json *object;
    struct vc_json **slots;
    size_t slot_count;
};

/* The member of that name, or NULL. */
struct vc_json *vc_expand_result_get(const struct vc_expand_result *r,
                                     struct vc_view name);

/* Appends a member that is not there yet. */
enum vc_status vc_expand_result_set(struct vc_ld *ld,
                                    struct vc_expand_result *r,
                                    struct vc_view name, struct vc_json *value);

/* "Add value" with "as array": the member becomes or stays an array. */
enum vc_status vc_expand_result_add(struct vc_ld *ld,
                                    struct vc_expand_result *r,
                                    struct vc_view name, struct vc_json *value);

/* Makes an array of what is none. */
enum vc_status vc_expand_result_array(struct vc_ld *ld, struct vc_json **value);

/* Moves the items of `from` behind those of `to`. */
void vc_expand_result_append(struct vc_json *to, const struct vc_json *from);

/* ---- expand_keyword.c ---- */

/* One node object while it is expanded. */
struct vc_expand_node {
    struct vc_expand_at at; /* active context and property inside the node */
    const struct vc_active *type_scoped;
    bool input_is_json; /* the node's type is @json */
    struct vc_expand_result result;
    struct vc_expand_result reverse; /* its @reverse, once there is one */
    bool has_reverse; /* which did not come of reverse properties alone */
};

/* Step 13.4 for a member whose name means `keyword`. */
enum vc_status vc_expand_keyword_member(struct vc_ld *ld,
                                        struct vc_expand_node *node,
                                        enum vc_keyword keyword,
                                        const struct vc_json *value);

/* Adds the nodes in `items` as those that point here by `name`. */
enum vc_status vc_expand_keyword_reverse(struct vc_ld *ld,
                                         struct vc_expand_node *node,
                                         struct vc_view name,
                                         struct vc_json *items);

/* ---- expand_value.c ---- */

/* Value Expansion (section 5.3.2). */
enum vc_status vc_expand_value(struct vc_ld *ld, const struct vc_active *active,
                               const struct vc_term_def *def,
                               const struct vc_json *value,
                               struct vc_json **out);

/* Language, index, id and type maps (steps 13.7 and 13.8); `at` names the
 * property whose value the map is. */
enum vc_status vc_expand_value_language_map(struct vc_ld *ld,
                                            struct vc_expand_at at,
                                            const struct vc_json *map,
                                            struct vc_json **out);
enum vc_status vc_expand_value_map(struct vc_ld *ld, struct vc_expand_at at,
                                   const struct vc_json *map,
                                   struct vc_json **out);

/* Members in the order of their names where the run is `ordered` or `force`d,
 * else as they stand; an array of `count` pointers in the arena. */
const struct vc_json **vc_expand_value_members(struct vc_ld *ld,
                                               const struct vc_json *object,
                                               bool force);

/* Sorts texts by code point. */
void vc_expand_value_sort(struct vc_view *names, size_t count);

/* The form of a language tag. */
bool vc_expand_value_is_language(struct vc_view tag);

/* In safe mode VC_SAFE_LANGUAGE for what is no language tag. */
enum vc_status vc_expand_value_check_language(struct vc_ld *ld,
                                              struct vc_view language);

bool vc_expand_value_is_list(const struct vc_json *node);
bool vc_expand_value_is_value(const struct vc_json *node);
bool vc_expand_value_is_graph(const struct vc_json *node);

#endif
