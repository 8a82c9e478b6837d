/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation fails once: status lists, schemas, JSON-LD there and back,
 * pictures, tokens and documents of every kind of key, credentials that hold
 * others. */
#include "alloc_loop.h"
#include "fixed_keys.h"
#include "sample.h"

#include "vc/bake.h"
#include "vc/compact.h"
#include "vc/credential.h"
#include "vc/expand.h"
#include "vc/flatten.h"
#include "vc/from_rdf.h"
#include "vc/identity.h"
#include "vc/jwt.h"
#include "vc/quads.h"
#include "vc/schema.h"
#include "vc/secret.h"
#include "vc/status_list.h"

#define LIST "https://centre.example/status/1"
#define SCHEMA "https://centre.example/schema"
#define ACHIEVEMENT "https://centre.example/achievements/1"

static struct sample s;

/* `text` with `what` put before the first `before`. */
static struct vc_view
with(struct vc_arena *arena, struct vc_view text, const char *before,
     struct vc_view what)
{
    size_t n = strlen(before);
    size_t at = 0;
    struct vc_view out;

    while (at + n < text.size && memcmp(text.data + at, before, n) != 0) {
        at++;
    }
    assert_true(at + n < text.size);
    out = vc_arena_join(arena, (struct vc_view){text.data, at}, what);
    return out.data != NULL
               ? vc_arena_join(arena, out,
                               (struct vc_view){text.data + at, text.size - at})
               : out;
}

static enum vc_status
issue(struct vc_arena *arena, struct vc_view text, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);
    struct vc_error error = {0};
    enum vc_status status =
        vc_credential_issue(arena, &tools, text, NULL, &terms, out, &error);

    if (status != VC_OK && status != VC_NO_MEMORY) {
        fail_msg("%s: %s", error.path, error.message);
    }
    return status;
}

/* --- status lists -------------------------------------------------------- */

static enum vc_status
pack_and_write(struct vc_arena *arena, const struct vc_status_list *list,
               struct vc_view *out)
{
    const struct vc_status_list_terms terms = {
        .id = VC_VIEW(LIST),
        .issuer = VC_VIEW(SAMPLE_DID),
        .purpose = VC_VIEW("revocation"),
        .from_ms = INT64_C(1775001600000),
        .until_ms = INT64_C(1775088000000),
        .ttl_ms = 3600000};
    struct vc_json *credential = NULL;

    VC_TRY(vc_status_list_credential(arena, list, &terms, &credential));
    return vc_json_write(arena, credential, 0, out);
}

static enum vc_status
make_list(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_status_list list;
    struct vc_view text;

    VC_TRY(vc_status_list_new(arena, 1, 1, &list));
    VC_TRY(vc_status_list_set(&list, 94567, 1));
    VC_TRY(pack_and_write(arena, &list, &text));
    return issue(arena, text, out);
}

static struct vc_view packed; /* set by `open_all`, as are those below */
static struct vc_view clear_list;
static struct vc_view set_list;

static enum vc_status
update_list(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_status_list list;

    VC_TRY(vc_status_list_unpack(arena, packed, 1, &list, NULL));
    VC_TRY(vc_status_list_set(&list, 3, 1));
    return vc_status_list_pack(arena, &list, out);
}

static enum vc_status
entry_of_messages(struct vc_arena *arena, struct vc_view *out)
{
    const struct vc_view messages[] = {VC_VIEW("a"), VC_VIEW("b"), VC_VIEW("c"),
                                       VC_VIEW("d")};
    struct vc_json *entry = NULL;

    VC_TRY(vc_status_list_entry(arena, VC_VIEW(LIST), VC_VIEW("message"), 9, 2,
                                messages, &entry));
    return vc_json_write(arena, entry, 0, out);
}

/* --- verdicts ------------------------------------------------------------ */

static struct vc_view with_status;
static struct vc_view with_schema;
static struct vc_view with_endorsements;
static struct vc_view record;
static struct vc_view baked_png;
static struct vc_view baked_svg;

static const char schema[] =
    "{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\","
    "\"$id\":\"" SCHEMA "\",\"type\":\"object\",\"required\":[\"name\"],"
    "\"properties\":{\"name\":{\"type\":\"string\",\"pattern\":"
    "\"^[A-Z][^\\\\d]{2,80}$\",\"minLength\":2},\"validFrom\":{\"format\":"
    "\"date-time\"},\"type\":{\"$ref\":\"#/$defs/names\"},\"issuer\":{"
    "\"anyOf\":[{\"type\":\"string\"},{\"type\":\"object\",\"required\":["
    "\"id\"],\"propertyNames\":{\"minLength\":1}}]}},"
    "\"patternProperties\":{\"^[0-9]+$\":false},"
    "\"$defs\":{\"names\":{\"type\":\"array\",\"uniqueItems\":true,"
    "\"contains\":{\"const\":\"VerifiableCredential\"},\"items\":{\"type\":"
    "\"string\"}}}}";

static enum vc_resolved
resolve_schema(void *user, struct vc_arena *arena, struct vc_view address,
               struct vc_view *out)
{
    (void)user;
    (void)arena;
    *out = VC_VIEW(schema);
    return vc_view_equal(address, VC_VIEW(SCHEMA)) ? VC_RESOLVED
                                                   : VC_RESOLVED_UNKNOWN;
}

/* The whole verdict as text, which must name the finding `code`. */
static enum vc_status
judge(struct vc_arena *arena, struct vc_view text, enum vc_layer layer,
      const char *code, struct vc_view *out)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict verdict;

    options.resolver.schema = resolve_schema;
    VC_TRY(vc_verdict_make(arena, text, &options, &verdict));
    assert_string_equal(vc_verdict_code(&verdict.layers[layer]), code);
    VC_TRY(vc_verdict_text(arena, &verdict, out));
    return vc_verdict_json(arena, &verdict, out);
}

static enum vc_status
verify_good_status(struct vc_arena *arena, struct vc_view *out)
{
    s.list = clear_list;
    return judge(arena, with_status, VC_LAYER_STATUS, "status_good", out);
}

static enum vc_status
verify_revoked(struct vc_arena *arena, struct vc_view *out)
{
    s.list = set_list;
    return judge(arena, with_status, VC_LAYER_STATUS, "status_revoked", out);
}

static enum vc_status
verify_schema(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, with_schema, VC_LAYER_FORM, "form_ok", out);
}

static enum vc_status
verify_endorsements(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, with_endorsements, VC_LAYER_ENDORSEMENTS,
                 "endorsements_ok", out);
}

static enum vc_status
verify_record(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, record, VC_LAYER_ENDORSEMENTS, "record_ok", out);
}

static enum vc_status
verify_png(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, baked_png, VC_LAYER_PROOF, "proof_ok", out);
}

static enum vc_status
verify_svg(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, baked_svg, VC_LAYER_PROOF, "proof_ok", out);
}

/* --- schemas ------------------------------------------------------------- */

static enum vc_status
check_schema(struct vc_arena *arena, const char *document)
{
    const struct vc_schema_options options = {.formats = true};
    struct vc_schema_set *set = NULL;
    struct vc_json *node = NULL;

    VC_TRY(vc_json_parse(arena, VC_VIEW(schema), NULL, &node, NULL));
    VC_TRY(vc_schema_set_new(arena, &set));
    VC_TRY(vc_schema_set_add(set, VC_VIEW(SCHEMA), node, NULL));
    VC_TRY(vc_schema_set_close(set, NULL));
    VC_TRY(vc_json_parse(arena, vc_view_of(document), NULL, &node, NULL));
    return vc_schema_check(set, arena, VC_VIEW(SCHEMA), node, &options, NULL);
}

static enum vc_status
fit_schema(struct vc_arena *arena, struct vc_view *out)
{
    *out = VC_VIEW("fits");
    return check_schema(arena, sample_unsigned);
}

/* Work that is to be refused: that is its result. */
static enum vc_status
not_fit_schema(struct vc_arena *arena, struct vc_view *out)
{
    enum vc_status status =
        check_schema(arena, "{\"name\":\"Name\",\"type\":[\"a\",\"b\"]}");

    *out = VC_VIEW("refused");
    assert_int_not_equal(status, VC_OK);
    return status == VC_SCHEMA_MISMATCH ? VC_OK : status;
}

/* --- JSON-LD ------------------------------------------------------------- */

static const char linked[] =
    "{\"@context\":{\"@version\":1.1,\"@language\":\"es\",\"ex\":{\"@id\":"
    "\"https://example.org/\",\"@prefix\":true},\"list\":{\"@id\":\"ex:list\","
    "\"@container\":\"@list\"},\"word\":{\"@id\":\"ex:word\",\"@container\":"
    "\"@language\"},\"by\":{\"@id\":\"ex:by\",\"@container\":[\"@id\","
    "\"@set\"]},\"kind\":{\"@id\":\"ex:kind\",\"@container\":\"@type\"},"
    "\"at\":{\"@id\":\"ex:at\",\"@container\":\"@index\"},\"graph\":{\"@id\":"
    "\"ex:graph\",\"@container\":\"@graph\"},\"back\":{\"@reverse\":\"ex:p\","
    "\"@type\":\"@id\"},\"raw\":{\"@id\":\"ex:raw\",\"@type\":\"@json\"},"
    "\"in\":{\"@id\":\"ex:in\",\"@nest\":\"nest\"},\"nest\":\"@nest\","
    "\"Thing\":{\"@id\":\"ex:Thing\",\"@context\":{\"own\":\"ex:own\"}}},"
    "\"@id\":\"ex:1\",\"@type\":\"Thing\",\"own\":\"x\",\"list\":[1,[2,\"a\"],"
    "[]],\"word\":{\"en\":\"one\",\"es\":[\"uno\",\"una\"]},\"by\":{\"ex:2\":"
    "{\"ex:q\":true}},\"kind\":{\"ex:T\":{\"@id\":\"ex:3\"}},\"at\":{\"k\":5.5,"
    "\"l\":[\"m\"]},\"graph\":{\"@id\":\"ex:4\",\"ex:q\":{\"ex:r\":\"y\"}},"
    "\"back\":[\"ex:5\",\"ex:6\"],\"raw\":{\"b\":[1,null]},\"nest\":{\"in\":"
    "{\"@value\":\"z\",\"@language\":\"ar\",\"@direction\":\"rtl\"}}}";

static enum vc_status
expand(struct vc_arena *arena, struct vc_json **document, struct vc_json **out)
{
    VC_TRY(vc_json_parse(arena, VC_VIEW(linked), NULL, document, NULL));
    return vc_expand(arena, NULL, *document, NULL, out, NULL);
}

static enum vc_status
compact(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *document = NULL;
    struct vc_json *expanded = NULL;
    struct vc_json *node = NULL;

    VC_TRY(expand(arena, &document, &expanded));
    VC_TRY(vc_compact(arena, NULL, expanded, document, NULL, &node, NULL));
    return vc_json_write(arena, node, 0, out);
}

static enum vc_status
flatten(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *document = NULL;
    struct vc_json *expanded = NULL;
    struct vc_json *node = NULL;

    VC_TRY(expand(arena, &document, &expanded));
    VC_TRY(vc_flatten(arena, expanded, NULL, &node, NULL));
    VC_TRY(vc_compact(arena, NULL, node, document, NULL, &node, NULL));
    return vc_json_write(arena, node, 0, out);
}

static enum vc_status
from_rdf(struct vc_arena *arena, struct vc_view *out)
{
    const struct vc_to_rdf_options to = {.direction =
                                             VC_RDF_DIRECTION_COMPOUND_LITERAL};
    const struct vc_from_rdf_options from = {
        .direction = VC_RDF_DIRECTION_COMPOUND_LITERAL, .native_types = true};
    struct vc_json *document = NULL;
    struct vc_json *node = NULL;
    struct vc_dataset dataset;
    struct vc_view quads;

    VC_TRY(expand(arena, &document, &node));
    VC_TRY(vc_to_rdf(arena, node, &to, &dataset, NULL));
    VC_TRY(vc_quads_write(arena, &dataset, &quads));
    VC_TRY(vc_quads_read(arena, quads, 0, &dataset, NULL));
    VC_TRY(vc_from_rdf(arena, &dataset, &from, &node, NULL));
    return vc_json_write(arena, node, 0, out);
}

/* --- pictures ------------------------------------------------------------ */

/* One grey pixel, in hexadecimal digits; in the second with a packed credential:
 * {"type":["OpenBadgeCredential"]}. */
#define PNG_START                                                              \
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
#define PNG_END                                                                \
    "0000000a49444154789c636000000002000148afa471"                             \
    "0000000049454e44ae426082"
static const char png_hex[] = PNG_START PNG_END;
static const char packed_png_hex[] =
    PNG_START "00000040695458746f70656e626164676563726564656e7469616c0001000000"
              "789cab562aa92c4855b28a56f22f48cd734a4c494f752e4a4d49cd2bc94ccc51"
              "8aad0500ba410b95bbce8c20" PNG_END;

static struct vc_view png;
static struct vc_view packed_png;

static const char svg[] =
    "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" "
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\"><g id=\"a&amp;b\">"
    "<!-- c --><path d=\"M0 0\"/></g></svg>";

static enum vc_status
bake_twice(struct vc_arena *arena, struct vc_view picture, struct vc_view *out)
{
    struct vc_view once;

    VC_TRY(vc_bake_write(arena, picture,
                         VC_VIEW("{\"type\":[\"OpenBadgeCredential\"]}"), &once,
                         NULL));
    VC_TRY(vc_bake_write(arena, once, with_schema, &once, NULL));
    VC_TRY(vc_bake_read(arena, once, out, NULL));
    assert_true(vc_view_equal(*out, with_schema));
    *out = once;
    return VC_OK;
}

static enum vc_status
bake_png(struct vc_arena *arena, struct vc_view *out)
{
    return bake_twice(arena, png, out);
}

static enum vc_status
bake_svg(struct vc_arena *arena, struct vc_view *out)
{
    return bake_twice(arena, VC_VIEW(svg), out);
}

static enum vc_status
unbake_packed(struct vc_arena *arena, struct vc_view *out)
{
    return vc_bake_read(arena, packed_png, out, NULL);
}

/* --- keys, documents, tokens --------------------------------------------- */

static struct vc_secret secret; /* of P-256, when a work begins with use_p256 */

static struct vc_view es256_token;
static struct vc_view ecdsa_proof;
static struct vc_view w3c_token;

/* The issuer has that key, and its document lists it. */
static void
use_key(const struct vc_key *key)
{
    char *text = s.method + strlen(SAMPLE_DID "#");

    s.key = *key;
    text[vc_key_write(key, text)] = '\0';
}

static struct vc_proof_terms
p256_terms(const char *suite)
{
    struct vc_proof_terms terms = sample_terms(&s);

    terms.key = &secret.key;
    terms.signer = vc_secret_signer(&secret);
    terms.suite = vc_view_of(suite);
    return terms;
}

static enum vc_status
make_es256_token(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = p256_terms("");

    return vc_jwt_issue(arena, &tools, VC_VIEW(sample_unsigned), NULL, &terms,
                        VC_JWT_BADGE, out, NULL);
}

static enum vc_status
make_ecdsa_proof(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = p256_terms("ecdsa-jcs-2019");

    return vc_credential_issue(arena, &tools, VC_VIEW(sample_unsigned), NULL,
                               &terms, out, NULL);
}

/* No two signatures are the same; their lengths are. */
static enum vc_status
issue_es256_token(struct vc_arena *arena, struct vc_view *out)
{
    VC_TRY(make_es256_token(arena, out));
    out->data = "issued";
    assert_int_equal(out->size, es256_token.size);
    out->size = 6;
    return VC_OK;
}

static enum vc_status
issue_ecdsa_proof(struct vc_arena *arena, struct vc_view *out)
{
    VC_TRY(make_ecdsa_proof(arena, out));
    *out = VC_VIEW("issued");
    return VC_OK;
}

static enum vc_status
verify_es256_token(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, es256_token, VC_LAYER_KEY, "key_ok", out);
}

static enum vc_status
verify_ecdsa_proof(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, ecdsa_proof, VC_LAYER_KEY, "key_ok", out);
}

static enum vc_status
issue_w3c_token(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);

    return vc_jwt_issue(arena, &tools, VC_VIEW(sample_unsigned), NULL, &terms,
                        VC_JWT_W3C, out, NULL);
}

static enum vc_status
verify_w3c_token(struct vc_arena *arena, struct vc_view *out)
{
    return judge(arena, w3c_token, VC_LAYER_KEY, "key_ok", out);
}

static enum vc_status
sign_rs256(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_secret read;
    uint8_t *signature = vc_arena_alloc(arena, VC_CRYPTO_MAX_SIGNATURE);

    if (signature == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_secret_read_pem(VC_VIEW(fixed_rsa_pem), &read, NULL));
    *out = (struct vc_view){(const char *)signature,
                            vc_key_signature_size(&read.key)};
    return vc_secret_sign(&read, "text", 4, signature);
}

static enum vc_status
read_jwk(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_secret read;
    struct vc_json *jwk = NULL;

    *out = VC_VIEW("read");
    VC_TRY(vc_json_parse(arena, VC_VIEW(fixed_rsa_jwk), NULL, &jwk, NULL));
    return vc_secret_read_jwk(jwk, &read, NULL);
}

/* The point of fixed_keys.h as a JWK, and with it a Multikey. */
static const char document[] =
    "{\"id\":\"" SAMPLE_DID "\",\"verificationMethod\":[{\"id\":\"" SAMPLE_DID
    "#a\",\"type\":\"JsonWebKey\",\"controller\":\"" SAMPLE_DID
    "\",\"publicKeyJwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
    "\"YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y\",\"y\":"
    "\"eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk\"}},{\"id\":\"" SAMPLE_DID
    "#b\",\"type\":\"Multikey\",\"controller\":\"" SAMPLE_DID
    "\",\"publicKeyMultibase\":"
    "\"zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP\",\"expires\":"
    "\"2036-01-01T00:00:00Z\"}],\"assertionMethod\":[\"" SAMPLE_DID
    "#a\",\"#b\",\"" SAMPLE_DID "#b\"]}";

static enum vc_status
find_keys(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_key_method jwk;
    struct vc_key_method multikey;
    struct vc_json *node = NULL;
    struct vc_error error = {0};

    VC_TRY(vc_did_document_read(arena, VC_VIEW(document), VC_VIEW(SAMPLE_DID),
                                &node, NULL));
    VC_TRY(vc_key_find(node, VC_VIEW(SAMPLE_DID), VC_VIEW(SAMPLE_DID "#a"),
                       VC_VIEW("assertionMethod"), &jwk, &error));
    VC_TRY(vc_key_find(node, VC_VIEW(SAMPLE_DID), VC_VIEW(SAMPLE_DID "#b"),
                       VC_VIEW("assertionMethod"), &multikey, &error));
    VC_TRY(vc_key_find_same(node, VC_VIEW(SAMPLE_DID), &multikey.key,
                            VC_VIEW("assertionMethod"), &jwk, out, NULL));
    return VC_OK;
}

static enum vc_status
web_address(struct vc_arena *arena, struct vc_view *out)
{
    return vc_did_web_address(arena, VC_VIEW(SAMPLE_DID), out);
}

/* The salt is drawn, the lengths are not. */
static enum vc_status
make_identity(struct vc_arena *arena, struct vc_view *out)
{
    struct vc_json *identity = NULL;
    struct vc_json *subject = vc_json_object(arena);
    struct vc_json *credential = vc_json_object(arena);
    enum vc_identity is = VC_IDENTITY_NONE;

    VC_TRY(vc_identity_make(arena, s.crypto, VC_VIEW("emailAddress"),
                            VC_VIEW("ana@uni.example"), true, &identity));
    if (subject == NULL || credential == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(vc_json_set(subject, VC_VIEW("identifier"), identity));
    VC_TRY(vc_json_set(credential, VC_VIEW("credentialSubject"), subject));
    VC_TRY(vc_identity_check(arena, s.crypto, credential,
                             VC_VIEW("emailAddress"),
                             VC_VIEW("Ana@uni.example"), &is));
    assert_int_equal(is, VC_IDENTITY_SAME);
    *out = VC_VIEW("same");
    return VC_OK;
}

/* --- tests --------------------------------------------------------------- */

static void
status_lists_are_made_changed_and_looked_into(void **state)
{
    (void)state;
    each_fails_once("status list, made and signed", make_list, OURS);
    each_fails_once("status list, changed", update_list, OURS);
    each_fails_once("status entry", entry_of_messages, OURS);
    each_fails_once("verify, status good", verify_good_status, OURS);
    each_fails_once("verify, revoked", verify_revoked, OURS);
}

static void
schemas_are_read_and_checked(void **state)
{
    (void)state;
    each_fails_once("schema, fits", fit_schema, OURS);
    each_fails_once("schema, does not fit", not_fit_schema, OURS);
    each_fails_once("verify, with a schema", verify_schema, OURS);
}

static void
linked_data_goes_there_and_back(void **state)
{
    (void)state;
    each_fails_once("compact", compact, OURS);
    each_fails_once("flatten", flatten, OURS);
    each_fails_once("from_rdf", from_rdf, OURS);
}

static void
pictures_are_baked_and_unbaked(void **state)
{
    (void)state;
    each_fails_once("bake, PNG", bake_png, OURS);
    each_fails_once("bake, SVG", bake_svg, OURS);
    each_fails_once("unbake, packed", unbake_packed, OURS);
    each_fails_once("verify, PNG", verify_png, OURS);
    each_fails_once("verify, SVG", verify_svg, OURS);
}

static void
credentials_in_credentials_are_verified(void **state)
{
    (void)state;
    each_fails_once("verify, endorsements", verify_endorsements, OURS);
    each_fails_once("verify, a record", verify_record, OURS);
}

static void
tokens_and_keys_of_other_kinds(void **state)
{
    struct vc_key usual = s.key;

    (void)state;
    each_fails_once("issue, token of W3C", issue_w3c_token, OURS);
    each_fails_once("verify, token of W3C", verify_w3c_token, OURS);
    each_fails_once("did:web address", web_address, OURS);
    each_fails_once("identity", make_identity, OURS);
    each_fails_once("did document, keys found", find_keys, OPENSSL);
    each_fails_once("RS256, key in PEM", sign_rs256, OPENSSL);
    each_fails_once("private JWK, tried", read_jwk, OPENSSL);
    use_key(&secret.key);
    each_fails_once("issue, token with ES256", issue_es256_token, OPENSSL);
    each_fails_once("verify, token with ES256", verify_es256_token, OPENSSL);
    each_fails_once("issue, ecdsa-jcs-2019", issue_ecdsa_proof, OPENSSL);
    each_fails_once("verify, ecdsa-jcs-2019", verify_ecdsa_proof, OPENSSL);
    use_key(&usual);
}

/* --- what the works begin with ------------------------------------------- */

static struct vc_view
hex_bytes(const char *hex)
{
    uint8_t *bytes = vc_arena_alloc(&kept, strlen(hex) / 2);

    assert_non_null(bytes);
    fixed_bytes(hex, bytes);
    return (struct vc_view){(const char *)bytes, strlen(hex) / 2};
}

static struct vc_view
signed_with(const char *before, const char *what)
{
    struct vc_view out;

    assert_int_equal(
        issue(&kept,
              with(&kept, VC_VIEW(sample_unsigned), before, vc_view_of(what)),
              &out),
        VC_OK);
    return out;
}

static void
make_lists(void)
{
    struct vc_status_list list;
    struct vc_view text;

    assert_int_equal(vc_status_list_new(&kept, 1, 1, &list), VC_OK);
    assert_int_equal(vc_status_list_pack(&kept, &list, &packed), VC_OK);
    assert_int_equal(pack_and_write(&kept, &list, &text), VC_OK);
    assert_int_equal(issue(&kept, text, &clear_list), VC_OK);
    assert_int_equal(make_list(&kept, &set_list), VC_OK);
}

static void
make_others(void)
{
    static const char endorsement[] =
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"id\":\"urn:x:endorsement\",\"type\":[\"VerifiableCredential\","
        "\"EndorsementCredential\"],\"name\":\"Good\",\"issuer\":{\"id\":"
        "\"" SAMPLE_DID "\",\"type\":[\"Profile\"],\"name\":\"Centro\"},"
        "\"validFrom\":\"2026-03-01T00:00:00Z\",\"credentialSubject\":{"
        "\"id\":\"" ACHIEVEMENT "\",\"type\":[\"EndorsementSubject\"],"
        "\"endorsementComment\":\"Well made.\"}}";
    static const char record_start[] =
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"id\":\"urn:x:record\",\"type\":[\"VerifiableCredential\","
        "\"ClrCredential\"],\"name\":\"Transcript\",\"partial\":true,"
        "\"issuer\":{\"id\":\"" SAMPLE_DID "\",\"type\":[\"Profile\"],"
        "\"name\":\"A\"},\"validFrom\":\"2026-03-01T00:00:00Z\","
        "\"credentialSubject\":{\"type\":[\"ClrSubject\"],\"identifier\":[{"
        "\"type\":\"IdentityObject\",\"hashed\":false,\"identityHash\":"
        "\"ana@uni.example\",\"identityType\":\"emailAddress\"}],"
        "\"verifiableCredential\":[";
    struct vc_view inner;
    struct vc_view text;

    assert_int_equal(issue(&kept, VC_VIEW(endorsement), &inner), VC_OK);
    text = vc_arena_join(&kept, VC_VIEW("\"endorsement\":["), inner);
    text = vc_arena_join(&kept, text, VC_VIEW("],"));
    text = with(&kept, VC_VIEW(sample_unsigned), "\"validFrom\"", text);
    assert_int_equal(issue(&kept, text, &with_endorsements), VC_OK);
    text = vc_arena_join(&kept, VC_VIEW(record_start), with_endorsements);
    text = vc_arena_join(&kept, text, VC_VIEW("]}}"));
    assert_int_equal(issue(&kept, text, &record), VC_OK);
}

static void
make_keys(void)
{
    struct vc_key usual = s.key;

    secret.key = (struct vc_key){.type = VC_KEY_P256, .size = 33};
    fixed_bytes(fixed_p256_point, secret.key.bytes);
    fixed_bytes(fixed_p256_secret, secret.bytes);
    assert_int_equal(issue_w3c_token(&kept, &w3c_token), VC_OK);
    use_key(&secret.key);
    assert_int_equal(make_es256_token(&kept, &es256_token), VC_OK);
    assert_int_equal(make_ecdsa_proof(&kept, &ecdsa_proof), VC_OK);
    use_key(&usual);
}

static int
open_all(void **state)
{
    (void)state;
    if (sample_open(&s) != VC_OK) {
        return -1;
    }
    make_lists();
    with_status = signed_with("\"validFrom\"",
                              "\"credentialStatus\":{\"id\":\"" LIST "#94567\","
                              "\"type\":\"BitstringStatusListEntry\","
                              "\"statusPurpose\":\"revocation\","
                              "\"statusListIndex\":\"94567\","
                              "\"statusListCredential\":\"" LIST "\"},");
    with_schema = signed_with("\"validFrom\"",
                              "\"credentialSchema\":[{\"id\":\"" SCHEMA "\","
                              "\"type\":\"JsonSchema\"}],");
    make_others();
    make_keys();
    png = hex_bytes(png_hex);
    packed_png = hex_bytes(packed_png_hex);
    assert_int_equal(vc_bake_write(&kept, png, with_schema, &baked_png, NULL),
                     VC_OK);
    return vc_bake_write(&kept, VC_VIEW(svg), with_schema, &baked_svg, NULL) ==
                   VC_OK
               ? 0
               : -1;
}

static int
close_all(void **state)
{
    (void)state;
    sample_close(&s);
    vc_arena_free(&kept);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_lists_are_made_changed_and_looked_into),
        cmocka_unit_test(schemas_are_read_and_checked),
        cmocka_unit_test(linked_data_goes_there_and_back),
        cmocka_unit_test(pictures_are_baked_and_unbaked),
        cmocka_unit_test(credentials_in_credentials_are_verified),
        cmocka_unit_test(tokens_and_keys_of_other_kinds),
    };

    if (!loop_begin()) {
        return 1;
    }
    return cmocka_run_group_tests(tests, open_all, close_all);
}
