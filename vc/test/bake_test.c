/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials in pictures: put in, taken out, put in again, and pictures that
 * are made to mislead. */
#include "failing.h"

#include "vc/bake.h"

#include <zlib.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define JSON "{\"type\":[\"OpenBadgeCredential\"],\"name\":\"a<b & c>d\"}"
/* {"alg":"none"}.{"type":["ClrCredential"]}.AA */
#define RECORD_TOKEN                                                           \
    "eyJhbGciOiJub25lIn0.eyJ0eXBlIjpbIkNsckNyZWRlbnRpYWwiXX0.AA"
#define SVG_START "<svg xmlns=\"http://www.w3.org/2000/svg\""
#define OB_SPACE "https://purl.imsglobal.org/ob/v3p0"

static struct vc_arena arena;
static struct vc_error error;

static int
open_arena(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    error = (struct vc_error){0};
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

/* --- PNG built by hand --------------------------------------------------- */

struct image {
    char bytes[8192];
    size_t size;
};

static void
add(struct image *p, const void *bytes, size_t size)
{
    assert_true(p->size + size <= sizeof(p->bytes));
    memcpy(p->bytes + p->size, bytes, size);
    p->size += size;
}

static void
add_number(struct image *p, uint32_t n)
{
    const uint8_t b[4] = {(uint8_t)(n >> 24), (uint8_t)(n >> 16),
                          (uint8_t)(n >> 8), (uint8_t)n};

    add(p, b, 4);
}

static void
add_chunk(struct image *p, const char *type, const void *data, size_t size)
{
    size_t start = 0;

    add_number(p, (uint32_t)size);
    start = p->size;
    add(p, type, 4);
    add(p, data, size);
    add_number(p, (uint32_t)crc32(0, (const Bytef *)p->bytes + start,
                                  (unsigned)(size + 4)));
}

static void
png_begin(struct image *p)
{
    static const char header[13] = "\0\0\0\1\0\0\0\1\10\0\0\0";

    p->size = 0;
    add(p, SIGNATURE, 8);
    add_chunk(p, "IHDR", header, sizeof(header));
}

static void
png_end(struct image *p)
{
    static const uint8_t pixels[] = {0x78, 0x9c, 0x63, 0x60, 0x00,
                                     0x00, 0x00, 0x02, 0x00, 0x01};

    add_chunk(p, "IDAT", pixels, sizeof(pixels));
    add_chunk(p, "IEND", "", 0);
}

static void
png_with(struct image *p, const char *text, size_t size)
{
    png_begin(p);
    add_chunk(p, "iTXt", text, size);
    png_end(p);
}

static struct vc_view
view_of(const struct image *p)
{
    return (struct vc_view){p->bytes, p->size};
}

static enum vc_status
read_picture(struct vc_view picture, struct vc_view *out)
{
    return vc_bake_read(&arena, picture, out, &error);
}

static void
assert_holds(struct vc_view picture, const char *want)
{
    struct vc_view out = {NULL, 0};

    assert_int_equal(read_picture(picture, &out), VC_OK);
    assert_int_equal(out.size, strlen(want));
    assert_memory_equal(out.data, want, out.size);
}

static void
assert_refused(struct vc_view picture, enum vc_status want, const char *say)
{
    struct vc_view out = {NULL, 0};

    error = (struct vc_error){0};
    assert_int_equal(read_picture(picture, &out), want);
    if (strstr(error.message, say) == NULL) {
        fail_msg("'%s' says nothing of '%s'", error.message, say);
    }
}

static struct vc_view
bake(struct vc_view picture, const char *credential)
{
    struct vc_view out = {NULL, 0};

    assert_int_equal(
        vc_bake_write(&arena, picture, vc_view_of(credential), &out, &error),
        VC_OK);
    return out;
}

/* --- PNG ----------------------------------------------------------------- */

static void
what_is_baked_into_a_png_comes_out_of_it(void **state)
{
    struct image p;
    struct vc_view baked;

    (void)state;
    png_begin(&p);
    png_end(&p);
    baked = bake(view_of(&p), JSON);
    assert_holds(baked, JSON);
    /* The picture around it is the same, byte for byte. */
    assert_memory_equal(baked.data, p.bytes, 33);
    assert_memory_equal(baked.data + baked.size - (p.size - 33), p.bytes + 33,
                        p.size - 33);
    assert_memory_equal(baked.data + 37, "iTXtopenbadgecredential\0\0\0\0\0{",
                        29);
}

static void
baking_again_replaces_what_was_there(void **state)
{
    struct image p;
    struct vc_view once;
    struct vc_view again;

    (void)state;
    png_begin(&p);
    add_chunk(&p, "tEXt", "openbadgecredential\0not ours", 28);
    png_end(&p);
    once = bake(view_of(&p), RECORD_TOKEN);
    assert_holds(once, RECORD_TOKEN);
    again = bake(bake(once, JSON), RECORD_TOKEN);
    assert_true(vc_view_equal(once, again));
}

static void
a_record_gets_a_keyword_of_its_own(void **state)
{
    struct image p;
    struct vc_view baked;

    (void)state;
    png_begin(&p);
    png_end(&p);
    baked = bake(view_of(&p), RECORD_TOKEN);
    assert_memory_equal(baked.data + 37, "iTXtclrcredential\0\0\0\0\0eyJ", 25);
}

static void
language_and_keyword_before_the_text_are_skipped(void **state)
{
    static const char text[] = "openbadgecredential\0\0\0es\0insignia\0 {} ";
    struct image p;

    (void)state;
    png_with(&p, text, sizeof(text) - 1);
    assert_holds(view_of(&p), "{}");
}

static void
of_two_credentials_the_first_counts(void **state)
{
    struct image p;

    (void)state;
    png_begin(&p);
    add_chunk(&p, "iTXt", "openbadgecredential\0\0\0\0\0{\"n\":1}", 31);
    add_chunk(&p, "iTXt", "openbadgecredential\0\0\0\0\0{\"n\":2}", 31);
    png_end(&p);
    assert_holds(view_of(&p), "{\"n\":1}");
    assert_holds(bake(view_of(&p), "{\"n\":3}"), "{\"n\":3}");
}

static void
a_packed_credential_is_read_under_a_limit(void **state)
{
    size_t big = VC_BAKE_MAX_CREDENTIAL + 1;
    char *spaces = vc_arena_alloc(&arena, big);
    char text[4096] = "openbadgecredential\0\1\0\0";
    struct image p;
    uLongf n = sizeof(text) - 24;

    (void)state;
    assert_int_equal(
        compress((Bytef *)text + 24, &n, (const Bytef *)JSON, strlen(JSON)),
        Z_OK);
    png_with(&p, text, 24 + n);
    assert_holds(view_of(&p), JSON);
    text[30] ^= 1;
    png_with(&p, text, 24 + n);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "unpacked");

    memset(spaces, ' ', big);
    n = sizeof(text) - 24;
    assert_int_equal(
        compress((Bytef *)text + 24, &n, (const Bytef *)spaces, big), Z_OK);
    png_with(&p, text, 24 + n);
    assert_refused(view_of(&p), VC_LIMIT, "too large");
}

static void
a_damaged_png_is_refused_with_its_place(void **state)
{
    static const char bare[] = "openbadgecredential\0\0\0\0\0{}";
    struct image p;

    (void)state;
    png_with(&p, bare, sizeof(bare) - 1);
    p.bytes[70] ^= 1;
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "checksum");
    assert_non_null(strstr(error.message, "byte 33"));
    png_with(&p, bare, 20);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "cut short");
    png_with(&p, bare, 22);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "cut short");
    png_with(&p, "openbadgecredential\0\2\0\0\0{}", 26);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "unknown way");
    png_with(&p, "openbadgecredential\0\1\1\0\0{}", 26);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "unknown way");
    png_with(&p, "openbadgecredential\0\0\0\0\0 \n", 26);
    assert_refused(view_of(&p), VC_BAKE_NONE, "empty");
    png_with(&p, "openbadgecredentials\0\0\0\0\0{}", 27);
    assert_refused(view_of(&p), VC_BAKE_NONE, "no credential");
    p.size -= 1;
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "cut short");
    p.size = 33;
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "cut short");
    memcpy(p.bytes + 33, "\xff\xff\xff\xffiTXtaaaaaaaa", 16);
    p.size = 49;
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "longer than the picture");
}

static void
chunks_in_a_wrong_order_are_refused(void **state)
{
    struct image p = {.size = 0};

    (void)state;
    add(&p, SIGNATURE, 8);
    png_end(&p);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "one header");
    png_begin(&p);
    add_chunk(&p, "IHDR", "0123456789012", 13);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "one header");
    png_begin(&p);
    add_chunk(&p, "IDAT", "", 0);
    add_chunk(&p, "tEXt", "", 0);
    png_end(&p);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "together");
    png_begin(&p);
    add_chunk(&p, "IEND", "", 0);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "too early");
    png_begin(&p);
    png_end(&p);
    add(&p, "more", 4);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "follows");
    png_begin(&p);
    add_chunk(&p, "I@AT", "", 0);
    assert_refused(view_of(&p), VC_BAKE_DAMAGED, "no name");
}

/* --- SVG ----------------------------------------------------------------- */

static void
what_is_baked_into_an_svg_comes_out_of_it(void **state)
{
    struct vc_view baked =
        bake(VC_VIEW("<?xml version='1.0' encoding='UTF-8'?>\n" SVG_START
                     " id='x'>\n<g/></svg>\n"),
             JSON);

    (void)state;
    assert_true(vc_view_equal(
        baked, VC_VIEW("<?xml version='1.0' encoding='UTF-8'?>\n"
                       "<svg xmlns:openbadges=\"" OB_SPACE "\" xmlns=\"http://"
                       "www.w3.org/2000/svg\" id='x'><openbadges:credential>"
                       "<![CDATA[{\"type\":[\"OpenBadgeCredential\"],\"name\":"
                       "\"a\\u003cb \\u0026 c\\u003ed\"}]]>"
                       "</openbadges:credential>\n<g/></svg>\n")));
    assert_holds(baked, "{\"type\":[\"OpenBadgeCredential\"],\"name\":"
                        "\"a\\u003cb \\u0026 c\\u003ed\"}");
}

static void
baking_an_svg_again_replaces_what_was_there(void **state)
{
    struct vc_view once = bake(VC_VIEW(SVG_START "/>"), RECORD_TOKEN);
    struct vc_view old =
        VC_VIEW(SVG_START "><g><o:credential xmlns:o='" OB_SPACE
                          "'>{}</o:credential></g><!-- kept --></svg>");

    (void)state;
    assert_holds(once, RECORD_TOKEN);
    assert_true(vc_view_equal(bake(once, RECORD_TOKEN), once));
    assert_holds(bake(bake(once, JSON), RECORD_TOKEN), RECORD_TOKEN);
    assert_true(vc_view_equal(
        bake(old, "{\"n\":1}"),
        VC_VIEW("<svg xmlns:openbadges=\"" OB_SPACE
                "\" xmlns=\"http://www.w3.org/2000/svg\">"
                "<openbadges:credential><![CDATA[{\"n\":1}]]>"
                "</openbadges:credential><g></g><!-- kept --></svg>")));
}

static void
a_prefix_that_means_something_else_is_left_alone(void **state)
{
    struct vc_view baked =
        bake(VC_VIEW(SVG_START " xmlns:openbadges='http://openbadges.org'>"
                               "<openbadges:assertion verify='x'/></svg>"),
             "{\"n\":1}");

    (void)state;
    assert_holds(baked, "{\"n\":1}");
    assert_true(vc_view_equal(bake(baked, "{\"n\":1}"), baked));
}

static void
an_element_is_known_by_its_namespace_not_its_prefix(void **state)
{
    (void)state;
    assert_holds(VC_VIEW(SVG_START "><b:credential xmlns:b=\"" OB_SPACE
                                   "\">{}</b:credential></svg>"),
                 "{}");
    assert_holds(VC_VIEW(SVG_START "><metadata><credential xmlns='https&#58;//"
                                   "purl.imsglobal.org/ob/v3p0' verify='a.b.c'"
                                   "/></metadata></svg>"),
                 "a.b.c");
    assert_refused(VC_VIEW(SVG_START " xmlns:openbadges='https://other.example'"
                                     "><openbadges:credential>{}"
                                     "</openbadges:credential></svg>"),
                   VC_BAKE_NONE, "no credential");
    assert_refused(VC_VIEW(SVG_START "><openbadges:credential>{}"
                                     "</openbadges:credential></svg>"),
                   VC_BAKE_DAMAGED, "prefix");
    /* The declaration ends with its element. */
    assert_refused(VC_VIEW(SVG_START "><g xmlns:o='" OB_SPACE "'/>"
                                     "<o:credential>{}</o:credential></svg>"),
                   VC_BAKE_DAMAGED, "prefix");
    /* An inner one hides it. */
    assert_refused(VC_VIEW(SVG_START " xmlns:o='" OB_SPACE "'><g xmlns:o='x'>"
                                     "<o:credential>{}</o:credential></g>"
                                     "</svg>"),
                   VC_BAKE_NONE, "no credential");
}

static void
what_only_looks_like_an_element_is_none(void **state)
{
    (void)state;
    assert_holds(
        VC_VIEW(SVG_START
                " xmlns:o='" OB_SPACE "'><!-- <o:credential verify='fake'/> -->"
                "<?o <o:credential verify='fake'/> ?>"
                "<desc><![CDATA[<o:credential verify='fake'/>]]></desc>"
                "<g id='&lt;o:credential verify=&quot;fake&quot;/>'/>"
                "<o:credential o:verify='fake'>{\"real\":1}</o:credential>"
                "</svg>"),
        "{\"real\":1}");
}

static void
text_in_pieces_is_joined_and_references_are_read(void **state)
{
    (void)state;
    assert_holds(VC_VIEW(SVG_START " xmlns:o='" OB_SPACE
                                   "'><o:credential>\r\n{&quot;a&#x22;<!-- no "
                                   "-->:<![CDATA[\"&lt;]]>&lt;\"}\n"
                                   "</o:credential></svg>"),
                 "{\"a\":\"&lt;<\"}");
}

static void
a_document_type_is_skipped_but_may_declare_nothing(void **state)
{
#define AFTER                                                                  \
    SVG_START " xmlns:o='" OB_SPACE "'><o:credential>{}</o:credential></svg>"
    (void)state;
    assert_holds(
        VC_VIEW("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                "<!-- made by hand -->\n<!DOCTYPE svg PUBLIC "
                "\"-//W3C//DTD SVG 1.1//EN\" '>'>\n" AFTER),
        "{}");
    assert_refused(VC_VIEW("<!DOCTYPE svg [<!ENTITY a 'b'>]>" AFTER),
                   VC_BAKE_DAMAGED, "declarations");
    assert_refused(VC_VIEW("<!DOCTYPE svg" AFTER), VC_BAKE_DAMAGED,
                   "declarations");
    assert_refused(VC_VIEW(SVG_START "><!DOCTYPE svg></svg>"), VC_BAKE_DAMAGED,
                   "no place");
    assert_refused(VC_VIEW(SVG_START
                           " xmlns:o='" OB_SPACE
                           "'><o:credential>&a;</o:credential></svg>"),
                   VC_BAKE_DAMAGED, "reference");
#undef AFTER
}

static void
svg_that_is_not_well_formed_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text;
        const char *say;
    } bad[] = {
        {SVG_START ">\n<g></h></svg>", "fits no start"},
        {SVG_START "><g>", "cut short"},
        {SVG_START "><g a='1' a='2'/></svg>", "stands twice"},
        {SVG_START "><g a=1/></svg>", "no value"},
        {SVG_START "><g a/></svg>", "no value"},
        {SVG_START "><g a='1'b='2'/></svg>", "does not end"},
        {SVG_START "><g a='<'/></svg>", "does not end"},
        {SVG_START "><g", "does not end"},
        {SVG_START "><1/></svg>", "name is missing"},
        {SVG_START "><!-- a -- b --></svg>", "comment"},
        {SVG_START "><![CDATA[ </svg>", "CDATA"},
        {SVG_START "><?a </svg>", "instruction"},
        {SVG_START "><?xml version='1.0'?></svg>", "declaration"},
        {SVG_START "><!ENTITY a></svg>", "name is missing"},
        {SVG_START "/>" SVG_START "/>", "second root"},
        {SVG_START "/>text", "outside the root"},
        {SVG_START " x='\x01'/>", "does not allow"},
        {SVG_START " x='\xff'/>", "not UTF-8"},
        {"<?xml version='1.0' encoding='latin-1'?>" SVG_START "/>", "UTF-8"},
        {"<?xml version='1.0'" SVG_START "/>", "does not end"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_refused(vc_view_of(bad[i].text), VC_BAKE_DAMAGED, bad[i].say);
        assert_true(error.line > 0);
    }
    assert_refused(vc_view_of(bad[0].text), VC_BAKE_DAMAGED, "");
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 4);
    assert_refused(VC_VIEW("<html/>"), VC_BAKE_NONE, "no SVG");
    assert_refused(VC_VIEW("<svg/>"), VC_BAKE_NONE, "no SVG");
    assert_refused(VC_VIEW("{}"), VC_BAKE_NONE, "neither");
    assert_refused(VC_VIEW(SVG_START
                           " xmlns:o='" OB_SPACE
                           "'><o:credential>{}<g/></o:credential></svg>"),
                   VC_BAKE_DAMAGED, "holds an element");
}

static void
depth_attributes_and_namespaces_have_limits(void **state)
{
    static char text[8192];
    size_t n = 0;

    (void)state;
    n = (size_t)snprintf(text, sizeof(text), "%s>", SVG_START);
    for (int i = 0; i < 256; i++) {
        n += (size_t)snprintf(text + n, sizeof(text) - n, "<g>");
    }
    assert_refused((struct vc_view){text, n}, VC_LIMIT, "deeply");
    n = (size_t)snprintf(text, sizeof(text), "%s", SVG_START);
    for (int i = 0; i < 64; i++) {
        n += (size_t)snprintf(text + n, sizeof(text) - n, " a%d=''", i);
    }
    n += (size_t)snprintf(text + n, sizeof(text) - n, "/>");
    assert_refused((struct vc_view){text, n}, VC_LIMIT, "attributes");
    n = (size_t)snprintf(text, sizeof(text), "%s>", SVG_START);
    for (int i = 0; i < 63; i++) {
        n +=
            (size_t)snprintf(text + n, sizeof(text) - n, "<g xmlns:a%d=''>", i);
    }
    assert_refused((struct vc_view){text, n}, VC_LIMIT, "namespaces");
}

/* --- both ---------------------------------------------------------------- */

static void
only_credentials_are_baked(void **state)
{
    static const char *const bad[] = {
        "",        "[]",        "{\"a\":1,\"a\":2}", "a.b",  "eyJ9.e30.AA.AA",
        "AA.e30.", "AA.W10.AA", "AA.e3=.AA",         "{} x", "\"text\""};
    struct vc_view picture = VC_VIEW(SVG_START "/>");
    struct vc_view out;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_not_equal(
            vc_bake_write(&arena, picture, vc_view_of(bad[i]), &out, &error),
            VC_OK);
    }
    assert_int_equal(
        vc_bake_write(&arena, VC_VIEW("GIF89a"), VC_VIEW("{}"), &out, &error),
        VC_BAKE_NONE);
    assert_holds(bake(picture, " {}\n"), "{}");
}

static void
every_failed_allocation_is_returned(void **state)
{
    struct image p;
    struct vc_view pictures[2] = {{NULL, 0},
                                  VC_VIEW_INIT(SVG_START " a='&lt;\r'/>")};

    (void)state;
    png_begin(&p);
    png_end(&p);
    pictures[0] = view_of(&p);
    for (size_t i = 0; i < 2; i++) {
        enum vc_status s = VC_NO_MEMORY;
        size_t room = 1;

        for (; s == VC_NO_MEMORY; room += 64) {
            struct vc_arena small;
            struct vc_view baked;
            struct vc_view out;

            failing_arena(&small, room);
            s = vc_bake_write(&small, pictures[i], VC_VIEW(RECORD_TOKEN),
                              &baked, NULL);
            if (s == VC_OK) {
                s = vc_bake_read(&small, baked, &out, NULL);
            }
            vc_arena_free(&small);
        }
        assert_int_equal(s, VC_OK);
        assert_true(room > 64);
    }
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(what_is_baked_into_a_png_comes_out_of_it),
        TEST(baking_again_replaces_what_was_there),
        TEST(a_record_gets_a_keyword_of_its_own),
        TEST(language_and_keyword_before_the_text_are_skipped),
        TEST(of_two_credentials_the_first_counts),
        TEST(a_packed_credential_is_read_under_a_limit),
        TEST(a_damaged_png_is_refused_with_its_place),
        TEST(chunks_in_a_wrong_order_are_refused),
        TEST(what_is_baked_into_an_svg_comes_out_of_it),
        TEST(baking_an_svg_again_replaces_what_was_there),
        TEST(a_prefix_that_means_something_else_is_left_alone),
        TEST(an_element_is_known_by_its_namespace_not_its_prefix),
        TEST(what_only_looks_like_an_element_is_none),
        TEST(text_in_pieces_is_joined_and_references_are_read),
        TEST(a_document_type_is_skipped_but_may_declare_nothing),
        TEST(svg_that_is_not_well_formed_is_refused_with_its_place),
        TEST(depth_attributes_and_namespaces_have_limits),
        TEST(only_credentials_are_baked),
        TEST(every_failed_allocation_is_returned),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
