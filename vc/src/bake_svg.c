/* SPDX-License-Identifier: Apache-2.0 */
/* bake_svg: SVG as text with one element more. What is not that element is
 * copied as it stands. */

#include "bake_form.h"

#include "xml.h"

#include "vc/buf.h"

static const struct vc_view svg_space =
    VC_VIEW_INIT("http://www.w3.org/2000/svg");

static enum vc_status
open_svg(struct vc_xml *x, struct vc_arena *arena, struct vc_view picture,
         struct vc_error *error)
{
    VC_TRY(vc_xml_open(x, arena, picture, error));
    do {
        VC_TRY(vc_xml_next(x));
    } while (x->kind == VC_XML_TEXT); /* white space */
    return vc_xml_is(x, svg_space, VC_VIEW("svg"))
               ? VC_OK
               : vc_error_set(error, VC_BAKE_NONE, "it is no SVG");
}

/* By its namespace: a prefix is only a name for one. */
static bool
is_ours(const struct vc_xml *x)
{
    for (size_t i = 0; i < VC_BAKE_MARKS; i++) {
        if (vc_xml_is(x, vc_bake_marks[i].name_space, VC_VIEW("credential"))) {
            return true;
        }
    }
    return false;
}

/* --- reading ------------------------------------------------------------- */

/* The text of an element, in one piece or several, without elements inside. */
static enum vc_status
read_inside(struct vc_xml *x, struct vc_view *out)
{
    struct vc_buf buf;

    vc_buf_init(&buf, x->arena, 256, VC_BAKE_MAX_CREDENTIAL);
    for (;;) {
        struct vc_view piece = {NULL, 0};

        VC_TRY(vc_xml_next(x));
        if (x->kind == VC_XML_END) {
            return vc_buf_finish(&buf, out);
        }
        if (x->kind == VC_XML_START) {
            return vc_xml_fail(x, "the credential holds an element");
        }
        piece = x->content;
        if (x->kind == VC_XML_TEXT) {
            VC_TRY(vc_xml_decode(x, piece, false, &piece));
        }
        vc_buf_add(&buf, piece);
        if (buf.status == VC_LIMIT) {
            return vc_xml_limit(x,
                                "the credential in the picture is too large");
        }
    }
}

enum vc_status
vc_bake_svg_read(struct vc_arena *arena, struct vc_view picture,
                 struct vc_view *out, struct vc_error *error)
{
    struct vc_xml x;
    const struct vc_xml_attribute *verify = NULL;

    VC_TRY(open_svg(&x, arena, picture, error));
    while (x.kind != VC_XML_DONE) {
        if (x.kind == VC_XML_START && is_ours(&x)) {
            verify = vc_xml_attribute_get(&x, VC_VIEW("verify"));
            return verify != NULL ? vc_xml_decode(&x, verify->value, true, out)
                                  : read_inside(&x, out);
        }
        VC_TRY(vc_xml_next(&x));
    }
    return vc_error_set(error, VC_BAKE_NONE,
                        "there is no credential in the picture");
}

/* --- writing ------------------------------------------------------------- */

/* JSON without anything that XML would want escaped: such characters stand only
 * in strings, where \u does the same. Readers that take texts in pieces then
 * get one piece. */
static void
add_json(struct vc_buf *buf, struct vc_view json)
{
    for (size_t i = 0; i < json.size; i++) {
        struct vc_view rest = {json.data + i, json.size - i};

        switch (json.data[i]) {
        case '<':
            vc_buf_add(buf, VC_VIEW("\\u003c"));
            break;
        case '>':
            vc_buf_add(buf, VC_VIEW("\\u003e"));
            break;
        case '&':
            vc_buf_add(buf, VC_VIEW("\\u0026"));
            break;
        default:
            if (vc_view_starts(rest, VC_VIEW("\xEF\xBF\xBE")) ||
                vc_view_starts(rest, VC_VIEW("\xEF\xBF\xBF"))) {
                /* U+FFFE and U+FFFF are no characters of XML. */
                vc_buf_add(buf, rest.data[2] == '\xBE' ? VC_VIEW("\\ufffe")
                                                       : VC_VIEW("\\uffff"));
                i += 2;
            } else {
                vc_buf_byte(buf, json.data[i]);
            }
        }
    }
}

static void
add_declaration(struct vc_buf *buf, const struct vc_bake_mark *mark)
{
    vc_buf_add(buf, VC_VIEW(" xmlns:"));
    vc_buf_add(buf, mark->prefix);
    vc_buf_add(buf, VC_VIEW("=\""));
    vc_buf_add(buf, mark->name_space);
    vc_buf_byte(buf, '"');
}

static void
add_element(struct vc_buf *buf, const struct vc_bake_text *text, bool declare)
{
    vc_buf_byte(buf, '<');
    vc_buf_add(buf, text->mark->prefix);
    vc_buf_add(buf, VC_VIEW(":credential"));
    if (declare) {
        add_declaration(buf, text->mark);
    }
    if (text->token) {
        vc_buf_add(buf, VC_VIEW(" verify=\""));
        vc_buf_add(buf, text->text);
        vc_buf_add(buf, VC_VIEW("\">"));
    } else {
        vc_buf_add(buf, VC_VIEW("><![CDATA["));
        add_json(buf, text->text);
        vc_buf_add(buf, VC_VIEW("]]>"));
    }
    vc_buf_add(buf, VC_VIEW("</"));
    vc_buf_add(buf, text->mark->prefix);
    vc_buf_add(buf, VC_VIEW(":credential>"));
}

/* The start of the root, with the namespace declared in it unless its prefix is
 * taken, and the credential behind it. */
static void
add_root(struct vc_buf *buf, const struct vc_xml *x,
         const struct vc_bake_text *text)
{
    struct vc_view space = vc_xml_space(x, text->mark->prefix);
    bool known =
        space.data != NULL && vc_view_equal(space, text->mark->name_space);
    size_t name_end = (size_t)(x->name.data - x->text.data) + x->name.size;
    size_t end = x->at - (x->empty ? 2 : 1);

    vc_buf_add(buf, (struct vc_view){x->text.data, name_end});
    if (space.data == NULL) {
        add_declaration(buf, text->mark);
    }
    vc_buf_add(buf, (struct vc_view){x->text.data + name_end, end - name_end});
    vc_buf_byte(buf, '>');
    add_element(buf, text, space.data != NULL && !known);
    if (x->empty) {
        vc_buf_add(buf, VC_VIEW("</"));
        vc_buf_add(buf, x->name);
        vc_buf_byte(buf, '>');
    }
}

/* Moves behind the end of the element that was just started. */
static enum vc_status
skip_element(struct vc_xml *x)
{
    size_t depth = x->depth;

    while (x->kind != VC_XML_END || x->depth >= depth) {
        VC_TRY(vc_xml_next(x));
    }
    return VC_OK;
}

enum vc_status
vc_bake_svg_write(struct vc_arena *arena, struct vc_view picture,
                  const struct vc_bake_text *text, struct vc_view *out,
                  struct vc_error *error)
{
    struct vc_xml x;
    struct vc_buf buf;
    size_t copied = 0;

    VC_TRY(open_svg(&x, arena, picture, error));
    vc_buf_init(&buf, arena, picture.size + text->text.size + 256, 0);
    add_root(&buf, &x, text);
    copied = x.at;
    while (x.kind != VC_XML_DONE) {
        size_t start = 0;

        VC_TRY(vc_xml_next(&x));
        start = x.start;
        if (x.kind == VC_XML_START && is_ours(&x)) {
            vc_buf_add(&buf,
                       (struct vc_view){picture.data + copied, start - copied});
            VC_TRY(skip_element(&x));
            copied = x.at;
        }
    }
    vc_buf_add(&buf,
               (struct vc_view){picture.data + copied, picture.size - copied});
    return vc_buf_finish(&buf, out);
}
