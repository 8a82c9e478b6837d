/* SPDX-License-Identifier: Apache-2.0 */
/* rdfc_paths: Hash N-Degree Quads (RDFC-1.0, section 4.8), which tells apart
 * the blank nodes that look alike.
 *
 * The issuer that the algorithm copies for each trial is one stack here: a trial
 * pushes, and giving it up pops. */

#include "rdfc_work.h"

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

size_t
vc_rdfc_label(char *out, struct vc_view prefix, uint32_t number)
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

    vc_buf_add(buf,
               (struct vc_view){text, vc_rdfc_label(text, prefix, number)});
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

enum vc_status
vc_rdfc_push(struct work *w, struct numbers *stack, uint32_t item)
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

enum vc_status
vc_rdfc_issue(struct work *w, uint32_t node)
{
    VC_TRY(vc_rdfc_push(w, &w->issued, node));
    w->trial[node] = (uint32_t)w->issued.count;
    return VC_OK;
}

void
vc_rdfc_undo(struct work *w, size_t count)
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

    if (count == 0) {
        return VC_OK; /* nothing was ever pushed, perhaps: no items to sort */
    }
    for (size_t i = 0; i < 2 * count; i++) {
        VC_TRY(vc_rdfc_push(w, &w->saved, (uint32_t)(first + i)));
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
                VC_TRY(vc_rdfc_issue(w, node));
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

        VC_TRY(vc_rdfc_n_degree(w, node, depth + 1, hash));
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
        VC_TRY(vc_rdfc_push(w, &w->saved, w->issued.items[i]));
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
        VC_TRY(vc_rdfc_push(w, &w->saved,
                            w->related[w->saved.items[order + i]].node));
    }
    best.saved_at = w->saved.count;
    do {
        bool given_up = false;

        VC_TRY(walk(w, at, count, &best, depth, &given_up));
        if (!given_up && (!best.found || compare_with_best(w, &best) < 0)) {
            VC_TRY(keep_best(w, &best));
        }
        w->text.size = best.text_at + best.text_size;
        vc_rdfc_undo(w, best.issued_mark);
    } while (next_arrangement(w->saved.items + at, count));
    for (size_t i = best.saved_at; i < w->saved.count; i++) {
        VC_TRY(vc_rdfc_issue(w, w->saved.items[i]));
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

enum vc_status
vc_rdfc_n_degree(struct work *w, uint32_t node, unsigned depth,
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
