/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials in credentials: endorsements, records, and schemas that the
 * caller has. */
#include "vc_test.h"

#include "sample.h"

#include "vc/credential.h"

#define SCHEMA "https://centre.example/schema.json"

static struct sample s;
static struct vc_arena arena;
static const char *schema; /* at SCHEMA, or NULL */

static int
open_all(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return sample_open(&s) == VC_OK ? 0 : -1;
}

static int
close_all(void **state)
{
    (void)state;
    sample_close(&s);
    vc_arena_free(&arena);
    return 0;
}

static struct vc_json *
parse(struct vc_view text)
{
    struct vc_json *out = NULL;

    assert_int_equal(vc_json_parse(&arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

static struct vc_json *
issue(const struct vc_json *document)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);
    struct vc_error error = {0};
    struct vc_view text = {NULL, 0};
    struct vc_view out = {NULL, 0};

    assert_int_equal(vc_json_write(&arena, document, 0, &text), VC_OK);
    if (vc_credential_issue(&arena, &tools, text, NULL, &terms, &out, &error) !=
        VC_OK) {
        fail_msg("%s: %s", error.path, error.message);
    }
    return parse(out);
}

static enum vc_resolved
find_schema(void *user, struct vc_arena *a, struct vc_view address,
            struct vc_view *out)
{
    (void)user;
    (void)a;
    if (schema == NULL || !vc_view_equal(address, VC_VIEW(SCHEMA))) {
        return VC_RESOLVED_UNKNOWN;
    }
    *out = vc_view_of(schema);
    return VC_RESOLVED;
}

static struct vc_verdict
judge(const struct vc_json *document)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict v;
    struct vc_view text = {NULL, 0};

    options.resolver.schema = find_schema;
    assert_int_equal(vc_json_write(&arena, document, 0, &text), VC_OK);
    assert_int_equal(vc_verdict_make(&arena, text, &options, &v), VC_OK);
    return v;
}

static void
layer_is(const struct vc_json *document, enum vc_layer layer, const char *code,
         enum vc_result result)
{
    struct vc_verdict v = judge(document);

    assert_string_equal(vc_verdict_code(&v.layers[layer]), code);
    assert_int_equal(v.result, result);
}

/* A signed endorsement of `id`. */
static struct vc_json *
endorsement_of(const char *id)
{
    char text[1000];

    snprintf(text, sizeof(text),
             "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
             "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
             "\"id\":\"urn:x:endorsement\",\"type\":[\"VerifiableCredential\","
             "\"EndorsementCredential\"],\"name\":\"Good\",\"issuer\":{\"id\":"
             "\"" SAMPLE_DID "\",\"type\":[\"Profile\"],\"name\":\"C\"},"
             "\"validFrom\":\"2026-03-01T00:00:00Z\",\"credentialSubject\":"
             "{\"id\":\"%s\",\"type\":[\"EndorsementSubject\"],"
             "\"endorsementComment\":\"Well made.\"}}",
             id);
    return issue(parse(vc_view_of(text)));
}

static struct vc_json *
endorsed_by(struct vc_json *endorsement)
{
    struct vc_json *document = parse(VC_VIEW(sample_unsigned));
    struct vc_json *list = vc_json_array(&arena);

    assert_int_equal(vc_json_append(list, endorsement), VC_OK);
    assert_int_equal(vc_json_set(document, VC_VIEW("endorsement"), list),
                     VC_OK);
    return issue(document);
}

static void
an_endorsement_is_of_something_in_the_badge(void **state)
{
    (void)state;
    layer_is(endorsed_by(endorsement_of(SAMPLE_DID)), VC_LAYER_ENDORSEMENTS,
             "endorsements_ok", VC_RESULT_VERIFIED);
    layer_is(
        endorsed_by(endorsement_of("https://centre.example/achievements/1")),
        VC_LAYER_ENDORSEMENTS, "endorsements_ok", VC_RESULT_VERIFIED);
    layer_is(endorsed_by(endorsement_of("did:web:other.example")),
             VC_LAYER_ENDORSEMENTS, "endorsements_strange",
             VC_RESULT_NOT_VERIFIED);
    /* That an endorsement speaks of itself does not help. */
    layer_is(endorsed_by(endorsement_of("urn:x:endorsement")),
             VC_LAYER_ENDORSEMENTS, "endorsements_strange",
             VC_RESULT_NOT_VERIFIED);
}

/* A signed record with that credential in it. */
static struct vc_json *
record_of(struct vc_json *credential)
{
    struct vc_json *record = parse(VC_VIEW(
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"id\":\"urn:x:record\",\"type\":[\"VerifiableCredential\","
        "\"ClrCredential\"],\"name\":\"Transcript\",\"issuer\":{\"id\":"
        "\"" SAMPLE_DID "\",\"type\":[\"Profile\"],\"name\":\"C\"},"
        "\"validFrom\":\"2026-03-01T00:00:00Z\",\"credentialSubject\":"
        "{\"type\":[\"ClrSubject\"],\"id\":\"did:example:learner\"}}"));
    struct vc_json *list = vc_json_array(&arena);

    assert_int_equal(vc_json_append(list, credential), VC_OK);
    assert_int_equal(
        vc_json_set(vc_json_get(record, VC_VIEW("credentialSubject")),
                    VC_VIEW("verifiableCredential"), list),
        VC_OK);
    return issue(record);
}

static void
a_record_is_as_good_as_what_is_in_it(void **state)
{
    struct vc_json *inner = issue(parse(VC_VIEW(sample_unsigned)));

    (void)state;
    layer_is(record_of(vc_json_copy(&arena, inner)), VC_LAYER_ENDORSEMENTS,
             "record_ok", VC_RESULT_VERIFIED);
    assert_int_equal(vc_json_replace(inner, VC_VIEW("name"),
                                     vc_json_string(&arena, VC_VIEW("Other"))),
                     VC_OK);
    layer_is(record_of(inner), VC_LAYER_ENDORSEMENTS, "record_bad",
             VC_RESULT_NOT_VERIFIED);
    layer_is(record_of(parse(VC_VIEW(sample_unsigned))), VC_LAYER_ENDORSEMENTS,
             "record_bad", VC_RESULT_NOT_VERIFIED);
    layer_is(record_of(vc_json_string(&arena, VC_VIEW("a.b.c"))),
             VC_LAYER_ENDORSEMENTS, "record_bad", VC_RESULT_NOT_VERIFIED);
}

static void
a_schema_that_is_there_is_checked(void **state)
{
    struct vc_json *document = parse(VC_VIEW(sample_unsigned));

    (void)state;
    assert_int_equal(
        vc_json_append(
            vc_json_get(document, VC_VIEW("@context")),
            vc_json_string(&arena, VC_VIEW("https://purl.imsglobal.org/spec/"
                                           "ob/v3p0/extensions.json"))),
        VC_OK);
    assert_int_equal(
        vc_json_set(document, VC_VIEW("credentialSchema"),
                    parse(VC_VIEW("[{\"id\":\"" SCHEMA "\",\"type\":"
                                  "\"1EdTechJsonSchemaValidator2019\"}]"))),
        VC_OK);
    document = issue(document);
    schema = NULL;
    layer_is(document, VC_LAYER_FORM, "form_ok", VC_RESULT_VERIFIED);
    schema = "{\"required\":[\"name\"]}";
    layer_is(document, VC_LAYER_FORM, "form_ok", VC_RESULT_VERIFIED);
    schema = "{\"required\":[\"evidence\"]}";
    layer_is(document, VC_LAYER_FORM, "form_schema", VC_RESULT_NOT_VERIFIED);
    schema = "{\"unevaluatedProperties\":false}";
    layer_is(document, VC_LAYER_FORM, "form_schema_unread", VC_RESULT_UNKNOWN);
    schema = "no JSON";
    layer_is(document, VC_LAYER_FORM, "form_schema_unread", VC_RESULT_UNKNOWN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_endorsement_is_of_something_in_the_badge),
        cmocka_unit_test(a_record_is_as_good_as_what_is_in_it),
        cmocka_unit_test(a_schema_that_is_there_is_checked),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
