/* SPDX-License-Identifier: Apache-2.0 */
/* judge_proof: the proofs that a document carries, alone, in sets and in
 * chains. */

#include "judge.h"

#include "proof_hash.h"

enum vc_status
vc_judge_read_once(struct judge *j, struct judge_subject *subject, bool as_rdf)
{
    struct vc_error error = {0};
    struct vc_finding *form = &subject->verdict->layers[VC_LAYER_FORM];
    enum vc_status s = VC_OK;

    if (subject->tried &&
        (!subject->readable || !as_rdf || subject->hash.size != 0)) {
        return VC_OK;
    }
    subject->tried = true;
    s = as_rdf ? vc_proof_hash_document(j->arena, &j->options->tools,
                                        subject->document, VC_SHA256,
                                        &subject->hash, &error)
               : vc_proof_defined(j->arena, &j->options->tools,
                                  subject->document, &error);
    subject->readable = s == VC_OK;
    return s == VC_OK || (s != VC_NO_MEMORY && !vc_judge_is_good(form))
               ? VC_OK
               : vc_judge_say_form(j, form, s, &error);
}

static enum vc_status
judge_signature(struct judge *j, struct judge_subject *subject,
                const struct vc_proof *proof, const struct vc_key *key,
                struct vc_finding *f)
{
    const struct vc_proof_hash *hash =
        vc_proof_hash_for(key) == VC_SHA256 ? &subject->hash : NULL;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    if (!subject->readable) {
        vc_judge_say(f, VC_FINDING_PROOF_NOT_CHECKED);
        return VC_OK;
    }
    s = vc_proof_check(j->arena, &j->options->tools, subject->document, proof,
                       hash, key, &error);
    if (s == VC_OK && proof->has_expires &&
        j->options->now_ms > proof->expires_ms) {
        vc_judge_say(f, VC_FINDING_PROOF_EXPIRED);
        return vc_judge_date(j, f, proof->expires_ms);
    }
    return vc_judge_say_proof(j, f, s, proof->suite, &error);
}

static enum vc_status
judge_proof(struct judge *j, struct judge_subject *subject,
            const struct vc_json *node, struct vc_verdict_proof *out)
{
    struct vc_error error = {0};
    struct vc_proof proof;
    struct vc_key_method method;
    bool found = false;
    enum vc_status s = vc_proof_read(node, &proof, &error);

    *out =
        (struct vc_verdict_proof){.suite = proof.suite, .method = proof.method};
    vc_judge_say(&out->key, VC_FINDING_KEY_NOT_CHECKED);
    vc_judge_say(&out->key_time, VC_FINDING_KEY_TIME_NOT_CHECKED);
    if (s != VC_OK) {
        return vc_judge_say_proof(j, &out->proof, s, proof.suite, &error);
    }
    VC_TRY(vc_judge_read_once(j, subject, proof.form == VC_PROOF_RDFC));
    VC_TRY(vc_judge_key(j, subject->verdict->badge.issuer, proof.method,
                        &method, &found, &out->key));
    if (!found) {
        vc_judge_say(&out->proof, VC_FINDING_PROOF_NO_KEY);
        return VC_OK;
    }
    VC_TRY(vc_judge_key_time(j, proof.has_created ? &proof.created_ms : NULL,
                             &method, &out->key_time));
    VC_TRY(judge_signature(j, subject, &proof, &method.key, &out->proof));
    out->good = vc_judge_is_good(&out->proof) && vc_judge_is_good(&out->key) &&
                vc_judge_is_good(&out->key_time);
    return VC_OK;
}

static bool
is_failed(const struct vc_verdict_proof *p)
{
    return vc_verdict_outcome(&p->proof) == VC_OUTCOME_FAILED;
}

/* A proof in a chain vouches for the proofs it names: it cannot be better than
 * they are. One that could not be checked, since its key is a third party's,
 * is left to that party. As many rounds as there are proofs: a fault at the
 * beginning of a chain goes through to its end. */
static void
judge_chains(const struct vc_json *first, struct vc_verdict_proof *items,
             size_t count)
{
    for (size_t round = 0; round < count; round++) {
        const struct vc_json *node = first;

        for (size_t i = 0; i < count; i++, node = node->next) {
            const struct vc_json *previous =
                vc_json_get(node, VC_VIEW("previousProof"));
            const struct vc_json *other = first;

            for (size_t k = 0; k < count; k++, other = other->next) {
                struct vc_view id = vc_json_get_text(other, VC_VIEW("id"));

                if (id.data != NULL && !is_failed(&items[i]) &&
                    is_failed(&items[k]) && vc_judge_has_text(previous, id)) {
                    vc_judge_say(&items[i].proof, VC_FINDING_PROOF_CHAIN);
                    items[i].good = false;
                }
            }
        }
    }
}

/* Any one good proof is enough; else the first speaks for all. */
enum vc_status
vc_judge_proofs(struct judge *j, struct judge_subject *subject)
{
    struct vc_verdict *v = subject->verdict;
    const struct vc_json *proofs =
        vc_json_get(subject->document, VC_VIEW("proof"));
    bool list = vc_json_is(proofs, VC_JSON_ARRAY);
    size_t count = proofs == NULL ? 0 : list ? proofs->count : 1;
    struct vc_verdict_proof *items = NULL;
    const struct vc_json *first = list ? vc_json_first(proofs) : proofs;
    const struct vc_json *node = first;
    size_t best = 0;

    vc_judge_say(&v->layers[VC_LAYER_KEY], VC_FINDING_KEY_NOT_CHECKED);
    vc_judge_say(&v->layers[VC_LAYER_KEY_TIME],
                 VC_FINDING_KEY_TIME_NOT_CHECKED);
    if (count == 0) {
        vc_judge_say(&v->layers[VC_LAYER_PROOF], VC_FINDING_PROOF_NONE);
        return VC_OK;
    }
    if (count > j->max_proofs) {
        vc_judge_say(&v->layers[VC_LAYER_PROOF], VC_FINDING_PROOF_TOO_MANY);
        return vc_judge_number(j, &v->layers[VC_LAYER_PROOF], "limit",
                               j->max_proofs);
    }
    items = vc_arena_array(j->arena, count, sizeof(*items));
    if (items == NULL) {
        return VC_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++, node = node->next) {
        VC_TRY(judge_proof(j, subject, node, &items[i]));
    }
    judge_chains(first, items, count);
    while (best < count && !items[best].good) {
        best++;
    }
    best = best < count ? best : 0;
    v->proofs = items;
    v->proof_count = count;
    v->layers[VC_LAYER_PROOF] = items[best].proof;
    v->layers[VC_LAYER_KEY] = items[best].key;
    v->layers[VC_LAYER_KEY_TIME] = items[best].key_time;
    return VC_OK;
}
