/* SPDX-License-Identifier: Apache-2.0 */
/* verdict_write: a verdict as words, as lines and as JSON. */

#include "vc/verdict.h"

static const struct {
    enum vc_outcome outcome;
    const char *code;
    const char *reason;
} findings[] = {
#define VC_FINDING(name, outcome, code, reason)                                \
    {VC_OUTCOME_##outcome, code, reason},
#include "vc/verdict.def"
#undef VC_FINDING
};

enum vc_outcome
vc_verdict_outcome(const struct vc_finding *finding)
{
    return findings[finding->code].outcome;
}

const char *
vc_verdict_code(const struct vc_finding *finding)
{
    return findings[finding->code].code;
}

const char *
vc_verdict_reason(const struct vc_finding *finding)
{
    return findings[finding->code].reason;
}

const char *
vc_verdict_layer_name(enum vc_layer layer)
{
    static const char *const names[VC_LAYER_COUNT] = {
        "form",  "proof",  "key",          "key_time",
        "dates", "status", "endorsements", "accreditation"};

    return names[layer];
}

const char *
vc_verdict_outcome_name(enum vc_outcome outcome)
{
    static const char *const names[] = {"not_applicable", "ok", "unknown",
                                        "failed"};

    return names[outcome];
}

const char *
vc_verdict_result_name(enum vc_result result)
{
    static const char *const names[] = {"verified", "not verified", "unknown"};

    return names[result];
}

/* Values come out of hostile documents: no control may reach a terminal. */
static void
add_value(struct vc_buf *buf, struct vc_view value)
{
    for (size_t i = 0; i < value.size; i++) {
        unsigned char u = (unsigned char)value.data[i];

        vc_buf_byte(buf, u < 0x20 || u == 0x7F ? ' ' : value.data[i]);
    }
}

/* The value of the placeholder at the beginning of `text`, and how long the
 * placeholder is; NULL if there is none. */
static const struct vc_finding_value *
placeholder(const struct vc_finding *finding, struct vc_view text,
            size_t *out_size)
{
    const char *close = NULL;

    if (!vc_view_starts(text, VC_VIEW("%{"))) {
        return NULL;
    }
    close = memchr(text.data, '}', text.size);
    for (size_t i = 0; close != NULL && i < finding->value_count; i++) {
        struct vc_view name = {text.data + 2, (size_t)(close - text.data) - 2};

        if (vc_view_equal(name, vc_view_of(finding->values[i].name))) {
            *out_size = (size_t)(close - text.data) + 1;
            return &finding->values[i];
        }
    }
    return NULL;
}

static void
add_reason(struct vc_buf *buf, const struct vc_finding *finding,
           struct vc_view reason)
{
    for (size_t i = 0; i < reason.size;) {
        size_t size = 0;
        const struct vc_finding_value *value = placeholder(
            finding, (struct vc_view){reason.data + i, reason.size - i}, &size);

        if (value != NULL) {
            add_value(buf, value->value);
            i += size;
        } else {
            vc_buf_byte(buf, reason.data[i++]);
        }
    }
}

enum vc_status
vc_verdict_fill(struct vc_arena *arena, const struct vc_finding *finding,
                struct vc_view reason, struct vc_view *out)
{
    struct vc_buf buf;

    vc_buf_init(&buf, arena, reason.size + 64, 0);
    add_reason(&buf, finding, reason);
    return vc_buf_finish(&buf, out);
}

/* --- lines --------------------------------------------------------------- */

static void
add_text(struct vc_buf *buf, const char *text)
{
    vc_buf_add(buf, vc_view_of(text));
}

static void
add_line(struct vc_buf *buf, const char *indent, const char *name,
         const struct vc_finding *finding)
{
    add_text(buf, indent);
    add_text(buf, name);
    add_text(buf, ": ");
    add_text(buf, vc_verdict_outcome_name(vc_verdict_outcome(finding)));
    add_text(buf, ". ");
    add_reason(buf, finding, vc_view_of(vc_verdict_reason(finding)));
    vc_buf_byte(buf, '\n');
}

static void
add_fact(struct vc_buf *buf, const char *indent, const char *name,
         struct vc_view value)
{
    if (value.data != NULL) {
        add_text(buf, indent);
        add_text(buf, name);
        add_text(buf, ": ");
        add_value(buf, value);
        vc_buf_byte(buf, '\n');
    }
}

/* Endorsements of endorsements are few (vc_verdict_make bounds them). */
static void
add_verdict_text(struct vc_buf *buf, const struct vc_verdict *v,
                 const char *indent)
{
    add_text(buf, indent);
    add_text(buf, "result: ");
    add_text(buf, vc_verdict_result_name(v->result));
    vc_buf_byte(buf, '\n');
    add_fact(buf, indent, "name", v->badge.name);
    add_fact(buf, indent, "issuer", v->badge.issuer);
    add_fact(buf, indent, "issuer name", v->badge.issuer_name);
    add_fact(buf, indent, "id", v->badge.id);
    for (int i = 0; i < VC_LAYER_COUNT; i++) {
        add_line(buf, indent, vc_verdict_layer_name((enum vc_layer)i),
                 &v->layers[i]);
    }
    for (size_t i = 0; v->proof_count > 1 && i < v->proof_count; i++) {
        add_line(buf, indent, "one of the proofs", &v->proofs[i].proof);
    }
    for (size_t i = 0; i < v->endorsement_count; i++) {
        add_text(buf, indent);
        add_text(buf, "endorsement:\n");
        add_verdict_text(buf, &v->endorsements[i],
                         indent[0] == '\0' ? "  " : "    ");
    }
}

enum vc_status
vc_verdict_text(struct vc_arena *arena, const struct vc_verdict *verdict,
                struct vc_view *out)
{
    struct vc_buf buf;

    vc_buf_init(&buf, arena, 2048, 0);
    add_verdict_text(&buf, verdict, "");
    return vc_buf_finish(&buf, out);
}

/* --- JSON ---------------------------------------------------------------- */

static enum vc_status
set_view(struct vc_arena *arena, struct vc_json *object, struct vc_view name,
         struct vc_view value)
{
    return value.data == NULL
               ? VC_OK
               : vc_json_set(object, name, vc_json_string(arena, value));
}

static enum vc_status
set_text(struct vc_arena *arena, struct vc_json *object, struct vc_view name,
         const char *value)
{
    return set_view(arena, object, name, vc_view_of(value));
}

static enum vc_status
finding_json(struct vc_arena *arena, const struct vc_finding *finding,
             struct vc_json *out)
{
    struct vc_view reason;

    VC_TRY(set_text(arena, out, VC_VIEW("outcome"),
                    vc_verdict_outcome_name(vc_verdict_outcome(finding))));
    VC_TRY(set_text(arena, out, VC_VIEW("code"), vc_verdict_code(finding)));
    VC_TRY(vc_verdict_fill(arena, finding,
                           vc_view_of(vc_verdict_reason(finding)), &reason));
    return set_view(arena, out, VC_VIEW("reason"), reason);
}

static enum vc_status
layers_json(struct vc_arena *arena, const struct vc_verdict *v,
            struct vc_json *out)
{
    struct vc_json *layers = vc_json_array(arena);

    if (layers == NULL) {
        return VC_NO_MEMORY;
    }
    for (int i = 0; i < VC_LAYER_COUNT; i++) {
        struct vc_json *layer = vc_json_object(arena);

        if (layer == NULL) {
            return VC_NO_MEMORY;
        }
        VC_TRY(set_text(arena, layer, VC_VIEW("layer"),
                        vc_verdict_layer_name((enum vc_layer)i)));
        VC_TRY(finding_json(arena, &v->layers[i], layer));
        VC_TRY(vc_json_append(layers, layer));
    }
    return vc_json_set(out, VC_VIEW("layers"), layers);
}

static enum vc_status
proofs_json(struct vc_arena *arena, const struct vc_verdict *v,
            struct vc_json *out)
{
    struct vc_json *proofs = vc_json_array(arena);

    if (proofs == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < v->proof_count; i++) {
        const struct vc_verdict_proof *p = &v->proofs[i];
        struct vc_json *proof = vc_json_object(arena);

        if (proof == NULL) {
            return VC_NO_MEMORY;
        }
        VC_TRY(set_view(arena, proof, VC_VIEW("cryptosuite"), p->suite));
        VC_TRY(
            set_view(arena, proof, VC_VIEW("verificationMethod"), p->method));
        VC_TRY(set_text(arena, proof, VC_VIEW("proof"),
                        vc_verdict_code(&p->proof)));
        VC_TRY(
            set_text(arena, proof, VC_VIEW("key"), vc_verdict_code(&p->key)));
        VC_TRY(set_text(arena, proof, VC_VIEW("key_time"),
                        vc_verdict_code(&p->key_time)));
        VC_TRY(vc_json_append(proofs, proof));
    }
    return vc_json_set(out, VC_VIEW("proofs"), proofs);
}

static enum vc_status
verdict_json(struct vc_arena *arena, const struct vc_verdict *v,
             struct vc_json *out)
{
    const struct vc_badge *badge = &v->badge;
    struct vc_json *endorsements = vc_json_array(arena);

    if (endorsements == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(set_text(arena, out, VC_VIEW("result"),
                    vc_verdict_result_name(v->result)));
    VC_TRY(set_view(arena, out, VC_VIEW("id"), badge->id));
    VC_TRY(set_view(arena, out, VC_VIEW("name"), badge->name));
    VC_TRY(
        set_view(arena, out, VC_VIEW("achievement"), badge->achievement_name));
    VC_TRY(set_view(arena, out, VC_VIEW("issuer"), badge->issuer));
    VC_TRY(set_view(arena, out, VC_VIEW("issuerName"), badge->issuer_name));
    VC_TRY(set_view(arena, out, VC_VIEW("validFrom"), badge->valid_from));
    VC_TRY(set_view(arena, out, VC_VIEW("validUntil"), badge->valid_until));
    VC_TRY(layers_json(arena, v, out));
    VC_TRY(proofs_json(arena, v, out));
    for (size_t i = 0; i < v->endorsement_count; i++) {
        struct vc_json *one = vc_json_object(arena);

        if (one == NULL) {
            return VC_NO_MEMORY;
        }
        VC_TRY(verdict_json(arena, &v->endorsements[i], one));
        VC_TRY(vc_json_append(endorsements, one));
    }
    return vc_json_set(out, VC_VIEW("endorsements"), endorsements);
}

enum vc_status
vc_verdict_json(struct vc_arena *arena, const struct vc_verdict *verdict,
                struct vc_view *out)
{
    struct vc_json *object = vc_json_object(arena);

    if (object == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(verdict_json(arena, verdict, object));
    return vc_json_write(arena, object, 2, out);
}
