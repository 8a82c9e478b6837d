/* SPDX-License-Identifier: Apache-2.0 */
/* The form of presentations. */
#include "vc_test.h"

#include "vc/presentation.h"

#define CONTEXT "\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]"
#define CREDENTIAL                                                             \
    "{" CONTEXT ",\"type\":[\"VerifiableCredential\"],"                        \
    "\"issuer\":\"did:example:a\",\"credentialSubject\":{\"id\":\"did:b:c\"}}"
#define PRESENTATION(rest)                                                     \
    "{" CONTEXT ",\"type\":[\"VerifiablePresentation\"]" rest "}"

static const struct {
    const char *text;
    enum vc_status want;
    const char *path;
} cases[] = {
    {PRESENTATION(""), VC_OK, ""},
    {PRESENTATION(",\"id\":\"urn:x:y\",\"holder\":\"did:a:b\""), VC_OK, ""},
    {PRESENTATION(",\"holder\":{\"id\":\"did:a:b\"}"), VC_OK, ""},
    {PRESENTATION(",\"verifiableCredential\":" CREDENTIAL), VC_OK, ""},
    {PRESENTATION(",\"verifiableCredential\":[" CREDENTIAL "]"), VC_OK, ""},
    {PRESENTATION(",\"verifiableCredential\":[{\"@context\":\"https://www.w3."
                  "org/ns/credentials/v2\",\"type\":\"EnvelopedVerifiable"
                  "Credential\",\"id\":\"data:application/vc+jwt,a.b.c\"}]"),
     VC_OK, ""},
    {"[]", VC_FORM_MEMBER, ""},
    {"{\"type\":[\"VerifiablePresentation\"]}", VC_FORM_CONTEXT, "/@context"},
    {"{" CONTEXT "}", VC_FORM_MEMBER, ""},
    {"{" CONTEXT ",\"type\":\"Other\"}", VC_FORM_MEMBER, ""},
    {PRESENTATION(",\"id\":\"none\""), VC_FORM_MEMBER, "/id"},
    {PRESENTATION(",\"holder\":{\"name\":\"a\"}"), VC_FORM_MEMBER, "/holder"},
    {PRESENTATION(",\"holder\":[\"did:a:b\"]"), VC_FORM_MEMBER, "/holder"},
    {PRESENTATION(",\"verifiableCredential\":[\"a.b.c\"]"), VC_FORM_MEMBER,
     "/verifiableCredential/0"},
    {PRESENTATION(",\"verifiableCredential\":[" CREDENTIAL ",{" CONTEXT
                  ",\"type\":[\"VerifiableCredential\"]}]"),
     VC_FORM_MEMBER, ""},
    {PRESENTATION(",\"verifiableCredential\":{\"type\":\"EnvelopedVerifiable"
                  "Credential\",\"id\":\"data:,a.b.c\"}"),
     VC_FORM_CONTEXT, "/verifiableCredential/@context"},
    {PRESENTATION(",\"verifiableCredential\":{\"@context\":[],\"type\":"
                  "\"EnvelopedVerifiableCredential\",\"id\":\"data:,a.b.c\"}"),
     VC_FORM_CONTEXT, "/verifiableCredential/@context"},
    {PRESENTATION(",\"verifiableCredential\":{" CONTEXT ",\"type\":\"Enveloped"
                  "VerifiableCredential\",\"id\":\"https://a.example\"}"),
     VC_FORM_MEMBER, "/verifiableCredential"},
};

static void
presentations_are_taken_or_refused_with_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vc_arena arena;
        struct vc_json *document = NULL;
        struct vc_error error = {0};

        vc_arena_init(&arena, NULL, 0);
        assert_int_equal(vc_json_parse(&arena, vc_view_of(cases[i].text), NULL,
                                       &document, NULL),
                         VC_OK);
        assert_int_equal(vc_presentation_check(document, NULL, &error),
                         cases[i].want);
        assert_string_equal(error.path, cases[i].path);
        vc_arena_free(&arena);
    }
}

static void
the_number_of_credentials_is_limited(void **state)
{
    static char text[16384];
    struct vc_arena arena;
    struct vc_json *document = NULL;
    size_t n = (size_t)snprintf(text, sizeof(text),
                                "{" CONTEXT ",\"type\":[\"Verifiable"
                                "Presentation\"],"
                                "\"verifiableCredential\":"
                                "[" CREDENTIAL);

    (void)state;
    for (int i = 0; i < VC_PRESENTATION_MAX_CREDENTIALS; i++) {
        n += (size_t)snprintf(text + n, sizeof(text) - n, "," CREDENTIAL);
    }
    snprintf(text + n, sizeof(text) - n, "]}");
    vc_arena_init(&arena, NULL, 0);
    assert_int_equal(
        vc_json_parse(&arena, vc_view_of(text), NULL, &document, NULL), VC_OK);
    assert_int_equal(vc_presentation_check(document, NULL, NULL), VC_LIMIT);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presentations_are_taken_or_refused_with_the_place),
        cmocka_unit_test(the_number_of_credentials_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
