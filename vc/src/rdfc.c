/* SPDX-License-Identifier: Apache-2.0 */
/* rdfc: RDFC-1.0, section 4.
 *
 * Each quad is written once, with gaps where blank nodes stand; the first
 * degree hashes and the final lines only fill the gaps. */

#include "vc/rdfc.h"

#include "rdfc_work.h"
#include "vc/quads.h"

struct label {
    char text[LABEL]; /* "_:c14n4294967295" is 16 */
    uint32_t size;
};

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
        VC_TRY(vc_rdfc_issue(w, nodes[i]));
        VC_TRY(vc_rdfc_n_degree(w, nodes[i], 0, items[made].hash));
        items[made].from = w->saved.count;
        for (size_t k = 0; k < w->issued.count; k++) {
            VC_TRY(vc_rdfc_push(w, &w->saved, w->issued.items[k]));
        }
        items[made].to = w->saved.count;
        vc_rdfc_undo(w, 0);
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
        labels[n].size = (uint32_t)vc_rdfc_label(
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
