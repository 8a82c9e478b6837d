/* SPDX-License-Identifier: Apache-2.0 */
/* rdfc: RDFC-1.0, section 4.
 *
 * Each quad is written once, with gaps where blank nodes stand; the first
 * degree hashes and the final lines only fill the gaps. The issuer that the
 * algorithm copies for each trial is one stack here: a trial pushes, and giving
 * it up pops. */

#include "vc/rdfc.h"

#include "vc/quads.h"

#define NONE UINT32_MAX

enum { HEX = 2 * VC_CRYPTO_MAX_HASH, LABEL = 16 };

/* A quad as text without its blank nodes: the text from `begin` to `end`, and
 * where in it each of subject, object and graph is missing. */
struct line {
    uint32_t begin;
    uint32_t end;
    uint32_t cut[3];
    uint32_t node[3]; /* blank node, or NONE: nothing is missing */
};

struct label {
    char text[LABEL]; /* "_:c14n4294967295" is 16 */
    uint32_t size;
};

/* A node that hangs together with the one being hashed. */
struct related {
    uint8_t hash[VC_CRYPTO_MAX_HASH];
    uint32_t node;
};

/* Stacks that grow; what is on them is named by index, for they move. */
struct numbers {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

struct work {
    struct vc_arena *arena;
    struct vc_crypto *crypto;
    const struct vc_dataset *dataset;
    enum vc_hash hash;
    size_t hash_size;
    struct vc_error *error;

    struct vc_buf shared; /* the texts of all lines */
    struct line *lines;
    uint32_t *mention_from; /* lines of node i: mentions[from[i]..from[i+1]) */
    uint32_t *mentions;
    size_t nodes;

    uint8_t *first;      /* first degree hashes, hash_size each */
    uint32_t *canonical; /* NONE: not yet */
    uint32_t next_canonical;

    uint32_t *trial;       /* number in the trial issuer + 1; 0: none */
    struct numbers issued; /* nodes in the order the trial issuer took them */
    struct numbers saved;  /* issued nodes of the best paths; permutations */
    struct related *related;
    size_t related_count;
    size_t related_capacity;
    struct vc_buf text; /* data to hash and paths of all open calls */

    size_t calls;
    size_t max_calls;
    size_t steps;
    size_t max_steps;
};

/* --- sorting ------------------------------------------------------------- */

typedef int compare_fn(const void *context, uint32_t a, uint32_t b);

/* Stable merge sort; qsort() may take memory of its own. Inlined so that the
 * comparison is too. */
static inline __attribute__((always_inline)) void
sort(uint32_t *items, uint32_t *spare, size_t count, compare_fn *compare,
     const void *context)
{
    enum { RUN = 8 };

    for (size_t from = 0; from < count; from += RUN) {
        size_t to = count - from < RUN ? count : from + RUN;

        for (size_t i = from + 1; i < to; i++) {
            uint32_t item = items[i];
            size_t k = i;

            while (k > from && compare(context, items[k - 1], item) > 0) {
                items[k] = items[k - 1];
                k--;
            }
            items[k] = item;
        }
    }
    for (size_t width = RUN; width < count; width *= 2) {
        for (size_t from = 0; from + width < count; from += 2 * width) {
            size_t middle = from + width;
            size_t to = count - from < 2 * width ? count : from + 2 * width;
            size_t a = 0;
            size_t b = middle;
            size_t at = from;

            memcpy(spare, items + from, width * sizeof(*items));
            while (a < width && b < to) {
                items[at++] = compare(context, spare[a], items[b]) <= 0
                                  ? spare[a++]
                                  : items[b++];
            }
            memcpy(items + at, spare + a, (width - a) * sizeof(*items));
        }
    }
}

/* --- the quads as text --------------------------------------------------- */

/* Write one term of a quad, or remember its gap. */
static void
write_place(struct work *w, struct line *line, size_t place,
            const struct vc_term *term)
{
    bool gap = term != NULL && term->kind == VC_TERM_BLANK;

    line->node[place] = gap ? term->number : NONE;
    if (term != NULL && place > 0) {
        vc_buf_byte(&w->shared, ' ');
    }
    line->cut[place] = (uint32_t)w->shared.size;
    if (term != NULL && !gap) {
        vc_quads_write_term(&w->shared, term);
    }
}

static enum vc_status
write_lines(struct work *w)
{
    for (size_t i = 0; i < w->dataset->count; i++) {
        const struct vc_quad *quad = &w->dataset->quads[i];
        struct line *line = &w->lines[i];

        line->begin = (uint32_t)w->shared.size;
        write_place(w, line, 0, quad->subject);
        vc_buf_byte(&w->shared, ' ');
        vc_quads_write_term(&w->shared, quad->predicate);
        write_place(w, line, 1, quad->object);
        write_place(w, line, 2, quad->graph);
        vc_buf_add(&w->shared, VC_VIEW(" .\n"));
        line->end = (uint32_t)w->shared.size;
    }
    return w->shared.status;
}

/* Does `node` stand in an earlier place of the same line? */
static bool
is_repeated(const struct line *line, size_t place)
{
    for (size_t k = 0; k < place; k++) {
        if (line->node[k] == line->node[place]) {
            return true;
        }
    }
    return false;
}

static bool
is_mention(const struct line *line, size_t place)
{
    return line->node[place] != NONE && !is_repeated(line, place);
}

/* Index the lines by the blank nodes in them: count, then fill from behind. */
static enum vc_status
index_mentions(struct work *w)
{
    size_t quads = w->dataset->count;
    uint32_t *from = vc_arena_zalloc(w->arena, (w->nodes + 1) * sizeof(*from));

    w->mentions = vc_arena_array(w->arena, 3 * quads, sizeof(*w->mentions));
    if (from == NULL || w->mentions == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < quads; i++) {
        for (size_t place = 0; place < 3; place++) {
            if (is_mention(&w->lines[i], place)) {
                from[w->lines[i].node[place]]++;
            }
        }
    }
    for (size_t n = 0, sum = 0; n <= w->nodes; n++) {
        sum += from[n];
        from[n] = (uint32_t)sum;
    }
    for (size_t i = quads; i-- > 0;) {
        for (size_t place = 0; place < 3; place++) {
            if (is_mention(&w->lines[i], place)) {
                w->mentions[--from[w->lines[i].node[place]]] = (uint32_t)i;
            }
        }
    }
    w->mention_from = from;
    return VC_OK;
}

/* Append a line with its gaps filled. */
static void
fill_line(struct work *w, struct vc_buf *out, const struct line *line,
          const struct vc_view fill[3])
{
    const char *shared = w->shared.data;
    size_t most = line->end - line->begin + 3 * LABEL;
    uint32_t at = line->begin;
    char *to = NULL;

    if (out->capacity - out->size < most && !vc_buf_reserve(out, most)) {
        return;
    }
    to = out->data + out->size;
    for (size_t place = 0; place < 3; place++) {
        if (line->node[place] != NONE) {
            memcpy(to, shared + at, line->cut[place] - at);
            to += line->cut[place] - at;
            at = line->cut[place];
            memcpy(to, fill[place].data, fill[place].size);
            to += fill[place].size;
        }
    }
    memcpy(to, shared + at, line->end - at);
    to += line->end - at;
    out->size = (size_t)(to - out->data);
}

struct piece {
    uint32_t at;
    uint32_t size;
};

struct pieces {
    const char *text;
    const struct piece *items;
};

static inline int
compare_pieces(const void *context, uint32_t a, uint32_t b)
{
    const struct pieces *p = context;

    return vc_view_compare(
        (struct vc_view){p->text + p->items[a].at, p->items[a].size},
        (struct vc_view){p->text + p->items[b].at, p->items[b].size});
}

/* Scratch for sorting lines: as long as the longest run of them. */
struct sorter {
    struct piece *pieces;
    uint32_t *order;
    uint32_t *spare;
};

static enum vc_status
sorter_make(struct work *w, size_t count, struct sorter *out)
{
    out->pieces = vc_arena_array(w->arena, count, sizeof(*out->pieces));
    out->order = vc_arena_array(w->arena, count, sizeof(*out->order));
    out->spare = vc_arena_array(w->arena, count, sizeof(*out->spare));
    return out->pieces != NULL && out->order != NULL && out->spare != NULL
               ? VC_OK
               : VC_NO_MEMORY;
}

static void
sorter_run(struct sorter *sorter, const char *text, size_t count)
{
    const struct pieces context = {text, sorter->pieces};

    for (size_t i = 0; i < count; i++) {
        sorter->order[i] = (uint32_t)i;
    }
    sort(sorter->order, sorter->spare, count, compare_pieces, &context);
}

/* --- hashes -------------------------------------------------------------- */

static void
add_hex(struct vc_buf *buf, const uint8_t *hash, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char text[HEX];

    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[hash[i] >> 4];
        text[2 * i + 1] = digits[hash[i] & 15];
    }
    vc_buf_add(buf, (struct vc_view){text, 2 * size});
}

static size_t
write_label(char *out, struct vc_view prefix, uint32_t number)
{
    char digits[10];
    size_t count = 0;
    size_t size = prefix.size;

    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(out, prefix.data, size);
    while (count > 0) {
        out[size++] = digits[--count];
    }
    return size;
}

static void
add_label(struct vc_buf *buf, struct vc_view prefix, uint32_t number)
{
    char text[LABEL];

    vc_buf_add(buf, (struct vc_view){text, write_label(text, prefix, number)});
}

/* Hash First Degree Quads (4.6): the node itself is _:a, any other _:z. */
static enum vc_status
hash_first_degree(struct work *w, uint32_t node, struct sorter *sorter)
{
    uint32_t from = w->mention_from[node];
    size_t count = w->mention_from[node + 1] - from;
    size_t base = w->text.size;

    for (size_t i = 0; i < count; i++) {
        const struct line *line = &w->lines[w->mentions[from + i]];
        struct vc_view fill[3];

        for (size_t place = 0; place < 3; place++) {
            fill[place] =
                line->node[place] == node ? VC_VIEW("_:a") : VC_VIEW("_:z");
        }
        sorter->pieces[i].at = (uint32_t)w->text.size;
        fill_line(w, &w->text, line, fill);
        VC_TRY(w->text.status);
        sorter->pieces[i].size = (uint32_t)w->text.size - sorter->pieces[i].at;
    }
    sorter_run(sorter, w->text.data, count);
    VC_TRY(vc_crypto_hash_begin(w->crypto, w->hash));
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &sorter->pieces[sorter->order[i]];

        VC_TRY(vc_crypto_hash_more(w->crypto, w->hash, w->text.data + piece->at,
                                   piece->size));
    }
    w->text.size = base;
    return vc_crypto_hash_end(w->crypto, w->hash,
                              w->first + node * w->hash_size);
}

static enum vc_status
too_much_work(struct work *w)
{
    return vc_error_set(w->error, VC_RDFC_WORK,
                        "the graph needs too much work to canonicalize "
                        "(stopped after %zu calls and %zu steps)",
                        w->calls, w->steps);
}

static enum vc_status
count_steps(struct work *w, size_t steps)
{
    w->steps += steps;
    return w->steps > w->max_steps ? too_much_work(w) : VC_OK;
}

/* Hash Related Blank Node (4.7). */
static enum vc_status
hash_related(struct work *w, uint32_t node, uint32_t quad, size_t place,
             uint8_t out[VC_CRYPTO_MAX_HASH])
{
    struct vc_view predicate = w->dataset->quads[quad].predicate->value;
    size_t base = w->text.size;
    enum vc_status s = VC_OK;

    /* A predicate may be as long as the document: it is hashed each time. */
    VC_TRY(count_steps(w, 1 + predicate.size / 256));
    vc_buf_byte(&w->text, "sog"[place]);
    if (place != 2) {
        vc_buf_byte(&w->text, '<');
        vc_buf_add(&w->text, predicate);
        vc_buf_byte(&w->text, '>');
    }
    if (w->canonical[node] != NONE) {
        add_label(&w->text, VC_VIEW("_:c14n"), w->canonical[node]);
    } else if (w->trial[node] != 0) {
        add_label(&w->text, VC_VIEW("_:b"), w->trial[node] - 1);
    } else {
        add_hex(&w->text, w->first + node * w->hash_size, w->hash_size);
    }
    VC_TRY(w->text.status);
    s = vc_crypto_hash(w->crypto, w->hash, w->text.data + base,
                       w->text.size - base, out);
    w->text.size = base;
    return s;
}

/* --- Hash N-Degree Quads (4.8) ------------------------------------------- */

static enum vc_status
push(struct work *w, struct numbers *stack, uint32_t item)
{
    if (stack->count == stack->capacity) {
        size_t capacity = stack->capacity == 0 ? 64 : stack->capacity * 2;
        uint32_t *items = vc_arena_resize(w->arena, stack->items,
                                          stack->capacity * sizeof(*items),
                                          capacity * sizeof(*items));

        if (items == NULL) {
            return VC_NO_MEMORY;
        }
        stack->items = items;
        stack->capacity = capacity;
    }
    stack->items[stack->count++] = item;
    return VC_OK;
}

static enum vc_status
trial_issue(struct work *w, uint32_t node)
{
    VC_TRY(push(w, &w->issued, node));
    w->trial[node] = (uint32_t)w->issued.count;
    return VC_OK;
}

static void
trial_undo(struct work *w, size_t count)
{
    while (w->issued.count > count) {
        w->trial[w->issued.items[--w->issued.count]] = 0;
    }
}

static enum vc_status
push_related(struct work *w, uint32_t node, uint32_t quad, size_t place)
{
    if (w->related_count == w->related_capacity) {
        size_t capacity =
            w->related_capacity == 0 ? 16 : w->related_capacity * 2;
        struct related *items = vc_arena_resize(
            w->arena, w->related, w->related_capacity * sizeof(*items),
            capacity * sizeof(*items));

        if (items == NULL) {
            return VC_NO_MEMORY;
        }
        w->related = items;
        w->related_capacity = capacity;
    }
    w->related[w->related_count].node = node;
    return hash_related(w, node, quad, place,
                        w->related[w->related_count++].hash);
}

static enum vc_status
collect_related(struct work *w, uint32_t node)
{
    for (uint32_t i = w->mention_from[node]; i < w->mention_from[node + 1];
         i++) {
        const struct line *line = &w->lines[w->mentions[i]];

        for (size_t place = 0; place < 3; place++) {
            if (line->node[place] != NONE && line->node[place] != node) {
                VC_TRY(
                    push_related(w, line->node[place], w->mentions[i], place));
            }
        }
    }
    return VC_OK;
}

/* By hash; the same hash by node, so that permutations start in order. */
static inline int
compare_related(const void *context, uint32_t a, uint32_t b)
{
    const struct work *w = context;
    int c = memcmp(w->related[a].hash, w->related[b].hash, w->hash_size);

    if (c != 0) {
        return c;
    }
    return (w->related[a].node > w->related[b].node) -
           (w->related[a].node < w->related[b].node);
}

/* Push the indices of related[first..] on `saved`, in their order. */
static enum vc_status
order_related(struct work *w, size_t first)
{
    size_t at = w->saved.count;
    size_t count = w->related_count - first;

    for (size_t i = 0; i < 2 * count; i++) {
        VC_TRY(push(w, &w->saved, (uint32_t)(first + i)));
    }
    w->saved.count = at + count;
    sort(w->saved.items + at, w->saved.items + at + count, count,
         compare_related, w);
    return VC_OK;
}

/* The next arrangement in lexical order. Equal items are not exchanged: a node
 * that hangs on twice gives the same path either way. */
static bool
next_arrangement(uint32_t *items, size_t count)
{
    size_t i = count - 1;
    size_t k = count - 1;

    while (i > 0 && items[i - 1] >= items[i]) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    while (items[k] <= items[i - 1]) {
        k--;
    }
    uint32_t item = items[i - 1];
    items[i - 1] = items[k];
    items[k] = item;
    for (size_t a = i, b = count - 1; a < b; a++, b--) {
        item = items[a];
        items[a] = items[b];
        items[b] = item;
    }
    return true;
}

/* The best path so far of one group, and the trial that stands behind it. The
 * text of the path being walked begins where the best one ends. */
struct best {
    bool found;
    size_t text_at;
    size_t text_size;
    size_t saved_at;
    size_t issued_mark;
};

static int
compare_with_best(const struct work *w, const struct best *best)
{
    size_t path_at = best->text_at + best->text_size;

    return vc_view_compare(
        (struct vc_view){w->text.data + path_at, w->text.size - path_at},
        (struct vc_view){w->text.data + best->text_at, best->text_size});
}

/* 5.4.4.3: is the path already longer and greater than the best one? */
static bool
is_hopeless(const struct work *w, const struct best *best)
{
    size_t path_size = w->text.size - best->text_at - best->text_size;

    return best->found && path_size >= best->text_size &&
           compare_with_best(w, best) > 0;
}

static enum vc_status n_degree(struct work *w, uint32_t node, unsigned depth,
                               uint8_t out[VC_CRYPTO_MAX_HASH]);

/* Walk one arrangement (`count` nodes on `saved` from `at`) and append its
 * path; `*given_up` when it cannot become the best. */
static enum vc_status
walk(struct work *w, size_t at, size_t count, const struct best *best,
     unsigned depth, bool *given_up)
{
    size_t first_new = w->issued.count;
    size_t end_new = 0;
    uint8_t hash[VC_CRYPTO_MAX_HASH];

    *given_up = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t node = w->saved.items[at + i];

        VC_TRY(count_steps(w, 1));
        if (w->canonical[node] != NONE) {
            add_label(&w->text, VC_VIEW("_:c14n"), w->canonical[node]);
        } else {
            if (w->trial[node] == 0) {
                VC_TRY(trial_issue(w, node));
            }
            add_label(&w->text, VC_VIEW("_:b"), w->trial[node] - 1);
        }
        VC_TRY(w->text.status);
        if (is_hopeless(w, best)) {
            return VC_OK;
        }
    }
    end_new = w->issued.count;
    for (size_t i = first_new; i < end_new; i++) {
        uint32_t node = w->issued.items[i];

        VC_TRY(n_degree(w, node, depth + 1, hash));
        add_label(&w->text, VC_VIEW("_:b"), w->trial[node] - 1);
        vc_buf_byte(&w->text, '<');
        add_hex(&w->text, hash, w->hash_size);
        vc_buf_byte(&w->text, '>');
        VC_TRY(w->text.status);
        if (is_hopeless(w, best)) {
            return VC_OK;
        }
    }
    *given_up = false;
    return VC_OK;
}

/* Make the path at the end of the text the best one. */
static enum vc_status
keep_best(struct work *w, struct best *best)
{
    size_t path_at = best->text_at + best->text_size;
    size_t size = w->text.size - path_at;

    memmove(w->text.data + best->text_at, w->text.data + path_at, size);
    best->text_size = size;
    best->found = true;
    w->saved.count = best->saved_at;
    for (size_t i = best->issued_mark; i < w->issued.count; i++) {
        VC_TRY(push(w, &w->saved, w->issued.items[i]));
    }
    return VC_OK;
}

/* Append the best path of the group order[0..count) (indices on `saved` from
 * `order`) to the text, and let the trial issuer follow it. */
static enum vc_status
add_best_path(struct work *w, size_t order, size_t count, unsigned depth)
{
    size_t at = w->saved.count;
    struct best best = {.text_at = w->text.size,
                        .issued_mark = w->issued.count};

    for (size_t i = 0; i < count; i++) {
        VC_TRY(push(w, &w->saved, w->related[w->saved.items[order + i]].node));
    }
    best.saved_at = w->saved.count;
    do {
        bool given_up = false;

        VC_TRY(walk(w, at, count, &best, depth, &given_up));
        if (!given_up && (!best.found || compare_with_best(w, &best) < 0)) {
            VC_TRY(keep_best(w, &best));
        }
        w->text.size = best.text_at + best.text_size;
        trial_undo(w, best.issued_mark);
    } while (next_arrangement(w->saved.items + at, count));
    for (size_t i = best.saved_at; i < w->saved.count; i++) {
        VC_TRY(trial_issue(w, w->saved.items[i]));
    }
    w->saved.count = at;
    return VC_OK;
}

static bool
same_hash(const struct work *w, size_t order, size_t a, size_t b)
{
    return memcmp(w->related[w->saved.items[order + a]].hash,
                  w->related[w->saved.items[order + b]].hash,
                  w->hash_size) == 0;
}

static enum vc_status
n_degree(struct work *w, uint32_t node, unsigned depth,
         uint8_t out[VC_CRYPTO_MAX_HASH])
{
    size_t first = w->related_count;
    size_t order = w->saved.count;
    size_t base = w->text.size;
    size_t count = 0;
    enum vc_status s = VC_OK;

    w->calls++;
    if (w->calls > w->max_calls || depth > VC_RDFC_MAX_DEPTH) {
        return too_much_work(w);
    }
    VC_TRY(collect_related(w, node));
    VC_TRY(order_related(w, first));
    count = w->related_count - first;
    for (size_t i = 0, next = 0; i < count; i = next) {
        for (next = i + 1; next < count && same_hash(w, order, i, next);) {
            next++;
        }
        add_hex(&w->text, w->related[w->saved.items[order + i]].hash,
                w->hash_size);
        VC_TRY(w->text.status);
        VC_TRY(add_best_path(w, order + i, next - i, depth));
    }
    s = vc_crypto_hash(w->crypto, w->hash, w->text.data + base,
                       w->text.size - base, out);
    w->text.size = base;
    w->saved.count = order;
    w->related_count = first;
    return s;
}

/* --- the whole (4.4) ----------------------------------------------------- */

static void
canonical_issue(struct work *w, uint32_t node)
{
    if (w->canonical[node] == NONE) {
        w->canonical[node] = w->next_canonical++;
    }
}

static inline int
compare_first(const void *context, uint32_t a, uint32_t b)
{
    const struct work *w = context;

    return memcmp(w->first + a * w->hash_size, w->first + b * w->hash_size,
                  w->hash_size);
}

/* What Hash N-Degree Quads found from one node: the nodes on `saved`. */
struct outcome {
    uint8_t hash[VC_CRYPTO_MAX_HASH];
    size_t from;
    size_t to;
};

struct outcomes {
    const struct outcome *items;
    size_t hash_size;
};

static inline int
compare_outcomes(const void *context, uint32_t a, uint32_t b)
{
    const struct outcomes *o = context;

    return memcmp(o->items[a].hash, o->items[b].hash, o->hash_size);
}

/* Step 5 for the `count` nodes of one first degree hash. */
static enum vc_status
name_group(struct work *w, const uint32_t *nodes, size_t count)
{
    struct outcome *items = vc_arena_array(w->arena, count, sizeof(*items));
    uint32_t *order = vc_arena_array(w->arena, 2 * count, sizeof(*order));
    const struct outcomes context = {items, w->hash_size};
    size_t base = w->saved.count;
    size_t made = 0;

    if (items == NULL || order == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        if (w->canonical[nodes[i]] != NONE) {
            continue;
        }
        VC_TRY(trial_issue(w, nodes[i]));
        VC_TRY(n_degree(w, nodes[i], 0, items[made].hash));
        items[made].from = w->saved.count;
        for (size_t k = 0; k < w->issued.count; k++) {
            VC_TRY(push(w, &w->saved, w->issued.items[k]));
        }
        items[made].to = w->saved.count;
        trial_undo(w, 0);
        order[made] = (uint32_t)made;
        made++;
    }
    sort(order, order + count, made, compare_outcomes, &context);
    for (size_t i = 0; i < made; i++) {
        for (size_t k = items[order[i]].from; k < items[order[i]].to; k++) {
            canonical_issue(w, w->saved.items[k]);
        }
    }
    w->saved.count = base;
    return VC_OK;
}

/* Steps 3 to 5: first degree hashes, then names. A number that no quad uses
 * gets no name. */
static enum vc_status
name_nodes(struct work *w, struct sorter *sorter)
{
    uint32_t *order = vc_arena_array(w->arena, 2 * w->nodes, sizeof(*order));
    size_t count = 0;

    if (order == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t n = 0; n < w->nodes; n++) {
        if (w->mention_from[n] != w->mention_from[n + 1]) {
            VC_TRY(hash_first_degree(w, (uint32_t)n, sorter));
            order[count++] = (uint32_t)n;
        }
    }
    sort(order, order + w->nodes, count, compare_first, w);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0, next = 0; i < count; i = next) {
            for (next = i + 1; next < count &&
                               compare_first(w, order[i], order[next]) == 0;) {
                next++;
            }
            if (pass == 0 && next == i + 1) {
                canonical_issue(w, order[i]);
            } else if (pass == 1 && next > i + 1) {
                VC_TRY(name_group(w, order + i, next - i));
            }
        }
    }
    return VC_OK;
}

/* Steps 6 and 7: the lines under their new names, sorted. */
static enum vc_status
write_result(struct work *w, struct sorter *sorter, struct vc_view *out)
{
    size_t count = w->dataset->count;
    struct label *labels = vc_arena_array(w->arena, w->nodes, sizeof(*labels));
    char *text = NULL;
    size_t at = 0;

    if (labels == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t n = 0; n < w->nodes; n++) {
        labels[n].size = (uint32_t)write_label(
            labels[n].text, VC_VIEW("_:c14n"), w->canonical[n]);
    }
    w->text.size = 0;
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &w->lines[i];
        struct vc_view fill[3] = {{0}};

        for (size_t place = 0; place < 3; place++) {
            if (line->node[place] != NONE) {
                const struct label *label = &labels[line->node[place]];

                fill[place] = (struct vc_view){label->text, label->size};
            }
        }
        sorter->pieces[i].at = (uint32_t)w->text.size;
        fill_line(w, &w->text, line, fill);
        VC_TRY(w->text.status);
        sorter->pieces[i].size = (uint32_t)w->text.size - sorter->pieces[i].at;
    }
    sorter_run(sorter, w->text.data, count);
    text = vc_arena_alloc(w->arena, w->text.size + 1);
    if (text == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &sorter->pieces[sorter->order[i]];

        memcpy(text + at, w->text.data + piece->at, piece->size);
        at += piece->size;
    }
    *out = (struct vc_view){text, at};
    return VC_OK;
}

static enum vc_status
prepare(struct work *w)
{
    size_t quads = w->dataset->count;

    vc_buf_init(&w->shared, w->arena, quads * 160 + 64, UINT32_MAX);
    vc_buf_init(&w->text, w->arena, quads * 192 + 64, UINT32_MAX);
    w->lines = vc_arena_array(w->arena, quads, sizeof(*w->lines));
    w->first = vc_arena_array(w->arena, w->nodes, w->hash_size);
    w->canonical = vc_arena_array(w->arena, w->nodes, sizeof(*w->canonical));
    w->trial = vc_arena_zalloc(w->arena, w->nodes * sizeof(*w->trial));
    if (w->lines == NULL || w->first == NULL || w->canonical == NULL ||
        w->trial == NULL || !vc_buf_reserve(&w->text, 1)) {
        return VC_NO_MEMORY;
    }
    memset(w->canonical, 0xFF, w->nodes * sizeof(*w->canonical));
    VC_TRY(write_lines(w));
    return index_mentions(w);
}

enum vc_status
vc_rdfc_canonicalize(struct vc_arena *arena, struct vc_crypto *crypto,
                     const struct vc_dataset *dataset,
                     const struct vc_rdfc_options *options,
                     struct vc_rdfc_result *out, struct vc_error *error)
{
    const struct vc_rdfc_options none = {0};
    struct work w = {.arena = arena,
                     .crypto = crypto,
                     .dataset = dataset,
                     .error = error,
                     .nodes = dataset->blank_count};
    struct sorter sorter;

    options = options != NULL ? options : &none;
    w.hash = options->hash != 0 ? options->hash : VC_SHA256;
    w.hash_size = vc_crypto_hash_size(w.hash);
    w.max_calls = options->max_calls != 0 ? options->max_calls
                                          : (size_t)VC_RDFC_MAX_CALLS;
    w.max_steps = options->max_steps != 0 ? options->max_steps
                                          : (size_t)VC_RDFC_MAX_STEPS;
    VC_TRY(prepare(&w));
    VC_TRY(sorter_make(&w, dataset->count, &sorter));
    VC_TRY(name_nodes(&w, &sorter));
    VC_TRY(write_result(&w, &sorter, &out->text));
    out->numbers = w.canonical;
    out->calls = w.calls;
    out->steps = w.steps;
    return VC_OK;
}
