/* SPDX-License-Identifier: Apache-2.0 */
/* verdict: what can be said of a credential, layer by layer, the worst layer
 * deciding.
 *
 * Nothing is fetched: documents of issuers and lists of status come from the
 * caller's resolver, did:key carries its own. The verdict is about bytes; what
 * those bytes claim ("demonstration") is the caller's to show.
 */
#ifndef VC_VERDICT_H
#define VC_VERDICT_H

#include "vc/badge.h"
#include "vc/proof.h"

enum vc_layer {
    VC_LAYER_FORM,
    VC_LAYER_PROOF,
    VC_LAYER_KEY,      /* the key is the issuer's, for this purpose */
    VC_LAYER_KEY_TIME, /* and was good when the proof was made */
    VC_LAYER_DATES,
    VC_LAYER_STATUS,
    VC_LAYER_ENDORSEMENTS,
    VC_LAYER_ACCREDITATION, /* shown, but decides nothing unless it failed */
    VC_LAYER_COUNT
};

/* In the order of badness. */
enum vc_outcome {
    VC_OUTCOME_NOT_APPLICABLE,
    VC_OUTCOME_OK,
    VC_OUTCOME_UNKNOWN, /* could not be known */
    VC_OUTCOME_FAILED
};

/* The numbers are exit statuses. */
enum vc_result {
    VC_RESULT_VERIFIED = 0,
    VC_RESULT_NOT_VERIFIED = 1,
    VC_RESULT_UNKNOWN = 2
};

enum vc_finding_code {
#define VC_FINDING(name, outcome, code, reason) VC_FINDING_##name,
#include "vc/verdict.def"
#undef VC_FINDING
    VC_FINDING_COUNT
};

enum { VC_FINDING_VALUES = 3 };

/* What fills `%{name}` in a reason. */
struct vc_finding_value {
    const char *name;
    struct vc_view value;
};

struct vc_finding {
    enum vc_finding_code code;
    struct vc_finding_value values[VC_FINDING_VALUES];
    size_t value_count;
};

/* One of the proofs the document carries. */
struct vc_verdict_proof {
    struct vc_view suite; /* of a token: its algorithm */
    struct vc_view method;
    struct vc_finding proof;
    struct vc_finding key;
    struct vc_finding key_time;
    bool good; /* all three are */
};

struct vc_verdict {
    enum vc_result result;
    struct vc_finding layers[VC_LAYER_COUNT];
    struct vc_badge badge; /* who, what, when, as the document claims */
    const struct vc_verdict_proof *proofs;
    size_t proof_count;
    const struct vc_verdict *endorsements;
    size_t endorsement_count;
};

enum vc_resolved {
    VC_RESOLVED,          /* here it is */
    VC_RESOLVED_NOTHING,  /* surely there is none */
    VC_RESOLVED_UNKNOWN,  /* could not be had now */
    VC_RESOLVED_NO_MEMORY /* the arena is full: no verdict at all */
};

/* The caller's knowledge; a NULL function knows nothing. Bytes must live as
 * long as `arena`. */
struct vc_resolver {
    /* The DID or controller document of `id` (did:web:…, https://…). */
    enum vc_resolved (*document)(void *user, struct vc_arena *arena,
                                 struct vc_view id, struct vc_view *out);
    /* The status list credential at `address`. */
    enum vc_resolved (*status_list)(void *user, struct vc_arena *arena,
                                    struct vc_view address,
                                    struct vc_view *out);
    void *user;
    /* The JSON Schema at `address`. What is not known is not checked: the
     * tables of vc/badge.h hold all the same. */
    enum vc_resolved (*schema)(void *user, struct vc_arena *arena,
                               struct vc_view address, struct vc_view *out);
};

struct vc_verdict_options {
    struct vc_proof_tools tools;
    struct vc_badge_rules rules; /* further contexts; `strict` stays false */
    struct vc_resolver resolver;
    int64_t now_ms;
    size_t max_bytes;        /* of the credential; 0 = 1 MiB. A picture around
                                it may have VC_BAKE_MAX_PICTURE */
    size_t max_proofs;       /* 0 = 8 */
    size_t max_endorsements; /* and credentials in a record, in all, nested
                                ones included; 0 = 64 */
};

/* Judge the credential in `bytes`, which may be a PNG or SVG that carries one.
 * VC_OK whatever the verdict; only VC_NO_MEMORY is an error. The verdict and its
 * views live as long as `arena` and `bytes`. */
enum vc_status vc_verdict_make(struct vc_arena *arena, struct vc_view bytes,
                               const struct vc_verdict_options *options,
                               struct vc_verdict *out);

/* The outcome of a finding, its machine code ("key_revoked") and its reason in
 * English with `%{name}` placeholders, which is also what translators see. */
enum vc_outcome vc_verdict_outcome(const struct vc_finding *finding);
const char *vc_verdict_code(const struct vc_finding *finding);
const char *vc_verdict_reason(const struct vc_finding *finding);

/* "form", "proof", "key", "key_time", "dates", "status", "endorsements",
 * "accreditation"; "ok", "failed", "unknown", "not_applicable"; "verified",
 * "not verified", "unknown". */
const char *vc_verdict_layer_name(enum vc_layer layer);
const char *vc_verdict_outcome_name(enum vc_outcome outcome);
const char *vc_verdict_result_name(enum vc_result result);

/* Fill the placeholders of `reason` (the English one, or its translation).
 * Unknown placeholders stay as they are. Controls in values become spaces. */
enum vc_status vc_verdict_fill(struct vc_arena *arena,
                               const struct vc_finding *finding,
                               struct vc_view reason, struct vc_view *out);

/* The verdict as lines of English text, or as a JSON object. */
enum vc_status vc_verdict_text(struct vc_arena *arena,
                               const struct vc_verdict *verdict,
                               struct vc_view *out);
enum vc_status vc_verdict_json(struct vc_arena *arena,
                               const struct vc_verdict *verdict,
                               struct vc_view *out);

#endif
