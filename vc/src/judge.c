/* SPDX-License-Identifier: Apache-2.0 */
/* judge: how a finding is written down. */

#include "judge.h"

#include "vc/instant.h"

void
vc_judge_say(struct vc_finding *f, enum vc_finding_code code)
{
    *f = (struct vc_finding){.code = code};
}

void
vc_judge_with(struct vc_finding *f, const char *name, struct vc_view value)
{
    if (f->value_count < VC_FINDING_VALUES) {
        f->values[f->value_count++] = (struct vc_finding_value){
            name, value.data != NULL ? value : VC_VIEW("?")};
    }
}

enum vc_status
vc_judge_copy(struct judge *j, struct vc_finding *f, const char *name,
              const char *text)
{
    struct vc_view copy = vc_arena_copy(j->arena, vc_view_of(text));

    if (copy.data == NULL) {
        return VC_NO_MEMORY;
    }
    vc_judge_with(f, name, copy);
    return VC_OK;
}

enum vc_status
vc_judge_number(struct judge *j, struct vc_finding *f, const char *name,
                size_t number)
{
    char digits[24];
    size_t at = sizeof(digits);

    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return vc_judge_copy(j, f, name, digits + at);
}

bool
vc_judge_is_good(const struct vc_finding *f)
{
    return vc_verdict_outcome(f) <= VC_OUTCOME_OK;
}

enum vc_status
vc_judge_date(struct judge *j, struct vc_finding *f, int64_t ms)
{
    char text[VC_INSTANT_TEXT + 1];
    size_t n = vc_instant_write(ms, text);

    text[n] = '\0';
    return vc_judge_copy(j, f, "date", text);
}

enum vc_status
vc_judge_say_proof(struct judge *j, struct vc_finding *f, enum vc_status status,
                   struct vc_view suite, const struct vc_error *error)
{
    switch (status) {
    case VC_OK:
        vc_judge_say(f, VC_FINDING_PROOF_OK);
        return VC_OK;
    case VC_NO_MEMORY:
        return status;
    case VC_PROOF_SUITE:
        vc_judge_say(f, VC_FINDING_PROOF_UNKNOWN_SUITE);
        vc_judge_with(f, "suite", suite);
        return VC_OK;
    case VC_PROOF_PURPOSE:
        vc_judge_say(f, VC_FINDING_PROOF_OTHER_PURPOSE);
        return VC_OK;
    case VC_PROOF_SIGNATURE:
        vc_judge_say(f, VC_FINDING_PROOF_WRONG);
        return VC_OK;
    default:
        vc_judge_say(f, VC_FINDING_PROOF_INCOMPLETE);
        return vc_judge_copy(j, f, "detail",
                             error->message[0] != '\0'
                                 ? error->message
                                 : vc_status_text(status));
    }
}

bool
vc_judge_has_text(const struct vc_json *value, struct vc_view text)
{
    if (vc_json_is(value, VC_JSON_ARRAY)) {
        for (VC_JSON_EACH(item, value)) {
            if (vc_json_is_text(item, text)) {
                return true;
            }
        }
    }
    return vc_json_is_text(value, text);
}
