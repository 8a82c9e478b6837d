/* SPDX-License-Identifier: Apache-2.0 */
/* verdict: the layers, judged one after another. A layer that could not be
 * judged says so and never counts as good. */

#include "vc/verdict.h"

#include "judge.h"

#include "vc/bake.h"

enum {
    MAX_BYTES = 1 << 20,
    MAX_PROOFS = 8,
    MAX_ENDORSEMENTS = 64 /* and credentials in a record */
};

/* --- form ---------------------------------------------------------------- */

enum vc_status
vc_judge_say_form(struct judge *j, struct vc_finding *f, enum vc_status status,
                  const struct vc_error *error)
{
    enum vc_finding_code code = VC_FINDING_FORM_LINKED_DATA;
    bool place = false;

    if (status == VC_NO_MEMORY) {
        return status;
    }
    if (status == VC_FORM_CONTEXT) {
        code = VC_FINDING_FORM_BAD_CONTEXT;
    } else if (status == VC_FORM_DATE) {
        code = VC_FINDING_FORM_BAD_DATE;
        place = true;
    } else if (status == VC_FORM_MEMBER) {
        code = VC_FINDING_FORM_BAD_MEMBER;
        place = true;
    } else if (status == VC_FORM_BLANK || (status >= VC_SAFE_UNDEFINED_TERM &&
                                           status <= VC_SAFE_DIRECTION)) {
        code = VC_FINDING_FORM_UNDEFINED;
        place = true;
    } else if (status == VC_RDFC_WORK || status == VC_LIMIT) {
        vc_judge_say(f, VC_FINDING_FORM_TOO_COMPLEX);
        return VC_OK;
    }
    vc_judge_say(f, code);
    VC_TRY(vc_judge_copy(j, f, "detail",
                         error->message[0] != '\0' ? error->message
                                                   : vc_status_text(status)));
    return place ? vc_judge_copy(j, f, "path",
                                 error->path[0] != '\0' ? error->path : "/")
                 : VC_OK;
}

static enum vc_status
say_not_json(struct judge *j, struct vc_finding *f, enum vc_status status,
             const struct vc_error *error)
{
    if (status == VC_NO_MEMORY) {
        return status;
    }
    vc_judge_say(f, VC_FINDING_FORM_NOT_JSON);
    VC_TRY(vc_judge_copy(j, f, "detail", vc_status_text(status)));
    return vc_judge_number(j, f, "line", error->line);
}

/* --- dates --------------------------------------------------------------- */

static enum vc_status
judge_dates(struct judge *j, struct vc_verdict *v)
{
    struct vc_finding *f = &v->layers[VC_LAYER_DATES];
    const struct vc_badge *badge = &v->badge;

    if (badge->has_from && j->options->now_ms < badge->from_ms) {
        vc_judge_say(f, VC_FINDING_DATES_NOT_YET);
        return vc_judge_date(j, f, badge->from_ms);
    }
    if (badge->has_until && j->options->now_ms > badge->until_ms) {
        vc_judge_say(f, VC_FINDING_DATES_EXPIRED);
        return vc_judge_date(j, f, badge->until_ms);
    }
    /* The form check stops at its first fault, perhaps before the dates. */
    vc_judge_say(f,
                 vc_judge_is_good(&v->layers[VC_LAYER_FORM]) || badge->has_from
                     ? VC_FINDING_DATES_OK
                     : VC_FINDING_DATES_NOT_CHECKED);
    return VC_OK;
}

/* --- the whole ----------------------------------------------------------- */

static void
decide(struct vc_verdict *v)
{
    enum vc_outcome worst = VC_OUTCOME_OK;

    for (int i = 0; i < VC_LAYER_COUNT; i++) {
        enum vc_outcome outcome = vc_verdict_outcome(&v->layers[i]);

        if (i == VC_LAYER_ACCREDITATION && outcome != VC_OUTCOME_FAILED) {
            continue;
        }
        worst = outcome > worst ? outcome : worst;
    }
    v->result = worst == VC_OUTCOME_FAILED    ? VC_RESULT_NOT_VERIFIED
                : worst == VC_OUTCOME_UNKNOWN ? VC_RESULT_UNKNOWN
                                              : VC_RESULT_VERIFIED;
}

/* All layers of a credential, signed by `token` or by the proofs in it. */
static enum vc_status
judge_layers(struct judge *j, const struct vc_json *document,
             const struct vc_jwt *token, unsigned nesting,
             struct vc_verdict *out)
{
    struct judge_subject subject = {.document = document, .verdict = out};
    struct vc_badge_rules rules = j->options->rules;
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    *out = (struct vc_verdict){0};
    rules.strict = false;
    vc_judge_say(&out->layers[VC_LAYER_FORM], VC_FINDING_FORM_OK);
    vc_judge_say(&out->layers[VC_LAYER_ACCREDITATION],
                 VC_FINDING_ACCREDITATION_UNKNOWN);
    s = vc_badge_check(document, &rules, &out->badge, &error);
    if (s != VC_OK) {
        VC_TRY(vc_judge_say_form(j, &out->layers[VC_LAYER_FORM], s, &error));
    } else {
        VC_TRY(vc_judge_schemas(j, document, &out->layers[VC_LAYER_FORM]));
    }
    /* Contexts that are not allowed are not processed at all. */
    subject.tried = s == VC_FORM_CONTEXT;
    if (token != NULL) {
        VC_TRY(vc_judge_read_once(j, &subject, false));
        VC_TRY(vc_judge_token_proof(j, token, out));
    } else {
        VC_TRY(vc_judge_proofs(j, &subject));
    }
    VC_TRY(judge_dates(j, out));
    VC_TRY(vc_judge_status(j, document, nesting, out));
    VC_TRY(vc_judge_embedded(j, document, nesting, out));
    decide(out);
    return VC_OK;
}

enum vc_status
vc_judge_document(struct judge *j, const struct vc_json *document,
                  unsigned nesting, struct vc_verdict *out)
{
    return judge_layers(j, document, NULL, nesting, out);
}

/* Nothing but the form can be judged. */
static void
judge_nothing(struct vc_verdict *v)
{
    vc_judge_say(&v->layers[VC_LAYER_PROOF], VC_FINDING_PROOF_NOT_CHECKED);
    vc_judge_say(&v->layers[VC_LAYER_KEY], VC_FINDING_KEY_NOT_CHECKED);
    vc_judge_say(&v->layers[VC_LAYER_KEY_TIME],
                 VC_FINDING_KEY_TIME_NOT_CHECKED);
    vc_judge_say(&v->layers[VC_LAYER_DATES], VC_FINDING_DATES_NOT_CHECKED);
    vc_judge_say(&v->layers[VC_LAYER_STATUS], VC_FINDING_STATUS_NONE);
    vc_judge_say(&v->layers[VC_LAYER_ENDORSEMENTS],
                 VC_FINDING_ENDORSEMENTS_NONE);
    vc_judge_say(&v->layers[VC_LAYER_ACCREDITATION],
                 VC_FINDING_ACCREDITATION_UNKNOWN);
    decide(v);
}

enum vc_status
vc_judge_token(struct judge *j, struct vc_view text,
               const struct vc_json_limits *limits, unsigned nesting,
               struct vc_verdict *out, const struct vc_json **out_document)
{
    struct vc_error error = {0};
    struct vc_jwt token;
    enum vc_status s = vc_jwt_read(j->arena, text, limits, &token, &error);

    if (s == VC_NO_MEMORY) {
        return s;
    }
    *out = (struct vc_verdict){0};
    if (s != VC_OK) {
        vc_judge_say(&out->layers[VC_LAYER_FORM], VC_FINDING_FORM_NOT_TOKEN);
        VC_TRY(vc_judge_copy(j, &out->layers[VC_LAYER_FORM], "detail",
                             error.message));
        judge_nothing(out);
        return VC_OK;
    }
    *out_document = token.credential;
    return judge_layers(j, token.credential, &token, nesting, out);
}

static enum vc_status
judge_json(struct judge *j, struct vc_view bytes,
           const struct vc_json_limits *limits, unsigned nesting,
           struct vc_verdict *out, const struct vc_json **out_document)
{
    struct vc_error error = {0};
    struct vc_json *document = NULL;
    struct vc_view token;
    enum vc_status s =
        vc_json_parse(j->arena, bytes, limits, &document, &error);

    if (s != VC_OK) {
        VC_TRY(say_not_json(j, &out->layers[VC_LAYER_FORM], s, &error));
        judge_nothing(out);
        return VC_OK;
    }
    token = vc_judge_enveloped(document);
    if (token.data != NULL) {
        return vc_judge_token(j, token, limits, nesting, out, out_document);
    }
    *out_document = document;
    return judge_layers(j, document, NULL, nesting, out);
}

enum vc_status
vc_judge_bytes(struct judge *j, struct vc_view bytes, size_t max_bytes,
               unsigned nesting, struct vc_verdict *out,
               const struct vc_json **out_document)
{
    const struct vc_json_limits limits = {.max_bytes = max_bytes,
                                          .max_depth = VC_JUDGE_MAX_DEPTH};
    const struct vc_json *document = NULL;

    out_document = out_document != NULL ? out_document : &document;
    *out_document = NULL;
    *out = (struct vc_verdict){0};
    if (bytes.size > max_bytes) {
        vc_judge_say(&out->layers[VC_LAYER_FORM], VC_FINDING_FORM_TOO_LARGE);
        VC_TRY(vc_judge_number(j, &out->layers[VC_LAYER_FORM], "limit",
                               max_bytes));
        judge_nothing(out);
        return VC_OK;
    }
    return vc_jws_looks_like(bytes)
               ? vc_judge_token(j, bytes, &limits, nesting, out, out_document)
               : judge_json(j, bytes, &limits, nesting, out, out_document);
}

/* A picture is judged by what is baked into it, which then stands in `*bytes`. */
static enum vc_status
open_picture(struct judge *j, struct vc_view *bytes, struct vc_finding *form)
{
    struct vc_error error = {0};
    enum vc_status s = VC_OK;

    if (vc_bake_kind(*bytes) == VC_PICTURE_NONE) {
        return VC_OK;
    }
    s = vc_bake_read(j->arena, *bytes, bytes, &error);
    if (s == VC_OK || s == VC_NO_MEMORY) {
        return s;
    }
    vc_judge_say(form, VC_FINDING_FORM_BAD_PICTURE);
    return vc_judge_copy(j, form, "detail", error.message);
}

static size_t
or_default(size_t value, size_t fallback)
{
    return value != 0 ? value : fallback;
}

enum vc_status
vc_verdict_make(struct vc_arena *arena, struct vc_view bytes,
                const struct vc_verdict_options *options,
                struct vc_verdict *out)
{
    struct judge j = {.arena = arena,
                      .options = options,
                      .max_proofs = or_default(options->max_proofs, MAX_PROOFS),
                      .max_endorsements = or_default(options->max_endorsements,
                                                     MAX_ENDORSEMENTS)};

    *out = (struct vc_verdict){0};
    VC_TRY(open_picture(&j, &bytes, &out->layers[VC_LAYER_FORM]));
    if (out->layers[VC_LAYER_FORM].code == VC_FINDING_FORM_BAD_PICTURE) {
        judge_nothing(out);
        return VC_OK;
    }
    return vc_judge_bytes(&j, bytes, or_default(options->max_bytes, MAX_BYTES),
                          0, out, NULL);
}
