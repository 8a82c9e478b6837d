/* SPDX-License-Identifier: Apache-2.0 */
/* Input made to take long, to take much, or to run over the stack: each case is
 * made here, has a deadline in milliseconds of processor time, and ends with an
 * error that says what is wrong, and where. */
#include "ld_tools.h"
#include "sample.h"

#include "vc/bake.h"
#include "vc/multibase.h"
#include "vc/schema.h"
#include "vc/status_list.h"

#include <zlib.h>

static struct sample s;
static struct vc_arena arena;
static struct vc_arena kept; /* from one case to the next */
static struct vc_view list_bomb;
static struct vc_view png_bomb;

/* --- texts --------------------------------------------------------------- */

static struct vc_buf text;

static void
begin(void)
{
    vc_buf_init(&text, &arena, 1 << 16, 0);
}

static void
add(const char *piece)
{
    vc_buf_add(&text, vc_view_of(piece));
}

static void
repeat(const char *piece, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        add(piece);
    }
}

static struct vc_view
finish(void)
{
    struct vc_view out = {NULL, 0};

    assert_int_equal(vc_buf_finish(&text, &out), VC_OK);
    return out;
}

/* The sample badge with `what` put before its first `before`. */
static void
add_badge_with(const char *before, struct vc_view what)
{
    const char *at = strstr(sample_unsigned, before);

    assert_non_null(at);
    vc_buf_add(&text, (struct vc_view){sample_unsigned,
                                       (size_t)(at - sample_unsigned)});
    vc_buf_add(&text, what);
    add(at);
}

/* --- JSON ---------------------------------------------------------------- */

static enum vc_status
parse(struct vc_view json, struct vc_error *error)
{
    struct vc_json *out = NULL;

    return vc_json_parse(&arena, json, NULL, &out, error);
}

static enum vc_status
deep_arrays(struct vc_error *error)
{
    begin();
    repeat("[", 1000000);
    return parse(finish(), error);
}

static enum vc_status
deep_objects(struct vc_error *error)
{
    begin();
    repeat("{\"a\":\n", 150000);
    return parse(finish(), error);
}

static enum vc_status
number_of_a_megabyte(struct vc_error *error)
{
    begin();
    add("{\"n\":");
    repeat("9", 1000000);
    add("}");
    return parse(finish(), error);
}

static enum vc_status
exponent_of_a_megabyte(struct vc_error *error)
{
    begin();
    add("[1,\n1e");
    repeat("9", 1000000);
    add("]");
    return parse(finish(), error);
}

static enum vc_status
member_that_comes_twice_at_last(struct vc_error *error)
{
    begin();
    add("{\"x\":{");
    for (int i = 0; i < 60000; i++) {
        char name[32];

        snprintf(name, sizeof(name), "\"m%d\":0,", i);
        add(name);
    }
    add("\"m7\":1}}");
    return parse(finish(), error);
}

/* --- JSON-LD ------------------------------------------------------------- */

static enum vc_status
expand(struct vc_view json, struct vc_loader loader, struct vc_error *error)
{
    const struct vc_expand_options options = {.loader = loader};
    struct vc_json *document = NULL;
    struct vc_json *out = NULL;

    VC_TRY(vc_json_parse(&arena, json, NULL, &document, error));
    return vc_expand(&arena, s.contexts, document, &options, &out, error);
}

/* Each context includes the next one, without end. */
static enum vc_status
load_next(void *user, struct vc_view url, const struct vc_json **out)
{
    int *number = user;
    char json[80];
    struct vc_json *document = NULL;

    (void)url;
    snprintf(json, sizeof(json), "{\"@context\":\"https://a.example/%d\"}",
             ++*number);
    VC_TRY(vc_json_parse(&arena, vc_arena_copy(&arena, vc_view_of(json)), NULL,
                         &document, NULL));
    *out = document;
    return VC_OK;
}

static enum vc_status
contexts_without_end(struct vc_error *error)
{
    int number = 0;

    return expand(VC_VIEW("{\"@context\":\"https://a.example/0\"}"),
                  (struct vc_loader){load_next, &number}, error);
}

/* Scoped contexts by the thousand, each on top of all of the terms. */
static enum vc_status
contexts_that_multiply(struct vc_error *error)
{
    begin();
    add("{\"@context\":[{\"@version\":1.1,\"@vocab\":\"urn:v:\"");
    for (int i = 0; i < 2000; i++) {
        char term[120];

        snprintf(term, sizeof(term),
                 ",\"t%d\":{\"@id\":\"urn:%d\",\"@context\":{\"u%d\":"
                 "\"urn:u\"}}",
                 i, i, i);
        add(term);
    }
    add("}],\"a\":[1");
    for (int i = 0; i < 2000; i++) {
        char member[60];

        snprintf(member, sizeof(member), ",{\"t%d\":{\"u%d\":{}}}", i, i);
        add(member);
    }
    add("]}");
    return expand(finish(), (struct vc_loader){NULL, NULL}, error);
}

/* Terms that are defined by one another, in a ring. */
static enum vc_status
terms_in_a_ring(struct vc_error *error)
{
    begin();
    add("{\"@context\":{");
    for (int i = 0; i < 20000; i++) {
        char term[60];

        snprintf(term, sizeof(term), "\"t%d\":\"t%d:x\",", i, (i + 1) % 20000);
        add(term);
    }
    add("\"z\":\"urn:z\"}}");
    return expand(finish(), (struct vc_loader){NULL, NULL}, error);
}

/* --- graphs -------------------------------------------------------------- */

static enum vc_status
canonicalize(struct vc_view quads, struct vc_error *error)
{
    struct vc_dataset dataset;
    struct vc_rdfc_result result;

    VC_TRY(vc_quads_read(&arena, quads, 0, &dataset, error));
    return vc_rdfc_canonicalize(&arena, s.crypto, &dataset, NULL, &result,
                                error);
}

/* Every node knows every other: ten took a program twenty minutes. */
static enum vc_status
clique(struct vc_error *error)
{
    begin();
    for (int a = 0; a < 24; a++) {
        for (int b = 0; b < 24; b++) {
            char line[60];

            snprintf(line, sizeof(line), "_:n%d <urn:p> _:n%d .\n", a, b);
            if (a != b) {
                add(line);
            }
        }
    }
    return canonicalize(finish(), error);
}

/* A clique inside a badge that is signed by nobody yet. */
static enum vc_status
clique_in_a_document(struct vc_error *error)
{
    const struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_hash hash;
    struct vc_json *document = NULL;

    begin();
    add("{\"@context\":{\"k\":{\"@id\":\"urn:k\",\"@type\":\"@id\"}},"
        "\"@graph\":[");
    for (int a = 0; a < 16; a++) {
        char node[40];

        snprintf(node, sizeof(node), "%s{\"@id\":\"_:n%d\",\"k\":[",
                 a > 0 ? "," : "", a);
        add(node);
        for (int b = 0; b < 16; b++) {
            snprintf(node, sizeof(node), "%s\"_:n%d\"", b > 0 ? "," : "", b);
            add(node);
        }
        add("]}");
    }
    add("]}");
    VC_TRY(vc_json_parse(&arena, finish(), NULL, &document, error));
    return vc_proof_hash_document(&arena, &tools, document, VC_SHA256, &hash,
                                  error);
}

/* --- schemas ------------------------------------------------------------- */

#define SCHEMA "https://a.example/schema"

static enum vc_status
check(struct vc_view schema, struct vc_view document, struct vc_error *error)
{
    struct vc_schema_set *set = NULL;
    struct vc_json *node = NULL;

    VC_TRY(vc_json_parse(&arena, schema, NULL, &node, error));
    VC_TRY(vc_schema_set_new(&arena, &set));
    VC_TRY(vc_schema_set_add(set, VC_VIEW(SCHEMA), node, error));
    VC_TRY(vc_schema_set_close(set, error));
    VC_TRY(vc_json_parse(&arena, document, NULL, &node, error));
    return vc_schema_check(set, &arena, VC_VIEW(SCHEMA), node, NULL, error);
}

static struct vc_view
many_letters(void)
{
    begin();
    add("{\"name\":\"");
    repeat("a", 100000);
    add("!\"}");
    return finish();
}

static enum vc_status
pattern_with_nested_repeats(struct vc_error *error)
{
    return check(VC_VIEW("{\"properties\":{\"name\":{\"pattern\":"
                         "\"^(a+)+(a|a)*$\"}}}"),
                 many_letters(), error);
}

static enum vc_status
pattern_with_counted_repeats(struct vc_error *error)
{
    return check(VC_VIEW("{\"properties\":{\"name\":{\"pattern\":"
                         "\"((a{1,1000}){1,1000}){1,1000}\"}}}"),
                 many_letters(), error);
}

/* 2 to the power of 60 ways through it. */
static enum vc_status
schema_that_doubles(struct vc_error *error)
{
    begin();
    add("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
    for (int i = 0; i < 60; i++) {
        char def[120];

        snprintf(def, sizeof(def),
                 "\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":"
                 "\"#/$defs/d%d\"}]},",
                 i, i + 1, i + 1);
        add(def);
    }
    add("\"d60\":true}}");
    return check(finish(), VC_VIEW("{\"name\":1}"), error);
}

static enum vc_status
schema_that_is_itself(struct vc_error *error)
{
    return check(VC_VIEW("{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}"),
                 VC_VIEW("{\"name\":1}"), error);
}

/* Every one is compared with every other. */
static enum vc_status
items_that_are_all_alike_but_one(struct vc_error *error)
{
    begin();
    add("{\"items\":[");
    for (int i = 0; i < 20000; i++) {
        char item[40];

        snprintf(item, sizeof(item), "[\"aaaaaaaaaaaa\",%d],", i);
        add(item);
    }
    add("[\"aaaaaaaaaaaa\",7]]}");
    return check(VC_VIEW("{\"properties\":{\"items\":{\"uniqueItems\":true}}}"),
                 finish(), error);
}

/* --- packed -------------------------------------------------------------- */

/* `size` zero bytes by zlib; `bits` as deflateInit2 wants them. */
static struct vc_view
bomb(size_t size, int bits)
{
    static uint8_t zeros[1 << 16];
    z_stream z = {.zalloc = NULL};
    size_t cap = size / 900 + 4096;
    uint8_t *out = vc_arena_alloc(&kept, cap);

    assert_non_null(out);
    assert_int_equal(
        deflateInit2(&z, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_out = out;
    z.avail_out = (unsigned)cap;
    for (size_t done = 0; done < size; done += sizeof(zeros)) {
        z.next_in = zeros;
        z.avail_in = sizeof(zeros);
        assert_int_equal(deflate(&z, Z_NO_FLUSH), Z_OK);
    }
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return (struct vc_view){(const char *)out, z.total_out};
}

static enum vc_status
status_list_of_a_quarter_gigabyte(struct vc_error *error)
{
    struct vc_view packed = list_bomb;
    size_t size = 0;
    char *encoded = NULL;
    unsigned bit = 0;

    size = vc_multibase_base64url_size(packed.size);
    encoded = vc_arena_alloc(&arena, size + 1);
    if (encoded == NULL) {
        return VC_NO_MEMORY;
    }
    encoded[0] = 'u';
    vc_multibase_base64url_encode((const uint8_t *)packed.data, packed.size,
                                  encoded + 1);
    return vc_status_list_read(&arena, (struct vc_view){encoded, size + 1}, 1,
                               UINT64_C(1) << 30, &bit, error);
}

/* --- pictures ------------------------------------------------------------ */

static void
add_number(uint32_t n)
{
    const char bytes[4] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8),
                           (char)n};

    vc_buf_add(&text, (struct vc_view){bytes, 4});
}

static void
add_chunk(const char *type, struct vc_view data)
{
    uLong crc = crc32(0, (const Bytef *)type, 4);

    crc = crc32(crc, (const Bytef *)data.data, (unsigned)data.size);
    add_number((uint32_t)data.size);
    add(type);
    vc_buf_add(&text, data);
    add_number((uint32_t)crc);
}

static void
begin_png(void)
{
    static const char header[13] = "\0\0\0\1\0\0\0\1\10\0\0\0";

    begin();
    add("\x89PNG\r\n\x1a\n");
    add_chunk("IHDR", (struct vc_view){header, 13});
}

static enum vc_status
unbake(struct vc_view picture, struct vc_error *error)
{
    struct vc_view out;

    return vc_bake_read(&arena, picture, &out, error);
}

static enum vc_status
png_with_a_chunk_of_four_gigabytes(struct vc_error *error)
{
    begin_png();
    add_number(UINT32_MAX);
    add("iTXtopenbadgecredential");
    return unbake(finish(), error);
}

static enum vc_status
png_of_empty_chunks(struct vc_error *error)
{
    begin_png();
    for (int i = 0; i < 1000000; i++) {
        add_chunk("tEXt", (struct vc_view){"", 0});
    }
    return unbake(finish(), error);
}

static enum vc_status
png_with_a_packed_quarter_gigabyte(struct vc_error *error)
{
    struct vc_view head = {"openbadgecredential\0\1\0\0\0", 24};

    begin_png();
    add_chunk("iTXt", vc_arena_join(&arena, head, png_bomb));
    return unbake(finish(), error);
}

static enum vc_status
svg_of_nested_groups(struct vc_error *error)
{
    begin();
    add("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    repeat("<g>\n", 1000000);
    return unbake(finish(), error);
}

static enum vc_status
svg_with_entities_in_entities(struct vc_error *error)
{
    begin();
    add("<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY a \"ha\">\n");
    for (char c = 'b'; c <= 'z'; c++) {
        char line[80];

        snprintf(line, sizeof(line), "<!ENTITY %c \"&%c;&%c;&%c;&%c;&%c;\">\n",
                 c, c - 1, c - 1, c - 1, c - 1, c - 1);
        add(line);
    }
    add("]><svg xmlns=\"http://www.w3.org/2000/svg\">&z;</svg>");
    return unbake(finish(), error);
}

static enum vc_status
svg_with_a_hundred_thousand_attributes(struct vc_error *error)
{
    begin();
    add("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    for (int i = 0; i < 100000; i++) {
        char attribute[32];

        snprintf(attribute, sizeof(attribute), "\n a%d=\"\"", i);
        add(attribute);
    }
    add(" a7=\"\"/>");
    return unbake(finish(), error);
}

/* --- credentials --------------------------------------------------------- */

/* What the verdict says of it, as an error: the finding of the worst layer. */
static enum vc_status
judge(struct vc_view bytes, enum vc_layer layer, struct vc_error *error)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict verdict;
    const struct vc_finding *finding = &verdict.layers[layer];
    struct vc_view reason;

    assert_int_equal(vc_verdict_make(&arena, bytes, &options, &verdict), VC_OK);
    assert_int_not_equal(verdict.result, VC_RESULT_VERIFIED);
    assert_int_equal(vc_verdict_fill(&arena, finding,
                                     vc_view_of(vc_verdict_reason(finding)),
                                     &reason),
                     VC_OK);
    return vc_error_set(error, VC_INVALID, "%s: %.*s", vc_verdict_code(finding),
                        (int)reason.size, reason.data);
}

static enum vc_status
ten_thousand_proofs(struct vc_error *error)
{
    struct vc_view proofs;

    begin();
    add("\"proof\":[{}");
    repeat(",{\"type\":\"DataIntegrityProof\"}", 10000);
    add("],");
    proofs = finish();
    begin();
    add_badge_with("\"validFrom\"", proofs);
    return judge(finish(), VC_LAYER_PROOF, error);
}

/* Base58 costs the square of its length. */
static enum vc_status
signature_of_half_a_megabyte(struct vc_error *error)
{
    struct vc_view proof;

    begin();
    add("\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
        "\"eddsa-rdfc-2022\",\"proofPurpose\":\"assertionMethod\","
        "\"verificationMethod\":\"" SAMPLE_DID "#k\",\"proofValue\":\"z");
    repeat("z", 500000);
    add("\"},");
    proof = finish();
    begin();
    add_badge_with("\"validFrom\"", proof);
    return judge(finish(), VC_LAYER_PROOF, error);
}

static enum vc_status
endorsements_in_endorsements(struct vc_error *error)
{
    struct vc_view inner = VC_VIEW("");

    for (int i = 0; i < 60; i++) {
        struct vc_view whole;

        begin();
        add_badge_with("\"validFrom\"", inner);
        whole = finish();
        begin();
        add("\"endorsement\":[");
        vc_buf_add(&text, whole);
        add("],");
        inner = finish();
    }
    begin();
    add_badge_with("\"validFrom\"", inner);
    return judge(finish(), VC_LAYER_FORM, error);
}

/* Of one address: they say no more than one of them. */
static enum vc_status
contexts_by_the_thousand(struct vc_error *error)
{
    const struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_hash hash;
    struct vc_json *document = NULL;
    struct vc_view more;

    begin();
    repeat("\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\",",
           10000);
    more = finish();
    begin();
    add_badge_with("\"https://purl.imsglobal.org/spec/ob", more);
    VC_TRY(vc_json_parse(&arena, finish(), NULL, &document, error));
    return vc_proof_hash_document(&arena, &tools, document, VC_SHA256, &hash,
                                  error);
}

static enum vc_status
token_with_a_header_of_a_megabyte(struct vc_error *error)
{
    begin();
    repeat("eyJh", 200000);
    add(".e30.AA");
    return judge(finish(), VC_LAYER_FORM, error);
}

/* --- the table ----------------------------------------------------------- */

static const struct hostile {
    const char *name;
    enum vc_status (*run)(struct vc_error *error);
    double deadline; /* ms; ten times that under sanitizers */
    enum vc_status want;
    const char *says;
    const char *where; /* part of the path; NULL: none to tell */
    size_t line;       /* 0: none to tell */
} cases[] = {
#define CASE(run) #run, run
    {CASE(deep_arrays), 50, VC_JSON_DEPTH, "deep", NULL, 1},
    {CASE(deep_objects), 50, VC_JSON_DEPTH, "deep", NULL, 129},
    {CASE(number_of_a_megabyte), 200, VC_JSON_RANGE, "number", NULL, 1},
    {CASE(exponent_of_a_megabyte), 200, VC_JSON_RANGE, "number", NULL, 2},
    {CASE(member_that_comes_twice_at_last), 200, VC_JSON_DUPLICATE, "m7", NULL,
     1},
    {CASE(contexts_without_end), 100, VC_LD_CONTEXT_OVERFLOW, "a.example/32",
     "@context", 0},
    {CASE(contexts_that_multiply), 1000, VC_LIMIT, "@context", "/", 0},
    {CASE(terms_in_a_ring), 200, VC_LIMIT, "t200", "/@context", 0},
    {CASE(clique), 1500, VC_RDFC_WORK, "calls", NULL, 0},
    {CASE(clique_in_a_document), 1500, VC_RDFC_WORK, "calls", NULL, 0},
    {CASE(pattern_with_nested_repeats), 500, VC_SCHEMA_MISMATCH, "pattern",
     "/name", 0},
    {CASE(pattern_with_counted_repeats), 100, VC_LIMIT, "repeats",
     "/properties/name/pattern", 0},
    {CASE(schema_that_doubles), 500, VC_LIMIT, "too much work", NULL, 0},
    {CASE(schema_that_is_itself), 500, VC_LIMIT, "nested", NULL, 0},
    {CASE(items_that_are_all_alike_but_one), 1000, VC_SCHEMA_MISMATCH, "twice",
     "/items", 0},
    {CASE(status_list_of_a_quarter_gigabyte), 1500, VC_LIMIT,
     "the list is too large", NULL, 0},
    {CASE(png_with_a_chunk_of_four_gigabytes), 20, VC_BAKE_DAMAGED,
     "at byte 33", NULL, 0},
    {CASE(png_of_empty_chunks), 500, VC_BAKE_DAMAGED, "at byte 12000033", NULL,
     0},
    {CASE(png_with_a_packed_quarter_gigabyte), 1500, VC_LIMIT, "too large",
     NULL, 0},
    {CASE(svg_of_nested_groups), 500, VC_LIMIT, "nested", NULL, 256},
    {CASE(svg_with_entities_in_entities), 50, VC_BAKE_DAMAGED, "declarations",
     NULL, 2},
    {CASE(svg_with_a_hundred_thousand_attributes), 500, VC_LIMIT, "attributes",
     NULL, 1},
    {CASE(ten_thousand_proofs), 200, VC_INVALID, "more than 8", NULL, 0},
    {CASE(signature_of_half_a_megabyte), 200, VC_INVALID, "in base58", NULL, 0},
    {CASE(endorsements_in_endorsements), 500, VC_INVALID,
     "nested too deeply (line 1)", NULL, 0},
    {CASE(contexts_by_the_thousand), 200, VC_OK, "", NULL, 0},
    {CASE(token_with_a_header_of_a_megabyte), 200, VC_INVALID, "header", NULL,
     0},
#undef CASE
};

#ifdef __SANITIZE_ADDRESS__
enum { SLOWER = 10 };
#else
enum { SLOWER = 1 };
#endif

static void
every_case_ends_in_time_and_says_what_and_where(void **state)
{
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct hostile *c = &cases[i];
        struct vc_error error = {0};
        double start = 0;
        double took = 0;
        enum vc_status got = VC_OK;

        vc_arena_init(&arena, NULL, 0);
        start = ld_clock();
        got = c->run(&error);
        took = ld_clock() - start;
        printf("# %s: %s, %.0f ms (%.0f): %s, line %zu, at %s\n", c->name,
               vc_status_name(got), took, c->deadline, error.message,
               error.line, error.path);
        if (got != c->want || (error.message[0] == '\0') != (got == VC_OK) ||
            strstr(error.message, c->says) == NULL ||
            (c->where != NULL && strstr(error.path, c->where) == NULL) ||
            (c->line != 0 && error.line != c->line)) {
            print_error("%s: %s: '%s', line %zu, at '%s'\n", c->name,
                        vc_status_name(got), error.message, error.line,
                        error.path);
            wrong++;
        }
        if (took > c->deadline * SLOWER) {
            print_error("%s: %.0f ms, allowed are %.0f\n", c->name, took,
                        c->deadline * SLOWER);
            wrong++;
        }
        vc_arena_free(&arena);
    }
    assert_int_equal(wrong, 0);
}

static int
open_all(void **state)
{
    (void)state;
    vc_arena_init(&kept, NULL, 0);
    list_bomb = bomb((size_t)256 << 20, 16 + MAX_WBITS);
    png_bomb = bomb((size_t)256 << 20, MAX_WBITS);
    return sample_open(&s) == VC_OK ? 0 : -1;
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
        cmocka_unit_test(every_case_ends_in_time_and_says_what_and_where),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
