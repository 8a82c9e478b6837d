/* SPDX-License-Identifier: Apache-2.0 */
/* A credential of ours is issued, judged, damaged in every place, and judged
 * again. */
#include "failing.h"
#include "sample.h"

#include "vc/credential.h"
#include "vc/jcs.h"
#include "vc/multibase.h"

static struct sample s;
static struct vc_arena arena;

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

static int
fresh(void **state)
{
    (void)state;
    s.has_revoked = false;
    s.resolved = VC_RESOLVED;
    s.list = (struct vc_view){NULL, 0};
    return 0;
}

static enum vc_status
issue(const char *text, struct vc_view *out, struct vc_error *error)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);

    return vc_credential_issue(&arena, &tools, vc_view_of(text), NULL, &terms,
                               out, error);
}

static struct vc_view
issued(void)
{
    struct vc_view out = {NULL, 0};
    struct vc_error error = {0};

    if (issue(sample_unsigned, &out, &error) != VC_OK) {
        fail_msg("%s: %s", error.path, error.message);
    }
    return out;
}

static struct vc_verdict
judge_at(struct vc_view text, int64_t now_ms)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict v;

    options.now_ms = now_ms != 0 ? now_ms : options.now_ms;
    assert_int_equal(vc_verdict_make(&arena, text, &options, &v), VC_OK);
    return v;
}

static struct vc_verdict
judge(struct vc_view text)
{
    return judge_at(text, 0);
}

/* `text` with the first `from` made `to`. */
static struct vc_view
changed(struct vc_view text, const char *from, const char *to)
{
    struct vc_buf buf;
    struct vc_view out;
    size_t n = strlen(from);
    size_t at = 0;

    while (at + n <= text.size && memcmp(text.data + at, from, n) != 0) {
        at++;
    }
    assert_true(at + n <= text.size);
    vc_buf_init(&buf, &arena, 0, 0);
    vc_buf_add(&buf, (struct vc_view){text.data, at});
    vc_buf_add(&buf, vc_view_of(to));
    vc_buf_add(&buf, (struct vc_view){text.data + at + n, text.size - at - n});
    assert_int_equal(vc_buf_finish(&buf, &out), VC_OK);
    return out;
}

static void
layer_is(const struct vc_verdict *v, enum vc_layer layer, const char *code)
{
    assert_string_equal(vc_verdict_code(&v->layers[layer]), code);
}

static void
what_was_issued_is_verified_layer_by_layer(void **state)
{
    struct vc_verdict v = judge(issued());

    (void)state;
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    layer_is(&v, VC_LAYER_FORM, "form_ok");
    layer_is(&v, VC_LAYER_PROOF, "proof_ok");
    layer_is(&v, VC_LAYER_KEY, "key_ok");
    layer_is(&v, VC_LAYER_KEY_TIME, "key_time_ok");
    layer_is(&v, VC_LAYER_DATES, "dates_ok");
    layer_is(&v, VC_LAYER_STATUS, "status_none");
    layer_is(&v, VC_LAYER_ENDORSEMENTS, "endorsements_none");
    layer_is(&v, VC_LAYER_ACCREDITATION, "accreditation_unknown");
    assert_true(vc_view_equal(v.badge.issuer, VC_VIEW(SAMPLE_DID)));
    assert_true(
        vc_view_equal(v.badge.name, VC_VIEW("Generative AI: foundations")));
    assert_int_equal(v.proof_count, 1);
}

static void
the_same_is_issued_twice_from_the_same(void **state)
{
    (void)state;
    assert_true(vc_view_equal(issued(), issued()));
}

/* Any byte, three ways: a neighbour, another case, a blank. Verified only if
 * the document still says exactly the same. */
static void
no_byte_can_be_changed(void **state)
{
    static const char ways[] = {1, 0x20, 0};
    struct vc_view text = issued();
    struct vc_verdict_options options = sample_options(&s);
    struct vc_arena own;
    char *copy = vc_arena_alloc(&arena, text.size);
    struct vc_json *before = NULL;
    size_t same = 0;

    (void)state;
    assert_non_null(copy);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &before, NULL), VC_OK);
    vc_arena_init(&own, NULL, 0);
    for (size_t i = 0; i < text.size; i++) {
        for (size_t way = 0; way < sizeof(ways); way++) {
            struct vc_view damaged = {copy, text.size};
            struct vc_json *after = NULL;
            struct vc_verdict v;

            vc_arena_reset(&own);
            memcpy(copy, text.data, text.size);
            copy[i] = ways[way] != 0 ? (char)(copy[i] ^ ways[way]) : ' ';
            assert_int_equal(vc_verdict_make(&own, damaged, &options, &v),
                             VC_OK);
            if (v.result != VC_RESULT_VERIFIED) {
                continue;
            }
            same++;
            assert_int_equal(vc_json_parse(&own, damaged, NULL, &after, NULL),
                             VC_OK);
            if (!vc_json_equal(before, after)) {
                fail_msg("byte %zu (%c) can be changed to %c", i, text.data[i],
                         copy[i]);
            }
        }
    }
    assert_true(same < 40); /* spaces in texts, written over by a space */
    vc_arena_free(&own);
}

/* Take each member and each item out, and rename each member. */
static void
damage_each(struct vc_json *root, struct vc_json *node, int *count)
{
    for (struct vc_json *item = node->kind >= VC_JSON_ARRAY ? node->u.list.first
                                                            : NULL;
         item != NULL; item = item->next) {
        struct vc_json kept = *item;
        struct vc_view text;

        /* another value of another kind, under the same name */
        *item = (struct vc_json){.kind = VC_JSON_STRING,
                                 .next = kept.next,
                                 .name = kept.name,
                                 .u.text = VC_VIEW("urn:x:changed")};
        assert_int_equal(vc_json_write(&arena, root, 0, &text), VC_OK);
        assert_int_not_equal(judge(text).result, VC_RESULT_VERIFIED);
        *item = kept;
        if (kept.name.data != NULL) {
            item->name = VC_VIEW("tags");
            assert_int_equal(vc_json_write(&arena, root, 0, &text), VC_OK);
            assert_int_not_equal(judge(text).result, VC_RESULT_VERIFIED);
            item->name = kept.name;
            assert_true(vc_json_remove(node, kept.name));
            assert_int_equal(vc_json_write(&arena, root, 0, &text), VC_OK);
            assert_int_not_equal(judge(text).result, VC_RESULT_VERIFIED);
            (*count)++;
            assert_int_equal(vc_json_set(node, kept.name, item), VC_OK);
            /* it now stands last; the next round begins behind its old place */
            damage_each(root, item, count);
            item->next = NULL;
            if (kept.next == NULL) {
                break;
            }
            item = kept.next;
            continue;
        }
        damage_each(root, item, count);
        (*count)++;
    }
}

static void
members_cannot_be_added_or_hidden(void **state)
{
    static const char *const pairs[][2] = {
        {"\"creditsEarned\":2", "\"creditsEarned\":\"2\""},
        {"\"creditsEarned\":2", "\"creditsEarned\":2,\"_:x\":\"y\""},
        {"\"creditsEarned\":2", "\"creditsEarned\":2,\"ects\":\"y\""},
        {"\"creditsEarned\":2", "\"creditsEarned\":2,\"@foo\":\"y\""},
        {"\"creditsEarned\":2", "\"creditsEarned\":2,\"role\":null"},
        {"\"creditsEarned\":2", "\"creditsEarned\":2,\"role\":[]"},
        {"\"creditsEarned\":2", "\"creditsEarned\":2,\"creditsEarned\":3"},
        {"\"value\":\"8.5\"", "\"value\":8.5"},
        {"\"hashed\":true", "\"hashed\":\"true\""},
        {"\"tag\":[\"ai\"", "\"tag\":[null,\"ai\""},
        {"\"tag\":[\"ai\"", "\"tag\":[\"ai\",\"ai\",\"more\""},
        {"\"proofPurpose\"", "\"@context\":{\"a\":\"urn:x:a\"},"
                             "\"proofPurpose\""},
        {"\"proofPurpose\"",
         "\"@context\":\"https://www.w3.org/ns/credentials/v2\","
         "\"proofPurpose\""},
        {"\"criteria\":{", "\"criteria\":{\"@context\":{\"unused\":"
                           "\"urn:x:unused\"},"},
        {"\"criteria\":{", "\"criteria\":{\"@context\":[],"},
        {"\"validFrom\"", "\"evidence\":[],\"validFrom\""},
        {"\"validFrom\"", "\"evidence\":{},\"validFrom\""},
        {"\"validFrom\"", "\"endorsement\":[[]],\"validFrom\""},
        {"\"criteria\":{", "\"criteria\":{\"@index\":\"hidden\","},
        {"\"criteria\":{", "\"criteria\":{\"@nest\":{},"},
        {"\"criteria\":{", "\"criteria\":{\"@included\":[],"},
        {"\"criteria\":{\"narrative\":\"Project (60 %) and exam (40 %).\"}",
         "\"criteria\":{\"@nest\":{\"narrative\":\"Project (60 %) and exam "
         "(40 %).\"}}"},
        {"\"proofPurpose\"", "\"nonce\":\"1\",\"proofPurpose\""},
        {"\"url\":\"https://centre.example\"",
         "\"url\":\"https://centre.example\",\"id\":\"did:web:x.example\""},
        {"\"type\":[\"Profile\"]", "\"type\":[\"Profile\",\"urn:x:y\"]"},
        {"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",",
         "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
         "{\"@protected\":true},"},
    };
    struct vc_view text = issued();

    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct vc_verdict v = judge(changed(text, pairs[i][0], pairs[i][1]));

        if (v.result != VC_RESULT_NOT_VERIFIED) {
            fail_msg("%s went through", pairs[i][1]);
        }
    }
}

static void
no_member_can_be_changed_renamed_or_taken_out(void **state)
{
    struct vc_json *root = NULL;
    int count = 0;

    (void)state;
    assert_int_equal(vc_json_parse(&arena, issued(), NULL, &root, NULL), VC_OK);
    damage_each(root, root, &count);
    assert_true(count > 60);
}

static void
the_dates_decide(void **state)
{
    struct vc_view text = issued();
    int64_t from = INT64_C(1772323200000);
    int64_t until = INT64_C(2087942400000);
    struct vc_verdict v = judge_at(text, from - 1);

    (void)state;
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    layer_is(&v, VC_LAYER_DATES, "dates_not_yet");
    v = judge_at(text, until + 1);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    layer_is(&v, VC_LAYER_DATES, "dates_expired");
    assert_int_equal(judge_at(text, from).result, VC_RESULT_VERIFIED);
    assert_int_equal(judge_at(text, until).result, VC_RESULT_VERIFIED);
}

static void
the_time_of_the_key_decides(void **state)
{
    struct vc_view text = issued();
    struct vc_verdict v;

    (void)state;
    s.has_revoked = true;
    s.revoked_ms = sample_terms(&s).created_ms + 1;
    assert_int_equal(judge(text).result, VC_RESULT_VERIFIED);
    s.revoked_ms = sample_terms(&s).created_ms;
    v = judge(text);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    layer_is(&v, VC_LAYER_KEY_TIME, "key_revoked");
    layer_is(&v, VC_LAYER_PROOF, "proof_ok");
}

/* A good signature by a key that is nobody's but its own. */
static void
a_stranger_cannot_sign_for_the_issuer(void **state)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);
    char did[VC_DID_KEY_MAX_TEXT];
    struct vc_json *document = NULL;
    struct vc_json *proof = NULL;
    struct vc_view text;
    struct vc_verdict v;

    (void)state;
    terms.method = (struct vc_view){did, vc_did_key_write(&s.key, did)};
    assert_int_equal(
        vc_json_parse(&arena, VC_VIEW(sample_unsigned), NULL, &document, NULL),
        VC_OK);
    assert_int_equal(
        vc_proof_make(&arena, &tools, document, &terms, &proof, NULL), VC_OK);
    assert_int_equal(vc_json_set(document, VC_VIEW("proof"), proof), VC_OK);
    assert_int_equal(vc_json_write(&arena, document, 0, &text), VC_OK);
    v = judge(text);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    layer_is(&v, VC_LAYER_PROOF, "proof_ok");
    layer_is(&v, VC_LAYER_KEY, "key_not_issuers");
}

static void
a_key_that_cannot_be_had_leaves_it_unknown(void **state)
{
    struct vc_view text = issued();
    struct vc_verdict v;

    (void)state;
    s.resolved = VC_RESOLVED_UNKNOWN;
    v = judge(text);
    assert_int_equal(v.result, VC_RESULT_UNKNOWN);
    layer_is(&v, VC_LAYER_KEY, "key_unreachable");
    layer_is(&v, VC_LAYER_PROOF, "proof_no_key");
    s.resolved = VC_RESOLVED_NOTHING;
    v = judge(text);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    layer_is(&v, VC_LAYER_KEY, "key_no_document");
}

#define LIST "https://centre.example/status/1"

/* The sample with an entry for bit `index` of LIST. */
static struct vc_view
issued_with_status(const char *purpose, const char *index)
{
    char entry[600];
    struct vc_view text;
    struct vc_view out = {NULL, 0};

    snprintf(entry, sizeof(entry),
             "\"credentialStatus\":{\"id\":\"" LIST "#%s\","
             "\"type\":\"BitstringStatusListEntry\","
             "\"statusPurpose\":\"%s\",\"statusListIndex\":\"%s\","
             "\"statusListCredential\":\"" LIST "\"},\"validFrom\"",
             index, purpose, index);
    text = changed(VC_VIEW(sample_unsigned), "\"validFrom\"", entry);
    text = vc_arena_join(&arena, text, (struct vc_view){"", 1});
    assert_int_equal(issue(text.data, &out, NULL), VC_OK);
    return out;
}

/* 131072 bits, gzipped; 0, 7 and the last one are set (made with Python's
 * gzip). */
static const char encoded[] =
    "uH4sIAAAAAAACA-3BMQEAAAwCoBl9zY3hA_wBAAAAAAAAAAAAAAAAAAAAYynNQNWNAEAAAA";

static struct vc_view
issued_list(const char *id, const char *purpose, const char *until)
{
    char text[1200];
    struct vc_view out = {NULL, 0};
    struct vc_error error = {0};

    snprintf(text, sizeof(text),
             "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
             "\"id\":\"%s\",\"name\":\"List\",\"type\":"
             "[\"VerifiableCredential\",\"BitstringStatusListCredential\"],"
             "\"issuer\":{\"id\":\"" SAMPLE_DID "\",\"name\":\"Centre\"},"
             "\"validFrom\":\"2026-03-01T00:00:00Z\",\"validUntil\":\"%s\","
             "\"credentialSubject\":{\"id\":\"%s#list\","
             "\"type\":\"BitstringStatusList\",\"statusPurpose\":\"%s\","
             "\"encodedList\":\"%s\"}}",
             id, until, id, purpose, encoded);
    if (issue(text, &out, &error) != VC_OK) {
        fail_msg("%s", error.message);
    }
    return out;
}

static void
status_is(const char *purpose, const char *index, enum vc_result result,
          const char *code)
{
    struct vc_verdict v = judge(issued_with_status(purpose, index));

    assert_int_equal(v.result, result);
    layer_is(&v, VC_LAYER_STATUS, code);
    layer_is(&v, VC_LAYER_PROOF, "proof_ok");
}

static void
a_status_without_its_list_is_unknown(void **state)
{
    (void)state;
    status_is("revocation", "7", VC_RESULT_UNKNOWN, "status_no_list");
}

static void
the_bit_of_the_list_decides(void **state)
{
    (void)state;
    s.list = issued_list(LIST, "revocation", "2030-01-01T00:00:00Z");
    status_is("revocation", "0", VC_RESULT_NOT_VERIFIED, "status_revoked");
    status_is("revocation", "1", VC_RESULT_VERIFIED, "status_good");
    status_is("revocation", "7", VC_RESULT_NOT_VERIFIED, "status_revoked");
    status_is("revocation", "8", VC_RESULT_VERIFIED, "status_good");
    status_is("revocation", "131071", VC_RESULT_NOT_VERIFIED, "status_revoked");
    status_is("revocation", "131072", VC_RESULT_NOT_VERIFIED, "status_list");
    status_is("revocation", "07", VC_RESULT_NOT_VERIFIED, "status_entry");
    status_is("revocation", "-1", VC_RESULT_NOT_VERIFIED, "status_entry");
    status_is("suspension", "7", VC_RESULT_NOT_VERIFIED, "status_list");
    s.list = issued_list(LIST, "suspension", "2030-01-01T00:00:00Z");
    status_is("suspension", "7", VC_RESULT_NOT_VERIFIED, "status_suspended");
}

static void
a_list_that_is_not_good_itself_is_not_relied_on(void **state)
{
    struct vc_view good =
        issued_list(LIST, "revocation", "2030-01-01T00:00:00Z");

    (void)state;
    s.list = issued_list(LIST, "revocation", "2026-03-02T00:00:00Z");
    status_is("revocation", "1", VC_RESULT_NOT_VERIFIED, "status_list");
    s.list = issued_list("https://centre.example/status/2", "revocation",
                         "2030-01-01T00:00:00Z");
    status_is("revocation", "1", VC_RESULT_NOT_VERIFIED, "status_list");
    s.list = changed(good, "\"List\"", "\"Fake\"");
    status_is("revocation", "1", VC_RESULT_NOT_VERIFIED, "status_list");
    s.list = issued();
    status_is("revocation", "1", VC_RESULT_NOT_VERIFIED, "status_list");
    s.list = VC_VIEW("nothing");
    status_is("revocation", "1", VC_RESULT_NOT_VERIFIED, "status_list");
}

static void
one_good_proof_of_a_set_is_enough_and_all_are_told(void **state)
{
    struct vc_json *root = NULL;
    struct vc_json *proof = NULL;
    struct vc_json *list = vc_json_array(&arena);
    struct vc_json *other = NULL;
    struct vc_view text;
    struct vc_verdict v;

    (void)state;
    assert_int_equal(vc_json_parse(&arena, issued(), NULL, &root, NULL), VC_OK);
    proof = vc_json_copy(&arena, vc_json_get(root, VC_VIEW("proof")));
    other = vc_json_copy(&arena, proof);
    assert_int_equal(
        vc_json_replace(other, VC_VIEW("cryptosuite"),
                        vc_json_string(&arena, VC_VIEW("ecdsa-2099"))),
        VC_OK);
    assert_int_equal(vc_json_append(list, other), VC_OK);
    assert_int_equal(vc_json_append(list, proof), VC_OK);
    assert_int_equal(vc_json_replace(root, VC_VIEW("proof"), list), VC_OK);
    assert_int_equal(vc_json_write(&arena, root, 0, &text), VC_OK);
    v = judge(text);
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_int_equal(v.proof_count, 2);
    assert_string_equal(vc_verdict_code(&v.proofs[0].proof), "proof_suite");
    assert_true(v.proofs[1].good);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(vc_json_append(list, vc_json_copy(&arena, proof)),
                         VC_OK);
    }
    assert_int_equal(vc_json_write(&arena, root, 0, &text), VC_OK);
    v = judge(text);
    layer_is(&v, VC_LAYER_PROOF, "proof_too_many");
}

/* The sample signed by eddsa-jcs-2022, made here by its own text: canonical
 * JSON of the options and of the document, hashed and signed. */
static struct vc_view
signed_as_json(void)
{
    char text[600];
    struct vc_json *document = NULL;
    struct vc_json *proof = NULL;
    struct vc_view canonical;
    uint8_t joined[2 * VC_CRYPTO_MAX_HASH];
    uint8_t signature[VC_CRYPTO_SIGNATURE];
    char value[100];
    struct vc_view out;

    assert_int_equal(
        vc_json_parse(&arena, VC_VIEW(sample_unsigned), NULL, &document, NULL),
        VC_OK);
    snprintf(text, sizeof(text),
             "{\"type\":\"DataIntegrityProof\","
             "\"created\":\"2026-03-01T12:00:00Z\","
             "\"verificationMethod\":\"%s\",\"cryptosuite\":"
             "\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\"}",
             s.method);
    assert_int_equal(vc_json_parse(&arena,
                                   vc_arena_copy(&arena, vc_view_of(text)),
                                   NULL, &proof, NULL),
                     VC_OK);
    assert_int_equal(
        vc_json_set(
            proof, VC_VIEW("@context"),
            vc_json_copy(&arena, vc_json_get(document, VC_VIEW("@context")))),
        VC_OK);
    assert_int_equal(vc_jcs(&arena, proof, &canonical), VC_OK);
    assert_int_equal(vc_crypto_hash(s.crypto, VC_SHA256, canonical.data,
                                    canonical.size, joined),
                     VC_OK);
    assert_int_equal(vc_jcs(&arena, document, &canonical), VC_OK);
    assert_int_equal(vc_crypto_hash(s.crypto, VC_SHA256, canonical.data,
                                    canonical.size, joined + 32),
                     VC_OK);
    vc_crypto_ed25519_sign(s.secret, joined, 64, signature);
    out = (struct vc_view){
        value, vc_multibase_encode(signature, 64, value, sizeof(value))};
    assert_int_equal(
        vc_json_set(proof, VC_VIEW("proofValue"),
                    vc_json_string(&arena, vc_arena_copy(&arena, out))),
        VC_OK);
    assert_int_equal(vc_json_set(document, VC_VIEW("proof"), proof), VC_OK);
    assert_int_equal(vc_json_write(&arena, document, 0, &out), VC_OK);
    return out;
}

static void
canonical_json_is_checked_too(void **state)
{
    struct vc_view text = signed_as_json();
    struct vc_verdict v = judge(text);

    (void)state;
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    /* in JSON, unlike in RDF, order and number of list items count */
    v = judge(changed(text, "[\"ai\",\"teaching\"]", "[\"teaching\",\"ai\"]"));
    layer_is(&v, VC_LAYER_PROOF, "proof_signature");
    v = judge(changed(text, "eddsa-jcs-2022", "eddsa-rdfc-2022"));
    layer_is(&v, VC_LAYER_PROOF, "proof_signature");
    v = judge(changed(text, "eddsa-jcs-2022", "ecdsa-jcs-2019"));
    layer_is(&v, VC_LAYER_PROOF, "proof_suite");
    v = judge(changed(text, "context-3.0.3.json\"]", "context-3.0.2.json\"]"));
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    /* what no context defines is signed here, and refused all the same */
    v = judge(changed(text, "\"creditsEarned\":2",
                      "\"creditsEarned\":2,\"ects\":\"2\""));
    layer_is(&v, VC_LAYER_FORM, "form_undefined");
}

static void
what_is_no_document_has_a_verdict_too(void **state)
{
    static const struct {
        const char *text;
        const char *code;
    } bad[] = {{"", "form_not_json"},
               {"{", "form_not_json"},
               {"{\"a\":1,\"a\":2}", "form_not_json"},
               {"\xFF", "form_not_json"},
               {"[]", "form_member"},
               {"null", "form_member"},
               {"\"text\"", "form_member"},
               {"{}", "form_context"}};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_verdict v = judge(vc_view_of(bad[i].text));

        assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
        layer_is(&v, VC_LAYER_FORM, bad[i].code);
    }
}

static void
a_file_that_is_too_large_is_not_read(void **state)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict v;

    (void)state;
    options.max_bytes = 100;
    assert_int_equal(vc_verdict_make(&arena, issued(), &options, &v), VC_OK);
    layer_is(&v, VC_LAYER_FORM, "form_too_large");
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
}

static void
what_is_not_in_form_is_not_issued(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        enum vc_status status;
    } bad[] = {
        {"\"name\":\"Centro Nacional\",", "", VC_FORM_MEMBER},
        {"credentials/v2", "credentials/v1", VC_FORM_CONTEXT},
        {"context-3.0.3.json", "context-9.json", VC_FORM_CONTEXT},
        {"\"VerifiableCredential\",", "", VC_FORM_MEMBER},
        {"\"type\":[\"Achievement\"]", "\"type\":\"Achievement\"",
         VC_FORM_MEMBER},
        {"\"id\":\"https://centre.example/achievements/1\",", "",
         VC_FORM_MEMBER},
        {"2026-03-01T00:00:00Z", "2026-03-01", VC_FORM_DATE},
        {"2036-03-01", "2016-03-01", VC_FORM_DATE},
        {"\"creditsEarned\":2", "\"creditsEarned\":null", VC_FORM_MEMBER},
        {"\"creditsEarned\":2", "\"ects\":\"2\"", VC_SAFE_UNDEFINED_TERM},
        {SAMPLE_DID, "did:web:other.example", VC_KEY_CONTROLLER},
        {"urn:uuid:a70d", "_:a70d", VC_FORM_MEMBER},
        {"\"8.5\"", "\"_:b0\"", VC_FORM_BLANK},
        {"\"validFrom\"", "\"proof\":{\"type\":\"x\"},\"validFrom\"",
         VC_FORM_MEMBER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_view text =
            changed(VC_VIEW(sample_unsigned), bad[i].from, bad[i].to);
        struct vc_view end =
            vc_arena_join(&arena, text, (struct vc_view){"", 1});
        struct vc_view out;
        struct vc_error error = {0};
        enum vc_status got = issue(end.data, &out, &error);

        if (got != bad[i].status) {
            fail_msg("%s: %s (%s)", bad[i].to, vc_status_name(got),
                     error.message);
        }
    }
}

static enum vc_status
refuse(void *user, const uint8_t *bytes, size_t len,
       uint8_t out[VC_CRYPTO_SIGNATURE])
{
    (void)user;
    (void)bytes;
    (void)len;
    (void)out;
    return VC_SIGNER;
}

static void
a_signer_that_refuses_stops_the_issue(void **state)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);
    struct vc_view out = {NULL, 0};

    (void)state;
    terms.signer.sign = refuse;
    assert_int_equal(vc_credential_issue(&arena, &tools,
                                         VC_VIEW(sample_unsigned), NULL, &terms,
                                         &out, NULL),
                     VC_SIGNER);
    assert_null(out.data);
}

static void
words_and_json_say_the_same(void **state)
{
    struct vc_verdict v;
    struct vc_view text;
    struct vc_json *json = NULL;

    (void)state;
    v = judge_at(issued(), INT64_C(2087942400001));
    assert_int_equal(vc_verdict_text(&arena, &v, &text), VC_OK);
    text = vc_arena_join(&arena, text, (struct vc_view){"", 1});
    assert_non_null(strstr(text.data, "result: not verified\n"));
    assert_non_null(
        strstr(text.data, "valid only until 2036-03-01T00:00:00Z."));
    assert_null(strstr(text.data, "%{"));
    assert_int_equal(vc_verdict_json(&arena, &v, &text), VC_OK);
    assert_int_equal(vc_json_parse(&arena, text, NULL, &json, NULL), VC_OK);
    assert_true(vc_json_is_text(vc_json_get(json, VC_VIEW("result")),
                                VC_VIEW("not verified")));
    assert_int_equal(vc_json_get(json, VC_VIEW("layers"))->count,
                     VC_LAYER_COUNT);
    assert_int_equal(vc_json_get(json, VC_VIEW("proofs"))->count, 1);
}

static void
a_translation_is_filled_with_the_same_values(void **state)
{
    struct vc_verdict v = judge_at(issued(), 1000);
    struct vc_view text;

    (void)state;
    assert_int_equal(
        vc_verdict_fill(&arena, &v.layers[VC_LAYER_DATES],
                        VC_VIEW("Antes del %{date} no vale. %{nada} %{"),
                        &text),
        VC_OK);
    assert_true(vc_view_equal(
        text, VC_VIEW("Antes del 2026-03-01T00:00:00Z no vale. %{nada} %{")));
}

static void
each_failing_allocation_of_issue_and_verdict_is_reported(void **state)
{
    struct vc_view want = issued();
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);
    struct vc_verdict_options options = sample_options(&s);
    enum vc_status done = VC_NO_MEMORY;
    int failed = 0;

    (void)state;
    for (size_t bytes = 1; done != VC_OK; bytes += 97) {
        struct vc_arena small;
        struct vc_view out = {NULL, 0};
        struct vc_verdict v;

        failing_arena(&small, bytes);
        done = vc_credential_issue(&small, &tools, VC_VIEW(sample_unsigned),
                                   NULL, &terms, &out, NULL);
        if (done == VC_OK) {
            assert_true(vc_view_equal(out, want));
            done = vc_verdict_make(&small, out, &options, &v);
        }
        if (done == VC_OK) {
            assert_int_equal(v.result, VC_RESULT_VERIFIED);
            done = vc_verdict_json(&small, &v, &out);
        }
        assert_true(done == VC_OK || done == VC_NO_MEMORY);
        failed += done == VC_OK ? 0 : 1;
        vc_arena_free(&small);
    }
    assert_true(failed > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_was_issued_is_verified_layer_by_layer,
                               fresh),
        cmocka_unit_test_setup(the_same_is_issued_twice_from_the_same, fresh),
        cmocka_unit_test_setup(no_byte_can_be_changed, fresh),
        cmocka_unit_test_setup(no_member_can_be_changed_renamed_or_taken_out,
                               fresh),
        cmocka_unit_test_setup(members_cannot_be_added_or_hidden, fresh),
        cmocka_unit_test_setup(the_dates_decide, fresh),
        cmocka_unit_test_setup(the_time_of_the_key_decides, fresh),
        cmocka_unit_test_setup(a_stranger_cannot_sign_for_the_issuer, fresh),
        cmocka_unit_test_setup(a_key_that_cannot_be_had_leaves_it_unknown,
                               fresh),
        cmocka_unit_test_setup(a_status_without_its_list_is_unknown, fresh),
        cmocka_unit_test_setup(the_bit_of_the_list_decides, fresh),
        cmocka_unit_test_setup(a_list_that_is_not_good_itself_is_not_relied_on,
                               fresh),
        cmocka_unit_test_setup(
            one_good_proof_of_a_set_is_enough_and_all_are_told, fresh),
        cmocka_unit_test_setup(canonical_json_is_checked_too, fresh),
        cmocka_unit_test_setup(what_is_no_document_has_a_verdict_too, fresh),
        cmocka_unit_test_setup(a_file_that_is_too_large_is_not_read, fresh),
        cmocka_unit_test_setup(what_is_not_in_form_is_not_issued, fresh),
        cmocka_unit_test_setup(a_signer_that_refuses_stops_the_issue, fresh),
        cmocka_unit_test_setup(words_and_json_say_the_same, fresh),
        cmocka_unit_test_setup(a_translation_is_filled_with_the_same_values,
                               fresh),
        cmocka_unit_test_setup(
            each_failing_allocation_of_issue_and_verdict_is_reported, fresh),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
