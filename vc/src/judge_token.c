/* SPDX-License-Identifier: Apache-2.0 */
/* judge_token: the signature around a token, its key and its claims. */

#include "judge.h"

#include "vc/jwk.h"

/* `kid` as the id of a key of the issuer's: a name without a scheme is one
 * within the issuer's own document. */
static enum vc_status
method_of(struct judge *j, struct vc_view kid, struct vc_view issuer,
          struct vc_view *out)
{
    if (issuer.data == NULL || memchr(kid.data, ':', kid.size) != NULL) {
        *out = kid;
        return VC_OK;
    }
    if (kid.data[0] != '#') {
        kid = vc_arena_join(j->arena, VC_VIEW("#"), kid);
    }
    *out = kid.data != NULL ? vc_arena_join(j->arena, issuer, kid) : kid;
    return out->data != NULL ? VC_OK : VC_NO_MEMORY;
}

/* The key that the header names. `*found` as in vc_judge_key; what is wrong
 * with the header itself goes to `p->proof`. */
static enum vc_status
find_key(struct judge *j, const struct vc_jws *jws, struct vc_view issuer,
         struct vc_verdict_proof *p, struct vc_key_method *out, bool *found)
{
    struct vc_error error = {0};
    struct vc_key brought;
    enum vc_status s = VC_OK;

    *found = false;
    if (jws->jwk != NULL) {
        s = vc_jwk_read(jws->jwk, &brought, &error);
        if (s != VC_OK) {
            return vc_judge_say_proof(j, &p->proof, VC_PROOF_FORM, p->suite,
                                      &error);
        }
    }
    if (jws->kid.size == 0) {
        *found = jws->jwk != NULL;
        if (!*found) {
            (void)vc_error_set(&error, VC_PROOF_FORM,
                               "the header names no key");
            return vc_judge_say_proof(j, &p->proof, VC_PROOF_FORM, p->suite,
                                      &error);
        }
        *out = (struct vc_key_method){.key = brought};
        return vc_judge_key_brought(j, issuer, out, &p->method, &p->key);
    }
    VC_TRY(method_of(j, jws->kid, issuer, &p->method));
    VC_TRY(vc_judge_key(j, issuer, p->method, out, found, &p->key));
    if (*found && jws->jwk != NULL && !vc_key_equal(&out->key, &brought)) {
        *found = false;
        (void)vc_error_set(&error, VC_PROOF_FORM,
                           "the header names one key and brings another");
        return vc_judge_say_proof(j, &p->proof, VC_PROOF_FORM, p->suite,
                                  &error);
    }
    return VC_OK;
}

/* Beyond a good signature: what the claims say, and when. */
static enum vc_status
say_claims(struct judge *j, const struct vc_jwt_times *times,
           enum vc_status claims, const struct vc_error *error,
           struct vc_finding *f)
{
    if (claims != VC_OK) {
        vc_judge_say(f, VC_FINDING_PROOF_CLAIMS);
        return vc_judge_copy(j, f, "detail", error->message);
    }
    /* Unlike validUntil, `exp` is the first moment that is too late. */
    if (times->has_until && j->options->now_ms >= times->until_ms) {
        vc_judge_say(f, VC_FINDING_PROOF_EXPIRED);
        return vc_judge_date(j, f, times->until_ms);
    }
    if (times->has_from && j->options->now_ms < times->from_ms) {
        vc_judge_say(f, VC_FINDING_PROOF_NOT_YET);
        return vc_judge_date(j, f, times->from_ms);
    }
    vc_judge_say(f, VC_FINDING_PROOF_OK);
    return VC_OK;
}

/* Without a date of the signature, the date of the credential stands for it,
 * which the issuer has signed as well. */
static const int64_t *
time_of(const struct vc_jwt_times *times, const struct vc_badge *badge)
{
    if (times->has_issued) {
        return &times->issued_ms;
    }
    return badge->has_from ? &badge->from_ms : NULL;
}

static enum vc_status
judge_one(struct judge *j, const struct vc_jwt *token,
          const struct vc_badge *badge, struct vc_verdict_proof *p)
{
    const struct vc_jws *jws = &token->jws;
    struct vc_jwt_times times;
    struct vc_key_method method;
    struct vc_error claims_error = {0};
    struct vc_error error = {0};
    bool found = false;
    enum vc_status claims = VC_OK;
    enum vc_status s = vc_jws_check_header(jws, &error);

    if (s != VC_OK) {
        return vc_judge_say_proof(j, &p->proof, s, p->suite, &error);
    }
    VC_TRY(find_key(j, jws, badge->issuer, p, &method, &found));
    if (!found) {
        return VC_OK;
    }
    claims = vc_jwt_check_claims(token, badge, &times, &claims_error);
    if (vc_judge_is_good(&p->key)) {
        VC_TRY(vc_judge_key_time(j, time_of(&times, badge), &method,
                                 &p->key_time));
    }
    s = vc_jws_check(jws, &method.key, &error);
    return s == VC_OK ? say_claims(j, &times, claims, &claims_error, &p->proof)
                      : vc_judge_say_proof(j, &p->proof, s, p->suite, &error);
}

enum vc_status
vc_judge_token_proof(struct judge *j, const struct vc_jwt *token,
                     struct vc_verdict *v)
{
    struct vc_verdict_proof *p = vc_arena_zalloc(j->arena, sizeof(*p));

    if (p == NULL) {
        return VC_NO_MEMORY;
    }
    p->suite = token->jws.algorithm;
    p->method = token->jws.kid;
    vc_judge_say(&p->proof, VC_FINDING_PROOF_NO_KEY);
    vc_judge_say(&p->key, VC_FINDING_KEY_NOT_CHECKED);
    vc_judge_say(&p->key_time, VC_FINDING_KEY_TIME_NOT_CHECKED);
    VC_TRY(judge_one(j, token, &v->badge, p));
    p->good = vc_judge_is_good(&p->proof) && vc_judge_is_good(&p->key) &&
              vc_judge_is_good(&p->key_time);
    v->proofs = p;
    v->proof_count = 1;
    v->layers[VC_LAYER_PROOF] = p->proof;
    v->layers[VC_LAYER_KEY] = p->key;
    v->layers[VC_LAYER_KEY_TIME] = p->key_time;
    return VC_OK;
}
