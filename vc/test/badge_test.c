/* SPDX-License-Identifier: Apache-2.0 */
/* The form of badges and records: each rule, and the place it names. */
#include "vc_test.h"

#include "sample.h"

#include "vc/badge.h"

#define LEARNER "did:example:learner"

/* A badge about a learner, and a record that holds it. */
#define INNER                                                                  \
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","                 \
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"         \
    "\"id\":\"urn:x:inner\",\"type\":[\"VerifiableCredential\","               \
    "\"OpenBadgeCredential\"],\"name\":\"Inner\",\"issuer\":{\"id\":"          \
    "\"did:web:a.example\",\"type\":[\"Profile\"],\"name\":\"A\"},"            \
    "\"validFrom\":\"2026-03-01T00:00:00Z\",\"credentialSubject\":{\"id\":"    \
    "\"" LEARNER "\",\"type\":[\"AchievementSubject\"],\"achievement\":{"      \
    "\"id\":\"urn:x:first\",\"type\":[\"Achievement\"],\"name\":\"First\","    \
    "\"description\":\"d\",\"criteria\":{\"narrative\":\"n\"}}}}"

static const char record[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:x:record\",\"type\":[\"VerifiableCredential\","
    "\"ClrCredential\"],\"name\":\"Transcript\",\"partial\":true,"
    "\"issuer\":{\"id\":\"did:web:a.example\",\"type\":[\"Profile\"],"
    "\"name\":\"A\"},\"validFrom\":\"2026-03-01T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"" LEARNER "\",\"type\":[\"ClrSubject\"],"
    "\"achievement\":[{\"id\":\"urn:x:second\",\"type\":[\"Achievement\"],"
    "\"name\":\"Second\",\"description\":\"d\",\"criteria\":{\"id\":"
    "\"https://a.example/c\"}}],"
    "\"association\":[{\"type\":[\"Association\"],\"associationType\":"
    "\"precedes\",\"sourceId\":\"urn:x:first\",\"targetId\":"
    "\"urn:x:second\"}],"
    "\"verifiableCredential\":[" INNER "]}}";

struct change {
    const char *from;
    const char *to;
    enum vc_status want;
    const char *path;
};

static struct vc_view
changed(struct vc_arena *arena, const char *text, const struct change *change)
{
    const char *at = strstr(text, change->from);
    struct vc_view head;
    struct vc_view out;

    if (at == NULL) {
        fail_msg("not in the text: %s", change->from);
    }
    head = (struct vc_view){text, (size_t)(at - text)};
    out = vc_arena_join(arena, head, vc_view_of(change->to));
    return vc_arena_join(arena, out, vc_view_of(at + strlen(change->from)));
}

static void
check_changes(const char *text, const struct change *changes, size_t count,
              bool strict)
{
    const struct vc_badge_rules rules = {.strict = strict};

    for (size_t i = 0; i < count; i++) {
        struct vc_arena arena;
        struct vc_json *document = NULL;
        struct vc_badge badge;
        struct vc_error error = {0};
        enum vc_status s = VC_OK;

        vc_arena_init(&arena, NULL, 0);
        s = vc_json_parse(&arena, changed(&arena, text, &changes[i]), NULL,
                          &document, &error);
        if (s != VC_OK) {
            fail_msg("%s: %s", changes[i].to, error.message);
        }
        s = vc_badge_check(document, &rules, &badge, &error);
        if (s != changes[i].want || strcmp(error.path, changes[i].path) != 0) {
            fail_msg("%s: %s at '%s': %s", changes[i].to, vc_status_name(s),
                     error.path, error.message);
        }
        vc_arena_free(&arena);
    }
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define SUBJECT "/credentialSubject"

static void
rules_of_achievements_hold_for_everybody(void **state)
{
    static const struct change changes[] = {
        {"", "", VC_OK, ""},
        {"{\"narrative\":\"Project (60 %) and exam (40 %).\"}",
         "{\"type\":\"Criteria\"}", VC_FORM_MEMBER,
         SUBJECT "/achievement/criteria"},
        {"\"creditsEarned\":2", "\"creditsEarned\":\"2\"", VC_FORM_MEMBER,
         SUBJECT "/creditsEarned"},
        {"\"hashed\":true", "\"hashed\":\"true\"", VC_FORM_MEMBER,
         SUBJECT "/identifier/0/hashed"},
        {"context-3.0.3.json", "extensions.json", VC_FORM_CONTEXT, "/@context"},
        {"\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"",
         "{\"a\":\"urn:a\"}", VC_FORM_CONTEXT, "/@context"},
        {"\"type\":[\"Profile\"]", "\"type\":[\"Person\"]", VC_FORM_MEMBER,
         "/issuer"},
    };

    (void)state;
    check_changes(sample_unsigned, changes, COUNT(changes), false);
}

static void
results_fit_their_descriptions_when_issued(void **state)
{
    static const struct change changes[] = {
        {"", "", VC_OK, ""},
        {"cb97c79f40c5\",\"value\"", "000000000000\",\"value\"", VC_FORM_MEMBER,
         SUBJECT "/result/0"},
        {"\"value\":\"8.5\"", "\"achievedLevel\":\"urn:x:level\"",
         VC_FORM_MEMBER, SUBJECT "/result/0"},
        {"\"valueMin\":\"0\"", "\"allowedValue\":[\"8.0\"]", VC_FORM_MEMBER,
         SUBJECT "/result/0"},
        {"\"valueMin\":\"0\"", "\"allowedValue\":[\"7\",\"8.5\"]", VC_OK, ""},
        {"\"GradePointAverage\"", "\"Status\"", VC_FORM_MEMBER,
         SUBJECT "/result/0"},
        {"\"valueMin\":\"0\"", "\"requiredLevel\":\"urn:x:level\"",
         VC_FORM_MEMBER, SUBJECT "/achievement/resultDescription/0"},
    };
    static const struct change words[] = {
        {"\"MicroCredential\"", "\"Diplom\"", VC_FORM_MEMBER,
         SUBJECT "/achievement/achievementType"},
        {"\"MicroCredential\"", "\"ext:Diplom\"", VC_OK, ""},
        {"\"MicroCredential\"", "\"ext:\"", VC_FORM_MEMBER,
         SUBJECT "/achievement/achievementType"},
        {"\"MicroCredential\"", "\"Micro\"", VC_FORM_MEMBER,
         SUBJECT "/achievement/achievementType"},
        {"\"emailAddress\"", "\"e-mail\"", VC_FORM_MEMBER,
         SUBJECT "/identifier/0/identityType"},
        {"\"value\":\"8.5\"", "\"status\":\"Done\"", VC_FORM_MEMBER,
         SUBJECT "/result/0/status"},
        {"\"value\":\"8.5\"", "\"status\":\"ext:Done\"", VC_FORM_MEMBER,
         SUBJECT "/result/0/status"},
        {"\"value\":\"8.5\"", "\"status\":\"Completed\"", VC_OK, ""},
    };

    (void)state;
    check_changes(sample_unsigned, changes, COUNT(changes), true);
    check_changes(sample_unsigned, words, COUNT(words), true);
    /* What others issued is read all the same. */
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct change lenient = changes[i];

        lenient.want = VC_OK;
        lenient.path = "";
        check_changes(sample_unsigned, &lenient, 1, false);
    }
}

static void
a_related_resource_has_an_address_of_its_own_and_a_digest(void **state)
{
#define RESOURCE(list) "\"relatedResource\":" list ",\"awardedDate\""
#define FIRST "{\"id\":\"urn:x:1\",\"digestSRI\":\"sha384-abcd\"}"
    static const struct change changes[] = {
        {"\"awardedDate\"", RESOURCE(FIRST), VC_OK, ""},
        {"\"awardedDate\"",
         RESOURCE("[" FIRST
                  ",{\"id\":\"urn:x:2\",\"digestMultibase\":\"uEiA\"}]"),
         VC_OK, ""},
        {"\"awardedDate\"", RESOURCE("[" FIRST "," FIRST "]"), VC_FORM_MEMBER,
         "/relatedResource/1"},
        {"\"awardedDate\"", RESOURCE("[\"urn:x:1\"]"), VC_FORM_MEMBER,
         "/relatedResource/0"},
        {"\"awardedDate\"", RESOURCE("\"urn:x:1\""), VC_FORM_MEMBER,
         "/relatedResource"},
        {"\"awardedDate\"", RESOURCE("{\"id\":\"urn:x:1\"}"), VC_FORM_MEMBER,
         "/relatedResource"},
        {"\"awardedDate\"", RESOURCE("{\"digestSRI\":\"sha384-abcd\"}"),
         VC_FORM_MEMBER, "/relatedResource"},
        {"\"awardedDate\"",
         RESOURCE("{\"id\":\"x y\",\"digestSRI\":\"sha384-abcd\"}"),
         VC_FORM_MEMBER, "/relatedResource"},
        {"\"awardedDate\"", RESOURCE("{\"id\":\"urn:x:1\",\"digestSRI\":1}"),
         VC_FORM_MEMBER, "/relatedResource"},
    };

    (void)state;
    check_changes(sample_unsigned, changes, COUNT(changes), true);
    check_changes(sample_unsigned, changes, COUNT(changes), false);
}

static void
a_record_holds_what_it_speaks_of(void **state)
{
    static const struct change changes[] = {
        {"", "", VC_OK, ""},
        {"context-2.0.1.json", "context.json", VC_OK, ""},
        {"clr/v2p0/context-2.0.1.json\",",
         "ob/v3p0/context-3.0.3.json\",\"https://purl.imsglobal.org/spec/clr/"
         "v2p0/context-2.0.1.json\",",
         VC_FORM_CONTEXT, "/@context"},
        {"clr/v2p0/context-2.0.1.json", "ob/v3p0/extensions.json",
         VC_FORM_CONTEXT, "/@context"},
        {"\"name\":\"Transcript\",", "", VC_FORM_MEMBER, ""},
        {"\"partial\":true", "\"partial\":\"true\"", VC_FORM_MEMBER,
         "/partial"},
        {"\"ClrSubject\"", "\"AchievementSubject\"", VC_FORM_MEMBER, SUBJECT},
        {"\"verifiableCredential\":[" INNER "]", "\"x\":\"y\"", VC_FORM_MEMBER,
         SUBJECT},
        {"\"verifiableCredential\":[" INNER "]", "\"verifiableCredential\":[7]",
         VC_FORM_MEMBER, SUBJECT "/verifiableCredential"},
        {"\"verifiableCredential\":[" INNER "]",
         "\"verifiableCredential\":[\"a.b.c\"]", VC_OK, ""},
        {"\"precedes\"", "\"follows\"", VC_FORM_MEMBER,
         SUBJECT "/association/0"},
        {"\"sourceId\":\"urn:x:first\"", "\"sourceId\":\"urn:x:third\"",
         VC_FORM_MEMBER, SUBJECT "/association/0/sourceId"},
        {"\"targetId\":\"urn:x:second\"", "\"targetId\":\"urn:x:inner\"", VC_OK,
         ""},
        {"\"targetId\":\"urn:x:second\"", "\"targetId\":\"urn:x:record\"",
         VC_FORM_MEMBER, SUBJECT "/association/0/targetId"},
        {",\"targetId\":\"urn:x:second\"", "", VC_FORM_MEMBER,
         SUBJECT "/association/0"},
    };

    static const struct change dangling[] = {
        {"\"sourceId\":\"urn:x:first\"", "\"sourceId\":\"urn:x:third\"", VC_OK,
         ""},
        {"\"targetId\":\"urn:x:second\"", "\"targetId\":\"urn:x:record\"",
         VC_OK, ""},
        {",\"targetId\":\"urn:x:second\"", "", VC_FORM_MEMBER,
         SUBJECT "/association/0"},
    };

    (void)state;
    check_changes(record, changes, COUNT(changes), true);
    /* What others issued may lead out of the record. */
    check_changes(record, dangling, COUNT(dangling), false);
}

static void
a_record_is_about_one_learner(void **state)
{
    static const struct change other[] = {
        {"{\"id\":\"" LEARNER "\",\"type\":[\"ClrSubject\"]",
         "{\"id\":\"did:example:other\",\"type\":[\"ClrSubject\"]", VC_OK, ""},
        {"{\"id\":\"" LEARNER "\",\"type\":[\"ClrSubject\"]",
         "{\"type\":[\"ClrSubject\"]", VC_OK, ""},
    };
    static const struct change alone[] = {
        {"\"association\":[{\"type\":[\"Association\"],\"associationType\":"
         "\"precedes\",\"sourceId\":\"urn:x:first\",\"targetId\":"
         "\"urn:x:second\"}],",
         "", VC_OK, ""},
    };
    struct vc_arena arena;
    struct vc_view text;
    struct change strange = other[0];

    (void)state;
    /* An association brings it in; without one it is a stranger's. */
    check_changes(record, other, COUNT(other), false);
    vc_arena_init(&arena, NULL, 0);
    text = changed(&arena, record, alone);
    text = vc_arena_join(&arena, text, (struct vc_view){"", 1});
    strange.want = VC_FORM_MEMBER;
    strange.path = SUBJECT "/verifiableCredential/0";
    check_changes(text.data, &strange, 1, false);
    check_changes(text.data, other + 1, 1, false);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_achievements_hold_for_everybody),
        cmocka_unit_test(results_fit_their_descriptions_when_issued),
        cmocka_unit_test(
            a_related_resource_has_an_address_of_its_own_and_a_digest),
        cmocka_unit_test(a_record_holds_what_it_speaks_of),
        cmocka_unit_test(a_record_is_about_one_learner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
